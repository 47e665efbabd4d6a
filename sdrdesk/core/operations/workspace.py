"""A workspace in use: its store, its settings, who works in it and what time it is."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sdrdesk import __version__
from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.cadence import Cadence
from sdrdesk.core.domain.call_queue import Rules
from sdrdesk.core.domain.calling_rules import CallingRule
from sdrdesk.core.domain.campaign import Campaign
from sdrdesk.core.domain.grid import Grid
from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.domain.working_time import NeverOpen
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.grid_file import read_grid, shipped_grids
from sdrdesk.core.exchange.rule_files import read_cadence, read_calling_rules, shipped_cadences, shipped_calling_rules
from sdrdesk.core.ids import IdMaker
from sdrdesk.core.normalising.job_titles import read_title
from sdrdesk.core.normalising.places import zone_exists, zone_info
from sdrdesk.core.operations.calling import CallingGroup, group_of, hours_of, own_week, rule_of
from sdrdesk.core.operations.opposed import sharing, write_opposition
from sdrdesk.core.settings import SETTINGS, checked
from sdrdesk.core.store import grids as grid_store
from sdrdesk.core.store import leads, oppositions, qualifications
from sdrdesk.core.store import rules as rule_store
from sdrdesk.core.store.campaigns import all_campaigns
from sdrdesk.core.store.database import Store, open_store
from sdrdesk.core.store.segments import OF_JOB_TITLE

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
    # What this process did, to tell it from what others write beside it; only ever added to.
    own_operations: set[str] = field(default_factory=set)
    # The grids that the stored scores are by, of the leads up to an id; of all of them when it is "".
    scored_with: tuple[Mapping[str, tuple[str, int]], str] = ({}, "")
    _grids: dict[tuple[str, int], Grid] = field(default_factory=dict)
    campaigns: Mapping[str, Campaign] = field(default_factory=dict)
    cadences: Mapping[str, Cadence] = field(default_factory=dict)
    own_rules: tuple[CallingRule, ...] = ()
    _rules: dict[tuple[str, str, date], Rules] = field(default_factory=dict)
    _newest: dict[str, Grid] = field(default_factory=dict)
    # Where many acts follow each other: the leads they touched, placed once after the last. None: placed at once.
    placed_later: dict[str, None] | None = None

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

    def cadence_for(self, campaign_id: str) -> Cadence:
        """The cadence of a campaign, else the workspace's own; the shipped one where the chosen one is gone."""
        campaign = self.campaigns.get(campaign_id)
        chosen = (campaign.cadence if campaign else "") or self.settings["cadence"]
        return self.cadences.get(chosen) or self.cadences["default"]

    def rules_of(self, lead: Lead) -> Rules:
        """The cadence, calling hours and limits in force today for a lead."""
        return self.rules_for(str(group_of(lead)), lead.campaign)

    def rules_for(self, group: str, campaign_id: str = "") -> Rules:
        """The cadence, calling hours and limits in force today for the leads of a calling group and a campaign."""
        key = group, campaign_id, self.now().date()
        found = self._rules.get(key)
        if found is None:
            read = CallingGroup.read(group)
            rule = self.calling_rule(read)
            hours = hours_of(read, rule, self.settings, key[2])
            cadence = self.cadence_for(campaign_id)
            found = Rules(cadence, hours, rule.most_attempts, rule.in_days, rule.refusal_days)
            self._rules[key] = found
        return found

    def calling_rule(self, group: CallingGroup) -> CallingRule:
        """The calling rule in force today for a group: the workspace's own before the shipped one."""
        return rule_of(group, self.rule_layers, self.settings, self.now().date())

    @property
    def rule_layers(self) -> tuple[tuple[CallingRule, ...], ...]:
        """The calling rules known, those that count first before the others."""
        return self.own_rules, shipped_calling_rules()

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
        """Read the settings and rules again: they changed here or in another process."""
        with self.store.read() as tx:
            stored = grid_store.get_settings(tx)
            cadences, rules = rule_store.get_cadences(tx), rule_store.get_calling_rules(tx)
            self.campaigns = {c.id: c for c in all_campaigns(tx)}
        self.settings = {
            s.key: stored[s.key] if s.key in stored and s.check(stored[s.key]) else s.default
            for s in SETTINGS
            if s.scope == "workspace"
        }
        own = (read_cadence(content)[0] for content in cadences.values())
        self.cadences = {**shipped_cadences(), **{c.id: c for c in own if c}}
        self.own_rules = tuple(rule for content in rules.values() for rule in read_calling_rules(content)[0])
        self._rules, self._newest = {}, {}


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


_OF_JOB_TITLES: Mapping[str, Callable[[str], str]] = {
    OF_JOB_TITLE["function"]: lambda title: read_title(title).function,
    OF_JOB_TITLE["seniority"]: lambda title: read_title(title).seniority,
}


def open_workspace(path: Path, who: str, clock: Callable[[], datetime] | None = None) -> Workspace:
    """Open or make a workspace; the shipped grids of this version are kept in it on first use."""
    workspace = Workspace(open_store(path, _OF_JOB_TITLES), clock or system_clock(), who)
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
    if merged["cadence"] not in workspace.cadences:
        raise UserError("unknown_cadence", cadence=merged["cadence"], known=sorted(workspace.cadences))
    new = workspace.grid_of(merged["grid"])
    check_ever_open(workspace, merged)
    with workspace.store.write() as tx:
        if new.id != workspace.settings["grid"]:
            old = workspace.grid
            qualifications.carry_answers(tx, old.id, new.id, shared_criteria(old, new))
        for key, value in values.items():
            grid_store.put_setting(tx, key, value)
    workspace.reload()
    return Changes(all_leads=True, leads=True, queue=True, qualification=True, settings=True, grids=True)


def shared_criteria(old: Grid, new: Grid) -> set[str]:
    """The criteria that two grids ask in the same way: a copy’s are those of the grid it was made from."""
    return {c.id for c in new.criteria if (known := old.criterion(c.id)) is not None and known.kind is c.kind}


def check_ever_open(workspace: Workspace, settings: Mapping[str, str], before: tuple[CallingRule, ...] = ()) -> None:
    """UserError when, with these settings and rules before the others, what they speak of could never be called."""
    own_week(settings)
    group = CallingGroup("")
    try:
        day = workspace.now().date()
        rule = rule_of(group, (before, *workspace.rule_layers), settings, day)
        hours_of(group, rule, settings, day).next_open(workspace.now())
    except NeverOpen as error:
        raise UserError("never_open") from error
