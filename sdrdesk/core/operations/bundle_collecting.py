"""What a review bundle is made of: the chosen leads with all that is known of them, as rows."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sdrdesk.core.domain.lead import PHONE_COLUMNS, Lead
from sdrdesk.core.exchange.bundle_content import COLUMNS, ENTITIES
from sdrdesk.core.normalising.phones import country_of
from sdrdesk.core.operations.acts import MOVED
from sdrdesk.core.operations.bundle_masking import hidden_summary, hiding, mask
from sdrdesk.core.operations.opposed import Match, marks_of, matches, one_person, sharing
from sdrdesk.core.store import bundle_rows, leads, oppositions
from sdrdesk.core.store.bundle_rows import Row
from sdrdesk.core.store.database import Tx
from sdrdesk.core.store.schema import micros

MARKED = frozenset({"snoozed_until", "snooze_reason", "merged_into"})
MERGE_VERB, OPEN_VERB = "merge_review", "open_review"
OF_BUNDLES = frozenset({MERGE_VERB, OPEN_VERB})
"""The acts by which bundles come in: what they write of others' acts is not told on as theirs."""
_TOLD = frozenset(
    ("outcome", "decision", "route", "type", "kind", "criterion", "reason", "of", "verb", "kept", "gone", "code")
)
"""What the record of an act says of itself elsewhere too: no file names, no processes."""
AT_ONCE = 200


@dataclass(slots=True)
class Collected:
    """The rows of some leads; `masked` counts the leads whose numbers and addresses were left out.

    `of_masked` are the acts that changed something of them.
    """

    leads: list[Row] = field(default_factory=list)
    operations: dict[str, Row] = field(default_factory=dict)
    closed: list[Row] = field(default_factory=list)
    masked: int = 0
    of_masked: set[str] = field(default_factory=set)


def whole_people(tx: Tx, ids: Collection[str]) -> list[str]:
    """These leads, and all that was merged with any of them; in the order of their ids."""
    found: dict[str, None] = {}
    for lead_id in ids:
        if lead_id not in found:
            found |= dict.fromkeys(part.id for part in one_person(tx, lead_id))
    return sorted(found)


def collect(
    tx: Tx,
    ids: Sequence[str],
    carried: Mapping[str, Sequence[Row]] | None,
    country: str,
    go_on: Callable[[int], None],
) -> Collected:
    """All that is known of these leads. A review tells nothing of leads it merged: who is who is said at the origin.

    `carried` are the marks that a review was given, which it gives back; None at the origin, which gives them.
    `country` is where a number without prefix is dialled.
    """
    done, kept = Collected(), leads.kept_leads(tx, ids)
    closed = _people_who_objected(tx, kept)
    for batch in leads.in_batches(ids, AT_ONCE):
        go_on(len(done.leads))
        masked = {i for i in batch if kept.get(i, i) in closed}
        _collect_batch(tx, done, batch, masked, carried, country)
    done.closed = [
        {"key": row.key, "operation": row.operation, "at": micros(row.at), "source": row.source}
        for row in oppositions.leads_that_objected(tx)
    ]
    hide = hiding({country})
    for row in done.operations.values():
        said = {k: v for k, v in json.loads(row["summary"]).items() if k in _TOLD}
        said = hidden_summary(said, hide) if row["id"] in done.of_masked else said
        row["summary"] = json.dumps(said, ensure_ascii=False)
        row["state"] = "undone" if row["state"] == "undone" else "done"
    return done


def _people_who_objected(tx: Tx, kept: Mapping[str, str]) -> set[str]:
    """Of people merged of several leads those who objected as any of them, by the lead that is kept."""
    parts = leads.get_leads(tx, list({*kept, *kept.values()}))
    found = zip(parts, matches(tx, list(parts.values())), strict=True)
    return {kept.get(lead_id, lead_id) for lead_id, matched in found if matched}


def _collect_batch(
    tx: Tx,
    done: Collected,
    batch: Sequence[str],
    masked: Collection[str],
    carried: Mapping[str, Sequence[Row]] | None,
    country: str,
) -> None:
    rows = bundle_rows.lead_rows(tx, batch, COLUMNS)
    known = leads.get_leads(tx, list(rows))
    found = dict(zip(known, matches(tx, list(known.values())), strict=True))
    journal = bundle_rows.journal_rows(tx, list(rows), ENTITIES)
    named = {e["operation"] for entries in journal.values() for e in entries}
    operations = bundle_rows.operation_rows(tx, named)
    silent = {op for op, row in operations.items() if _stays_here(row, carried is not None)}
    merges = {op for op in silent if _made_one_here(operations[op])}
    facts = _at_first_leads(bundle_rows.fact_rows(tx, list(rows)), journal, operations)
    facts = {lead_id: _without_notes_of(merges, of) for lead_id, of in facts.items()}
    answers = bundle_rows.answer_rows(tx, list(rows))
    closed = {lead_id: lead for lead_id, lead in known.items() if found[lead_id] or lead_id in masked}
    hide = hiding({country, *_countries(closed.values())})
    for lead_id, row in rows.items():
        changes = journal.get(lead_id, ())
        joined = [e for e in changes if e["entity"] == "answer" and e["operation"] in merges and e["after"] is not None]
        own = {(e["entity_id"], e["after"]): e["before"] for e in joined}
        entries = [_of_one_lead(e, own) for e in changes if e["operation"] not in silent and _travels(e)]
        said = {**row, "facts": facts.get(lead_id, {}), "journal": entries}
        names = {e["entity_id"] for e in joined}
        said["answers"] = [a for a in answers.get(lead_id, ()) if f"{a['grid']}/{a['criterion']}" not in names]
        said["objections"] = _objections(known[lead_id].id, found[lead_id])
        said["marks"] = list(carried.get(lead_id, ())) if carried is not None else _marks(tx, known[lead_id])
        if said["colleague_of"] not in rows:
            said["colleague_of"] = ""
        if lead_id in closed:
            mask(said, hide)
            done.masked += 1
            done.of_masked |= {e["operation"] for e in said["journal"]}
        done.leads.append(said)
    used = {row["operation"] for row in rows.values()} | named - silent
    used |= {f["operation"] for of in facts.values() for kind in of.values() for f in kind}
    done.operations |= bundle_rows.operation_rows(tx, used)


def _countries(known: Iterable[Lead]) -> set[str]:
    """The countries that these leads and their numbers are of."""
    numbers = {country_of(getattr(lead, column)) for lead in known for column in PHONE_COLUMNS}
    return {code for code in numbers | {lead.country for lead in known} if len(code) == 2}


def _stays_here(row: Mapping[str, Any], of_review: bool) -> bool:
    """Whether what an act changed is not told elsewhere."""
    if row["verb"] in OF_BUNDLES:
        return True
    undone = json.loads(row["summary"]).get("verb") if row["verb"] == "undo" else ""
    return of_review and "merge" in (row["verb"], undone)


def _travels(entry: Mapping[str, Any]) -> bool:
    if entry["entity"] == "lead":
        return entry["field"] in COLUMNS or entry["field"] in MARKED
    return True


def _made_one_here(row: Mapping[str, Any]) -> bool:
    """Whether an act made leads one, and did so in this workspace."""
    return row["verb"] == "merge" and bundle_rows.CAME not in json.loads(row["summary"])


def _without_notes_of(merges: Collection[str], facts: Mapping[str, list[Row]]) -> dict[str, list[Row]]:
    """The facts of a lead without what these merges noted: it says of this lead what another one is."""
    told = {kind: [row for row in rows if row["operation"] not in merges] for kind, rows in facts.items()}
    return {kind: rows for kind, rows in told.items() if rows}


def _of_one_lead(entry: Row, own: Mapping[tuple[str, str | None], str | None]) -> Row:
    """A change with the answer of the lead itself where it names one that a merge brought from another lead."""
    name = entry["entity_id"]
    return {**entry, **{side: own.get((name, entry[side]), entry[side]) for side in ("before", "after")}}


def _at_first_leads(
    facts: Mapping[str, Mapping[str, list[Row]]],
    journal: Mapping[str, Sequence[Row]],
    operations: Mapping[str, Row],
) -> dict[str, dict[str, list[Row]]]:
    """The facts under the leads they were first about, whatever was merged since."""
    first = first_leads((e for entries in journal.values() for e in entries), operations)
    found: dict[str, dict[str, list[Row]]] = {}
    for of in facts.values():
        for kind, rows in of.items():
            for row in rows:
                at_first = str(first.get(row["id"], row["lead"]))
                at_first = at_first if at_first in facts or at_first in journal else str(row["lead"])
                found.setdefault(at_first, {}).setdefault(kind, []).append({**row, "lead": at_first})
    return found


def first_leads(entries: Any, operations: Mapping[str, Row]) -> dict[str, str]:
    """The lead that each fact was first about, by the journal: where it was made, else where it was moved from."""
    told: dict[str, tuple[tuple[int, str, int], str]] = {}
    for n, entry in enumerate(entries):
        operation = operations.get(entry["operation"])
        if entry["entity"] in ("lead", "answer") or operation is None:
            continue
        if entry["field"] == MOVED:
            lead_id = entry["before"] or ""
        elif entry["before"] is None:
            lead_id = entry["lead"]
        else:
            continue
        stamp = (operation["at"], operation["id"], n)
        if entry["entity_id"] not in told or stamp < told[entry["entity_id"]][0]:
            told[entry["entity_id"]] = stamp, lead_id
    return {fact: lead_id for fact, (_stamp, lead_id) in told.items()}


def _objections(lead_id: str, found: Sequence[Match]) -> list[Row]:
    """Who objected, by which act; `own` where the lead itself did, not somebody who shares a number with it."""
    own = {row.operation: row for m in found for row in m.rows if m.column == "" and not row.because}
    if own:
        return [
            {"operation": row.operation, "at": micros(row.at), "source": row.source, "own": True}
            for row in sorted(own.values(), key=lambda row: row.operation)
        ]
    causes = {row.because or row.operation: row for m in found for row in m.rows}
    return [
        {"operation": cause, "at": micros(row.at), "source": row.source, "own": False}
        for cause, row in sorted(causes.items())
    ]


def _marks(tx: Tx, lead: Lead) -> list[Row]:
    """What the origin would remember of this lead should it object: keyed hashes that only the origin can compare.

    They go with the lead and come back with its objection, so that it holds even where the lead was erased meanwhile.
    """
    secret = oppositions.get_secret(tx)
    assert secret is not None, "made before a bundle is written"
    return [{"kind": m.kind, "key": m.key} for m in marks_of(tx, secret, lead, sharing(tx, lead))]
