"""Listing, checking and running grids."""

import json
from collections.abc import Mapping
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


def assess_request(grid: Grid, path: Path, words: Words) -> dict[str, Any]:
    """The verdict on a request file (formats, section 5); pure, touches no workspace."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8-sig"))
        now = datetime.fromisoformat(raw["now"])
        if now.tzinfo is None:
            raise ValueError("now: no offset")
        facts = Facts(
            answers=_answers(raw.get("answers", {})),
            overrides=frozenset(raw.get("overrides", [])),
            signals=tuple(Signal(s["type"], _aware(s["at"], now)) for s in raw.get("signals", [])),
        )
    except FileNotFoundError as error:
        raise UserError("file_missing", path=str(path)) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        why = f"{type(error).__name__}: {error}"
        raise UserError("bad_request", path=str(path), why=why) from error
    try:
        check_facts(grid, facts, now)
    except AnswerError as error:
        raise bad_answer(error, words) from error
    return assessment_json(assess(grid, facts, now))


def _answers(raw: Any) -> Mapping[str, Any]:
    if not isinstance(raw, dict) or not all(isinstance(v, str | int | float | None) for v in raw.values()):
        raise TypeError("answers")
    return raw


def _aware(said: str, now: datetime) -> datetime:
    at = datetime.fromisoformat(said)
    return at if at.tzinfo else at.replace(tzinfo=now.tzinfo)
