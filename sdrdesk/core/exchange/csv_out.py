"""Writes CSV that spreadsheets open without harm and that we read back unchanged."""

import csv
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.columns import with_guard


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]], delimiter: str) -> int:
    """Write rows as UTF-8 with BOM, formulas guarded, through a temporary file; how many rows. Lines end in CR LF."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    count = 0
    try:
        with temporary.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream, delimiter=delimiter)
            writer.writerow(header)
            for row in rows:
                writer.writerow([with_guard(cell) for cell in row])
                count += 1
        os.replace(temporary, path)
    except OSError as error:
        raise UserError("file_trouble", path=str(path), why=error.strerror or str(error)) from error
    finally:
        temporary.unlink(missing_ok=True)
    return count
