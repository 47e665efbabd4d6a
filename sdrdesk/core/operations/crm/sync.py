"""One run of the sync, from what may be asked to what is kept of it; and what it would do, without doing it."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sdrdesk.core.changes import Changes
from sdrdesk.core.crm import mapping
from sdrdesk.core.crm.client import CrmClient, CrmTrouble, Kind, Misdirected, Record, Transient, Unauthorised
from sdrdesk.core.domain.field_merge import merge_fields
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.crm.batch import base_of, stays_deleted, travels
from sdrdesk.core.operations.crm.delivery import push
from sdrdesk.core.operations.crm.incoming import pull
from sdrdesk.core.operations.crm.lost import deleted_here, settle_lost
from sdrdesk.core.operations.crm.recognising import recognise
from sdrdesk.core.operations.crm.run import Cancelled, Figures, Run, later, wait_after
from sdrdesk.core.operations.crm.values import told_of
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.processes import is_running, this_process
from sdrdesk.core.store import crm, leads
from sdrdesk.core.store.crm import Link, StoredConnection
from sdrdesk.core.words import Words

SWEEP_EVERY = timedelta(hours=24)
"""How often everything over there is looked at, so that what no list of changes tells is found: deletions."""
TELL_ALL, TELL_HISTORY = "tell:lead", "tell:history"
"""Of a connection's places: the lead up to which all were put into its outbox, and whether with what was before."""
FORGET = "forget"
"""Of the same: the fields that were mapped elsewhere, whose bases are forgotten along with it."""
QUEUED_AT_ONCE = 500
ACTIVE, PAUSED, STOPPED = "active", "paused", "stopped"


@dataclass(frozen=True, slots=True)
class Synced:
    """What one run did, how the connection stands after it, and when there is more to do."""

    figures: Figures
    state: str
    why: str = ""
    detail: str = ""
    next_at: datetime | None = None
    changes: Changes = field(default_factory=Changes)


def sync(
    workspace: Workspace,
    connection_id: str,
    client: CrmClient,
    words: Words,
    *,
    go_on: Callable[[], bool] = lambda: True,
    full: bool = False,
    rest: Callable[[float], None] | None = None,
) -> Synced:
    """Bring a connection's two sides together: read what changed there, then tell what waits here.

    Nothing is asked before the instant the CRM named, while paused, or after its key was not accepted. What goes wrong
    is kept with the connection and said in the answer; UserError `crm_busy` while another program is at it.
    """
    with claimed(workspace, connection_id) as connection:
        if not may_ask(workspace, connection):
            return Synced(Figures(), connection.state, connection.why, connection.detail, connection.not_before)
        run = Run.of(workspace, connection, client, words, go_on, rest)
        whole = full or connection.swept_at is None or connection.swept_at + SWEEP_EVERY <= workspace.now()
        try:
            _both_ways(run, whole=whole)
        except Cancelled:
            return answered(workspace, run.id, run.figures, run.touched, why="cancelled")
        except CrmTrouble as trouble:
            stops = isinstance(trouble, Unauthorised | Misdirected)
            return keep_trouble(workspace, run.id, run.figures, trouble, run.touched, stops=stops)
        why, detail = next(((t.code, f"{kind}: {t.detail}".rstrip(": ")) for kind, t in run.unread.items()), ("", ""))
        return keep_done(workspace, run.id, run.figures, run.touched, whole=whole, why=why, detail=detail)


def may_ask(workspace: Workspace, connection: StoredConnection) -> bool:
    """Whether anything may be asked of the other side now."""
    waits = connection.not_before is not None and connection.not_before > workspace.now()
    return connection.state == ACTIVE and not waits


def tell_all(workspace: Workspace, connection_id: str, go_on: Callable[[], bool]) -> None:
    """Put every lead into the outbox of a connection that is new or was changed: some at a time, going on where it was
    broken off, so that nobody's act waits for it."""
    while True:
        if not go_on():
            raise Cancelled
        with workspace.store.write() as tx:
            stored = crm.get_connection(tx, connection_id)
            if stored is None or TELL_ALL not in stored.cursors:
                return
            history = TELL_HISTORY in stored.cursors
            after = stored.cursors[TELL_ALL]
            last = crm.enqueue_next(tx, connection_id, after, QUEUED_AT_ONCE, history=history)
            crm.forget_fields(tx, connection_id, after, last, stored.cursors.get(FORGET, "").split())
            left = {k: v for k, v in stored.cursors.items() if k not in (TELL_ALL, TELL_HISTORY, FORGET)}
            cursors = {**stored.cursors, TELL_ALL: last} if last else left
            crm.change_connection(tx, connection_id, cursors=cursors)


def _both_ways(run: Run, *, whole: bool) -> None:
    tell_all(run.workspace, run.id, run.go_on)
    lost: list[tuple[Link, CrmTrouble]] = []
    pull(run, lost.extend, full=whole)
    settle_lost(run, lost, whole=whole)
    deleted_here(run)
    lost.clear()
    push(run, lost.extend)
    settle_lost(run, lost)


@contextmanager
def claimed(workspace: Workspace, connection_id: str) -> Iterator[StoredConnection]:
    """One program at a time: two would each make what the other is about to make."""
    with workspace.store.write() as tx:
        connection = crm.get_connection(tx, connection_id)
        if connection is None:
            raise UserError("crm_unknown_connection", connection=connection_id)
        if is_running(connection.runner):
            raise UserError("crm_busy", name=connection.name)
        crm.change_connection(tx, connection_id, runner=this_process())
    try:
        yield connection
    finally:
        with workspace.store.write() as tx:
            crm.change_connection(tx, connection_id, runner={})


def keep_trouble(
    workspace: Workspace,
    connection_id: str,
    figures: Figures,
    trouble: CrmTrouble,
    touched: Collection[str] = (),
    *,
    stops: bool,
) -> Synced:
    """Keep what went wrong: to be tried again by itself, or with `stops` not before a person has looked at it."""
    wait = trouble.after if isinstance(trouble, Transient) else None
    with workspace.store.write() as tx:
        stored = crm.get_connection(tx, connection_id)
        tries = stored.tries if stored and not figures.came_to_something else 0
        seconds = wait_after(tries) if wait is None else wait
        not_before = None if stops else later(workspace.now(), seconds)
        crm.change_connection(
            tx,
            connection_id,
            why=trouble.code,
            detail=trouble.detail,
            tries=tries + 1,
            not_before=not_before,
            **({"state": STOPPED} if stops else {}),
        )
    return answered(workspace, connection_id, figures, touched, why=trouble.code, detail=trouble.detail)


def keep_done(
    workspace: Workspace,
    connection_id: str,
    figures: Figures,
    touched: Collection[str] = (),
    *,
    whole: bool = False,
    why: str = "",
    detail: str = "",
) -> Synced:
    """Keep that a run came to its end; `why` says what it had to leave out."""
    now = workspace.now()
    swept = {"swept_at": now} if whole else {}
    with workspace.store.write() as tx:
        values = {"why": why, "detail": detail, "tries": 0, "not_before": None, "synced_at": now}
        crm.change_connection(tx, connection_id, **values, **swept)
    return answered(workspace, connection_id, figures, touched, why=why, detail=detail)


def answered(
    workspace: Workspace,
    connection_id: str,
    figures: Figures,
    touched: Collection[str] = (),
    *,
    why: str = "",
    detail: str = "",
) -> Synced:
    """What is said of a run, with when there is more to do."""
    with workspace.store.read() as tx:
        stored = crm.get_connection(tx, connection_id)
        figures.left_waiting = crm.outbox_counts(tx, connection_id).get("waiting", 0)
        retry = crm.next_retry(tx, connection_id)
    state = stored.state if stored else STOPPED
    not_before = stored.not_before if stored else None
    changes = Changes(lead_ids=frozenset(touched), leads=True, queue=True, qualification=True)
    next_at = (not_before or retry) if state == ACTIVE else None
    return Synced(figures, state, why, detail, next_at, changes if touched else Changes())


# -- what a run would do --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Preview:
    """What a first run would do: make, change and leave there; bring and change here; and a few names of each."""

    create: int = 0
    update: int = 0
    leave: int = 0
    bring: int = 0
    take: int = 0
    names: dict[str, list[str]] = field(default_factory=dict)


NAMED = 8
ALWAYS_KNOWN = frozenset(("temperature", "score", "open", "grid", "attempts", "summary"))
"""What is told of every lead as soon as it is here."""


def preview(
    workspace: Workspace,
    connection: StoredConnection,
    client: CrmClient,
    words: Words,
    *,
    go_on: Callable[[], bool] = lambda: True,
) -> Preview:
    """What the first run of a connection would do, read from both sides; nothing is written on either."""
    run = Run.of(workspace, connection, client, words, go_on)
    counts = dict.fromkeys(("create", "update", "leave", "bring", "take"), 0)
    names: dict[str, list[str]] = {k: [] for k in counts}

    def count(fate: str, name: str) -> None:
        counts[fate] += 1
        if len(names[fate]) < NAMED:
            names[fate].append(name)

    met: set[str] = set()
    for records in _every(run, client.primary):
        with workspace.store.read() as tx:
            known = recognise(tx, run, client.primary, records, {}, workspace.new_id)
            told = told_of(tx, workspace, words, [i for of in known.leads.values() for i in of])
            seen = crm.seen_of(tx, connection.id, list(told))
        for _record, lead in known.new if run.options.receive and run.options.create_here else ():
            count("bring", lead.name)
            if _tells_of_new(run):
                count("update", lead.name)
        for record in records:
            theirs = mapping.taken(run.maps, client.primary, record.values)
            for lead_id in known.leads.get(record.id, ()):
                if lead_id not in told or lead_id in met:
                    continue
                met.add(lead_id)
                base = base_of(seen.get(lead_id, {}), client.primary, told[lead_id].lead)
                merge = merge_fields(told[lead_id].fields, theirs, base, run.ways(client.primary), run.alike)
                count("update" if merge.send and travels(run, told[lead_id]) else "leave", told[lead_id].lead.name)
                if merge.take:
                    count("take", told[lead_id].lead.name)
    for batch in _every_lead(workspace):
        with workspace.store.read() as tx:
            told = told_of(tx, workspace, words, [i for i in batch if i not in met])
        for each in told.values():
            made = run.options.send and travels(run, each) and not stays_deleted(each, None)
            count("create" if made else "leave", each.lead.name)
    return Preview(**counts, names=names)


def _tells_of_new(run: Run) -> bool:
    """Whether the verdict on who is brought here is told there in the same run."""
    ways = run.ways(run.client.primary)
    return run.options.send and run.options.who == "all" and not ALWAYS_KNOWN.isdisjoint(ways.sent)


def _every(run: Run, kind: Kind) -> Iterator[Sequence[Record]]:
    cursor = ""
    while True:
        run.step()
        page = run.client.changed(kind, cursor)
        yield page.records
        cursor = page.cursor
        if not page.more:
            return


def _every_lead(workspace: Workspace) -> Iterator[list[str]]:
    after = ""
    while True:
        with workspace.store.read() as tx:
            ids = leads.all_ids(tx, after, 500)
        if not ids:
            return
        yield ids
        after = ids[-1]
