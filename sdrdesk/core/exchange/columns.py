"""Maps the headers of a file onto our columns, and one of its rows onto a lead."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Any

from sdrdesk.core.domain.answers import folded
from sdrdesk.core.domain.lead import COLUMNS, GIVEN_COLUMNS
from sdrdesk.core.domain.signals import SIGNAL_TYPES
from sdrdesk.core.exchange.table import TableForm
from sdrdesk.core.normalising.names import PARTICLES, plain_text
from sdrdesk.core.resources import resource_path

EXPORT_EXTRA = (
    "id", "stage", "temperature", "decision", "route", "reason", "score", "open", "grid", "grid_version", "next_date",
    "owner", "last_call", "attempts",
)  # fmt: skip
"""What an export adds to the columns of a lead file (formats, section 6)."""

EXPORT_CHOSEN = ("full_name", "deal_title", "campaign", "any_phone")
"""What an export adds only where it is asked for by name."""

OPPOSED = "opposed"
"""A column that says who must not be called; it feeds no column of a lead but an objection."""
TARGETS = ("id", "full_name", "owner", OPPOSED, *COLUMNS, *GIVEN_COLUMNS)
LEFT_ASIDE = "left_aside"
"""What headers.toml calls the columns of ours that say something of a row and are no part of it."""
LAST_NAME_FIRST = "last_name_first"
_NO_COLUMN = ("beside", LAST_NAME_FIRST)
"""What else headers.toml holds than names of our columns."""
_NO = frozenset((
    "", "no", "n", "false", "0", "non", "faux", "nein", "nee", "-", "--", "/", "n/a", "na", "n.a", "nc", "n.c", "null",
    "none", "nil", "aucun", "aucune", "aucune opposition", "pas d'opposition", "pas oppose", "pas opposee",
    "non oppose", "non opposee", "non inscrit", "non inscrite", "pas inscrit", "autorise", "autorisee", "allowed",
    "not opposed", "not listed",
))  # fmt: skip
_TITLE = r"M\.?|MM\.?|Mr\.?|Mister|Mme\.?|Mmes|Mrs\.?|Mlle\.?|Ms\.?|Miss|Monsieur|Madame|Mademoiselle|Herrn?|Frau"
_PROFESSION = r"Dr\.?|Docteur|Doctor|Me|Ma[îi]tre|Prof\.?|Professeur|Professor|Sr\.|Sra\.|Sig\.|Dhr\.|Mevr\."
_BEFORE_A_NAME = re.compile(rf"(?:(?:{_TITLE}|{_PROFESSION})\s+(?:(?:et|and|und|&)\s+)?)+(?=\S)", re.IGNORECASE)
_ONLY_A_TITLE = re.compile(_TITLE, re.IGNORECASE)
_DEGREES = frozenset(("mba", "emba", "phd", "ph.d", "dba", "cpa", "cfa", "pmp"))
_FEWEST = 2
"""Companies that must stand alone in a file before what stands before its commas is believed to be companies."""
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Which columns of a file feed which of ours, by position, and those that feed none.

    `ours` is a file that we wrote whole. In one that is `guarded` a ' before a formula is our guard: in every row of
    ours, elsewhere where the `id` column holds an id of ours.
    """

    sources: Mapping[str, tuple[int, ...]]
    unmapped: tuple[str, ...]
    ours: bool
    guarded: bool = False
    labels: Mapping[int, int] = field(default_factory=dict)
    """Where a column says what kind of number stands in another one (Google Contacts)."""
    last_name_first: bool = False
    """Whether the header of the whole names says that the last name comes first (Nom Prénom)."""
    companies: frozenset[str] = frozenset()
    """The companies of a file whose full names begin with them ("Azure Interior, Brandon Freeman", Odoo)."""


def header_key(header: str) -> str:
    """What spellings of one header or code share: no case, accents or punctuation."""
    return re.sub(r"[^a-z0-9#]+", " ", folded(header)).strip()


@dataclass(frozen=True, slots=True)
class _Beside:
    """Headers that mean another column where one of `wanted` stands beside them, and none of `unwanted`."""

    headers: frozenset[str]
    wanted: frozenset[str]
    unwanted: frozenset[str]
    column: str


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(resource_path("import", "headers.toml").read_text(encoding="utf-8"))


@cache
def _last_name_first() -> frozenset[str]:
    """The headers of whole names that say that the last name comes first."""
    return frozenset(map(header_key, _table()[LAST_NAME_FIRST]))


@cache
def _aliases() -> Mapping[str, str]:
    found = {header_key(a): column for column, names in _table().items() if column not in _NO_COLUMN for a in names}
    found |= {header_key(name): name for name in TARGETS} | dict.fromkeys(_last_name_first(), "full_name")
    return {key.replace(" ", ""): column for key, column in found.items()} | found


@cache
def _besides() -> tuple[_Beside, ...]:
    def keys(rule: Mapping[str, Any], name: str) -> frozenset[str]:
        return frozenset(header_key(text) for text in rule.get(name, ()))

    return tuple(
        _Beside(keys(rule, "header"), keys(rule, "with"), keys(rule, "without"), rule["column"])
        for rule in _table()["beside"]
    )


def _named(key: str) -> str:
    return _aliases().get(key) or _aliases().get(key.replace(" ", ""), "")


def targets_of(header: Sequence[str]) -> list[str]:
    """Which of our columns each header of a file names; "" for none."""
    keys = [header_key(name) for name in header]
    there = set(keys)
    found = []
    for name, key in zip(header, keys, strict=True):
        rule = next((b for b in _besides() if key in b.headers and there & b.wanted and not there & b.unwanted), None)
        target = rule.column if rule else _named(key)
        found.append("" if target == LEFT_ASIDE else target or _opposed_with_its_answers(name))
    return found


def _opposed_with_its_answers(header: str) -> str:
    """The column of objections where a header says behind its words what may stand in it: “Ne pas appeler (O/N)”."""
    bare, bracket, _ = header.partition("(")
    return OPPOSED if bracket and _named(header_key(bare)) == OPPOSED else ""


def is_left_aside(header: str) -> bool:
    """Whether a header is one that we write beside the rows of others for people to read."""
    return _named(header_key(header)) == LEFT_ASIDE


@cache
def _source_types() -> dict[str, str]:
    table = tomllib.loads(resource_path("import", "sources.toml").read_text(encoding="utf-8"))
    found = {header_key(alias): kind for kind, aliases in table.items() for alias in aliases}
    return found | {header_key(kind): kind for kind in SIGNAL_TYPES}


def says_opposed(cell: str) -> bool:
    """Whether a cell of that column says that somebody objected: anything but a plain no (a date, a tick, a yes)."""
    return folded(cell).strip(" .").replace("’", "'") not in _NO


@lru_cache(maxsize=4096)
def signal_type_of(source: str) -> str | None:
    """The type of signal a source stands for, or None for a plain one."""
    return _source_types().get(header_key(source))


def map_headers(header: Sequence[str], chosen: Mapping[int, str] | None = None) -> ColumnMap:
    """Recognise each header; `chosen` sets positions by hand ("" leaves a column out)."""
    aside = {name for name in header if is_left_aside(name)}
    ours = bool(aside) or ("id" in header and "grid_version" in header)
    sources: dict[str, list[int]] = {}
    unmapped = []
    for position, (name, known) in enumerate(zip(header, targets_of(header), strict=True)):
        target = (chosen or {}).get(position, known)
        if target:
            sources.setdefault(target, []).append(position)
        elif name and name not in aside and not (ours and name in (*EXPORT_EXTRA, *EXPORT_CHOSEN)):
            unmapped.append(name)
    guarded = ours or "id" in header
    turned = any(header_key(header[p]) in _last_name_first() for p in sources.get("full_name", ()))
    return ColumnMap({k: tuple(v) for k, v in sources.items()}, tuple(unmapped), ours, guarded, _labels(header), turned)


def _labels(header: Sequence[str]) -> dict[int, int]:
    """The columns "Phone 1 - Value", each with its "Phone 1 - Label" (in older files "Phone 1 - Type")."""
    at = {name: position for position, name in enumerate(header)}
    found = {}
    for name, position in at.items():
        stem, sign, _ = name.partition(" - Value")
        label = at.get(f"{stem} - Label", at.get(f"{stem} - Type"))
        if sign and label is not None and stem.startswith("Phone"):
            found[position] = label
    return found


def map_table(form: TableForm, chosen: Mapping[int, str] | None = None) -> ColumnMap:
    """The columns of a file, as `map_headers`; a cell of a spreadsheet or card is typed, so no ' in it is a guard."""
    found = map_headers(form.header, chosen)
    return found if form.kind == "csv" else replace(found, guarded=False)


@dataclass(frozen=True, slots=True)
class RowValues:
    """A row by column, blanks left out; second values that no column could take; whether characters were removed."""

    values: dict[str, str]
    second: tuple[tuple[str, str], ...] = ()
    cleaned: bool = False


def row_values(cells: Sequence[str], mapping: ColumnMap) -> RowValues:
    """What a row holds; of several columns for one of ours the first counts, a second phone serves as the mobile."""
    cleaned = False
    second: list[tuple[str, str]] = []
    guarded = mapping.guarded and (mapping.ours or _has_our_id(cells, mapping))
    values: dict[str, str] = {}
    width = len(cells)
    for target, positions in mapping.sources.items():
        for position in positions:
            if position >= width or not (cell := cells[position]):
                continue
            if not cell.isprintable():
                plain = plain_text(cell)
                cell, cleaned = plain, cleaned or plain != cell
            if guarded:
                cell = without_guard(cell)
            cell = cell.strip()
            if target == "job_title" and len(positions) > 1 and _ONLY_A_TITLE.fullmatch(cell):
                continue  # Outlook has the civility in a column “Title”, beside the one of the function
            if mapping.labels and _is_fax(cells, mapping.labels.get(position, width)):
                continue
            if cell and target not in values:
                values[target] = cell
            elif cell and cell != values[target]:
                second.append((target, cell))
    _tell_person(values, mapping)
    given = values.get("id")
    if given is not None and not _UUID.fullmatch(given):
        values.pop("id")
        values.setdefault("external_id", given)
    spare = next((s for s in second if s[0] == "phone"), None) if second else None
    if spare and "mobile" not in values:
        values["mobile"] = spare[1]
        second.remove(spare)
    return RowValues(values, tuple(second), cleaned)


def _tell_person(values: dict[str, str], mapping: ColumnMap) -> None:
    """Make first and last name, without a civility, of what a row has for them; an export of ours has them so."""
    full, whole = values.pop("full_name", ""), "company" in values and "first_name" not in mapping.sources
    if full and not (values.get("first_name") or values.get("last_name")):
        values |= _person_and_company(full, values.get("company", ""), mapping)
    elif "last_name" in values and "id" not in mapping.sources:
        values |= _person_of(values["last_name"], whole=whole)
    if "first_name" in values and "id" not in mapping.sources:
        values["first_name"] = without_civility(values["first_name"])


def _person_of(last_name: str, *, whole: bool) -> dict[str, str]:
    """The person of a cell for last names: without a civility, and in two where the file names people `whole`.

    A name all in capitals, or all without, stays whole: nobody knows which of its words comes first.
    """
    bare = without_civility(last_name)
    first, _, others = bare.partition(" ")
    told = (whole or bare != last_name) and others and not (bare.isupper() or bare.islower())
    return split_name(bare) if told and (first.isupper() or first.lower() not in PARTICLES) else {"last_name": bare}


def _person_and_company(full: str, company: str, mapping: ColumnMap) -> dict[str, str]:
    """The person of a full name, and the company where it stands before them or alone."""
    companies = mapping.companies
    before, comma, person = (part.strip() for part in full.rpartition(","))
    if not company and full in companies:
        return {"company": full}
    if comma and person and (before in companies or (company and folded(before) == folded(company))):
        return {"company": company or before, **split_name(without_civility(person))}
    return split_name(without_civility(full), last_name_first=mapping.last_name_first)


def companies_before_names(names: Iterable[str]) -> frozenset[str]:
    """What stands before the comma of full names and, in one at least, alone: companies, in a file that has many such.

    None where the file may as well be one of last and first names.
    """
    before, alone, people = set[str](), set[str](), Counter[bool]()
    for full in names:
        first, comma, person = (part.strip() for part in full.rpartition(","))
        if comma:
            before.add(first)
            people[len(person.split()) > 1 and len(person.split()[1].strip(".")) > 1] += 1
        else:
            alone.add(full.strip())
    found = before & alone
    sure = len(found) >= _FEWEST and people[True] > people[False]
    firms = {name for name in before if " " in name and name.split()[0].lower() not in PARTICLES}
    return frozenset(found | firms) if sure else frozenset()


def _is_fax(cells: Sequence[str], label: int) -> bool:
    return label < len(cells) and "fax" in cells[label].lower()


def _has_our_id(cells: Sequence[str], mapping: ColumnMap) -> bool:
    return any(p < len(cells) and _UUID.fullmatch(cells[p].strip()) for p in mapping.sources.get("id", ()))


def without_civility(full: str) -> str:
    """A full name without the M., Mme, Dr or Herr before it; one that is nothing else stays."""
    found = _BEFORE_A_NAME.match(full)
    if not found:
        return full
    said, name = found[0].split()[-1], full[found.end() :]
    is_family_name = len(said) > 2 and said.isalpha() and said.isupper() and not name.split()[0].isupper()
    return full if is_family_name else name  # MAITRE Sophie, beside Maître Sophie Petit


def split_name(full: str, *, last_name_first: bool = False) -> dict[str, str]:
    """First and last name of a full one: "Last, First", a last name in capitals, or by the order of words."""
    words = full.split()
    while len(words) > 2 and words[-1].strip(".,").lower() in _DEGREES:
        words.pop()
    full = " ".join(words).rstrip(",") if len(words) < len(full.split()) else full
    if "," in full:
        last, first = full.split(",", 1)
        return {"first_name": first.strip(), "last_name": last.strip()}
    words = full.split()
    capitals = [w for w in words if len(w) > 1 and w.isupper() and "." not in w]
    if capitals and len(capitals) < len(words) and any(len(w) > 2 for w in capitals):
        return {"first_name": " ".join(w for w in words if w not in capitals), "last_name": " ".join(capitals)}
    if len(words) < 2:
        return {"last_name": full}
    if last_name_first:
        end = next((n for n, word in enumerate(words[:-1], 1) if word.lower() not in PARTICLES), 1)
        return {"first_name": " ".join(words[end:]), "last_name": " ".join(words[:end])}
    return {"first_name": words[0], "last_name": " ".join(words[1:])}


_PHONE_OR_NUMBER = re.compile(r"[+-]?[ \u00a0\u202f]?[(\d][\d \u00a0\u202f().,/-]*(?:[eE][+-]?\d+)?")
GUARDED = ("=", "+", "-", "@", "\t", "\r", "'")


def with_guard(text: str) -> str:
    """A text that a spreadsheet will not take for a formula: one ' before it where it could (formats, section 6)."""
    if not text.startswith(GUARDED) or (text[0] != "'" and _PHONE_OR_NUMBER.fullmatch(text)):
        return text
    return "'" + text


def without_guard(text: str) -> str:
    """What stood before the guard was set."""
    return text[1:] if text.startswith("'") and text[1:].startswith(GUARDED) else text
