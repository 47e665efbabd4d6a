"""Signals by hand: recorded with their channel and detail, taken away, and both taken back."""

import json

import pytest

from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.recommendation import Decision
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.leads import add_signal, dossier, remove_signal
from sdrdesk.core.operations.qualification import decide
from sdrdesk.core.operations.signals import signal_words, signals_json, wait_for_answer, waiting_request
from sdrdesk.core.operations.undo import undo_operation
from sdrdesk.core.words import Words
from tests.support import NOW, paris


def kept(desk, lead):
    return [(s.type, s.at, s.channel, s.detail) for s in dossier(desk.workspace, lead).signals]


def code_of(act):
    with pytest.raises(UserError) as caught:
        act()
    return caught.value.code


def test_a_signal_has_its_channel_and_its_detail_on_one_line(desk):
    lead = desk.add()
    add_signal(desk.workspace, lead, "demo_request", channel="chat", detail="  wants it\n on  Tuesday ")
    assert kept(desk, lead) == [("demo_request", NOW, "chat", "wants it on Tuesday")]


def test_a_signal_of_which_no_channel_is_said_has_the_usual_one(desk):
    lead = desk.add(source="Webinar", source_date="2026-11-20")
    add_signal(desk.workspace, lead, "call_request")
    assert [(t, c) for t, _at, c, _d in kept(desk, lead)] == [("webinar", "event"), ("call_request", "phone")]


@pytest.mark.parametrize(
    ("kind", "channel", "code"), [("sneeze", "", "unknown_signal"), ("trial", "fax", "unknown_channel")]
)
def test_an_unknown_type_or_channel_is_refused(desk, kind, channel, code):
    lead = desk.add()
    assert code_of(lambda: add_signal(desk.workspace, lead, kind, channel=channel)) == code
    assert kept(desk, lead) == []


def test_a_signal_taken_away_cools_the_lead_and_its_undo_brings_back_the_very_same(desk):
    lead = desk.add()
    add_signal(desk.workspace, lead, "demo_request", paris("2026-11-24T09:30"), channel="phone", detail="fair")
    before = dossier(desk.workspace, lead)
    assert before.summary.temperature == "hot"
    removed = remove_signal(desk.workspace, before.signals[0].id)
    assert (kept(desk, lead), desk.lead(lead).temperature) == ([], "cold")
    undo_operation(desk.workspace, removed.operation)
    assert dossier(desk.workspace, lead) == before


def test_a_signal_that_is_not_there_cannot_be_taken_away(desk):
    lead = desk.add()
    add_signal(desk.workspace, lead, "trial")
    found = dossier(desk.workspace, lead).signals[0].id
    remove_signal(desk.workspace, found)
    assert code_of(lambda: remove_signal(desk.workspace, found)) == "no_such_signal"


def test_taking_back_an_act_whose_signal_was_removed_since_says_so_and_removing_stays_undone(desk):
    lead = desk.add()
    added = add_signal(desk.workspace, lead, "trial")
    removed = remove_signal(desk.workspace, dossier(desk.workspace, lead).signals[0].id)
    first = undo_operation(desk.workspace, added.operation)
    assert (first.undone, [k.code for k in first.kept]) == (0, ["removed_since"])
    second = undo_operation(desk.workspace, removed.operation)
    assert (second.undone, [k.code for k in second.kept]) == (0, ["made_undone"])
    assert kept(desk, lead) == []


def test_the_json_of_a_lead_lists_its_signals_newest_first(desk):
    lead = desk.add()
    add_signal(desk.workspace, lead, "webinar", paris("2026-11-20T14:00"), detail="Quality 4.0")
    add_signal(desk.workspace, lead, "demo_request", channel="phone")
    said = signals_json(desk.workspace, dossier(desk.workspace, lead))
    assert [{k: v for k, v in s.items() if k != "id"} for s in json.loads(json.dumps(said))] == [
        {"type": "demo_request", "at": "2026-11-24T10:00:00+01:00", "channel": "phone", "detail": ""},
        {"type": "webinar", "at": "2026-11-20T14:00:00+01:00", "channel": "event", "detail": "Quality 4.0"},
    ]


@pytest.mark.parametrize(
    ("language", "kind", "channel", "detail", "said"),
    [
        ("en", "demo_request", "phone", "", "Demo request · phone"),
        ("fr", "demo_request", "", "page 3", "Demande de démo · web · page 3"),
        ("en", "email_open", "", "", "E-mail opened"),
        ("fr", "event", "", "Salon", "Événement · Salon"),
        ("en", "list", "", "", "List"),
    ],
)
def test_a_signal_in_words_says_its_channel_where_its_type_does_not(desk, language, kind, channel, detail, said):
    lead = desk.add()
    add_signal(desk.workspace, lead, kind, channel=channel, detail=detail)
    assert signal_words(dossier(desk.workspace, lead).signals[0], Words(language)) == said


def test_a_request_waits_until_a_conversation_and_not_for_a_ringing_phone(desk):
    lead = desk.add()
    add_signal(desk.workspace, lead, "demo_request")
    desk.clock.at = paris("2026-11-24T10:04")
    record_call(desk.workspace, lead, Outcome.NO_ANSWER)
    assert waiting_request(dossier(desk.workspace, lead), desk.clock.at).at == NOW
    record_call(desk.workspace, lead, Outcome.REACHED)
    assert waiting_request(dossier(desk.workspace, lead), desk.clock.at) is None


def test_a_lead_that_is_closed_waits_for_nothing(desk):
    lead = desk.add()
    decide(desk.workspace, lead, Decision.NEVER, reason="no_need")
    desk.clock.at = paris("2026-11-24T10:04")
    add_signal(desk.workspace, lead, "demo_request")
    assert desk.lead(lead).standing.code == "came_back"
    assert waiting_request(dossier(desk.workspace, lead), desk.clock.at) is None


@pytest.mark.parametrize(
    ("asked", "now", "wait"),
    [
        ("2026-11-24T10:00", "2026-11-24T10:15", "in_time"),
        ("2026-11-24T10:00", "2026-11-24T10:16", "slow"),
        ("2026-11-24T10:00", "2026-11-24T11:01", "late"),
        ("2026-11-27T23:00", "2026-11-30T08:35", "in_time"),  # Friday night, Monday five minutes after the doors open
    ],
)
def test_the_wait_counts_the_hours_in_which_the_lead_may_be_called(desk, asked, now, wait):
    lead = desk.add()
    add_signal(desk.workspace, lead, "demo_request", paris(asked))
    desk.clock.at = paris(now)
    opened = desk.workspace.rules_of(desk.lead(lead).lead).hours.openings(paris(now).date())[0][0]
    assert opened == paris(now).replace(hour=8, minute=30), "the working day of the workspace begins then"
    signal, found = wait_for_answer(desk.workspace, dossier(desk.workspace, lead), desk.clock.at)
    assert (signal.at, found) == (paris(asked), wait)
