"""Reading a list of a CRM page by page, and keeping how far it was read."""

from collections.abc import Callable

from sdrdesk.core.crm.client import Kind, Page
from sdrdesk.core.operations.crm.run import Run
from sdrdesk.core.store import crm
from sdrdesk.core.store.database import Tx


def read_pages(run: Run, kind: Kind, take: Callable[[Page], None], *, full: bool) -> bool:
    """Take page after page, keeping the place of each along with what it brought; whether that was every record.

    A reading of everything that was broken off goes on where it was, so that a bad line gets to its end.
    """
    place = _place(run, kind, full=full)
    cursor = run.connection.cursors.get(place, "") if place else ""
    from_the_start = not cursor
    while True:
        run.step()
        page = run.client.changed(kind, cursor)
        take(page)
        cursor = page.cursor
        if not page.more:
            return page.whole and from_the_start


def _place(run: Run, kind: Kind, *, full: bool) -> str:
    """Under which name the place in a list is kept; "" where it is not."""
    if full:
        return f"{kind}:all"
    return kind.value if run.traits(kind).by_time else ""


def keep_cursor(run: Run, tx: Tx, kind: Kind, page: Page, *, full: bool) -> None:
    """Keep how far a kind was read, with what was read."""
    stored, place = crm.get_connection(tx, run.id), _place(run, kind, full=full)
    if stored is None or not place:
        return
    cursors = {**stored.cursors, place: page.cursor}
    if full and not page.more:
        del cursors[place]
        cursors[kind.value] = page.cursor
    if cursors != stored.cursors:
        crm.change_connection(tx, run.id, cursors=cursors)
