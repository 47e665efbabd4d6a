"""What the plan of every file to be imported has: its rows in a scratch store, what is said of them, their count."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.table_file import TableForm, TableRow, count_rows, table_rows
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import journal
from sdrdesk.core.store.database import Tx
from sdrdesk.core.store.journal import Mark
from sdrdesk.core.store.scratch import PlannedRow, Scratch
from sdrdesk.core.words import Words

PLAN_BATCH = 500
LONGEST_BATCH = 0.15
"""Seconds of work a batch may hold the writer, so that what is being typed is saved meanwhile."""
LONGEST_WAIT = 0.3
"""Seconds that this may take on a crowded machine, so that the word to stop is heard."""

Progress = Callable[[int, int], bool]
"""Told rows done and rows in all; answers False to stop."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something said about one row: its line, the column, a code of the words table `problem`, and its values."""

    line: int
    column: str
    code: str
    value: str


class FilePlan:
    """A file worked out and not yet applied; `counts` holds how many rows have each fate."""

    scratch: Scratch
    counts: dict[str, int]

    @property
    def rows(self) -> int:
        """How many records the file has."""
        return sum(self.counts.values())

    def problems(self) -> Iterator[Problem]:
        """Everything said about rows, in file order."""
        for row in self.scratch.problems():
            for column, code, value in row.why:
                yield Problem(row.line, column, code, value)

    def close(self) -> None:
        """Throw the plan away."""
        self.scratch.close()


def no_progress(_done: int, _of: int) -> bool:
    """For callers who wait."""
    return True


def problem_sentence(problem: Problem, words: Words) -> str:
    """A problem in words."""
    value, _, further = problem.value.partition("|") if problem.code in _OF_TWO else (problem.value, "", "")
    return words.text("problem", problem.code, value=value, country=further, read=further)


_OF_TWO = frozenset({"bad_phone", "doubtful_date", "doubtful_phone"})
"""The problems whose value has two parts: what was given, and where or how it was read."""


def read_rows(
    workspace: Workspace,
    path: Path,
    form: TableForm,
    plan_batch: Callable[[Tx, Sequence[tuple[int, TableRow]]], None],
    progress: Progress,
) -> Mark:
    """Hand the rows of a file on, numbered from 1, a batch in a reading transaction; UserError `cancelled`.

    Returns where the journal stood before. The file is closed whatever happens.
    """
    total, done = count_rows(path, form), 0
    with workspace.store.read() as tx:
        head = journal.head(tx)
    with closing(table_rows(path, form)) as found:
        rows = enumerate(found, 1)
        while batch := list(islice(rows, PLAN_BATCH)):
            with workspace.store.read() as tx:
                plan_batch(tx, batch)
            done += len(batch)
            if not progress(min(done, total), total):
                raise UserError("cancelled")
    return head


def short_batches(scratch: Scratch, fates: Sequence[str], total: int, progress: Progress) -> Iterator[list[PlannedRow]]:
    """The rows of these fates, in batches that each take about `LONGEST_BATCH` to apply; UserError `cancelled`."""
    size, start, done = 20, 1, 0
    while rows := scratch.page(start, size, fates):
        # Work rather than waits for other programs, with which smaller batches would only be more; but not for long.
        begun, worked = time.perf_counter(), time.thread_time()
        yield rows
        took = max(time.thread_time() - worked, (time.perf_counter() - begun) * LONGEST_BATCH / LONGEST_WAIT)
        size = max(5, min(2_000, int(size * LONGEST_BATCH / max(took, 0.001))))
        start = rows[-1].n + 1
        done += len(rows)
        if not progress(done, total):
            raise UserError("cancelled")
