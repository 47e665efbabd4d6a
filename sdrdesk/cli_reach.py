"""The verbs of the command line for reaching a lead beside calls, for its colleagues, and for who works on it."""

import argparse
from collections.abc import Callable
from typing import Any

from sdrdesk import cli_given as given
from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.cadence import Channel
from sdrdesk.core.operations import claims, colleagues, leads, merge_previews, merging, touches
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words

Result = tuple[Any, list[str]]


def add_verbs(verb: Callable[..., argparse.ArgumentParser]) -> None:
    """Add `touch`, `colleague`, `claim`, `release` and `merge`."""
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
    p = verb("claim", _claim, "keep a lead for yourself until a time; half an hour when none is given")
    p.add_argument("lead")
    p.add_argument("--until")
    p = verb("release", _release, "give a lead that you claimed back to everybody")
    p.add_argument("lead")
    p = verb("merge", _merge, "make one lead of two that are one person")
    p.add_argument("lead", metavar="KEPT")
    p.add_argument("gone", metavar="GONE")
    p.add_argument("fields", nargs="*", metavar="FIELD=VALUE")


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


def _claim(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    lead_id = given.lead_id(workspace, arguments.lead)
    return _stands(
        workspace, lead_id, claims.claim_lead(workspace, lead_id, given.instant(workspace, arguments.until)), words
    )


def _release(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    lead_id = given.lead_id(workspace, arguments.lead)
    return _stands(workspace, lead_id, claims.release_lead(workspace, lead_id), words)


def _merge(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    kept, gone = (given.lead_id(workspace, said) for said in (arguments.lead, arguments.gone))
    fields = given.columns(arguments.fields)
    known = sorted(merge_previews.sides(workspace, (kept, gone)), key=lambda side: side.lead.id != kept)
    note = merge_previews.left_note(merge_previews.preview_merge(workspace, known, fields), words)
    return _stands(workspace, kept, merging.merge_leads(workspace, kept, gone, fields, note), words)


def _stands(workspace: Workspace, lead_id: str, changes: Changes, words: Words) -> Result:
    shown = leads.summaries(workspace, [lead_id])[0]
    said = leads.standing_json(workspace, shown.standing, shown.lead.zone, words)
    return {"operation": changes.operation, "lead": lead_id, "standing": said}, [said["why"]]
