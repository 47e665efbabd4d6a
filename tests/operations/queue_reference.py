"""The queue worked out again, slowly, from the tables alone: formats, section 3, written a second time.

Nothing here asks how the program places a lead. Shared with it are only the leaves: when a calendar is open, what the
next try of a cadence is, which numbers can be dialled, which texts name one company, and who is opposed (which the
machine checks by a list of its own).
"""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.working_time import ALWAYS
from sdrdesk.core.normalising.names import company_key, email_address
from sdrdesk.core.normalising.phones import can_be_dialled
from sdrdesk.core.operations.calling import group_of
from sdrdesk.core.operations.opposed import opposed_leads
from sdrdesk.core.store import leads

UNANSWERED = {"no_answer", "busy", "voicemail", "gatekeeper"}
TALKS = {"callback_promised", "callback_later", "reached", "not_interested"}
LEFT_TO_ITS_OWNER = timedelta(minutes=15)
HOT = {"demo_request", "meeting_request", "quote_request", "call_request"}


@dataclass(frozen=True)
class Call:
    """One attempt, as its row says."""

    id: str
    at: datetime
    outcome: Outcome
    until: datetime | None
    until_day: date | None
    number: str
    replaces: bool
    owner: str

    @property
    def stamp(self):
        return self.at, self.id


@dataclass(frozen=True)
class Decision:
    """One decision, as its row says."""

    id: str
    at: datetime
    decision: str
    route: str
    until_day: date | None
    steps: tuple

    @property
    def stamp(self):
        return self.at, self.id


@dataclass(frozen=True)
class Place:
    """Where a lead stands: closed, waiting (until when) or due (at which place)."""

    state: str
    code: str
    until: datetime | None = None
    order: tuple = ()

    @property
    def cause(self):
        return ("due", "due") if self.state == "due" else (self.state, self.code)


def instant(micros):
    return None if micros is None else datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros)


def micros(at):
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def rows_of(tx, sql):
    return [row._mapping for row in tx.exec_driver_sql(sql)]


class Known:
    """One lead and its facts."""

    def __init__(self, lead, row, workspace, opposed, calls, decisions, touches, hot, state):
        self.id, self.lead, self.row, self.opposed = lead.id, lead, row, opposed
        self.calls, self.decided, self.hot = calls, decisions[-1] if decisions else None, hot
        self.touches = touches
        self.ways = {"linkedin", "visit", *(["email"] if email_address(lead.email) else [])}
        self.score, self.presumed_out = state["score"], bool(state["presumed_out"])
        self.zone = workspace.zone_of(lead.zone)
        self.rules = workspace.rules_for(str(group_of(lead)), lead.campaign)
        takes_turns = workspace.settings["one_contact_a_day"] == "on" and self.rules.hours.ever_opens
        group = group_of(lead)
        hours = (group.zone or workspace.settings["zone"], group.country or workspace.country)
        self.company = (company_key(lead.company), hours) if lead.company and takes_turns else ""
        self.talk = max((c for c in calls if c.outcome in TALKS), key=lambda c: c.stamp, default=None)

    def midnight(self, day):
        return datetime(day.year, day.month, day.day, tzinfo=self.zone).astimezone(UTC)

    def promise(self, who):
        """The first promise to be kept as one person sees it, with the minute from which it is theirs to keep.

        Nothing used it up: no attempt at or after its minute, no later one in its stead. A colleague's is left to them
        for a quarter of an hour.
        """
        alive = [
            (p.until + (LEFT_TO_ITS_OWNER if who and p.owner not in ("", who) else timedelta()), p)
            for p in self.calls
            if p.outcome == "callback_promised"
            and not any(c.at >= p.until or (c.replaces and c.stamp > p.stamp) for c in self.calls)
        ]
        return min(alive, key=lambda found: found[0], default=(None, None))

    def decision_in_force(self):
        """Whether the last decision says when to come back, rather than a later talk that agreed a day."""
        decided, talk = self.decided, self.talk
        return decided and (talk is None or talk.until_day is None or decided.stamp >= talk.stamp)

    def dialable(self):
        wrong = {c.number for c in self.calls if c.outcome == "wrong_number"}
        return {n for n in (self.lead.phone, self.lead.mobile) if can_be_dialled(n)} - wrong

    def steps(self):
        """The steps of nurturing still to be taken or left out, in time order, as (day, key)."""
        if not self.decision_in_force() or self.decided.route != "nurture":
            return []
        taken = {t["step"] for t in self.touches}
        return [
            (date.fromisoformat(s["day"]), s["key"])
            for s in self.decided.steps
            if s["channel"] in self.ways and s["key"] not in taken
        ]

    def step(self, at):
        """The day of the step that has come, the newest; none once the lead itself is to be called."""
        come = [day for day, _key in self.steps() if self.midnight(day) <= at]
        back = self.decided and self.decided.until_day
        return None if not come or (self.dialable() and back and self.midnight(back) <= at) else come[-1]

    def appointment(self):
        """The day agreed with the lead or decided for it, unless a call was made since that day began."""
        decided, talk = self.decided, self.talk
        if self.decision_in_force():
            since, day, code = decided.at, decided.until_day, "nurture" if decided.route == "nurture" else "callback"
        elif talk and talk.outcome == "callback_later":
            since, day, code = talk.at, talk.until_day, "callback"
        else:
            return None
        if day is None or any(c.at >= self.midnight(day) and c.at > since for c in self.calls):
            return None
        return self.midnight(day), code

    def hot_by(self, at):
        """The newest hot signal; one dated ahead counts only for who was never worked."""
        return self.hot if self.hot and (self.hot <= at or not (self.calls or self.decided)) else None

    def closed(self, at):
        decided = self.decided
        if self.row["merged_into"]:
            return "merged"
        if self.opposed:
            return "opposed"
        if decided and decided.decision == "never":
            return "came_back" if self.hot_by(at) and self.hot > decided.at else "excluded"
        if decided and decided.route == "meeting":
            return "handed_over"
        if any(c.outcome == "left_company" for c in self.calls):
            return "left_company"
        return "" if self.dialable() or self.steps() else "nothing_to_dial"

    def held_by_rule(self, at):
        """The limits of the country's rule: so many attempts in so many days, and the rest after a refusal."""
        found, rules = [], self.rules

        def after(call, days):
            return self.midnight(call.at.astimezone(self.zone).date() + timedelta(days=days))

        if rules.most_attempts and len(self.calls) >= rules.most_attempts:
            found.append((after(self.calls[-rules.most_attempts], rules.in_days), "attempt_limit"))
        refusals = [c for c in self.calls if c.outcome == "not_interested"]
        if rules.refusal_days and refusals:
            found.append((after(refusals[-1], rules.refusal_days + 1), "refused"))
        until, code = max(found, key=lambda f: f[0], default=(at, ""))
        return Place("waiting", code, until) if until > at else None

    def next_try(self):
        """When the cadence has the lead tried again, why, since when it waits, and by which way; None for no wait."""
        last = self.calls[-1] if self.calls else None
        calendar = self.rules.hours if self.rules.hours.ever_opens else ALWAYS.in_zone(self.zone)
        decided, cadence = self.decided, self.rules.cadence
        if decided and decided.route == "further_qualification" and (last is None or last.stamp <= decided.stamp):
            until = cadence.next_try(cadence.further_qualification, [decided.at], calendar)
            return None if decided.until_day else (until, "further", decided.at, "call")
        if last is None or last.outcome not in UNANSWERED:
            return None
        begun = max([d.stamp for d in (decided, self.talk) if d], default=None)
        run = [c for c in self.calls if c.outcome in UNANSWERED and (begun is None or c.stamp > begun)] or [last]
        found = cadence.after_attempts(run, calendar)
        if found.channel == "call" or found.channel not in self.ways:
            return found.at, found.why, last.at, "call"
        since = [instant(t["at"]) for t in self.touches if instant(t["at"]) > last.at and not t["step"]]
        if not since:
            return found.at, found.why, last.at, found.channel
        tried = [*(c.at for c in run), since[-1]]  # once written to, the lead is called again after the same wait
        return cadence.next_try(cadence.delays[last.outcome], tried, calendar), found.why, since[-1], "call"

    def between_tries(self, at):
        """The cadence's wait; a hot signal that came after what made the wait ends it."""
        found = self.next_try()
        if found is None or found[0] <= at or (self.hot_by(at) and self.hot > found[2]):
            return None
        return Place("waiting", found[1], found[0])

    def waiting(self, at, who):
        row, dated, (comes, promised) = self.row, self.appointment(), self.promise(who)
        minute = promised.until if promised else None
        claimed, snoozed = instant(row["claimed_until"]), instant(row["snoozed_until"])
        if row["claimed_by"] not in ("", who) and claimed and claimed > at:
            return Place("waiting", "claimed", claimed)
        if promised and comes <= at:
            return None
        if promised and minute <= at:
            return Place("waiting", "claimed", comes)
        if snoozed and snoozed > at:
            return Place("waiting", "snoozed", min(filter(None, (snoozed, minute))))
        if promised:
            return Place("waiting", "promise", minute)
        if self.step(at):
            return None
        if dated and dated[0] <= at and not self.decision_in_force() and who and self.talk.owner not in ("", who):
            over = self.midnight(self.talk.until_day + timedelta(days=1))  # a colleague's call back is theirs that day
            if at < over:
                return Place("waiting", "claimed", over)
        if dated and dated[0] > at:
            warmed = dated[1] == "nurture" and self.decided and self.hot_by(at) and self.hot > self.decided.at
            ahead = [self.midnight(day) for day, _key in self.steps() if self.midnight(day) > at]
            if not warmed:
                return Place("waiting", "nurture_step", ahead[0]) if ahead else Place("waiting", dated[1], dated[0])
        return self.held_by_rule(at) or self.between_tries(at)

    def due(self, at, who):
        dated, decided, talk, (comes, promised) = self.appointment(), self.decided, self.talk, self.promise(who)
        step, way = self.step(at), self.next_try()[3] if self.next_try() else "call"
        hot, score, last = self.hot_by(at), self.score, self.calls[-1] if self.calls else None
        tier = [
            (promised and comes <= at, 1, "promise", lambda: (micros(promised.until), 0, 0)),
            (hot and (talk is None or hot > talk.at), 2, "hot", lambda: (-micros(hot), 0, 0)),
            (step, 3, "nurture_step", lambda: (micros(self.midnight(step)), 0, 0)),
            (dated and dated[0] <= at, 3, dated and dated[1], lambda: (micros(dated[0]), 0, 0)),
            (talk and (decided is None or decided.stamp < talk.stamp), 3, "undecided", lambda: (micros(talk.at), 0, 0)),
            (decided and decided.route == "check_then_meeting", 3, "check", lambda: (micros(decided.at), 0, 0)),
            (last and way != "call", 4, "retry_other_way", lambda: (-score, len(self.calls), micros(last.at))),
            (last, 4, "retry", lambda: (-score, len(self.calls), micros(last.at))),
            (True, 5, "never_called", lambda: (int(self.presumed_out), -score, self.row["created_at"])),
        ]
        _holds, tier, code, key = next(t for t in tier if t[0])
        return Place("due", code, None, (tier, key(), self.id))

    def alone(self, at, who):
        """Where the lead stands, calling hours and colleagues left aside."""
        closed = self.closed(at)
        return Place("closed", closed) if closed else self.waiting(at, who) or self.due(at, who)

    def called_on_the_day_of(self, at):
        """When the lead's own day of an instant ends, where it was called on that day."""
        day = at.astimezone(self.zone).date()
        start, end = self.midnight(day), self.midnight(day + timedelta(days=1))
        return end if any(start <= c.at < end for c in self.calls) else None

    def in_hours(self, place, at):
        """Due only while the lead may be called; a promise ignores that."""
        if place.state != "due" or place.order[0] == 1:
            return place
        hours = self.rules.hours
        if not hours.ever_opens:
            return Place("closed", "no_hours")
        if hours.is_open(at):
            return place
        day = at.astimezone(hours.zone).date()
        if day in hours.days_off and hours.week.get(day.weekday()):
            return Place("waiting", "holiday", hours.next_open(at))
        return Place("waiting", "several_zones" if hours.several_zones else "outside_hours", hours.next_open(at))


def read_facts(tx, workspace):
    """Every lead with its facts, straight from the tables."""
    rows = {r["id"]: r for r in rows_of(tx, "SELECT * FROM lead")}
    found = leads.get_leads(tx, list(rows))
    calls, decisions, touches, hot = {}, {}, {}, {}
    for r in rows_of(tx, "SELECT * FROM activity ORDER BY at, id"):
        day = date.fromisoformat(r["until_day"]) if r["until_day"] else None
        made = Call(
            r["id"],
            instant(r["at"]),
            Outcome(r["outcome"]),
            instant(r["until"]),
            day,
            r["number"],
            r["replaces_promises"],
            r["owner"],
        )
        calls.setdefault(r["lead"], []).append(made)
    for r in rows_of(tx, "SELECT * FROM decision ORDER BY at, id"):
        day = date.fromisoformat(r["until_day"]) if r["until_day"] else None
        decisions.setdefault(r["lead"], []).append(
            Decision(r["id"], instant(r["at"]), r["decision"], r["route"], day, tuple(json.loads(r["steps"])))
        )
    for r in rows_of(tx, "SELECT * FROM touch ORDER BY at, id"):
        touches.setdefault(r["lead"], []).append(r)
    for r in rows_of(tx, "SELECT * FROM signal ORDER BY at"):
        if r["type"] in HOT:
            hot[r["lead"]] = instant(r["at"])
    states = {r["lead"]: r for r in rows_of(tx, "SELECT * FROM lead_state")}
    opposed = opposed_leads(tx, found)
    return [
        Known(
            lead,
            rows[i],
            workspace,
            i in opposed,
            calls.get(i, []),
            decisions.get(i, []),
            touches.get(i, []),
            hot.get(i),
            states[i],
        )
        for i, lead in found.items()
    ]


def places(known, at, who, *, hours=True):
    """Where every lead stands at an instant for one person: each alone, then by turns in a company, then by hours."""
    at = at.astimezone(UTC)
    found = {k.id: k.alone(at, who) for k in known}
    companies = {}
    for k in known:
        if k.company:
            companies.setdefault(k.company, []).append(k)
    for colleagues in companies.values():
        _take_turns(colleagues, found, at)
    return {k.id: k.in_hours(found[k.id], at) if hours else found[k.id] for k in known}


def _take_turns(colleagues, found, at):
    """One contact of a company a day: the hottest, else who was called today, else the first; promises aside."""
    would = [k.id for k in colleagues if found[k.id].state == "due" and found[k.id].order[0] >= 2]
    if not would:
        return
    ends = {k.id: end for k in colleagues if (end := k.called_on_the_day_of(at))}
    hot = [i for i in would if found[i].order[0] == 2]
    first = min(hot or [i for i in would if i in ends] or would, key=lambda i: found[i].order)
    for i in would:
        if i in hot:
            continue
        if i != first:
            found[i] = Place("waiting", "colleague_first")
        elif ends and i not in ends:
            found[i] = Place("waiting", "colleague_called", max(ends.values()))
