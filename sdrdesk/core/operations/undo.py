"""Taking operations back through the journal: what they did goes, what people did since stays."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sdrdesk.core.changes import Changes
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.acts import PLAIN_FIELDS, Act, act
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import activities, journal, leads, qualifications
from sdrdesk.core.store.journal import Entry, Operation
from sdrdesk.core.store.qualifications import Draft, StoredAnswer
from sdrdesk.core.words import Words

UNDOABLE = ("import", "add", "edit", "log", "answer", "override", "decide", "signal", "note", "snooze", "stage")


@dataclass(frozen=True, slots=True)
class Kept:
    """What an undo left alone: the lead, and the code and values of why (words table `kept`)."""

    lead: str
    code: str
    value: str = ""


@dataclass(slots=True)
class Undone:
    """What an undo did: how many changes it took back, and what it kept."""

    changes: Changes = field(default_factory=Changes)
    undone: int = 0
    kept: list[Kept] = field(default_factory=list)
    verb: str = ""
    leads: tuple[str, ...] = ()


def kept_sentence(kept: Kept, words: Words) -> str:
    """Why something was kept, in words."""
    if kept.code == "worked_on":
        return words.text("kept", kept.code, verb=words.text("verb", kept.value))
    named = words.text("column", kept.value) if words.has("column", kept.value) else kept.value
    return words.text("kept", kept.code, field=named)


def undo_operation(workspace: Workspace, operation_id: str) -> Undone:
    """Take one operation back. Values changed since, and new leads worked on since, are kept and named."""
    with workspace.store.read() as tx:
        found = journal.get_operation(tx, operation_id.strip().lower()) if operation_id.strip() else None
    if found is None:
        raise UserError("unknown_operation", operation=operation_id)
    if found.state == "undone":
        raise UserError("already_undone", operation=found.id)
    if found.verb not in UNDOABLE:
        raise UserError("cannot_undo", verb=found.verb)
    return _take_back(workspace, found)


def undo_last(workspace: Workspace) -> Undone:
    """Take back this person's newest act."""
    with workspace.store.read() as tx:
        found = journal.last_done(tx, workspace.who, UNDOABLE)
    if found is None:
        raise UserError("nothing_to_undo")
    return _take_back(workspace, found)


def take_back_unfinished(workspace: Workspace) -> int:
    """Take back bulk operations that a crash left open; how many there were."""
    with workspace.store.read() as tx:
        unfinished = journal.open_operations(tx)
    for operation in unfinished:
        _take_back(workspace, operation)
    return len(unfinished)


def _take_back(workspace: Workspace, found: Operation) -> Undone:
    done = Undone(verb=found.verb)
    with act(workspace, "undo", of=found.id, verb=found.verb) as doing:
        created = leads.created_by(doing.tx, found.id)
        worked = journal.worked_on_since(doing.tx, created, found.id)
        worked |= dict.fromkeys(set(qualifications.drafted_leads(doing.tx)) & set(created), "note")
        done.kept += [Kept(lead_id, "worked_on", verb) for lead_id, verb in worked.items()]
        gone = [lead_id for lead_id in created if lead_id not in worked]
        kept_created = set(created) - set(gone)
        for entry in journal.entries_of(doing.tx, found.id):
            if entry.lead not in kept_created:
                _revert(doing, entry, done)
        leads.delete_leads(doing.tx, gone)
        done.undone += len(gone)
        for lead_id in gone:
            doing.touched.pop(lead_id, None)
        journal.mark_undone(doing.tx, found.id, doing.operation)
        done.leads = tuple(doing.touched)
    done.changes = doing.changes()
    return done


def _revert(doing: Act, entry: Entry, done: Undone) -> None:
    if entry.entity == "answer":
        _revert_answer(doing, entry, done)
    elif entry.entity == "lead":
        _revert_column(doing, entry, done)
    elif entry.before is None:
        if entry.entity == "note" and done.verb in ("log", "decide", "note"):
            _back_to_draft(doing, entry)
        activities.remove_fact(doing.tx, entry.entity, entry.entity_id)
        doing.entry(entry.lead, entry.entity, entry.entity_id, "", entry.after, None)
        doing.reindex(entry.lead)
        done.undone += 1


def _back_to_draft(doing: Act, entry: Entry) -> None:
    """What was typed with an act stands in the notes again once the act is taken back."""
    words = json.loads(entry.after or "{}").get("text", "")
    draft = qualifications.get_draft(doing.tx, entry.lead)
    notes = f"{words}\n{draft.notes}" if draft and draft.notes else words
    grid = doing.workspace.grid
    typed = draft.typed if draft else {}
    qualifications.save_draft(doing.tx, Draft(entry.lead, grid.id, grid.version, notes, typed, doing.at))


def _revert_answer(doing: Act, entry: Entry, done: Undone) -> None:
    grid_id, criterion = entry.entity_id.split("/", 1)
    now = qualifications.answers_of(doing.tx, [entry.lead], grid_id).get(entry.lead, {}).get(criterion)
    if (now.to_text() if now else None) != entry.after:
        done.kept.append(Kept(entry.lead, "changed_since", criterion))
        return
    doing.answer(entry.lead, grid_id, now, StoredAnswer.from_text(entry.before) if entry.before else None)
    done.undone += 1


def _revert_column(doing: Act, entry: Entry, done: Undone) -> None:
    found = leads.get_lead(doing.tx, entry.lead)
    if found is None:
        return
    if entry.field in PLAIN_FIELDS:
        now: str | None = str(getattr(found, entry.field))
    else:
        at = getattr(leads.get_extras(doing.tx, [entry.lead])[entry.lead], entry.field)
        now = at.astimezone(UTC).isoformat() if at else None
    if now != entry.after:
        done.kept.append(Kept(entry.lead, "changed_since", entry.field))
        return
    if entry.field in PLAIN_FIELDS:
        doing.change_lead(entry.lead, {entry.field: entry.before or ""})
    else:
        doing.mark_lead(entry.lead, entry.field, datetime.fromisoformat(entry.before) if entry.before else None)
    done.undone += 1
