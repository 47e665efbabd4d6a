"""Objections as keyed hashes, and the workspace's secret that makes them; nothing here can be read back as a person."""

import json
import secrets
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, insert, or_, select, text, update
from sqlalchemy.dialects.sqlite import insert as upsert

from sdrdesk.core.store.schema import activity, lead_state, opposition, setting

SECRET_SETTING = "opposition_key"
CLOSED_CODE = "opposed"


@dataclass(frozen=True, slots=True)
class StoredOpposition:
    """One objection on one key; `because` names the operation it rests on, "" where it stands by itself."""

    key: str
    kind: str
    at: datetime
    source: str
    operation: str
    because: str = ""

    def to_text(self) -> str:
        """As the journal keeps it once it is lifted."""
        return json.dumps(asdict(self), default=lambda at: at.isoformat())

    @classmethod
    def from_text(cls, said: str) -> "StoredOpposition":
        """Read back from the journal."""
        values = json.loads(said)
        return cls(**{**values, "at": datetime.fromisoformat(values["at"])})


@dataclass(frozen=True, slots=True)
class OppositionCount:
    """How many keys of one kind came from one operation, and when."""

    operation: str
    source: str
    kind: str
    at: datetime
    n: int


_SECRET = select(setting.c.value).where(setting.c.key == SECRET_SETTING)


def get_secret(tx: Connection) -> bytes | None:
    """The workspace's secret; None while nobody has ever objected."""
    found = tx.scalar(_SECRET)
    return bytes.fromhex(found) if found else None


def make_secret(tx: Connection, size: int) -> bytes:
    """The workspace's secret of `size` random bytes, made when there is none; it leaves in backups and nowhere else."""
    found = get_secret(tx)
    if found is None:
        found = secrets.token_bytes(size)
        put_secret(tx, found)
    return found


def put_secret(tx: Connection, value: bytes) -> None:
    """Keep a secret that other hashes were made with, where there is none yet."""
    tx.execute(upsert(setting).values(key=SECRET_SETTING, value=value.hex()).on_conflict_do_nothing())


def add_oppositions(tx: Connection, rows: Collection[StoredOpposition]) -> None:
    """Keep objections; the same key of the same operation is kept once."""
    if rows:
        tx.execute(insert(opposition).prefix_with("OR IGNORE"), [asdict(row) for row in rows])


# One statement for any number of keys: this is asked for every lead that is placed.
_BY_KEYS = text(
    "SELECT o.key, o.operation, o.because, o.kind, o.at, o.source FROM json_each(:keys) k "
    "JOIN opposition o ON o.key = k.value"
).columns(*opposition.c)


def find_oppositions(tx: Connection, keys: Iterable[str]) -> dict[str, list[StoredOpposition]]:
    """The objections on these keys."""
    found: dict[str, list[StoredOpposition]] = {}
    for row in tx.execute(_BY_KEYS, {"keys": json.dumps(list(keys))}):
        found.setdefault(row.key, []).append(_opposition(row))
    return found


def remove_oppositions(tx: Connection, rows: Iterable[StoredOpposition]) -> None:
    """Take single objections away."""
    c = opposition.c
    for row in rows:
        tx.execute(delete(opposition).where(c.key == row.key, c.operation == row.operation, c.because == row.because))


def remove_of_operation(tx: Connection, operation: str, kept: Collection[str] = ()) -> int:
    """Take away what an operation wrote and what rests on it, but the closings it made of `kept` keys; how many."""
    c = opposition.c
    resting = tx.execute(delete(opposition).where(c.because == operation, c.because != "")).rowcount
    own = c.operation == operation
    if kept:
        own = and_(own, or_(c.because == "", c.key.not_in(list(kept))))
    return int(resting + tx.execute(delete(opposition).where(own)).rowcount)


def of_operations(tx: Connection, operations: Collection[str]) -> list[StoredOpposition]:
    """All that these operations wrote, and all that rests on them."""
    c = opposition.c
    query = select(opposition).where(or_(c.operation.in_(operations), c.because.in_(operations)))
    return [_opposition(row) for row in tx.execute(query)]


def hand_to(tx: Connection, operations: Collection[str], keeper: str) -> None:
    """Let what these operations wrote stand under another one, which nothing takes back."""
    for column in (opposition.c.operation, opposition.c.because):
        statement = update(opposition).prefix_with("OR REPLACE").where(column.in_(operations))
        tx.execute(statement.values({column.name: keeper}))


def all_oppositions(tx: Connection) -> list[StoredOpposition]:
    """Every objection."""
    return [_opposition(row) for row in tx.execute(select(opposition))]


def leads_that_objected(tx: Connection) -> list[StoredOpposition]:
    """The marks of the leads that objected themselves, those erased since among them; each once."""
    query = select(opposition).where(opposition.c.kind == "lead", opposition.c.because == "")
    return list({row.key: _opposition(row) for row in tx.execute(query.order_by(opposition.c.operation))}.values())


def _opposition(row: Row[Any]) -> StoredOpposition:
    return StoredOpposition(**row._mapping)


def counts_of_oppositions(tx: Connection) -> list[OppositionCount]:
    """How many keys each operation wrote, newest first."""
    c = opposition.c
    query = (
        select(c.operation, c.source, c.kind, func.min(c.at).label("at"), func.count().label("n"))
        .where(c.because == "")
        .group_by(c.operation, c.source, c.kind)
        .order_by(func.min(c.at).desc(), c.operation)
    )
    return [OppositionCount(**row._mapping) for row in tx.execute(query)]


def leads_with_numbers(tx: Connection, numbers: Collection[str]) -> set[str]:
    """The leads matched by any of these E.164 numbers, whatever their names."""
    query = text(
        "SELECT k.lead FROM json_each(:numbers) n "
        "JOIN lead_key k ON k.key >= 'p:' || n.value || '|' AND k.key < 'p:' || n.value || '}'"
    )
    return set(tx.scalars(query, {"numbers": json.dumps(sorted(numbers))})) if numbers else set()


def leads_with_odd_numbers(tx: Connection) -> set[str]:
    """The leads that have a number no one could read as E.164: compared one by one, since spellings differ."""
    query = "SELECT lead FROM lead_key WHERE key >= 'p:' AND key < 'p;' AND substr(key, 3, 1) != '+'"
    return set(tx.scalars(text(query)))


def closed_as_opposed(tx: Connection) -> list[str]:
    """The leads whose stored standing is that they objected."""
    c = lead_state.c
    return list(tx.scalars(select(c.lead).where(c.state == "closed", c.code == CLOSED_CODE)))


def objecting_calls(tx: Connection) -> list[tuple[str, datetime, str]]:
    """The calls on which somebody objected: lead, at, operation."""
    c = activity.c
    return [(r.lead, r.at, r.operation) for r in tx.execute(select(activity).where(c.outcome == "opposed"))]
