"""A pasted list: each line has its lead and its fate, what is ready is recorded in one act, and comes off in one."""

import pytest

from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.call_lists import find_called, preview_calls, record_calls, with_lead, with_outcome
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.leads import dossier
from sdrdesk.core.operations.undo import undo_operation
from tests.support import paris

LIST = """Number;Date;Length
01 99 00 10 01;24/11/2026 09:05;2:31
01 99 00 10 02;24/11/2026 09:15;0:00
01 99 00 10 02;24/11/2026 09:15;0:00
01 99 00 10 09;24/11/2026 09:20;1:00
01 99 00 10 01;24/11/2026 18:00;1:00
01 99 00 10 02;24/11/2026 09:40
01 99 00 10 03 Dupond 24/11/2026 08:50 3:00
01 99 00 10 03 Martin 24/11/2026 08:55 3:00
01 99 00 10 01 24/11/2026 08:30 missed incoming
01 99 00 10 01 1:00
"""


@pytest.fixture
def people(desk):
    return {
        "anne": desk.add(last_name="Arnaud", phone="0199001001"),
        "bruno": desk.add(last_name="Berger", phone="", mobile="01 99 00 10 02"),
        "dupond": desk.add(last_name="Dupond", phone="0199001003"),
        "durand": desk.add(last_name="Durand", phone="0199001003"),
    }


def fates(desk, text=LIST):
    return [(p.line.line, p.fate, p.outcome and p.outcome.value) for p in preview_calls(desk.workspace, text)]


def test_each_line_says_what_it_becomes(desk, people):
    assert fates(desk) == [
        (1, "no_number", None),
        (2, "ready", "reached"),
        (3, "ready", "no_answer"),
        (4, "twice", None),
        (5, "unknown", None),
        (6, "future", None),
        (7, "asked", None),
        (8, "ready", "reached"),
        (9, "several", None),
        (10, "called_us", None),
        (11, "asked", None),  # at one in the morning, for an unknown time
    ]


def test_what_is_ready_is_recorded_and_taken_back_as_one_act(desk, people):
    before = {name: dossier(desk.workspace, i) for name, i in people.items()}
    done = record_calls(desk.workspace, preview_calls(desk.workspace, LIST)[:9])
    (call,) = dossier(desk.workspace, people["anne"]).calls
    assert (call.at, call.outcome, call.seconds, call.number) == (
        paris("2026-11-24T09:05"), "reached", 151, "+33199001001",
    )  # fmt: skip
    assert [c.outcome for c in dossier(desk.workspace, people["bruno"]).calls] == ["no_answer"]
    assert [c.outcome for c in dossier(desk.workspace, people["dupond"]).calls] == ["reached"]
    assert dossier(desk.workspace, people["durand"]).calls == ()
    undo_operation(desk.workspace, done.changes.operation)
    assert {name: dossier(desk.workspace, i) for name, i in people.items()} == before


def test_the_same_list_pasted_again_records_nothing(desk, people):
    record_calls(desk.workspace, preview_calls(desk.workspace, LIST)[:4])
    again = [fate for _n, fate, _o in fates(desk)]
    assert again[1:4] == ["recorded", "recorded", "twice"]
    with pytest.raises(UserError) as error:
        record_calls(desk.workspace, preview_calls(desk.workspace, LIST)[:4])
    assert error.value.code == "no_call_ready"


def test_a_call_recorded_on_the_desk_as_it_ended_is_the_same_call(desk, people):
    record_call(desk.workspace, people["anne"], Outcome.REACHED, at=paris("2026-11-24T09:09"))
    assert fates(desk)[1] == (2, "recorded", None)


def test_a_digit_gives_a_line_its_outcome_or_leaves_it_out(desk, people):
    asked = preview_calls(desk.workspace, LIST)[6]
    record_calls(desk.workspace, [with_outcome(asked, Outcome.VOICEMAIL)])
    assert [c.outcome for c in dossier(desk.workspace, people["bruno"]).calls] == ["voicemail"]
    assert with_outcome(preview_calls(desk.workspace, LIST)[1], None).fate == "left_out"


def test_an_objection_in_a_list_closes_the_lead(desk, people):
    line = preview_calls(desk.workspace, LIST)[1]
    done = record_calls(desk.workspace, [with_outcome(line, Outcome.OPPOSED)])
    assert desk.lead(people["anne"]).standing.code == "opposed"
    undo_operation(desk.workspace, done.changes.operation)
    assert desk.lead(people["anne"]).standing.code == "never_called"


@pytest.mark.parametrize("said", ["Arnaud", "0199001001", "01.99.00.10.01", "+33 1 99 00 10 01"])
def test_a_lead_is_found_by_its_name_or_its_number(desk, people, said):
    assert find_called(desk.workspace, said, 10) == [people["anne"]]


def test_the_same_preview_applied_twice_records_nothing_twice(desk, people):
    seen = preview_calls(desk.workspace, LIST)[:4]
    assert record_calls(desk.workspace, seen).count == 2
    with pytest.raises(UserError) as error:
        record_calls(desk.workspace, seen)
    assert error.value.code == "no_call_ready"
    assert [len(dossier(desk.workspace, people[n]).calls) for n in ("anne", "bruno")] == [1, 1]


def test_the_lead_of_a_shared_number_is_said_by_a_person(desk, people):
    shared = preview_calls(desk.workspace, LIST)[8]
    assert {lead.id for lead in shared.sharing} == {people["dupond"], people["durand"]}
    durand = next(lead for lead in shared.sharing if lead.id == people["durand"])
    told = with_lead(desk.workspace, shared, durand)
    assert (told.fate, told.outcome) == ("ready", Outcome.REACHED)
    assert with_lead(desk.workspace, told, None).fate == "several"
    record_calls(desk.workspace, [told])
    assert [c.outcome for c in dossier(desk.workspace, people["durand"]).calls] == ["reached"]
    assert with_lead(desk.workspace, shared, durand).fate == "recorded"
