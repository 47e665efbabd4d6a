"""Two spellings of one thing are one thing: numbers, addresses, companies, people, countries, days."""

import csv
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.normalising.dates import calendar_date, instant_or_day
from sdrdesk.core.normalising.names import (
    company_key,
    email_address,
    match_keys,
    person_key,
    plain_text,
    sort_name,
    web_domain,
)
from sdrdesk.core.normalising.phones import can_be_dialled, country_of, e164, shown
from sdrdesk.core.normalising.places import country_code, zone_exists, zone_info, zone_of
from tests.support import shared

# -- numbers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    ["06.12.34.56.78", "+33 6 12 34 56 78", "0033612345678", "+33 (0)6 12 34 56 78", "06 12 34 56 78 poste 12",
     "0612345678", "06-12-34-56-78", "06 12 34 56 78 ext. 4", "06 12 34 56 78 #12", "tel: 06 12 34 56 78",
     "\u202a06 12 34 56 78\u202c", "06\u00a012\u00a034\u00a056\u00a078", "33612345678", "612345678", "612345678.0",
     "3.3612345678E+10"],
)  # fmt: skip
def test_every_spelling_of_a_number_is_one_number(said):
    assert e164(said, "FR") == "+33612345678"


@pytest.mark.parametrize(
    "said", ["", "  ", "12", "none", "n/a", "06", "+", "++++", "123456789012345678901", "06 12 34"]
)
def test_what_is_no_number_is_none(said):
    assert e164(said, "FR") is None


def test_a_number_without_prefix_is_dialled_in_the_country_said():
    assert e164("020 7946 0000", "GB") == "+442079460000"
    assert e164("(202) 555-0123", "US") == "+12025550123"
    assert e164("020 7946 0000", "") is None
    assert e164("+44 20 7946 0000", "") == "+442079460000"


def test_valid_public_examples_are_read_from_each_of_their_spellings():
    with shared("data", "reference", "phone_examples.csv").open(encoding="utf-8", newline="") as stream:
        rows = [r for r in csv.DictReader(stream) if r["valid"] == "True"]
    wrong = [
        (row["region"], spelling, row[spelling], e164(row[spelling], row["region"]))
        for row in rows
        for spelling in ("e164", "international", "national")
        if e164(row[spelling], row["region"]) != row["e164"]
    ]
    assert len(rows) > 400
    assert wrong == []


@given(st.text(max_size=30), st.sampled_from(["FR", "US", "GB", ""]))
def test_any_text_is_a_number_or_none_and_reading_it_again_changes_nothing(text, country):
    found = e164(text, country)
    if found is not None:
        assert found.startswith("+")
        assert e164(found, "") == found
        assert e164(found, "US") == found


def test_a_number_is_shown_as_people_read_it():
    assert shown("+33612345678") == "+33 6 12 34 56 78"
    assert shown("12") == "12"
    assert country_of("+442079460000") == "GB"
    assert country_of("12") == ""
    assert can_be_dialled("+33 6") is False
    assert can_be_dialled("3949")


# -- addresses -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("Jean@Atelier.FR", "jean@atelier.fr"),
        ("  jean@atelier.fr ", "jean@atelier.fr"),
        ("Jean Martin <jean@atelier.fr>", "jean@atelier.fr"),
        ("mailto:jean@atelier.fr", "jean@atelier.fr"),
        ("jean+x@a-b.co.uk", "jean+x@a-b.co.uk"),
        ("jean@atelier", None),
        ("jean(at)atelier.fr", None),
        ("a@b.fr, c@d.fr", None),
        ("a@b.fr;c@d.fr", None),
        ("jean@@atelier.fr", None),
        ("jean@atelier..fr", None),
        ("", None),
    ],
)
def test_an_address_is_read_or_none(said, address):
    assert email_address(said) == address


@pytest.mark.parametrize(
    ("said", "domain"),
    [("https://www.Atelier.fr/contact?x=1", "atelier.fr"), ("WWW.atelier.fr", "atelier.fr"),
     ("atelier.fr:8080", "atelier.fr"), ("http://http://atelier.fr", "atelier.fr"), ("atelier.fr.", "atelier.fr"),
     ("", "")],
)  # fmt: skip
def test_the_bare_domain_of_a_web_address(said, domain):
    assert web_domain(said) == domain


@given(st.text(alphabet="w.htps:/aé? #", max_size=20))
def test_a_bare_domain_is_its_own(text):
    assert web_domain(web_domain(text)) == web_domain(text)


# -- companies and people --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Atelier SAS", "ATELIER", True),
        ("Atelier S.A.S.", "atelier", True),
        ("Société Générale", "SOCIETE GENERALE SA", True),
        ("Dupont & Fils", "Dupont and Fils", True),
        ("L'Étoile", "L’Etoile", True),
        ("Acme, Inc.", "Acme", True),
        ("Atelier du Nord", "Atelier du Sud", False),
        ("SARL", "SAS", False),
        ("!!!", "???", False),
        ("株式会社", "株式会社 ", True),
    ],
)
def test_spellings_of_a_company(one, other, same):
    assert (company_key(one) == company_key(other)) is same
    assert company_key(one)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("Zoé", "Martin"), ("ZOE", "martin"), True),
        (("Jean-Pierre", "Martin"), ("Jean Pierre", "MARTIN"), True),
        (("", "Martin"), ("Zoé", "Martin"), False),
        (("Zoé", "Martin"), ("Léa", "Martin"), False),
    ],
)
def test_spellings_of_a_person(one, other, same):
    assert (person_key(*one) == person_key(*other)) is same


def test_keys_are_strongest_first():
    lead = Lead("a", "Zoé", "Martin", email="Z@x.fr", phone="+3314", mobile="+3361", company="Atelier SAS",
                source="HubSpot", external_id="7")  # fmt: skip
    assert match_keys(lead) == (
        "x:hubspot|7",
        "e:z@x.fr",
        "p:+3314|zoe martin",
        "p:+3361|zoe martin",
        "c:atelier|zoe martin",
    )
    assert match_keys(Lead("a")) == ()


def test_leads_are_sorted_by_last_name_without_regard_to_accents():
    assert sort_name(Lead("a", "Zoé", "Éluard", company="X")) < sort_name(Lead("b", "Al", "Martin"))
    assert sort_name(Lead("a", company="Étoile")) == "etoile"
    assert sort_name(Lead("a", email="x@y.fr")) == "x@y.fr"


@given(st.text())
def test_a_plain_text_can_be_written_to_any_file_and_is_its_own(text):
    plain = plain_text(text)
    assert plain_text(plain) == plain
    assert plain.encode("utf-8").decode("utf-8") == plain


# -- places ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "code"),
    [("France", "FR"), ("fr", "FR"), ("FRANCE ", "FR"), ("Royaume-Uni", "GB"), ("United Kingdom", "GB"), ("UK", "GB"),
     ("U.K.", "GB"), ("USA", "US"), ("U.S.A.", "US"), ("États-Unis", "US"), ("etats-unis", "US"), ("Allemagne", "DE"),
     ("Germany", "DE"), ("Belgique", "BE"), ("Suisse", "CH"), ("Atlantis", None), ("", None)],
)  # fmt: skip
def test_countries_by_name_or_code(said, code):
    assert country_code(said) == code


@pytest.mark.parametrize(
    ("country", "zone"),
    [("FR", "Europe/Paris"), ("GB", "Europe/London"), ("BE", "Europe/Brussels"), ("US", ""), ("RU", ""), ("XX", "")],
)
def test_a_country_tells_its_zone_unless_it_has_too_many(country, zone):
    assert zone_of(country) == zone


def test_an_unknown_zone_is_utc_and_does_not_exist():
    assert str(zone_info("Mars/Base")) == "UTC"
    assert str(zone_info("")) == "UTC"
    assert not zone_exists("Mars/Base")
    assert not zone_exists("")
    assert not zone_exists("../etc/passwd")
    assert zone_exists("Europe/Paris")


# -- days ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    ["2021-04-15", "2021-04-15 00:03:00", "2021-04-15T00:03:00Z", "2021/04/15", "15/04/2021", "15-04-2021",
     "15.04.2021", "15/04/21", "15/04/2021 08:30", "15 Apr, 2021 00:03:00", "15 April 2021", "15 avril 2021",
     "15 avr. 2021", "Apr 15, 2021", "April 15th, 2021", "04/15/2021", "20210415"],
)  # fmt: skip
def test_a_day_in_the_ways_files_write_it(said):
    assert calendar_date(said) == date(2021, 4, 15)


@pytest.mark.parametrize(("said", "day"), [("1er août 2026", date(2026, 8, 1)), ("3 févr. 2026", date(2026, 2, 3)),
                                           ("31 décembre 1999", date(1999, 12, 31)), ("2 mai 2026", date(2026, 5, 2)),
                                           ("01/02/2026", date(2026, 2, 1))])  # fmt: skip
def test_french_days(said, day):
    assert calendar_date(said) == day


@pytest.mark.parametrize(
    "said",
    ["14-Nov-26", "14 nov. 26", "14-nov.-2026", "lundi 14 novembre 2026", "Sat, 14 Nov 2026 10:30:00",
     "14-Nov-26 10:30", "sam. 14 nov. 2026", "mar. 14 nov. 2026", "14. November 2026", "14 de noviembre de 2026",
     "Saturday, November 14, 2026", "14 novembre 26, 10 h", "samstag, 14. november 2026"],
)  # fmt: skip
def test_a_day_with_its_weekday_a_short_year_or_in_another_language(said):
    assert calendar_date(said) == date(2026, 11, 14)


def test_march_is_no_tuesday():
    assert calendar_date("Mar 14, 2026") == date(2026, 3, 14)
    assert calendar_date("3-avr.-26") == date(2026, 4, 3)
    assert calendar_date("3. März 2026") == date(2026, 3, 3)


@pytest.mark.parametrize("said", ["14 nov 10:30", "14 nov 18h30", "14 nov 18 h", "avant 14/11/2026", "14 nov 2026e1"])
def test_an_hour_is_no_year_and_a_word_before_is_no_weekday(said):
    assert calendar_date(said) is None


@pytest.mark.parametrize(
    "said", ["", "soon", "31/02/2026", "2026-13-01", "2026", "12", "99/99/9999", "1/2", "0000-01-01"]
)
def test_what_is_no_day_is_none(said):
    assert calendar_date(said) is None


def test_every_day_of_a_real_export_is_read():
    with shared("data", "zoho_leads.csv").open(encoding="utf-8", newline="") as stream:
        wrong = [r["Created Time"] for r in csv.DictReader(stream) if calendar_date(r["Created Time"]) is None]
    assert wrong == []


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_a_day_written_in_any_of_our_ways_is_that_day(day):
    for said in (day.isoformat(), f"{day:%d/%m/%Y}", f"{day:%d.%m.%Y}", f"{day:%Y%m%d}", f"{day:%d %B %Y}"):
        assert calendar_date(said) == day


@given(st.text(max_size=24))
def test_any_text_is_a_day_or_none(text):
    assert calendar_date(text) is None or isinstance(calendar_date(text), date)


@pytest.mark.parametrize(
    ("said", "found"),
    [("2026-11-24", date(2026, 11, 24)), ("2026-11-24T10:00", datetime(2026, 11, 24, 10)), ("soon", None), ("", None),
     ("2026-11-24T10:00:00+01:00", datetime.fromisoformat("2026-11-24T10:00:00+01:00"))],
)  # fmt: skip
def test_a_day_or_instant_of_the_command_line(said, found):
    assert instant_or_day(said) == found
