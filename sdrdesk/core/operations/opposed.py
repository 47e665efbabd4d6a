"""Who must not be called: asked by every way in and every way out, within the caller's transaction."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sdrdesk.core.domain.lead import PHONE_COLUMNS, Lead
from sdrdesk.core.normalising import opposition
from sdrdesk.core.normalising.names import email_address, match_keys
from sdrdesk.core.normalising.opposition import Mark
from sdrdesk.core.store import journal, leads, oppositions
from sdrdesk.core.store.database import Tx
from sdrdesk.core.store.oppositions import StoredOpposition

Found = Mapping[str, list[StoredOpposition]]
_REACHED = (*PHONE_COLUMNS, "email")
_BLANK = dict.fromkeys(_REACHED, "")
IDENTIFYING = ("first_name", "last_name", "company", *_REACHED)
"""The columns that an objection closes others by."""


@dataclass(frozen=True, slots=True)
class Match:
    """One value of a lead on which an objection stands: the column ("" for the lead itself), and the objections."""

    column: str
    rows: Sequence[StoredOpposition]


def matches(tx: Tx, asked: Sequence[Lead]) -> list[list[Match]]:
    """What objections stand on each of these leads, in their order; no list is empty unless the lead may be called."""
    secret = oppositions.get_secret(tx) if asked else None
    return _matches(tx, secret, asked) if secret is not None else [[] for _ in asked]


def _matches(tx: Tx, secret: bytes, asked: Sequence[Lead]) -> list[list[Match]]:
    marks = [opposition.asked_marks(secret, lead) for lead in asked]
    found = oppositions.find_oppositions(tx, {m.key for each in marks for m in each})
    if not found:
        return [[] for _ in asked]
    colleagues = _colleagues(tx, secret, asked, marks, found)
    return [
        [
            Match(m.column, found[m.key])
            for m in each
            if m.key in found and not (m.kind == opposition.LINE and (n, m.column) in colleagues)
        ]
        for n, each in enumerate(marks)
    ]


def _colleagues(
    tx: Tx, secret: bytes, asked: Sequence[Lead], marks: Sequence[Sequence[Mark]], found: Found
) -> set[tuple[int, str]]:
    """The places (lead, column) of company lines that stay open, since a colleague of who objected stands there."""
    lines = [(n, m) for n, each in enumerate(marks) for m in each if m.kind == opposition.LINE and m.key in found]
    further = {(n, m.column): opposition.colleague_marks(secret, asked[n], m.column) for n, m in lines}
    known = oppositions.find_oppositions(tx, {k for company, names in further.values() for k in (company, *names)})
    return {
        place for place, (company, names) in further.items() if company and company in known and not names & set(known)
    }


def anybody_objected(tx: Tx) -> bool:
    """Whether there can be any objection at all."""
    return oppositions.get_secret(tx) is not None


def opposed_leads(tx: Tx, asked: Mapping[str, Lead]) -> set[str]:
    """Of these leads, by id, those that must not be called."""
    return {lead_id for lead_id, found in zip(asked, matches(tx, list(asked.values())), strict=True) if found}


def columns_of(found: Sequence[Match]) -> tuple[str, ...]:
    """The columns whose values are opposed; ("",) where only the lead itself is."""
    columns = tuple(dict.fromkeys(m.column for m in found if m.column))
    return columns or (("",) if found else ())


def sharing(tx: Tx, lead: Lead) -> set[str]:
    """The leads that may share a number, address or name with this one: a superset, to be asked one by one."""
    numbers = opposition.numbers_of(lead)
    found = oppositions.leads_with_numbers(tx, {n for n in numbers if n.startswith("+")})
    if any(not n.startswith("+") for n in numbers):
        found |= oppositions.leads_with_odd_numbers(tx)
    keys = [k for k in match_keys(lead) if k[0] in "ec"]
    address = email_address(lead.email)
    keys += [f"e:{address}"] if address else []
    found |= {i for ids in leads.leads_by_key(tx, keys).values() for i in ids}
    return found - {lead.id}


def write_opposition(
    tx: Tx, lead: Lead, operation: str, at: datetime, source: str, others: Collection[str] = ()
) -> None:
    """Remember that this lead objected: its numbers, address, name and itself; `others` share some of them."""
    secret = oppositions.make_secret(tx, opposition.SECRET_BYTES)
    marks = marks_of(tx, secret, lead, others)
    oppositions.add_oppositions(tx, [StoredOpposition(m.key, m.kind, at, source, operation) for m in marks])


def marks_of(tx: Tx, secret: bytes, lead: Lead, others: Collection[str]) -> list[Mark]:
    """What is remembered of a lead that objects: its numbers, address, name and itself; `others` share some of them."""
    known = leads.get_leads(tx, others)
    colleagues = [other for other in known.values() if opposition.are_colleagues(lead, other)]
    shared = {n for other in colleagues for n in opposition.numbers_of(other)}
    return opposition.written_marks(secret, lead, shared)


def one_person(tx: Tx, lead_id: str) -> list[Lead]:
    """The leads that were merged into one person, the one kept first."""
    kept = leads.kept_leads(tx, [lead_id]).get(lead_id, lead_id)
    return list(leads.get_leads(tx, [kept, *leads.merged_leads(tx, kept)]).values())


def join_objections(tx: Tx, kept_id: str, gone_id: str, operation: str, at: datetime) -> list[StoredOpposition]:
    """Have what closes a lead close the one it was merged into, and their own objections hold for both; what was added.

    Their own stand under the act that each was made in, and fall with it; what the lead only carried falls with what
    opposed that, or with the merge.
    """
    secret = oppositions.get_secret(tx)
    if secret is None:
        return []
    whole = {lead.id: lead for lead in one_person(tx, kept_id)}
    own = {row for rows in own_acts(tx, secret, list(whole)).values() for row in rows}
    wanted = [
        StoredOpposition(m.key, m.kind, row.at, row.source, row.operation)
        for lead in (whole.values() if own else ())
        for m in marks_of(tx, secret, lead, sharing(tx, lead))
        for row in own
    ]
    key = opposition.lead_mark(secret, kept_id).key
    found = {row for m in matches(tx, [whole[gone_id]])[0] for row in m.rows}
    causes = {row.because or row.operation: row.source for row in found} if found else {}
    for cause in sorted(set(causes) - {row.operation for row in own}):
        wanted.append(StoredOpposition(key, opposition.LEAD, at, causes[cause], operation, cause))
    there = oppositions.find_oppositions(tx, {row.key for row in wanted})
    known = {(r.key, r.operation, r.because) for rows in there.values() for r in rows}
    added = list({(r.key, r.operation, r.because): r for r in wanted}.values())
    added = [r for r in added if (r.key, r.operation, r.because) not in known]
    oppositions.add_oppositions(tx, added)
    return added


def own_acts(tx: Tx, secret: bytes, ids: Collection[str]) -> dict[str, list[StoredOpposition]]:
    """The standing objections of these leads themselves, by lead."""
    keys = {opposition.lead_mark(secret, i).key: i for i in ids}
    found = oppositions.find_oppositions(tx, keys)
    own = {keys[key]: [row for row in rows if not row.because] for key, rows in found.items()}
    return {lead_id: rows for lead_id, rows in own.items() if rows}


def held_by_others(tx: Tx, secret: bytes, lead: Lead) -> set[tuple[str, str]]:
    """What others objected on in their own right, of those who share a value with this lead: (key, operation).

    Two people whom one file says to have objected may share a number: it stays opposed while either does, also where
    the other has another number since.
    """
    parts = {part.id for part in one_person(tx, lead.id)}
    values = {getattr(lead, column) for column in _REACHED} - {""}
    had = [one for one in journal.who_had(tx, _REACHED, values) if one[0] not in parts]
    own = own_acts(tx, secret, (sharing(tx, lead) - parts) | {other for other, *_rest in had})
    found = leads.get_leads(tx, sorted(own))
    held = {
        (mark.key, row.operation)
        for other in found.values()
        for mark in marks_of(tx, secret, other, sharing(tx, other))
        for row in own[other.id]
    }
    for other_id, column, value, until in had:
        if other_id in found:
            then = found[other_id].with_fields({column: value})
            marks = [m for m in marks_of(tx, secret, then, sharing(tx, then)) if m.column == column]
            held |= {(m.key, row.operation) for m in marks for row in own[other_id] if row.at <= until}
    return held


def objecting(tx: Tx, ids: Collection[str]) -> set[str]:
    """Of these leads, those who objected themselves: not who is closed by a number or an address of somebody else."""
    secret = oppositions.get_secret(tx)
    return set(own_acts(tx, secret, ids)) if secret is not None else set()


def follow(tx: Tx, ids: Collection[str]) -> dict[str, None]:
    """Remember what leads that objected have been given since: their objection holds for that too.

    Returns the other leads that are closed by what these carry; some may have been before.
    """
    secret = oppositions.get_secret(tx) if ids else None
    closed: dict[str, None] = {}
    if secret is None:
        return closed
    own = own_acts(tx, secret, ids)
    for lead_id, lead in leads.get_leads(tx, list(own)).items():
        others = sharing(tx, lead)
        for row in own[lead_id]:
            write_opposition(tx, lead, row.operation, row.at, row.source, others)
        closed |= dict.fromkeys(sorted(opposed_leads(tx, leads.get_leads(tx, others))))
    return closed


def close_carriers(tx: Tx, before: Mapping[str, Lead], ids: Collection[str], operation: str, at: datetime) -> list[str]:
    """Close for good the leads of an import that carry something opposed, or carried it before; which they were.

    Without this a later row that names another number would open them again.
    """
    secret = oppositions.get_secret(tx)
    if secret is None:
        return []
    now = leads.get_leads(tx, ids)
    asked = [*before.values(), *now.values()]
    rows: list[StoredOpposition] = []
    closed: dict[str, None] = {}
    for lead, found in zip(asked, _matches(tx, secret, asked), strict=True):
        if not found:
            continue
        key = opposition.lead_mark(secret, lead.id).key
        causes = {row.because or row.operation for m in found if m.column for row in m.rows}
        closed |= {lead.id: None} if causes else {}
        rows += [StoredOpposition(key, opposition.LEAD, at, "import", operation, cause) for cause in sorted(causes)]
    oppositions.add_oppositions(tx, rows)
    return list(closed)


def oppose_rows(tx: Tx, said: Sequence[tuple[str, str]], operation: str, at: datetime) -> dict[str, None]:
    """Remember the objections that rows of an import bring, each a lead and what its row says (JSON, a table each).

    What stands on the row is opposed whatever the lead has now: a later row may have given it another number, what is
    known may have been told to stay, or no column could take a second one. Returns the other leads that these close.
    """
    closed: dict[str, None] = {}
    whole = {lead_id: one_person(tx, lead_id) for lead_id, _row in said}
    objecting = {lead: None for parts in whole.values() for lead in parts}
    for lead_id, row in said:
        if not whole[lead_id]:
            continue  # taken away since the plan was made
        now, tables = whole[lead_id][0], json.loads(row)
        for table in (tables[0], *({**tables[0], **_BLANK, **beside} for beside in tables[1:])):
            if any(getattr(now, column) != value for column, value in table.items() if value):
                objecting[now.with_fields({**_BLANK, **table})] = None
    for lead in objecting:
        others = sharing(tx, lead)
        write_opposition(tx, lead, operation, at, "import", others)
        closed |= dict.fromkeys(opposed_leads(tx, leads.get_leads(tx, others)))
    return closed
