"""Calling rules: the strictest of several, the one in force on a day, the shipped files and the faults of a file."""

import tomllib
from datetime import date

import pytest

from sdrdesk.core.domain.calling_rules import STATED, Basis, CallingRule, ContactKind, rule_in_force, strictest
from sdrdesk.core.domain.calling_rules_check import check_calling_rules
from sdrdesk.core.domain.working_time import ROUND_THE_CLOCK
from sdrdesk.core.exchange.rule_files import read_calling_rules, shipped_calling_rules
from tests.support import ROOT

FILES = sorted((ROOT / "resources" / "calling_rules").glob("*.toml"))
CONSUMER, PRO, UNKNOWN = ContactKind.CONSUMER, ContactKind.PROFESSIONAL, ContactKind.UNKNOWN
DAY = date(2026, 11, 24)


def rule(country="FR", kind=CONSUMER, since=date(2020, 1, 1), **values):
    return CallingRule(country, kind, since, **values)


def test_the_strictest_of_several_breaks_none_of_them():
    found = strictest([
        rule(week={0: ((540, 1080),), 1: ((540, 720),)}, most_attempts=4, in_days=7, refusal_days=10),
        rule(week={0: ((600, 1200),), 2: ((540, 720),)}, most_attempts=6, in_days=30, holidays=False, consent=True),
        rule(),
    ])  # fmt: skip
    assert {d: s for d, s in found.week.items() if s} == {0: ((600, 1080),)}
    assert (found.most_attempts, found.in_days, found.refusal_days) == (4, 30, 10)
    assert (found.holidays, found.consent, found.kind) == (False, True, UNKNOWN)


def test_rules_without_limits_have_no_limit_together():
    found = strictest([rule(), rule(kind=PRO)])
    assert (found.most_attempts, found.in_days, found.refusal_days, found.week) == (0, 0, 0, dict(ROUND_THE_CLOCK))


OLD, NEW = rule(since=date(2020, 1, 1), source="old"), rule(since=date(2026, 8, 11), source="new")
DEFAULT = [rule("", kind, source="default") for kind in STATED]


@pytest.mark.parametrize(
    ("layers", "country", "day", "source"),
    [
        ([[OLD, NEW, *DEFAULT]], "FR", date(2026, 8, 10), "old"),
        ([[OLD, NEW, *DEFAULT]], "FR", date(2026, 8, 11), "new"),
        ([[NEW, OLD, *DEFAULT]], "FR", date(2030, 1, 1), "new"),
        ([[OLD, NEW, *DEFAULT]], "FR", date(2019, 12, 31), None),  # nothing is that old
        ([[OLD, NEW, *DEFAULT]], "JP", DAY, "default"),
        ([[OLD, NEW, *DEFAULT]], "", DAY, "default"),
        ([[rule(source="own")], [OLD, NEW, *DEFAULT]], "FR", DAY, "own"),  # one's own, however old
        ([[rule(since=date(2027, 1, 1), source="own")], [OLD, NEW, *DEFAULT]], "FR", DAY, "new"),
        ([[rule("", source="own")], [OLD, NEW, *DEFAULT]], "JP", DAY, "own"),
        ([[rule("", source="own")], [OLD, NEW, *DEFAULT]], "FR", DAY, "new"),
        ([[OLD, NEW, *DEFAULT]], "RE", DAY, "new"),  # the law of France holds there
        ([[rule("RE", source="own")], [OLD, NEW, *DEFAULT]], "RE", DAY, "own"),
    ],
)
def test_the_rule_in_force_is_the_newest_of_the_first_that_knows_the_country(layers, country, day, source):
    if source is None:
        with pytest.raises(LookupError):
            rule_in_force(layers, country, CONSUMER, day)
    else:
        assert rule_in_force(layers, country, CONSUMER, day).source == source


def test_an_unknown_kind_takes_the_strictest_of_its_country():
    known = [rule(kind=PRO), rule(kind=ContactKind.SOLE_TRADER, refusal_days=5), rule(week={0: ((540, 720),)})]
    found = rule_in_force([known, DEFAULT], "FR", UNKNOWN, DAY)
    assert (found.refusal_days, found.week[0], found.week[1]) == (5, ((540, 720),), ())


# -- the shipped files -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_shipped_file_is_whole_named_after_its_country_and_speaks_of_every_kind(path):
    rules, faults = check_calling_rules(tomllib.loads(path.read_text(encoding="utf-8")))
    assert faults == ()
    assert {r.country for r in rules} == {"" if path.stem == "default" else path.stem}
    assert {r.kind for r in rules} == set(STATED)
    assert all(r.since <= DAY for r in rules)
    assert all(r.source and "http" not in r.source for r in rules)


def test_the_countries_that_were_promised_are_there():
    assert {p.stem for p in FILES} >= {"FR", "GB", "US", "DE", "BE", "CH", "ES", "IT", "default"}


@pytest.mark.parametrize("country", [p.stem for p in FILES if p.stem != "default"])
def test_the_default_for_consumers_is_as_strict_as_any_country_s(country):
    layers = [shipped_calling_rules()]
    default = rule_in_force(layers, "", CONSUMER, DAY)
    known = rule_in_force(layers, country, CONSUMER, DAY)
    both = strictest([default, known])
    assert {d: s for d, s in both.week.items() if s} == dict(default.week)
    assert (both.holidays, both.consent) == (default.holidays, default.consent)
    assert default.refusal_days >= known.refusal_days
    # Three a day may be ninety in thirty days: rates are compared over the longer time.
    if known.most_attempts:
        assert default.most_attempts * known.in_days <= known.most_attempts * default.in_days


@pytest.mark.parametrize(
    ("country", "kind", "hours", "holidays", "limits", "consent"),
    [
        ("FR", "consumer", ((600, 780), (840, 1200)), False, (4, 30, 60), True),
        ("FR", "professional", ((0, 1440),), True, (0, 0, 0), False),
        ("US", "professional", ((480, 1260),), True, (0, 0, 0), False),
        ("GB", "professional", ((0, 1440),), True, (0, 0, 0), False),
        ("ES", "consumer", ((600, 900), (960, 1260)), False, (4, 30, 60), True),
        ("IT", "consumer", ((600, 1140),), False, (4, 30, 60), False),
    ],
)
def test_what_the_written_law_says_on_a_tuesday(country, kind, hours, holidays, limits, consent):
    found = rule_in_force([shipped_calling_rules()], country, ContactKind(kind), DAY)
    assert found.week[1] == hours
    assert (found.most_attempts, found.in_days, found.refusal_days) == limits
    assert (found.holidays, found.consent) == (holidays, consent)


# -- faults ----------------------------------------------------------------------------------------------------------

GOOD = """
format = 1
country = "FR"
[[rule]]
kind = "consumer"
since = 2026-01-01
basis = "law"
hours = { 12345 = ["09:00-12:00", "14:00-18:00"], 6 = ["10:00-12:00"] }
holidays = false
attempts = { most = 4, days = 30 }
refusal_days = 60
consent = true
source = "a law"
says = { en = "So.", fr = "Ainsi." }
"""


def test_a_file_is_read_as_it_stands():
    day = ((540, 720), (840, 1080))
    week = {**dict.fromkeys(range(5), day), 5: ((600, 720),)}
    found = CallingRule("FR", CONSUMER, date(2026, 1, 1), week, False, 4, 30, 60, True, Basis.LAW, "a law",
                        {"en": "So.", "fr": "Ainsi."})  # fmt: skip
    assert read_calling_rules(GOOD) == ((found,), ())


@pytest.mark.parametrize(
    ("before", "after", "where", "code"),
    [
        ("format = 1", "format = 3", "format", "unknown_format"),
        ('country = "FR"', "", "country", "missing"),
        ('country = "FR"', 'country = "France"', "country", "mistyped"),
        ('"consumer"', '"friend"', "rule.1.kind", "unknown_contact_kind"),
        ("since = 2026-01-01", 'since = "2026-01-01"', "rule.1.since", "mistyped"),
        ("since = 2026-01-01", "", "rule.1.since", "missing"),
        ('"law"', '"rumour"', "rule.1.basis", "unknown_basis"),
        ("12345 =", "12845 =", "rule.1.hours.12845", "bad_days"),
        ("6 =", "56 =", "rule.1.hours.56", "bad_days"),  # Friday twice
        ('"14:00-18:00"', '"22:00-02:00"', "rule.1.hours.12345", "bad_hours"),  # over midnight
        ('"14:00-18:00"', '"11:00-18:00"', "rule.1.hours.12345", "bad_hours"),  # overlaps
        ('["10:00-12:00"]', '"10:00-12:00"', "rule.1.hours.6", "mistyped"),
        ("hours = { 12345", "hours = { }\nother = { 12345", "rule.1.hours", "never_open"),
        ("hours = { 12345", "hours = { }\nother = { 12345", "rule.1.other", "unknown_key"),
        ("holidays = false", "", "rule.1.holidays", "missing"),
        ("holidays = false", "holidays = 1", "rule.1.holidays", "mistyped"),
        ("most = 4", "most = 0", "rule.1.attempts.most", "out_of_range"),
        (", days = 30", "", "rule.1.attempts.days", "missing"),
        ("refusal_days = 60", "refusal_days = -1", "rule.1.refusal_days", "out_of_range"),
        ('source = "a law"', "", "rule.1.source", "missing"),
        (', fr = "Ainsi."', "", "rule.1.says.fr", "untranslated"),
        ("[[rule]]", "[rule]", "rule", "mistyped"),
        ("[[rule]]", "[[", "", "toml_syntax"),
    ],
)
def test_each_fault_of_a_file_is_named_with_its_place(before, after, where, code):
    assert before in GOOD
    rules, faults = read_calling_rules(GOOD.replace(before, after))
    assert rules == ()
    assert (where, code) in {(f.where, f.code) for f in faults}


def test_two_rules_of_one_kind_and_date_are_a_fault():
    twice = GOOD + GOOD[GOOD.index("[[rule]]") :]
    assert [(f.where, f.code) for f in read_calling_rules(twice)[1]] == [("rule.2.since", "repeated_id")]


def test_what_is_no_table_holds_no_rule():
    assert check_calling_rules("FR")[1][0].code == "mistyped"
    assert ("rule", "empty_list") in {(f.where, f.code) for f in check_calling_rules({"format": 1, "country": ""})[1]}


def test_a_number_of_thousands_of_digits_is_a_fault_and_no_crash():
    assert read_calling_rules(GOOD.replace("most = 4", "most = " + "9" * 5000))[1][0].code == "toml_syntax"
