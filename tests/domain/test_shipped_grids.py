"""The grids that ship: what each must hold, and that none of them mistakes interest for intent."""

import sys
import tomllib
from dataclasses import replace
from datetime import date, timedelta

import pytest

from sdrdesk.core.domain.answers import presumed_answer
from sdrdesk.core.domain.assessment import INTEREST_WITHOUT_INTENT, Facts, State, assess
from sdrdesk.core.domain.grid import CYCLES, Family, Kind, Level
from sdrdesk.core.domain.recommendation import Decision
from sdrdesk.core.domain.signals import Signal
from sdrdesk.core.exchange.grid_file import read_grid, shipped_grids
from tests.support import NOW, ROOT

sys.path.insert(0, str(ROOT / "tools"))
import grid_shares

PARSED = {name: read_grid(content) for name, content in shipped_grids().items()}
GRIDS = {name: grid for name, (grid, _faults) in PARSED.items() if grid is not None}
SALES = {name: grid for name, grid in GRIDS.items() if grid.level is Level.SALES}
REASONS = tomllib.loads((ROOT / "resources" / "words" / "labels.toml").read_text(encoding="utf-8"))["reason"]
PAGE = (ROOT / "docs" / "grids.md").read_text(encoding="utf-8")
ALLOWED_REASONS = {"off_target", "no_need", "cannot_decide", "cannot_fund"}
ROW_OF_BUTTONS = 60
"""Characters that the labels of one criterion may take together."""

EVERY_GRID = pytest.mark.parametrize("grid", GRIDS.values(), ids=GRIDS)
EVERY_SALES_GRID = pytest.mark.parametrize("grid", SALES.values(), ids=SALES)
IN_EVERY_CYCLE = pytest.mark.parametrize(
    "grid",
    [replace(grid, cycle=cycle) for grid in SALES.values() for cycle in CYCLES],
    ids=[f"{name}-{cycle}" for name in SALES for cycle in CYCLES],
)


def asked(grid):
    return [c for c in grid.criteria if c.kind is not Kind.SIGNALS]


def texts(grid):
    yield "name", grid.name
    yield "good_lead", grid.good_lead
    for criterion in grid.criteria:
        yield f"{criterion.id}.label", criterion.label
        if criterion.kind is not Kind.SIGNALS:
            yield f"{criterion.id}.question", criterion.question
        for option in criterion.options:
            yield f"{criterion.id}.{option.id}", option.label


# -- what every grid holds --------------------------------------------------------------------------------------------


def test_there_are_the_frameworks_the_two_levels_and_a_preset_for_each_trade():
    assert {"bant", "champ", "gpct", "meddic", "meddicc", "five", "hybrid"} <= set(SALES)
    assert {"service", "saas", "consultancy"} <= set(SALES)
    assert GRIDS["marketing"].level is Level.MARKETING
    assert GRIDS["marketing"].intent_share == 0


@pytest.mark.parametrize("name", PARSED)
def test_a_grid_has_no_fault_and_the_name_of_its_file(name):
    grid, faults = PARSED[name]
    assert faults == ()
    assert grid is not None
    assert grid.id == name


@EVERY_GRID
def test_a_first_call_asks_at_most_eight_questions(grid):
    assert 1 <= len(asked(grid)) <= 8


@EVERY_GRID
def test_every_criterion_has_a_topic(grid):
    assert all(c.topic for c in grid.criteria)


@EVERY_GRID
def test_an_answer_eliminates_only_for_a_reason_of_the_mission_said_in_both_languages(grid):
    codes = {step.eliminates for c in grid.criteria for step in c.steps if step.eliminates}
    assert codes <= ALLOWED_REASONS
    for code in codes:
        assert REASONS[code]["en"].strip()
        assert REASONS[code]["fr"].strip()
        assert REASONS[code]["en"] != REASONS[code]["fr"]


@EVERY_GRID
def test_an_answer_that_eliminates_earns_nothing(grid):
    assert all(step.percent == 0 for c in grid.criteria for step in c.steps if step.eliminates)


@EVERY_GRID
def test_a_choice_fits_on_one_row_of_buttons(grid):
    for criterion in grid.criteria:
        assert len(criterion.options) <= 5
        for language in ("en", "fr"):
            labels = [o.label[language] for o in criterion.options]
            assert sum(map(len, labels)) < ROW_OF_BUTTONS, (criterion.id, labels)
            assert all(len(label.split()) <= 3 for label in labels), (criterion.id, labels)
            assert len(set(labels)) == len(labels)


SAME_WORD = {
    "BANT", "CHAMP", "GPCT", "MEDDIC", "MEDDICC", "Engagement", "Budget", "Plan", "Vague", "Urgent", "Organisation",
    "Possible",
}  # fmt: skip


@EVERY_GRID
def test_the_french_is_french(grid):
    for where, said in texts(grid):
        if said["en"] == said["fr"]:
            assert said["en"] in SAME_WORD, where


@EVERY_GRID
def test_the_typography_of_a_grid_is_that_of_print(grid):
    for where, said in texts(grid):
        assert "'" not in said["en"] + said["fr"], where
        assert said == {language: text.strip() for language, text in said.items()}, where
        for place, character in enumerate(said["fr"]):
            if character in "?!;:»":
                assert said["fr"][place - 1] == "\u202f", where
            if character == "«":
                assert said["fr"][place + 1] == "\u202f", where


@EVERY_GRID
def test_a_question_is_asked_in_both_languages(grid):
    for criterion in asked(grid):
        assert criterion.question["en"].endswith("?"), criterion.id
        assert criterion.question["fr"].endswith("\u202f?"), criterion.id


CLOSED = ("do you", "are you", "is there", "have you", "avez-vous", "êtes-vous", "est-ce que", "y a-t-il")


@EVERY_GRID
def test_a_question_is_open(grid):
    for criterion in asked(grid):
        for said in criterion.question.values():
            assert not said.lower().startswith(CLOSED), said


MEDDIC = {"Metrics", "Economic buyer", "Decision criteria", "Decision process", "Identify pain", "Champion"}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("bant", {"Budget", "Authority", "Need", "Timing"}),
        ("champ", {"Challenges", "Authority", "Money", "Prioritization"}),
        ("gpct", {"Goals", "Plans", "Challenges", "Timeline", "Consequences"}),
        ("meddic", MEDDIC),
        ("meddicc", MEDDIC | {"Competition"}),
    ],
)
def test_a_framework_asks_all_its_words_and_no_other(name, words):
    assert {c.letter for c in GRIDS[name].criteria if c.letter} == words


@EVERY_GRID
def test_what_is_said_of_a_problem_is_asked_before_money_and_dates(grid):
    for criterion in grid.criteria:
        if criterion.topic in ("potential", "maturity") and criterion.family is Family.INTENT:
            assert criterion.after, criterion.id


# -- weights ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("topic", grid_shares.TOPICS)
@EVERY_GRID
def test_maturity_and_role_weigh_more_the_longer_the_cycle(grid, topic):
    short, medium, long = (grid_shares.share(grid, topic, cycle) for cycle in CYCLES)
    assert short < medium < long


@EVERY_SALES_GRID
def test_behaviour_stays_light_where_sales_time_is_at_stake(grid):
    for cycle in CYCLES:
        weights = [(c.weights[cycle], c.family is Family.BEHAVIOUR) for c in grid.criteria]
        assert sum(w for w, behaviour in weights if behaviour) * 100 <= 15 * sum(w for w, _ in weights)


def test_the_page_holds_the_table_of_shares():
    assert grid_shares.table() in PAGE, "run: python tools/grid_shares.py"


@pytest.mark.parametrize("name", GRIDS)
def test_the_page_says_whom_a_grid_is_for(name):
    assert f"(`{name}`)" in PAGE


# -- what a job title suggests ----------------------------------------------------------------------------------------


TITLES = [
    ("Directrice générale", "Managing Director", 100),
    ("Présidente", "Owner", 100),
    ("Gérante", "CEO", 100),
    ("Cofondatrice", "Co-founder", 100),
    ("Cheffe d’entreprise", "Founder & CEO", 100),
    ("Directrice des opérations", "Director of Operations", None),
    ("Vice-présidente commerciale", "VP Sales", None),
    ("Stagiaire RH", "Marketing Intern", 0),
    ("Alternante", "Student", 0),
]


@EVERY_GRID
def test_a_job_title_suggests_the_same_role_in_french_and_in_english(grid):
    role = next(c for c in grid.criteria if c.topic == "role")
    assert role.field == "job_title"
    for french, english, percent in TITLES:
        found = presumed_answer(role, french)
        assert found is not None, french
        assert presumed_answer(role, english) == found, (french, english)
        if percent is not None:
            assert role.option(found).percent == percent, french


# -- interest is not intent -------------------------------------------------------------------------------------------


def ago(kind, days):
    return Signal(kind, NOW - timedelta(days=days))


IN_THREE_MONTHS = date(NOW.year + (NOW.month + 3 > 12), (NOW.month + 2) % 12 + 1, NOW.day).isoformat()

ENGAGED = {
    "fit": ("target", 120),
    "need": ("vague", "mild"),
    "need_shared": ("contact_only", "friendly"),
    "role": ("uses", "unknown", "passes_on"),
    "maturity": ("behind", "nothing", "unclear"),
}
"""Webinars, downloads, the pricing page; a user with a vague need that nobody shares, no date, nothing else said."""

READY = {
    "fit": ("target", 120),
    "need": ("priority", "real"),
    "need_shared": ("organisation", "influential"),
    "role": ("approves", "is_buyer", "together"),
    "maturity": ("top_three", "idea", "discussed", "looking", "near", IN_THREE_MONTHS),
    "potential": ("arbitration", "serious", "estimated", 10_000),
    "process": ("possible",),
}
"""One old download; a priority need that management shares, the budget in hand, three months, reachable means."""

WEBINARS_AND_PRICES = (
    ago("webinar", 4), ago("webinar", 18), ago("download", 2), ago("download", 6), ago("download", 11),
    ago("pricing_page", 1), ago("pricing_page", 3), ago("email_open", 1), ago("email_click", 5),
)  # fmt: skip
ONE_OLD_DOWNLOAD = (ago("download", 120),)


def answers(grid, said):
    """What a lead answers on a grid: the first thing said on a topic that the criterion can take, else unknown."""
    found = {}
    for criterion in asked(grid):
        wanted = said.get(criterion.topic, ())
        if criterion.options:
            fitting = [w for w in wanted if criterion.option(w)]
        else:
            kind = str if criterion.kind is Kind.MONTHS else int
            fitting = [w for w in wanted if isinstance(w, kind) and (kind is int or w[:1].isdigit())]
        found[criterion.id] = fitting[0] if fitting else None
    return found


@IN_EVERY_CYCLE
def test_the_engaged_lead_without_a_project_never_reaches_now(grid):
    given = answers(grid, ENGAGED)
    got = assess(grid, Facts(given, WEBINARS_AND_PRICES), NOW)
    assert got.state is not State.NOW
    assert got.leaning is not Decision.NOW
    behaviour = [c for c in grid.criteria if c.family is Family.BEHAVIOUR]
    assert got.flags == ((INTEREST_WITHOUT_INTENT,) if behaviour else ())


@IN_EVERY_CYCLE
def test_nor_would_it_with_the_best_answer_to_all_that_is_left_open(grid):
    given = answers(grid, ENGAGED)
    for criterion in asked(grid):
        if given[criterion.id] is None and criterion.options:
            given[criterion.id] = max(criterion.options, key=lambda o: o.percent).id
        elif given[criterion.id] is None:
            given[criterion.id] = NOW.date().isoformat() if criterion.kind is Kind.MONTHS else 10**9
    assert assess(grid, Facts(given, WEBINARS_AND_PRICES), NOW).state is not State.NOW


@IN_EVERY_CYCLE
def test_the_quiet_lead_with_a_need_a_date_and_a_role_reaches_now(grid):
    got = assess(grid, Facts(answers(grid, READY), ONE_OLD_DOWNLOAD), NOW)
    assert got.state is State.NOW
    assert got.flags == ()


@IN_EVERY_CYCLE
def test_the_quiet_lead_comes_out_ahead_of_the_engaged_one(grid):
    quiet = assess(grid, Facts(answers(grid, READY), ONE_OLD_DOWNLOAD), NOW)
    engaged = assess(grid, Facts(answers(grid, ENGAGED), WEBINARS_AND_PRICES), NOW)
    assert quiet.earned > engaged.earned


def test_the_marketing_grid_takes_the_engaged_lead_further_than_the_quiet_one():
    grid = GRIDS["marketing"]
    said = {"fit": ("target", 120), "role": ("works_on",), "maturity": ("by_hand",), "need": ("learning",)}
    engaged = assess(grid, Facts(answers(grid, said), WEBINARS_AND_PRICES), NOW)
    quiet = assess(grid, Facts(answers(grid, said), ONE_OLD_DOWNLOAD), NOW)
    assert engaged.state is State.NOW
    assert quiet.state is State.LATER
