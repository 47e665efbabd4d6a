"""Finding leads as somebody types: names in whatever order, numbers however written, a list that can be stopped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.core.errors import UserError
from sdrdesk.core.normalising.phones import beginnings, is_number
from sdrdesk.core.operations.leads import LeadFilter, add_note, edit_lead, find_leads, first_found
from sdrdesk.core.operations.lists import find_rows, ids_of, page_of, row_of
from sdrdesk.core.store.database import Interrupted, interruptible


@pytest.fixture
def people(desk):
    """A few people whose names and numbers look alike, by a short name."""
    add = desk.add
    return desk, {
        "jean_pierre": add(first_name="Jean-Pierre", last_name="Moreau", company="Alpha", phone="06 12 34 56 78"),
        "jean": add(first_name="Jean", last_name="Petit", company="Pierre & Fils", phone="+33199000001"),
        "belgian": add(first_name="Zoé", last_name="Peeters", company="Bêta", phone="02 555 12 34", country="BE"),
        "morel": add(first_name="Ada", last_name="Morel", company="L'Œuvre", phone="01 99 00 12 34"),
        "foreign": add(first_name="Mo", last_name="Adams", company="Gamma", phone="not a number 12"),
    }


def names(desk, words, limit=20):
    found = first_found(desk.workspace, words, limit)
    assert set(find_leads(desk.workspace, LeadFilter(search=words))) >= set(found) or not words.strip(" +.")
    return found


@pytest.mark.parametrize(
    "words", ["jean pierre", "jean-pierre", "JEAN  PIERRE", "pierre jean", "moreau jean", "jean-p mor"]
)
def test_a_name_with_a_hyphen_is_found_with_a_blank_and_in_any_order(people, words):
    desk, ids = people
    assert ids["jean_pierre"] in names(desk, words)


@pytest.mark.parametrize(
    "typed",
    ["06 12 34 56 78", "0612345678", "06.12.34.56.78", "+33612345678", "+33 (0)6 12 34 56 78", "0033612345678",
     "33 6 12 34", "06 12", "0612", "+336"],
)  # fmt: skip
def test_a_number_is_found_however_it_is_typed(people, typed):
    desk, ids = people
    assert names(desk, typed) == [ids["jean_pierre"]]


@pytest.mark.parametrize("typed", ["02 555 12", "025551234", "+32 2 555", "0032 2 555 12 34", "2 555 12 34"])
def test_a_number_of_another_country_of_the_leads_is_found_as_it_is_dialled_there(people, typed):
    desk, ids = people
    assert names(desk, typed) == [ids["belgian"]]


def test_a_number_in_the_notes_and_one_nobody_could_read_are_found_by_their_words(people):
    desk, ids = people
    add_note(desk.workspace, ids["jean"], "ask for extension 4711")
    assert names(desk, "4711") == [ids["jean"]]
    assert ids["foreign"] in names(desk, "number")


def test_names_that_begin_so_come_before_other_hits_each_by_name(people):
    desk, ids = people
    assert names(desk, "mor") == [ids["jean_pierre"], ids["morel"]]
    assert names(desk, "p") == [ids["belgian"], ids["jean"], ids["jean_pierre"]]
    assert names(desk, "mo") == [ids["jean_pierre"], ids["morel"], ids["foreign"]]
    assert names(desk, "mo", 2) == [ids["jean_pierre"], ids["morel"]]


@pytest.mark.parametrize("words", ["", "  ", "…", "zzz", "+", "99 99 99"])
def test_what_is_nobody_finds_nobody(people, words):
    desk, _ids = people
    assert first_found(desk.workspace, words, 20) == []


def test_a_number_that_was_changed_is_found_by_the_new_one_only(people):
    desk, ids = people
    edit_lead(desk.workspace, ids["jean_pierre"], {"phone": "06 98 76 54 32"})
    assert names(desk, "06 12 34") == []
    assert names(desk, "0698765432") == [ids["jean_pierre"]]


@given(st.text(max_size=12))
def test_whatever_is_typed_is_answered(demo_search, words):
    first_found(demo_search.workspace, words, 20)
    find_leads(demo_search.workspace, LeadFilter(search=words))


@pytest.fixture
def demo_search(demo):
    return demo


def test_beginnings_are_those_of_the_countries_asked():
    assert is_number("06 12")
    assert is_number("+33 (0)6")
    assert not is_number("6")
    assert not is_number("12 rue")
    assert beginnings("+33 (0)6 12", {"FR"}) == ("+33612",)
    overseas = ("+2626", "+5906", "+5946", "+5966")
    assert beginnings("0033 6", {"FR"}) == ("+336", *overseas)
    assert set(beginnings("06 12", {"FR", "BE"})) == {"06 12", "+330612", "+33612", "+320612", "+32612"}
    assert "+34912" in beginnings("912", {"ES"})


# -- long lists --------------------------------------------------------------------------------------------------------


def test_a_list_holds_row_numbers_that_lead_back_to_the_same_leads(demo):
    for cut in (LeadFilter(), LeadFilter("a"), LeadFilter("zzzz")):
        rows, ids = find_rows(demo.workspace, cut), find_leads(demo.workspace, cut)
        assert ids_of(demo.workspace, rows) == ids
        assert [s.lead.id for s in page_of(demo.workspace, rows).values()] == ids
        assert [row_of(demo.workspace, i) for i in ids] == list(rows)
    assert list(find_rows(demo.workspace, LeadFilter(), 5)) == list(find_rows(demo.workspace, LeadFilter()))[:5]
    assert row_of(demo.workspace, "nobody") == 0
    assert ids_of(demo.workspace, [10**9]) == []
    assert page_of(demo.workspace, [10**9]) == {}


def test_a_search_through_every_lead_ends_when_it_is_told_to_stop(demo):
    with pytest.raises(UserError) as caught:
        find_rows(demo.workspace, LeadFilter("a"), progress=lambda _done, _of: False)
    assert caught.value.code == "cancelled"
    forever = "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    asked = iter([True, True, False])
    with demo.workspace.store.read() as tx, pytest.raises(Interrupted), interruptible(tx, lambda: next(asked)):
        tx.exec_driver_sql(forever).fetchall()
    assert len(find_rows(demo.workspace, LeadFilter())) > 100  # and the connection is as good as before
