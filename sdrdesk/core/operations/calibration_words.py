"""A calibration as the command line prints it and as screens say it."""

from collections.abc import Iterator
from typing import Any

from sdrdesk.core.domain.calibration import ENOUGH, OF_EACH, Ranking
from sdrdesk.core.domain.grid import Criterion
from sdrdesk.core.grid_words import step_words
from sdrdesk.core.operations.calibration import Calibration, CriterionChange, Kept, StepChange
from sdrdesk.core.operations.calibration_cases import KNOWN_SINCE, ROWS_LEFT_OUT
from sdrdesk.core.operations.replay import replay_json, summary_words
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words


def finding_words(done: Calibration, words: Words) -> str:
    """What came of it, in one sentence without its stop."""
    values = {"n": done.n, "needed": ENOUGH, "good": done.good, "bad": done.n - done.good, "each": OF_EACH}
    return words.text("calibration_finding", done.finding.value, **values)


def counts_words(done: Calibration, words: Words) -> str:
    """“312 outcomes, 96 accepted by sales”."""
    n = words.text("calibration_counts", "outcomes", n=done.n).replace(str(done.n), words.number(done.n))
    good = words.text("calibration_good", done.goal.value, n=done.good).replace(str(done.good), words.number(done.good))
    return f"{n}, {good}"


def kept_words(kept: Kept | None, words: Words) -> str:
    """Why something stays as it is; "" where it does not."""
    return words.text("calibration_kept", kept.value) if kept else ""


def auc_words(value: float, words: Words) -> str:
    """An AUC as it is written: three digits after the mark."""
    return f"{value:.3f}".replace(".", words.decimal)


def share_words(value: float) -> str:
    """A share as a whole percent."""
    return str(round(value * 100))


def ranking_words(found: Ranking, who: str, words: Words) -> str:
    """The figures of one ranking, with their n."""
    return words.text(
        "calibration_counts",
        "ranking",
        who=words.text("calibration_counts", who),
        auc=auc_words(found.auc, words),
        ten=share_words(found.captured_10),
        twenty=share_words(found.captured_20),
        n=words.number(found.n),
    )


def learnt_code(done: Calibration) -> str:
    """How what was learnt is called: a proposal, or only tried where the card stands."""
    return "proposal" if done.proposal else "tried"


def left_out_words(done: Calibration, words: Words) -> list[str]:
    """What is no outcome and what came too late, each with how many; what is nought is left unsaid."""
    return [
        words.text("calibration_left_out", why, n=done.left_out[why])
        for why in (*ROWS_LEFT_OUT, *KNOWN_SINCE)
        if done.left_out[why]
    ]


def summary(done: Calibration, words: Words) -> list[str]:
    """A calibration in lines of text."""
    lines = [f"{counts_words(done, words)}.", f"{finding_words(done, words)}."]
    if done.card and done.learnt:
        percent = share_words(done.blend)
        lines.append(f"{words.text('calibration_counts', 'blend', percent=percent)}.")
        lines += [ranking_words(done.card, "card", words), ranking_words(done.learnt, learnt_code(done), words)]
    for row in done.rows:
        lines += _row_lines(done, row, words)
    if done.proposal:
        for code in ("now", "later"):
            before, after = getattr(done.card_grid, code), getattr(done.proposal, code)
            lines.append(f"{words.text('calibration_counts', code)}{words.colon}{before} → {after}")
    lines += [f"{said}." for said in left_out_words(done, words)]
    return lines + ([f"{said}." for said in summary_words(done.replay, words)] if done.replay else [])


def _row_lines(done: Calibration, row: CriterionChange, words: Words) -> Iterator[str]:
    criterion = done.card_grid.criterion(row.criterion)
    assert criterion is not None
    points = f"{words.points(row.points_before)} → {words.points(row.points_after)}"
    why = kept_words(row.kept, words)
    label = criterion.label[words.language]
    yield f"{label}{words.colon}{points} (n = {words.number(row.known)})" + (f" — {why}" if why else "")
    for n, step in enumerate(row.steps):
        why = kept_words(step.kept, words)
        said = f"  {step_words(criterion, n, words)}{words.colon}{step.before} → {step.after} % (n = {step.n})"
        yield said + (f" — {why}" if why else "")


def calibration_json(workspace: Workspace, done: Calibration, words: Words) -> dict[str, Any]:
    """A calibration as the command line prints it; points in tenths, shares of one."""
    proposal = done.proposal
    thresholds = {
        code: {"before": getattr(done.card_grid, code), "after": getattr(proposal or done.card_grid, code)}
        for code in ("now", "later")
    }
    return {
        "grid": {"id": done.card_grid.id, "version": done.card_grid.version},
        "outcome": done.goal.value,
        "finding": done.finding.value,
        "message": finding_words(done, words),
        "outcomes": done.n,
        "good": done.good,
        "needed": ENOUGH,
        "blend": round(done.blend, 4),
        "ridge": done.ridge,
        "card": _ranking_json(done.card),
        "proposal": _ranking_json(done.learnt),
        "thresholds": thresholds,
        "criteria": [_criterion_json(done, row) for row in done.rows],
        "left_out": {why: done.left_out[why] for why in (*ROWS_LEFT_OUT, *KNOWN_SINCE)},
        "replay": replay_json(workspace, done.replay, words) if done.replay else None,
    }


def _ranking_json(found: Ranking | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "auc": round(found.auc, 4),
        "captured_10": round(found.captured_10, 4),
        "captured_20": round(found.captured_20, 4),
        "n": found.n,
        "good": found.good,
    }


def _criterion_json(done: Calibration, row: CriterionChange) -> dict[str, Any]:
    criterion = done.card_grid.criterion(row.criterion)
    assert criterion is not None
    return {
        "criterion": row.criterion,
        "weight": {"before": row.weight_before, "after": row.weight_after},
        "points": {"before": row.points_before, "after": row.points_after},
        "known": row.known,
        "good": row.good,
        "kept": row.kept.value if row.kept else None,
        "answers": [_step_json(criterion, n, step) for n, step in enumerate(row.steps)],
    }


def _step_json(criterion: Criterion, n: int, step: StepChange) -> dict[str, Any]:
    named = {"option": criterion.options[n].id} if criterion.options else {"up_to": criterion.bands[n].up_to}
    return {
        **named,
        "n": step.n,
        "good": step.good,
        "percent": {"before": step.before, "after": step.after},
        "kept": step.kept.value if step.kept else None,
    }
