"""The verb of the command line that writes hand-off sheets."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sdrdesk.core.operations.acts import resolve_lead
from sdrdesk.core.operations.handoffs import write_handoffs
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import LANGUAGES, Words

Result = tuple[Any, list[str]]


def add_verbs(verb: Callable[..., argparse.ArgumentParser]) -> None:
    """Add `handoff`."""
    p = verb("handoff", _handoff, "write the one-page sheet that sales is handed: .pdf, .md or .txt")
    p.add_argument("lead", nargs="+", help="of several, each sheet has the name of its lead beside that of the file")
    p.add_argument("file", type=Path, metavar="FILE")
    p.add_argument("--in", dest="reader", choices=LANGUAGES, help="the language of who reads it; yours if not said")
    p.set_defaults(printer=None)


def _handoff(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    with workspace.store.read() as tx:
        ids = [resolve_lead(tx, lead) for lead in arguments.lead]
    reader = Words(arguments.reader) if arguments.reader else words
    files = write_handoffs(workspace, list(dict.fromkeys(ids)), arguments.file, reader, arguments.printer)
    return {"written": len(files), "files": [str(f) for f in files]}, [str(f) for f in files]
