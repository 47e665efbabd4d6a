"""One run of a connection: what it may do, whom it asks, what it did so far."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sdrdesk.core.crm.client import (
    FIELDED,
    CrmClient,
    CrmTrouble,
    Direction,
    FieldMap,
    Kind,
    Record,
    Refused,
    Traits,
    Transient,
)
from sdrdesk.core.crm.mapping import COMPANY_FIELDS, NOT_TAKEN
from sdrdesk.core.domain.field_merge import OPPOSED, Ways
from sdrdesk.core.domain.lead import PHONE_COLUMNS, Lead
from sdrdesk.core.normalising.names import company_key, email_address, one_line, own_address, web_domain
from sdrdesk.core.normalising.phones import e164
from sdrdesk.core.normalising.places import country_code
from sdrdesk.core.operations.crm.patience import Patient, resting
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import crm
from sdrdesk.core.store.crm import LogLine, StoredConnection
from sdrdesk.core.words import Words

FIRST_WAIT, LONGEST_WAIT = 15.0, 3600.0
"""Seconds before the second try after a fault, doubled each time, and at most."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a person chose of a connection.

    `who`: "all" leads or only those "worked" on; `deals_from`: the stage from which a lead is a deal over there, where
    the CRM has contacts too; `wins`: "crm" or "here" where both changed a field; `history`: also what was before.
    """

    send: bool = True
    receive: bool = True
    create_here: bool = True
    who: str = "all"
    deals_from: str = "sql"
    wins: str = "crm"
    history: bool = True

    def to_json(self) -> dict[str, str]:
        """As the store keeps it."""
        return {
            name: {True: "yes", False: "no"}.get(value, value)
            for name in self.__slots__
            if (value := getattr(self, name)) is not None
        }

    @classmethod
    def from_json(cls, said: Mapping[str, str]) -> "Options":
        """Read back; what is unknown is as it comes."""
        yes_no = {"yes": True, "no": False}
        return cls(**{k: yes_no.get(v, v) for k, v in said.items() if k in cls.__slots__})  # type: ignore[arg-type]


@dataclass(slots=True)
class Figures:
    """What one run did: leads made or changed there, brought or changed here, facts told, and what was left."""

    made: int = 0
    sent: int = 0
    facts: int = 0
    brought: int = 0
    taken: int = 0
    notes: int = 0
    refused: int = 0
    gone: int = 0
    left_waiting: int = 0

    @property
    def came_to_something(self) -> bool:
        """Whether anything passed at all."""
        return bool(self.made or self.sent or self.facts or self.brought or self.taken or self.notes)


class Cancelled(Exception):  # noqa: N818 (told, not gone wrong)
    """A person stopped the run; what was done stays done."""


@dataclass(slots=True)
class Run:
    """One run over one connection. `workspace.who` is the connection's name: what comes in is journalled as its."""

    workspace: Workspace
    connection: StoredConnection
    client: CrmClient
    words: Words
    go_on: Callable[[], bool] = lambda: True
    figures: Figures = field(default_factory=Figures)
    touched: set[str] = field(default_factory=set)
    maps: Sequence[FieldMap] = ()
    options: Options = field(default_factory=Options)
    emptied: int = 0
    """Leads for which the CRM has blank what reached them here."""
    doubts: int = 0
    """Writes in a row that failed and may have been done."""
    unread: dict[Kind, CrmTrouble] = field(default_factory=dict)
    """The kinds of records that could not be read this time, and why; the others go on."""

    @classmethod
    def of(
        cls,
        workspace: Workspace,
        connection: StoredConnection,
        client: CrmClient,
        words: Words,
        go_on: Callable[[], bool] = lambda: True,
        rest: Callable[[float], None] | None = None,
    ) -> "Run":
        """A run of a stored connection; `rest` waits so many seconds where the CRM asks for it."""
        client = Patient(client, rest or resting(go_on))
        maps = [field_map(m) for m in connection.fields] or list(client.map)
        maps = [_travelling(m) if m.ours == OPPOSED else m for m in maps]
        as_it = replace(workspace, who=connection.name)
        return cls(as_it, connection, client, words, go_on, maps=maps, options=Options.from_json(connection.options))

    @property
    def id(self) -> str:
        """The connection's id."""
        return self.connection.id

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of records with fields that this connection speaks of, companies first."""
        mapped = {m.kind for m in self.maps}
        return tuple(k for k in FIELDED if k in self.client.traits and (k in mapped or k is self.client.primary))

    @property
    def notes_objections(self) -> bool:
        """Whether an objection is told in a note: no field is mapped to it, or only one that the CRM fills itself."""
        filled = {m.theirs for m in self.client.map if m.ours == OPPOSED and m.direction is Direction.IN}
        told = any(m.ours == OPPOSED and m.theirs not in filled for m in self.maps)
        return not told and Kind.NOTE in self.client.traits

    def traits(self, kind: Kind) -> Traits:
        """What the CRM can do with a kind of record."""
        return self.client.traits[kind]

    def ways(self, kind: Kind) -> Ways:
        """Which fields of a kind travel which way here."""
        of = [m for m in self.maps if m.kind is kind]
        sent = {m.ours for m in of if m.direction is not Direction.IN} if self.options.send else {OPPOSED}
        taken = {m.ours for m in of if m.direction is not Direction.OUT and m.ours not in NOT_TAKEN}
        if not self.options.receive:
            taken &= {OPPOSED}
        mapped = {m.ours for m in of}
        apart = set(COMPANY_FIELDS) if kind is Kind.COMPANY else set()
        return Ways(sent & mapped, taken, self.options.wins == "crm", apart | _places(kind))

    def read(self, kind: Kind, ids: Sequence[str]) -> Mapping[str, Record | CrmTrouble]:
        """Records as they are over there; an answer that is about another record than the one asked for is none."""
        there = {**self.client.read(kind, [id for id in ids if id])}
        if not all(ids):
            there[""] = Refused("a record without an id")
        return {
            id: Transient("an answer about another record") if isinstance(said, Record) and said.id != id else said
            for id, said in there.items()
        }

    def step(self) -> None:
        """Stop between two requests where a person said so, or took the connection away."""
        with self.workspace.store.read() as tx:
            stands = not self.id or crm.get_connection(tx, self.id) is not None  # a draft is not kept yet
        if not stands or not self.go_on():
            raise Cancelled

    def alike(self, name: str, ours: str, theirs: str) -> bool:
        """Whether a field says the same here and there, however each writes it."""
        if ours == theirs or self._plain(name, ours) == self._plain(name, theirs):
            return True
        pairs = [m.values for m in self.maps if m.ours == name and ours in m.values and theirs in m.values]
        return any(values[ours] == values[theirs] for values in pairs)

    def _plain(self, name: str, value: str) -> str:
        if name in PHONE_COLUMNS:
            return e164(value, self.workspace.country) or value
        if name == "email":
            own = own_address(value)
            return own and (email_address(value) or own)
        if name == "domain":
            return web_domain(value)
        if name == "country":
            return country_code(value) or value
        return one_line(value)

    def log(self, lead_id: str, what: str, kind: Kind, remote_id: str = "", detail: str = "") -> LogLine:
        """A line of what passed."""
        return LogLine(self.id, lead_id, self.workspace.now(), what, kind.value, remote_id, detail)

    def add_log(self, *lines: LogLine) -> None:
        """Keep lines of what passed."""
        if lines:
            with self.workspace.store.write() as tx:
                crm.add_log(tx, lines)


def _travelling(m: FieldMap) -> FieldMap:
    """An objection always travels; where it can be written there, whatever is not paired with one is none."""
    values = {"": "", **m.values} if m.values and m.direction is not Direction.IN else m.values
    return replace(m, direction=Direction.BOTH, values=values)


def _places(kind: Kind) -> set[str]:
    """Where a company is may be told of each of its people: it is not overwritten by another one's."""
    return {"country", "region", "city", "postal_code", "phone"} if kind is Kind.COMPANY else set()


def local_id(kind: Kind, lead: Lead) -> str:
    """By what a record of ours is known: a lead by its id, a company by the key of its name."""
    return company_key(lead.company) if kind is Kind.COMPANY else lead.id


def field_map(said: Mapping[str, Any]) -> FieldMap:
    """A line of a field map as the store keeps it."""
    values = {str(k): str(v) for k, v in said.get("values", {}).items()}
    return FieldMap(said["ours"], Kind(said["kind"]), said["theirs"], Direction(said["direction"]), values)


def map_json(value: FieldMap) -> dict[str, Any]:
    """A line of a field map, for the store."""
    return {
        "ours": value.ours,
        "kind": value.kind.value,
        "theirs": value.theirs,
        "direction": value.direction.value,
        "values": dict(value.values),
    }


def wait_after(tries: int) -> float:
    """Seconds to wait after so many failures in a row."""
    return min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(tries, 20))


def later(now: datetime, seconds: float) -> datetime:
    """An instant so many seconds on."""
    return now + timedelta(seconds=seconds)
