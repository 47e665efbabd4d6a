"""Calibrating on outcomes that nobody here made: never worse than the card, beside a logistic of scikit-learn.

The long tests take all rows, and the table they make is that of docs/calibration.md.
"""

from dataclasses import dataclass

import pytest

from sdrdesk.core.domain.calibration import ENOUGH, Goal, auc, captured, earned
from sdrdesk.core.exchange.grid_file import grid_text, raw_grid
from sdrdesk.core.operations.calibration import Finding, Kept, calibrate
from sdrdesk.core.operations.grid_versions import publish_grid
from tests.domain.grids import text
from tests.operations.public_outcomes import DATA, GRIDS, bring, split
from tests.support import ROOT

WORSE = 0.01
PAGE = ROOT / "docs" / "calibration.md"
NAMES = {"bank_calls": "Bank calls", "olist_leads": "Olist leads"}
WAYS = {"random": "at random", "time": "later ones"}


@dataclass
class Judged:
    """The figures of card, calibrated grid and scikit-learn on the same rows, none of which was learnt from."""

    learnt_from: int
    judged_on: int
    finding: Finding
    figures: dict[str, tuple[float, float, float]]


def judge(brought, way, folder, *, with_scikit=True):
    learn, later = split(len(brought.decisions), way)
    desk = brought.answered(learn, folder / f"{way}.sdrdesk")
    try:
        card = desk.workspace.grid_of(brought.grid)
        goal = Goal.WON if "won" in brought.said else Goal.ACCEPTED
        done = calibrate(desk.workspace, card, goal)
        assert done.n == len(learn)
        coded = brought.coded(desk, card)
    finally:
        desk.workspace.store.close()
    good = [brought.good[n] for n in later]
    scores = {
        "card": [earned(card, coded[n]) for n in later],
        "calibrated": [earned(done.grid or card, coded[n]) for n in later],
    }
    if with_scikit:
        told = [coded[n] for n in learn], [brought.good[n] for n in learn]
        scores["scikit-learn"] = of_scikit_learn(*told, [coded[n] for n in later])
    figures = {who: (auc(s, good), captured(s, good, 10), captured(s, good, 20)) for who, s in scores.items()}
    return Judged(len(learn), len(later), done.finding, figures)


def of_scikit_learn(learn, good, later):
    """The log-odds of a plain logistic on one column an answer, as its library fits it."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import OneHotEncoder

    columns = OneHotEncoder(handle_unknown="ignore")
    told = [[-1 if v is None else v for v in row] for row in learn]
    asked = [[-1 if v is None else v for v in row] for row in later]
    model = LogisticRegression(max_iter=2_000).fit(columns.fit_transform(told), good)
    return [float(v) for v in model.decision_function(columns.transform(asked))]


def lines(name, judged):
    """The figures of one data set as the page shows them."""
    for way, one in judged.items():
        for n, (who, (area, ten, twenty)) in enumerate(one.figures.items()):
            about = (NAMES[name], f"{one.judged_on:,}, {WAYS[way]}", f"{one.learnt_from:,}") if n == 0 else ("", "", "")
            shown = f"{area:.3f}", f"{ten * 100:.1f} %", f"{twenty * 100:.1f} %"
            yield f"| {' | '.join((*about, who, *shown))} |"


@pytest.mark.parametrize("name", DATA)
def test_on_some_rows_of_public_data_the_calibrated_grid_is_no_worse_than_the_card(name, tmp_path):
    brought = bring(name, tmp_path, 200)
    one = judge(brought, "time", tmp_path, with_scikit=False)
    assert one.learnt_from > ENOUGH
    assert one.figures["calibrated"][0] >= one.figures["card"][0] - WORSE


@pytest.mark.long
@pytest.mark.parametrize("name", DATA)
def test_on_public_data_the_calibrated_grid_is_never_worse_than_the_card_and_the_page_says_by_how_much(name, tmp_path):
    brought = bring(name, tmp_path)
    judged = {way: judge(brought, way, tmp_path) for way in WAYS}
    shown = list(lines(name, judged))
    print("\n" + "\n".join(shown))
    for one in judged.values():
        assert one.figures["calibrated"][0] >= one.figures["card"][0] - WORSE
    page = PAGE.read_text(encoding="utf-8")
    assert "\n".join(shown) in page, "docs/calibration.md shows the figures of this very code"


def test_the_length_of_a_call_is_no_ground_even_where_a_grid_asks_for_it(tmp_path):
    """A card with a criterion of the very column that gives the outcome away: it keeps its weight, and is named."""
    brought = bring("bank_calls", tmp_path, 120)
    desk = brought.answered(range(120), tmp_path / "with.sdrdesk")
    try:
        raw = raw_grid(grid_text(GRIDS / "bank_calls.toml"))
        length = {"id": "duration", "family": "profile", "label": text("Duration"), "question": text("How long?")}
        bands = [{"up_to": 200, "percent": 0}, {"percent": 100}]
        raw["criterion"].append({**length, "kind": "number", "weight": 20, "band": bands})
        grid, _changes = publish_grid(desk.workspace, raw)
        done = calibrate(desk.workspace, grid)
        kept = {r.criterion: r.kept for r in done.rows}
        assert kept.get("duration") is Kept.KNOWN_AFTERWARDS
    finally:
        desk.workspace.store.close()
