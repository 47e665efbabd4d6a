"""Remarks of a reviewer on qualifications: made, rewritten, withdrawn; each one act that can be taken back."""

import json
from dataclasses import replace

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.answers import Answer
from sdrdesk.core.domain.assessment import Facts, check_facts
from sdrdesk.core.domain.remarks import (
    OPINIONS,
    PASSAGE_IN,
    About,
    RemarkKind,
    about_part,
    decision_of,
    newest_writings,
    part_of,
    standing,
)
from sdrdesk.core.errors import UserError
from sdrdesk.core.normalising.names import plain_text
from sdrdesk.core.operations.acts import Act, act
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import activities, journal, qualifications, reviews
from sdrdesk.core.store.activities import StoredDecision, StoredRemark
from sdrdesk.core.store.qualifications import StoredAnswer
from sdrdesk.core.words import Words

TAGS, REASONS = "review_tag", "review_reason"
"""The words tables of the coaching tags and of the reasons to disagree; a tag may also be free words."""
LONGEST_TAG = 60


def add_remark(
    workspace: Workspace,
    decision_id: str,
    kind: RemarkKind,
    *,
    about: str = "decision",
    about_id: str = "",
    start: int | None = None,
    length: int | None = None,
    quote: str = "",
    value: str = "",
    text: str = "",
) -> Changes:
    """Keep a remark on a qualification, or on a passage of a note or of the words that prove an answer.

    `about_id` is the note, the criterion or the column within the qualification. A second opinion of one person takes
    the place of the first; a tag or an example said twice changes nothing. UserError for what cannot be said so.
    """
    with act(workspace, "remark", kind=kind.value) as doing:
        decided = _decision(doing, decision_id)
        of = About(about)
        writing = StoredRemark(
            id=doing.new_id(),
            lead=decided.lead,
            at=doing.at,
            kind=kind.value,
            first="",
            about=of.value,
            about_id=about_part(decided.id, about_id),
            operation=doing.operation,
            start=start,
            length=length,
            quote=quote,
            value=plain_text(value).strip(),
            text=plain_text(text).strip(),
            who=workspace.who,
        )
        _check_said(writing)
        writing = _with_passage(doing, decided, of, about_id, writing)
        there = standing(reviews.remarks_on(doing.tx, [decided.id]).get(decided.id, []))
        same = next((r for r in there if _takes_the_place_of(writing, r)), None)
        if same is None or (same.kind, same.value, same.text) != (writing.kind, writing.value, writing.text):
            doing.add(replace(writing, first=same.first if same else writing.id))
        else:
            journal.drop_operation(doing.tx, doing.operation)  # nothing that undo could take back
    return _told(doing)


def _told(doing: Act) -> Changes:
    return doing.changes(leads=False, queue=False)


def _takes_the_place_of(new: StoredRemark, old: StoredRemark) -> bool:
    """Whether a remark says anew what this one says: an opinion, the same tag, or an example of the same person."""
    if new.who != old.who or new.about_id != old.about_id:
        return False
    if new.kind in OPINIONS:
        return old.kind in OPINIONS
    if new.kind == RemarkKind.TAG:
        return old.kind == new.kind and old.value.casefold() == new.value.casefold()
    return new.kind == old.kind == RemarkKind.EXAMPLE


def _check_said(writing: StoredRemark) -> None:
    """UserError unless a remark of its kind says what it has to."""
    match RemarkKind(writing.kind):
        case RemarkKind.COMMENT:
            if not writing.text:
                raise UserError("remark_needs_words")
        case RemarkKind.DISAGREE:
            known = Words("en").codes(REASONS)
            if writing.value and writing.value not in known:
                raise UserError("unknown_review_reason", reason=writing.value, known=known)
            if not writing.value and not writing.text:
                raise UserError("disagreement_needs_reason")
        case RemarkKind.TAG:
            if not writing.value or len(writing.value) > LONGEST_TAG or "\n" in writing.value:
                raise UserError("bad_tag", tag=writing.value, longest=LONGEST_TAG)
        case RemarkKind.CORRECTION:
            if not writing.text:
                raise UserError("correction_needs_why")
        case RemarkKind.AGREE | RemarkKind.EXAMPLE:
            pass
        case RemarkKind.WITHDRAWN:
            raise UserError("remark_gone")


def _with_passage(doing: Act, decided: StoredDecision, of: About, part: str, writing: StoredRemark) -> StoredRemark:
    """The remark with the words of its passage; UserError where the passage is not in the text it names."""
    if of is About.NOTE and not any(n.id == part for n in activities.notes_of(doing.tx, [decided.lead])[decided.lead]):
        raise UserError("no_passage", quote=writing.quote)
    if writing.start is None:
        return replace(writing, length=None)
    if of not in PASSAGE_IN:
        raise UserError("no_passage", quote=writing.quote)
    if of is About.NOTE:
        notes = activities.notes_of(doing.tx, [decided.lead])[decided.lead]
        text = next(n.text for n in notes if n.id == part)
    else:
        then = reviews.answers_at(doing.tx, [decided])[decided.id].get(part)
        text = then.evidence if then else ""
    end = writing.start + (writing.length or 0)
    there = text[writing.start : end]
    if writing.start < 0 or not there or len(there) != writing.length or writing.quote not in ("", there):
        raise UserError("no_passage", quote=writing.quote or there)
    return replace(writing, quote=there)


def _decision(doing: Act, decision_id: str) -> StoredDecision:
    found = reviews.get_decisions(doing.tx, [decision_id]).get(decision_id)
    if found is None:
        raise UserError("unknown_decision", decision=decision_id)
    return found


def rewrite_remark(workspace: Workspace, remark_id: str, *, text: str, value: str = "") -> Changes:
    """Say a remark of one's own in other words; the words before stay in its history.

    UserError for a remark of somebody else, one that was withdrawn, and words that its kind cannot do without.
    """
    with act(workspace, "rewrite") as doing:
        newest = _newest(doing, remark_id)
        said = replace(
            newest,
            id=doing.new_id(),
            at=doing.at,
            operation=doing.operation,
            who=workspace.who,
            text=plain_text(text).strip(),
            value=plain_text(value).strip() or newest.value,
        )
        _check_said(said)
        if (said.text, said.value) != (newest.text, newest.value):
            doing.add(said)
        else:
            journal.drop_operation(doing.tx, doing.operation)
    return _told(doing)


def withdraw_remark(workspace: Workspace, remark_id: str) -> Changes:
    """Take a remark of one's own away; its words stay in its history. UserError as `rewrite_remark`."""
    with act(workspace, "withdraw") as doing:
        newest = _newest(doing, remark_id)
        gone = replace(newest, id=doing.new_id(), at=doing.at, operation=doing.operation, who=workspace.who)
        doing.add(replace(gone, kind=RemarkKind.WITHDRAWN.value, quote="", value="", was="", text=""))
    return _told(doing)


def _newest(doing: Act, remark_id: str) -> StoredRemark:
    """The writing that stands of the remark that this is a writing of; UserError unless it is this person's."""
    found = reviews.get_remark(doing.tx, remark_id)
    if found is None:
        raise UserError("unknown_remark", remark=remark_id)
    newest = newest_writings(reviews.writings_of(doing.tx, found.first))[found.first]
    if newest.kind == RemarkKind.WITHDRAWN:
        raise UserError("remark_gone")
    if newest.who != doing.workspace.who:
        raise UserError("remark_of_another", who=newest.who, me=doing.workspace.who)
    return newest


def correct_answer(workspace: Workspace, decision_id: str, criterion: str, value: Answer, why: str) -> Changes:
    """Say what an answer should have been (None: not known), and why; the answer itself is set where nobody has since.

    It is left alone where it no longer stands as the reviewer saw it. `value` and `was` of the remark are JSON, `was`
    "" where the criterion was not asked. AnswerError for a value that the grid of the decision cannot hold.
    """
    with workspace.store.read() as tx:
        known = reviews.get_decisions(tx, [decision_id]).get(decision_id)
    if known is None:
        raise UserError("unknown_decision", decision=decision_id)
    if not why.strip():
        raise UserError("correction_needs_why")
    check_facts(workspace.grid_of(known.grid, known.grid_version), Facts({criterion: value}), workspace.now())
    with act(workspace, "correct", criterion=criterion) as doing:
        decided = _decision(doing, decision_id)
        then = reviews.answers_at(doing.tx, [decided])[decided.id].get(criterion)
        new_id = doing.new_id()
        doing.add(
            StoredRemark(
                id=new_id,
                lead=decided.lead,
                at=doing.at,
                kind=RemarkKind.CORRECTION.value,
                first=new_id,
                about=About.ANSWER.value,
                about_id=about_part(decided.id, criterion),
                operation=doing.operation,
                value=json.dumps(value, ensure_ascii=False),
                was=json.dumps(then.value, ensure_ascii=False) if then and then.asked else "",
                text=plain_text(why).strip(),
                who=workspace.who,
            )
        )
        _set_answer(doing, decided, criterion, value, then)
    return doing.changes()


def _set_answer(doing: Act, decided: StoredDecision, criterion: str, value: Answer, then: StoredAnswer | None) -> None:
    """Set the answer itself where it stands as it did when the decision was taken, on the grid the lead is on."""
    grid = doing.workspace.grid_for(doing.lead(decided.lead).campaign)
    if grid.id != decided.grid or grid.criterion(criterion) is None:
        return
    check_facts(grid, Facts({criterion: value}), doing.workspace.now())
    now = qualifications.answers_of(doing.tx, [decided.lead], grid.id).get(decided.lead, {}).get(criterion)
    if now == then:
        base = now or StoredAnswer(criterion, asked=True)
        after = replace(base, asked=True, value=value, at=doing.at, who=doing.workspace.who)
        doing.answer(decided.lead, grid.id, now, after)


def resolve_decision(workspace: Workspace, given: str) -> str:
    """The id of the decision that an id or a unique beginning of one names; UserError otherwise."""
    with workspace.store.read() as tx:
        found = reviews.decision_ids_with_prefix(tx, given.strip().lower()) if given.strip() else []
    if len(found) != 1 and given not in found:
        raise UserError("unknown_decision", decision=given)
    return found[0]


def resolve_remark(workspace: Workspace, given: str) -> str:
    """The id of the writing that an id or a unique beginning of one names; UserError otherwise."""
    with workspace.store.read() as tx:
        found = reviews.remark_ids_with_prefix(tx, given.strip().lower()) if given.strip() else []
    if len(found) != 1 and given not in found:
        raise UserError("unknown_remark", remark=given)
    return found[0]


def remark_place(remark: StoredRemark) -> tuple[str, str]:
    """The decision that a remark is on, and the note, criterion or column within it."""
    return decision_of(remark), part_of(remark)
