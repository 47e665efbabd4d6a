"""Calibrating a grid on what sales answered: what counts as an outcome, what is left out, what is proposed."""

import json
import math
import tomllib
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import settings as many
from hypothesis import strategies as st

from sdrdesk.core import logistic
from sdrdesk.core.domain.assessment import Facts, assess
from sdrdesk.core.domain.calibrated_grid import Proposal, Taught, calibrated, in_order
from sdrdesk.core.domain.calibration import Goal, auc, captured, coded, earned, is_good, learned_weight, ranking
from sdrdesk.core.domain.grid_check import check_grid
from sdrdesk.core.domain.signals import Signal
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.grid_file import grid_toml, read_grid, shipped_grids
from sdrdesk.core.operations.acts import act
from sdrdesk.core.operations.calibration import Finding, Kept, calibrate, count_outcomes, write_proposal
from sdrdesk.core.operations.calibration_words import calibration_json, summary
from sdrdesk.core.operations.feedback import record_feedback
from sdrdesk.core.operations.grid_versions import publish_grid
from sdrdesk.core.operations.merging import merge_leads
from sdrdesk.core.operations.qualification import answer_criterion
from sdrdesk.core.operations.undo import undo_operation
from sdrdesk.core.operations.workspace import change_settings
from sdrdesk.core.store import activities
from sdrdesk.core.store.activities import Feedback
from sdrdesk.core.words import Words
from tests.domain.grids import criterion, option, plain
from tests.operations.calibration_history import Handed, hand_over, many_leads
from tests.support import NOW

SIZES = [{"up_to": 9, "percent": 20}, {"up_to": 49, "percent": 60}, {"percent": 100}]


def options(**percents):
    return [option(id_, percent) for id_, percent in percents.items()]


def team_grid(**changes):
    """A grid whose card has two criteria the wrong way round: role tells much, need little."""
    return plain() | {
        "id": "team",
        "criterion": [
            criterion("need", "intent", "choice", 40, option=options(strong=100, some=50, none=0)),
            criterion("role", "intent", "choice", 20, option=options(decides=100, advises=60, none=20)),
            criterion("size", "profile", "number", 20, band=SIZES),
            criterion("asked", "behaviour", "signals", 20, half_life_days=30, signal={"demo_request": 100}),
        ],
    } | changes  # fmt: skip


def published(workspace, raw):
    grid, _changes = publish_grid(workspace, raw)
    change_settings(workspace, {"grid": grid.id})
    return workspace.grid_of(grid.id)


def history(desk, count, seed=1, chances=None):
    """Hand-offs a day apart, whose outcome hangs on the role: half of those who decide are accepted, few others."""
    random, chances = Random(seed), chances or {"decides": 0.8, "advises": 0.4, "none": 0.1}
    made = []
    for n, lead in enumerate(many_leads(desk.workspace, count)):
        role = random.choice(list(chances))
        answers = {"need": random.choice(["strong", "some", "none"]), "role": role, "size": random.choice([5, 30, 200])}
        at = NOW - timedelta(days=count - n)
        good = random.random() < chances[role]
        said = ["accepted"] if good else ["rejected"]
        made.append(Handed(lead, answers, said, at))
    return made


@pytest.fixture
def team(desk):
    """A desk that judges by the team's grid."""
    published(desk.workspace, team_grid())
    return desk


# -- outcomes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "accepted", "opportunity", "won"),
    [
        ([], None, None, None),
        (["accepted"], True, None, None),
        (["rejected"], False, False, False),
        (["accepted", "disqualified"], False, False, False),
        (["rejected", "accepted"], True, None, None),
        (["accepted", "meeting_held"], True, None, None),
        (["accepted", "opportunity"], True, True, None),
        (["accepted", "opportunity", "won"], True, True, True),
        (["accepted", "opportunity", "lost"], True, True, False),
        (["lost"], True, False, False),
    ],
)
def test_the_answers_of_sales_reach_a_goal_or_leave_it_open(answers, accepted, opportunity, won):
    assert [is_good(g, answers) for g in (Goal.ACCEPTED, Goal.OPPORTUNITY, Goal.WON)] == [accepted, opportunity, won]


def test_auc_and_captured_share_are_those_worked_out_by_hand():
    scores, good = [1, 2, 2, 3], [False, True, False, True]
    assert auc(scores, good) == (1 + 0.5 + 1 + 1) / 4
    assert captured(scores, good, 25) == 0.5
    assert captured(scores, good, 50) == 0.75, "of two leads with equal scores half is taken, whichever comes first"
    assert auc([1], [True]) is None
    assert captured([1], [False], 10) is None


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=2, max_size=40))
def test_auc_is_that_of_comparing_every_pair(rows):
    scores, good = [s for s, _g in rows], [g for _s, g in rows]
    pairs = [(a > b) + (a == b) / 2 for a, x in rows if x for b, y in rows if not y]
    assert auc(scores, good) == (pytest.approx(sum(pairs) / len(pairs)) if pairs else None)


def test_stretches_of_time_are_never_compared_with_each_other():
    """Each stretch is ranked rightly by itself, though all scores of the second are above those of the first."""
    found = ranking([([1, 2], [False, True]), ([11, 12], [False, True]), ([5, 6], [True, True])])
    assert (found.auc, found.n, found.good) == (1.0, 4, 2)


@given(st.data())
def test_the_points_of_a_coded_lead_are_those_of_its_assessment(data):
    grid, _faults = read_grid(grid_toml(team_grid()))
    answers = {}
    values_of = {"need": ["strong", "some", "none", None], "role": ["decides", None], "size": [3, 9, 9.5, 400, None]}
    for id_, values in values_of.items():
        if data.draw(st.booleans()):
            answers[id_] = data.draw(st.sampled_from(values))
    signals = tuple(
        Signal("webinar", NOW - timedelta(days=d)) for d in data.draw(st.lists(st.integers(0, 90), max_size=3))
    )
    facts = Facts(answers, signals, presumed={"size": 30})
    assert earned(grid, coded(grid, facts, NOW)) == assess(grid, facts, NOW, ask=False).earned


# -- the proposal ----------------------------------------------------------------------------------------------------


def test_a_band_between_two_others_is_kept_in_their_order():
    assert in_order([1.0, 0.0, 2.0], [9, 9, 9], [0, 50, 100]) == [0.5, 0.5, 2.0]
    assert in_order([1.0, 0.0, 2.0], [9, 9, 9], [100, 50, 0]) == [1.0, 1.0, 1.0]
    assert in_order([1.0, 0.0, 2.0], [9, 9, 9], [0, 100, 0]) == [1.0, 0.0, 2.0], "the card itself turns"


def lessons(grid, values):
    return {
        c.id: Taught(
            tuple(values(c, n) for n in range(max(1, len(c.steps)))), (50,) * max(1, len(c.steps)), 10
        )
        for c in grid.criteria
        if c.weights[grid.cycle]
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(shipped_grids()))
@given(seed=st.integers(0, 10_000), n=st.sampled_from([50, 400, 5_000]), spread=st.sampled_from([0.01, 1.0, 30.0]))
@many(max_examples=12)
def test_whatever_is_learnt_the_proposal_passes_the_check_of_grids(name, seed, n, spread):
    """On every shipped grid: behaviour at most 30 %, every scored criterion scored still, bands in the card's order."""
    raw = tomllib.loads(shipped_grids()[name])
    grid, _faults = check_grid(raw)
    random = Random(seed)
    taught = {
        i: t
        for i, t in lessons(grid, lambda _c, _n: random.choice([None, random.gauss(0, spread)])).items()
        if random.random() < 0.8
    }
    proposal = calibrated(grid, taught, 0.005, n)
    told, faults = check_grid(proposal.written_into(raw))
    assert told is not None, faults
    before, after = grid.maxima(), told.maxima()
    intent = [c.id for c in grid.criteria if c.family.value == "intent"]
    if grid.level.value == "sales":
        assert sum(after[i] for i in intent) >= sum(before[i] for i in intent) // 2 - 10
    for old, new in zip(grid.criteria, told.criteria, strict=True):
        percents = [b.percent for b in new.bands]
        if n < 1_000 and percents and [b.percent for b in old.bands] == sorted(b.percent for b in old.bands):
            assert percents == sorted(percents)
        assert (old.weights["medium"] > 0) == (new.weights["medium"] > 0)
        for a, b in zip(old.steps, new.steps, strict=True):
            assert not a.eliminates or a.percent == b.percent
    if not taught:
        assert after == before


@given(seed=st.integers(0, 10_000))
@many(max_examples=40)
def test_a_criterion_with_no_outcomes_keeps_its_share_of_the_points(seed):
    random = Random(seed)
    raw = team_grid()
    grid, _faults = check_grid(raw)
    untaught = random.choice([c.id for c in grid.criteria])
    taught = lessons(grid, lambda _c, _n: random.gauss(0, 1))
    del taught[untaught]
    told, _faults = check_grid(calibrated(grid, taught, 0.004, 300).written_into(raw))
    assert told.maxima()[untaught] == grid.maxima()[untaught]
    assert told.criterion(untaught).steps == grid.criterion(untaught).steps


def test_with_nothing_learnt_every_figure_is_that_of_the_card():
    grid, _faults = check_grid(team_grid())
    proposal = calibrated(grid, lessons(grid, lambda _c, _n: 0.0), 0.004, 300)
    told, _faults = check_grid(proposal.written_into(team_grid()))
    assert told == grid


def test_only_the_cycle_in_force_is_weighed_anew():
    weight = {"short": 70, "medium": 40, "long": 10}
    raw = team_grid()
    raw["criterion"][0]["weight"] = weight
    told = Proposal("medium", {"need": 12}, {}, 70, 40).written_into(raw)
    assert told["criterion"][0]["weight"] == weight | {"medium": 12}
    assert told["criterion"][1] == raw["criterion"][1]


def test_the_outcomes_weigh_n_in_n_and_two_hundred():
    assert [learned_weight(n) for n in (50, 200, 1_800)] == [0.2, 0.5, 0.9]


# -- the whole -------------------------------------------------------------------------------------------------------


def test_below_fifty_outcomes_it_says_that_there_is_not_enough_and_how_many_there_are(team):
    hand_over(team.workspace, team.workspace.grid, history(team, 49))
    done = calibrate(team.workspace, team.workspace.grid)
    assert (done.finding, done.n, done.grid, done.rows) == (Finding.TOO_FEW, 49, None, ())
    assert "Not enough outcomes: 49 of the 50 it takes." in summary(done, Words("en"))
    assert count_outcomes(team.workspace, team.workspace.grid, Goal.ACCEPTED) == (49, done.good)


def test_outcomes_of_one_kind_teach_nothing(team):
    hand_over(team.workspace, team.workspace.grid, history(team, 60, chances={"decides": 1.0, "none": 1.0}))
    done = calibrate(team.workspace, team.workspace.grid)
    assert (done.finding, done.n, done.good) == (Finding.ONE_KIND, 60, 60)


def test_what_tells_the_outcome_gets_the_points_and_what_does_not_gives_them(team):
    hand_over(team.workspace, team.workspace.grid, history(team, 400))
    done = calibrate(team.workspace, team.workspace.grid)
    assert done.finding is Finding.PROPOSED
    points = {r.criterion: (r.points_before, r.points_after) for r in done.rows}
    assert points["role"][1] > 350 > 300 > points["need"][1]
    assert points["asked"] == (200, 200), "nobody sent a signal: it keeps its share"
    assert next(r for r in done.rows if r.criterion == "asked").kept is Kept.SAME_FOR_ALL
    assert done.learnt.auc > done.card.auc + 0.05
    assert (done.learnt.n, done.card.n) == (240, 240), "judged on the later six tenths"
    assert done.grid.version == 2
    assert team.workspace.grid_of("team").version == 1, "nothing is applied"
    assert done.replay.examined == 400


def test_the_same_outcomes_give_the_same_proposal(team):
    hand_over(team.workspace, team.workspace.grid, history(team, 120))
    first, again = (calibrate(team.workspace, team.workspace.grid) for _ in range(2))
    assert (first.proposal, first.rows, first.card, first.learnt) == (
        again.proposal,
        again.rows,
        again.card,
        again.learnt,
    )


def test_as_many_leads_pass_the_thresholds_as_before(team):
    grid, made = team.workspace.grid, history(team, 400)
    hand_over(team.workspace, grid, made)
    done = calibrate(team.workspace, grid)
    rows = [coded(grid, Facts(h.answers), NOW) for h in made]
    for before, after in ((grid.now, done.grid.now), (grid.later, done.grid.later)):
        passed = sum(earned(grid, r) >= before * 10 for r in rows)
        assert abs(sum(earned(done.grid, r) >= after * 10 for r in rows) - passed) <= 40


def test_what_was_learnt_after_the_decision_plays_no_part(team):
    grid = team.workspace.grid
    plain = history(team, 80)
    hand_over(team.workspace, grid, plain)
    before = calibrate(team.workspace, grid)
    for one in plain[:10]:  # sales says who decides, and the rep writes it down afterwards
        answer_criterion(team.workspace, one.lead, "role", "decides" if one.said == ["accepted"] else "none")
    after = calibrate(team.workspace, grid)
    assert (after.rows, after.proposal) == (before.rows, before.proposal)
    assert after.left_out["answers_since"] == 10


def test_a_signal_dated_after_the_decision_is_not_known_at_it(team):
    made = history(team, 60)
    for one in made[:30]:
        one.signals = [Signal("demo_request", one.at + timedelta(days=3))]
    hand_over(team.workspace, team.workspace.grid, made)
    done = calibrate(team.workspace, team.workspace.grid)
    assert next(r for r in done.rows if r.criterion == "asked").kept is Kept.SAME_FOR_ALL


def test_a_criterion_that_reads_like_an_outcome_is_left_out_by_name(desk):
    raw = team_grid()
    raw["criterion"].append(
        criterion("talk", "profile", "number", 20, band=[{"up_to": 60, "percent": 0}, {"percent": 100}])
        | {"label": {"en": "Call duration", "fr": "Durée de l’appel"}}
    )
    grid = published(desk.workspace, raw)
    random, made = Random(3), history(desk, 80)
    for one in made:
        one.answers["talk"] = 400 if one.said == ["accepted"] and random.random() < 0.9 else 20
    hand_over(desk.workspace, grid, made)
    done = calibrate(desk.workspace, grid)
    talk = next(r for r in done.rows if r.criterion == "talk")
    assert (talk.kept, talk.weight_before, talk.weight_after) == (Kept.KNOWN_AFTERWARDS, 20, 20)
    assert [s.before for s in talk.steps] == [s.after for s in talk.steps]


def test_a_criterion_that_tells_the_outcome_by_itself_is_taken_for_one_written_afterwards(team):
    made = history(team, 80)
    for one in made:
        one.answers["need"] = "strong" if one.said == ["accepted"] else "none"
    hand_over(team.workspace, team.workspace.grid, made)
    done = calibrate(team.workspace, team.workspace.grid)
    assert next(r for r in done.rows if r.criterion == "need").kept is Kept.TOO_TELLING


def test_what_was_written_together_with_an_answer_of_sales_is_left_out(desk):
    raw = team_grid()
    raw["criterion"][1] |= {"field": "tags"}
    raw["criterion"][1]["option"][0]["match"] = ["boss*"]
    grid = published(desk.workspace, raw)
    made = history(desk, 60)
    hand_over(desk.workspace, grid, made)
    with act(desk.workspace, "edit") as doing:  # as an import of feedback with a column of tags would
        doing.add(Feedback(doing.new_id(), made[0].lead, NOW, "accepted", doing.operation))
        doing.change_lead(made[0].lead, {"tags": "boss"})
    done = calibrate(desk.workspace, grid)
    assert next(r for r in done.rows if r.criterion == "role").kept is Kept.CAME_WITH_ANSWER


def test_an_answer_that_one_outcome_has_teaches_nothing(team):
    made = history(team, 60, chances={"decides": 0.8, "none": 0.2})
    made[7].answers["role"] = "advises"
    hand_over(team.workspace, team.workspace.grid, made)
    done = calibrate(team.workspace, team.workspace.grid)
    role = next(r for r in done.rows if r.criterion == "role")
    assert (role.steps[1].n, role.steps[1].kept) == (1, Kept.ONE_ROW)


def test_what_is_no_outcome_is_counted_with_its_why(team):
    made = history(team, 6)
    made[0].said = []
    made[1].said = ["meeting_held"]
    hand_over(team.workspace, team.workspace.grid, made[:5])
    other = check_grid(team_grid(id="another"))[0]
    hand_over(team.workspace, other, made[5:])
    done = calibrate(team.workspace, team.workspace.grid, Goal.WON)
    assert done.left_out["other_grid"] == 1
    assert done.left_out["still_open"] == 1 + sum(h.said == ["accepted"] for h in made[2:5])
    assert done.n == sum(h.said == ["rejected"] for h in made[2:5])


def test_an_answer_that_names_no_hand_off_speaks_of_the_newest_one_before_it(team):
    grid, lead = team.workspace.grid, team.add(company="Twice")
    day = timedelta(days=1)
    hand_over(team.workspace, grid, [Handed(lead, {"role": "none"}, ["rejected"], NOW - 20 * day)], name_it=False)
    hand_over(team.workspace, grid, [Handed(lead, {"role": "decides"}, ["accepted"], NOW - 9 * day)], name_it=False)
    hand_over(team.workspace, grid, [Handed(lead, {"role": "advises"}, [], NOW)], name_it=False)
    assert count_outcomes(team.workspace, grid, Goal.ACCEPTED) == (2, 1)


def test_outcomes_of_an_older_version_count_on_the_answers_that_still_fit(team):
    made = history(team, 60)
    hand_over(team.workspace, team.workspace.grid, made)
    raw = team_grid(version=2)
    del raw["criterion"][1]["option"][2]
    grid = published(team.workspace, raw)
    done = calibrate(team.workspace, grid)
    assert done.n == 60
    role = next(r for r in done.rows if r.criterion == "role")
    assert role.known == sum(h.answers["role"] != "none" for h in made)


def test_a_proposal_that_ranks_no_better_later_on_is_not_made(team):
    hand_over(team.workspace, team.workspace.grid, history(team, 90, chances=dict.fromkeys(("decides", "none"), 0.5)))
    done = calibrate(team.workspace, team.workspace.grid)
    assert (done.finding, done.proposal, done.grid) == (Finding.CARD_STANDS, None, None)
    assert all(r.weight_before == r.weight_after for r in done.rows)


def drawn(random, grid, steep):
    """A lead at random, and whether it turns out good: the chance follows the points of the card, which is right."""
    case = tuple(random.choice(values) for values in ([0, 1, 2, None], [0, 1, 2], [0, 1, 2], [0, 0, 0, 50, 100]))
    return case, random.random() < 1 / (1 + math.exp(-(earned(grid, case) - 450) / steep))


def worse_on_later_leads(seed, n, steep):
    """By how much the grid learnt from n outcomes ranks 3,000 unseen leads below a card that is right."""
    random, (grid, _faults) = Random(seed), check_grid(team_grid())
    learn, later = ([drawn(random, grid, steep) for _ in range(count)] for count in (n, 3_000))
    cases, good = [c for c, _good in learn], [g for _case, g in learn]
    columns = [(p, s) for p in range(3) for s in range(3) if sum(c[p] == s for c in cases) > 1] + [(3, -1)]
    taught, slope, _ridge = logistic.teach(grid, cases, good, columns, [earned(grid, c) for c in cases])
    told, _faults = check_grid(calibrated(grid, taught, slope, n).written_into(team_grid()))
    truth = [g for _case, g in later]
    card, learnt = (auc([earned(g, c) for c, _good in later], truth) for g in (grid, told))
    return card - learnt


@given(seed=st.integers(0, 10_000), n=st.sampled_from([50, 80, 150, 300]), steep=st.sampled_from([60, 130, 300]))
@many(max_examples=25)
def test_with_few_outcomes_the_grid_learnt_is_never_worse_than_a_card_that_is_right(seed, n, steep):
    assert worse_on_later_leads(seed, n, steep) <= 0.01


@pytest.mark.long
@given(seed=st.integers(0, 10**9), n=st.integers(50, 600), steep=st.integers(50, 400))
@many(max_examples=500)
def test_with_any_number_of_outcomes_it_is_hardly_worse_either(seed, n, steep):
    # The worst draw known is .0107 (seed 163495671, n 218, steep 196): what 3,000 later leads tell is that sure.
    assert worse_on_later_leads(seed, n, steep) <= 0.02


def test_a_proposal_is_written_as_a_grid_file_of_the_next_version(team, tmp_path):
    hand_over(team.workspace, team.workspace.grid, history(team, 200))
    done = calibrate(team.workspace, team.workspace.grid)
    write_proposal(done, tmp_path / "next.toml")
    grid, faults = read_grid((tmp_path / "next.toml").read_text(encoding="utf-8"))
    assert (grid, faults) == (done.grid, ())
    assert json.loads(json.dumps(calibration_json(team.workspace, done, Words("fr"))))["finding"] == "proposed"


def test_a_cancelled_calibration_leaves_off(team):
    hand_over(team.workspace, team.workspace.grid, history(team, 60))
    with pytest.raises(UserError, match="cancelled"):
        calibrate(team.workspace, team.workspace.grid, progress=lambda _done, _of: False)


def test_an_answer_dated_by_its_day_alone_counts_on_the_day_of_the_hand_off(team):
    grid, lead, early = team.workspace.grid, team.add(company="Same day"), team.add(company="Early")
    made = [Handed(i, {"role": "decides"}, [], NOW - timedelta(days=3)) for i in (lead, early)]
    decisions = hand_over(team.workspace, grid, made)
    at = (NOW - timedelta(days=3)).astimezone(team.workspace.zone)
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    with act(team.workspace, "feedbacks") as doing:  # as a list that has no hours brings it
        doing.add(Feedback(doing.new_id(), lead, midnight, "accepted", doing.operation, decision=decisions[0]))
        before = midnight - timedelta(hours=1)
        doing.add(Feedback(doing.new_id(), early, before, "accepted", doing.operation, decision=decisions[1]))
    assert count_outcomes(team.workspace, grid, Goal.ACCEPTED) == (1, 1)
    assert calibrate(team.workspace, grid).left_out["before_it"] == 1


def test_an_answer_counts_for_the_hand_off_it_names_whichever_lead_it_is_kept_with(team):
    kept, gone = team.add(company="Kept", last_name="Aubry"), team.add(company="Gone", last_name="Aubry")
    made = [Handed(gone, {"role": "decides"}, [], NOW - timedelta(days=3))]
    decision = hand_over(team.workspace, team.workspace.grid, made)[0]
    merge_leads(team.workspace, kept, gone)
    operation = team.last_operation
    team.clock.at += timedelta(minutes=1)
    record_feedback(team.workspace, kept, "accepted")
    undo_operation(team.workspace, operation)  # the answer stays with the lead kept, the hand-off goes back
    with team.workspace.store.read() as tx:
        assert [f.decision for f in activities.feedback_of(tx, [kept])[kept]] == [decision]
    assert count_outcomes(team.workspace, team.workspace.grid, Goal.ACCEPTED) == (1, 1)
