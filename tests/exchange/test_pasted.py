"""Lists through the clipboard read as files do."""

import pytest

from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.pasted import pasted_table
from sdrdesk.core.exchange.table_file import table_form, table_rows


def rows_of(text):
    path = pasted_table(text)
    form = table_form(path)
    return form, [row.cells for row in table_rows(path, form)]


def test_rows_copied_from_a_spreadsheet_are_a_table():
    form, rows = rows_of('Nom\tTéléphone\tNotes\r\nLévy\t0612345678\t"one\ntwo"\r\nKern, A; B\t\tx\r\n')
    assert (form.delimiter, form.header) == ("\t", ("Nom", "Téléphone", "Notes"))
    assert rows == [("Lévy", "0612345678", "one\ntwo"), ("Kern, A; B", "", "x")]


def test_lines_of_csv_and_a_single_column_are_tables():
    assert rows_of("Nom;E-mail\nLévy;l@x.example")[1] == [("Lévy", "l@x.example")]
    assert rows_of("E-mail\nl@x.example\n")[1] == [("l@x.example",)]


def test_a_pasted_card_is_read_as_one():
    assert rows_of("BEGIN:VCARD\nFN:Zoé\nEND:VCARD\n")[0].kind == "vcard"


def test_half_a_character_becomes_a_mark_and_no_error():
    assert rows_of("Nom\nZo\ud800e 👋\n")[1] == [("Zo\ufffde 👋",)]


def test_nothing_but_blanks_is_refused_in_words():
    with pytest.raises(UserError, match="nothing_pasted"):
        pasted_table(" \r\n\t")


def test_two_lists_pasted_one_after_the_other_are_two_files():
    first, second = pasted_table("Nom\nA\n"), pasted_table("Nom\nB\n")
    assert first != second
    assert [row.cells for row in table_rows(first, table_form(first))] == [("A",)]


def test_pasted_rows_without_a_header_lose_none():
    form, rows = rows_of("Dupont\tJean\t06 12 34 56 78\r\nDurand\tPaul\t06 12 34 56 79\tParis\r\n")
    assert (form.header, form.headless) == (("A", "B", "C", "D"), True)
    assert [row[0] for row in rows] == ["Dupont", "Durand"]
