"""The verbs of the command line for signals that come as a file, and for one that should not be there."""

import argparse
from pathlib import Path
from typing import Any

from sdrdesk.cli_facts import import_list
from sdrdesk.core.operations import leads
from sdrdesk.core.operations.signal_imports import SIGNALS
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
    said, counts, problems = import_list(SIGNALS, arguments, workspace, words)
    lines = [f"{words.text('signal_fate', fate)}{words.colon}{words.number(n)}" for fate, n in counts.items()]
    return said, lines + problems


def _remove(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    changes = leads.remove_signal(workspace, arguments.signal)
    lead_id = next(iter(changes.lead_ids))
    return {"operation": changes.operation, "lead": lead_id}, [lead_id]
