"""The order in which questions are proposed takes fewer of them than going down the grid."""

import random

import pytest

from benchmarks import questions as bench
from sdrdesk.core.domain.answers import step_of
from sdrdesk.core.domain.assessment import State
from sdrdesk.core.domain.grid import Grid

GRIDS = {grid.id: grid for grid in bench.shipped()}


def lead(name: str, **answers: str | int) -> bench.Drawn:
    """A lead without signals or columns, who answers that and knows nothing else."""
    grid = GRIDS[name]
    return bench.Drawn(grid, (), {}, {c.id: answers.get(c.id) for c in bench.questions(grid)})


def test_who_is_off_target_is_asked_one_question_and_not_seven() -> None:
    # CHAMP lists its sector after challenge, shared, authority, money, priority and deadline. "Outside" is one of three
    # answers, "none" one of five, "cannot" one of five: the sector comes first.
    outside = lead("champ", challenge="stated", sector="outside")
    assert bench.asked_as_proposed(outside) == (1, State.NEVER)
    assert bench.asked_in_order(outside, bench.questions(outside.grid)) == 7
    # The desk lays out challenge, authority and money before it.
    assert bench.asked_in_order(outside, bench.down_the_form(outside.grid)) == 4
    assert bench.fewest(outside) == 1


def test_who_knows_nothing_is_asked_everything_in_any_order() -> None:
    nobody = lead("champ")
    assert bench.asked_as_proposed(nobody) == (8, State.OPEN)
    assert bench.asked_in_order(nobody, bench.questions(nobody.grid)) == 8
    assert bench.fewest(nobody) == 8


def test_going_down_the_grid_waits_for_what_comes_after() -> None:
    # The five questions: the problem, its worth, then who decides. "None at all" ends it at the first.
    five = lead("five", problem="none")
    backwards = list(reversed(bench.questions(five.grid)))
    # When, means and worth wait for the problem; who decides does not.
    assert bench.asked_in_order(five, backwards) == 2


@pytest.mark.parametrize("grid", GRIDS.values(), ids=GRIDS)
def test_every_answer_that_is_drawn_falls_on_its_own_step(grid: Grid) -> None:
    for criterion in bench.questions(grid):
        for step in criterion.steps:
            assert step_of(criterion, bench.said(criterion, step), bench.NOW.date()) is step


@pytest.mark.parametrize("draw", [bench.as_met, bench.evenly], ids=["as-met", "evenly"])
def test_a_few_hundred_leads_take_fewer_questions_as_proposed(draw: bench.Draw) -> None:
    asked = bench.asked_of(draw, 400)
    low, high = bench.interval(asked)
    assert 5 < low < bench.saving(asked) < high


def test_the_draw_is_the_same_at_every_run() -> None:
    assert list(bench.drawn(bench.as_met, 20)) == list(bench.drawn(bench.as_met, 20))


def test_one_lead_in_four_of_a_cold_list_is_out_and_three_when_so_told() -> None:
    dice = random.Random(1)

    def out_of(draw: bench.Draw) -> int:
        return sum(_is_out(draw(dice, GRIDS["bant"])) for _ in range(1_000))

    assert 200 < out_of(bench.as_met) < 300
    assert 700 < out_of(bench.with_more_out(75)) < 800


def _is_out(found: bench.Drawn) -> bool:
    known = ((c, found.truth[c.id]) for c in bench.questions(found.grid))
    return any(step_of(c, said, bench.NOW.date()).eliminates for c, said in known if said is not None)
