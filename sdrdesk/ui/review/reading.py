"""What a reviewer does with the qualification in hand: a passage chosen, something said of it, said anew, withdrawn."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.answers import AnswerError
from sdrdesk.core.domain.remarks import RemarkKind
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations import review
from sdrdesk.core.operations.qualification import bad_answer
from sdrdesk.core.operations.review_drafts import Draft
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.calls.act_forms import ActPanel
from sdrdesk.ui.calls.session import Qualifying
from sdrdesk.ui.review.drafts import ReviewDrafts
from sdrdesk.ui.review.key_bar import KeyBar
from sdrdesk.ui.review.passages import PassageChoice
from sdrdesk.ui.review.remark_forms import CorrectionForm, Remarked, RemarkForm
from sdrdesk.ui.review.sheet_page import SheetPage
from sdrdesk.ui.review.sheet_values import DECISION, RemarkLine, SheetView
from sdrdesk.ui.tasks import Writer

COMMENT, DISAGREE, TAG, CORRECT, REWRITE = "comment", "disagree", "tag", "correct", "rewrite"
QUOTED = 40


class Reading(QObject):
    """Acts on the sheet in hand; what is typed stays with its own qualification."""

    said = Signal(str, str)
    kept = Signal(object)  # the changes of an act that is on disk
    let_go = Signal()  # the keyboard goes back to the list

    def __init__(
        self,
        workspace: Workspace,
        words: Words,
        writer: Writer,
        page: SheetPage,
        panel: ActPanel,
        bar: KeyBar,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._words, self._writer = workspace, words, writer
        self.page, self.panel, self.bar = page, panel, bar
        self.drafts = ReviewDrafts(workspace, writer, self)
        self.view: SheetView | None = None
        self._session: Qualifying | None = None
        self.choice: PassageChoice | None = None
        self.in_hand = ""
        self._what = ""
        self._place: Draft = {}
        panel.closed.connect(self._form_closed)
        page.picked.connect(self._picked)

    # -- the sheet in hand --------------------------------------------------------------------------------------

    def read(self, view: SheetView, session: Qualifying | None) -> None:
        """Take a sheet in hand; one that is left keeps what was typed about it."""
        if self.view is not None and self.view.decision_id != view.decision_id:
            self.leave()
            self.in_hand = ""
        self.view, self._session = view, session
        self.page.show_sheet(view)
        own = self._own()
        if self.in_hand not in [r.id for r in own]:
            self.in_hand = ""
        self.page.show_in_hand(self.in_hand)
        if self.choice is not None:
            self.page.show_passage(self.choice.passage)
        self._show_place()
        self._show_bar()

    def leave(self) -> None:
        """Let go of the form and of the passage; what is typed is kept as begun."""
        self.leave_passage()
        self.panel.close_form()

    def _own(self) -> list[RemarkLine]:
        return [r for r in self.view.remarks if r.own] if self.view else []

    def _target(self) -> RemarkLine | None:
        """The remark that is rewritten or withdrawn: the one in hand, else the newest of one's own."""
        own = self._own()
        return next((r for r in own if r.id == self.in_hand), own[-1] if own else None)

    def _show_bar(self) -> None:
        own, why = bool(self._own()), self.tr("You have said nothing of this one yet.")
        for act in ("rewrite", "withdraw"):
            self.bar.buttons[act].set_available(own, why)
        self.bar.buttons["own"].setVisible(len(self._own()) > 1)
        fit = self._session is not None
        self.bar.buttons["correct"].set_available(fit, self.tr("The facts of this verdict are not known."))
        begun = self.drafts.of(self.view.decision_id) if self.view else {}
        if begun and self.panel.form is None:
            what, draft = next(iter(begun.items()))
            words = next((draft[k] for k in ("text", "own", "number") if draft.get(k)), "…")
            key = {COMMENT: "C", DISAGREE: "D", TAG: "T", CORRECT: "E"}.get(what, "R")
            quote = words if len(words) <= QUOTED else words[: QUOTED - 1] + "…"
            said = self.tr("Begun here and not kept: “{words}”. {key} goes on with it.")
            self.bar.say_begun(said.format(words=" ".join(quote.split()), key=key))
        else:
            self.bar.say_begun("")

    # -- saying something ---------------------------------------------------------------------------------------

    def agree(self) -> None:
        """Agree with the rep."""
        self._add(RemarkKind.AGREE)

    def example(self) -> None:
        """Mark it as a good example."""
        self._add(RemarkKind.EXAMPLE)

    def disagree(self) -> None:
        """Disagree, with a reason."""
        title = self.tr("You disagree, because")
        make = partial(RemarkForm, title, choices=self._choices("review_reason"))
        self._open(DISAGREE, make, lambda r: self._add(RemarkKind.DISAGREE, value=r.value, text=r.text))

    def tag(self) -> None:
        """Name what there is to work on."""
        own = self.tr("or a tag of your own")
        make = partial(
            RemarkForm, self.tr("To work on with the rep"), choices=self._choices("review_tag"), own_choice=own
        )
        self._open(TAG, make, lambda r: self._add(RemarkKind.TAG, value=r.value, text=r.text))

    def correct(self) -> None:
        """Say what an answer should have been."""
        session, view = self._session, self.view
        if session is None or view is None:
            self.said.emit("doubt", self.tr("The facts of this verdict are not known."))
            return
        make = partial(CorrectionForm, session.grid, session, self._words)

        def done(said: Remarked) -> None:
            self._submit(CORRECT, partial(_correct, self._workspace, self._words, view.decision_id, said))

        self._open(CORRECT, make, done)

    def comment(self) -> None:
        """Choose a passage to comment on; where nothing was written, comment on the whole."""
        view = self.view
        if view is None:
            return
        if self.drafts.get(view.decision_id, COMMENT):
            self._go_on_commenting()
            return
        choice = PassageChoice([self.page.texts[key].text for key in self.page.text_keys()])
        if choice.passage is None:
            self._open_comment({})
            return
        self.panel.close_form()
        self.choice = choice
        self.bar.show_choosing(True)
        self.page.show_passage(choice.passage)

    def take_passage(self) -> None:
        """Comment on the passage chosen."""
        if self.choice is None or self.choice.passage is None:
            return
        passage = self.choice.passage
        about, about_id = self.page.text_keys()[passage.text]
        place = {"about": about, "about_id": about_id, "start": str(passage.start), "end": str(passage.end)}
        quote = self.choice.quote
        self.leave_passage()
        self._open_comment({**place, "quote": quote})

    def take_whole(self) -> None:
        """Comment on the whole, whatever was being chosen."""
        self.leave_passage()
        self._open_comment({})

    def leave_passage(self) -> None:
        """Choose no passage any more."""
        if self.choice is not None:
            self.choice = None
            self.page.show_passage(None)
            self.bar.show_choosing(False)

    def move_passage(self, move: Callable[[PassageChoice], object]) -> None:
        """Move the choice, and show where it stands."""
        if self.choice is not None:
            move(self.choice)
            self.page.show_passage(self.choice.passage)

    def _picked(self, about: str, about_id: str, start: int, end: int) -> None:
        """A passage chosen with the pointer: its comment is begun, unless one is under way."""
        if self.view is None or self.panel.form is not None:
            return
        keys = self.page.text_keys()
        self.choice = PassageChoice([self.page.texts[key].text for key in keys])
        self.choice.choose(keys.index((about, about_id)), start, end)
        self.bar.show_choosing(True)
        self.page.show_passage(self.choice.passage)
        self.let_go.emit()

    def _go_on_commenting(self) -> None:
        assert self.view is not None
        self._open_comment(self.drafts.get(self.view.decision_id, COMMENT))

    def _open_comment(self, place: Draft) -> None:
        about = " ".join(place.get("quote", "").split())
        place = {k: v for k, v in place.items() if k in ("about", "about_id", "start", "end", "quote")}
        shown = self.tr("on “{passage}”").format(passage=about) if about else self.tr("on the whole")

        def done(said: Remarked) -> None:
            where = {"about": place.get("about", DECISION), "about_id": place.get("about_id", "")}
            if not about:
                self._add(RemarkKind.COMMENT, text=said.text, **where)
                return
            start, end = int(place["start"]), int(place["end"])
            self._add(
                RemarkKind.COMMENT, text=said.text, start=start, length=end - start, quote=place["quote"], **where
            )

        self._open(COMMENT, partial(RemarkForm, self.tr("Comment"), shown), done, place)
        self._show_place()

    def _show_place(self) -> None:
        """Frame the passage that the form speaks of, once the form has taken its room."""
        place = self._place
        if self.panel.form is not None and "start" in place:
            key = place["about"], place["about_id"]
            start, end = int(place["start"]), int(place["end"])
            QTimer.singleShot(0, self, lambda: self.page.show_stretch(key, start, end))

    # -- one's own remarks --------------------------------------------------------------------------------------

    def next_own(self) -> None:
        """Take the next of one's own remarks in hand."""
        own = [r.id for r in self._own()]
        if own:
            at = own.index(self.in_hand) if self.in_hand in own else -1
            self.in_hand = own[(at + 1) % len(own)]
            self.page.show_in_hand(self.in_hand)

    def rewrite(self) -> None:
        """Say a remark of one's own in other words."""
        remark = self._target()
        if remark is None:
            self.said.emit("doubt", self.tr("You have said nothing of this one yet."))
            return
        table = {"disagree": "review_reason", "tag": "review_tag"}.get(remark.kind, "")
        known = dict(self._choices(table)) if table else {}
        own = self.tr("or a tag of your own") if remark.kind == "tag" else ""
        make = partial(RemarkForm, self.tr("In other words"), remark.head, choices=tuple(known.items()), own_choice=own)

        def done(said: Remarked) -> None:
            work = partial(review.rewrite_remark, self._workspace, remark.id, text=said.text, value=said.value)
            self._submit(f"{REWRITE} {remark.id}", work)

        value = {"value": remark.value} if remark.value in known else {"own": remark.value if own else ""}
        self._open(f"{REWRITE} {remark.id}", make, done, begin={**value, "text": remark.said})

    def withdraw(self) -> None:
        """Take a remark of one's own away."""
        remark = self._target()
        if remark is None:
            self.said.emit("doubt", self.tr("You have said nothing of this one yet."))
            return
        self.in_hand = ""
        self._writer.submit(partial(review.withdraw_remark, self._workspace, remark.id), self._withdrawn)

    def _withdrawn(self, changes: Changes) -> None:
        self.kept.emit(changes)
        self.said.emit("neutral", self.tr("Withdrawn. Ctrl+Z brings it back."))

    # -- forms and acts -----------------------------------------------------------------------------------------

    def _choices(self, table: str) -> list[tuple[str, str]]:
        return [(code, self._words.text(table, code)) for code in self._words.codes(table)]

    def _open(
        self,
        what: str,
        make: Callable[..., RemarkForm],
        done: Callable[[Remarked], None],
        place: Draft | None = None,
        begin: Draft | None = None,
    ) -> None:
        """Open a form with what was begun in it, and keep what is typed in it from now on."""
        if self.view is None:
            return
        self.leave()
        decision_id = self.view.decision_id
        self._what, self._place = what, place or {}

        def finish(choice: object) -> None:
            assert isinstance(choice, Remarked)
            done(choice)

        form = self.panel.open(lambda parent: make(parent=parent), finish)
        assert isinstance(form, RemarkForm)
        draft = self.drafts.get(decision_id, what) or begin
        if draft:
            form.load(draft)
        form.edited.connect(lambda: self._keep_typed(decision_id, what, form))
        self._show_bar()

    def _keep_typed(self, decision_id: str, what: str, form: RemarkForm) -> None:
        typed = form.typed()
        self.drafts.keep(decision_id, what, {**typed, **self._place} if typed else {})

    def _form_closed(self, _form: object) -> None:
        self._place = {}
        self.page.show_passage(None)
        self._show_bar()
        self.let_go.emit()

    def _add(self, kind: RemarkKind, **said: object) -> None:
        if self.view is not None:
            work = partial(review.add_remark, self._workspace, self.view.decision_id, kind, **said)  # type: ignore[arg-type]
            self._submit(kind.value, work)

    def _submit(self, what: str, work: Callable[[], Changes]) -> None:
        """Carry an act out; what was typed for it is forgotten once it is on disk, not what was begun meanwhile."""
        assert self.view is not None
        decision_id = self.view.decision_id
        typed = self.drafts.get(decision_id, what)

        def done(changes: Changes) -> None:
            if self.drafts.get(decision_id, what) == typed:
                self.drafts.keep(decision_id, what, {})
            self.kept.emit(changes)

        self._writer.submit(work, done, self._refused)

    def _refused(self, error: UserError) -> None:
        self._writer.refused.emit(error)
        self._show_bar()


def _correct(workspace: Workspace, words: Words, decision_id: str, said: Remarked) -> Changes:
    try:
        return review.correct_answer(workspace, decision_id, said.criterion, said.answer, said.text)
    except AnswerError as error:
        raise bad_answer(error, words) from error
