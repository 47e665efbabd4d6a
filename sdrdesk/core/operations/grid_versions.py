"""The grids of a workspace: their versions, the drafts being edited, publishing, copies, files."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.grid import Grid
from sdrdesk.core.domain.grid_check import check_grid
from sdrdesk.core.domain.grid_draft import Raw, copied, free_id
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.definition_sheet import PAPER, Inks, definition_html
from sdrdesk.core.exchange.grid_file import grid_text, grid_toml, raw_grid, read_grid
from sdrdesk.core.exchange.written_file import written
from sdrdesk.core.operations.acts import act
from sdrdesk.core.operations.workspace import Workspace, change_settings
from sdrdesk.core.store import grids as grid_store
from sdrdesk.core.store.grids import StoredGridDraft
from sdrdesk.core.words import Words


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """One version of a grid: when it was published and by whom ("" came with the program)."""

    grid: Grid
    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class GridEntry:
    """One grid of the workspace: its versions, newest first, none for one not published yet; and its draft if any."""

    id: str
    name: Mapping[str, str]
    versions: tuple[PublishedVersion, ...]
    has_draft: bool
    in_use: bool

    @property
    def newest(self) -> Grid | None:
        """The version in force."""
        return self.versions[0].grid if self.versions else None

    def review_due(self, today: date) -> bool:
        """Whether the day the team meant to look at it again has come."""
        day = self.newest.review_by if self.newest else None
        return day is not None and day <= today


def grid_library(workspace: Workspace) -> list[GridEntry]:
    """Every grid of the workspace: the one in use first, then those being edited, then the rest by id."""
    with workspace.store.read() as tx:
        stored, drafts = grid_store.all_versions(tx), grid_store.grid_drafts(tx)
    versions: dict[str, list[PublishedVersion]] = {}
    for row in stored:
        grid = workspace.published(row.id, row.version, row.content)
        if grid is not None:
            versions.setdefault(row.id, []).append(PublishedVersion(grid, row.at.astimezone(workspace.zone), row.who))
    used = workspace.settings["grid"]
    found = []
    for grid_id in {*versions, *drafts}:
        known = tuple(versions.get(grid_id, ()))
        name = known[0].grid.name if known else _name_in(drafts[grid_id])
        found.append(GridEntry(grid_id, name, known, grid_id in drafts, grid_id == used))
    return sorted(found, key=lambda e: (not e.in_use, not e.has_draft, e.id))


def _name_in(draft: StoredGridDraft) -> Mapping[str, str]:
    name = (raw_grid(draft.content) or {}).get("name")
    said = name if isinstance(name, Mapping) else {}
    return {language: str(said.get(language) or draft.grid) for language in ("en", "fr")}


def review_due(workspace: Workspace) -> tuple[Grid, date] | None:
    """The grid in use and its review day, where that has come."""
    grid = workspace.grid
    if grid.review_by is None or grid.review_by > workspace.now().date():
        return None
    return grid, grid.review_by


def draft_of(workspace: Workspace, grid_id: str) -> tuple[Raw, int]:
    """The draft of a grid and the version it began from; without one, the newest version to begin from."""
    with workspace.store.read() as tx:
        draft = grid_store.grid_drafts(tx).get(grid_id)
        content = draft.content if draft else grid_store.grid_content(tx, grid_id)
    raw = raw_grid(content) if content is not None else None
    if raw is None:
        raise UserError("unknown_grid", grid=grid_id)
    return raw, draft.based_on if draft else int(raw["version"])


def has_draft(workspace: Workspace, grid_id: str) -> bool:
    """Whether a grid is being edited."""
    with workspace.store.read() as tx:
        return grid_id in grid_store.grid_drafts(tx)


def save_grid_draft(workspace: Workspace, grid_id: str, raw: Raw, based_on: int) -> Changes:
    """Keep a grid being edited, faults and all; nobody is judged by it."""
    draft = StoredGridDraft(grid_id, based_on, grid_toml(raw), workspace.now())
    with workspace.store.write() as tx:
        grid_store.put_grid_draft(tx, draft)
    return Changes()


def discard_grid_draft(workspace: Workspace, grid_id: str) -> Changes:
    """Let go of what was edited; the published versions stay as they are."""
    with workspace.store.write() as tx:
        grid_store.remove_grid_draft(tx, grid_id)
    return Changes()


def copy_grid(workspace: Workspace, grid_id: str, name: Mapping[str, str]) -> str:
    """Begin a grid of one's own from the newest version (or the draft) of another; the id of the copy."""
    raw, _based_on = draft_of(workspace, grid_id)
    with workspace.store.read() as tx:
        taken = [*grid_store.grid_versions(tx), *grid_store.grid_drafts(tx)]
    new_id = free_id(name.get("en") or next(iter(name.values())), taken)
    save_grid_draft(workspace, new_id, copied(raw, new_id, name), 0)
    return new_id


def import_grid(workspace: Workspace, path: Path) -> str:
    """Take a grid file in as a draft, faults and all, to be read and published; the id of the draft.

    UserError when it is not TOML, names no id, says what is published already, or would replace a draft.
    """
    content = grid_text(path)
    raw = raw_grid(content)
    grid, faults = read_grid(content)
    if raw is None:
        raise UserError("bad_grid", path=str(path), faults=[f.value for f in faults])
    grid_id = raw.get("id")
    if not isinstance(grid_id, str) or not grid_id.strip():
        raise UserError("bad_grid", path=str(path), faults=["id"])
    with workspace.store.read() as tx:
        newest = grid_store.grid_versions(tx).get(grid_id, 0)
        known = grid_store.grid_content(tx, grid_id, grid.version) if grid else None
        editing = grid_id in grid_store.grid_drafts(tx)
    if grid is not None and known is not None and read_grid(known)[0] == grid:
        raise UserError("grid_known", grid=grid_id, version=grid.version)
    if editing:
        raise UserError("grid_being_edited", grid=grid_id)
    save_grid_draft(workspace, grid_id, raw, newest)
    return grid_id


def export_grid(workspace: Workspace, grid_id: str, path: Path, *, draft: bool = False) -> None:
    """Write the newest version of a grid, or its draft, as a TOML file."""
    with workspace.store.read() as tx:
        found = grid_store.grid_drafts(tx).get(grid_id) if draft else None
        content = found.content if found else grid_store.grid_content(tx, grid_id)
    if content is None:
        raise UserError("unknown_grid", grid=grid_id)
    with written(path) as temporary:
        temporary.write_text(content, encoding="utf-8", newline="\n")


def publish_grid(workspace: Workspace, raw: Raw) -> tuple[Grid, Changes]:
    """Make a grid the newest version of its id. Old verdicts keep the version that made them; leads are placed anew.

    Its number is the one it names where that is new, else the next one. UserError while it has faults, and in a review:
    two versions of one number would stand for different questions.
    """
    grid, faults = check_grid(raw)
    if grid is None:
        raise UserError("bad_grid", path=str(raw.get("id", "")), faults=[f"{f.where} ({f.code})" for f in faults[:8]])
    with act(workspace, "publish_grid", grid=grid.id) as doing:
        if grid_store.REVIEW_OF in grid_store.get_settings(doing.tx):
            raise UserError("review_publishes_nothing", grid=grid.id)
        newest = grid_store.grid_versions(doing.tx).get(grid.id, 0)
        version = max(grid.version, newest + 1)
        content = grid_toml({**raw, "version": version})
        published, _faults = read_grid(content)
        assert published is not None, "what passed the check passes it as written"
        grid_store.put_grid(doing.tx, grid.id, version, content, doing.at, workspace.who or "?")
        grid_store.remove_grid_draft(doing.tx, grid.id)
        doing.entry("", "grid", grid.id, "version", json.dumps(newest), json.dumps(version))
    workspace.reload()
    used = grid.id == workspace.settings["grid"]
    return published, Changes(grids=True, settings=used, all_leads=used, leads=used, queue=used, qualification=used)


def use_grid(workspace: Workspace, grid_id: str) -> Changes:
    """Have every lead judged by this grid from now on."""
    return change_settings(workspace, {"grid": grid_id})


def definition(grid: Grid, words: Words, since: date | None, inks: Mapping[str, str] | None = None) -> str:
    """The written definition of a good lead as a page of HTML; on paper, or in the colours given."""
    return definition_html(grid, words, since, Inks(**inks) if inks else PAPER)


def published_ids(workspace: Workspace, grid_id: str) -> Mapping[str, frozenset[str]]:
    """The ids of criteria that some version of a grid has had, with those of their options.

    Answers stand under them: they stay as they are, and none is given to another question or answer.
    """
    with workspace.store.read() as tx:
        rows = [v for v in grid_store.all_versions(tx) if v.id == grid_id]
    found: dict[str, set[str]] = {}
    for row in rows:
        grid = workspace.published(row.id, row.version, row.content)
        for criterion in grid.criteria if grid else ():
            found.setdefault(criterion.id, set()).update(o.id for o in criterion.options)
    return {criterion: frozenset(options) for criterion, options in found.items()}
