"""Http against servers on their bad days: each on loopback, each with real bytes."""

import gzip
import json
import re
import socket
import threading
import time
import tracemalloc
import zlib
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import urlsplit

import pytest

from sdrdesk.core.crm.client import (
    CrmTrouble,
    Exists,
    Forbidden,
    Gone,
    Misdirected,
    Refused,
    Transient,
    Unauthorised,
)
from sdrdesk.core.crm.http import Answer, Http, checked_address, usual_trouble
from sdrdesk.core.crm.wire import LARGEST_ANSWER, unpacked
from sdrdesk.core.errors import UserError
from tests.crm.listening import always, listening

KEY = {"Authorization": "Bearer canary-4711"}


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    """No proxy of the machine that runs the tests."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@contextmanager
def asking(server, **also):
    http = Http(server.url, KEY, **({"patience": 5.0, "deadline": 10.0} | also))
    try:
        yield http
    finally:
        http.close()


def trouble(act, method="POST", **also):
    """What a request to a server that acts so ends in, and how many seconds later."""
    with listening(act) as server, asking(server, **also) as http:
        start = time.monotonic()
        with pytest.raises(CrmTrouble) as raised:
            http.call(method, "/leads", body={"a": 1} if method == "POST" else None)
        return raised.value, time.monotonic() - start, server


# Asking


def test_a_request_carries_the_key_json_and_what_is_asked_for():
    with listening(always(b'{"id": 7}', "X-Limit: 9")) as server, asking(server) as http:
        answer = http.call("POST", "/a b/é", params={"d": ["1", "x&y"], "q": "é "}, body={"name": "Zoé"})
        assert (answer.status, answer.json, answer.headers["x-limit"]) == (200, {"id": 7}, "9")
        head, _, body = server.requests[0].partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0] == "POST /a%20b/%C3%A9?d=1&d=x%26y&q=%C3%A9%20 HTTP/1.1"
    sent = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines[1:])}
    assert sent["authorization"] == "Bearer canary-4711"
    assert sent["host"] == f"127.0.0.1:{server.port}"
    assert sent["content-type"] == "application/json"
    assert re.fullmatch(r"sdrdesk/[\w.]+", sent["user-agent"])
    assert json.loads(body) == {"name": "Zoé"}


def test_a_path_that_is_quoted_already_stays_and_a_base_has_a_path_of_its_own():
    with listening(always()) as server:
        http = Http(server.url + "/api/index.php/", KEY)
        http.call("GET", "/x%2Fy?f=1", params={"g": "2"})
        http.call("GET", "")
        http.close()
        assert [r.split(b" ")[1] for r in server.requests] == [b"/api/index.php/x%2Fy?f=1&g=2", b"/api/index.php"]


@pytest.mark.parametrize("path", ["@evil.example/", ".evil.example/", ":99/", "x"])
def test_no_path_makes_another_server_of_an_address(path):
    with pytest.raises(ValueError, match="slash"):
        Http("https://crm.example", KEY).call("GET", path)


def test_values_of_a_query_read_as_in_json():
    with listening(always()) as server, asking(server) as http:
        http.call("GET", "/", params={"a": True, "b": [1, False], "c": None, "d": 1.5, "e": ("x", "y"), "f": []})
        assert server.requests[0].split(b" ")[1] == b"/?a=true&b=1&b=false&c=&d=1.5&e=x&e=y"


def test_a_write_without_a_body_says_that_it_has_none():
    with listening(always()) as server, asking(server) as http:
        http.call("POST", "/convert")
        http.call("GET", "/")
        assert b"content-length: 0" in server.requests[0].lower()
        assert b"content-length" not in server.requests[1].lower()


def test_half_a_character_in_what_was_typed_is_sent_as_a_question_mark():
    with listening(always()) as server, asking(server) as http:
        http.call("POST", "/", body={"note": "a\ud800b"}, params={"q": "\udfff"})
        assert server.requests[0].endswith(b'{"note": "a?b"}')


def test_a_cookie_is_never_sent_back():
    with listening(always(b"{}", "Set-Cookie: session=1; Path=/")) as server, asking(server) as http:
        http.call("GET", "/")
        http.call("GET", "/")
        assert not [r for r in server.requests if b"cookie" in r.lower()]


@pytest.mark.parametrize(
    ("given", "address"),
    [
        (" https://crm.example/ ", "https://crm.example"),
        ("crm.example/api/", "https://crm.example/api"),
        ("https://crm.example:8443", "https://crm.example:8443"),
        ("https://société.example", "https://xn--socit-esab.example"),
        ("http://127.0.0.1:8069", "http://127.0.0.1:8069"),
        ("http://[::1]:8069/x", "http://[::1]:8069/x"),
    ],
)
def test_an_address_is_https_or_on_this_machine(given, address):
    assert checked_address(given) == address


@pytest.mark.parametrize(
    "given",
    ["", "https://", "http://crm.example", "ftp://crm.example", "https://u:canary@crm.example", "https://[::1",
     "https://crm.example:port", "https://u:canary@crm.example:port", "https://.example", "https://a..b",
     "https://" + "a" * 70 + ".example", "https://crm.example?key=canary", "https://crm.example/#x",
     "https://a b.example", "https://?key=canary", "http://127.0.0.1.evil.example", "http://localhost@evil.example"],
)  # fmt: skip
def test_any_other_address_is_refused_and_what_is_said_of_it_holds_no_password(given):
    with pytest.raises(UserError) as raised:
        checked_address(given)
    assert raised.value.code == "crm_address"
    assert "canary" not in str(raised.value)


@pytest.mark.parametrize("key", ["", " ", "a\nb", "clé", "a\x00b", "“abc”", "x\r\nHost: evil.example"])
def test_a_key_that_no_header_can_hold_is_refused_without_being_repeated(key):
    with pytest.raises(UserError) as raised:
        Http("https://crm.example", {"X-Key": key})
    assert raised.value.code == "crm_key"
    assert raised.value.values == {}


def test_blanks_around_a_key_are_no_part_of_it():
    with listening(always()) as server:
        http = Http(server.url, {"X-Key": " abc\n"})
        http.call("GET", "/")
        http.close()
        assert b"x-key: abc\r\n" in server.requests[0]


# Redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_redirect_is_told_and_nothing_arrives_there(status, method):
    with listening(always()) as there:
        elsewhere = f"Location: http://127.0.0.1:{there.port}/x?key=canary"
        said, _, server = trouble(always(b"", elsewhere, status=f"{status} Moved"), method)
        assert there.visits == 0
    assert len(server.requests) == 1
    assert type(said) is Misdirected
    assert said.detail == f"{status} 127.0.0.1"


def test_a_redirect_to_nowhere_is_told_as_well():
    said, _, _ = trouble(always(b"", "Location: http://[::1", status="302 Found"))
    assert (type(said), said.detail) == (Misdirected, "302")


# Size


def packed(size, wrap):
    """So many zeros, packed."""
    packer = zlib.compressobj(9, zlib.DEFLATED, wrap)
    piece = bytes(1_000_000)
    return b"".join(packer.compress(piece) for _ in range(size // len(piece))) + packer.flush()


@pytest.mark.parametrize(("encoding", "wrap"), [("gzip", 31), ("deflate", 15)])
def test_a_bomb_is_refused_before_it_is_unpacked(encoding, wrap):
    bomb = packed(300_000_000, wrap)
    assert len(bomb) < 400_000
    act = always(bomb, f"Content-Encoding: {encoding}")
    tracemalloc.start()
    try:
        said, _, _ = trouble(act, "GET", patience=20.0, deadline=60.0)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert type(said) is Transient
    assert "20 MB" in said.detail
    assert peak < LARGEST_ANSWER * 1.5 + 4_000_000  # what a growing buffer takes, and a slice


def test_a_body_larger_than_the_bound_is_not_read_to_its_end():
    sent = []

    def act(visit):
        visit.request()
        visit.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
        piece = b"100000\r\n" + b" " * 0x100000 + b"\r\n"
        while True:
            visit.send(piece)
            sent.append(0x100000)

    said, _, _ = trouble(act, "GET", patience=20.0, deadline=60.0)
    assert "20 MB" in said.detail
    assert sum(sent) < LARGEST_ANSWER + 20_000_000  # the rest is what the sockets hold


def test_a_large_page_of_records_is_read_whole():
    body = json.dumps([{"id": n, "name": "é" * 20} for n in range(100_000)], ensure_ascii=False).encode()
    members = gzip.compress(body[:1000]) + gzip.compress(body[1000:])
    for sent, how in (
        (body, "identity"),
        (gzip.compress(body), "GZip"),
        (members, "gzip"),
        (zlib.compress(body), "deflate"),
    ):
        with listening(always(sent, f"Content-Encoding: {how}")) as server, asking(server) as http:
            assert len(http.call("GET", "/").json) == 100_000


@pytest.mark.parametrize("cut", [1, 7, 500])
def test_a_packed_answer_that_is_cut_off_or_damaged_is_transient(cut):
    whole = gzip.compress(json.dumps(list(range(5000))).encode())
    for sent in (whole[:-cut], whole[:20] + bytes(cut) + whole[20 + cut :]):
        said, _, _ = trouble(always(sent, "Content-Encoding: gzip"))
        assert type(said) is Transient
        assert said.unsure


def test_one_byte_at_a_time_unpacks_the_same():
    body = json.dumps(list(range(5000))).encode()
    whole = gzip.compress(body)
    assert unpacked((whole[i : i + 1] for i in range(len(whole))), "gzip") == body
    assert unpacked([], "gzip") == b""


def test_a_packing_that_was_not_asked_for_is_transient():
    said, _, _ = trouble(always(b"{}", "Content-Encoding: br"), "GET")
    assert (type(said), said.unsure) == (Transient, False)


def test_headers_without_end_are_bounded():
    def act(visit):
        visit.request()
        visit.send(b"HTTP/1.1 200 OK\r\n")
        while True:
            visit.send(b"X-More: " + b"x" * 60_000 + b"\r\n")

    assert type(trouble(act)[0]) is Transient


# Time


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n"


def silent(visit):
    visit.request()
    visit.server.ended.wait()


def drips_headers(visit):
    visit.request()
    visit.drip(HEAD, 0.1)


def drips_a_body(visit):
    visit.request()
    visit.send(HEAD + b"\r\n")
    visit.drip(b" " * 1000, 0.1)


def goes_on_continuing(visit):
    visit.request()
    while not visit.server.ended.wait(0.05):
        visit.send(b"HTTP/1.1 100 Continue\r\n\r\n")


def sends_empty_members(visit):
    visit.request()
    visit.send(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n")
    while not visit.server.ended.wait(0.01):
        visit.send(gzip.compress(b""))


@pytest.mark.parametrize("act", [drips_headers, drips_a_body, goes_on_continuing, sends_empty_members])
def test_a_drip_ends_at_the_deadline_though_every_read_is_within_patience(act):
    said, seconds, _ = trouble(act, patience=0.6, deadline=1.0)
    assert type(said) is Transient
    assert said.unsure
    assert 0.9 < seconds < 3.0


def test_silence_ends_when_patience_does():
    said, seconds, _ = trouble(silent, patience=0.4, deadline=30.0)
    assert (type(said), said.detail, said.unsure) == (Transient, "TimeoutError", True)
    assert seconds < 5.0


def test_an_exchange_after_one_that_was_too_long_has_a_deadline_of_its_own():
    def act(visit):
        while True:
            if b"/slow" in visit.request():
                visit.drip(HEAD, 0.1)
            else:
                visit.answer(b"[1]")

    with listening(act) as server, asking(server, patience=0.5, deadline=0.8) as http:
        with pytest.raises(Transient):
            http.call("GET", "/slow")
        assert http.call("GET", "/fast").json == [1]


def test_two_threads_have_each_their_deadline():
    with listening(lambda v: drips_a_body(v)) as slow, asking(slow, patience=1.0, deadline=1.0) as http:
        seconds = []

        def ask():
            start = time.monotonic()
            with pytest.raises(Transient):
                http.call("GET", "/")
            seconds.append(time.monotonic() - start)

        first = threading.Thread(target=ask)
        first.start()
        slow.ended.wait(0.5)
        ask()
        first.join()
        assert max(seconds) < 2.5
        assert min(seconds) > 0.8


# What comes is not what was promised


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "act",
    [
        pytest.param(lambda v: (v.request(), v.reset()), id="reset before an answer"),
        pytest.param(lambda v: v.request(), id="closed before an answer"),
        pytest.param(lambda v: (v.request(), v.send(HEAD[:30]), v.reset()), id="reset within the headers"),
        pytest.param(lambda v: (v.request(), v.send(HEAD + b"\r\n{"), v.reset()), id="reset within the body"),
        pytest.param(lambda v: (v.request(), v.send(HEAD + b"\r\n{")), id="closed within the body"),
        pytest.param(
            lambda v: (v.request(), v.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n")),
            id="closed before the last chunk",
        ),
        pytest.param(lambda v: (v.request(), v.send(b"SSH-2.0-OpenSSH_9.6\r\n")), id="no HTTP"),
        pytest.param(lambda v: (v.request(), v.send(b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n")), id="bad HTTP"),
    ],
)
def test_a_connection_that_breaks_once_the_request_left_is_transient_and_a_write_unsure(act, method):
    said, _, server = trouble(act, method)
    assert type(said) is Transient
    assert said.unsure == (method == "POST")
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'{"id": 1', "application/json"),
        (b'[{"a": ', "text/plain"),
        (b'"caf\xe9"', "application/json"),
        (b"[" * 100_000, "application/json"),
        (b"<html><body>Welcome to our hotel</body></html>", "text/html"),
        (b"  \n<!doctype html>", "application/json"),
        (b"Fatal error: out of memory", "text/html"),
        (b"1" * 5000, "application/json"),
    ],
    ids=["cut", "cut, no type", "not UTF-8", "deep", "page", "page as JSON", "text as page", "long number"],
)
def test_an_answer_that_is_no_json_is_transient_and_a_write_unsure(body, kind):
    with listening(always(body, f"Content-Type: {kind}")) as server, asking(server) as http:
        for method, unsure in (("GET", False), ("POST", True)):
            said = usual_trouble(http.call(method, "/"))
            assert (type(said), said.unsure) == (Transient, unsure)


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b"1", 1),
        (b'"k"', "k"),
        (b"null", None),
        (b"\xef\xbb\xbf[1]", [1]),
        (b'["\\ud83d\\ude00 \\ud800"]', ["\U0001f600 ?"]),
        (b"", None),
    ],
)
def test_any_json_is_read_and_can_be_kept(body, value):
    with listening(always(body)) as server, asking(server) as http:
        answer = http.call("GET", "/")
        assert answer.json == value
        assert usual_trouble(answer) is None


def test_an_answer_without_a_body_leaves_the_connection_open():
    def act(visit):
        while True:
            visit.request()
            visit.send(b"HTTP/1.1 204 No Content\r\n\r\n")

    with listening(act) as server, asking(server) as http:
        for _ in range(3):
            answer = http.call("DELETE", "/1")
            assert (answer.status, answer.ok, answer.json, usual_trouble(answer)) == (204, True, None, None)
        assert server.visits == 1


@pytest.mark.parametrize(
    ("status", "kind", "unsure"),
    [(400, Refused, None), (401, Unauthorised, None), (403, Forbidden, None), (404, Gone, None), (409, Exists, None),
     (410, Gone, None), (422, Refused, None), (408, Transient, True), (425, Transient, False), (429, Transient, False),
     (500, Transient, True), (502, Transient, True), (503, Transient, True), (599, Transient, True)],
)  # fmt: skip
def test_a_status_means_what_it_means_to_most(status, kind, unsure):
    with listening(always(b'{"debug": "SELECT canary"}', status=f"{status} x")) as server, asking(server) as http:
        said = usual_trouble(http.call("POST", "/"), "what they say")
        assert type(said) is kind
        assert getattr(said, "unsure", None) == unsure
        assert "canary" not in str(said)


# When to come back


def later(**headers):
    return Answer("GET", "/", 429, headers=headers).after()


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("30", 30.0), ("1.5", 1.5), (" 0 ", 0.0), ("", None), ("soon", None), ("-5", None), ("²", None),
     ("9" * 400, None), ("1e9", None)],
)  # fmt: skip
def test_seconds_to_wait_are_read_and_nonsense_is_not(said, seconds):
    assert later(**{"retry-after": said}) == seconds


def test_a_limit_that_names_when_it_is_lifted_is_waited_for():
    assert later(**{"x-ratelimit-reset": "2"}) == 2.0
    assert later(**{"x-ratelimit-reset": "2", "retry-after": "5"}) == 5.0
    assert Answer("GET", "/", 503, headers={"x-ratelimit-reset": "2"}).after() is None


@pytest.mark.parametrize("off", [timedelta(0), timedelta(hours=24), timedelta(hours=-24), timedelta(days=-9000)])
def test_a_date_to_come_back_at_is_by_the_clock_of_the_server(off):
    there = datetime.now(UTC).replace(microsecond=0) + off
    until = format_datetime(there + timedelta(seconds=90), usegmt=True)
    assert later(**{"retry-after": until, "date": format_datetime(there, usegmt=True)}) == 90.0


def test_a_date_without_the_clock_of_the_server_is_by_ours_and_one_gone_by_means_now():
    until = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    assert 80 < later(**{"retry-after": until}) <= 90
    assert later(**{"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}) == 0.0
    for day in (
        "Wed, 99 Foo 2015 07:28:00 GMT",
        "Mon, 01 Jan 99999 00:00:00 GMT",
        "Wed, 21 Oct 2015 07:28:00 +9999999",
    ):
        assert later(**{"retry-after": day}) in (None, 0.0)


# Connections


def test_one_connection_serves_many_requests():
    with listening(always()) as server, asking(server) as http:
        for _ in range(5):
            http.call("POST", "/", body={})
        assert (server.visits, len(server.requests)) == (1, 5)


def test_a_connection_that_the_server_closed_between_two_writes_costs_neither():
    def act(visit):
        visit.request()
        visit.answer(b"[]", "Connection: keep-alive")
        visit.socket.shutdown(socket.SHUT_RDWR)
        closed.set()

    closed = threading.Event()
    with listening(act) as server, asking(server) as http:
        for n in range(5):
            closed.clear()
            assert http.call("POST", f"/{n}", body={}).json == []
            assert closed.wait(10)
        assert [r.split(b" ")[1] for r in server.requests] == [b"/0", b"/1", b"/2", b"/3", b"/4"]
        assert server.visits == 5


@pytest.mark.parametrize("end", ["reset", "close"])
def test_a_write_on_a_kept_connection_that_ends_under_it_is_sent_once_and_unsure(end):
    def act(visit):
        visit.request()
        visit.answer()
        visit.request()
        if end == "reset":
            visit.reset()

    with listening(act) as server, asking(server) as http:
        http.call("POST", "/first", body={})
        with pytest.raises(Transient) as raised:
            http.call("POST", "/second", body={})
        assert raised.value.unsure
        assert [r.split(b" ")[1] for r in server.requests] == [b"/first", b"/second"]
        http.call("POST", "/third", body={})
        assert server.visits == 2


def test_what_was_closed_opens_again():
    with listening(always()) as server, asking(server) as http:
        http.call("GET", "/")
        http.close()
        http.call("GET", "/")
        assert server.visits == 2


def test_where_nobody_listens_nothing_was_sent():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    http = Http(f"http://127.0.0.1:{port}", KEY)
    with pytest.raises(Transient) as raised:
        http.call("POST", "/", body={})
    assert (raised.value.unsure, raised.value.detail) == (False, "ConnectionRefusedError")


def test_a_name_that_nobody_has_is_transient_and_nothing_was_sent():
    http = Http("https://nobody.invalid", KEY)
    with pytest.raises(Transient) as raised:
        http.call("POST", "/", body={})
    assert not raised.value.unsure


# Proxies


def tunnel(seen, status="403 Forbidden"):
    def act(visit):
        seen.append(visit.request())
        visit.answer(b"", status=status)

    return act


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])
def test_the_proxy_of_the_environment_is_asked_and_gets_no_key(name, monkeypatch):
    seen = []
    with listening(tunnel(seen)) as proxy:
        monkeypatch.setenv(name, f"http://us%40er:p%C3%A9@127.0.0.1:{proxy.port}")
        http = Http("https://crm.example", KEY)
        with pytest.raises(Transient) as raised:
            http.call("POST", "/secret/path", body={"a": 1})
    assert not raised.value.unsure
    assert seen[0].startswith(b"CONNECT crm.example:443 HTTP/1.1\r\n")
    assert b"Proxy-Authorization: Basic dXNAZXI6cMOp" in seen[0]
    assert b"canary" not in seen[0]
    assert b"secret" not in seen[0]


@pytest.mark.parametrize("act", [silent, lambda v: (v.request(), v.reset()), lambda v: v.request()])
def test_a_proxy_that_breaks_has_sent_nothing(act, monkeypatch):
    with listening(act) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"127.0.0.1:{proxy.port}")
        with pytest.raises(Transient) as raised:
            Http("https://crm.example", KEY, patience=0.5).call("POST", "/", body={})
        assert proxy.visits == 1
    assert not raised.value.unsure


@pytest.mark.parametrize("exempt", ["crm.invalid", ".invalid", "*", "a.example, crm.invalid"])
def test_no_proxy_is_obeyed(exempt, monkeypatch):
    with listening(tunnel([])) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.port}")
        monkeypatch.setenv("NO_PROXY", exempt)
        with pytest.raises(Transient):
            Http("https://crm.invalid", KEY).call("GET", "/")
        assert proxy.visits == 0


def test_a_server_on_this_machine_is_never_asked_through_a_proxy(monkeypatch):
    with listening(tunnel([])) as proxy, listening(always()) as server, asking(server) as http:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        assert http.call("GET", "/").ok
        assert proxy.visits == 0
        assert urlsplit(http.base_url).port == server.port


@pytest.mark.parametrize(
    "said", ["socks5://u:canary@127.0.0.1:1080", "socks://127.0.0.1:1080", "http://", "http://a:b:c"]
)
def test_a_proxy_of_another_kind_is_told_and_not_gone_around(said, monkeypatch):
    monkeypatch.setenv("ALL_PROXY", said)
    with pytest.raises(Transient) as raised:
        Http("https://crm.invalid", KEY).call("GET", "/")
    assert "proxy" in raised.value.detail
    assert "canary" not in raised.value.detail
