"""Public tables that nobody here wrote: each reads as its expected twin, or docs/files.md says how it differs and why.

The twin is the JSON beside a file where its authors wrote one; else what RFC 4180 says, by the reader below, which
shares nothing with ours; of a spreadsheet, what the tests of its authors say.
"""

import csv
import json
import re
from collections import Counter
from functools import cache

import pytest

from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.table_file import table_form, table_rows
from tests.support import ROOT, SHARED

PUBLIC = SHARED / "data"
COLLECTIONS = ("csv-spectrum", "csv-test-data", "csvw-tests", "clevercsv", "frictionless")
pytestmark = pytest.mark.skipif(not (PUBLIC / "csvw-tests").is_dir(), reason="no public data beside this checkout")

DIALECTS = {
    "clevercsv/example/imdb.csv": {"escape": "\\"},
    "clevercsv/example/milk.csv": {"delimiter": "\t"},
    "csvw-tests/tests/test051.csv": {"comment": "#"},
    "csvw-tests/tests/test057.csv": {"comment": "#"},
    "frictionless/data/accent.csv": {"delimiter": ";"},
    "frictionless/data/countries.csv": {"comment": "#"},
    "frictionless/data/country-2.csv": {"comment": "#", "delimiter": ";"},
    "frictionless/data/delimiter.csv": {"delimiter": ";"},
    "frictionless/data/dialect.csv": {"delimiter": "|"},
    "frictionless/data/escaping.csv": {"escape": "\\", "spaced": True},
    "frictionless/data/issue-1009-semicolon.csv": {"delimiter": ";"},
    "frictionless/data/issue-1100.csv": {"delimiter": ";"},
    "frictionless/data/issue-1105-timezone.csv": {"delimiter": ";"},
    "frictionless/data/issue-1109.csv": {"spaced": True},
    "frictionless/data/issue-1138.csv": {"delimiter": ";"},
    "frictionless/data/issue-1232.csv": {"delimiter": ";"},
    "frictionless/data/issue-1478/table.csv": {"delimiter": "|"},
    "frictionless/data/latin1.csv": {"encoding": "latin-1"},
    "frictionless/data/matrix-with-comment.csv": {"comment": "#"},
    "frictionless/data/package-dialect-no-header.csv": {"spaced": True},
    "frictionless/data/skip-rows-before-headers.csv": {"comment": "#"},
    "frictionless/data/skip-rows.csv": {"comment": "#"},
    "frictionless/data/table-delimiter.csv": {"delimiter": ";"},
    "frictionless/data/table-infer-iso-8859-7.csv": {"encoding": "iso-8859-7"},
    "frictionless/data/table.tsv": {"delimiter": "\t"},
    "frictionless/data/vix.csv": {"delimiter": ";"},
}
"""How files are written whose authors say, beside them, that they are no plain RFC 4180 in UTF-8."""
_MADE_FROM = {
    (("id", "name"), ("1", "english"), ("2", "中国人")): (
        "table.xlsx", "table.xls", "table.ods", "sheet2.xlsx", "sheet2.xls", "table-with-two-sheets.ods",
    ),
    (("id", "name"), ("1", "english"), ("2", "german")): ("table-output.xlsx", "table-output.ods"),
    (("id", "boolean"), ("1", "true"), ("2", "false")): ("table-with-booleans.xls", "table-with-booleans.ods"),
    (
        ("Int", "Float", "Date"), ("2013", "3.3", "2009-08-16"), ("1997", "5.6", "2009-09-20"),
        ("1969", "11.7", "2012-08-23"),
    ): ("table-with-ints-floats-dates.xls",),
    (
        ("Int", "Float", "Date", "Datetime"), ("2013", "3.3", "2009-08-16", "2009-08-16T05:43:21"),
        ("1997", "5.6", "2009-09-20", "2009-09-20T15:30"), ("1969", "11.7", "2012-08-23", "2012-08-23T20:40:59"),
    ): ("table-with-ints-floats-dates.ods",),
    (("A", "B", "C", "D", "E"), ("001", "b", "1", "a", "1"), ("002", "c", "1", "1", "1")): (
        "cast-int-to-string-issue-1251.xls", "cast-int-to-string-issue-1251.xlsx",
    ),
    (("data",),): ("merged-cells.xls", "merged-cells.xlsx"),
    (("id", "name"), ("1", "london")): ("sheets.xlsx",),
    (("A", "B"), ("8", "9"), ("", "TOTAL")): ("skip-rows.xlsx",),
    (("number", "string", "boolean"), ("1", "two", "true"), ("3", "four", "false")): ("table-infer-boolean.xlsx",),
}  # fmt: skip
SPREADSHEETS = {name: list(table) for table, names in _MADE_FROM.items() for name in names}
"""What the tests of frictionless say its spreadsheets hold."""


class Malformed(Exception):  # noqa: N818
    """The text breaks RFC 4180."""


def records_of(text, delimiter):
    """The records of RFC 4180, by characters; a quote within plain text is taken for itself."""
    records, record, field, at = [], [], "", 0
    while at < len(text):
        if text[at] == '"' and not field:
            end = at + 1
            while True:
                end = text.find('"', end)
                if end < 0:
                    raise Malformed
                if text[end : end + 2] != '""':
                    break
                end += 2
            field, at = text[at + 1 : end].replace('""', '"'), end + 1
            if at < len(text) and text[at] not in (delimiter, "\r", "\n"):
                raise Malformed
        else:
            end = at
            while end < len(text) and text[end] not in (delimiter, "\r", "\n"):
                end += 1
            field, at = text[at:end], end
        record.append(field)
        field = ""
        if at < len(text) and text[at] == delimiter:
            at += 1
            if at == len(text):
                record.append("")
            continue
        at += 2 if text[at : at + 2] == "\r\n" else 1
        records.append(record)
        record = []
    return [*records, record] if record else records


def as_read(records):
    """Records as any reader of lists takes them: blank ones are none, and the first is the header, trimmed."""
    filled = [tuple(r) for r in records if any(c.strip() for c in r)]
    return [tuple(c.strip() for c in filled[0]), *filled[1:]] if filled else []


def twin(path):
    """What a file should read as: its header and rows."""
    if path.name in SPREADSHEETS:
        return SPREADSHEETS[path.name]
    answer = path.parent.parent / "json" / f"{path.stem}.json"
    if answer.exists():
        rows = json.loads(answer.read_text(encoding="utf-8"))
        rows = rows if isinstance(rows, list) else [rows]
        if rows and isinstance(rows[0], list):
            return as_read(rows)
        first = path.read_text(encoding="utf-8").splitlines()[0].split(",")
        return as_read([list(rows[0]) if rows else first, *(r.values() for r in rows)])
    said = DIALECTS.get(relative(path), {})
    text = path.read_bytes().decode(said.get("encoding", "utf-8-sig"))
    if "comment" in said:
        text = "".join(line for line in text.splitlines(keepends=True) if not line.startswith(said["comment"]))
    if "escape" in said or "spaced" in said:
        lines = text.splitlines(keepends=True)
        return as_read(csv.reader(lines, escapechar=said.get("escape"), skipinitialspace=said.get("spaced", False)))
    return as_read(records_of(text, said.get("delimiter", ",")))


def relative(path):
    """The name of a file within the public tables."""
    return path.relative_to(PUBLIC).as_posix()


def outcome(path):
    """What became of a file: as expected, different, or refused with its code and lines."""
    try:
        form = table_form(path)
        rows = list(table_rows(path, form))
    except UserError as error:
        return f"refused: {error.code}"
    if faults := [row for row in rows if row.fault]:
        return "refused: " + ", ".join(f"line {row.line} {row.fault}" for row in faults)
    if path.name.startswith("bad-"):
        return "differs"
    return "as expected" if [form.header, *(row.cells for row in rows)] == twin(path) else "differs"


@cache
def outcomes(kind):
    """What became of each file of text, or each spreadsheet, that has a twin or must be refused."""
    found = {}
    for collection in COLLECTIONS:
        for path in sorted((PUBLIC / collection).rglob("*.*")):
            if path.suffix in (".csv", ".tsv") if kind == "text" else path.name in SPREADSHEETS:
                found[relative(path)] = outcome(path)
    return found


PAGE = (ROOT / "docs" / "files.md").read_text(encoding="utf-8")


def explained():
    """Each file that the page explains, and what it says became of it."""
    return dict(re.findall(r"^- `([^`]+)` \*([^*]+)\*: .{20,}", PAGE, re.MULTILINE))


def surprises(found):
    """What is not as expected."""
    return {name: became for name, became in found.items() if became != "as expected"}


def test_each_file_of_text_that_differs_or_is_refused_is_explained_on_the_page_and_no_other():
    said = {name: became for name, became in explained().items() if name.endswith(".csv")}
    assert said == surprises(outcomes("text"))


@pytest.mark.long
def test_each_spreadsheet_that_differs_is_explained_and_the_figures_of_the_page_are_what_is_seen():
    found = outcomes("text") | outcomes("spreadsheet")
    assert explained() == surprises(found)
    for collection in COLLECTIONS:
        seen = Counter(became.partition(":")[0] for name, became in found.items() if name.startswith(f"{collection}/"))
        figures = [seen.total(), seen["as expected"], seen["differs"], seen["refused"]]
        row = re.search(rf"^\| {collection} \|(.*)\|$", PAGE, re.MULTILINE)
        assert row, collection
        assert [int(n) for n in row[1].split("|")] == figures, collection
