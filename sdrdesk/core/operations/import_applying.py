"""Carrying out the plan of an import: short batches under one operation, all taken back where it is cancelled."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.lead import LEAD_FIELDS, Lead
from sdrdesk.core.domain.signals import usual_channel
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.columns import OPPOSED, signal_type_of
from sdrdesk.core.exchange.table_file import table_form
from sdrdesk.core.normalising.dates import calendar_date
from sdrdesk.core.normalising.names import outside_key
from sdrdesk.core.operations.acts import lead_row, lead_zone
from sdrdesk.core.operations.file_plans import Progress, no_progress, short_batches
from sdrdesk.core.operations.import_effects import Taking, known_fields, said_besides
from sdrdesk.core.operations.import_planning import ImportPlan, work_out
from sdrdesk.core.operations.new_standings import NewLeads
from sdrdesk.core.operations.opposed import close_carriers, follow, oppose_rows
from sdrdesk.core.operations.standings import give_turns, refresh
from sdrdesk.core.operations.undo import undo_operation
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.processes import this_process
from sdrdesk.core.store import activities, journal, leads, states
from sdrdesk.core.store.activities import Note, StoredSignal
from sdrdesk.core.store.database import Tx
from sdrdesk.core.store.journal import Entry
from sdrdesk.core.store.scratch import PlannedRow

_LEAD_FIELDS = frozenset(LEAD_FIELDS)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    changes: Changes
    operation: str
    counts: Mapping[str, int]
    opposed: int = 0


@dataclass(frozen=True, slots=True)
class _Applying:
    """One import under way: its operation and moment, where new leads go, how rows are taken in."""

    workspace: Workspace
    operation: str
    at: datetime
    campaign: str
    taking: Taking
    new_leads: NewLeads


def apply_import(workspace: Workspace, plan: ImportPlan, progress: Progress = no_progress) -> Imported:
    """Carry out a plan; when the store has moved since, it is worked out again first. Cancelled: all is taken back."""
    with workspace.store.read() as tx:
        moved = journal.head(tx) != plan.head
    if moved:
        if table_form(plan.path, plan.choices.reading) != plan.form:
            raise UserError("file_changed", path=str(plan.path))
        work_out(workspace, plan, lambda _done, of: progress(0, of))
    operation = workspace.new_id()
    summary = {
        "file": plan.path.name, "policy": plan.choices.policy.value, "rows": plan.rows, **plan.counts,
        "opposed": plan.opposed, **this_process(),
    }  # fmt: skip
    with workspace.store.write() as tx:
        journal.begin_operation(tx, operation, "import", workspace.now(), workspace.who, state="open", summary=summary)
    at = workspace.now()
    applying = _Applying(workspace, operation, at, plan.choices.campaign, plan.taking, NewLeads(workspace, at))
    counts, total = dict(plan.counts), plan.counts["created"] + plan.counts["updated"]
    try:
        for rows in short_batches(plan.scratch, ("created", "updated"), total, progress):
            with workspace.store.write(lasting=False) as tx:
                gone = _apply_batch(tx, applying, rows)
            counts["updated"] -= gone
            counts["skipped"] += gone
    except BaseException:
        undo_operation(workspace, operation)
        raise
    with workspace.store.write() as tx:
        journal.finish_operation(tx, operation, summary | counts)
    workspace.own_operations.add(operation)
    changes = Changes(operation=operation, all_leads=True, leads=True, queue=True, qualification=True)
    return Imported(changes, operation, counts, plan.opposed)


def _apply_batch(tx: Tx, doing: _Applying, rows: Sequence[PlannedRow]) -> int:
    """Take rows in; how many were about leads that somebody took away since the plan was made."""
    workspace, operation, at = doing.workspace, doing.operation, doing.at
    rows = _about_who_is_kept(tx, workspace, rows)
    touched: dict[str, None] = {}
    made = [_new_lead(r, doing) for r in rows if r.fate == "created"]
    leads.insert_leads(tx, [stored for stored, _row in made])
    facts: list[Note | StoredSignal] = []
    for stored, row in made:
        facts += _facts(doing, stored.lead, row.fields)
    activities.add_facts(tx, facts)
    planned = [r for r in rows if r.fate == "updated"]
    before = leads.get_leads(tx, {r.lead for r in planned if r.lead})
    changed = [r for r in planned if r.lead in before]
    touched |= dict.fromkeys(r.lead for r in changed if r.lead)
    _apply_updates(tx, doing, changed)
    closed = set(close_carriers(tx, before, {r.lead for r in rows if r.lead}, operation, at))
    said = json.dumps({"source": "import"})
    journal.record(tx, operation, [Entry(i, "opposition", operation, "", None, said) for i in before if i in closed])
    touched |= follow(tx, before)
    touched |= oppose_rows(
        tx, [(r.lead, r.fields[OPPOSED]) for r in rows if r.lead and OPPOSED in r.fields], operation, at
    )
    left = states.companies_of(tx, touched)
    # Once every objection is written; who is touched besides is placed like any lead, maybe for the second time.
    doing.new_leads.place(tx, [stored for stored, _row in made], [f for f in facts if isinstance(f, StoredSignal)])
    refresh(tx, workspace, touched, at)
    left -= states.companies_of(tx, touched)
    give_turns(tx, workspace, left, at, {})  # who came to a company in this batch may have waited for who left it
    return len(planned) - len(changed)


def _about_who_is_kept(tx: Tx, workspace: Workspace, rows: Sequence[PlannedRow]) -> Sequence[PlannedRow]:
    """The rows, those of leads that were merged since the plan was made being about the lead that each is part of."""
    kept = leads.kept_leads(tx, {r.lead for r in rows if r.lead and r.fate == "updated"})
    if not kept:
        return rows
    known = known_fields(tx, workspace, leads.get_leads(tx, set(kept.values())))
    gone = {i: lead.fields() | {"owner": lead.owner} for i, lead in leads.get_leads(tx, list(kept)).items()}
    return [
        replace(row, lead=kept[row.lead], fields=said_besides(known[kept[row.lead]], gone[row.lead], row.fields))
        if row.lead in kept
        else row
        for row in rows
    ]


def _new_lead(row: PlannedRow, doing: _Applying) -> tuple[leads.LeadRow, PlannedRow]:
    assert row.lead is not None
    columns: dict[str, Any] = {k: v for k, v in row.fields.items() if k in _LEAD_FIELDS}
    zone = lead_zone(*[columns.get(c, "") for c in ("country", "region", "postal_code", "phone", "mobile")])
    lead = Lead(row.lead, owner=row.fields.get("owner", ""), zone=zone, campaign=doing.campaign, **columns)
    return lead_row(lead, doing.operation, doing.at, row.fields.get("notes", "")), row


def _facts(doing: _Applying, lead: Lead, fields: Mapping[str, str]) -> list[Note | StoredSignal]:
    found: list[Note | StoredSignal] = []
    workspace, at = doing.workspace, doing.at
    if fields.get("notes"):
        found.append(Note(workspace.new_id(), lead.id, at, fields["notes"], doing.operation, workspace.who))
    kind = signal_type_of(fields.get("source", ""))
    if kind:
        day = calendar_date(fields.get("source_date", ""))
        zone = workspace.zone_of(lead.zone)
        when = datetime(day.year, day.month, day.day, tzinfo=zone) if day else at
        found.append(StoredSignal(workspace.new_id(), lead.id, kind, when, doing.operation, usual_channel(kind)))
    return found


def _apply_updates(tx: Tx, doing: _Applying, rows: Sequence[PlannedRow]) -> None:
    """Take rows in, one after another: a lead that two rows speak of has both."""
    found = leads.get_leads(tx, {r.lead for r in rows if r.lead})
    known = known_fields(tx, doing.workspace, found)
    outside = leads.outside_keys(tx, list(found))
    entries: list[Entry] = []
    facts: list[Note | StoredSignal] = []
    for row in rows:
        lead_id, given = row.lead or "", row.fields
        before, after = known[lead_id], doing.taking.merged(known[lead_id], given)
        changed = doing.taking.differing(before, given)
        columns = {c: after.get(c, "") for c in (*LEAD_FIELDS, "owner")}
        entries += [
            Entry(lead_id, "lead", lead_id, c, before.get(c, ""), v)
            for c, v in columns.items()
            if v != before.get(c, "")
        ]
        new = _facts(doing, found[lead_id], _said_by(given, changed))
        entries += [Entry(lead_id, activities.entity_name(f), f.id, "", None, "{}") for f in new]
        facts += new
        known[lead_id], found[lead_id] = after, found[lead_id].with_fields(columns)
        # The id that the row has, and the one that the lead has once it is taken in: undo has to find both.
        said = Lead("").with_fields({k: given.get(k, "") for k in ("source", "external_id")})
        for key in (*outside_key(said), *outside_key(found[lead_id])):
            if key not in outside.setdefault(lead_id, set()):
                outside[lead_id].add(key)
                entries.append(Entry(lead_id, "key", key, "", None, key))
    activities.add_facts(tx, facts)
    leads.rewrite_leads(tx, [lead_row(lead, doing.operation, doing.at) for lead in found.values()])
    for lead_id, keys in outside.items():
        leads.add_keys(tx, lead_id, sorted(keys))
    journal.record(tx, doing.operation, entries)


def _said_by(given: Mapping[str, str], changed: Sequence[str]) -> dict[str, str]:
    """What of a row makes facts: a new note, a new signal."""
    said = {"notes": given["notes"]} if "notes" in changed else {}
    return said | ({k: given[k] for k in ("source", "source_date") if k in given} if "signals" in changed else {})
