"""Numbers, amounts and deadlines as typed: a table worked out by hand, and what always holds."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sdrdesk.core.domain.answers import add_months
from sdrdesk.core.domain.typed_values import (
    Ambiguous,
    Understood,
    read_amount,
    read_day,
    read_number,
    typed_day,
    typed_number,
)
from tests.support import ROOT

TODAY = date(2026, 11, 23)  # a Monday

AMOUNTS = {
    "20k": 20_000, "20 K€": 20_000, "20k€": 20_000, "20 k euros": 20_000, "20ke": 20_000, "20 000 €": 20_000,
    "20\u202f000\u00a0€": 20_000, "20.000 €": 20_000, "20,000": 20_000, "€20k": 20_000, "EUR 20,000": 20_000,
    "CHF 20'000": 20_000, "1,5 M€": 1_500_000, "1.5m": 1_500_000, "1,5 million d'euros": 1_500_000, "£20k": 20_000,
    "$1.2 billion": 1_200_000_000, "2 Md€": 2_000_000_000, "20 mille": 20_000, "vingt mille euros": 20_000,
    "two hundred thousand pounds": 200_000, "20 milliers d’euros": 20_000, "une quinzaine de milliers": 15_000,
    "environ 20k": 20_000, "~20k": 20_000, "≈ 20 000 €": 20_000, "about 20k": 20_000, "roughly £20k": 20_000,
    "20k or so": 20_000, "plus de 20k": 20_000, "au moins 20 k€": 20_000, "20k+": 20_000, "at least £20k": 20_000,
    "10-20k": 10_000, "entre 10 et 20k": 10_000, "between 10 and 20k": 10_000, "10 à 20 k€": 10_000,
    "£10k–£20k": 10_000, "from 10 to 20k": 10_000, "500-2k": 500, "1,500 €": 1_500, "1.500€": 1_500, "$1,500": 1_500,
    "1,500k": 1_500_000, "1,500.50": 1_500.5, "1.234.567,89 €": 1_234_567.89, "1,234,567": 1_234_567,
    "20 000,50 €": 20_000.5, "20k€ HT": 20_000, "20 000 € par an": 20_000, "rien": 0, "zéro": 0, "0 €": 0,
    "un million": 1_000_000, "mille": 1_000, "1,500-2,000": 1_500, "  20  K€ !  ": 20_000,
}  # fmt: skip
NUMBERS = {
    "0": 0, "12": 12, "1,5": 1.5, "1.5": 1.5, "0,500": 0.5, "12 personnes": 12, "12 people": 12, "250 salariés": 250,
    "1,500 employees": 1_500, "on est 12": 12, "we are 12": 12, "a dozen": 12, "une douzaine": 12, "deux douzaines": 24,
    "une vingtaine de personnes": 20, "a couple": 2, "50–99": 50, "50 - 99": 50, "50 à 99 salariés": 50,
    "50 to 99 people": 50, "none": 0, "aucun": 0, "nobody": 0, "un": 1, "one": 1, "sept": 7, "eleven": 11, "onze": 11,
    "seize": 16, "dix-sept": 17, "nineteen": 19, "vingt": 20, "twenty": 20, "trente": 30, "forty": 40, "cinquante": 50,
    "soixante et onze": 71, "quatre-vingts": 80, "ninety": 90, "quatre-vingt-dix-neuf": 99, "twenty-five": 25,
    "cent cinquante": 150, "two hundred": 200, "deux mille cinq cents": 2_500, "1'500": 1_500, "12 345": 12_345,
    "150.000": 150_000, "Environ 40": 40,
}  # fmt: skip
ASKED_NUMBERS = {
    "1,500": (1.5, 1_500), "1.500": (1.5, 1_500), "12,345": (12.345, 12_345), "about 1,250": (1.25, 1_250),
    "2 ou 3": (2, 3), "10 or 20k": (10_000, 20_000), "1,500-2,500": (1.5, 1_500),
}  # fmt: skip
ASKED_AMOUNTS = {**ASKED_NUMBERS, "1,500 M€": (1_500_000, 1_500_000_000), "20 ou 30 k€": (20_000, 30_000)}
NO_NUMBER = [
    "", "   ", "-5", "−20k", "- 5 €", "20 00", "k", "€", "a", "un peu", "beaucoup", "12 mois", "20-10", "10-20-30",
    "1.5.5",
    "1e5", "5²", "20 m²", "½", "100%", "moins de 20k", "up to 20k", "20k € £", "a few", "quelques", "trois douze",
    "20k par mois", "0x10", "nan", "inf", "9" * 40,
]  # fmt: skip

D = date.fromisoformat
DAYS = {
    "3": "2027-02-23", "3 mois": "2027-02-23", "dans 3 mois": "2027-02-23", "in 3 months": "2027-02-23",
    "d'ici 3 mois": "2027-02-23", "D’ICI 3 MOIS": "2027-02-23", "under 3 months": "2027-02-23",
    "trois mois": "2027-02-23",
    "sous 3 mois": "2027-02-23", "within three months": "2027-02-23", "in 3 months' time": "2027-02-23",
    "next 3 months": "2027-02-23", "les 3 prochains mois": "2027-02-23", "avant 3 mois": "2027-02-23",
    "before 3 months": "2027-02-23", "3\u202fmois": "2027-02-23", "0": "2026-11-23", "6 mois": "2027-05-23",
    "3 mo": "2027-02-23", "2 weeks": "2026-12-07", "2 semaines": "2026-12-07", "2 sem": "2026-12-07",
    "six weeks": "2027-01-04",
    "dans 10 jours": "2026-12-03", "10j": "2026-12-03", "une quinzaine de jours": "2026-12-08",
    "a fortnight": "2026-12-07",
    "in one day": "2026-11-24", "un an": "2027-11-23", "in a year": "2027-11-23", "2 ans": "2028-11-23",
    "un an et demi": "2028-05-23", "18 months": "2028-05-23", "1,5 an": "2028-05-23",
    "a couple of months": "2027-01-23",
    "2 trimestres": "2027-05-23",
    "demain": "2026-11-24", "tomorrow": "2026-11-24", "après-demain": "2026-11-25", "avant demain": "2026-11-23",
    "la semaine prochaine": "2026-12-04", "next week": "2026-12-04", "cette semaine": "2026-11-27",
    "le mois prochain": "2026-12-31", "next month": "2026-12-31", "ce mois-ci": "2026-11-30",
    "this month": "2026-11-30",
    "fin du mois prochain": "2026-12-31", "end of next month": "2026-12-31", "le trimestre prochain": "2027-03-31",
    "this quarter": "2026-12-31", "l'année prochaine": "2027-12-31", "l’an prochain": "2027-12-31",
    "next year": "2027-12-31",
    "early next year": "2027-03-31", "cette année": "2026-12-31",
    "mars": "2027-03-31", "March": "2027-03-31", "en mars": "2027-03-31", "courant mars": "2027-03-31",
    "dans le courant du mois de mars": "2027-03-31", "mars prochain": "2027-03-31", "next March": "2027-03-31",
    "fin mars": "2027-03-31", "Fin  Mars !": "2027-03-31", "end of March": "2027-03-31", "late March": "2027-03-31",
    "mi-mars": "2027-03-15", "mi mars": "2027-03-15", "mid March": "2027-03-15", "mid-March": "2027-03-15",
    "première quinzaine de mars": "2027-03-15", "début avril": "2027-04-10", "early April": "2027-04-10",
    "March 2027": "2027-03-31", "mars 2027": "2027-03-31", "03/2027": "2027-03-31", "2027-03": "2027-03-31",
    "fin mars 2028": "2028-03-31", "fin février 2028": "2028-02-29", "March next year": "2027-03-31",
    "mars de l’année prochaine": "2027-03-31", "March '28": "2028-03-31",
    "novembre": "2026-11-30", "octobre": "2027-10-31", "fin novembre": "2026-11-30", "mi-novembre": "2027-11-15",
    "début novembre": "2027-11-10",
    "24/12": "2026-12-24", "24.12": "2026-12-24", "12/24": "2026-12-24", "24/12/2026": "2026-12-24",
    "24/12/26": "2026-12-24",
    "24-12-2026": "2026-12-24", "12/24/2026": "2026-12-24", "2026-12-24": "2026-12-24", "24 décembre": "2026-12-24",
    "24 déc.": "2026-12-24", "le 24 décembre 2026": "2026-12-24", "December 24": "2026-12-24",
    "Dec. 24th, 2026": "2026-12-24",
    "24th of December": "2026-12-24", "1er mars": "2027-03-01", "le 24": "2026-11-24", "the 3rd": "2026-12-03",
    "le 31": "2026-12-31", "12/12": "2026-12-12", "4.5.2027": "2027-05-04", "22/11": "2027-11-22",
    "29 février": "2028-02-29",
    "24 mars 27": "2027-03-24", "12 sept": "2027-09-12", "lundi 30 novembre": "2026-11-30",
    "Monday, November 30": "2026-11-30",
    "vendredi 27": "2026-11-27", "lundi 30/11": "2026-11-30", "Friday 04/12": "2026-12-04",
    "moins de 3 mois": "2027-02-23", "less than 3 months": "2027-02-23",
    "Q1": "2027-03-31", "T1": "2027-03-31", "Q1 2027": "2027-03-31", "Q1 '27": "2027-03-31", "2028 Q2": "2028-06-30",
    "T1 28": "2028-03-31", "1er trimestre": "2027-03-31", "first quarter of 2028": "2028-03-31", "Q3": "2027-09-30",
    "Q4": "2026-12-31", "dernier trimestre": "2026-12-31", "fin T2": "2027-06-30", "début T2": "2027-04-30",
    "mid Q2": "2027-05-15", "avant T2": "2027-03-31", "S1": "2027-06-30", "premier semestre": "2027-06-30",
    "H2": "2026-12-31",
    "second half": "2026-12-31", "H1 2028": "2028-06-30", "2027": "2027-12-31", "fin 2027": "2027-12-31",
    "début 2027": "2027-03-31", "mi-2027": "2027-06-30",
    "fin d'année": "2026-12-31", "end of the year": "2026-12-31", "EOY": "2026-12-31", "début d’année": "2027-03-31",
    "fin de l'année prochaine": "2027-12-31", "fin de mois": "2026-11-30", "end of the month": "2026-11-30",
    "fin de semaine": "2026-11-27", "end of the week": "2026-11-27", "début de semaine": "2026-11-24",
    "week-end": "2026-11-29",
    "avant l'été": "2027-06-20", "before summer": "2027-06-20", "cet été": "2027-08-31", "fin de l'été": "2027-08-31",
    "après l'été": "2027-09-30", "after summer": "2027-09-30", "à la rentrée": "2027-09-30",
    "avant la rentrée": "2027-08-31",
    "au printemps": "2027-06-20", "spring 2028": "2028-06-20", "winter": "2027-03-20", "before Christmas": "2026-12-24",
    "avant Noël": "2026-12-24", "by Christmas": "2026-12-25", "après Noël": "2027-01-31",
    "before the new year": "2026-12-31",
    "Easter": "2027-03-28", "avant fin mars": "2027-03-31", "by end of March": "2027-03-31",
    "before the end of March": "2027-03-31", "au plus tard fin mars": "2027-03-31", "avant mars": "2027-02-28",
    "before Q2": "2027-03-31", "avant novembre": "2027-10-31", "après mars": "2027-04-30", "before 24/12": "2026-12-23",
    "lundi": "2026-11-30", "next Monday": "2026-11-30", "vendredi": "2026-11-27", "this Friday": "2026-11-27",
    "by Friday": "2026-11-27", "week 12": "2027-03-26", "semaine 3": "2027-01-22", "S12": "2027-03-26",
    "ASAP": "2026-11-23", "dès que possible": "2026-11-23", "au plus vite": "2026-11-23", "tout de suite": "2026-11-23",
    "immédiatement": "2026-11-23", "now": "2026-11-23", "aujourd’hui": "2026-11-23", "today": "2026-11-23",
    "24/12/2025": "2025-12-24", "mars 2026": "2026-03-31",
}  # fmt: skip
ASKED_DAYS = {
    "3/4": ("2027-04-03", "2027-03-04"), "04/05": ("2027-05-04", "2027-04-05"),
    "04/05/2028": ("2028-05-04", "2028-04-05"), "avant le 04/05": ("2027-05-03", "2027-04-04"),
    "3.5": ("2027-05-03", "2027-03-10"), "3/27": ("2027-03-27", "2027-03-31"), "12/26": ("2026-12-26", "2026-12-31"),
    "March 27": ("2027-03-27", "2027-03-31"), "mars 27": ("2027-03-27", "2027-03-31"),
    "next Friday": ("2026-11-27", "2026-12-04"), "vendredi prochain": ("2026-11-27", "2026-12-04"),
    "2 ou 3 mois": ("2027-01-23", "2027-02-23"), "3-6 months": ("2027-02-23", "2027-05-23"),
    "March or April": ("2027-03-31", "2027-04-30"), "entre mars et avril": ("2027-03-31", "2027-04-30"),
    "by March": ("2027-02-28", "2027-03-31"), "d'ici l'été": ("2027-06-20", "2027-08-31"),
    "by Q2": ("2027-03-31", "2027-06-30"), "dans l'année": ("2026-12-31", "2027-11-23"),
    "within the month": ("2026-11-30", "2026-12-23"), "sept": ("2027-09-30", "2027-06-23"),
}  # fmt: skip
NO_DAY = [
    "", " ", "jamais", "never", "plus tard", "later", "someday", "un jour", "un j", "one day", "bientôt", "soon",
    "quelques mois",
    "a few months", "31/02", "30 février", "00/00", "13/13", "32/12", "2027-13-01", "24-12", "-3", "999",
    "mardi 30 novembre", "mardi 27",

    "after Monday", "les vacances", "fiscal year", "Q5", "H3", "semaine 54", "mois", "in", "le", "avant", "½ an", "3²",
    "24/12/2026 à 10h", "pas avant mars", "20k", "5 trimestre 2027 mars",
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), [*AMOUNTS.items()])
def test_an_amount_is_understood(text, value):
    found = read_amount(text)
    assert isinstance(found, Understood)
    assert (found.value, type(found.value)) == (value, type(value))
    assert typed_number(text) == value


@pytest.mark.parametrize(("text", "value"), [*NUMBERS.items()])
def test_a_number_is_understood(text, value):
    found = read_number(text)
    assert isinstance(found, Understood)
    assert (found.value, type(found.value), found.note) == (value, type(value), "")
    assert typed_number(text) == value


@pytest.mark.parametrize(("text", "day"), [*DAYS.items()])
def test_a_deadline_is_understood(text, day):
    found = read_day(text, TODAY)
    assert isinstance(found, Understood)
    assert found.value == D(day)
    assert found.note == ("past" if D(day) < TODAY else "")
    assert typed_day(text, TODAY) == D(day)


@pytest.mark.parametrize(
    ("read", "text", "values"),
    [(read_number, *item) for item in ASKED_NUMBERS.items()]
    + [(read_amount, *item) for item in ASKED_AMOUNTS.items()]
    + [(lambda t: read_day(t, TODAY), text, tuple(map(D, days))) for text, days in ASKED_DAYS.items()],
)
def test_what_can_be_read_in_two_ways_is_asked(read, text, values):
    found = read(text)
    assert isinstance(found, Ambiguous)
    assert tuple(value for value, _ in found.choices) == values
    assert len({reads for _, reads in found.choices}) == len(values)
    assert typed_number(text) is None or isinstance(values[0], date)
    assert typed_day(text, TODAY) is None or not isinstance(values[0], date)


@pytest.mark.parametrize("text", NO_NUMBER)
def test_what_is_no_number_is_not_understood(text):
    assert read_number(text) is None
    assert read_amount(text) is None
    assert typed_number(text) is None


@pytest.mark.parametrize("text", NO_DAY)
def test_what_is_no_deadline_is_not_understood(text):
    assert read_day(text, TODAY) is None
    assert typed_day(text, TODAY) is None


def test_money_is_no_number_of_people_and_people_are_no_money():
    assert read_number("20 k€") is None
    assert read_amount("12 personnes") is None


def test_the_table_is_long_enough():
    assert len(AMOUNTS) + len(NUMBERS) + len(DAYS) >= 150
    assert len({*ASKED_NUMBERS, *ASKED_AMOUNTS, *ASKED_DAYS}) >= 12
    assert len({*NO_NUMBER, *NO_DAY}) >= 15


@pytest.mark.parametrize(
    ("text", "currency"),
    [("20 K€", "EUR"), ("£20k", "GBP"), ("$1,500", "USD"), ("20'000 CHF", "CHF"), ("20k", ""), ("10 à 20 k€", "EUR")],
)
def test_a_currency_is_noted_and_nothing_is_converted(text, currency):
    assert read_amount(text).note == currency


@pytest.mark.parametrize(
    ("text", "en", "fr"),
    [
        ("20k", "20\u202f000", "20\u202f000"),
        ("1,5 M€", "€1\u202f500\u202f000", "1\u202f500\u202f000\u202f€"),
        ("environ 20k", "about 20\u202f000", "environ 20\u202f000"),
        ("20k+", "at least 20\u202f000", "au moins 20\u202f000"),
        ("50–99", "50, the lower bound of 50–99", "50, borne basse de 50–99"),
        ("1,5", "1.5", "1,5"),
    ],
)
def test_how_an_amount_reads(text, en, fr):
    assert read_amount(text).reads == (en, fr)


@pytest.mark.parametrize(
    ("text", "en", "fr"),
    [
        ("fin mars", "31 March 2027", "31 mars 2027"),
        ("1er février", "1 February 2027", "1er février 2027"),
        ("24/12/2025", "24 December 2025 (past)", "24 décembre 2025 (passé)"),
    ],
)
def test_how_a_deadline_reads(text, en, fr):
    assert read_day(text, TODAY).reads == (en, fr)


def readings(found):
    """Every value found, with each way it reads."""
    pairs = found.choices if isinstance(found, Ambiguous) else [(found.value, found.reads)] if found else []
    return [(value, said) for value, reads in pairs for said in reads]


def hold(text, today=TODAY):
    """What must hold of any text, on any day."""
    for read in (read_number, read_amount):
        for value, said in readings(read(text)):
            assert value >= 0
            assert isinstance(again := read(said), Understood), said
            assert again.value == value, said
    found = read_day(text, today)
    for value, said in readings(found):
        assert date(value.year, value.month, value.day) == value
        assert isinstance(again := read_day(said, today), Understood), said
        assert again.value == value, said
    assert typed_day(text, today) == (found.value if isinstance(found, Understood) else None)
    both = (read_amount(text), read_number(text))
    values = {found.value for found in both if isinstance(found, Understood)}
    assert {typed_number(text)} == (values or {None})
    for found in (*both, read_day(text, today)):
        assert not isinstance(found, Ambiguous) or len({value for value, _ in found.choices}) > 1


ALL = [*AMOUNTS, *NUMBERS, *DAYS, *ASKED_AMOUNTS, *ASKED_DAYS, *NO_NUMBER, *NO_DAY]
ANY_DAY = st.dates(date(2020, 1, 1), date(2040, 12, 31))
PIECES = sorted({piece for text in ALL for piece in re.findall(r"\w+|\W", text)})


@pytest.mark.parametrize("text", ALL)
def test_how_it_reads_is_understood_again_as_the_same_value(text):
    hold(text)


@given(st.text())
@example("1" * 5000)
@example("10-" * 2000)
@example("٣ mois")
@example("²" * 3)
@example("fin fin fin mars")
def test_any_text_can_be_read(text):
    hold(text)


@given(st.lists(st.sampled_from(PIECES), max_size=9), ANY_DAY)
def test_any_words_in_any_order_can_be_read_on_any_day(pieces, today):
    hold("".join(pieces), today)
    hold(" ".join(pieces), today)


@given(st.sampled_from([*DAYS, *ASKED_DAYS]), ANY_DAY)
@example("March 27", date(2027, 4, 1))
@example("the 3rd", date(2026, 11, 23))
def test_a_deadline_whose_year_is_not_said_is_never_past(text, today):
    dated = re.search(r"20\d\d|['/ ]2\d$", text) and not re.search(r"^mars 27$|^March 27$", text)
    for value, _said in readings(read_day(text, today)):
        assert dated or value >= today


@given(st.integers(0, 10**15 - 1), st.sampled_from(["", " €", " k€"]))
def test_whole_numbers_are_exact(n, unit):
    n = n // 1000 if "k" in unit else n
    assert typed_number(f"{n}{unit}") == n * (1000 if "k" in unit else 1)


@given(st.integers(0, 500), ANY_DAY)
def test_months_are_calendar_months_and_days_are_days(n, today):
    assert typed_day(f"dans {n} mois", today) == add_months(today, n)
    assert typed_day(f"in {n} days", today) == today + timedelta(n)


@given(ANY_DAY)
def test_a_written_date_is_that_date_whatever_the_day(day):
    assert typed_day(day.isoformat(), TODAY) == day
    assert typed_day(f"{day:%d.%m.%Y}", TODAY) == day


@given(st.integers(1, 12), st.integers(1, 12), st.integers(2026, 2030))
def test_figures_that_two_countries_read_differently_are_asked(first, second, year):
    found = read_day(f"{first:02}/{second:02}/{year}", TODAY)
    if first == second:
        assert found.value == date(year, first, second)
    else:
        assert tuple(value for value, _ in found.choices) == (date(year, second, first), date(year, first, second))


def tables():
    """The tables of the page, as they must stand there."""
    return {
        "amounts": grouped({text: f"{value:,}".replace(",", " ") for text, value in AMOUNTS.items()}),
        "numbers": grouped({text: f"{value:,}".replace(",", " ") for text, value in NUMBERS.items()}),
        "days": grouped(dict(sorted(DAYS.items(), key=lambda item: item[1]))),
        "asked": grouped(
            {text: " or ".join(f"{v:,}".replace(",", " ") for v in values) for text, values in ASKED_AMOUNTS.items()}
            | {text: " or ".join(days) for text, days in ASKED_DAYS.items()}
        ),
        "neither": " ".join(f"`{text}`" for text in dict.fromkeys([*NO_NUMBER, *NO_DAY]) if text.strip()),
    }


def grouped(values):
    rows = {}
    for text, value in values.items():
        shown = text.strip().replace("\u202f", " ").replace("\u00a0", " ")
        rows.setdefault(value, []).append(f"`{shown}`")
    return "\n".join(f"| {value} | {' '.join(dict.fromkeys(texts))} |" for value, texts in rows.items())


@pytest.mark.parametrize("name", tables())
def test_the_page_shows_the_table_of_these_tests(name):
    assert tables()[name] in (ROOT / "docs" / "typed-values.md").read_text(encoding="utf-8")
