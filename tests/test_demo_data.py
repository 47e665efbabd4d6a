"""The demonstration data: invented for certain, coherent, and known to the grid."""

import csv
import json
import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sdrdesk.core.domain.feedback import GIVEN_BACK, SHIPPED_REASONS
from sdrdesk.core.domain.grid import TOPICS

ROOT = Path(__file__).parent.parent
DEMO = ROOT / "resources" / "demo"
COLUMNS = (
    "external_id,first_name,last_name,job_title,email,phone,mobile,linkedin,company,domain,industry,naf,employees,"
    "siren,country,region,city,postal_code,source,source_date_days_ago,imported_days_ago,cost,tags,notes"
)
OUTCOMES = {
    "no_answer",
    "busy",
    "voicemail",
    "gatekeeper",
    "callback_promised",
    "callback_later",
    "reached",
    "not_interested",
    "wrong_number",
    "opposed",
    "left_company",
}
SIGNALS = {
    "demo_request",
    "meeting_request",
    "quote_request",
    "call_request",
    "pricing_page",
    "webinar",
    "info_request",
    "contact_form",
    "trial",
    "linkedin",
    "referral",
    "download",
    "newsletter",
    "event",
    "list",
    "email_open",
    "email_click",
    "site_visit",
    "other",
}
# ARCEP and Ofcom keep these for fiction
FICTION = re.compile(
    r"\+33(19900|26191|35301|46571|53649|63998)\d{4}|\+44(207946|113496|114496|121496|131496|141496|151496|161496)0\d{3}"
    r"|\+447700900\d{3}"
)

with (DEMO / "leads.csv").open(encoding="utf-8", newline="") as opened:
    LEADS = list(csv.DictReader(opened))
BY_ID = {lead["external_id"]: lead for lead in LEADS}
HISTORY = json.loads((DEMO / "history.json").read_text(encoding="utf-8"))
ACTS = defaultdict(list)
for one in HISTORY:
    ACTS[one["lead"]].append(one)
GRID = tomllib.loads((ROOT / "resources" / "grids" / "bant.toml").read_text(encoding="utf-8"))
CRITERIA = {criterion["id"]: criterion for criterion in GRID["criterion"]}


def international(text, country):
    digits = re.sub(r"[^\d+]", "", text.replace("(0)", ""))
    digits = re.sub(r"^00", "+", digits)
    return re.sub(r"^0", {"FR": "+33", "GB": "+44"}[country], digits)


def moment(act, now):
    """When an act takes place, if now is `now`."""
    if "minutes_ago" in act:
        return now - timedelta(minutes=act["minutes_ago"])
    day, left = now - timedelta(days=act.get("days_ago", 0)), act.get("workdays_ago", 0)
    while left:
        day -= timedelta(days=1)
        left -= day.weekday() < 5
    hour, minute = map(int, act["time"].split(":"))
    return day.replace(hour=hour, minute=minute)


def until(act, now):
    if "until_in_minutes" in act:
        return now + timedelta(minutes=act["until_in_minutes"])
    hour, minute = map(int, act.get("until_time", "23:59").split(":"))
    return (now + timedelta(days=act["until_days"])).replace(hour=hour, minute=minute)


def test_leads_have_the_columns_and_names_of_their_own():
    assert ",".join(LEADS[0]) == COLUMNS
    assert len(BY_ID) == len(LEADS) >= 300
    emails = [lead["email"].casefold() for lead in LEADS if lead["email"]]
    assert len(emails) == len(set(emails))
    people = [(lead["first_name"], lead["last_name"], lead["company"]) for lead in LEADS]
    assert len(people) == len(set(people))
    assert {lead["country"] for lead in LEADS} == {"FR", "GB"}
    assert all(lead["siren"] == "" for lead in LEADS)
    assert all(int(lead["source_date_days_ago"]) >= 0 for lead in LEADS)


@pytest.mark.parametrize("column", ["phone", "mobile"])
def test_phones_are_in_the_ranges_of_fiction(column):
    for lead in LEADS:
        if lead[column]:
            number = international(lead[column], lead["country"])
            assert FICTION.fullmatch(number), (lead["external_id"], lead[column], number)
            assert number.startswith(("+336", "+447")) == (column == "mobile"), lead


def test_addresses_are_under_example():
    for lead in LEADS:
        assert not lead["email"] or re.fullmatch(r"[a-z.-]+@[a-z0-9-]+\.example", lead["email"]), lead
        assert not lead["domain"] or re.fullmatch(r"[a-z0-9-]+\.example", lead["domain"]), lead
        assert not lead["linkedin"] or re.fullmatch(r"https://linkedin\.example/in/[a-z0-9-]+", lead["linkedin"]), lead
    for text in [lead["notes"] for lead in LEADS] + [act.get("note", "") for act in HISTORY]:
        assert not re.search(r"@|https?:|www\.|\d{6,}", text), text


def test_acts_are_known():
    for act in HISTORY:
        assert act["lead"] in BY_ID
        assert ("workdays_ago" in act) == (act["act"] != "signal"), act
        assert ("days_ago" in act) + ("minutes_ago" in act) == (act["act"] == "signal"), act
        assert "minutes_ago" in act or re.fullmatch(r"\d\d:\d\d", act["time"]), act
        if act["act"] == "signal":
            assert act["type"] in SIGNALS
        elif act["act"] == "log":
            assert act["outcome"] in OUTCOMES
            assert (act["outcome"] == "not_interested") == ("reason" in act)
            assert act.get("reason", "other") in {"price", "timing", "competitor", "no_need", "other"}
            promised = act["outcome"] == "callback_promised"
            assert promised == ("until_in_minutes" in act or "until_time" in act), act
            assert (act["outcome"] == "callback_later") == ("until_days" in act and not promised), act
        elif act["act"] == "decide":
            assert (act["decision"], act["route"]) in {("now", "meeting"), ("later", "nurture"), ("never", "exclude")}
            assert ("until_days" in act) == (act["route"] == "nurture")
            assert ("reason" in act) == (act["route"] == "exclude")
        elif act["act"] == "feedback":
            reason = act.get("reason", "")
            assert bool(reason) == (act["answer"] in GIVEN_BACK), act
            assert not reason or act["answer"] in SHIPPED_REASONS[reason][0], act
            assert set(act.get("missing", ())) <= TOPICS
        else:
            assert act["act"] == "answer"


def test_answers_are_known_to_the_grid():
    for act in HISTORY:
        if act["act"] != "answer":
            continue
        criterion, value = CRITERIA[act["criterion"]], act["value"]
        assert criterion["kind"] != "signals"
        if value is None:
            continue
        if criterion["kind"] == "choice":
            assert value in {option["id"] for option in criterion["option"]}, act
        elif criterion["kind"] == "months":
            assert list(value) == ["months"]
            assert isinstance(value["months"], int)
        else:
            assert isinstance(value, int)


@pytest.mark.parametrize("weekday", range(7))
def test_acts_of_a_lead_are_in_time_order_whatever_the_weekday(weekday):
    now = datetime(2026, 6, 1, 9, 30) + timedelta(days=weekday)
    for lead, acts in ACTS.items():
        times = [moment(act, now) for act in acts]
        assert times == sorted(times), (lead, acts)
        assert times[-1] < now
        source = now.date() - timedelta(days=int(BY_ID[lead]["source_date_days_ago"]))
        assert source <= times[0].date(), (lead, acts[0])
        for act, made, following in zip(acts, times, [*acts[1:], None], strict=True):
            if act["act"] != "signal":
                assert made.weekday() < 5, act
                assert 8 <= made.hour < 19, act
            if "until_days" in act or "until_in_minutes" in act:
                assert until(act, now) > made, act
            if act.get("outcome") == "callback_promised" and following and following["act"] == "log":
                assert until(act, now) < moment(following, now), act


def eliminations(acts):
    answers = {act["criterion"]: act["value"] for act in acts if act["act"] == "answer"}
    return {
        option["eliminates"]
        for criterion, value in answers.items()
        for option in CRITERIA[criterion].get("option", ())
        if option["id"] == value and "eliminates" in option
    }


def test_decisions_agree_with_the_answers():
    for acts in ACTS.values():
        decisions = [act for act in acts if act["act"] == "decide"]
        if not decisions:
            assert not eliminations(acts), acts
        for act in decisions:
            assert bool(eliminations(acts)) == (act["route"] == "exclude"), acts
            assert any(one.get("outcome") in {"reached", "not_interested"} for one in acts), acts


def points(acts):
    """What the known answers and the workforce of the file earn on the grid, of 100, engagement left out."""
    answers = {act["criterion"]: act["value"] for act in acts if act["act"] == "answer" and act["value"] is not None}
    workforce = re.match(r"\d+", BY_ID[acts[0]["lead"]]["employees"])
    if workforce:
        answers.setdefault("size", int(workforce[0]))
    total = 0
    for key, value in answers.items():
        criterion = CRITERIA[key]
        if criterion["kind"] == "choice":
            percent = next(option["percent"] for option in criterion["option"] if option["id"] == value)
        else:
            number = value["months"] if isinstance(value, dict) else value
            percent = next(band["percent"] for band in criterion["band"] if number <= band.get("up_to", number))
        total += criterion["weight"][GRID["cycle"]] * percent / 100
    return total


def test_meetings_are_worth_one_and_nurtured_leads_are_between():
    for acts in ACTS.values():
        route = next((act["route"] for act in acts if act["act"] == "decide"), "")
        if route == "meeting":
            assert points(acts) >= GRID["thresholds"]["now"], (points(acts), acts)
        if route == "nurture":
            assert GRID["thresholds"]["later"] <= points(acts) < GRID["thresholds"]["now"], (points(acts), acts)


def test_an_opposed_person_and_a_wrong_number_share_no_phone():
    owners = defaultdict(list)
    for lead in LEADS:
        for column in ("phone", "mobile"):
            if lead[column]:
                owners[international(lead[column], lead["country"])].append(lead["external_id"])
    for lead, acts in ACTS.items():
        if any(act.get("outcome") in {"opposed", "wrong_number"} for act in acts):
            assert all(len(leads) == 1 for leads in owners.values() if lead in leads)
        if any(act["act"] == "log" for act in acts):
            assert BY_ID[lead]["phone"] or BY_ID[lead]["mobile"], lead


def test_the_pair_that_shows_interest_is_not_intent():
    names = {f"{lead['first_name']} {lead['last_name']}": lead for lead in LEADS}
    hugo, claire = names["Hugo Delmas"], names["Claire Fontaine"]
    assert (claire["company"], claire["city"], claire["source"]) == ("Méca-Rhône", "Lyon", "download")

    def answers(lead):
        return {act["criterion"]: act["value"] for act in ACTS[lead["external_id"]] if act["act"] == "answer"}

    def signals(lead):
        return [act["type"] for act in ACTS[lead["external_id"]] if act["act"] == "signal"]

    expected = {"need": "priority", "need_shared": "organisation", "authority": "approves", "timing": {"months": 3}}
    assert expected.items() <= answers(claire).items()
    assert signals(claire) == []
    assert answers(hugo)["authority"] == "uses"
    assert answers(hugo)["timing"] is None
    assert {"webinar", "download", "pricing_page", "email_open"} <= set(signals(hugo))
    assert len(signals(hugo)) > 12
    assert (
        points(ACTS[claire["external_id"]])
        > points(ACTS[hugo["external_id"]]) + CRITERIA["engagement"]["weight"]["medium"]
    )


def test_the_notes_are_many_and_rarely_the_same():
    notes = [act["note"] for act in HISTORY if act.get("note")]
    assert len(set(notes)) >= 200
    assert max(notes.count(note) for note in set(notes)) <= 3


def test_the_generator_makes_these_files(tmp_path):
    script = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]);"
        "import make_demo_data; make_demo_data.TARGET = Path(sys.argv[2]); make_demo_data.main()"
    )
    subprocess.run([sys.executable, "-B", "-c", script, str(ROOT / "tools"), str(tmp_path)], check=True)
    for name in ("leads.csv", "history.json"):
        assert (tmp_path / name).read_bytes() == (DEMO / name).read_bytes(), name


def test_enough_hand_offs_are_answered_over_enough_months_for_figures_and_some_still_wait():
    handed = {one["lead"]: one for one in HISTORY if one.get("route") == "meeting"}
    answered = {one["lead"]: one for one in HISTORY if one["act"] == "feedback"}
    assert set(answered) <= set(handed)
    assert len(answered) >= 60
    assert len(handed) - len(answered) >= 5
    assert (
        max(one["workdays_ago"] for one in answered.values()) - min(one["workdays_ago"] for one in answered.values())
        > 120
    )
    given_back = [one for one in answered.values() if one["answer"] in GIVEN_BACK]
    assert len({one["reason"] for one in given_back}) >= 6
    assert 0.1 < len(given_back) / len(answered) < 0.5


def test_sales_answers_in_the_order_things_happen():
    order = ["accepted", "meeting_held", "opportunity", "won"]
    for acts in ACTS.values():
        said = [one["answer"] for one in acts if one["act"] == "feedback"]
        on_the_way = [answer for answer in said if answer in order]
        assert on_the_way == order[: len(on_the_way)], acts
        assert all(answer in order for answer in said[:-1]), acts


def test_a_lead_is_imported_before_anything_happens_to_it():
    for lead, acts in ACTS.items():
        ago = int(BY_ID[lead]["imported_days_ago"] or 0)
        for weekday in range(7):
            now = datetime(2026, 6, 1, 9, 30) + timedelta(days=weekday)
            assert not ago or moment(acts[0], now) > now - timedelta(days=ago), acts[0]
