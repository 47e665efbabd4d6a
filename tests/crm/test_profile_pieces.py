"""The pieces a profile is made of: paths, values, texts, templates, what an answer means."""

from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.core.crm.client import CrmTrouble, Exists, Forbidden, Gone, Refused, Transient, Unauthorised
from sdrdesk.core.crm.http import Answer
from sdrdesk.core.crm.profile_body import commands
from sdrdesk.core.crm.profile_errors import flat, trouble
from sdrdesk.core.crm.profile_files import profile_texts, read_profile
from sdrdesk.core.crm.profile_paths import MISSING, path, set_at, value_at
from sdrdesk.core.crm.profile_templates import Unfilled, filled_path, filled_value, unfolded
from sdrdesk.core.crm.profile_texts import cut, key_of, lines_of, marked, unmarked, with_lines
from sdrdesk.core.crm.profile_values import TYPES, decoded, encoded

KEY = "0198c2d4-6f00-7abc-8def-000000009aac"

# -- paths ------------------------------------------------------------------------------------------------------------

PERSON = {
    "name": "Bo",
    "firm": {"name": "Acme"},
    "emails": [{"kind": "home", "value": "h@x"}, {"kind": "work", "value": "w@x", "main": True}],
    "none": None,
}


@pytest.mark.parametrize(
    ("at", "found"),
    [
        ("name", "Bo"),
        ("firm.name", "Acme"),
        ("firm.city", MISSING),
        ("emails[0].value", "h@x"),
        ("emails[kind=work].value", "w@x"),
        ("emails[main=true].value", "w@x"),
        ("emails[kind=fax].value", None),
        ("emails[7].value", None),
        ("emails[].value", ["h@x", "w@x"]),
        ("phones[0].value", MISSING),
        ("none.value", None),
        ("name.first", MISSING),
        ("", PERSON),
    ],
)
def test_a_path_leads_to_what_stands_there(at: str, found: Any):
    assert value_at(PERSON, path(at)) == found


@pytest.mark.parametrize("at", ["a..b", ".a", "a.", "a[", "a]", "a[x]", "a[100]", "a b", "1a", "a[0]b", "a[=x]"])
def test_what_is_no_path_is_none(at: str):
    with pytest.raises(ValueError, match=r"^"):
        path(at)


PATHS = ["a", "a.b.c", "a[2]", "a[1].b", "a[k=v].b", "a[k=v].b[0].c", "a[k=true].b", "a[k=].b", "a[0][1]"]
ROOTS = st.sampled_from([{}, {"a": 1}, {"a": []}, {"a": {}}, {"a": {"b": 2}}, {"a": [1, "x"]}, {"a": [{"k": "v"}]}])


@given(st.sampled_from(PATHS), ROOTS.map(deepcopy))
def test_what_is_set_stands_there_whatever_stood_there(at: str, root: dict[str, Any]):
    set_at(root, path(at), "new")
    assert value_at(root, path(at)) == "new"


def test_the_others_of_a_list_stay():
    person = {"emails": [{"kind": "home", "value": "h@x"}]}
    set_at(person, path("emails[kind=work].value"), "w@x")
    assert person == {"emails": [{"kind": "home", "value": "h@x"}, {"kind": "work", "value": "w@x"}]}


# -- values -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("type", "ours", "theirs"),
    [
        ("text", "été\nb", "été\nb"),
        ("html", "a < b\n& c", "a &lt; b<br>&amp; c"),
        ("integer", "42", 42),
        ("decimal", "12.5", 12.5),
        ("boolean", "yes", True),
        ("boolean", "no", False),
        ("date", "2026-11-24", "2026-11-24"),
        ("datetime", "2026-11-24T09:00:00Z", "2026-11-24T09:00:00Z"),
        ("epoch", "2026-11-24T09:00:00Z", int(datetime(2026, 11, 24, 9, tzinfo=UTC).timestamp())),
        ("tagged_date", "2026-11-24", {"__class__": "date", "year": 2026, "month": 11, "day": 24}),
        ("tagged_datetime", "2026-11-24T09:00:00Z", {"__class__": "datetime", "year": 2026, "month": 11, "day": 24,
                                                     "hour": 9, "minute": 0, "second": 0, "microsecond": 0}),
    ],
)  # fmt: skip
def test_a_value_travels_there_and_back(type: str, ours: str, theirs: Any):
    assert encoded(type, ours) == theirs
    assert decoded(type, theirs) == ours
    assert encoded(type, "") is None
    assert decoded(type, None) == ""


@pytest.mark.parametrize(("type", "value"), [("integer", "50–99"), ("decimal", "x"), ("decimal", "inf"),
                                             ("date", "soon"), ("datetime", "24/11"), ("epoch", "x")])  # fmt: skip
def test_a_value_of_another_type_is_none(type: str, value: str):
    with pytest.raises(ValueError, match=r"^"):
        encoded(type, value)


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)
NAMES = st.sampled_from(["id", "year", "type", "x"])
JSON = st.recursive(LEAVES, lambda one: st.lists(one, max_size=3) | st.dictionaries(NAMES, one, max_size=3))


@given(st.sampled_from(TYPES), JSON)
def test_whatever_a_server_says_reads_as_a_text(type: str, value: Any):
    assert isinstance(decoded(type, value), str)


# -- texts ------------------------------------------------------------------------------------------------------------


def test_lines_are_changed_where_they_stand_and_the_rest_is_left():
    text = "Phone: 1\nBudget: 20\nfree text: with a colon\nCompany: Acme"
    assert with_lines(text, {"Phone": "2", "Company": "", "Email": "a@b"}) == (
        "Email: a@b\nPhone: 2\nBudget: 20\nfree text: with a colon"
    )
    assert lines_of(text, ("Phone", "Email")) == (
        {"Phone": "1", "Email": ""}, "Budget: 20\nfree text: with a colon\nCompany: Acme",
    )  # fmt: skip


@given(st.text(alphabet="ab \n:é…", max_size=300), st.sampled_from(["marker", "title"]), st.sampled_from([0, 64, 255]))
def test_a_marked_text_bears_its_key_and_fits(text: str, form: str, longest: int):
    said = marked(text, KEY, form, longest)
    assert key_of(said, form) == KEY
    assert not longest or len(said) <= longest
    assert marked(said, KEY, form, longest) == said
    if not longest and form == "marker":
        assert unmarked(said, form) == text.rstrip()


def test_what_is_cut_says_so():
    assert (cut("abcdef", 4), cut("abcd", 4), cut("abcdef", 0)) == ("abc…", "abcd", "abcdef")


@given(st.text(max_size=30).filter(lambda t: "\n" not in t), st.text(max_size=60))
def test_values_are_read_back_from_the_text_they_were_made_into(title: str, text: str):
    assert unfolded("{title}\n{text}", f"{title}\n{text}", ("title", "text")) == {"title": title, "text": text}


def test_a_text_that_was_made_otherwise_is_none():
    assert unfolded("sale.opportunity,{id}", "party.party,3", ("id",)) is None
    assert unfolded("sale.opportunity,{id}", "sale.opportunity,3", ("id",)) == {"id": "3"}


# -- templates --------------------------------------------------------------------------------------------------------


def test_what_fills_a_path_stays_one_segment():
    assert filled_path("/people/{id}", {"id": "../me?x=1#y"}) == "/people/..%2Fme%3Fx%3D1%23y"


def test_what_fills_a_value_keeps_its_type_and_nothing_fills_nothing():
    assert filled_value([["a", ">=", "{since}"], "n-{n}"], {"since": {"y": 1}, "n": 2}) == [
        ["a", ">=", {"y": 1}],
        "n-2",
    ]
    with pytest.raises(Unfilled):
        filled_value({"a": "{since}"}, {"since": ""})


# -- lists as commands ------------------------------------------------------------------------------------------------


def test_a_list_is_changed_by_commands_that_say_only_what_is_new():
    before = [{"id": 1, "type": "email", "value": "a"}, {"id": 2, "type": "phone", "value": "1"}, {"id": 3, "v": 1}]
    wanted = [{"id": 1, "type": "email", "value": "b"}, {"id": 3, "v": 1}, {"type": "mobile", "value": "2"}]
    assert commands(wanted, before) == [
        ["write", [1], {"value": "b"}], ["create", [{"type": "mobile", "value": "2"}]], ["delete", [2]],
    ]  # fmt: skip


@given(JSON, JSON)
def test_no_list_of_a_server_makes_the_commands_stumble(wanted: Any, before: Any):
    some = [wanted] if not isinstance(wanted, list) else wanted
    assert isinstance(commands(some, before if isinstance(before, list) else [before]), list)


# -- what an answer means ---------------------------------------------------------------------------------------------

MEANT = [
    ("django-crm", "POST", 400, {"errors": {"title": ["Lead already exists with this title"]}}, Exists, ""),
    ("django-crm", "POST", 400, {"errors": {"phone": ["The phone number entered is not valid."]}}, Refused, "phone"),
    ("django-crm", "GET", 404, {"detail": "Not found."}, Gone, ""),
    ("django-crm", "GET", 401, {"detail": "Error decoding signature."}, Unauthorised, ""),
    ("django-crm", "POST", 500, None, Transient, ""),
    ("tryton", "POST", 400, {"message": "The code on party must be unique."}, Transient, ""),
    ("tryton", "PUT", 400, {"message": "You are not allowed to modify the field"}, Refused, ""),
    ("tryton", "PUT", 404, None, Gone, ""),
    ("tryton", "GET", 403, None, Forbidden, ""),
    ("pipedrive", "POST", 429, {"error": "slow"}, Transient, ""),
    ("pipedrive", "POST", 400, {"error": "A lead must be linked"}, Refused, ""),
    ("nocrm", "POST", 422, {"error": "title can't be blank"}, Refused, ""),
]


@pytest.mark.parametrize(("name", "method", "status", "json", "meant", "field"), MEANT)
def test_an_answer_means_what_its_profile_says(
    name: str, method: str, status: int, json: Any, meant: type[CrmTrouble], field: str
):
    profile, _faults = read_profile(profile_texts()[name])
    assert profile is not None
    told = trouble(profile, Answer(method, "/x", status, json, {"x-ratelimit-reset": "2"}, is_html=json is None))
    assert type(told) is meant
    assert getattr(told, "field", "") == field
    if status == 500:
        assert isinstance(told, Transient)
        assert told.unsure
    if status == 429:
        assert isinstance(told, Transient)
        assert told.after == 2


def test_only_what_stands_where_the_message_may_be_read_is_told():
    profile, _faults = read_profile(profile_texts()["tryton"])
    assert profile is not None
    said = {"message": "No.", "description": "SELECT secret", "traceback": "File x"}
    told = trouble(profile, Answer("POST", "/x", 400, said))
    assert told is not None
    assert told.detail == "400 No."


@given(JSON)
def test_whatever_stands_where_the_message_should_is_no_stumbling_block(json: Any):
    profile, _faults = read_profile(profile_texts()["django-crm"])
    assert profile is not None
    assert isinstance(flat(json), str)
    assert isinstance(trouble(profile, Answer("POST", "/x", 400, {"errors": json})), CrmTrouble)
