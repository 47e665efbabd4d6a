"""Who the figures are of: each person once, merged leads included, how far it came and when, and who worked it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sdrdesk.core.domain.feedback import GIVEN_BACK, SalesAnswer
from sdrdesk.core.domain.grid import Level
from sdrdesk.core.domain.reached import RANK, SQL, WON, proven_by_answer, proven_by_decision
from sdrdesk.core.domain.working_time import day_start
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import insight_rows
from sdrdesk.core.store.database import Tx

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Step = Callable[[int], None]
"""Told how many rows more were read; raises to end the reading."""


@dataclass(slots=True, eq=False)
class Person:
    """A lead that stands, with those merged into it; instants in microseconds since 1970, stages as ranks."""

    id: str
    row: int
    arrived: int
    source: str
    industry: str
    employees: str
    cost: str
    owner: str
    zone: str
    campaign: str
    reached: int = 0
    came_as: int = 0
    sql_at: int | None = None
    won_at: int | None = None
    grid: str = ""
    rep: str = ""

    def prove(self, rank: int, at: int) -> None:
        """That it stood there at an instant."""
        self.reached = max(self.reached, rank)
        if rank >= SQL:
            self.sql_at = at if self.sql_at is None else min(self.sql_at, at)
        if rank >= WON:
            self.won_at = at if self.won_at is None else min(self.won_at, at)


@dataclass(slots=True, eq=False)
class HandOff:
    """One hand-off and the newest answer of sales to it, "" none; `decision` is "" where it is not on record."""

    person: int
    decision: str
    answer: str = ""


@dataclass(slots=True)
class People:
    """Every person in the order of the store, by the id of each of its leads.

    `decisions` are (id, person), oldest first; `filled` has a bit for each column asked for.
    """

    persons: list[Person] = field(default_factory=list)
    index: dict[str, int] = field(default_factory=dict)
    filled: list[int] = field(default_factory=list)
    decisions: list[tuple[str, int]] = field(default_factory=list)
    handoffs: list[HandOff] = field(default_factory=list)
    given_back: list[tuple[int, str, str]] = field(default_factory=list)
    """Each answer that gave a lead back: the person, the answer and its reason."""


def gather(tx: Tx, workspace: Workspace, columns: Sequence[str], step: Step) -> People:
    """Read all but the calls. `columns` are fields whose filling is told, a bit each in their order."""
    people, stages = _persons(tx, columns, step)
    _follow_stages(tx, people, stages, step)
    handed = _follow_decisions(tx, workspace, people, step)
    _follow_answers(tx, workspace.zone, people, handed, step)
    return people


def _persons(tx: Tx, columns: Sequence[str], step: Step) -> tuple[People, dict[str, int]]:
    """Every person, and how far each lead stands that stands anywhere on the way."""
    people, merged, stages = People(), list[tuple[str, str, int]](), dict[str, int]()
    known: dict[str, str] = {}  # a text that a thousand leads share is kept once
    for batch in insight_rows.lead_rows(tx, columns):
        step(len(batch))
        for row in batch:
            seq, lead_id, into, at, stage, *texts, filled = row
            if RANK.get(stage):
                stages[lead_id] = RANK[stage]
            if into is not None:
                merged.append((lead_id, into, at))
                continue
            people.index[lead_id] = len(people.persons)
            source, industry, employees, cost, owner, zone, campaign = (known.setdefault(t, t) for t in texts)
            person = Person(lead_id, seq, at, source, industry, employees, cost, owner, zone, campaign)
            people.persons.append(person)
            people.filled.append(filled)
    _join_merged(people, merged)
    for lead_id, rank in stages.items():
        person = people.persons[people.index[lead_id]]
        person.reached = max(person.reached, rank)
    return people, stages


def _join_merged(people: People, merged: Sequence[tuple[str, str, int]]) -> None:
    """Have each merged lead be part of the one that was kept in the end, since the first of them came."""
    into = {lead_id: kept for lead_id, kept, _at in merged}
    for lead_id, _kept, at in merged:
        end = lead_id
        while end in into:
            end = into[end]
        place = people.index[end]
        people.index[lead_id] = place
        people.persons[place].arrived = min(people.persons[place].arrived, at)


def _follow_stages(tx: Tx, people: People, stages: Mapping[str, int], step: Step) -> None:
    """What each lead came as, and every stage that an act still standing brought it to."""
    moved = set[str]()
    for batch in insight_rows.stage_rows(tx):
        step(len(batch))
        for lead_id, before, after, at, stands in batch:
            place = people.index.get(lead_id)
            if place is None:
                continue
            person = people.persons[place]
            if lead_id not in moved:
                moved.add(lead_id)
                _came_as(person, RANK.get(before or "", 0))
            if stands:
                person.prove(RANK.get(after or "", 0), at)
    for lead_id in stages.keys() - moved:  # nothing ever moved it: it came as what it is
        _came_as(people.persons[people.index[lead_id]], stages[lead_id])


def _came_as(person: Person, rank: int) -> None:
    person.came_as, person.reached = max(person.came_as, rank), max(person.reached, rank)


def _follow_decisions(tx: Tx, workspace: Workspace, people: People, step: Step) -> dict[int, list[tuple[int, HandOff]]]:
    """How far decisions took each lead, by whom and on which grid; the hand-offs of each person, oldest first."""
    proven: dict[tuple[str, str, str, int], int] = {}
    handed_of: dict[int, list[tuple[int, HandOff]]] = {}
    for batch in insight_rows.decision_rows(tx):
        step(len(batch))
        for decision_id, lead_id, at, decision, route, grid, version, who in batch:
            place = people.index[lead_id]
            person = people.persons[place]
            key = decision, route, grid, version
            if key not in proven:
                proven[key] = proven_by_decision(decision, route, level_of(workspace, grid, version))
            person.prove(proven[key], at)
            person.grid, person.rep = f"{grid}/{version}", who
            people.decisions.append((decision_id, place))
            if route == "meeting":
                handed = HandOff(place, decision_id)
                people.handoffs.append(handed)
                handed_of.setdefault(place, []).append((at, handed))
    return handed_of


def level_of(workspace: Workspace, grid: str, version: int) -> Level:
    """What a version of a grid asks; one that the store lacks is taken to ask what sales does."""
    try:
        return workspace.grid_of(grid, version).level
    except UserError:
        return Level.SALES


def _follow_answers(
    tx: Tx, zone: ZoneInfo, people: People, handed: Mapping[int, list[tuple[int, HandOff]]], step: Step
) -> None:
    """How far answers of sales prove each lead came, and the newest answer to each hand-off."""
    named = {h.decision: h for h in people.handoffs}
    unrecorded: dict[int, HandOff] = {}
    for batch in insight_rows.feedback_rows(tx):
        step(len(batch))
        for lead_id, at, said, reason, decision in batch:
            place, answer = people.index[lead_id], SalesAnswer(said)
            people.persons[place].prove(proven_by_answer(answer), at)
            if answer in GIVEN_BACK:
                people.given_back.append((place, said, reason))
            answered = named.get(decision) or _handed_by(handed.get(place, ()), at, zone) or unrecorded.get(place)
            if answered is None:
                answered = unrecorded[place] = HandOff(place, "")
            answered.answer = said
    people.handoffs += unrecorded.values()


def _handed_by(handed: Sequence[tuple[int, HandOff]], at: int, zone: ZoneInfo) -> HandOff | None:
    """The newest hand-off of the day of an answer or before: often only its day is known."""
    if not handed:
        return None
    said = EPOCH + timedelta(microseconds=at)
    over = day_start(said.astimezone(zone).date() + timedelta(days=1), zone)
    return next((h for handed_at, h in reversed(handed) if EPOCH + timedelta(microseconds=handed_at) < over), None)


def named_reps(people: People, newest_caller: Sequence[str]) -> None:
    """Whose lead each is: who decided on it last, else who called it last, else its owner."""
    for person, caller in zip(people.persons, newest_caller, strict=True):
        person.rep = person.rep or caller or person.owner
