"""What a reviewer says of a qualification: remarks, each a row of writings of which the newest stands."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeVar


class RemarkKind(StrEnum):
    """What a writing of a remark is; `withdrawn` takes the remark away, and a later writing brings it back."""

    COMMENT = "comment"
    AGREE = "agree"
    DISAGREE = "disagree"
    TAG = "tag"
    EXAMPLE = "example"
    CORRECTION = "correction"
    WITHDRAWN = "withdrawn"


class About(StrEnum):
    """Which part of a qualification a remark speaks of."""

    DECISION = "decision"
    NOTE = "note"
    ANSWER = "answer"
    LEAD = "lead"


OPINIONS = frozenset({RemarkKind.AGREE, RemarkKind.DISAGREE})
"""One reviewer has one opinion of a decision: a second takes the place of the first."""
PASSAGE_IN = frozenset({About.NOTE, About.ANSWER})
"""The parts whose text has passages."""


class Writing(Protocol):
    """What is asked of a writing of a remark here."""

    @property
    def id(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def kind(self) -> str: ...
    @property
    def first(self) -> str: ...
    @property
    def about_id(self) -> str: ...


W = TypeVar("W", bound=Writing)


def newest_writings(writings: Iterable[W]) -> dict[str, W]:
    """The newest writing of each remark, by the id of its first one; ties go by the id of the writing."""
    found: dict[str, W] = {}
    for writing in writings:
        before = found.get(writing.first)
        if before is None or (before.at, before.id) < (writing.at, writing.id):
            found[writing.first] = writing
    return found


def standing(writings: Iterable[W]) -> tuple[W, ...]:
    """The remarks that stand, each as it was written last, in the order they were first made."""
    newest = newest_writings(writings)
    return tuple(newest[first] for first in sorted(newest) if newest[first].kind != RemarkKind.WITHDRAWN)


def about_part(decision_id: str, part: str = "") -> str:
    """How a remark names what it is about: the decision, and the note, criterion or column within it."""
    return f"{decision_id}/{part}" if part else decision_id


def decision_of(writing: Writing) -> str:
    """The decision under review when the remark was made."""
    return writing.about_id.partition("/")[0]


def part_of(writing: Writing) -> str:
    """The note, criterion or column that a remark is about; "" the decision as a whole."""
    return writing.about_id.partition("/")[2]
