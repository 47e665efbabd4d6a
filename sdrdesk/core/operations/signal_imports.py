"""Importing a file of signals: each row is found its lead, shown with its fate, then applied as one operation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.signals import usual_channel
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.columns import ColumnMap, row_values
from sdrdesk.core.exchange.signal_columns import (
    AT,
    CHANNEL,
    DETAIL,
    TIME,
    TYPE,
    map_signal_headers,
    signal_channel,
    signal_type,
)
from sdrdesk.core.exchange.table_file import TableForm, TableRow, table_form
from sdrdesk.core.normalising.dates import moment_or_day
from sdrdesk.core.normalising.names import one_line
from sdrdesk.core.normalising.places import country_code
from sdrdesk.core.operations.acts import Act
from sdrdesk.core.operations.file_plans import FilePlan, Progress, no_progress, read_rows, short_batches
from sdrdesk.core.operations.row_people import (
    NOT_FOUND,
    REFUSED,
    WHO,
    RowPerson,
    There,
    Why,
    found_lead,
    people_there,
    person_of,
)
from sdrdesk.core.operations.undo import undo_operation
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.processes import this_process
from sdrdesk.core.store import activities, journal, leads
from sdrdesk.core.store.activities import StoredSignal
from sdrdesk.core.store.database import Tx
from sdrdesk.core.store.journal import Mark
from sdrdesk.core.store.scratch import PlannedRow, Scratch

ADDED, KNOWN = "added", "known"
FATES = (ADDED, KNOWN, NOT_FOUND, REFUSED)


@dataclass
class SignalPlan(FilePlan):
    """An import of signals worked out and not yet applied; close it when done."""

    path: Path
    form: TableForm
    columns: ColumnMap
    country: str
    scratch: Scratch
    counts: dict[str, int] = field(default_factory=dict)
    head: Mark = (0, 0)


@dataclass(frozen=True, slots=True)
class SignalsImported:
    """What an import of signals did; the four figures add up to the rows of the file."""

    changes: Changes
    operation: str
    counts: Mapping[str, int]


def plan_signals(
    workspace: Workspace, path: Path, *, country: str = "", progress: Progress = no_progress
) -> SignalPlan:
    """Read a file of signals and find each row its lead, touching nothing.

    UserError when the file cannot be read, or no column says who, what or when.
    """
    if country and country_code(country) != country:
        raise UserError("unknown_country", country=country)
    form = table_form(path)
    columns = map_signal_headers(form.header)
    missing = [code for code, wanted in (("who", WHO), ("type", (TYPE,)), ("at", (AT,)))
               if not set(wanted) & set(columns.sources)]  # fmt: skip
    if missing:
        raise UserError(
            "no_signal_columns", path=str(path), missing=missing, columns=[c for c in form.header if c][:12]
        )
    plan = SignalPlan(path, form, columns, country or workspace.country, Scratch())
    try:
        _work_out(workspace, plan, progress)
    except BaseException:
        plan.close()
        raise
    if plan.rows == 0:
        plan.close()
        raise UserError("only_a_header", path=str(path))
    return plan


def _work_out(workspace: Workspace, plan: SignalPlan, progress: Progress) -> None:
    plan.scratch.clear()
    plan.head = (0, 0)  # until it is worked out whole: what is half done is never carried out
    head = read_rows(
        workspace, plan.path, plan.form, lambda tx, batch: _plan_batch(tx, workspace, plan, batch), progress
    )
    plan.counts, plan.head = dict.fromkeys(FATES, 0) | plan.scratch.counts(), head


# -- reading a row ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A row as a signal of somebody."""

    n: int
    line: int
    person: RowPerson
    type: str = ""
    at: datetime | date | None = None
    channel: str = ""
    detail: str = ""
    refused: bool = False


def _candidate(plan: SignalPlan, n: int, row: TableRow) -> _Candidate:
    if row.fault:
        return _Candidate(n, row.line, RowPerson(why=[("", row.fault, row.value)]), refused=True)
    found = row_values(row.cells, plan.columns)
    values, why = found.values, [("", "control_characters", "")] if found.cleaned else []
    details = [values.get(DETAIL, ""), *(value for column, value in found.second if column == DETAIL)]
    person = person_of(values, plan.country, "signal_", why)
    kind, at = signal_type(values.get(TYPE, "")), moment_or_day(values.get(AT, ""), values.get(TIME, ""))
    faults: Why = []
    if not person.is_named:
        faults.append(("", "signal_nobody", ""))
    if kind is None:
        said = values.get(TYPE, "")
        faults.append(("type", "signal_type" if said else "signal_type_missing", said))
    if at is None:
        said = values.get(AT, "")
        faults.append(("at", "signal_date" if said else "signal_date_missing", said))
    channel, said = signal_channel(values.get(CHANNEL, "")), values.get(CHANNEL, "")
    if said and channel is None:
        why.append(("channel", "signal_channel", said))
        details.insert(0, said)
    why += faults
    said_more = " · ".join(dict.fromkeys(one_line(d) for d in details if d.strip()))
    return _Candidate(
        n, row.line, person, kind or "", at, channel.value if channel else "", said_more, bool(faults)
    )  # fmt: skip


def _instant(at: datetime | date, workspace: Workspace, zone: ZoneInfo) -> datetime:
    """A day begins where the lead lives; an instant without offset is the workspace's."""
    if not isinstance(at, datetime):
        return datetime(at.year, at.month, at.day, tzinfo=zone)
    return at if at.tzinfo else at.replace(tzinfo=workspace.zone)


# -- finding whose it is ---------------------------------------------------------------------------------------------


def _plan_batch(tx: Tx, workspace: Workspace, plan: SignalPlan, batch: Sequence[tuple[int, TableRow]]) -> None:
    read = [_candidate(plan, n, row) for n, row in batch]
    there = people_there(tx, [c.person for c in read if not c.refused])
    fates = [_placed(workspace, c, there) for c in read]
    stored = activities.signals_of(tx, {r.lead for r in fates if r.lead})
    known = {_key(i, s.type, s.at) for i, found in stored.items() for s in found}
    known |= set(plan.scratch.leads_by_key({_row_key(r) for r in fates if r.lead}))  # of rows before this batch
    rows: list[PlannedRow] = []
    new: dict[str, str] = {}
    for row in fates:
        if row.lead is None:
            rows.append(row)
        elif (key := _row_key(row)) in known:
            rows.append(replace(row, fate=KNOWN))
        else:
            known.add(key)
            new[key] = row.lead
            rows.append(row)
    plan.scratch.add(rows, {}, new)


def _placed(workspace: Workspace, candidate: _Candidate, there: There) -> PlannedRow:
    n, line, why = candidate.n, candidate.line, candidate.person.why
    if candidate.refused:
        return PlannedRow(n, line, REFUSED, None, {}, (), why)
    lead = found_lead(n, line, candidate.person, there)
    if isinstance(lead, PlannedRow):
        return lead
    assert candidate.at is not None
    at = _instant(candidate.at, workspace, workspace.zone_of(lead.zone)).astimezone(UTC)
    if at > workspace.now():
        why.append(("at", "signal_ahead", str(candidate.at)))
    fields = {"type": candidate.type, "at": at.isoformat(), "detail": candidate.detail,
              "channel": candidate.channel or usual_channel(candidate.type).value}  # fmt: skip
    return PlannedRow(n, line, ADDED, lead.id, fields, (), why)


def _key(lead_id: str, kind: str, at: datetime) -> str:
    """What makes a signal the same one: its lead, its type and its instant."""
    return f"{lead_id}|{kind}|{at.astimezone(UTC).isoformat()}"


def _row_key(row: PlannedRow) -> str:
    return _key(row.lead or "", row.fields["type"], datetime.fromisoformat(row.fields["at"]))


# -- applying --------------------------------------------------------------------------------------------------------


def apply_signals(workspace: Workspace, plan: SignalPlan, progress: Progress = no_progress) -> SignalsImported:
    """Carry out a plan; when the store has moved since, it is worked out again first. Cancelled: all is taken back."""
    with workspace.store.read() as tx:
        moved = journal.head(tx) != plan.head
    if moved:
        if table_form(plan.path) != plan.form:
            raise UserError("file_changed", path=str(plan.path))
        _work_out(workspace, plan, lambda _done, of: progress(0, of))
    operation = workspace.new_id()
    summary = {"file": plan.path.name, "rows": plan.rows, **plan.counts, **this_process()}
    with workspace.store.write() as tx:
        journal.begin_operation(tx, operation, "signals", workspace.now(), workspace.who, state="open", summary=summary)
    counts = dict(plan.counts)
    try:
        for rows in short_batches(plan.scratch, (ADDED,), counts[ADDED], progress):
            for was, became in _apply_batch(workspace, rows, operation):
                counts[was] -= 1
                counts[became] += 1
    except BaseException:
        undo_operation(workspace, operation)
        raise
    with workspace.store.write() as tx:
        journal.finish_operation(tx, operation, summary | counts)
    workspace.own_operations.add(operation)
    changes = Changes(operation=operation, all_leads=True, leads=True, queue=True, qualification=True)
    return SignalsImported(changes, operation, counts)


def _apply_batch(workspace: Workspace, rows: Sequence[PlannedRow], operation: str) -> list[tuple[str, str]]:
    """Add the signals of these rows; what somebody did meanwhile changes a row's fate, as (before, after)."""
    turned = []
    with workspace.store.write() as tx:
        doing = Act(tx, workspace, operation, workspace.now())
        ids = {r.lead for r in rows if r.lead}
        kept = leads.kept_leads(tx, ids)
        rows = [replace(r, lead=kept.get(r.lead or "", r.lead)) for r in rows]
        there = leads.get_leads(tx, {r.lead for r in rows if r.lead})
        known = {_key(i, s.type, s.at) for i, found in activities.signals_of(tx, there).items() for s in found}
        made = []
        for row in rows:
            if row.lead not in there:
                turned.append((ADDED, NOT_FOUND))
            elif _row_key(row) in known:
                turned.append((ADDED, KNOWN))
            else:
                known.add(_row_key(row))
                made.append(StoredSignal(
                    workspace.new_id(), row.lead, row.fields["type"], datetime.fromisoformat(row.fields["at"]),
                    operation, row.fields["channel"], row.fields["detail"],
                ))  # fmt: skip
        doing.add_all(made)
        doing.finish()
    return turned
