"""Telling a CRM what happened with leads: each call, note and decision once, and the tasks they left behind."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sdrdesk.core.crm.client import (
    CrmTrouble,
    Forbidden,
    Kind,
    Record,
    Refused,
    Transient,
    Write,
    Written,
)
from sdrdesk.core.domain.field_merge import OPPOSED
from sdrdesk.core.operations.crm.batch import FACT_ENTITIES, Batch, has_record, parents_of, travels
from sdrdesk.core.operations.crm.run import Run
from sdrdesk.core.operations.crm.taking import VERB, address_of
from sdrdesk.core.operations.crm.values import (
    Told,
    fact_writes,
    instant_text,
    objection_key,
    task_key,
    tasks_done,
)
from sdrdesk.core.operations.crm.writing import LINKED, SENDING, Wanted, look_up, write_all
from sdrdesk.core.store import crm, journal
from sdrdesk.core.store.activities import Fact
from sdrdesk.core.store.crm import Link


def send_facts(run: Run, batch: Batch) -> None:
    """Tell the calls, notes, decisions and messages of these leads, each once; take back what is gone here."""
    wanted: dict[Kind, list[Wanted]] = {}
    for lead_id, rows in batch.rows.items():
        told = batch.told.get(lead_id)
        if told is None or not batch.ready(lead_id, run.client.primary) or not has_record(run, batch, told):
            continue
        parents = parents_of(batch, told.lead)
        facts = [r for r in rows if r.entity in FACT_ENTITIES] if run.options.send and travels(run, told) else []
        theirs = _brought_from_there(run, told) if facts and not run.options.receive else ()
        for row in (r for r in facts if r.entity_id not in theirs):
            writes = fact_writes(run, told, row.entity, row.entity_id)
            if not writes:
                _take_back(run, batch, row.entity_id)
            for write in writes:
                wanted.setdefault(write.kind, []).append(Wanted(replace(write, links=parents), write.key, (lead_id,)))
                if _was_before(run, told, row.entity_id) and not write.id:
                    batch.links.setdefault((write.kind, write.key), _perhaps_told(run, write, lead_id))
        _done_tasks(run, batch, told, parents, wanted)
        _objection_as_note(run, batch, told, parents, wanted)
    for kind in (Kind.CALL, Kind.NOTE, Kind.TASK):
        _write_facts(run, batch, wanted.get(kind, []))


def _brought_from_there(run: Run, told: Told) -> set[str]:
    """The notes that an earlier connection brought from this very CRM: one that reads nothing does not know them."""
    with run.workspace.store.read() as tx:
        made_in = {n.id: journal.get_operation(tx, n.operation) for n in told.notes if _was_before(run, told, n.id)}
    here = address_of(run.connection)
    return {i for i, made in made_in.items() if made and made.verb == VERB and here and made.summary.get("crm") == here}


def _was_before(run: Run, told: Told, fact_id: str) -> bool:
    facts: tuple[Fact, ...] = (*told.calls, *told.notes, *told.decisions, *told.touches)
    return any(f.id == fact_id and f.at <= run.connection.created_at for f in facts)


def _perhaps_told(run: Run, write: Write, lead_id: str) -> Link:
    """The link of a fact that an earlier connection to this CRM may have told: it is looked up before it is made."""
    keyed, since = run.traits(write.kind).keyed, run.connection.created_at
    return Link(run.id, write.kind, write.key, write.key, SENDING, lead_id, sent_at=since, made_here=keyed)


def _write_facts(run: Run, batch: Batch, wanted: Sequence[Wanted]) -> None:
    if not wanted:
        return
    kind = wanted[0].kind
    found = {w: batch.links.get((kind, w.local_id)) for w in wanted}
    begun = [w for w, link in found.items() if link and link.state == SENDING and (link.sent_at or link.remote_id)]
    answers = look_up(run, begun, batch.links)
    new = [w for w in wanted if w not in answers and (w.write.id or not (link := found[w]) or link.state == SENDING)]
    _told_facts(run, batch, list(answers.items()))
    for some in write_all(run, new, batch.links):
        _told_facts(run, batch, some)


def _told_facts(run: Run, batch: Batch, answers: Sequence[tuple[Wanted, Written | CrmTrouble]]) -> None:
    links, lines = [], []
    for w, answer in answers:
        if isinstance(answer, CrmTrouble):
            batch.trouble(w.kind, [w.local_id], answer)
            continue
        link = batch.links[w.kind, w.local_id]
        if w.write.values.get("done") == "yes" and not link.done:
            link = batch.links[w.kind, w.local_id] = replace(link, done=True)
            links.append(link)
        lines.append(run.log(w.leads[0], "sent", w.kind, link.remote_id))
        run.figures.facts += 1
    with run.workspace.store.write() as tx:
        crm.put_links(tx, links)
        crm.add_log(tx, lines)


def _objection_as_note(
    run: Run, batch: Batch, told: Told, parents: Mapping[Kind, str], wanted: dict[Kind, list[Wanted]]
) -> None:
    """Tell an objection in a note where no field of the CRM can take it: it always travels."""
    if not told.fields[OPPOSED] or not run.notes_objections:
        return
    key = objection_key(told.lead.id)
    link = batch.links.get((Kind.NOTE, key))
    if link is None or link.state == SENDING:
        text = run.words.text("crm_fact", "objection")
        values = {"text": text, "at": instant_text(run.workspace.now()), "author": ""}
        wanted.setdefault(Kind.NOTE, []).append(
            Wanted(Write(Kind.NOTE, key, values, links=parents), key, (told.lead.id,))
        )


def _done_tasks(
    run: Run, batch: Batch, told: Told, parents: Mapping[Kind, str], wanted: dict[Kind, list[Wanted]]
) -> None:
    """Close over there the tasks that are done here."""
    if Kind.TASK not in run.client.traits or not run.traits(Kind.TASK).updates:
        return
    for key, done in tasks_done(told).items():
        link = batch.links.get((Kind.TASK, key))
        if done and link and link.state == LINKED and not link.done:
            write = Write(Kind.TASK, key, {"done": "yes"}, link.remote_id, parents)
            wanted.setdefault(Kind.TASK, []).append(Wanted(write, key, (told.lead.id,)))


def _take_back(run: Run, batch: Batch, fact_id: str) -> None:
    """Delete over there what was told of a fact that is gone here, where we made it and the CRM lets us."""
    for kind, key in ((Kind.CALL, fact_id), (Kind.NOTE, fact_id), (Kind.TASK, task_key(fact_id))):
        link = batch.links.get((kind, key))
        if link is None or link.state != LINKED or not link.made_here:
            continue
        if run.traits(kind).deletes:
            run.step()
            there = run.read(kind, [link.remote_id]).get(link.remote_id)
            if isinstance(there, Transient):  # nothing is known of it now: it is taken back later
                batch.trouble(kind, [fact_id], there)
                continue
            try:
                if isinstance(there, Record) and there.key in ("", link.key):  # never another's, whatever was answered
                    run.client.delete(kind, link.remote_id)
            except (Forbidden, Refused) as trouble:  # this one is for a person; nothing else waits for it
                batch.trouble(kind, [fact_id], trouble)
                continue
        with run.workspace.store.write() as tx:
            crm.remove_link(tx, link)
            crm.add_log(tx, [run.log(link.lead, "withdrawn", kind, link.remote_id)])
        del batch.links[kind, key]
