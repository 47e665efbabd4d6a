"""The cells of CSV lines that could not be read, as far as they can be told apart, for whoever mends them."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.table_file import TableForm, TableRow
from sdrdesk.core.exchange.text_stream import text_stream

LONGEST = 100_000
"""Characters of a line that are given; what is longer is cut."""


class BrokenLines:
    """Gives the cells of the broken rows of a file; rows are asked for in the order of the file."""

    def __init__(self, lines: Iterator[str], delimiter: str) -> None:
        self._lines, self._delimiter = enumerate(lines, 1), delimiter

    def cells(self, row: TableRow) -> tuple[str, ...]:
        """The cells of the line a row begins on: a quote that nobody closed stays visible, others are read through."""
        if row.cells:
            return row.cells
        text = next((text for n, text in self._lines if n >= row.line), "").rstrip("\r\n")[:LONGEST]
        if row.fault != "unclosed_quote":
            try:
                return tuple(next(csv.reader([text], delimiter=self._delimiter), ()))
            except csv.Error:
                pass
        return tuple(text.split(self._delimiter))


@contextmanager
def broken_lines(path: Path, form: TableForm) -> Iterator[BrokenLines]:
    """The lines of a CSV file at hand; of another kind of file there are none. UserError when it cannot be opened."""
    if form.kind != "csv":
        yield BrokenLines(iter(()), ",")
        return
    try:
        stream = text_stream(path, form.encoding)
    except OSError as error:
        raise UserError("file_trouble", path=str(path), why=error.strerror or str(error)) from error
    with stream:
        yield BrokenLines(iter(stream), form.delimiter)
