"""Headers, rows and the formula guard (formats, section 6)."""

import csv
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.core.domain.lead import COLUMNS
from sdrdesk.core.domain.signals import SIGNAL_TYPES
from sdrdesk.core.exchange.columns import (
    RowValues,
    companies_before_names,
    header_key,
    map_headers,
    row_values,
    signal_type_of,
    split_name,
    targets_of,
    with_guard,
    without_guard,
)
from sdrdesk.core.resources import resource_path
from tests.support import shared

OUR_ID = "01a20274-2ad3-7000-9335-846cad5e28d8"


@pytest.mark.parametrize("name", COLUMNS)
def test_our_own_names_map_onto_themselves_in_any_case(name):
    for header in (name, name.upper(), name.replace("_", " "), f" {name.title()} "):
        assert map_headers([header]).sources == {name: (0,)}


@pytest.mark.parametrize(
    ("header", "column"),
    [("Prénom", "first_name"), ("NOM", "last_name"), ("Raison sociale", "company"), ("Adresse e-mail", "email"),
     ("Téléphone", "phone"), ("CP", "postal_code"), ("Ville", "city"), ("Effectifs", "employees"),
     ("Lead Source", "source"), ("# Employees", "employees"), ("Created Time", "source_date"),
     ("Mobile Phone", "mobile"), ("Person Linkedin Url", "linkedin"), ("SIREN", "siren"),
     ("Current Job", "job_title"), ("job", "job_title"), ("Prospect LinkedIn URL", "linkedin"),
     ("Company Employee Range", "employees"), ("nb_employees", "employees"), ("naf5_code", "naf"),
     ("Téléphone 2 (bureau)", "phone")],
)  # fmt: skip
def test_headers_of_crms_and_lists_are_recognised(header, column):
    assert map_headers([header]).sources == {column: (0,)}


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        # Salesforce
        ("First Name,Last Name,Title,Company / Account,Email,Lead Source,State/Province,Lead Owner,No. of Employees,"
         "Zip/Postal Code,Do Not Call",
         "first_name last_name job_title company email source region owner employees postal_code opposed"),
        ("FirstName,LastName,MobilePhone,NumberOfEmployees,PostalCode,LeadSource,CreatedDate",
         "first_name last_name mobile employees postal_code source source_date"),
        # Pipedrive
        ("Person - Name,Person - Organization,Person - Email - Work,Person - Phone - Mobile,Person - Job title,"
         "Lead - Source,Lead - Owner", "full_name company email mobile job_title source owner"),
        # Odoo
        ("Contact Name,Company Name,Job Position,Email,Phone,City,Zip,Country,Salesperson,Internal Notes,Tags",
         "full_name company job_title email phone city postal_code country owner notes tags"),
        ("contact_name,partner_name,function,email_from,mobile,city,zip,create_date",
         "full_name company job_title email mobile city postal_code source_date"),
        # Zoho
        ("Record Id,Lead Owner,Lead Name,Company,No of Employees,Lead Source,Zip Code,Created Time",
         "external_id owner full_name company employees source postal_code source_date"),
        # Google Contacts before 2024, and Outlook
        ("Name,Given Name,Family Name,Organization 1 - Name,Organization 1 - Title,E-mail 1 - Value,Phone 1 - Value,"
         "Address 1 - City,Website 1 - Value,Group Membership",
         "full_name first_name last_name company job_title email phone city domain tags"),
        ("First Name,Last Name,Company,Job Title,E-mail Address,Business Phone,Mobile Phone,Business Country/Region,"
         "Web Page", "first_name last_name company job_title email phone mobile country domain"),
        # LinkedIn
        ("First Name,Last Name,URL,Email Address,Company,Position",
         "first_name last_name domain email company job_title"),
        ("First Name,Last Name,URL,Email Address,Company,Position,Connected On",
         "first_name last_name linkedin email company job_title "),
        # French lists
        ("Nom,Prénom,Contact,Tél. fixe,Portable pro,Mail pro",
         "last_name first_name full_name phone mobile email"),
        ("Nom,Dirigeant,Code NAF/APE,Tranche d'effectif salarié,Commune",
         "company full_name naf employees city"),
        ("Raison sociale,Date de création,Forme juridique,Note", "company   "),
        # Directories and maps: firms, nobody named
        ("Nom,Activité,Code postal,Ville,Téléphone,SIRET,Nombre d'avis",
         "company industry postal_code city phone siren "),
        ("name,category,phone,website,reviews,place_id", "company  phone domain  "),
        ("title,totalScore,city,website,phone,categoryName", "company  city domain phone "),
        ("Nom,Société,SIRET", "last_name company siren"),
        ("Nom,Prénom,Activité", "last_name first_name industry"),
        # The number of a row, of a house
        ("Numéro,Nom,Société,Téléphone", " last_name company phone"),
        ("Raison sociale,Numéro,Voie,Ville", "company   city"),
        ("Raison sociale,Numéro,Ville", "company phone city"),
        # German, Spanish, Italian, Dutch
        ("Vorname,Nachname,Firma,Funktion,Telefonnummer,Handy,E-Mail-Adresse,PLZ,Ort,Land,Mitarbeiterzahl,Bemerkungen",
         "first_name last_name company job_title phone mobile email postal_code city country employees notes"),
        ("Nombre,Apellidos,Empresa,Cargo,Correo electrónico,Teléfono,Móvil,Ciudad,País,Código postal,Observaciones",
         "first_name last_name company job_title email phone mobile city country postal_code notes"),
        ("Nombre,Empresa,Móvil", "full_name company mobile"),
        ("Nome,Cognome,Ragione sociale,Ruolo,Cellulare,Indirizzo email,Città,CAP,Settore,Note",
         "first_name last_name company job_title mobile email city postal_code industry notes"),
        ("Voornaam,Achternaam,Bedrijfsnaam,Functie,Telefoonnummer,Mobiel,E-mailadres,Plaats,Postcode,Opmerkingen",
         "first_name last_name company job_title phone mobile email city postal_code notes"),
    ],
)  # fmt: skip
def test_a_whole_header_is_recognised_each_name_beside_the_others(header, columns):
    assert targets_of(header.split(",")) == columns.split(" ")


def test_no_name_of_a_column_stands_for_two():
    table = tomllib.loads(resource_path("import", "headers.toml").read_text(encoding="utf-8"))
    columns = {}
    for column, names in table.items():
        for name in names if column != "beside" else ():
            columns.setdefault(header_key(name).replace(" ", ""), set()).add(column)
    assert {name: said for name, said in columns.items() if len(said) > 1} == {}


UNMAPPED = {
    "HubSpot contacts (all contacts export)": "Lead Status",
    "HubSpot contacts (marketing columns)": "Lifecycle Stage",
    "HubSpot deals": "Deal Name|Deal Stage|Amount|Associated Company IDs|Associated Contact IDs",
    "Salesforce lead report": "Lead Status",
    "Apollo people (phones)": "Company Name for Emails|Email Status|Seniority|Company Linkedin Url|Twitter Url",
    "French client list": "",
    "French prospect list (rating and review count)": "Note|Avis",
    "Annuaire des entreprises export": "Date création|Adresse|Nature juridique|Nb établissements|Catégorie|État",
    "French contacts list": "",
}


def test_what_known_exports_hold_and_we_have_no_column_for_is_named():
    with shared("data", "export_headers.csv").open(encoding="utf-8", newline="") as stream:
        found = {
            row["product"]: "|".join(map_headers(row["header_row"].split(row["delimiter"])).unmapped)
            for row in csv.DictReader(stream)
        }
    assert {product: left for product, left in found.items() if product in UNMAPPED} == UNMAPPED
    pipedrive = found["Pipedrive deals list (fields of one tenant)"].split("|")
    assert all(name.startswith(("Deal - ", "Organization - ")) for name in pipedrive)
    google = found["Google Contacts, layout since 2024"].split("|")
    assert not {"First Name", "Last Name", "E-mail 1 - Value", "Phone 1 - Value", "Organization Name"} & set(google)


def test_every_header_of_known_exports_is_mapped_or_named():
    with shared("data", "export_headers.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            header = row["header_row"].split(row["delimiter"])
            found = map_headers(header)
            mapped = {p for positions in found.sources.values() for p in positions}
            assert len(mapped) + len(found.unmapped) == len(header), row["product"]
            assert [h for n, h in enumerate(header) if n not in mapped] == list(found.unmapped)
            if row["product"] != "HubSpot deals":  # deals, and nobody is named in them
                assert set(found.sources) & {"email", "phone", "last_name", "full_name", "company"}, row["product"]


def test_the_first_column_that_is_not_blank_feeds_ours():
    found = map_headers(["First Phone", "Work Direct Phone", "Corporate Phone"])
    assert row_values(["", "0123456789", "0199999999"], found).values == {"phone": "0123456789", "mobile": "0199999999"}
    assert row_values(["", "  ", ""], found).values == {}


def test_a_list_of_last_and_first_names_holds_no_companies():
    people = ["Smith, John A.", "Jones, Mary B.", "Jones", "Smith", "Brown, Al"]
    assert companies_before_names(people) == frozenset()
    firms = ["Azure Interior", "Azure Interior, Brandon Freeman", "Deco Addict", "Deco Addict, Addison Olson",
             "Doe, John", "Gemini Furniture, Edwin Hansen"]  # fmt: skip
    assert companies_before_names(firms) == {"Azure Interior", "Deco Addict", "Gemini Furniture"}


def test_a_number_of_a_house_is_no_phone_and_one_beside_an_address_is():
    assert map_headers(["Nom", "Adresse", "Numéro"]).sources["phone"] == (2,)
    assert map_headers(["Nom", "Numéro", "Portable"]).sources["phone"] == (1,)
    assert "phone" not in map_headers(["Nom", "Numéro", "Rue"]).sources
    assert map_headers(["Numéro", "Nom", "Téléphone"]).sources["phone"] == (2,)


@pytest.mark.parametrize("label", ["Label", "Type"])
def test_a_fax_of_google_contacts_is_no_phone(label):
    found = map_headers([f"Phone 1 - {label}", "Phone 1 - Value", f"Phone 2 - {label}", "Phone 2 - Value"])
    assert row_values(["Work Fax", "0240000001", "Work", "0240000000"], found).values == {"phone": "0240000000"}
    assert row_values(["Home Fax", "0240000001"], found).values == {}


@pytest.mark.parametrize(
    ("header", "cells", "names"),
    [
        (["Société", "Nom du contact"], ["Azur", "Mme Anne PETIT"], ("Anne", "PETIT", "Azur")),
        (["Nom", "Nom du contact"], ["Azur", "Anne Petit"], ("Anne", "Petit", "Azur")),
        (["Nom", "Entreprise"], ["Anne Petit", "Azur"], ("Anne", "Petit", "Azur")),
        (["Nom", "Entreprise"], ["M. Petit", "Azur"], (None, "Petit", "Azur")),
        (["Nom", "Entreprise"], ["Le Goff", "Azur"], (None, "Le Goff", "Azur")),
        (["Nom", "Entreprise"], ["PETIT ANNE", "Azur"], (None, "PETIT ANNE", "Azur")),  # nobody knows which is which
        (["Nom", "Prénom", "Entreprise"], ["Mme de la Tour", "Anne", "Azur"], ("Anne", "de la Tour", "Azur")),
        (["Nom", "Prénom", "Entreprise"], ["Petit Roux", "", "Azur"], (None, "Petit Roux", "Azur")),
        (["Nom", "Tél"], ["Boulangerie Petit", "01"], (None, "Boulangerie Petit", None)),
        (["Nom", "Contact : prénom", "Contact : nom"], ["Azur", "Anne", "Petit"], ("Anne", "Petit", "Azur")),
        (["name", "contact_name", "partner_name"], ["Need", "Anne Petit", "Azur"], ("Anne", "Petit", "Azur")),
        (["Personne - Nom", "Personne - Organisation"], ["Anne Petit", "Azur"], ("Anne", "Petit", "Azur")),
        (["Lead - Contact person", "Lead - Organization"], ["Anne Petit", "Azur"], ("Anne", "Petit", "Azur")),
        (["Société/Compte", "Prénom", "Nom"], ["Azur", "Anne", "Petit"], ("Anne", "Petit", "Azur")),
        (["Contact name", "Title", "SIREN"], ["Anne Petit", "CEO", "1"], ("Anne", "Petit", None)),
        (["Title", "Nom complet", "SIREN"], ["CEO", "Anne Petit", "1"], ("Anne", "Petit", None)),
        (["Nom complet", "Activité"], ["Anne Petit", "Conseil"], ("Anne", "Petit", None)),
        (["Nom", "Prénom contact", "SIREN"], ["Petit", "Anne", "1"], ("Anne", "Petit", None)),
        (["Nom", "SIREN"], ["Azur", "1"], (None, None, "Azur")),
        (["title", "totalScore"], ["Azur", "4.5"], (None, None, "Azur")),
        (["id", "last_name", "company"], ["3", "M. Petit", "Azur"], (None, "M. Petit", "Azur")),
    ],
)
def test_who_a_row_names_under_the_headers_of_real_lists(header, cells, names):
    found = row_values(cells, map_headers(header)).values
    assert tuple(found.get(c) for c in ("first_name", "last_name", "company")) == names


def test_a_column_can_be_mapped_or_left_out_by_hand():
    found = map_headers(["Nom", "Truc", "Email"], {1: "company", 2: ""})
    assert found.sources == {"last_name": (0,), "company": (1,)}
    assert found.unmapped == ("Email",)


@pytest.mark.parametrize(
    ("full", "names"),
    [
        ("Jean Martin", ("Jean", "Martin")),
        ("MARTIN Jean", ("Jean", "MARTIN")),
        ("Jean-Pierre DE LA TOUR", ("Jean-Pierre", "DE LA TOUR")),
        ("Martin, Jean", ("Jean", "Martin")),
        ("Martin", (None, "Martin")),
        ("Maria del Carmen", ("Maria", "del Carmen")),
        ("JEAN MARTIN", ("JEAN", "MARTIN")),
        ("J. Martin", ("J.", "Martin")),
        ("É. Roux", ("É.", "Roux")),
        ("JP Martin", ("JP", "Martin")),
        ("AL Smith", ("AL", "Smith")),
        ("Jean P. MARTIN", ("Jean P.", "MARTIN")),
        ("Anne Petit, MBA", ("Anne", "Petit")),
        ("Anne Petit MBA", ("Anne", "Petit")),
    ],
)
def test_a_full_name_is_split(full, names):
    found = split_name(full)
    assert (found.get("first_name"), found["last_name"]) == names


@pytest.mark.parametrize(
    ("full", "names"),
    [
        ("M. Jean DUPONT", ("Jean", "DUPONT")),
        ("Mme Claire Fontaine", ("Claire", "Fontaine")),
        ("Madame LEROY", (None, "LEROY")),
        ("M. et Mme Petit", (None, "Petit")),
        ("Mr. Bob Smith", ("Bob", "Smith")),
        ("Herr Dr. Hans Müller", ("Hans", "Müller")),
        ("M. DUPOND, Henri", ("Henri", "DUPOND")),
        ("Mr", (None, "Mr")),
        ("M. Mme", (None, "Mme")),
        ("Maria Mr", ("Maria", "Mr")),
        ("Mehdi Dridi", ("Mehdi", "Dridi")),
        ("MAITRE Sophie", ("Sophie", "MAITRE")),
        ("HERR Martin", ("Martin", "HERR")),
        ("MME PETIT", (None, "PETIT")),
        ("Maître Sophie Petit", ("Sophie", "Petit")),
    ],
)
def test_a_civility_is_no_part_of_a_name(full, names):
    found = row_values([full], map_headers(["Contact"])).values
    assert (found.get("first_name"), found["last_name"]) == names


def test_the_civility_that_outlook_calls_a_title_is_no_function():
    found = map_headers(["Title", "Last Name", "Job Title"])
    assert row_values(["Mr.", "Hardy", "Buyer"], found).values["job_title"] == "Buyer"
    assert "job_title" not in row_values(["Mrs.", "Hardy", ""], found).values
    assert row_values(["Doctor", "Hardy", ""], found).values["job_title"] == "Doctor"
    alone = map_headers(["Title", "Last Name"])
    assert row_values(["Miss", "Hardy"], alone).values["job_title"] == "Miss"


def test_a_full_name_is_used_only_when_no_part_is_given():
    found = map_headers(["Name", "Last name"])
    assert row_values(["Jean Martin", "Dupont"], found).values == {"last_name": "Dupont"}


def test_an_id_that_is_not_ours_is_an_id_elsewhere():
    found = map_headers(["id", "Nom"])
    assert row_values(["4563", "Martin"], found).values == {"external_id": "4563", "last_name": "Martin"}
    assert row_values([OUR_ID, "Martin"], found).values == {"id": OUR_ID, "last_name": "Martin"}


def test_control_characters_are_removed_and_it_is_said():
    found = map_headers(["Nom"])
    assert row_values(["Mar\x00tin\x07"], found) == RowValues({"last_name": "Martin"}, cleaned=True)
    assert row_values(["Mar\ttin\n"], found) == RowValues({"last_name": "Mar\ttin"})


def test_signs_that_nobody_sees_are_removed_but_those_that_join_letters():
    found = map_headers(["Nom", "E-mail"])
    cells = ["\u202aMar\u00adtin\u200b\u202c", "\ufeffm@x.fr\u200e"]
    assert row_values(cells, found) == RowValues({"last_name": "Martin", "email": "m@x.fr"}, cleaned=True)
    joined = {"last_name": "نمی\u200cخواهم 👩\u200d💼"}
    assert row_values([*joined.values()], found) == RowValues(joined)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd", "'+cmd"),
        ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("'quoted", "''quoted"),
        ("'=1", "''=1"),
        ("'", "''"),
        ("=", "'="),
        ("-", "'-"),
        ("+33612345678", "+33612345678"),
        ("+33 6 12 34 56 78", "+33 6 12 34 56 78"),
        ("+33 (0)6.12.34.56.78", "+33 (0)6.12.34.56.78"),
        ("-12", "-12"),
        ("-12.5", "-12.5"),
        ("-1,5", "-1,5"),
        ("+1e5", "+1e5"),
        ("-12+A1", "'-12+A1"),
        ("+33612345678 =1", "'+33612345678 =1"),
        ("plain", "plain"),
        ("a=b", "a=b"),
        (" =b", " =b"),
        ("", ""),
    ],
)
def test_the_formula_guard(text, written):
    assert with_guard(text) == written
    assert without_guard(written) == text


@given(st.text())
def test_what_the_guard_sets_it_takes_away(text):
    assert without_guard(with_guard(text)) == text
    if with_guard(text) != text:
        assert with_guard(text) == "'" + text


@pytest.mark.parametrize(
    ("header", "cells", "kept"),
    [
        (["id", "company", "grid_version"], [OUR_ID, "'=x", "1"], "=x"),
        (["id", "company"], [OUR_ID, "'=x"], "=x"),
        (["id", "company"], ["4563", "'=x"], "'=x"),  # someone else's id
        (["company"], ["'=x"], "'=x"),
        (["External id", "company"], [OUR_ID, "'=x"], "'=x"),
    ],
)
def test_the_guard_is_stripped_only_where_our_id_stands(header, cells, kept):
    assert row_values(cells, map_headers(header)).values["company"] == kept


def test_the_columns_an_export_adds_are_not_called_unknown_when_it_comes_back():
    assert map_headers(["id", "company", "score", "grid_version"]).unmapped == ()
    assert map_headers(["id", "company", "score"]).unmapped == ("score",)


@pytest.mark.parametrize("kind", sorted(SIGNAL_TYPES))
def test_a_source_named_like_a_signal_type_is_that_type(kind):
    assert signal_type_of(kind) == signal_type_of(kind.replace("_", " ").upper()) == kind


@pytest.mark.parametrize(
    ("source", "kind"),
    [("Demande de démo", "demo_request"), ("Salon", "event"), ("Seminar Partner", "webinar"), ("Cold call", None),
     ("", None), ("Livre blanc", "download")],
)  # fmt: skip
def test_sources_are_mapped_to_signal_types(source, kind):
    assert signal_type_of(source) == kind
