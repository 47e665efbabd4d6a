"""Writes a table as a JSON list, one object a row, numbers and texts as they are."""

import json
from collections.abc import Sequence
from pathlib import Path

from sdrdesk.core.exchange.out_table import OutColumn, Pages
from sdrdesk.core.exchange.text_stream import AT_ONCE
from sdrdesk.core.exchange.written_file import written


def write_json(path: Path, columns: Sequence[OutColumn], pages: Pages) -> int:
    """Write rows as objects by the names of the columns, through a temporary file; how many rows."""
    names = [c.header for c in columns]
    count = 0
    with written(path) as temporary, temporary.open("w", AT_ONCE, "utf-8", "replace") as stream:
        stream.write("[")
        for page in pages:
            for row in zip(*page, strict=True):
                stream.write(",\n" if count else "\n")
                stream.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False))
                count += 1
        stream.write("\n]\n")
    return count
