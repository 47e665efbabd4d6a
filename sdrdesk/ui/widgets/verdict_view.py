"""What the verdict panel says, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

StateTone = Literal["now", "later", "never", "open"]
CheckMark = Literal["ok", "open", "bad", "doubt"]


@dataclass(frozen=True, slots=True)
class VerdictWords:
    """The words of the panel, in the language of the person."""

    title: str
    earned: str
    still_open: str
    lost: str
    can_reach: str
    never: str
    later: str
    now: str
    why: str
    checks: str
    flags: str


@dataclass(frozen=True, slots=True)
class WhyRow:
    """One line of the explanation; fractions are of the most it can give, `reach` is how far it can still get."""

    label: str
    earned: str
    fraction: float
    reach: float = 0.0
    muted: bool = False


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One condition and whether it is met."""

    mark: CheckMark
    text: str


@dataclass(frozen=True, slots=True)
class VerdictView:
    """The verdict as shown: `score` earned, `open` and `lost` points, the two thresholds, the state and the reasons."""

    words: VerdictWords
    score: int
    open: int
    lost: int
    later: int
    now: int
    state_tone: StateTone
    state_title: str
    state_text: str
    why: tuple[WhyRow, ...] = ()
    checks: tuple[CheckRow, ...] = ()
    flags: tuple[str, ...] = ()
    fit_line: str = ""
    foot: str = ""

    @property
    def reach(self) -> int:
        """The most the score can still become."""
        return self.score + self.open


def in_words(view: VerdictView) -> str:
    """The verdict as one text, for assistive tools."""
    words = view.words
    parts = [
        f"{view.state_title}. {view.state_text}",
        f"{view.score} {words.earned}, {view.open} {words.still_open}, {view.lost} {words.lost}",
        f"{words.can_reach} {view.reach}, {words.later} {view.later}, {words.now} {view.now}",
        *(f"{row.label} {row.earned}" for row in view.why),
        *(row.text for row in view.checks),
        *view.flags,
        view.fit_line,
    ]
    return ". ".join(part.strip().rstrip(".") for part in parts if part.strip(" .")) + "."
