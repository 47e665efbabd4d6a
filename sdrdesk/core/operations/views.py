"""Saved views: cuts of the list of leads that a workspace keeps under names, in an order of its own."""

from collections.abc import Sequence
from dataclasses import replace

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.segment import SavedView
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.acts import Act, act
from sdrdesk.core.operations.imports import Progress, no_progress
from sdrdesk.core.operations.leads import usable_cut
from sdrdesk.core.operations.segments import ready
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import leads, views
from sdrdesk.core.store.leads import LeadFilter


def list_views(workspace: Workspace) -> list[SavedView]:
    """Every saved view, in its order."""
    with workspace.store.read() as tx:
        return views.all_views(tx)


def find_view(workspace: Workspace, given: str) -> SavedView:
    """The view of that name or id; UserError when there is none."""
    known = list_views(workspace)
    said = given.strip().casefold()
    for view in known:
        if said in (view.id, view.name.casefold()):
            return view
    raise UserError("unknown_view", name=given, known=[v.name for v in known])


def save_view(workspace: Workspace, wanted: SavedView) -> tuple[SavedView, Changes]:
    """Keep a cut under a name: a new view (id ""), at the end, or another cut for one there is.

    UserError without a name, with the name of another view, or with a condition that cannot be used.
    """
    made = replace(wanted, conditions=ready(workspace, wanted.conditions))
    with act(workspace, "view", name=wanted.name) as doing:
        known = views.all_views(doing.tx)
        made = replace(made, name=_free_name(known, made.name, made.id))
        if made.id:
            made = replace(made, place=_known(known, made.id).place)
        else:
            made = replace(made, id=doing.new_id(), place=max((v.place for v in known), default=0) + 1)
        _put(doing, made)
    return made, Changes(operation=doing.operation, views=True)


def rename_view(workspace: Workspace, view_id: str, name: str) -> Changes:
    """Give a view another name; UserError as for `save_view`."""
    with act(workspace, "view", name=name) as doing:
        known = views.all_views(doing.tx)
        _put(doing, replace(_known(known, view_id), name=_free_name(known, name, view_id)))
    return Changes(operation=doing.operation, views=True)


def delete_view(workspace: Workspace, view_id: str) -> Changes:
    """Keep a view no more; its leads stay as they are, and the act can be taken back."""
    with act(workspace, "view") as doing:
        gone = _known(views.all_views(doing.tx), view_id)
        doing.entry("", "view", gone.id, "", views.text_of(gone), None)
        views.delete_view(doing.tx, gone.id)
    return Changes(operation=doing.operation, views=True)


def move_view(workspace: Workspace, view_id: str, steps: int) -> Changes:
    """Put a view so many places up (negative) or down; past an end, it stands there."""
    with act(workspace, "view") as doing:
        known = views.all_views(doing.tx)
        moved = _known(known, view_id)
        at = known.index(moved)
        known.remove(moved)
        known.insert(max(0, at + steps), moved)
        for place, view in enumerate(known, 1):
            _put(doing, replace(view, place=place))
    return Changes(operation=doing.operation, views=True)


def count_views(
    workspace: Workspace, wanted: Sequence[SavedView], progress: Progress = no_progress
) -> dict[str, int | None]:
    """How many leads each view has, None where it can no longer be used; asked for, since it may read every lead."""
    found: dict[str, int | None] = {}
    for done, view in enumerate(wanted, 1):
        try:
            cut = usable_cut(workspace, LeadFilter(view.search, view.conditions))
            with workspace.store.read() as tx:
                found[view.id] = leads.count_found(tx, cut, workspace.now())
        except UserError:
            found[view.id] = None
        if not progress(done, len(wanted)):
            raise UserError("cancelled")
    return found


def _known(known: Sequence[SavedView], view_id: str) -> SavedView:
    for view in known:
        if view.id == view_id:
            return view
    raise UserError("unknown_view", name=view_id, known=[v.name for v in known])


def _free_name(known: Sequence[SavedView], name: str, view_id: str) -> str:
    free = name.strip()
    if not free:
        raise UserError("view_unnamed")
    if any(v.name.casefold() == free.casefold() and v.id != view_id for v in known):
        raise UserError("view_known", name=free)
    return free


def _put(doing: Act, view: SavedView) -> None:
    before = next((v for v in views.all_views(doing.tx) if v.id == view.id), None)
    if before != view:
        views.put_view(doing.tx, view)
        doing.entry("", "view", view.id, "", views.text_of(before) if before else None, views.text_of(view))
