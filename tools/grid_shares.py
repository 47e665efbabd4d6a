"""Prints how heavy maturity and role weigh in every shipped grid, by length of the sales cycle, as Markdown."""

import sys

from sdrdesk.core.domain.grid import CYCLES, Grid
from sdrdesk.core.exchange.grid_file import read_grid, shipped_grids

TOPICS = ("maturity", "role")


def share(grid: Grid, topic: str, cycle: str) -> float:
    """The percent of a cycle's weight that the criteria of a topic hold."""
    whole = sum(c.weights[cycle] for c in grid.criteria)
    return 100 * sum(c.weights[cycle] for c in grid.criteria if c.topic == topic) / whole


def grids() -> list[Grid]:
    """Every shipped grid, by id."""
    read = [read_grid(content)[0] for content in shipped_grids().values()]
    return sorted((grid for grid in read if grid is not None), key=lambda grid: grid.id)


def table() -> str:
    """The shares, one grid a row."""
    heads = [f"{topic}, {cycle}" for topic in TOPICS for cycle in CYCLES]
    lines = [f"| grid | {' | '.join(heads)} |", "|---|" + "--:|" * len(heads)]
    for grid in grids():
        shares = [f"{share(grid, topic, cycle):.1f} %" for topic in TOPICS for cycle in CYCLES]
        lines.append(f"| `{grid.id}` | {' | '.join(shares)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    print(table(), end="")
