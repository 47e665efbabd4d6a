"""Public holidays as the domain gets them, against dates read off a printed calendar."""

import subprocess
import sys
from datetime import date

import pytest

from sdrdesk.core.domain.working_time import Half
from sdrdesk.core.normalising.holidays import half_days_of, holidays_of, region_code


@pytest.mark.parametrize(
    ("country", "region", "day", "english", "french"),
    [
        ("FR", "", date(2026, 12, 25), "Christmas Day", "Noël"),
        ("FR", "", date(2027, 7, 14), "National Day", "Fête nationale"),
        ("FR", "57", date(2026, 4, 3), "Good Friday", "Vendredi saint"),
        ("GB", "", date(2026, 4, 6), "Easter Monday", "Easter Monday"),  # that of England stands for the country
        ("DE", "BY", date(2026, 6, 4), "Corpus Christi", "Fronleichnam"),  # no French: the country's own name
        ("BE", "", date(2026, 7, 21), "National Day", "Fête nationale"),
        ("US", "", date(2026, 11, 26), "Thanksgiving Day", "Thanksgiving Day"),
    ],
)
def test_a_holiday_is_known_by_its_names(country, region, day, english, french):
    found = holidays_of(country, region).get(day)
    assert found is not None
    assert found["en"].startswith(english)
    assert found["fr"].startswith(french)


@pytest.mark.parametrize(
    ("country", "region", "day"),
    [
        ("FR", "", date(2026, 12, 24)),
        ("FR", "", date(2026, 4, 3)),
        ("GB", "SCT", date(2026, 4, 6)),
        ("DE", "", date(2026, 6, 4)),
        ("XX", "", date(2026, 12, 25)),  # a country the package does not know
        ("??", "", date(2026, 12, 25)),
    ],
)
def test_a_day_that_is_worked_is_none(country, region, day):
    assert day not in holidays_of(country, region)
    assert day not in half_days_of(country, region)


def test_a_day_of_which_the_morning_only_is_worked():
    assert half_days_of("IT", "BZ")[date(2026, 12, 24)] is Half.MORNING
    assert date(2026, 12, 24) not in half_days_of("IT")
    assert date(2026, 12, 24) not in half_days_of("FR")


@pytest.mark.parametrize(
    ("country", "text", "code"),
    [
        ("DE", "Bayern", "BY"),
        ("DE", "bayern", "BY"),
        ("DE", "BY", "BY"),
        ("ES", "Cataluña", "CT"),
        ("GB", "Scotland", "SCT"),
        ("FR", "Île-de-France", ""),
        ("FR", "", ""),
        ("", "Bayern", ""),
        ("??", "Bayern", ""),
    ],
)
def test_a_region_is_known_by_code_or_name(country, text, code):
    assert region_code(country, text) == code


def test_days_without_end_cannot_be_gone_through():
    for act in (iter, len):
        with pytest.raises(TypeError):
            act(holidays_of("FR"))


def test_the_package_is_not_loaded_before_a_holiday_is_asked_for():
    script = (
        "import sys; from datetime import date; from sdrdesk import cli;"
        "from sdrdesk.core.normalising.holidays import holidays_of; days = holidays_of('FR');"
        "assert 'holidays' not in sys.modules; days.get(date(2026, 1, 1)); assert 'holidays' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
