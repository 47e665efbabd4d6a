"""The figures of docs/insights.md counted a second time, lead by lead from the raw rows, with nothing of sdrdesk.

Only the verdict on stored facts is shared with another test: `replay_by_hand` scores by the formats page alone.
"""

import json
import re
import statistics
import tomllib
import unicodedata
from collections import Counter, defaultdict
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.operations.replay_by_hand import step, verdict

ORDER = ["lead", "mql", "sal", "sql", "opportunity", "customer"]
HOT = ["demo_request", "meeting_request", "quote_request", "call_request"]
WARM = ["pricing_page", "webinar", "info_request", "contact_form", "trial", "linkedin", "referral"]
ANSWERED = ["callback_promised", "callback_later", "reached", "not_interested"]
BY_ANSWER = {"accepted": "sal", "disqualified": "sal", "meeting_held": "sal", "opportunity": "opportunity",
             "won": "customer", "lost": "opportunity", "rejected": "lead"}  # fmt: skip
JUDGED_BY = ["job_title", "industry", "naf", "employees", "siren", "domain", "linkedin", "city"]


def instant(micros):
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros)


def alike(text):
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())


def amount(text):
    """The number in the texts the histories use: 12, 12,50, 10–49, 5 000, 1,2k."""
    found = re.match(r"(\d+(?: \d{3})*)(?:[.,](\d+))?(k?)", text.strip().lower())
    if not found:
        return None
    return float(f"{found[1].replace(' ', '')}.{found[2] or 0}") * (1000 if found[3] else 1)


def band_of(number):
    if number is None:
        return ""
    for key, below in (("1-9", 10), ("10-49", 50), ("50-249", 250), ("250-4999", 5000)):
        if number < below:
            return key
    return "5000-"


def quartiles(values):
    if not values:
        return 0, None, None, None
    if len(values) == 1:
        return (1, *values * 3)
    return (len(values), *statistics.quantiles(values, n=4, method="inclusive"))


class Store:
    """The rows of a workspace, as plain dictionaries."""

    def __init__(self, connection, zone, hours, now):
        self.zone, self.hours, self.now = ZoneInfo(zone), hours, now
        self.rows = {}
        for table in ("lead", "journal", "operation", "decision", "feedback", "signal", "activity", "touch", "grid"):
            cursor = connection.execute(f"SELECT rowid AS recorded, * FROM {table}")
            names = [d[0] for d in cursor.description]
            self.rows[table] = [dict(zip(names, row, strict=True)) for row in cursor]
        self.grids = {(g["id"], g["version"]): tomllib.loads(g["content"]) for g in self.rows["grid"]}
        self.people = self._people()

    def _people(self):
        leads = {row["id"]: row for row in self.rows["lead"]}
        operations = {row["id"]: row for row in self.rows["operation"]}
        whole = {}
        for lead in leads:
            end = lead
            while leads[end]["merged_into"]:
                end = leads[end]["merged_into"]
            whole[lead] = end
        people = {}
        for lead, end in whole.items():
            person = people.setdefault(end, {**leads[end], "parts": [], "of": defaultdict(list), "moves": []})
            person["parts"].append(leads[lead])
        for table in ("decision", "feedback", "signal", "activity", "touch"):
            for row in self.rows[table]:
                people[whole[row["lead"]]]["of"][table].append(row)
        moves = defaultdict(list)
        for row in sorted(self.rows["journal"], key=lambda row: row["seq"]):
            if row["entity"] == "lead" and row["field"] == "stage" and row["lead"] in whole:
                moves[row["lead"]].append((row, operations[row["operation"]]))
        for person in people.values():
            self._reached(person, moves)
        return list(people.values())

    def _reached(self, person, moves):
        came, proofs = [], []
        for part in person["parts"]:
            own = moves[part["id"]]
            came.append(rank(own[0][0]["before"] if own else part["stage"]))
            proofs.append((rank(part["stage"]), None))
            for row, operation in own:
                if operation["state"] == "done" and operation["verb"] != "undo":
                    proofs.append((rank(row["after"]), operation["at"]))
        for d in person["of"]["decision"]:
            grid = self.grids.get((d["grid"], d["grid_version"]), {"level": "sales"})
            proof = "lead"
            if d["route"] == "meeting":
                proof = "sql" if grid["level"] == "sales" else "mql"
            elif d["route"] in ("check_then_meeting", "further_qualification") and d["decision"] == "now":
                proof = "mql" if grid["level"] == "marketing" else "lead"
            proofs.append((rank(proof), d["at"]))
        proofs += [(rank(BY_ANSWER[f["answer"]]), f["at"]) for f in person["of"]["feedback"]]
        person["came"] = max(came)
        person["reached"] = max([*came, *(r for r, _at in proofs)])
        person["arrived"] = min(part["created_at"] for part in person["parts"])
        for name, least in (("sql_at", 3), ("won_at", 5)):
            person[name] = min((at for r, at in proofs if r >= least and at is not None), default=None)
        decided = max(person["of"]["decision"], key=lambda d: (d["at"], d["id"]), default=None)
        called = max(person["of"]["activity"], key=lambda a: (a["at"], a["recorded"]), default=None)
        named = [decided["who"] if decided else "", called["who"] if called else "", person["owner"]]
        person["rep"] = next((who for who in named if who), "")
        person["judged_by"] = f"{decided['grid']}/{decided['grid_version']}" if decided else ""

    # -- the cut -----------------------------------------------------------------------------------------------------

    def chosen(self, since=None, until=None, source=(), campaign=(), who=(), grid=(), ids=None):
        return [
            p
            for p in self.people
            if (since is None or instant(p["arrived"]).astimezone(self.zone).date() >= since)
            and (until is None or instant(p["arrived"]).astimezone(self.zone).date() <= until)
            and (not source or alike(p["source"]) in {alike(s) for s in source})
            and (not campaign or p["campaign"] in campaign)
            and (not who or p["rep"] in who)
            and (not grid or p["judged_by"] in grid or p["judged_by"].split("/")[0] in grid)
            and (ids is None or p["id"] in ids)
        ]

    def figures(self, people, by):
        """Every figure of these people, as plain values."""
        handed = self._handed(people)
        answered = [h for h in handed if h["answers"]]
        return {
            "leads": len(people),
            "total": counts(people),
            "funnel": self._funnel(people, by),
            "first_contact": self._first_contact(people),
            **self._attempts(people),
            "cycle": self._cycle(people),
            "costs": self._costs(people),
            "hours": self._hours(people),
            "reasons": self._reasons(people),
            "by_criterion": self._by_criterion(answered),
            "idle": self._idle(people),
            "acceptance": (sum(h["answers"][-1] != "rejected" for h in answered), len(answered)),
            "answered": (
                sum(bool(h["answers"]) for h in handed if h["decision"]),
                sum(bool(h["decision"]) for h in handed),
            ),
        }

    def _funnel(self, people, by):
        rows = defaultdict(list)
        for p in people:
            key = {
                "source": alike(p["source"]),
                "sector": alike(p["industry"]),
                "size": band_of(amount(p["employees"])),
                "rep": p["rep"],
                "campaign": p["campaign"],
                "grid_version": p["judged_by"],
                "month": instant(p["arrived"]).astimezone(self.zone).strftime("%Y-%m"),
            }[by]
            rows[key].append(p)
        return {key: counts(of) for key, of in rows.items()}

    def _first_contact(self, people):
        waits = {t: ([], [], [0], [0]) for t in ("hot", "warm", "cold")}
        for p in people:
            calls = [a["at"] for a in p["of"]["activity"]]
            tries = calls + [t["at"] for t in p["of"]["touch"] if t["done"]]
            at = instant(min(tries)) if tries else self.now
            signals = [(instant(s["at"]), s["type"]) for s in p["of"]["signal"] if instant(s["at"]) <= at]
            hot = [when for when, kind in signals if kind in HOT and at - when <= timedelta(days=14)]
            warm = [when for when, kind in signals if kind in HOT + WARM and at - when <= timedelta(days=90)]
            arrived = instant(p["arrived"])
            temperature, since = ("hot", min(hot)) if hot else ("warm", min(warm)) if warm else ("cold", arrived)
            elapsed, working, waiting, unknown = waits[temperature]
            since = max(since, arrived)
            if not tries:
                waiting[0] += 1
            elif at < arrived:
                unknown[0] += 1
            else:
                elapsed.append((at - since) / timedelta(minutes=1))
                working.append(self._worked(since, at))
        return {t: (quartiles(e), quartiles(w), x[0], u[0]) for t, (e, w, x, u) in waits.items()}

    def _worked(self, start, end):
        total, day = timedelta(0), start.astimezone(self.zone).date()
        while day <= end.astimezone(self.zone).date():
            if day.isoweekday() in self.hours[0]:
                opens, closes = (datetime.combine(day, time.fromisoformat(t), self.zone) for t in self.hours[1:])
                opens, closes = opens.astimezone(UTC), closes.astimezone(UTC)
                total += max(timedelta(0), min(closes, end) - max(opens, start))
            day += timedelta(days=1)
        return total / timedelta(minutes=1)

    def _attempts(self, people):
        called, talked, each = 0, [], defaultdict(lambda: [0, 0])
        for p in people:
            calls = sorted(p["of"]["activity"], key=lambda a: (a["at"], a["recorded"]))
            called += bool(calls)
            for n, call in enumerate(calls, 1):
                each[n][1] += 1
                if call["outcome"] in ANSWERED:
                    each[n][0] += 1
                    talked.append(n)
                    break
        return {"attempts": {n: tuple(found) for n, found in each.items()}, "talked": (len(talked), called),
                "calls": quartiles(talked)}  # fmt: skip

    def _cycle(self, people):
        to_sql, to_won = [], []
        for p in people:
            if p["sql_at"] is not None and p["came"] < 3 and p["sql_at"] >= p["arrived"]:
                to_sql.append((p["sql_at"] - p["arrived"]) / 86_400_000_000)
                if p["won_at"] is not None and p["won_at"] > p["sql_at"]:
                    to_won.append((p["won_at"] - p["sql_at"]) / 86_400_000_000)
        return quartiles(to_sql), quartiles(to_won)

    def _costs(self, people):
        rows = defaultdict(list)
        for p in people:
            rows[alike(p["source"])].append(p)
        found = {}
        for key, of in rows.items():
            priced = [p for p in of if amount(p["cost"]) is not None]
            if priced:
                total = round(sum(amount(p["cost"]) for p in priced), 2)
                funnel = counts(priced)
                found[key] = (len(of), len(priced), total, funnel[3], funnel[5])
        return found

    def _hours(self, people):
        cells = defaultdict(lambda: [0, 0])
        for p in people:
            zone = ZoneInfo(p["zone"]) if p["zone"] else self.zone
            for call in p["of"]["activity"]:
                local = instant(call["at"]).astimezone(zone)
                cell = cells[local.weekday(), local.hour]
                cell[1] += 1
                cell[0] += call["outcome"] in ANSWERED
        return {key: tuple(found) for key, found in cells.items()}

    def _reasons(self, people):
        rows = defaultdict(Counter)
        for p in people:
            for f in p["of"]["feedback"]:
                if f["answer"] in ("rejected", "disqualified", "lost"):
                    rows[f["reason"]][f["answer"]] += 1
        return {r: (c.total(), c["rejected"], c["disqualified"], c["lost"]) for r, c in rows.items()}

    def _handed(self, people):
        """Every hand-off with the answers sales gave to it, oldest first."""
        found = []
        for p in people:
            meetings = sorted((d for d in p["of"]["decision"] if d["route"] == "meeting"), key=lambda d: d["at"])
            own = [{"decision": d, "answers": []} for d in meetings]
            off_record = {"decision": None, "answers": []}
            for f in sorted(p["of"]["feedback"], key=lambda f: (f["at"], f["id"])):
                named = [h for h in own if h["decision"]["id"] == f["decision"]]
                before = [h for h in own if self._day(h["decision"]["at"]) <= self._day(f["at"])]
                (named or before[-1:] or [off_record])[0]["answers"].append(f["answer"])
            found += [*own, *([off_record] if off_record["answers"] else [])]
        return found

    def _day(self, micros):
        return instant(micros).astimezone(self.zone).date()

    def _by_criterion(self, answered):
        said, asked = defaultdict(lambda: [0, 0]), defaultdict(lambda: [0, 0])
        for h in answered:
            d = h["decision"]
            if d is None or d["facts"] == "{}" or (d["grid"], d["grid_version"]) not in self.grids:
                continue
            facts, back = json.loads(d["facts"]), h["answers"][-1] in ("rejected", "disqualified")
            for c in self.grids[d["grid"], d["grid_version"]]["criterion"]:
                if c["kind"] == "signals":
                    continue
                asked[d["grid"], c["id"]][back] += 1
                said[d["grid"], c["id"], named_step(c, facts)][back] += 1
        return {key: (n[1], asked[key[:2]][1], n[0], asked[key[:2]][0]) for key, n in said.items()}

    def _idle(self, people):
        decided = [d for p in people for d in p["of"]["decision"]]
        decided = sorted(decided, key=lambda d: (d["at"], d["id"]), reverse=True)[:2000]
        tried, changed, looked = defaultdict(int), set(), Counter()
        for d in decided:
            grid, facts = self.grids.get((d["grid"], d["grid_version"])), json.loads(d["facts"])
            if grid is None or not facts:
                continue
            looked[d["grid"]] += 1
            before = verdict(grid, facts, facts["presumed"])[:2]
            for key, without in left_out(grid, facts):
                tried[*key, d["grid"]] += without != facts
                if without != facts and verdict(grid, without, without["presumed"])[:2] != before:
                    changed.add((*key, d["grid"]))
        filled = {name: sum(bool(p[name].strip()) for p in people) for name in JUDGED_BY}
        found = {
            (kind, name, grid): (n, looked[grid], filled[name] if kind == "field" else 0)
            for (kind, name, grid), n in tried.items()
            if (kind, name, grid) not in changed
        }
        read = {name for kind, name, _grid in tried if kind == "field"}
        unread = {("field", n, ""): (0, looked.total(), filled[n]) for n in JUDGED_BY if n not in read and filled[n]}
        return found | unread


def rank(stage):
    return ORDER.index(stage) if stage in ORDER else 0


def counts(people):
    return tuple(sum(p["reached"] >= n for p in people) for n in range(6))


def named_step(criterion, facts):
    value = facts["answers"].get(criterion["id"])
    if criterion["id"] not in facts["answers"]:
        value = facts["presumed"].get(criterion["id"])
    if value is None:
        return ""
    found = step(criterion, value, datetime.fromisoformat(facts["now"]).date())
    if "id" in found:
        return found["id"]
    tops = [b["up_to"] for b in criterion["band"] if "up_to" in b]
    return f"<={found['up_to']:g}" if "up_to" in found else f">{tops[-1]:g}"


def left_out(grid, facts):
    """The facts without each criterion and without what each field presumes; the same facts where it said nothing."""
    for c in grid["criterion"]:
        key = "criterion", c["id"]
        if c["kind"] == "signals":
            yield key, {**facts, "signals": [s for s in facts["signals"] if s["type"] not in c["signal"]]}
        elif facts["answers"].get(c["id"], facts["presumed"].get(c["id"])) is None:
            yield key, facts
        else:
            known = {k: {i: v for i, v in facts[k].items() if i != c["id"]} for k in ("answers", "presumed")}
            yield key, facts | known
    for name in {c["field"] for c in grid["criterion"] if "field" in c}:
        read = {c["id"] for c in grid["criterion"] if c.get("field") == name}
        if read & facts["presumed"].keys() <= facts["answers"].keys():
            yield ("field", name), facts
        else:
            yield ("field", name), {**facts, "presumed": {i: v for i, v in facts["presumed"].items() if i not in read}}
