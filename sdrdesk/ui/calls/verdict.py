"""Says an assessment in the words of the verdict panel: the state, what is missing, and every point."""

from PySide6.QtCore import QCoreApplication

from sdrdesk.core.domain.assessment import INTEREST_WITHOUT_INTENT, Assessment, Row, State, Status
from sdrdesk.core.domain.grid import Family, Grid, Kind, Level
from sdrdesk.core.domain.recommendation import Decision
from sdrdesk.core.words import Words
from sdrdesk.ui.calls.session import Qualifying
from sdrdesk.ui.widgets.verdict_view import CheckRow, VerdictView, VerdictWords, WhyRow

translate = QCoreApplication.translate


def and_more(named: str, left: int) -> str:
    """Criteria named, and how many others there are."""
    if left == 1:
        return translate("Verdict", "{criteria} and one more").format(criteria=named)
    return translate("Verdict", "{criteria} and {n} more").format(criteria=named, n=left)


def verdict_view(session: Qualifying, words: Words, saved: str) -> VerdictView:
    """The verdict on the lead in hand, as the panel shows it."""
    grid, verdict = session.grid, session.assessment
    earned, open_, lost = verdict.whole_points()
    title, text = _state(grid, verdict, words)
    return VerdictView(
        words=_panel_words(),
        score=earned,
        open=open_,
        lost=lost,
        later=grid.later,
        now=grid.now,
        state_tone=verdict.state.value,
        state_title=title,
        state_text=text,
        why=tuple(_why(grid, row, words) for row in verdict.rows if row.max),
        checks=_checks(session, words),
        flags=tuple(_flag(code) for code in verdict.flags),
        fit_line=_fit(verdict),
        foot=" · ".join(
            p
            for p in (
                translate("Verdict", "Grid {name} v{version}").format(
                    name=grid.name[words.language], version=grid.version
                ),
                saved,
            )
            if p
        ),
    )


def _fit(verdict: Assessment) -> str:
    earned, open_, most = verdict.fit()
    if not most:
        return ""
    if open_:
        said = translate("Verdict", "Fit with the ideal customer: {percent}%, {open}% still open")
        return said.format(percent=earned * 100 // most, open=-(-open_ * 100 // most))
    return translate("Verdict", "Fit with the ideal customer: {percent}%").format(percent=earned * 100 // most)


def _panel_words() -> VerdictWords:
    return VerdictWords(
        title=translate("Verdict", "Verdict"),
        earned=translate("Verdict", "earned"),
        still_open=translate("Verdict", "still open"),
        lost=translate("Verdict", "lost"),
        can_reach=translate("Verdict", "can reach"),
        never=translate("Verdict", "never"),
        later=translate("Verdict", "later"),
        now=translate("Verdict", "now"),
        why=translate("Verdict", "Why"),
        checks=translate("Verdict", "Checks"),
        flags=translate("Verdict", "Beware"),
    )


def decision_word(decision: Decision) -> str:
    """A decision as the window names it."""
    return {
        Decision.NOW: translate("Verdict", "Now"),
        Decision.LATER: translate("Verdict", "Later"),
        Decision.NEVER: translate("Verdict", "Never"),
    }[decision]


def _state(grid: Grid, verdict: Assessment, words: Words) -> tuple[str, str]:
    if verdict.eliminated_by:
        out = verdict.eliminated_by[0]
        label = _label(grid, out.criterion, words)
        return translate("Verdict", "Never: {reason}").format(reason=words.text("reason", out.reason)), translate(
            "Verdict", "“{criterion}” ends the matter. Say so kindly, or reverse it with a reason (Ctrl+O)."
        ).format(criterion=label)
    match verdict.state:
        case State.NOW if grid.level is Level.MARKETING:
            return translate("Verdict", "Now: worth a call"), translate(
                "Verdict", "Profile and interest are there; a sales grid says whether there is a project."
            )
        case State.NOW:
            return translate("Verdict", "Now: worth sales time"), translate(
                "Verdict", "A check with a person comes before any meeting."
            )
        case State.LATER:
            return translate("Verdict", "Later"), translate(
                "Verdict", "Real, but it cannot become “now” with what is left to ask. Nurture it, with a date."
            )
        case State.NEVER:
            return translate("Verdict", "Never: too few points left"), translate(
                "Verdict", "Even with every open answer at its best it stays under “later”."
            )
        case State.OPEN:
            return _open_state(grid, verdict, words)


def _open_state(grid: Grid, verdict: Assessment, words: Words) -> tuple[str, str]:
    leaning = decision_word(verdict.leaning)
    waiting = [r for r in verdict.rows if r.status in (Status.NOT_ASKED, Status.PRESUMED) and _asked(grid, r)]
    by_need = sorted(waiting, key=lambda r: (r.criterion not in verdict.unsafe, -r.open - r.earned))
    missing = [_label(grid, r.criterion, words) for r in by_need]
    title = translate("Verdict", "Open, leaning to {decision}").format(decision=leaning.lower())
    if not missing:
        unknown = [_label(grid, r.criterion, words) for r in verdict.rows if r.status is Status.UNKNOWN]
        return title, translate("Verdict", "All was asked. Still unknown: {criteria}.").format(
            criteria=", ".join(unknown)
        )
    named = ", ".join(missing[:3])
    if len(missing) > 3:
        named = and_more(named, len(missing) - 3)
    return title, translate("Verdict", "Still to ask or confirm: {criteria}.").format(criteria=named)


def _asked(grid: Grid, row: Row) -> bool:
    criterion = grid.criterion(row.criterion)
    return criterion is not None and criterion.kind is not Kind.SIGNALS


def _label(grid: Grid, criterion_id: str, words: Words) -> str:
    criterion = grid.criterion(criterion_id)
    return criterion.label[words.language] if criterion else criterion_id


def _why(grid: Grid, row: Row, words: Words) -> WhyRow:
    label = _label(grid, row.criterion, words)
    behaviour = row.family is Family.BEHAVIOUR
    if behaviour:
        label = translate("Verdict", "{criterion} ≤ {points}").format(criterion=label, points=words.points(row.max))
    earned = words.points(row.earned)
    shown = f"≈ {earned}" if row.status is Status.PRESUMED else earned
    return WhyRow(label, shown, row.earned / row.max, (row.earned + row.open) / row.max, behaviour)


def _checks(session: Qualifying, words: Words) -> tuple[CheckRow, ...]:
    grid, verdict = session.grid, session.assessment
    out = {e.criterion: e.reason for e in verdict.eliminated_by}
    found = []
    for criterion in grid.criteria:
        if not criterion.can_eliminate:
            continue
        label = criterion.label[words.language]
        if criterion.id in out:
            found.append(CheckRow("bad", f"{label} — {words.text('reason', out[criterion.id])}"))
        elif criterion.id in session.facts.overrides:
            found.append(
                CheckRow("doubt", translate("Verdict", "{criterion} — reversed by a person").format(criterion=label))
            )
        elif criterion.id in verdict.unsafe:
            asked = criterion.id in session.facts.answers
            said = (
                translate("Verdict", "{criterion} — asked, not known")
                if asked
                else translate("Verdict", "{criterion} — not asked")
            )
            if criterion.id in verdict.presumed_to_eliminate:
                said = translate("Verdict", "{criterion} — would eliminate, to confirm")
            found.append(CheckRow("open", said.format(criterion=label)))
        else:
            found.append(CheckRow("ok", label))
    return tuple(found)


def _flag(code: str) -> str:
    if code == INTEREST_WITHOUT_INTENT:
        return translate("Verdict", "Interest without intent: they click and attend, and want nothing yet.")
    return code
