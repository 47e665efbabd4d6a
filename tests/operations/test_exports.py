"""What we write comes back unchanged (formats, section 6)."""

import csv
import json

import pytest
from hypothesis import given
from hypothesis import settings as many
from hypothesis import strategies as st

from sdrdesk.core.domain.lead import COLUMNS
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.recommendation import Decision
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.exports import ExportChoice, choosable_columns, export
from sdrdesk.core.operations.leads import add_note, edit_lead
from sdrdesk.core.operations.qualification import answer_criterion, decide, override_criterion

TRICKY = {
    "last_name": "=cmd|' /C calc'!A0", "first_name": "'Zoé", "job_title": "-Directeur", "company": "@Étoile & Cie",
    "city": "L’Haÿ-les-Roses", "tags": "'", "industry": "+plus", "notes": "line one\nline \"two\"; three\r\n\r\n=four",
    "phone": "06 12 34 56 78", "mobile": "+33 (0)6 99 00 12 34", "email": "Zoe@Etoile.FR", "postal_code": "01000",
    "siren": "012345678", "employees": "50–99", "cost": "-12,5", "source": "webinar", "source_date": "02/11/2026",
    "domain": "https://www.etoile.fr/contact", "country": "France", "external_id": "=7",
}  # fmt: skip


ADDED = (
    "id", "stage", "temperature", "decision", "route", "reason", "score", "open", "grid", "grid_version", "next_date",
    "owner", "last_call", "attempts",
)  # fmt: skip


def rows_of(path, delimiter=","):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=delimiter))


def unchanged(desk, path):
    done = desk.imported(path)
    return done.counts["unchanged"] == sum(done.counts.values()) == len(desk.leads())


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_what_we_export_comes_back_unchanged(desk, tmp_path, language, ending):
    lead = desk.add(**TRICKY)
    desk.add(last_name="Plain", phone="12", email="not an address", country="Atlantis", source_date="one day")
    add_note(desk.workspace, lead, "a second note")
    answer_criterion(desk.workspace, lead, "need", "blocking")
    record_call(desk.workspace, lead, Outcome.REACHED, note="=talked")
    decide(desk.workspace, lead, Decision.LATER)
    path = tmp_path / f"out{ending}"
    assert export(desk.workspace, path, language=language) == {"rows": 2, "file": str(path)}
    assert unchanged(desk, path)
    every = ExportChoice(columns=tuple((column, "") for column in choosable_columns("leads")))
    export(desk.workspace, path, language=language, choice=every)
    assert unchanged(desk, path)


def test_an_export_has_the_written_names_a_mark_and_guarded_formulas(desk, tmp_path):
    desk.add(**TRICKY)
    path = tmp_path / "out.csv"
    export(desk.workspace, path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    (row,) = rows_of(path)
    assert set(row) >= {*COLUMNS, *ADDED}
    assert row["last_name"] == "'=cmd|' /C calc'!A0"
    assert row["first_name"] == "''Zoé"
    assert row["company"] == "'@Étoile & Cie"
    assert row["phone"] == "+33612345678"
    assert row["phone_given"] == "06 12 34 56 78"
    assert row["mobile_given"] == "+33 (0)6 99 00 12 34"
    assert row["cost"] == "-12,5"
    assert row["source_date"] == "2026-11-02"
    assert row["postal_code"] == "01000"
    assert (row["country"], row["domain"], row["email"]) == ("FR", "etoile.fr", "zoe@etoile.fr")


def test_french_spreadsheets_get_a_semicolon(desk, tmp_path):
    desk.add()
    export(desk.workspace, tmp_path / "out.csv", language="fr")
    assert rows_of(tmp_path / "out.csv", ";")[0]["last_name"] == "Martin"


def test_an_export_comes_into_an_empty_workspace_as_it_was(desk, open_desk, tmp_path):
    desk.add(**TRICKY)
    export(desk.workspace, tmp_path / "out.csv")
    other = open_desk(tmp_path / "other.sdrdesk")
    assert other.imported(tmp_path / "out.csv").counts["created"] == 1
    mine, theirs = desk.leads()[0].lead.fields(), other.leads()[0].lead.fields()
    assert mine == theirs


def test_a_source_edited_by_hand_makes_no_signal_when_the_export_comes_back(desk, tmp_path):
    lead = desk.add()
    edit_lead(desk.workspace, lead, {"source": "webinar", "source_date": "2026-11-01"})
    export(desk.workspace, tmp_path / "out.csv")
    assert unchanged(desk, tmp_path / "out.csv")


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_the_demonstration_comes_back_unchanged(demo, tmp_path, ending):
    export(demo.workspace, tmp_path / f"out{ending}")
    assert unchanged(demo, tmp_path / f"out{ending}")


def test_a_workbook_comes_into_an_empty_workspace_as_it_was(desk, open_desk, tmp_path):
    desk.add(**TRICKY)
    export(desk.workspace, tmp_path / "out.xlsx")
    other = open_desk(tmp_path / "other.sdrdesk")
    assert other.imported(tmp_path / "out.xlsx").counts["created"] == 1
    assert desk.leads()[0].lead.fields() == other.leads()[0].lead.fields()


def test_notes_too_long_for_a_cell_are_not_said_twice_when_the_workbook_comes_back(desk, tmp_path):
    lead = desk.add()
    for note in ("first", "x" * 20_000, "y" * 20_000, "😀" * 20_000):
        add_note(desk.workspace, lead, note)
    assert export(desk.workspace, tmp_path / "out.xlsx")["long_texts"] == 1
    assert unchanged(desk, tmp_path / "out.xlsx")


def test_answers_and_calls_are_exported_row_by_row(desk, tmp_path):
    lead = desk.add()
    answer_criterion(desk.workspace, lead, "need", "none", "“no”")
    answer_criterion(desk.workspace, lead, "budget", None)
    override_criterion(desk.workspace, lead, "need", "=why not")
    record_call(desk.workspace, lead, Outcome.NO_ANSWER)
    record_call(desk.workspace, lead, Outcome.REACHED, note="-talked")
    assert export(desk.workspace, tmp_path / "q.csv", "qualifications")["rows"] == 2
    assert [(r["criterion"], r["value"], r["status"], r["override"]) for r in rows_of(tmp_path / "q.csv")] == [
        ("need", "none", "known", "'=why not"), ("budget", "", "unknown", ""),
    ]  # fmt: skip
    assert export(desk.workspace, tmp_path / "a.json", "activities")["rows"] == 2
    found = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert [(r["outcome"], r["note"], r["number"]) for r in found] == [
        ("no_answer", "", "+33612345678"), ("reached", "-talked", "+33612345678"),
    ]  # fmt: skip


def test_json_keeps_numbers_and_texts_as_they_are(desk, tmp_path):
    desk.add(**TRICKY)
    export(desk.workspace, tmp_path / "out.json")
    (row,) = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert row["last_name"] == TRICKY["last_name"]
    assert isinstance(row["score"], float)
    assert row["attempts"] == 0
    assert row["next_date"] is None


@pytest.mark.parametrize(("name", "code"), [("out.txt", "unknown_export"), ("out", "unknown_export")])
def test_another_kind_of_file_is_refused(desk, tmp_path, name, code):
    with pytest.raises(UserError) as caught:
        export(desk.workspace, tmp_path / name)
    assert caught.value.code == code


def test_a_folder_that_is_not_there_is_told_in_words_and_leaves_nothing(desk, tmp_path):
    with pytest.raises(UserError) as caught:
        export(desk.workspace, tmp_path / "none" / "out.csv")
    assert caught.value.code == "file_trouble"
    assert not (tmp_path / "none").exists()


def test_a_cancelled_export_leaves_the_old_file(desk, tmp_path):
    desk.add()
    (tmp_path / "out.csv").write_text("old")
    with pytest.raises(UserError) as caught:
        export(desk.workspace, tmp_path / "out.csv", progress=lambda _done, _of: False)
    assert caught.value.code == "cancelled"
    assert (tmp_path / "out.csv").read_text() == "old"
    assert sorted(p.name for p in tmp_path.glob("*.part")) == []


CELL = st.one_of(
    st.text(max_size=12),
    st.text(alphabet="=+-@'\"\t\r\n;,0123456789()./ é\x00\x0b\x1f\x85\u2028\xa0", max_size=10),
)
TEXTS = st.dictionaries(st.sampled_from([c for c in COLUMNS if c != "external_id"]), CELL, max_size=8)


def come_back_unchanged(desk, texts, notes, language, ending):
    try:
        for n, values in enumerate(texts):
            lead = desk.add(**({"external_id": str(n)} | values | {"last_name": values.get("last_name", "") + "x"}))
        for note in notes:
            add_note(desk.workspace, lead, note)
        path = desk.workspace.store.path.with_suffix(ending)
        export(desk.workspace, path, language=language)
        return unchanged(desk, path)
    finally:
        desk.workspace.store.close()


@given(st.lists(TEXTS, min_size=1, max_size=4), st.lists(CELL, max_size=3), st.sampled_from(["en", "fr"]))
@many(max_examples=20)
def test_any_texts_come_back_unchanged(new_desk, texts, notes, language):
    assert come_back_unchanged(new_desk(), texts, notes, language, ".csv")


@pytest.mark.long
@given(st.lists(TEXTS, min_size=1, max_size=8), st.lists(CELL, max_size=3), st.sampled_from(["en", "fr"]))
@many(max_examples=40)
def test_any_texts_come_back_unchanged_in_a_workbook(new_desk, texts, notes, language):
    assert come_back_unchanged(new_desk(), texts, notes, language, ".xlsx")


@pytest.mark.parametrize("what", ["activities", "session"])
def test_a_number_that_somebody_else_objected_on_since_is_in_no_file_of_calls(desk, tmp_path, what):
    first = desk.add(last_name="Martin", phone="0612345678")
    record_call(desk.workspace, first, Outcome.NO_ANSWER)
    edit_lead(desk.workspace, first, {"phone": "0699887766"})
    record_call(desk.workspace, first, Outcome.NO_ANSWER)
    record_call(desk.workspace, desk.add(last_name="Petit", phone="0612345678"), Outcome.OPPOSED)
    done = export(desk.workspace, tmp_path / "calls.csv", what)
    rows = rows_of(tmp_path / "calls.csv")
    assert sorted(row["number"] for row in rows) == ["", "", "+33699887766"]
    assert done["opposed"] == 2
