"""A lead's meeting and promised call as calendar entries: one id as long as it is the same appointment."""

from datetime import timedelta

import pytest

from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.calendar_entries import entries_of
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.oppositions import opposed_columns
from sdrdesk.core.operations.qualification import Meeting, decide
from sdrdesk.core.words import Words
from tests.support import NOW, paris

HOUR = timedelta(hours=1)
WORDS = Words("en")


def met(desk, lead, at):
    decide(
        desk.workspace, lead, Decision.NOW, Route.MEETING, meeting=Meeting(paris(at), "Zoé"), checked={"shared": "yes"}
    )


def promised(desk, lead, at, **more):
    return record_call(desk.workspace, lead, Outcome.CALLBACK_PROMISED, until=paris(at), **more)


def marks(desk, lead):
    return [(e.uid, e.sequence, e.start) for e in entries_of(desk.workspace, lead, WORDS)]


def test_a_meeting_says_who_why_and_with_whom(desk):
    lead = desk.add(first_name="Anne", last_name="Arnaud", company="Alpha", job_title="CEO", email="a@alpha.example")
    met(desk, lead, "2026-12-01T14:00")
    (entry,) = entries_of(desk.workspace, lead, WORDS)
    assert (entry.summary, entry.email, entry.start) == (
        "Meeting: Anne Arnaud (Alpha)", "a@alpha.example", paris("2026-12-01T14:00"),
    )  # fmt: skip
    assert entry.description.splitlines()[:3] == ["CEO", "+33 6 12 34 56 78", "With Zoé"]
    assert entry.description.splitlines()[3].endswith(" yes")
    assert entries_of(desk.workspace, lead, Words("fr"))[0].summary == "Rendez-vous\u202f: Anne Arnaud (Alpha)"


def test_a_moved_meeting_keeps_its_id_and_counts_up(desk):
    lead = desk.add()
    met(desk, lead, "2026-12-01T14:00")
    ((uid, first, _at),) = marks(desk, lead)
    desk.clock.at += HOUR
    met(desk, lead, "2026-12-02T09:00")
    assert marks(desk, lead) == [(uid, first + 1, paris("2026-12-02T09:00"))]


def test_a_meeting_after_another_decision_is_another(desk):
    lead = desk.add()
    met(desk, lead, "2026-12-01T14:00")
    ((uid, _n, _at),) = marks(desk, lead)
    desk.clock.at += HOUR
    decide(desk.workspace, lead, Decision.LATER)
    with pytest.raises(UserError) as error:
        marks(desk, lead)
    assert error.value.code == "no_appointment"
    desk.clock.at += HOUR
    met(desk, lead, "2026-12-02T09:00")
    ((other, sequence, _at),) = marks(desk, lead)
    assert other != uid
    assert sequence == 0


def test_a_promise_put_in_the_place_of_another_keeps_its_id_and_a_new_one_has_its_own(desk):
    lead = desk.add()
    promised(desk, lead, "2026-11-24T15:00")
    ((uid, _n, at),) = marks(desk, lead)
    assert at == paris("2026-11-24T15:00")
    desk.clock.at += HOUR
    promised(desk, lead, "2026-11-24T16:00", replaces_promises=True)
    assert marks(desk, lead) == [(uid, 1, paris("2026-11-24T16:00"))]
    desk.clock.at = paris("2026-11-24T16:05")  # kept
    promised(desk, lead, "2026-11-25T10:00", replaces_promises=True)
    ((other, sequence, _at),) = marks(desk, lead)
    assert (other != uid, sequence) == (True, 0)


def test_both_are_written_the_earlier_first(desk):
    lead = desk.add()
    met(desk, lead, "2026-12-01T14:00")
    promised(desk, lead, "2026-11-25T09:00")
    entries = entries_of(desk.workspace, lead, WORDS)
    assert [e.summary.split(":")[0] for e in entries] == ["Call back", "Meeting"]
    assert entries[0].location == "+33 6 12 34 56 78"


def test_of_someone_opposed_no_number_and_no_address_is_written(desk):
    lead = desk.add(email="a@alpha.example")
    met(desk, lead, "2026-12-01T14:00")
    promised(desk, lead, "2026-11-25T09:00")
    record_call(desk.workspace, lead, Outcome.OPPOSED)
    assert opposed_columns(desk.workspace, lead)
    (entry,) = entries_of(desk.workspace, lead, WORDS)
    assert (entry.email, entry.location) == ("", "")
    assert "12 34" not in entry.description


def test_nothing_to_write_is_said(desk):
    lead = desk.add()
    record_call(desk.workspace, lead, Outcome.CALLBACK_LATER, until=(NOW + 24 * HOUR).date())
    with pytest.raises(UserError) as error:
        entries_of(desk.workspace, lead, WORDS)
    assert error.value.code == "no_appointment"
    with pytest.raises(UserError) as error:
        entries_of(desk.workspace, "nobody", WORDS)
    assert error.value.code == "unknown_lead"
