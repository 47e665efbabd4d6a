"""The CRMs that can be chosen: each says what it needs, in both languages, and opens with it."""

import tomllib

import pytest

from sdrdesk.core.crm.catalogue import CODED, open_client, vendors
from sdrdesk.core.crm.client import FIELDED, CrmClient, Kind
from sdrdesk.core.crm.mapping import OUR_FIELDS
from sdrdesk.core.errors import UserError
from sdrdesk.core.words import LANGUAGES, Words
from tests.support import ROOT

GIVEN = {"url": "https://crm.example.com", "database": "acme", "login": "ana@example.fr"}
TABLES = tomllib.loads((ROOT / "resources" / "words" / "crm.toml").read_text(encoding="utf-8"))


@pytest.fixture(params=sorted(CODED))
def client(request: pytest.FixtureRequest):
    client = open_client(request.param, GIVEN, "a-key")
    yield client
    client.close()


def test_every_crm_has_an_id_of_its_own():
    ids = [vendor.id for vendor in vendors()]
    assert len(ids) == len(set(ids))
    assert set(ids) > set(CODED)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_crm_says_where_its_key_is_made(language: str):
    words = Words(language)
    for vendor in vendors():
        steps = words.text("crm_key", vendor.key_page) if vendor.key_page else vendor.steps[language]
        assert len(steps.strip().splitlines()) >= 1, vendor.id
        assert vendor.key_page in TABLES["crm_key"] or vendor.steps


def test_every_input_of_a_crm_with_a_module_has_words():
    assert {i.id for vendor, _open in CODED.values() for i in vendor.inputs} | {"key"} <= set(TABLES["crm_input"])


def test_a_client_says_what_its_crm_has_and_how_it_is_mapped(client: CrmClient):
    assert client.primary in client.traits
    assert {Kind.NOTE, Kind.CALL, Kind.TASK} <= set(client.traits)
    for m in client.map:
        assert m.ours in OUR_FIELDS, m
        assert m.kind in FIELDED, m
        assert len(set(m.values.values())) == len(m.values), m
    assert len({(m.kind, m.theirs) for m in client.map}) == len(client.map)
    assert {"company", "phone", "email", "stage", "opposed"} - {m.ours for m in client.map} <= {"stage"}


def test_a_crm_that_is_shipped_as_a_profile_opens():
    (profile,) = [v for v in vendors() if v.id == "pipedrive"]
    client = open_client("pipedrive", {i.id: i.default or "https://x.example" for i in profile.inputs}, "a-key")
    assert client.traits
    client.close()


def test_a_profile_of_ones_own_opens_under_any_id():
    content = (ROOT / "resources" / "crm" / "pipedrive.toml").read_text(encoding="utf-8")
    (profile,) = [v for v in vendors() if v.id == "pipedrive"]
    client = open_client("mine", {i.id: i.default or "https://x.example" for i in profile.inputs}, "a-key", content)
    assert client.traits
    client.close()


@pytest.mark.parametrize(
    ("vendor", "given", "key", "code", "missing"),
    [
        ("nobody", GIVEN, "a-key", "crm_unknown", None),
        ("odoo", {"url": " "}, "a-key", "crm_missing_input", "url"),
        ("hubspot", {}, " ", "crm_missing_input", "key"),
        ("dolibarr", {"url": "http://crm.example.com"}, "a-key", "crm_address", None),
    ],
)
def test_what_is_missing_is_named(vendor: str, given: dict[str, str], key: str, code: str, missing: str | None):
    with pytest.raises(UserError) as caught:
        open_client(vendor, given, key)
    assert (caught.value.code, caught.value.values.get("input")) == (code, missing)
    if missing:
        assert TABLES["crm_input"][missing]["fr"] in " ".join(Words("fr").error(caught.value))
