"""Make the leads and the history of the demonstration from the hand-written lists in demo_parts.

Run it from anywhere: `python tools/make_demo_data.py`. Two runs give identical files.

Everything is invented. Web and e-mail addresses are under .example, phones come from the ranges that ARCEP and Ofcom
keep for fiction, and the SIREN column stays empty: no SIREN range is reserved for fiction, and one that merely fails
the Luhn check would be listed as a fault of the file.

leads.csv has the columns of a lead file, with `source_date_days_ago` in place of a date; `imported_days_ago` is blank
for the leads of the one large import.
history.json is a list of acts. Signals carry `days_ago` and `time`, or `minutes_ago`. Logs, answers, decisions and what
sales answered carry `workdays_ago` (1 = the last working day before today) and `time`. `until_days` counts calendar
days from today, `until_in_minutes` minutes from now, the months of an answer from today, or from the day it was given
with `since` "then". Acts of one lead are in time order whatever weekday today is.
"""

from __future__ import annotations

import csv
import itertools
import json
import random
import re
import tomllib
import unicodedata
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

from demo_earlier import earlier_people

PARTS = Path(__file__).parent / "demo_parts"
TARGET = Path(__file__).parent.parent / "resources" / "demo"
COLUMNS = [
    "external_id",
    "first_name",
    "last_name",
    "job_title",
    "email",
    "phone",
    "mobile",
    "linkedin",
    "company",
    "domain",
    "industry",
    "naf",
    "employees",
    "siren",
    "country",
    "region",
    "city",
    "postal_code",
    "source",
    "source_date_days_ago",
    "imported_days_ago",
    "cost",
    "tags",
    "notes",
]

COUNTS = {"fr": 205, "gb": 124}  # leads in all
UNANSWERED = {"fr": 66, "gb": 40}  # of those, called in vain

CODES = {
    "na": "no_answer",
    "busy": "busy",
    "vm": "voicemail",
    "gate": "gatekeeper",
    "promise": "callback_promised",
    "later": "callback_later",
    "reached": "reached",
    "ni": "not_interested",
    "wrong": "wrong_number",
    "opposed": "opposed",
    "left": "left_company",
}
LAST_CALLS = {"wrong", "opposed"}  # their number must be nobody else's

REGIONS = {
    "Île-de-France": "75 77 78 91 92 93 94 95",
    "Auvergne-Rhône-Alpes": "01 03 07 15 26 38 42 43 63 69 73 74",
    "Bourgogne-Franche-Comté": "21 25 39 58 70 71 89 90",
    "Bretagne": "22 29 35 56",
    "Centre-Val de Loire": "18 28 36 37 41 45",
    "Corse": "20",
    "Grand Est": "08 10 51 52 54 55 57 67 68 88",
    "Hauts-de-France": "02 59 60 62 80",
    "Normandie": "14 27 50 61 76",
    "Nouvelle-Aquitaine": "16 17 19 23 24 33 40 47 64 79 86 87",
    "Occitanie": "09 11 12 30 31 32 34 46 48 65 66 81 82",
    "Pays de la Loire": "44 49 53 72 85",
    "Provence-Alpes-Côte d'Azur": "04 05 06 13 83 84",
}
REGION_OF = {department: region for region, departments in REGIONS.items() for department in departments.split()}

# Phone ranges kept for fiction: the zone of France (ARCEP), the city of Great Britain (Ofcom).
FR_FIXED = {"1": "019900", "2": "026191", "3": "035301", "4": "046571", "5": "053649"}
FR_MOBILE = "063998"
FR_ZONES = {
    "1": ["Île-de-France"],
    "2": ["Bretagne", "Centre-Val de Loire", "Normandie", "Pays de la Loire"],
    "3": ["Bourgogne-Franche-Comté", "Grand Est", "Hauts-de-France"],
    "4": ["Auvergne-Rhône-Alpes", "Provence-Alpes-Côte d'Azur", "Corse"],
    "5": ["Nouvelle-Aquitaine", "Occitanie"],
}
FR_ZONE_OF = {region: zone for zone, regions in FR_ZONES.items() for region in regions}
FR_ZONE_OF_DEPARTMENT = dict.fromkeys(["11", "30", "34", "48", "66"], "4")  # the east of Occitanie
GB_FIXED = {
    "London": "0207946",
    "Leeds": "0113496",
    "Sheffield": "0114496",
    "Birmingham": "0121496",
    "Edinburgh": "0131496",
    "Glasgow": "0141496",
    "Liverpool": "0151496",
    "Manchester": "0161496",
}
GB_MOBILE = "07700900"
GB_CITY = {  # the exchange of a region or a city; elsewhere people have a mobile or nothing
    "Greater London": "London",
    "West Yorkshire": "Leeds",
    "South Yorkshire": "Sheffield",
    "West Midlands": "Birmingham",
    "Merseyside": "Liverpool",
    "Greater Manchester": "Manchester",
    "Clydebank": "Glasgow",
    "Paisley": "Glasgow",
    "Glasgow": "Glasgow",
    "Edinburgh": "Edinburgh",
}
GB_WITHOUT = {"Coventry", "Telford"}

COSTS = {
    "webinar": 42,
    "download": 27.5,
    "pricing_page": 31,
    "event": 65,
    "list": 3.2,
    "contact_form": 24,
    "demo_request": 88,
    "linkedin": 36,
    "newsletter": 6,
    "info_request": 24,
    "Salon Global Industrie": 95,
    "Trade show": 110,
}
SOURCES = {  # of the people nobody has spoken to; no hot ones
    "fr": [
        "webinar",
        "webinar",
        "webinar",
        "download",
        "download",
        "download",
        "list",
        "list",
        "list",
        "newsletter",
        "linkedin",
        "linkedin",
        "event",
        "contact_form",
        "info_request",
        "pricing_page",
        "referral",
    ]
    + ["Salon Global Industrie"] * 3,
    "gb": [
        "webinar",
        "webinar",
        "webinar",
        "download",
        "download",
        "download",
        "list",
        "list",
        "list",
        "newsletter",
        "linkedin",
        "linkedin",
        "event",
        "contact_form",
        "info_request",
        "pricing_page",
        "referral",
    ]
    + ["Trade show"] * 3,
}
TAGS = {
    "fr": {
        "Agroalimentaire": "agro",
        "Plasturgie": "plasturgie",
        "Aéronautique": "aéro",
        "Équipement automobile": "auto",
    },
    "gb": {
        "Food manufacturing": "food",
        "Plastics": "plastics",
        "Aerospace": "aerospace",
        "Automotive parts": "automotive",
    },
}
MORE_TAGS = {
    "fr": ["multi-sites", "à vérifier", "ISO 9001", "relance"],
    "gb": ["multi-site", "to check", "ISO 9001", "chase"],
}


def plain(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("æ", "ae"))
    text = "".join(c for c in text if not unicodedata.combining(c)).lower().replace("&", " ")
    return re.sub(r"[^a-z0-9]+", "-", text.replace("'", "" if text.startswith("o'") else "-")).strip("-")


def calendar_range(workdays: int) -> tuple[int, int]:
    """The fewest and the most calendar days that lie between a working day in the past and today."""
    spans = []
    for weekday in range(7):
        today = day = date(2024, 1, 1) + timedelta(days=weekday)
        left = workdays
        while left:
            day -= timedelta(days=1)
            left -= day.weekday() < 5
        spans.append((today - day).days)
    return min(spans), max(spans)


class Phones:
    """Numbers nobody has, each given once, written the ways people write them."""

    def __init__(self, rng: random.Random):
        self.rng = rng
        self.used: dict[str, int] = defaultdict(int)

    def take(self, prefix: str, digits: int) -> str:
        size = 10**digits
        self.used[prefix] += 1
        return prefix + str((self.used[prefix] * 617 + int(prefix) * 389) % size).zfill(digits)

    def fixed(self, company: dict) -> str:
        """A landline where the company is; empty where no range is reserved for the place."""
        if company["country"] == "gb":
            exchange = GB_CITY.get(company["region"]) or GB_CITY.get(company["city"])
            return self.british(GB_FIXED[exchange]) if exchange and company["city"] not in GB_WITHOUT else ""
        zone = FR_ZONE_OF_DEPARTMENT.get(company["postal"][:2]) or FR_ZONE_OF[company["region"]]
        return self.french(FR_FIXED[zone])

    def mobile(self, company: dict) -> str:
        return self.british(GB_MOBILE) if company["country"] == "gb" else self.french(FR_MOBILE)

    def french(self, prefix: str) -> str:
        number = self.take(prefix, 4)
        pairs = [number[i : i + 2] for i in range(0, 10, 2)]
        short = f"{number[1]} " + " ".join(pairs[1:])
        forms = [" ".join(pairs)] * 5 + [".".join(pairs)] * 3 + [number] * 2 + [f"+33 {short}"] * 3
        forms += [f"+33 (0){short}"] * 2 + [f"0033 {short}", f"+33{number[1:]}", "-".join(pairs)]
        return self.rng.choice(forms)

    def british(self, prefix: str) -> str:
        number = self.take(prefix, 3) if prefix == GB_MOBILE else self.take(prefix + "0", 3)
        cut = 5 if prefix == GB_MOBILE else 3 if prefix.startswith("020") else 4
        area, rest = number[:cut], number[cut:]
        rest = rest if prefix == GB_MOBILE else f"{rest[:-4]} {rest[-4:]}"
        forms = [f"{area} {rest}"] * 6 + [f"+44 {area[1:]} {rest}"] * 3 + [f"+44 (0){area[1:]} {rest}"] * 2
        forms += [number] * 2 + [f"0044 {area[1:]} {rest}"]
        forms += [f"({area}) {rest}", f"{area}-{rest.replace(' ', '-')}"] if prefix != GB_MOBILE else []
        return self.rng.choice(forms)


def read_calls(path: Path) -> list[dict]:
    """The hand-written conversations; calls_fr.txt explains the notation."""
    leads: list[dict] = []
    workdays = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        mark, rest = line[0], line[1:].strip()
        try:
            if mark == "@":
                name, title, company, source, *more = [cell.strip() for cell in rest.split("|")]
                source, _, age = source.rpartition(" ")
                first, last = name.split(" ", 1)
                lead = {"first": first, "last": last, "title": title, "company": company, "source": source, "acts": []}
                lead |= {"source_days": int(age) * 7 // 5 + 2, "tags": more[0] if more else ""}
                lead["notes"] = more[1] if len(more) > 1 else ""
                leads.append(lead)
            elif mark == "~":
                kind, age = rest.split()
                when = {"minutes_ago": int(age[:-1])} if age.endswith("m") else {"days_ago": int(age)}
                lead["acts"].append({**when, "act": "signal", "type": kind})
            elif mark == "?":
                answer, _, words = rest.partition("|")
                criterion, value = answer.split()
                lead["acts"].append(answer_act(workdays, criterion, value, words.strip()))
            elif mark == ">":
                lead["acts"].append(decide_act(workdays, rest.split()))
            elif mark == "<":
                lead["acts"].append(feedback_act(rest))
            else:
                days, code, *note = line.split(" ", 2)
                workdays = int(days)
                lead["acts"].append(log_act(workdays, code, note[0].strip() if note else ""))
        except (ValueError, KeyError, IndexError) as fault:
            raise SystemExit(f"{path.name}:{number}: {line}: {fault}") from fault
    return leads


def answer_act(workdays: int, criterion: str, value: str, words: str) -> dict:
    if value == "-":
        known = None
    elif value.startswith("+"):
        known = {"months": int(value[1:])}
    else:
        known = int(value) if value.isdigit() else value
    act = {"workdays_ago": workdays, "act": "answer", "criterion": criterion, "value": known}
    return act | ({"evidence": words} if words else {})


def decide_act(workdays: int, words: list[str]) -> dict:
    decision, route, *more = words
    act = {"workdays_ago": workdays, "act": "decide", "decision": decision, "route": route}
    if more and route == "exclude":
        act["reason"] = more[0]
    elif more:
        act["until_days"] = int(more[0])
    return act


def feedback_act(said: str) -> dict:
    """What sales answered: the working days ago, the answer, its reason where it has one, who | words."""
    told, _, text = said.partition("|")
    days, answer, *more = told.split()
    reason = more.pop(0) if answer in ("rejected", "disqualified", "lost") else ""
    act = {"workdays_ago": int(days), "act": "feedback", "answer": answer, "by": " ".join(more)}
    return act | ({"reason": reason} if reason else {}) | ({"text": text.strip()} if text.strip() else {})


def log_act(workdays: int, code: str, note: str) -> dict:
    code, _, detail = code.rstrip(")").partition("(")
    act = {"workdays_ago": workdays, "act": "log", "outcome": CODES[code]}
    if code == "ni":
        act["reason"] = detail
    elif detail.endswith("m"):
        act["until_in_minutes"] = int(detail[:-1])
    elif detail:
        day, _, time = detail.partition("@")
        act["until_days"] = int(day)
        if time:
            act["until_time"] = time
    return act | ({"note": note} if note else {})


class Deck:
    """Hands out the items of a list in a shuffled order, again from the start when all are out."""

    def __init__(self, items: list, rng: random.Random):
        self.items, self.rng, self.left = list(items), rng, []

    def draw(self):
        if not self.left:
            self.left = list(self.items)
            self.rng.shuffle(self.left)
        return self.left.pop()


def invent_people(
    country: str, companies: list[dict], parts: dict, called: list[dict], rng: random.Random
) -> list[dict]:
    """The people nobody has spoken to: first one for each company without a contact, then more at the larger ones."""
    taken = defaultdict(set)
    for lead in called:
        taken[lead["company"]].add(lead["title"])
    outside = {lead["company"] for lead in called if any(act.get("reason") == "off_target" for act in lead["acts"])}
    empty = [company["name"] for company in companies if company["name"] not in taken]
    large = [c["name"] for c in companies if c["name"] not in outside and c["heads"] >= 60]
    places, more = list(empty), Deck(large, rng)
    while len(places) < COUNTS[country] - len(called):
        places.append(more.draw())
    by_name = {company["name"]: company for company in companies}
    women, men, last = Deck(parts["women"], rng), Deck(parts["men"], rng), Deck(parts["last"], rng)
    titles = {key: Deck(parts[key], rng) for key in ("boss", "staff")}
    sources, notes = Deck(SOURCES[country], rng), Deck(parts["lead_notes"] + [""] * (6 * len(parts["lead_notes"])), rng)
    by_source = {source: Deck(notes, rng) for source, notes in parts["notes_on_a"].items()}
    people = []
    for place in places:
        company, woman = by_name[place], rng.random() < 0.36
        deck = titles["boss" if company["heads"] < 50 else "staff"]
        title = deck.draw()[woman]
        while title in taken[place] or (title in ("COO", "DSI") and company["heads"] < 200):
            title = deck.draw()[woman]
        taken[place].add(title)
        tags = [TAGS[country].get(company["industry"], "")] if rng.random() < 0.6 else []
        tags += [rng.choice(MORE_TAGS[country])] if rng.random() < 0.2 else []
        first = (women if woman else men).draw()
        person = {"first": first, "last": last.draw(), "title": title, "company": place, "source": sources.draw()}
        person |= {"notes": notes.draw(), "tags": ";".join(tag for tag in tags if tag), "acts": []}
        if not person["notes"] and person["source"] in by_source and rng.random() < 0.3:
            person["notes"] = by_source[person["source"]].draw()
        people.append(person)
    order = [index for index, person in enumerate(people) if not re.search("Stagiaire|Intern", person["title"])]
    rng.shuffle(order)
    unanswered = set(order[: UNANSWERED[country]])
    words = {code: Deck(parts["attempt"][code], rng) for code in ("na", "busy", "vm", "gate")}
    for index, person in enumerate(people):
        if index in unanswered:
            add_attempts(person, words, rng)
        else:
            person["source_days"] = rng.choice([1, 2, 3, 4, 5, 6, 8, 9, 11, 13, 15, 18, 21, 26, 30, 36, 44, 52, 61])
        if rng.random() < 0.2:
            add_signals(person, rng)
    return people


def fits(note: str, code: str, person: dict) -> bool:
    """A note that speaks of a second time or of how they came in must be true; nothing is noted twice on a lead."""
    before = [act for act in person["acts"] if act["outcome"] == CODES[code]]
    if note.startswith("again: ") and not before:
        return False
    if "webina" in note and person["source"] != "webinar":
        return False
    if re.search(r"\bsalon\b|\bstand\b", note) and person["source"] not in ("Salon Global Industrie", "Trade show"):
        return False
    return all(act.get("note") != note.removeprefix("again: ") for act in before)


def add_attempts(person: dict, words: dict[str, Deck], rng: random.Random) -> None:
    day = rng.choice([1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 8, 10, 12, 15, 19])
    days = []
    for _ in range(rng.choice([1, 1, 1, 1, 2, 2, 2, 3, 4, 5])):
        days.append(day)
        day += rng.choice([1, 2, 2, 3, 4, 5])
    for day in reversed(days):
        code = rng.choice(["na"] * 9 + ["vm"] * 6 + ["gate"] * 5 + ["busy"] * 2)
        chance = {"na": 0.22, "busy": 0.3, "vm": 0.55, "gate": 0.85}[code]
        note = words[code].draw() if rng.random() < chance else ""
        while note and not fits(note, code, person):
            note = words[code].draw()
        note = note.removeprefix("again: ")
        person["acts"].append(log_act(day, code, note))
    person["source_days"] = calendar_range(max(days))[1] + rng.choice([1, 1, 2, 3, 4, 6, 9, 14])


def add_signals(person: dict, rng: random.Random) -> None:
    """What they did between the day they came in and the first call."""
    first = person["acts"][0]["workdays_ago"] if person["acts"] else 0
    newest, oldest = (calendar_range(first)[1] + 1 if first else 1), person["source_days"]
    kinds = ["webinar", "pricing_page", "download", "email_open", "email_open", "email_click", "site_visit", "download"]
    if newest <= oldest:
        ages = sorted({rng.randint(newest, oldest) for _ in range(rng.choice([1, 1, 2, 3]))}, reverse=True)
        signals = [{"days_ago": age, "act": "signal", "type": rng.choice(kinds)} for age in ages]
        person["acts"] = signals + person["acts"]


def add_hot_signals(people: dict[str, list[dict]]) -> None:
    """Two demo requests of the last hour and a call request of this week, from people nobody has spoken to."""

    def fresh(country: str, attempts: int) -> dict:
        for person in people[country]:
            logs = [act for act in person["acts"] if act["act"] == "log"]
            if (
                len(logs) == attempts
                and re.search("Direct|Operations|Production|Maintenance M", person["title"])
                and not person.get("hot")
            ):
                person["hot"] = True
                return person
        raise SystemExit("nobody left for a hot signal")

    fresh("fr", 0)["acts"].append({"minutes_ago": 6, "act": "signal", "type": "demo_request"})
    fresh("gb", 2)["acts"].append({"minutes_ago": 38, "act": "signal", "type": "demo_request"})
    caller = fresh("gb", 0)
    caller["acts"] = [act for act in caller["acts"] if act.get("days_ago", 0) > 2]
    caller["source_days"] = max(caller["source_days"], 3)
    caller["acts"].append({"days_ago": 2, "act": "signal", "type": "call_request"})


def read_companies(country: str, rows: list[list[str]]) -> list[dict]:
    companies = []
    for row in rows:
        if country == "fr":
            name, industry, naf, employees, city, postal = row
            region = REGION_OF[postal[:2]]
        else:
            name, industry, employees, region, city, postal = row
            naf = ""
        company = {"name": name, "industry": industry, "naf": naf, "employees": employees, "city": city}
        company |= {
            "postal": postal,
            "region": region,
            "country": country,
            "heads": int(re.match(r"\d+", employees)[0]),
        }
        domain = plain(name) if country == "fr" else plain(name).replace("-", "")
        companies.append(company | {"domain": f"{domain}.example"})
    return companies


def address(person: dict, company: dict, taken: set[str]) -> str:
    first, last = plain(person["first"]), plain(person["last"])
    styles = [f"{first}.{last}", f"{first[0]}.{last}", f"{first}.{last}", f"{first[0]}{last.replace('-', '')}"]
    local = styles[sum(map(ord, company["name"])) % len(styles)]
    email = f"{local}@{company['domain']}"
    if email in taken:
        email = f"{first}.{last}@{company['domain']}"
    taken.add(email)
    return email


def write_row(person: dict, company: dict, country: str, phones: Phones, desks: dict, taken: set, rng) -> dict:
    logs = [act for act in person["acts"] if act["act"] == "log"]
    numbers = {"phone": "", "mobile": ""}
    kind = rng.random()
    if logs and logs[-1]["outcome"] == "wrong_number":
        numbers["phone"] = phones.fixed(company)
        numbers["mobile"] = phones.mobile(company) if kind < 0.5 else ""
    elif kind < 0.84 or (logs and kind < 0.9):
        shared = not any(act["outcome"] in ("opposed", "wrong_number") for act in logs) and rng.random() < 0.4
        if shared:
            numbers["phone"] = desks.setdefault(company["name"], "") or phones.fixed(company)
            desks[company["name"]] = numbers["phone"]
        else:
            numbers["phone"] = phones.fixed(company)
        numbers["mobile"] = phones.mobile(company) if rng.random() < 0.45 or not numbers["phone"] else ""
    elif kind < 0.95 or logs or person.get("hot"):
        numbers["mobile"] = phones.mobile(company)
    email = address(person, company, taken) if rng.random() < 0.86 or not any(numbers.values()) else ""
    linkedin = ""
    if rng.random() < 0.5:
        linkedin = f"https://linkedin.example/in/{plain(person['first'])}-{plain(person['last'])}"
    cost = COSTS.get(person["source"])
    cost = "" if cost is None or rng.random() < 0.25 else f"{cost:.2f}"
    thin = person["source"] == "list" and not logs
    sized = "size" in str(person["acts"]) or "imported" in person  # it weighs in what was decided
    return {
        "first_name": "" if thin and rng.random() < 0.2 else person["first"],
        "last_name": person["last"],
        "job_title": person["title"],
        "email": email,
        **numbers,
        "linkedin": linkedin,
        "company": company["name"],
        "domain": company["domain"] if rng.random() < 0.8 else "",
        "industry": company["industry"],
        "naf": company["naf"] if rng.random() < 0.85 else "",
        "employees": company["employees"] if rng.random() < 0.9 or sized else "",
        "siren": "",
        "country": country.upper(),
        "region": company["region"],
        "city": company["city"],
        "postal_code": company["postal"],
        "source": person["source"],
        "source_date_days_ago": person["source_days"],
        "imported_days_ago": person.get("imported", ""),
        "cost": cost,
        "tags": person["tags"],
        "notes": person["notes"],
    }


def clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def time_acts(acts: list[dict], rng: random.Random) -> None:
    """Give each act its time: calls in working hours, answers and decision just after, signals at any hour."""
    last_day, minute = None, 0
    for act in acts:
        if act["act"] == "signal":
            if "days_ago" in act:
                act["time"] = clock(rng.randint(7 * 60, 21 * 60 + 50))
        elif act["act"] in ("log", "feedback"):
            if act["workdays_ago"] == last_day:
                minute += rng.randint(40, 90)
            else:
                minute = rng.choice([rng.randint(8 * 60 + 40, 11 * 60 + 50), rng.randint(13 * 60 + 50, 17 * 60 + 20)])
            last_day = act["workdays_ago"]
            act["time"] = clock(minute)
        else:
            minute += rng.choice([1, 1, 2, 3]) if act["act"] == "answer" else rng.choice([1, 2, 4])
            act["time"] = clock(minute)


def check_order(name: str, source_days: int, acts: list[dict]) -> None:
    """A signal and a call must not change places when today is another weekday, nor a call come before the source."""
    spans = []
    for act in acts:
        if "workdays_ago" in act:
            spans.append((*calendar_range(act["workdays_ago"]), act["workdays_ago"]))
        else:
            spans.append((act.get("days_ago", 0),) * 2 + (None,))
    for (low, _, day), (_, high, next_day) in itertools.pairwise(spans):
        if day is not None and next_day is not None:
            wrong = next_day > day
        elif day is None and next_day is None:
            wrong = high > low
        else:
            wrong = high >= low
        if wrong:
            raise SystemExit(f"{name}: acts out of order: {acts}")
    if spans and spans[0][1] > source_days:
        raise SystemExit(f"{name}: acts before the source date: {spans[0]} and {source_days}")


ORDER = ["lead", "days_ago", "minutes_ago", "workdays_ago", "time", "act", "type", "outcome", "reason", "criterion"]
ORDER += ["since", "value", "evidence", "decision", "route", "until_days", "until_time", "until_in_minutes", "note"]
ORDER += ["answer", "missing", "text", "by", "who"]


def age(act: dict) -> float:
    """Calendar days ago, on average: orders acts of different leads."""
    days = act["workdays_ago"] * 7 / 5 if "workdays_ago" in act else act.get("days_ago", 0)
    if "time" in act:
        days -= (int(act["time"][:2]) * 60 + int(act["time"][3:])) / 1440
    return days - (1 - act["minutes_ago"] / 1440 if "minutes_ago" in act else 0)


def make() -> tuple[list[dict], list[dict]]:
    rng = random.Random(20260)
    companies = tomllib.loads((PARTS / "companies.toml").read_text(encoding="utf-8"))
    parts = tomllib.loads((PARTS / "people.toml").read_text(encoding="utf-8"))
    calls = {"fr": read_calls(PARTS / "calls_fr.txt"), "gb": read_calls(PARTS / "calls_en.txt")}
    places = {country: read_companies(country, companies[country]["rows"]) for country in ("fr", "gb")}
    people = {c: invent_people(c, places[c], parts[c], calls[c], rng) for c in ("fr", "gb")}
    add_hot_signals(people)
    everyone = [(country, person) for country in ("fr", "gb") for person in calls[country] + people[country]]
    rng.shuffle(everyone)
    words = tomllib.loads((PARTS / "earlier.toml").read_text(encoding="utf-8"))
    alone = {person["last"] for _country, person in everyone if person["source"] == "list"}
    everyone += earlier_people(places, parts, words, Deck, alone)
    phones, desks, taken = Phones(rng), {}, set()
    by_name = {country: {company["name"]: company for company in places[country]} for country in places}
    leads, queues = [], []
    for number, (country, person) in enumerate(everyone, 1):
        external_id = f"DEMO-{number:04d}"
        row = write_row(person, by_name[country][person["company"]], country, phones, desks, taken, rng)
        leads.append({"external_id": external_id, **row})
        acts = person["acts"]
        acts.sort(key=lambda act: -age(act))  # stable: a conversation stays as it was written
        check_order(f"{person['first']} {person['last']}", person["source_days"], acts)
        time_acts(acts, rng)
        acts = [{"lead": external_id, **act} for act in acts]
        queues.append([{key: act[key] for key in ORDER if key in act} for act in acts])
    history = []
    for acts in queues:
        oldest = float("inf")
        for act in acts:
            oldest = min(oldest, age(act))
            history.append((-oldest, len(history), act))
    return leads, [act for _, _, act in sorted(history, key=lambda item: item[:2])]


def main() -> None:
    leads, history = make()
    TARGET.mkdir(parents=True, exist_ok=True)
    with (TARGET / "leads.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(leads)
    lines = ",\n".join(json.dumps(act, ensure_ascii=False) for act in history)
    (TARGET / "history.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8", newline="\n")
    print(f"{len(leads)} leads, {len(history)} acts")


if __name__ == "__main__":
    main()
