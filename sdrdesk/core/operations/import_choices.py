"""What a person chooses for the import of one file, and what is remembered of it for the next file with its header."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sdrdesk.core.domain.lead import COLUMNS
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.columns import TARGETS, header_key, is_left_aside
from sdrdesk.core.exchange.table_file import Reading, TableForm
from sdrdesk.core.normalising.places import country_code
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import grids as settings

DATE_ORDERS = ("dmy", "mdy")
KEPT = "kept"
"""The word of `Choices.wins` for a column whose known value stays."""
ERASABLE = (*(c for c in COLUMNS if c not in ("notes", "external_id")), "owner")
"""What blanks may erase where asked: never a note, an id or an objection."""
_REMEMBERED = "import_choices_"


class Policy(StrEnum):
    """What becomes of a row whose lead is here already."""

    UPDATE = "update"
    SKIP = "skip"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Choices:
    """How one file is imported; what is not said is found out, or as it is by default."""

    policy: Policy = Policy.UPDATE
    country: str = ""
    """Of numbers without a prefix; "" is the workspace's."""
    campaign: str = ""
    """Where new leads go; those known already stay in theirs."""
    reading: Reading = field(default_factory=Reading)
    columns: Mapping[int, str] = field(default_factory=dict)
    """Position in the file to our column, "" leaves it out; a position not named is recognised by its header."""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Our column to a value as given to the value meant; "" leaves the cell out. Case and accents do not count."""
    dates: str = ""
    """dmy, mdy or "" as found."""
    wins: Mapping[str, str] = field(default_factory=dict)
    """Our column to "kept": what is known stays where both have a value; the file's otherwise."""
    erase: frozenset[str] = frozenset()
    """Our columns whose blank cells erase what is known."""

    @property
    def stays(self) -> frozenset[str]:
        """The columns in which what is known stays."""
        return frozenset(column for column, side in self.wins.items() if side == KEPT)


def check_choices(choices: Choices) -> None:
    """UserError when a country, column or order of dates is none that we know."""
    if choices.country and country_code(choices.country) != choices.country:
        raise UserError("unknown_country", country=choices.country)
    if choices.dates not in ("", *DATE_ORDERS):
        raise UserError("unknown_date_order", order=choices.dates)
    for column in (*(c for c in choices.columns.values() if c), *choices.values, *choices.wins):
        if column not in TARGETS:
            raise UserError("unknown_field", field=column, known=list(TARGETS))
    for column in choices.erase:
        if column not in ERASABLE:
            raise UserError("cannot_erase", field=column, known=list(ERASABLE))


# -- remembering -----------------------------------------------------------------------------------------------------


def remember_choices(workspace: Workspace, form: TableForm, choices: Choices) -> None:
    """Keep what was chosen for files with this header, whatever the order and case of its columns.

    What a file may erase and the campaign are asked anew each time.
    """
    names = _names(form.header)
    kept = {
        "policy": choices.policy.value,
        "country": choices.country,
        "dates": choices.dates,
        "columns": {names[n]: column for n, column in choices.columns.items() if 0 <= n < len(names)},
        "values": {column: dict(said) for column, said in choices.values.items()},
        "wins": dict(choices.wins),
    }
    with workspace.store.write() as tx:
        settings.put_setting(tx, _REMEMBERED + _signature(form.header), json.dumps(kept, ensure_ascii=False))


def remembered_choices(workspace: Workspace, form: TableForm) -> Choices | None:
    """What was chosen for a file with this header before; None where none was."""
    with workspace.store.read() as tx:
        stored = settings.get_settings(tx).get(_REMEMBERED + _signature(form.header))
    if stored is None:
        return None
    try:
        kept = json.loads(stored)
        columns = {n: kept["columns"][name] for n, name in enumerate(_names(form.header)) if name in kept["columns"]}
        found = Choices(
            policy=Policy(kept["policy"]), country=kept["country"], dates=kept["dates"], columns=columns,
            values=kept["values"], wins=kept["wins"],
        )  # fmt: skip
        check_choices(found)
    except (ValueError, KeyError, TypeError, AttributeError, UserError):
        return None  # written by another version: the file is recognised by its header again
    return found


def _names(header: Sequence[str]) -> list[str]:
    """Each header apart from case and accents; the second of two alike is told apart by its number."""
    seen: dict[str, int] = {}
    names = []
    for text in header:
        key = header_key(text)
        seen[key] = seen.get(key, 0) + 1
        names.append(key if seen[key] == 1 else f"{key}\t{seen[key]}")
    return names


def _signature(header: Sequence[str]) -> str:
    names = sorted(name for name, text in zip(_names(header), header, strict=True) if not is_left_aside(text))
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:32]
