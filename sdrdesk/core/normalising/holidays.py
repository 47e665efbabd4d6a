"""Public holidays by country, region and year, from the package `holidays`; the domain gets them as values.

The package is imported when the first year of a country is asked for: it takes about a tenth of a second, once, which a
start of the app that needs no holiday does not pay.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache, partial
from typing import TypeVar

from sdrdesk.core.domain.answers import folded
from sdrdesk.core.domain.working_time import Half, Names

Day = TypeVar("Day")
_MAIN_REGION = {"GB": "ENG"}
"""Where a country's common holidays leave out those of most of its people, the region that stands for it."""
_LANGUAGES = {"en": ("en_US", "en_GB"), "fr": ("fr",)}


@cache
def _days(country: str, region: str, year: int, language: str, category: str) -> Mapping[date, str]:
    import holidays  # see above for what it costs

    try:
        kind = holidays.country_holidays(country)
    except NotImplementedError:
        return {}
    if category not in kind.supported_categories:
        return {}
    said = next((x for x in _LANGUAGES[language] if x in kind.supported_languages), kind.default_language)
    area = region or _MAIN_REGION.get(country, "")
    found = holidays.country_holidays(country, area or None, years=year, language=said, categories=category)
    return dict(sorted(found.items()))


@cache
def _names(country: str, region: str, year: int) -> Mapping[date, Names]:
    said = {language: _days(country, region, year, language, "public") for language in _LANGUAGES}
    return {day: {language: said[language][day] for language in said} for day in said["en"]}


@cache
def _halves(country: str, region: str, year: int) -> Mapping[date, Half]:
    # The package does not say which half: where a country keeps such days, the afternoon is the one that is off.
    return dict.fromkeys(_days(country, region, year, "en", "half_day"), Half.MORNING)


@cache
def region_code(country: str, text: str) -> str:
    """The code of a region with holidays of its own, from its code or name; "" when it has none or is not known."""
    if not country or not text:
        return ""
    import holidays  # see above

    try:
        kind = holidays.country_holidays(country)
    except NotImplementedError:
        return ""
    known = {folded(code): code for code in kind.subdivisions}
    known |= {folded(name): code for name, code in kind.subdivisions_aliases.items()}
    return known.get(folded(text), "")


class _ByYear(Mapping[date, Day]):
    """Days of every year, each year worked out when it is asked for; it has no end, so it cannot be gone through."""

    def __init__(self, of_year: Callable[[int], Mapping[date, Day]]) -> None:
        self._of_year = of_year

    def __getitem__(self, day: date) -> Day:
        return self._of_year(day.year)[day]

    def __iter__(self) -> Iterator[date]:
        raise TypeError("days without end")

    def __len__(self) -> int:
        raise TypeError("days without end")

    __eq__ = object.__eq__
    __hash__ = object.__hash__


@cache
def holidays_of(country: str, region: str = "") -> Mapping[date, Names]:
    """The public holidays of a country, in every year, by their names; none for a country the package does not know."""
    return _ByYear(partial(_names, country, region))


@cache
def half_days_of(country: str, region: str = "") -> Mapping[date, Half]:
    """The days of a country of which only one half is worked, in every year."""
    return _ByYear(partial(_halves, country, region))
