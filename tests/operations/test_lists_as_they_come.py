"""Lists as people have them: names, objections, totals, headers in two rows, words that stand for nothing."""

import pytest

from sdrdesk.core.operations.imports import apply_import, plan_import
from sdrdesk.core.operations.opposition_lists import apply_list, plan_list
from tests.support import Desk


def brought(desk: Desk, folder, text: str) -> list[str]:
    """A list is imported; the codes of what is said of its rows."""
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    plan = plan_import(desk.workspace, path)
    apply_import(desk.workspace, plan)
    said = [problem.code for problem in plan.problems()]
    plan.close()
    return said


def people(desk: Desk) -> list[tuple[str, str]]:
    return sorted((s.lead.first_name, s.lead.last_name) for s in desk.leads())


def closed(desk: Desk) -> set[str]:
    return {s.lead.name for s in desk.leads() if s.standing.code == "opposed"}


@pytest.mark.parametrize(
    ("given", "first", "last"),
    [
        ("Anna García López", "Anna", "García López"),
        ("Mary Ann Smith", "Mary", "Ann Smith"),
        ("Jean Pierre Martin", "Jean", "Pierre Martin"),
        ("Durand Petit, Anne", "Anne", "Durand Petit"),
    ],
)
def test_a_whole_name_beside_a_company_keeps_all_its_words(desk, tmp_path, given, first, last):
    brought(desk, tmp_path, f'Company;Contact Name;Phone\nFamilia SL;"{given}";0199004001\n')
    assert people(desk) == [(first, last)]


def test_a_civility_is_no_part_of_a_first_name(desk, tmp_path):
    brought(desk, tmp_path, "Prénom;Nom;Téléphone\nMme Anne;Petit;01 99 00 11 22\n")
    assert people(desk) == [("Anne", "Petit")]


def test_two_of_one_family_on_one_number_are_two(desk, tmp_path):
    text = "Company;Contact Name;Phone\nX SL;Anna García López;0199004001\nX SL;Luis García López;0199004001\n"
    brought(desk, tmp_path, text)
    assert people(desk) == [("Anna", "García López"), ("Luis", "García López")]


@pytest.mark.parametrize(
    ("header", "given", "first", "last"),
    [
        ("NOM Prénom", "Roux Luc", "Luc", "Roux"),
        ("NOM Prénom", "DURAND PAUL", "Paul", "Durand"),
        ("Nom, prénom", "LE GOFF ANNE MARIE", "Anne Marie", "Le Goff"),
        ("Prénom Nom", "Luc Roux", "Luc", "Roux"),
        ("Nom", "LE GOFF Jean", "Jean", "Le Goff"),
        ("Contact", "Mme Anne Petit", "Anne", "Petit"),
    ],
)
def test_the_order_of_a_name_is_the_one_its_header_or_its_capitals_say(desk, tmp_path, header, given, first, last):
    brought(desk, tmp_path, f'Société;"{header}";Téléphone\nAcme;{given};01 99 00 11 22\n')
    assert [(f.casefold(), n.casefold()) for f, n in people(desk)] == [(first.casefold(), last.casefold())]


@pytest.mark.parametrize("header", ["NOM Prénom", "Contact", "Dirigeant", "Nom et prénom"])
def test_who_objects_by_a_whole_name_is_closed_whichever_word_comes_first(desk, tmp_path, header):
    brought(desk, tmp_path, "Société;Prénom;Nom;Téléphone\nAcme;Paul;Durand;01 99 00 11 22\nAcme;Luc;Roux;0199001125\n")
    brought(desk, tmp_path, f"Société;{header};Ne pas appeler\nAcme;DURAND PAUL;oui\n")
    assert "Paul Durand" in closed(desk)
    assert "Luc Roux" not in closed(desk)


@pytest.mark.parametrize(
    "header",
    [
        "Ne plus appeler", "Ne plus contacter", "Ne pas appeler (O/N)", "Opposition téléphonique", "Refus démarchage",
        "Liste noire", "Opt-out", "Do Not Call (DNC)", "Do not phone", "phone_blacklisted", "Telefonsperre",
        "Keine Anrufe",
    ],
)  # fmt: skip
def test_a_column_of_objections_is_known_by_many_names(desk, tmp_path, header):
    brought(desk, tmp_path, f"Nom;Téléphone;{header}\nDurand;01 99 00 11 22;oui\nPetit;01 99 00 11 23;non\n")
    assert closed(desk) == {"Durand"}


@pytest.mark.parametrize(
    ("phone", "status", "objects"),
    [
        ("01 99 00 70 05 (ne plus appeler)", "", True),
        ("01 99 00 70 05", "DO NOT CALL", True),
        ("01 99 00 70 05", "Bitte nicht anrufen!", True),
        ("01 99 00 70 05 (ne pas appeler le matin)", "", False),
        ("01 99 00 70 05", "option B, do not call before ten", False),
        ("01 99 00 70 05", "Opted out", False),
    ],
)
def test_a_cell_that_says_nothing_else_than_not_to_call_is_an_objection(desk, tmp_path, phone, status, objects):
    brought(desk, tmp_path, f'Nom;Téléphone;Statut du lead\nDurand;"{phone}";"{status}"\n')
    assert closed(desk) == ({"Durand"} if objects else set())


def test_a_german_number_with_a_slash_objects_whole(desk, tmp_path):
    brought(desk, tmp_path, "Firma;Vorname;Nachname;Mobil;Land\nDelta;Max;Blanc;0171/3920001;D\n")
    path = tmp_path / "objections.csv"
    path.write_text("Telefon;Land\n0171/3920001;DE\n", encoding="utf-8")
    plan = plan_list(desk.workspace, path)
    assert (plan.new_numbers, plan.unreadable) == (1, [])
    apply_list(desk.workspace, plan)
    assert closed(desk) == {"Max Blanc"}


def test_a_second_german_number_of_who_objects_is_opposed(desk, tmp_path):
    header = "Firma;Vorname;Nachname;Phone;Phone 2;Mobil;Nicht anrufen;Land\n"
    brought(desk, tmp_path, header + "Omega;Uwe;Klein;030/23125-009;0171/3920009;0172/3920009;ja;DE\n")
    brought(desk, tmp_path, "Vorname;Nachname;Telefon;Land\nUwe;Klein;0171/3920009;DE\n")
    assert [s.standing.code for s in desk.leads()] == ["opposed", "opposed"]


def test_a_row_that_names_groups_of_columns_is_no_header(desk, tmp_path):
    text = "Contact;;;Société;;\nNom;Prénom;Téléphone;Raison sociale;Code postal;Ville\n"
    brought(desk, tmp_path, text + "Durand;Paul;01 99 00 11 22;Acme;69001;Lyon\n")
    assert people(desk) == [("Paul", "Durand")]


@pytest.mark.parametrize(
    "row", ["Total;6;;;", ";Total;6;;", "Total : 6;;;;", "Total général;;;12;", ";;;Total contacts : 6;"]
)
def test_a_line_of_totals_is_nobody(desk, tmp_path, row):
    said = brought(desk, tmp_path, f"Société;Nom;Prénom;Téléphone;Ville\nAcme;Durand;Paul;0199001122;Bourg\n{row}\n")
    assert people(desk) == [("Paul", "Durand")]
    assert "total_row" in said


@pytest.mark.parametrize(
    "row", ["Total;Petit;Anne;0199001123;Pau", "Total;;;0199001124;", "Total;;;;Courbevoie", "Total Energies;;;;"]
)
def test_a_company_named_total_is_one(desk, tmp_path, row):
    brought(desk, tmp_path, f"Société;Nom;Prénom;Téléphone;Ville\n{row}\n")
    assert [s.lead.company for s in desk.leads()] == [row.split(";")[0]]


def test_words_for_nothing_take_nothing_from_a_lead(desk, tmp_path):
    header = "Société;Prénom;Nom;Téléphone;E-mail;Pays;Site web;Effectif\n"
    brought(desk, tmp_path, header + "Acme;Paul;Durand;01 99 00 11 22;p.durand@acme.fr;France;acme.fr;12\n")
    before = [s.lead for s in desk.leads()]
    for nothing in ("#N/A", "-", "n/a", "NULL", "n.c.", "?"):
        brought(desk, tmp_path, header + f"{nothing};-;-;;p.durand@acme.fr;{nothing};n/a;{nothing}\n")
    brought(desk, tmp_path, header + "Acme;Paul;Durand;;p.durand@acme.fr;Narnie;;\n")
    assert [s.lead for s in desk.leads()] == before


def test_two_whose_company_is_not_available_are_two(desk, tmp_path):
    brought(desk, tmp_path, "Société;Prénom;Nom;Téléphone\nN/A;N/A;N/A;0199001177\nN/A;N/A;N/A;0199001178\n")
    assert sorted(s.lead.phone for s in desk.leads()) == ["+33199001177", "+33199001178"]
