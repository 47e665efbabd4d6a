"""Countries by name or code, and the time zone a lead lives in."""

import tomllib
from functools import cache, lru_cache
from importlib import resources
from zoneinfo import ZoneInfo

from sdrdesk.core.domain.answers import folded
from sdrdesk.core.resources import resource_path

_MOST_ZONES = 3
"""A country with more zones than this (the United States, Russia…) does not tell the zone by itself."""


@cache
def _names() -> dict[str, str]:
    table = tomllib.loads(resource_path("import", "countries.toml").read_text(encoding="utf-8"))
    return {folded(name): code for code, names in table.items() for name in (code, *names)}


@lru_cache(4096)
def country_code(text: str) -> str | None:
    """The ISO code of a country given by code or name, in English or French; None when unknown."""
    return _names().get(folded(text.replace(".", "")))


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
