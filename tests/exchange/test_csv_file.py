"""CSV as people have it: encodings, delimiters, quotes nobody closed, and every line accounted for."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.csv_file import LONGEST_LINE, count_lines, csv_form, csv_head, csv_rows
from sdrdesk.core.exchange.table import LONGEST_CELL, MOST_COLUMNS, NO_HEADER, Reading
from sdrdesk.core.exchange.table_file import table_form, table_rows
from tests.support import shared


def read(tmp_path, content, encoding="utf-8"):
    path = tmp_path / "file.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    form = csv_form(path)
    return form, list(csv_rows(path, form))


def cells(rows):
    return [row.cells for row in rows if not row.fault]


def refused(rows):
    return [(row.line, row.fault) for row in rows if row.fault]


@pytest.mark.parametrize(
    ("encoding", "found"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("cp1252", "cp1252"), ("utf-16", "utf-16")],
)
def test_the_encoding_is_found(tmp_path, encoding, found):
    form, rows = read(tmp_path, "Prénom,Société\nZoé,L’Étoile & Cie\n", encoding)
    assert form.encoding == found
    assert form.header == ("Prénom", "Société")
    assert cells(rows) == [("Zoé", "L’Étoile & Cie")]


def test_big_endian_utf16_is_read(tmp_path):
    form, rows = read(tmp_path, b"\xfe\xff" + "nom\nZoé\n".encode("utf-16-be"))
    assert form.header == ("nom",)
    assert cells(rows) == [("Zoé",)]


def test_an_accent_far_down_in_an_old_file_is_still_seen(tmp_path):
    form, rows = read(tmp_path, b"nom\n" + b"Martin\n" * 40_000 + "Zoé\n".encode("cp1252"))
    assert form.encoding == "cp1252"
    assert rows[-1].cells == ("Zoé",)


def test_a_byte_that_no_encoding_has_becomes_a_mark_and_no_error(tmp_path):
    _form, rows = read(tmp_path, b"nom\nZo\xe9 \x81\n")
    assert cells(rows) == [("Zoé �",)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_in_the_header(tmp_path, delimiter):
    form, rows = read(tmp_path, delimiter.join(["a", "b,;", "c"]).replace("b,;", "b") + "\n" + delimiter.join("123"))
    assert form.delimiter == delimiter
    assert cells(rows) == [("1", "2", "3")]


def test_a_delimiter_within_quotes_is_not_counted(tmp_path):
    form, _rows = read(tmp_path, '"a, b, c, d";e\n1;2\n')
    assert form.delimiter == ";"
    assert form.header == ("a, b, c, d", "e")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_is_read(tmp_path, end):
    form, rows = read(tmp_path, end.join(["a,b", "1,2", "", "3,4", ""]))
    assert form.header == ("a", "b")
    assert [(r.line, r.cells) for r in rows] == [(2, ("1", "2")), (4, ("3", "4"))]


def test_blank_lines_are_no_rows_and_are_counted_as_lines(tmp_path):
    form, rows = read(tmp_path, "\n  \na,b\n\n ,\n1,2\n")
    assert form.header_line == 3
    assert [(r.line, r.cells) for r in rows] == [(6, ("1", "2"))]


def test_a_stray_quote_in_plain_text_is_only_a_quote(tmp_path):
    _form, rows = read(tmp_path, 'a,b\n42" pro,x\nnext,y\n')
    assert cells(rows) == [('42" pro', "x"), ("next", "y")]


def test_a_stray_quote_in_quoted_text_is_refused_with_its_line_and_the_next_rows_are_kept(tmp_path):
    _form, rows = read(tmp_path, 'a,b\n"42" pro",x\nnext,y\n')
    assert refused(rows) == [(2, "stray_quote")]
    assert cells(rows) == [("next", "y")]


def test_a_quote_nobody_closed_is_refused_with_its_line_and_the_next_rows_are_kept(tmp_path):
    body = "".join(f"name{n},x\n" for n in range(50))
    _form, rows = read(tmp_path, f'a,b\nfirst,x\n"open,x\n{body}')
    assert refused(rows) == [(3, "unclosed_quote")]
    assert cells(rows) == [("first", "x"), *((f"name{n}", "x") for n in range(50))]
    assert rows[-1].line == 53


def test_an_unclosed_quote_in_a_long_file_costs_no_row_and_no_time(tmp_path):
    body = "".join(f"name{n},x\n" for n in range(20_000))
    _form, rows = read(tmp_path, f'a,b\n"open,x\n{body}')
    assert refused(rows) == [(2, "unclosed_quote")]
    assert len(cells(rows)) == 20_000


def test_lines_that_an_unclosed_quote_meant_to_hold_are_refused_and_not_taken_for_rows(tmp_path):
    _form, rows = read(tmp_path, 'a,b,c\n1,2,"a note\nthat goes on\nfor lines\n4,5,6\n')
    assert refused(rows) == [(2, "unclosed_quote"), (3, "after_unclosed_quote"), (4, "after_unclosed_quote")]
    assert cells(rows) == [("4", "5", "6")]


def test_lines_are_counted_through_quoted_line_ends(tmp_path):
    _form, rows = read(tmp_path, 'a,b\n"one\ntwo\nthree",x\nnext,y\n"bad" one,z\nlast,z\n')
    assert [(r.line, r.fault) for r in rows] == [(2, ""), (5, ""), (6, "stray_quote"), (7, "")]


def test_more_or_fewer_cells_than_columns_are_still_a_row(tmp_path):
    _form, rows = read(tmp_path, "a,b\n1\n1,2,3\n")
    assert cells(rows) == [("1",), ("1", "2", "3")]


def test_a_cell_without_end_is_refused_with_its_line(tmp_path):
    _form, rows = read(tmp_path, "a,b\n" + "x" * (LONGEST_CELL + 1) + ",y\nnext,z\n")
    assert refused(rows) == [(2, "cell_too_long")]
    assert cells(rows) == [("next", "z")]


def test_a_file_broken_all_over_is_refused_whole_with_its_first_line(tmp_path):
    with pytest.raises(UserError) as caught:
        read(tmp_path, "a,b\nfine,1\n" + '"x" y,1\n' * 1_001)
    assert caught.value.code == "too_broken"
    assert caught.value.values["line"] == 3


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\n\n  \r\n", "empty_file"),
        (b"\xef\xbb\xbf", "empty_file"),
        (b"%PDF-1.7", "not_text"),
        (b"\x89PNG\r\n\x1a\n", "not_text"),
        (b"\x1f\x8b\x08", "not_text"),
        (b"name\x00,mail\x00\n", "not_text"),
        (bytes(range(32)) * 20, "not_text"),
    ],
)
def test_what_is_no_table_is_refused_in_words(tmp_path, content, code):
    with pytest.raises(UserError) as caught:
        read(tmp_path, content)
    assert caught.value.code == code


def test_a_file_that_is_not_there_or_is_a_folder_is_refused_in_words(tmp_path):
    for path, code in ((tmp_path / "none.csv", "file_missing"), (tmp_path, "file_trouble")):
        with pytest.raises(UserError) as caught:
            csv_form(path)
        assert caught.value.code == code


def test_a_header_alone_has_no_rows(tmp_path):
    form, rows = read(tmp_path, "a,b\n")
    assert (form.header, rows) == (("a", "b"), [])


def test_a_zero_byte_is_kept_for_the_import_to_clean(tmp_path):
    for names in (1, 20_000):
        _form, rows = read(tmp_path, b"nom\n" + b"Martin, Jean-Baptiste\n" * names + b"Zo\x00e\n")
        assert rows[-1].cells == ("Zo\x00e",)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_its_mark_is_found(tmp_path, encoding):
    form, rows = read(tmp_path, "Prénom,Société\r\nZoé,L'Étoile\r\n", encoding)
    assert (form.encoding, form.header) == (encoding, ("Prénom", "Société"))
    assert cells(rows) == [("Zoé", "L'Étoile")]


def test_an_encoding_said_by_a_person_holds_and_a_wrong_name_is_told(tmp_path):
    path = tmp_path / "mac.csv"
    path.write_bytes("nom\nZoé\n".encode("mac_roman"))
    form = csv_form(path, Reading(encoding="mac_roman"))
    assert cells(csv_rows(path, form)) == [("Zoé",)]
    with pytest.raises(UserError, match="unknown_encoding"):
        csv_form(path, Reading(encoding="klingon"))


PREAMBLES = [
    ("Liste des prospects\n\nNom;E-mail;Téléphone\nA;a@x.fr;0612345678\n", 3, ("Nom", "E-mail", "Téléphone")),
    ("Export, 12/11/2026, Zoé\nNom;E-mail;Ville\nA;a@x.fr;Lyon\n", 2, ("Nom", "E-mail", "Ville")),
    ("Report\nRun by,Zoé\nFirst name,Last name,Phone\nA,B,1\n", 3, ("First name", "Last name", "Phone")),
    ("Grand titre\nalpha,beta,gamma\nx,y,z\nu,v,w\n", 2, ("alpha", "beta", "gamma")),
    # Not plainly a header: the first line stays one.
    ("Total\n1,2,3\n4,5,6\n", 1, ("Total",)),
    ("alpha,beta\nEmail,Source\n", 1, ("alpha", "beta")),
    ("name\nAnna, Paris\nBob, Lyon\n", 1, ("name",)),
]


@pytest.mark.parametrize(("content", "line", "header"), PREAMBLES)
def test_the_header_is_found_below_a_title_and_only_where_it_is_plain(tmp_path, content, line, header):
    form, _rows = read(tmp_path, content)
    assert (form.header_line, form.header) == (line, header)


def test_a_person_says_which_line_is_the_header(tmp_path):
    path = tmp_path / "file.csv"
    path.write_text("Nom,Ville\nsecond,head;er\n1,2\n", encoding="utf-8")
    form = csv_form(path, Reading(header_line=2))
    assert (form.header_line, form.header) == (2, ("second", "head;er"))
    assert cells(csv_rows(path, form)) == [("1", "2")]
    assert csv_form(path, Reading(header_line=2, delimiter=";")).header == ("second,head", "er")


@pytest.mark.parametrize(
    ("reading", "code"),
    [
        (Reading(header_line=9), "no_such_line"), (Reading(header_line=10**12), "no_such_line"),
        (Reading(delimiter="ab"), "bad_delimiter"), (Reading(delimiter='"'), "bad_delimiter"),
    ],
)  # fmt: skip
def test_what_a_person_says_and_cannot_be_is_refused_in_words(tmp_path, reading, code):
    path = tmp_path / "file.csv"
    path.write_text("Nom,Ville\nA,Lyon\n", encoding="utf-8")
    with pytest.raises(UserError, match=code):
        csv_form(path, reading)


def test_a_header_far_down_is_found_where_it_is_said_to_be(tmp_path):
    path = tmp_path / "file.csv"
    path.write_text("words\n" * 5_000 + "Nom;Ville\nA;Lyon\n", encoding="utf-8")
    form = csv_form(path, Reading(header_line=5_001))
    assert (form.header_line, form.header, form.delimiter) == (5_001, ("Nom", "Ville"), ";")
    assert [(r.line, r.cells) for r in csv_rows(path, form)] == [(5_002, ("A", "Lyon"))]


def test_the_preview_shows_what_stands_above_the_header_too(tmp_path):
    path = tmp_path / "file.csv"
    path.write_text("Titre\n\nNom,E-mail\nA,a@x.fr\nB,b@x.fr\n", encoding="utf-8")
    seen = csv_head(path, csv_form(path), 3)
    assert [(r.line, r.cells) for r in seen] == [(1, ("Titre",)), (3, ("Nom", "E-mail")), (4, ("A", "a@x.fr"))]


def test_a_row_of_more_cells_than_any_table_has_is_refused_with_its_line(tmp_path):
    _form, rows = read(tmp_path, "a,b\n" + "," * MOST_COLUMNS + "\n1,2\n")
    assert refused(rows) == [(2, "too_many_cells")]
    assert cells(rows) == [("1", "2")]
    with pytest.raises(UserError, match="too_many_columns"):
        read(tmp_path, "a," * MOST_COLUMNS + "\n1,2\n")


def test_a_header_that_cannot_be_read_is_told_with_its_line(tmp_path):
    with pytest.raises(UserError, match="header_unreadable") as caught:
        read(tmp_path, '\n"a" b,c\n1,2\n')
    assert caught.value.values["line"] == 2


def test_a_line_without_end_costs_no_memory_and_the_next_rows_are_kept(tmp_path):
    _form, rows = read(tmp_path, "a,b\n" + "x" * (2 * LONGEST_LINE + 5) + "\nnext,z\n")
    assert refused(rows) == [(2, "cell_too_long")]
    assert rows[-1].cells == ("next", "z")
    assert rows[-1].line == 3


def test_lines_that_end_in_cr_alone_are_counted(tmp_path):
    path = tmp_path / "old.csv"
    path.write_bytes(b"a\r1\r2\r")
    assert count_lines(path) == 4


def test_every_row_of_a_real_export_is_read():
    path = shared("data", "zoho_leads.csv")
    form = csv_form(path)
    rows = list(csv_rows(path, form))
    with path.open(encoding="utf-8", newline="") as stream:
        expected = [tuple(row) for row in csv.reader(stream)][1:]
    assert [row.cells for row in rows] == expected
    assert not refused(rows)


PIECES = st.sampled_from(
    [
        '"',
        ",",
        ";",
        "\t",
        "|",
        "\n",
        "\r",
        "\r\n",
        "a",
        "é",
        "Nom",
        "E-mail",
        " ",
        "\0",
        "sep=;",
        "1",
        "\ufeff",
        "=",
        "#",
    ]
)


@given(
    st.lists(PIECES, max_size=60).map("".join),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]),
    st.builds(Reading, st.sampled_from(["", "cp437"]), st.sampled_from(["", ";"]), st.just(""), st.integers(0, 4)),
)
def test_any_text_is_rows_and_faults_in_order_or_refused_in_words(tmp_path, text, encoding, reading):
    path = tmp_path / "any.csv"
    path.write_bytes(text.encode(encoding, "replace"))
    try:
        form = csv_form(path, reading)
        lines = [row.line for row in csv_rows(path, form)]
    except UserError:
        return
    assert lines == sorted(set(lines))
    assert all(line > form.header_line for line in lines)
    assert form.header_line >= reading.header_line


@pytest.mark.parametrize("mark", ["", "sep=;\n"])
def test_a_list_that_begins_with_a_row_has_no_header(tmp_path, mark):
    path = tmp_path / "a.csv"
    path.write_text(f"{mark}Dupont;jean@lumen.example\nDurand;paul@beta.example\n", encoding="utf-8")
    form = table_form(path)
    assert (form.header, form.headless) == (("A", "B"), True)
    assert [row.cells[0] for row in table_rows(path, form)] == ["Dupont", "Durand"]
    said = table_form(path, Reading(header_line=1 + bool(mark)))
    assert [row.cells[0] for row in table_rows(path, said)] == ["Durand"]


@pytest.mark.parametrize(
    "header", ["E-mail;0612345678", "2024;2025", "14/11/2026;15/11/2026", "Truc;Machin", "00000.0000;x", "Siège;12345"]
)
def test_a_first_line_that_reaches_nobody_or_names_a_column_is_the_header(tmp_path, header):
    path = tmp_path / "a.csv"
    path.write_text(f"{header}\nDurand;paul@beta.example\n", encoding="utf-8")
    assert table_form(path).header == tuple(header.split(";"))


def test_a_list_can_be_said_to_have_no_header(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Durand;Lyon\nPetit;Nice\n", encoding="utf-8")
    form = table_form(path, Reading(header_line=NO_HEADER))
    assert [row.cells for row in table_rows(path, form)] == [("Durand", "Lyon"), ("Petit", "Nice")]
