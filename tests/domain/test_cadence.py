"""What an unanswered call does next: delays, halves of the day, the limit, the rest; and a cadence file's faults."""

import tomllib
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import settings as many
from hypothesis import strategies as st

from sdrdesk.core.domain.cadence import Cadence, Channel, Delay, next_step, unanswered_run
from sdrdesk.core.domain.cadence_check import check_cadence
from sdrdesk.core.domain.outcomes import UNANSWERED, Outcome
from sdrdesk.core.domain.working_time import WorkCalendar
from sdrdesk.core.exchange.rule_files import cadence_texts, read_cadence, shipped_cadences
from sdrdesk.core.words import Words
from tests.support import PARIS, paris

OFFICE = WorkCalendar(dict.fromkeys(range(5), ((540, 1080),)), PARIS)
NEW_YORK = ZoneInfo("America/New_York")
CADENCE = Cadence(
    {
        Outcome.NO_ANSWER: Delay(days=1),
        Outcome.BUSY: Delay(minutes=60),
        Outcome.VOICEMAIL: Delay(days=2, channel=Channel.EMAIL),
        Outcome.GATEKEEPER: Delay(half_days=1),
    }
)


@dataclass(frozen=True)
class Try:
    at: datetime
    outcome: Outcome = Outcome.NO_ANSWER


def shown(at, zone=PARIS):
    return at.astimezone(zone).isoformat(timespec="minutes")[:16].replace("T", " ")


def tries(n, at, outcome):
    """The n-th try at an instant, those before it long ago."""
    return [*(Try(at - timedelta(days=100 + k), outcome) for k in range(n - 1)), Try(at, outcome)]


@pytest.mark.parametrize(
    ("outcome", "n", "at", "next_try", "why"),
    [
        (Outcome.NO_ANSWER, 1, "2026-11-24T10:00", "2026-11-25 14:00", "retry"),  # morning, then an afternoon
        (Outcome.NO_ANSWER, 1, "2026-11-24T12:59", "2026-11-25 14:00", "retry"),
        (Outcome.NO_ANSWER, 1, "2026-11-24T13:00", "2026-11-25 09:30", "retry"),  # afternoon, then a morning
        (Outcome.NO_ANSWER, 1, "2026-11-27T15:00", "2026-11-30 09:30", "retry"),
        (Outcome.NO_ANSWER, 1, "2026-11-28T15:00", "2026-11-30 09:30", "retry"),
        (Outcome.VOICEMAIL, 2, "2026-11-26T10:00", "2026-11-30 14:00", "retry"),
        (Outcome.BUSY, 1, "2026-11-24T10:00", "2026-11-24 11:00", "retry"),
        (Outcome.BUSY, 1, "2026-11-24T17:30", "2026-11-25 09:30", "retry"),
        (Outcome.BUSY, 1, "2026-11-28T15:00", "2026-11-30 10:00", "retry"),
        (Outcome.GATEKEEPER, 1, "2026-11-24T10:00", "2026-11-24 14:00", "retry"),  # the same day's afternoon
        (Outcome.GATEKEEPER, 1, "2026-11-24T15:00", "2026-11-25 09:30", "retry"),
        (Outcome.NO_ANSWER, 5, "2026-11-24T10:00", "2026-11-25 14:00", "retry"),
        (Outcome.NO_ANSWER, 6, "2026-11-24T10:00", "2027-01-25 09:00", "rest"),  # 60 days: Saturday 23 January → Monday
        (Outcome.BUSY, 7, "2026-11-24T10:00", "2027-01-25 09:00", "rest"),
    ],
)
def test_when_to_try_again(outcome, n, at, next_try, why):
    found = CADENCE.after_attempts(tries(n, paris(at), outcome), OFFICE)
    assert (shown(found.at), found.why) == (next_try, why)
    assert (found.number, found.limit) == (n + 1, 6)


def test_the_half_of_the_day_is_the_leads_own():
    # 16:00 in Paris is 10:00 in New York: the next try is in its afternoon.
    found = CADENCE.after_attempts([Try(paris("2026-11-24T16:00"))], OFFICE.in_zone(NEW_YORK))
    assert shown(found.at, NEW_YORK) == "2026-11-25 14:00"


def test_a_channel_other_than_the_phone_is_told():
    assert CADENCE.after_attempts([Try(paris("2026-11-24T10:00"), Outcome.VOICEMAIL)], OFFICE).channel is Channel.EMAIL
    assert CADENCE.after_attempts([Try(paris("2026-11-24T10:00"))], OFFICE).channel is Channel.CALL


NOW = paris("2026-11-24T10:00")


@pytest.mark.parametrize(
    ("attempts", "said"),
    [
        ([], ("2026-11-24 10:00", "first", 1)),
        ([Try(NOW)], ("2026-11-25 14:00", "retry", 2)),
        ([Try(NOW - timedelta(days=30))], ("2026-11-24 10:00", "retry", 2)),  # its time has passed: now
        ([Try(NOW - timedelta(days=2)), Try(NOW, Outcome.REACHED)], None),
        ([Try(NOW, Outcome.WRONG_NUMBER)], None),
        ([Try(NOW, Outcome.OPPOSED)], None),
        ([Try(NOW - timedelta(days=9), Outcome.REACHED), Try(NOW)], ("2026-11-25 14:00", "retry", 2)),
        ([Try(NOW - timedelta(days=n)) for n in range(5, -1, -1)], ("2027-01-25 09:00", "rest", 7)),
    ],
)
def test_the_next_step_of_any_history(attempts, said):
    found = next_step(CADENCE, attempts, OFFICE, NOW)
    assert (found and (shown(found.at), found.why, found.number)) == said


def test_the_first_try_waits_for_an_opening():
    assert shown(next_step(CADENCE, [], OFFICE, paris("2026-11-28T15:00")).at) == "2026-11-30 09:00"


def test_a_wrong_number_between_two_tries_is_no_try():
    tried = [Try(NOW - timedelta(days=2)), Try(NOW - timedelta(days=1), Outcome.WRONG_NUMBER), Try(NOW)]
    assert len(unanswered_run(tried)) == 2


# -- spread ----------------------------------------------------------------------------------------------------------


def followed(cadence, start, outcomes, calendar=OFFICE):
    """The tries made when each is made at the minute the cadence gives."""
    made = [Try(start, outcomes[0])]
    for outcome in outcomes[1:]:
        made.append(Try(cadence.after_attempts(made, calendar).at, outcome))
    return made


def half_day(at, zone=PARIS):
    local = at.astimezone(zone)
    return local.weekday(), local.hour >= 13


def test_a_half_day_of_the_week_already_tried_is_stepped_over():
    # Monday 23 in the afternoon, Wednesday and Friday in the morning.
    spread = Cadence({Outcome.NO_ANSWER: Delay(days=1)}, spread=4)
    made = [Try(paris("2026-11-23T15:00")), Try(paris("2026-11-25T10:00")), Try(paris("2026-11-27T10:00"))]
    # a working day later, in the other half, is Monday afternoon: tried on the 23rd. Tuesday morning it is.
    assert shown(spread.after_attempts(made, OFFICE).at) == "2026-12-01 09:30"
    assert shown(Cadence(spread.delays).after_attempts(made, OFFICE).at) == "2026-11-30 14:00"
    assert shown(Cadence(spread.delays, spread=3).after_attempts(made, OFFICE).at) == "2026-11-30 14:00"


def test_where_every_half_day_was_tried_the_rule_gives_way():
    tuesdays = WorkCalendar({1: ((540, 720),)}, PARIS)
    daily = Cadence({Outcome.NO_ANSWER: Delay(days=1)}, spread=6)
    made = followed(daily, paris("2026-11-24T10:00"), [Outcome.NO_ANSWER] * 3, tuesdays)
    assert [shown(t.at) for t in made] == ["2026-11-24 10:00", "2026-12-08 09:00", "2026-12-22 09:00"]


@given(
    st.sampled_from(sorted(shipped_cadences())),
    st.integers(0, 5 * 24 * 60),
    st.lists(st.sampled_from([Outcome.NO_ANSWER, Outcome.VOICEMAIL, Outcome.GATEKEEPER]), min_size=6, max_size=6),
)
@many(max_examples=200)
def test_tries_follow_each_other_in_working_time_and_never_twice_in_the_same_half_day(name, minute, outcomes):
    cadence = shipped_cadences()[name]
    start = OFFICE.next_open(paris("2026-11-23T00:00") + timedelta(minutes=minute))
    made = followed(cadence, start, outcomes[: cadence.limit])
    for before, after in pairwise(made):
        assert after.at > before.at
        assert OFFICE.is_open(after.at)
    for n, tried in enumerate(made[1:], 1):
        if not cadence.delays[made[n - 1].outcome].minutes:
            window = made[max(0, n - cadence.spread + 1) : n]
            assert half_day(tried.at) not in {half_day(t.at) for t in window}


def test_six_tries_of_the_shipped_cadence_take_six_different_half_days():
    made = followed(shipped_cadences()["default"], paris("2026-11-24T10:00"), [Outcome.NO_ANSWER] * 6)
    assert [shown(t.at) for t in made] == [
        "2026-11-24 10:00", "2026-11-25 14:00", "2026-11-26 09:30", "2026-11-27 14:00", "2026-11-30 09:30",
        "2026-12-01 14:00",
    ]  # fmt: skip
    assert len({half_day(t.at) for t in made}) == 6


# -- in words --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "outcome", "n", "said"),
    [
        ("en", Outcome.NO_ANSWER, 1, "next try tomorrow, 14:00 (2 of 6)"),
        ("fr", Outcome.NO_ANSWER, 1, "prochain essai demain, 14:00 (2 sur 6)"),
        ("en", Outcome.VOICEMAIL, 2, "next by e-mail Thu 26 Nov, 14:00 (3 of 6)"),
        ("fr", Outcome.VOICEMAIL, 2, "prochain essai par e-mail jeu. 26 nov., 14:00 (3 sur 6)"),
        ("en", Outcome.NO_ANSWER, 6, "6 tries without an answer: rest until Mon 25 Jan"),
        ("fr", Outcome.NO_ANSWER, 6, "6 essais sans réponse\u202f: repos jusqu’au lun. 25 janv."),
    ],
)
def test_what_comes_next_is_said_before_it_is_confirmed(language, outcome, n, said):
    found = CADENCE.after_attempts(tries(n, NOW, outcome), OFFICE)
    assert Words(language).next_try(found, PARIS, NOW) == said


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("channel", Channel)
def test_every_channel_can_be_said(language, channel):
    cadence = Cadence({Outcome.NO_ANSWER: Delay(days=1, channel=channel)})
    said = Words(language).next_try(cadence.after_attempts([Try(NOW)], OFFICE), PARIS, NOW)
    assert "14:00" in said
    assert "_" not in said


# -- files -----------------------------------------------------------------------------------------------------------

GOOD = """
format = 1
id = "mine"
name = { en = "Mine", fr = "La mienne" }
limit = 5
rest_days = 30
morning = "09:00"
afternoon = "15:30"
spread = 3
[delay]
no_answer = { days = 2 }
busy = { minutes = 45 }
voicemail = { half_days = 3, channel = "email" }
gatekeeper = { days = 1 }
further_qualification = { days = 4 }
"""


def test_a_cadence_file_is_read_as_it_stands():
    found, faults = read_cadence(GOOD)
    assert faults == ()
    assert found == Cadence(
        {Outcome.NO_ANSWER: Delay(days=2), Outcome.BUSY: Delay(minutes=45),
         Outcome.VOICEMAIL: Delay(half_days=3, channel=Channel.EMAIL), Outcome.GATEKEEPER: Delay(days=1)},
        5, 30, time(9), time(15, 30), Delay(days=4), 3, "mine", {"en": "Mine", "fr": "La mienne"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "where", "code"),
    [
        ("format = 1", "format = 2", "format", "unknown_format"),
        ('id = "mine"', "", "id", "missing"),
        ('fr = "La mienne"', 'fr = ""', "name.fr", "untranslated"),
        ("limit = 5", "limit = 0", "limit", "out_of_range"),
        ("limit = 5", "limits = 5", "limits", "unknown_key"),
        ("rest_days = 30", 'rest_days = "30"', "rest_days", "mistyped"),
        ('"09:00"', '"14:00"', "morning", "not_in_this_half"),
        ('"15:30"', '"12:59"', "afternoon", "not_in_this_half"),
        ('"15:30"', '"3 pm"', "afternoon", "bad_hours"),
        ("spread = 3", "spread = 11", "spread", "out_of_range"),
        ("{ days = 2 }", "{ days = 2, minutes = 3 }", "delay.no_answer", "one_unit"),
        ("{ minutes = 45 }", "{ channel = 'call' }", "delay.busy", "one_unit"),
        ("{ minutes = 45 }", "{ minutes = 0 }", "delay.busy.minutes", "out_of_range"),
        ("busy = { minutes = 45 }", "", "delay.busy", "missing"),
        ("busy = { minutes = 45 }", "busy = 45", "delay.busy", "mistyped"),
        ("further_qualification = { days = 4 }", "", "delay.further_qualification", "missing"),
        ("[delay]", "[delay]\nreached = { days = 1 }", "delay.reached", "unknown_key"),
        ('"email"', '"pigeon"', "delay.voicemail.channel", "unknown_channel"),
        ("[delay]", "delay = [", "", "toml_syntax"),
    ],
)
def test_each_fault_of_a_cadence_file_is_named_with_its_place(before, after, where, code):
    assert before in GOOD
    found, faults = read_cadence(GOOD.replace(before, after))
    assert found is None
    assert (where, code) in {(f.where, f.code) for f in faults}


def test_what_is_no_table_is_no_cadence():
    assert check_cadence([1])[0] is None
    assert check_cadence(None)[1][0].code == "mistyped"


@pytest.mark.parametrize("name", sorted(cadence_texts()))
def test_a_shipped_cadence_is_whole_and_named_after_its_file(name):
    found, faults = check_cadence(tomllib.loads(cadence_texts()[name]))
    assert faults == ()
    assert found.id == name
    assert set(found.delays) == UNANSWERED
    assert found.limit >= 6


def test_a_number_of_thousands_of_digits_is_a_fault_and_no_crash():
    assert read_cadence(GOOD.replace("limit = 5", "limit = " + "9" * 5000))[1][0].code == "toml_syntax"
