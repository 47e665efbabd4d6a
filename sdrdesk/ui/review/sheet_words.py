"""Puts a qualification under review in words: its row in the list, and the sheet that is read."""

from collections.abc import Mapping
from datetime import datetime, tzinfo

from PySide6.QtCore import QCoreApplication

from sdrdesk.core.domain.assessment import INTEREST_WITHOUT_INTENT, State, Status
from sdrdesk.core.domain.grid import Criterion, Grid, Kind
from sdrdesk.core.domain.remarks import part_of
from sdrdesk.core.errors import UserError
from sdrdesk.core.grid_words import answer_words
from sdrdesk.core.operations import qualification
from sdrdesk.core.operations.feedback import feedback_title
from sdrdesk.core.operations.leads import Call, Feedback, Note, StoredDecision, StoredRemark, StoredSignal, Touch
from sdrdesk.core.operations.review import ReviewRow, ReviewSheet, SeenAnswer
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.calls.history import call_event, decision_title, touch_event
from sdrdesk.ui.calls.session import Qualifying
from sdrdesk.ui.calls.verdict import verdict_view
from sdrdesk.ui.review.remark_words import remark_line
from sdrdesk.ui.review.review_model import ReviewLine
from sdrdesk.ui.review.sheet_values import AnswerLine, Happening, NoteBlock, RemarkLine, SheetView
from sdrdesk.ui.theme import Tone

translate = QCoreApplication.translate
TONES: Mapping[str, Tone] = {"now": "ok", "later": "accent", "never": "bad", "open": "neutral"}


class ReviewWords:
    """Says rows and sheets in the language of the reader, at times of the workspace."""

    def __init__(self, workspace: Workspace, words: Words) -> None:
        self._workspace, self._words = workspace, words

    # -- a row of the list --------------------------------------------------------------------------------------

    def line(self, row: ReviewRow, *, unfinished: bool) -> ReviewLine:
        """A qualification as the list shows it; what stands out comes first."""
        why, stands_out = self._why(row)
        day = self._words.day(row.at.astimezone(self._workspace.zone).date(), self._workspace.now().date())
        return ReviewLine(
            name=row.name,
            company=row.company,
            said=self._words.text("decision", row.decision),
            tone=TONES[row.decision],
            score="–" if row.state == State.NEVER and row.reason else str(row.earned // 10),
            who=" · ".join(p for p in (row.who, day) if p),
            why=why,
            stands_out=stands_out,
            reviewed=bool(row.remarks),
            unfinished=unfinished,
        )

    def _why(self, row: ReviewRow) -> tuple[str, bool]:
        if row.disagrees:
            return self._disagrees(row), True
        if INTEREST_WITHOUT_INTENT in row.flags:
            return translate("Review", "interest without intent"), True
        if row.missing:
            grid = self._grid_of(row)
            first = grid.criterion(row.missing[0]) if grid else None
            named = first.label[self._words.language] if first else row.missing[0]
            if len(row.missing) == 1:
                return translate("Review", "no evidence on {criterion}").format(criterion=named), True
            n = len(row.missing)
            return translate("Review", "{n} answers without evidence").format(n=n), True
        return (self._words.text("reason", row.reason) if row.reason else ""), False

    def _grid_of(self, row: ReviewRow) -> Grid | None:
        try:
            return self._workspace.grid_of(row.grid_id, row.grid_version)
        except UserError:
            return None

    def _disagrees(self, row: ReviewRow) -> str:
        """How the score and the decision part, in a few words."""
        if not row.disagrees:
            return ""
        score, rep = (self._words.text("decision", code).lower() for code in (row.leaning, row.decision))
        if row.state == State.OPEN:
            return translate("Review", "score leans to {score}, rep said {rep}").format(score=score, rep=rep)
        return translate("Review", "score says {score}, rep said {rep}").format(score=score, rep=rep)

    # -- the sheet ----------------------------------------------------------------------------------------------

    def session(self, sheet: ReviewSheet) -> Qualifying | None:
        """The form as it stood when the decision was taken; None where the grid or the facts are not known."""
        if sheet.grid is None or sheet.facts is None:
            return None
        facts, now = sheet.facts
        return Qualifying(grid=sheet.grid, facts=facts, now=now)

    def sheet(self, sheet: ReviewSheet) -> SheetView:
        """All that is read of a qualification."""
        row, words, session = sheet.row, self._words, self.session(sheet)
        zone = self._workspace.zone_of(sheet.lead.zone)
        points = str(row.earned // 10)
        state = row.state if row.state != State.OPEN else f"open_{row.leaning}"
        route = words.text("route", row.route)
        return SheetView(
            decision_id=row.decision_id,
            lead_id=row.lead_id,
            name=row.name,
            about=self._about(sheet, zone),
            score_said=f"{words.text('verdict_short', state)} · {points}",
            score_tone=TONES[row.state],
            rep_said=f"{words.text('decision', row.decision)} · {route}",
            rep_tone=TONES[row.decision],
            lines=self._lines(sheet, zone),
            disagrees=self._disagrees(row),
            answers=tuple(self._answer(seen, sheet) for seen in sheet.answers if self._is_shown(seen, sheet)),
            notes=tuple(self._notes(sheet, zone)),
            timeline=tuple(self._timeline(sheet, zone)),
            remarks=tuple(self._remark(r, sheet) for r in sheet.remarks),
            verdict=verdict_view(session, words, "") if session else None,
        )

    def _about(self, sheet: ReviewSheet, zone: tzinfo) -> str:
        row, lead, grid = sheet.row, sheet.lead, sheet.grid
        named = grid.name[self._words.language] if grid else row.grid_id
        at = self._words.moment(row.at, zone, self._workspace.now())
        version = translate("Review", "grid “{name}” v{version}").format(name=named, version=row.grid_version)
        return " · ".join(p for p in (lead.job_title, row.company, row.who, at, version) if p)

    def _lines(self, sheet: ReviewSheet, zone: tzinfo) -> tuple[str, ...]:
        """What the rep said beside the decision: until when, with whom, why, the check, what was wrong with it."""
        taken, words = sheet.decision, self._words
        whole = decision_title(taken, zone, self._workspace, words)
        beside = whole.removeprefix(f"{words.text('decision', taken.decision)} · {words.text('route', taken.route)}")
        fault = qualification.check_fault(taken, words)
        told = [beside.strip(" →,"), *qualification.check_lines(taken, words), fault]
        if sheet.assessment is None:
            told.append(
                translate("Review", "Older than the keeping of facts: the verdict is the one kept then.")
                if sheet.grid
                else translate("Review", "This version of the grid is not in the workspace.")
            )
        return tuple(line[0].upper() + line[1:] for line in told if line)

    def _criterion(self, seen: SeenAnswer, sheet: ReviewSheet) -> Criterion | None:
        return sheet.grid.criterion(seen.criterion) if sheet.grid else None

    def _is_shown(self, seen: SeenAnswer, sheet: ReviewSheet) -> bool:
        criterion = self._criterion(seen, sheet)
        return criterion is None or criterion.kind is not Kind.SIGNALS

    def _answer(self, seen: SeenAnswer, sheet: ReviewSheet) -> AnswerLine:
        criterion = self._criterion(seen, sheet)
        known = seen.status == Status.KNOWN
        missing = translate("Review", "no words noted") if seen.criterion in sheet.row.missing else ""
        return AnswerLine(
            criterion=seen.criterion,
            label=criterion.label[self._words.language] if criterion else seen.criterion,
            answer=self._answered(seen, criterion),
            known=known,
            evidence=seen.evidence,
            missing=missing,
            note=self._since(seen, criterion),
        )

    def _answered(self, seen: SeenAnswer, criterion: Criterion | None) -> str:
        if seen.status == Status.NOT_ASKED:
            return translate("Review", "not asked")
        if seen.value is None:
            return translate("Review", "asked, not known")
        said = answer_words(criterion, seen.value, self._words)
        return translate("Review", "{answer}, presumed").format(answer=said) if seen.status == Status.PRESUMED else said

    def _since(self, seen: SeenAnswer, criterion: Criterion | None) -> str:
        """What is otherwise than it stood then."""
        told = []
        if seen.overridden:
            told.append(translate("Review", "Elimination reversed: {reason}").format(reason=seen.overridden))
        now = seen.now
        if seen.changed and (now is None or not now.asked):
            if seen.status in (Status.KNOWN, Status.UNKNOWN):
                told.append(translate("Review", "Now: not asked."))
        elif seen.changed and now is not None and (now.value != seen.value or now.evidence != seen.evidence):
            said = (
                translate("Review", "not known")
                if now.value is None
                else answer_words(criterion, now.value, self._words)
            )
            told.append(translate("Review", "Now: {answer}, by {who}.").format(answer=said, who=now.who or "–"))
        return " ".join(told)

    def _notes(self, sheet: ReviewSheet, zone: tzinfo) -> list[NoteBlock]:
        """The notes, those of the call that was decided first."""
        found = []
        for moment in reversed(sheet.timeline):
            fact = moment.fact
            if isinstance(fact, Note):
                head = " · ".join(p for p in (self._when(fact.at, zone), fact.who) if p)
                found.append(NoteBlock(fact.id, head, fact.text, moment.later))
        return sorted(found, key=lambda n: n.later)

    def _timeline(self, sheet: ReviewSheet, zone: tzinfo) -> list[Happening]:
        words, workspace = self._words, self._workspace
        found = []
        for moment in reversed(sheet.timeline):
            match moment.fact:
                case Call() as call:
                    event = call_event(call, "", zone, workspace, words)
                    title = event.title
                case Touch() as touch:
                    title = touch_event(touch, "", words).title
                case StoredSignal() as signal:
                    title = " · ".join(p for p in (words.text("signal", signal.type), signal.detail) if p)
                case StoredDecision() as taken:
                    title = decision_title(taken, zone, workspace, words)
                    if taken.id == sheet.row.decision_id:
                        title = translate("Review", "{decision} (this one)").format(decision=title)
                case Feedback() as feedback:
                    title = feedback_title(workspace, feedback, words)
                case _:
                    title = ""  # remarks stand beside what they are about
            if title:
                found.append(Happening(self._when(moment.at, zone), title, "", moment.later))
        return found

    @staticmethod
    def _when(at: datetime, zone: tzinfo) -> str:
        return f"{at.astimezone(zone):%d/%m/%y %H:%M}"

    def _remark(self, remark: StoredRemark, sheet: ReviewSheet) -> RemarkLine:
        criterion = sheet.grid.criterion(part_of(remark)) if sheet.grid else None
        return remark_line(remark, criterion, self._workspace, self._words)
