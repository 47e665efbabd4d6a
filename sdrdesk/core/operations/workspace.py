"""A workspace in use: its store, its settings, who works in it and what time it is."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from sdrdesk import __version__
from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.call_queue import Rules
from sdrdesk.core.domain.calling_hours import ALWAYS, CallingHours
from sdrdesk.core.domain.campaign import Campaign
from sdrdesk.core.domain.grid import Grid
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.grid_file import read_grid, shipped_cadence, shipped_grids
from sdrdesk.core.ids import IdMaker
from sdrdesk.core.normalising.places import zone_exists, zone_info
from sdrdesk.core.operations.opposed import sharing, write_opposition
from sdrdesk.core.settings import SETTINGS, checked
from sdrdesk.core.store import grids as grid_store
from sdrdesk.core.store import leads, oppositions
from sdrdesk.core.store.campaigns import all_campaigns
from sdrdesk.core.store.database import Store, open_store

_SHIPPED, _OLDER_OBJECTIONS = "shipped_grids", "older_objections"


@dataclass
class Workspace:
    """One open workspace; a clock without an offset is in its zone.

    Cheap to share between threads: its store is safe, its caches are only ever replaced.
    """

    store: Store
    clock: Callable[[], datetime]
    who: str
    new_id: IdMaker = field(default_factory=IdMaker)
    settings: Mapping[str, str] = field(default_factory=dict)
    last_operation: str = ""
    scored_with: Mapping[str, tuple[str, int]] = field(default_factory=dict)  # the grids every stored score is by
    _grids: dict[tuple[str, int], Grid] = field(default_factory=dict)
    campaigns: Mapping[str, Campaign] = field(default_factory=dict)
    _rules: Rules | None = None
    _newest: dict[str, Grid] = field(default_factory=dict)

    def now(self) -> datetime:
        """The present, in the workspace's zone."""
        at = self.clock()
        return at.astimezone(self.zone) if at.tzinfo else at.replace(tzinfo=self.zone)

    @property
    def zone(self) -> ZoneInfo:
        """The zone of times given without one, and of leads that have none."""
        return zone_info(self.settings["zone"])

    @property
    def country(self) -> str:
        """Where a number without prefix is dialled."""
        return self.settings["country"]

    def zone_of(self, lead_zone: str) -> ZoneInfo:
        """A lead's own zone, else the workspace's."""
        return zone_info(lead_zone) if lead_zone else self.zone

    @property
    def rules(self) -> Rules:
        """The cadence and calling hours in force."""
        if self._rules is None:
            self._rules = Rules(shipped_cadence(), _calling_hours(self.settings))
        return self._rules

    @property
    def grid(self) -> Grid:
        """The newest version of the workspace's own grid: of leads in no campaign, or in one without a grid."""
        return self._newest_of(self.settings["grid"])

    def grid_for(self, campaign_id: str) -> Grid:
        """The newest version of the grid that judges the leads of a campaign."""
        campaign = self.campaigns.get(campaign_id)
        return self._newest_of(campaign.grid) if campaign and campaign.grid else self.grid

    def _newest_of(self, grid_id: str) -> Grid:
        known = self._newest.get(grid_id)
        if known is None:
            known = self._newest[grid_id] = self.grid_of(grid_id)
        return known

    def grid_of(self, grid_id: str, version: int | None = None) -> Grid:
        """A grid version of this workspace, the newest by default; UserError when there is none."""
        if version is not None and (grid_id, version) in self._grids:
            return self._grids[grid_id, version]
        with self.store.read() as tx:
            content = grid_store.grid_content(tx, grid_id, version)
        found = read_grid(content)[0] if content is not None else None
        if found is None:
            raise UserError("unknown_grid", grid=grid_id)
        self._grids[found.id, found.version] = found
        return found

    def published(self, grid_id: str, version: int, content: str) -> Grid | None:
        """A published version read from its text, once; None where no grid can be read from it."""
        known = self._grids.get((grid_id, version))
        if known is None:
            known = read_grid(content)[0]
            if known is not None:
                self._grids[grid_id, version] = known
        return known

    def reload(self) -> None:
        """Read the settings again: they changed here or in another process."""
        with self.store.read() as tx:
            stored = grid_store.get_settings(tx)
            self.campaigns = {c.id: c for c in all_campaigns(tx)}
        self.settings = {
            s.key: stored[s.key] if s.key in stored and s.check(stored[s.key]) else s.default
            for s in SETTINGS
            if s.scope == "workspace"
        }
        self._rules, self._newest = None, {}


def system_clock() -> Callable[[], datetime]:
    """The machine's clock, or the instant that SDRDESK_NOW freezes it at (for scripts and tests)."""
    frozen = os.environ.get("SDRDESK_NOW", "")
    if not frozen:
        return lambda: datetime.now(UTC)
    try:
        at = datetime.fromisoformat(frozen)
    except ValueError as error:
        raise UserError("bad_time", value=frozen) from error
    return lambda: at


def workspace_path(given: str) -> Path:
    """The file that a path or a file URL names; a folder means the workspace inside it."""
    for prefix in ("sqlite:///", "file://"):
        given = given.removeprefix(prefix)
    if "://" in given:
        raise UserError("not_supported_url", url=given)
    path = Path(given).expanduser()
    return path / "workspace.sdrdesk" if path.is_dir() else path


def open_workspace(path: Path, who: str, clock: Callable[[], datetime] | None = None) -> Workspace:
    """Open or make a workspace; the shipped grids of this version are kept in it on first use."""
    workspace = Workspace(open_store(path), clock or system_clock(), who)
    try:
        workspace.reload()
        _keep_shipped_grids(workspace)
        _keep_older_objections(workspace)
    except BaseException:
        workspace.store.close()
        raise
    return workspace


def _keep_shipped_grids(workspace: Workspace) -> None:
    with workspace.store.read() as tx:
        if grid_store.get_settings(tx).get(_SHIPPED) == __version__:
            return
    with workspace.store.write() as tx:
        for content in shipped_grids().values():
            grid, _faults = read_grid(content)
            assert grid is not None, "a shipped grid passes its own check"
            grid_store.put_grid(tx, grid.id, grid.version, content, workspace.now())
        grid_store.put_setting(tx, _SHIPPED, __version__)


def _keep_older_objections(workspace: Workspace) -> None:
    """Remember what was objected on calls before schema version 3, once: then only the lead itself was closed."""
    with workspace.store.read() as tx:
        if _OLDER_OBJECTIONS in grid_store.get_settings(tx):
            return
    with workspace.store.write() as tx:
        for lead_id, at, operation in oppositions.objecting_calls(tx):
            lead = leads.get_lead(tx, lead_id)
            assert lead is not None, "a call stands on a lead"
            write_opposition(tx, lead, operation, at, "call", sharing(tx, lead))
        grid_store.put_setting(tx, _OLDER_OBJECTIONS, "kept")


def change_settings(workspace: Workspace, values: Mapping[str, str]) -> Changes:
    """Set workspace settings; leads are placed anew in the background when that moves them."""
    for key, value in values.items():
        checked(key, value)
    merged = {**workspace.settings, **values}
    if not zone_exists(merged["zone"]):
        raise UserError("bad_setting", key="zone", value=merged["zone"], why="Europe/Paris, …")
    _calling_hours(merged)
    workspace.grid_of(merged["grid"])
    with workspace.store.write() as tx:
        for key, value in values.items():
            grid_store.put_setting(tx, key, value)
    workspace.reload()
    return Changes(all_leads=True, leads=True, queue=True, qualification=True, settings=True, grids=True)


def _calling_hours(settings: Mapping[str, str]) -> CallingHours:
    if settings["calling_hours"] == "off":
        return ALWAYS
    opens, closes = time.fromisoformat(settings["calling_from"]), time.fromisoformat(settings["calling_to"])
    if not settings["calling_days"] or opens >= closes:
        raise UserError("never_open")
    return CallingHours({int(day) - 1: ((opens, closes),) for day in settings["calling_days"]})
