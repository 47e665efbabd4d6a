"""Replays a changed grid with nothing of sdrdesk: sqlite3, tomllib, and the scoring of the formats page in a few lines.

    python replay_by_hand.py STORE GRID.toml LAST GRID_ID

prints the counts that `sdrdesk grid replay` must give. It trusts neither the program's scoring nor its queries; that
each stored verdict follows from its stored facts is checked on the way. Leads must not have been edited since.
"""

import calendar
import fnmatch
import json
import sqlite3
import sys
import tomllib
import unicodedata
from collections import Counter
from datetime import date, datetime
from pathlib import Path


def plain(text):
    return " ".join(
        "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower().split()
    )


def months(target, today):
    m = 0
    while True:
        year, month = divmod(today.month - 1 + m, 12)
        year, month = today.year + year, month + 1
        if date(year, month, min(today.day, calendar.monthrange(year, month)[1])) >= target:
            return m
        m += 1


def maxima(grid):
    weights = {c["id"]: c.get("weight", 0) for c in grid["criterion"]}
    weights = {k: w if isinstance(w, int) else w[grid["cycle"]] for k, w in weights.items()}
    whole = sum(weights.values())
    got = {k: 1000 * w // whole for k, w in weights.items()}
    spare = 1000 - sum(got.values())
    for k in sorted(weights, key=lambda k: -(1000 * weights[k] % whole))[:spare]:
        got[k] += 1
    return got


def step(criterion, value, today):
    """The option or band of a known answer, or None where the criterion has none for it."""
    kind = criterion["kind"]
    if kind == "choice":
        return next((o for o in criterion["option"] if o["id"] == value), None)
    if isinstance(value, str):
        value = months(date.fromisoformat(value[:10]), today) if kind == "months" else None
    return next(b for b in criterion["band"] if "up_to" not in b or value <= b["up_to"]) if value is not None else None


def engagement(criterion, signals, now):
    worth = criterion["signal"]
    total = 0.0
    for s in signals:
        age = max(0.0, (now - datetime.fromisoformat(s["at"])).total_seconds()) / 86400
        total += worth.get(s["type"], 0) * 2 ** (-age / criterion["half_life_days"])
    return min(100, int(total + 0.5))


def matching(criterion):
    return (
        criterion.get("field"),
        criterion["kind"],
        [(o["id"], o["match"]) for o in criterion.get("option", []) if "match" in o],
    )


def presumed(old, new, facts, lead):
    before, found = {c["id"]: c for c in old["criterion"]}, {}
    for c in new["criterion"]:
        if c["id"] in before and matching(before[c["id"]]) == matching(c):
            if c["id"] in facts["presumed"]:
                found[c["id"]] = facts["presumed"][c["id"]]
        elif "field" in c:
            text = plain(lead[c["field"]])
            for o in c.get("option", []):
                if text and any(fnmatch.fnmatchcase(text, plain(m)) for m in o.get("match", [])):
                    found[c["id"]] = o["id"]
                    break
            digits = "".join(ch if ch.isdigit() else " " for ch in text).split()
            if c["kind"] == "number" and digits:
                found[c["id"]] = int(digits[0])
    return found


def verdict(grid, facts, guessed):
    """State, leaning, earned and open by section 2 of the formats page."""
    now = datetime.fromisoformat(facts["now"])
    top = maxima(grid)
    earned = opened = intent = intent_open = intent_top = 0
    out = unsafe = False
    for c in grid["criterion"]:
        known = None
        if c["kind"] == "signals":
            percent = engagement(c, facts["signals"], now)
        else:
            answer = facts["answers"].get(c["id"])
            known = step(c, answer, now.date()) if answer is not None else None
            taken = known
            asked = c["id"] in facts["answers"] and (answer is None or known is not None)
            if not asked and guessed.get(c["id"]) is not None:
                taken = step(c, guessed[c["id"]], now.date())
            percent = taken["percent"] if taken else None
            if c["id"] not in facts["overrides"]:
                ends = any("eliminates" in s for s in c.get("option", c.get("band", [])))
                out |= known is not None and "eliminates" in known
                unsafe |= ends and known is None
        got, left = (0, top[c["id"]]) if percent is None else ((top[c["id"]] * percent + 50) // 100, 0)
        earned, opened = earned + got, opened + left
        if c["family"] == "intent":
            intent, intent_open, intent_top = intent + got, intent_open + left, intent_top + top[c["id"]]
    high, low = grid["thresholds"]["now"] * 10, grid["thresholds"]["later"] * 10
    share = grid.get("intent", {}).get("share", 0)
    gate = intent * 100 >= share * intent_top
    could = (intent + intent_open) * 100 >= share * intent_top
    leaning = "never" if out else "now" if earned >= high and gate else "later" if earned >= low else "never"
    if out or earned + opened < low:
        state = "never"
    elif unsafe:
        state = "open"
    elif earned >= high and gate:
        state = "now"
    elif earned >= low and (earned + opened < high or not could):
        state = "later"
    else:
        state = "open"
    return state, leaning, earned, opened


def main(store, path, last, of):
    new = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    db = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    olds = {r["version"]: tomllib.loads(r["content"]) for r in db.execute("SELECT * FROM grid WHERE id = ?", (of,))}
    people = {r["id"]: r for r in db.execute("SELECT * FROM lead")}
    newest = {}
    for row in db.execute("SELECT * FROM decision ORDER BY at, id"):
        newest[row["lead"]] = row
    rows = sorted(newest.values(), key=lambda r: (r["at"], r["id"]), reverse=True)
    counts, moves, changed = Counter(), Counter(), []
    for row in rows:
        if counts["examined"] + counts["no_facts"] == last:
            break
        if row["grid"] != of:
            counts["other_grid"] += 1
            continue
        facts, stored = json.loads(row["facts"]), json.loads(row["assessment"])
        if not facts:
            counts["no_facts"] += 1
            continue
        old = olds[row["grid_version"]]
        same = verdict(old, facts, facts["presumed"])
        assert same == (stored["state"], stored["leaning"], stored["earned"], stored["open"]), (same, stored)
        now = verdict(new, facts, presumed(old, new, facts, people[row["lead"]]))
        counts["examined"] += 1
        moves[f"{stored['state']} {now[0]}"] += 1
        counts["changed"] += stored["state"] != now[0]
        counts["leaning"] += stored["state"] == now[0] == "open" and stored["leaning"] != now[1]
        if stored["state"] != now[0] or (now[0] == "open" and stored["leaning"] != now[1]):
            changed.append([row["lead"], *now])
    return {**counts, "moves": dict(moves), "rows": changed}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4])))
