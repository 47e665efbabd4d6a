"""What a company is recognised by, and what its numbers, codes and sizes mean."""

import csv

import pytest

from sdrdesk.core.normalising.business_ids import siren_of
from sdrdesk.core.normalising.companies import company_key, likeness
from sdrdesk.core.normalising.free_mail import company_domain, is_anybodys_site, is_free_mail
from sdrdesk.core.normalising.sectors import naf_code, section_of, sector_label
from sdrdesk.core.normalising.workforce import INSEE, Bracket, are_insee_codes, bracket_of
from tests.support import shared


@pytest.mark.parametrize(
    "spelling",
    [
        "Dupont & Fils",
        "DUPONT ET FILS",
        "Société Dupont & fils",
        "S.A.R.L. Dupont et fils",
        "S A S Dupont Fils",
        "Ets Dupont + Fils",
        "Dupont and Fils Ltd",
        "Groupe Dupont & Fils (SA)",
    ],
)
def test_people_would_take_these_for_one_company(spelling):
    assert likeness(spelling) == "dupont fils"


@pytest.mark.parametrize(
    ("one", "other"),
    [("Müller GmbH & Co. KG", "Muller"), ("La Poste", "Groupe La Poste SA"), ("L’Oréal", "L'OREAL S.A.")],
)
def test_legal_forms_and_articles_do_not_tell_companies_apart(one, other):
    assert likeness(one) == likeness(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Dupont Nord", "Dupont Sud"), ("Air France", "Air Liquide"), ("Martin 2", "Martin")]
)
def test_other_words_do(one, other):
    assert likeness(one) != likeness(other)


def test_a_company_of_legal_forms_alone_keeps_its_name():
    assert likeness("La Société") == "la societe"
    assert likeness("SA") == "sa"


def test_the_stored_key_is_the_one_that_stores_hold():
    assert company_key("Dupont & Fils S.A.R.L.") == "dupont and fils"
    assert company_key("Groupe L’Oréal") == "l oreal"
    assert company_key("Weber GmbH & Co. KG") == company_key("Weber GmbH") == "weber"
    assert company_key("Marks and") == "marks and"


PROVIDERS = """
gmail.com sfr.fr neuf.fr bbox.fr gmx.fr gmx.de wanadoo.fr orange.fr free.fr laposte.net numericable.fr aliceadsl.fr
club-internet.fr voila.fr yahoo.fr yahoo.co.uk hotmail.com.ar Live.FR outlook.com icloud.com bluewin.ch skynet.be
t-online.de
"""


@pytest.mark.parametrize("domain", PROVIDERS.split())
def test_a_providers_domain_is_nobodys_company(domain):
    assert is_free_mail(domain)


@pytest.mark.parametrize("domain", ["orange.com", "live-events.fr", "yahoo.acme.com", "acme.fr", "", "outlook"])
def test_another_domain_is_a_companys(domain):
    assert not is_free_mail(domain)


@pytest.mark.parametrize("domain", ["facebook.com", "fr-fr.facebook.com", "x.com", "Fr.LinkedIn.com.", "gmail.com"])
def test_a_page_among_others_is_no_companys_site(domain):
    assert is_anybodys_site(domain)


@pytest.mark.parametrize("domain", ["fax.com", "facebook.com.acme.fr", "myfacebook.com", "acme.fr", ""])
def test_any_other_site_is_a_companys(domain):
    assert not is_anybodys_site(domain)


def test_who_works_for_such_a_site_has_its_domain():
    assert company_domain("zoe@google.com") == "google.com"


def test_the_domain_of_an_address_is_the_companys_unless_a_provider_has_it():
    assert company_domain("Zoe@Acme.fr") == "acme.fr"
    assert company_domain("zoe@sfr.fr") == ""
    assert company_domain("zoe") == ""


@pytest.mark.parametrize(
    ("text", "siren"),
    [
        ("732 829 320", "732829320"),  # the example of the Sirene documentation
        ("73282932000074", "732829320"),
        ("732-829-320.00074", "732829320"),
        ("732829320.0", "732829320"),
        ("FR 44 732 829 320", "732829320"),  # key: (12 + 3 * (732829320 % 97)) % 97
        ("5520135", "005520135"),  # Luhn: 0+0+5+1+2+0+1+6+5 = 20
        ("35600000000048", "356000000"),  # the post office
        ("732829321", None),
        ("73282932000075", None),
        ("FR 45 732 829 320", None),
        ("000000000", None),
        ("7.3282932E+13", None),
        ("RCS Lyon", None),
        ("", None),
        ("1" * 5_000, None),
    ],
)
def test_a_registration_number_is_read(text, siren):
    assert siren_of(text) == siren


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("62.01Z", "62.01Z"),
        ("6201Z", "62.01Z"),
        ("62.01 z", "62.01Z"),
        ("J62.01", "62.01"),
        ("62", "62"),
        ("62.0", "62.0"),
        ("111Z", "01.11Z"),
        ("1.11Z", "01.11Z"),
        ("6201Z - Programmation informatique", "62.01Z"),
        ("4399C : Maçonnerie", "43.99C"),
        ("04.11Z", None),
        ("111", None),
        ("Industrie", None),
        ("", None),
        ("622211", None),
    ],
)
def test_an_activity_code_is_read(text, code):
    assert naf_code(text) == code


def test_every_activity_code_has_a_section_and_a_label_in_both_languages():
    with shared("data", "reference", "naf_rev2.csv").open(encoding="utf-8", newline="") as stream:
        codes = [row["code"] for row in csv.DictReader(stream)]
    assert len(codes) > 1_700
    for code in codes:
        assert naf_code(code) == naf_code(code.lower()) == code
        assert len(code) == len("01.1") or naf_code(code.replace(".", "")) == code
        assert all((section_of(code), sector_label(code, "en"), sector_label(code, "fr")))


def test_a_code_belongs_to_its_section():
    assert [section_of(c) for c in ("01.11Z", "33.20A", "35.11Z", "62.01Z", "96.09Z", "99", "xx")] == [*"ACDJSU", ""]
    assert sector_label("62.01Z", "fr") == "Programmation et conseil informatique"
    assert sector_label("J", "en") == "Information, telecoms and software"
    assert sector_label("nothing", "en") == ""


@pytest.mark.parametrize(
    ("text", "lowest", "highest"),
    [
        ("20 à 49 salariés", 20, 49),
        ("50-99", 50, 99),
        ("50–99 employees", 50, 99),
        ("1 ou 2 salariés", 1, 2),
        ("10,000+", 10_000, None),
        ("1 000 et plus", 1_000, None),
        ("1\u202f000 à 4\u202f999", 1_000, 4_999),
        ("10k+", 10_000, None),
        ("1.000 - 4.999 Mitarbeiter", 1_000, 4_999),
        ("1K-5K", 1_000, 5_000),
        ("1,5k", 1_500, 1_500),
        ("<10", 0, 9),
        ("moins de 10", 0, 9),
        ("jusqu’à 10", 0, 10),
        ("> 500", 501, None),
        ("≥ 500", 500, None),
        ("plus de 250", 251, None),
        ("12", 12, 12),
        ("12.0", 12, 12),
        ("0 salarié", 0, 0),
        ("aucun salarié", 0, 0),
        ("NN", 0, 0),
        ("Self-employed", 1, 1),
        ("nov-50", 11, 50),
        ("02-oct", 2, 10),
        ("10-Feb", 2, 10),
        ("Entre 50 et 99", 50, 99),
    ],
)
def test_a_workforce_is_read(text, lowest, highest):
    assert bracket_of(text) == Bracket(lowest, highest)


@pytest.mark.parametrize("text", ["", "beaucoup", "-5", "100-50"])
def test_what_says_no_number_is_no_workforce(text):
    assert bracket_of(text) is None


def test_the_codes_of_the_register_are_read_as_it_defines_them():
    with shared("data", "reference", "insee_tranches_effectifs.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        defined = Bracket(int(row["min"]), int(row["max"]) if row["max"] else None)
        assert bracket_of(row["code"], insee=True) == defined
        assert bracket_of(row["libelle"]) == (defined if row["code"] != "NN" else Bracket(0, 0))
    assert {row["code"] for row in rows} == set(INSEE)


def test_a_column_of_codes_is_told_from_one_of_numbers():
    assert are_insee_codes(["12", "21", "NN", ""])
    assert are_insee_codes(["01", "12"])
    assert not are_insee_codes(["12", "21"])
    assert not are_insee_codes(["12", "13", "01"])
    assert not are_insee_codes([])


@pytest.mark.parametrize(
    ("bracket", "text"), [(Bracket(50, 99), "50-99"), (Bracket(10_000, None), "10000+"), (Bracket(7, 7), "7")]
)
def test_a_bracket_is_stored_as_it_is_read(bracket, text):
    assert bracket.text == text
    assert bracket_of(text) == bracket
