"""Bringing in what changed in a CRM: known records are merged field by field, new ones become leads."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from sdrdesk.core.crm import mapping
from sdrdesk.core.crm.client import FACTS, CrmTrouble, Forbidden, Gone, Kind, Page, Record, Refused
from sdrdesk.core.domain.field_merge import OPPOSED, Merge, merge_fields
from sdrdesk.core.domain.lead import Lead, Stage
from sdrdesk.core.exchange.columns import split_name
from sdrdesk.core.normalising.names import company_key, match_keys
from sdrdesk.core.operations.acts import Act
from sdrdesk.core.operations.crm.batch import base_of, named
from sdrdesk.core.operations.crm.lost import too_many
from sdrdesk.core.operations.crm.run import Run
from sdrdesk.core.operations.crm.taking import after_taking, quiet_act, take_in
from sdrdesk.core.operations.crm.values import company_id, told_of
from sdrdesk.core.operations.crm.writing import GONE, LINKED, SENDING
from sdrdesk.core.operations.leads import normalised
from sdrdesk.core.operations.matching import strongest_match
from sdrdesk.core.operations.opposed import close_carriers
from sdrdesk.core.store import activities, crm, leads
from sdrdesk.core.store.activities import Note
from sdrdesk.core.store.crm import Link
from sdrdesk.core.store.database import Tx

WHAT_REACHES = ("first_name", "last_name", "name", "company", "email", "phone", "mobile")
"""Columns that say who a lead is and how it is reached."""
PAGE_OF_LOST = 100
RECORDS_AT_ONCE = 25
"""Records a transaction: a person's act waits for no more than these."""
Parents = Mapping[Kind, Mapping[str, Record | CrmTrouble]]
"""Records that others hang on, by kind and id."""
Lost = Callable[[Sequence[tuple[Link, CrmTrouble]]], None]


class Emptied(CrmTrouble):
    """The CRM has blank for many leads what reaches them: that is not taken over."""

    code = "emptied"


def pull(run: Run, lost: Lost, *, full: bool = False) -> None:
    """Read what changed since the last time, or with `full` everything; `lost` is told of linked records not there."""
    # What stands for a lead comes first: the rest is known by the leads it is about.
    for kind in sorted(run.kinds, key=lambda k: k is not run.client.primary):
        if run.traits(kind).polled:
            all_of_it = full or (kind is run.client.primary and _may_be_there(run))
            _unless_unread(run, kind, lambda kind=kind, all=all_of_it: _pull_kind(run, kind, lost, full=all))  # type: ignore[misc]
    notes = run.client.traits.get(Kind.NOTE)
    # Notes that can only be had all together cost a request a lead: they are read when everything is.
    if run.options.receive and notes and notes.polled and (full or notes.by_time):
        _unless_unread(
            run, Kind.NOTE, lambda: _pages(run, Kind.NOTE, lambda p: _take_notes(run, p, full=full), full=full)
        )


def _may_be_there(run: Run) -> bool:
    """Whether leads are to be told for the first time that may be among the records which were not brought in: these
    are looked through before any is made."""
    if not run.options.send or (run.options.receive and run.options.create_here):
        return False
    with run.workspace.store.read() as tx:
        return crm.has_strangers(tx, run.id, run.client.primary)


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

    if _pages(run, kind, take, full=full):
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


def _pages(run: Run, kind: Kind, take: Callable[[Page], None], *, full: bool) -> bool:
    """Take page after page, keeping the place of each along with what it brought; whether that was every record.

    A reading of everything that was broken off goes on where it was, so that a bad line gets to its end.
    """
    place = _place(run, kind, full=full)
    cursor = run.connection.cursors.get(place, "") if place else ""
    from_the_start = not cursor
    while True:
        run.step()
        page = run.client.changed(kind, cursor)
        take(page)
        cursor = page.cursor
        if not page.more:
            return page.whole and from_the_start


def _place(run: Run, kind: Kind, *, full: bool) -> str:
    """Under which name the place in a list is kept; "" where it is not."""
    if full:
        return f"{kind}:all"
    return kind.value if run.traits(kind).by_time else ""


def keep_cursor(run: Run, tx: Tx, kind: Kind, page: Page, *, full: bool) -> None:
    """Keep how far a kind was read, with what was read."""
    stored, place = crm.get_connection(tx, run.id), _place(run, kind, full=full)
    if stored is None or not place:
        return
    cursors = {**stored.cursors, place: page.cursor}
    if full and not page.more:
        del cursors[place]
        cursors[kind.value] = page.cursor
    if cursors != stored.cursors:
        crm.change_connection(tx, run.id, cursors=cursors)


# -- records --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Known:
    """Which leads the records of a page are about; `new` are records that no lead stands for yet."""

    leads: dict[str, list[str]] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    new: list[tuple[Record, Lead]] = field(default_factory=list)


def _take_page(run: Run, kind: Kind, page: Page, *, full: bool) -> None:
    with run.workspace.store.read() as tx:
        strangers = _strangers(tx, run, kind, page.records)
    parents = _their_parents(run, kind, strangers)
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
    crm.put_links(doing.tx, known.links)
    crm.put_links(doing.tx, _parent_links(doing.tx, run, records, known, parents))
    _merge(doing, run, kind, records, replace(known, leads=next(_portions(known), {})))
    return known


def _strangers(tx: Tx, run: Run, kind: Kind, records: Sequence[Record]) -> list[Record]:
    linked = crm.links_by_remote(tx, run.id, kind, [r.id for r in records])
    return [r for r in records if r.id not in linked]


def _their_parents(run: Run, kind: Kind, records: Sequence[Record]) -> Parents:
    """The companies and contacts that leads to come hang on: they tell who each is and where they work."""
    found: dict[Kind, Mapping[str, Record | CrmTrouble]] = {}
    for parent in (Kind.COMPANY, Kind.CONTACT) if kind is run.client.primary else ():
        ids = list(dict.fromkeys(r.links[parent] for r in records if r.links.get(parent)))
        if parent is not kind and parent in run.client.traits and ids:
            run.step()
            found[parent] = run.read(parent, ids)
    return found


def _parent(parents: Parents, kind: Kind, record: Record) -> Record | None:
    found = parents.get(kind, {}).get(record.links.get(kind, ""))
    return found if isinstance(found, Record) else None


def _parent_links(tx: Tx, run: Run, records: Sequence[Record], known: Known, parents: Parents) -> list[Link]:
    """The links of the companies and contacts that people who are new here hang on."""
    found: dict[tuple[Kind, str], Link] = {}
    for record in records:
        of = leads.get_leads(tx, known.leads.get(record.id, ()))
        company = _parent(parents, Kind.COMPANY, record)
        if company is not None:
            key = company_key(mapping.taken(run.maps, Kind.COMPANY, company.values).get("company", ""))
            works_there = any(lead.company and company_key(lead.company) == key for lead in of.values())
            if works_there and _is_free(tx, run, Kind.COMPANY, key):
                mark = company.key or company_id(key)
                found[Kind.COMPANY, key] = Link(run.id, Kind.COMPANY, key, mark, LINKED, "", company.id)
        contact = _parent(parents, Kind.CONTACT, record)
        for lead_id in of if contact is not None and Kind.CONTACT in run.kinds else ():
            if contact is not None and _is_free(tx, run, Kind.CONTACT, lead_id):
                mark = contact.key or lead_id
                found[Kind.CONTACT, lead_id] = Link(run.id, Kind.CONTACT, lead_id, mark, LINKED, lead_id, contact.id)
    return list(found.values())


def recognise(
    tx: Tx,
    run: Run,
    kind: Kind,
    records: Sequence[Record],
    parents: Parents,
    new_id: Callable[[], str],
) -> Known:
    """Say of each record which leads it is about: by its link, by our key that it bears, by who it names, by what it
    hangs on; the links that are new come with it."""
    known = Known()
    linked = crm.links_by_remote(tx, run.id, kind, [r.id for r in records])
    taken: set[str] = set()
    begun = crm.links_by_local(tx, run.id, kind, [r.key for r in records if r.key])
    for record in records:
        link = linked.get(record.id)
        if link is None and _is_of_one_gone(tx, begun.get(record.key)):
            known.links.append(replace(begun[record.key], remote_id=record.id))
            continue
        if link is not None and (link.state != SENDING or link.key == record.key):  # an answer may name another's
            if link.state in (LINKED, SENDING):
                known.leads[record.id] = _leads_of(tx, kind, link.local_id)
            continue
        local = _local_of(tx, run, kind, record, parents)
        if local and local not in taken:
            taken.add(local)
            lead_id = "" if kind is Kind.COMPANY else local
            key = record.key or (company_id(local) if kind is Kind.COMPANY else local)
            before = crm.links_by_local(tx, run.id, kind, [local]).get(local)
            made_here = before is not None and before.key == record.key
            known.links.append(Link(run.id, kind, local, key, LINKED, lead_id, record.id, made_here=made_here))
            known.leads[record.id] = _leads_of(tx, kind, local)
        elif not local and kind is run.client.primary:
            lead = _candidate(run, record, parents)
            if lead.names_somebody:
                key = record.key if record.key not in taken else ""  # who copies a record copies its key
                taken.add(record.key)
                known.new.append((record, _with_id(tx, lead, key, new_id)))
    return known


def _is_of_one_gone(tx: Tx, link: Link | None) -> bool:
    """Whether a record was begun here, never heard of, and its lead is no more: it is deleted there, not brought in."""
    unheard = link is not None and (link.state == SENDING or not link.remote_id)
    return link is not None and unheard and bool(link.lead) and not leads.get_leads(tx, [link.lead])


def _leads_of(tx: Tx, kind: Kind, local: str) -> list[str]:
    if kind is not Kind.COMPANY:
        return [local]
    return crm.leads_of_companies(tx, [local]).get(local, [])


def _local_of(tx: Tx, run: Run, kind: Kind, record: Record, parents: Parents) -> str:
    """By what the record of a lead, or of a company of leads, is known here; "" when nobody is meant."""
    if kind is Kind.COMPANY:
        key = company_key(mapping.taken(run.maps, kind, record.values).get("company", ""))
        return key if key and _is_free(tx, run, kind, key) and crm.leads_of_companies(tx, [key]) else ""
    by_key = leads.get_leads(tx, [record.key]) if record.key else {}
    if by_key and _is_free(tx, run, kind, record.key, record.key):
        kept = leads.kept_leads(tx, [record.key]).get(record.key, record.key)
        return kept if _is_free(tx, run, kind, kept, record.key) else ""
    if kind is not run.client.primary:
        primary = record.links.get(run.client.primary, "")
        link = crm.links_by_remote(tx, run.id, run.client.primary, [primary]).get(primary)
        return link.local_id if link and link.state == LINKED and _is_free(tx, run, kind, link.local_id) else ""
    lead = _candidate(run, record, parents)
    keys = match_keys(lead)
    by_key_of = leads.leads_by_key(tx, keys)
    ids = {i for found in by_key_of.values() for i in found}
    merged = leads.kept_leads(tx, ids)
    stand = leads.get_leads(tx, {merged.get(i, i) for i in ids})
    emails = {i: found.email for i, found in stand.items() if _is_free(tx, run, kind, i)}
    matched = strongest_match(keys, lead.email, by_key_of, emails, merged).leads
    return merged.get(matched[0], matched[0]) if matched else ""


def _is_free(tx: Tx, run: Run, kind: Kind, local: str, key: str = "") -> bool:
    """Whether no record of this kind stands for it yet; one that was begun may be the very record, and is if it bears
    its `key`, whatever the answer said."""
    link = crm.links_by_local(tx, run.id, kind, [local]).get(local)
    if link is not None and kind is Kind.COMPANY and link.state == GONE:
        return True  # deleted there, perhaps as a double: another of that name is the company now
    return link is None or (link.state == SENDING and (not link.remote_id or link.key == key))


def _candidate(run: Run, record: Record, parents: Parents) -> Lead:
    """The lead that a record would be."""
    values = mapping.taken(run.maps, record.kind, record.values)
    for kind in (Kind.CONTACT, Kind.COMPANY):
        parent = _parent(parents, kind, record)
        told = mapping.taken(run.maps, kind, parent.values) if parent is not None else {}
        values = {**{k: v for k, v in told.items() if v}, **{k: v for k, v in values.items() if v}}
    plain = {k: v for k, v in values.items() if k in mapping.PLAIN and v}
    if values.get("name") and not (plain.get("first_name") or plain.get("last_name")):
        plain |= split_name(values["name"])
    lead = Lead("").with_fields(normalised(plain, run.workspace.country))
    stage, owner = values.get("stage", ""), values.get("owner", "")
    return replace(lead, stage=Stage(stage) if stage in set(Stage) else Stage.LEAD, owner=owner)


def _with_id(tx: Tx, lead: Lead, key: str, new_id: Callable[[], str]) -> Lead:
    """A lead that another machine made keeps its id, so that two stores can meet."""
    own = key if _is_uuid(key) and not leads.get_leads(tx, [key]) else new_id()
    return replace(lead, id=own)


def _is_uuid(key: str) -> bool:
    try:
        return str(UUID(key)) == key
    except ValueError:
        return False


def _merge(doing: Act, run: Run, kind: Kind, records: Sequence[Record], known: Known) -> None:
    """Merge what each record tells into its leads; what is to be told in turn waits in the outbox."""
    about = {r.id: (r, known.leads[r.id]) for r in records if known.leads.get(r.id)}
    ids = list(dict.fromkeys(i for _record, of in about.values() for i in of))
    told = told_of(doing.tx, run.workspace, run.words, ids)
    seen = crm.seen_of(doing.tx, run.id, ids)
    before_seen = {i: dict(of) for i, of in seen.items()}
    ways = run.ways(kind)
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
    asking = [("lead", i, i) for i, m in merges.items() if m.send]
    crm.enqueue(doing.tx, run.id, asking)


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
        if link and key and key != link.local_id and _is_free(tx, run, Kind.COMPANY, key):
            crm.remove_link(tx, link)
            crm.put_links(tx, [replace(link, local_id=key)])


# -- notes ----------------------------------------------------------------------------------------------------------


def _take_notes(run: Run, page: Page, *, full: bool) -> None:
    """Add the notes that others wrote over there; one of ours is known by its key or its link."""
    with quiet_act(run) as doing:
        linked = crm.links_by_remote(doing.tx, run.id, Kind.NOTE, [r.id for r in page.records])
        ours: dict[str, Link] = {}
        for kind in FACTS:  # where a CRM knows nothing but notes, calls and decisions are notes as well
            ours |= crm.links_by_local(doing.tx, run.id, kind, [r.key for r in page.records if r.key])
        for record in page.records:
            if record.id in linked or (record.key in ours and ours[record.key].remote_id):
                continue
            if record.key in ours:  # begun here, never heard of: found
                crm.put_links(doing.tx, [_found(ours[record.key], record.id)])
                continue
            lead_id = _lead_of_note(doing.tx, run, record)
            text = record.values.get("text", "").strip()
            if lead_id and text:
                _add_note(doing, run, record, lead_id, text)
        keep_cursor(run, doing.tx, Kind.NOTE, page, full=full)
    run.touched |= set(doing.touched)


def _found(link: Link, remote_id: str) -> Link:
    return Link(link.connection, link.kind, link.local_id, link.key, LINKED, link.lead, remote_id, made_here=True)


def _lead_of_note(tx: Tx, run: Run, record: Record) -> str:
    order = (run.client.primary, Kind.CONTACT, Kind.DEAL, Kind.COMPANY)
    for kind in order:
        remote = record.links.get(kind, "")
        link = crm.links_by_remote(tx, run.id, kind, [remote]).get(remote) if remote else None
        if link is None or link.state not in (LINKED, "merged"):
            continue
        if kind is not Kind.COMPANY:
            about = leads.kept_leads(tx, [link.local_id]).get(link.local_id, link.local_id)
            return about if leads.get_leads(tx, [about]) else ""  # erased here: its record may still be there
        of = crm.leads_of_companies(tx, [link.local_id]).get(link.local_id, [])
        if len(of) == 1:
            return of[0]
    return ""


def _add_note(doing: Act, run: Run, record: Record, lead_id: str, text: str) -> None:
    known = record.key if _is_uuid(record.key) else ""
    if known and activities.standing_on(doing.tx, "note", known):
        return
    note_id = known or doing.new_id()
    author = record.values.get("author", "") or run.connection.name
    at = _at(record.values.get("at", "")) or doing.at
    crm.put_links(doing.tx, [Link(run.id, Kind.NOTE, note_id, record.key or note_id, LINKED, lead_id, record.id)])
    doing.add(Note(note_id, lead_id, at, text, doing.operation, author))
    crm.add_log(doing.tx, [run.log(lead_id, "brought", Kind.NOTE, record.id)])
    run.figures.notes += 1


def _at(said: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        return None
    return found if found.tzinfo else None
