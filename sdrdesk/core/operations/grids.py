"""Listing, checking and running grids."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from sdrdesk.core.domain.answers import AnswerError
from sdrdesk.core.domain.assessment import Facts, assess, check_facts
from sdrdesk.core.domain.grid import Grid
from sdrdesk.core.domain.grid_check import GridFault
from sdrdesk.core.domain.signals import Signal
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.grid_file import grid_text, read_grid, shipped_grids
from sdrdesk.core.operations.qualification import assessment_json, bad_answer
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import grids as grid_store
from sdrdesk.core.words import Words


def check_grid_file(path: Path) -> tuple[Grid | None, tuple[GridFault, ...]]:
    """The grid of a file, or None and each fault with its place."""
    return read_grid(grid_text(path))


def fault_sentence(fault: GridFault, words: Words) -> str:
    """A fault in words."""
    return words.text("grid_fault", fault.code, value=fault.value)


def list_grids(workspace: Workspace) -> list[Grid]:
    """The newest version of every grid of the workspace, by name of file."""
    with workspace.store.read() as tx:
        versions = grid_store.grid_versions(tx)
    return [workspace.grid_of(grid_id, version) for grid_id, version in sorted(versions.items())]


def grid_json(grid: Grid) -> dict[str, Any]:
    """A grid as the command line lists it."""
    return {
        "id": grid.id,
        "version": grid.version,
        "level": grid.level.value,
        "cycle": grid.cycle,
        "name": dict(grid.name),
        "good_lead": dict(grid.good_lead),
        "criteria": [
            {
                "id": c.id,
                "family": c.family.value,
                "kind": c.kind.value,
                "label": dict(c.label),
                "question": dict(c.question),
                "answers": [o.id for o in c.options],
            }
            for c in grid.criteria
        ],
    }


def find_grid(given: str) -> Grid:
    """The grid that a file or the id of a shipped grid names, without any workspace."""
    path = Path(given)
    shipped = shipped_grids()
    if given in shipped:
        content = shipped[given]
    elif path.is_file():
        content = grid_text(path)
    else:
        raise UserError("unknown_grid", grid=given)
    grid, faults = read_grid(content)
    if grid is None:
        raise UserError("bad_grid", path=given, faults=[f"{f.where} ({f.code})" for f in faults[:8]])
    return grid


def grid_of_workspace(workspace: Workspace, given: str) -> Grid:
    """The grid of a file, or the newest version of that id in the workspace."""
    return find_grid(given) if Path(given).is_file() else workspace.grid_of(given)


def assess_request(grid: Grid, path: Path, words: Words) -> dict[str, Any]:
    """The verdict on a request file (formats, section 5); pure, touches no workspace."""
    try:
        facts, now = _request(json.loads(grid_text(path)))
    except json.JSONDecodeError as error:
        why = words.text("request_fault", "not_json", value=f"{error.lineno}:{error.colno}")
        raise UserError("bad_request", path=str(path), why=why) from error
    except _RequestError as error:
        why = words.text("request_fault", error.code, value=error.value)
        raise UserError("bad_request", path=str(path), why=why) from error
    try:
        check_facts(grid, facts, now)
    except AnswerError as error:
        raise bad_answer(error, words) from error
    return assessment_json(assess(grid, facts, now))


class _RequestError(ValueError):
    """What is wrong with a request: a code of the words table `request_fault`, and the part at fault."""

    def __init__(self, code: str, value: object = "") -> None:
        super().__init__(code)
        self.code, self.value = code, value


def _request(raw: Any) -> tuple[Facts, datetime]:
    if not isinstance(raw, dict):
        raise _RequestError("not_an_object")
    for key in raw:
        if key not in ("now", "answers", "overrides", "signals"):
            raise _RequestError("unknown_key", key)
    now = _instant(raw.get("now"), "now")
    answers, overrides, signals = raw.get("answers", {}), raw.get("overrides", []), raw.get("signals", [])
    if not isinstance(answers, dict) or not all(isinstance(v, str | int | float | None) for v in answers.values()):
        raise _RequestError("bad_part", "answers")
    if not isinstance(overrides, list) or not all(isinstance(v, str) for v in overrides):
        raise _RequestError("bad_part", "overrides")
    if not isinstance(signals, list) or not all(isinstance(v, dict) and set(v) == {"type", "at"} for v in signals):
        raise _RequestError("bad_part", "signals")
    found = tuple(Signal(str(s["type"]), _instant(s["at"], "signals.at")) for s in signals)
    return Facts(answers=answers, overrides=frozenset(overrides), signals=found), now


def _instant(said: Any, part: str) -> datetime:
    try:
        at = datetime.fromisoformat(said)
    except (TypeError, ValueError) as error:
        raise _RequestError("bad_instant", part) from error
    if at.tzinfo is None:
        raise _RequestError("no_offset", part)
    return at
