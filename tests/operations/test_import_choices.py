"""What a person says of a file before it is imported: its columns, values, dates, what wins, what blanks erase."""

import csv
from dataclasses import replace
from datetime import datetime

import pytest
import xlsxwriter

from sdrdesk.core.errors import UserError
from sdrdesk.core.normalising.date_order import DateOrder, DateProof, reads_both_ways
from sdrdesk.core.operations.erasure import erase_lead
from sdrdesk.core.operations.imports import (
    Choices,
    Policy,
    Reading,
    ValueFound,
    apply_import,
    columns_named,
    distinct_values,
    look_at,
    plan_import,
    remember_choices,
    remembered_choices,
    write_refused,
)
from sdrdesk.core.operations.leads import add_note, dossier, edit_lead, remove_signal
from sdrdesk.core.operations.merging import merge_leads
from sdrdesk.core.operations.undo import undo_operation
from sdrdesk.core.store import grids, journal
from sdrdesk.core.words import Words
from tests.support import write_leads, write_rows

JEAN = {"first_name": "Jean", "last_name": "Martin", "email": "jean@atelier.fr", "phone": "06 12 34 56 78",
        "company": "Atelier SAS", "city": "Lyon", "source": "list", "owner": "Alix"}  # fmt: skip


def brought(desk, path, choices=Choices()):  # noqa: B008 (frozen)
    plan = plan_import(desk.workspace, path, choices)
    try:
        return apply_import(desk.workspace, plan)
    finally:
        plan.close()


def said_of(desk, path, choices=Choices()):  # noqa: B008 (frozen)
    plan = plan_import(desk.workspace, path, choices)
    try:
        return [(p.line, p.column, p.code, p.value) for p in plan.problems()]
    finally:
        plan.close()


def fates(done):
    return {fate: n for fate, n in done.counts.items() if n}


def only_lead(desk):
    (found,) = desk.leads()
    return found.lead


# -- columns ---------------------------------------------------------------------------------------------------------


def test_a_column_is_what_a_person_says_it_is(desk, tmp_path):
    path = write_rows(tmp_path / "a.csv", ["Truc", "Nom", "Ville"], [["Atelier", "Martin", "Lyon"]])
    brought(desk, path, Choices(columns={0: "company", 2: ""}))
    lead = only_lead(desk)
    assert (lead.company, lead.last_name, lead.city) == ("Atelier", "Martin", "")


def test_a_column_said_is_named_by_its_header_whatever_its_case(tmp_path):
    path = write_rows(tmp_path / "a.csv", ["Le Truc", "Nom", "LE TRUC"], [["a", "b", "c"]])
    assert columns_named(path, Reading(), [("le truc", "company"), ("nom", "")]) == {0: "company", 1: "", 2: "company"}
    with pytest.raises(UserError) as caught:
        columns_named(path, Reading(), [("Autre", "company")])
    assert caught.value.code == "no_such_header"


@pytest.mark.parametrize(
    ("choices", "code"),
    [
        (Choices(columns={0: "colour"}), "unknown_field"),
        (Choices(values={"colour": {}}), "unknown_field"),
        (Choices(wins={"colour": "kept"}), "unknown_field"),
        (Choices(dates="ymd"), "unknown_date_order"),
        (Choices(erase=frozenset({"notes"})), "cannot_erase"),
        (Choices(erase=frozenset({"opposed"})), "cannot_erase"),
    ],
)
def test_a_choice_that_means_nothing_is_named(desk, tmp_path, choices, code):
    with pytest.raises(UserError) as caught:
        plan_import(desk.workspace, write_leads(tmp_path / "a.csv", JEAN), choices)
    assert caught.value.code == code


def test_a_first_look_says_what_each_column_is_and_shows_what_it_holds(desk, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Liste 2026;;\nNom;Truc;Ville\nMartin;;Lyon\nPetit;x;Lyon\nDurand;;\nBlanc;;Lille\n", "utf-8")
    look = look_at(desk.workspace, path)
    assert (look.form.header, look.form.header_line, look.form.delimiter) == (("Nom", "Truc", "Ville"), 2, ";")
    assert [(g.position, g.header, g.column, g.samples) for g in look.guesses] == [
        (0, "Nom", "last_name", ("Martin", "Petit", "Durand")),
        (1, "Truc", "", ("x",)),
        (2, "Ville", "city", ("Lyon", "Lille")),
    ]
    assert look.head[0].cells[0] == "Liste 2026"
    assert look.remembered is None


def test_a_spreadsheet_comes_in_by_the_same_door(desk, tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet("Contacts")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, ["Nom", "Téléphone", "Créé le", "CP"])
    sheet.write(1, 0, "Martin")
    sheet.write_number(1, 1, 612345678)
    sheet.write_datetime(1, 2, datetime(2026, 11, 2), day)
    sheet.write_string(1, 3, "01000")
    sheet.write(2, 3, "75001")
    book.close()
    plan = plan_import(desk.workspace, tmp_path / "a.xlsx", Choices(reading=Reading(sheet="Contacts")))
    assert [(p.line, p.code) for p in plan.problems()] == [(3, "names_nobody")]
    assert write_refused(plan, tmp_path / "refused.csv", Words("fr")) == 1
    apply_import(desk.workspace, plan)
    plan.close()
    lead = only_lead(desk)
    assert (lead.phone, lead.source_date, lead.postal_code) == ("+33612345678", "2026-11-02", "01000")
    said = "Nom;Téléphone;Créé le;CP;Ligne refusée;Refusée parce que"
    assert (tmp_path / "refused.csv").read_text("utf-8-sig").splitlines()[0] == said


def test_address_cards_come_in_by_the_same_door(desk, tmp_path):
    path = tmp_path / "a.vcf"
    path.write_text(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Martin;Zoé;;;\r\nFN:Zoé Martin\r\nTEL;TYPE=WORK:01 99 00 12 34\r\n"
        "EMAIL:zoe@x.fr\r\nORG:Atelier\r\nEND:VCARD\r\n", "utf-8",
    )  # fmt: skip
    brought(desk, path)
    lead = only_lead(desk)
    assert (lead.first_name, lead.last_name, lead.company, lead.email, lead.phone) == (
        "Zoé", "Martin", "Atelier", "zoe@x.fr", "+33199001234",
    )  # fmt: skip


# -- what is remembered ----------------------------------------------------------------------------------------------


def test_what_was_chosen_is_remembered_by_the_header_in_any_order_and_case(desk, tmp_path):
    chosen = Choices(
        Policy.SKIP, "GB", "somewhere", columns={0: "company", 2: "", 3: "tags"}, dates="mdy",
        values={"country": {"UK": "GB"}}, wins={"city": "kept"}, erase=frozenset({"city"}),
    )  # fmt: skip
    first = write_rows(tmp_path / "a.csv", ["Truc", "Nom", "Ville", "Truc"], [["a", "b", "c", "d"]])
    with desk.workspace.store.read() as tx:
        before = journal.head(tx)
    remember_choices(desk.workspace, look_at(desk.workspace, first).form, chosen)
    again = write_rows(tmp_path / "b.csv", ["VILLE", "truc", "nom", "TRUC"], [["c", "a", "b", "d"]])
    found = remembered_choices(desk.workspace, look_at(desk.workspace, again).form)
    expected = replace(chosen, campaign="", erase=frozenset(), columns={1: "company", 0: "", 3: "tags"})
    assert found == expected
    look = look_at(desk.workspace, again)
    assert look.remembered == expected
    assert [(g.column, g.remembered) for g in look.guesses] == [
        ("", True), ("company", True), ("last_name", False), ("tags", True),
    ]  # fmt: skip
    other = write_rows(tmp_path / "c.csv", ["Ville", "Truc", "Nom"], [["c", "a", "b"]])
    assert remembered_choices(desk.workspace, look_at(desk.workspace, other).form) is None
    with desk.workspace.store.read() as tx:
        assert journal.head(tx) == before


def test_what_another_version_remembered_is_passed_over(desk, tmp_path):
    form = look_at(desk.workspace, write_leads(tmp_path / "a.csv", JEAN)).form
    remember_choices(desk.workspace, form, Choices(dates="dmy"))
    with desk.workspace.store.read() as tx:
        key = next(k for k in grids.get_settings(tx) if k.startswith("import_choices_"))
    for text in ('{"columns": 3}', "[]", "{", '{"policy": "burn"}'):
        with desk.workspace.store.write() as tx:
            grids.put_setting(tx, key, text)
        assert remembered_choices(desk.workspace, form) is None


# -- values fixed once for all ---------------------------------------------------------------------------------------


def test_a_value_is_fixed_once_for_every_row_and_spelling(desk, tmp_path):
    rows = [["A", "Narnie"], ["B", "NARNIE"], ["C", "?"], ["D", "Suisse"]]
    path = write_rows(tmp_path / "a.csv", ["Nom", "Pays"], rows)
    assert [code for _line, _column, code, _value in said_of(desk, path)] == ["unknown_country"] * 2
    choices = Choices(values={"country": {"narnie": "GB", "?": ""}})
    assert said_of(desk, path, choices) == []
    brought(desk, path, choices)
    assert {s.lead.last_name: s.lead.country for s in desk.leads()} == {"A": "GB", "B": "GB", "C": "", "D": "CH"}


def test_a_value_left_out_by_hand_erases_nothing(desk, tmp_path):
    brought(desk, write_leads(tmp_path / "a.csv", JEAN))
    path = write_leads(tmp_path / "b.csv", JEAN | {"city": "n/a"})
    done = brought(desk, path, Choices(values={"city": {"N/A": ""}}, erase=frozenset({"city"})))
    assert (fates(done), only_lead(desk).city) == ({"unchanged": 1}, "Lyon")


def test_the_distinct_values_of_a_column_come_with_their_count_and_meaning_doubts_first(desk, tmp_path):
    rows = [["A", "France"], ["B", "france"], ["C", "Narnia"], ["D", "CH"], ["E", ""], ["F", "Suisse"], ["G", "FRANCE"]]
    path = write_rows(tmp_path / "a.csv", ["Nom", "Pays"], rows)
    assert distinct_values(desk.workspace, path, Choices(), "country") == (
        ValueFound("Narnia", 1, "Narnia", doubtful=True),
        ValueFound("France", 3, "FR", doubtful=False),
        ValueFound("CH", 1, "CH", doubtful=False),
        ValueFound("Suisse", 1, "CH", doubtful=False),
    )
    fixed = Choices(values={"country": {"narnia": "IE", "CH": ""}})
    found = {v.given: (v.meant, v.doubtful) for v in distinct_values(desk.workspace, path, fixed, "country")}
    assert found == {"Narnia": ("IE", False), "France": ("FR", False), "CH": ("", False), "Suisse": ("CH", False)}
    assert len(distinct_values(desk.workspace, path, Choices(), "country", limit=2)) == 2
    assert distinct_values(desk.workspace, path, Choices(), "industry") == ()
    with pytest.raises(UserError):
        distinct_values(desk.workspace, path, Choices(), "email")
    with pytest.raises(UserError) as caught:
        distinct_values(desk.workspace, write_rows(tmp_path / "b.csv", ["Nom", "Pays"], [["A", "FR"]] * 5_000),
                        Choices(), "country", progress=lambda _done, _of: False)  # fmt: skip
    assert caught.value.code == "cancelled"


def test_an_objection_and_a_date_say_what_they_mean(desk, tmp_path):
    rows = [["A", "oui", "13/01/2026"], ["B", "non", "02/01/2026"], ["C", "-", "bientôt"]]
    path = write_rows(tmp_path / "a.csv", ["Nom", "Ne pas appeler", "Date du lead"], rows)
    assert {v.given: v.meant for v in distinct_values(desk.workspace, path, Choices(), "opposed")} == {
        "oui": "yes", "non": "", "-": "",
    }  # fmt: skip
    found = distinct_values(desk.workspace, path, Choices(), "source_date")
    assert [(v.given, v.meant, v.doubtful) for v in found] == [
        ("bientôt", "bientôt", True), ("02/01/2026", "2026-01-02", False), ("13/01/2026", "2026-01-13", False),
    ]  # fmt: skip


# -- dates -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "month_first", "expected"),
    [
        (["03/04/2026", "13/04/2026"], False, DateOrder(month_first=False)),
        (["03/04/2026", "04/13/2026"], False, DateOrder(month_first=True)),
        (["03/04/2026", "04/13/26 10:00"], False, DateOrder(month_first=True)),
        (["03/04/2026"], False, DateOrder(month_first=False, doubtful=True)),
        (["03/04/2026"], True, DateOrder(month_first=True, doubtful=True)),
        (["05/05/2026", "2026-04-03", "15 Apr, 2021", "", "13/13/2026"], False, DateOrder()),
        (["13/04/2026", "04/13/2026", "03/04/2026"], False, DateOrder(month_first=False, doubtful=True)),
        (["13/04/2026", "04/13/2026"], True, DateOrder(month_first=True)),
    ],
)
def test_a_day_over_twelve_proves_the_order_of_a_column(texts, month_first, expected):
    proof = DateProof()
    for text in texts:
        proof.see(text)
    assert proof.order(month_first) == expected


@pytest.mark.parametrize(
    ("text", "both"),
    [("03/04/2026", True), ("3.4.26", True), ("04/04/2026", False), ("4/04/2026", False), ("13/04/2026", False),
     ("2026-04-03", False), ("soon", False), ("0/4/2026", False)],
)  # fmt: skip
def test_a_date_reads_both_ways_only_where_that_names_two_days(text, both):
    assert reads_both_ways(text) is both


def days(desk, tmp_path, texts, choices=Choices()):  # noqa: B008 (frozen)
    path = write_rows(tmp_path / "d.csv", ["Nom", "Date du lead"], [[f"Nom{n}", t] for n, t in enumerate(texts)])
    said = said_of(desk, path, choices)
    brought(desk, path, choices)
    return [s.lead.source_date for s in desk.leads()], said


def test_dates_are_american_where_one_of_the_file_proves_it(desk, tmp_path):
    read = days(desk, tmp_path, ["03/04/2026", "04/13/2026"])
    assert read == (["2026-03-04", "2026-04-13"], [])


def test_dates_that_nothing_proves_are_read_as_the_country_writes_them_and_said_to_be_in_doubt(desk, tmp_path):
    read = days(desk, tmp_path, ["03/04/2026", "05/05/2026"])
    assert read == (["2026-04-03", "2026-05-05"], [(2, "source_date", "doubtful_date", "03/04/2026|2026-04-03")])


def test_dates_of_an_american_list_that_nothing_proves_are_american(desk, tmp_path):
    read = days(desk, tmp_path, ["03/04/2026"], Choices(country="US"))
    assert read == (["2026-03-04"], [(2, "source_date", "doubtful_date", "03/04/2026|2026-03-04")])


def test_dates_are_as_a_person_says_and_then_in_no_doubt(desk, tmp_path):
    assert days(desk, tmp_path, ["03/04/2026"], Choices(dates="mdy")) == (["2026-03-04"], [])


# -- our words for what the file says ---------------------------------------------------------------------------------


def test_a_row_is_put_in_our_words_and_what_cannot_be_is_said(desk, tmp_path):
    header = ["Nom", "Prénom", "SIREN", "SIRET", "APE", "Effectif", "Site"]
    rows = [
        ["DUPONT", "jean-pierre", "732 829 320", "73282932000074", "6201Z", "20 à 49 salariés", "atelier.fr"],
        ["McDonald", "Zoé", "123456789", "", "Z", "beaucoup", "gmail.com"],
    ]
    path = write_rows(tmp_path / "a.csv", header, rows)
    assert said_of(desk, path) == [
        (3, "employees", "bad_number", "beaucoup"), (3, "siren", "bad_siren", "123456789"), (3, "naf", "bad_naf", "Z"),
        (3, "domain", "free_mail", "gmail.com"),
    ]  # fmt: skip
    brought(desk, path)
    first, second = (s.lead for s in desk.leads())
    assert (first.first_name, first.last_name, first.siren, first.naf, first.employees) == (
        "Jean-Pierre", "Dupont", "732829320", "62.01Z", "20 à 49 salariés",
    )  # fmt: skip
    assert (second.last_name, second.siren, second.naf, second.employees, second.domain) == (
        "McDonald", "123456789", "Z", "beaucoup", "gmail.com",
    )  # fmt: skip
    assert fates(brought(desk, path)) == {"unchanged": 2}


def test_what_a_spreadsheet_did_to_phones_and_dates_is_undone_where_it_can_be(desk, tmp_path):
    header = ["Nom", "Téléphone", "Créé le", "CP", "Pays"]
    rows = [
        ["A", "612345678", "46328", "1000", "France"],
        ["B", "3.3612345678E+10", "46328.5", "1000", "Belgique"],
        ["C", "33612345678.0", "2026-11-02", "1000", ""],
        ["D", "3.36E+10", "9", "75001", ""],
    ]
    path = write_rows(tmp_path / "a.csv", header, rows)
    assert said_of(desk, path) == [(5, "phone", "lost_digits", "3.36E+10"), (5, "source_date", "bad_date", "9")]
    brought(desk, path)
    found = [(s.lead.phone, s.lead.phone_given, s.lead.source_date, s.lead.postal_code) for s in desk.leads()]
    assert found == [
        ("+33612345678", "612345678", "2026-11-02", "01000"),
        ("+33612345678", "3.3612345678E+10", "2026-11-02", "1000"),
        ("+33612345678", "33612345678.0", "2026-11-02", "1000"),
        ("3.36E+10", "", "9", "75001"),
    ]


def test_a_name_that_a_person_wrote_is_not_rewritten_for_its_capitals(desk, tmp_path):
    path = write_rows(tmp_path / "a.csv", ["Nom", "Prénom", "Email", "APE"], [["DUPONT", "JEAN", "j@x.fr", "6201Z"]])
    brought(desk, path)
    lead = only_lead(desk)
    edit_lead(desk.workspace, lead.id, {"last_name": "DuPont", "naf": "6201Z"})
    assert fates(brought(desk, path)) == {"unchanged": 1}
    now = only_lead(desk)
    assert (now.first_name, now.last_name, now.naf) == ("Jean", "DuPont", "6201Z")


@pytest.mark.parametrize(
    ("sizes", "stored"),
    [(["12", "NN", "03"], ["20-49", "0", "6-9"]), (["12", "11"], ["12", "11"]), (["12", "300"], ["12", "300"]),
     (["<10", "nov-50", "1 000 et plus"], ["0-9", "11-50", "1 000 et plus"])],
)  # fmt: skip
def test_sizes_are_codes_only_where_the_whole_column_can_be_nothing_else(desk, tmp_path, sizes, stored):
    path = write_rows(tmp_path / "a.csv", ["Nom", "Effectif"], [[f"Nom{n}", size] for n, size in enumerate(sizes)])
    brought(desk, path)
    assert [s.lead.employees for s in desk.leads()] == stored


# -- which side wins -------------------------------------------------------------------------------------------------


def test_what_is_known_stays_where_a_person_says_so_and_blanks_are_filled(desk, tmp_path):
    brought(desk, write_leads(tmp_path / "a.csv", JEAN))
    news = JEAN | {"city": "Paris", "company": "Autre", "phone": "01 99 00 12 34", "job_title": "DAF"}
    kept = Choices(wins={"city": "kept", "phone": "kept", "job_title": "kept", "company": "file"})
    done = brought(desk, write_leads(tmp_path / "b.csv", news), kept)
    lead = only_lead(desk)
    assert (lead.city, lead.phone, lead.phone_given, lead.job_title, lead.company) == (
        "Lyon", "+33612345678", "06 12 34 56 78", "DAF", "Autre",
    )  # fmt: skip
    assert fates(done) == {"updated": 1}
    assert fates(brought(desk, write_leads(tmp_path / "c.csv", news | {"city": "Nice"}), kept)) == {"unchanged": 1}


def test_a_source_that_stays_still_takes_the_signal_of_the_other(desk, tmp_path):
    brought(desk, write_leads(tmp_path / "a.csv", JEAN | {"source_date": "2026-01-01"}))
    news = write_leads(tmp_path / "b.csv", JEAN | {"source": "webinar", "source_date": "2026-11-02"})
    kept = Choices(wins={"source": "kept"})
    assert fates(brought(desk, news, kept)) == {"updated": 1}
    lead = only_lead(desk)
    assert (lead.source, lead.source_date) == ("list", "2026-01-01")
    assert {s.type for s in dossier(desk.workspace, lead.id).signals} == {"list", "webinar"}
    assert fates(brought(desk, news, kept)) == {"unchanged": 1}


def test_a_signal_that_a_person_took_back_does_not_come_again_with_the_same_source(desk, tmp_path):
    path = write_leads(tmp_path / "a.csv", JEAN | {"source": "webinar", "source_date": "2026-11-02"})
    brought(desk, path)
    lead = only_lead(desk)
    remove_signal(desk.workspace, dossier(desk.workspace, lead.id).signals[0].id)
    assert fates(brought(desk, path)) == {"unchanged": 1}


# -- blanks ----------------------------------------------------------------------------------------------------------


def test_blanks_erase_only_the_columns_asked_for_and_undo_gives_them_back(desk, tmp_path):
    brought(desk, write_leads(tmp_path / "a.csv", JEAN))
    before = only_lead(desk)
    blank = dict.fromkeys(JEAN, "") | {"email": JEAN["email"]}
    done = brought(desk, write_leads(tmp_path / "b.csv", blank), Choices(erase=frozenset({"city", "phone", "owner"})))
    assert fates(done) == {"updated": 1}
    lead = only_lead(desk)
    assert (lead.city, lead.phone, lead.phone_given, lead.owner) == ("", "", "", "")
    assert (lead.first_name, lead.company, lead.source) == ("Jean", "Atelier SAS", "list")
    undone = undo_operation(desk.workspace, done.operation)
    assert (undone.kept, only_lead(desk)) == ([], before)


def test_a_column_that_the_file_does_not_have_is_not_erased(desk, tmp_path):
    brought(desk, write_leads(tmp_path / "a.csv", JEAN))
    path = write_leads(tmp_path / "b.csv", {"email": JEAN["email"], "last_name": "Martin"})
    assert fates(brought(desk, path, Choices(erase=frozenset({"city"})))) == {"unchanged": 1}
    assert only_lead(desk).city == "Lyon"


def test_nothing_is_erased_where_nobody_would_be_left(desk, tmp_path):
    brought(desk, write_leads(tmp_path / "a.csv", {"email": "a@x.fr", "external_id": "7", "source": "hubspot"}))
    path = write_leads(tmp_path / "b.csv", {"email": "", "external_id": "7", "source": "hubspot", "city": "Lyon"})
    brought(desk, path, Choices(erase=frozenset({"email"})))
    assert only_lead(desk).email == "a@x.fr"


def test_erasing_the_number_of_who_objected_keeps_them_closed(desk, tmp_path):
    brought(desk, write_leads(tmp_path / "a.csv", JEAN | {"opposed": "oui"}))
    path = write_leads(tmp_path / "b.csv", JEAN | {"phone": ""})
    brought(desk, path, Choices(erase=frozenset({"phone"})))
    assert [(s.lead.phone, s.standing.code) for s in desk.leads()] == [("", "opposed")]


# -- the refused rows ------------------------------------------------------------------------------------------------


def refused_of(desk, path, out, language="en"):
    plan = plan_import(desk.workspace, path)
    try:
        written = write_refused(plan, out, Words(language))
        apply_import(desk.workspace, plan)
    finally:
        plan.close()
    with out.open(encoding="utf-8-sig", newline="") as stream:
        return written, list(csv.reader(stream, delimiter=plan.form.delimiter))


def test_refused_rows_go_into_a_file_with_their_line_and_why_and_come_in_once_mended(desk, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        'Nom;Email;Ville\nMartin;m@x.fr;Lyon\n;;"=HYPERLINK(1)"\n"Du"rand;d@x.fr;Lille\n"Petit;p@x.fr;Nice\n', "utf-8"
    )
    written, rows = refused_of(desk, path, tmp_path / "refused.csv", "fr")
    assert written == 3
    assert rows[0] == ["Nom", "Email", "Ville", "Ligne refusée", "Refusée parce que"]
    assert [row[:4] for row in rows[1:]] == [
        ["", "", "'=HYPERLINK(1)", "3"], ["Durand", "d@x.fr", "Lille", "4"], ['"Petit', "p@x.fr", "Nice", "5"],
    ]  # fmt: skip
    assert all(row[4] for row in rows[1:])
    rows[1][0] = "Mendé"
    mended = tmp_path / "mended.csv"
    with mended.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(rows)
    plan = plan_import(desk.workspace, mended)
    assert (plan.counts["created"], plan.rows, plan.columns.unmapped) == (3, 3, ())
    apply_import(desk.workspace, plan)
    plan.close()
    assert {s.lead.last_name: s.lead.city for s in desk.leads()} == {
        "Martin": "Lyon", "Mendé": "=HYPERLINK(1)", "Durand": "Lille", '"Petit': "Nice",
    }  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_file_of_refused_rows_is_remembered_as_the_file_it_came_from(desk, tmp_path, language):
    path = write_rows(tmp_path / "a.csv", ["Truc", "Nom"], [["", ""], ["", "Martin"], ["x", ""]])
    remember_choices(desk.workspace, look_at(desk.workspace, path).form, Choices(columns={0: "city"}))
    written, _rows = refused_of(desk, path, tmp_path / "refused.csv", language)
    assert written == 1
    look = look_at(desk.workspace, tmp_path / "refused.csv")
    assert look.remembered is not None
    assert [g.column for g in look.guesses] == ["city", "last_name", "", ""]


def test_a_file_of_refused_rows_that_cannot_be_written_is_said(desk, tmp_path):
    plan = plan_import(desk.workspace, write_leads(tmp_path / "a.csv", JEAN))
    with pytest.raises(UserError) as caught:
        write_refused(plan, tmp_path / "nowhere" / "refused.csv", Words("en"))
    plan.close()
    assert caught.value.code == "file_trouble"


# -- undoing ---------------------------------------------------------------------------------------------------------


def test_undo_of_an_update_keeps_what_people_did_since_and_says_which(desk, tmp_path):
    brought(desk, write_leads(tmp_path / "a.csv", JEAN))
    news = JEAN | {"city": "Paris", "job_title": "DAF", "owner": "Zoé", "notes": "vu au salon", "source": "webinar"}
    done = brought(desk, write_leads(tmp_path / "b.csv", news))
    lead = only_lead(desk)
    edit_lead(desk.workspace, lead.id, {"city": "Nice"})
    add_note(desk.workspace, lead.id, "rappeler mardi")
    undone = undo_operation(desk.workspace, done.operation)
    assert [(k.lead, k.code, k.value) for k in undone.kept] == [(lead.id, "changed_since", "city")]
    file = dossier(desk.workspace, lead.id)
    now = only_lead(desk)
    assert (now.city, now.job_title, now.owner, now.source) == ("Nice", "", "Alix", "list")
    assert [n.text for n in file.notes] == ["rappeler mardi"]
    assert [s.type for s in file.signals] == ["list"]
    assert fates(brought(desk, write_leads(tmp_path / "c.csv", news))) == {"updated": 1}


def test_undoing_an_older_import_leaves_what_was_typed_between_it_and_a_newer_one(desk, tmp_path):
    brought(desk, write_leads(tmp_path / "a.csv", JEAN))
    file = write_leads(tmp_path / "b.csv", JEAN | {"city": "Paris"})
    first = brought(desk, file)
    lead = only_lead(desk)
    edit_lead(desk.workspace, lead.id, {"city": "Nice"})
    second = brought(desk, file)
    undone = undo_operation(desk.workspace, first.operation)
    assert [(k.code, k.value) for k in undone.kept] == [("changed_since", "city")]
    assert only_lead(desk).city == "Paris"
    undo_operation(desk.workspace, second.operation)
    assert only_lead(desk).city == "Nice"


def test_what_an_import_erased_and_a_merge_filled_is_back_once_both_are_undone_in_any_order(desk, tmp_path):
    lead = desk.add(last_name="Martin", email="jean@atelier.fr")
    edit_lead(desk.workspace, lead, {"job_title": "typed"})
    other = desk.add(last_name="Petit", job_title="DAF")
    blank = write_leads(tmp_path / "a.csv", {"email": "jean@atelier.fr", "job_title": ""})
    done = brought(desk, blank, Choices(erase=frozenset({"job_title"})))
    merge = merge_leads(desk.workspace, lead, other)
    assert desk.lead(lead).lead.job_title == "DAF"
    undone = undo_operation(desk.workspace, done.operation)
    assert [(k.code, k.value) for k in undone.kept] == [("changed_since", "job_title")]
    undo_operation(desk.workspace, merge.operation)
    assert desk.lead(lead).lead.job_title == "typed"


def test_a_lead_kept_at_an_undo_never_goes_back_to_what_an_earlier_row_of_its_file_said(desk, tmp_path):
    done = brought(desk, write_leads(tmp_path / "a.csv", JEAN, JEAN | {"city": "Paris"}))
    add_note(desk.workspace, only_lead(desk).id, "rappeler mardi")
    undo_operation(desk.workspace, done.operation)
    news = brought(desk, write_leads(tmp_path / "b.csv", JEAN | {"city": "Brest"}))
    undo_operation(desk.workspace, news.operation)
    assert only_lead(desk).city == "Paris"


def test_undoing_two_imports_the_newer_first_goes_back_to_the_beginning(desk, tmp_path):
    brought(desk, write_leads(tmp_path / "a.csv", JEAN))
    before = only_lead(desk)
    first = brought(desk, write_leads(tmp_path / "b.csv", JEAN | {"city": "Paris"}))
    second = brought(desk, write_leads(tmp_path / "c.csv", JEAN | {"city": "Nice"}))
    for done in (second, first):
        assert undo_operation(desk.workspace, done.operation).kept == []
    assert only_lead(desk) == before


def test_a_lead_that_was_erased_can_be_imported_again_and_an_objection_outlives_it(desk, tmp_path):
    path = write_leads(tmp_path / "a.csv", JEAN, {"last_name": "Petit", "phone": "0699001234", "opposed": "oui"})
    brought(desk, path)
    for found in desk.leads():
        erase_lead(desk.workspace, found.lead.id)
    again = write_leads(tmp_path / "b.csv", JEAN, {"last_name": "Petit", "phone": "0699001234"})
    assert fates(brought(desk, again)) == {"created": 2}
    assert {s.lead.last_name: s.standing.code == "opposed" for s in desk.leads()} == {"Martin": False, "Petit": True}


def test_who_was_opposed_stays_so_when_the_import_that_said_it_comes_again_after_an_undo(desk, tmp_path):
    brought(desk, write_leads(tmp_path / "a.csv", JEAN | {"opposed": "oui"}))
    plain = write_leads(tmp_path / "b.csv", JEAN | {"opposed": "non", "city": "Paris"})
    done = brought(desk, plain)
    assert desk.leads()[0].standing.code == "opposed"
    undo_operation(desk.workspace, done.operation)
    brought(desk, plain, Choices(Policy.NEW))
    assert [s.standing.code for s in desk.leads()] == ["opposed", "opposed"]


@pytest.mark.parametrize("row", [{"external_id": "7", "source": ""}, {"external_id": "7", "source": "hubspot"}])
def test_an_id_elsewhere_that_an_undone_import_completed_matches_no_more(desk, tmp_path, row):
    lead = desk.add(last_name="Martin", email="m@x.fr", source="webinar")
    done = brought(desk, write_leads(tmp_path / "a.csv", {"email": "m@x.fr"} | row))
    undo_operation(desk.workspace, done.operation)
    for source in ("webinar", "hubspot"):
        other = write_leads(tmp_path / "b.csv", {"last_name": "Roy", "source": source, "external_id": "7"})
        plan = plan_import(desk.workspace, other)
        plan.close()
        assert (source, plan.counts["created"]) == (source, 1)
    edited = edit_lead(desk.workspace, lead, {"source": "salon", "external_id": "7"})
    undo_operation(desk.workspace, edited.operation)
    salon = write_leads(tmp_path / "c.csv", {"last_name": "Roy", "source": "salon", "external_id": "7"})
    assert fates(brought(desk, salon)) == {"created": 1}


def test_an_id_elsewhere_that_a_lead_still_has_goes_on_matching_it_once_the_import_that_brought_it_is_undone(
    desk, tmp_path
):
    brought(desk, write_leads(tmp_path / "a.csv", {"last_name": "Martin", "email": "m@x.fr", "source": "hubspot"}))
    done = brought(desk, write_leads(tmp_path / "b.csv", {"email": "m@x.fr", "external_id": "7", "source": "hubspot"}))
    lead = only_lead(desk).id
    for given in ({"external_id": "8"}, {"external_id": "7"}):
        edit_lead(desk.workspace, lead, given)
    undo_operation(desk.workspace, done.operation)
    assert only_lead(desk).external_id == "7"
    again = write_leads(tmp_path / "c.csv", {"last_name": "Noir", "external_id": "7", "source": "hubspot"})
    assert fates(brought(desk, again)) == {"updated": 1}
