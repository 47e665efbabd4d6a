"""Which leads the records of a CRM are about, and who would be new here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from sdrdesk.core.crm import mapping
from sdrdesk.core.crm.client import FIELDED, CrmTrouble, Kind, Record
from sdrdesk.core.domain.lead import Lead, Stage
from sdrdesk.core.exchange.columns import split_name
from sdrdesk.core.normalising.names import company_key, match_keys
from sdrdesk.core.operations.crm.run import Run
from sdrdesk.core.operations.crm.values import company_id
from sdrdesk.core.operations.crm.writing import GONE, LINKED, MERGED, SENDING
from sdrdesk.core.operations.leads import normalised
from sdrdesk.core.operations.matching import strongest_match
from sdrdesk.core.store import crm, leads
from sdrdesk.core.store.crm import Link
from sdrdesk.core.store.database import Tx

Parents = Mapping[Kind, Mapping[str, Record | CrmTrouble]]
"""Records that others hang on, by kind and id."""


@dataclass(slots=True)
class Known:
    """Which leads the records of a page are about; `new` are records that no lead stands for yet."""

    leads: dict[str, list[str]] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    new: list[tuple[Record, Lead]] = field(default_factory=list)
    left: list[Link] = field(default_factory=list)
    """The links of leads gone here whose records are known again as somebody else's: they give way."""
    parts: dict[str, list[str]] = field(default_factory=dict)
    """The leads that are part of another now whose records stand by themselves: their objections alone are heard."""


def strangers(tx: Tx, run: Run, kind: Kind, records: Sequence[Record]) -> list[Record]:
    """The records that nothing here is linked with."""
    linked = crm.links_by_remote(tx, run.id, kind, [r.id for r in records])
    return [r for r in records if r.id not in linked]


def their_parents(run: Run, kind: Kind, records: Sequence[Record]) -> Parents:
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


def parent_links(tx: Tx, run: Run, records: Sequence[Record], known: Known, parents: Parents) -> list[Link]:
    """The links of the companies and contacts that people who are new here hang on."""
    found: dict[tuple[Kind, str], Link] = {}
    for record in records:
        of = leads.get_leads(tx, known.leads.get(record.id, ()))
        company = _parent(parents, Kind.COMPANY, record)
        if company is not None:
            key = company_key(mapping.taken(run.maps, Kind.COMPANY, company.values).get("company", ""))
            works_there = any(lead.company and company_key(lead.company) == key for lead in of.values())
            if works_there and is_free(tx, run, Kind.COMPANY, key):
                mark = company.key or company_id(key)
                found[Kind.COMPANY, key] = Link(run.id, Kind.COMPANY, key, mark, LINKED, "", company.id)
        contact = _parent(parents, Kind.CONTACT, record)
        for lead_id in of if contact is not None and Kind.CONTACT in run.kinds else ():
            if contact is not None and is_free(tx, run, Kind.CONTACT, lead_id):
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
    keys = [r.key for r in records if r.key]
    linked = crm.links_by_remote(tx, run.id, kind, [r.id for r in records])
    page = _Page(tx, run, kind, parents, new_id, linked, crm.links_by_local(tx, run.id, kind, keys))
    kept = leads.kept_leads(tx, keys)
    for record in sorted(records, key=lambda r: r.key in kept):  # who stands is met before what is part of it
        page.meet(record)
    return page.known


@dataclass(slots=True)
class _Page:
    """Records that are met together: one lead is meant by one of them."""

    tx: Tx
    run: Run
    kind: Kind
    parents: Parents
    new_id: Callable[[], str]
    linked: Mapping[str, Link]
    begun: Mapping[str, Link]
    """The links of those whose key a record bears, by that key."""
    known: Known = field(default_factory=Known)
    taken: set[str] = field(default_factory=set)

    def meet(self, record: Record) -> None:
        """Say which leads a record is about."""
        link, begun = self.linked.get(record.id), self.begun.get(record.key)
        if begun is not None and link is None and _is_of_one_gone(self.tx, begun):
            self.known.links.append(replace(begun, remote_id=record.id))
            return
        left = link if link is not None and _was_left(self.tx, self.run, link) else None
        believed = link is not None and (link.state != SENDING or link.key == record.key)  # it may name another's
        if link is not None and left is None and believed:
            if link.state in (LINKED, SENDING):
                self.known.leads[record.id] = _leads_of(self.tx, self.kind, link.local_id)
            elif link.state == GONE:  # taken out of the bin there
                self.known.links.append(replace(link, state=LINKED))
                self.known.leads[record.id] = _leads_of(self.tx, self.kind, link.local_id)
            elif link.state == MERGED:
                self.known.parts[record.id] = [link.local_id]
        elif begun is not None and _is_of_a_part(self.tx, begun, record):
            self.taken.add(record.key)
            of_part = replace(begun, local_id=begun.key, lead=begun.key, state=MERGED)
            self.known.links += [of_part, replace(begun, key=record.key, remote_id=record.id)]
            self.known.leads[record.id] = [record.key]
        else:
            self._by_what_it_tells(record, link, left)

    def _by_what_it_tells(self, record: Record, link: Link | None, left: Link | None) -> None:
        tx, run, kind, known = self.tx, self.run, self.kind, self.known
        local = _local_of(tx, run, kind, record, self.parents)
        part = local if leads.kept_leads(tx, [local]) else _part_of_another(tx, run, kind, record)
        if local and local not in (part, *self.taken):
            self.taken.add(local)
            lead_id = "" if kind is Kind.COMPANY else local
            key = record.key or (company_id(local) if kind is Kind.COMPANY else local)
            before = crm.links_by_local(tx, run.id, kind, [local]).get(local)
            made_here = before is not None and before.key == record.key
            known.links.append(Link(run.id, kind, local, key, LINKED, lead_id, record.id, made_here=made_here))
            known.leads[record.id] = _leads_of(tx, kind, local)
            known.left += _records_of(tx, run, left.local_id) if left is not None else []
        elif part and part not in self.taken:
            self.taken.add(part)
            known.links.append(Link(run.id, kind, part, part, MERGED, part, record.id))
            known.parts[record.id] = [part]
        elif not local and (link is None or record.key) and left is None and kind is run.client.primary:
            lead = _candidate(run, record, self.parents)
            if lead.names_somebody:
                key = record.key if record.key not in self.taken else ""  # who copies a record copies its key
                self.taken.add(record.key)
                known.new.append((record, _with_id(tx, lead, key, self.new_id)))


def _was_left(tx: Tx, run: Run, link: Link) -> bool:
    """Whether a record was left there when its lead went here: it is not brought in, but may be that of one entered
    again."""
    return link.kind == run.client.primary and link.state == GONE and not leads.get_leads(tx, [link.local_id])


def _part_of_another(tx: Tx, run: Run, kind: Kind, record: Record) -> str:
    """The lead whose key a record bears where that is part of another now; a copy of its own record is somebody new."""
    part = record.key if record.key and kind is not Kind.COMPANY else ""
    if not part or not leads.kept_leads(tx, [part]):
        return ""
    own = crm.links_by_local(tx, run.id, kind, [part]).get(part)
    return part if own is None or own.remote_id in ("", record.id) else ""


def _is_of_a_part(tx: Tx, link: Link, record: Record) -> bool:
    """Whether the record linked with the lead whose key this one bears is that of a part of it, which was met first."""
    stands = link.state == LINKED and link.remote_id not in ("", record.id)
    if not stands or link.kind == Kind.COMPANY or link.key == record.key:
        return False
    return leads.kept_leads(tx, [link.key]).get(link.key) == record.key


def _records_of(tx: Tx, run: Run, lead_id: str) -> list[Link]:
    return [link for link in crm.links_of(tx, run.id, [lead_id]) if link.kind in FIELDED]


def _is_of_one_gone(tx: Tx, link: Link) -> bool:
    """Whether a record was begun here, never heard of, and its lead is no more: it is deleted there, not brought in."""
    unheard = link.state == SENDING or not link.remote_id
    return unheard and bool(link.lead) and not leads.get_leads(tx, [link.lead])


def _leads_of(tx: Tx, kind: Kind, local: str) -> list[str]:
    if kind is not Kind.COMPANY:
        return [local]
    return crm.leads_of_companies(tx, [local]).get(local, [])


def _local_of(tx: Tx, run: Run, kind: Kind, record: Record, parents: Parents) -> str:
    """By what the record of a lead, or of a company of leads, is known here; "" when nobody is meant."""
    if kind is Kind.COMPANY:
        key = company_key(mapping.taken(run.maps, kind, record.values).get("company", ""))
        return key if key and is_free(tx, run, kind, key) and crm.leads_of_companies(tx, [key]) else ""
    by_key = leads.get_leads(tx, [record.key]) if record.key else {}
    if by_key and is_free(tx, run, kind, record.key, record.key):
        kept = leads.kept_leads(tx, [record.key]).get(record.key, record.key)
        if kind is run.client.primary and not run.client.merges:
            return record.key  # where it is that of a part, another one may be that of the lead kept
        return kept if is_free(tx, run, kind, kept, record.key) else ""
    if kind is not run.client.primary:
        primary = record.links.get(run.client.primary, "")
        link = crm.links_by_remote(tx, run.id, run.client.primary, [primary]).get(primary)
        return link.local_id if link and link.state == LINKED and is_free(tx, run, kind, link.local_id) else ""
    lead = _candidate(run, record, parents)
    keys = match_keys(lead)
    by_key_of = leads.leads_by_key(tx, keys)
    ids = {i for found in by_key_of.values() for i in found}
    merged = leads.kept_leads(tx, ids)
    stand = leads.get_leads(tx, {merged.get(i, i) for i in ids})
    free = {i for i in {*ids, *stand} if is_free(tx, run, kind, i)}
    parts = {} if run.client.merges else {merged[i]: i for i in sorted(free & merged.keys(), reverse=True)}
    emails = {i: found.email for i, found in stand.items() if i in free or i in parts}
    matched = strongest_match(keys, lead.email, by_key_of, emails, merged).leads
    who = merged.get(matched[0], matched[0]) if matched else ""
    return who if who in ids & free else parts.get(who, who)


def is_free(tx: Tx, run: Run, kind: Kind, local: str, key: str = "") -> bool:
    """Whether no record of this kind stands for it yet; one that was begun may be the very record, and is if it bears
    its `key`, whatever the answer said."""
    link = crm.links_by_local(tx, run.id, kind, [local]).get(local)
    if link is not None and link.state == GONE:
        return True  # deleted there, perhaps as a double: another one is the record now
    named_none = link is not None and not link.remote_id and link.state in (SENDING, LINKED)
    return link is None or named_none or (link.state == SENDING and link.key == key)


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
    own = key if is_uuid(key) and not leads.get_leads(tx, [key]) else new_id()
    return replace(lead, id=own)


def is_uuid(key: str) -> bool:
    """Whether a key is written as our ids are."""
    try:
        return str(UUID(key)) == key
    except ValueError:
        return False
