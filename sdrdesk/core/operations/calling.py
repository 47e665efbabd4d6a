"""When a lead may be called: the rule of its country and kind, narrowed by the workspace's own hours."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sdrdesk.core.domain.calling_rules import CallingRule, ContactKind, rule_in_force
from sdrdesk.core.domain.lead import PHONE_COLUMNS, Lead
from sdrdesk.core.domain.working_time import ROUND_THE_CLOCK, BadStretch, Week, WorkCalendar, common_week, stretch_of
from sdrdesk.core.errors import UserError
from sdrdesk.core.normalising.holidays import half_days_of, holidays_of, region_code
from sdrdesk.core.normalising.phones import country_of
from sdrdesk.core.normalising.places import wide_zones, zone_info

NOWHERE = "??"
"""The country of a lead whose country was given and is not known: the strictest rules hold."""


@dataclass(frozen=True, slots=True)
class CallingGroup:
    """Leads that are called at the same hours: one zone, one country (perhaps a region of it), one kind of contact.

    Its text is the key under which their states are stored. What is "" in it follows the workspace's settings, so that
    a change of these needs no lead to be stored anew.
    """

    zone: str
    country: str = ""
    region: str = ""
    kind: str = ""

    def __str__(self) -> str:
        return "|".join((self.zone, self.country, self.region, self.kind)).rstrip("|")

    @classmethod
    def read(cls, text: str) -> "CallingGroup":
        """The group that a key stands for."""
        return cls(*text.split("|"))


def group_of(lead: Lead) -> CallingGroup:
    """The calling group of a lead; its country is the one given, else that of its number, else the workspace's."""
    country = lead.country.strip()
    if not country:
        numbers = (getattr(lead, column) for column in PHONE_COLUMNS)
        country = next(filter(None, (country_of(n) for n in numbers if n.startswith("+"))), "")
    elif not (len(country) == 2 and country.isupper()):
        country = NOWHERE
    return CallingGroup(lead.zone, country, region_code(country, lead.region), lead.contact_kind)


def own_week(settings: Mapping[str, str]) -> Week:
    """The hours the workspace keeps of its own accord; UserError when they hold none."""
    if settings["calling_hours"] == "off":
        return ROUND_THE_CLOCK
    opens, closes = time.fromisoformat(settings["calling_from"]), time.fromisoformat(settings["calling_to"])
    try:
        stretch = stretch_of(f"{opens:%H:%M}-{closes:%H:%M}")
    except BadStretch as error:
        raise UserError("never_open") from error
    if not settings["calling_days"]:
        raise UserError("never_open")
    return {int(day) - 1: (stretch,) for day in settings["calling_days"]}


def rule_of(
    group: CallingGroup, layers: Sequence[Iterable[CallingRule]], settings: Mapping[str, str], day: date
) -> CallingRule:
    """The calling rule in force for a group on a day."""
    said = group.kind or settings["contact_kind"]
    kind = ContactKind(said) if said in set(ContactKind) else ContactKind.UNKNOWN
    return rule_in_force(layers, group.country or settings["country"], kind, day)


def hours_of(group: CallingGroup, rule: CallingRule, settings: Mapping[str, str], day: date) -> WorkCalendar:
    """When a group may be called: while its rule and the workspace's own hours both allow it.

    Where a country is too wide to tell the zone, while they allow it in every one of its zones.
    """
    country = group.country or settings["country"]
    keeps_holidays = settings["calling_hours"] == "on" and settings["calling_holidays"] == "off"
    week: Week = common_week(rule.week, own_week(settings))
    zone = zone_info(group.zone or settings["zone"])
    zones = wide_zones(country) if group.country and not group.zone else ()
    if zones:
        week, zone = _in_every_zone(week, [zone_info(z) for z in zones], day.year)
    return WorkCalendar(
        week,
        zone,
        holidays_of(country, group.region) if keeps_holidays or not rule.holidays else {},
        half_days_of(country, group.region) if keeps_holidays else {},
        bool(zones),
    )


def _in_every_zone(week: Week, zones: Sequence[ZoneInfo], year: int) -> tuple[Week, ZoneInfo]:
    """Hours by the clock of the easternmost zone that lie within the given ones by the clocks of all the zones."""
    seasons = [datetime(year, month, 1, 12, tzinfo=UTC) for month in (1, 7)]

    def offsets(at: datetime) -> list[int]:
        return [int((at.astimezone(z).utcoffset() or timedelta(0)).total_seconds()) // 60 for z in zones]

    winter = offsets(seasons[0])
    base = winter.index(max(winter))
    later = max(found[base] - min(found) for found in map(offsets, seasons))
    earlier = max(max(found) - found[base] for found in map(offsets, seasons))
    kept = {d: tuple((a + later, b - earlier) for a, b in s if a + later < b - earlier) for d, s in week.items()}
    return kept, zones[base]
