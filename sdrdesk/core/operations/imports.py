"""Importing lead files: worked out first, shown with one fate a row, then applied in short batches as one operation."""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import islice
from pathlib import Path

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.lead import BELONGS_TO, COLUMNS, LEAD_FIELDS, PHONE_COLUMNS, Lead
from sdrdesk.core.domain.signals import usual_channel
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.columns import OPPOSED, ColumnMap, map_headers, row_values, says_opposed, signal_type_of
from sdrdesk.core.exchange.table_file import Reading, TableForm, TableRow, count_rows, table_form, table_rows
from sdrdesk.core.normalising.dates import calendar_date
from sdrdesk.core.normalising.names import email_address, match_keys, person_key
from sdrdesk.core.normalising.places import country_code
from sdrdesk.core.operations.acts import lead_row
from sdrdesk.core.operations.file_plans import FilePlan
from sdrdesk.core.operations.file_plans import Problem as Problem
from sdrdesk.core.operations.leads import normalised
from sdrdesk.core.operations.matching import named, strongest_match
from sdrdesk.core.operations.opposed import (
    close_carriers,
    columns_of,
    follow,
    matches,
    oppose_rows,
    opposed_leads,
)
from sdrdesk.core.operations.standings import refresh
from sdrdesk.core.operations.undo import undo_operation
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.processes import this_process
from sdrdesk.core.store import activities, journal, leads
from sdrdesk.core.store.activities import Note, StoredSignal
from sdrdesk.core.store.database import Tx
from sdrdesk.core.store.journal import Entry, Mark
from sdrdesk.core.store.scratch import PlannedRow as PlannedRow
from sdrdesk.core.store.scratch import Scratch
from sdrdesk.core.words import Words

PLAN_BATCH = 500
LONGEST_BATCH = 0.05
"""Seconds a batch may hold the writer, so that what is being typed is saved meanwhile."""

Progress = Callable[[int, int], bool]
"""Told rows done and rows in all; answers False to stop."""


class Policy(StrEnum):
    """What becomes of a row whose lead is here already."""

    UPDATE = "update"
    SKIP = "skip"
    NEW = "new"


_NAMES = ("first_name", "last_name")
FATES = ("created", "updated", "unchanged", "skipped", "refused")


@dataclass
class ImportPlan(FilePlan):
    """An import worked out and not yet applied; close it when done."""

    path: Path
    form: TableForm
    columns: ColumnMap
    policy: Policy
    country: str
    scratch: Scratch
    campaign: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    opposed: int = 0
    """Rows created or updated whose lead is kept and closed, since somebody objected on what it carries."""
    head: Mark = (0, 0)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    changes: Changes
    operation: str
    counts: Mapping[str, int]
    opposed: int = 0


def problem_sentence(problem: Problem, words: Words) -> str:
    """A problem in words."""
    value, _, country = problem.value.partition("|") if problem.code == "bad_phone" else (problem.value, "", "")
    return words.text("problem", problem.code, value=value, country=country)


def no_progress(_done: int, _of: int) -> bool:
    """For callers who wait."""
    return True


def plan_import(
    workspace: Workspace,
    path: Path,
    *,
    policy: Policy = Policy.UPDATE,
    country: str = "",
    encoding: str | None = None,
    delimiter: str | None = None,
    chosen: Mapping[int, str] | None = None,
    campaign: str = "",
    progress: Progress = no_progress,
) -> ImportPlan:
    """Read a file and work out the fate of each row, touching nothing; UserError when it cannot be read at all.

    New leads go into the campaign of that id; those known already stay in theirs.
    """
    home = country or workspace.country
    if country and country_code(country) != country:
        raise UserError("unknown_country", country=country)
    form = table_form(path, Reading(encoding or "", delimiter or ""))
    columns = map_headers(form.header, chosen)
    if not set(columns.sources) & {"id", "full_name", "first_name", "last_name", "company", "email", *PHONE_COLUMNS}:
        raise UserError("no_known_column", path=str(path), columns=[c for c in form.header if c][:12])
    plan = ImportPlan(path, form, columns, policy, home, Scratch(), campaign)
    try:
        _work_out(workspace, plan, progress)
    except BaseException:
        plan.close()
        raise
    if plan.rows == 0:
        plan.close()
        raise UserError("only_a_header", path=str(path))
    return plan


def _work_out(workspace: Workspace, plan: ImportPlan, progress: Progress) -> None:
    plan.scratch.clear()
    plan.opposed = 0
    total = count_rows(plan.path, plan.form)
    rows = enumerate(table_rows(plan.path, plan.form), 1)
    done = 0
    with workspace.store.read() as tx:
        plan.head = journal.head(tx)
    while batch := list(islice(rows, PLAN_BATCH)):
        with workspace.store.read() as tx:
            _plan_batch(tx, workspace, plan, batch)
        done += len(batch)
        if not progress(min(done, total), total):
            raise UserError("cancelled")
    plan.counts = dict.fromkeys(FATES, 0) | plan.scratch.counts()


# -- working out -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A row as a lead, its keys strongest first, and what is said about it."""

    n: int
    row: TableRow
    fields: dict[str, str]
    lead: Lead
    keys: tuple[str, ...]
    why: list[tuple[str, str, str]]


def _plan_batch(tx: Tx, workspace: Workspace, plan: ImportPlan, batch: Sequence[tuple[int, TableRow]]) -> None:
    read = [_candidate(plan, n, row) for n, row in batch]
    wanted = {k for c in read for k in c.keys}
    by_key = leads.leads_by_key(tx, wanted)
    for key, lead_id in plan.scratch.leads_by_key(wanted).items():
        by_key.setdefault(key, []).append(lead_id)
    ids = {i for found in by_key.values() for i in found} | {c.fields["id"] for c in read if "id" in c.fields}
    kept = leads.kept_leads(tx, ids)
    known = _known_fields(tx, workspace, leads.get_leads(tx, (ids - set(kept)) | set(kept.values())))
    known |= plan.scratch.planned(ids | set(kept.values()))
    for found in by_key.values():
        found.sort(key=lambda i: i in kept)  # a lead's own keys before those of what was merged into it
    rows: list[PlannedRow] = []
    planned: dict[str, dict[str, str]] = {}
    keys: dict[str, str] = {}
    taken: list[tuple[_Candidate, Lead]] = []
    for candidate in read:
        row = _fate(workspace, plan, candidate, by_key, known, kept)
        rows.append(row)
        if row.lead and row.fate in ("created", "updated"):
            known[row.lead] = planned[row.lead] = merged(known.get(row.lead, {}), row.fields)
            columns = {k: v for k, v in planned[row.lead].items() if k in LEAD_FIELDS}
            taken.append((candidate, Lead(row.lead).with_fields(columns)))
            if OPPOSED in row.fields:
                candidate.why.append((OPPOSED, "opposed_lead", ""))
        if row.lead and row.fate != "skipped":
            for key in candidate.keys:
                if row.lead not in by_key.setdefault(key, []):
                    by_key[key].append(row.lead)
                    keys.setdefault(key, row.lead)
    plan.opposed += _say_opposed(tx, taken)
    plan.scratch.add(rows, planned, keys)


def _say_opposed(tx: Tx, taken: Sequence[tuple[_Candidate, Lead]]) -> int:
    """Name the columns on which somebody objected; on how many rows."""
    n = 0
    for (candidate, _lead), found in zip(taken, matches(tx, [lead for _candidate, lead in taken]), strict=True):
        candidate.why.extend((column, f"opposed_{column or 'lead'}", "") for column in columns_of(found))
        n += bool(found) or OPPOSED in candidate.fields
    return n


def _known_fields(tx: Tx, workspace: Workspace, found: Mapping[str, Lead]) -> dict[str, dict[str, str]]:
    """What is known of these leads, as a row of a file would say it."""
    notes = activities.notes_of(tx, list(found))
    signals = activities.signals_of(tx, list(found))
    known = {}
    opposed = opposed_leads(tx, found)
    for i, lead in found.items():
        zone = workspace.zone_of(lead.zone)
        said = {t for s in signals.get(i, []) for t in (s.type, f"{s.type}@{s.at.astimezone(zone).date()}")}
        known[i] = _comparable(lead) | {
            "notes": "\n\n".join(n.text for n in notes.get(i, [])),
            "signals": " ".join(sorted(said)),
            OPPOSED: "yes" if i in opposed else "",
        }
    return known


def merged(known: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """What is known once a row has been taken in; blanks change nothing."""
    kept = ("id", "notes", "external_id", *(_NAMES if _one_part_says_the_whole_name(known, given) else ()))
    taken = {**known, **{k: v for k, v in given.items() if v and k not in kept}}
    for column in PHONE_COLUMNS:
        if given.get(column, "") not in ("", known.get(column, "")):
            taken[f"{column}_given"] = given.get(f"{column}_given", "")
    taken["external_id"] = known.get("external_id") or given.get("external_id", "")
    notes = given.get("notes", "")
    if notes and _says_more(known.get("notes", ""), notes):
        taken["notes"] = f"{known.get('notes', '')}\n\n{notes}".strip()
    sign = _sign_of(given)
    if sign:
        taken["signals"] = f"{known.get('signals', '')} {sign.partition('@')[0]} {sign}".strip()
    return taken


def _comparable(lead: Lead) -> dict[str, str]:
    return {**lead.fields(), "owner": lead.owner}


def _candidate(plan: ImportPlan, n: int, row: TableRow) -> _Candidate:
    if row.fault:
        return _Candidate(n, row, {}, Lead(""), (), [("", row.fault, row.value)])
    found = row_values(row.cells, plan.columns)
    values = found.values
    why = [("", "control_characters", "")] if found.cleaned else []
    why += [(column, "second_value", value) for column, value in found.second]
    extra = [c.strip() for c in row.cells[len(plan.form.header) :] if c.strip()]
    if extra:
        why.append(("", "extra_cells", " | ".join(extra)[:200]))
    fields = {k: v for k, v in normalised(values, plan.country).items() if v}
    if says_opposed(fields.pop(OPPOSED, "")):
        fields[OPPOSED] = "yes"
    why += _problems(values, fields, plan.country)
    lead = Lead("").with_fields({k: fields.get(k, "") for k in LEAD_FIELDS})
    return _Candidate(n, row, fields, lead, match_keys(lead), why)


def _problems(given: Mapping[str, str], fields: Mapping[str, str], country: str) -> list[tuple[str, str, str]]:
    found = []
    home = country_code(given.get("country", "")) or country
    for column in PHONE_COLUMNS:
        if column in given and not fields.get(column, "").startswith("+"):
            found.append((column, "bad_phone", f"{given[column]}|{home}"))
    if "email" in given and email_address(given["email"]) is None:
        found.append(("email", "bad_email", given["email"]))
    if "country" in given and country_code(given["country"]) is None:
        found.append(("country", "unknown_country", given["country"]))
    if "source_date" in given and calendar_date(given["source_date"]) is None:
        found.append(("source_date", "bad_date", given["source_date"]))
    for column in ("employees", "cost"):
        if column in given and not any(c.isdigit() for c in given[column]):
            found.append((column, "bad_number", given[column]))
    return found


def _fate(
    workspace: Workspace,
    plan: ImportPlan,
    candidate: _Candidate,
    by_key: Mapping[str, Sequence[str]],
    known: Mapping[str, Mapping[str, str]],
    merged_into: Mapping[str, str],
) -> PlannedRow:
    row, fields, why = candidate.row, candidate.fields, candidate.why
    if row.fault:
        return PlannedRow(candidate.n, row.line, "refused", None, {}, (), why)
    if not candidate.lead.names_somebody and "id" not in fields:
        return PlannedRow(candidate.n, row.line, "refused", None, fields, (), [*why, ("", "names_nobody", "")])
    match = _match(candidate, by_key, known, merged_into)
    if match and match in merged_into and plan.policy is not Policy.NEW:
        match = merged_into[match]
        fields = _said_besides(known[match], fields)
    if match is None and not candidate.lead.names_somebody:
        return PlannedRow(candidate.n, row.line, "refused", None, fields, (), [*why, ("", "names_nobody", "")])
    kept = {k: v for k, v in fields.items() if k != "id"}
    if match is None or plan.policy is Policy.NEW:
        return PlannedRow(candidate.n, row.line, "created", workspace.new_id(), kept, (), why)
    if plan.policy is Policy.SKIP:
        return PlannedRow(candidate.n, row.line, "skipped", match, kept, (), why)
    changed = differing(known[match], kept)
    return PlannedRow(candidate.n, row.line, "updated" if changed else "unchanged", match, kept, changed, why)


def _said_besides(known: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """What a row of a lead that was merged adds to the one kept: never another value than a person chose."""
    new_sign = _sign_of(given) not in ("", *known.get("signals", "").split())
    kept = ("id", "notes", OPPOSED, *(("source", "source_date") if new_sign else ()))
    said = {k: v for k, v in given.items() if k in kept or not known.get(k)}
    return {k: v for k, v in said.items() if k in kept or BELONGS_TO.get(k, k) in said}


def _match(
    candidate: _Candidate,
    by_key: Mapping[str, Sequence[str]],
    known: Mapping[str, Mapping[str, str]],
    merged_into: Mapping[str, str],
) -> str | None:
    """The lead a row is about, found by its own keys or, of one that was merged, by those it had."""
    own = candidate.fields.get("id")
    if own:
        if own in known or own in merged_into:
            return own
        candidate.why.append(("id", "unknown_id", own))
    named_by = {merged_into.get(i, i) for key in candidate.keys for i in by_key.get(key, ())}
    emails = {i: known[i].get("email", "") for i in named_by if i in known}
    found = strongest_match(candidate.keys, candidate.lead.email, by_key, emails, merged_into)
    if found.apart:
        candidate.why.append(("email", "other_email", named(known[found.apart])))
    return found.leads[0] if found.leads else None


def differing(known: Mapping[str, str], given: Mapping[str, str]) -> list[str]:
    """The columns in which given values, blanks aside, would change what is known."""
    found = []
    same_name = _one_part_says_the_whole_name(known, given)
    for column in (*COLUMNS, "owner"):
        value = given.get(column, "")
        if not value or value == known.get(column, "") or (same_name and column in _NAMES):
            continue
        if column == "external_id" and known.get(column):
            continue  # the first id elsewhere stays on the lead; every one of them goes on matching it
        if column == "notes" and not _says_more(known.get("notes", ""), value):
            continue
        found.append(column)
    # A source already known makes no second signal, even where a person took the first one back.
    if {"source", "source_date"} & set(found) and _sign_of(given) not in ("", *known.get("signals", "").split()):
        found.append("signals")
    if given.get(OPPOSED) and not known.get(OPPOSED):
        found.append(OPPOSED)
    return found


def _one_part_says_the_whole_name(known: Mapping[str, str], given: Mapping[str, str]) -> bool:
    """Whether a row has the name that is known, all in one column: taking that column alone would say a part twice."""
    names, before = [given.get(c, "") for c in _NAMES], [known.get(c, "") for c in _NAMES]
    return names.count("") == 1 and person_key(*names) == person_key(*before)


def _says_more(known: str, given: str) -> bool:
    parts = {p.strip() for p in known.split("\n\n")} | {known.strip()}
    return given.strip() not in parts and not {p.strip() for p in given.split("\n\n")} <= parts


def _signal_of(fields: Mapping[str, str]) -> str:
    return signal_type_of(fields.get("source", "")) or ""


def _sign_of(fields: Mapping[str, str]) -> str:
    """The signal a row stands for, with its day where it has one: "webinar@2026-11-02"."""
    kind, day = _signal_of(fields), calendar_date(fields.get("source_date", ""))
    return f"{kind}@{day}" if kind and day else kind


# -- applying --------------------------------------------------------------------------------------------------------


def apply_import(workspace: Workspace, plan: ImportPlan, progress: Progress = no_progress) -> Imported:
    """Carry out a plan; when the store has moved since, it is worked out again first. Cancelled: all is taken back."""
    with workspace.store.read() as tx:
        moved = journal.head(tx) != plan.head
    if moved:
        _work_out(workspace, plan, no_progress)
    operation = workspace.new_id()
    summary = {
        "file": plan.path.name, "policy": plan.policy.value, "rows": plan.rows, **plan.counts, "opposed": plan.opposed,
        **this_process(),
    }  # fmt: skip
    with workspace.store.write() as tx:
        journal.begin_operation(tx, operation, "import", workspace.now(), workspace.who, state="open", summary=summary)
    try:
        _apply_rows(workspace, plan, operation, progress)
    except BaseException:
        undo_operation(workspace, operation)
        raise
    with workspace.store.write() as tx:
        journal.finish_operation(tx, operation, summary)
    workspace.own_operations.add(operation)
    changes = Changes(operation=operation, all_leads=True, leads=True, queue=True, qualification=True)
    return Imported(changes, operation, dict(plan.counts), plan.opposed)


def _apply_rows(workspace: Workspace, plan: ImportPlan, operation: str, progress: Progress) -> None:
    at = workspace.now()
    total = plan.counts["created"] + plan.counts["updated"]
    for rows in short_batches(plan.scratch, ("created", "updated"), total, progress):
        with workspace.store.write() as tx:
            _apply_batch(tx, workspace, rows, operation, at, plan.campaign)


def short_batches(scratch: Scratch, fates: Sequence[str], total: int, progress: Progress) -> Iterator[list[PlannedRow]]:
    """The rows of these fates, in batches that each take about `LONGEST_BATCH` to apply; UserError `cancelled`."""
    size, start, done = 20, 1, 0
    while rows := scratch.page(start, size, fates):
        begun = time.perf_counter()
        yield rows
        took = time.perf_counter() - begun
        size = max(5, min(500, int(size * LONGEST_BATCH / max(took, 0.001))))
        start = rows[-1].n + 1
        done += len(rows)
        if not progress(done, total):
            raise UserError("cancelled")


def _apply_batch(
    tx: Tx, workspace: Workspace, rows: Sequence[PlannedRow], operation: str, at: datetime, campaign: str
) -> None:
    touched: dict[str, None] = {}
    created = [r for r in rows if r.fate == "created"]
    made = [_new_lead(r, operation, at, campaign) for r in created]
    leads.insert_leads(tx, [stored for stored, _row in made])
    facts: list[Note | StoredSignal] = []
    for stored, row in made:
        touched[stored.lead.id] = None
        facts += _facts(workspace, stored.lead, row.fields, operation, at)
    activities.add_facts(tx, facts)
    changed = [r for r in rows if r.fate == "updated"]
    touched |= dict.fromkeys(r.lead for r in changed if r.lead)
    before = leads.get_leads(tx, {r.lead for r in changed if r.lead})
    _apply_updates(tx, workspace, changed, operation, at)
    closed = set(close_carriers(tx, before, touched, operation, at))
    said = json.dumps({"source": "import"})
    journal.record(tx, operation, [Entry(i, "opposition", operation, "", None, said) for i in before if i in closed])
    touched |= follow(tx, before)
    said_so = {r.lead: None for r in rows if r.lead and OPPOSED in r.fields}
    touched |= oppose_rows(tx, leads.get_leads(tx, list(said_so)), operation, at)
    refresh(tx, workspace, touched, at)


def _new_lead(row: PlannedRow, operation: str, at: datetime, campaign: str) -> tuple[leads.LeadRow, PlannedRow]:
    assert row.lead is not None
    columns = {k: row.fields.get(k, "") for k in LEAD_FIELDS}
    lead = Lead(row.lead, owner=row.fields.get("owner", ""), campaign=campaign).with_fields(columns)
    return lead_row(lead, operation, at, row.fields.get("notes", "")), row


def _facts(
    workspace: Workspace, lead: Lead, fields: Mapping[str, str], operation: str, at: datetime
) -> list[Note | StoredSignal]:
    found: list[Note | StoredSignal] = []
    if fields.get("notes"):
        found.append(Note(workspace.new_id(), lead.id, at, fields["notes"], operation, workspace.who))
    kind = _signal_of(fields)
    if kind:
        day = calendar_date(fields.get("source_date", ""))
        zone = workspace.zone_of(lead.zone)
        when = datetime(day.year, day.month, day.day, tzinfo=zone) if day else at
        found.append(StoredSignal(workspace.new_id(), lead.id, kind, when, operation, usual_channel(kind)))
    return found


def _apply_updates(tx: Tx, workspace: Workspace, rows: Sequence[PlannedRow], operation: str, at: datetime) -> None:
    """Take rows in, one after another: a lead that two rows speak of has both."""
    found = leads.get_leads(tx, {r.lead for r in rows if r.lead})
    known = _known_fields(tx, workspace, found)
    outside = leads.outside_keys(tx, list(found))
    entries: list[Entry] = []
    facts: list[Note | StoredSignal] = []
    for row in rows:
        if row.lead not in found:
            continue  # taken away by a colleague since the plan was made
        lead_id, given = row.lead, row.fields
        before, after = known[lead_id], merged(known[lead_id], given)
        changed = differing(before, given)
        columns = {c: after.get(c, "") for c in (*LEAD_FIELDS, "owner")}
        entries += [
            Entry(lead_id, "lead", lead_id, c, before.get(c, ""), v)
            for c, v in columns.items()
            if v != before.get(c, "")
        ]
        new = _facts(workspace, found[lead_id], _said_by(given, changed), operation, at)
        entries += [Entry(lead_id, activities.entity_name(f), f.id, "", None, "{}") for f in new]
        facts += new
        for key in match_keys(Lead("").with_fields({k: given.get(k, "") for k in LEAD_FIELDS})):
            if key.startswith("x:") and key not in outside.setdefault(lead_id, set()):
                outside[lead_id].add(key)
                entries.append(Entry(lead_id, "key", key, "", None, key))
        known[lead_id], found[lead_id] = after, found[lead_id].with_fields(columns)
    activities.add_facts(tx, facts)
    leads.rewrite_leads(tx, [lead_row(lead, operation, at) for lead in found.values()])
    for lead_id, keys in outside.items():
        leads.add_keys(tx, lead_id, sorted(keys))
    journal.record(tx, operation, entries)


def _said_by(given: Mapping[str, str], changed: Sequence[str]) -> dict[str, str]:
    """What of a row makes facts: a new note, a new signal."""
    said = {"notes": given["notes"]} if "notes" in changed else {}
    return said | ({k: given[k] for k in ("source", "source_date") if k in given} if "signals" in changed else {})
