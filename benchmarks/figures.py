"""A measured figure: what an act took, what its floor took in the same run, and the goal of their ratio."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import inf
from statistics import median
from typing import Protocol


class Measured(Protocol):
    """Something measured, and whether it meets its goal."""

    @property
    def met(self) -> bool:
        """Whether the goal is met."""

    def said(self) -> str:
        """The figures, in one line or more."""


@dataclass(frozen=True)
class Figure:
    """An act and its floor, in seconds, run after run; `p99` is a goal in milliseconds where there is one."""

    name: str
    floor_name: str
    took: Sequence[float]
    floor: Sequence[float]
    goal: float
    p99: float | None = None
    notes: Sequence[str] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """The median of the act over the median of its floor."""
        return median(self.took) / median(self.floor)

    @property
    def met(self) -> bool:
        """Whether the goals are met."""
        return self.ratio <= self.goal and (self.p99 is None or slowest(self.took) * 1000 <= self.p99)

    def said(self) -> str:
        """One line, and its notes below."""
        goal = f" (goal {self.goal:g}×)" if self.goal < inf else ""
        line = (
            f"{'ok  ' if self.met else 'MISS'} {self.name}: {self.ratio:.2f}×{goal}  "
            f"{shown(median(self.took))} against {shown(median(self.floor))} for {self.floor_name}"
        )
        if self.p99 is not None:
            line += f"; p99 {slowest(self.took) * 1000:.1f} ms (goal {self.p99:g} ms)"
        return "\n".join([line, *(f"       {note}" for note in self.notes)])


@dataclass(frozen=True)
class Bound:
    """Something that must stay below a limit, run after run."""

    name: str
    took: float
    goal: float
    unit: str = "ms"
    note: str = ""

    @property
    def met(self) -> bool:
        """Whether it stays below."""
        return self.took <= self.goal

    def said(self) -> str:
        """One line, and its note below."""
        goal = f"(goal {self.goal:,g} {self.unit})"
        line = f"{'ok  ' if self.met else 'MISS'} {self.name}: {self.took:,.1f} {self.unit} {goal}"
        return f"{line}\n       {self.note}" if self.note else line


def slowest(taken: Sequence[float]) -> float:
    """The 99th percentile."""
    return sorted(taken)[min(len(taken) - 1, int(len(taken) * 0.99))]


def shown(seconds: float) -> str:
    """A time, in milliseconds."""
    return f"{seconds * 1000:.2f} ms" if seconds < 0.01 else f"{seconds * 1000:.0f} ms"


def alternating(
    floor: Callable[[], float], *acts: Callable[[], float], times: int, warm: int = 1
) -> tuple[list[float], ...]:
    """Each measured in turn, so that what slows the machine down for a while slows all of them."""
    measured: tuple[list[float], ...] = tuple([] for _ in range(len(acts) + 1))
    for turn in range(warm + times):
        for taken, act in zip(measured, (floor, *acts), strict=True):
            seconds = act()
            if turn >= warm:
                taken.append(seconds)
    return measured
