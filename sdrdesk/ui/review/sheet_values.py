"""What the reviewer reads of one qualification, as values already in words."""

from dataclasses import dataclass

from sdrdesk.ui.review.passage_text import Stretch
from sdrdesk.ui.theme import Tone
from sdrdesk.ui.widgets.verdict_view import VerdictView

DECISION, NOTE, ANSWER = "decision", "note", "answer"
"""What a remark can be about, as the store says it."""


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """One remark as it stands: who said it of what, in which tone; `own` is the reader's own."""

    id: str
    kind: str
    tone: Tone
    head: str
    text: str
    own: bool
    about: str = DECISION
    about_id: str = ""
    stretch: Stretch | None = None
    value: str = ""
    said: str = ""
    """The text as it was written, without what `text` adds to it."""


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One criterion as it stood: its answer and the words that prove it; `note` what differs now."""

    criterion: str
    label: str
    answer: str
    known: bool
    evidence: str = ""
    missing: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class NoteBlock:
    """Words noted about the lead; `later` says that they came after the decision."""

    id: str
    head: str
    text: str
    later: bool = False


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the timeline; `later` as of a note."""

    when: str
    title: str
    text: str = ""
    later: bool = False


@dataclass(frozen=True, slots=True)
class SheetView:
    """A qualification as it is read: what the score said, what the rep said, and on what."""

    decision_id: str
    lead_id: str
    name: str
    about: str
    score_said: str
    score_tone: Tone
    rep_said: str
    rep_tone: Tone
    lines: tuple[str, ...]
    disagrees: str
    answers: tuple[AnswerLine, ...]
    notes: tuple[NoteBlock, ...]
    timeline: tuple[Happening, ...]
    remarks: tuple[RemarkLine, ...]
    verdict: VerdictView | None

    def remarks_on(self, about: str, about_id: str) -> tuple[RemarkLine, ...]:
        """What was said of one note, one answer, or the whole."""
        if about == DECISION:
            known = {(NOTE, n.id) for n in self.notes} | {(ANSWER, a.criterion) for a in self.answers}
            return tuple(r for r in self.remarks if (r.about, r.about_id) not in known)
        return tuple(r for r in self.remarks if (r.about, r.about_id) == (about, about_id))
