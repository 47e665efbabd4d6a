"""Our one way to speak HTTP, at a server where everything goes wrong: each fault ends soon, as what it is."""

import logging
import time

import pytest

from sdrdesk.core.crm.client import (
    Exists,
    Forbidden,
    Misdirected,
    Refused,
    Transient,
    Unauthorised,
)
from sdrdesk.core.crm.http import Http, usual_trouble
from tests.crm_faults.faults import IN_DEBUG
from tests.crm_faults.plain_crm import PlainCrm

MARTIN = {"external_id": "L-1", "fields": {"last_name": "Martin"}}


@pytest.fixture
def crm():
    with PlainCrm() as running:
        yield running


@pytest.fixture
def http(crm):
    opened = Http(crm.url, {"Authorization": f"Bearer {crm.key}"}, patience=0.5, deadline=1.0)
    yield opened
    opened.close()


def outcome(http, method="POST", path="/contacts", body=MARTIN):
    """What a request comes to: an answer, or the trouble it is."""
    try:
        answer = http.call(method, path, body=body if method != "GET" else None)
    except Exception as trouble:
        return trouble
    return usual_trouble(answer) or answer


def test_a_good_answer_is_an_answer(http):
    made = outcome(http)
    assert (made.status, made.json["data"]["id"]) == (201, "1")
    assert outcome(http, "DELETE", "/contacts/1").status == 204


@pytest.mark.parametrize(
    ("fault", "options", "trouble", "unsure"),
    [
        ("5xx", {"status": 503}, Transient, True),
        ("5xx", {"status": 500, "html": True, "committed": True}, Transient, True),
        ("reset_before_body", {}, Transient, True),  # it cannot be told from the next
        ("reset_after_commit", {}, Transient, True),
        ("timeout_after_commit", {}, Transient, True),
        ("truncated_json", {}, Transient, True),
        ("truncated_json", {"whole_length": True}, Transient, True),
        ("html_answer", {"status": 200}, Transient, True),
        ("html_answer", {"status": 502}, Transient, True),
        ("slow_drip", {"interval": 0.02}, Transient, True),
        ("slow_drip", {"interval": 0.02, "part": "headers"}, Transient, True),
        ("gzip_bomb", {"megabytes": 100}, Transient, True),
        ("429_seconds", {}, Transient, False),
        ("expired_key", {}, Unauthorised, None),
        ("redirect", {"status": 302}, Misdirected, None),
        ("redirect", {"status": 308}, Misdirected, None),
        ("duplicate_create", {}, Exists, None),
        ("permission_lost", {}, Forbidden, None),
        ("schema_changed", {"field": "last_name"}, Refused, None),
    ],
)
def test_each_fault_is_known_for_what_it_is_and_ends_soon(crm, http, caplog, fault, options, trouble, unsure):
    crm.fault(fault, **options)
    began = time.monotonic()
    with caplog.at_level(logging.DEBUG):
        met = outcome(http)
    assert time.monotonic() - began < 3
    assert type(met) is trouble
    assert getattr(met, "unsure", None) is unsure
    said = f"{met!r} {met} {met.detail} {caplog.text}"
    assert crm.key not in said
    assert IN_DEBUG not in said
    assert len(crm.requests) == 1  # nothing is sent again by itself
    assert (crm.elsewhere.connections, crm.elsewhere.requests) == (0, [])
    crm.mend()
    http.close()
