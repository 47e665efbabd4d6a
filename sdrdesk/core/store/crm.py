"""The connections to CRMs, what waits to be told them, and which records over there are ours."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection as Tx
from sqlalchemy import and_, bindparam, delete, func, insert, or_, select, text, update
from sqlalchemy.dialects.sqlite import insert as upsert

from sdrdesk.core.domain.field_merge import Seen
from sdrdesk.core.store.crm_tables import crm_connection, crm_link, crm_log, crm_outbox, crm_seen
from sdrdesk.core.store.leads import in_batches
from sdrdesk.core.store.schema import lead

_JSON = ("given", "options", "fields", "cursors", "held", "runner")


@dataclass(frozen=True, slots=True)
class StoredConnection:
    """One connection as stored: `given` never holds a key; `held` is what is gone on one side until a person says."""

    id: str
    vendor: str
    name: str
    created_at: datetime
    given: Mapping[str, str] = field(default_factory=dict)
    profile: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    fields: Sequence[Mapping[str, Any]] = ()
    state: str = "active"
    why: str = ""
    detail: str = ""
    tries: int = 0
    not_before: datetime | None = None
    cursors: Mapping[str, str] = field(default_factory=dict)
    held: Mapping[str, Any] = field(default_factory=dict)
    runner: Mapping[str, Any] = field(default_factory=dict)
    synced_at: datetime | None = None
    swept_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """Something a connection has to be told; `version` rises when it changes meanwhile."""

    seq: int
    connection: str
    entity: str
    entity_id: str
    lead: str
    version: int
    state: str
    tries: int
    retry_at: datetime | None
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Link:
    """Which record over there is one of ours: `state` is sending, linked, gone or merged."""

    connection: str
    kind: str
    local_id: str
    key: str
    state: str
    lead: str = ""
    remote_id: str = ""
    sent_at: datetime | None = None
    made_here: bool = False
    done: bool = False


@dataclass(frozen=True, slots=True)
class LogLine:
    """One thing that passed between here and a CRM about a lead."""

    connection: str
    lead: str
    at: datetime
    what: str
    kind: str
    remote_id: str = ""
    detail: str = ""


# -- connections ----------------------------------------------------------------------------------------------------


def add_connection(tx: Tx, value: StoredConnection) -> None:
    """Keep a new connection."""
    tx.execute(insert(crm_connection).values(**_columns({n: getattr(value, n) for n in _NAMES})))


def change_connection(tx: Tx, connection_id: str, **values: Any) -> None:
    """Set columns of a connection."""
    tx.execute(update(crm_connection).where(crm_connection.c.id == connection_id).values(**_columns(values)))


def remove_connection(tx: Tx, connection_id: str) -> None:
    """Forget a connection with all that was known through it; the leads stay."""
    tx.execute(delete(crm_connection).where(crm_connection.c.id == connection_id))


def get_connections(tx: Tx) -> list[StoredConnection]:
    """Every connection, oldest first."""
    return [_connection(row) for row in tx.execute(select(crm_connection).order_by(crm_connection.c.created_at))]


def get_connection(tx: Tx, connection_id: str) -> StoredConnection | None:
    """One connection."""
    row = tx.execute(select(crm_connection).where(crm_connection.c.id == connection_id)).first()
    return _connection(row) if row else None


_NAMES = tuple(c.name for c in crm_connection.c)


def _columns(values: Mapping[str, Any]) -> dict[str, Any]:
    return {k: json.dumps(v, ensure_ascii=False) if k in _JSON else v for k, v in values.items()}


def _connection(row: Any) -> StoredConnection:
    return StoredConnection(**{k: json.loads(v) if k in _JSON else v for k, v in row._mapping.items()})


# -- the outbox -----------------------------------------------------------------------------------------------------


def enqueue(tx: Tx, connection_id: str, rows: Iterable[tuple[str, str, str]]) -> None:
    """Have these be told (entity, its id, the lead), where they do not wait already."""
    values = [{"connection": connection_id, "entity": e, "entity_id": i, "lead": lead_id} for e, i, lead_id in rows]
    if values and _stands(tx, connection_id):
        tx.execute(insert(crm_outbox).prefix_with("OR IGNORE"), values)


def enqueue_next(tx: Tx, connection_id: str, after: str, limit: int, *, history: bool) -> str:
    """Have the next leads beyond an id be told, and with `history` all that happened with them; the last one's id.

    "" where there are no more.
    """
    ids = list(tx.scalars(select(lead.c.id).where(lead.c.id > after).order_by(lead.c.id).limit(limit)))
    enqueue(tx, connection_id, [("lead", i, i) for i in ids])
    if history:
        enqueue_history(tx, connection_id, ids)
    return ids[-1] if ids else ""


def enqueue_history(tx: Tx, connection_id: str, lead_ids: Collection[str]) -> None:
    """Have all that happened with these leads be told."""
    for entity in ("activity", "note", "decision", "touch"):
        for batch in in_batches(lead_ids):
            tx.execute(
                text(
                    "INSERT OR IGNORE INTO crm_outbox (connection, entity, entity_id, lead) "
                    f"SELECT :connection, '{entity}', id, lead FROM {entity} WHERE lead IN :ids ORDER BY id"
                ).bindparams(bindparam("ids", expanding=True)),
                {"connection": connection_id, "ids": batch},
            )


def due_rows(tx: Tx, connection_id: str, now: datetime, after: int, leads: int) -> list[OutboxRow]:
    """What is to be told now about the next few leads, those that wait longest first, from beyond the row `after`."""
    c = crm_outbox.c
    ready = and_(c.connection == connection_id, c.state == "waiting", or_(c.retry_at.is_(None), c.retry_at <= now))
    first = tx.scalars(select(c.lead).where(ready, c.seq > after).order_by(c.seq).limit(leads * 4))
    turns = list(dict.fromkeys(first))[:leads]
    query = select(crm_outbox).where(ready, c.lead.in_(turns)).order_by(c.seq)
    return [OutboxRow(**row._mapping) for row in tx.execute(query)]


def has_strangers(tx: Tx, connection_id: str, kind: str) -> bool:
    """Whether a lead waits that was never tried yet and has no record of this kind."""
    c, k = crm_outbox.c, crm_link.c
    linked = select(k.local_id).where(k.connection == connection_id, k.kind == kind, k.local_id == c.lead).exists()
    new = (c.connection == connection_id, c.state == "waiting", c.entity == "lead", c.tries == 0, ~linked)
    return tx.execute(select(c.seq).where(*new).limit(1)).first() is not None


def left_there(tx: Tx, connection_id: str, kind: str, limit: int) -> list[Link]:
    """The links of leads that are gone here whose records may still be there, those of the newest leads first."""
    c = crm_link.c
    left = (c.connection == connection_id, c.kind == kind, c.state == "gone", c.remote_id != "", c.done.is_(False))
    here = select(lead.c.id).where(lead.c.id == c.local_id).exists()
    query = select(crm_link).where(*left, ~here).order_by(c.local_id.desc()).limit(limit)
    return [Link(**row._mapping) for row in tx.execute(query)]


def settle(tx: Tx, rows: Iterable[OutboxRow]) -> None:
    """Take off what was told, unless it changed meanwhile."""
    c = crm_outbox.c
    for row in rows:
        tx.execute(delete(crm_outbox).where(c.seq == row.seq, c.version == row.version))


def put_back(tx: Tx, row: OutboxRow, state: str, code: str, detail: str = "", retry_at: datetime | None = None) -> None:
    """Say why something was not told: to be tried again, or left to a person; not if it changed meanwhile."""
    c = crm_outbox.c
    statement = update(crm_outbox).where(c.seq == row.seq, c.version == row.version)
    tx.execute(statement.values(state=state, code=code, detail=detail, retry_at=retry_at, tries=row.tries + 1))


def try_again(tx: Tx, connection_id: str, seqs: Collection[int] | None = None, state: str = "refused") -> int:
    """Have what was refused, or held, wait again; how many. None: all of it."""
    c = crm_outbox.c
    statement = update(crm_outbox).where(c.connection == connection_id, c.state == state)
    if seqs is not None:
        statement = statement.where(c.seq.in_(seqs))
    return tx.execute(statement.values(state="waiting", retry_at=None, tries=0, code="", detail="")).rowcount


def release_held(tx: Tx, connection_id: str, code: str) -> int:
    """Have what was held wait again, marked as approved by a person; how many."""
    c = crm_outbox.c
    statement = update(crm_outbox).where(c.connection == connection_id, c.state == "held")
    return tx.execute(statement.values(state="waiting", retry_at=None, code=code)).rowcount


def drop_rows(tx: Tx, connection_id: str, seqs: Collection[int]) -> int:
    """Let go of what a person does not want told."""
    c = crm_outbox.c
    return tx.execute(delete(crm_outbox).where(c.connection == connection_id, c.seq.in_(seqs))).rowcount


def outbox_rows(tx: Tx, connection_id: str, state: str = "", limit: int = 500, *, entity: str = "") -> list[OutboxRow]:
    """What waits or was refused, oldest first."""
    c = crm_outbox.c
    query = select(crm_outbox).where(c.connection == connection_id).order_by(c.seq).limit(limit)
    if state:
        query = query.where(c.state == state)
    if entity:
        query = query.where(c.entity == entity)
    return [OutboxRow(**row._mapping) for row in tx.execute(query)]


def outbox_counts(tx: Tx, connection_id: str) -> dict[str, int]:
    """How much waits, was refused, is held."""
    c = crm_outbox.c
    query = select(c.state, func.count()).where(c.connection == connection_id).group_by(c.state)
    return {row[0]: row[1] for row in tx.execute(query)}


def next_retry(tx: Tx, connection_id: str) -> datetime | None:
    """When the next row that waits may be tried again."""
    c = crm_outbox.c
    query = select(func.min(c.retry_at)).where(c.connection == connection_id, c.state == "waiting")
    found: datetime | None = tx.scalar(query)
    return found


# -- links ----------------------------------------------------------------------------------------------------------


def put_links(tx: Tx, links: Sequence[Link]) -> None:
    """Keep or replace links; those of a connection that was taken away meanwhile are left out."""
    standing = {i for i in {value.connection for value in links} if _stands(tx, i)}
    links = [value for value in links if value.connection in standing]
    if not links:
        return
    statement = upsert(crm_link)
    keys = ("connection", "kind", "local_id")
    changed = {c.name: statement.excluded[c.name] for c in crm_link.c if c.name not in keys}
    tx.execute(
        statement.on_conflict_do_update(index_elements=list(keys), set_=changed),
        [{c.name: getattr(value, c.name) for c in crm_link.c} for value in links],
    )


def remove_link(tx: Tx, value: Link) -> None:
    """Forget which record over there is one of ours."""
    c = crm_link.c
    of = (c.connection == value.connection, c.kind == value.kind, c.local_id == value.local_id)
    tx.execute(delete(crm_link).where(*of))


def links_of(tx: Tx, connection_id: str, lead_ids: Collection[str]) -> list[Link]:
    """The links of these leads and of the facts about them."""
    return _links(tx, connection_id, crm_link.c.lead, lead_ids)


def links_by_local(tx: Tx, connection_id: str, kind: str, ids: Collection[str]) -> dict[str, Link]:
    """The links of one kind by our own id."""
    found = _links(tx, connection_id, crm_link.c.local_id, ids, crm_link.c.kind == kind)
    return {link.local_id: link for link in found}


def link_bearing(tx: Tx, connection_id: str, kind: str, key: str, but: str) -> Link | None:
    """The link of one kind to a record that bears a key, other than that of `but`."""
    c = crm_link.c
    bears = (c.connection == connection_id, c.kind == kind, c.key == key, c.state == "linked", c.local_id != but)
    row = tx.execute(select(crm_link).where(*bears)).first()
    return Link(**row._mapping) if row else None


def links_by_remote(tx: Tx, connection_id: str, kind: str, ids: Collection[str]) -> dict[str, Link]:
    """The links of one kind by the id over there; what an answer named of one just made gives way to one proven."""
    found = _links(tx, connection_id, crm_link.c.remote_id, [i for i in ids if i], crm_link.c.kind == kind)
    return {link.remote_id: link for link in sorted(found, key=lambda link: link.state != "sending")}


def remote_ids(tx: Tx, connection_id: str, kind: str) -> list[str]:
    """The ids over there of all records of a kind that are linked."""
    c = crm_link.c
    query = select(c.remote_id).where(c.connection == connection_id, c.kind == kind, c.state == "linked")
    return list(tx.scalars(query))


def _links(tx: Tx, connection_id: str, column: Any, ids: Collection[str], *also: Any) -> list[Link]:
    found = []
    for batch in in_batches(ids):
        query = select(crm_link).where(crm_link.c.connection == connection_id, column.in_(batch), *also)
        found += [Link(**row._mapping) for row in tx.execute(query)]
    return found


def count_links(tx: Tx, connection_id: str, kind: str) -> int:
    """How many records of a kind are linked."""
    c = crm_link.c
    query = select(func.count()).where(c.connection == connection_id, c.kind == kind, c.state == "linked")
    return int(tx.scalar(query) or 0)


def leads_of_companies(tx: Tx, keys: Collection[str]) -> dict[str, list[str]]:
    """The leads at each of these companies, by the key of its name, oldest first; those merged left out."""
    found: dict[str, list[str]] = {}
    for batch in in_batches(keys):
        query = select(lead.c.company_key, lead.c.id).where(lead.c.company_key.in_(batch), lead.c.merged_into.is_(None))
        for key, lead_id in tx.execute(query.order_by(lead.c.id)):
            found.setdefault(key, []).append(lead_id)
    return found


def forget_companies(tx: Tx, keys: Collection[str]) -> None:
    """Forget the records of companies where nobody is left: the name of one may be a person's."""
    left = leads_of_companies(tx, keys)
    c = crm_link.c
    tx.execute(delete(crm_link).where(c.kind == "company", c.local_id.in_([k for k in keys if k not in left])))


# -- what was seen, what passed -------------------------------------------------------------------------------------


def seen_of(tx: Tx, connection_id: str, lead_ids: Collection[str]) -> dict[str, dict[str, Seen]]:
    """What the fields of these leads held on both sides when they were last brought together."""
    found = {}
    for batch in in_batches(lead_ids):
        query = select(crm_seen).where(crm_seen.c.connection == connection_id, crm_seen.c.lead.in_(batch))
        for row in tx.execute(query):
            found[row.lead] = {name: Seen(*both) for name, both in json.loads(row.fields).items()}
    return found


def _kept(seen: Seen) -> list[str]:
    return [seen.ours, seen.theirs, *([] if seen.begun is None else [seen.begun])]


def put_seen(tx: Tx, connection_id: str, values: Mapping[str, Mapping[str, Seen]]) -> None:
    """Keep what the fields of leads hold on both sides; of leads or a connection that are gone, nothing is kept."""
    known = known_leads(tx, values) if _stands(tx, connection_id) else set()
    rows = [
        {
            "connection": connection_id,
            "lead": lead_id,
            "fields": json.dumps({name: _kept(s) for name, s in fields.items()}, ensure_ascii=False),
        }
        for lead_id, fields in values.items()
        if lead_id in known
    ]
    if rows:
        statement = upsert(crm_seen)
        replaced = {"fields": statement.excluded.fields}
        tx.execute(statement.on_conflict_do_update(index_elements=["connection", "lead"], set_=replaced), rows)


def forget_seen(tx: Tx, connection_id: str, lead_ids: Collection[str]) -> None:
    """Forget what the fields of these leads held: their records are made anew."""
    for batch in in_batches(lead_ids):
        c = crm_seen.c
        tx.execute(delete(crm_seen).where(c.connection == connection_id, c.lead.in_(batch)))


def forget_fields(tx: Tx, connection_id: str, after: str, last: str, fields: Sequence[str]) -> None:
    """Forget what these fields of the leads beyond one, up to another, held: they stand elsewhere over there now."""
    c = crm_seen.c
    if fields and last:
        places = [f'$."{name}"' for name in fields]
        of = (c.connection == connection_id, c.lead > after, c.lead <= last)
        tx.execute(update(crm_seen).where(*of).values(fields=func.json_remove(c.fields, *places)))


def add_log(tx: Tx, lines: Sequence[LogLine]) -> None:
    """Append to what passed; lines about leads that are gone are left out."""
    known = known_leads(tx, {line.lead for line in lines})
    here = [line for line in lines if line.lead in known and _stands(tx, line.connection)]
    rows = [{n: getattr(line, n) for n in LogLine.__slots__} for line in here]
    if rows:
        tx.execute(insert(crm_log), rows)


def known_leads(tx: Tx, lead_ids: Collection[str]) -> set[str]:
    """Of these leads, those that are not gone."""
    batches = in_batches(lead_ids)
    return {i for batch in batches for i in tx.scalars(select(lead.c.id).where(lead.c.id.in_(batch)))}


def _stands(tx: Tx, connection_id: str) -> bool:
    return tx.scalar(select(crm_connection.c.id).where(crm_connection.c.id == connection_id)) is not None


def log_of(tx: Tx, lead_id: str, limit: int = 200) -> list[LogLine]:
    """What passed about a lead, newest first."""
    query = select(crm_log).where(crm_log.c.lead == lead_id).order_by(crm_log.c.seq.desc()).limit(limit)
    return [LogLine(**{n: getattr(row, n) for n in LogLine.__slots__}) for row in tx.execute(query)]
