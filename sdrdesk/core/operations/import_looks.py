"""A first look at a file before it is imported: how it reads, what its columns are, which values need a hand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sdrdesk.core.domain.answers import folded
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.columns import OPPOSED, header_key, row_values, says_opposed, targets_of
from sdrdesk.core.exchange.table import AS_FOUND
from sdrdesk.core.exchange.table_file import Reading, TableForm, TableRow, head_rows, table_form, table_rows
from sdrdesk.core.normalising.date_order import reads_both_ways
from sdrdesk.core.normalising.dates import calendar_date
from sdrdesk.core.normalising.wording import reworded
from sdrdesk.core.operations.file_plans import Progress, no_progress
from sdrdesk.core.operations.import_choices import Choices, check_choices, remembered_choices
from sdrdesk.core.operations.import_planning import columns_of_file, facts_of
from sdrdesk.core.operations.import_rows import RowReader, row_reader
from sdrdesk.core.operations.workspace import Workspace

FIXABLE = ("country", "industry", "employees", "source", "source_date", "region", "owner", OPPOSED)
"""The columns whose values are worth fixing once for all."""
SAMPLES, SAMPLED_ROWS = 3, 200
MOST_DISTINCT = 50_000
"""More values than this are not a list to go through; those met later are left out."""


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """A column of the file, which of ours it feeds ("" for none), some of its values; whether a person chose it."""

    position: int
    header: str
    column: str
    samples: tuple[str, ...]
    remembered: bool = False


@dataclass(frozen=True, slots=True)
class FileLook:
    """A file at first sight; `remembered` is what was chosen for its header before."""

    form: TableForm
    guesses: tuple[ColumnGuess, ...]
    head: tuple[TableRow, ...]
    remembered: Choices | None = None


@dataclass(frozen=True, slots=True)
class ValueFound:
    """A value of a column, how many rows have it, what it would become, and whether that is in doubt."""

    given: str
    count: int
    meant: str
    doubtful: bool


def look_at(workspace: Workspace, path: Path, reading: Reading = AS_FOUND) -> FileLook:
    """How a file reads and what its columns are, from its first rows; UserError when it cannot be read."""
    form = table_form(path, reading)
    known = remembered_choices(workspace, form)
    rows = [row for row in islice(table_rows(path, form), SAMPLED_ROWS) if not row.fault]
    guesses = []
    for position, (header, named) in enumerate(zip(form.header, targets_of(form.header), strict=True)):
        by_hand = known.columns.get(position) if known else None
        column = named if by_hand is None else by_hand
        guesses.append(ColumnGuess(position, header, column, _samples(rows, position), by_hand is not None))
    return FileLook(form, tuple(guesses), tuple(head_rows(path, reading)), known)


def _samples(rows: Sequence[TableRow], position: int) -> tuple[str, ...]:
    cells = (row.cells[position].strip() for row in rows if position < len(row.cells))
    return tuple(islice(dict.fromkeys(cell for cell in cells if cell), SAMPLES))


def columns_named(path: Path, reading: Reading, said: Sequence[tuple[str, str]]) -> dict[int, str]:
    """The positions of the headers named, each with our column; every column of a name that stands there twice.

    UserError for a header that is not in the file, or when it cannot be read.
    """
    header = table_form(path, reading).header
    keys = [header_key(text) for text in header]
    found: dict[int, str] = {}
    for name, column in said:
        positions = [n for n, key in enumerate(keys) if key == header_key(name)]
        if not positions:
            raise UserError("no_such_header", path=str(path), header=name, known=[text for text in header if text])
        found |= dict.fromkeys(positions, column)
    return found


def distinct_values(
    workspace: Workspace,
    path: Path,
    choices: Choices,
    column: str,
    limit: int = 200,
    progress: Progress = no_progress,
) -> tuple[ValueFound, ...]:
    """The values a file has in one of our columns, those in doubt first, then the most frequent.

    Spellings apart in case or accents are one, shown as it came first. UserError for a column that is none of
    `FIXABLE`, or when the file cannot be read.
    """
    return values_by_column(workspace, path, choices, (column,), limit, progress).get(column, ())


def values_by_column(
    workspace: Workspace,
    path: Path,
    choices: Choices,
    wanted: Sequence[str] = FIXABLE,
    limit: int = 200,
    progress: Progress = no_progress,
) -> dict[str, tuple[ValueFound, ...]]:
    """The same of several of our columns in one reading of the file; those that it feeds none of are left out."""
    unknown = next((c for c in wanted if c not in FIXABLE), "")
    if unknown:
        raise UserError("unknown_field", field=unknown, known=list(FIXABLE))
    check_choices(choices)
    form = table_form(path, choices.reading)
    columns = columns_of_file(path, form, choices)
    fed = [c for c in wanted if c in columns.sources]
    if not fed:
        return {}
    country = choices.country or workspace.country
    reader = row_reader(columns, len(form.header), country, choices, facts_of(path, form, columns, choices, country))
    counted: dict[str, dict[str, tuple[str, int]]] = {c: {} for c in fed}
    for n, row in enumerate(table_rows(path, form), 1):
        if n % 5_000 == 0 and not progress(0, 0):
            raise UserError("cancelled")
        if not row.fault:
            _count(row_values(row.cells, columns).values, counted)
    return {c: _sorted(reader, c, counted[c].values())[:limit] for c in fed}


def _count(given: Mapping[str, str], counted: Mapping[str, dict[str, tuple[str, int]]]) -> None:
    for column, so_far in counted.items():
        said = given.get(column, "")
        key = folded(said)
        if said and (key in so_far or len(so_far) < MOST_DISTINCT):
            first, count = so_far.get(key, (said, 0))
            so_far[key] = first, count + 1


def _sorted(reader: RowReader, column: str, counted: Iterable[tuple[str, int]]) -> tuple[ValueFound, ...]:
    found = (_found(reader, column, given, count) for given, count in counted)
    return tuple(sorted(found, key=lambda v: (not v.doubtful, -v.count, v.given)))


def _found(reader: RowReader, column: str, given: str, count: int) -> ValueFound:
    """What a value would become on its own."""
    values = reader.as_meant({column: given})
    if column not in values:
        return ValueFound(given, count, "", doubtful=False)
    meant, doubtful = _meant(reader, column, values)
    return ValueFound(given, count, meant, doubtful)


def _meant(reader: RowReader, column: str, values: Mapping[str, str]) -> tuple[str, bool]:
    said = values[column]
    if column == OPPOSED:
        return "yes" if says_opposed(said) else "", False
    if column == "source_date":
        day = calendar_date(said, reader.facts.dates.month_first)
        return day.isoformat() if day else said, day is None or (reader.facts.dates.doubtful and reads_both_ways(said))
    fields, why = reader.understood(values)
    fields |= reworded(fields, reader.facts.insee)
    return fields.get(column, said), any(place == column for place, _code, _value in why)
