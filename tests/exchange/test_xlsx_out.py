"""Workbooks for people: text stays text, dates are dates, nothing computes (formats, section 6; docs/exports.md)."""

import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.out_table import CellKind, OutColumn
from sdrdesk.core.exchange.xlsx_out import LONGEST_CELL, SheetNames, WrittenBook, write_xlsx

NAMES = SheetNames("Leads", "Long texts", ("row", "column", "part", "text"))
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

AWKWARD = (
    "0612345678", "+33612345678", "00123", "01000", "3/4", "1-2", "123456789012345678", "1e5", "1,5", "12.50", "-0",
    "TRUE", "#N/A", "=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "'", "''x", "'=x", " lead", "trail ", "a\tb",
    "\n\nx\ny", "a\r\nb", "\rx", "_x000D_", "_x0041_", "<r><t>x</t></r>", "<b>&amp;</b>", '"q";,|', "http://a.example",
    "mailto:a@b.example",
    "😀", "é", "e\u0301", "\u2028x", "\x85x", "\xa0x\xa0", "\u3000x", "\ufeffx", "x" * LONGEST_CELL,
)  # fmt: skip


def write(path: Path, kinds: Sequence[CellKind], rows: Sequence[Sequence[Any]], **also: Any) -> WrittenBook:
    columns = [OutColumn(f"c{n}", f"c{n}", kind) for n, kind in enumerate(kinds)]
    return write_xlsx(path, columns, [list(zip(*rows, strict=True))] if rows else [], NAMES, **also)


def cells(path: Path, sheet: int = 0) -> list[list[Any]]:
    """The cells below the header, as another reader sees them."""
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(sheet).to_python()[1:]


def part(path: Path, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(path) as archive:
        return ElementTree.fromstring(archive.read(name))


def test_awkward_texts_are_read_as_they_were(tmp_path):
    write(tmp_path / "out.xlsx", [CellKind.TEXT, CellKind.CODE], [(text, "end") for text in AWKWARD])
    assert [row[0] for row in cells(tmp_path / "out.xlsx")] == list(AWKWARD)


def test_no_cell_computes_or_links_whatever_it_says(tmp_path):
    path = tmp_path / "out.xlsx"
    write(path, [CellKind.TEXT], [(text,) for text in AWKWARD])
    sheet = part(path, "xl/worksheets/sheet1.xml")
    assert {cell.get("t") for cell in sheet.iter(f"{MAIN}c")} == {"inlineStr"}
    assert not list(sheet.iter(f"{MAIN}f"))
    assert not list(sheet.iter(f"{MAIN}hyperlink"))
    with zipfile.ZipFile(path) as archive:
        assert not [
            n for n in archive.namelist() if "external" in n.lower() or "connections" in n or n.endswith(".vml")
        ]
        assert "xl/worksheets/_rels/sheet1.xml.rels" not in archive.namelist()


def test_what_begins_like_a_formula_stays_text_when_the_cell_is_edited(tmp_path):
    path = tmp_path / "out.xlsx"
    write(path, [CellKind.TEXT], [("=1+1",), ("plain",)])
    styles = [x.get("quotePrefix") for x in part(path, "xl/styles.xml").find(f"{MAIN}cellXfs")]
    _header, formula, plain = (int(c.get("s")) for c in part(path, "xl/worksheets/sheet1.xml").iter(f"{MAIN}c"))
    assert (styles[formula], styles[plain]) == ("1", None)


def test_days_and_times_are_dates_and_everything_else_of_such_a_column_is_text(tmp_path):
    given = [
        "2026-11-02", "2026-11-02T14:30:00+01:00", "2026-11-02T00:00:00+01:00", "1900-03-01", "9999-12-31",
        "1900-02-28", "1899-12-31", "2026-02-30", "02/11/2026", "one day", "", None,
    ]  # fmt: skip
    write(tmp_path / "out.xlsx", [CellKind.TIME, CellKind.CODE], [(text, "end") for text in given])
    assert [row[0] for row in cells(tmp_path / "out.xlsx")] == [
        date(2026, 11, 2), datetime(2026, 11, 2, 14, 30), date(2026, 11, 2), date(1900, 3, 1), date(9999, 12, 31),
        "1900-02-28", "1899-12-31", "2026-02-30", "02/11/2026", "one day", "", "",
    ]  # fmt: skip


def test_a_figure_is_a_number_only_where_it_reads_back_as_the_same_text(tmp_path):
    given = [
        "12",
        "0",
        "-3",
        "12.5",
        "0.25",
        "012",
        "12.50",
        "12,5",
        "1e3",
        "-0",
        "50–99",
        "+5",
        "1234567890123456",
        "",
    ]
    write(tmp_path / "out.xlsx", [CellKind.FIGURE, CellKind.CODE], [(text, "end") for text in given])
    assert [row[0] for row in cells(tmp_path / "out.xlsx")] == [
        12, 0, -3, 12.5, 0.25, "012", "12.50", "12,5", "1e3", "-0", "50–99", "+5", "1234567890123456", "",
    ]  # fmt: skip


def test_numbers_are_numbers_and_none_is_an_empty_cell(tmp_path):
    rows = [(62.4, "a"), (100.0, "b"), (None, "c"), (1234567, "d")]
    write(tmp_path / "out.xlsx", [CellKind.NUMBER, CellKind.TEXT], rows)
    assert [row[0] for row in cells(tmp_path / "out.xlsx")] == [62.4, 100, "", 1234567]


def test_the_header_stays_in_sight_and_every_column_has_a_width(tmp_path):
    path = tmp_path / "out.xlsx"
    write(path, [CellKind.TEXT, CellKind.PROSE], [("a", "b")])
    sheet = part(path, "xl/worksheets/sheet1.xml")
    pane = next(sheet.iter(f"{MAIN}pane"))
    assert (pane.get("state"), pane.get("ySplit"), pane.get("topLeftCell")) == ("frozen", "1", "A2")
    assert [float(c.get("width")) > 10 for c in sheet.iter(f"{MAIN}col")] == [True, True]


def test_more_rows_than_a_sheet_holds_go_on_on_further_sheets_each_with_the_header(tmp_path):
    path = tmp_path / "out.xlsx"
    done = write(path, [CellKind.TEXT], [(str(n),) for n in range(25)], rows_a_sheet=10)
    assert done == WrittenBook(25, 3)
    book = CalamineWorkbook.from_path(str(path))
    assert book.sheet_names == ["Leads", "Leads 2", "Leads 3"]
    read = [book.get_sheet_by_index(n).to_python() for n in range(3)]
    assert [len(rows) for rows in read] == [11, 11, 6]
    assert [rows[0] for rows in read] == [["c0"]] * 3
    assert [row[0] for rows in read for row in rows[1:]] == [str(n) for n in range(25)]


def test_a_table_without_rows_has_its_header(tmp_path):
    assert write(tmp_path / "out.xlsx", [CellKind.TEXT], []) == WrittenBook(0, 1)
    assert CalamineWorkbook.from_path(str(tmp_path / "out.xlsx")).get_sheet_by_index(0).to_python() == [["c0"]]


def test_a_text_too_long_for_a_cell_keeps_its_first_paragraphs_and_stands_whole_on_a_last_sheet(tmp_path):
    path = tmp_path / "out.xlsx"
    long = "\n\n".join(["first", "second", "😀" * 20_000, "last"])
    done = write(path, [CellKind.PROSE], [("short",), (long,), ("x" * 40_000,)] + [("y",)] * 10, rows_a_sheet=5)
    assert (done.rows, done.sheets, done.long_texts) == (13, 3, 2)
    book = CalamineWorkbook.from_path(str(path))
    assert book.sheet_names == ["Leads", "Leads 2", "Leads 3", "Long texts"]
    assert [row[0] for row in cells(path)] == ["short", "first\n\nsecond", "", "y", "y"]
    whole: dict[str, str] = {}
    for where, column, piece, text in cells(path, 3):
        assert column == "c0"
        assert piece == 1 or where in whole
        assert len(text.encode("utf-16-le")) // 2 <= LONGEST_CELL
        whole[where] = whole.get(where, "") + text
    assert whole == {"Leads, 3": long, "Leads, 4": "x" * 40_000}


def test_what_xml_has_no_place_for_is_left_out_and_half_a_character_is_marked(tmp_path):
    write(tmp_path / "out.xlsx", [CellKind.TEXT], [("a\x00b\x07",), ("\ufffez",), ("x\ud800y",), ("end",)])
    assert [row[0] for row in cells(tmp_path / "out.xlsx")] == ["ab", "z", "x\ufffdy", "end"]


@pytest.mark.parametrize("asked", [1, 3, 40, 60])
def test_told_to_stop_at_any_time_it_leaves_nothing_and_the_old_file(tmp_path, asked):
    (tmp_path / "out.xlsx").write_text("old")
    left = asked

    def go_on() -> None:
        nonlocal left
        left -= 1
        if left <= 0:
            raise UserError("cancelled")

    with pytest.raises(UserError) as caught:
        write(tmp_path / "out.xlsx", [CellKind.TEXT], [(str(n),) for n in range(30_000)], go_on=go_on)
    assert caught.value.code == "cancelled"
    assert [p.name for p in tmp_path.iterdir()] == ["out.xlsx"]
    assert (tmp_path / "out.xlsx").read_text() == "old"


def test_a_folder_that_is_not_there_is_told_in_words(tmp_path):
    with pytest.raises(UserError) as caught:
        write(tmp_path / "none" / "out.xlsx", [CellKind.TEXT], [("a",)])
    assert caught.value.code == "file_trouble"


def test_a_header_names_itself_safely_too(tmp_path):
    path = tmp_path / "out.xlsx"
    write_xlsx(path, [OutColumn("a", "=1+1 <r>", CellKind.TEXT)], [[["x"]]], NAMES)
    assert CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python() == [["=1+1 <r>"], ["x"]]
    with zipfile.ZipFile(path) as archive:
        assert not re.search(rb"<f[ >]", archive.read("xl/worksheets/sheet1.xml"))
