"""The notes that others wrote in a CRM, brought in."""

from datetime import datetime

from sdrdesk.core.crm.client import FACTS, Kind, Page, Record
from sdrdesk.core.operations.acts import Act
from sdrdesk.core.operations.crm.batch import FACT_ENTITIES
from sdrdesk.core.operations.crm.paging import keep_cursor
from sdrdesk.core.operations.crm.recognising import is_uuid
from sdrdesk.core.operations.crm.run import Run
from sdrdesk.core.operations.crm.taking import VERB, quiet_act
from sdrdesk.core.operations.crm.values import merged_key, objection_key
from sdrdesk.core.operations.crm.writing import LINKED
from sdrdesk.core.operations.opposed import opposed_leads
from sdrdesk.core.store import activities, crm, journal, leads
from sdrdesk.core.store.activities import Note
from sdrdesk.core.store.crm import Link
from sdrdesk.core.store.database import Tx


def take_notes(run: Run, page: Page, *, full: bool) -> None:
    """Add the notes that others wrote over there; one of ours is known by its key or its link."""
    with quiet_act(run) as doing:
        linked = crm.links_by_remote(doing.tx, run.id, Kind.NOTE, [r.id for r in page.records])
        ours: dict[str, Link] = {}
        for kind in FACTS:  # where a CRM knows nothing but notes, calls and decisions are notes as well
            ours |= crm.links_by_local(doing.tx, run.id, kind, [r.key for r in page.records if r.key])
        for record in page.records:
            if record.id in linked or (record.key in ours and ours[record.key].remote_id):
                continue
            if record.key in ours:  # begun here, never heard of: found
                crm.put_links(doing.tx, [_found(ours[record.key], record.id)])
                continue
            lead_id = _lead_of_note(doing.tx, run, record)
            if lead_id and is_uuid(record.key) and record.key in _told_of(doing.tx, lead_id):  # as told before
                link = Link(run.id, Kind.NOTE, record.key, record.key, LINKED, lead_id, record.id, made_here=True)
                crm.put_links(doing.tx, [link])
                continue
            text = record.values.get("text", "").strip()
            if lead_id and text:
                _add_note(doing, run, record, lead_id, text)
        keep_cursor(run, doing.tx, Kind.NOTE, page, full=full)
    run.touched |= set(doing.touched)


def _found(link: Link, remote_id: str) -> Link:
    return Link(link.connection, link.kind, link.local_id, link.key, LINKED, link.lead, remote_id, made_here=True)


def _lead_of_note(tx: Tx, run: Run, record: Record) -> str:
    order = (run.client.primary, Kind.CONTACT, Kind.DEAL, Kind.COMPANY)
    for kind in order:
        remote = record.links.get(kind, "")
        link = crm.links_by_remote(tx, run.id, kind, [remote]).get(remote) if remote else None
        if link is None or link.state not in (LINKED, "merged"):
            continue
        if kind is not Kind.COMPANY:
            about = leads.kept_leads(tx, [link.local_id]).get(link.local_id, link.local_id)
            return about if leads.get_leads(tx, [about]) else ""  # erased here: its record may still be there
        of = crm.leads_of_companies(tx, [link.local_id]).get(link.local_id, [])
        if len(of) == 1:
            return of[0]
    return ""


def _add_note(doing: Act, run: Run, record: Record, lead_id: str, text: str) -> None:
    known = record.key if is_uuid(record.key) else ""
    if known and any(activities.standing_on(doing.tx, entity, known) for entity in FACT_ENTITIES):
        return  # where a CRM was connected anew, it is linked when it is told
    before = "" if known else _brought_before(doing.tx, run, record, lead_id, text)
    if before:
        crm.put_links(doing.tx, [Link(run.id, Kind.NOTE, before, record.key or before, LINKED, lead_id, record.id)])
        return
    note_id = known or doing.new_id()
    author = record.values.get("author", "") or run.connection.name
    at = _at(record.values.get("at", "")) or doing.at
    crm.put_links(doing.tx, [Link(run.id, Kind.NOTE, note_id, record.key or note_id, LINKED, lead_id, record.id)])
    doing.add(Note(note_id, lead_id, at, text, doing.operation, author))
    crm.add_log(doing.tx, [run.log(lead_id, "brought", Kind.NOTE, record.id)])
    run.figures.notes += 1


def _told_of(tx: Tx, lead_id: str) -> set[str]:
    """The keys of the notes by which we tell what holds of a lead: that it objected, and what was merged into it."""
    parts = leads.merged_leads(tx, lead_id)
    opposed = {objection_key(i) for i in opposed_leads(tx, leads.get_leads(tx, [lead_id, *parts]))}
    return opposed | {merged_key(part) for part in parts}


def _brought_before(tx: Tx, run: Run, record: Record, lead_id: str, text: str) -> str:
    """The note here that an earlier connection made of this very record; "" without one.

    It says the same, of the same moment and by the same person as far as the CRM tells them, and was typed by nobody
    here. Each stands for one record: of two alike there are two here.
    """
    at, author = _at(record.values.get("at", "")), record.values.get("author", "")
    alike = [
        n
        for n in activities.notes_of(tx, [lead_id]).get(lead_id, ())
        if n.text == text and at in (None, n.at) and author in ("", n.who)
    ]
    linked = crm.links_by_local(tx, run.id, Kind.NOTE, [n.id for n in alike])
    return next((n.id for n in alike if n.id not in linked and _came_in(tx, n)), "")


def _came_in(tx: Tx, note: Note) -> bool:
    operation = journal.get_operation(tx, note.operation)
    return operation is not None and operation.verb == VERB


def _at(said: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        return None
    return found if found.tzinfo else None
