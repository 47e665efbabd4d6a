"""Connecting, changing, pausing and disconnecting a CRM; what waits, what was refused, what passed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sdrdesk.core.changes import Changes
from sdrdesk.core.crm.client import FIELDED, FieldMap
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.acts import act
from sdrdesk.core.operations.crm.lost import APPROVED, exclude_lead, was_deleted_there
from sdrdesk.core.operations.crm.run import Options, map_json
from sdrdesk.core.operations.crm.sync import ACTIVE, FORGET, PAUSED, TELL_ALL, TELL_HISTORY
from sdrdesk.core.operations.crm.writing import SENDING
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import activities, crm, leads
from sdrdesk.core.store.crm import LogLine, OutboxRow, StoredConnection


@dataclass(frozen=True, slots=True)
class Status:
    """How a connection stands: what waits, was refused, is held; what is gone on one side until a person says."""

    connection: StoredConnection
    waiting: int
    refused: int
    gone_there: int
    gone_here: int
    next_at: datetime | None
    names_there: tuple[str, ...] = ()
    """Some of the leads whose records are gone there, by name."""


MOST_NAMED = 8
"""Of the leads that are held, so many are named."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row of the outbox as a person reads it."""

    row: OutboxRow
    name: str


def connections(workspace: Workspace) -> list[StoredConnection]:
    """Every connection of this workspace, oldest first."""
    with workspace.store.read() as tx:
        return crm.get_connections(tx)


def connection_of(workspace: Workspace, connection_id: str) -> StoredConnection:
    """One connection, by its id or its name; UserError when there is none."""
    wanted = connection_id.strip()
    for found in connections(workspace):
        if wanted == found.id or wanted.casefold() == found.name.casefold():
            return found
    raise UserError("crm_unknown_connection", connection=connection_id)


def connect(
    workspace: Workspace,
    vendor: str,
    name: str,
    given: Mapping[str, str],
    *,
    maps: Sequence[FieldMap] = (),
    options: Options | None = None,
    profile: str = "",
) -> str:
    """Keep a new connection and have everything told to it that was chosen; its id. Its key is kept elsewhere.

    UserError without a name, or with one that another connection has.
    """
    said = name.strip()
    if not said or any(c.name.casefold() == said.casefold() for c in connections(workspace)):
        raise UserError("crm_name", name=said)
    chosen = options or Options()
    new = StoredConnection(
        workspace.new_id(),
        vendor,
        said,
        workspace.now(),
        dict(given),
        profile,
        chosen.to_json(),
        [map_json(m) for m in maps],
        cursors={TELL_ALL: "", TELL_HISTORY: ""} if chosen.history else {TELL_ALL: ""},
    )
    with act(workspace, "crm_connect", connection=said) as doing:
        crm.add_connection(doing.tx, new)
    return new.id


def change_connection(
    workspace: Workspace,
    connection_id: str,
    *,
    name: str | None = None,
    given: Mapping[str, str] | None = None,
    maps: Sequence[FieldMap] | None = None,
    options: Options | None = None,
) -> Changes:
    """Change what a person chose; what was refused is tried again, and all leads are looked at anew."""
    found = connection_of(workspace, connection_id)
    values: dict[str, Any] = {}
    if name is not None and name.strip():
        values["name"] = name.strip()
    if given is not None:
        values["given"] = dict(given)
    if maps is not None:
        values["fields"] = [map_json(m) for m in maps]
    if options is not None:
        values["options"] = options.to_json()
    with act(workspace, "crm_change", connection=found.name) as doing:
        crm.change_connection(doing.tx, found.id, **values)
        if maps is not None or options is not None:
            stored = crm.get_connection(doing.tx, found.id) or found
            cursors = {**stored.cursors, TELL_ALL: ""}
            moved = _mapped_elsewhere(found, maps) if maps is not None else []
            if moved:
                cursors[FORGET] = " ".join(dict.fromkeys([*cursors.get(FORGET, "").split(), *moved]))
            sends_again = options is not None and options.send and not Options.from_json(found.options).send
            if options is not None and sends_again and options.history:
                cursors[TELL_HISTORY] = ""  # what happened meanwhile was not kept for it
            crm.change_connection(doing.tx, found.id, swept_at=None, cursors=cursors)
            crm.try_again(doing.tx, found.id)
    return Changes(operation=doing.operation, settings=True)


def _mapped_elsewhere(found: StoredConnection, maps: Sequence[FieldMap]) -> list[str]:
    """The fields of ours that stand in another field over there from now on, or in none: their base says nothing."""
    before = {(said["kind"], said["ours"]): said["theirs"] for said in found.fields}
    after = {(m.kind.value, m.ours): m.theirs for m in maps}
    return [f"{kind}.{ours}" for kind, ours in before | after if before.get((kind, ours)) != after.get((kind, ours))]


def pause(workspace: Workspace, connection_id: str) -> Changes:
    """Send and read nothing until it is resumed; what happens meanwhile waits."""
    return _set_state(workspace, connection_id, "crm_pause", state=PAUSED)


def resume(workspace: Workspace, connection_id: str) -> Changes:
    """Go on, also after a stop: a person has looked at it, or given another key."""
    return _set_state(workspace, connection_id, "crm_resume", state=ACTIVE, why="", detail="", tries=0, not_before=None)


def _set_state(workspace: Workspace, connection_id: str, verb: str, **values: Any) -> Changes:
    found = connection_of(workspace, connection_id)
    with act(workspace, verb, connection=found.name) as doing:
        crm.change_connection(doing.tx, found.id, **values)
    return Changes(operation=doing.operation, settings=True)


def disconnect(workspace: Workspace, connection_id: str) -> Changes:
    """Forget a connection: both sides keep all they have. The key is to be forgotten by who keeps it."""
    found = connection_of(workspace, connection_id)
    with act(workspace, "crm_disconnect", connection=found.name) as doing:
        crm.remove_connection(doing.tx, found.id)
    return Changes(operation=doing.operation, settings=True)


def status(workspace: Workspace, connection_id: str) -> Status:
    """How a connection stands now."""
    found = connection_of(workspace, connection_id)
    with workspace.store.read() as tx:
        counts = crm.outbox_counts(tx, found.id)
        retry = crm.next_retry(tx, found.id)
        there = found.held.get("there", ())
        named = tuple(lead.name for lead in leads.get_leads(tx, there[:MOST_NAMED]).values())
    next_at = max((i for i in (found.not_before, retry) if i), default=None)
    waiting, refused, here = (counts.get(state, 0) for state in ("waiting", "refused", "held"))
    return Status(found, waiting, refused, len(there), here, next_at, named)


def outbox(workspace: Workspace, connection_id: str, state: str = "", limit: int = 500) -> list[Waiting]:
    """What waits, or with `state` "refused" or "held" what does not go by itself; oldest first."""
    found = connection_of(workspace, connection_id)
    with workspace.store.read() as tx:
        rows = crm.outbox_rows(tx, found.id, state, limit)
        names = {i: lead.name for i, lead in leads.get_leads(tx, list({r.lead for r in rows})).items()}
    return [Waiting(row, names.get(row.lead, "")) for row in rows]


def try_again(workspace: Workspace, connection_id: str, seqs: Sequence[int] | None = None) -> int:
    """Have what was refused be told again at the next run (None: all of it); how many."""
    found = connection_of(workspace, connection_id)
    with workspace.store.write() as tx:
        return crm.try_again(tx, found.id, seqs)


def leave_out(workspace: Workspace, connection_id: str, seqs: Sequence[int]) -> int:
    """Let go of what was refused: it is not told until it changes; how many."""
    found = connection_of(workspace, connection_id)
    with workspace.store.write() as tx:
        return crm.drop_rows(tx, found.id, seqs)


def history(workspace: Workspace, lead_id: str) -> list[LogLine]:
    """What passed between here and every CRM about a lead, newest first."""
    with workspace.store.read() as tx:
        return crm.log_of(tx, lead_id)


# -- what is gone on one side ---------------------------------------------------------------------------------------


def accept_gone(workspace: Workspace, connection_id: str) -> int:
    """Exclude here the leads whose records are gone there, as held for a person; how many."""
    found = connection_of(workspace, connection_id)
    held = _held(workspace, found)
    done = sum(exclude_lead(workspace, link.local_id) for link in held)
    with workspace.store.write() as tx:
        crm.put_links(tx, [replace(link, state="gone") for link in held])
        crm.change_connection(tx, found.id, held={})
    return done


def restore_gone(workspace: Workspace, connection_id: str) -> int:
    """Make anew over there the records that are gone, from the leads here; how many."""
    found = connection_of(workspace, connection_id)
    held = _held(workspace, found)
    with workspace.store.write() as tx:
        ids = [link.local_id for link in held]
        beside = {kind.value for kind in FIELDED} - {found.held.get("kind")}
        for link in crm.links_of(tx, found.id, ids):
            if link.kind not in beside:
                crm.remove_link(tx, link)  # with those of its calls and notes, which hung on the record
        closed = [k for k in held if was_deleted_there(activities.decisions_of(tx, [k.local_id]).get(k.local_id, ()))]
        crm.put_links(tx, [replace(k, state=SENDING, key=k.local_id, remote_id="", sent_at=None) for k in closed])
        crm.forget_seen(tx, found.id, ids)
        crm.enqueue(tx, found.id, [("lead", i, i) for i in ids])
        crm.enqueue_history(tx, found.id, ids)
        crm.change_connection(tx, found.id, held={})
    return len(held)


def _held(workspace: Workspace, found: StoredConnection) -> list[crm.Link]:
    ids = list(found.held.get("there", ()))
    with workspace.store.read() as tx:
        return [link for link in crm.links_of(tx, found.id, ids) if link.kind == found.held.get("kind")]


def approve_deletions(workspace: Workspace, connection_id: str) -> int:
    """Delete over there what we made of leads that are gone here, as held for a person; how many."""
    found = connection_of(workspace, connection_id)
    with workspace.store.write() as tx:
        return crm.release_held(tx, found.id, APPROVED)


def keep_there(workspace: Workspace, connection_id: str) -> int:
    """Leave over there what is gone here; it is not brought in again. How many."""
    found = connection_of(workspace, connection_id)
    with workspace.store.write() as tx:
        rows = crm.outbox_rows(tx, found.id, "held", 1_000_000)
        links = crm.links_of(tx, found.id, [r.lead for r in rows])
        crm.put_links(tx, [replace(link, state="gone") for link in links])
        return crm.drop_rows(tx, found.id, [r.seq for r in rows])
