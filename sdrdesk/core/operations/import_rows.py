"""A row of a file as a lead: its cells by our columns, mended once for all where a person said how, and normalised."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sdrdesk.core.domain.answers import folded
from sdrdesk.core.domain.lead import LEAD_FIELDS, PHONE_COLUMNS, Lead
from sdrdesk.core.exchange.columns import OPPOSED, ColumnMap, RowValues, row_values, says_opposed
from sdrdesk.core.exchange.table_file import TableRow
from sdrdesk.core.normalising.date_order import DateOrder, reads_both_ways
from sdrdesk.core.normalising.dates import calendar_date
from sdrdesk.core.normalising.names import email_address, match_keys
from sdrdesk.core.normalising.places import country_code
from sdrdesk.core.operations.import_choices import Choices
from sdrdesk.core.operations.leads import normalised

Why = list[tuple[str, str, str]]
"""What is said of a row: column, code and value."""
_NOBODY = Lead("")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row as a lead, its keys strongest first, and what is said about it.

    `fields` are the cells that say something; `blank` the columns whose blank erases what is known.
    """

    n: int
    row: TableRow
    fields: dict[str, str]
    lead: Lead
    keys: tuple[str, ...]
    why: Why
    blank: frozenset[str] = frozenset()
    recased: frozenset[str] = frozenset()
    """The names whose capitals are ours: no reason to change a name that is known."""


@dataclass(frozen=True, slots=True)
class RowReader:
    """How the rows of one file are read."""

    columns: ColumnMap
    width: int
    country: str
    dates: DateOrder
    meant: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Our column to the value given, without case and accents, to the value meant."""
    erase: frozenset[str] = frozenset()

    def candidates(self, rows: Sequence[tuple[int, TableRow]]) -> list[Candidate]:
        """Each numbered row as a lead."""
        return [self._candidate(n, row) for n, row in rows]

    def _candidate(self, n: int, row: TableRow) -> Candidate:
        if row.fault:
            return Candidate(n, row, {}, _NOBODY, (), [("", row.fault, row.value)])
        found = row_values(row.cells, self.columns)
        blank = frozenset(c for c in self.erase if c not in found.values)
        values = self.as_meant(found.values) if self.meant else found.values
        why: Why = [("", "control_characters", "")] if found.cleaned else []
        why += self._left_aside(row, found)
        fields, said = self.understood(values)
        why += said
        lead = _NOBODY.with_fields({k: v for k, v in fields.items() if k in _LEAD_FIELDS})
        return Candidate(n, row, fields, lead, match_keys(lead), why, blank)

    def as_meant(self, values: Mapping[str, str]) -> dict[str, str]:
        """The values of a row, those fixed once for all replaced; one that means nothing is left out."""
        mended = dict(values)
        for column, table in self.meant.items():
            if column in mended:
                meant = table.get(folded(mended[column]))
                if meant:
                    mended[column] = meant
                elif meant is not None:
                    del mended[column]
        return mended

    def understood(self, values: Mapping[str, str]) -> tuple[dict[str, str], Why]:
        """Values by column as they are stored, blanks left out, and what is said of them."""
        values, why = self._with_day(dict(values))
        fields = {k: v for k, v in normalised(values, self.country).items() if v}
        if says_opposed(fields.pop(OPPOSED, "")):
            fields[OPPOSED] = "yes"
        return fields, why + problems(values, fields, self.country)

    def _left_aside(self, row: TableRow, found: RowValues) -> Why:
        why = [(column, "second_value", value) for column, value in found.second]
        extra = [c.strip() for c in row.cells[self.width :] if c.strip()]
        return [*why, ("", "extra_cells", " | ".join(extra)[:200])] if extra else why

    def _with_day(self, values: dict[str, str]) -> tuple[dict[str, str], Why]:
        """The source date as a day, read in the order of the file; said where it could be another day."""
        given = values.get("source_date", "")
        day = calendar_date(given, self.dates.month_first) if given else None
        if day is None:
            return values, []
        said = self.dates.doubtful and reads_both_ways(given)
        return values | {"source_date": day.isoformat()}, [
            ("source_date", "doubtful_date", f"{given}|{day.isoformat()}")
        ] if said else []


_LEAD_FIELDS = frozenset(LEAD_FIELDS)


def row_reader(columns: ColumnMap, width: int, country: str, choices: Choices, dates: DateOrder) -> RowReader:
    """How the rows of a file are read with these choices."""
    meant = {column: {folded(given): said for given, said in table.items()} for column, table in choices.values.items()}
    mapped = set(columns.sources)
    if "full_name" in mapped:
        mapped |= {"first_name", "last_name"}
    return RowReader(columns, width, country, dates, meant, frozenset(choices.erase & mapped))


def problems(given: Mapping[str, str], fields: Mapping[str, str], country: str) -> Why:
    """What of a row cannot be understood; it is kept as given."""
    found = []
    for column in PHONE_COLUMNS:
        if column in given and not fields.get(column, "").startswith("+"):
            home = country_code(given.get("country", "")) or country
            found.append((column, "bad_phone", f"{given[column]}|{home}"))
    if "email" in given and email_address(given["email"]) is None:
        found.append(("email", "bad_email", given["email"]))
    if "country" in given and country_code(given["country"]) is None:
        found.append(("country", "unknown_country", given["country"]))
    if "source_date" in given and calendar_date(given["source_date"]) is None:
        found.append(("source_date", "bad_date", given["source_date"]))
    for column in ("employees", "cost"):
        if column in given and not any(c.isdigit() for c in given[column]):
            found.append((column, "bad_number", given[column]))
    return found
