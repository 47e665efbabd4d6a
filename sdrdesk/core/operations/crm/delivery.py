"""Telling a CRM what it has to be told: leads as they stand, merged with what it holds, then the facts about them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sdrdesk.core.crm import mapping
from sdrdesk.core.crm.client import (
    FACTS,
    CrmTrouble,
    Forbidden,
    Gone,
    Kind,
    Merged,
    Record,
    Refused,
    Transient,
    Write,
    Written,
)
from sdrdesk.core.domain.field_merge import OPPOSED, Merge, Seen, merge_fields
from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.domain.stages import WAY
from sdrdesk.core.normalising.names import company_key
from sdrdesk.core.operations.acts import act
from sdrdesk.core.operations.crm.lost import merged_here
from sdrdesk.core.operations.crm.run import Run, later, local_id, wait_after
from sdrdesk.core.operations.crm.taking import VERB, after_taking, take_in
from sdrdesk.core.operations.crm.values import (
    Told,
    company_id,
    fact_writes,
    instant_text,
    objection_key,
    task_key,
    tasks_done,
    told_of,
)
from sdrdesk.core.operations.crm.writing import GONE, LINKED, MERGED, SENDING, Postponed, Wanted, look_up, write_all
from sdrdesk.core.store import crm, leads
from sdrdesk.core.store.activities import Fact
from sdrdesk.core.store.crm import Link, LogLine, OutboxRow
from sdrdesk.core.store.database import Tx

LEADS_AT_ONCE = 50
FACT_ENTITIES = ("activity", "note", "decision", "touch")
PEOPLE_WRITE = ("name", "deal_name", "summary")
"""Texts of ours that stand where people write too."""
TIES: Mapping[Kind, Mapping[str, Kind]] = {
    Kind.COMPANY: {},
    Kind.CONTACT: {"@company": Kind.COMPANY},
    Kind.DEAL: {"@company": Kind.COMPANY, "@contact": Kind.CONTACT},
}
"""On what else a record hangs: followed like a field, since a person may change firms."""


@dataclass(slots=True)
class Batch:
    """Some leads that have to be told, with all that is known of them here and there."""

    rows: dict[str, list[OutboxRow]]
    told: dict[str, Told]
    links: dict[tuple[Kind, str], Link]
    seen: dict[str, dict[str, Seen]]
    troubles: dict[tuple[str, str], CrmTrouble] = field(default_factory=dict)
    """Why a record was not taken, by its kind and the lead, or the fact."""
    lost: list[tuple[Link, CrmTrouble]] = field(default_factory=list)

    def link(self, kind: Kind, lead: Lead) -> Link | None:
        """The link of a lead's record of a kind."""
        return self.links.get((kind, local_id(kind, lead)))

    def ready(self, lead_id: str, *kinds: Kind) -> bool:
        """Whether nothing stands in the way of a lead's records of these kinds yet."""
        return not any((kind, lead_id) in self.troubles for kind in kinds)

    def trouble(self, kind: Kind, ids: Iterable[str], trouble: CrmTrouble) -> None:
        """Keep why records of a kind were not taken, by their leads or facts."""
        self.troubles |= {(kind, i): trouble for i in ids}


def push(run: Run, lost: Callable[[Sequence[tuple[Link, CrmTrouble]]], None]) -> None:
    """Tell everything that is due; `lost` is given the links whose records were found to be gone or merged."""
    after = 0
    while True:
        run.step()
        with run.workspace.store.read() as tx:
            rows = crm.due_rows(tx, run.id, run.workspace.now(), after, LEADS_AT_ONCE)
            batch = _batch(run, tx, of_who_is_kept(tx, [row for row in rows if row.entity != "gone"]))
        if not rows:
            return
        after = beyond(rows)
        _merged_here(run, batch)
        for kind in run.kinds:
            _try_kind(run, batch, kind)
        _send_facts(run, batch)
        _finish(run, batch)
        lost(batch.lost)


def beyond(rows: Sequence[OutboxRow]) -> int:
    """The place in the outbox after which the next leads wait."""
    first: dict[str, int] = {}
    for row in rows:
        first.setdefault(row.lead, row.seq)
    return max(first.values())


def of_who_is_kept(tx: Tx, rows: Sequence[OutboxRow]) -> list[OutboxRow]:
    """Rows whose facts moved with a merge are told of the lead that they are about now."""
    kept = leads.kept_leads(tx, {row.lead for row in rows})
    return [replace(row, lead=kept.get(row.lead, row.lead)) if row.entity != "lead" else row for row in rows]


def _batch(run: Run, tx: Tx, rows: Sequence[OutboxRow]) -> Batch:
    by_lead: dict[str, list[OutboxRow]] = {}
    for row in rows:
        by_lead.setdefault(row.lead, []).append(row)
    told = told_of(tx, run.workspace, run.words, list(by_lead))
    links = {(Kind(link.kind), link.local_id): link for link in crm.links_of(tx, run.id, list(by_lead))}
    companies = {local_id(Kind.COMPANY, t.lead) for t in told.values() if t.lead.company}
    for key, link in crm.links_by_local(tx, run.id, Kind.COMPANY, companies).items():
        links[Kind.COMPANY, key] = link
    facts = {i for row in rows for i in (row.entity_id, task_key(row.entity_id)) if row.entity != "lead"}
    facts |= {key for t in told.values() for key in tasks_done(t)}
    for kind in FACTS:  # their links may stand under the lead that they were about before a merge
        links |= {(kind, key): link for key, link in crm.links_by_local(tx, run.id, kind, facts).items()}
    return Batch(by_lead, told, links, crm.seen_of(tx, run.id, list(by_lead)))


def _merged_here(run: Run, batch: Batch) -> None:
    """Follow in the CRM what was merged here, and what was parted again."""
    followed = []
    for lead_id, told in batch.told.items():
        of = [link for link in batch.links.values() if link.lead == lead_id]
        if told.extras.merged_into is not None or any(link.state == MERGED for link in of):
            followed += merged_here(run, told, of)
            batch.links |= {(Kind(link.kind), link.local_id): link for link in followed}
    if followed:
        with run.workspace.store.read() as tx:
            batch.seen = crm.seen_of(tx, run.id, list(batch.told))


def travels(run: Run, told: Told) -> bool:
    """Whether a person chose that this lead is told of; an objection always is."""
    if told.extras.merged_into is not None:
        return False
    if told.fields["opposed"]:
        return True
    return run.options.send and (run.options.who == "all" or told.worked)


def wants(run: Run, kind: Kind, told: Told) -> bool:
    """Whether a lead is a record of this kind over there."""
    if kind is run.client.primary:
        return True
    if kind is Kind.COMPANY:
        return bool(told.lead.company)
    if kind is Kind.CONTACT:
        return bool(told.lead.first_name or told.lead.last_name)
    chosen = run.options.deals_from
    return not chosen or (told.lead.stage in WAY and WAY.index(told.lead.stage) >= [s.value for s in WAY].index(chosen))


# -- leads ----------------------------------------------------------------------------------------------------------


def _try_kind(run: Run, batch: Batch, kind: Kind) -> None:
    """Send one kind; where the key may not even read it, its leads wait for a person and the others go on."""
    try:
        _send_kind(run, batch, kind)
    except Forbidden as trouble:
        batch.trouble(kind, [i for i, t in batch.told.items() if wants(run, kind, t)], trouble)


def _send_kind(run: Run, batch: Batch, kind: Kind) -> None:
    """Bring the records of one kind and these leads together: look up what was begun, read, merge, write."""
    wanted: dict[str, list[Told]] = {}
    for lead_id, told in batch.told.items():
        link = batch.link(run.client.primary, told.lead)
        if not batch.ready(lead_id, run.client.primary) or not travels(run, told):
            continue
        if link and link.state in (GONE, MERGED):
            continue
        if wants(run, kind, told) or batch.link(kind, told.lead):
            wanted.setdefault(local_id(kind, told.lead), []).append(told)
    _settle_begun(run, batch, kind, wanted)
    updates = _merged_with_theirs(run, batch, kind, wanted)
    creates = {
        key: {t.lead.id: _all_of(run, batch, kind, t) for t in whole}
        for key, whole in wanted.items()
        if all(batch.ready(t.lead.id, kind) for t in whole)
        and _unmade(batch.links.get((kind, key)))
        and run.options.send
    }
    merges: dict[str, dict[str, Merge]] = updates | creates
    writes = [_write(run, batch, kind, wanted[key], merges[key]) for key in merges]
    writes = [w for w in writes if w.write.values or w.write.links or not w.write.id]
    _told_nothing(run, batch, kind, merges, {w.local_id for w in writes})
    _keep_begun(run, batch, kind, creates)
    met: dict[str, Record] = {}
    for answers in write_all(run, writes, batch.links, met):
        there = _read_back(run, batch, kind, answers, met)
        lines = [line for w, answer in answers for line in _told(run, batch, w, answer, merges[w.local_id], there)]
        leads = [i for w, answer in answers if isinstance(answer, Written) for i in w.leads]
        with run.workspace.store.write() as tx:
            crm.put_seen(tx, run.id, {i: batch.seen[i] for i in leads})
            crm.add_log(tx, lines)


def _unmade(link: Link | None) -> bool:
    return link is None or link.state == SENDING


def _settle_begun(run: Run, batch: Batch, kind: Kind, wanted: Mapping[str, Sequence[Told]]) -> None:
    """Look up the records that were begun and never heard of."""
    begun = {k: w for k, w in wanted.items() if (link := batch.links.get((kind, k))) and link.state == SENDING}
    asked = []
    for key, whole in begun.items():
        link = batch.links[kind, key]
        if link.sent_at is None and not link.remote_id:
            continue
        values = mapping.out(run.maps, kind, {n: v for n, v in whole[0].fields.items() if v})
        write = Write(kind, link.key, values, links=_parents(batch, whole[0].lead))
        asked.append(Wanted(write, key, tuple(t.lead.id for t in whole)))
    for w, answer in look_up(run, asked, batch.links).items():
        if isinstance(answer, CrmTrouble):
            batch.trouble(kind, w.leads, answer)


def _merged_with_theirs(
    run: Run, batch: Batch, kind: Kind, wanted: Mapping[str, Sequence[Told]]
) -> dict[str, dict[str, Merge]]:
    """Of the linked records that a lead here says something new of: what to write there, after taking what is new."""
    plain = run.ways(kind)
    ways = replace(plain, sent={*plain.sent, *TIES[kind]}) if run.options.send else plain
    changed = {
        key: batch.links[kind, key]
        for key, whole in wanted.items()
        if (link := batch.links.get((kind, key))) and link.state == LINKED
        if any(_says_something_new(batch, kind, t, ways.sent) for t in whole)
    }
    if not changed:
        return {}
    run.step()
    there = run.read(kind, list(dict.fromkeys(link.remote_id for link in changed.values())))
    merges: dict[str, dict[str, Merge]] = {}
    for key, link in changed.items():
        record = there.get(link.remote_id, Transient("no answer about this record"))
        if isinstance(record, CrmTrouble):
            batch.trouble(kind, [t.lead.id for t in wanted[key]], record)
            if isinstance(record, Gone | Merged):
                batch.lost.append((link, record))
            continue
        theirs = mapping.taken(run.maps, kind, record.values)
        merges[key] = {}
        for t in wanted[key]:
            ties = _ties(batch, kind, t)
            # Where a record hangs already it stays until somebody here changes firms.
            met = {tie: Seen(ties[tie], "") for tie in ties if record.links.get(TIES[kind][tie])}
            base = met | _seen(batch, kind, t.lead)
            merges[key][t.lead.id] = merge_fields({**t.fields, **ties}, theirs, base, ways, run.alike)
            _but_what_people_wrote(run, merges[key][t.lead.id], base, kind, record)
    _take(run, batch, kind, merges)
    return merges


def _but_what_people_wrote(run: Run, merge: Merge, seen: Mapping[str, Seen], kind: Kind, record: Record) -> None:
    """Leave alone a text that we only ever write where it is not what we last wrote there."""
    there = mapping.told(run.maps, kind, record.values)
    for name in PEOPLE_WRITE:
        written = seen[name].theirs if name in seen else ""
        if name in merge.send and there.get(name) not in (None, "", written):
            merge.seen[name] = Seen(merge.send.pop(name), written)


def _says_something_new(batch: Batch, kind: Kind, told: Told, sent: Iterable[str]) -> bool:
    seen = _seen(batch, kind, told.lead)
    now = {**told.fields, **_ties(batch, kind, told)}
    return any(now.get(n, "") != (seen[n].ours if n in seen else "") for n in sent)


def _ties(batch: Batch, kind: Kind, told: Told) -> dict[str, str]:
    """The records over there that a record of a lead hangs on, as fields of it."""
    found = _parents(batch, told.lead, but=kind)
    return {tie: found[parent] for tie, parent in TIES[kind].items() if parent in found}


def named(fields: Iterable[str]) -> str:
    """Fields of ours as a line of the log names them."""
    return ", ".join(name for name in fields if not name.startswith("@"))


def _seen(batch: Batch, kind: Kind, lead: Lead) -> dict[str, Seen]:
    return base_of(batch.seen.get(lead.id, {}), kind, lead)


def base_of(seen: Mapping[str, Seen], kind: Kind, lead: Lead) -> dict[str, Seen]:
    """The base of the fields of one kind; who works at another company now meets that one for the first time."""
    mark = f"{kind}."
    base = {name.removeprefix(mark): value for name, value in seen.items() if name.startswith(mark)}
    named = base.get("company")
    moved = kind is Kind.COMPANY and named and company_key(named.ours) != company_key(lead.company)
    return {} if moved else base


def _take(run: Run, batch: Batch, kind: Kind, merges: Mapping[str, Mapping[str, Merge]]) -> None:
    """Take into the leads what is new over there, and keep the base of what is settled so far."""
    whole = {lead_id: merge for of in merges.values() for lead_id, merge in of.items()}
    needed = {i: m for i, m in whole.items() if m.take or m.lost_theirs}
    if not needed:
        return
    with act(run.workspace, VERB, connection=run.connection.name) as doing:
        now_here = told_of(doing.tx, run.workspace, run.words, list(needed))
        for lead_id, merge in needed.items():
            _but_what_changed_meanwhile(merge, batch.told[lead_id], now_here.get(lead_id))
        taken = take_in(doing, run, needed)
        for lead_id, now in taken.items():
            merge = whole[lead_id]
            merge.seen.update(after_taking(merge, now))
            _note_seen(batch, kind, lead_id, {n: merge.seen[n] for n in merge.take})
        crm.put_seen(doing.tx, run.id, {i: batch.seen[i] for i in taken})
        crm.add_log(doing.tx, [run.log(i, "taken", kind, "", named(whole[i].take)) for i in taken])
    run.touched |= set(needed)
    run.figures.taken += len(taken)
    for lead_id, now in taken.items():
        told = batch.told[lead_id]
        batch.told[lead_id] = replace(told, fields={**told.fields, **now})


def _but_what_changed_meanwhile(merge: Merge, then: Told, now: Told | None) -> None:
    """Leave alone what a person changed here while the CRM was asked: it is merged in the next run."""
    for name in list(merge.take):
        if now is None or now.fields.get(name) != then.fields.get(name):
            del merge.take[name], merge.seen[name]


def _note_seen(batch: Batch, kind: Kind, lead_id: str, seen: Mapping[str, Seen]) -> None:
    batch.seen.setdefault(lead_id, {}).update({f"{kind}.{name}": value for name, value in seen.items()})


def _keep_begun(run: Run, batch: Batch, kind: Kind, creates: Mapping[str, Mapping[str, Merge]]) -> None:
    """Keep what new records are about to be told: of one made and never heard of, it is what both sides held."""
    begun = {i: merge for of in creates.values() for i, merge in of.items()} if kind is not Kind.COMPANY else {}
    for lead_id, merge in begun.items():
        _note_seen(batch, kind, lead_id, merge.seen)
    if begun:
        with run.workspace.store.write() as tx:
            crm.put_seen(tx, run.id, {i: batch.seen[i] for i in begun})


def _all_of(run: Run, batch: Batch, kind: Kind, told: Told) -> Merge:
    """What a new record is told: everything that travels and is known."""
    sent = {n: told.fields[n] for n in run.ways(kind).sent if told.fields.get(n)} | _ties(batch, kind, told)
    return Merge(send=sent, seen={n: Seen(v, v) for n, v in sent.items()})


def _write(run: Run, batch: Batch, kind: Kind, whole: Sequence[Told], merges: Mapping[str, Merge]) -> Wanted:
    """One record for all the leads that share it: the first one's words stand."""
    ours: dict[str, str] = {}
    for told in whole:
        ours = {**merges[told.lead.id].send, **ours}
    first = whole[0].lead
    key = local_id(kind, first)
    link = batch.links.get((kind, key))
    ours_key = link.key if link else _key_of(kind, key)
    remote = link.remote_id if link and link.state == LINKED else ""
    parents = {parent: ours[tie] for tie, parent in TIES[kind].items() if ours.get(tie)}
    write = Write(kind, ours_key, mapping.out(run.maps, kind, ours), remote, parents)
    return Wanted(write, key, tuple(t.lead.id for t in whole))


def _key_of(kind: Kind, key: str) -> str:
    return company_id(key) if kind is Kind.COMPANY else key


def _parents(batch: Batch, lead: Lead, but: Kind | None = None) -> dict[Kind, str]:
    """The records over there that something about a lead hangs on."""
    found = {}
    for kind in (Kind.COMPANY, Kind.CONTACT, Kind.DEAL):
        link = batch.link(kind, lead) if kind is not but else None
        if link and link.state == LINKED:
            found[kind] = link.remote_id
    return found


def _told_nothing(
    run: Run, batch: Batch, kind: Kind, merges: Mapping[str, Mapping[str, Merge]], written: set[str]
) -> None:
    """Keep the base where there was nothing to write after all."""
    settled = {i: m for key, of in merges.items() if key not in written for i, m in of.items()}
    for lead_id, merge in settled.items():
        _note_seen(batch, kind, lead_id, merge.seen)
    if settled:
        with run.workspace.store.write() as tx:
            crm.put_seen(tx, run.id, {i: batch.seen[i] for i in settled if i in batch.seen})


def _read_back(
    run: Run,
    batch: Batch,
    kind: Kind,
    answers: Sequence[tuple[Wanted, Written | CrmTrouble]],
    met: Mapping[str, Record],
) -> Mapping[str, Record | CrmTrouble]:
    """What the CRM made of our values: some ignore what they do not know, cut what is long, or write it otherwise."""
    ids = [batch.links[kind, w.local_id].remote_id for w, answer in answers if isinstance(answer, Written)]
    unread = [i for i in ids if i not in met]
    return {**met, **(run.read(kind, unread) if unread else {})}


def _told(
    run: Run,
    batch: Batch,
    w: Wanted,
    answer: Written | CrmTrouble,
    merges: Mapping[str, Merge],
    there: Mapping[str, Record | CrmTrouble],
) -> list[LogLine]:
    """Note what became of one write, and what is to be logged of it."""
    if isinstance(answer, CrmTrouble):
        batch.trouble(w.kind, w.leads, answer)
        link = batch.links.get((w.kind, w.local_id))
        if isinstance(answer, Gone | Merged) and link and w.write.id:  # what was never there is not gone
            batch.lost.append((link, answer))
        return []
    link = batch.links[w.kind, w.local_id]
    record = there.get(link.remote_id)
    theirs = mapping.told(run.maps, w.kind, record.values) if isinstance(record, Record) else {}
    lines = []
    for lead_id in w.leads:
        merge = merges[lead_id]
        for name, value in merge.send.items():
            merge.seen[name] = Seen(value, theirs.get(name, value))
        unlike = [n for n, v in merge.send.items() if n in theirs and not run.alike(n, v, theirs[n])]
        _note_seen(batch, w.kind, lead_id, merge.seen)
        what = "sent" if w.write.id else "made"
        lines.append(run.log(lead_id, what, w.kind, link.remote_id, named(merge.send)))
        if unlike:
            lines.append(run.log(lead_id, "kept", w.kind, link.remote_id, ", ".join(unlike)))
    if w.kind is run.client.primary:
        run.figures.sent += bool(w.write.id)
        run.figures.made += not w.write.id
    return lines


# -- facts ----------------------------------------------------------------------------------------------------------


def _send_facts(run: Run, batch: Batch) -> None:
    """Tell the calls, notes, decisions and messages of these leads, each once; take back what is gone here."""
    wanted: dict[Kind, list[Wanted]] = {}
    for lead_id, rows in batch.rows.items():
        told = batch.told.get(lead_id)
        if told is None or not batch.ready(lead_id, run.client.primary) or not _has_record(run, batch, told):
            continue
        parents = _parents(batch, told.lead)
        for row in (r for r in rows if r.entity in FACT_ENTITIES):
            if not (run.options.send and travels(run, told)):
                continue
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


def _has_record(run: Run, batch: Batch, told: Told) -> bool:
    link = batch.link(run.client.primary, told.lead)
    return link is not None and link.state == LINKED


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
    """Tell an objection in a note where the CRM has no field that it is mapped to: it always travels."""
    if not told.fields[OPPOSED] or any(m.ours == OPPOSED for m in run.maps) or Kind.NOTE not in run.client.traits:
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


# -- what becomes of the rows ---------------------------------------------------------------------------------------


def _finish(run: Run, batch: Batch) -> None:
    """Take what was told off the outbox; say of the rest why it waits or what was refused."""
    with run.workspace.store.write() as tx:
        for lead_id, rows in batch.rows.items():
            told = batch.told.get(lead_id)
            if told is None or not travels(run, told):
                crm.settle(tx, rows)
                continue
            kinds = (run.client.primary, *run.kinds)
            of_lead = next((batch.troubles[kind, lead_id] for kind in kinds if not batch.ready(lead_id, kind)), None)
            tried = batch.ready(lead_id, run.client.primary) and _has_record(run, batch, told)  # as in _send_facts
            for row in rows:
                found = of_lead if row.entity == "lead" or not tried else _of_fact(batch, row)
                if found is not None:
                    _put_back(run, tx, row, found)
                elif row.entity == "lead" or not _comes(run, batch, told):
                    crm.settle(tx, [row])


def _comes(run: Run, batch: Batch, told: Told) -> bool:
    """Whether a lead will have the record over there that its facts hang on, and has not yet."""
    link = batch.link(run.client.primary, told.lead)
    return run.options.send and _unmade(link)


def _of_fact(batch: Batch, row: OutboxRow) -> CrmTrouble | None:
    keys = (row.entity_id, task_key(row.entity_id))
    return next((t for (kind, key), t in batch.troubles.items() if key in keys and kind in FACTS), None)


def _put_back(run: Run, tx: Tx, row: OutboxRow, trouble: CrmTrouble) -> None:
    now = run.workspace.now()
    match trouble:
        case Postponed():
            crm.put_back(tx, row, "waiting", "postponed", "", trouble.until)
        case Transient():
            wait = trouble.after if trouble.after is not None else wait_after(row.tries)
            crm.put_back(tx, row, "waiting", trouble.code, trouble.detail, later(now, wait))
        case Gone() | Merged():
            crm.put_back(tx, row, "waiting", trouble.code, "", later(now, wait_after(row.tries)))
        case _:
            crm.put_back(tx, row, "refused", trouble.code, trouble.detail)
            crm.add_log(tx, [run.log(row.lead, "refused", run.client.primary, "", trouble.detail)])
            run.figures.refused += 1
