"""The months before, for the demonstration: leads that were decided on, handed to sales and answered by it.

Who is answered what is drawn, with the odds that make figures worth reading: a need that only the contact feels, and a
person who only influences, come back more often than the others.
"""

from __future__ import annotations

import random

FILES = {250: 12, 215: 14, 180: 15, 150: 17, 120: 17, 95: 15, 45: 15}
"""The files imported before or since the large one: days ago, and rows."""
RECENT = 45
SOURCES = ["webinar"] * 4 + ["download"] * 4 + ["list"] * 3 + ["referral"] * 2 + ["contact_form"] * 2
SOURCES += ["event", "linkedin", "pricing_page"]
BAD_LUCK = ["says_too_little", "known_already", "not_reached", "did_not_come", "no_real_need"]
TOPIC_OF = {"need_alone": "need_shared", "wrong_person": "role", "no_means": "potential", "too_early": "maturity",
            "not_our_target": "fit", "no_real_need": "need"}  # fmt: skip
OF_SALES_ONLY = {"not_reached", "did_not_come"}
BEFORE_CONTACT = {"says_too_little", "known_already"}
LOST_FOR = ["competitor", "price", "stays_as_it_is", "too_early"]
PERCENT = {"target": 100, "adjacent": 50, "blocking": 100, "priority": 80, "stated": 50, "organisation": 100,
           "team": 60, "contact_only": 20, "decides": 100, "approves": 80, "influences": 50, "approved": 100,
           "arbitration": 70, "to_find": 30, "early": 100, "late": 75, "far": 40}  # fmt: skip
WEIGHT = {"sector": 10, "need": 22, "need_shared": 8, "authority": 18, "timing": 14, "budget": 11}


def earlier_people(companies: dict, parts: dict, words: dict, deck: type, alone: set[str]) -> list[tuple[str, dict]]:
    """The people of those files with what happened, as (country, person).

    `alone` are last names that stay one person's: lists have some without a first name.
    """
    rng = random.Random(20267)
    names = {
        c: {kind: deck(parts[c][kind], rng) for kind in ("women", "men", "last", "boss", "staff")} for c in companies
    }
    places = {c: deck([p for p in companies[c] if p["heads"] >= 10], rng) for c in companies}
    said = {c: deck([f"{a} {b}" for a in words[c]["openings"] for b in words[c]["details"]], rng) for c in companies}
    found = []
    for imported, rows in FILES.items():
        for n in range(rows):
            country = rng.choice(["fr", "fr", "fr", "gb", "gb"])
            company, woman = places[country].draw(), rng.random() < 0.36
            title = names[country]["boss" if company["heads"] < 50 else "staff"].draw()[woman]
            person = {"first": names[country]["women" if woman else "men"].draw(), "title": title}
            last = names[country]["last"].draw()
            while last in alone:
                last = names[country]["last"].draw()
            person |= {"last": last, "company": company["name"], "source": rng.choice(SOURCES)}
            person |= {"notes": "", "tags": "", "imported": imported, "source_days": imported + rng.randint(0, 12)}
            latest = max(4, (imported - 4) * 5 // 7)
            day = rng.randint(max(4, latest - 18 if imported > RECENT else 4), latest)
            fate = "excluded" if n % 8 == 5 else "nurtured" if n % 8 == 2 else "handed"
            note = said[country].draw()
            silent = imported == RECENT and rng.random() < 0.6  # sales has not said anything yet
            person["acts"] = _conversation(rng, words[country], company["heads"], day, fate, note, silent=silent)
            found.append((country, person))
    return found


def _conversation(
    rng: random.Random, words: dict, heads: int, day: int, fate: str, note: str, *, silent: bool
) -> list[dict]:
    rep = rng.choice(words["reps"])
    tries = [{"act": "log", "workdays_ago": day + n, "outcome": rng.choice(["no_answer", "voicemail", "gatekeeper"])}
             for n in sorted(rng.sample(range(1, 4), rng.choice([0, 0, 1, 1, 2])), reverse=True)]  # fmt: skip
    answers = _answers(rng, heads, fate)
    acts = [*tries, {"act": "log", "workdays_ago": day, "outcome": "reached", "note": note}]
    for criterion, option in answers.items():
        proof = rng.choice(words["evidence"][criterion][option])
        months = {"early": rng.randint(1, 3), "late": rng.randint(4, 6), "far": rng.randint(8, 12)}
        timing = criterion == "timing"
        act = {"act": "answer", "workdays_ago": day, "criterion": criterion}
        act |= {"value": {"months": months[option]}, "since": "then"} if timing else {"value": option}
        acts.append(act | ({"evidence": proof} if proof else {}))
    decision = {"handed": ("now", "meeting"), "nurtured": ("later", "nurture"), "excluded": ("never", "exclude")}[fate]
    taken = {"act": "decide", "workdays_ago": day, "decision": decision[0], "route": decision[1]}
    if fate == "nurtured":
        taken["until_days"] = rng.randint(15, 120)
    if fate == "excluded":
        taken["reason"] = "off_target" if answers["sector"] == "outside" else "no_need"
    acts.append(taken)
    acts = [act | ({"who": rep} if rep else {}) for act in acts]
    return acts + (_answered(rng, words, day, answers) if fate == "handed" and not silent else [])


def _answers(rng: random.Random, heads: int, fate: str) -> dict[str, str]:
    """What was answered: enough for the meeting, for a date or against both, on the grid of the demonstration."""
    if fate == "excluded":
        return {"sector": "outside"} if rng.random() < 0.5 else {"sector": "target", "need": "none"}
    size = 4.2 if heads < 50 else 7.0 if heads < 1000 else 4.9
    while True:
        found = {
            "sector": rng.choice(["target"] * 5 + ["adjacent"]),
            "need": rng.choice(["blocking", "blocking", "priority"] if fate == "handed" else ["priority", "stated"]),
            "need_shared": rng.choice(["organisation", "team", "contact_only"]),
            "authority": rng.choice(["decides", "approves", "influences"]),
            "timing": rng.choice(["early", "early", "late"] if fate == "handed" else ["late", "far"]),
            "budget": rng.choice(["approved", "arbitration", "to_find"]),
        }
        points = size + sum(WEIGHT[c] * PERCENT[option] / 100 for c, option in found.items())
        # Without engagement, which wears off.
        if (points >= 71) if fate == "handed" else (41 <= points <= 62):
            return found


def _answered(rng: random.Random, words: dict, day: int, answers: dict[str, str]) -> list[dict]:
    """What sales said of a hand-off, as far as it had the time to."""
    by = rng.choice(words["sales"])
    acts: list[dict] = []

    def say(answer: str, after: tuple[int, int], reason: str = "") -> bool:
        nonlocal day
        day -= rng.randint(*after)
        if day < 1:
            return False
        text = rng.choice(words["said"].get(reason or answer, [""]))
        act = {"act": "feedback", "workdays_ago": day, "answer": answer, "by": by}
        act |= {"reason": reason} if reason else {}
        act |= {"missing": [TOPIC_OF[reason]]} if reason in TOPIC_OF and answer != "lost" else {}
        acts.append(act | ({"text": text} if text else {}))
        return True

    causes = {
        "need_alone": answers["need_shared"] == "contact_only",
        "wrong_person": answers["authority"] == "influences",
        "no_means": answers["budget"] == "to_find",
        "too_early": answers["timing"] == "late",
        "not_our_target": answers["sector"] == "adjacent",
    }
    odds = {"need_alone": 0.45, "wrong_person": 0.3, "no_means": 0.22, "too_early": 0.15, "not_our_target": 0.2}
    for cause, holds in causes.items():
        if holds and rng.random() < odds[cause]:
            _give_back(rng, say, cause)
            return acts
    if rng.random() < 0.08:
        _give_back(rng, say, rng.choice(BAD_LUCK))
        return acts
    if not say("accepted", (1, 4)) or rng.random() < 0.1:
        return acts
    if not say("meeting_held", (6, 12)) or rng.random() < 0.3:
        return acts
    if not say("opportunity", (3, 15)):
        return acts
    end = rng.random()
    if end < 0.42:
        say("won", (15, 45))
    elif end < 0.75:
        say("lost", (15, 45), rng.choice(LOST_FOR))
    return acts


def _give_back(rng: random.Random, say, reason: str) -> None:
    before = reason in BEFORE_CONTACT or (reason not in OF_SALES_ONLY and rng.random() < 0.5)
    say("rejected", (1, 5), reason) if before else say("disqualified", (6, 14), reason)
