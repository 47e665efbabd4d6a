"""A row of a file as a lead: its cells by our columns, mended once for all where a person said how, and normalised."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sdrdesk.core.domain.answers import folded
from sdrdesk.core.domain.lead import LEAD_FIELDS, PHONE_COLUMNS, Lead
from sdrdesk.core.exchange.columns import OPPOSED, ColumnMap, RowValues, row_values, says_opposed
from sdrdesk.core.exchange.table_file import TableRow
from sdrdesk.core.normalising.business_ids import siren_of
from sdrdesk.core.normalising.date_order import DateOrder, reads_both_ways
from sdrdesk.core.normalising.dates import calendar_date
from sdrdesk.core.normalising.free_mail import is_anybodys_site
from sdrdesk.core.normalising.names import addresses, email_address, match_keys, own_address, plain_text, web_domain
from sdrdesk.core.normalising.phones import e164, is_given_out, several
from sdrdesk.core.normalising.places import country_code
from sdrdesk.core.normalising.repairs import (
    LOST_DIGITS,
    before_words,
    calendar_day,
    phone_number,
    postal_code,
    whole_number,
)
from sdrdesk.core.normalising.row_words import is_footer, is_sum, says_not_to_call, says_nothing, says_total
from sdrdesk.core.normalising.sectors import naf_code
from sdrdesk.core.normalising.wording import reworded
from sdrdesk.core.normalising.workforce import bracket_of
from sdrdesk.core.operations.import_choices import Choices
from sdrdesk.core.operations.leads import as_stored
from sdrdesk.core.operations.opposed import IDENTIFYING

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
    reworded: Mapping[str, str] = field(default_factory=dict)
    """What the file said where our words stand in `fields`: no reason to change words that are known."""
    no_person: str = ""
    """Why the row names nobody whatever its cells hold: it adds others up, or stands under the table; "" mostly."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file proves as a whole: the order of its source dates, and whether its sizes are INSEE codes."""

    dates: DateOrder = field(default_factory=DateOrder)
    insee: bool = False


@dataclass(frozen=True, slots=True)
class RowReader:
    """How the rows of one file are read."""

    columns: ColumnMap
    width: int
    country: str
    facts: FileFacts
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
        values: Mapping[str, str] = self.as_meant(found.values) if self.meant else found.values
        if "id" not in values:  # of numbers and addresses it is said what is wrong with them
            values = {c: v for c, v in values.items() if c in _SAID or not says_nothing(v)}
        why: Why = [("", "control_characters", "")] if found.cleaned else []
        why += self._left_aside(row, found)
        fields, said = self.understood(values)
        # A row that we exported holds what a person sees here: it comes back unchanged.
        ours = {} if "id" in fields else reworded(fields, self.facts.insee)
        given = {column: fields[column] for column in ours}
        fields |= ours
        why += said
        if "id" not in fields and says_not_to_call(row.cells):
            fields[OPPOSED] = "yes"
        if OPPOSED in fields:
            fields[OPPOSED] = self._objecting(fields, why)
        known: dict[str, Any] = {k: v for k, v in fields.items() if k in _LEAD_FIELDS}
        lead = Lead("", **known)
        return Candidate(n, row, fields, lead, match_keys(lead), why, blank, given, self._no_person(row, fields))

    def _objecting(self, fields: Mapping[str, str], why: Why) -> str:
        """What a row says of who objected, to be opposed whatever the lead takes of it."""
        beside = [
            {column: said}
            for column, code, cell in why
            if code in ("second_value", "more_numbers", "more_addresses")
            for said in self._reached_by(column, cell, fields.get("country", ""))
        ]
        if "first_name" not in self.columns.sources:  # nobody knows which of the words of a whole name comes first
            words = f"{fields.get('first_name', '')} {fields.get('last_name', '')}".split()
            turned = (words[n:] + words[:n] for n in range(1, len(words) if len(words) <= _WORDS_OF_A_NAME else 0))
            beside += [{"first_name": "", "last_name": " ".join(name)} for name in turned]
        return json.dumps([{c: fields[c] for c in IDENTIFYING if c in fields}, *beside], ensure_ascii=False)

    def _reached_by(self, column: str, cell: str, country: str) -> list[str]:
        """The numbers or addresses of a cell, as they are stored."""
        home = country if len(country) == 2 else self.country
        if column in PHONE_COLUMNS:
            return [
                e164(number, home) or number for number in several(cell, home) or (mended_number(cell, home) or cell,)
            ]
        return addresses(cell) if column == "email" else []

    def _no_person(self, row: TableRow, fields: Mapping[str, str]) -> str:
        if self._is_total(row, fields):
            return "total_row"
        filled = [c for c in row.cells if c.strip()] if len(fields) <= _ONE_CELL and self.width > 1 else ()
        return "footer_row" if len(filled) == 1 and is_footer(filled[0]) else ""

    def _is_total(self, row: TableRow, fields: Mapping[str, str]) -> bool:
        """Whether a row without anybody to reach says total; as its company only where all else on it are sums."""
        if any(not is_sum(fields[column]) for column in (*_REACHED_BY, "last_name") if column in fields):
            return False
        companies = self.columns.sources.get("company", ())
        if any(says_total(cell) for p, cell in enumerate(row.cells) if p not in companies):
            return True
        told = fields.get("company", "")
        sums = [cell for cell in row.cells if cell.strip() and cell.strip() != told]
        some = bool(sums) or any(c.isdigit() for c in told)
        return says_total(told) and some and all(map(is_sum, sums))

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
        mended, shared = self._repaired(values)
        given, why = self._with_day(mended)
        # Never dialled: what is left of such a number is a valid one of somebody else's.
        rounded = {c: given.pop(c) for c in PHONE_COLUMNS if _is_rounded(given.get(c, ""))}
        why += shared
        why += [(column, LOST_DIGITS, text) for column, text in rounded.items()]
        fields = {k: v for k, v in as_stored(dict(given), self.country).items() if v} | rounded
        if says_opposed(fields.pop(OPPOSED, "")):
            fields[OPPOSED] = "yes"
        return fields, why + problems(given, fields, self.country)

    def _left_aside(self, row: TableRow, found: RowValues) -> Why:
        why = [(c, "second_value", v) for c, v in found.second if not _is_said(c, v, found.values.get(c, ""))]
        extra = [c.strip() for c in row.cells[self.width :] if c.strip()]
        return [*why, ("", "extra_cells", " | ".join(extra)[:200])] if extra else why

    def _repaired(self, values: Mapping[str, str]) -> tuple[dict[str, str], Why]:
        """What was done to phones and postal codes undone where one thing alone can be meant; what is said."""
        mended, why = dict(values), list[tuple[str, str, str]]()
        own = country_code(values.get("country", ""))
        for column in PHONE_COLUMNS:
            given = values.get(column, "")
            # Looked into only where the number cannot be read as it is: that is the slower way.
            damaged = given and (given[0] in _DAMAGED or not given[-1].isdecimal())
            if damaged and e164(given, own or self.country) is None:
                number = mended_number(given, own or self.country)
                if number:
                    mended[column] = number
                    mended.setdefault(f"{column}_given", given)
            if len(given) >= _TWO_NUMBERS:
                why += _share_out(mended, column, own or self.country)
        if "id" not in values:  # what comes back from us stays as it is
            why += _first_address(mended)
        if own and "postal_code" in values:
            mended["postal_code"] = postal_code(values["postal_code"], own).text
        return mended, why

    def _with_day(self, values: dict[str, str]) -> tuple[dict[str, str], Why]:
        """The source date as a day, read in the order of the file; said where it could be another day."""
        given = values.get("source_date", "")
        if not given:
            return values, []
        day = calendar_date(given, self.facts.dates.month_first) or calendar_date(calendar_day(given).text)
        if day is None:
            return values, []
        said = self.facts.dates.doubtful and reads_both_ways(given)
        return values | {"source_date": day.isoformat()}, [
            ("source_date", "doubtful_date", f"{given}|{day.isoformat()}")
        ] if said else []


def mended_number(given: str, country: str) -> str:
    """The number that a cell was before a spreadsheet took it for one of its own, or that stands before words; ""."""
    repair = phone_number(given, country)
    if repair.code:
        return "" if repair.code == LOST_DIGITS else repair.text
    number = before_words(given)
    return number if number and e164(number, country) else ""


_DAMAGED = frozenset("123456789")
"""How a phone begins that a spreadsheet took for a number: it has no zero and no + any more."""
_TWO_NUMBERS = 18
"""Characters of a cell that may hold two numbers: most cells are spared the look."""
_LEAD_FIELDS = frozenset(LEAD_FIELDS)
_REACHED_BY = ("id", "first_name", "email", "phone", "mobile", "linkedin")
_SAID = frozenset((*PHONE_COLUMNS, "email", OPPOSED))
_WORDS_OF_A_NAME = 4
_ONE_CELL = 2
"""Most columns of ours that one cell can fill: a full name is two."""


def _share_out(values: dict[str, str], column: str, country: str) -> Why:
    """Make the phone and the mobile of two numbers in one cell; what is said of those that find no place.

    Nobody could call them together, nor know that one of them objected. The cell stays as given beside the first.
    """
    cell = values[column]
    numbers = several(cell, country)
    if not numbers:
        return []
    other = next(c for c in PHONE_COLUMNS if c != column)
    values[column] = numbers[0]
    values.setdefault(f"{column}_given", cell)
    left = numbers[1:] if values.get(other) else numbers[2:]
    if not values.get(other):
        values[other] = numbers[1]
    known = {e164(values[other], country)}
    return [(column, "more_numbers", cell)] if any(e164(n, country) not in known for n in left) else []


def _first_address(values: dict[str, str]) -> Why:
    """Keep the first of several addresses in one cell: together they reach nobody; what is said of the others."""
    cell = values.get("email", "")
    if "@" not in cell or email_address(cell):
        return []
    found = addresses(cell)
    if not found or (len(found) < 2 and cell.count("@") < 2 and cell.rstrip(" ,;|/").lower() != found[0]):
        return []
    values["email"] = found[0]
    return [("email", "more_addresses", cell)] if len(found) > 1 else []


def _is_rounded(number: str) -> bool:
    return "E" in number.upper() and whole_number(number).code == LOST_DIGITS


def _is_said(column: str, second: str, first: str) -> bool:
    """Whether a second value says no more than the first: another spelling, or the SIRET beside its SIREN."""
    if column == "siren":
        return siren_of(second) is not None and siren_of(second) == siren_of(first)
    return folded(second) == folded(first)


def row_reader(columns: ColumnMap, width: int, country: str, choices: Choices, facts: FileFacts) -> RowReader:
    """How the rows of a file are read with these choices."""
    meant = {
        column: {folded(given): plain_text(said).strip() for given, said in table.items()}
        for column, table in choices.values.items()
    }
    mapped = set(columns.sources)
    if "full_name" in mapped:
        mapped |= {"first_name", "last_name"}
    return RowReader(columns, width, country, facts, meant, frozenset(choices.erase & mapped))


def problems(given: Mapping[str, str], fields: Mapping[str, str], country: str) -> Why:
    """What of a row cannot be understood; it is kept as given."""
    found = []
    for column in PHONE_COLUMNS:
        number = fields.get(column, "")
        if column in given and not _is_read(number):
            home = country_code(given.get("country", "")) or country
            found.append((column, "bad_phone", f"{given[column]}|{home}"))
        elif column in given and not is_given_out(number):
            found.append((column, "doubtful_phone", f"{given[column]}|{number}"))
    if "email" in given and email_address(given["email"]) is None:
        found.append(("email", "bad_email", given["email"]))
    elif "email" in given and not own_address(given["email"]):
        found.append(("email", "nobodys_email", given["email"]))
    if "country" in given and country_code(given["country"]) is None:
        found.append(("country", "unknown_country", given["country"]))
    if "source_date" in given and calendar_date(given["source_date"]) is None:
        found.append(("source_date", "bad_date", given["source_date"]))
    if "employees" in given and bracket_of(given["employees"]) is None:
        found.append(("employees", "bad_number", given["employees"]))
    if "cost" in given and not any(c.isdigit() for c in given["cost"]):
        found.append(("cost", "bad_number", given["cost"]))
    return found + _company_problems(given)


def _is_read(number: str) -> bool:
    return number.startswith("+") and number[1:].isdecimal()


def _company_problems(given: Mapping[str, str]) -> Why:
    found = []
    if "siren" in given and siren_of(given["siren"]) is None:
        found.append(("siren", "bad_siren", given["siren"]))
    if "naf" in given and naf_code(given["naf"]) is None:
        found.append(("naf", "bad_naf", given["naf"]))
    if "domain" in given and is_anybodys_site(web_domain(given["domain"])):
        found.append(("domain", "free_mail", given["domain"]))
    return found
