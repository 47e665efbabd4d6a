"""How one remark reads: who said it of what, in one line, and the words below it."""

import json
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from sdrdesk.core.domain.grid import Criterion
from sdrdesk.core.domain.remarks import RemarkKind, part_of
from sdrdesk.core.grid_words import answer_words
from sdrdesk.core.operations.leads import StoredRemark
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.review.sheet_values import RemarkLine
from sdrdesk.ui.theme import Tone

translate = QCoreApplication.translate
_TONES: Mapping[RemarkKind, Tone] = {
    RemarkKind.AGREE: "ok",
    RemarkKind.EXAMPLE: "ok",
    RemarkKind.DISAGREE: "bad",
    RemarkKind.CORRECTION: "doubt",
}
_QUOTED = 60
"""Characters of a passage that its remark repeats."""


def remark_line(remark: StoredRemark, criterion: Criterion | None, workspace: Workspace, words: Words) -> RemarkLine:
    """A remark as the sheet shows it beside what it is about."""
    kind = RemarkKind(remark.kind)
    own = remark.who == workspace.who
    who = translate("Review", "You") if own else remark.who or "–"
    stretch = None
    if remark.start is not None and remark.length:
        stretch = remark.start, remark.start + remark.length
    return RemarkLine(
        id=remark.id,
        kind=kind.value,
        tone=_TONES.get(kind, "accent"),
        head=_head(remark, kind, who, words),
        text=_text(remark, kind, criterion, words),
        own=own,
        about=remark.about,
        about_id=part_of(remark),
        stretch=stretch,
        value=remark.value,
        said=remark.text,
    )


def remark_said(remark: StoredRemark, criterion: Criterion | None, words: Words) -> tuple[str, str]:
    """A remark as a history tells it: what kind with its value, and the words, each after whom."""
    kind = RemarkKind(remark.kind)
    return _head(remark, kind, remark.who or "–", words), _text(remark, kind, criterion, words)


def _head(remark: StoredRemark, kind: RemarkKind, who: str, words: Words) -> str:
    said = {
        RemarkKind.COMMENT: translate("Review", "{who}: comment"),
        RemarkKind.AGREE: translate("Review", "{who}: agreed"),
        RemarkKind.DISAGREE: translate("Review", "{who}: not agreed"),
        RemarkKind.TAG: translate("Review", "{who}: to work on"),
        RemarkKind.EXAMPLE: translate("Review", "{who}: a good example"),
        RemarkKind.CORRECTION: translate("Review", "{who}: correction"),
        RemarkKind.WITHDRAWN: translate("Review", "{who}: withdrawn"),
    }[kind].format(who=who)
    if remark.quote:
        quote = remark.quote if len(remark.quote) <= _QUOTED else remark.quote[: _QUOTED - 1].rstrip() + "…"
        return translate("Review", "{said}, on “{passage}”").format(said=said, passage=" ".join(quote.split()))
    return said


def _text(remark: StoredRemark, kind: RemarkKind, criterion: Criterion | None, words: Words) -> str:
    match kind:
        case RemarkKind.DISAGREE:
            value = words.text("review_reason", remark.value) if remark.value else ""
        case RemarkKind.TAG:
            value = words.text("review_tag", remark.value) if words.has("review_tag", remark.value) else remark.value
        case RemarkKind.CORRECTION:
            value = _corrected(remark, criterion, words)
        case RemarkKind.COMMENT | RemarkKind.AGREE | RemarkKind.EXAMPLE | RemarkKind.WITHDRAWN:
            value = ""
    return "\n".join(p for p in (value, remark.text) if p)


def _corrected(remark: StoredRemark, criterion: Criterion | None, words: Words) -> str:
    def said(value: str) -> str:
        if not value:
            return translate("Review", "not asked")
        read = json.loads(value)
        return translate("Review", "not known") if read is None else answer_words(criterion, read, words)

    return f"{said(remark.was)} → {said(remark.value)}"
