"""Plain CRM does what its documentation says, and each of its faults is what its name says."""

import gzip
import http.client
import json
import socket
import threading
import urllib.error
import urllib.request
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest

from tests.crm_faults.faults import FAULTS, IN_DEBUG
from tests.crm_faults.plain_crm import PlainCrm
from tests.support import Clock

MARTIN = {"external_id": "L-1", "fields": {"last_name": "Martin"}}
START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock():
    return Clock(START)


@pytest.fixture
def crm(clock):
    with PlainCrm(seed=1, clock=clock) as running:
        yield running


def ask(crm, method, path, body=None, key=None, timeout=5.0):
    """One request on a connection of its own: status, body as it came, headers."""
    with closing(http.client.HTTPConnection("127.0.0.1", crm.server.port, timeout=timeout)) as connection:
        headers = {"Authorization": f"Bearer {key or crm.key}"}
        connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        with connection.getresponse() as response:
            return response.status, response.read(), response.headers


def told(crm, method, path, body=None, key=None):
    """Status and JSON of an answer."""
    status, answer, _headers = ask(crm, method, path, body, key)
    return status, json.loads(answer) if answer else None


def make(crm, kind="contacts", external_id="L-1", **fields):
    return told(crm, "POST", f"/{kind}", {"external_id": external_id, "fields": fields})[1]["data"]["id"]


def ids(page):
    return [record["id"] for record in page["data"]]


# As long as nothing goes wrong


def test_a_record_is_made_read_changed_and_deleted(crm, clock):
    status, made = told(crm, "POST", "/contacts", MARTIN)
    assert (status, made["data"]["id"], made["data"]["modified"]) == (201, "1", "2026-11-24T09:00:00Z")
    clock.at += timedelta(seconds=90, milliseconds=900)
    assert told(crm, "PATCH", "/contacts/1", {"fields": {"phone": "0612345678"}})[0] == 200
    record = told(crm, "GET", "/contacts/1")[1]["data"]
    assert record["fields"] == {"last_name": "Martin", "phone": "0612345678"}
    assert (record["external_id"], record["modified"]) == ("L-1", "2026-11-24T09:01:30Z")
    assert ask(crm, "DELETE", "/contacts/1")[:2] == (204, b"")
    assert told(crm, "GET", "/contacts/1")[0] == told(crm, "DELETE", "/contacts/1")[0] == 404
    assert told(crm, "GET", "/contacts") == (200, {"data": [], "more": False})


def test_several_requests_go_over_one_connection_even_when_the_body_of_one_was_refused(crm):
    crm.fault("429_seconds")
    with closing(http.client.HTTPConnection("127.0.0.1", crm.server.port, timeout=5)) as connection:
        for expected in (429, 201, 409):
            headers = {"Authorization": f"Bearer {crm.key}"}
            connection.request("POST", "/contacts", json.dumps(MARTIN), headers)
            with connection.getresponse() as response:
                assert (response.status, bool(response.read())) == (expected, True)
    assert crm.server.connections == 1


def test_who_has_another_key_is_told_nothing(crm):
    make(crm)
    for path in ("/me", "/contacts", "/contacts/1", "/fields/deals"):
        assert told(crm, "GET", path, key="another")[0] == 401
    assert told(crm, "GET", "/me") == (200, {"data": {"name": "Plain CRM", "user": "Alix Martin"}})


def test_an_external_id_is_found_and_taken_once(crm):
    make(crm, external_id="L-1")
    make(crm, external_id="L-2")
    make(crm, kind="companies", external_id="L-1")
    assert ids(told(crm, "GET", "/contacts?external_id=L-1")[1]) == ["1"]
    assert ids(told(crm, "GET", "/contacts?external_id=L-2&external_id=L-1")[1]) == ["1", "2"]
    assert ids(told(crm, "GET", "/contacts?external_id=")[1]) == []
    status, refused = told(crm, "POST", "/contacts", MARTIN)
    assert (status, refused["error"]["code"], refused["error"]["id"]) == (409, "duplicate", "1")
    assert told(crm, "PATCH", "/contacts/2", {"external_id": "L-1"})[0] == 409


def test_where_external_ids_are_not_unique_one_is_taken_twice():
    with PlainCrm(unique_external_ids=False) as crm:
        assert (make(crm), make(crm)) == ("1", "2")
        assert ids(told(crm, "GET", "/contacts?external_id=L-1")[1]) == ["1", "2"]
        assert crm.duplicates("contacts") == {"L-1": 2}


def test_a_search_that_lags_does_not_find_what_is_new(clock):
    with PlainCrm(clock=clock, search_lag=30) as crm:
        make(crm)
        assert ids(told(crm, "GET", "/contacts?external_id=L-1")[1]) == []
        assert ids(told(crm, "GET", "/contacts")[1]) == ["1"]
        clock.at += timedelta(seconds=30)
        assert ids(told(crm, "GET", "/contacts?external_id=L-1")[1]) == ["1"]


def test_what_changed_is_listed_by_second_and_id(crm, clock):
    for number in range(12):
        make(crm, external_id=f"L-{number}")
    clock.at += timedelta(seconds=1)
    told(crm, "PATCH", "/contacts/2", {"fields": {"phone": "1"}})
    first = told(crm, "GET", "/contacts?modified_since=2026-11-24T09:00:00Z&limit=5")[1]
    assert (ids(first), first["more"]) == (["1", "3", "4", "5", "6"], True)
    second = told(crm, "GET", "/contacts?modified_since=2026-11-24T09:00:00Z&after=6&limit=5")[1]
    assert (ids(second), second["more"]) == (["7", "8", "9", "10", "11"], True)
    last = told(crm, "GET", "/contacts?modified_since=2026-11-24T09:00:00Z&after=11&limit=5")[1]
    assert (ids(last), last["more"]) == (["12", "2"], False)
    assert ids(told(crm, "GET", "/contacts?modified_since=2026-11-24T10:00:01%2B01:00")[1]) == ["2"]
    assert ids(told(crm, "GET", "/contacts?offset=10")[1]) == ["12", "2"]
    assert told(crm, "GET", "/contacts?limit=abc")[0] == told(crm, "GET", "/contacts?modified_since=now")[0] == 400


def test_a_crm_without_modified_dates_tells_all_each_time(clock):
    with PlainCrm(clock=clock, no_modified=True) as crm:
        make(crm)
        page = told(crm, "GET", "/contacts?modified_since=2030-01-01T00:00:00Z")[1]
        assert (ids(page), page["data"][0]["modified"]) == (["1"], None)


def test_a_note_does_not_move_the_date_of_what_it_hangs_on(crm, clock):
    make(crm, kind="deals")
    clock.at += timedelta(minutes=5)
    note = {"external_id": "N-1", "fields": {"text": "Call back"}, "links": {"deals": "1"}}
    assert told(crm, "POST", "/notes", note)[1]["data"]["links"] == {"deals": "1"}
    assert told(crm, "GET", "/deals/1")[1]["data"]["modified"] == "2026-11-24T09:00:00Z"
    assert told(crm, "POST", "/notes", note | {"external_id": "N-2", "links": {"deals": "404"}})[0] == 400


def test_a_merged_record_says_where_it_went_and_takes_along_what_hung_on_it(crm):
    make(crm, kind="deals", external_id="L-1", name="Kept")
    make(crm, kind="deals", external_id="L-2", name="Gone", amount="100")
    told(crm, "POST", "/notes", {"fields": {"text": "…"}, "links": {"deals": "2"}})
    assert told(crm, "POST", "/deals/2/merge", {"into": "1"})[1]["data"]["fields"] == {"name": "Kept", "amount": "100"}
    assert told(crm, "GET", "/deals/2") == told(crm, "PATCH", "/deals/2", {}) == (410, {"merged_into": "1"})
    assert ids(told(crm, "GET", "/deals")[1]) == ["1"]
    assert told(crm, "GET", "/notes/3")[1]["data"]["links"] == {"deals": "1"}
    assert told(crm, "POST", "/deals/1/merge", {"into": "1"})[0] == 400


def test_a_batch_is_answered_record_by_record(crm):
    status, answer = told(crm, "POST", "/contacts/batch", {"inputs": [MARTIN, {"external_id": "L-2"}]})
    assert (status, [result["status"] for result in answer["results"]]) == (200, [201, 201])
    status, answer = told(crm, "POST", "/contacts/batch", {"inputs": [{"external_id": "L-3"}, MARTIN]})
    assert (status, [result["status"] for result in answer["results"]]) == (207, [201, 409])
    assert answer["results"][1]["error"]["id"] == "1"
    assert crm.requests[-1].committed == ("3",)


@pytest.mark.parametrize(("method", "path"), [("GET", "/contact"), ("PUT", "/contacts/1"), ("GET", "/fields/me")])
def test_what_it_does_not_have_is_404(crm, method, path):
    assert told(crm, method, path)[0] == 404


def test_a_body_that_is_no_record_is_400(crm):
    for body in ([], {"fields": "x"}, {"fields": {}, "links": {"leads": "1"}}):
        assert told(crm, "POST", "/contacts", body)[0] == 400
    assert told(crm, "POST", "/contacts/batch", {"inputs": []})[0] == 400
    assert crm.records("contacts") == []


def test_every_request_is_on_record(crm, clock):
    told(crm, "POST", "/contacts", MARTIN)
    clock.at += timedelta(seconds=7)
    told(crm, "GET", "/contacts?external_id=L-1")
    told(crm, "POST", "/contacts/batch", {"inputs": [MARTIN, {"external_id": "L-2"}]})
    made, found, batch = crm.requests
    assert (made.number, made.at, made.method, made.path, made.kind) == (1, START, "POST", "/contacts", "contacts")
    assert (made.external_ids, made.fields, made.committed, made.status) == (("L-1",), (MARTIN["fields"],), ("1",), 201)
    assert (found.at - made.at, found.action, found.external_ids, found.committed) == (
        timedelta(seconds=7),
        "find",
        ("L-1",),
        (),
    )
    assert (batch.external_ids, batch.committed, '"L-2"' in batch.answered) == (("L-1", "L-2"), ("2",), True)
    assert crm.lost("contacts", ["L-1", "L-2", "L-3"]) == {"L-3"}


def test_writers_at_the_same_time_lose_nothing(crm):
    def write(first):
        for number in range(first, first + 10):
            make(crm, external_id=f"L-{number}")

    writers = [threading.Thread(target=write, args=(first,)) for first in (0, 10, 20, 30)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert not crm.lost("contacts", [f"L-{number}" for number in range(40)])
    assert sorted(int(record.id) for record in crm.records("contacts")) == list(range(1, 41))


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


def test_what_is_not_http_is_counted_and_nothing_else(crm):
    with closing(socket.create_connection(("127.0.0.1", crm.server.port), timeout=5)) as connection:
        connection.sendall(b"\x16\x03\x01 hello\r\n\r\n")
        while connection.recv(4096):
            pass
    assert (crm.server.gibberish, crm.requests) == (1, [])


def test_it_ends_though_clients_still_hold_on(clock):
    with PlainCrm(clock=clock) as crm:
        crm.fault("timeout_after_commit")
        held = [socket.create_connection(("127.0.0.1", crm.server.port), timeout=5) for _each in range(3)]
        body = json.dumps(MARTIN).encode()
        head = f"POST /contacts HTTP/1.1\r\nAuthorization: Bearer {crm.key}\r\nContent-Length: {len(body)}\r\n\r\n"
        held[0].sendall(head.encode() + body)
        held[1].sendall(head.encode() + body[:5])
        before = {thread for thread in threading.enumerate() if "process_request_thread" in thread.name}
        assert told(crm, "GET", "/me")[0] == 200
    assert not {thread for thread in before if thread.is_alive()}
    for connection in held:
        connection.close()


def test_a_client_that_cannot_connect_is_told_so(clock):
    with PlainCrm(clock=clock) as crm:
        url = crm.url
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(url, timeout=1)
