"""The verbs of the command line for reaching a lead beside calls, and for someone else at its company."""

import argparse
from collections.abc import Callable
from typing import Any

from sdrdesk import cli_given as given
from sdrdesk.core.domain.cadence import Channel
from sdrdesk.core.operations import colleagues, leads, touches
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words

Result = tuple[Any, list[str]]


def add_verbs(verb: Callable[..., argparse.ArgumentParser]) -> None:
    """Add `touch` and `colleague`."""
    p = verb("touch", _touch, "record that a lead was written to or visited")
    p.add_argument("lead")
    p.add_argument("channel", choices=[c.value for c in Channel if c is not Channel.CALL])
    p.add_argument("--left-out", action="store_true", help="the step was left out on purpose")
    p.add_argument("--template", default="", metavar="ID")
    p.add_argument("--note", default="")
    p.add_argument("--at")
    p = verb("colleague", _colleague, "a new contact of a lead's company, linked to it")
    p.add_argument("lead")
    p.add_argument("fields", nargs="+", metavar="FIELD=VALUE")


def _touch(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    done = touches.record_touch(
        workspace,
        given.lead_id(workspace, arguments.lead),
        Channel(arguments.channel),
        done=not arguments.left_out,
        template=arguments.template,
        note=arguments.note,
        at=given.instant(workspace, arguments.at),
    )
    shown = leads.summaries(workspace, [done.lead])[0]
    said = leads.standing_json(workspace, done.standing, shown.lead.zone, words)
    return {"operation": done.changes.operation, "standing": said}, [said["why"]]


def _colleague(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    lead_id = given.lead_id(workspace, arguments.lead)
    changes, made = colleagues.add_colleague(workspace, lead_id, given.columns(arguments.fields))
    return {"operation": changes.operation, "lead": made}, [made]
