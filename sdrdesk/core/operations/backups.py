"""Verified copies of the store: once a day, before what could go wrong, and on demand."""

import shutil
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sdrdesk.core.changes import Changes
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.opposed import opposed_leads
from sdrdesk.core.operations.standings import refresh
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import leads, oppositions
from sdrdesk.core.store.database import Interrupted, verify
from sdrdesk.core.store.oppositions import StoredOpposition

KEPT = 14
"""Daily copies kept; older ones go once a newer one is verified."""


def backup_to(workspace: Workspace, target: Path) -> dict[str, object]:
    """Write a verified copy of the store, its SHA-256 beside it; the file, its size and checksum."""
    _refuse_itself(workspace, target)
    digest = workspace.store.copy_to(target)
    return {"file": str(target), "bytes": target.stat().st_size, "sha256": digest}


def backup_folder(workspace: Workspace) -> Path:
    """Where automatic copies go: beside the store."""
    return workspace.store.path.parent / "backups"


def daily_backup(workspace: Workspace, go_on: Callable[[], bool] = lambda: True) -> Path | None:
    """The day's copy, made when there is none yet; its path when one was made now.

    Asked in between whether to `go_on`: a large store takes a minute, and is worked in meanwhile.
    """
    target = backup_folder(workspace) / f"{workspace.store.path.stem}-{workspace.now():%Y-%m-%d}.sdrdesk"
    if target.exists():
        return None
    _room_for(workspace, target)
    try:
        workspace.store.copy_to(target, go_on)
    except Interrupted:
        return None
    daily = sorted(target.parent.glob(f"{workspace.store.path.stem}-????-??-??.sdrdesk"))
    for old in daily[:-KEPT]:
        old.unlink(missing_ok=True)
        old.with_name(old.name + ".sha256").unlink(missing_ok=True)
    return target


def backup_before(workspace: Workspace, what: str, keep: Path | None = None) -> Path:
    """A copy made before an import or a restore; it replaces the one of the act before, unless that is to be kept."""
    target = backup_folder(workspace) / f"{workspace.store.path.stem}-before-{what}.sdrdesk"
    if keep is not None and keep.resolve() == target.resolve():
        target = target.with_stem(f"{target.stem}-2")
    _room_for(workspace, target)
    workspace.store.copy_to(target)
    return target


def _room_for(workspace: Workspace, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("file_trouble", path=str(target.parent), why=error.strerror or str(error)) from error
    if shutil.disk_usage(target.parent).free < 2 * workspace.store.path.stat().st_size:
        raise UserError("disk_full", path=str(target))


def restore_from(workspace: Workspace, source: Path) -> dict[str, object]:
    """Make the workspace what a verified copy holds; the present one is copied first."""
    _refuse_itself(workspace, source)
    verify(source)
    kept = backup_before(workspace, "restore", keep=source)
    with workspace.store.read() as tx:
        secret, since = oppositions.get_secret(tx), oppositions.all_oppositions(tx)
    workspace.store.replace_with(source)
    carried = _carry_over(workspace, secret, since)
    workspace.reload()
    return {"restored": str(source), "previous": str(kept), "oppositions": carried}


def _carry_over(workspace: Workspace, secret: bytes | None, since: Sequence[StoredOpposition]) -> int:
    """Have the objections made since a copy hold in what it restored; how many. Another workspace keeps its own."""
    if secret is None:
        return 0
    with workspace.store.write() as tx:
        oppositions.put_secret(tx, secret)
        if oppositions.get_secret(tx) != secret:
            return 0
        known = {(row.key, row.operation, row.because) for row in oppositions.all_oppositions(tx)}
        missing = [row for row in since if (row.key, row.operation, row.because) not in known]
        oppositions.add_oppositions(tx, missing)
    if missing:
        place_opposed(workspace)
    return len(missing)


def place_opposed(workspace: Workspace) -> None:
    """Place every lead anew that an objection closes, some hundreds at a time."""
    after: str | None = ""
    while after is not None:
        after = _place_opposed(workspace, after)


def _place_opposed(workspace: Workspace, after: str) -> str | None:
    with workspace.store.write() as tx:
        ids = leads.all_ids(tx, after, 500)
        refresh(tx, workspace, opposed_leads(tx, leads.get_leads(tx, ids)), workspace.now())
    return ids[-1] if ids else None


def _refuse_itself(workspace: Workspace, path: Path) -> None:
    # SQLite's backup of a file onto itself never ends.
    if path.resolve() == workspace.store.path.resolve():
        raise UserError("file_trouble", path=str(path), why="=")


def check_store(workspace: Workspace) -> dict[str, Any]:
    """What is wrong with the store; `ok` when nothing is."""
    faults = workspace.store.faults()
    return {"ok": not faults, "faults": faults, "file": str(workspace.store.path)}


def last_backup(workspace: Workspace) -> datetime | None:
    """When the newest copy in the backup folder was made."""
    found = [p.stat().st_mtime for p in backup_folder(workspace).glob("*.sdrdesk")]
    return datetime.fromtimestamp(max(found), workspace.zone) if found else None


EVERYTHING = Changes(all_leads=True, leads=True, queue=True, qualification=True, grids=True, settings=True)
"""What a restore may have changed."""
