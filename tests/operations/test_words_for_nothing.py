"""What stands in a file where no address or number is known (n/a, -, NULL): it identifies nobody."""

import pytest

from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.duplicates import find_duplicates
from sdrdesk.core.operations.signal_imports import apply_signals, plan_signals
from tests.support import write_leads

NOTHING = ("n/a", "-", "NULL", "NC", "#N/A", "pas d'email")
ALI = {"first_name": "Ali", "last_name": "Vert", "company": "A4", "phone": "01 40 00 01 05"}
EVE = {"first_name": "Eve", "last_name": "Noir", "company": "A3", "phone": "01 40 00 01 06"}


def fates(done):
    return {fate: n for fate, n in done.counts.items() if n}


@pytest.mark.parametrize("word", NOTHING)
def test_two_people_without_an_address_stay_two_and_keep_the_word_given(desk, tmp_path, word):
    file = write_leads(tmp_path / "a.csv", ALI | {"email": word}, EVE | {"email": word})
    assert fates(desk.imported(file)) == {"created": 2}
    assert {s.lead.email for s in desk.leads()} == {word}
    assert fates(desk.imported(file)) == {"unchanged": 2}


@pytest.mark.parametrize("word", [*NOTHING, "0", "12"])
def test_two_people_of_one_name_without_a_number_stay_two(desk, tmp_path, word):
    rows = [{"first_name": "Jean", "last_name": "Martin", "company": c, "phone": word} for c in ("Alpha", "Beta")]
    file = write_leads(tmp_path / "a.csv", *rows)
    assert fates(desk.imported(file)) == {"created": 2}
    assert fates(desk.imported(file)) == {"unchanged": 2}


def test_an_objection_of_somebody_without_an_address_closes_nobody_else(desk, tmp_path):
    desk.imported(write_leads(tmp_path / "a.csv", EVE | {"email": "n/a"}))
    record_call(desk.workspace, desk.leads("Noir")[0].lead.id, Outcome.OPPOSED)
    desk.imported(write_leads(tmp_path / "b.csv", ALI | {"email": "n/a"}))
    assert desk.leads("Vert")[0].standing.code == "never_called"


@pytest.mark.parametrize("address", ["a@b", "eve @ lumen.example", "eve[at]lumen.example", "eve＠lumen.example"])
def test_an_objection_holds_for_an_address_however_strange(desk, tmp_path, address):
    desk.imported(write_leads(tmp_path / "a.csv", EVE | {"email": address}))
    record_call(desk.workspace, desk.leads("Noir")[0].lead.id, Outcome.OPPOSED)
    desk.imported(write_leads(tmp_path / "b.csv", ALI | {"email": address}))
    assert {s.standing.code for s in desk.leads()} == {"opposed"}


def test_an_objection_holds_for_a_number_of_a_short_country_plan(desk, tmp_path):
    desk.imported(write_leads(tmp_path / "a.csv", EVE | {"phone": "2345", "company": ""}))
    record_call(desk.workspace, desk.leads("Noir")[0].lead.id, Outcome.OPPOSED)
    desk.imported(write_leads(tmp_path / "b.csv", ALI | {"phone": "23 45"}))
    assert desk.leads("Vert")[0].standing.code == "opposed"


def test_a_signal_of_nobody_lands_on_nobody(desk, tmp_path):
    desk.imported(write_leads(tmp_path / "a.csv", ALI | {"email": "n/a"}))
    file = write_leads(tmp_path / "s.csv", {"email": "n/a", "type": "demo_request", "at": "2026-11-20"})
    plan = plan_signals(desk.workspace, file)
    try:
        apply_signals(desk.workspace, plan)
    finally:
        plan.close()
    assert desk.leads()[0].temperature.value == "cold"


def test_people_who_share_only_such_a_word_are_no_duplicates(desk):
    for last, company in (("Durand", "Alpha"), ("Durant", "Beta")):
        desk.add(first_name="Paul", last_name=last, company=company, email="NC", phone="-")
    assert find_duplicates(desk.workspace).groups == ()


def test_such_a_word_takes_the_place_of_no_address_and_no_number(desk, tmp_path):
    desk.imported(write_leads(tmp_path / "a.csv", EVE | {"email": "eve@a3.example"}))
    again = write_leads(tmp_path / "b.csv", EVE | {"email": "n/a", "phone": "NC", "city": "Lyon"})
    assert fates(desk.imported(again)) == {"updated": 1}
    eve = desk.leads()[0].lead
    assert (eve.email, eve.phone, eve.city) == ("eve@a3.example", "+33140000106", "Lyon")
    assert eve.phone_given == "01 40 00 01 06"


def test_a_row_with_nothing_else_is_the_same_row_again(desk, tmp_path):
    file = write_leads(tmp_path / "a.csv", ALI | {"email": "n/a"}, {"email": "n/a"})
    assert fates(desk.imported(file)) == {"created": 2}
    assert fates(desk.imported(file)) == {"unchanged": 2}
