"""A profile is refused with every fault named where it stands; none makes the check, or the client, stumble."""

import tomllib
from copy import deepcopy
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.core.crm.client import Kind
from sdrdesk.core.crm.profile_check import check_profile
from sdrdesk.core.crm.profile_files import open_profile, profile_texts, profile_vendors, read_profile
from sdrdesk.core.errors import UserError

GOOD = """
format = 1
id = "small"
name = { en = "Small", fr = "Petit" }
key_page = { en = "Ask for it.", fr = "Demandez-la." }
primary = "contact"
address = "{url}/api"
docs = "https://example.test/"
input = [{ id = "url", kind = "url", label = { en = "Address", fr = "Adresse" } }]
headers = { Authorization = "Bearer {key}" }
account = { path = "/me", name = "name" }
look_up = [{ id = "owner", path = "/me", at = "id" }]
errors = { message = "error", reset = "x-reset" }
error = [{ status = 400, says = "taken", means = "exists" }]

[contact]
modified = "changed"

[contact.create]
path = "/people"
id = "id"

[contact.update]
path = "/people/{id}"

[contact.read]
path = "/people/{id}"

[contact.list]
path = "/people"
params = { since = "{since}", from = "{offset}" }
paging = "offset"
since = "datetime"

[[contact.find]]
path = "/people"
params = { q = "{our_key}" }

[contact.key]
at = "external"

[contact.link.company]
at = "firm"
form = "company:{id}"

[contact.constants]
owner = "{owner}"

[contact.field]
email = { at = "emails[kind=work].value" }
phase = { at = "phase", options = { new = "New", out = "Out" } }

[contact.map]
stage = { theirs = "phase", values = { lead = "new", lost = "out", excluded = "" } }
phone = "email"
email = { theirs = "email", direction = "both" }

[note]
[note.create]
path = "/people/{contact}/notes"
id = "id"
[note.field]
text = { at = "text" }
"""

FAULTS = [
    ("format = 1", "format = 2", "format", "unknown_format"),
    ("format = 1", "format = ", "", "toml_syntax"),
    ('id = "small"', "", "id", "missing"),
    ('id = "small"', "id = 7", "id", "mistyped"),
    ('fr = "Petit"', 'fr = ""', "name.fr", "untranslated"),
    ('primary = "contact"', 'primary = "person"', "primary", "unknown_record_kind"),
    ('primary = "contact"', 'primary = "deal"', "deal", "missing"),
    ('address = "{url}/api"', 'address = "{host}/api"', "address", "unknown_filling"),
    ('kind = "url"', 'kind = "number"', "input.1.kind", "unknown_word"),
    ('input = [{ id = "url"', 'input = [{ id = "offset"', "input.1.id", "repeated_id"),
    ('address = "{url}/api"', 'address = "http://crm.test/api"', "address", "not_https"),
    ("{ lead =", "{ leed =", "contact.map.stage.values.leed", "unknown_stage"),
    ('lead = "new"', 'lead = "New"', "contact.map.stage.values.lead", "no_such_option"),
    ("Bearer {key}", "Bearer me", "headers", "no_secret"),
    ('path = "/me", name', 'path = "/me/{key}", name', "account.path", "unknown_filling"),
    ('name = "name" }', 'name = "a..b" }', "account.name", "bad_path"),
    ('look_up = [{ id = "owner"', 'look_up = [{ id = "url"', "look_up.1.id", "repeated_id"),
    ("status = 400", "status = 40", "error.1.status", "out_of_range"),
    ('means = "exists"', 'means = "double"', "error.1.means", "unknown_meaning"),
    ("phone = ", "telephone = ", "contact.map.telephone", "unknown_field"),
    ('phone = "email"', 'opposed = "phase"', "contact.map.opposed", "unheard_objection"),
    ('phone = "email"', 'phone = "mail"', "contact.map", "no_such_field"),
    ('theirs = "email"', 'theirs = "mail"', "contact.map.email", "no_such_field"),
    ('direction = "both"', 'direction = "up"', "contact.map.email.direction", "unknown_word"),
    ("[contact.update]", "[contact.change]", "contact.change", "unknown_key"),
    ('path = "/people"\nid', 'path = "people"\nid', "contact.create.path", "no_slash"),
    ('[contact.create]\npath = "/people"\nid = "id"', "", "contact.create", "missing"),
    ('modified = "changed"', "", "contact.modified", "missing"),
    ('since = "{since}", ', "", "contact.list.params", "not_asked_for"),
    ('paging = "offset"', 'paging = "pages"', "contact.list.paging", "unknown_word"),
    ('paging = "offset"', 'paging = "offset"\nsize = 1', "contact.list.size", "out_of_range"),
    ('since = "datetime"', 'since = "date"', "contact.list.since", "unknown_word"),
    ('q = "{our_key}"', 'q = "{value.phone}"', "contact.find.1.params.q", "unknown_filling"),
    ('q = "{our_key}"', "q = 5", "contact.find.1.params.q", "mistyped"),
    ('at = "external"', "", "contact.key.at", "missing"),
    ('[contact.key]\nat = "external"', "", "contact.find.1.same", "missing"),
    ("company:{id}", "company", "contact.link.company.form", "no_id_within"),
    ('owner = "{owner}"', "owner = 2026-11-24", "contact.constants.owner", "mistyped"),
    ("emails[kind=work].value", "emails[].value", "contact.field.email.at", "bad_path"),
    ("emails[kind=work].value", "[0].value", "contact.field.email.at", "bad_path"),
    ('"emails[kind=work].value"', '"e", longest = 5', "contact.field.email.longest", "out_of_range"),
    ('[contact.read]\npath = "/people/{id}"', "", "contact.read", "missing"),
    ('text = { at = "text" }', 'body = { at = "text" }', "note.field.body", "no_such_fact"),
    ('[note]\n', '[note]\nwithin = "contact"\nlist = { path = "/notes" }\n', "note.list", "not_within"),
    ('/notes"\nid = "id"', '/notes"', "note.find", "needed_to_find"),
]  # fmt: skip


def test_the_profile_these_tests_break_is_a_good_one():
    assert read_profile(GOOD)[1] == ()


@pytest.mark.parametrize(("before", "after", "where", "code"), FAULTS, ids=[f"{w}-{c}" for _b, _a, w, c in FAULTS])
def test_a_fault_is_named_where_it_stands(before: str, after: str, where: str, code: str):
    assert GOOD.count(before) == 1, before
    profile, faults = read_profile(GOOD.replace(before, after))
    assert profile is None
    assert (where, code) in [(f.where, f.code) for f in faults]


@pytest.mark.parametrize(
    ("type", "mapped", "heard"),
    [
        ("boolean", "", True),
        ("boolean", ', values = { yes = "yes" }', True),
        ("boolean", ', values = { yes = "no" }', True),  # a box for who may be called
        ("boolean", ', values = { yes = "true" }', False),
        ("text", ', values = { yes = "Y", "" = "N" }', True),
        ("text", ', values = { "" = "N" }', False),
        ("text", "", False),
    ],
)
def test_an_objection_is_mapped_so_that_it_is_heard(type: str, mapped: str, heard: bool):
    box = GOOD.replace("[contact.map]", f'out = {{ at = "out", type = "{type}" }}\n[contact.map]')
    faults = read_profile(box.replace('phone = "email"', f'opposed = {{ theirs = "out"{mapped} }}'))[1]
    assert [f.code for f in faults] == ([] if heard else ["unheard_objection"])


@pytest.mark.parametrize("address", ["https://crm.test", "http://127.0.0.1:80/api", "http://{url}/api", "{url}/api"])
def test_an_address_that_may_come_out_as_one_of_https_or_of_this_machine_is_none(address: str):
    assert read_profile(GOOD.replace('"{url}/api"', f'"{address}"'))[1] == ()


def test_every_fault_is_named_at_once():
    broken = GOOD.replace("format = 1", "format = 3").replace('theirs = "email"', 'theirs = "mail"')
    assert {f.code for f in read_profile(broken)[1]} == {"unknown_format", "no_such_field"}


@pytest.mark.parametrize("name", profile_texts())
def test_a_shipped_profile_is_a_good_one_named_like_its_file(name: str):
    profile, faults = read_profile(profile_texts()[name])
    assert faults == ()
    assert profile is not None
    assert profile.id == name
    assert profile.primary in profile.kinds
    assert {m.ours for m in profile.maps} >= {"email"}
    assert Kind.NOTE in profile.kinds
    assert Kind.CALL in profile.kinds


def test_the_shipped_ones_can_be_chosen():
    assert [v.id for v in profile_vendors()] == ["django-crm", "nocrm", "pipedrive", "tryton"]
    assert all(v.steps["fr"].strip() and v.docs.startswith("https://") for v in profile_vendors())


ODD = st.sampled_from([0, -1, 10**6, 1.5, float("nan"), True, "", "x", "{", "{x}", "[", "a[", [], [1], ["x"], [[]], {},
                       {"a": 1}, {"en": 1}, [{}], [{"id": 1}], date(2026, 11, 24)])  # fmt: skip


def places_of(value: object, at: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at] * bool(at) + [found for name, one in inner for found in places_of(one, (*at, name))]


RAW = {name: tomllib.loads(text) for name, text in {**profile_texts(), "small": GOOD}.items()}
PLACES = [(name, at) for name, raw in RAW.items() for at in places_of(raw)]


@given(st.sampled_from(PLACES), ODD)
def test_no_value_anywhere_makes_the_check_stumble(place: tuple[str, tuple[object, ...]], odd: object):
    name, at = place
    raw = deepcopy(RAW[name])
    here = raw
    for step in at[:-1]:
        here = here[step]  # type: ignore[index]
    here[at[-1]] = odd  # type: ignore[index]
    profile, faults = check_profile(raw)
    assert (profile is None) == bool(faults)


@given(ODD)
def test_what_is_no_table_is_no_profile(odd: object):
    profile, faults = check_profile(odd)
    assert profile is None
    assert faults


def test_a_profile_is_opened_with_what_it_asks_for():
    client = open_profile(GOOD, {"url": "https://crm.example.test/"}, " key ")
    assert client.primary is Kind.CONTACT
    assert "key" not in repr(client)
    client.close()


@pytest.mark.parametrize(
    ("content", "url", "key", "code"),
    [
        ("format = 1", "https://crm.example.test", "k", "crm_profile"),
        (GOOD, "", "k", "crm_missing_input"),
        (GOOD, "https://crm.example.test", " ", "crm_missing_input"),
        (GOOD, "http://crm.example.test", "k", "crm_address"),
        (GOOD, "https://me:secret@crm.example.test", "k", "crm_address"),
        (GOOD.replace('"{url}/api"', '"https://{url}.example.test"').replace('kind = "url"', 'kind = "text"'),
         "evil.test/", "k", "crm_address"),
    ],
)  # fmt: skip
def test_what_cannot_be_opened_is_said(content: str, url: str, key: str, code: str):
    with pytest.raises(UserError) as caught:
        open_profile(content, {"url": url}, key)
    assert caught.value.code == code
