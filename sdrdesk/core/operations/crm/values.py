"""What a CRM is told: a lead's fields with its verdict, and each call, note, decision and message as a record."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from sdrdesk.core.crm.client import Kind, Write
from sdrdesk.core.crm.mapping import PLAIN
from sdrdesk.core.domain.field_merge import YES
from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.domain.outcomes import CONVERSATIONS, Outcome
from sdrdesk.core.domain.recommendation import Route
from sdrdesk.core.domain.signals import temperature_at
from sdrdesk.core.normalising.names import own_address
from sdrdesk.core.operations.crm.run import Run
from sdrdesk.core.operations.crm.summary import summary
from sdrdesk.core.operations.opposed import opposed_leads
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import activities, leads, states
from sdrdesk.core.store.activities import Call, Note, StoredDecision, Touch
from sdrdesk.core.store.database import Tx
from sdrdesk.core.store.leads import Extras
from sdrdesk.core.store.states import LeadState
from sdrdesk.core.words import Words


@dataclass(frozen=True, slots=True)
class Told:
    """One lead as a CRM is told of it: its fields under our names, and the facts about it."""

    lead: Lead
    extras: Extras
    fields: Mapping[str, str]
    calls: Sequence[Call]
    notes: Sequence[Note]
    decisions: Sequence[StoredDecision]
    touches: Sequence[Touch]

    @property
    def worked(self) -> bool:
        """Whether anybody has worked on it."""
        return bool(self.calls or self.notes or self.decisions or self.touches)


def told_of(tx: Tx, workspace: Workspace, words: Words, ids: Collection[str]) -> dict[str, Told]:
    """These leads as a CRM is told of them; those that are gone are left out."""
    found = leads.get_leads(tx, ids)
    extras = leads.get_extras(tx, found)
    placed = states.get_states(tx, found)
    opposed = opposed_leads(tx, found)
    calls, notes = activities.calls_of(tx, found), activities.notes_of(tx, found)
    decisions, touches = activities.decisions_of(tx, found), activities.touches_of(tx, found)
    return {
        i: Told(
            lead,
            extras[i],
            _fields(workspace, words, lead, placed.get(i), decisions.get(i, ()), opposed=i in opposed),
            calls.get(i, ()),
            notes.get(i, ()),
            decisions.get(i, ()),
            touches.get(i, ()),
        )
        for i, lead in found.items()
    }


def _fields(
    workspace: Workspace,
    words: Words,
    lead: Lead,
    placed: LeadState | None,
    decisions: Sequence[StoredDecision],
    *,
    opposed: bool,
) -> dict[str, str]:
    plain = {name: str(getattr(lead, name)) for name in PLAIN}
    if not own_address(lead.email):
        plain["email"] = ""  # what stands where none is known: a CRM refuses it, or takes two who have it for one
    company = lead.company if lead.company != lead.name else ""
    told = {
        "stage": lead.stage.value,
        "owner": lead.owner,
        "opposed": YES if opposed else "",
        "name": lead.name,
        "deal_name": f"{lead.name} — {company}" if company else lead.name,
    }
    return plain | told | (_verdict(workspace, words, placed, decisions) if placed else {})


def _verdict(
    workspace: Workspace, words: Words, placed: LeadState, decisions: Sequence[StoredDecision]
) -> dict[str, str]:
    newest = decisions[-1] if decisions else None
    values = {
        "temperature": temperature_at(placed.hot_at, placed.warm_at, workspace.now()).value,
        "decision": newest.decision if newest else "",
        "route": newest.route if newest else "",
        "reason": newest.reason if newest else "",
        "score": str(placed.score // 10),
        "open": str(placed.open // 10),
        "grid": f"{placed.grid} {placed.grid_version}",
        "next_date": placed.next_date.astimezone(workspace.zone).date().isoformat() if placed.next_date else "",
        "last_call": instant_text(placed.last_call) if placed.last_call else "",
        "attempts": str(placed.attempts),
    }
    return values | {"summary": summary(words, values)}


# -- facts ----------------------------------------------------------------------------------------------------------


def fact_writes(run: Run, told: Told, entity: str, fact_id: str) -> list[Write]:
    """The records that one fact is over there: a call or a note, and a task where something is due; none where the
    fact is gone, or is part of another one (the note of a call)."""
    for call in told.calls if entity == "activity" else ():
        if call.id == fact_id:
            return _kinds(run, [_call(run, told, call), *_call_task(run, told, call)])
    for note in told.notes if entity == "note" else ():
        if note.id == fact_id and note.activity is None:
            values = {"text": note.text, "at": instant_text(note.at), "author": note.who}
            return _kinds(run, [Write(Kind.NOTE, note.id, values)])
    for taken in told.decisions if entity == "decision" else ():
        if taken.id == fact_id:
            return _kinds(run, [_decision(run, taken), *_decision_task(run, told, taken)])
    for touch in told.touches if entity == "touch" else ():
        if touch.id == fact_id and touch.done:
            text = run.words.text("crm_fact", "touch", way=run.words.text("way", touch.channel))
            return _kinds(
                run, [Write(Kind.NOTE, touch.id, {"text": text, "at": instant_text(touch.at), "author": touch.who})]
            )
    return []


def is_part_of_a_call(told: Told, fact_id: str) -> bool:
    """Whether a note travels with its call."""
    return any(note.id == fact_id and note.activity is not None for note in told.notes)


def task_key(fact_id: str) -> str:
    """Our id of the task that a call or a decision leaves behind."""
    return str(uuid5(UUID(fact_id), "task"))


def objection_key(lead_id: str) -> str:
    """Our id of the note that tells of an objection."""
    return str(uuid5(UUID(lead_id), "objection"))


def merged_key(lead_id: str) -> str:
    """Our id of the note that tells of a merge, by the lead that is part of another now."""
    return str(uuid5(UUID(lead_id), "merged"))


def company_id(key: str) -> str:
    """Our id of a company, from the key of its name: the same on every machine."""
    return str(uuid5(NAMESPACE_URL, f"company:{key}"))


def tasks_done(told: Told) -> dict[str, bool]:
    """The tasks that this lead's calls and decisions left behind, by our id, and whether each is done."""
    found = {}
    for call in told.calls:
        if call.until or call.until_day:
            since = call.until or datetime.fromisoformat(f"{call.until_day}T00:00:00+00:00")
            later = (c for c in told.calls if c.at > call.at and (c.at >= since or c.replaces_promises))
            found[task_key(call.id)] = any(True for _ in later)
    for n, taken in enumerate(told.decisions):
        due = taken.until_day or taken.meeting_at
        if due:
            found[task_key(taken.id)] = n + 1 < len(told.decisions)
    return found


def _kinds(run: Run, writes: Iterable[Write]) -> list[Write]:
    """What the CRM has no kind of record for is told as a note; a task it has no place for is not told."""
    told = []
    for write in writes:
        if write.kind is Kind.CALL and Kind.CALL not in run.client.traits:
            said = [write.values["title"], write.values["text"]]
            values = {
                "text": "\n".join(t for t in said if t),
                "at": write.values["at"],
                "author": write.values["author"],
            }
            write = replace(write, kind=Kind.NOTE, values=values)
        if write.kind in run.client.traits:
            told.append(write)
    return told


def _call(run: Run, told: Told, call: Call) -> Write:
    words = "\n".join(n.text for n in told.notes if n.activity == call.id)
    outcome = run.words.text("outcome", call.outcome)
    values = {
        "title": run.words.text("crm_fact", "call", outcome=outcome),
        "text": words,
        "at": instant_text(call.at),
        "outcome": call.outcome,
        "answered": "yes" if Outcome(call.outcome) in CONVERSATIONS else "no",
        "seconds": "" if call.seconds is None else str(call.seconds),
        "number": call.number,
        "author": call.who,
    }
    return Write(Kind.CALL, call.id, values)


def _call_task(run: Run, told: Told, call: Call) -> list[Write]:
    if not (call.until or call.until_day):
        return []
    title = run.words.text("crm_fact", "call_back", name=told.lead.name)
    due = {"due": instant_text(call.until) if call.until else "", "day": call.until_day or ""}
    return [_task(told, call.id, title, "call", call.who, due)]


def _decision(run: Run, taken: StoredDecision) -> Write:
    words = run.words
    reason = words.text("reason", taken.reason) if taken.reason else ""
    said = [
        words.text(
            "crm_fact",
            "decision",
            decision=words.text("decision", taken.decision),
            route=words.text("route", taken.route),
            grid=f"{taken.grid} {taken.grid_version}",
        ),
        words.text("crm_fact", "reason", reason=reason) if reason else "",
        words.text("crm_fact", "until", day=words.date(date.fromisoformat(taken.until_day))) if taken.until_day else "",
    ]
    values = {"text": "\n".join(s for s in said if s), "at": instant_text(taken.at), "author": taken.who}
    return Write(Kind.NOTE, taken.id, values)


def _decision_task(run: Run, told: Told, taken: StoredDecision) -> list[Write]:
    meets = taken.route == Route.MEETING and taken.meeting_at is not None
    if not meets and not taken.until_day:
        return []
    code = "meeting" if meets else "come_back"
    title = run.words.text("crm_fact", code, name=told.lead.name)
    due = {"due": instant_text(taken.meeting_at) if meets and taken.meeting_at else "", "day": taken.until_day or ""}
    return [_task(told, taken.id, title, "meeting" if meets else "call", taken.who, due)]


def _task(told: Told, fact_id: str, title: str, channel: str, who: str, due: Mapping[str, str]) -> Write:
    key = task_key(fact_id)
    day = due["day"] if not due["due"] else ""
    done = "yes" if tasks_done(told).get(key) else "no"
    values = {
        "title": title,
        "text": "",
        "due": due["due"],
        "day": day,
        "channel": channel,
        "done": done,
        "author": who,
    }
    return Write(Kind.TASK, key, values)


def instant_text(at: datetime) -> str:
    """An instant as records hold it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
