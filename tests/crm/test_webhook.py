"""A webhook: signed so that a receiver can check it, sent once, and stopped by the answers that say so."""

import json
import re
import time
from datetime import UTC, datetime

import pytest

from sdrdesk.core.crm.client import Gone, Misdirected, Refused, Transient, Unauthorised
from sdrdesk.core.crm.webhook import WebhookClient, sign
from sdrdesk.core.errors import UserError
from tests.crm.listening import always, listening
from tests.support import ROOT

SECRET = "whsec-canary-é"
AT = 1_795_510_800.9
BODY = {"id": "019aa7c2-6f3e", "type": "note", "at": "2026-11-24T09:00:00Z", "lead": {"name": "Zoé"}, "fact": {}}


def example():
    """The function that docs/webhook.md gives to those who receive."""
    page = (ROOT / "docs" / "webhook.md").read_text(encoding="utf-8")
    (source,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    names = {}
    exec(source, names)
    return names["is_genuine"]


def posted(act, *, event="019aa7c2-6f3e", times=1, path="/hook"):
    """What a receiver gets: the headers and the body of each request."""
    with listening(act) as server:
        client = WebhookClient.at(server.url + path, SECRET, lambda: AT)
        try:
            for _ in range(times):
                client.post(event, "note", BODY)
        finally:
            client.close()
            got = []
            for request in server.requests:
                head, _, body = request.partition(b"\r\n\r\n")
                lines = head.decode().split("\r\n")
                got.append(
                    ({k.lower(): v.strip() for k, _, v in (x.partition(":") for x in lines[1:])}, body, lines[0])
                )
    return got


def test_the_signature_is_what_openssl_makes_of_it():
    """printf '1795510800.{"a":1}' | openssl dgst -sha256 -hmac secret"""
    assert sign("secret", 1795510800, b'{"a":1}') == (
        "t=1795510800,v1=188b0700d9ba8b418bbdbe9e820c5340c009f3234b6c174d61cb290db207e1eb"
    )


def test_a_receiver_can_check_what_it_got_by_the_example_of_the_page():
    ((headers, body, first),) = posted(always())
    is_genuine = example()
    signature = headers["x-sdrdesk-signature"]
    assert first == "POST /hook HTTP/1.1"
    assert json.loads(body) == BODY
    assert headers["content-type"] == "application/json"
    assert is_genuine(SECRET, signature, body, now=AT)
    assert is_genuine(SECRET, signature, body, now=AT + 299)
    assert not is_genuine(SECRET, signature, body, now=AT + 302)
    assert not is_genuine(SECRET, signature, body, now=AT - 302)
    assert is_genuine(SECRET, sign(SECRET, int(time.time()), body), body)
    assert not is_genuine("another", signature, body, now=AT)
    assert not is_genuine(SECRET, signature, body.replace(b"note", b"gone"), now=AT)
    assert not is_genuine(SECRET, signature.replace("t=1", "t=2"), body, now=AT)
    for nonsense in ("", "t=,v1=", "v1=00", "t=x,v1=00", "t=²,v1=00", signature.partition(",")[0]):
        assert not is_genuine(SECRET, nonsense, body, now=AT)


def test_what_is_sent_again_bears_the_same_id():
    got = posted(always(), times=2)
    assert [headers["x-sdrdesk-delivery"] for headers, *_ in got] == ["019aa7c2-6f3e"] * 2
    assert {headers["x-sdrdesk-event"] for headers, *_ in got} == {"note"}
    assert got[0][1] == got[1][1]


def test_the_secret_travels_in_no_way():
    ((headers, body, first),) = posted(always())
    assert "canary" not in f"{headers} {first}"
    assert b"canary" not in body


def test_an_address_with_a_key_in_its_query_is_posted_to_as_it_is_and_shown_nowhere(caplog):
    path = "/workflows/canary1/run?api-version=1&sig=canary%2F2"
    ((_, _, first),) = posted(always(), path=path)
    assert first == f"POST {path} HTTP/1.1"
    assert "canary" not in " ".join(r.getMessage() for r in caplog.records if r.name.startswith("sdrdesk"))
    client = WebhookClient.at("https://hooks.example" + path, SECRET, lambda: AT)
    assert repr(client) == "WebhookClient(Http('hooks.example'))"


@pytest.mark.parametrize("status", ["200 OK", "201 Created", "202 Accepted", "204 No Content"])
def test_any_success_is_one_whatever_the_body_says(status):
    act = always(b"" if status.startswith("204") else b"<html>ok", "Content-Type: text/html", status=status)
    assert len(posted(act)) == 1


@pytest.mark.parametrize(
    ("status", "kind", "unsure"),
    [(410, Gone, None), (401, Unauthorised, None), (403, Unauthorised, None), (429, Transient, False),
     (425, Transient, False), (408, Transient, True), (500, Transient, True), (503, Transient, True),
     (400, Refused, None), (404, Refused, None), (409, Refused, None), (422, Refused, None)],
)  # fmt: skip
def test_an_answer_means_what_the_page_says(status, kind, unsure):
    with pytest.raises(kind) as raised:
        posted(always(b'{"debug": "canary"}', "Retry-After: 7", status=f"{status} x"))
    assert type(raised.value) is kind
    assert raised.value.detail == str(status)
    assert getattr(raised.value, "unsure", None) == unsure
    assert getattr(raised.value, "after", 7.0) == 7.0


def test_a_redirect_is_not_followed_and_a_receiver_that_breaks_may_have_it():
    with pytest.raises(Misdirected):
        posted(always(b"", "Location: https://elsewhere.example/", status="308 Permanent Redirect"))
    with pytest.raises(Transient) as raised:
        posted(lambda visit: (visit.request(), visit.reset()))
    assert raised.value.unsure


@pytest.mark.parametrize("name", ["", "a b", "a\r\nX-More: 1", "é", "a" * 101])
def test_no_name_of_a_message_makes_a_header_of_its_own(name):
    client = WebhookClient.at("https://hooks.example/x", SECRET, lambda: AT)
    for event, kind in ((name, "note"), ("1", name)):
        with pytest.raises(ValueError, match="no name"):
            client.post(event, kind, {})


@pytest.mark.parametrize("url", ["", "http://hooks.example/x", "https://u:p@hooks.example/", "hooks.example/#x"])
def test_an_address_that_is_none_is_refused(url):
    with pytest.raises(UserError):
        WebhookClient.at(url, SECRET, lambda: AT)


def test_the_page_tells_the_statuses_and_headers_that_the_code_knows():
    page = (ROOT / "docs" / "webhook.md").read_text(encoding="utf-8")
    for told in ("X-Sdrdesk-Event", "X-Sdrdesk-Delivery", "X-Sdrdesk-Signature", "410 Gone", "| 401, 403 |",
                 "| 408, 425, 429, 5xx, or none |"):  # fmt: skip
        assert told in page
    stamp = int(datetime(2026, 11, 24, 9, tzinfo=UTC).timestamp())
    assert f"t={stamp}," in page
