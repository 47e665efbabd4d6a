"""Likely duplicates found in the base and while a lead is typed; what a person said is two stays two."""

import pytest

from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.duplicates import find_duplicates, group_now, likely_same, mark_apart
from sdrdesk.core.operations.erasure import erase_lead
from sdrdesk.core.operations.leads import edit_lead, history
from sdrdesk.core.operations.merging import merge_leads
from sdrdesk.core.operations.undo import undo_last, undo_operation
from tests.operations.likeness_pairs import SAME
from tests.operations.test_likeness import MISSED

ANNE = {"first_name": "Anne", "last_name": "Martin", "company": "Lumen SAS", "email": "anne.martin@lumen.fr",
        "phone": "01 40 20 30 40", "mobile": "06 12 34 56 78"}  # fmt: skip
SWITCHBOARD = "01 40 20 30 40"


def found(desk):
    return [set(g.leads) for g in find_duplicates(desk.workspace).groups]


def blank(desk, **values):
    return desk.add(**{"last_name": "", "phone": ""} | values)


def test_every_pair_that_is_likely_the_same_is_found_in_the_base(desk):
    wanted = []  # each pair in a firm, on numbers and at domains of its own
    for n, (why, one, other) in enumerate(SAME):
        if why in MISSED:
            continue
        pair = set()
        for said, columns in (one, other):
            first, last, company = said.split("|")
            mail = {
                k: f"{n}{v}" if "gmail" in v else v.replace("@", f"@{n}-") for k, v in columns.items() if k == "email"
            }
            named = f"{company} {chr(97 + n % 26)}{chr(97 + n // 26)}" if company else ""
            alone = {k: v for k, v in columns.items() if k in ("linkedin", "siren", "source", "external_id")}
            numbers = {k: v[:-4] + f"{n:02}" + v[-2:] for k, v in columns.items() if k in ("phone", "mobile")}
            web = {k: f"{n}-{v}" for k, v in columns.items() if k == "domain"}
            pair.add(blank(desk, first_name=first, last_name=last, company=named, **mail, **alone, **numbers, **web))
        wanted.append((why, pair))
    groups = find_duplicates(desk.workspace).groups
    together = [set(g.leads) for g in groups]
    lost = {why for why, pair in wanted if not any(pair <= group for group in together)}
    assert lost == set()


def test_a_group_says_its_score_and_its_reasons(desk):
    one, other = desk.add(**ANNE), desk.add(**ANNE | {"first_name": "A.", "email": "", "phone": ""})
    (group,) = find_duplicates(desk.workspace).groups
    assert set(group.leads) == {one, other}
    assert [r.code for r in group.likeness.reasons] == ["same_mobile", "name_initial", "same_company"]
    assert group.likeness.score == 94  # 91 for an own mobile beside an initial, 3 for the name at the company besides


def test_a_switchboard_of_two_hundred_is_nobody(desk):
    for n in range(40):
        desk.add(first_name=f"Prénom{chr(97 + n % 26)}{n}", last_name=f"Nom{chr(97 + n // 26)}{chr(97 + n % 26)}",
                 company="Grande Firme", phone=SWITCHBOARD)  # fmt: skip
    twice = desk.add(first_name="Anne", last_name="Martin", company="Grande Firme", phone=SWITCHBOARD)
    again = desk.add(first_name="Martin", last_name="Anne", company="Grande Firme", phone=SWITCHBOARD)
    assert found(desk) == [{twice, again}]


def test_three_of_one_person_are_one_group_and_merging_settles_it(desk):
    ids = [desk.add(**ANNE), desk.add(**ANNE), desk.add(**ANNE | {"first_name": "A."})]
    (group,) = find_duplicates(desk.workspace).groups
    assert set(group.leads) == set(ids)
    merge_leads(desk.workspace, ids[0], ids[1])
    assert set(group_now(desk.workspace, group.leads).leads) == {ids[0], ids[2]}
    merge_leads(desk.workspace, ids[0], ids[2])
    assert group_now(desk.workspace, group.leads) is None
    assert found(desk) == []


def test_one_like_two_that_are_not_alike_comes_with_each(desk):
    short = desk.add(first_name="J.", last_name="Martin", company="Bel", phone="")
    jean = desk.add(first_name="Jean", last_name="Martin", company="Bel", phone="")
    julie = desk.add(first_name="Julie", last_name="Martin", company="Bel", phone="")
    assert sorted(map(sorted, found(desk))) == sorted([sorted((short, jean)), sorted((short, julie))])


# -- not the same ----------------------------------------------------------------------------------------------------


def test_what_was_said_not_to_be_the_same_does_not_come_back_until_it_is_taken_back(desk):
    one, other = desk.add(**ANNE), desk.add(**ANNE)
    changes = mark_apart(desk.workspace, one, [other])
    assert found(desk) == []
    assert group_now(desk.workspace, [one, other]) is None
    edit_lead(desk.workspace, one, {"job_title": "DG"})
    assert found(desk) == []
    undone = undo_operation(desk.workspace, changes.operation)
    assert (undone.undone, undone.kept) == (2, [])
    assert found(desk) == [{one, other}]


def test_two_that_are_two_stay_two_when_one_is_merged_into_a_third(desk):
    one, other, third = (desk.add(**ANNE) for _ in range(3))
    mark_apart(desk.workspace, one, [other])
    merge_leads(desk.workspace, third, one)
    assert found(desk) == []
    assert undo_last(desk.workspace).kept == []
    assert all(not {one, other} <= group for group in found(desk))
    assert len(found(desk)) == 2  # the third beside each of them


def test_a_lead_is_not_said_to_be_another_than_itself_nor_than_nobody(desk):
    one = desk.add(**ANNE)
    for other, code in ((one, "merge_with_itself"), ("nobody", "unknown_lead")):
        with pytest.raises(UserError) as caught:
            mark_apart(desk.workspace, one, [other])
        assert caught.value.code == code


def test_it_stands_in_the_history_of_both_and_goes_with_a_lead_that_is_erased(desk):
    one, other = desk.add(**ANNE), desk.add(**ANNE)
    mark_apart(desk.workspace, one, [other])
    assert [done.verb for done, _entry in history(desk.workspace, other)] == ["not_same"]
    erase_lead(desk.workspace, one)
    with desk.workspace.store.read() as tx:
        left = tx.exec_driver_sql("select count(*) from journal where lead = ?", (one,)).scalar()
    assert left == 0
    assert found(desk) == []


# -- the base --------------------------------------------------------------------------------------------------------


def test_a_search_says_how_far_it_is_and_stops_when_told(desk):
    for _ in range(3):
        desk.add(**ANNE)
    steps = []
    assert find_duplicates(desk.workspace, lambda done, of: steps.append((done, of)) or True).leads == 3
    assert steps == sorted(steps)
    assert steps[-1] == (1000, 1000)
    with pytest.raises(UserError) as caught:
        find_duplicates(desk.workspace, lambda done, of: False)
    assert caught.value.code == "cancelled"


def test_an_empty_base_has_none(desk):
    assert (find_duplicates(desk.workspace).groups, find_duplicates(desk.workspace).leads) == ((), 0)


# -- while a lead is typed -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"email": "Anne.Martin@Lumen.FR"}, "same_email"),
        ({"mobile": "+33 (0)6 12 34 56 78"}, "same_mobile"),
        ({"phone": "0033612345678"}, "same_mobile"),
        ({"mobile": "06.12.34.56.78 poste 2"}, "same_mobile"),
        ({"first_name": "anne", "last_name": "MARTIN", "company": "Lumen"}, "name_same"),
        ({"first_name": "Martin", "last_name": "Anne", "company": "Lumen"}, "name_swapped"),
        ({"first_name": "A", "last_name": "Martin", "company": "lumen sarl"}, "name_initial"),
        ({"first_name": "Anne", "last_name": "Matrin", "company": "Lumen"}, "name_typo"),
        ({"first_name": "Anne", "last_name": "Martin", "phone": SWITCHBOARD}, "same_line"),
    ],
)
def test_who_is_there_already_is_found_while_typing(desk, typed, reason):
    there = desk.add(**ANNE)
    desk.add(first_name="Zoé", last_name="Lambert", company="Lumen", phone=SWITCHBOARD)
    (alike,) = likely_same(desk.workspace, typed)
    assert alike.lead.id == there
    assert reason in [r.code for r in alike.likeness.reasons]
    assert likely_same(desk.workspace, typed, besides=there) == []


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"last_name": "Martin"},
        {"first_name": "Anne", "last_name": "Martin"},
        {"phone": SWITCHBOARD},
        {"phone": SWITCHBOARD, "first_name": "Paul", "last_name": "Renard", "company": "Lumen"},
        {"email": "info@lumen.fr", "first_name": "Paul", "last_name": "Renard"},
        {"email": "anne.martin@lume"},
        {"mobile": "06 12 34"},
        {"notes": "Anne Martin", "shoe_size": "42"},
    ],
)
def test_nobody_is_found_by_what_is_shared_or_not_typed_to_its_end(desk, typed):
    desk.add(**ANNE)
    assert likely_same(desk.workspace, typed) == []


def test_a_lead_that_was_merged_is_found_as_the_one_it_is_part_of(desk):
    kept, gone = desk.add(**ANNE), desk.add(first_name="Anne", last_name="Martin", email="am@ancien.fr", phone="")
    merge_leads(desk.workspace, kept, gone)
    assert likely_same(desk.workspace, {"email": "am@ancien.fr"}) == []  # it has another address now
    assert [a.lead.id for a in likely_same(desk.workspace, {"email": "am@ancien.fr"} | {"last_name": "Martin",
            "first_name": "Anne", "company": "Lumen"})] == [kept]  # fmt: skip


def test_two_firms_with_a_page_on_one_site_are_no_duplicates(desk):
    for company, phone in (("Garage Léon", "04 72 00 11 33"), ("Boulangerie du Marché", "04 74 00 11 22")):
        blank(desk, first_name="Jean", last_name="Martin", company=company, phone=phone, domain="facebook.com")
    assert found(desk) == []
