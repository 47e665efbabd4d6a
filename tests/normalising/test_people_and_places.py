"""Names as they are written, and the time zone of a place."""

import tomllib
from importlib import resources
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.core.normalising.names import proper_case
from sdrdesk.core.normalising.places import country_code, zone_at, zone_of
from sdrdesk.core.resources import resource_path

WRITTEN = {
    "DUPONT": "Dupont",
    "jean-pierre": "Jean-Pierre",
    "O'NEIL": "O'Neil",
    "McDonald": "McDonald",
    "MCDONALD": "McDonald",
    "de la TOUR": "de la Tour",
    "D’ANGELO": "D’Angelo",
    "DE LA TOUR": "De La Tour",
    "JEAN DE LA FONTAINE": "Jean de La Fontaine",
    "VAN DER BERG": "Van der Berg",
    "LE GOFF": "Le Goff",
    "ÉMILIE": "Émilie",
    "J.-P.": "J.-P.",
    "JP": "JP",
    "LOUIS II": "Louis II",
    "marie claire": "Marie Claire",
    "JEAN D'ORMESSON": "Jean d'Ormesson",
    "d'ARTAGNAN": "d'Artagnan",
    "œuvrard": "Œuvrard",
    "MÜLLER-LÜDENSCHEIDT": "Müller-Lüdenscheidt",
    "Jean DUPONT": "Jean DUPONT",
    "李": "李",
    "MARTIN2": "Martin2",
    "": "",
    "SAINT-EXUPÉRY": "Saint-Exupéry",
    "DELL'ACQUA": "Dell'Acqua",
    "DeVito": "DeVito",
}


@pytest.mark.parametrize(("given_name", "name"), WRITTEN.items())
def test_a_name_in_capitals_or_small_letters_is_written_as_names_are(given_name, name):
    assert proper_case(given_name) == name


@given(st.text(max_size=20))
def test_only_the_case_of_letters_changes_and_only_once(name):
    written = proper_case(name)
    assert written.casefold() == name.casefold()
    assert proper_case(written) == written


@pytest.mark.parametrize(
    ("place", "zone"),
    [
        (("US", "NY"), "America/New_York"),
        (("US", "California"), "America/Los_Angeles"),
        (("US", "Austin, TX"), "America/Chicago"),
        (("US", "D.C."), "America/New_York"),
        (("US", ""), ""),
        (("US", "Bavaria"), ""),
        (("CA", "Québec (QC)"), "America/Toronto"),
        (("CA", "Colombie-Britannique"), "America/Vancouver"),
        (("AU", "new south wales"), "Australia/Sydney"),
        (("AU", "WA"), "Australia/Perth"),
        (("BR", "SP"), "America/Sao_Paulo"),
        (("FR", "Île-de-France", "75001"), "Europe/Paris"),
        (("FR", "974 - La Réunion"), "Indian/Reunion"),
        (("FR", "", "97 410"), "Indian/Reunion"),
        (("FR", "", "97133"), "America/St_Barthelemy"),
        (("FR", "", "97100"), "America/Guadeloupe"),
        (("FR", "", "98800"), "Pacific/Noumea"),
        (("FR", "", "9710"), "Europe/Paris"),  # 09710, its zero lost
        (("RE", ""), "Indian/Reunion"),
        (("ES", "", "35001"), "Atlantic/Canary"),
        (("ES", "Madrid", "28001"), "Europe/Madrid"),
        (("PT", "", "9500-001"), "Atlantic/Azores"),
        (("", "NY", "75001"), ""),
    ],
)
def test_a_region_or_postal_code_tells_the_zone(place, zone):
    assert zone_at(*place) == zone


def test_where_nothing_more_is_said_the_country_tells():
    for country in ("FR", "BE", "CH", "DE", "GB", "US", "RU", "", "XX"):
        assert zone_at(country) == zone_of(country)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("VN", "VN"), ("Viêt Nam", "VN"), ("togo", "TG"), ("Royaume Uni", "GB"), ("Côte d’Ivoire", "CI"), ("DEU", "DE"),
        ("Trinidad & Tobago", "TT"), ("Trinité-et-Tobago", "TT"), ("Namibie", "NA"), ("U.S.A.", "US"), ("ET", "ET"),
        ("NA", None), ("N/A", None), ("", None), ("et", "ET"), ("Atlantide", None),
    ],
)  # fmt: skip
def test_a_country_is_known_by_either_code_or_by_its_name_however_its_words_are_joined(text, code):
    assert country_code(text) == code


def test_every_country_of_the_register_is_known_and_no_name_is_that_of_two():
    table = tomllib.loads(resource_path("import", "countries.toml").read_text(encoding="utf-8"))
    lines = (resources.files("tzdata") / "zoneinfo" / "iso3166.tab").read_text(encoding="utf-8").splitlines()
    assert {line[:2] for line in lines if line and line[0] != "#"} <= set(table)
    assert not [(code, name) for code, names in table.items() for name in names if country_code(name) != code]


def test_every_zone_of_the_table_exists():
    table = tomllib.loads(resource_path("import", "zones.toml").read_text(encoding="utf-8"))
    postal = table.pop("postal")
    table.pop("postal_digits")
    assert {zone for zones in (*table.values(), *postal.values()) for zone in zones} <= available_timezones()
    assert {len(table[country]) for country in ("US", "CA", "AU")} == {8, 9, 7}
