"""Plain CRM does what its documentation says."""

import http.client
import json
import socket
import threading
import urllib.error
import urllib.request
from contextlib import closing
from datetime import timedelta

import pytest

from tests.crm_faults.asking import MARTIN, START, ask, ids, make, told
from tests.crm_faults.plain_crm import PlainCrm
from tests.support import Clock


@pytest.fixture
def clock():
    return Clock(START)


@pytest.fixture
def crm(clock):
    with PlainCrm(seed=1, clock=clock) as running:
        yield running


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


def test_where_there_is_a_limit_what_goes_beyond_it_waits_for_the_next_window(clock):
    with PlainCrm(clock=clock, limit=(3, 10)) as crm:
        clock.at += timedelta(seconds=4)
        assert [told(crm, "GET", "/me")[0] for _each in range(4)] == [200, 200, 200, 429]
        assert ask(crm, "POST", "/contacts", MARTIN)[2]["Retry-After"] == "6"
        clock.at += timedelta(seconds=6)
        assert told(crm, "POST", "/contacts", MARTIN)[0] == 201
        assert [request.number for request in crm.too_early] == [5]


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
