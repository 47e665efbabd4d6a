"""The verb of the command line that calibrates a grid on what sales answered."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sdrdesk.core.domain.calibration import Goal
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.calibration import calibrate, write_proposal
from sdrdesk.core.operations.calibration_words import calibration_json, finding_words, summary
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words

Result = tuple[Any, list[str]]


def add_verb(verb: Callable[..., argparse.ArgumentParser]) -> None:
    """Add `calibrate`."""
    p = verb(
        "calibrate", _calibrate, "propose weights and percents of a grid from what sales answered; applies nothing"
    )
    p.add_argument("--grid", default="", metavar="ID", help="the grid in use if not said")
    p.add_argument("--outcome", choices=[g.value for g in Goal], default=Goal.ACCEPTED.value)
    p.add_argument("--write", type=Path, default=None, metavar="FILE", help="write the proposed grid as a .toml file")


def _calibrate(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    grid = workspace.grid_of(arguments.grid) if arguments.grid else workspace.grid
    done = calibrate(workspace, grid, Goal(arguments.outcome))
    said, lines = calibration_json(workspace, done, words), summary(done, words)
    if arguments.write is not None:
        if done.grid is None:
            raise UserError("nothing_proposed", why=finding_words(done, words))
        write_proposal(done, arguments.write)
        said["file"] = str(arguments.write)
        lines.append(words.text("calibration_counts", "written", file=arguments.write))
    return said, lines
