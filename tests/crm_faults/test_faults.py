"""Each fault of Plain CRM is what its name says, and strikes whom it was ordered for."""

import gzip
import http.client
import json
import socket
import urllib.error
import urllib.request
from contextlib import closing
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest

from tests.crm_faults.asking import MARTIN, START, ask, ids, make, told
from tests.crm_faults.faults import FAULTS, IN_DEBUG
from tests.crm_faults.plain_crm import PlainCrm
from tests.support import Clock


@pytest.fixture
def clock():
    return Clock(START)


@pytest.fixture
def crm(clock):
    with PlainCrm(seed=1, clock=clock) as running:
        yield running


# Which requests go wrong


def test_a_fault_strikes_the_request_it_was_ordered_for_and_no_other(crm):
    crm.fault("5xx", on=("POST", "contacts"), nth=2, times=2)
    asked = [("GET", "contacts"), ("POST", "deals"), *[("POST", "contacts")] * 5]
    answers = [told(crm, method, f"/{kind}", {} if method == "POST" else None)[0] for method, kind in asked]
    assert answers == [200, 201, 201, 503, 503, 201, 201]
    assert [request.faults for request in crm.requests].count(("5xx",)) == 2


def test_faults_at_random_follow_from_the_seed():
    def answers(seed):
        with PlainCrm(seed=seed) as crm:
            crm.fault("5xx", on=("POST",), probability=0.4)
            return [told(crm, "POST", "/contacts", {})[0] for _each in range(40)]

    first = answers(7)
    assert first == answers(7) != answers(8)
    assert 8 <= first.count(503) <= 24


def test_a_fault_that_is_not_known_or_has_no_such_option_is_refused(crm):
    with pytest.raises(KeyError):
        crm.fault("earthquake")
    with pytest.raises(TypeError):
        crm.fault("5xx", seconds=3)


def test_every_fault_can_be_ordered_by_its_name(crm):
    assert len(FAULTS) == 21
    for name in FAULTS:
        crm.fault(name, on=("TRACE",), **({"field": "x"} if name == "schema_changed" else {}))
    crm.mend()
    assert told(crm, "POST", "/contacts", MARTIN)[0] == 201


# What goes wrong


def test_429_seconds(crm, clock):
    crm.fault("429_seconds", on=("POST", "contacts"), seconds=2)
    status, _body, headers = ask(crm, "POST", "/contacts", MARTIN)
    assert (status, headers["Retry-After"]) == (429, "2")
    clock.at += timedelta(seconds=1)
    ask(crm, "GET", "/me")
    clock.at += timedelta(seconds=1)
    ask(crm, "GET", "/me")
    assert [request.number for request in crm.too_early] == [2]
    assert crm.records("contacts") == []


def test_429_date_is_told_by_the_servers_own_clock(crm, clock):
    crm.fault("clock_skew", hours=-24)
    crm.fault("429_date", seconds=90)
    status, _body, headers = ask(crm, "GET", "/me")
    until, date = (parsedate_to_datetime(headers[name]) for name in ("Retry-After", "Date"))
    assert (status, until - date, START - date) == (429, timedelta(seconds=90), timedelta(hours=24))
    assert crm.requests[0].wait_until == START + timedelta(seconds=90)


def test_5xx(crm):
    crm.fault("5xx", status=500)
    crm.fault("5xx", status=500, html=True, committed=True)
    status, body, _headers = ask(crm, "POST", "/contacts", MARTIN)
    assert (status, IN_DEBUG in body.decode(), crm.records("contacts")) == (500, True, [])
    status, body, headers = ask(crm, "POST", "/contacts", MARTIN)
    assert (status, headers.get_content_type(), len(crm.records("contacts"))) == (500, "text/html", 1)
    assert crm.requests[-1].committed == ("1",)


def reset_by_the_server(crm, *args):
    """Whether the connection is reset, as distinct from ended."""
    try:
        ask(crm, *args)
    except http.client.RemoteDisconnected:
        return False  # an orderly end
    except (ConnectionResetError, BrokenPipeError):
        return True
    return False


def test_reset_before_body(crm):
    crm.fault("reset_before_body", on=("POST",))
    assert reset_by_the_server(crm, "POST", "/contacts", MARTIN)
    assert (crm.records("contacts"), crm.requests[0].status, crm.requests[0].external_ids) == ([], None, ())
    assert told(crm, "POST", "/contacts", MARTIN)[0] == 201


def test_reset_after_commit(crm):
    crm.fault("reset_after_commit", on=("POST",))
    assert reset_by_the_server(crm, "POST", "/contacts", MARTIN)
    assert [record.external_id for record in crm.records("contacts")] == ["L-1"]
    assert (crm.requests[0].status, crm.requests[0].committed) == (None, ("1",))
    assert told(crm, "POST", "/contacts", MARTIN)[0] == 409


def test_timeout_after_commit(crm):
    crm.fault("timeout_after_commit")
    with pytest.raises(TimeoutError):
        ask(crm, "POST", "/contacts", MARTIN, timeout=0.2)
    assert (crm.requests[0].status, crm.requests[0].committed) == (None, ("1",))


def test_partial_207(crm):
    inputs = [{"external_id": f"L-{number}"} for number in range(6)]
    crm.fault("partial_207", places=(1, 4), status=429)
    status, answer = told(crm, "POST", "/contacts/batch", {"inputs": inputs})
    assert (status, [result["status"] for result in answer["results"]]) == (207, [201, 429, 201, 201, 429, 201])
    assert crm.lost("contacts", [item["external_id"] for item in inputs]) == {"L-1", "L-4"}
    crm.fault("partial_207")
    assert told(crm, "POST", "/deals/batch", {"inputs": inputs})[0] == 207
    assert 0 < len(crm.records("deals")) < 6


def test_truncated_json(crm):
    crm.fault("truncated_json")
    _status, body, headers = ask(crm, "POST", "/contacts", MARTIN)
    assert len(body) == int(headers["Content-Length"])
    with pytest.raises(json.JSONDecodeError):
        json.loads(body)
    crm.fault("truncated_json", whole_length=True)
    with pytest.raises(http.client.IncompleteRead):
        ask(crm, "GET", "/contacts/1")
    assert len(crm.records("contacts")) == 1


@pytest.mark.parametrize(("status", "committed"), [(200, False), (502, False), (502, True)])
def test_html_answer(crm, status, committed):
    crm.fault("html_answer", status=status, committed=committed)
    answered, body, headers = ask(crm, "POST", "/contacts", MARTIN)
    assert (answered, headers.get_content_type(), body[:15]) == (status, "text/html", b"<!doctype html>")
    assert len(crm.records("contacts")) == committed


def test_expired_key_until_another_is_issued(crm):
    old = crm.key
    crm.fault("expired_key", nth=2)
    assert [told(crm, "GET", "/me")[0] for _each in range(3)] == [200, 401, 401]
    assert [request.number for request in crm.insistent] == [3]
    assert old in crm.requests[-1].answered  # a careless server: it repeats the key
    new = crm.renew_key()
    assert (told(crm, "GET", "/me", key=new)[0], told(crm, "GET", "/me", key=old)[0]) == (200, 401)
    assert [request.number for request in crm.insistent] == [3, 5]


@pytest.mark.parametrize("status", [302, 308])
def test_redirect_to_another_host(crm, status):
    crm.fault("redirect", on=(None, "contacts"), status=status)
    answered, _body, headers = ask(crm, "POST", "/contacts", MARTIN)
    assert (answered, headers["Location"]) == (status, f"{crm.elsewhere.url}/contacts")
    assert (crm.elsewhere.connections, crm.records("contacts")) == (0, [])
    assert told(crm, "GET", "/me")[0] == 200


def test_who_follows_a_redirect_is_caught_with_the_key(crm):
    crm.fault("redirect", status=302)
    request = urllib.request.Request(f"{crm.url}/contacts", headers={"Authorization": f"Bearer {crm.key}"})
    with urllib.request.urlopen(request, timeout=5) as response:
        assert response.url == f"{crm.elsewhere.url}/contacts"
    assert crm.elsewhere.connections == 1
    assert crm.elsewhere.requests == [("GET", "/contacts", f"Bearer {crm.key}", b"")]


@pytest.mark.parametrize("part", ["body", "headers"])
def test_slow_drip_never_ends_and_never_pauses_for_long(crm, part):
    crm.fault("slow_drip", interval=0.001, part=part)
    with closing(socket.create_connection(("127.0.0.1", crm.server.port), timeout=1)) as connection:
        connection.sendall(f"GET /me HTTP/1.1\r\nAuthorization: Bearer {crm.key}\r\n\r\n".encode())
        got = b""
        while len(got) < 250:
            more = connection.recv(1)
            assert more
            got += more
        assert (b"\r\n\r\n" in got) == (part == "body")


@pytest.mark.parametrize("with_id", [True, False])
def test_duplicate_create_of_an_earlier_try(crm, with_id):
    crm.fault("duplicate_create", with_id=with_id)
    status, refused = told(crm, "POST", "/contacts", MARTIN)
    assert (status, refused["error"].get("id")) == (409, "1" if with_id else None)
    assert crm.record("contacts", "L-1").id == "1"


def test_duplicate_create_of_a_colleague(crm):
    crm.fault("duplicate_create", same_key=False)
    assert told(crm, "POST", "/contacts", MARTIN)[1]["error"]["id"] == "1"
    assert [(record.external_id, record.fields) for record in crm.records("contacts")] == [("", MARTIN["fields"])]
    assert crm.requests[0].committed == ()


def test_wrong_id(crm):
    make(crm, external_id="L-0")
    crm.fault("wrong_id", on=("POST",))
    assert told(crm, "POST", "/contacts", MARTIN)[1]["data"]["id"] == "1"
    assert crm.record("contacts", "L-1").id == "2"
    crm.fault("wrong_id", on=("GET",))
    assert told(crm, "GET", "/contacts/1")[1]["data"]["id"] == "2"


@pytest.mark.parametrize("hours", [24, -24])
def test_clock_skew(crm, hours):
    crm.fault("clock_skew", hours=hours, nth=2)
    make(crm, external_id="L-1")
    _status, body, headers = ask(crm, "POST", "/contacts", {"external_id": "L-2"})
    wrong = START + timedelta(hours=hours)
    assert parsedate_to_datetime(headers["Date"]) == wrong
    assert datetime.fromisoformat(json.loads(body)["data"]["modified"]) == wrong
    assert crm.requests[-1].at == START


def test_deleted_by_somebody(crm):
    make(crm)
    crm.fault("deleted", on=("PATCH",))
    assert told(crm, "GET", "/contacts/1")[0] == 200
    assert told(crm, "PATCH", "/contacts/1", {"fields": {"phone": "1"}})[0] == 404
    assert ids(told(crm, "GET", "/contacts")[1]) == []


def test_merged_by_somebody(crm):
    make(crm, last_name="Martin")
    crm.fault("merged", on=("PATCH",))
    assert told(crm, "PATCH", "/contacts/1", {"fields": {"phone": "1"}}) == (410, {"merged_into": "2"})
    assert told(crm, "GET", "/contacts/2")[1]["data"]["fields"] == {"last_name": "Martin"}


def test_permission_lost_for_one_kind(crm):
    crm.fault("permission_lost", on=(None, "notes"))
    assert [told(crm, "POST", f"/{kind}", {})[0] for kind in ("notes", "contacts", "notes")] == [403, 201, 403]
    crm.mend("permission_lost")
    assert told(crm, "POST", "/notes", {})[0] == 201


def test_schema_changed(crm):
    make(crm, kind="companies", sector="Retail", name="Acme")
    crm.fault("schema_changed", on=(None, "companies"), field="sector")
    status, refused = told(crm, "PATCH", "/companies/1", {"fields": {"sector": "Food"}})
    assert (status, refused["error"]["code"], refused["error"]["field"]) == (400, "unknown_field", "sector")
    assert told(crm, "PATCH", "/companies/1", {"fields": {"city": "Lyon"}})[0] == 200
    assert told(crm, "GET", "/companies/1")[1]["data"]["fields"] == {"name": "Acme", "city": "Lyon"}
    assert "sector" not in [field["name"] for field in told(crm, "GET", "/fields/companies")[1]["data"]]


def test_empty_list(crm):
    make(crm)
    crm.fault("empty_list")
    for path in ("/contacts", "/contacts?external_id=L-1"):
        assert told(crm, "GET", path) == (200, {"data": [], "more": False})
    assert told(crm, "GET", "/contacts/1")[0] == 200
    crm.mend("empty_list")
    assert ids(told(crm, "GET", "/contacts")[1]) == ["1"]


def test_gzip_bomb(crm):
    crm.fault("gzip_bomb", megabytes=20)
    status, body, headers = ask(crm, "GET", "/contacts")
    assert (status, headers["Content-Encoding"], len(body) < 40_000) == (200, "gzip", True)
    assert len(gzip.decompress(body)) > 20_000_000
