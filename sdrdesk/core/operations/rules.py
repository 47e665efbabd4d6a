"""Cadences and calling rules of a workspace's own: checking, keeping, letting go; and what they say beforehand."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.cadence import Cadence, NextTry
from sdrdesk.core.domain.call_queue import Rules, held_by_rule
from sdrdesk.core.domain.calling_rules import CallingRule
from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.domain.outcomes import UNANSWERED, Outcome
from sdrdesk.core.domain.plain_values import Fault
from sdrdesk.core.domain.queue_facts import Attempt, QueueFacts
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.grid_file import grid_text
from sdrdesk.core.exchange.rule_files import read_cadence, read_calling_rules
from sdrdesk.core.operations.calling import group_of
from sdrdesk.core.operations.standings import gather, queue_facts
from sdrdesk.core.operations.workspace import Workspace, check_ever_open
from sdrdesk.core.store import rules

MOST_FAULTS_SAID = 8


def rule_text(path: Path) -> str:
    """The text of a file; UserError when it cannot be read as text."""
    return grid_text(path)


def check_cadence_file(path: Path) -> tuple[Cadence | None, tuple[Fault, ...]]:
    """The cadence of a file, or None and each fault with its place."""
    return read_cadence(grid_text(path))


def check_rule_file(path: Path) -> tuple[tuple[CallingRule, ...], tuple[Fault, ...]]:
    """The calling rules of a file, or none and each fault with its place."""
    return read_calling_rules(grid_text(path))


def keep_cadence(workspace: Workspace, content: str) -> tuple[Changes, Cadence]:
    """Keep a cadence as the workspace's own; it stands before a shipped one of its id. UserError when it has faults."""
    cadence, faults = read_cadence(content)
    if cadence is None:
        raise UserError("bad_cadence", faults=_said(faults))
    with workspace.store.write() as tx:
        rules.put_cadence(tx, cadence.id, content, workspace.now())
    return _changed(workspace), cadence


def drop_cadence(workspace: Workspace, cadence_id: str) -> Changes:
    """Let go of a cadence of the workspace's own; a shipped one of that id holds again."""
    if cadence_id not in workspace.cadences:
        raise UserError("unknown_cadence", cadence=cadence_id, known=sorted(workspace.cadences))
    with workspace.store.write() as tx:
        if cadence_id not in rules.get_cadences(tx):
            raise UserError("nothing_own", what=cadence_id)
        rules.remove_cadence(tx, cadence_id)
    return _changed(workspace)


def keep_calling_rule(workspace: Workspace, content: str) -> tuple[Changes, tuple[CallingRule, ...]]:
    """Keep a person's own version of a country's rule for one kind of contact, with its dates; it replaces the shipped.

    UserError when it has faults, speaks of several kinds, or would leave the workspace no hour to call in.
    """
    found, faults = read_calling_rules(content)
    if not found:
        raise UserError("bad_calling_rule", faults=_said(faults))
    kinds = sorted({r.kind.value for r in found})
    if len(kinds) > 1:
        raise UserError("one_rule_only", kinds=kinds)
    check_ever_open(workspace, workspace.settings, found)
    with workspace.store.write() as tx:
        rules.put_calling_rule(tx, found[0].country, kinds[0], content, workspace.now())
    return _changed(workspace), found


def drop_calling_rule(workspace: Workspace, country: str, kind: str) -> Changes:
    """Let go of a person's own version: the shipped rule holds again. UserError where there is none."""
    if not any((r.country, r.kind.value) == (country, kind) for r in workspace.own_rules):
        raise UserError("nothing_own", what=f"{country} {kind}")
    with workspace.store.write() as tx:
        rules.remove_calling_rule(tx, country, kind)
    return _changed(workspace)


def calling_rule(workspace: Workspace, lead: Lead) -> CallingRule:
    """The calling rule in force today for a lead: its hours, limits, source and sentence."""
    return workspace.calling_rule(group_of(lead))


def preview(workspace: Workspace, lead_id: str, at: datetime | None = None) -> dict[Outcome, NextTry]:
    """What each unanswered outcome would do next if it were recorded now.

    Nothing while a promise is ahead, which no rule moves, and where the lead could not be called at any hour.
    """
    now = at or workspace.now()
    with workspace.store.read() as tx:
        known = gather(tx, workspace, [lead_id]).get(lead_id)
    if known is None:
        raise UserError("unknown_lead", lead=lead_id)
    held, facts = workspace.rules_of(known.lead), queue_facts(workspace, known, 0, False)
    promise = facts.promise.until if facts.promise else None
    if not held.hours.ever_opens or (promise and promise > now):
        return {}
    return {o: _after(facts, held, Attempt(now, o)) for o in Outcome if o in UNANSWERED}


def _after(facts: QueueFacts, held: Rules, attempt: Attempt) -> NextTry:
    step = held.cadence.after_attempts([*facts.unanswered, attempt], held.hours)
    rest = held_by_rule(replace(facts, attempts=(*facts.attempts, attempt)), held)
    return replace(step, at=held.hours.next_open(rest.until)) if rest and rest.until > step.at else step


def _changed(workspace: Workspace) -> Changes:
    workspace.reload()
    return Changes(all_leads=True, leads=True, queue=True, settings=True)


def _said(faults: tuple[Fault, ...]) -> list[str]:
    return [f"{f.where} ({f.code})" for f in faults[:MOST_FAULTS_SAID]]
