"""The verbs of the command line for signals that come as a file, and for one that should not be there."""

import argparse
from pathlib import Path
from typing import Any

from sdrdesk.cli_problems import problem_lines, problems_json
from sdrdesk.core.operations import backups, leads, signal_imports, undo
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words

Result = tuple[Any, list[str]]


def add_verbs(verbs: Any) -> None:
    """Add `signals` with its own verbs."""
    inner = verbs.add_parser("signals", help="import a file of signals, or remove one signal").add_subparsers(
        dest="signals_verb", required=True
    )
    p = inner.add_parser("import", help="give the leads of this workspace the signals of a CSV file")
    p.add_argument("--json", action="store_true")
    p.add_argument("file", type=Path)
    p.add_argument("--country", default="", metavar="XX")
    p.add_argument("--dry-run", action="store_true")
    p.set_defaults(run=_import, pure=False)
    p = inner.add_parser("remove", help="take away a signal that should not be there; show LEAD --json has the ids")
    p.add_argument("--json", action="store_true")
    p.add_argument("signal")
    p.set_defaults(run=_remove, pure=False)


def _import(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    undo.take_back_unfinished(workspace)
    plan = signal_imports.plan_signals(workspace, arguments.file, country=arguments.country.upper())
    try:
        operation, counts = None, plan.counts
        if not arguments.dry_run:
            backups.backup_before(workspace, "import")
            done = signal_imports.apply_signals(workspace, plan)
            operation, counts = done.operation, dict(done.counts)
        problems, rows, unmapped = problems_json(plan.problems(), words), plan.rows, list(plan.columns.unmapped)
    finally:
        plan.close()
    lines = [f"{words.number(n)} {words.text('signal_fate', fate)}" for fate, n in counts.items()]
    lines += problem_lines(arguments.file, problems)
    return {"operation": operation, "rows": rows, **counts, "problems": problems, "unmapped": unmapped}, lines


def _remove(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    changes = leads.remove_signal(workspace, arguments.signal)
    lead_id = next(iter(changes.lead_ids))
    return {"operation": changes.operation, "lead": lead_id}, [lead_id]
