"""A job title says what someone works on and how far up."""

import csv
import hashlib
import tomllib

import pytest

from sdrdesk.core.domain.job_title import FUNCTIONS, SENIORITIES
from sdrdesk.core.normalising.job_titles import Title, read_title
from sdrdesk.core.resources import resource_path
from tests.support import shared

SAID = {
    "Directeur": ("management", "director"),
    "Gérant": ("management", "owner"),
    "Co-gérante": ("management", "owner"),
    "PDG": ("management", "c_level"),
    "P.-D.G.": ("management", "c_level"),
    "Président-directeur général": ("management", "c_level"),
    "Directeur(trice) général(e)": ("management", "c_level"),
    "DAF": ("finance", "director"),
    "D.A.F.": ("finance", "director"),
    "Directrice administrative et financière": ("finance", "director"),
    "DSI": ("it", "director"),
    "Directeur des systèmes d’information": ("it", "director"),
    "DRH": ("hr", "director"),
    "RRH": ("hr", "manager"),
    "Directrice commerciale adjointe": ("sales", "director"),
    "Responsable achats": ("purchasing", "manager"),
    "Acheteur": ("purchasing", "specialist"),
    "Chef d’entreprise": ("management", "owner"),
    "Directeur d’usine": ("production", "director"),
    "Juriste": ("legal", "specialist"),
    "Chargé(e) de communication": ("communication", "specialist"),
    "Assistante de direction générale": ("other", "assistant"),
    "Secrétaire générale": ("management", "director"),
    "Stagiaire marketing": ("marketing", "assistant"),
    "Ingénieur commercial": ("sales", "specialist"),
    "Chef de projet informatique": ("it", "manager"),
    "Head of Sales": ("sales", "head"),
    "VP Marketing": ("marketing", "director"),
    "CEO & Founder": ("management", "owner"),
    "Managing Director": ("management", "c_level"),
    "Managing Director, Sales": ("sales", "c_level"),
    "Chief Revenue Officer": ("sales", "c_level"),
    "CTO": ("it", "c_level"),
    "COO": ("operations", "c_level"),
    "Director of Operations": ("operations", "director"),
    "Account Executive": ("sales", "specialist"),
    "Assistant Manager, Purchasing": ("purchasing", "manager"),
    "Product Owner": ("it", "specialist"),
    "HR Business Partner": ("hr", "specialist"),
    "Geschäftsführerin": ("management", "c_level"),
    "Inhaber": ("management", "owner"),
    "Vertriebsleiter": ("sales", "head"),
    "Leiter/in Einkauf": ("purchasing", "head"),
    "Mitarbeiter:in Buchhaltung": ("finance", "specialist"),
    "Assistenz der Geschäftsführung / Personal": ("hr", "assistant"),
    "Médecin": ("other", ""),
    "  ": ("", ""),
}
SAME_FUNCTION = {
    "Marketing": {"marketing", "communication"},
    "Sales": {"sales"},
    "Business Development": {"sales"},
    "Information Technology": {"it"},
    "Purchasing": {"purchasing"},
    "Human Resources": {"hr"},
    "Project Management": {"operations"},
    "Customer Support": {"operations"},
}
SAME_RANK = {
    "Director": {"director"},
    "Lead": {"head"},
    "Management": {"owner", "c_level"},
    "Senior": {"manager", "specialist"},
    "Junior": {"specialist", "assistant"},
}


@pytest.mark.parametrize(("text", "said"), SAID.items())
def test_a_title_is_read(text, said):
    assert read_title(text) == Title(*said)


def test_case_and_accents_do_not_count():
    assert read_title("DIRECTEUR GENERAL") == read_title("directeur général") == Title("management", "c_level")


def held_out(text):
    """The half of the public titles that the table was not written with."""
    return hashlib.sha256(text.encode()).digest()[0] & 1


@pytest.mark.parametrize(
    ("table", "same", "part", "at_least"),
    [("department", SAME_FUNCTION, "function", 0.86), ("seniority", SAME_RANK, "seniority", 0.83)],
)
def test_titles_not_seen_before_are_read_as_others_read_them(table, same, part, at_least):
    with shared("data", "job-titles", f"snapaddy_{table}.csv").open(encoding="utf-8", newline="") as stream:
        rows = [r for r in csv.DictReader(stream) if r["label"] in same and held_out(r["text"])]
    said = [(getattr(read_title(r["text"]), part), same[r["label"]]) for r in rows]
    named = [(got, wanted) for got, wanted in said if got not in ("", "other")]
    assert len(rows) > 4_000
    assert len(named) / len(rows) > 0.95
    assert sum(got in wanted for got, wanted in named) / len(named) > at_least


def test_the_table_names_functions_and_ranks_that_there_are():
    table = tomllib.loads(resource_path("import", "job_titles.toml").read_text(encoding="utf-8"))
    named = {code for name, codes in table.items() for code in codes if name.startswith("function")}
    assert named == set(FUNCTIONS) - {"other"}
    assert set(table["seniority"]) == set(SENIORITIES)
    assert set(table["not_said"]) <= set(FUNCTIONS) | set(SENIORITIES)
