"""The live verdict (formats, section 2): cases worked out by hand, an independent oracle, and what always holds."""

import json
import tomllib
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import settings as many
from hypothesis import strategies as st

from sdrdesk.core.domain.answers import AnswerError, lower_bound, months_until, presumed_answers
from sdrdesk.core.domain.assessment import Assessment, Facts, assess, check_facts, signals_percent
from sdrdesk.core.domain.grid import Kind, share_out
from sdrdesk.core.domain.grid_check import check_grid
from sdrdesk.core.domain.signals import COLD_TYPES, HOT_TYPES, SIGNAL_TYPES, WARM_TYPES, Signal, temperature
from sdrdesk.core.operations.qualification import assessment_json
from tests.domain.grids import criterion, grid_of, option, part, plain
from tests.support import PARIS, ROOT, SHARED

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
GRID = grid_of(plain())  # maxima: size 200, engagement 200, need 300, role 200, deadline 100; intent 600, gate at 300
BANT = grid_of(tomllib.loads((ROOT / "resources" / "grids" / "bant.toml").read_text(encoding="utf-8")))


def verdict(answers=(), signals=(), overrides=(), presumed=(), grid=GRID, now=NOW):
    facts = Facts(dict(answers), tuple(signals), frozenset(overrides), dict(presumed))
    check_facts(grid, facts, now)
    return assess(grid, facts, now)


def ago(days, type_="webinar"):
    return Signal(type_, NOW - timedelta(days=days))


def test_the_age_of_a_signal_is_in_exact_seconds_across_a_change_of_the_clocks():
    engagement = GRID.criterion("engagement")
    now = datetime(2026, 11, 15, 10, 0, tzinfo=PARIS)
    came = now - timedelta(days=30)
    assert (now.astimezone(UTC) - came.astimezone(UTC)) == timedelta(days=30, hours=1)
    for days in range(0, 60):
        local = Signal("demo_request", now - timedelta(days=days))
        exact = Signal("demo_request", local.at.astimezone(UTC))
        assert signals_percent(engagement, [local], now) == signals_percent(engagement, [exact], now)


# -- the independent oracle ------------------------------------------------------------------------------------------


@pytest.mark.skipif(not (SHARED / "oracle").is_dir(), reason="no oracle beside this checkout")
@pytest.mark.parametrize("path", sorted((SHARED / "oracle").glob("*.json")), ids=lambda p: p.stem)
def test_the_worked_cases_of_an_independent_program_agree(path):
    grid = grid_of(tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8")))
    for number, case in enumerate(json.loads(path.read_text(encoding="utf-8"))):
        request = case["request"]
        got = verdict(
            request["answers"],
            [Signal(s["type"], datetime.fromisoformat(s["at"])) for s in request["signals"]],
            request["overrides"],
            grid=grid,
            now=datetime.fromisoformat(request["now"]),
        )
        assert assessment_json(got) == case["expected"], number


# -- by hand ---------------------------------------------------------------------------------------------------------


def test_nothing_known_leaves_all_but_the_signals_open():
    got = verdict()
    assert (got.earned, got.open, got.lost) == (0, 800, 200)  # no signal is a known 0 of 200
    assert got.state == "open"
    assert got.leaning == "never"
    assert got.unsafe == ("need", "role")
    assert got.suggested_route == "further_qualification"
    assert [r.status for r in got.rows] == ["not_asked", "known", "not_asked", "not_asked", "not_asked"]


def test_asked_and_unknown_is_not_the_same_as_not_asked_nor_as_no():
    got = verdict({"need": None, "role": "uses"})
    need, role = got.rows[2], got.rows[3]
    assert (need.status, need.earned, need.open, need.lost) == ("unknown", 0, 300, 0)
    assert (role.status, role.earned, role.open, role.lost) == ("known", 60, 0, 140)  # 30 % of 200
    assert got.unsafe == ("need",)


def test_settled_now_with_points_the_gate_and_nothing_unsafe():
    # 200 size + 300 need + 200 role = 700 of 1000; intent 500 of 600.
    got = verdict({"size": 300, "need": "strong", "role": "decides"})
    assert (got.earned, got.state, got.leaning) == (700, "now", "now")
    assert got.suggested_route == "check_then_meeting"
    assert got.next_question is None


def test_points_without_intent_never_make_now():
    # 200 size + 200 engagement (100 % capped) + 150 need + 60 role + 100 deadline = 710; intent 310 of 600 passes…
    signals = [ago(0, "demo_request")]
    got = verdict({"size": 300, "need": "some", "role": "uses", "deadline": "2026-12-01"}, signals)
    assert (got.earned, got.state) == (710, "now")
    # … and with a gate at 60 % (360) the same points are LATER: NOW is impossible, nothing is open.
    raw = plain()
    raw["intent"]["share"] = 60
    got = verdict({"size": 300, "need": "some", "role": "uses", "deadline": "2026-12-01"}, signals, grid=grid_of(raw))
    assert (got.earned, got.state, got.leaning) == (710, "later", "later")
    assert got.suggested_route == "nurture"


def test_the_gate_lets_exactly_its_share_through():
    # intent 300 of 600 at a share of 50: 300 · 100 = 50 · 600. 200 size + 200 engagement + 300 need = 700.
    got = verdict({"size": 300, "need": "strong", "role": None}, [ago(0, "demo_request")])
    assert (got.earned, got.leaning) == (700, "now")
    assert got.state == "open"  # the role could still eliminate
    got = verdict({"size": 300, "need": "strong", "role": None}, [ago(0, "demo_request")], ["role"])
    assert (got.state, got.unsafe) == ("now", ())


def test_later_is_settled_when_now_cannot_be_reached_any_more():
    # 100 size + 150 need + 200 role = 450 earned, 100 open (deadline): at most 550 < 700.
    got = verdict({"size": 30, "need": "some", "role": "decides"})
    assert (got.earned, got.open, got.state) == (450, 100, "later")


def test_never_is_settled_when_later_cannot_be_reached_even_if_something_is_unsafe():
    # 0 size, 0 engagement, 60 role earned; need asked and unknown (300 open, unsafe), deadline lost: at most 360 < 400.
    got = verdict({"size": 1, "need": None, "role": "uses", "deadline": "2029-01-01"})
    assert (got.earned, got.open, got.state, got.unsafe) == (60, 300, "never", ("need",))
    assert got.suggested_route == "exclude"


def test_exactly_the_later_threshold_is_not_never():
    # role decides 200 earned + deadline 100 earned = 300, and need's 300 open; size 0: 600 ≥ 400 → open.
    raw = plain()
    raw["thresholds"] = {"now": 70, "later": 60}
    got = verdict({"size": 1, "need": None, "role": "decides", "deadline": "2026-11-23"}, grid=grid_of(raw))
    assert (got.earned + got.open, got.state) == (600, "open")


def test_an_eliminating_answer_ends_the_matter_whatever_the_points():
    signals = [ago(0, "demo_request")]
    got = verdict({"size": 300, "need": "strong", "role": "intern", "deadline": "2026-12-01"}, signals)
    assert (got.earned, got.state, got.leaning) == (800, "never", "never")
    assert [(e.criterion, e.reason) for e in got.eliminated_by] == [("role", "cannot_decide")]
    assert got.next_question is None


def test_an_override_takes_the_elimination_and_leaves_the_points():
    got = verdict({"size": 300, "need": "strong", "role": "intern", "deadline": "2026-12-01"},
                  [ago(0, "demo_request")], ["role"])  # fmt: skip
    assert (got.earned, got.state, got.eliminated_by, got.unsafe) == (800, "now", (), ())


def test_an_override_of_what_was_never_asked_makes_it_safe():
    assert verdict(overrides=["need"]).unsafe == ("role",)


def test_two_eliminations_are_both_named():
    got = verdict({"need": "none", "role": "intern"})
    assert {e.reason for e in got.eliminated_by} == {"no_need", "cannot_decide"}


@pytest.mark.parametrize(("percent", "earned"), [(0, 0), (1, 3), (2, 7), (50, 167), (99, 330), (100, 333)])
def test_points_are_rounded_half_up_to_a_tenth(percent, earned):
    """Three equal weights: 334, 333, 333. 333 · 50 % = 166.5 → 167; 2 % = 6.66 → 7; 1 % = 3.33 → 3."""
    raw = plain()
    raw["criterion"] = [
        criterion("a", "intent", "choice", 1, option=[option("x", 10)]),
        criterion("b", "intent", "choice", 1, option=[option("x", percent)]),
        criterion("c", "profile", "choice", 1, option=[option("x", 10)]),
    ]
    grid = grid_of(raw)
    assert list(grid.maxima().values()) == [334, 333, 333]
    assert verdict({"b": "x"}, grid=grid).earned == earned


def test_the_largest_remainders_get_the_tenths_left_and_ties_go_in_grid_order():
    assert share_out(1000, [1, 1, 1, 1, 1, 1]) == [167, 167, 167, 167, 166, 166]
    # 1000·[5,7,9]/21 = 238.095, 333.333, 428.571: the last has the largest remainder.
    assert share_out(1000, [5, 7, 9]) == [238, 333, 429]
    assert share_out(1000, [0, 3]) == [0, 1000]
    assert share_out(10, [0, 0]) == [0, 0]


@pytest.mark.parametrize(("number", "percent"), [(0, 0), (9, 0), (9.5, 50), (49, 50), (49.01, 100), ("50–99", 100),
                                                 ("10-49", 50), ("1 000", 100), ("9,5", 50)])  # fmt: skip
def test_a_number_falls_on_its_band_and_bounds_are_inclusive(number, percent):
    assert verdict({"size": number}).rows[0].earned == 2 * percent


@pytest.mark.parametrize(("said", "number"), [("50–99", 50), ("10 à 19 salariés", 10), ("1 000", 1000), ("1,200", 1200),
                                              ("2,5", 2.5), ("250+", 250), ("1 234 567", 1234567), ("none", None),
                                              ("1\u202f000", 1000), ("5 000 - 9 999", 5000),
                                              ("1.200,50 €", 1200.5), ("1.234.567", 1234567), ("12.50", 12.5),
                                              ("1.500", 1.5), ("1,200.50", 1200.5)])  # fmt: skip
def test_a_bracket_counts_as_its_lower_bound(said, number):
    assert lower_bound(said) == number


@pytest.mark.parametrize(
    ("answers", "code", "criterion_id"),
    [
        ({"luck": "x"}, "unknown_criterion", "luck"),
        ({"need": "perhaps"}, "unknown_option", "need"),
        ({"need": True}, "unknown_option", "need"),
        ({"need": 1}, "unknown_option", "need"),
        ({"size": "many"}, "not_a_number", "size"),
        ({"size": True}, "not_a_number", "size"),
        ({"size": float("nan")}, "not_a_number", "size"),
        ({"deadline": "soon"}, "not_a_date", "deadline"),
        ({"deadline": "2026-02-30"}, "not_a_date", "deadline"),
        ({"engagement": 100}, "never_asked", "engagement"),
        ({"engagement": None}, "never_asked", "engagement"),
    ],
)
def test_an_answer_the_grid_cannot_hold_is_named(answers, code, criterion_id):
    with pytest.raises(AnswerError) as caught:
        verdict(answers)
    assert (caught.value.code, caught.value.criterion) == (code, criterion_id)


def test_an_unknown_override_or_signal_is_named():
    with pytest.raises(AnswerError, match="luck"):
        verdict(overrides=["luck"])
    with pytest.raises(AnswerError, match="smoke"):
        verdict(signals=[Signal("smoke", NOW)])


# -- months ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "target", "months"),
    [
        ("2026-11-22", "2026-11-22", 0),
        ("2026-11-22", "2020-01-01", 0),
        ("2026-11-22", "2026-11-23", 1),
        ("2026-11-22", "2026-12-22", 1),
        ("2026-11-22", "2026-12-23", 2),
        ("2026-11-22", "2027-11-22", 12),
        ("2026-01-31", "2026-02-28", 1),  # 31 Jan + 1 month is 28 Feb
        ("2026-01-31", "2026-03-01", 2),
        ("2028-01-31", "2028-02-29", 1),  # a leap year
        ("2028-01-31", "2028-03-31", 2),
        ("2026-08-31", "2026-09-30", 1),
        ("2026-08-31", "2026-10-01", 2),
        ("2028-02-29", "2029-02-28", 12),
        ("2028-02-29", "2029-03-01", 13),
        ("2026-02-28", "2026-03-28", 1),
        ("2026-02-28", "2026-03-31", 2),  # the day is clipped, never stretched: 28 Mar < 31 Mar
        ("2026-12-31", "2027-01-01", 1),
    ],
)
def test_months_are_calendar_months_with_the_day_clipped(today, target, months):
    assert months_until(date.fromisoformat(target), date.fromisoformat(today)) == months


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_months_are_the_smallest_number_that_reaches_the_day(today, target):
    def reached(m):  # by counting one month after another, on a calendar of its own
        year, month = today.year + (today.month - 1 + m) // 12, (today.month - 1 + m) % 12 + 1
        last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
        return date(year, month, min(today.day, last)) >= target

    m = months_until(target, today)
    assert reached(m)
    assert m == 0 or not reached(m - 1)


def test_today_is_the_date_of_now_as_written():
    late = datetime.fromisoformat("2026-11-22T23:30:00-05:00")  # already the 23rd in London
    raw = plain()
    part(raw, "deadline")["band"] = [{"up_to": 0, "percent": 100}, {"percent": 0}]
    assert verdict({"deadline": "2026-11-23"}, grid=grid_of(raw), now=late).rows[4].earned == 0
    assert verdict({"deadline": "2026-11-23"}, grid=grid_of(raw), now=late.astimezone(UTC)).rows[4].earned == 100


# -- signals ---------------------------------------------------------------------------------------------------------

ENGAGEMENT = next(c for c in GRID.criteria if c.kind is Kind.SIGNALS)


@pytest.mark.parametrize(
    ("signals", "percent"),
    [
        ([], 0),
        ([ago(0)], 40),
        ([ago(30)], 20),
        ([ago(60)], 10),
        ([ago(15)], 28),  # 40 / √2 = 28.28
        ([ago(0), ago(30), ago(60)], 70),
        ([ago(0, "demo_request"), ago(0)], 100),  # at most 100
        ([ago(-10)], 40),  # to come: as new, never more
        ([ago(-400, "demo_request")], 100),
        ([ago(30, "email_open")], 2),  # 1.5 rounds up
        ([ago(60, "email_open")], 1),  # 0.75
        ([ago(120, "email_open")], 0),  # 0.1875
        ([ago(0, "download")], 0),  # not in this grid
        ([Signal("webinar", NOW - timedelta(seconds=1))], 40),
    ],
)
def test_a_signal_halves_every_half_life(signals, percent):
    assert signals_percent(ENGAGEMENT, signals, NOW) == percent


def test_age_is_exact_to_the_second():
    # 40 · 2^(−age/30 d) = 39.5 at age 30 · log2(40/39.5) = 0.544… days = 47,029.5… seconds
    assert signals_percent(ENGAGEMENT, [Signal("webinar", NOW - timedelta(seconds=47_000))], NOW) == 40
    assert signals_percent(ENGAGEMENT, [Signal("webinar", NOW - timedelta(seconds=47_100))], NOW) == 39


def test_signals_are_always_known_and_never_asked():
    got = verdict()
    assert got.rows[1].status == "known"
    assert got.next_question is not None
    assert got.next_question.criterion != "engagement"


FORTNIGHT, QUARTER = timedelta(days=14), timedelta(days=90)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("signals", "expected"),
    [
        ([], "cold"),
        ([("demo_request", FORTNIGHT)], "hot"),
        ([("demo_request", FORTNIGHT + SECOND)], "warm"),
        ([("demo_request", QUARTER)], "warm"),
        ([("demo_request", QUARTER + SECOND)], "cold"),
        ([("webinar", QUARTER)], "warm"),
        ([("webinar", QUARTER + SECOND)], "cold"),
        ([("webinar", timedelta(0))], "warm"),
        ([("newsletter", timedelta(0))], "cold"),
        ([("demo_request", -QUARTER)], "hot"),
        ([("demo_request", QUARTER + SECOND), ("quote_request", FORTNIGHT)], "hot"),
        ([("quote_request", FORTNIGHT), ("demo_request", QUARTER + SECOND)], "hot"),
    ],
)
def test_temperature_changes_on_the_second(signals, expected):
    assert temperature([Signal(t, NOW - age) for t, age in signals], NOW) == expected


def test_a_fortnight_is_hours_and_not_local_days():
    """Across the change of 25 October a local fortnight has 337 hours; 336 count."""
    before = datetime.fromisoformat("2026-10-20T10:00:00+02:00")
    assert temperature([Signal("demo_request", before)], datetime.fromisoformat("2026-11-03T09:00:00+01:00")) == "hot"
    assert temperature([Signal("demo_request", before)], datetime.fromisoformat("2026-11-03T09:00:01+01:00")) == "warm"


def test_the_types_are_those_of_the_formats_page():
    assert {"demo_request", "meeting_request", "quote_request", "call_request"} == HOT_TYPES
    assert len(WARM_TYPES) == 7
    assert len(COLD_TYPES) == 8
    assert len(SIGNAL_TYPES) == 19


# -- the flag, the next question -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "signals", "flagged"),
    [
        # behaviour 200 of 200; intent earned 60 of 600 (10 %), open 100 (17 %)
        ({"need": "none", "role": "uses", "deadline": None}, [ago(0, "demo_request")], True),
        # intent open 400 of 600 = 67 %: too much is not known
        ({"need": None, "role": "uses"}, [ago(0, "demo_request")], False),
        # intent open 300 = exactly 50 %, earned 100 = 16.7 %
        ({"need": None, "role": "intern", "deadline": "2026-12-01"}, [ago(0, "demo_request")], True),
        # intent earned 150 = exactly 25 %: no longer below it
        ({"need": "some", "role": "intern", "deadline": "2029-01-01"}, [ago(0, "demo_request")], False),
        # behaviour 56 of 200 (28 %)
        ({"need": "none", "role": "uses", "deadline": None}, [ago(15)], False),
        # behaviour 120 of 200 = exactly 60 %: 40 + 20
        ({"need": "none", "role": "uses", "deadline": None}, [ago(0), ago(30)], True),
    ],
)
def test_interest_without_intent_is_flagged(answers, signals, flagged):
    assert verdict(answers, signals).flags == (("interest_without_intent",) if flagged else ())


def test_the_next_question_is_the_one_that_settles_with_most_of_its_answers():
    # Nothing asked. need: 1 of 3 answers (none) eliminates; strong and some leave it open. role waits for need.
    # size: max open after it 800-200+…; deadline likewise settle nothing.
    asked = verdict().next_question
    assert asked is not None
    assert (asked.criterion, asked.settling, asked.answers) == ("need", 1, 3)


def test_a_question_is_not_proposed_before_the_one_it_follows():
    assert verdict({"need": "strong"}).next_question.criterion == "role"
    # size 200 + need 300 known and deadline 100: once role is known as deciding, 700 settles NOW; 2 of its 3 do.
    got = verdict({"need": None, "size": 300}).next_question
    assert got is not None
    assert got.criterion in ("role", "deadline")


def test_between_equal_shares_the_larger_maximum_is_asked_and_then_grid_order():
    raw = plain()
    raw["criterion"] = [
        criterion("a", "profile", "choice", 10, option=[option("x", 50), option("y", 50)]),
        criterion("b", "profile", "choice", 20, option=[option("x", 50), option("y", 50)]),
        criterion("c", "profile", "choice", 20, option=[option("x", 50), option("y", 50)]),
        criterion("d", "intent", "choice", 50, option=[option("x", 50), option("y", 50)]),
    ]
    grid = grid_of(raw)
    assert verdict(grid=grid).next_question.criterion == "d"
    assert verdict({"d": None}, grid=grid).next_question.criterion == "b"


def test_what_was_asked_and_not_known_is_not_asked_again():
    got = verdict({"need": None, "role": None, "size": None})
    assert got.next_question is not None
    assert got.next_question.criterion == "deadline"
    assert verdict({"need": None, "role": None, "size": None, "deadline": None}).next_question is None


def test_an_overridden_criterion_no_longer_settles_by_eliminating():
    # Overridden, need's "none" does not end the matter: 200 − … it only loses its points.
    asked = verdict(overrides=["need", "role"]).next_question
    assert asked is not None
    assert asked.settling == 0


# -- presumed --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "presumed"),
    [
        ({"job_title": "Directeur des opérations"}, {"role": "decides"}),
        ({"job_title": "DIRECTEUR  ADJOINT"}, {"role": "decides"}),
        ({"job_title": "CEO"}, {"role": "decides"}),
        ({"job_title": "Ceo & founder"}, {}),
        ({"job_title": "Assistante stagiaire"}, {"role": "intern"}),
        ({"job_title": "Directeur stagiaire"}, {"role": "decides"}),  # the first option that matches
        ({"employees": "50 à 99"}, {"size": 50}),
        ({"employees": "unknown"}, {}),
        ({"employees": "  ", "job_title": ""}, {}),
        ({"company": "CEO"}, {}),
    ],
)
def test_answers_are_presumed_from_fields(fields, presumed):
    assert presumed_answers(GRID.criteria, fields) == presumed


def test_a_presumed_answer_scores_and_reads_to_be_confirmed_but_never_eliminates_nor_makes_safe():
    got = verdict(presumed={"role": "intern", "size": 100})
    assert [r.status for r in got.rows] == ["presumed", "known", "not_asked", "presumed", "not_asked"]
    assert (got.earned, got.eliminated_by, got.state) == (200, (), "open")
    assert "role" in got.unsafe
    assert got.presumed_to_eliminate == ("role",)


def test_a_presumed_answer_cannot_settle_now_while_it_may_eliminate():
    got = verdict({"need": "strong"}, presumed={"size": 300, "role": "decides"})
    assert (got.earned, got.leaning, got.state) == (700, "now", "open")


def test_what_a_person_said_comes_before_what_is_presumed():
    got = verdict({"role": None, "size": 1}, presumed={"role": "decides", "size": 500})
    assert [r.status for r in got.rows] == ["known", "known", "not_asked", "unknown", "not_asked"]
    assert got.earned == 0


def test_what_is_presumed_is_asked_last_and_to_be_confirmed():
    got = verdict({"need": None, "deadline": None}, presumed={"role": "decides"}).next_question
    assert (got.criterion, got.confirms) == ("size", False)
    got = verdict({"need": None, "deadline": None, "size": None}, presumed={"role": "decides"}).next_question
    assert (got.criterion, got.confirms) == ("role", True)


# -- the pair of M13 -------------------------------------------------------------------------------------------------


def test_all_engagement_and_no_project_stays_behind_little_engagement_and_a_real_one():
    clicks = ["webinar", "download", "pricing_page", "email_open", "newsletter", "event"]
    keen = verdict(
        {"sector": "target", "size": 200, "need": "vague", "need_shared": "contact_only", "authority": "uses",
         "timing": None, "budget": None},
        [ago(d, t) for d, t in enumerate(clicks)],
        grid=BANT,
    )  # fmt: skip
    real = verdict(
        {"sector": "target", "size": 200, "need": "blocking", "need_shared": "organisation", "authority": "decides",
         "timing": "2027-01-15", "budget": "arbitration"},
        [ago(80, "newsletter")],
        grid=BANT,
    )  # fmt: skip
    assert keen.rows[2].earned == keen.rows[2].max  # as engaged as can be
    assert real.rows[2].earned == 1  # 5 · 2^(−80/30) = 0.79, 1 % of 100
    assert real.state == "now"
    assert keen.state != "now"
    assert keen.leaning != "now"
    assert real.earned > keen.earned
    assert keen.flags == ("interest_without_intent",)


# -- what always holds -----------------------------------------------------------------------------------------------


@st.composite
def grids(draw):
    raw = plain()
    weights = draw(st.lists(st.integers(0, 60), min_size=5, max_size=5))
    later = draw(st.integers(0, 99))
    raw["thresholds"] = {"now": draw(st.integers(later + 1, 100)), "later": later}
    raw["intent"]["share"] = draw(st.integers(0, 100))
    percents = draw(st.lists(st.integers(0, 100), min_size=12, max_size=12))
    for one, weight in zip(raw["criterion"], weights, strict=True):
        one["weight"] = weight
        for step in [*one.get("option", []), *one.get("band", [])]:
            step["percent"] = percents.pop()
    grid, _faults = check_grid(raw)
    if grid is None:  # too much behaviour, or a criterion that serves no decision
        for one, weight in zip(raw["criterion"], weights, strict=True):
            one["weight"] = weight + 1 if one["family"] == "intent" else min(weight + 1, 1)
        grid = grid_of(raw)
    return grid


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "size": st.one_of(st.none(), st.integers(0, 500), st.floats(0, 500)),
        "need": st.sampled_from([None, "strong", "some", "none"]),
        "role": st.sampled_from([None, "decides", "uses", "intern"]),
        "deadline": st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2032, 1, 1)).map(str)),
    },
)
PRESUMED = st.fixed_dictionaries(
    {}, optional={"size": st.integers(0, 500), "role": st.sampled_from(["decides", "uses", "intern"])}
)
SIGNALS = st.lists(
    st.builds(ago, st.floats(-30, 300), st.sampled_from(sorted(SIGNAL_TYPES))), max_size=6
)  # fmt: skip
OVERRIDES = st.sets(st.sampled_from(["need", "role", "size"]))


@given(grids(), ANSWERS, SIGNALS, OVERRIDES, PRESUMED)
@many(max_examples=300)
def test_every_point_is_earned_open_or_lost(grid, answers, signals, overrides, presumed):
    got = verdict(answers, signals, overrides, presumed, grid)
    assert got.earned + got.open + got.lost == 1000
    assert sum(r.earned for r in got.rows) == got.earned
    assert sum(r.open for r in got.rows) == got.open
    assert sum(r.lost for r in got.rows) == got.lost
    assert all(r.earned + r.open + r.lost == r.max for r in got.rows)
    assert all(min(r.earned, r.open, r.lost) >= 0 for r in got.rows)
    assert sum(r.max for r in got.rows) == 1000


@given(grids(), ANSWERS, SIGNALS, OVERRIDES, PRESUMED, st.randoms())
@many(max_examples=200)
def test_the_order_things_were_learnt_in_changes_nothing(grid, answers, signals, overrides, presumed, random):
    def shuffled(items):
        items = list(items)
        random.shuffle(items)
        return items

    one = verdict(answers, signals, overrides, presumed, grid)
    other = verdict(
        shuffled(answers.items()),
        shuffled(signals),
        shuffled(overrides),
        shuffled(presumed.items()),
        grid,
    )
    assert assessment_json(one) | {"eliminated_by": 0} == assessment_json(other) | {"eliminated_by": 0}
    assert set(one.eliminated_by) == set(other.eliminated_by)
    assert [e.criterion for e in one.eliminated_by] == [e.criterion for e in other.eliminated_by]


@given(grids(), ANSWERS, SIGNALS, PRESUMED)
@many(max_examples=200)
def test_what_is_presumed_never_eliminates_and_never_settles_an_unsafe_matter(grid, answers, signals, presumed):
    got = verdict(answers, signals, presumed=presumed, grid=grid)
    said = verdict(answers, signals, grid=grid)
    assert got.eliminated_by == said.eliminated_by
    assert got.unsafe == said.unsafe
    if got.unsafe:
        assert got.state not in ("now", "later")


@given(grids(), ANSWERS, SIGNALS, OVERRIDES)
@many(max_examples=200)
def test_a_settled_matter_leans_where_it_settled_unless_it_can_no_longer_reach_it(grid, answers, signals, overrides):
    got = verdict(answers, signals, overrides, grid=grid)
    if got.state in ("now", "later"):
        assert got.leaning == got.state
    if got.state == "never":
        assert got.leaning == "never"
    assert (got.next_question is None) or got.state == "open"


@given(st.integers(0, 1000), st.integers(0, 1000))
@many(max_examples=300)
def test_whole_points_make_a_hundred_and_never_round_the_score_up(earned, share):
    open_ = (1000 - earned) * share // 1000
    got = points(earned, open_, 1000 - earned - open_)
    assert sum(got) == 100
    assert got[0] == earned // 10
    assert min(got) >= 0
    assert abs(got[1] * 10 - open_) < 10
    assert abs(got[2] * 10 - (1000 - earned - open_)) < 10


@pytest.mark.parametrize(
    ("tenths", "shown"),
    [
        ((699, 301, 0), (69, 31, 0)),
        ((700, 300, 0), (70, 30, 0)),
        ((624, 200, 176), (62, 20, 18)),
        ((0, 0, 1000), (0, 0, 100)),
        ((999, 1, 0), (99, 1, 0)),
        ((999, 0, 1), (99, 0, 1)),
        ((978, 19, 3), (97, 2, 1)),
        ((1000, 0, 0), (100, 0, 0)),
    ],
)
def test_a_score_below_seventy_never_reads_seventy(tenths, shown):
    assert points(*tenths) == shown


def points(earned, open_, lost):
    base = verdict()
    values = {name: getattr(base, name) for name in Assessment.__slots__}
    return Assessment(**values | {"earned": earned, "open": open_, "lost": lost}).whole_points()


def test_fit_counts_profile_points_alone():
    assert verdict({"size": 30, "need": "strong"}, [ago(0)]).fit() == (100, 0, 200)
