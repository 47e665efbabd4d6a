"""Our one way to speak HTTP, at a server where everything goes wrong: each fault ends soon, as what it is."""

import logging
import sys
import time
import tracemalloc
from contextlib import contextmanager

import pytest

from sdrdesk.core.crm.client import CrmTrouble, Exists, Forbidden, Gone, Misdirected, Refused, Transient, Unauthorised
from sdrdesk.core.crm.http import Answer, Http, usual_trouble
from tests.crm_faults.certificates import CASES, Authority, https_server, https_url
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
    except CrmTrouble as trouble:
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


def waits(crm, http, fault, **options):
    """The seconds that a struck request is told to wait."""
    crm.fault(fault, **options)
    return outcome(http).after


@pytest.mark.parametrize("hours", [0, 24, -24])
def test_the_wait_is_the_servers_whatever_its_clock_shows(crm, http, hours):
    crm.fault("clock_skew", hours=hours)
    assert waits(crm, http, "429_seconds", seconds=7) == 7
    assert waits(crm, http, "429_date", seconds=90) == 90
    assert waits(crm, http, "5xx", retry_after=5) == 5
    assert waits(crm, http, "5xx") is None


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("0", 0),
        ("1.5", 1.5),
        ("99999999", 86_400),
        ("9" * 400, None),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86_400),
        ("Mon, 01 Jan 2001 00:00:00 GMT", 0),
        ("-5", None),
        ("\u00b2", None),
        ("soon", None),
        ("Mon, 01 Jan 2026 00:00:00 +99999999999999999999", None),
    ],
)
def test_whatever_it_says_of_waiting_is_some_seconds_of_one_day_or_nothing(said, seconds):
    assert Answer("GET", "/me", 429, headers={"retry-after": said}).after() == seconds


def test_a_key_that_a_server_repeats_is_not_in_the_answer(crm, http):
    crm.expire_key()
    answer = http.call("GET", "/me")
    assert crm.key in crm.requests[0].answered
    assert answer.json["error"]["message"] == "The key *** is not accepted"


def test_who_was_told_to_go_elsewhere_never_does(crm, http):
    crm.fault("redirect", status=307)
    for method, path in (("GET", "/me"), ("POST", "/contacts"), ("PATCH", "/contacts/1"), ("DELETE", "/contacts/1")):
        met = outcome(http, method, path)
        assert (type(met), met.detail) == (Misdirected, "307 localhost")
    assert (crm.elsewhere.connections, crm.records("contacts")) == (0, [])


@pytest.mark.parametrize("fault", ["deleted", "merged"])
def test_a_record_that_is_no_more_is_gone(crm, http, fault):
    outcome(http)
    crm.fault(fault)
    assert type(outcome(http, "PATCH", "/contacts/1")) is Gone


def test_one_connection_serves_many_requests_and_a_new_one_follows_a_lost_one(crm, http):
    crm.fault("reset_before_body", nth=3)
    outcomes = [type(outcome(http, "GET", "/me")).__name__ for _each in range(5)]
    assert outcomes == ["Answer", "Answer", "Transient", "Answer", "Answer"]
    assert crm.server.connections == 2


def test_a_key_for_this_machine_is_not_shown_to_a_proxy(crm, http, monkeypatch):
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setenv("HTTP_PROXY", crm.elsewhere.url)
    monkeypatch.setenv("ALL_PROXY", crm.elsewhere.url)
    assert outcome(http, "GET", "/me").status == 200
    assert crm.elsewhere.connections == 0


def test_where_nobody_answers_nothing_can_have_been_done():
    with PlainCrm() as crm:
        http = Http(crm.url, {"Authorization": f"Bearer {crm.key}"})
    met = outcome(http)
    http.close()
    assert (type(met), met.unsure) == (Transient, False)


def test_a_bomb_is_not_unpacked_whole(crm, http):
    crm.fault("gzip_bomb", megabytes=300)
    tracemalloc.start()
    try:
        assert type(outcome(http, "GET", "/contacts")) is Transient
        assert tracemalloc.get_traced_memory()[1] < 200_000_000
    finally:
        tracemalloc.stop()


# Over TLS


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@contextmanager
def over_tls(case, authority, monkeypatch):
    """A CRM behind TLS and what asks it, on a machine that trusts the authority."""
    if not sys.platform.startswith("linux"):
        pytest.skip("only here does the system's trust follow from a variable")
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.root))
    with https_server(case, authority) as crm:
        http = Http(https_url(crm), {"Authorization": f"Bearer {crm.key}"}, patience=0.5, deadline=1.0)
        yield crm, http
        http.close()


def test_the_authorities_of_the_machine_are_trusted(authority, monkeypatch):
    with over_tls("good", authority, monkeypatch) as (crm, http):
        assert outcome(http).status == 201
        crm.fault("slow_drip", interval=0.02, part="headers")
        assert type(outcome(http, "GET", "/me")) is Transient
        assert outcome(http, "GET", "/me").status == 200


@pytest.mark.parametrize("case", CASES[1:])
def test_a_server_that_cannot_prove_who_it_is_is_sent_nothing_and_named(authority, monkeypatch, case):
    with over_tls(case, authority, monkeypatch) as (crm, http):
        met = outcome(http)
        assert (type(met), met.unsure) == (Transient, False)
        assert met.detail.partition(":")[0] in ("certificate", "TLS")
    assert crm.requests == []
