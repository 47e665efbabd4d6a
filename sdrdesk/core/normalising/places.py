"""Countries by name or code, and the time zone a lead lives in."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from zoneinfo import ZoneInfo

from sdrdesk.core.domain.answers import folded
from sdrdesk.core.resources import resource_path

_BETWEEN = re.compile(r"[(),/:;]| - ")
_SIGNS = re.compile(r"[-'’&()]")
_AND = re.compile(r"(?<=\w) (?:and|et) (?=\w)")
_SAYS_NOTHING = ("na", "nc", "nr")
"""What files say where no country is known (n/a, non communiqué, non renseigné); Namibia, New Caledonia and Nauru,
whose codes these are, are known by their names."""
_MOST_ZONES = 3
"""A country with more zones than this (the United States, Russia…) does not tell the zone by itself."""


@cache
def _names() -> dict[str, str]:
    table = tomllib.loads(resource_path("import", "countries.toml").read_text(encoding="utf-8"))
    found = {_plain(name): code for code, names in table.items() for name in (code, *names)}
    return {name: code for name, code in found.items() if name not in _SAYS_NOTHING}


def _plain(text: str) -> str:
    return _AND.sub(" ", " ".join(_SIGNS.sub(" ", folded(text.replace(".", ""))).split()))


@lru_cache(4096)
def country_code(text: str) -> str | None:
    """The ISO code of a country given by code (of two letters or three) or name, in English or French; else None."""
    return _names().get(_plain(text))


@cache
def _zones() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, _place, zone = line.split("\t")[:3]
            found.setdefault(code, []).append(zone)
    return found


@lru_cache(512)
def zone_of(country: str) -> str:
    """The time zone of a country, or "" when it has too many to tell."""
    zones = _zones().get(country, [])
    return zones[0] if 0 < len(zones) <= _MOST_ZONES else ""


@lru_cache(4096)
def zone_at(country: str, region: str = "", postal_code: str = "") -> str:
    """The time zone of a place in a country (ISO code), by its region or postal code where the country has several.

    "" when neither tells and the country has too many. A region is a code, a name, or a name with its code or number.
    """
    table = _regions(country)
    postal = "".join(postal_code.split())
    if table.digits and len(postal) >= table.digits:
        for length in (5, 3, 2):
            if found := table.by_postal_code.get(postal[:length]):
                return found
    said = folded(region.replace(".", ""))
    parts = (part.replace("-", " ").strip() for part in (said, *_BETWEEN.split(said)))
    return next((table.by_name[part] for part in parts if part in table.by_name), "") or zone_of(country)


@dataclass(frozen=True, slots=True)
class _Regions:
    """The zones of a country's regions by folded name, and by the first digits of postal codes of so many digits."""

    by_name: Mapping[str, str]
    by_postal_code: Mapping[str, str]
    digits: int


@lru_cache(512)
def _regions(country: str) -> _Regions:
    table = tomllib.loads(resource_path("import", "zones.toml").read_text(encoding="utf-8"))
    named = {folded(n.replace("-", " ")): zone for zone, names in table.get(country, {}).items() for n in names}
    postal = {start: zone for zone, starts in table["postal"].get(country, {}).items() for start in starts}
    return _Regions(named, postal, table["postal_digits"].get(country, 0))


def wide_zones(country: str) -> tuple[str, ...]:
    """The zones of a country that has too many to tell which; none of any other."""
    zones = _zones().get(country, [])
    return tuple(zones) if len(zones) > _MOST_ZONES else ()


@cache
def zone_info(name: str) -> ZoneInfo:
    """A zone by name; UTC when the name is unknown."""
    try:
        return ZoneInfo(name or "UTC")
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")


def zone_exists(name: str) -> bool:
    """Whether this names a time zone."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return bool(name)
