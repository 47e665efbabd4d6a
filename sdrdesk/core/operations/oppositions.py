"""Recording, lifting and counting objections (docs/opposition.md)."""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.errors import UserError
from sdrdesk.core.normalising import opposition
from sdrdesk.core.operations.acts import Act, act
from sdrdesk.core.operations.leads import normalised
from sdrdesk.core.operations.opposed import (
    Match,
    columns_of,
    held_by_others,
    matches,
    one_person,
    opposed_leads,
    own_acts,
    sharing,
    write_opposition,
)
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import leads, oppositions
from sdrdesk.core.store.journal import Entry
from sdrdesk.core.store.oppositions import StoredOpposition
from sdrdesk.core.words import Words

ENTITY = "opposition"
CALL, LIST = "call", "list:"
AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class OppositionSource:
    """What one operation brought: how many numbers, addresses and people, from where and when."""

    operation: str
    source: str
    at: datetime
    numbers: int
    addresses: int
    people: int


def oppose(doing: Act, lead_id: str, source: str = CALL) -> None:
    """Remember that a lead objected, on a call or elsewhere; close whoever shares what is its own, within the act."""
    others: set[str] = set()
    whole = one_person(doing.tx, lead_id)
    for lead in whole:
        sharers = sharing(doing.tx, lead)
        write_opposition(doing.tx, lead, doing.operation, doing.at, source, sharers)
        others |= sharers
    close_matching(doing, others - {lead.id for lead in whole}, source)


def close_matching(doing: Act, ids: Iterable[str], source: str) -> list[str]:
    """Journal and place anew those of these leads that an objection of this act closes; which they are."""
    found = leads.get_leads(doing.tx, sorted(ids))
    closed = []
    for lead_id, matched in zip(found, matches(doing.tx, list(found.values())), strict=True):
        if matched and any(row.operation == doing.operation for m in matched for row in m.rows):
            said = {"source": source, "columns": list(columns_of(matched))}
            doing.entry(lead_id, ENTITY, doing.operation, "", None, json.dumps(said))
            closed.append(lead_id)
    return closed


def take_back(doing: Act, operation: str, kept: Collection[str] = ()) -> None:
    """Take back the objections an operation wrote; leads that none closes any more are placed anew.

    The leads in `kept` stay closed by what the operation found on them or was told of them.
    """
    secret = oppositions.get_secret(doing.tx)
    if secret is None:
        return
    keys = [opposition.lead_mark(secret, lead_id).key for lead_id in kept]
    own = {
        lead_id: row
        for lead_id, rows in own_acts(doing.tx, secret, kept).items()
        for row in rows
        if row.operation == operation
    }
    if oppositions.remove_of_operation(doing.tx, operation, keys):
        for lead_id, lead in leads.get_leads(doing.tx, list(own)).items():
            write_opposition(doing.tx, lead, operation, own[lead_id].at, own[lead_id].source, sharing(doing.tx, lead))
        touch_freed(doing)


def touch_freed(doing: Act) -> None:
    """Have the leads placed anew that stood closed by an objection and no longer do."""
    for batch in leads.in_batches(oppositions.closed_as_opposed(doing.tx)):
        found = leads.get_leads(doing.tx, batch)
        doing.touched |= dict.fromkeys(set(found) - opposed_leads(doing.tx, found))


def revert_opposition(doing: Act, entry: Entry) -> None:
    """Take one journalled change back: a closing goes with its operation's objections, a lifted one stands again."""
    joined = json.loads(entry.after or "{}").get("rows", ())
    if joined:  # a merge wrote them
        oppositions.remove_oppositions(doing.tx, [StoredOpposition.from_text(said) for said in joined])
        touch_freed(doing)
    if entry.before is not None:
        oppositions.add_oppositions(doing.tx, [StoredOpposition.from_text(entry.before)])
        lead = leads.get_lead(doing.tx, entry.lead)
        if lead is not None:
            found = leads.get_leads(doing.tx, sharing(doing.tx, lead))
            doing.touched |= dict.fromkeys(opposed_leads(doing.tx, found))
    doing.entry(entry.lead, ENTITY, entry.entity_id, "", entry.after, entry.before)


def touch_closed(doing: Act, keys: Collection[str]) -> None:
    """Have the leads placed anew whose own marks are among these keys: what closed them for good stands again."""
    secret = oppositions.get_secret(doing.tx)
    ids = leads.all_ids(doing.tx, "", AT_ONCE) if secret and keys else []
    while ids and secret:
        doing.touched |= {i: None for i in ids if opposition.lead_mark(secret, i).key in keys}
        ids = leads.all_ids(doing.tx, ids[-1], AT_ONCE)


def opposed_columns(workspace: Workspace, lead_id: str) -> tuple[str, ...]:
    """Why a lead must not be called now: the columns opposed, ("",) for the lead itself; empty where it may be."""
    with workspace.store.read() as tx:
        lead = leads.get_lead(tx, lead_id)
        return columns_of(matches(tx, [lead])[0]) if lead else ("",)


def is_opposed(workspace: Workspace, **values: str) -> tuple[str, ...]:
    """Which of these columns of a lead to come are opposed (phone, mobile, email, first_name, last_name, company)."""
    lead = Lead("").with_fields(normalised(values, workspace.country))
    with workspace.store.read() as tx:
        return columns_of(matches(tx, [lead])[0])


def lift_opposition(workspace: Workspace, lead_id: str, reason: str, source: str = "") -> Changes:
    """Lift a lead's own objection, with the reason; of a list only what it holds of this lead, where `source` names it.

    UserError without a reason, where nothing is opposed, and where something else still stands on its values.
    """
    said = re.sub(r"[\x00-\x20]+", " ", reason).strip()
    if not said:
        raise UserError("lift_needs_reason")
    with act(workspace, "lift", reason=said) as doing:
        lead = doing.lead(lead_id)
        matched = matches(doing.tx, [lead])[0]
        if not matched:
            raise UserError("not_opposed", lead=lead.name)
        rows = _lifted(doing, lead_id, matched, source)
        oppositions.remove_oppositions(doing.tx, rows)
        left = matches(doing.tx, [lead])[0]
        if left:
            raise UserError("still_opposed", lead=lead.name, sources=_sources(left))
        for row in rows:
            doing.entry(lead_id, ENTITY, row.key, "", row.to_text(), None)
        touch_freed(doing)
    return doing.changes()


def _lifted(doing: Act, lead_id: str, matched: Sequence[Match], source: str) -> list[StoredOpposition]:
    """The objections to take away: those of the lead's own acts, its closings by imports, and those of a list named."""
    secret = oppositions.make_secret(doing.tx, opposition.SECRET_BYTES)
    own = own_acts(doing.tx, secret, [lead_id]).get(lead_id, [])
    acts, imported = ({row.operation for row in own if (row.source == CALL) is by_call} for by_call in (True, False))
    key = opposition.lead_mark(secret, lead_id).key
    rows = oppositions.of_operations(doing.tx, acts)
    for row in (row for m in matched for row in m.rows):
        listed = row.source.startswith(LIST)
        if row.source == LIST + source if listed else row.key == key or row.operation in imported:
            rows.append(row)
    held = held_by_others(doing.tx, secret, doing.lead(lead_id))
    return [row for row in dict.fromkeys(rows) if (row.key, row.operation) not in held]


def _sources(matched: Sequence[Match]) -> list[str]:
    return sorted({row.source.removeprefix(LIST) or CALL for m in matched for row in m.rows})


def opposition_sources(workspace: Workspace) -> list[OppositionSource]:
    """Every operation that brought objections, newest first."""
    with workspace.store.read() as tx:
        counts = oppositions.counts_of_oppositions(tx)
    found: dict[tuple[str, str], OppositionSource] = {}
    kinds: dict[tuple[str, str], Counter[str]] = {}
    for count in counts:
        of = (count.operation, count.source)
        kinds.setdefault(of, Counter())[count.kind] += count.n
        found.setdefault(of, OppositionSource(count.operation, count.source, count.at, 0, 0, 0))
    return [
        OppositionSource(
            each.operation,
            each.source,
            each.at,
            kinds[of][opposition.PHONE] + kinds[of][opposition.LINE],
            kinds[of][opposition.EMAIL],
            kinds[of][opposition.LEAD],
        )
        for of, each in found.items()
    ]


def source_name(source: str, words: Words) -> str:
    """Where an objection came from, in words; a list by its file's name."""
    if source.startswith(LIST):
        return source.removeprefix(LIST)
    return words.text("opposition_source", source)
