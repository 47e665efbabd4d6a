"""Writing leads, qualifications and calls as files that others can read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.columns import OPPOSED
from sdrdesk.core.exchange.csv_out import write_csv_pages
from sdrdesk.core.exchange.json_out import write_json
from sdrdesk.core.exchange.out_table import CellKind, OutColumn
from sdrdesk.core.exchange.xlsx_out import ROWS_A_SHEET, SheetNames, write_xlsx
from sdrdesk.core.operations import export_acts, export_leads
from sdrdesk.core.operations.export_acts import CALL_COLUMNS, QUALIFICATION_COLUMNS
from sdrdesk.core.operations.export_leads import CHOOSABLE, LEAD_COLUMNS, LeadRead
from sdrdesk.core.operations.imports import Progress, no_progress
from sdrdesk.core.operations.leads import LeadFilter
from sdrdesk.core.operations.lists import find_rows
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import states
from sdrdesk.core.words import Words

LEADS, QUALIFICATIONS, ACTIVITIES, SESSION = KINDS = ("leads", "qualifications", "activities", "session")
ENDINGS = (".xlsx", ".csv", ".json")
"""What can be written, the one for people first."""


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What a file is to hold: the columns with their names in it, and the leads; by default everything.

    `rows`, the numbers of leads in the store, come before `cut`. A name that is "" is ours.
    """

    columns: tuple[tuple[str, str], ...] = ()
    cut: LeadFilter | None = None
    rows: Sequence[int] | None = None


def columns_of(what: str) -> tuple[str, ...]:
    """The columns that a file of this kind has unless some are chosen; UserError for another kind."""
    found = {
        LEADS: LEAD_COLUMNS, QUALIFICATIONS: QUALIFICATION_COLUMNS, ACTIVITIES: CALL_COLUMNS, SESSION: CALL_COLUMNS,
    }.get(what)  # fmt: skip
    if found is None:
        raise UserError("unknown_export", path=what, known=KINDS)
    return found


def choosable_columns(what: str) -> tuple[str, ...]:
    """The columns that a file of this kind can have."""
    return CHOOSABLE if what == LEADS else columns_of(what)


def kind_of_cells(what: str, column: str) -> CellKind:
    """What the cells of a column are in a file of this kind."""
    return export_leads.kind_of(column) if what == LEADS else export_acts.kind_of(column)


def export(
    workspace: Workspace,
    path: Path,
    what: str = LEADS,
    *,
    language: str = "en",
    full: bool = False,
    choice: ExportChoice = ExportChoice(),
    progress: Progress = no_progress,
    rows_a_sheet: int = ROWS_A_SHEET,
) -> dict[str, Any]:
    """Write an .xlsx, .csv or .json file; how many rows it has. CSV takes a semicolon in French.

    `sheets` where one was not enough, `long_texts` where texts were too long for a cell of a spreadsheet: these stand
    whole on a sheet of their own. The numbers and addresses of who objected are left blank, and counted as `opposed`
    where there are any; a `full` file of leads has them, with a last column `opposed`. UserError for an ending, a
    column or a cut that cannot be used, and `cancelled`, which leaves what stood there before.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise UserError("unknown_export", path=str(path), known=ENDINGS)
    if full and what != LEADS:
        raise UserError("full_is_for_leads")
    words = Words(language)
    columns = _columns(what, choice.columns, full)
    rows = choice.rows
    if rows is None and choice.cut is not None and what != SESSION:
        rows = find_rows(workspace, choice.cut, progress=progress)
    table = _Table(workspace, what, columns, rows, full, words)
    going = _Going(progress, table.total())
    pages = going.through(table.pages())
    done: dict[str, Any] = {"rows": 0, "file": str(path)}
    if ending == ".csv":
        done["rows"] = write_csv_pages(path, columns, pages, ";" if language == "fr" else ",")
    elif ending == ".json":
        done["rows"] = write_json(path, columns, pages)
    else:
        book = write_xlsx(path, columns, pages, _sheet_names(what, words), going.go_on, rows_a_sheet)
        done["rows"] = book.rows
        done |= {"sheets": book.sheets} if book.sheets > 1 else {}
        done |= {"long_texts": book.long_texts} if book.long_texts else {}
    return done | ({"opposed": len(table.opposed)} if table.opposed else {})


def remarks(done: Mapping[str, Any], words: Words) -> list[str]:
    """What a person is told of a file beside how many rows it has."""
    said = []
    if "sheets" in done:
        said.append(words.text("export", "sheets", n=done["sheets"]))
    if "long_texts" in done:
        said.append(words.text("export", "long_cells", n=done["long_texts"]))
    return said


def _columns(what: str, chosen: Sequence[tuple[str, str]], full: bool) -> list[OutColumn]:
    known = choosable_columns(what)
    wanted = list(chosen) or [(name, "") for name in columns_of(what)]
    if full and OPPOSED not in (ours for ours, _name in wanted):
        wanted.append((OPPOSED, ""))
    for ours, _name in wanted:
        if ours not in known:
            raise UserError("unknown_column", column=ours, known=list(known))
    headers = [name or ours for ours, name in wanted]
    twice = next((h for n, h in enumerate(headers) if h in headers[:n]), None)
    if twice is not None:
        raise UserError("column_twice", column=twice)
    return [OutColumn(o, h, kind_of_cells(what, o)) for (o, _name), h in zip(wanted, headers, strict=True)]


def _sheet_names(what: str, words: Words) -> SheetNames:
    codes = ("long_row", "long_column", "long_part", "long_text")
    row, column, part, text = (words.text("export", code) for code in codes)
    return SheetNames(words.text("export_kind", what), words.text("export", "long_texts"), (row, column, part, text))


class _Going:
    """How far an export is; asked between pages and whenever something is written whether to go on."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def through(self, pages: Iterator[tuple[int, Any]]) -> Iterator[Any]:
        """The pages, each counted once it is written."""
        for n, page in pages:
            yield page
            self._done += n
            self.go_on()

    def go_on(self) -> None:
        """UserError `cancelled` when told to stop."""
        if not self._progress(min(self._done, self._total), self._total):
            raise UserError("cancelled")


@dataclass
class _Table:
    """The rows of a file, as far as they have been read."""

    workspace: Workspace
    what: str
    columns: Sequence[OutColumn]
    rows: Sequence[int] | None
    full: bool
    words: Words
    opposed: set[str] = field(default_factory=set)

    def total(self) -> int:
        """About how many leads will be read."""
        if self.rows is not None:
            return len(self.rows)
        with self.workspace.store.read() as tx:
            return states.count_leads(tx)

    def pages(self) -> Iterator[tuple[int, Any]]:
        """Pages of columns, each with the number of leads that were read for it."""
        if self.what == LEADS:
            ours = [c.ours for c in self.columns]
            read = LeadRead(self.workspace, ours, self.rows, self.full, self.opposed)
            for ids, *page in read.pages():
                yield len(ids), page
            return
        places = [columns_of(self.what).index(c.ours) for c in self.columns]
        for n, rows in self._acts():
            yield n, [[row[place] for row in rows] for place in places]

    def _acts(self) -> export_acts.Pages:
        match self.what:
            case "qualifications":
                return export_acts.answer_rows(self.workspace, self.words, self.rows)
            case "activities":
                return export_acts.call_rows(self.workspace, self.rows, self.opposed)
            case _:
                return export_acts.session_rows(self.workspace, self.opposed)
