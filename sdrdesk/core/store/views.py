"""Saved views: cuts of the list of leads, kept under names."""

import json

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from sdrdesk.core.domain.segment import Condition, SavedView
from sdrdesk.core.store.schema import saved_view


def all_views(tx: Connection) -> list[SavedView]:
    """Every view, in the order people gave them."""
    rows = tx.execute(select(saved_view).order_by(saved_view.c.place, saved_view.c.id))
    return [_view_of(row.id, row.name, row.content, row.place) for row in rows]


def put_view(tx: Connection, view: SavedView) -> None:
    """Keep a view, or change what it says."""
    values = {"id": view.id, "name": view.name, "content": _content_of(view), "place": view.place}
    statement = insert(saved_view).values(**values)
    tx.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))


def delete_view(tx: Connection, view_id: str) -> None:
    """Keep a view no more; the leads in it are untouched."""
    tx.execute(delete(saved_view).where(saved_view.c.id == view_id))


def text_of(view: SavedView) -> str:
    """A view as the journal keeps it."""
    said = {"name": view.name, "content": _content_of(view), "place": view.place}
    return json.dumps(said, ensure_ascii=False)


def from_text(view_id: str, text: str) -> SavedView:
    """A view as the journal kept it."""
    said = json.loads(text)
    return _view_of(view_id, said["name"], said["content"], said["place"])


def _content_of(view: SavedView) -> str:
    conditions = [[c.field, c.test, c.value] for c in view.conditions]
    return json.dumps({"search": view.search, "conditions": conditions}, ensure_ascii=False)


def _view_of(view_id: str, name: str, content: str, place: int) -> SavedView:
    said = json.loads(content)
    return SavedView(view_id, name, said["search"], tuple(Condition(*c) for c in said["conditions"]), place)
