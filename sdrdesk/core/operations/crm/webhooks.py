"""Posting what happened to an address of the firm's own: one signed message a fact, in the order things happened."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any, Protocol
from uuid import UUID, uuid5

from sdrdesk.core.crm.client import CrmTrouble, Refused
from sdrdesk.core.crm.mapping import OUR_FIELDS
from sdrdesk.core.operations.crm.delivery import beyond, of_who_is_kept
from sdrdesk.core.operations.crm.run import Cancelled, Figures, Options
from sdrdesk.core.operations.crm.sync import Synced, answered, claimed, keep_done, keep_trouble, may_ask, tell_all
from sdrdesk.core.operations.crm.values import Told, told_of
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import crm
from sdrdesk.core.store.activities import Fact, StoredDecision
from sdrdesk.core.store.crm import OutboxRow
from sdrdesk.core.words import Words

LEADS_AT_ONCE = 50
WITHDRAWN = "withdrawn"
_UNTOLD = ("id", "lead", "operation", "facts", "assessment", "steps", "activity")


class Poster(Protocol):
    """What posts a message (webhook.WebhookClient)."""

    def post(self, event_id: str, type: str, body: Mapping[str, Any]) -> None:
        """Send one message and return once it is taken; CrmTrouble otherwise."""
        ...


def post_all(
    workspace: Workspace,
    connection_id: str,
    poster: Poster,
    words: Words,
    *,
    go_on: Callable[[], bool] = lambda: True,
) -> Synced:
    """Post all that waits, oldest first; a message that is refused waits for a person, and the others go on."""
    figures = Figures()
    with claimed(workspace, connection_id) as connection:
        if not may_ask(workspace, connection):
            return Synced(figures, connection.state, connection.why, connection.detail, connection.not_before)
        options = Options.from_json(connection.options)
        try:
            _post(workspace, connection_id, poster, words, options, figures, go_on)
        except Cancelled:
            return answered(workspace, connection_id, figures, why="cancelled")
        except CrmTrouble as trouble:
            return keep_trouble(workspace, connection_id, figures, trouble, stops=trouble.code != "transient")
        return keep_done(workspace, connection_id, figures)


def _post(
    workspace: Workspace,
    connection_id: str,
    poster: Poster,
    words: Words,
    options: Options,
    figures: Figures,
    go_on: Callable[[], bool],
) -> None:
    tell_all(workspace, connection_id, go_on)
    after = 0
    while True:
        with workspace.store.read() as tx:
            due = crm.due_rows(tx, connection_id, workspace.now(), after, LEADS_AT_ONCE)
            rows = of_who_is_kept(tx, due)
            told = told_of(tx, workspace, words, list({r.lead for r in rows}))
        if not rows:
            return
        after = beyond(due)
        for row in rows:
            if not go_on():
                raise Cancelled
            _one(workspace, poster, row, told.get(row.lead), options, figures)


def _one(
    workspace: Workspace, poster: Poster, row: OutboxRow, told: Told | None, options: Options, figures: Figures
) -> None:
    message = _message(workspace, row, told) if _is_told(row, told, options) else None
    try:
        if message is not None:
            poster.post(message["id"], message["type"], message)
            figures.facts += 1
    except Refused as trouble:
        figures.refused += 1
        with workspace.store.write() as tx:
            crm.put_back(tx, row, "refused", trouble.code, trouble.detail)
        return
    with workspace.store.write() as tx:
        crm.settle(tx, [row])


def _is_told(row: OutboxRow, told: Told | None, options: Options) -> bool:
    if told is None:
        return row.entity == "gone"
    if told.fields["opposed"]:
        return True
    return options.send and (options.who == "all" or told.worked)


def _message(workspace: Workspace, row: OutboxRow, told: Told | None) -> dict[str, Any]:
    """A message as docs/webhook.md describes it; its id is that of the row as it stands: the same when sent again."""
    lead: dict[str, Any] = {"id": row.lead}
    kind, fact = row.entity, dict[str, Any]()
    if told is not None:
        lead |= {name: told.fields[name] for name in OUR_FIELDS if told.fields.get(name)}
        if row.entity != "lead":
            found = _fact(told, row.entity, row.entity_id)
            kind = row.entity if found is not None else WITHDRAWN
            fact = _fact_json(found) if found is not None else {"id": row.entity_id, "type": row.entity}
    return {
        "id": str(uuid5(UUID(row.connection), f"{row.seq}/{row.version}")),
        "type": kind,
        "at": _plain(workspace.now()),
        "workspace": row.connection,
        "lead": lead,
        "fact": fact,
    }


def _fact(told: Told, entity: str, fact_id: str) -> Fact | None:
    of: Mapping[str, Any] = {
        "activity": told.calls,
        "note": told.notes,
        "decision": told.decisions,
        "touch": told.touches,
    }
    return next((f for f in of[entity] if f.id == fact_id), None)


def _fact_json(fact: Fact) -> dict[str, Any]:
    said = {k: _plain(v) for k, v in asdict(fact).items() if k not in _UNTOLD and v not in (None, "")}
    if isinstance(fact, StoredDecision):
        said["checked"] = fact.check  # kept as a text
    return {"id": fact.id, **{("author" if k == "who" else k): v for k, v in said.items()}}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat() if isinstance(value, date) else value
