"""Who is no CRM that this machine can trust is told nothing: no key, no header, no byte of the request."""

import contextlib
import re
import socket
import ssl
import sys
import threading
import warnings

import pytest

from sdrdesk.core.crm.client import Transient
from sdrdesk.core.crm.http import Http
from tests.crm.listening import always, listening
from tests.crm_faults.certificates import Authority, https_server, https_url
from tests.support import ROOT

KEY = {"Authorization": "Bearer canary-4711"}
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only there can a test name the authorities to trust")


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(autouse=True)
def trusted(authority, monkeypatch):
    """This machine trusts the authority of the tests, as a firm's machines trust the firm's own, and has no proxy."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.root))
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def refusal(url):
    """What a write to this address ends in."""
    http = Http(url, KEY, patience=5.0)
    try:
        with pytest.raises(Transient) as raised:
            http.call("POST", "/contacts", body={"name": "canary"})
    finally:
        http.close()
    assert not raised.value.unsure  # nothing was sent, so it can be sent again
    return raised.value.detail


def test_an_authority_that_this_machine_trusts_is_enough(authority):
    with https_server("good", authority) as crm:
        http = Http(https_url(crm), {"Authorization": f"Bearer {crm.key}"})
        assert http.call("GET", "/me").ok
        assert http.call("GET", "/me").ok
        http.close()
        assert crm.server.connections == 1


def test_an_authority_that_it_does_not_trust_is_not(authority, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    with https_server("good", authority) as crm:
        assert refusal(https_url(crm)).startswith("certificate: ")
        assert (crm.requests, crm.server.connections) == ([], 1)


@pytest.mark.parametrize(
    ("case", "why"),
    [
        ("self_signed", "certificate: self-signed certificate"),
        ("wrong_host", "certificate: IP address mismatch"),
        ("expired", "certificate: certificate has expired"),
        ("unknown_authority", "certificate: unable to get local issuer certificate"),
        ("plain_http", "TLS: (WRONG_VERSION_NUMBER|RECORD_LAYER_FAILURE)"),
    ],
)
def test_a_bad_server_is_refused_for_a_reason_a_person_can_read_and_is_sent_nothing(case, why, authority):
    with https_server(case, authority) as crm:
        assert re.match(why, refusal(https_url(crm)))
        assert (crm.requests, crm.server.connections) == ([], 1)


def test_a_server_that_speaks_only_what_is_broken_is_refused(authority):
    context = authority.server_context("good")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # that it is broken is the point
        context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    with listening(always(), lambda raw: context.wrap_socket(raw, server_side=True)) as server:
        assert refusal(server.url.replace("http:", "https:")).startswith("TLS: ")
        assert (server.requests, server.visits) == ([], 1)


def test_what_a_stranger_on_the_port_reads_holds_nothing_of_the_request():
    read = []

    def act(visit):
        read.append(visit.socket.recv(65_536))
        visit.send(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

    with listening(act) as server:
        assert refusal(server.url.replace("http:", "https:")).startswith("TLS: ")
    assert read[0][:2] == b"\x16\x03"  # the hello of TLS
    assert b"canary" not in read[0]
    assert b"POST" not in read[0]


def test_a_server_that_never_shakes_hands_ends_with_patience():
    with listening(lambda visit: visit.server.ended.wait()) as server:
        http = Http(server.url.replace("http:", "https:"), KEY, patience=0.4)
        with pytest.raises(Transient) as raised:
            http.call("POST", "/", body={})
        assert not raised.value.unsure


def relay(visit, port):
    """What a proxy does: opens the way, then carries bytes both ways, unread."""
    visit.request()
    with socket.create_connection(("127.0.0.1", port), timeout=20) as there:
        visit.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
        back = threading.Thread(target=carry, args=(there, visit.socket))
        back.start()
        carry(visit.socket, there)
        back.join()


def carry(source, target):
    with contextlib.suppress(OSError):  # one of the two has gone
        while data := source.recv(65_536):
            target.sendall(data)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)


def through_a_proxy(case, authority, monkeypatch, ask):
    """Ask for crm.example.com, a name that only the proxy knows: it carries what is said to a server here."""
    with https_server(case, authority) as crm, listening(lambda v: relay(v, crm.server.port)) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        http = Http("https://crm.example.com", {"Authorization": f"Bearer {crm.key}"}, patience=5.0)
        ask(http)
        http.close()
        assert [r.split(b"\r\n")[0] for r in proxy.requests] == [b"CONNECT crm.example.com:443 HTTP/1.1"]
        assert crm.key.encode() not in proxy.requests[0]
        return crm.requests


def test_through_a_proxy_the_server_is_reached_and_the_proxy_reads_nothing(authority, monkeypatch):
    def ask(http):
        assert http.call("GET", "/me").ok
        assert http.call("GET", "/me").ok

    assert len(through_a_proxy("wrong_host", authority, monkeypatch, ask)) == 2  # wrong here, right for that name


def test_through_a_proxy_the_server_is_checked(authority, monkeypatch):
    def ask(http):
        with pytest.raises(Transient, match="certificate: Hostname mismatch") as raised:
            http.call("POST", "/contacts", body={})
        assert not raised.value.unsure

    assert through_a_proxy("good", authority, monkeypatch, ask) == []


def test_no_check_is_switched_off_anywhere_in_the_app():
    off = re.compile(
        r"CERT_NONE|verify\s*=\s*False|check_hostname\s*=\s*False|_unverified|CERT_OPTIONAL|disable_warnings"
    )
    sources = sorted((ROOT / "sdrdesk").rglob("*.py"))
    assert len(sources) > 100
    assert [p.name for p in sources if off.search(p.read_text(encoding="utf-8"))] == []
