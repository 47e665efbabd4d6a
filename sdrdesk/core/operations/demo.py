"""The demonstration: invented leads imported, and their history replayed, through the same operations as any."""

import csv
import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sdrdesk.core.domain.answers import Answer, add_months
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.imports import Progress, apply_import, no_progress, plan_import
from sdrdesk.core.operations.leads import add_signal
from sdrdesk.core.operations.qualification import answer_criterion, decide
from sdrdesk.core.operations.workspace import Workspace, change_settings
from sdrdesk.core.resources import resource_path
from sdrdesk.core.store import leads


def fill_demo(workspace: Workspace, progress: Progress = no_progress) -> int:
    """Fill an empty workspace with the demonstration; how many leads. Calling hours are off, so that it always runs."""
    change_settings(
        workspace,
        {
            "calling_hours": "off",
            "contact_kind": "professional",
            "grid": "bant",
            "country": "FR",
            "zone": "Europe/Paris",
        },
    )
    now = workspace.now()
    # Read once here, and shared by every copy of the workspace below.
    _shared = workspace.grid
    with tempfile.TemporaryDirectory(prefix="sdrdesk-demo-") as folder:
        path = Path(folder) / "demo.csv"
        _write_leads(path, now.date())
        plan = plan_import(workspace, path)
        try:
            rows = plan.rows
            imported_at = replace_clock(workspace, now - timedelta(days=80))
            apply_import(imported_at, plan)
        finally:
            plan.close()
    with workspace.store.read() as tx:
        keys = leads.external_ids(tx)
    acts = json.loads(resource_path("demo", "history.json").read_text(encoding="utf-8"))
    for done, (at, act) in enumerate(sorted(_dated(acts, now), key=lambda pair: pair[0]), 1):
        _replay(replace_clock(workspace, at), keys[act["lead"]], act, now)
        progress(done, len(acts))
    return rows


def replace_clock(workspace: Workspace, at: datetime) -> Workspace:
    """The same workspace as it stood at an instant: for replaying history."""
    return replace(workspace, clock=lambda: at)


def _write_leads(path: Path, today: date) -> None:
    source = resource_path("demo", "leads.csv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(source))
    with path.open("w", encoding="utf-8", newline="") as stream:
        names = [n if n != "source_date_days_ago" else "source_date" for n in rows[0]]
        writer = csv.DictWriter(stream, names)
        writer.writeheader()
        for row in rows:
            ago = row.pop("source_date_days_ago")
            writer.writerow(row | {"source_date": (today - timedelta(days=int(ago))).isoformat() if ago else ""})


def _dated(acts: list[dict[str, Any]], now: datetime) -> Iterator[tuple[datetime, dict[str, Any]]]:
    for act in acts:
        if "minutes_ago" in act:
            yield now - timedelta(minutes=act["minutes_ago"]), act
            continue
        day = now.date() - timedelta(days=act.get("days_ago", 0))
        for _ in range(act.get("workdays_ago", 0)):
            day -= timedelta(days=1)
            while day.weekday() > 4:
                day -= timedelta(days=1)
        at = datetime.combine(day, time.fromisoformat(act.get("time", "09:00")), now.tzinfo)
        yield min(at, now), act


def _replay(workspace: Workspace, lead_id: str, act: Mapping[str, Any], now: datetime) -> None:
    match act["act"]:
        case "signal":
            add_signal(workspace, lead_id, act["type"], workspace.now())
        case "log":
            outcome = Outcome(act["outcome"])
            record_call(
                workspace,
                lead_id,
                outcome,
                until=_until(act, now, outcome),
                reason=act.get("reason", ""),
                note=act.get("note", ""),
            )
        case "answer":
            answer_criterion(workspace, lead_id, act["criterion"], _value(act["value"], now), act.get("evidence", ""))
        case "decide":
            until = now.date() + timedelta(days=act["until_days"]) if "until_days" in act else None
            decide(
                workspace,
                lead_id,
                Decision(act["decision"]),
                Route(act["route"]),
                until=until,
                reason=act.get("reason", ""),
            )
        case unknown:
            raise ValueError(unknown)


def _value(given: Any, now: datetime) -> Answer:
    if isinstance(given, dict):
        return add_months(now.date(), given["months"]).isoformat()
    kept: Answer = given
    return kept


def _until(act: Mapping[str, Any], now: datetime, outcome: Outcome) -> datetime | date | None:
    if "until_in_minutes" in act:
        return now + timedelta(minutes=act["until_in_minutes"])
    if "until_days" not in act:
        return None
    day = now.date() + timedelta(days=act["until_days"])
    if outcome is Outcome.CALLBACK_PROMISED:
        return datetime.combine(day, time.fromisoformat(act["until_time"]), now.tzinfo)
    return day
