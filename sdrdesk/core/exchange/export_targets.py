"""How other programs name the columns of the leads they take in: one file each in `resources/export`."""

import tomllib
from dataclasses import dataclass
from functools import cache

from sdrdesk.core.resources import resource_path


@dataclass(frozen=True, slots=True)
class ExportTarget:
    """A program that leads are written for: its id, its name, and our columns with its names, in order."""

    id: str
    name: str
    columns: tuple[tuple[str, str], ...]


@cache
def export_targets() -> tuple[ExportTarget, ...]:
    """The targets shipped, by name."""
    read = (tomllib.loads(path.read_text(encoding="utf-8")) for path in resource_path("export").glob("*.toml"))
    found = (
        ExportTarget(t["id"], t["name"], tuple((column["ours"], column["theirs"]) for column in t["column"]))
        for t in read
    )
    return tuple(sorted(found, key=lambda target: target.name.casefold()))
