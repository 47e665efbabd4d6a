"""Telling a CRM how leads stand: merged with what it holds, written, and read back."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from sdrdesk.core.crm import mapping
from sdrdesk.core.crm.client import (
    CrmTrouble,
    Exists,
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
from sdrdesk.core.domain.field_merge import OPPOSED, YES, Merge, Seen, heard, merge_fields
from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.operations.acts import act
from sdrdesk.core.operations.crm.batch import (
    TIES,
    Batch,
    base_of,
    named,
    note_seen,
    parents_of,
    stays_deleted,
    ties_of,
    travels,
    unmade,
    wants,
)
from sdrdesk.core.operations.crm.lost import tell_objection
from sdrdesk.core.operations.crm.run import Run, local_id
from sdrdesk.core.operations.crm.summary import may_replace
from sdrdesk.core.operations.crm.taking import VERB, after_taking, take_in
from sdrdesk.core.operations.crm.values import (
    Told,
    company_id,
    told_of,
)
from sdrdesk.core.operations.crm.writing import GONE, LINKED, MERGED, SENDING, Postponed, Wanted, look_up, write_all
from sdrdesk.core.store import crm, journal, qualifications
from sdrdesk.core.store.crm import Link, LogLine

PEOPLE_WRITE = ("name", "deal_name", "summary")
"""Texts of ours that stand where people write too."""
VERDICT = tuple(n for n in mapping.TOLD if n not in PEOPLE_WRITE)
"""What another machine may have written of a lead that nobody has worked on here."""


def send_kind(run: Run, batch: Batch, kind: Kind) -> None:
    """Send one kind; where the key may not even read it, its leads wait for a person and the others go on."""
    try:
        _send(run, batch, kind)
    except Forbidden as trouble:
        batch.trouble(kind, [i for i, t in batch.told.items() if wants(run, kind, t)], trouble)


def _send(run: Run, batch: Batch, kind: Kind) -> None:
    """Bring the records of one kind and these leads together: look up what was begun, read, merge, write."""
    wanted: dict[str, list[Told]] = {}
    for lead_id, told in batch.told.items():
        link = batch.link(run.client.primary, told.lead)
        if not batch.ready(lead_id, run.client.primary) or not travels(run, told):
            continue
        if (link and link.state in (GONE, MERGED)) or stays_deleted(told, link):
            continue
        if kind in TIES[run.client.primary].values() and link and _hangs_unseen(run, link):
            continue
        if wants(run, kind, told) or batch.link(kind, told.lead):
            wanted.setdefault(local_id(kind, told.lead), []).append(told)
    _settle_begun(run, batch, kind, wanted)
    updates = _merged_with_theirs(run, batch, kind, wanted)
    creates = {
        key: {t.lead.id: _all_of(run, batch, kind, t) for t in whole}
        for key, whole in wanted.items()
        if all(batch.ready(t.lead.id, kind) for t in whole)
        and (unmade(batch.links.get((kind, key))) or _wanted_again(run, batch, kind, key, whole))
        and run.options.send
    }
    merges: dict[str, dict[str, Merge]] = updates | creates
    writes = [_write(run, batch, kind, wanted[key], merges[key]) for key in merges]
    writes = [w for w in writes if w.write.values or w.write.links or not w.write.id]
    _told_nothing(run, batch, kind, merges, {w.local_id for w in writes})
    _keep_begun(run, batch, kind, creates)
    _keep_about_to_be_told(run, batch, [(w, merges[w.local_id]) for w in writes if w.write.id])
    met: dict[str, Record] = {}
    for answers in write_all(run, writes, batch.links, met):
        there = _read_back(run, batch, kind, answers, met)
        lines = [line for w, answer in answers for line in _told(run, batch, w, answer, merges[w.local_id], there)]
        leads = [i for w, answer in answers if isinstance(answer, Written) for i in w.leads]
        with run.workspace.store.write() as tx:
            crm.put_seen(tx, run.id, {i: batch.seen[i] for i in leads})
            crm.add_log(tx, lines)
        for w in (w for w, answer in answers if isinstance(answer, Refused | Exists) and w.write.id):
            _tell_objection_alone(run, batch, w, merges[w.local_id])


def _tell_objection_alone(run: Run, batch: Batch, refused: Wanted, merges: Mapping[str, Merge]) -> None:
    """Tell an objection by itself where the record was not taken with what else is new of it."""
    objecting = [i for i in refused.leads if OPPOSED in merges[i].send and len(merges[i].send) > 1]
    link = batch.links[refused.kind, refused.local_id]
    with suppress(Exists, Forbidden, Postponed, Refused):
        for lead_id in objecting:
            tell_objection(run, link)
            note_seen(batch, refused.kind, lead_id, {OPPOSED: Seen(YES, YES)})
            with run.workspace.store.write() as tx:
                crm.put_seen(tx, run.id, {lead_id: batch.seen[lead_id]})
                crm.add_log(tx, [run.log(lead_id, "sent", refused.kind, link.remote_id, OPPOSED)])


def _wanted_again(run: Run, batch: Batch, kind: Kind, key: str, whole: Sequence[Told]) -> bool:
    """Whether a company or contact that was deleted there is that of somebody who is about to be made there."""
    link = batch.links.get((kind, key))
    gone = kind in TIES[run.client.primary].values() and link is not None and link.state == GONE
    return gone and any(unmade(batch.link(run.client.primary, t.lead)) for t in whole)


def _hangs_unseen(run: Run, link: Link) -> bool:
    """Whether others made a lead's record in a CRM that does not tell what it hangs on: that is left as it is."""
    return not link.made_here and not run.traits(run.client.primary).tied


def _settle_begun(run: Run, batch: Batch, kind: Kind, wanted: Mapping[str, Sequence[Told]]) -> None:
    """Look up the records that were begun and never heard of."""
    begun = {k: w for k, w in wanted.items() if (link := batch.links.get((kind, k))) and link.state == SENDING}
    asked = []
    for key, whole in begun.items():
        link = batch.links[kind, key]
        if link.sent_at is None and not link.remote_id:
            continue
        values = mapping.out(run.maps, kind, {n: v for n, v in whole[0].fields.items() if v})
        write = Write(kind, link.key, values, links=parents_of(batch, whole[0].lead))
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
            ties = ties_of(batch, kind, t)
            # Where a record hangs already it stays until somebody here changes firms.
            unseen = kind is run.client.primary and _hangs_unseen(run, link)
            met = {tie: Seen(ties[tie], "") for tie in ties if unseen or record.links.get(TIES[kind][tie])}
            seen = heard(_seen(batch, kind, t.lead), theirs, run.alike)
            note_seen(batch, kind, t.lead.id, seen)
            base = met | seen
            merges[key][t.lead.id] = merge_fields({**t.fields, **ties}, theirs, base, ways, run.alike)
            _but_what_others_wrote(run, merges[key][t.lead.id], base, t, kind, record)
    _take(run, batch, kind, merges)
    return merges


def _but_what_others_wrote(
    run: Run, merge: Merge, seen: Mapping[str, Seen], told: Told, kind: Kind, record: Record
) -> None:
    """Leave alone a text that we only ever write where it is not what we last wrote there, nor a summary of ours; and
    the verdict of another machine on a lead that nobody has worked on here."""
    there = mapping.told(run.maps, kind, record.values)
    unlike = [n for n in VERDICT if n in merge.send and n in there and not run.alike(n, merge.send[n], there[n])]
    for name in (*PEOPLE_WRITE, *(unlike if unlike and not _worked_here(run, told) else ())):
        written = seen[name].theirs if name in seen else ""
        begun = seen[name].begun if name in seen else None
        if name not in merge.send or there.get(name) in (None, "", written, begun):
            continue
        if name != "summary" or not may_replace(merge.send[name], there[name]):
            merge.seen[name] = Seen(merge.send.pop(name), written)


def _worked_here(run: Run, told: Told) -> bool:
    """Whether anybody has called, answered, decided, written to or noted something of a lead in this workspace."""
    with run.workspace.store.read() as tx:
        made = [journal.get_operation(tx, n.operation) for n in told.notes]
        here = any(m is None or m.verb != VERB for m in made)
        return bool(told.calls or told.decisions or told.touches or here) or bool(
            qualifications.answered_grids(tx, told.lead.id)
        )


def _says_something_new(batch: Batch, kind: Kind, told: Told, sent: Iterable[str]) -> bool:
    seen = _seen(batch, kind, told.lead)
    now = {**told.fields, **ties_of(batch, kind, told)}
    return any(now.get(n, "") != (seen[n].ours if n in seen else "") for n in sent)


def _seen(batch: Batch, kind: Kind, lead: Lead) -> dict[str, Seen]:
    return base_of(batch.seen.get(lead.id, {}), kind, lead)


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
            note_seen(batch, kind, lead_id, {n: merge.seen[n] for n in merge.take})
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


def _keep_begun(run: Run, batch: Batch, kind: Kind, creates: Mapping[str, Mapping[str, Merge]]) -> None:
    """Keep what new records are about to be told: of one made and never heard of, it is what both sides held."""
    begun = {i: merge for of in creates.values() for i, merge in of.items()} if kind is not Kind.COMPANY else {}
    for lead_id, merge in begun.items():
        note_seen(batch, kind, lead_id, merge.seen)
    if begun:
        with run.workspace.store.write() as tx:
            crm.put_seen(tx, run.id, {i: batch.seen[i] for i in begun})


def _keep_about_to_be_told(run: Run, batch: Batch, changes: Sequence[tuple[Wanted, Mapping[str, Merge]]]) -> None:
    """Keep what known records are about to be told: should nobody hear of it, it comes back as an echo, not as news."""
    told = [(w.kind, i, merges[i].send) for w, merges in changes for i in w.leads if merges[i].send]
    for kind, lead_id, send in told:
        base = batch.seen.get(lead_id, {})
        known = {name: f"{kind}.{name}" for name in send if f"{kind}.{name}" in base}
        base.update({at: replace(base[at], begun=send[name]) for name, at in known.items()})
    if told:
        with run.workspace.store.write() as tx:
            crm.put_seen(tx, run.id, {i: batch.seen[i] for _kind, i, _send in told if i in batch.seen})


def _all_of(run: Run, batch: Batch, kind: Kind, told: Told) -> Merge:
    """What a new record is told: everything that travels and is known."""
    sent = {n: told.fields[n] for n in run.ways(kind).sent if told.fields.get(n)} | ties_of(batch, kind, told)
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


def _told_nothing(
    run: Run, batch: Batch, kind: Kind, merges: Mapping[str, Mapping[str, Merge]], written: set[str]
) -> None:
    """Keep the base where there was nothing to write after all."""
    settled = {i: m for key, of in merges.items() if key not in written for i, m in of.items()}
    for lead_id, merge in settled.items():
        note_seen(batch, kind, lead_id, merge.seen)
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
        note_seen(batch, w.kind, lead_id, merge.seen)
        what = "sent" if w.write.id else "made"
        lines.append(run.log(lead_id, what, w.kind, link.remote_id, named(merge.send)))
        if unlike:
            lines.append(run.log(lead_id, "kept", w.kind, link.remote_id, ", ".join(unlike)))
    if w.kind is run.client.primary:
        run.figures.sent += bool(w.write.id)
        run.figures.made += not w.write.id
    return lines
