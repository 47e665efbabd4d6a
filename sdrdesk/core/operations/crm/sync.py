"""One run of the sync, from what may be asked to what is kept of it; and what it would do, without doing it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sdrdesk.core.changes import Changes
from sdrdesk.core.crm import mapping
from sdrdesk.core.crm.client import CrmClient, CrmTrouble, Kind, Misdirected, Record, Transient, Unauthorised
from sdrdesk.core.domain.field_merge import merge_fields
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.crm.delivery import base_of, push, travels
from sdrdesk.core.operations.crm.incoming import pull, recognise
from sdrdesk.core.operations.crm.lost import deleted_here, settle_lost
from sdrdesk.core.operations.crm.run import Cancelled, Figures, Run, later, wait_after
from sdrdesk.core.operations.crm.values import told_of
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.processes import is_running, this_process
from sdrdesk.core.store import crm, leads
from sdrdesk.core.store.crm import Link, StoredConnection
from sdrdesk.core.words import Words

SWEEP_EVERY = timedelta(hours=24)
"""How often everything over there is looked at, so that what no list of changes tells is found: deletions."""
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
) -> Synced:
    """Bring a connection's two sides together: read what changed there, then tell what waits here.

    Nothing is asked before the instant the CRM named, while paused, or after its key was not accepted. What goes wrong
    is kept with the connection and said in the answer; UserError `crm_busy` while another program is at it.
    """
    with _claimed(workspace, connection_id) as connection:
        now = workspace.now()
        if connection.state != ACTIVE or (connection.not_before and connection.not_before > now):
            return Synced(Figures(), connection.state, connection.why, connection.detail, connection.not_before)
        run = Run.of(workspace, connection, client, words, go_on)
        whole = full or connection.swept_at is None or connection.swept_at + SWEEP_EVERY <= now
        try:
            _both_ways(run, whole=whole)
        except Cancelled:
            return _answer(run, ACTIVE, "cancelled", "", None)
        except CrmTrouble as trouble:
            return _troubled(run, trouble)
        return _done(run, whole=whole)


def _both_ways(run: Run, *, whole: bool) -> None:
    lost: list[tuple[Link, CrmTrouble]] = []
    pull(run, lost.extend, full=whole)
    settle_lost(run, lost, whole=whole)
    deleted_here(run)
    lost.clear()
    push(run, lost.extend)
    settle_lost(run, lost)


@contextmanager
def _claimed(workspace: Workspace, connection_id: str) -> Iterator[StoredConnection]:
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


def _troubled(run: Run, trouble: CrmTrouble) -> Synced:
    """Keep what went wrong: to be tried again by itself, or stopped until a person looks at it."""
    stops = isinstance(trouble, Unauthorised | Misdirected)
    wait = trouble.after if isinstance(trouble, Transient) and trouble.after is not None else None
    with run.workspace.store.write() as tx:
        stored = crm.get_connection(tx, run.id) or run.connection
        seconds = wait_after(stored.tries) if wait is None else wait
        not_before = None if stops else later(run.workspace.now(), seconds)
        crm.change_connection(
            tx,
            run.id,
            state=STOPPED if stops else stored.state,
            why=trouble.code,
            detail=trouble.detail,
            tries=stored.tries + 1,
            not_before=not_before,
        )
    return _answer(run, STOPPED if stops else ACTIVE, trouble.code, trouble.detail, not_before)


def _done(run: Run, *, whole: bool) -> Synced:
    now = run.workspace.now()
    why, detail = next(((t.code, f"{kind}: {t.detail}") for kind, t in run.unread.items()), ("", ""))
    with run.workspace.store.write() as tx:
        swept = {"swept_at": now} if whole else {}
        values = {"why": why, "detail": detail, "tries": 0, "not_before": None, "synced_at": now}
        crm.change_connection(tx, run.id, **values, **swept)
    return _answer(run, ACTIVE, why, detail, None)


def _answer(run: Run, state: str, why: str, detail: str, not_before: datetime | None) -> Synced:
    with run.workspace.store.read() as tx:
        run.figures.left_waiting = crm.outbox_counts(tx, run.id).get("waiting", 0)
        retry = crm.next_retry(tx, run.id)
    changes = Changes(lead_ids=frozenset(run.touched), leads=True, queue=True, qualification=True)
    return Synced(run.figures, state, why, detail, not_before or retry, changes if run.touched else Changes())


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
            count("create" if travels(run, each) else "leave", each.lead.name)
    return Preview(**counts, names=names)


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
