"""The verb of the command line that writes a lead's meeting and promised call to a calendar file."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sdrdesk.core.operations import leads
from sdrdesk.core.operations.acts import resolve_lead
from sdrdesk.core.operations.calendar_entries import write_entries
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words

Result = tuple[Any, list[str]]


def add_verbs(verb: Callable[..., argparse.ArgumentParser]) -> None:
    """Add `calendar`."""
    p = verb("calendar", _calendar, "write a lead's meeting and promised call to a calendar file")
    p.add_argument("lead")
    p.add_argument("file", type=Path, metavar="FILE")


def _calendar(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    with workspace.store.read() as tx:
        lead_id = resolve_lead(tx, arguments.lead)
    done = write_entries(workspace, lead_id, arguments.file, words)
    entries = [
        {"uid": e.uid, "sequence": e.sequence, "start": leads.local_time(workspace, e.start), "summary": e.summary}
        for e in done
    ]
    return {"file": str(arguments.file), "entries": entries}, [f"{e['start']}  {e['summary']}" for e in entries]
