"""Putting a lead off for a reason: the reasons offered, and the instants at which it comes back."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.domain.working_time import ALWAYS, day_start
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
    later = {how: calendar.next_open(day_start(today + timedelta(days=n), zone)) for how, n in DAYS.items()}
    return {"hours": calendar.add_minutes(now, WORKING_MINUTES), **later}
