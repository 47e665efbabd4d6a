"""Opposition lists from a file: numbers and addresses hashed as they are read, none kept in clear."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.lead import PHONE_COLUMNS
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.columns import ColumnMap, map_headers, without_guard
from sdrdesk.core.exchange.table_file import TableForm, TableRow, count_rows, table_form, table_rows
from sdrdesk.core.normalising import opposition
from sdrdesk.core.normalising.names import addresses, email_address, own_address
from sdrdesk.core.normalising.phones import e164, several
from sdrdesk.core.normalising.places import country_code
from sdrdesk.core.normalising.reaching import reaching_column
from sdrdesk.core.operations.acts import Act
from sdrdesk.core.operations.import_rows import mended_number
from sdrdesk.core.operations.imports import Problem, Progress, no_progress
from sdrdesk.core.operations.oppositions import ENTITY, LIST, close_matching
from sdrdesk.core.operations.undo import undo_operation
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.processes import this_process
from sdrdesk.core.store import journal, leads, oppositions
from sdrdesk.core.store.database import Tx
from sdrdesk.core.store.oppositions import StoredOpposition

BATCH = 200
REACHING = (*PHONE_COLUMNS, "email")
_PROBE = bytes(32)
"""What values are told apart with while the workspace has no secret yet: nothing is known of anyone then."""


@dataclass(frozen=True, slots=True)
class ListPlan:
    """What a list would bring: numbers and addresses that are new, those known already, and what cannot be read."""

    path: Path
    form: TableForm
    columns: ColumnMap
    country: str
    rows: int
    new_numbers: int
    new_addresses: int
    known: int
    unreadable: Sequence[Problem]

    @property
    def new(self) -> int:
        """How many values would be opposed that are not yet."""
        return self.new_numbers + self.new_addresses


@dataclass(frozen=True, slots=True)
class ListImported:
    """What importing a list did; `closed` counts the leads of the workspace that it closed."""

    changes: Changes
    operation: str
    new: int
    closed: int


@dataclass(frozen=True, slots=True)
class _Value:
    kind: str
    said: str


@dataclass
class _Tally:
    seen: set[bytes] = field(default_factory=set)
    new: dict[str, int] = field(default_factory=lambda: {opposition.PHONE: 0, opposition.EMAIL: 0})
    known: int = 0


def plan_list(workspace: Workspace, path: Path, *, country: str = "", progress: Progress = no_progress) -> ListPlan:
    """Read a list and count what it holds, touching nothing; UserError when no column of it is recognised."""
    if country and country_code(country) != country:
        raise UserError("unknown_country", country=country)
    home = country or workspace.country
    form = table_form(path)
    columns = map_headers(form.header)
    if not set(columns.sources) & set(REACHING):
        columns = _without_header(_first(path, form), home) or columns
    if not set(columns.sources) & set(REACHING):
        raise UserError("no_list_column", path=str(path), columns=[c for c in form.header if c][:12])
    with workspace.store.read() as tx:
        secret = oppositions.get_secret(tx)
    rows, total, problems, tally = 0, count_rows(path, form), [], _Tally()
    read = iter(_rows(path, form, columns))
    while batch := list(islice(read, BATCH)):
        values: list[_Value] = []
        for row in batch:
            found, faults = _values(row, columns, home)
            values += found
            problems += faults
        with workspace.store.read() as tx:
            _count(tx, secret, values, tally)
        rows += len(batch)
        if not progress(min(rows, total), total):
            raise UserError("cancelled")
    new = tally.new
    return ListPlan(
        path, form, columns, home, rows, new[opposition.PHONE], new[opposition.EMAIL], tally.known, problems
    )


def _first(path: Path, form: TableForm) -> Sequence[str]:
    """What stands first in a list without a header that names anything."""
    return next(table_rows(path, form)).cells if form.headless else form.header


def _without_header(cells: Sequence[str], home: str) -> ColumnMap | None:
    """A file of values without a header: the columns of its first line that are themselves numbers or addresses."""
    sources: dict[str, tuple[int, ...]] = {}
    for position, cell in enumerate(cells):
        if column := reaching_column(cell.strip(), home):
            sources[column] = (*sources.get(column, ()), position)
    return ColumnMap(sources, (), ours=False) if sources else None


def _rows(path: Path, form: TableForm, columns: ColumnMap) -> Iterator[TableRow]:
    if not form.headless and not set(map_headers(form.header).sources) & set(REACHING):
        yield TableRow(form.header_line, form.header)
    yield from table_rows(path, form)


def _cell(row: TableRow, position: int) -> str:
    return without_guard(row.cells[position].strip()) if position < len(row.cells) else ""


def _addresses(cell: str) -> list[str]:
    whole = email_address(cell)
    found = [whole] if whole else addresses(cell) if cell.count("@") > 1 else []
    return [own for address in found if (own := own_address(address))]


def _numbers(cell: str, home: str) -> list[str]:
    """The numbers of a cell, all of them: read as those of a lead are."""
    parts = several(cell, home) or (cell,)
    return [number for part in parts if (number := e164(part, home) or e164(mended_number(part, home), home))]


def _values(row: TableRow, columns: ColumnMap, home: str) -> tuple[list[_Value], list[Problem]]:
    """The numbers and addresses of a row; what cannot be read is named by its line and column, never by its text."""
    if row.fault:
        return [], [Problem(row.line, "", row.fault, row.value if row.fault != "unreadable" else "")]
    found: list[_Value] = []
    faults: list[Problem] = []
    given = next((_cell(row, position) for position in columns.sources.get("country", ())), "")
    home = country_code(given) or home
    for column in REACHING:
        for cell in filter(None, (_cell(row, position) for position in columns.sources.get(column, ()))):
            said = _addresses(cell) if column == "email" else _numbers(cell, home)
            if not said:
                faults.append(Problem(row.line, column, "list_email" if column == "email" else "list_number", ""))
            kind = opposition.EMAIL if column == "email" else opposition.PHONE
            found += [_Value(kind, value) for value in said]
    if not found and not faults:
        faults.append(Problem(row.line, "", "list_blank", ""))
    return found, faults


def _count(tx: Tx, secret: bytes | None, values: Iterable[_Value], tally: _Tally) -> None:
    marks = [opposition.mark(secret or _PROBE, v.kind, v.said) for v in values]
    known = oppositions.find_oppositions(tx, {m.key for m in marks}) if secret else {}
    for each in marks:
        short = bytes.fromhex(each.key)[:16]
        if each.key in known or short in tally.seen:
            tally.known += 1
        else:
            tally.seen.add(short)
            tally.new[each.kind] += 1


def apply_list(workspace: Workspace, plan: ListPlan, progress: Progress = no_progress) -> ListImported:
    """Oppose all that a list names, in short batches under one operation; cancelled, it is taken back."""
    operation, source = workspace.new_id(), plan.path.name
    summary = {"file": source, "rows": plan.rows, "new": plan.new, "known": plan.known, **this_process()}
    with workspace.store.write() as tx:
        journal.begin_operation(
            tx, operation, "oppositions", workspace.now(), workspace.who, state="open", summary=summary
        )
    try:
        closed = len(_apply_rows(workspace, plan, operation, source, progress))
    except BaseException:
        undo_operation(workspace, operation)
        raise
    with workspace.store.write() as tx:
        journal.finish_operation(tx, operation, summary | {"closed": closed})
    workspace.own_operations.add(operation)
    changes = Changes(operation=operation, all_leads=True, leads=True, queue=True)
    return ListImported(changes, operation, plan.new, closed)


def _apply_rows(workspace: Workspace, plan: ListPlan, operation: str, source: str, progress: Progress) -> set[str]:
    read, done = iter(_rows(plan.path, plan.form, plan.columns)), 0
    closed: set[str] = set()
    while batch := list(islice(read, BATCH)):
        values = {v for row in batch for v in _values(row, plan.columns, plan.country)[0]}
        with workspace.store.write() as tx:
            doing = Act(tx, workspace, operation, workspace.now())
            closed |= set(_oppose_values(doing, values, LIST + source, closed))
            doing.finish()
        done += len(batch)
        if not progress(min(done, plan.rows), plan.rows):
            raise UserError("cancelled")
    return closed


def _oppose_values(doing: Act, values: Iterable[_Value], source: str, closed: Collection[str]) -> list[str]:
    secret = oppositions.make_secret(doing.tx, opposition.SECRET_BYTES)
    given = list(values)
    marks = [opposition.mark(secret, v.kind, v.said) for v in given]
    oppositions.add_oppositions(
        doing.tx, [StoredOpposition(m.key, m.kind, doing.at, source, doing.operation) for m in marks]
    )
    found = oppositions.leads_with_numbers(doing.tx, {v.said for v in given if v.kind == opposition.PHONE})
    addresses = [f"e:{v.said}" for v in given if v.kind == opposition.EMAIL]
    found |= {i for ids in leads.leads_by_key(doing.tx, addresses).values() for i in ids}
    newly = close_matching(doing, found - set(closed), source)
    operation = doing.operation
    # Who was merged is the same person under another address: the lead kept is closed with it.
    kept = sorted(set(leads.kept_leads(doing.tx, newly).values()) - {*closed, *newly})
    said = json.dumps({"source": source, "columns": [""]})
    for lead_id in kept:
        doing.entry(lead_id, ENTITY, operation, "", None, said)
    newly += kept
    keys = [opposition.lead_mark(secret, lead_id).key for lead_id in newly]
    closings = [StoredOpposition(k, opposition.LEAD, doing.at, source, operation, operation) for k in keys]
    oppositions.add_oppositions(doing.tx, closings)
    return newly
