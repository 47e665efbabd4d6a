"""Importing a file of signals: each row is found its lead, shown with its fate, then applied as one operation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sdrdesk.core.domain.signals import usual_channel
from sdrdesk.core.exchange.columns import row_values
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
from sdrdesk.core.exchange.table_file import TableRow
from sdrdesk.core.normalising.dates import moment_or_day
from sdrdesk.core.normalising.names import one_line
from sdrdesk.core.normalising.repairs import calendar_day
from sdrdesk.core.operations.acts import Act
from sdrdesk.core.operations.fact_lists import ADDED, FactList, FactPlan, FactsImported, apply_facts, plan_facts
from sdrdesk.core.operations.file_plans import Progress, no_progress
from sdrdesk.core.operations.row_people import (
    REFUSED,
    WHO,
    RowPerson,
    There,
    Why,
    found_lead,
    people_there,
    person_of,
)
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import activities
from sdrdesk.core.store.activities import StoredSignal
from sdrdesk.core.store.database import Tx
from sdrdesk.core.store.scratch import PlannedRow

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


def _candidate(plan: FactPlan, n: int, row: TableRow) -> _Candidate:
    if row.fault:
        return _Candidate(n, row.line, RowPerson(why=[("", row.fault, row.value)]), refused=True)
    found = row_values(row.cells, plan.columns)
    values, why = found.values, [("", "control_characters", "")] if found.cleaned else []
    details = [values.get(DETAIL, ""), *(value for column, value in found.second if column == DETAIL)]
    person = person_of(values, plan.country, "signal_", why)
    kind, at = (
        signal_type(values.get(TYPE, "")),
        moment_or_day(calendar_day(values.get(AT, "")).text, values.get(TIME, "")),
    )
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


def _place(tx: Tx, workspace: Workspace, plan: FactPlan, batch: Sequence[tuple[int, TableRow]]) -> list[PlannedRow]:
    read = [_candidate(plan, n, row) for n, row in batch]
    there = people_there(tx, [c.person for c in read if not c.refused])
    return [_placed(workspace, c, there) for c in read]


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


def _known(tx: Tx, _workspace: Workspace, ids: set[str]) -> set[str]:
    return {_key(i, s.type, s.at) for i, found in activities.signals_of(tx, ids).items() for s in found}


def _key(lead_id: str, kind: str, at: datetime) -> str:
    """What makes a signal the same one: its lead, its type and its instant."""
    return f"{lead_id}|{kind}|{at.astimezone(UTC).isoformat()}"


def _row_key(_workspace: Workspace, row: PlannedRow) -> str:
    return _key(row.lead or "", row.fields["type"], datetime.fromisoformat(row.fields["at"]))


# -- the list --------------------------------------------------------------------------------------------------------


def _keep(doing: Act, rows: Sequence[PlannedRow]) -> None:
    doing.add_all([
        StoredSignal(
            doing.new_id(), row.lead or "", row.fields["type"], datetime.fromisoformat(row.fields["at"]),
            doing.operation, row.fields["channel"], row.fields["detail"],
        )
        for row in rows
    ])  # fmt: skip


SIGNALS = FactList(
    "signals", "no_signal_columns", {"who": WHO, "type": (TYPE,), "at": (AT,)}, map_signal_headers,
    _place, _known, _row_key, _keep,
)  # fmt: skip


def plan_signals(workspace: Workspace, path: Path, *, country: str = "", progress: Progress = no_progress) -> FactPlan:
    """Read a file of signals and find each row its lead, touching nothing; UserError as `plan_facts`."""
    return plan_facts(SIGNALS, workspace, path, country, progress)


def apply_signals(workspace: Workspace, plan: FactPlan, progress: Progress = no_progress) -> FactsImported:
    """Add the signals that are new, as one operation. Cancelled: all is taken back; UserError `cancelled`."""
    return apply_facts(SIGNALS, workspace, plan, progress)
