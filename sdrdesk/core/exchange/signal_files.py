"""The tables of weak signals as TOML files: those shipped, and a firm's own beside them."""

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sdrdesk.core.domain.phrases import Phrase
from sdrdesk.core.domain.signal_tables import TableFault, make_tables, read_codes, read_table
from sdrdesk.core.domain.weak_signals import SignalTables
from sdrdesk.core.errors import UserError
from sdrdesk.core.resources import resource_path

CODES = "codes.toml"
LARGEST_TABLE = 2_000_000


def shipped_folder() -> Path:
    """The folder of the tables that come with the program."""
    return resource_path("weak_signals")


def read_signal_tables(folders: Iterable[Path]) -> SignalTables:
    """The codes of the first folder and the phrases of all of them; UserError names the file and its faults."""
    codes = None
    phrases: list[Phrase] = []
    for folder in folders:
        if codes is None:
            codes, faults = read_codes(_parsed(folder / CODES))
            _refuse(folder / CODES, faults)
        for path in sorted(folder.glob("*.toml")):
            if path.name != CODES:
                found, faults = read_table(_parsed(path), codes)
                _refuse(path, faults)
                phrases += found
    return make_tables(codes or {}, phrases)


def _parsed(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > LARGEST_TABLE:
            raise UserError("file_trouble", path=str(path), why=f"> {LARGEST_TABLE} bytes")
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise UserError("file_missing", path=str(path)) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise UserError("file_trouble", path=str(path), why=str(error)) from error


def _refuse(path: Path, faults: list[TableFault]) -> None:
    if faults:
        named = [f"{f.where} ({f.code}: {f.value})" if f.value else f"{f.where} ({f.code})" for f in faults[:8]]
        raise UserError("bad_signal_table", path=str(path), faults=named)
