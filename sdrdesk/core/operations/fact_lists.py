"""Importing a list of facts about leads that are here (signals, what sales answered).

Each row is found its lead and shown with its fate; what is new is then added as one operation.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sdrdesk.core.changes import Changes
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.columns import ColumnMap
from sdrdesk.core.exchange.table_file import TableForm, TableRow, table_form
from sdrdesk.core.normalising.places import country_code
from sdrdesk.core.operations.acts import Act
from sdrdesk.core.operations.file_plans import FilePlan, Progress, no_progress, read_rows, short_batches
from sdrdesk.core.operations.row_people import NOT_FOUND, REFUSED
from sdrdesk.core.operations.undo import undo_operation
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.processes import this_process
from sdrdesk.core.store import journal, leads
from sdrdesk.core.store.database import Tx
from sdrdesk.core.store.journal import Mark
from sdrdesk.core.store.scratch import PlannedRow, Scratch

ADDED, KNOWN = "added", "known"
FATES = (ADDED, KNOWN, NOT_FOUND, REFUSED)


@dataclass
class FactPlan(FilePlan):
    """A list worked out and not yet applied; close it when done."""

    path: Path
    form: TableForm
    columns: ColumnMap
    country: str
    scratch: Scratch
    counts: dict[str, int] = field(default_factory=dict)
    head: Mark = (0, 0)


@dataclass(frozen=True, slots=True)
class FactsImported:
    """What an import of facts did; the four figures add up to the rows of the file."""

    changes: Changes
    operation: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class FactList:
    """One kind of list: the verb of its operation, what its columns must say, and how its rows are understood.

    `place` gives each row its lead or why it has none, `known` the keys of what is stored about leads, `key` that of a
    row, by which one thing said twice is one, and `keep` adds rows within an act.
    """

    verb: str
    no_columns: str
    """The code of the error where no column says who, what or when."""
    wanted: Mapping[str, Sequence[str]]
    columns: Callable[[Sequence[str]], ColumnMap]
    place: Callable[[Tx, Workspace, FactPlan, Sequence[tuple[int, TableRow]]], list[PlannedRow]]
    known: Callable[[Tx, Workspace, set[str]], set[str]]
    key: Callable[[Workspace, PlannedRow], str]
    keep: Callable[[Act, Sequence[PlannedRow]], None]


def plan_facts(of: FactList, workspace: Workspace, path: Path, country: str, progress: Progress) -> FactPlan:
    """Read a list and find each row its lead, touching nothing.

    UserError when the file cannot be read, or no column says who, what or when.
    """
    if country and country_code(country) != country:
        raise UserError("unknown_country", country=country)
    form = table_form(path)
    columns = of.columns(form.header)
    missing = [code for code, wanted in of.wanted.items() if not set(wanted) & set(columns.sources)]
    if missing:
        raise UserError(of.no_columns, path=str(path), missing=missing, columns=[c for c in form.header if c][:12])
    plan = FactPlan(path, form, columns, country or workspace.country, Scratch())
    try:
        _work_out(of, workspace, plan, progress)
    except BaseException:
        plan.close()
        raise
    if plan.rows == 0:
        plan.close()
        raise UserError("only_a_header", path=str(path))
    return plan


def _work_out(of: FactList, workspace: Workspace, plan: FactPlan, progress: Progress) -> None:
    plan.scratch.clear()
    plan.head = (0, 0)  # until it is worked out whole: what is half done is never carried out
    head = read_rows(
        workspace, plan.path, plan.form, lambda tx, batch: _plan_batch(of, tx, workspace, plan, batch), progress
    )
    plan.counts, plan.head = dict.fromkeys(FATES, 0) | plan.scratch.counts(), head


def _plan_batch(
    of: FactList, tx: Tx, workspace: Workspace, plan: FactPlan, batch: Sequence[tuple[int, TableRow]]
) -> None:
    placed = of.place(tx, workspace, plan, batch)
    known = of.known(tx, workspace, {row.lead for row in placed if row.lead})
    known |= set(plan.scratch.leads_by_key({of.key(workspace, row) for row in placed if row.lead}))  # of rows before
    rows: list[PlannedRow] = []
    new: dict[str, str] = {}
    for row in placed:
        key = of.key(workspace, row) if row.lead else ""
        rows.append(replace(row, fate=KNOWN) if key in known else row)
        if row.lead and key not in known:
            known.add(key)
            new[key] = row.lead
    plan.scratch.add(rows, {}, new)


def apply_facts(of: FactList, workspace: Workspace, plan: FactPlan, progress: Progress = no_progress) -> FactsImported:
    """Carry out a plan; when the store has moved since, it is worked out again first. Cancelled: all is taken back."""
    with workspace.store.read() as tx:
        moved = journal.head(tx) != plan.head
    if moved:
        if table_form(plan.path) != plan.form:
            raise UserError("file_changed", path=str(plan.path))
        _work_out(of, workspace, plan, lambda _done, rows: progress(0, rows))
    operation = workspace.new_id()
    summary = {"file": plan.path.name, "rows": plan.rows, **plan.counts, **this_process()}
    with workspace.store.write() as tx:
        journal.begin_operation(tx, operation, of.verb, workspace.now(), workspace.who, state="open", summary=summary)
    counts = dict(plan.counts)
    try:
        for rows in short_batches(plan.scratch, (ADDED,), counts[ADDED], progress):
            for became in _apply_batch(of, workspace, rows, operation):
                counts[ADDED] -= 1
                counts[became] += 1
    except BaseException:
        undo_operation(workspace, operation)
        raise
    with workspace.store.write() as tx:
        journal.finish_operation(tx, operation, summary | counts)
    workspace.own_operations.add(operation)
    changes = Changes(operation=operation, all_leads=True, leads=True, queue=True, qualification=True)
    return FactsImported(changes, operation, counts)


def _apply_batch(of: FactList, workspace: Workspace, rows: Sequence[PlannedRow], operation: str) -> list[str]:
    """Add what these rows say; the fates of those that somebody's act has overtaken meanwhile."""
    turned, new = [], []
    with workspace.store.write() as tx:
        doing = Act(tx, workspace, operation, workspace.now())
        kept = leads.kept_leads(tx, {r.lead for r in rows if r.lead})
        rows = [replace(r, lead=kept.get(r.lead or "", r.lead)) for r in rows]
        there = leads.get_leads(tx, {r.lead for r in rows if r.lead})
        known = of.known(tx, workspace, set(there))
        for row in rows:
            if row.lead not in there:
                turned.append(NOT_FOUND)
            elif (key := of.key(workspace, row)) in known:
                turned.append(KNOWN)
            else:
                known.add(key)
                new.append(row)
        of.keep(doing, new)
        doing.finish()
    return turned
