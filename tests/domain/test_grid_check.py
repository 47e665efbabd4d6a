"""Every refusal of formats section 1, each with its place and its code."""

import tomllib

import pytest

from sdrdesk.core.domain.grid import CYCLES, TOPICS
from sdrdesk.core.domain.grid_check import check_grid
from tests.domain.grids import criterion, faults_of, grid_of, option, part, plain, text
from tests.support import ROOT

SHIPPED = sorted((ROOT / "resources" / "grids").glob("*.toml"))


def changed(id_=None, /, **values):
    raw = plain()
    target = raw if id_ is None else part(raw, id_)
    for key, value in values.items():
        if value is ...:
            target.pop(key, None)
        else:
            target[key] = value
    return raw


def with_option(number, **values):
    raw = plain()
    part(raw, "need")["option"][number] |= values
    return raw


def with_band(number, **values):
    raw = plain()
    part(raw, "size")["band"][number] |= values
    return raw


def test_the_grid_of_these_tests_has_no_fault():
    grid = grid_of(plain())
    assert [c.id for c in grid.criteria] == ["size", "engagement", "need", "role", "deadline"]
    assert grid.maxima() == {"size": 200, "engagement": 200, "need": 300, "role": 200, "deadline": 100}


@pytest.mark.parametrize(
    ("raw", "where", "code"),
    [
        # a key is unknown
        (changed(colour="red"), "colour", "unknown_key"),
        (changed(thresholds={"now": 70, "later": 40, "maybe": 1}), "thresholds.maybe", "unknown_key"),
        (changed(intent={"share": 50, "least": 1}), "intent.least", "unknown_key"),
        (changed("need", hint="x"), "criterion.need.hint", "unknown_key"),
        (changed("need", weight={"short": 1, "medium": 1, "long": 1, "huge": 1}), "criterion.need.weight.huge",
         "unknown_key"),
        (changed("need", half_life_days=30), "criterion.need.half_life_days", "unknown_key"),
        (changed("need", band=[{"percent": 1}]), "criterion.need.band", "unknown_key"),
        (changed("size", option=[option("a", 1)]), "criterion.size.option", "unknown_key"),
        (with_option(0, colour="red"), "criterion.need.option.strong.colour", "unknown_key"),
        (with_band(0, label="x"), "criterion.size.band.1.label", "unknown_key"),
        # missing
        *[(changed(**{key: ...}), key, "missing") for key in
          ("format", "id", "version", "level", "cycle", "name", "good_lead", "thresholds", "intent", "criterion")],
        (changed(thresholds={"now": 70}), "thresholds.later", "missing"),
        (changed(intent={}), "intent.share", "missing"),
        *[(changed("need", **{key: ...}), f"criterion.need.{key}", "missing") for key in
          ("family", "kind", "label", "question")],
        (changed("need", weight={"short": 1, "long": 1}), "criterion.need.weight.medium", "missing"),
        (changed("engagement", half_life_days=...), "criterion.engagement.half_life_days", "missing"),
        (changed("engagement", signal=...), "criterion.engagement.signal", "missing"),
        (with_band(0, up_to=None), "criterion.size.band.1.up_to", "missing"),
        # mistyped
        (changed(id=3), "id", "mistyped"),
        (changed(version="1"), "version", "mistyped"),
        (changed(version=True), "version", "mistyped"),
        (changed(name="BANT"), "name", "mistyped"),
        (changed(name={"en": 1, "fr": "x"}), "name.en", "mistyped"),
        (changed(review_by="2027-03-01"), "review_by", "mistyped"),
        (changed(agreed_by="me"), "agreed_by", "mistyped"),
        (changed(thresholds=[70, 40]), "thresholds", "mistyped"),
        (changed(thresholds={"now": 70.0, "later": 40}), "thresholds.now", "mistyped"),
        (changed(criterion="need"), "criterion", "mistyped"),
        (changed("need", weight=1.5), "criterion.need.weight", "mistyped"),
        (changed("need", option="yes"), "criterion.need.option", "mistyped"),
        (with_option(0, percent="100"), "criterion.need.option.strong.percent", "mistyped"),
        (with_option(0, match="ceo"), "criterion.need.option.strong.match", "mistyped"),
        (with_band(0, up_to="9"), "criterion.size.band.1.up_to", "mistyped"),
        (changed("engagement", half_life_days="30"), "criterion.engagement.half_life_days", "mistyped"),
        # an id is repeated
        (changed("role", id="need"), "criterion.need", "repeated_id"),
        (with_option(1, id="strong"), "criterion.need.option.strong", "repeated_id"),
        # a format, kind, family, topic, level, cycle, field or signal type is unknown
        (changed(format=2), "format", "unknown_format"),
        (changed(level="legal"), "level", "unknown_level"),
        (changed(cycle="endless"), "cycle", "unknown_cycle"),
        (changed("need", kind="guess"), "criterion.need.kind", "unknown_kind"),
        (changed("need", family="luck"), "criterion.need.family", "unknown_family"),
        (changed("need", topic="weather"), "criterion.need.topic", "unknown_topic"),
        (changed("need", field="shoe_size"), "criterion.need.field", "unknown_field"),
        (changed("engagement", signal={"smoke": 10}), "criterion.engagement.signal.smoke", "unknown_signal"),
        # a percent or threshold is outside 0..100
        (with_option(0, percent=101), "criterion.need.option.strong.percent", "out_of_range"),
        (with_option(0, percent=-1), "criterion.need.option.strong.percent", "out_of_range"),
        (with_band(1, percent=101), "criterion.size.band.2.percent", "out_of_range"),
        (changed(thresholds={"now": 101, "later": 40}), "thresholds.now", "out_of_range"),
        (changed(thresholds={"now": 70, "later": -1}), "thresholds.later", "out_of_range"),
        (changed(intent={"share": 101}), "intent.share", "out_of_range"),
        # later ≥ now
        (changed(thresholds={"now": 40, "later": 40}), "thresholds.later", "thresholds_order"),
        (changed(thresholds={"now": 40, "later": 70}), "thresholds.later", "thresholds_order"),
        # weights
        (changed("need", weight=-1), "criterion.need.weight", "negative_weight"),
        (changed("need", weight={"short": 1, "medium": -2, "long": 1}), "criterion.need.weight.medium",
         "negative_weight"),
        (changed("deadline", weight=0), "criterion.deadline", "serves_no_decision"),
        (changed("deadline", weight=...), "criterion.deadline", "serves_no_decision"),
        # an option or band list is empty, bands do not rise, the last one has up_to
        (changed("need", option=[]), "criterion.need.option", "empty_list"),
        (changed("need", option=...), "criterion.need.option", "empty_list"),
        (changed("size", band=[]), "criterion.size.band", "empty_list"),
        (changed("engagement", signal={}), "criterion.engagement.signal", "empty_list"),
        (with_band(1, up_to=9), "criterion.size.band.2.up_to", "bands_do_not_rise"),
        (with_band(1, up_to=8), "criterion.size.band.2.up_to", "bands_do_not_rise"),
        (with_band(0, up_to=float("nan")), "criterion.size.band.1.up_to", "mistyped"),
        (with_band(2, up_to=500), "criterion.size.band.3.up_to", "last_band_bounded"),
        # the rest
        (changed("engagement", half_life_days=0), "criterion.engagement.half_life_days", "half_life"),
        (changed("engagement", half_life_days=-3), "criterion.engagement.half_life_days", "half_life"),
        (with_option(0, match=["ceo"]), "criterion.need.option.strong.match", "match_without_field"),
        (changed("role", after="luck"), "criterion.role.after", "after_unknown"),
        (changed("role", after="role"), "criterion.role.after", "after_itself"),
        (changed("role", after="engagement"), "criterion.role.after", "after_signals"),
        (changed(name={"en": "Small"}), "name.fr", "untranslated"),
        (changed(good_lead={"fr": "Petit"}), "good_lead.en", "untranslated"),
        (changed("need", label={"en": "Need", "fr": "  "}), "criterion.need.label.fr", "untranslated"),
        (changed("need", question={"fr": "Besoin ?"}), "criterion.need.question.en", "untranslated"),
        (with_option(0, label={"en": "Strong"}), "criterion.need.option.strong.label.fr", "untranslated"),
    ],
)  # fmt: skip
def test_a_faulty_grid_is_refused_and_the_place_is_named(raw, where, code):
    assert (where, code) in faults_of(raw)


@pytest.mark.parametrize("where_in_the_circle", ["need", "role", "deadline"])
def test_a_circle_of_questions_is_refused_at_each_of_its_criteria(where_in_the_circle):
    raw = plain()
    for id_, after in (("need", "deadline"), ("role", "need"), ("deadline", "role")):
        part(raw, id_)["after"] = after
    assert (f"criterion.{where_in_the_circle}.after", "after_circle") in faults_of(raw)


def test_a_criterion_after_a_circle_is_not_itself_blamed():
    raw = plain()
    part(raw, "need")["after"] = "deadline"
    part(raw, "deadline")["after"] = "need"
    assert faults_of(raw) == {("criterion.need.after", "after_circle"), ("criterion.deadline.after", "after_circle")}


@pytest.mark.parametrize("cycle", CYCLES)
def test_a_cycle_in_which_nothing_weighs_is_refused(cycle):
    raw = plain()
    for one in raw["criterion"]:
        one["weight"] = dict.fromkeys(CYCLES, one["weight"]) | {cycle: 0}
    _grid, faults = check_grid(raw)
    assert [(f.code, f.value) for f in faults] == [("no_weight", cycle)]


@pytest.mark.parametrize(("weight", "refused"), [(34, False), (35, True)])
def test_behaviour_may_hold_thirty_percent_and_no_more(weight, refused):
    raw = plain()  # 80 beside it: 34 of 114 is 29.8 %, 35 of 115 is 30.4 %
    part(raw, "engagement")["weight"] = {"short": 10, "medium": 10, "long": weight}
    _grid, faults = check_grid(raw)
    assert [(f.code, f.value) for f in faults] == ([("behaviour_too_heavy", "long")] if refused else [])


def test_exactly_thirty_percent_of_behaviour_is_allowed():
    raw = plain()
    for id_, weight in (("size", 20), ("engagement", 30), ("need", 20), ("role", 20), ("deadline", 10)):
        part(raw, id_)["weight"] = weight
    grid_of(raw)


def test_a_sales_grid_without_scored_intent_is_refused_and_a_marketing_grid_is_not():
    raw = plain()
    raw["criterion"] = [
        criterion("size", "profile", "number", 10, band=[{"percent": 10}]),
        criterion("need", "intent", "choice", 0, option=[option("yes", 0), option("no", 0, "no_need")]),
    ]
    _grid, faults = check_grid(raw)
    assert [(f.code, f.value) for f in faults] == [("no_intent", c) for c in CYCLES]
    raw["level"] = "marketing"
    raw["intent"] = {"share": 0}
    grid_of(raw)


def test_a_criterion_without_weight_that_eliminates_serves_a_decision():
    raw = changed("need", weight=0)
    assert grid_of(raw).maxima()["need"] == 0


def test_five_faults_at_once_are_all_named():
    raw = plain()
    raw["colour"] = "red"
    raw["thresholds"]["later"] = 90
    part(raw, "size")["band"][1]["up_to"] = 3
    part(raw, "need")["option"][0]["percent"] = 200
    part(raw, "role")["label"] = {"en": "Role"}
    assert faults_of(raw) == {
        ("colour", "unknown_key"),
        ("thresholds.later", "thresholds_order"),
        ("criterion.size.band.2.up_to", "bands_do_not_rise"),
        ("criterion.need.option.strong.percent", "out_of_range"),
        ("criterion.role.label.fr", "untranslated"),
    }


@pytest.mark.parametrize("raw", [None, [], "grid", 3, {}, {"criterion": [{}]}, {"criterion": [{"id": 3}]}])
def test_anything_may_be_given_and_nothing_is_raised(raw):
    assert faults_of(raw)


def test_a_criterion_without_id_is_named_by_its_place_in_the_file():
    assert ("criterion.3.id", "missing") in faults_of(changed("need", id=...))


def test_one_weight_counts_in_every_cycle():
    raw = plain()
    part(raw, "size")["weight"] = {"short": 1, "medium": 2, "long": 3}
    grid = grid_of(raw)
    assert dict(grid.criteria[0].weights) == {"short": 1, "medium": 2, "long": 3}
    assert dict(grid.criteria[1].weights) == {"short": 20, "medium": 20, "long": 20}


def test_a_decimal_bound_and_an_optional_review_are_read():
    raw = tomllib.loads('review_by = 2027-03-01\nagreed_by = ["Marketing", "Sales"]')
    grid = grid_of(plain() | raw)
    assert str(grid.review_by) == "2027-03-01"
    assert grid.agreed_by == ("Marketing", "Sales")
    raw = with_band(0, up_to=9.5)
    assert grid_of(raw).criteria[0].bands[0].up_to == 9.5


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_a_shipped_grid_has_no_fault_and_a_topic_on_every_criterion(path):
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    grid = grid_of(raw)
    assert {c.topic for c in grid.criteria} <= TOPICS
    assert grid.id == path.stem
    assert text("x").keys() == grid.name.keys()
