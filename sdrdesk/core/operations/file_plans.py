"""What the plan of every file to be imported has: its rows in a scratch store, what is said of them, their count."""

from collections.abc import Iterator
from dataclasses import dataclass

from sdrdesk.core.store.scratch import Scratch


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
