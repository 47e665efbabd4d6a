"""Taking operations back through the journal: what they did goes, what people did since stays."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import reduce

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.feedback import SalesAnswer, stage_after_answer
from sdrdesk.core.domain.human_check import as_typed
from sdrdesk.core.domain.lead import Lead, Stage
from sdrdesk.core.errors import UserError
from sdrdesk.core.left_behind import remove_left_behind
from sdrdesk.core.normalising.names import match_keys
from sdrdesk.core.operations.acts import CLAIM, MERGED, MOVED, PLAIN_FIELDS, Act, act, mark_of
from sdrdesk.core.operations.bundle_collecting import MERGE_VERB
from sdrdesk.core.operations.oppositions import revert_opposition, take_back, touch_closed
from sdrdesk.core.operations.standings import give_turns
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.processes import is_running, this_process
from sdrdesk.core.store import activities, bundle_rows, journal, leads, qualifications, states, views
from sdrdesk.core.store.activities import StoredSignal
from sdrdesk.core.store.first_contacts import with_others
from sdrdesk.core.store.journal import Entry, Operation
from sdrdesk.core.store.qualifications import Draft, StoredAnswer
from sdrdesk.core.words import Words

UNDOABLE = (
    "import", "add", "edit", "log", "answer", "override", "decide", "signal", "remove_signal", "signals", "note",
    "snooze", "stage", "oppositions", "lift", "bulk", "view", "touch", "colleague", "claim", "release", "merge",
    "calls", "crm", "feedback", "feedbacks", "remark", "rewrite", "withdraw", "correct", journal.APART,
)  # fmt: skip


TYPED_WITH = ("log", "decide", "note", "touch", "edit")
"""The acts whose note somebody typed; one that a file brought goes with its import."""
_ACTS = {"snoozed_until": "snooze", CLAIM: "claim", MERGED: "merge"}
"""What is no column of a lead is named by the act that sets it."""


AT_ONCE = 500
"""Leads removed in one transaction: some tens of milliseconds."""
PART, FEW = 50, 200
"""Leads whose changes are taken back in one transaction, and how many are so few that all are in the last one."""
LEADS_ALONE = ("lead", "key", "activity", "note", "signal", "touch", "answer", "feedback", "remark")
"""What an operation changed of one lead, whatever became of the others."""


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
    in_parts: bool = False
    """Whether it took more than one transaction: `leads` names those of the last."""


def kept_sentence(kept: Kept, words: Words) -> str:
    """Why something was kept, in words."""
    if kept.code in ("worked_on", "stays"):
        return words.text("kept", kept.code, verb=words.text("verb", kept.value))
    table, key = ("verb", _ACTS[kept.value]) if kept.value in _ACTS else ("column", kept.value)
    named = words.text(table, key) if words.has(table, key) else kept.value
    return words.text("kept", kept.code, field=named)


def undo_operation(workspace: Workspace, operation_id: str) -> Undone:
    """Take one operation back. Values changed since, and new leads worked on since, are kept and named.

    An import whose leads are all kept still stands: it can be taken back once what was done since has been.
    """
    with workspace.store.read() as tx:
        found = journal.get_operation(tx, operation_id.strip().lower()) if operation_id.strip() else None
    if found is None:
        raise UserError("unknown_operation", operation=operation_id)
    if found.state == "undone":
        raise UserError("already_undone", operation=found.id)
    if found.verb not in UNDOABLE or _made_elsewhere(workspace, found):
        raise UserError("cannot_undo", verb=found.verb)
    return _take_back(workspace, found)


def _made_elsewhere(workspace: Workspace, found: Operation) -> bool:
    """Whether leads that a bundle brought would go with it: who made them is another workspace."""
    if bundle_rows.CAME not in found.summary:
        return False
    with workspace.store.read() as tx:
        return bool(leads.created_after(tx, found.id, 0, 1))


def undo_last(workspace: Workspace) -> Undone:
    """Take back this person's newest act."""
    with workspace.store.read() as tx:
        found = journal.last_done(tx, workspace.who, UNDOABLE)
    if found is None:
        raise UserError("nothing_to_undo")
    return _take_back(workspace, found, or_pass=True)  # the next one is about the act before


def undo_last_import(workspace: Workspace) -> Undone:
    """Take back this person's newest import that still stands, whatever was done since."""
    with workspace.store.read() as tx:
        found = journal.last_done(tx, workspace.who, ("import",))
    if found is None:
        raise UserError("no_import_to_undo")
    return _take_back(workspace, found)


def take_back_unfinished(workspace: Workspace) -> int:
    """Take back bulk operations that a crash left open, never one that another process is at; how many there were.

    What it left of the files being read goes too.
    """
    remove_left_behind()
    with workspace.store.read() as tx:
        unfinished = journal.open_operations(tx)
    left = [operation for operation in unfinished if not is_running(operation.summary)]
    for operation in left:
        _take_back(workspace, operation)
    return len(left)


def _take_back(workspace: Workspace, found: Operation, *, or_pass: bool = False) -> Undone:
    done = Undone(verb=found.verb)
    _remove_untouched(workspace, found, done)
    left = _revert_most(workspace, found, done)
    with act(workspace, "undo", of=found.id, verb=found.verb) as doing:
        created = leads.created_by(doing.tx, found.id)
        worked = journal.worked_on_since(doing.tx, created, found.id)
        worked |= dict.fromkeys(set(qualifications.drafted_leads(doing.tx)) & set(created), "note")
        done.kept += [Kept(lead_id, "worked_on", verb) for lead_id, verb in worked.items()]
        gone = [lead_id for lead_id in created if lead_id not in worked]
        # Of what it made, what is kept stays as it is, and what goes takes its facts along.
        _revert_entries(doing, found, [entry for entry in left if entry.lead not in created], done)
        kept_created = set(created) - set(gone)
        take_back(doing, found.id, kept_created)
        if found.verb == "lift":
            touch_closed(doing, {entry.entity_id for entry in left if entry.entity == "opposition"})
        if found.verb == "merge":
            kept_lead = str(found.summary.get("kept", ""))
            since = journal.facts_since(doing.tx, kept_lead, found.id)
            done.kept += [Kept(kept_lead, "stays", verb) for verb in since]
        doing.remove_leads(gone)
        # Who stays may have waited for a colleague who is gone.
        give_turns(doing.tx, workspace, states.companies_of(doing.tx, kept_created), doing.at, {})
        done.undone += len(gone)
        all_worked_on = not done.undone and {k.code for k in done.kept} == {"worked_on"}
        if found.verb == "import" and found.state == "done" and all_worked_on and not or_pass:
            journal.finish_operation(doing.tx, found.id, found.summary)
        else:
            journal.mark_undone(doing.tx, found.id, doing.operation)
        done.leads = tuple(doing.touched)
    changes = doing.changes(views=found.verb == "view")
    done.changes = replace(changes, all_leads=True) if done.in_parts else changes
    return done


def _revert_most(workspace: Workspace, found: Operation, done: Undone) -> list[Entry]:
    """Take back what an operation did to many leads that were there before, in short transactions.

    Returns the entries that are left for the last one: all of them where the leads are few, those of the objections,
    which fall together, and those of the leads it made.
    """
    with workspace.store.read() as tx:
        entries = journal.entries_of(tx, found.id)
        created = leads.created_by(tx, found.id)
    by_lead: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.entity in LEADS_ALONE and entry.lead not in created and entry.field != MOVED:
            by_lead.setdefault(entry.lead, []).append(entry)
    if len(by_lead) <= FEW:
        return entries
    done.in_parts = True
    operation, at = workspace.new_id(), workspace.now()
    with workspace.store.write() as tx:
        journal.reopen_operation(tx, found.id, {**found.summary, **this_process()})
        journal.begin_operation(tx, operation, "undo", at, workspace.who, summary={"of": found.id, "verb": found.verb})
    for batch in leads.in_batches(by_lead, PART):
        with workspace.store.write(lasting=False) as tx:
            doing = Act(tx, workspace, operation, at)
            _revert_entries(doing, found, [entry for lead_id in batch for entry in by_lead[lead_id]], done)
            doing.finish()
    workspace.own_operations.add(operation)
    reverted = {id(entry) for of in by_lead.values() for entry in of}
    return [entry for entry in entries if id(entry) not in reverted]


def _revert_entries(doing: Act, found: Operation, entries: Iterable[Entry], done: Undone) -> None:
    """Take journalled changes back: columns lead by lead, the others one by one."""
    columns: dict[str, list[Entry]] = {}
    keyed: dict[str, None] = {}
    given = list(entries)
    answered = {entry.lead for entry in given if entry.entity == "answer"}
    taken_over = journal.answers_taken_over(doing.tx, answered, found.id, MERGE_VERB)
    for entry in given:
        if entry.entity == "lead" and entry.field in PLAIN_FIELDS:
            columns.setdefault(entry.lead, []).append(entry)
        elif entry.entity == "answer" and (entry.lead, entry.entity_id) in taken_over:
            done.kept.append(Kept(entry.lead, "changed_since", entry.entity_id.split("/", 1)[1]))
        else:
            keyed |= {entry.lead: None} if entry.entity == "key" else {}
            _revert(doing, entry, done)
    _revert_columns(doing, found, columns, done)
    for lead in leads.get_leads(doing.tx, list(keyed)).values():
        leads.add_keys(doing.tx, lead.id, match_keys(lead))  # what it says itself still, since that was kept


def _remove_untouched(workspace: Workspace, found: Operation, done: Undone) -> None:
    """Remove the leads that a large operation made and nobody worked on since, in short transactions.

    Meanwhile it is one under way: a crash leaves it to `take_back_unfinished`.
    """
    with workspace.store.read() as tx:
        if len(leads.created_after(tx, found.id, 0, AT_ONCE + 1)) <= AT_ONCE:
            return
    with workspace.store.write() as tx:
        journal.reopen_operation(tx, found.id, {**found.summary, **this_process()})
    row, now = 0, workspace.now()
    while True:
        with workspace.store.write(lasting=False) as tx:
            created = leads.created_after(tx, found.id, row, AT_ONCE)
            worked = journal.worked_on_since(tx, created, found.id)
            drafted = set(qualifications.drafted_leads(tx))
            gone = [i for i in created if i not in worked and i not in drafted]
            companies = states.companies_of(tx, gone)
            leads.delete_leads(tx, gone)
            give_turns(tx, workspace, with_others(tx, companies, found.id), now, {})
        if not created:
            return
        row = max(created.values())
        done.undone += len(gone)


def _revert(doing: Act, entry: Entry, done: Undone) -> None:
    if entry.field == MOVED:
        _move_back(doing, entry, done)
    elif entry.entity == "draft":
        _revert_draft(doing, entry, done)
    elif entry.entity == "answer":
        _revert_answer(doing, entry, done)
    elif entry.entity == "lead":
        _revert_mark(doing, entry, done)
    elif entry.entity == "opposition":
        revert_opposition(doing, entry)
        done.undone += 1
    elif entry.entity == "view":
        _revert_view(doing, entry, done)
    elif entry.entity == journal.APART:
        done.undone += 1  # they may be one again: what stands is read from the acts that do
    elif entry.entity == "key":
        leads.remove_key(doing.tx, entry.lead, entry.entity_id)
    elif entry.before is None:
        # What has been merged since stands on another lead: that one loses it.
        entry = replace(entry, lead=activities.standing_on(doing.tx, entry.entity, entry.entity_id) or entry.lead)
        if entry.entity == "note" and done.verb in TYPED_WITH:
            _back_to_draft(doing, entry)
        if entry.entity == "decision":
            _check_to_draft(doing, entry)
        if not activities.remove_fact(doing.tx, entry.entity, entry.entity_id):
            done.kept.append(Kept(entry.lead, "removed_since"))
            return
        doing.entry(entry.lead, entry.entity, entry.entity_id, "", entry.after, None)
        if entry.entity == "note":
            doing.reindex(entry.lead)
        done.undone += 1
    elif entry.entity == "signal" and entry.after is None:
        _restore_signal(doing, entry, done)


def _restore_signal(doing: Act, entry: Entry, done: Undone) -> None:
    """A signal that was taken away stands again, unless the act that made it was itself taken back since."""
    kept = json.loads(entry.before or "{}")
    signal = StoredSignal(**(kept | {"at": datetime.fromisoformat(kept["at"])}))
    made_by = journal.get_operation(doing.tx, signal.operation)
    if made_by is None or made_by.state == "undone":
        done.kept.append(Kept(entry.lead, "made_undone"))
        return
    doing.add(signal)
    done.undone += 1


def _move_back(doing: Act, entry: Entry, done: Undone) -> None:
    """A fact that a merge moved is about its first lead again, wherever a later merge took it."""
    now, merged_into = activities.standing_on(doing.tx, entry.entity, entry.entity_id), entry.after or ""
    before = entry.before or ""
    if now not in (merged_into, leads.kept_leads(doing.tx, [merged_into]).get(merged_into)):
        return  # taken back, or already with a lead that was merged earlier
    activities.move_facts(doing.tx, entry.entity, [entry.entity_id], before)
    doing.entry(before, entry.entity, entry.entity_id, MOVED, now, before)
    for lead_id in (before, now or before):
        doing.reindex(lead_id)
        doing.touched[lead_id] = None
    done.undone += 1


def _revert_draft(doing: Act, entry: Entry, done: Undone) -> None:
    """What was being typed about each of two leads merged, unless somebody typed on."""
    now = qualifications.get_draft(doing.tx, entry.lead)
    before = Draft.from_text(entry.before) if entry.before else None
    if (now.to_text() if now else None) == entry.after:
        doing.put_draft(entry.lead, now, before)
        done.undone += 1
        return
    done.kept.append(Kept(entry.lead, "changed_since", "notes"))
    after = Draft.from_text(entry.after).notes if entry.after else ""
    if before and before.notes not in after and (now is None or before.notes not in now.notes):
        # The words that the merge took from here are taken from there now: they stand before what was typed since.
        said = f"{before.notes}\n{now.notes}" if now and now.notes else before.notes
        doing.put_draft(entry.lead, now, replace(now or before, notes=said))


def _revert_view(doing: Act, entry: Entry, done: Undone) -> None:
    """A saved view as it was before, there again or gone; one that was changed since stays."""
    now = next((v for v in views.all_views(doing.tx) if v.id == entry.entity_id), None)
    if (views.text_of(now) if now else None) != entry.after:
        done.kept.append(Kept("", "changed_since", now.name if now else ""))
        return
    if entry.before is None:
        views.delete_view(doing.tx, entry.entity_id)
    else:
        views.put_view(doing.tx, views.from_text(entry.entity_id, entry.before))
    doing.entry("", "view", entry.entity_id, "", entry.after, entry.before)
    done.undone += 1


def _back_to_draft(doing: Act, entry: Entry) -> None:
    """What was typed with an act stands in the notes again once the act is taken back."""
    words = json.loads(entry.after or "{}").get("text", "")
    draft = _draft_of(doing, entry.lead)
    notes = f"{words}\n{draft.notes}" if draft.notes else words
    qualifications.save_draft(doing.tx, replace(draft, notes=notes))


def _check_to_draft(doing: Act, entry: Entry) -> None:
    """What was answered before a meeting stands in the check again once the decision is taken back."""
    checked = json.loads(json.loads(entry.after or "{}").get("checked", "{}"))
    if checked:
        draft = _draft_of(doing, entry.lead)
        qualifications.save_draft(doing.tx, replace(draft, typed={**as_typed(checked), **draft.typed}))


def _draft_of(doing: Act, lead_id: str) -> Draft:
    grid = doing.workspace.grid_for(doing.lead(lead_id).campaign)
    found = qualifications.get_draft(doing.tx, lead_id)
    return replace(found, saved_at=doing.at) if found else Draft(lead_id, grid.id, grid.version, "", {}, doing.at)


def _revert_answer(doing: Act, entry: Entry, done: Undone) -> None:
    grid_id, criterion = entry.entity_id.split("/", 1)
    now = qualifications.answers_of(doing.tx, [entry.lead], grid_id).get(entry.lead, {}).get(criterion)
    if (now.to_text() if now else None) != entry.after:
        done.kept.append(Kept(entry.lead, "changed_since", criterion))
        return
    doing.answer(entry.lead, grid_id, now, StoredAnswer.from_text(entry.before) if entry.before else None)
    done.undone += 1


def _revert_columns(doing: Act, undone: Operation, columns: Mapping[str, list[Entry]], done: Undone) -> None:
    """Take changes of columns back, lead by lead, newest first; what was changed since stays.

    So does a value that a later act changed away and another brought again: what stood between is that one's to undo.
    """
    found = leads.get_leads(doing.tx, list(columns))
    since = journal.columns_since(doing.tx, columns, undone.id)
    undone_before = journal.undone_before(doing.tx, columns, undone.id)
    answers = activities.feedback_of(doing.tx, list(columns)) if undone.verb in ("feedback", "feedbacks") else {}
    reverted: dict[str, tuple[Lead, dict[str, str]]] = {}
    for lead_id, lead in found.items():
        values: dict[str, str] = {}
        for entry in columns[lead_id]:
            now = values.get(entry.field, str(getattr(lead, entry.field)))
            if now == entry.after and (lead_id, entry.field) not in since:
                values[entry.field] = entry.before or ""
                done.undone += 1
            else:
                done.kept.append(Kept(lead_id, "changed_since", entry.field))
        for column in values:
            # What an act brought that was taken back meanwhile, and stayed for what is taken back now, goes too.
            for before, after in undone_before.get((lead_id, column), []):
                values[column] = before if values[column] == after else values[column]
        if "stage" in values:  # what sales answered later found the lead far enough, and brings it there now
            later = [SalesAnswer(a.answer) for a in answers.get(lead_id, ()) if a.operation > undone.id]
            values["stage"] = reduce(lambda stage, said: stage_after_answer(said, stage), later, Stage(values["stage"]))
        if values:
            reverted[lead_id] = lead, values
    for batch in leads.in_batches(reverted):
        doing.change_columns({lead_id: reverted[lead_id] for lead_id in batch})


def _revert_mark(doing: Act, entry: Entry, done: Undone) -> None:
    beside = leads.get_extras(doing.tx, [entry.lead]).get(entry.lead)
    if beside is None:
        return
    if mark_of(beside, entry.field) != entry.after:
        done.kept.append(Kept(entry.lead, "changed_since", entry.field))
        return
    doing.put_mark(entry.lead, entry.field, entry.before)
    done.undone += 1
