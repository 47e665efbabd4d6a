"""The verbs of the command line for CRMs, against one on this machine: JSON, exit status, a key said nowhere."""

import io
import json
import sys

import pytest

from sdrdesk import cli_crm
from sdrdesk.__main__ import main
from sdrdesk.core.operations.crm.opening import Crms, Secrets
from tests.crm.fake_hubspot import KEY, FakeHubSpot
from tests.crm.fake_server import Reply
from tests.operations.crm.test_webhooks import SECRET, receiver
from tests.support import ROOT

NOW = "2026-11-24T10:00:00+01:00"


@pytest.fixture
def hubspot():
    """HubSpot on this machine."""
    server = FakeHubSpot()
    yield server
    server.close()


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Runs one verb on a workspace: its JSON and its exit status. No key is ever printed."""
    monkeypatch.setenv("SDRDESK_NOW", NOW)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HUB_KEY", KEY)
    monkeypatch.setattr(cli_crm, "Crms", lambda: Crms(Secrets(lambda: None)))  # not the keyring of whoever tests

    def run_(*arguments, status=0, plain=False, lang="en"):
        words = [str(a) for a in arguments]
        workspace = str(tmp_path / "w.sdrdesk")
        got = main(["--workspace", workspace, "--lang", lang, *words, *([] if plain else ["--json"])])
        out, err = capsys.readouterr()
        assert KEY not in out + err
        assert got == status, (out, err)
        return out if plain else json.loads(out)

    return run_


@pytest.fixture
def connected(run, hubspot):
    """One lead, and a connection that has its key from the environment."""
    run("add", "last_name=Martin", "email=lea@acme.example", "company=ACME")
    run("crm", "connect", "hubspot", "Hub", "--input", f"url={hubspot.url}", "--key-from", "HUB_KEY")
    return hubspot


def sync(run, *more, status=0):
    (said,) = run("sync", "Hub", "--key-from", "HUB_KEY", *more, status=status)["connections"]
    return said


def test_an_address_where_nothing_answers_is_told_in_words_with_what_to_do(run, hubspot):
    hubspot.close()
    said = run("crm", "connect", "hubspot", "Hub", "--input", f"url={hubspot.url}", "--key-from", "HUB_KEY", status=1)
    told = " ".join(said["error"].values())
    assert "Nothing answers at this address" in told
    assert "Check the address" in told
    assert "Error" not in told


def test_a_dry_run_says_what_would_be_made_and_makes_nothing(run, hubspot):
    run("add", "last_name=Martin", "email=lea@acme.example")
    arguments = ["crm", "connect", "hubspot", "Hub", "--input", f"url={hubspot.url}", "--key-from", "HUB_KEY"]
    said = run(*arguments, "--dry-run")
    assert (said["create"], said["bring"]) == (1, 0)
    assert said["names"]["create"] == ["Martin"]
    assert run("crm", "list") == []
    assert hubspot.objects["contacts"] == {}


def test_a_sync_counts_what_it_did_and_the_list_says_how_it_stands(run, connected):
    said = sync(run)
    assert said["connection"] == "Hub"
    assert (said["made"], said["refused"], said["waiting"], said["why"], said["state"]) == (1, 0, 0, "", "active")
    assert [o["props"]["lastname"] for o in connected.objects["contacts"].values()] == ["Martin"]
    (listed,) = run("crm", "list")
    assert listed["status"].startswith("In step since")
    assert (listed["name"], listed["vendor"], listed["waiting"]) == ("Hub", "hubspot", 0)
    run("sync", "Hub", "--key-from", "HUB_KEY", plain=True, lang="fr")
    assert "rien à faire" in run("sync", "Hub", "--key-from", "HUB_KEY", plain=True, lang="fr")


def test_a_key_may_come_through_a_pipe(run, connected, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(KEY + "\n"))
    assert run("crm", "test", "Hub", "--key-from", "stdin")["account"].startswith("HubSpot")


def test_without_a_keyring_the_key_is_asked_for_and_a_name_that_holds_none_is_said(run, connected):
    assert sync_without_key(run)["why"] == "no_key"
    said = run("crm", "test", "Hub", "--key-from", "NOT_SET_ANYWHERE", status=1)
    assert said["error"]["title"] == "There is no key there"


def sync_without_key(run):
    (said,) = run("sync", status=1)["connections"]
    return said


def test_a_key_that_is_not_accepted_stops_the_connection_and_is_told_with_its_remedy(run, connected, monkeypatch):
    monkeypatch.setenv("HUB_KEY", "another-key-altogether")
    said = sync(run, status=1)
    assert (said["state"], said["why"]) == ("stopped", "unauthorised")
    (listed,) = run("crm", "list")
    assert listed["status"].startswith("Stopped: the CRM does not accept the key")
    told = run("crm", "key", "Hub", "--key-from", "HUB_KEY", status=1)["error"]
    assert told["title"] == "The CRM does not accept the key"
    assert "Make a new key" in told["hint"]
    monkeypatch.setenv("HUB_KEY", KEY)
    run("crm", "key", "Hub", "--key-from", "HUB_KEY")
    assert sync(run)["made"] == 1


def test_pausing_resuming_and_disconnecting(run, connected):
    assert run("crm", "pause", "Hub") == {"state": "paused"}
    assert sync(run)["state"] == "paused"
    assert connected.objects["contacts"] == {}
    assert run("crm", "resume", "Hub") == {"state": "active"}
    added = run("add", "last_name=Durand", "email=d@acme.example")["lead"]
    assert [(w["name"], w["lead"], w["why"]) for w in run("crm", "waiting", "Hub")] == [
        ("Durand", added, "Waits for its turn")
    ]
    assert run("crm", "refused", "Hub") == []
    assert run("crm", "retry", "Hub") == {"waiting": 0}
    assert run("crm", "disconnect", "Hub") == {"disconnected": "Hub"}
    assert run("crm", "list") == []
    assert {lead["last_name"] for lead in run("leads")} == {"Martin", "Durand"}


def test_what_passed_about_a_lead_is_told_in_words(run, connected):
    sync(run)
    (lead,) = run("leads")
    assert "Contact made in Hub" in [line["what"] for line in run("crm", "history", lead["id"])]


@pytest.mark.parametrize("verb", ["accept-gone", "restore-gone", "approve-deletions", "keep-there"])
def test_nothing_held_is_nothing_settled(run, connected, verb):
    assert run("crm", verb, "Hub") == {"settled": 0}


def test_what_is_not_known_is_said_with_what_is(run, hubspot):
    said = run("crm", "connect", "hubspot", "Hub", "--input", "adress=x", "--key-from", "HUB_KEY", status=1)["error"]
    assert "url" in said["detail"]
    options = ["--option", "wins=nobody", "--input", f"url={hubspot.url}", "--key-from", "HUB_KEY"]
    assert "crm, here" in run("crm", "connect", "hubspot", "Hub", *options, status=1)["error"]["detail"]
    assert run("crm", "connect", "saleswhat", "S", "--key-from", "HUB_KEY", status=1)["error"]["title"]


def test_a_profile_is_checked_and_those_shipped_are_sound(run, tmp_path):
    for path in sorted((ROOT / "resources" / "crm").glob("*.toml")):
        assert run("crm", "check", path) == {"ok": True, "faults": []}
    bad = tmp_path / "bad.toml"
    bad.write_text("format = 1\n", encoding="utf-8")
    said = run("crm", "check", bad, status=1)
    assert said["faults"]
    assert all(f["message"] and f["where"] for f in said["faults"])


def test_the_crms_that_can_be_connected_are_listed_with_what_each_asks_for(run):
    known = {v["id"]: [i["id"] for i in v["inputs"]] for v in run("crm", "vendors")}
    assert known["hubspot"] == ["url"]
    assert known["webhook"] == ["url"]


def test_fields_that_the_key_may_not_make_are_named_and_nothing_is_connected(run, hubspot):
    hubspot.may_make_properties = False
    arguments = ["crm", "connect", "hubspot", "Hub", "--input", f"url={hubspot.url}", "--key-from", "HUB_KEY"]
    said = run(*arguments, status=1)["error"]
    assert said["title"] == "The CRM lacks fields that sdrdesk needs"
    assert "contacts.sdrdesk_id" in said["detail"]
    assert run("crm", "list") == []


def test_what_a_first_connection_lacks_is_named_with_what_to_type(run, hubspot):
    assert run("crm", "list", plain=True).startswith("Nothing is connected")
    assert "--key-from" in run("crm", "connect", "hubspot", "Hub", status=1)["error"]["hint"]
    lacking = run("crm", "connect", "tryton", "T", "--key-from", "HUB_KEY", "--dry-run", status=1)["error"]
    assert ("Address of your Tryton server" in lacking["detail"], "--input url=" in lacking["hint"]) == (True, True)


def test_a_webhook_is_not_read_and_its_secret_is_never_taken_for_its_address(run):
    hook = ["crm", "connect", "webhook", "Hook", "--key-from", "HUB_KEY", "--input", "url=http://127.0.0.1:9/hook"]
    assert run(*hook, "--dry-run", status=1)["error"]["title"] == "A webhook is only told things"
    run(*hook)
    assert run("crm", "test", "Hook", "--key-from", "HUB_KEY", status=1)["error"]["title"].startswith("A webhook")
    assert "address" in run("sync", "Hook", "--key-from", "HUB_KEY", status=1)["error"]["title"]


def test_what_is_gone_there_is_said_with_the_verbs_that_settle_it(run, connected):
    sync(run)
    connected.objects["contacts"].clear()
    said = run("sync", "Hub", "--full", "--key-from", "HUB_KEY", plain=True)
    assert ("nothing to do" in said, "crm accept-gone Hub" in said) == (False, True)
    assert "crm accept-gone Hub" in run("crm", "list", plain=True)
    assert run("crm", "accept-gone", "Hub", plain=True).strip() == "1 record settled"


def test_why_a_sync_did_nothing_is_told_with_what_to_do(run, connected, monkeypatch):
    run("crm", "pause", "Hub")
    paused = run("sync", "Hub", "--key-from", "HUB_KEY", plain=True)
    assert ("nothing to do" in paused, "Paused" in paused, "crm resume Hub" in paused) == (False, True, True)
    assert "crm resume Hub" in run("crm", "list", plain=True)
    run("crm", "resume", "Hub")
    assert "New key" in run("sync", "Hub", plain=True, status=1)
    monkeypatch.setenv("HUB_KEY", "another-key-altogether")
    for arguments, status in ((("sync", "Hub", "--key-from", "HUB_KEY"), 1), (("crm", "list"), 0)):
        assert "Make a new key" in run(*arguments, plain=True, status=status)


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(404, {}), "Le CRM n’a rien là où ces fiches devraient être"),
        (Reply(200, text="<html>", type="text/html"), "une réponse qui n’est pas du JSON"),
    ],
)
def test_an_address_of_something_else_is_said_as_what_it_is(run, connected, monkeypatch, reply, said):
    monkeypatch.setattr(connected, "handle", lambda ask: reply)
    told = run("sync", "Hub", "--key-from", "HUB_KEY", plain=True, status=1, lang="fr")
    assert (said in told, len(told.splitlines())) == (True, 2)
    assert "n’existe plus" not in run("crm", "list", plain=True, lang="fr")


def test_another_secret_of_a_webhook_whose_address_is_not_kept_asks_for_both(run):
    run("crm", "connect", "webhook", "Hook", "--key-from", "HUB_KEY", "--input", "url=http://127.0.0.1:9/hook")
    said = run("crm", "key", "Hook", "--key-from", "HUB_KEY", status=1)["error"]
    assert ("address" in said["title"], "space and the secret" in said["hint"]) == (True, True)


@pytest.mark.parametrize(("answer", "said"), [(410, "receiver wants no more"), (403, "does not accept the secret")])
def test_a_receiver_that_stops_a_webhook_is_said_as_what_it_is(run, monkeypatch, answer, said):
    with receiver() as to:
        monkeypatch.setenv("HOOK", SECRET)
        run("add", "last_name=Martin", "email=lea@acme.example")
        run("crm", "connect", "webhook", "Hook", "--input", f"url={to.url}", "--key-from", "HOOK")
        monkeypatch.setenv("HOOK", f"{to.url} {SECRET}")
        to.answers = [answer]
        assert said in run("sync", "Hook", "--key-from", "HOOK", plain=True, status=1)
        assert said in run("crm", "list", plain=True)
