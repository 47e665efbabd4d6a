"""The verbs of the command line for leads that are likely one person."""

import argparse
from collections.abc import Callable
from typing import Any

from sdrdesk import cli_given as given
from sdrdesk.core.operations import duplicates, leads
from sdrdesk.core.operations.duplicates import Group
from sdrdesk.core.operations.likeness import likeness_said
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words

Result = tuple[Any, list[str]]


def add_verbs(verb: Callable[..., argparse.ArgumentParser]) -> None:
    """Add `duplicates` and `not-same`."""
    verb("duplicates", _duplicates, "find leads that are likely one person, with the score and why")
    p = verb("not-same", _not_same, "remember that a lead is none of these others")
    p.add_argument("lead")
    p.add_argument("others", nargs="+", metavar="OTHER")


def _duplicates(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    found = duplicates.find_duplicates(workspace)
    shown = [_group(workspace, group) for group in found.groups]
    lines: list[str] = []
    for group, said in zip(found.groups, shown, strict=True):
        lines.append(f"{group.likeness.score}{words.colon}{likeness_said(group.likeness, words)}")
        lines += [f"  {one['id']}  {', '.join(filter(None, (one['name'], one['company'])))}" for one in said["leads"]]
    return {"leads": found.leads, "groups": shown}, lines


def _group(workspace: Workspace, group: Group) -> dict[str, Any]:
    known = [summary.lead for summary in leads.summaries(workspace, group.leads)]
    return {
        "score": group.likeness.score,
        "reasons": [r.code for r in group.likeness.reasons],
        "leads": [{"id": lead.id, "name": lead.name, "company": lead.company} for lead in known],
    }


def _not_same(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    lead_id, *others = (given.lead_id(workspace, said) for said in (arguments.lead, *arguments.others))
    changes = duplicates.mark_apart(workspace, lead_id, others)
    return {"operation": changes.operation, "lead": lead_id, "others": others}, [changes.operation]
