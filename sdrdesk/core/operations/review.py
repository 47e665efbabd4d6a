"""The review of qualifications: which there are to read, and what the rep saw of each when it was decided."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import chain
from typing import Any

from sdrdesk.core.domain.answers import Answer
from sdrdesk.core.domain.assessment import Assessment, Facts, Status, assess
from sdrdesk.core.domain.grid import Grid, Kind
from sdrdesk.core.domain.human_check import Checked
from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.domain.remarks import standing
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.opposed import opposed_leads
from sdrdesk.core.operations.qualification import facts_from
from sdrdesk.core.operations.remarks import add_remark as add_remark
from sdrdesk.core.operations.remarks import correct_answer as correct_answer
from sdrdesk.core.operations.remarks import resolve_decision as resolve_decision
from sdrdesk.core.operations.remarks import resolve_remark as resolve_remark
from sdrdesk.core.operations.remarks import rewrite_remark as rewrite_remark
from sdrdesk.core.operations.remarks import withdraw_remark as withdraw_remark
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import activities, leads, reviews
from sdrdesk.core.store.activities import Fact, StoredDecision
from sdrdesk.core.store.activities import StoredRemark as StoredRemark
from sdrdesk.core.store.database import Tx
from sdrdesk.core.store.qualifications import StoredAnswer
from sdrdesk.core.store.reviews import DecisionCut

AT_ONCE = 500
"""Decisions looked at together."""


@dataclass(frozen=True, slots=True)
class ReviewFilter:
    """Which qualifications are reviewed: what is empty or None asks nothing. `since` is within, `until` is not.

    `disagreement`: the decision is another than the verdict leant to; `missing_evidence`: a scored criterion was known
    without the words that prove it; `reviewed`: somebody's remark stands on it.
    """

    who: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    decisions: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    grids: tuple[tuple[str, int | None], ...] = ()
    disagreement: bool | None = None
    missing_evidence: bool | None = None
    flags: bool | None = None
    reviewed: bool | None = None
    campaign: str = ""

    @property
    def of_the_verdict(self) -> bool:
        """Whether the verdict of each decision has to be read to tell."""
        return any(asked is not None for asked in (self.disagreement, self.missing_evidence, self.flags))


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One qualification as a list of them shows it; points in tenths, `missing` are criteria, `remarks` stand."""

    decision_id: str
    lead_id: str
    name: str
    company: str
    at: datetime
    who: str
    decision: str
    route: str
    reason: str
    grid_id: str
    grid_version: int
    state: str
    leaning: str
    earned: int
    disagrees: bool
    missing: tuple[str, ...]
    flags: tuple[str, ...]
    remarks: tuple[StoredRemark, ...]


@dataclass(frozen=True, slots=True)
class SeenAnswer:
    """One criterion as it stood: known or not, presumed, its evidence, and what stands now where that is another."""

    criterion: str
    status: str
    value: Answer
    evidence: str
    who: str
    overridden: str
    changed: bool
    now: StoredAnswer | None


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing in the timeline of a lead; `later` is what came after the decision, which the rep did not see."""

    at: datetime
    kind: str
    fact: Fact
    later: bool


@dataclass(frozen=True)
class ReviewSheet:
    """What the rep saw of a qualification: the grid of that version, the answers and the timeline up to then.

    `grid` is None where the workspace lacks that version; `assessment` also where the decision is older than the
    keeping of facts: `stored` is what was written then.
    """

    row: ReviewRow
    decision: StoredDecision
    lead: Lead
    opposed: bool
    grid: Grid | None
    assessment: Assessment | None
    stored: Mapping[str, Any]
    answers: tuple[SeenAnswer, ...]
    timeline: tuple[Moment, ...]
    writings: tuple[StoredRemark, ...]

    @cached_property
    def remarks(self) -> tuple[StoredRemark, ...]:
        """The remarks that stand, in the order they were first made."""
        return standing(self.writings)

    @cached_property
    def facts(self) -> tuple[Facts, datetime] | None:
        """What the verdict rested on, and when; None where it cannot be assessed again."""
        return facts_from(json.loads(self.decision.facts)) if self.assessment is not None else None

    @property
    def check(self) -> Checked:
        """What was answered to the questions before a meeting."""
        return self.decision.check


def find_qualifications(workspace: Workspace, cut: ReviewFilter) -> list[str]:
    """The ids of the decisions that fit, newest first."""
    given = DecisionCut(cut.who, cut.since, cut.until, cut.decisions, cut.routes, cut.grids, cut.campaign)
    with workspace.store.read() as tx:
        found = reviews.cut_decisions(tx, given)
        if cut.reviewed is not None:
            remarked = _reviewed(tx)
            found = [i for i in found if (i in remarked) is cut.reviewed]
        if not cut.of_the_verdict:
            return found
        kept: list[str] = []
        for batch in leads.in_batches(found, AT_ONCE):
            kept += [r.decision_id for r in _rows(tx, workspace, batch, {}) if _fits(r, cut)]
    return kept


def _reviewed(tx: Tx) -> set[str]:
    """The decisions that a standing remark is on."""
    of = reviews.remarks_on(tx, reviews.reviewed_decisions(tx))
    return {decision_id for decision_id, writings in of.items() if standing(writings)}


def _fits(row: ReviewRow, cut: ReviewFilter) -> bool:
    asked = ((cut.disagreement, row.disagrees), (cut.missing_evidence, row.missing), (cut.flags, row.flags))
    return all(wanted is None or bool(found) is wanted for wanted, found in asked)


def review_rows(workspace: Workspace, ids: Collection[str]) -> list[ReviewRow]:
    """These qualifications as a list shows them, in the order asked; those that are gone are left out."""
    with workspace.store.read() as tx:
        return list(
            chain.from_iterable(
                _rows(tx, workspace, batch, _remarks(tx, batch)) for batch in leads.in_batches(ids, AT_ONCE)
            )
        )


def _remarks(tx: Tx, ids: Sequence[str]) -> dict[str, list[StoredRemark]]:
    return reviews.remarks_on(tx, ids)


def _rows(
    tx: Tx, workspace: Workspace, ids: Sequence[str], remarks: Mapping[str, list[StoredRemark]]
) -> list[ReviewRow]:
    taken = reviews.get_decisions(tx, ids)
    then = reviews.answers_at(tx, list(taken.values()))
    known = leads.get_leads(tx, dict.fromkeys(d.lead for d in taken.values()))
    opposed = opposed_leads(tx, known)
    return [
        _row(workspace, d, known[d.lead], d.lead in opposed, then[d.id], remarks.get(d.id, ())) for d in taken.values()
    ]


def _row(
    workspace: Workspace,
    taken: StoredDecision,
    lead: Lead,
    opposed: bool,
    then: Mapping[str, StoredAnswer],
    remarks: Sequence[StoredRemark],
) -> ReviewRow:
    verdict = json.loads(taken.assessment)
    return ReviewRow(
        decision_id=taken.id,
        lead_id=taken.lead,
        name=named(lead, opposed),
        company=lead.company,
        at=taken.at,
        who=taken.who,
        decision=taken.decision,
        route=taken.route,
        reason=taken.reason,
        grid_id=taken.grid,
        grid_version=taken.grid_version,
        state=str(verdict["state"]),
        leaning=str(verdict["leaning"]),
        earned=int(verdict["earned"]),
        disagrees=str(verdict["leaning"]) != taken.decision,
        missing=_unproved(_version(workspace, taken), verdict, then),
        flags=tuple(verdict["flags"]),
        remarks=standing(remarks),
    )


def named(lead: Lead, opposed: bool) -> str:
    """The name of a lead; one who objected is not called by a number or an address."""
    shown = lead.with_fields({"email": "", "phone": "", "mobile": ""}) if opposed else lead
    return shown.name if shown.names_somebody else lead.id[:8]


def _version(workspace: Workspace, taken: StoredDecision) -> Grid | None:
    try:
        return workspace.grid_of(taken.grid, taken.grid_version)
    except UserError:
        return None


def _unproved(grid: Grid | None, verdict: Mapping[str, Any], then: Mapping[str, StoredAnswer]) -> tuple[str, ...]:
    """The scored criteria that were known without the words that prove it; what signals tell proves itself."""
    told = {c.id for c in grid.criteria if c.kind is Kind.SIGNALS} if grid else set()
    return tuple(
        row["criterion"]
        for row in verdict["rows"]
        if row["max"] and row["status"] == Status.KNOWN and row["criterion"] not in told
        if not (said := then.get(row["criterion"])) or not said.evidence.strip()
    )


def review_sheet(workspace: Workspace, decision_id: str) -> ReviewSheet:
    """One qualification as the rep saw it; UserError when there is none of that id."""
    with workspace.store.read() as tx:
        taken = reviews.get_decisions(tx, [decision_id]).get(decision_id)
        if taken is None:
            raise UserError("unknown_decision", decision=decision_id)
        lead = leads.get_leads(tx, [taken.lead])[taken.lead]
        then = reviews.answers_at(tx, [taken])[taken.id]
        now = reviews.answers_now(tx, taken.lead, taken.grid)
        writings = _remarks(tx, [taken.id]).get(taken.id, [])
        timeline = tuple(_timeline(tx, taken))
        opposed = bool(opposed_leads(tx, {lead.id: lead}))
    grid = _version(workspace, taken)
    facts = json.loads(taken.facts)
    assessment = assess(grid, *facts_from(facts)) if grid and facts else None
    row = _row(workspace, taken, lead, opposed, then, writings)
    stored = json.loads(taken.assessment)
    answers = tuple(_seen(grid, stored, facts, then, now))
    return ReviewSheet(row, taken, lead, opposed, grid, assessment, stored, answers, timeline, tuple(writings))


def _seen(
    grid: Grid | None,
    verdict: Mapping[str, Any],
    facts: Mapping[str, Any],
    then: Mapping[str, StoredAnswer],
    now: Mapping[str, StoredAnswer],
) -> Sequence[SeenAnswer]:
    """The criteria as they stood, in the order of the grid."""
    order = [c.id for c in grid.criteria] if grid else []
    by_criterion = {row["criterion"]: row["status"] for row in verdict["rows"]}
    found = []
    for criterion in dict.fromkeys([*order, *by_criterion, *then]):
        said, today = then.get(criterion), now.get(criterion)
        presumed = facts.get("presumed", {}).get(criterion)
        known = facts["answers"].get(criterion) if facts else (said.value if said else None)
        found.append(
            SeenAnswer(
                criterion,
                by_criterion.get(criterion, Status.NOT_ASKED),
                presumed if by_criterion.get(criterion) == Status.PRESUMED else known,
                said.evidence if said else "",
                said.who if said else "",
                (said.override_reason or "") if said else "",
                said != today,
                today if said != today else None,
            )
        )
    return found


def _timeline(tx: Tx, taken: StoredDecision) -> list[Moment]:
    """All that happened with the lead, oldest first; remarks stand by themselves."""
    found: list[Moment] = []
    of = [taken.lead]
    kinds = (
        ("call", activities.calls_of),
        ("note", activities.notes_of),
        ("signal", activities.signals_of),
        ("touch", activities.touches_of),
        ("decision", activities.decisions_of),
        ("feedback", activities.feedback_of),
    )
    for kind, read in kinds:
        facts: Sequence[Fact] = read(tx, of).get(taken.lead, ())
        found += [Moment(f.at, kind, f, f.at > taken.at and f.operation != taken.operation) for f in facts]
    return sorted(found, key=lambda m: (m.at, m.fact.id))


def who_decided(workspace: Workspace) -> tuple[str, ...]:
    """Whose qualifications there are, by name."""
    with workspace.store.read() as tx:
        return tuple(reviews.who_decided(tx))
