"""When a lead may be called: its country's rule and the workspace's own hours, worked out on paper from a calendar."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import settings as many
from hypothesis import strategies as st

from sdrdesk.core.domain.call_queue import Closed, Due, Waiting, shut
from sdrdesk.core.domain.calling_rules import ContactKind
from sdrdesk.core.domain.campaign import Campaign
from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.bulk import change_leads, put_in_campaign
from sdrdesk.core.operations.calling import CallingGroup, group_of
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.campaigns import save_campaign
from sdrdesk.core.operations.leads import edit_lead
from sdrdesk.core.operations.queue import read_queue
from sdrdesk.core.operations.rules import (
    calling_rule,
    drop_cadence,
    drop_calling_rule,
    keep_cadence,
    keep_calling_rule,
    preview,
)
from sdrdesk.core.operations.undo import undo_operation
from sdrdesk.core.operations.workspace import change_settings
from sdrdesk.core.words import Words
from tests.domain.test_cadence import GOOD as CADENCE_FILE
from tests.operations.test_queue import check_against_scratch, stored
from tests.support import NOW, PARIS, paris

ZONES = {"FR": "Europe/Paris", "GB": "Europe/London", "DE": "Europe/Berlin", "BE": "Europe/Brussels",
         "CH": "Europe/Zurich", "ES": "Europe/Madrid", "IT": "Europe/Rome", "JP": "Asia/Tokyo"}  # fmt: skip
OPEN, HOURS, HOLIDAY = "open", "outside_hours", "holiday"

CASES = [
    # country, region, kind, own hours, at (the lead's clock), what holds it, until (the lead's clock)
    # 24 November 2026 is a Tuesday. Own hours, where on: 08:30–19:00, Monday to Friday, no holidays.
    ("FR", "", "professional", "off", "2026-11-29 03:00", OPEN, ""),  # a Sunday night: no law forbids it
    ("FR", "", "professional", "off", "2026-12-25 11:00", OPEN, ""),
    ("FR", "", "professional", "on", "2026-11-24 08:29", HOURS, "2026-11-24 08:30"),
    ("FR", "", "professional", "on", "2026-11-24 08:30", OPEN, ""),
    ("FR", "", "professional", "on", "2026-11-24 18:59", OPEN, ""),
    ("FR", "", "professional", "on", "2026-11-24 19:00", HOURS, "2026-11-25 08:30"),
    ("FR", "", "professional", "on", "2026-11-28 10:00", HOURS, "2026-11-30 08:30"),
    ("FR", "", "professional", "on", "2026-11-11 10:00", HOLIDAY, "2026-11-12 08:30"),  # Armistice, a Wednesday
    ("FR", "", "professional", "on", "2026-12-25 10:00", HOLIDAY, "2026-12-28 08:30"),
    ("FR", "", "professional", "on", "2026-12-31 19:00", HOURS, "2027-01-04 08:30"),  # New Year's Day is a Friday
    ("FR", "", "professional", "on", "2026-04-06 10:00", HOLIDAY, "2026-04-07 08:30"),  # Easter Monday
    ("FR", "", "professional", "on", "2026-05-14 10:00", HOLIDAY, "2026-05-15 08:30"),  # Ascension
    ("FR", "", "professional", "on", "2026-07-14 10:00", HOLIDAY, "2026-07-15 08:30"),
    ("FR", "", "professional", "on", "2026-10-23 19:00", HOURS, "2026-10-26 08:30"),  # the clock goes back
    ("FR", "", "professional", "on", "2026-03-27 19:00", HOURS, "2026-03-30 08:30"),  # and forward
    ("FR", "", "professional", "on", "2028-02-28 19:00", HOURS, "2028-02-29 08:30"),  # the leap day
    ("FR", "", "professional", "on", "2026-12-26 10:00", HOURS, "2026-12-28 08:30"),
    ("FR", "Moselle", "professional", "on", "2026-04-03 10:00", HOLIDAY, "2026-04-07 08:30"),  # Good Friday there
    ("FR", "", "professional", "on", "2026-04-03 10:00", OPEN, ""),
    ("FR", "", "consumer", "off", "2026-11-24 09:59", HOURS, "2026-11-24 10:00"),
    ("FR", "", "consumer", "off", "2026-11-24 10:00", OPEN, ""),
    ("FR", "", "consumer", "off", "2026-11-24 12:59", OPEN, ""),
    ("FR", "", "consumer", "off", "2026-11-24 13:00", HOURS, "2026-11-24 14:00"),
    ("FR", "", "consumer", "off", "2026-11-24 13:59", HOURS, "2026-11-24 14:00"),
    ("FR", "", "consumer", "off", "2026-11-24 14:00", OPEN, ""),
    ("FR", "", "consumer", "off", "2026-11-24 19:59", OPEN, ""),
    ("FR", "", "consumer", "off", "2026-11-24 20:00", HOURS, "2026-11-25 10:00"),
    ("FR", "", "consumer", "off", "2026-11-27 20:00", HOURS, "2026-11-30 10:00"),
    ("FR", "", "consumer", "off", "2026-11-28 11:00", HOURS, "2026-11-30 10:00"),
    ("FR", "", "consumer", "off", "2026-11-29 11:00", HOURS, "2026-11-30 10:00"),
    ("FR", "", "consumer", "off", "2026-11-11 11:00", HOLIDAY, "2026-11-12 10:00"),
    ("FR", "", "consumer", "off", "2026-12-25 11:00", HOLIDAY, "2026-12-28 10:00"),
    ("FR", "", "consumer", "off", "2026-12-24 20:30", HOURS, "2026-12-28 10:00"),
    ("FR", "", "consumer", "off", "2026-12-31 20:00", HOURS, "2027-01-04 10:00"),
    ("FR", "", "consumer", "off", "2026-10-24 11:00", HOURS, "2026-10-26 10:00"),
    ("FR", "", "consumer", "off", "2026-03-28 11:00", HOURS, "2026-03-30 10:00"),
    ("FR", "", "consumer", "on", "2026-11-24 18:59", OPEN, ""),
    ("FR", "", "consumer", "on", "2026-11-24 19:00", HOURS, "2026-11-25 10:00"),  # both must allow it
    ("FR", "", "consumer", "on", "2026-11-24 09:00", HOURS, "2026-11-24 10:00"),
    ("FR", "", "sole_trader", "off", "2026-11-24 13:30", HOURS, "2026-11-24 14:00"),
    ("FR", "", "sole_trader", "off", "2026-11-24 15:00", OPEN, ""),
    ("FR", "", "unknown", "off", "2026-11-24 13:30", HOURS, "2026-11-24 14:00"),  # the strictest of the country
    ("FR", "", "unknown", "off", "2026-11-24 15:00", OPEN, ""),
    ("GB", "", "professional", "off", "2026-11-29 03:00", OPEN, ""),
    ("GB", "", "professional", "on", "2026-11-24 08:29", HOURS, "2026-11-24 08:30"),
    ("GB", "", "professional", "on", "2026-11-24 18:59", OPEN, ""),
    ("GB", "", "professional", "on", "2026-12-28 10:00", HOLIDAY, "2026-12-29 08:30"),  # Boxing Day, put off
    ("GB", "", "professional", "on", "2026-04-06 10:00", HOLIDAY, "2026-04-07 08:30"),
    ("GB", "Scotland", "professional", "on", "2026-04-06 10:00", OPEN, ""),  # no Easter Monday there
    ("GB", "Scotland", "professional", "on", "2026-11-30 10:00", HOLIDAY, "2026-12-01 08:30"),  # Saint Andrew
    ("GB", "", "professional", "on", "2026-11-30 10:00", OPEN, ""),
    ("GB", "", "consumer", "off", "2026-11-24 08:59", HOURS, "2026-11-24 09:00"),
    ("GB", "", "consumer", "off", "2026-11-24 19:59", OPEN, ""),
    ("GB", "", "consumer", "off", "2026-11-28 11:00", HOURS, "2026-11-30 09:00"),
    ("GB", "", "consumer", "off", "2026-10-24 11:00", HOURS, "2026-10-26 09:00"),  # the clock goes back
    ("GB", "", "consumer", "off", "2026-03-28 11:00", HOURS, "2026-03-30 09:00"),  # and forward
    ("GB", "", "consumer", "off", "2026-08-31 11:00", HOLIDAY, "2026-09-01 09:00"),  # the summer bank holiday
    ("DE", "", "professional", "off", "2026-11-24 07:59", HOURS, "2026-11-24 08:00"),
    ("DE", "", "professional", "off", "2026-11-24 17:59", OPEN, ""),
    ("DE", "", "professional", "off", "2026-11-24 18:00", HOURS, "2026-11-25 08:00"),
    ("DE", "", "professional", "on", "2026-11-24 08:00", HOURS, "2026-11-24 08:30"),
    ("DE", "", "professional", "off", "2026-05-01 10:00", HOLIDAY, "2026-05-04 08:00"),
    ("DE", "Bayern", "professional", "off", "2026-06-04 10:00", HOLIDAY, "2026-06-05 08:00"),  # Corpus Christi
    ("DE", "", "professional", "off", "2026-06-04 10:00", OPEN, ""),
    ("DE", "", "consumer", "off", "2026-11-24 19:59", OPEN, ""),
    ("DE", "", "unknown", "off", "2026-11-24 19:59", HOURS, "2026-11-25 09:00"),
    ("BE", "", "professional", "off", "2026-07-21 10:00", HOLIDAY, "2026-07-22 08:00"),  # the national day
    ("BE", "", "consumer", "off", "2026-11-24 08:59", HOURS, "2026-11-24 09:00"),
    ("CH", "", "professional", "off", "2026-11-24 18:00", HOURS, "2026-11-25 08:00"),
    ("CH", "", "consumer", "off", "2026-12-25 10:00", HOLIDAY, "2026-12-28 09:00"),
    ("ES", "", "consumer", "off", "2026-11-24 15:00", HOURS, "2026-11-24 16:00"),
    ("ES", "", "consumer", "off", "2026-11-24 20:59", OPEN, ""),
    ("ES", "", "consumer", "off", "2026-12-08 11:00", HOLIDAY, "2026-12-09 10:00"),
    ("ES", "", "consumer", "off", "2026-11-28 11:00", HOURS, "2026-11-30 10:00"),
    ("IT", "", "consumer", "off", "2026-11-28 18:59", OPEN, ""),  # a Saturday
    ("IT", "", "consumer", "off", "2026-11-28 19:00", HOURS, "2026-11-30 10:00"),
    ("IT", "", "consumer", "off", "2026-06-02 11:00", HOLIDAY, "2026-06-03 10:00"),
    ("JP", "", "professional", "off", "2026-11-24 08:59", HOURS, "2026-11-24 09:00"),  # a country without a file
    ("JP", "", "professional", "off", "2026-11-23 10:00", HOLIDAY, "2026-11-24 09:00"),  # Labour Thanksgiving
    ("JP", "", "consumer", "off", "2026-11-24 13:30", HOURS, "2026-11-24 14:00"),
    ("JP", "", "consumer", "off", "2026-11-24 19:00", HOURS, "2026-11-25 10:00"),
]


def group(country, region="", kind=""):
    zone = ZONES.get(country, "")
    found = group_of(Lead("a", country=country, region=region, contact_kind=kind, zone=zone))
    return found


@pytest.mark.parametrize(("country", "region", "kind", "own", "at", "held", "until"), CASES)
def test_when_a_lead_may_be_called(desk, country, region, kind, own, at, held, until):
    change_settings(desk.workspace, {"calling_hours": own})
    zone = ZoneInfo(ZONES[country])
    hours = desk.workspace.rules_for(str(group(country, region, kind))).hours
    found = shut(hours, datetime.fromisoformat(at).replace(tzinfo=zone))
    assert (found.code if found else OPEN) == held
    assert (found.until.astimezone(zone).strftime("%Y-%m-%d %H:%M") if found else "") == until


def test_where_the_zone_cannot_be_told_the_hours_hold_in_every_one_of_the_country(desk):
    change_settings(desk.workspace, {"calling_hours": "off"})
    hours = desk.workspace.rules_for(str(group("US", "", "professional"))).hours
    # 8 in Honolulu is 13 in New York in winter and 14 in summer: the later is kept all year.
    new_york = ZoneInfo("America/New_York")
    for clock, is_open in (("13:59", False), ("14:00", True), ("20:59", True), ("21:00", False)):
        assert hours.is_open(datetime.fromisoformat(f"2026-11-24T{clock}").replace(tzinfo=new_york)) is is_open


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Time zone not known: calling hours all over the country from 20:00"),
        ("fr", "Fuseau inconnu\u202f: heures d’appel dans tout le pays à partir de 20:00"),
    ],
)
def test_a_lead_whose_zone_is_not_known_says_so_while_it_waits(desk, language, said):
    change_settings(desk.workspace, {"calling_hours": "off"})
    lead = desk.add(country="US")  # 14:00 in New York is 20:00 in Paris
    assert Words(language).standing(desk.lead(lead).standing, PARIS, NOW) == said
    assert read_queue(desk.workspace).causes == {("waiting", "several_zones"): 1}
    check_against_scratch(desk, paris("2026-11-24T20:00"))


@given(st.integers(0, 370 * 24 * 4), st.sampled_from(["US", "CA", "AU", "BR", "MX"]))
@many(max_examples=100)
def test_a_lead_of_a_wide_country_is_called_only_when_all_of_its_zones_may_be(new_desk, quarter, country):
    """The clock of every zone of the country is read, none by our own arithmetic."""
    desk = new_desk()
    try:
        change_settings(desk.workspace, {"calling_hours": "off"})
        at = datetime(2026, 1, 1, tzinfo=ZoneInfo("UTC")) + timedelta(minutes=15 * quarter)
        made = group(country, "", "professional")
        if not desk.workspace.rules_for(str(made)).hours.is_open(at):
            return
        first, last = ("08:00", "21:00") if country == "US" else ("09:00", "18:00")
        for name in WIDE[country]:
            assert first <= at.astimezone(ZoneInfo(name)).strftime("%H:%M") < last, name
    finally:
        desk.workspace.store.close()


WIDE = {
    "US": ["America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles",
           "America/Anchorage", "Pacific/Honolulu", "America/Adak"],
    "CA": ["America/St_Johns", "America/Halifax", "America/Toronto", "America/Winnipeg", "America/Vancouver"],
    "AU": ["Australia/Sydney", "Australia/Brisbane", "Australia/Adelaide", "Australia/Darwin", "Australia/Perth"],
    "BR": ["America/Sao_Paulo", "America/Manaus", "America/Rio_Branco", "America/Noronha"],
    "MX": ["America/Mexico_City", "America/Cancun", "America/Tijuana", "America/Hermosillo"],
}  # fmt: skip


# -- whose rule ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lead", "key"),
    [
        (Lead("a"), ""),
        (Lead("a", zone="Europe/Paris", country="FR"), "Europe/Paris|FR"),
        (Lead("a", zone="Europe/London", phone="+442079460000"), "Europe/London|GB"),
        (Lead("a", phone="0612345678"), ""),  # dialled in the workspace's country
        (Lead("a", country="Atlantis"), "|??"),
        (Lead("a", country="DE", region="Bayern", contact_kind="consumer"), "|DE|BY|consumer"),
        (Lead("a", country="FR", region="Île-de-France"), "|FR"),  # no holidays of its own
        (Lead("a", country="FR", contact_kind="consumer"), "|FR||consumer"),
    ],
)
def test_a_calling_group_is_a_short_key_and_is_read_back(lead, key):
    found = group_of(lead)
    assert str(found) == key
    assert CallingGroup.read(key) == found


def test_a_lead_takes_the_country_kind_and_zone_of_the_workspace_where_it_has_none(desk):
    night = paris("2026-11-24T13:30")
    lead = desk.add(phone="1234")  # tells no country
    change_settings(desk.workspace, {"calling_hours": "off"})
    assert isinstance(_standing(desk, lead, night), Due)
    change_settings(desk.workspace, {"contact_kind": "consumer"})
    assert isinstance(_standing(desk, lead, night), Waiting)
    change_settings(desk.workspace, {"country": "GB"})
    assert isinstance(_standing(desk, lead, night), Due)


def _standing(desk, lead, at):
    desk.clock.at = at
    return desk.lead(lead).standing


def test_a_country_nobody_understands_takes_the_strictest_rules(desk):
    change_settings(desk.workspace, {"calling_hours": "off"})
    lead = desk.add(country="Atlantis")
    assert desk.lead(lead).lead.country == "Atlantis"
    assert isinstance(_standing(desk, lead, paris("2026-11-24T19:00")), Waiting)
    assert isinstance(_standing(desk, lead, paris("2026-11-25T10:00")), Due)


def test_a_kind_that_another_version_wrote_takes_the_strictest_rule(desk):
    hours = [desk.workspace.rules_for(f"Europe/Paris|FR||{kind}").hours.week for kind in ("unknown", "partner")]
    assert hours[0] == hours[1]


def test_turning_the_workspace_s_hours_off_leaves_the_law(desk):
    consumer, professional = desk.add(country="FR", contact_kind="consumer"), desk.add(last_name="B", country="FR")
    change_settings(desk.workspace, {"calling_hours": "off"})
    page = read_queue(desk.workspace, paris("2026-11-28T11:00"))
    assert [s.lead.id for s in page.head] == [professional]
    assert page.causes == {("due", "due"): 1, ("waiting", "outside_hours"): 1}
    page = read_queue(desk.workspace, paris("2026-12-25T11:00"))
    assert page.causes == {("due", "due"): 1, ("waiting", "holiday"): 1}
    assert isinstance(_standing(desk, consumer, paris("2026-11-24T11:00")), Due)


def test_holidays_can_be_worked_where_no_law_forbids_it(desk):
    professional, consumer = desk.add(country="FR"), desk.add(country="FR", contact_kind="consumer")
    change_settings(desk.workspace, {"calling_holidays": "on"})
    christmas = paris("2026-12-25T11:00")
    assert isinstance(_standing(desk, professional, christmas), Due)
    assert _standing(desk, consumer, christmas).code == "holiday"


@pytest.mark.parametrize(
    ("language", "at", "said"),
    [
        ("en", "2026-11-22T10:00", "Outside calling hours in Paris; opens tomorrow 08:30"),
        ("fr", "2026-11-21T10:00", "Hors des heures d’appel (Paris)\u202f; reprise lun. 23 nov. 08:30"),
        ("en", "2026-12-25T10:00", "Public holiday: Christmas Day; opens Mon 28 Dec 08:30"),
        ("fr", "2026-12-25T10:00", "Jour férié\u202f: Noël\u202f; reprise lun. 28 déc. 08:30"),
    ],
)
def test_why_a_lead_waits_is_said_with_its_next_opening(desk, language, at, said):
    lead = desk.add(country="FR")
    assert Words(language).standing(_standing(desk, lead, paris(at)), PARIS, desk.clock.at) == said


def test_hours_that_meet_no_rule_close_a_lead_and_the_count_says_so(desk):
    change_settings(desk.workspace, {"calling_from": "20:30", "calling_to": "21:30"})
    lead = desk.add(country="FR", contact_kind="consumer")  # 10–13 and 14–20 h
    assert isinstance(_standing(desk, lead, NOW), Closed)
    page = read_queue(desk.workspace)
    assert (page.closed, page.causes) == (1, {("closed", "no_hours"): 1})
    for language, start in (("en", "No hour left to call"), ("fr", "Aucune heure pour appeler")):
        assert Words(language).standing(desk.lead(lead).standing, PARIS, NOW).startswith(start)


@pytest.mark.parametrize(
    "values",
    [
        {"calling_days": ""},
        {"calling_from": "19:00", "calling_to": "19:00"},
        {"calling_from": "20:00", "calling_to": "08:00"},
        {"contact_kind": "consumer", "calling_from": "20:30", "calling_to": "21:30"},
        {"contact_kind": "consumer", "calling_days": "67"},
    ],
)
def test_settings_that_leave_no_hour_to_call_are_refused_in_words(desk, values):
    with pytest.raises(UserError) as refused:
        change_settings(desk.workspace, values)
    assert refused.value.code == "never_open"
    assert desk.workspace.settings["calling_days"] == "12345"


# -- the limits of a rule --------------------------------------------------------------------------------------------


def test_a_consumer_is_called_four_times_in_thirty_days_and_a_professional_as_the_cadence_says(desk):
    change_settings(desk.workspace, {"calling_hours": "off"})
    consumer = desk.add(country="FR", contact_kind="consumer")
    professional = desk.add(last_name="Pro", country="FR")
    for _day in range(4):
        for lead in (consumer, professional):
            record_call(desk.workspace, lead, Outcome.BUSY)
        desk.clock.at += timedelta(days=1)
    assert isinstance(desk.lead(professional).standing, Due)
    held = desk.lead(consumer).standing
    assert (held.code, held.until) == ("attempt_limit", paris("2026-12-24T00:00"))
    assert Words("en").standing(held, PARIS, NOW) == "Limit of 4 calls in 30 d reached; opens Thu 24 Dec 00:00"
    assert _standing(desk, consumer, paris("2026-12-24T11:00")).code == "retry"
    check_against_scratch(desk, paris("2026-12-23T23:59"))
    check_against_scratch(desk, paris("2026-12-24T10:00"))


def test_a_refusal_rests_sixty_days_where_the_rule_says_so(desk):
    lead = desk.add(country="FR", contact_kind="consumer")
    record_call(desk.workspace, lead, Outcome.NOT_INTERESTED, reason="no_need")
    held = desk.lead(lead).standing
    assert (held.code, held.until) == ("refused", paris("2027-01-24T00:00"))
    edit_lead(desk.workspace, lead, {"contact_kind": "professional"})
    assert desk.lead(lead).standing.code == "undecided"


# -- one's own rules -------------------------------------------------------------------------------------------------

OWN = """
format = 1
country = "FR"
[[rule]]
kind = "professional"
since = 2026-01-01
basis = "caution"
hours = { 1234 = ["10:00-12:00"] }
holidays = false
source = "the firm's own promise"
says = { en = "Mornings only.", fr = "Le matin seulement." }
[[rule]]
kind = "professional"
since = 2026-12-01
basis = "caution"
hours = { 1234 = ["11:00-12:00"] }
holidays = false
source = "the firm's own promise"
says = { en = "Late mornings only.", fr = "En fin de matinée seulement." }
"""


def test_a_rule_of_one_s_own_replaces_the_shipped_one_from_its_day_until_it_is_dropped(desk, open_desk):
    lead = desk.add(country="FR")
    changes, kept = keep_calling_rule(desk.workspace, OWN)
    assert changes.queue
    assert len(kept) == 2
    assert isinstance(_standing(desk, lead, paris("2026-11-24T10:30")), Due)
    assert desk.lead(lead).standing.code == "never_called"
    assert isinstance(_standing(desk, lead, paris("2026-11-24T14:00")), Waiting)
    assert isinstance(_standing(desk, lead, paris("2026-11-27T10:30")), Waiting)  # Fridays are left out
    assert isinstance(_standing(desk, lead, paris("2026-12-01T10:30")), Waiting)  # the second one, since its day
    assert calling_rule(desk.workspace, desk.lead(lead).lead).says["fr"] == "En fin de matinée seulement."
    again = open_desk(desk.workspace.store.path, paris("2026-11-24T14:00"))
    assert isinstance(again.lead(lead).standing, Waiting)
    drop_calling_rule(desk.workspace, "FR", "professional")
    assert isinstance(_standing(desk, lead, paris("2026-11-24T14:00")), Due)


def test_a_rule_of_one_s_own_for_a_country_that_ships_with_none(desk):
    change_settings(desk.workspace, {"calling_hours": "off"})
    keep_calling_rule(desk.workspace, OWN.replace('"FR"', '"JP"').replace('["10:00-12:00"]', '["20:00-21:00"]'))
    hours = desk.workspace.rules_for(str(group("JP", "", "professional"))).hours
    assert hours.is_open(datetime(2026, 11, 24, 20, tzinfo=ZoneInfo("Asia/Tokyo")))
    assert desk.workspace.calling_rule(group("JP", "", "consumer")).country == ""


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("nothing", "bad_calling_rule"),
        (OWN.replace("holidays = false", "", 1), "bad_calling_rule"),
        (OWN.replace('"professional"', '"consumer"', 1), "one_rule_only"),
        (OWN.replace('"10:00-12:00"', '"03:00-04:00"'), "never_open"),
    ],
)
def test_a_rule_that_cannot_be_used_is_refused_in_words_and_nothing_is_kept(desk, content, code):
    with pytest.raises(UserError) as refused:
        keep_calling_rule(desk.workspace, content)
    assert refused.value.code == code
    assert desk.workspace.own_rules == ()
    for language in ("en", "fr"):
        assert all(Words(language).error(refused.value))


def test_a_cadence_of_one_s_own_is_kept_chosen_and_let_go(desk):
    lead = desk.add(country="FR")
    _changes, kept = keep_cadence(desk.workspace, CADENCE_FILE)
    change_settings(desk.workspace, {"cadence": kept.id})
    record_call(desk.workspace, lead, Outcome.BUSY)
    assert desk.lead(lead).standing.until == NOW + timedelta(minutes=45)
    drop_cadence(desk.workspace, kept.id)
    assert desk.workspace.cadence_for("").id == "default"
    for refused in (
        lambda: change_settings(desk.workspace, {"cadence": "mine"}),
        lambda: drop_cadence(desk.workspace, "mine"),
    ):
        with pytest.raises(UserError, match="unknown_cadence"):
            refused()
    with pytest.raises(UserError, match="bad_cadence"):
        keep_cadence(desk.workspace, CADENCE_FILE.replace("limit = 5", "limit = 0"))


def test_the_leads_of_a_campaign_follow_its_cadence(desk):
    campaign, _changes = save_campaign(desk.workspace, Campaign("", "Salon", cadence="quick"))
    inside, outside = desk.add(country="FR"), desk.add(last_name="B", country="FR")
    change_leads(desk.workspace, [inside], put_in_campaign(campaign.id))
    for lead in (inside, outside):
        record_call(desk.workspace, lead, Outcome.BUSY)
    assert desk.lead(inside).standing.until == NOW + timedelta(minutes=15)
    assert desk.lead(outside).standing.until == NOW + timedelta(minutes=60)
    check_against_scratch(desk, NOW + timedelta(minutes=30))
    with pytest.raises(UserError, match="unknown_cadence"):
        save_campaign(desk.workspace, Campaign("", "Autre", cadence="none"))


# -- the kind of contact ---------------------------------------------------------------------------------------------


def test_the_kind_of_contact_is_set_by_hand_kept_and_taken_back(desk):
    lead = desk.add(country="FR", contact_kind="consumer")
    assert desk.lead(lead).lead.contact_kind == "consumer"
    changes = edit_lead(desk.workspace, lead, {"contact_kind": "sole_trader"})
    assert desk.lead(lead).lead.contact_kind == "sole_trader"
    assert stored(desk)[lead].calling_group == "Europe/Paris|FR||sole_trader"
    undo_operation(desk.workspace, changes.operation)
    assert desk.lead(lead).lead.contact_kind == "consumer"
    assert stored(desk)[lead].calling_group == "Europe/Paris|FR||consumer"
    with pytest.raises(UserError, match="unknown_contact_kind"):
        edit_lead(desk.workspace, lead, {"contact_kind": "friend"})


def test_the_demonstration_calls_professionals(demo):
    assert demo.workspace.settings["contact_kind"] == ContactKind.PROFESSIONAL
    assert {s.calling_group.split("|")[1] for s in stored(demo).values()} == {"FR", "GB"}


KINDS = st.tuples(st.sampled_from(["FR", "US", "GB", "JP", "DE", "Atlantis", ""]), st.sampled_from(["", *ContactKind]))


@given(st.lists(KINDS, min_size=1, max_size=6), st.lists(st.integers(0, 60 * 24), min_size=2, max_size=4))
@many(max_examples=20)
def test_leads_of_any_kind_and_country_are_read_as_scratch_says(new_desk, kinds, hours):
    desk = new_desk()
    try:
        for n, (country, kind) in enumerate(kinds):
            lead = desk.add(last_name=f"N{n}", phone=f"+3361234567{n}", country=country, contact_kind=kind)
            for _ in range(n):
                record_call(desk.workspace, lead, Outcome.NO_ANSWER if n % 2 else Outcome.NOT_INTERESTED)
        for shift in hours:
            check_against_scratch(desk, NOW + timedelta(hours=shift))
    finally:
        desk.workspace.store.close()


# -- what comes next -------------------------------------------------------------------------------------------------


def test_what_each_outcome_would_do_is_what_it_then_does(desk):
    for outcome in (Outcome.NO_ANSWER, Outcome.BUSY, Outcome.VOICEMAIL, Outcome.GATEKEEPER):
        lead = desk.add(last_name=outcome.value, country="FR")
        shown = preview(desk.workspace, lead)[outcome]
        record_call(desk.workspace, lead, outcome)
        assert desk.lead(lead).standing.until == shown.at


def test_the_preview_knows_the_limit_of_the_rule(desk):
    lead = desk.add(country="FR", contact_kind="consumer")
    for day in (4, 3, 2):
        record_call(desk.workspace, lead, Outcome.BUSY, at=NOW - timedelta(days=day))
    # The four are then those of the 20th, 21st, 22nd and 24th: thirty days after the first, a Sunday, then its Monday.
    assert preview(desk.workspace, lead)[Outcome.NO_ANSWER].at == paris("2026-12-21T10:00")


def test_a_promise_is_never_moved_by_a_rule_so_nothing_is_announced(desk):
    lead = desk.add(country="FR", contact_kind="consumer")
    record_call(desk.workspace, lead, Outcome.CALLBACK_PROMISED, until=NOW + timedelta(hours=3))
    assert preview(desk.workspace, lead) == {}
    for _ in range(5):
        record_call(desk.workspace, lead, Outcome.BUSY)
    assert desk.lead(lead).standing.until == NOW + timedelta(hours=3)
    desk.clock.at = NOW + timedelta(hours=3)
    assert desk.lead(lead).standing.code == "promise"


def test_a_lead_that_is_gone_and_hours_that_never_open_announce_nothing(desk):
    with pytest.raises(UserError, match="unknown_lead"):
        preview(desk.workspace, "nobody")
    change_settings(desk.workspace, {"calling_from": "20:30", "calling_to": "21:30"})
    assert preview(desk.workspace, desk.add(country="FR", contact_kind="consumer")) == {}


def test_a_date_in_force_is_that_of_the_workspace_s_day(desk):
    fresh = desk.workspace.calling_rule(group("FR", "", "consumer"))
    assert (fresh.since, fresh.consent) == (date(2026, 8, 11), True)
    desk.clock.at = paris("2026-08-10T12:00")
    before = desk.workspace.calling_rule(group("FR", "", "consumer"))
    assert (before.since, before.consent) == (date(2023, 3, 1), False)
