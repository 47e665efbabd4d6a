"""The demonstration: invented leads imported, and their history replayed, through the same operations as any."""

import csv
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sdrdesk.core.domain.answers import Answer, add_months
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.operations.calls import log_call
from sdrdesk.core.operations.feedback import record_feedback
from sdrdesk.core.operations.imports import Progress, apply_import, no_progress, plan_import
from sdrdesk.core.operations.leads import add_signal
from sdrdesk.core.operations.qualification import decide, keep_answer
from sdrdesk.core.operations.standings import refresh
from sdrdesk.core.operations.workspace import Workspace, change_settings
from sdrdesk.core.resources import resource_path
from sdrdesk.core.store import leads

IMPORTED_DAYS_AGO = 80
"""When the leads were imported of which the file says no other day."""


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
    made = sum(_import(workspace, now - timedelta(days=ago), rows) for ago, rows in _lead_files(now.date()))
    with workspace.store.read() as tx:
        keys = leads.external_ids(tx)
    acts = json.loads(resource_path("demo", "history.json").read_text(encoding="utf-8"))
    with workspace.store.as_one() as store:
        # One transaction, and each lead placed once, as it stands today: a third of the work of as many acts.
        replayed = replace(workspace, store=store, placed_later={})
        for done, (at, act) in enumerate(sorted(_dated(acts, now), key=lambda pair: pair[0]), 1):
            _replay(replace_clock(replayed, at), keys[act["lead"]], act, now)
            progress(done, len(acts))
        with store.write() as tx:
            refresh(tx, workspace, replayed.placed_later or (), now)
    return made


def _import(workspace: Workspace, at: datetime, rows: Sequence[Mapping[str, str]]) -> int:
    with tempfile.TemporaryDirectory(prefix="sdrdesk-demo-") as folder:
        path = Path(folder) / "demo.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        plan = plan_import(workspace, path)
        try:
            apply_import(replace_clock(workspace, at), plan)
        finally:
            plan.close()
    return len(rows)


def replace_clock(workspace: Workspace, at: datetime) -> Workspace:
    """The same workspace as it stood at an instant: for replaying history."""
    return replace(workspace, clock=lambda: at)


def _lead_files(today: date) -> Iterator[tuple[int, list[dict[str, str]]]]:
    """The files that were imported, oldest first: how many days ago, and their rows with dates instead of ages."""
    source = resource_path("demo", "leads.csv").read_text(encoding="utf-8").splitlines()
    files: dict[int, list[dict[str, str]]] = {}
    for row in csv.DictReader(source):
        ago, came = row.pop("imported_days_ago"), row.pop("source_date_days_ago")
        dated = {"source_date": (today - timedelta(days=int(came))).isoformat() if came else ""}
        files.setdefault(int(ago or IMPORTED_DAYS_AGO), []).append(row | dated)
    yield from sorted(files.items(), reverse=True)


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
    workspace = replace(workspace, who=act["who"]) if "who" in act else workspace
    match act["act"]:
        case "signal":
            add_signal(workspace, lead_id, act["type"], workspace.now())
        case "log":
            outcome = Outcome(act["outcome"])
            log_call(
                workspace,
                lead_id,
                outcome,
                until=_until(act, now, outcome),
                reason=act.get("reason", ""),
                note=act.get("note", ""),
            )
        case "answer":
            since = workspace.now() if act.get("since") == "then" else now
            keep_answer(workspace, lead_id, act["criterion"], _value(act["value"], since), act.get("evidence", ""))
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
        case "feedback":
            record_feedback(
                workspace,
                lead_id,
                act["answer"],
                reason=act.get("reason", ""),
                missing=act.get("missing", ()),
                text=act.get("text", ""),
                who=act.get("by", ""),
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
