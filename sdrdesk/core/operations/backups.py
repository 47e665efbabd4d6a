"""Verified copies of the store: once a day, before what could go wrong, and on demand."""

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

from sdrdesk.core.changes import Changes
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store.database import verify

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


def daily_backup(workspace: Workspace) -> Path | None:
    """The day's copy, made when there is none yet; its path when one was made now."""
    target = backup_folder(workspace) / f"{workspace.store.path.stem}-{workspace.now():%Y-%m-%d}.sdrdesk"
    if target.exists():
        return None
    _room_for(workspace, target)
    workspace.store.copy_to(target)
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
    target.parent.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(target.parent).free < 2 * workspace.store.path.stat().st_size:
        raise UserError("disk_full", path=str(target))


def restore_from(workspace: Workspace, source: Path) -> dict[str, object]:
    """Make the workspace what a verified copy holds; the present one is copied first."""
    _refuse_itself(workspace, source)
    verify(source)
    kept = backup_before(workspace, "restore", keep=source)
    workspace.store.replace_with(source)
    workspace.reload()
    return {"restored": str(source), "previous": str(kept)}


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
