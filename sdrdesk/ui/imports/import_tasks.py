"""The long pieces of work behind an import, as plain functions for a thread of their own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sdrdesk.core.errors import UserError
from sdrdesk.core.operations import backups, imports, leads
from sdrdesk.core.operations.import_choices import Choices, Reading, remember_choices, remembered_choices
from sdrdesk.core.operations.import_looks import FileLook, ValueFound, distinct_values, look_at
from sdrdesk.core.operations.imports import Imported, ImportPlan
from sdrdesk.core.operations.refused_rows import write_refused
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.imports.in_hand import WORTH_FIXING

Progress = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class Seen:
    """How a file reads, and what was chosen for one with its header before."""

    look: FileLook
    remembered: Choices | None


def look(workspace: Workspace, path: Path, reading: Reading, _progress: Progress) -> Seen:
    """Read the head of a file."""
    seen = look_at(workspace, path, reading)
    return Seen(seen, remembered_choices(workspace, seen.form))


def find_values(
    workspace: Workspace, path: Path, choices: Choices, targets: Sequence[str], progress: Progress
) -> dict[str, tuple[ValueFound, ...]]:
    """The values of each column worth it; UserError `cancelled` when it is told to stop."""
    found = {}
    wanted = [column for column in WORTH_FIXING if column in targets]
    for n, column in enumerate(wanted):
        if not progress(n, len(wanted)):
            raise UserError("cancelled")
        found[column] = distinct_values(workspace, path, choices, column)
    return found


def plan(workspace: Workspace, path: Path, choices: Choices, progress: Progress) -> ImportPlan:
    """Work out what becomes of each row."""
    return imports.plan_import(workspace, path, choices, progress)


def apply(workspace: Workspace, made: ImportPlan, choices: Choices, progress: Progress) -> Imported:
    """Carry a plan out, after a copy of the workspace where it holds anything, and remember how the file was read."""
    if leads.count_leads(workspace):
        backups.backup_before(workspace, "import")
    done = imports.apply_import(workspace, made, progress)
    remember_choices(workspace, made.form, choices)
    return done


def save_refused(made: ImportPlan, path: Path, words: Words, _progress: Progress) -> int:
    """Write the refused rows; how many."""
    return write_refused(made, path, words)
