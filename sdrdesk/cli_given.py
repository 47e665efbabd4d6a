"""What is given on the command line, read: leads by a beginning of their id, times, columns."""

import argparse
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.domain.segment import Condition, SavedView, Test
from sdrdesk.core.domain.working_time import day_start
from sdrdesk.core.errors import UserError
from sdrdesk.core.normalising.dates import instant_or_day
from sdrdesk.core.operations import leads, segments, views
from sdrdesk.core.operations.acts import resolve_lead
from sdrdesk.core.operations.workspace import Workspace

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""What a calendar of calls reaches: near the ends of what can be written, no zone or week can be reckoned with."""


def _moment(said: str) -> datetime | date:
    found = instant_or_day(said)
    if found is None:
        raise UserError("bad_time", value=said)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise UserError("far_time", value=said, first=FIRST_YEAR, last=LAST_YEAR)
    return found


def instant(workspace: Workspace, said: str | None) -> datetime | None:
    """An ISO time, in the workspace's zone where it names none; a day is its first minute."""
    if said is None:
        return None
    found = _moment(said)
    if not isinstance(found, datetime):
        found = datetime(found.year, found.month, found.day)
    return found if found.tzinfo else found.replace(tzinfo=workspace.zone)


def end(workspace: Workspace, said: str | None) -> datetime | None:
    """The instant before which a period ends, as `instant`; a day given is within."""
    found = day_or_instant(workspace, said)
    if found is None or isinstance(found, datetime):
        return found
    return day_start(found + timedelta(days=1), workspace.zone)


def day_or_instant(workspace: Workspace, said: str | None) -> datetime | date | None:
    """An ISO time or day, whichever it is."""
    found = _moment(said) if said is not None else None
    return found if not isinstance(found, datetime) else instant(workspace, said)


def lead_id(workspace: Workspace, said: str) -> str:
    """The lead that an id or a unique beginning of one names."""
    with workspace.store.read() as tx:
        return resolve_lead(tx, said)


def columns(pairs: Sequence[str]) -> dict[str, str]:
    """The columns given as FIELD=VALUE."""
    values = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise UserError("unknown_field", field=pair, known=[*leads.EDITABLE, *leads.BY_HAND])
        values[name] = value
    return values


def add_cut(verb: argparse.ArgumentParser) -> None:
    """Let a verb be told which leads."""
    verb.add_argument("--search", default="")
    verb.add_argument("--stage", default="", choices=["", *(s.value for s in Stage)])
    verb.add_argument(
        "--where", action="append", default=[], metavar="CONDITION", help="such as: employees at_least 50"
    )
    verb.add_argument("--view", default="", metavar="NAME", help="the leads of a saved view")


def cut(workspace: Workspace, arguments: argparse.Namespace) -> leads.LeadFilter:
    """The leads that were told with the options of `add_cut`."""
    view = views.find_view(workspace, arguments.view) if arguments.view else SavedView("", "")
    conditions = [*view.conditions, *segments.read_segment(workspace, arguments.where)]
    if arguments.stage:
        conditions.append(Condition("stage", Test.IS, arguments.stage))
    return leads.LeadFilter(f"{view.search} {arguments.search}".strip(), tuple(conditions))
