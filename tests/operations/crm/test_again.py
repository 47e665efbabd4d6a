"""What comes a second time: a connection made anew, a person entered again, a record that is made anew."""

from datetime import timedelta

from sdrdesk.core.operations import leads
from tests.operations.crm.sides import Sides, connected
from tests.support import Desk


def said_there(sides: Sides, lead_id: str, text: str, **also: str) -> None:
    """A colleague writes a note in the CRM."""
    links = {"contacts": sides.contact(lead_id).id}
    sides.crm.enter("notes", {"text": text, "at": "2026-11-20T10:00:31Z", "author": "Zoé", **also}, links=links)
    sides.desk.clock.at += timedelta(minutes=1)


def notes(sides: Sides, lead_id: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Who wrote what, here and there."""
    here = [(n.who, n.text) for n in leads.dossier(sides.desk.workspace, lead_id).notes]
    there = [(str(n.fields["author"]), str(n.fields["text"])) for n in sides.crm.records("notes")]
    return sorted(here), sorted(there)


def test_a_connection_made_anew_knows_the_notes_of_colleagues_and_ours_again(desk: Desk):
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr")
        leads.add_note(desk.workspace, lead_id, "Vu au salon")
        sides.until_quiet()
        said_there(sides, lead_id, "Vu au salon")
        sides.until_quiet()
        both = [("Alix", "Vu au salon"), ("Zoé", "Vu au salon")]
        assert notes(sides, lead_id) == (both, both)
        for _ in range(3):
            sides.reconnect()
            sides.until_quiet()
            sides.sync(full=True)
            assert notes(sides, lead_id) == (both, both)


def test_two_notes_that_read_the_same_stay_two_after_a_connection_made_anew(desk: Desk):
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr")
        sides.until_quiet()
        said_there(sides, lead_id, "Rappeler")
        said_there(sides, lead_id, "Rappeler", author="Bob")
        sides.until_quiet()
        sides.reconnect()
        said_there(sides, lead_id, "Rappeler", author="Cléo")
        said_there(sides, lead_id, "Rappeler", at="2026-11-20T10:00:32Z")
        sides.until_quiet()
        four = [(who, "Rappeler") for who in ("Bob", "Cléo", "Zoé", "Zoé")]
        assert notes(sides, lead_id) == (four, four)


def test_a_note_typed_here_is_told_though_a_colleague_wrote_the_same_there(desk: Desk):
    with connected(desk) as sides:
        lead_id = desk.add(email="lea@acme.fr")
        sides.until_quiet()
        leads.add_note(desk.workspace, lead_id, "Rappeler")
        at = leads.dossier(desk.workspace, lead_id).notes[0].at.strftime("%Y-%m-%dT%H:%M:%SZ")
        said_there(sides, lead_id, "Rappeler", author="Alix", at=at)
        sides.until_quiet()
        two = [("Alix", "Rappeler")] * 2
        assert notes(sides, lead_id) == (two, two)
