"""Grids as TOML files."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from sdrdesk.core.domain.grid import Grid
from sdrdesk.core.domain.grid_check import GridFault, check_grid
from sdrdesk.core.domain.grid_draft import Raw
from sdrdesk.core.errors import UserError
from sdrdesk.core.resources import resource_path

LARGEST_GRID = 1_000_000
KEPT = 64
"""Grids that stay read: those shipped, and the versions a firm works with."""


@lru_cache(maxsize=KEPT)
def read_grid(content: str) -> tuple[Grid | None, tuple[GridFault, ...]]:
    """The grid a TOML text describes, or None and its faults; a grid is a value, so a text is read once."""
    try:
        raw = tomllib.loads(content)
    except (ValueError, RecursionError) as error:  # a number of thousands of digits is no TOMLDecodeError
        return None, (GridFault("", "toml_syntax", str(error)),)
    return check_grid(raw)


def raw_grid(content: str) -> Raw | None:
    """The plain values of a TOML text, faults and all; None when it is not TOML."""
    try:
        return tomllib.loads(content)
    except (ValueError, RecursionError):
        return None


_ORDER = (
    "format", "id", "version", "level", "cycle", "family", "topic", "letter", "name", "good_lead", "review_by",
    "agreed_by", "label", "question", "kind", "field", "after", "up_to", "percent", "eliminates", "match", "weight",
    "half_life_days", "signal", "thresholds", "intent", "option", "band", "criterion",
)  # fmt: skip
_INLINE = ("name", "good_lead", "label", "question", "weight")


def grid_toml(raw: Raw) -> str:
    """Plain values of a grid as the TOML a person would write: texts in both languages on one line."""
    import tomlkit  # only when a grid is written

    def table(values: Mapping[str, Any], inline: bool = False) -> Any:
        made = tomlkit.inline_table() if inline else tomlkit.table()
        known = [k for k in _ORDER if k in values]
        for key in (*known, *(k for k in values if k not in known)):
            value = values[key]
            if isinstance(value, Mapping):
                made.append(key, table(value, inline or key in _INLINE))
            elif isinstance(value, list) and value and all(isinstance(v, Mapping) for v in value) and not inline:
                tables = tomlkit.aot()
                for item in value:
                    tables.append(table(item))
                made.append(key, tables)
            else:
                made.append(key, value)
        return made

    document = tomlkit.document()
    for key, value in table(raw).items():
        document.append(key, value)
    return tomlkit.dumps(document)


def grid_text(path: Path) -> str:
    """The text of a file a person wrote: grid, rules, script. UserError file_missing, file_trouble, not_utf8."""
    try:
        if path.stat().st_size > LARGEST_GRID:
            raise UserError("file_trouble", path=str(path), why=f"> {LARGEST_GRID} bytes")
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise UserError("file_missing", path=str(path)) from error
    except UnicodeDecodeError as error:
        raise UserError("not_utf8", path=str(path), line=error.object[: error.start].count(b"\n") + 1) from error
    except OSError as error:
        raise UserError("file_trouble", path=str(path), why=error.strerror or str(error)) from error


def shipped_grids() -> dict[str, str]:
    """The TOML of every grid the program ships, by file name without ending."""
    return {p.stem: p.read_text(encoding="utf-8") for p in sorted(resource_path("grids").glob("*.toml"))}
