"""Reading the phrase tables that notes are looked through with: those shipped and a firm's own."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from sdrdesk.core.domain.weak_signals import SignalReader
from sdrdesk.core.exchange.signal_files import read_signal_tables, shipped_folder
from sdrdesk.core.operations.workspace import Workspace

OWN_FOLDER = "weak_signals"
"""The folder beside the workspace where a firm keeps tables of its own."""


def own_folder(workspace: Workspace) -> Path:
    """Where this workspace's own phrase tables are looked for."""
    return Path(workspace.store.path).parent / OWN_FOLDER


@cache
def _reader(folders: tuple[Path, ...], _changed: tuple[float, ...]) -> SignalReader:
    return SignalReader(read_signal_tables(folders))


def signal_reader(workspace: Workspace, goes_on: Callable[[], bool] = lambda: True) -> SignalReader:
    """What notices signals in this workspace's notes, ready to answer at once; UserError for a table with faults.

    It takes a second to make: call it away from the window. `goes_on` is asked between steps and ends it early.
    """
    own = own_folder(workspace)
    folders = (shipped_folder(), *((own,) if own.is_dir() else ()))
    changed = tuple(p.stat().st_mtime for folder in folders for p in sorted(folder.glob("*.toml")))
    reader = _reader(folders, changed)
    reader.prepare(goes_on)
    return reader


def shipped_reader() -> SignalReader:
    """What notices signals with the tables that come with the program."""
    return _reader((shipped_folder(),), ())
