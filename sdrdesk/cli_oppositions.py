"""The verbs of the command line that keep people's rights: opposition lists, lifting an objection, erasing a lead."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sdrdesk import cli_given as given
from sdrdesk.cli_problems import problem_lines, problems_json
from sdrdesk.core.operations import backups, erasure, leads, opposition_lists, oppositions, undo
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words

Result = tuple[Any, list[str]]


def add_verbs(verb: Callable[..., argparse.ArgumentParser], verbs: Any) -> None:
    """Add `oppositions` with its own verbs, and `erase`."""
    main = verb("oppositions", _list, "count objections by source, import opposition lists, lift an objection")
    inner = main.add_subparsers(dest="oppositions_verb")
    p = inner.add_parser("import", help="oppose every number and address of a CSV file")
    p.add_argument("--json", action="store_true")
    p.add_argument("file", type=Path)
    p.add_argument("--country", default="", metavar="XX")
    p.add_argument("--dry-run", action="store_true")
    p.set_defaults(run=_import)
    p = inner.add_parser("lift", help="lift a lead's own objection, with the reason")
    p.add_argument("--json", action="store_true")
    p.add_argument("lead")
    p.add_argument("--reason", required=True)
    p.add_argument("--list", default="", metavar="FILE", help="the list that is wrong about this lead")
    p.set_defaults(run=_lift)
    p = verb("erase", _erase, "remove a lead for good, with all that was written of it")
    p.add_argument("lead")


def _list(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    found = oppositions.opposition_sources(workspace)
    said, lines = [], []
    for each in found:
        at = leads.local_time(workspace, each.at)
        counts = {"numbers": each.numbers, "addresses": each.addresses, "people": each.people}
        said.append({"operation": each.operation, "source": each.source, "at": at, **counts})
        shown = words.text("opposition", "row", **counts)
        lines.append(f"{at}  {oppositions.source_name(each.source, words)}: {shown}  {each.operation}")
    return said, lines


def _import(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    undo.take_back_unfinished(workspace)
    plan = opposition_lists.plan_list(workspace, arguments.file, country=arguments.country.upper())
    operation, closed = None, 0
    if not arguments.dry_run:
        done = opposition_lists.apply_list(workspace, plan)
        operation, closed = done.operation, done.closed
    problems = problems_json(plan.unreadable, words)
    counts = {"new": plan.new, "known": plan.known, "unreadable": len(problems), "closed": closed}
    lines = [words.text("opposition", code, n=n) for code, n in counts.items()]
    lines += problem_lines(arguments.file, problems)
    return {"operation": operation, "rows": plan.rows, **counts, "problems": problems}, lines


def _lift(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    lead_id = given.lead_id(workspace, arguments.lead)
    changes = oppositions.lift_opposition(workspace, lead_id, arguments.reason, arguments.list)
    shown = leads.summaries(workspace, [lead_id])[0]
    said = leads.standing_json(workspace, shown.standing, shown.lead.zone, words)
    return {"operation": changes.operation, "standing": said}, [said["why"]]


def _erase(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    lead_id = given.lead_id(workspace, arguments.lead)
    done = erasure.erase_lead(workspace, lead_id)
    lines = [words.text("opposition", "erased")]
    if done.opposed:
        lines.append(words.text("opposition", "still_held"))
    if done.older_copies:
        lines.append(words.text("opposition", "older_copies", n=done.older_copies))
    if not done.complete:
        lines.append(words.text("opposition", "not_complete"))
    return {
        "erased": 1, "opposed": done.opposed, "complete": done.complete, "older_copies": done.older_copies,
        "folder": str(backups.backup_folder(workspace)),
    }, lines  # fmt: skip
