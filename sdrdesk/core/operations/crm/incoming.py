"""Bringing in what changed in a CRM: known records are merged field by field, new ones become leads."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from sdrdesk.core.crm import mapping
from sdrdesk.core.crm.client import CrmTrouble, Forbidden, Gone, Kind, Page, Record, Refused
from sdrdesk.core.domain.field_merge import OPPOSED, Merge, merge_fields
from sdrdesk.core.domain.lead import LEAD_FIELDS, PHONE_COLUMNS
from sdrdesk.core.normalising.names import company_key
from sdrdesk.core.operations.acts import Act
from sdrdesk.core.operations.crm.batch import base_of, named
from sdrdesk.core.operations.crm.lost import too_many
from sdrdesk.core.operations.crm.notes_in import take_notes
from sdrdesk.core.operations.crm.paging import keep_cursor, read_pages
from sdrdesk.core.operations.crm.recognising import (
    Known,
    Parents,
    is_free,
    parent_links,
    recognise,
    strangers,
    their_parents,
)
from sdrdesk.core.operations.crm.run import Run
from sdrdesk.core.operations.crm.taking import after_taking, quiet_act, take_in
from sdrdesk.core.operations.crm.values import told_of
from sdrdesk.core.operations.crm.writing import LINKED, LOOKED_UP_AT_ONCE
from sdrdesk.core.operations.opposed import close_carriers
from sdrdesk.core.store import crm, leads
from sdrdesk.core.store.crm import Link
from sdrdesk.core.store.database import Tx

WHAT_REACHES = ("first_name", "last_name", "name", "company", "email", "phone", "mobile")
"""Columns that say who a lead is and how it is reached."""
PAGE_OF_LOST = 100
RECORDS_AT_ONCE = 25
"""Records a transaction: a person's act waits for no more than these."""
Lost = Callable[[Sequence[tuple[Link, CrmTrouble]]], None]


class Emptied(CrmTrouble):
    """The CRM has blank for many leads what reaches them: that is not taken over."""

    code = "emptied"


def pull(run: Run, lost: Lost, *, full: bool = False) -> None:
    """Read what changed since the last time, or with `full` everything; `lost` is told of linked records not there."""
    _unless_unread(run, run.client.primary, lambda: _look_at_left(run))
    # What stands for a lead comes first: the rest is known by the leads it is about.
    for kind in sorted(run.kinds, key=lambda k: k is not run.client.primary):
        if run.traits(kind).polled:
            all_of_it = full or (kind is run.client.primary and _may_be_there(run))
            _unless_unread(run, kind, lambda kind=kind, all=all_of_it: _pull_kind(run, kind, lost, full=all))  # type: ignore[misc]
    notes = run.client.traits.get(Kind.NOTE)
    # Notes that can only be had all together cost a request a lead: they are read when everything is.
    if run.options.receive and notes and notes.polled and (full or notes.by_time):
        _unless_unread(
            run, Kind.NOTE, lambda: read_pages(run, Kind.NOTE, lambda p: take_notes(run, p, full=full), full=full)
        )


def _may_be_there(run: Run) -> bool:
    """Whether leads are to be told for the first time that may be among the records which were not brought in, or among
    more left there than are asked for one by one: these are looked through before any is made."""
    if not run.options.send:
        return False
    kind = run.client.primary
    with run.workspace.store.read() as tx:
        if not crm.has_strangers(tx, run.id, kind):
            return False
        brought_in = run.options.receive and run.options.create_here
        return not brought_in or len(crm.left_there(tx, run.id, kind, LOOKED_UP_AT_ONCE + 1)) > LOOKED_UP_AT_ONCE


def _look_at_left(run: Run) -> None:
    """Look at the records that were left there of leads gone here, where somebody is new who may be one of these."""
    kind = run.client.primary
    with run.workspace.store.read() as tx:
        waits = run.options.send and crm.has_strangers(tx, run.id, kind)
        left = {link.remote_id: link for link in crm.left_there(tx, run.id, kind, LOOKED_UP_AT_ONCE) if waits}
    if not left:
        return
    run.step()
    there = run.read(kind, list(left))
    records = [said for said in there.values() if isinstance(said, Record)]
    with run.workspace.store.read() as tx:
        known = recognise(tx, run, kind, records, {}, run.workspace.new_id)
    again = [record for record in records if record.id in known.leads]
    parents = their_parents(run, kind, again)
    with run.workspace.store.write() as tx:
        crm.put_links(tx, [replace(left[i], done=True) for i, said in there.items() if isinstance(said, Gone)])
    with quiet_act(run) as doing:
        _take_records(doing, run, kind, again, parents)
    run.touched |= set(doing.touched)


def _unless_unread(run: Run, kind: Kind, read: Callable[[], object]) -> None:
    """Read a kind of records; where the CRM will not have it, the others go on, and the run says so."""
    try:
        read()
    except (Forbidden, Refused, Gone) as trouble:
        run.unread[kind] = trouble


def _pull_kind(run: Run, kind: Kind, lost: Lost, *, full: bool) -> None:
    met: set[str] = set()

    def take(page: Page) -> None:
        met.update(r.id for r in page.records)
        _take_page(run, kind, page, full=full)

    if read_pages(run, kind, take, full=full):
        with run.workspace.store.read() as tx:
            missing = [i for i in crm.remote_ids(tx, run.id, kind) if i not in met]
            links = crm.links_by_remote(tx, run.id, kind, missing)
        lost(really_lost(run, kind, links))


def really_lost(run: Run, kind: Kind, links: Mapping[str, Link]) -> list[tuple[Link, CrmTrouble]]:
    """Of records that a list left out, those that the CRM says are gone or merged when asked for each by its id."""
    found: list[tuple[Link, CrmTrouble]] = []
    ids = list(links)
    for start in range(0, len(ids), PAGE_OF_LOST):
        run.step()
        there = run.read(kind, ids[start : start + PAGE_OF_LOST])
        found += [(links[i], said) for i, said in there.items() if isinstance(said, CrmTrouble)]
    return found


def _take_page(run: Run, kind: Kind, page: Page, *, full: bool) -> None:
    with run.workspace.store.read() as tx:
        new = strangers(tx, run, kind, page.records)
    parents = their_parents(run, kind, new)
    for start in range(0, len(page.records), RECORDS_AT_ONCE):
        records = page.records[start : start + RECORDS_AT_ONCE]
        with quiet_act(run) as doing:
            known = _take_records(doing, run, kind, records, parents)
        run.touched |= set(doing.touched)
        for some in list(_portions(known))[1:]:  # a company of hundreds: each of them waits for no more than these
            run.step()
            with quiet_act(run) as doing:
                _merge(doing, run, kind, records, replace(known, leads=some))
            run.touched |= set(doing.touched)
        if kind is Kind.COMPANY:
            with run.workspace.store.write() as tx:
                _renamed(tx, run, records)
    with run.workspace.store.write() as tx:
        keep_cursor(run, tx, kind, page, full=full)


def _portions(known: Known) -> Iterator[dict[str, list[str]]]:
    """The leads that records are about, some at a time, by record."""
    pairs = [(record, lead_id) for record, of in known.leads.items() for lead_id in of]
    for start in range(0, len(pairs), RECORDS_AT_ONCE):
        some: dict[str, list[str]] = {}
        for record, lead_id in pairs[start : start + RECORDS_AT_ONCE]:
            some.setdefault(record, []).append(lead_id)
        yield some


def _take_records(doing: Act, run: Run, kind: Kind, records: Sequence[Record], parents: Parents) -> Known:
    """Know the records again, bring in who is new, and merge the first of those they are about."""
    known = recognise(doing.tx, run, kind, records, parents, doing.new_id)
    bring = run.options.receive and run.options.create_here
    for record, lead in known.new if bring else ():
        doing.create_lead(lead)
        known.leads[record.id] = [lead.id]
        known.links.append(Link(run.id, kind, lead.id, lead.id, LINKED, lead.id, record.id))
        crm.add_log(doing.tx, [run.log(lead.id, "brought", kind, record.id)])
        run.figures.brought += 1
    for link in known.left:
        crm.remove_link(doing.tx, link)
    crm.put_links(doing.tx, known.links)
    crm.put_links(doing.tx, parent_links(doing.tx, run, records, known, parents))
    _merge(doing, run, kind, records, replace(known, leads=next(_portions(known), {})))
    _merge(doing, run, kind, records, replace(known, leads=known.parts), objections_alone=True)
    return known


def _merge(
    doing: Act, run: Run, kind: Kind, records: Sequence[Record], known: Known, *, objections_alone: bool = False
) -> None:
    """Merge what each record tells into its leads; what is to be told in turn waits in the outbox."""
    about = {r.id: (r, known.leads[r.id]) for r in records if known.leads.get(r.id)}
    ids = list(dict.fromkeys(i for _record, of in about.values() for i in of))
    told = told_of(doing.tx, run.workspace, run.words, ids)
    seen = crm.seen_of(doing.tx, run.id, ids)
    before_seen = {i: dict(of) for i, of in seen.items()}
    ways = run.ways(kind)
    if objections_alone:
        ways = replace(ways, sent={OPPOSED} & set(ways.sent), taken={OPPOSED} & set(ways.taken))
    for link in known.links if kind is not Kind.COMPANY else ():
        if not link.made_here:  # met for the first time: what was to be told of a record of ours is no base of this one
            of_others = seen.get(link.local_id, {}).items()
            seen[link.local_id] = {n: both for n, both in of_others if not n.startswith(f"{kind}.")}
    merges: dict[str, Merge] = {}
    for record, of in about.values():
        theirs = mapping.taken(run.maps, kind, record.values)
        for lead_id in of:
            if lead_id in told:
                base = base_of(seen.get(lead_id, {}), kind, told[lead_id].lead)
                merges[lead_id] = merge_fields(told[lead_id].fields, theirs, base, ways, run.alike)
    _not_emptied(doing.tx, run, kind, merges)
    takes = {i: m for i, m in merges.items() if m.take}
    before = {i: told[i].lead for i in takes}
    for merge in takes.values():
        merge.lost_theirs.clear()  # told when it is overwritten there
    taken = take_in(doing, run, takes)
    _pass_on(doing, takes)
    close_carriers(doing.tx, before, list(takes), doing.operation, doing.at)
    fresh = {lead.id for _record, lead in known.new}
    for lead_id, merge in merges.items():
        base = after_taking(merge, taken.get(lead_id, {}))
        settled = {f"{kind}.{n}": s for n, s in base.items() if n not in merge.send}
        seen.setdefault(lead_id, {}).update(settled)
        if OPPOSED in merge.send:  # taken away over there: it is told again as if it never had been
            seen[lead_id].pop(f"{kind}.{OPPOSED}", None)
        if lead_id in takes and lead_id not in fresh:
            run.figures.taken += 1
            crm.add_log(doing.tx, [run.log(lead_id, "taken", kind, "", named(merge.take))])
    crm.put_seen(doing.tx, run.id, {i: seen[i] for i in merges if seen[i] != before_seen.get(i)})
    asking = [i for i, m in merges.items() if m.send]
    kept = leads.kept_leads(doing.tx, asking) if objections_alone else {}  # who is told for those who are part of it
    crm.enqueue(doing.tx, run.id, [("lead", kept.get(i, i), kept.get(i, i)) for i in asking])


def _pass_on(doing: Act, takes: Mapping[str, Merge]) -> None:
    """Give what was taken for a lead that was merged here since to the one kept, where that one knows nothing."""
    for lead_id, heir in leads.kept_leads(doing.tx, list(takes)).items():
        lead, kept = doing.lead(lead_id), doing.lead(heir)
        given = [n for n in takes[lead_id].take if n in LEAD_FIELDS and getattr(lead, n) and not getattr(kept, n)]
        given += [f"{n}_given" for n in given if n in PHONE_COLUMNS]
        if given:
            doing.change_lead(heir, {n: getattr(lead, n) for n in given})


def _not_emptied(tx: Tx, run: Run, kind: Kind, merges: Mapping[str, Merge]) -> None:
    """Keep what reaches people where a CRM has it blank for many at once: a right that was lost looks just the same."""
    emptied = {i: [n for n in m.take if n in WHAT_REACHES and not m.take[n]] for i, m in merges.items()}
    blanked = [i for i, names in emptied.items() if names]
    run.emptied += len(blanked)
    if not blanked or not too_many(run.emptied, crm.count_links(tx, run.id, run.client.primary)):
        return
    run.unread[kind] = Emptied()
    for lead_id in blanked:
        for name in emptied[lead_id]:
            del merges[lead_id].take[name], merges[lead_id].seen[name]


def _renamed(tx: Tx, run: Run, records: Sequence[Record]) -> None:
    """Follow a company that has another name over there: it is known here by the key of its name."""
    linked = crm.links_by_remote(tx, run.id, Kind.COMPANY, [r.id for r in records])
    for record in records:
        key = company_key(mapping.taken(run.maps, Kind.COMPANY, record.values).get("company", ""))
        link = linked.get(record.id)
        if link and key and key != link.local_id and is_free(tx, run, Kind.COMPANY, key):
            crm.remove_link(tx, link)
            crm.put_links(tx, [replace(link, local_id=key)])
