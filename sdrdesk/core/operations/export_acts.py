"""Answers and calls on their way out, a row each, in pages read column by column."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.domain.working_time import day_start
from sdrdesk.core.exchange.out_table import CellKind
from sdrdesk.core.operations.export_leads import LeadRead
from sdrdesk.core.operations.leads import local_time
from sdrdesk.core.operations.opposed import opposed_leads
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import activities, leads, qualifications, states
from sdrdesk.core.store.activities import Call
from sdrdesk.core.words import Words

QUALIFICATION_COLUMNS = (
    "id", "first_name", "last_name", "company", "grid", "grid_version", "criterion", "question", "answer", "value",
    "status", "evidence", "override", "answered_at", "answered_by", "score", "open", "decision", "route", "reason",
    "decided_at",
)  # fmt: skip
CALL_COLUMNS = (
    "id", "first_name", "last_name", "company", "at", "outcome", "until", "number", "reason", "note", "who",
)  # fmt: skip
_KINDS = {
    **dict.fromkeys(("id", "grid", "criterion", "status", "decision", "route", "outcome"), CellKind.CODE),
    **dict.fromkeys(("grid_version", "score", "open"), CellKind.NUMBER),
    **dict.fromkeys(("answered_at", "decided_at", "at", "until"), CellKind.TIME),
    **dict.fromkeys(("question", "evidence", "note"), CellKind.PROSE),
}
_NOBODY = Lead("")
Rows = list[list[Any]]
Pages = Iterator[tuple[int, Rows]]
"""How many leads were read, and the rows they gave."""


def kind_of(column: str) -> CellKind:
    """What the cells of a column of answers or calls are."""
    return _KINDS.get(column, CellKind.TEXT)


def answer_rows(workspace: Workspace, words: Words, chosen: Sequence[int] | None) -> Pages:
    """The answers of leads, each to the grid of its campaign, in the order of the grid."""
    read = LeadRead(workspace, ("first_name", "last_name", "company"), chosen)
    for ids, *_names in read.pages():
        yield len(ids), [row for page in leads.in_batches(ids) for row in _answers(workspace, words, page)]


def _answers(workspace: Workspace, words: Words, ids: Sequence[str]) -> Iterator[list[Any]]:
    with workspace.store.read() as tx:
        found = leads.get_leads(tx, ids)
        grids = {i: workspace.grid_for(lead.campaign) for i, lead in found.items()}
        answers = {
            grid_id: qualifications.answers_of(tx, [i for i in found if grids[i].id == grid_id], grid_id)
            for grid_id in {g.id for g in grids.values()}
        }
        answered = [i for i in found if i in answers[grids[i].id]]
        decisions, placed = activities.decisions_of(tx, answered), states.get_states(tx, answered)
    for lead_id in answered:
        lead, grid, state = found[lead_id], grids[lead_id], placed.get(lead_id)
        last = decisions.get(lead_id, [None])[-1]
        for criterion in grid.criteria:
            answer = answers[grid.id][lead_id].get(criterion.id)
            if answer is None:
                continue
            option = criterion.option(answer.value)
            yield [
                lead.id, lead.first_name, lead.last_name, lead.company, grid.id, grid.version, criterion.id,
                criterion.question.get(words.language, ""),
                option.label[words.language] if option else answer.value,
                answer.value,
                "not_asked" if not answer.asked else "unknown" if answer.value is None else "known",
                answer.evidence,
                answer.override_reason or "",
                local_time(workspace, answer.at),
                answer.who,
                state.score / 10 if state else None,
                state.open / 10 if state else None,
                last.decision if last else "",
                last.route if last else "",
                last.reason if last else "",
                local_time(workspace, last.at) if last else None,
            ]  # fmt: skip


def call_rows(workspace: Workspace, chosen: Sequence[int] | None, opposed: set[str]) -> Pages:
    """The calls of leads, oldest first; the numbers of who objected are left blank."""
    read = LeadRead(workspace, ("first_name", "last_name", "company"), chosen)
    for ids, *_names in read.pages():
        with workspace.store.read() as tx:
            calls = activities.calls_of(tx, ids)
        yield len(ids), _calls(workspace, [c for found in calls.values() for c in found], opposed)


def session_rows(workspace: Workspace, opposed: set[str]) -> Pages:
    """The calls this person made since midnight, in their order."""
    start = day_start(workspace.now().date(), workspace.zone)
    with workspace.store.read() as tx:
        made = activities.calls_between(tx, start, start + timedelta(days=2), workspace.who)
    yield len(made), _calls(workspace, made, opposed)


def _calls(workspace: Workspace, calls: Sequence[Call], opposed: set[str]) -> Rows:
    if not calls:
        return []
    with workspace.store.read() as tx:
        found = leads.get_leads(tx, dict.fromkeys(c.lead for c in calls))
        notes = {n.activity: n.text for said in activities.notes_of(tx, list(found)).values() for n in said}
        # A number may have gone to another lead since it was called, and that one have objected.
        asked = {c.id: replace(found[c.lead], phone=c.number, mobile="") for c in calls if c.lead in found}
        hidden, silent = opposed_leads(tx, asked), opposed_leads(tx, found)
    hidden |= {c.id for c in calls if c.lead in silent}
    opposed |= silent | {c.lead for c in calls if c.id in hidden and c.number}
    rows = []
    for call in calls:
        lead = found.get(call.lead, _NOBODY)
        rows.append([
            call.lead, lead.first_name, lead.last_name, lead.company, local_time(workspace, call.at), call.outcome,
            local_time(workspace, call.until) or call.until_day, "" if call.id in hidden else call.number,
            call.reason, notes.get(call.id, ""), call.who,
        ])  # fmt: skip
    return rows
