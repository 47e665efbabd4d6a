"""A webhook is told each fact once, signed, in order; what it refuses waits, what it cannot take comes again."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from sdrdesk.core.crm.secrets import Secrets
from sdrdesk.core.crm.webhook import DELIVERY, EVENT, SIGNATURE, WebhookClient, sign
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.recommendation import Decision
from sdrdesk.core.operations import leads
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.crm import connections
from sdrdesk.core.operations.crm.opening import Crms, drafted, give_key, make_connection, sync_connection
from sdrdesk.core.operations.crm.run import Options
from sdrdesk.core.operations.crm.sync import Synced
from sdrdesk.core.operations.crm.webhooks import post_all
from sdrdesk.core.operations.erasure import erase_lead
from sdrdesk.core.operations.merging import merge_leads
from sdrdesk.core.operations.qualification import decide
from sdrdesk.core.operations.undo import undo_operation
from sdrdesk.core.words import Words
from tests.support import ROOT, Desk

SECRET, EN = "shared-secret", Words("en")


@dataclass
class Receiver:
    """An address that keeps what is posted to it, and answers as it is told."""

    url: str = ""
    messages: list[dict[str, Any]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    genuine: bool = True


@contextmanager
def receiver() -> Iterator[Receiver]:
    kept = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = kept.answers.pop(0) if kept.answers else 200
            message = json.loads(body)
            sent_at = int(self.headers[SIGNATURE].split(",")[0].removeprefix("t="))
            kept.genuine &= self.headers[SIGNATURE] == sign(SECRET, sent_at, body)
            kept.genuine &= (self.headers[EVENT], self.headers[DELIVERY]) == (message["type"], message["id"])
            kept.messages.append({**message, "status": status})
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_said: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        kept.url = f"http://127.0.0.1:{server.server_port}/in"
        yield kept
        server.shutdown()
        thread.join()


def posted(desk: Desk, connection: str, to: Receiver) -> Synced:
    client = WebhookClient.at(to.url, SECRET, lambda: desk.clock.at.timestamp())
    try:
        return post_all(desk.workspace, connection, client, Words("en"))
    finally:
        client.close()


def hooked(desk: Desk, options: Options | None = None) -> str:
    return connections.connect(desk.workspace, "webhook", "Hook", {"url": "x"}, options=options)


def test_the_address_is_kept_with_the_key_since_who_knows_it_can_post_there(desk: Desk):
    with receiver() as to:
        crms = Crms(Secrets(lambda: None))
        url = f"{to.url}?token=canary"
        made = make_connection(
            desk.workspace, crms, drafted(desk.workspace, "webhook", {"url": url}), "Hook", SECRET, EN
        )
        desk.add(email="lea@acme.fr")
        assert sync_connection(desk.workspace, crms, made.id, EN).figures.facts == 1
        assert to.genuine
        stored = connections.connection_of(desk.workspace, made.id).given
        assert stored["url"].endswith("/…")
        give_key(desk.workspace, crms, made.id, SECRET, stored, EN)
        desk.add(last_name="Deux", email="deux@acme.fr")
        assert sync_connection(desk.workspace, crms, made.id, EN).figures.facts == 1
        desk.workspace.store.close()
        assert b"canary" not in desk.workspace.store.path.read_bytes()


def test_each_fact_is_posted_once_signed_and_in_order(desk: Desk):
    with receiver() as to:
        hook = hooked(desk)
        lead_id = desk.add(email="lea@acme.fr", company="ACME")
        record_call(desk.workspace, lead_id, Outcome.REACHED, note="Très intéressée")
        done = posted(desk, hook, to)
        assert (done.figures.facts, done.figures.left_waiting) == (3, 0)
        assert [m["type"] for m in to.messages] == ["lead", "activity", "note"]
        assert to.genuine
        assert {m["lead"]["email"] for m in to.messages} == {"lea@acme.fr"}
        assert (to.messages[1]["fact"]["outcome"], to.messages[2]["fact"]["text"]) == ("reached", "Très intéressée")
        posted(desk, hook, to)
        assert len(to.messages) == 3


def test_what_was_answered_before_a_meeting_is_an_object(desk: Desk):
    with receiver() as to:
        hook = hooked(desk)
        lead_id = desk.add(email="lea@acme.fr")
        decide(desk.workspace, lead_id, Decision.LATER, checked={"shared": "yes"})
        posted(desk, hook, to)
        (fact,) = [m["fact"] for m in to.messages if m["type"] == "decision"]
        assert fact["checked"] == {"shared": "yes"}


def test_what_could_not_be_taken_comes_again_under_the_same_id(desk: Desk):
    with receiver() as to:
        hook = hooked(desk)
        desk.add(email="lea@acme.fr")
        to.answers = [503]
        assert posted(desk, hook, to).why == "transient"
        assert posted(desk, hook, to).figures.facts == 0  # not before its time
        desk.clock.at = connections.status(desk.workspace, hook).next_at
        assert posted(desk, hook, to).figures.facts == 1
        assert len({m["id"] for m in to.messages}) == 1


def test_a_message_that_is_refused_waits_and_the_others_go_on(desk: Desk):
    with receiver() as to:
        hook = hooked(desk)
        desk.add(last_name="One", email="one@acme.fr")
        desk.add(last_name="Two", email="two@acme.fr")
        to.answers = [422]
        done = posted(desk, hook, to)
        assert (done.figures.facts, done.figures.refused) == (1, 1)
        connections.try_again(desk.workspace, hook)
        assert posted(desk, hook, to).figures.facts == 1


def test_who_wants_no_more_is_asked_no_more(desk: Desk):
    with receiver() as to:
        hook = hooked(desk)
        desk.add(email="lea@acme.fr")
        to.answers = [410]
        assert posted(desk, hook, to).state == "stopped"
        posted(desk, hook, to)
        assert len(to.messages) == 1


def test_a_fact_taken_back_is_withdrawn_and_a_lead_taken_back_is_gone(desk: Desk):
    with receiver() as to:
        hook = hooked(desk, Options(history=False))
        lead_id = desk.add(email="lea@acme.fr")
        leads.add_note(desk.workspace, lead_id, "faux")
        posted(desk, hook, to)
        undo_operation(desk.workspace, desk.last_operation)
        posted(desk, hook, to)
        assert [m["type"] for m in to.messages[2:]] == ["withdrawn", "lead"]
        assert to.messages[2]["fact"]["type"] == "note"
        erase_lead(desk.workspace, lead_id)
        posted(desk, hook, to)
        assert (to.messages[-1]["type"], to.messages[-1]["lead"]) == ("gone", {"id": lead_id})


def test_the_example_of_the_page_is_a_message_as_it_is_posted(desk: Desk):
    page = (ROOT / "docs" / "webhook.md").read_text(encoding="utf-8")
    example = json.loads(page.partition("```json\n")[2].partition("```")[0])
    with receiver() as to:
        hook = hooked(desk)
        lead_id = desk.add(first_name="Léa", last_name="Martin", email="lea@acme.fr", company="ACME SAS")
        record_call(desk.workspace, lead_id, Outcome.REACHED, note=example["fact"]["text"])
        posted(desk, hook, to)
        note = next(m for m in to.messages if m["type"] == example["type"])
    assert note.keys() - {"status"} == example.keys()
    assert note["fact"].keys() == example["fact"].keys()
    assert example["lead"].keys() <= note["lead"].keys()
    same = ("first_name", "last_name", "email", "phone", "company", "stage", "temperature", "score", "open", "grid")
    assert [note["lead"][k] for k in same] == [example["lead"][k] for k in same]


def test_a_note_that_moved_with_a_merge_is_posted_of_the_lead_kept(desk: Desk):
    with receiver() as to:
        hook = hooked(desk)
        kept, gone = desk.add(email="lea@acme.fr"), desk.add(last_name="Deux", email="deux@acme.fr")
        posted(desk, hook, to)
        leads.add_note(desk.workspace, gone, "Une note")
        merge_leads(desk.workspace, kept, gone)
        to.messages.clear()
        posted(desk, hook, to)
        assert [(m["lead"]["id"], m["fact"]["text"]) for m in to.messages if m["type"] == "note"] == [
            (kept, "Une note")
        ]
        assert "withdrawn" not in [m["type"] for m in to.messages]
