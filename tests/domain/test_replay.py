"""What a changed grid would have said, and the part of the change that does it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import settings as many
from hypothesis import strategies as st

from sdrdesk.core.domain.answers import presumed_answers
from sdrdesk.core.domain.assessment import Elimination, Facts, assess
from sdrdesk.core.domain.grid import Grid
from sdrdesk.core.domain.grid_check import check_grid
from sdrdesk.core.domain.grid_parts import parts_of, with_parts
from sdrdesk.core.domain.replay import GridChange, Verdict
from sdrdesk.core.domain.signals import SIGNAL_TYPES, Signal
from tests.domain.grids import criterion, grid_of, option, part, plain

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
OLD = grid_of(
    plain()
)  # maxima: size 200, engagement 200, need 300, role 200, deadline 100; now 70, later 40, intent 50


def changed(**how) -> Grid:
    """The small grid with its thresholds, share, or parts of one criterion changed."""
    raw = plain()
    raw["version"] = 2
    for key, value in how.items():
        match key:
            case "now" | "later":
                raw["thresholds"][key] = value
            case "share":
                raw["intent"]["share"] = value
            case "gone":
                raw["criterion"] = [c for c in raw["criterion"] if c["id"] != value]
            case "added":
                raw["criterion"].append(value)
            case _:
                part(raw, key).update(value)
    return grid_of(raw)


def played(new: Grid, answers, *, old: Grid = OLD, signals=(), overrides=(), presumed=None, fields=None, stored=None):
    facts = Facts(answers, tuple(signals), frozenset(overrides), presumed or {})
    before = stored or Verdict.of(assess(old, facts, NOW))
    return GridChange(old, new).replayed(facts, NOW, before, fields)


def cause(*given, **also):
    found = played(*given, **also).cause
    return (found.code, dict(found.params), found.together) if found else None


# Size 20, 100 % of 200 above 49; need strong 300, some 150; role decides 200, uses 60; deadline within 3 months 100.
GOOD = {"size": 80, "need": "strong", "role": "decides", "deadline": "2027-01-10"}  # 80 points: now
FAIR = {"size": 20, "need": "some", "role": "decides", "deadline": "2027-10-01"}  # 10 + 15 + 20 + 4 = 49: later
SIZE = [{"up_to": 9, "percent": 0}, {"up_to": 49, "percent": 50}, {"percent": 100}]


def test_a_grid_that_says_the_same_leaves_the_verdict_and_names_no_cause():
    found = played(changed(need={"question": {"en": "?", "fr": "?"}}), GOOD)
    assert (found.before.state, found.after.state, found.cause) == ("now", "now", None)
    assert (found.after.earned, found.left_out) == (800, ())


@pytest.mark.parametrize(
    ("new", "answers", "states", "why"),
    [
        (changed(now=81), GOOD, ("now", "later"), ("threshold_now", {"before": 70, "after": 81}, False)),
        (changed(later=50), FAIR, ("later", "never"), ("threshold_later", {"before": 40, "after": 50}, False)),
        (
            changed(share=100),
            {**GOOD, "deadline": "2027-10-01"},  # intent 540 of 600
            ("now", "later"),
            ("intent_share", {"before": 50, "after": 100}, False),
        ),
        (
            changed(need={"option": [option("strong", 100), option("some", 50, "no_need")]}),
            FAIR,
            ("later", "never"),
            ("now_eliminates", {"criterion": "need", "answer": "some", "reason": "no_need"}, False),
        ),
        (
            changed(role={"option": [option("decides", 100), option("uses", 30), option("intern", 0)]}),
            {**GOOD, "role": "intern"},  # 20 + 30 + 0 + 10 = 60 points: later once it is no elimination
            ("never", "later"),
            ("no_longer_eliminates", {"criterion": "role", "answer": "intern", "reason": "cannot_decide"}, False),
        ),
        (
            changed(need={"option": [option("strong", 100), option("none", 0, "no_need")]}),
            FAIR,  # "some" is gone: 34 points known, 30 open, and unsafe
            ("later", "open"),
            ("answer_gone", {"criterion": "need", "answer": "some"}, False),
        ),
        (
            changed(need={"option": [option("strong", 100), option("some", 10), option("none", 0, "no_need")]}),
            FAIR,  # 49 - 12 = 37
            ("later", "never"),
            ("worth_otherwise", {"criterion": "need", "answer": "some", "before": 150, "after": 30}, False),
        ),
        (
            changed(size={"band": [{"up_to": 100, "percent": 0}, {"percent": 100}]}),
            FAIR,  # 49 - 10 = 39
            ("later", "never"),
            ("worth_otherwise", {"criterion": "size", "answer": 20, "before": 100, "after": 0}, False),
        ),
        # Without role 15+10+4 of 80: 100, 150, 40 of shares 250, 250, 375, 125 = 125 + 187.5 + 50 = 36 points
        (changed(gone="role"), FAIR, ("later", "never"), ("gone", {"criterion": "role"}, False)),
        (
            changed(added=criterion("pain", "intent", "choice", 100, option=[option("yes", 100), option("no", 0)])),
            GOOD,  # 40 of 100, and 50 open
            ("now", "open"),
            ("added", {"criterion": "pain"}, False),
        ),
        (
            changed(size={"weight": 60}),
            GOOD | {"need": "some"},  # 65: later; then 429 + 107 + 143 + 71 = 75.0, intent 321 of 429
            ("later", "now"),
            ("weights", {"criterion": "size", "before": 200, "after": 429}, False),
        ),
    ],
)  # fmt: skip
def test_a_verdict_that_changes_names_the_part_that_changes_it(new, answers, states, why):
    found = played(new, answers)
    assert (found.before.state, found.after.state) == states
    assert cause(new, answers) == why


def test_a_criterion_that_can_now_end_the_matter_must_be_known():
    answers = {k: v for k, v in GOOD.items() if k != "size"} | {"size": None}
    raw = {"band": [{"up_to": 9, "percent": 0, "eliminates": "too_small"}, *SIZE[1:]]}
    lower = grid_of({**plain(), "thresholds": {"now": 60, "later": 40}})
    new = replace(changed(size=raw), now=60)
    assert cause(new, answers, old=lower) == ("must_be_known", {"criterion": "size"}, False)
    assert cause(lower, answers, old=new) == ("need_not_be_known", {"criterion": "size"}, False)


def test_parts_that_only_do_it_together_are_said_to():
    # 65 points. "Now" from 68 is not enough, "some" at 60 % (68 points) is not enough: both are.
    new = changed(now=68, need={"option": [option("strong", 100), option("some", 60), option("none", 0, "no_need")]})
    answers = {**GOOD, "need": "some"}
    params = {"criterion": "need", "answer": "some", "before": 150, "after": 180}
    assert cause(new, answers) == ("worth_otherwise", params, True)


def test_thresholds_that_pass_each_other_are_never_tried_against_each_other():
    new = changed(now=30, later=20)
    answers = {**FAIR, "size": 5}  # 39 points, intent 390 of 600
    found = played(new, answers)
    assert (found.before.state, found.after.state) == ("never", "now")
    # "now" from 30 under "later" from 40 makes no grid: the two are put in one after the other, later first.
    assert cause(new, answers) == ("threshold_now", {"before": 70, "after": 30}, True)


def test_an_answer_that_no_longer_fits_is_left_out_as_not_asked():
    raw = plain()
    need = part(raw, "need")
    need["kind"], need["band"] = "number", [{"up_to": 3, "percent": 10}, {"percent": 100}]
    del need["option"]
    found = played(grid_of(raw), GOOD)
    assert found.left_out == ("need",)
    assert (found.after.earned, found.after.open) == (500, 300)
    assert cause(grid_of(raw), GOOD) == ("another_kind", {"criterion": "need"}, False)


def test_another_family_changes_what_counts_as_intent():
    # intent 450 of 600; without the deadline 350 of 500, 70 %
    old = grid_of({**plain(), "intent": {"share": 71}, "thresholds": {"now": 60, "later": 40}})
    raw = {**plain(), "intent": {"share": 71}, "thresholds": {"now": 60, "later": 40}}
    part(raw, "deadline")["family"] = "profile"
    params = {"criterion": "deadline", "before": "intent", "after": "profile"}
    assert cause(grid_of(raw), GOOD | {"need": "some"}, old=old) == ("another_family", params, False)


def test_signals_that_count_otherwise():
    answers = {**GOOD, "need": "some", "role": "uses"}  # 51 points, intent 310 of 600
    came = [Signal("webinar", NOW)]  # 8 points, then 20
    new = changed(engagement={"signal": {"webinar": 100}})
    params = {"criterion": "engagement", "before": 80, "after": 200}
    assert cause(new, answers, signals=came) == ("signals_otherwise", params, False)


def test_the_order_of_criteria_counts_where_a_tenth_does():
    def in_turn(*weights):
        ids = ("a", "b", "c")
        made = [criterion(i, "intent", "choice", 1, option=[option("y", 100), option("n", 0)]) for i in ids]
        return grid_of(
            {**plain(), "thresholds": {"now": 67, "later": 40}, "intent": {"share": 0},
             "criterion": [made[n] for n in weights]}
        )  # fmt: skip

    answers = {"b": "y", "c": "n", "a": "y"}  # 334 + 333 = 66.7, and 333 + 333 = 66.6
    old, new = in_turn(0, 1, 2), in_turn(2, 0, 1)
    low = replace(old, now=66), replace(new, now=66)
    assert [Verdict.of(assess(g, Facts(answers), NOW)).earned for g in (old, new)] == [667, 666]
    assert cause(low[1], answers, old=low[0]) is None
    assert [p.kind.value for p in parts_of(old, new)] == ["order"]


def test_a_verdict_that_its_own_grid_no_longer_gives_is_blamed_on_nothing_else():
    stored = Verdict(assess(OLD, Facts({}), NOW).state, assess(OLD, Facts({}), NOW).leaning, 1, 999)
    assert cause(changed(now=90), GOOD, stored=stored) == ("scored_otherwise", {}, False)


def test_a_presumed_answer_stays_where_the_criterion_presumes_as_before():
    new = changed(size={"band": [{"percent": 100}]})  # worth otherwise, presumed alike
    found = played(new, {}, presumed={"size": 20}, fields={"employees": "9999", "job_title": "CEO"})
    assert found.after.earned == 200
    assert not GridChange(OLD, new).needs_fields


def test_a_presumed_answer_is_presumed_anew_where_the_matching_changed_and_left_out_without_the_fields():
    new = changed(
        role={
            "option": [
                option("decides", 100, match=["buyer*"]),
                option("uses", 30),
                option("intern", 0, "cannot_decide"),
            ]
        }
    )
    assert GridChange(OLD, new).needs_fields
    assert played(new, {}, presumed={"role": "decides"}, fields={"job_title": "Buyer"}).after.earned == 200
    assert played(new, {}, presumed={"role": "decides"}, fields={"job_title": "CEO"}).after.earned == 0
    assert played(new, {}, presumed={"role": "decides"}).after.earned == 0


def test_presuming_otherwise_is_a_cause():
    matching = [option("decides", 100), option("uses", 30, match=["ceo"]), option("intern", 0, "cannot_decide")]
    old, new = changed(later=60), changed(later=60, role={"option": matching})
    answers = {"size": 80, "need": "some", "deadline": "2027-01-10"}  # 45 points, and 20 or 6 presumed
    found = cause(new, answers, presumed={"role": "decides"}, fields={"job_title": "CEO"}, old=old)
    assert found == ("presumed_otherwise", {"criterion": "role", "before": 200, "after": 60}, False)


def test_an_override_of_a_criterion_that_is_gone_goes_with_it():
    found = played(changed(gone="role"), {**GOOD, "role": "intern"}, overrides=["role"])
    assert found.after.eliminated_by == ()
    assert found.left_out == ("role",)
    assert Verdict.of(assess(OLD, Facts({"role": "intern"}), NOW)).eliminated_by == (
        Elimination("role", "cannot_decide"),
    )


# -- what always holds -----------------------------------------------------------------------------------------------

_EXTRA = criterion("pain", "intent", "choice", 10, option=[option("yes", 100), option("no", 0, "no_need")])


@st.composite
def grids(draw):
    raw = plain()
    if draw(st.booleans()):
        raw["criterion"].append(dict(_EXTRA))
    raw["criterion"] = draw(st.permutations(raw["criterion"]))
    gone = draw(st.sampled_from(["", "size", "role", "deadline"]))
    raw["criterion"] = [c for c in raw["criterion"] if c["id"] != gone]
    later = draw(st.integers(0, 80))
    raw["thresholds"] = {"now": draw(st.integers(later + 1, 100)), "later": later}
    raw["intent"]["share"] = draw(st.sampled_from([0, 30, 50, 80]))
    for one in raw["criterion"]:
        one["weight"] = draw(st.integers(1, 3)) if one["family"] == "behaviour" else draw(st.integers(5, 40))
        for step in [*one.get("option", []), *one.get("band", [])]:
            step["percent"] = draw(st.sampled_from([0, 30, 50, 80, 100]))
            if draw(st.booleans()):
                step.pop("eliminates", None)
            elif draw(st.booleans()) and draw(st.booleans()):
                step["eliminates"] = "off_target"
        if len(one.get("option", [])) > 2 and draw(st.booleans()):
            one["option"] = one["option"][1:]
    grid, faults = check_grid(raw)
    if grid is None:  # `after` names a criterion that is gone
        part(raw, "role").pop("after")
        grid, faults = check_grid(raw)
    assert grid is not None, faults
    return grid


FACTS = st.builds(
    Facts,
    st.fixed_dictionaries(
        {},
        optional={
            "size": st.one_of(st.none(), st.integers(0, 500)),
            "need": st.sampled_from([None, "strong", "some", "none"]),
            "role": st.sampled_from([None, "decides", "uses", "intern"]),
            "deadline": st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2028, 1, 1)).map(str)),
            "pain": st.sampled_from([None, "yes", "no"]),
        },
    ),
    st.lists(
        st.builds(
            lambda days, kind: Signal(kind, NOW - timedelta(days=days)),
            st.floats(0, 100),
            st.sampled_from(sorted(SIGNAL_TYPES)),
        ),
        max_size=3,
    ).map(tuple),
    st.frozensets(st.sampled_from(["need", "role", "size"])),
)
FIELDS = st.fixed_dictionaries({"job_title": st.sampled_from(["", "CEO", "Stagiaire"]), "employees": st.just("40")})


def of_old(old: Grid, facts: Facts, fields) -> Facts:
    """What could have been recorded under the old grid."""
    kept = {
        c: v
        for c, v in facts.answers.items()
        if (k := old.criterion(c)) and (not k.options or v is None or k.option(v))
    }
    overrides = frozenset(c for c in facts.overrides if old.criterion(c))
    return Facts(kept, facts.signals, overrides, presumed_answers(old.criteria, fields))


@given(grids(), grids(), FACTS, FIELDS)
@many(max_examples=400)
def test_all_parts_together_are_the_new_grid_and_the_named_part_does_what_is_said(old, new, facts, fields):
    facts = of_old(old, facts, fields)
    change = GridChange(old, new)
    stored = Verdict.of(assess(old, facts, NOW))
    found = change.replayed(facts, NOW, stored, fields)
    whole = with_parts(old, new, change.parts)
    assert dict(whole.maxima()) == dict(new.maxima())
    assert GridChange(old, whole).replayed(facts, NOW, stored, fields).after == found.after
    assert found == GridChange(old, new).replayed(facts, NOW, stored, fields)
    assert (found.cause is None) == (found.before.said == found.after.said)
    if found.cause is None:
        return
    does = []
    for one in change.parts:
        only = with_parts(old, new, [one])
        if only.later < only.now:
            alone = GridChange(old, only).replayed(facts, NOW, stored, fields)
            if alone.after.said == found.after.said:
                does.append((one, alone.cause))
    assert found.cause.together == (not does)
    if does:
        assert found.cause == does[0][1]


@given(grids(), FACTS, FIELDS)
@many(max_examples=200)
def test_a_grid_replayed_on_itself_changes_nothing(grid, facts, fields):
    facts = of_old(grid, facts, fields)
    stored = Verdict.of(assess(grid, facts, NOW))
    change = GridChange(grid, replace(grid, version=grid.version + 1))
    found = change.replayed(facts, NOW, stored)
    assert change.parts == ()
    assert (found.before, found.after, found.left_out, found.cause) == (stored, stored, (), None)
