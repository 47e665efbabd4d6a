"""What must hold between two machines and a CRM, worked out from who did what, never from what the sync did.

The machine's test notes each act of a person: what was typed where, what was said, who objected, who was taken away.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from sdrdesk.core.operations import oppositions
from tests.crm_faults.plain_crm import PlainCrm
from tests.crm_faults.records import Record
from tests.operations.crm.machines import Machine, World

THERE = "crm"
COLUMNS = {"job_title": "title", "linkedin": "profile", "tags": "labels", "phone": "phone", "first_name": "first_name"}
"""What is compared, and what the CRM calls it. Nobody's e-mail ever changes in these tests: people are known by it."""
Values = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Said:
    """A text somebody wrote: about whom, where, in a note or on a call."""

    person: str
    place: str
    on_call: bool


@dataclass
class InMind:
    """What the test knows by itself. A person is `away` once somebody deleted, erased, merged or took them back."""

    typed: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    standing_there: dict[tuple[str, str], str] = field(default_factory=dict)
    said: dict[str, Said] = field(default_factory=dict)
    unsaid: set[str] = field(default_factory=set)
    objected: dict[str, set[str]] = field(default_factory=dict)
    away: set[str] = field(default_factory=set)
    taken_back: set[str] = field(default_factory=set)
    doubled: bool = False
    """Somebody else made a record of ours before us: it is not ours to delete."""

    def noticed(self, place: str, before: Values, after: Values) -> None:
        """Note what an act of a person changed in a place."""
        for person, columns in after.items():
            was = before.get(person, {})
            for column, value in columns.items():
                if value != was.get(column, ""):
                    self.typed.setdefault((person, column), {})[place] = value
                    if place == THERE:
                        self.standing_there[person, column] = value
        gone = set(before) - set(after)
        self.away |= gone
        self.taken_back |= gone if place != THERE else set()


# -- what stands where ----------------------------------------------------------------------------------------------


def here(machine: Machine) -> Values:
    """The columns of everybody's lead on a machine."""
    rows = machine.read("SELECT * FROM lead WHERE merged_into IS NULL")
    return {r["email"]: {c: r[c] or "" for c in COLUMNS} for r in rows}


def there(world: World) -> Values:
    """The fields of everybody's contact."""
    found = world.crm.records("contacts")
    return {str(r.fields["email"]): {c: str(r.fields.get(n, "")) for c, n in COLUMNS.items()} for r in found}


def deleted_there(crm: PlainCrm) -> set[str]:
    """Whose contact was deleted, by whomever."""
    return {str(r.fields["email"]) for r in crm.held.held["contacts"].values() if r.deleted}


def contacts(world: World, person: str) -> list[Record]:
    return [r for r in world.crm.records("contacts") if r.fields.get("email") == person]


def leads(machine: Machine, person: str) -> list[dict[str, Any]]:
    rows = machine.read("SELECT * FROM lead WHERE merged_into IS NULL")
    return [r for r in rows if r["email"] == person]


def excluded_for_deletion(machine: Machine) -> set[str]:
    """The leads that were closed because their record was deleted there."""
    return {r["lead"] for r in machine.read("SELECT lead FROM decision WHERE reason = 'crm_deleted'")}


def linked(machine: Machine) -> int:
    """How many contacts are known to be leads of a machine."""
    (row,) = machine.read("SELECT count(*) AS n FROM crm_link WHERE kind = 'contact' AND state = 'linked'")
    return int(row["n"])


def overwritten(machine: Machine) -> set[tuple[str, str]]:
    """Every value that the journal says was replaced, with its column."""
    rows = machine.read("SELECT field, before FROM journal WHERE before IS NOT NULL AND field != ''")
    return {(r["field"], r["before"]) for r in rows}


def journalled(machine: Machine) -> set[tuple[str, str]]:
    """Every value that the journal holds, before or after."""
    rows = machine.read("SELECT field, after FROM journal WHERE after IS NOT NULL AND field != ''")
    return overwritten(machine) | {(r["field"], r["after"]) for r in rows}


# -- after one run --------------------------------------------------------------------------------------------------


@dataclass
class Before:
    """What stood before a run of one machine."""

    columns: Values
    excluded: set[str]
    linked: int
    requests: int

    @classmethod
    def of(cls, machine: Machine) -> "Before":
        return cls(here(machine), excluded_for_deletion(machine), linked(machine), len(machine.crm.requests))


def check_run(machine: Machine, mind: InMind, before: Before, *, approved: bool) -> None:
    """No run overwrites a value unrecorded, nor makes many disappear unasked, here or there."""
    known, now, gone = overwritten(machine), here(machine), mind.away | deleted_there(machine.crm)
    for person, columns in before.columns.items():
        for column, value in columns.items():
            if person in now and person not in gone and value not in ("", now[person][column]):
                assert (column, value) in known, f"{column} of {person} was overwritten and is in no journal"
    closed = len(excluded_for_deletion(machine) - before.excluded)
    assert closed <= 20, "more than 20 leads were closed unasked"
    assert closed * 100 <= 5 * max(before.linked, linked(machine)), "more than 5 % of the leads were closed unasked"
    sent = machine.crm.requests[before.requests :]
    deleted = [i for r in sent if (r.kind, r.action) == ("contacts", "delete") for i in r.committed]
    held = machine.crm.held.held["contacts"]
    assert {str(held[i].fields["email"]) for i in deleted} <= mind.taken_back, (
        "a contact was deleted that nobody let go"
    )
    assert approved or len(deleted) * 100 <= 5 * max(before.linked, linked(machine)), "deleted more than 5 % unasked"


# -- at the end -----------------------------------------------------------------------------------------------------


def check_all(world: World, mind: InMind) -> None:
    """Everything that must hold once all faults are mended and nothing waits."""
    away = mind.away | deleted_there(world.crm)
    for kind in world.crm.held.held:
        assert world.crm.duplicates(kind) == {}, f"made twice: {kind}"
    check_everybody(world, mind)
    for person, places in sorted(mind.objected.items()):
        cut_off = person in mind.taken_back | deleted_there(world.crm)
        check_objection(world, person, places if cut_off else {THERE, *(m.name for m in world.machines)})
    if not mind.objected:
        assert not [p for p in there(world) if any(c.fields.get("opt_out") for c in contacts(world, p))]
    check_kept(world, mind, away)
    check_said(world, mind, away)
    for machine in world.machines:
        check_machine(world, machine, away)


def check_everybody(world: World, mind: InMind) -> None:
    """Of everybody whom nobody took away: `check_person`."""
    everybody = set(there(world)) | {p for m in world.machines for p in here(m)}
    for person in sorted(everybody - mind.away - deleted_there(world.crm)):
        check_person(world, mind, person)


def check_person(world: World, mind: InMind, person: str) -> None:
    """Once on each side, the same on each, and as typed where only one place typed."""
    found = contacts(world, person)
    assert len(found) == 1, f"{person} is there {len(found)} times"
    contact = found[0]
    for machine in world.machines:
        known = leads(machine, person)
        assert len(known) == 1, f"{person} is on {machine.name} {len(known)} times"
        lead = known[0]
        assert lead["id"] not in excluded_for_deletion(machine)
        for column, name in COLUMNS.items():
            said = str(contact.fields.get(name, ""))
            assert (lead[column] or "") == said, f"{column} of {person} differs on {machine.name}"
    for column, name in COLUMNS.items():
        typed = mind.typed.get((person, column), {})
        if typed:
            said = str(contact.fields.get(name, ""))
            assert said in typed.values(), f"{column} of {person} is what nobody typed last: {said}, not {typed}"


def check_objection(world: World, person: str, places: set[str]) -> None:
    """Who objected anywhere is opposed everywhere; where the record between was taken away, where it was heard."""
    for machine in (m for m in world.machines if m.name in places):
        for lead in leads(machine, person):
            assert oppositions.opposed_columns(machine.me, lead["id"]), f"{person} may be called on {machine.name}"
    for contact in contacts(world, person) if THERE in places else ():
        assert contact.fields.get("opt_out") == "yes", f"{person} may be called there"


def check_kept(world: World, mind: InMind, away: set[str]) -> None:
    """What a person typed there stands there, or is in somebody's journal."""
    known = {entry for m in world.machines for entry in journalled(m)}
    now = there(world)
    for (person, column), value in mind.standing_there.items():
        if value and person not in away:
            assert value == now[person][column] or (column, value) in known, f"{value} of {person} is lost"


def check_said(world: World, mind: InMind, away: set[str]) -> None:
    """Every text stands once on each side that it is for, and nowhere twice."""
    texts = Counter(str(r.fields.get("text", "")) for kind in ("notes", "calls") for r in world.crm.records(kind))
    kept = {m.name: Counter(r["text"] for r in m.read("SELECT text FROM note")) for m in world.machines}
    for text, said in mind.said.items():
        everywhere = {THERE: texts[text], **{name: of[text] for name, of in kept.items()}}
        assert max(everywhere.values()) <= 1, f"“{text}” stands twice: {everywhere}"
        if text in mind.unsaid:
            assert everywhere[said.place] == 0
            withdrawn = said.person in away or mind.doubled
            assert withdrawn or everywhere[THERE] == 0, f"“{text}” was taken back here and stands there"
        elif said.person not in away:
            wanted = {p for p in everywhere if p in (THERE, said.place) or not said.on_call}
            assert {p for p, n in everywhere.items() if n} == wanted, f"“{text}” of {said.place} stands at {everywhere}"


def check_machine(world: World, machine: Machine, away: set[str]) -> None:
    """Every fact of a machine is told once, by its key; what is left in the outbox says why."""
    people = {r["id"]: r["email"] for r in machine.read("SELECT id, email FROM lead") if r["email"] not in away}
    born = {kind: Counter(r.external_id for r in world.crm.records(kind)) for kind in ("calls", "notes", "tasks")}
    for call in machine.read("SELECT id, lead, until FROM activity"):
        if call["lead"] in people:
            assert born["calls"][call["id"]] == 1, "a call was not told once"
            task = str(uuid5(UUID(call["id"]), "task"))
            assert born["tasks"][task] == bool(call["until"]), "a promise was not told once"
    for decision in machine.read("SELECT id, lead FROM decision"):
        if decision["lead"] in people:
            assert born["notes"][decision["id"]] == 1, "a decision was not told once"
    for row in machine.read("SELECT entity, lead, state, code FROM crm_outbox"):
        assert row["code"], f"waits without a reason: {row}"
        assert row["lead"] not in people, f"was not told: {row}"
    assert machine.store.faults() == []
