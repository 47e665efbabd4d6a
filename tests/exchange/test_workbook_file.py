"""Spreadsheets as people have them: which sheet, which row is the header, and every cell as the text it stands for."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from datetime import date, datetime, time, timedelta

import pytest
import xlsxwriter

from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.table_file import Reading, count_rows, head_rows, table_form, table_rows
from sdrdesk.core.exchange.workbook_file import READ_WORKBOOK
from sdrdesk.core.exchange.workbook_process import ABANDONED, TOO_LARGE, TOO_SLOW, text_of
from tests.exchange.hostile import NAMES, row, text_cell, workbook
from tests.support import ROOT

AWKWARD = (
    "=1+1", '=HYPERLINK("http://x.example","y")', "+33612345678", "-1", "@SUM(A1)", "0123", "0033612345678",
    "123456789012345678", "1.50", "1e5", "3.36E+10", "TRUE", "#N/A", "2026-11-02", "11/2/26", "12:30", "  before",
    "after  ", "\ttab", "one\ntwo", "one\r\ntwo", "_x000D_", "_x0041_", "a_x005F_b", "a\x01b", "&amp;<b>&#10;",
    "'quoted", '"double"', "👩🏽\u200d💻 é", "مرحبا", "日本語", "a\u0301", "\u00a0\u202f\u200b", "\ufeffmark",
    "x" * 32_767,
)  # fmt: skip


def test_a_typed_text_cell_is_read_as_exactly_what_it_holds(tmp_path):
    path = tmp_path / "awkward.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Nom", "Notes"])
        for n, text in enumerate(AWKWARD, 1):
            sheet.write_string(n, 0, "x")
            sheet.write_string(n, 1, text)
    rows = list(table_rows(path, table_form(path)))
    assert [row.cells[1] for row in rows] == list(AWKWARD)
    assert [row.line for row in rows] == list(range(2, len(AWKWARD) + 2))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (3.0, "3"), (-7, "-7"), (33612345678.0, "33612345678"), (732829320.0, "732829320"),
        (68.66499999999999, "68.665"),
        (0.1 + 0.2, "0.3"), (1.5, "1.5"), (0.0, "0"), (123456789012345678.0, "123456789012346000"), (1e300, "1e+300"),
        (1e-9, "1e-09"), (True, "yes"), (False, ""), ("", ""), (date(2026, 11, 2), "2026-11-02"),
        (datetime(2026, 11, 2), "2026-11-02"), (datetime(2026, 11, 2, 14, 30), "2026-11-02T14:30"),
        (datetime(2026, 11, 2, 14, 29, 59, 999_700), "2026-11-02T14:30"),
        (datetime(2026, 11, 2, 14, 30, 5), "2026-11-02T14:30:05"), (time(9, 5), "09:05"), (time(9, 5, 7), "09:05:07"),
        (timedelta(hours=26, minutes=3), "26:03"), (timedelta(seconds=61), "00:01:01"),
    ],
)  # fmt: skip
def test_a_cell_of_any_kind_is_text_as_its_reader_would_write_it(cell, text):
    assert text_of(cell) == text


def test_numbers_dates_and_ticks_of_a_sheet_come_as_text(tmp_path):
    path = tmp_path / "types.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, ["Nom", "Téléphone", "Date", "Opposé"])
        sheet.write_row(1, 0, ["Lévy", 33612345678])
        sheet.write_datetime(1, 2, datetime(2026, 11, 2), day)
        sheet.write_boolean(1, 3, True)
        sheet.write_row(2, 0, ["Kern", 612345678.0])
        sheet.write_boolean(2, 3, False)
    assert [r.cells for r in table_rows(path, table_form(path))] == [
        ("Lévy", "33612345678", "2026-11-02", "yes"),
        ("Kern", "612345678", "", ""),
    ]


def lists(path, **sheets):
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for n, cells in enumerate(rows):
                sheet.write_row(n, 0, cells)
    return path


PEOPLE = [["Nom", "E-mail"], ["Lévy", "l@x.example"], ["Kern", "k@x.example"]]


def test_the_sheet_that_is_most_of_a_list_is_read_and_another_can_be_asked_for(tmp_path):
    figures = [["2024", "2025"], *([n, n + 1] for n in range(50))]
    path = lists(tmp_path / "a.xlsx", Notice=[["Read me"]], Figures=figures, People=PEOPLE, Few=PEOPLE[:2])
    form = table_form(path)
    assert (form.kind, form.sheet, form.header) == ("spreadsheet", "People", ("Nom", "E-mail"))
    assert form.sheets == ("Notice", "Figures", "People", "Few")
    assert count_rows(path, form) == 3
    other = table_form(path, Reading(sheet="Few"))
    assert [r.cells[0] for r in table_rows(path, other)] == ["Lévy"]
    with pytest.raises(UserError, match="unknown_sheet") as caught:
        table_form(path, Reading(sheet="None"))
    assert "People" in caught.value.values["known"]


def test_of_sheets_that_name_no_column_of_ours_the_longest_is_read(tmp_path):
    path = lists(tmp_path / "a.xlsx", Short=[["u", "v"], ["1", "2"]], Long=[["w", "x"], ["1", "2"], ["3", "4"]])
    assert table_form(path).sheet == "Long"


def test_a_hidden_sheet_is_not_offered(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        shown, hidden = book.add_worksheet("Shown"), book.add_worksheet("Hidden")
        shown.write_row(0, 0, ["Nom", "Ville"])
        for n in range(9):
            hidden.write_row(n, 0, ["Nom", "E-mail", "Ville"])
        hidden.hide()
    assert table_form(path).sheets == ("Shown",)


def test_merged_cells_give_their_value_once_and_a_merged_title_is_no_header(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 3, "Prospects du salon")
        sheet.write_row(2, 0, ["Nom", "E-mail", "Ville", "Notes"])
        sheet.write_row(3, 0, ["Lévy", "l@x.example"])
        sheet.merge_range(3, 2, 4, 2, "Lyon")
        sheet.write_row(4, 0, ["Kern", "k@x.example"])
    form = table_form(path)
    assert (form.header_line, form.header) == (3, ("Nom", "E-mail", "Ville", "Notes"))
    assert [(r.line, r.cells) for r in table_rows(path, form)] == [
        (4, ("Lévy", "l@x.example", "Lyon")),
        (5, ("Kern", "k@x.example")),
    ]
    assert [r.cells[0] for r in head_rows(path, n=2)] == ["Prospects du salon", "Nom"]
    assert table_form(path, Reading(header_line=4)).header == ("Lévy", "l@x.example", "Lyon")


def test_a_file_that_has_changed_is_read_anew(tmp_path):
    path = lists(tmp_path / "a.xlsx", People=PEOPLE)
    assert count_rows(path, table_form(path)) == 3
    lists(path, People=[*PEOPLE, ["Roy", "r@x.example"]])
    assert count_rows(path, table_form(path)) == 4


def test_rows_being_read_last_while_other_sheets_are(tmp_path):
    first = lists(tmp_path / "first.xlsx", People=PEOPLE)
    form = table_form(first)
    rows = table_rows(first, form)
    for n in range(3):
        table_form(lists(tmp_path / f"{n}.xlsx", People=PEOPLE))
    assert len(list(rows)) == 2
    assert len(list(table_rows(first, form))) == 2


def test_a_name_that_lies_does_not_matter(tmp_path):
    path = lists(tmp_path / "a.xlsx", People=PEOPLE)
    for name in ("list.csv", "list.xls", "list.ods", "list"):
        assert table_form(shutil.copy(path, tmp_path / name)).header == ("Nom", "E-mail")


@pytest.mark.parametrize(
    ("content", "code", "kind"),
    [
        (b"PK\x03\x04cut short", "spreadsheet_damaged", None),
        (b"\xd0\xcf\x11\xe0cut short", "spreadsheet_damaged", None),
        (b"<html><table><tr><td>Nom</td></tr></table></html>", "not_text", "web_page"),
        (b'<?xml version="1.0"?><Workbook/>', "not_text", "web_page"),
    ],
)
def test_what_only_calls_itself_a_spreadsheet_is_refused_in_words(tmp_path, content, code, kind):
    path = tmp_path / "a.xls"
    path.write_bytes(content)
    with pytest.raises(UserError, match=code) as caught:
        table_form(path)
    assert caught.value.values.get("kind") == kind


def test_an_archive_that_is_no_workbook_is_refused_as_one(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("list.csv", "Nom\nA\n")
    with pytest.raises(UserError, match="not_text") as caught:
        table_form(path)
    assert caught.value.values["kind"] == "archive"


def test_a_workbook_without_a_cell_is_empty(tmp_path):
    with pytest.raises(UserError, match="empty_file"):
        table_form(lists(tmp_path / "a.xlsx", Nothing=[]))


def test_a_cell_without_end_refuses_its_row_alone(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx", NAMES + row(2, text_cell("A2", "x" * 1_000_001)) + row(3, text_cell("A3", "Zoé"))
    )
    found = [(r.line, r.fault) for r in table_rows(path, table_form(path))]
    assert found == [(2, "cell_too_long"), (3, "")]


def test_an_escape_that_is_no_character_leaves_no_half_of_one(tmp_path):
    path = workbook(tmp_path / "a.xlsx", NAMES + row(2, text_cell("A2", "Zo_xD800_e")))
    cell = next(table_rows(path, table_form(path))).cells[0]
    cell.encode("utf-8")
    assert cell.startswith("Zo")
    assert cell.endswith("e")


def read_by(module, *given):
    """How the process that reads a workbook ends, asked by somebody who waits for it."""
    command = [sys.executable, "-m", *module, *map(str, given)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE) as process:
        return process.wait(60)


PROCESS = ("sdrdesk.core.exchange.workbook_process",)


def test_a_program_without_an_interpreter_reads_a_workbook_by_starting_itself(tmp_path):
    path, rows = lists(tmp_path / "a.xlsx", People=PEOPLE), tmp_path / "rows"
    assert read_by(("sdrdesk", READ_WORKBOOK), path, "", rows, "200", "4") == 0
    *read, found = rows.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in read] == [[n, cells, ""] for n, cells in enumerate(PEOPLE, 1)]
    assert json.loads(found) == {"sheet": "People", "sheets": ["People"], "rows": 3}


@pytest.mark.parametrize(("allowed", "status"), [(("5", "9"), TOO_LARGE), (("200", "0.001"), TOO_SLOW)])
def test_the_process_gives_up_on_more_than_it_was_allowed(tmp_path, allowed, status):
    path = lists(tmp_path / "a.xlsx", People=PEOPLE * 2_000)
    assert read_by(PROCESS, path, "", tmp_path / "rows", *allowed) == status


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file that is never ready")
def test_the_process_ends_when_nobody_waits_for_it_any_more(tmp_path):
    never_ready = tmp_path / "a.xlsx"
    os.mkfifo(never_ready)
    command = [sys.executable, "-m", *PROCESS, str(never_ready), "", str(tmp_path / "rows"), "200", "60"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE) as process:
        process.stdin.close()
        assert process.wait(60) == ABANDONED


def test_a_sheet_without_a_header_loses_no_row(tmp_path):
    path = lists(tmp_path / "a.xlsx", People=[["Lévy", "l@x.example"], ["Kern", "k@x.example"]])
    form = table_form(path)
    assert (form.header, form.headless) == (("A", "B"), True)
    assert [row.line for row in table_rows(path, form)] == [1, 2]
    assert table_form(path, Reading(header_line=1)).header == ("Lévy", "l@x.example")
