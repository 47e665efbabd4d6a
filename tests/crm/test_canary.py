"""A key that can be recognised goes through all that handles keys: afterwards it stands in no file, log or report."""

import base64
import io
import json
import logging
import traceback
from functools import partial
from urllib.parse import quote

import pytest

from sdrdesk.core.crm.catalogue import open_client, vendors
from sdrdesk.core.crm.client import CrmTrouble, Write
from sdrdesk.core.crm.http import Http
from sdrdesk.core.crm.secrets import Kept, Secrets
from sdrdesk.core.crm.webhook import WebhookClient
from sdrdesk.core.errors import UserError
from tests.crm.listening import listening
from tests.crm_faults.faults import FAULTS, IN_DEBUG
from tests.crm_faults.plain_crm import PlainCrm
from tests.operations.crm.sides import connected

CANARY = "canary/4711+SecretKey=="
KEY = {"Authorization": f"Bearer {CANARY}"}
TOO_SLOW = {"timeout_after_commit", "slow_drip"}
OPTIONS = {"gzip_bomb": {"megabytes": 30}, "schema_changed": {"field": "last_name"}}
PERSON = {"last_name": "Martin", "email": "lea@acme.fr", "company": "ACME"}


def forms(secret):
    """A secret as it is, and as it would stand in an address, in JSON, in hex, and within base64."""
    yield from (secret, quote(secret), quote(secret, safe=""), secret.replace("/", "\\/"), secret.encode().hex())
    for before in range(3):  # base64 reads differently at each offset; what is around it changes the ends
        packed = base64.b64encode(b"x" * before + secret.encode()).decode()
        yield packed[4 if before else 0 : -4]


def told(data, secret=CANARY):
    """The forms in which bytes tell a secret."""
    return [form for form in forms(secret) if form.encode() in data]


def test_each_form_of_a_key_would_be_found():
    basic = base64.b64encode(b"user:" + CANARY.encode())
    for data in (
        CANARY.encode(),
        quote(CANARY).encode(),
        basic,
        base64.b64encode(CANARY.encode()),
        CANARY.encode().hex().encode(),
    ):
        assert told(b"... " + data + b" ...")
    assert not told(b"canary 4711 SecretKey")


@pytest.fixture
def journal(tmp_path, monkeypatch):
    """Every logger there is, at its most talkative, into a file; HOME and all that follows from it in `tmp_path`."""
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "TMPDIR"):
        monkeypatch.setenv(name, str(tmp_path))
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    import httpcore  # so that its loggers exist

    assert httpcore
    handler = logging.FileHandler(tmp_path / "all.log", encoding="utf-8")
    root = logging.getLogger()
    loggers = [root, *(found for found in root.manager.loggerDict.values() if isinstance(found, logging.Logger))]
    levels = [(logger, logger.level) for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    root.addHandler(handler)
    yield tmp_path
    root.removeHandler(handler)
    handler.close()
    for logger, level in levels:
        logger.setLevel(level)


def leaks(folder, *secrets):
    """The files below a folder that tell one of these."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert any(path.name == "all.log" and path.stat().st_size for path in files), "nothing was logged at all"
    return [(path.name, form) for path in files for secret in secrets for form in told(path.read_bytes(), secret)]


def shown(error):
    """All that any report could say of an exception, those behind it included."""
    stream = io.StringIO()
    traceback.print_exception(error, file=stream)
    try:
        raise error
    except Exception:
        logging.getLogger("anything").exception("met: %r %s %s", error, error, vars(error))
    return f"{stream.getvalue()} {error!r} {error} {vars(error)}".encode()


def outcome(ask):
    """All that could be told of what a request came to."""
    try:
        return repr(ask()).encode()
    except (CrmTrouble, UserError) as error:
        return shown(error)


def test_a_sync_through_every_fault_leaves_the_key_nowhere(desk, journal):
    crm = PlainCrm(clock=desk.clock)
    crm.key = CANARY
    with connected(desk, crm=crm) as sides:
        desk.add(**PERSON)
        for name in (name for name in FAULTS if name not in TOO_SLOW):
            sides.crm.fault(name, **OPTIONS.get(name, {}))
            sides.desk.clock.at = max(sides.desk.clock.at, sides.status.next_at or sides.desk.clock.at)
            said = f"{outcome(sides.sync)!r} {sides.status!r}".encode()
            assert not told(said)
            assert IN_DEBUG.encode() not in said
            sides.crm.mend()
    assert crm.requests
    desk.workspace.store.close()
    assert leaks(journal, CANARY, IN_DEBUG) == []


def echo(status, kind):
    """A server that repeats all it was sent: in its headers, in its words, in a page."""

    def act(visit):
        while True:
            asked = visit.request().decode("latin-1")
            heads = [h for h in asked.split("\r\n") if h.lower().startswith(("auth", "x-", "proxy-"))]
            key = heads[0] if heads else asked.rpartition("\r\n")[2]  # some send it in the body
            words = "".join(c if c not in '\\"\r\n' else " " for c in f"bad key {key} {quote(key, safe='')}")
            body = json.dumps({"message": words, "error": {"message": words}, "errors": [words], "debug": words})
            if kind == "text/html":
                body = f"<html>{words}</html>"
            visit.answer(
                body.encode(), f"X-Debug: {words}", f"Set-Cookie: key={quote(key)}", f"Content-Type: {kind}",
                *([f"Location: https://canary.example/{words}"] if status == 302 else []), status=f"{status} {words}",
            )  # fmt: skip

    return act


@pytest.mark.parametrize("kind", ["application/json", "text/html"])
@pytest.mark.parametrize("status", [200, 207, 302, 400, 401, 403, 404, 409, 422, 429, 500])
def test_a_server_that_repeats_the_key_cannot_make_us_tell_it(status, kind, journal):
    basic = base64.b64encode(b"user:" + CANARY.encode()).decode()
    with listening(echo(status, kind)) as server:
        for secret in (KEY, {"X-Api-Key": CANARY}, {"Authorization": f"Basic {basic}"}):
            http = Http(server.url, secret)
            said = outcome(partial(http.call, "POST", "/x", body={}))
            http.close()
            assert b"bad key" in said or b"Misdirected" in said
            assert not told(said + repr(http).encode())
        assert all(told(request) for request in server.requests)
    assert leaks(journal, CANARY) == []


@pytest.mark.parametrize("status", [200, 302, 401, 403, 429, 500])
@pytest.mark.parametrize("vendor", vendors(), ids=lambda v: v.id)
def test_no_client_of_any_crm_tells_its_key(vendor, status, journal, monkeypatch):
    """Those whose server cannot be named are stopped by a proxy that opens no way, and repeats what it was sent."""
    with listening(echo(status, "application/json")) as server:
        monkeypatch.setenv("HTTPS_PROXY", f"http://user:{quote(CANARY, safe='')}@127.0.0.1:{server.port}")
        given = {i.id: server.url if i.kind == "url" else i.default or "x" for i in vendor.inputs}
        client = open_client(vendor.id, given, CANARY)
        kind = client.primary
        write = Write(kind, "0190-key", {"name": "Martin"})
        for ask in (
            client.account,
            lambda: client.fields(kind),
            lambda: client.write(kind, [write]),
            lambda: client.find(kind, [write]),
            lambda: client.read(kind, ["1"]),
            lambda: client.changed(kind, ""),
            lambda: client.delete(kind, "1"),
        ):
            assert not told(outcome(ask))
        client.close()
        assert not told(repr(client).encode())
        assert server.requests
    assert leaks(journal, CANARY) == []


@pytest.mark.parametrize("status", [200, 302, 401, 410, 500])
def test_a_webhook_tells_neither_its_secret_nor_its_address(status, journal):
    with listening(echo(status, "text/html")) as server:
        client = WebhookClient.at(f"{server.url}/hooks/path-of-canary?sig=query-of-canary", CANARY, lambda: 1.0)
        said = outcome(lambda: client.post("1", "note", {"id": "1"}))
        assert not told(said)
        assert b"of-canary" not in said
        client.close()
        assert not told(repr(client).encode())
        assert not [request for request in server.requests if told(request)]
    assert leaks(journal, CANARY, "path-of-canary", "query-of-canary") == []


def test_a_keyring_that_fails_tells_nothing(journal):
    class Failing:
        def get_password(self, service, username):
            return None

        def set_password(self, service, username, password):
            raise OSError(f"cannot write {password}")

        def delete_password(self, service, username):
            raise OSError(f"cannot delete {service}")

    secrets = Secrets(Failing)
    assert secrets.keep("c1", CANARY) is Kept.FOR_THIS_SESSION
    secrets.forget("c1")
    assert not told(repr(secrets).encode())
    assert leaks(journal, CANARY) == []


def test_a_bug_while_a_key_is_at_hand_is_reported_without_it(journal):
    messages = pytest.importorskip("sdrdesk.ui.messages")
    http = Http("https://crm.example", KEY)
    with pytest.raises(ValueError, match="slash") as raised:
        http.call("POST", "no slash", body={"key": CANARY}, headers={"X-Key": CANARY})
    with pytest.raises(TypeError) as unserialisable:
        http.call("POST", "/", body={"key": {CANARY}})
    for error in (raised.value, unserialisable.value):
        report = messages.report_text(error)
        assert "Traceback" in report
        assert not told(report.encode())
        assert not told(shown(error))
    assert leaks(journal, CANARY) == []


def test_a_header_that_cannot_be_sent_is_told_without_its_value(journal):
    with listening(echo(200, "application/json")) as server:
        http = Http(server.url, {})
        with pytest.raises(CrmTrouble) as raised:
            http.call("GET", "/", headers={"X-Key": f"{CANARY}\r\n{CANARY}"})
        http.close()
    assert not told(shown(raised.value))
    logging.getLogger("anything").info("so that there is a log")
    assert leaks(journal, CANARY) == []
