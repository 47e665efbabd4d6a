"""Cadences and rules written in the window: what is read back from the file is what was on the screen."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.core.domain.cadence import Channel
from sdrdesk.core.domain.cadence_check import FURTHER, check_cadence, plain_cadence
from sdrdesk.core.domain.calling_rules_check import check_calling_rules, plain_rule
from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.plain_values import LANGUAGES
from sdrdesk.core.domain.template import (
    KNOWN_PLACES,
    PLACES,
    Template,
    check_template,
    plain_template,
    unknown_places,
)
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.rule_files import (
    read_cadence,
    read_calling_rules,
    read_template,
    rule_toml,
    shipped_cadences,
    shipped_calling_rules,
    shipped_templates,
    template_toml,
)
from sdrdesk.core.operations import own_rules, own_templates, templates
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.workspace import change_settings
from sdrdesk.core.words import Words


@pytest.mark.parametrize("cadence", shipped_cadences().values(), ids=lambda c: c.id)
def test_a_cadence_survives_its_plain_values_and_its_file(cadence):
    assert check_cadence(plain_cadence(cadence)) == (cadence, ())
    assert read_cadence(rule_toml(plain_cadence(cadence))) == (cadence, ())


@pytest.mark.parametrize("rule", shipped_calling_rules(), ids=lambda r: f"{r.country}-{r.kind}-{r.since}")
def test_a_calling_rule_survives_its_plain_values_and_its_file(rule):
    raw = {"format": 1, "country": rule.country, "rule": [plain_rule(rule)]}
    assert check_calling_rules(raw) == ((rule,), ())
    assert read_calling_rules(rule_toml(raw)) == ((rule,), ())


def test_a_copy_has_an_id_and_names_of_its_own_and_changes_nothing_shipped(desk):
    shipped = desk.workspace.cadences["default"]
    for n, (name, nom) in enumerate(
        [("Six tries, then rest (copy)", "Six essais, puis repos (copie)"),
         ("Six tries, then rest (copy 2)", "Six essais, puis repos (copie 2)")], 2
    ):  # fmt: skip
        values = own_rules.copy_of_cadence(desk.workspace, shipped)
        assert (values["id"], values["name"]) == (f"default-{n}", {"en": name, "fr": nom})
        _changes, made = own_rules.keep_own_cadence(desk.workspace, values)
        assert made.delays == shipped.delays
    assert desk.workspace.cadences["default"] == shipped
    entries = own_rules.list_cadences(desk.workspace)
    assert [(e.cadence.id, e.own) for e in entries][:2] == [("default-2", True), ("default-3", True)]
    assert [e.cadence.id for e in entries if e.in_use] == ["default"]


def test_a_faulty_cadence_is_refused(desk):
    values = own_rules.copy_of_cadence(desk.workspace, desk.workspace.cadences["default"]) | {"limit": 0}
    with pytest.raises(UserError) as refused:
        own_rules.keep_own_cadence(desk.workspace, values)
    assert refused.value.code == "bad_cadence"
    assert "default-2" not in desk.workspace.cadences


def test_the_preview_is_what_a_call_then_does(desk):
    """The words of the form promise what the queue keeps: for each outcome, the lead comes back when it said."""
    cadence = desk.workspace.cadences["default"]
    steps = own_rules.next_steps(desk.workspace, cadence)
    for outcome in (Outcome.NO_ANSWER, Outcome.BUSY, Outcome.VOICEMAIL, Outcome.GATEKEEPER):
        lead = desk.add(last_name=outcome.value, phone="+33612345678", company=outcome.value)
        record_call(desk.workspace, lead, outcome)
        assert desk.lead(lead).standing.until == steps[outcome.value].at
    assert steps[FURTHER].at > desk.clock.at


def test_the_course_ends_with_the_rest(desk):
    cadence = desk.workspace.cadences["default"]
    course = own_rules.course(desk.workspace, cadence)
    assert [s.number for s in course] == [2, 3, 4, 5, 6, 7]
    assert [s.why for s in course] == ["retry"] * 5 + ["rest"]
    assert all(b.at > a.at for a, b in pairwise(course))
    assert course[-1].at - course[-2].at > timedelta(days=59)


def test_letting_go_of_the_cadence_in_use_leaves_the_shipped_one(desk):
    values = own_rules.copy_of_cadence(desk.workspace, desk.workspace.cadences["quick"])
    own_rules.keep_own_cadence(desk.workspace, values)
    change_settings(desk.workspace, {"cadence": "quick-2"})
    own_rules.drop_own_cadence(desk.workspace, "quick-2")
    assert [e.cadence.id for e in own_rules.list_cadences(desk.workspace) if e.in_use] == ["default"]


# -- calling rules ---------------------------------------------------------------------------------------------------


def entries(desk, country, kind):
    found = own_rules.list_calling_rules(desk.workspace)
    return [e for e in found if (e.rule.country, e.rule.kind.value) == (country, kind)]


def test_of_each_country_and_kind_one_rule_is_in_force(desk):
    found = own_rules.list_calling_rules(desk.workspace)
    assert found[0].rule.country == desk.workspace.country
    pairs = {(e.rule.country, e.rule.kind) for e in found}
    assert sorted((e.rule.country, e.rule.kind) for e in found if e.in_force) == sorted(pairs)


def test_several_dates_of_an_own_rule_stand_together_and_go_one_by_one(desk):
    shipped = next(e.rule for e in entries(desk, "FR", "consumer") if e.in_force)
    first = own_rules.own_copy(desk.workspace, shipped)
    assert first == shipped
    own_rules.keep_own_rule(desk.workspace, "FR", plain_rule(first))
    second = own_rules.own_copy(desk.workspace, shipped)
    assert second.since == first.since + timedelta(days=1)
    own_rules.keep_own_rule(desk.workspace, "FR", plain_rule(second) | {"refusal_days": 99})
    assert [(e.rule.since, e.in_force) for e in entries(desk, "FR", "consumer") if e.own] == [
        (first.since, False),
        (second.since, True),
    ]
    assert desk.workspace.rules_for("|FR||consumer").refusal_days == 99
    own_rules.drop_own_rule(desk.workspace, next(r for r in desk.workspace.own_rules if r.refusal_days == 99))
    assert desk.workspace.own_rules == (first,)
    own_rules.drop_own_rule(desk.workspace, first)
    assert [e.rule for e in entries(desk, "FR", "consumer") if e.in_force] == [shipped]


def test_two_own_rules_of_one_kind_never_begin_on_one_day(desk):
    shipped = entries(desk, "FR", "consumer")[0].rule
    own_rules.keep_own_rule(desk.workspace, "FR", plain_rule(shipped))
    with pytest.raises(UserError) as refused:
        own_rules.keep_own_rule(desk.workspace, "FR", plain_rule(shipped) | {"refusal_days": 5})
    assert refused.value.code == "bad_calling_rule"


def test_a_rule_given_another_country_leaves_the_first(desk):
    shipped = entries(desk, "", "consumer")[0].rule
    _changes, made = own_rules.keep_own_rule(desk.workspace, "", plain_rule(shipped))
    _changes, moved = own_rules.keep_own_rule(desk.workspace, "PT", plain_rule(made), made)
    assert (moved.country, desk.workspace.own_rules) == ("PT", (moved,))


def test_when_a_lead_could_next_be_called_under_a_rule(desk):
    rule = entries(desk, "FR", "consumer")[0].rule
    assert own_rules.next_opening(desk.workspace, rule) == desk.clock.at  # a Tuesday at ten
    desk.clock.at += timedelta(hours=3, minutes=30)
    assert own_rules.next_opening(desk.workspace, rule) == desk.clock.at + timedelta(minutes=30)
    change_settings(desk.workspace, {"calling_days": "67"})
    assert own_rules.next_opening(desk.workspace, rule) is None


def test_a_step_whose_letter_is_unknown_or_of_another_way_is_doubted(desk):
    values = plain_cadence(shipped_cadences()["quick"])
    values["nurture"] = [
        {"days_before": 9, "channel": "email", "template": "gone"},
        {"days_before": 7, "channel": "email", "template": "news"},
        {"days_before": 5, "channel": "visit"},
        {"days_before": 3, "channel": "linkedin", "template": "news"},
    ]
    cadence, faults = check_cadence(values)
    assert not faults
    doubts = own_rules.doubtful_steps(desk.workspace, cadence)
    assert [(d.where, d.code, d.value) for d in doubts] == [
        ("nurture.1.template", "unknown_template", "gone"),
        ("nurture.4.template", "template_of_another_way", "news"),
    ]


# -- letters ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("template", shipped_templates().values(), ids=lambda t: t.id)
def test_a_letter_survives_its_plain_values_and_its_file(template):
    assert check_template(plain_template(template)) == (template, ())
    assert read_template(template_toml(plain_template(template))) == (template, ())


@given(st.text(alphabet="a \"'\\\n\r\té{}\x07\x7f\u00a0\u2028", min_size=1).filter(str.strip))
def test_whatever_is_written_in_a_letter_is_read_back_to_the_character(text):
    values = {"format": 1, "id": "x", "channel": "linkedin", "name": {"en": "N", "fr": "N"}}
    found, faults = read_template(template_toml({**values, "body": {"en": text, "fr": "F"}}))
    assert not faults
    assert found.body["en"] == text


def test_the_text_of_a_letter_is_kept_over_its_lines(desk):
    news = shipped_templates()["news"]
    assert "\n\nWhen we spoke, the subject" in template_toml(plain_template(news))


def test_a_copy_of_a_letter_is_another_one_and_a_rewording_takes_its_place(desk):
    news = shipped_templates()["news"]
    copied = own_templates.copy_of_template(desk.workspace, news)
    assert (copied["id"], copied["name"]["fr"]) == ("news-2", "Une information utile (copie)")
    own_templates.keep_own_template(desk.workspace, copied)
    own_templates.keep_own_template(desk.workspace, {**plain_template(news), "name": {"en": "N", "fr": "N"}})
    found = own_templates.list_templates(desk.workspace)
    assert [(e.template.id, e.own, e.replaces_shipped) for e in found if e.own] == [
        ("news", True, True),
        ("news-2", True, False),
    ]
    named = [s.template for c in shipped_cadences().values() for s in c.nurture].count("news")
    assert named
    assert {e.template.id: e.steps for e in found}["news"] == named
    assert {e.template.id: e.steps for e in found}["news-2"] == 0


def test_every_place_offered_has_words_and_is_filled_in(desk):
    assert list(PLACES) == Words("fr").codes("place")
    body = " ".join(f"{{{place}}}" for place in sorted(KNOWN_PLACES))
    template = Template("x", Channel.LINKEDIN, {}, dict.fromkeys(LANGUAGES, ""), dict.fromkeys(LANGUAGES, body))
    assert unknown_places(template) == []
    assert "{" not in templates.letter_to(desk.workspace, Lead("1", first_name="Zoé"), template).body


@pytest.mark.parametrize(
    ("said", "unknown"),
    [
        ("Hello {first_name}", None),
        ("Hello {firstname}, {x}", "firstname"),
        ("Hello {First_name}", "First_name"),
        ("Hello { company }", " company "),
        ("{}", ""),
        ("one { brace", None),
        ("over {two\nlines}", None),
    ],
)
def test_what_stands_in_braces_and_is_no_place_is_pointed_out(said, unknown):
    blank = dict.fromkeys(LANGUAGES, "")
    template = Template("x", Channel.EMAIL, blank, {"en": "", "fr": said}, {"en": said, "fr": ""})
    found = [(f.where, f.value) for f in unknown_places(template)]
    assert found == ([] if unknown is None else [("subject.fr", unknown), ("body.en", unknown)])
