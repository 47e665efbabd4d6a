"""Importing: the fate of each row, matching, policies, what is never lost, cancel, undo (formats, section 5)."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as many
from hypothesis import strategies as st

from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.exports import export
from sdrdesk.core.operations.imports import Choices, Policy, apply_import, plan_import, problem_sentence
from sdrdesk.core.operations.leads import add_note, dossier, edit_lead
from sdrdesk.core.operations.standings import gather
from sdrdesk.core.operations.undo import take_back_unfinished, undo_operation
from sdrdesk.core.store import activities, journal, leads, states
from sdrdesk.core.words import Words
from tests.support import NOW, PARIS, desk_at, paris, shared, write_leads, write_rows

JEAN = {"first_name": "Jean", "last_name": "Martin", "email": "jean@atelier.fr", "phone": "06 12 34 56 78",
        "company": "Atelier SAS"}  # fmt: skip


def fates(done):
    return {fate: n for fate, n in done.counts.items() if n}


def everything(desk):
    """All that is known of every lead, for comparing."""
    with desk.workspace.store.read() as tx:
        ids = leads.all_ids(tx, limit=100_000)
        known = gather(tx, desk.workspace, ids)
        return known, activities.notes_of(tx, ids), states.get_states(tx, ids)


def searched(desk, words):
    return [s.lead.last_name for s in desk.leads(words)]


# -- fates -----------------------------------------------------------------------------------------------------------


def test_each_row_has_one_fate_and_every_refusal_its_line(desk, tmp_path):
    desk.imported(write_leads(tmp_path / "a.csv", JEAN, {"last_name": "Durand", "email": "d@x.fr"}))
    path = tmp_path / "b.csv"
    path.write_text(
        "first_name,last_name,email,phone,company,city\n"
        "Jean,Martin,jean@atelier.fr,,,Lyon\n"  # updated
        "Zoé,Petit,zoe@petit.fr,,,\n"  # created
        ",Durand,d@x.fr,,,\n"  # unchanged
        ",,,,,Paris\n"  # refused: nobody
        '"a"b,x,,,,\n'  # refused: unreadable
        "Zoé,Petit,zoe@petit.fr,,,\n",  # unchanged: an earlier row of the file
        encoding="utf-8",
    )
    plan = plan_import(desk.workspace, path)
    assert plan.rows == 6
    assert [(p.line, p.code) for p in plan.problems()] == [(5, "names_nobody"), (6, "stray_quote")]
    done = apply_import(desk.workspace, plan)
    plan.close()
    assert fates(done) == {"created": 1, "updated": 1, "unchanged": 2, "refused": 2}
    assert {s.lead.last_name: s.lead.city for s in desk.leads()} == {"Durand": "", "Martin": "Lyon", "Petit": ""}


def test_a_line_of_totals_is_refused_and_a_company_or_a_person_of_that_name_is_not(desk, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "Civilité;Prénom;Nom;Société;E-mail\n"
        "Mme;Anne;Arnaud;Alpha;\n"
        ";;;Total;\n"
        "M.;Jean;Total;;\n"
        ";;Total;;t@total.example\n"
        "Total :;;;4 prospects;\n"
        ";;TOTAL;;\n",
        encoding="utf-8",
    )
    plan = plan_import(desk.workspace, path)
    assert [(p.line, p.code) for p in plan.problems()] == [(6, "total_row"), (7, "total_row")]
    assert (plan.counts["created"], plan.counts["refused"]) == (4, 2)
    plan.close()


def test_a_number_that_no_country_gives_out_is_said_and_stays(desk, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "Nom;Tél.;Pays\n"
        "Un;06 12 34 56 7;France\n"
        "Deux;06 12 34 56 78;Belgique\n"
        "Trois;06 39 98 12 34;\n"  # kept for examples by ARCEP
        "Quatre;+1 212 555 0187;\n"
        "Cinq;+ de dix;\n"
        "Six;06 12 34 56 78;\n",
        encoding="utf-8",
    )
    plan = plan_import(desk.workspace, path)
    said = [(p.line, p.code) for p in plan.problems()]
    assert said == [(2, "doubtful_phone"), (3, "doubtful_phone"), (6, "bad_phone")]
    first = next(iter(plan.problems()))
    assert "“06 12 34 56 7” reads as +33061234567," in problem_sentence(first, Words("en"))
    assert apply_import(desk.workspace, plan).counts["created"] == 6
    plan.close()
    assert {s.lead.phone for s in desk.leads("Un")} == {"+33061234567"}


def test_of_several_addresses_in_one_cell_the_first_counts_and_it_is_said(desk, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "Nom;E-mail;Tél.\n"
        "Arnaud;jean@a.example ::: jd@a.example;01 99 00 12 34 ::: 06 39 98 12 34\n"
        "Berger;b@b.example, bo@b.example;\n"
        "Conti;c@c.example / à vérifier;\n",
        encoding="utf-8",
    )
    plan = plan_import(desk.workspace, path)
    said = [(p.line, p.code) for p in plan.problems()]
    assert said == [(2, "more_addresses"), (3, "more_addresses"), (4, "bad_email")]
    apply_import(desk.workspace, plan)
    plan.close()
    found = {s.lead.last_name: s.lead for s in desk.leads()}
    assert (found["Arnaud"].email, found["Berger"].email) == ("jean@a.example", "b@b.example")
    assert (found["Arnaud"].phone, found["Arnaud"].mobile) == ("+33199001234", "+33639981234")
    assert found["Conti"].email == "c@c.example / à vérifier"


def test_several_addresses_that_a_person_typed_come_back_from_an_export_as_they_are(desk, tmp_path):
    lead = desk.add(email="a@a.example; b@a.example")
    export(desk.workspace, tmp_path / "out.csv")
    assert desk.imported(tmp_path / "out.csv").counts["unchanged"] == 1
    assert desk.lead(lead).lead.email == "a@a.example; b@a.example"


def test_people_who_share_a_mailbox_stay_people(desk, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "Prénom;Nom;Société;Email;Fonction\n"
        "Anne;Petit;Azur;contact@azur.fr;DG\n"
        "Luc;Roux;Azur;contact@azur.fr;Acheteur\n"
        "PETIT;Anne;Azur;contact@azur.fr;DG\n"
        ";;Azur;contact@azur.fr;\n",
        encoding="utf-8",
    )
    plan = plan_import(desk.workspace, path)
    assert [(p.line, p.code, p.value) for p in plan.problems()] == [
        (3, "shared_email", "Anne Petit, Azur, contact@azur.fr")
    ]
    plan.close()
    assert fates(desk.imported(path))["created"] == 2
    assert {s.lead.job_title for s in desk.leads()} == {"DG", "Acheteur"}
    assert "created" not in fates(desk.imported(path))


def test_an_address_that_is_somebody_elses_here_is_said(desk, tmp_path):
    desk.add(first_name="Anne", last_name="Petit", email="anne@azur.fr")
    plan = plan_import(
        desk.workspace,
        write_leads(tmp_path / "a.csv", {"first_name": "Luc", "last_name": "Roux", "email": "anne@azur.fr"}),
    )
    assert [(p.column, p.code) for p in plan.problems()] == [("last_name", "other_person")]
    plan.close()


def test_two_numbers_in_one_cell_are_the_phone_and_the_mobile_and_one_more_is_said(desk, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "Nom;Tél.;Portable\n"
        "Arnaud;01 99 00 12 34 / 06 39 98 12 34;\n"
        "Berger;01 99 00 12 35 ou 06 39 98 12 35;0639981235\n"
        "Conti;01 99 00 12 36, 06 39 98 12 36;06 39 98 99 99\n"
        "Durand;01 99 00 12 37 - accueil;\n",
        encoding="utf-8",
    )
    plan = plan_import(desk.workspace, path)
    assert [(p.line, p.code) for p in plan.problems()] == [(4, "more_numbers")]
    apply_import(desk.workspace, plan)
    plan.close()
    assert {s.lead.last_name: (s.lead.phone, s.lead.mobile) for s in desk.leads()} == {
        "Arnaud": ("+33199001234", "+33639981234"),
        "Berger": ("+33199001235", "+33639981235"),
        "Conti": ("+33199001236", "+33639989999"),
        "Durand": ("+33199001237", ""),
    }
    assert {s.lead.phone_given for s in desk.leads("Conti")} == {"01 99 00 12 36, 06 39 98 12 36"}
    assert fates(desk.imported(path)) == {"unchanged": 4}


def test_the_same_file_again_creates_and_changes_nothing(desk, tmp_path):
    jean = JEAN | {"notes": "A note", "source": "Webinaire", "source_date": "02/11/2026"}
    others = {"company": "Sans Nom SA"}, {"email": "only@mail.fr"}, {"phone": "01 99 00 12 34"}, {"last_name": "Seul"}
    path = write_leads(tmp_path / "a.csv", jean, *others)
    assert fates(desk.imported(path)) == {"created": 5}
    before = everything(desk)
    assert fates(desk.imported(path)) == {"unchanged": 5}
    assert everything(desk) == before


def test_a_dry_plan_touches_nothing(desk, tmp_path):
    with desk.workspace.store.read() as tx:
        before = journal.head(tx)
    plan_import(desk.workspace, write_leads(tmp_path / "a.csv", JEAN)).close()
    with desk.workspace.store.read() as tx:
        assert journal.head(tx) == before
    assert desk.leads() == []


def test_blanks_never_erase(desk, tmp_path):
    desk.imported(write_leads(tmp_path / "a.csv", JEAN | {"city": "Lyon", "notes": "kept"}))
    blank = dict.fromkeys(JEAN, "") | {"email": JEAN["email"], "city": "  ", "notes": "", "job_title": "CEO"}
    assert fates(desk.imported(write_leads(tmp_path / "b.csv", blank))) == {"updated": 1}
    lead = desk.leads()[0].lead
    assert (lead.first_name, lead.city, lead.phone, lead.job_title) == ("Jean", "Lyon", "+33612345678", "CEO")
    assert [n.text for n in dossier(desk.workspace, lead.id).notes] == ["kept"]


@pytest.mark.parametrize(
    ("policy", "fate", "cities"),
    [
        (Policy.UPDATE, "updated", ["Paris"]),
        (Policy.SKIP, "skipped", ["Lyon"]),
        (Policy.NEW, "created", ["Lyon", "Paris"]),
    ],
)
def test_what_becomes_of_a_lead_that_is_here_already(desk, tmp_path, policy, fate, cities):
    desk.imported(write_leads(tmp_path / "a.csv", JEAN | {"city": "Lyon"}))
    assert fates(desk.imported(write_leads(tmp_path / "b.csv", JEAN | {"city": "Paris"}), policy)) == {fate: 1}
    assert sorted(s.lead.city for s in desk.leads()) == cities


def test_a_bad_cell_is_kept_as_given_and_said(desk, tmp_path):
    row = {"last_name": "Martin", "phone": "12", "email": "nobody(at)x", "country": "Atlantis", "source_date": "soon",
           "employees": "many"}  # fmt: skip
    plan = plan_import(desk.workspace, write_leads(tmp_path / "a.csv", row))
    assert sorted((p.line, p.column, p.code) for p in plan.problems()) == [
        (2, "country", "unknown_country"), (2, "email", "bad_email"), (2, "employees", "bad_number"),
        (2, "phone", "bad_phone"), (2, "source_date", "bad_date"),
    ]  # fmt: skip
    assert fates(apply_import(desk.workspace, plan)) == {"created": 1}
    plan.close()
    lead = desk.leads()[0].lead
    assert {c: getattr(lead, c) for c in row} == row


def test_a_file_that_names_nobody_at_all_is_refused_with_its_columns(desk, tmp_path):
    with pytest.raises(UserError) as caught:
        plan_import(desk.workspace, write_rows(tmp_path / "a.csv", ["colour", "size"], [["red", "3"]]))
    assert caught.value.code == "no_known_column"
    assert caught.value.values["columns"] == ["colour", "size"]


def test_a_header_alone_is_refused(desk, tmp_path):
    with pytest.raises(UserError) as caught:
        plan_import(desk.workspace, write_rows(tmp_path / "a.csv", ["last_name"], []))
    assert caught.value.code == "only_a_header"


def test_an_unknown_country_is_refused(desk, tmp_path):
    with pytest.raises(UserError) as caught:
        plan_import(desk.workspace, write_leads(tmp_path / "a.csv", JEAN), Choices(country="XX"))
    assert caught.value.code == "unknown_country"


def test_numbers_are_read_as_dialled_in_the_country_said(desk, tmp_path):
    desk.imported(write_leads(tmp_path / "a.csv", {"last_name": "A", "phone": "020 7946 0000"}), country="GB")
    lead = desk.leads()[0].lead
    assert (lead.phone, lead.phone_given, lead.zone) == ("+442079460000", "020 7946 0000", "Europe/London")


# -- matching --------------------------------------------------------------------------------------------------------


def joins(desk, tmp_path, first, second):
    desk.imported(write_leads(tmp_path / "a.csv", first))
    desk.imported(write_leads(tmp_path / "b.csv", second))
    return len(desk.leads()) == 1


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        # external_id with source
        ({"last_name": "A", "external_id": "7", "source": "hubspot"},
         {"last_name": "B", "external_id": "7", "source": "HubSpot"}, True),
        ({"last_name": "A", "external_id": "7", "source": "hubspot"},
         {"last_name": "B", "external_id": "7", "source": "salesforce"}, False),
        ({"last_name": "A", "external_id": "7", "source": "hubspot"},
         {"last_name": "B", "external_id": "8", "source": "hubspot"}, False),
        ({"last_name": "A", "external_id": "7", "source": "hubspot", "email": "a@x.fr"},
         {"last_name": "A", "external_id": "7", "source": "hubspot", "email": "b@x.fr"}, True),
        # e-mail
        ({"last_name": "A", "email": "a@x.fr"}, {"last_name": "B", "email": "A@X.FR"}, True),
        ({"last_name": "A", "email": "a@x.fr"}, {"last_name": "A", "email": "b@x.fr"}, False),
        # phone with name
        ({"last_name": "Martin", "phone": "06 12 34 56 78"}, {"last_name": "MARTIN", "phone": "+33612345678"}, True),
        ({"last_name": "Martin", "phone": "0612345678"}, {"last_name": "Martin", "mobile": "0612345678"}, True),
        ({"last_name": "Martin", "phone": "0612345678"}, {"last_name": "Durand", "phone": "0612345678"}, False),
        ({"last_name": "Martin", "phone": "0612345678", "email": "a@x.fr"},
         {"last_name": "Martin", "phone": "0612345678", "email": "b@x.fr"}, False),
        ({"last_name": "Martin", "phone": "0612345678", "email": "a@x.fr"},
         {"last_name": "Martin", "phone": "0612345678"}, True),
        # a switchboard number alone is nobody
        ({"company": "Atelier", "phone": "0199001234"}, {"company": "Autre", "phone": "0199001234"}, False),
        ({"company": "Atelier", "phone": "0199001234"}, {"last_name": "Martin", "phone": "0199001234"}, False),
        # where no person is named, the company is
        ({"company": "Atelier", "phone": "0199001234"}, {"company": "ATELIER SA", "phone": "01 99 00 12 34"}, True),
        ({"company": "Atelier", "phone": "0199001234"}, {"company": "Atelier", "phone": "0199001235"}, False),
        ({"company": "Atelier"}, {"company": "Atelier SAS"}, True),
        ({"company": "Atelier"}, {"company": "Atelier", "last_name": "Martin"}, False),
        ({"phone": "0199001234"}, {"phone": "01 99 00 12 34"}, True),
        # company with name
        ({"last_name": "Martin", "company": "Atelier SAS"}, {"last_name": "Martin", "company": "ATELIER"}, True),
        ({"last_name": "Martin", "company": "Atelier"}, {"last_name": "Martin", "company": "Autre"}, False),
        ({"last_name": "Martin", "company": "Atelier", "email": "a@x.fr"},
         {"last_name": "Martin", "company": "Atelier", "email": "b@x.fr"}, False),
        ({"last_name": "Martin", "first_name": "Zoé", "company": "Atelier"},
         {"last_name": "martin", "first_name": "ZOE", "company": "Atelier"}, True),
    ],
)  # fmt: skip
def test_rows_match_by_the_written_keys(desk, tmp_path, first, second, joined):
    assert joins(desk, tmp_path, first, second) is joined


@pytest.mark.parametrize("number", [0, 1])
def test_rows_of_one_file_match_earlier_ones_as_leads_would(desk, tmp_path, number):
    rows = [{"last_name": "A", "email": "a@x.fr"}, {"last_name": "A", "phone": "0612345678", "company": "Atelier"}]
    again = rows[number] | {"city": "Lyon"}
    assert fates(desk.imported(write_leads(tmp_path / "a.csv", *rows, again))) == {"created": 2, "updated": 1}


def test_an_e_mail_given_by_a_later_row_keeps_the_next_one_apart(desk, tmp_path):
    base = {"last_name": "Martin", "phone": "0612345678"}
    path = write_leads(tmp_path / "a.csv", base, base | {"email": "a@x.fr"}, base | {"email": "b@x.fr"})
    assert fates(desk.imported(path)) == {"created": 2, "updated": 1}


def test_the_right_one_of_two_namesakes_is_found_though_the_other_came_first(desk, tmp_path):
    base = {"last_name": "Martin", "company": "Atelier"}
    desk.imported(write_leads(tmp_path / "a.csv", base | {"email": "a@x.fr"}))
    desk.imported(write_leads(tmp_path / "b.csv", base | {"phone": "0612345678"}), Policy.NEW)
    done = desk.imported(write_leads(tmp_path / "c.csv", base | {"email": "c@x.fr"}))
    assert fates(done) == {"updated": 1}
    assert sorted(s.lead.email for s in desk.leads()) == ["a@x.fr", "c@x.fr"]


def test_the_first_id_elsewhere_stays_and_every_one_matches(desk, tmp_path):
    desk.imported(write_leads(tmp_path / "a.csv", JEAN | {"external_id": "1", "source": "hubspot"}))
    desk.imported(write_leads(tmp_path / "b.csv", JEAN | {"external_id": "2", "source": "zoho"}))
    desk.imported(
        write_leads(tmp_path / "c.csv", {"last_name": "X", "external_id": "2", "source": "zoho", "city": "Lyon"})
    )
    assert [(s.lead.external_id, s.lead.city) for s in desk.leads()] == [("1", "Lyon")]


def test_an_undone_import_no_longer_matches_by_the_ids_it_brought(desk, tmp_path):
    desk.imported(write_leads(tmp_path / "a.csv", JEAN))
    wrong = desk.imported(write_leads(tmp_path / "b.csv", JEAN | {"external_id": "2", "source": "zoho"}))
    undo_operation(desk.workspace, wrong.operation)
    assert desk.leads()[0].lead.external_id == ""
    desk.imported(write_leads(tmp_path / "c.csv", {"last_name": "X", "external_id": "2", "source": "zoho"}))
    assert len(desk.leads()) == 2


# -- notes and signals -----------------------------------------------------------------------------------------------


def test_notes_are_added_and_never_rewritten_and_counted_as_they_are(desk, tmp_path):
    rows = [JEAN | {"notes": said} for said in ("one", "two", "one", "two")]
    assert fates(desk.imported(write_leads(tmp_path / "a.csv", *rows))) == {"created": 1, "updated": 1, "unchanged": 2}
    assert [n.text for n in dossier(desk.workspace, desk.leads()[0].lead.id).notes] == ["one", "two"]
    assert searched(desk, "two") == ["Martin"]


def test_a_source_makes_its_signal_at_its_date(desk, tmp_path):
    desk.imported(write_leads(tmp_path / "a.csv", JEAN | {"source": "Demande de démo", "source_date": "20/11/2026"}))
    found = desk.leads()[0]
    assert [(s.type, s.at) for s in dossier(desk.workspace, found.lead.id).signals] == [
        ("demo_request", paris("2026-11-20T00:00").astimezone(UTC))
    ]
    assert found.temperature == "hot"
    assert (found.lead.source, found.lead.source_date) == ("Demande de démo", "2026-11-20")


def test_a_source_of_another_day_is_another_signal(desk, tmp_path):
    for day in ("2026-03-01", "2026-11-23", "2026-11-23"):
        desk.imported(write_leads(tmp_path / "a.csv", JEAN | {"source": "demo_request", "source_date": day}))
    file = dossier(desk.workspace, desk.leads()[0].lead.id)
    assert [s.at.astimezone(PARIS).date().isoformat() for s in file.signals] == ["2026-03-01", "2026-11-23"]
    assert desk.leads()[0].standing.code == "hot"


def test_a_source_without_a_date_signals_now_and_once(desk, tmp_path):
    for _ in range(2):
        desk.imported(write_leads(tmp_path / "a.csv", JEAN | {"source": "webinar"}))
    assert [s.at for s in dossier(desk.workspace, desk.leads()[0].lead.id).signals] == [NOW.astimezone(UTC)]


def test_a_plain_source_makes_no_signal(desk, tmp_path):
    desk.imported(write_leads(tmp_path / "a.csv", JEAN | {"source": "Cold call"}))
    assert dossier(desk.workspace, desk.leads()[0].lead.id).signals == ()


# -- what must not happen to people ----------------------------------------------------------------------------------


@pytest.mark.parametrize("said", ["06.12.34.56.78", "+33 6 12 34 56 78", "0033612345678", "+33 (0)6 12 34 56 78",
                                  "06 12 34 56 78 poste 12"])  # fmt: skip
def test_someone_opposed_stays_opposed_however_the_number_is_written(desk, tmp_path, said):
    desk.imported(write_leads(tmp_path / "a.csv", {"last_name": "Martin", "phone": "0612345678"}))
    record_call(desk.workspace, desk.leads()[0].lead.id, Outcome.OPPOSED)
    desk.imported(write_leads(tmp_path / "b.csv", {"last_name": "Martin", "phone": said, "city": "Lyon"}))
    assert [(s.standing.code, s.lead.city) for s in desk.leads()] == [("opposed", "Lyon")]


# -- cancel, crash, undo ---------------------------------------------------------------------------------------------


def many_rows(path, n=60):
    return write_rows(path, ["last_name", "email", "notes"], [[f"Nom{i}", f"p{i}@x.fr", f"note{i}"] for i in range(n)])


def test_cancel_leaves_nothing(desk, tmp_path):
    desk.imported(write_leads(tmp_path / "a.csv", {"last_name": "Avant", "email": "p3@x.fr"}))
    before = everything(desk)
    plan = plan_import(desk.workspace, many_rows(tmp_path / "b.csv"))
    with pytest.raises(UserError) as caught:
        apply_import(desk.workspace, plan, lambda done, _of: done < 40)
    plan.close()
    assert caught.value.code == "cancelled"
    assert everything(desk) == before
    assert searched(desk, "note3") == []
    assert take_back_unfinished(desk.workspace) == 0


def test_cancel_of_the_preview_touches_nothing(desk, tmp_path):
    with pytest.raises(UserError) as caught:
        plan_import(desk.workspace, many_rows(tmp_path / "b.csv"), progress=lambda _done, _of: False)
    assert caught.value.code == "cancelled"


class Crash(BaseException):
    pass


def test_an_import_that_a_crash_left_open_is_taken_back_at_start(tmp_path):
    desk = desk_at(tmp_path / "w.sdrdesk")
    desk.imported(write_leads(tmp_path / "a.csv", {"last_name": "Avant", "email": "p3@x.fr"}))
    before = everything(desk)
    plan = plan_import(desk.workspace, many_rows(tmp_path / "b.csv"))

    def power_cut(done, _of):
        if done >= 20:
            desk.workspace.store.close()
            os_gone = desk.workspace.store
            os_gone.write = None  # what follows in this process can write no more
            raise Crash
        return True

    with pytest.raises((Crash, TypeError)):
        apply_import(desk.workspace, plan, power_cut)
    plan.close()
    again = desk_at(tmp_path / "w.sdrdesk")
    assert len(again.leads()) > 1
    assert take_back_unfinished(again.workspace) == 1
    assert everything(again) == before
    assert take_back_unfinished(again.workspace) == 0
    again.workspace.store.close()


def test_undo_restores_every_value_and_word_that_an_import_changed(desk, tmp_path):
    desk.imported(write_leads(tmp_path / "a.csv", JEAN | {"notes": "first", "source": "list"},
                              {"last_name": "Petit", "email": "p@x.fr"}))  # fmt: skip
    before = everything(desk)
    changed = JEAN | {"phone": "01 99 00 12 34", "company": "Autre SARL", "city": "Lyon", "notes": "second",
                      "source": "demo_request", "source_date": "2026-11-20", "country": "Belgique"}  # fmt: skip
    done = desk.imported(write_leads(tmp_path / "b.csv", changed, {"last_name": "Neuf"}))
    assert fates(done) == {"created": 1, "updated": 1}
    assert searched(desk, "second") == searched(desk, "autre") == ["Martin"]
    undone = undo_operation(desk.workspace, done.operation)
    assert undone.kept == []
    assert everything(desk) == before
    assert searched(desk, "second") == searched(desk, "autre") == searched(desk, "neuf") == []
    assert searched(desk, "atelier first") == ["Martin"]


def test_undo_of_two_rows_about_one_lead_goes_back_through_both(desk, tmp_path):
    desk.imported(write_leads(tmp_path / "a.csv", JEAN | {"city": "Lyon"}))
    before = everything(desk)
    done = desk.imported(write_leads(tmp_path / "b.csv", JEAN | {"city": "Paris"}, JEAN | {"city": "Lille"}))
    assert desk.leads()[0].lead.city == "Lille"
    undo_operation(desk.workspace, done.operation)
    assert everything(desk) == before


def test_later_work_survives_the_undo_of_an_import_and_is_named(desk, tmp_path):
    desk.imported(write_leads(tmp_path / "a.csv", JEAN | {"city": "Lyon"}))
    done = desk.imported(
        write_leads(tmp_path / "b.csv", JEAN | {"city": "Paris", "job_title": "CEO"},
                    {"last_name": "Appelé", "phone": "0612345679"},
                    {"last_name": "Noté"}, {"last_name": "Neuf"})
    )  # fmt: skip
    ids = {s.lead.last_name: s.lead.id for s in desk.leads()}
    edit_lead(desk.workspace, ids["Martin"], {"city": "Lille"})
    record_call(desk.workspace, ids["Appelé"], Outcome.NO_ANSWER)
    add_note(desk.workspace, ids["Noté"], "worth keeping")
    undone = undo_operation(desk.workspace, done.operation)
    assert {(k.lead, k.code, k.value) for k in undone.kept} == {
        (ids["Martin"], "changed_since", "city"),
        (ids["Appelé"], "worked_on", "log"),
        (ids["Noté"], "worked_on", "note"),
    }
    assert {s.lead.last_name for s in desk.leads()} == {"Martin", "Appelé", "Noté"}
    martin = desk.lead(ids["Martin"]).lead
    assert (martin.city, martin.job_title) == ("Lille", "")


def test_work_that_was_itself_undone_does_not_keep_a_lead(desk, tmp_path):
    done = desk.imported(write_leads(tmp_path / "a.csv", JEAN))
    call = record_call(desk.workspace, desk.leads()[0].lead.id, Outcome.NO_ANSWER)
    undo_operation(desk.workspace, call.changes.operation)
    assert undo_operation(desk.workspace, done.operation).kept == []
    assert desk.leads() == []


def test_what_was_taken_back_can_be_imported_again(desk, tmp_path):
    path = write_leads(tmp_path / "a.csv", JEAN, {"last_name": "Petit", "email": "p@x.fr"})
    done = desk.imported(path)
    undo_operation(desk.workspace, done.operation)
    assert fates(desk.imported(path)) == {"created": 2}


def test_a_plan_is_worked_out_again_when_the_store_has_moved(desk, tmp_path):
    plan = plan_import(desk.workspace, write_leads(tmp_path / "a.csv", JEAN))
    desk.add(last_name="Martin", email=JEAN["email"])
    assert fates(apply_import(desk.workspace, plan)) == {"updated": 1}
    plan.close()
    assert len(desk.leads()) == 1


def test_a_full_disk_takes_the_whole_import_back_and_says_so(desk, tmp_path):
    desk.imported(write_leads(tmp_path / "a.csv", JEAN))
    before = everything(desk)
    plan = plan_import(desk.workspace, write_rows(
        tmp_path / "b.csv", ["last_name", "notes"], [[f"Nom{i}", f"{i} " * 3000] for i in range(400)]
    ))  # fmt: skip
    with desk.workspace.store.read() as tx:
        pages = tx.exec_driver_sql("PRAGMA page_count").scalar_one()
        tx.exec_driver_sql(f"PRAGMA max_page_count = {pages + 150}")
    with pytest.raises(UserError) as caught:
        apply_import(desk.workspace, plan)
    plan.close()
    assert caught.value.code == "disk_full"
    path = desk.workspace.store.path
    desk.workspace.store.close()
    again = desk_at(path)
    take_back_unfinished(again.workspace)
    assert everything(again) == before
    again.workspace.store.close()


# -- any file --------------------------------------------------------------------------------------------------------

CELL = st.one_of(
    st.sampled_from(["", "", "Martin", "MARTIN", "Zoé", "a@x.fr", "A@X.FR", "b@x.fr", "0612345678", "+33612345678",
                     "Atelier SAS", "atelier", "webinar", "2026-11-01", "01/11/2026", "7", "=1+1", "'x", '"', "x\ny"]),
    st.text(max_size=8),
)  # fmt: skip
FIELDS = ["first_name", "last_name", "email", "phone", "mobile", "company", "source", "source_date", "external_id",
          "notes", "city", "country"]  # fmt: skip
FILES = st.lists(st.lists(CELL, min_size=0, max_size=len(FIELDS) + 1), min_size=1, max_size=12)


@given(FILES, st.sampled_from(list(Policy)))
@many(max_examples=30)
def test_rows_are_created_updated_unchanged_skipped_or_refused_and_nothing_else(new_desk, rows, policy):
    desk = new_desk()
    path = write_rows(desk.workspace.store.path.with_suffix(".csv"), FIELDS, rows)
    try:
        try:
            first = desk.imported(path)
        except UserError as error:
            assert error.code in ("only_a_header", "not_text", "header_unreadable")  # noqa: PT017
            return
        assert len(desk.leads()) == first.counts["created"]
        again = desk.imported(path, policy)
        assert sum(again.counts.values()) == sum(first.counts.values())
        assert again.counts["refused"] == first.counts["refused"]
        if policy is not Policy.NEW:
            assert again.counts["created"] == 0
            assert len(desk.leads()) == first.counts["created"]
        last = everything(desk)
        undo_operation(desk.workspace, desk.imported(path).operation)
        assert everything(desk) == last
    finally:
        desk.workspace.store.close()


# -- a real export ---------------------------------------------------------------------------------------------------


def test_a_real_export_of_a_crm_comes_in_whole_and_once(desk):
    path = shared("data", "zoho_leads.csv")
    done = desk.imported(path, country="US")
    assert sum(done.counts.values()) == 3900
    assert done.counts["refused"] == 0
    found = desk.leads()
    assert len(found) == done.counts["created"]
    assert {s.lead.source_date for s in found} >= {"2021-04-15"}
    assert all(s.lead.mobile.startswith("+1") for s in found if s.lead.mobile_given)
    again = desk.imported(path, country="US")
    assert (again.counts["created"], sum(again.counts.values())) == (0, 3900)
    undo_operation(desk.workspace, again.operation)
    assert undo_operation(desk.workspace, done.operation).kept == []
    assert desk.leads() == []


def test_leads_of_one_file_rise_in_its_order(desk, tmp_path):
    desk.imported(many_rows(tmp_path / "a.csv", 700))
    with desk.workspace.store.read() as tx:
        ids = leads.all_ids(tx)
        names = [lead.last_name for lead in leads.get_leads(tx, ids).values()]
    assert names == [f"Nom{i}" for i in range(700)]


@pytest.mark.long
def test_twenty_thousand_rows_are_imported_updated_and_taken_back(desk, tmp_path):
    rows = [[f"Nom{i}", f"p{i}@x.fr", f"0612{i:06d}", "webinar", "2026-11-01"] for i in range(20_000)]
    header = ["last_name", "email", "phone", "source", "source_date"]
    first = desk.imported(write_rows(tmp_path / "a.csv", header, rows))
    again = desk.imported(write_rows(tmp_path / "b.csv", [*header, "city"], [[*r, "Lyon"] for r in rows]))
    assert (first.counts["created"], again.counts["updated"]) == (20_000, 20_000)
    assert undo_operation(desk.workspace, again.operation).undone == 20_000
    assert undo_operation(desk.workspace, first.operation).undone == 20_000
    assert desk.leads() == []


def test_a_moment_of_the_file_is_kept_as_its_day(desk, tmp_path):
    desk.imported(write_leads(tmp_path / "a.csv", {"last_name": "A", "source_date": "15 Apr, 2021 00:03:00"}))
    assert desk.leads()[0].lead.source_date == "2021-04-15"
    assert datetime(2021, 4, 15).weekday() == 3
    assert Path(tmp_path).is_dir()


@pytest.mark.parametrize(
    ("first", "second"), [(("", "Martin"), ("Martin", "")), (("Zoé", "Martin"), ("", "Zoé Martin"))]
)
def test_a_whole_name_in_one_column_is_not_said_twice(desk, first, second):
    path = write_rows(desk.workspace.store.path.with_suffix(".csv"), FIELDS, [list(first), list(second)])
    for created in (1, 0):
        counts = desk.imported(path).counts
        assert (counts["created"], counts["updated"]) == (created, 0)
    assert [(s.lead.first_name, s.lead.last_name) for s in desk.leads()] == [first]


def test_an_address_that_stands_for_none_makes_nobody_the_same(desk, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "Prénom;Nom;Société;E-mail\n"
        "Anne;Petit;Verne;inconnu@inconnu.fr\n"
        "Luc;Roux;Mercier;inconnu@inconnu.fr\n"
        "Zoé;Blanc;Ader;pas-de-mail@gmail.com\n"
        "Max;Noir;Clouet;none@none.com\n"
        "Ida;Brun;Orange;contact@orange.example\n",
        encoding="utf-8",
    )
    plan = plan_import(desk.workspace, path)
    assert [(p.line, p.code) for p in plan.problems()] == [(n, "nobodys_email") for n in (2, 3, 4, 5)]
    assert apply_import(desk.workspace, plan).counts["created"] == 5
    plan.close()
    there = {s.lead.last_name: s.lead for s in desk.leads()}
    assert there["Petit"].email == "inconnu@inconnu.fr"
    record_call(desk.workspace, there["Petit"].id, Outcome.OPPOSED)
    assert {s.lead.last_name for s in desk.leads() if s.standing.code == "opposed"} == {"Petit"}


def test_a_line_that_a_report_writes_under_its_table_is_nobody(desk, tmp_path):
    path = tmp_path / "report.csv"
    path.write_text(
        "Company / Account,Last Name,Email\n"
        "Verne SAS,Petit,p@verne.example\n"
        "Copyright Agency,,\n"
        "Généré SARL,,\n"
        "\n"
        '"Confidential Information - Do Not Distribute",,\n'
        '"Copyright (c) 2000-2026 example.com, inc. All rights reserved.",,\n'
        '"Generated By:  Anne Petit  23/11/2026 09:12",,\n'
        '"Exporté le 23/11/2026",,\n'
        '"Page 1 / 3",,\n',
        encoding="utf-8",
    )
    plan = plan_import(desk.workspace, path)
    assert [(p.line, p.code) for p in plan.problems()] == [(n, "footer_row") for n in range(6, 11)]
    apply_import(desk.workspace, plan)
    plan.close()
    assert {s.lead.company for s in desk.leads()} == {"Verne SAS", "Copyright Agency", "Généré SARL"}


def test_companies_that_stand_before_names_are_the_companies_of_these(desk, tmp_path):
    path = tmp_path / "contacts.csv"  # as Odoo exports its list of contacts
    path.write_text(
        "Complete Name,Phone,Email\n"
        '"Azure Interior",01 99 00 12 34,azure@azure.example\n'
        '"Azure Interior, Brandon Freeman",,b@azure.example\n'
        '"Acme, Inc.",,info@acme.example\n'
        '"Deco Addict",01 99 00 12 35,\n'
        '"Deco Addict, Addison Olson",,a@deco.example\n'
        '"Deco Addict, Douglas Fletcher",,d@deco.example\n'
        '"Lucie Petit",,lucie@petit.example\n',
        encoding="utf-8",
    )
    desk.imported(path)
    assert {(s.lead.first_name, s.lead.last_name, s.lead.company) for s in desk.leads()} >= {
        ("", "", "Azure Interior"), ("Brandon", "Freeman", "Azure Interior"), ("", "", "Deco Addict"),
        ("Addison", "Olson", "Deco Addict"), ("Douglas", "Fletcher", "Deco Addict"), ("Lucie", "Petit", ""),
    }  # fmt: skip
    assert len(desk.leads()) == 7


def test_last_names_before_first_names_stay_names(desk, tmp_path):
    path = tmp_path / "contacts.csv"
    path.write_text(
        "Nom complet;E-mail\n"
        "Petit;p@x.fr\nMartin;m@x.fr\n"
        "Petit, Anne;a@x.fr\nMartin, Jean Luc;j@x.fr\nPetit, Zoé;z@x.fr\n",
        encoding="utf-8",
    )
    desk.imported(path)
    assert {(s.lead.first_name, s.lead.last_name, s.lead.company) for s in desk.leads()} == {
        ("", "Petit", ""), ("", "Martin", ""), ("Anne", "Petit", ""), ("Jean Luc", "Martin", ""), ("Zoé", "Petit", ""),
    }  # fmt: skip


def test_a_name_that_begins_with_the_company_of_its_row_is_the_persons_after_it(desk, tmp_path):
    path = tmp_path / "contacts.csv"
    path.write_text(
        "Display Name,Company,Email\n"
        '"Azure Interior, Brandon Freeman",Azure Interior,b@x.fr\n"Petit, Anne",Verne,a@x.fr\n',
        encoding="utf-8",
    )
    desk.imported(path)
    assert {(s.lead.first_name, s.lead.last_name, s.lead.company) for s in desk.leads()} == {
        ("Brandon", "Freeman", "Azure Interior"), ("Anne", "Petit", "Verne"),
    }  # fmt: skip
