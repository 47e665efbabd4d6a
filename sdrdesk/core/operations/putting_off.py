"""Putting a lead off for a reason: the reasons offered, and the instants at which it comes back."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.domain.working_time import ALWAYS
from sdrdesk.core.operations.workspace import Workspace

REASONS = ("bad_moment", "look_up", "not_mine")
"""The reasons offered; any other is said in words."""
WORKING_MINUTES = 120
DAYS = {"tomorrow": 1, "days_3": 3, "days_7": 7}


def put_off_times(workspace: Workspace, lead: Lead) -> Mapping[str, datetime]:
    """When a lead put off now would come back, by how long: two working hours, tomorrow, in 3 and in 7 days.

    Each is an instant at which it may be called; where no hour is left to call, that of the clock.
    """
    zone, hours = workspace.zone_of(lead.zone), workspace.rules_of(lead).hours
    calendar = hours if hours.ever_opens else ALWAYS.in_zone(zone)
    now = workspace.now()
    today = now.astimezone(zone).date()
    opens = time.fromisoformat(workspace.settings["calling_from"])

    def morning(days: int) -> datetime:
        day = _working_day(today + timedelta(days=days), workspace.settings["calling_days"])
        return calendar.next_open(datetime.combine(day, opens, zone))

    later = {how: morning(days) for how, days in DAYS.items()}
    return {"hours": calendar.add_minutes(now, WORKING_MINUTES), **later}


def _working_day(day: date, working: str) -> date:
    """That day, or the next one among the days worked: the setting holds even where calls are made at any hour."""
    found = (day + timedelta(days=n) for n in range(7))
    return next((d for d in found if str(d.isoweekday()) in working), day)
