"""The long pieces of work behind an import, as plain functions for a thread of their own."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from sdrdesk.core.operations import backups, imports, leads
from sdrdesk.core.operations.imports import (
    FIXABLE,
    Choices,
    FileLook,
    Imported,
    ImportPlan,
    Reading,
    ValueFound,
    look_at,
    remember_choices,
    values_by_column,
    write_refused,
)
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words

Progress = Callable[[int, int], bool]


def look(workspace: Workspace, path: Path, reading: Reading, _progress: Progress) -> FileLook:
    """Read the head of a file."""
    return look_at(workspace, path, reading)


def find_values(
    workspace: Workspace, path: Path, choices: Choices, targets: Sequence[str], progress: Progress
) -> dict[str, tuple[ValueFound, ...]]:
    """The values of each column worth it, with what each becomes by itself; UserError `cancelled` when told to stop."""
    by_itself = replace(choices, values={})
    wanted = [column for column in FIXABLE if column in targets]
    return values_by_column(workspace, path, by_itself, wanted, progress=progress)


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
