"""When a lead may be called: the rule of its country and kind, narrowed by the workspace's own hours."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from zoneinfo import ZoneInfo

from sdrdesk.core.domain.calling_rules import CallingRule, ContactKind, rule_in_force
from sdrdesk.core.domain.lead import PHONE_COLUMNS, Lead
from sdrdesk.core.domain.working_time import ROUND_THE_CLOCK, BadStretch, Week, WorkCalendar, common_week, stretch_of
from sdrdesk.core.errors import UserError
from sdrdesk.core.normalising.holidays import half_days_of, holidays_of, region_code
from sdrdesk.core.normalising.phones import country_of
from sdrdesk.core.normalising.places import zone_info

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
    kind = ContactKind(group.kind or settings["contact_kind"])
    return rule_in_force(layers, group.country or settings["country"], kind, day)


def hours_of(group: CallingGroup, rule: CallingRule, settings: Mapping[str, str]) -> WorkCalendar:
    """When a group may be called: while its rule and the workspace's own hours both allow it."""
    country = group.country or settings["country"]
    keeps_holidays = settings["calling_hours"] == "on" and settings["calling_holidays"] == "off"
    closed = keeps_holidays or not rule.holidays
    return WorkCalendar(
        common_week(rule.week, own_week(settings)),
        zone_of(group, settings),
        holidays_of(country, group.region) if closed else {},
        half_days_of(country, group.region) if keeps_holidays else {},
    )


def zone_of(group: CallingGroup, settings: Mapping[str, str]) -> ZoneInfo:
    """The zone whose clocks a group lives by."""
    return zone_info(group.zone or settings["zone"])
