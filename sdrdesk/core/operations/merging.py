"""Merging two leads that are one person: nothing known of either is lost, and undo makes them two again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.lead import BELONGS_TO, PHONE_COLUMNS, Lead
from sdrdesk.core.domain.segment import tags_of, tags_text
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.acts import MERGED, MOVED, Act, act
from sdrdesk.core.operations.leads import BY_HAND, EDITABLE, known_columns, normalised
from sdrdesk.core.operations.opposed import join_objections, opposed_leads, sharing
from sdrdesk.core.operations.oppositions import ENTITY
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import activities, leads, qualifications
from sdrdesk.core.store.activities import Note
from sdrdesk.core.store.qualifications import StoredAnswer

WORKED_BY = ("owner", "campaign")
CHOICES = (*EDITABLE, *BY_HAND, *WORKED_BY)
"""What can be chosen for the lead that is kept; what is blank on it comes from the other one by itself."""


def merge_leads(
    workspace: Workspace,
    kept_id: str,
    gone: str | Sequence[str],
    fields: Mapping[str, str] | None = None,
    note: str = "",
) -> Changes:
    """Make one lead of two, or of more: all that is known of the others is known of the first, and they are closed.

    Calls, notes, signals, decisions and touches move; so do the answers that the kept lead has not, and what is being
    typed. Its blanks are filled, its tags joined; `fields` says what a person chose; `note` is kept with it, for what
    finds no place. An objection of any holds for all, and rows of a file that match one of the others are of the first.
    UserError for an unknown column, or leads that are merged already.
    """
    chosen = chosen_columns(fields or {})
    others = [gone] if isinstance(gone, str) else list(dict.fromkeys(gone))
    with act(workspace, "merge", kept=kept_id, gone=others[0] if len(others) == 1 else others) as doing:
        for gone_id in others:
            _merge_one(doing, kept_id, gone_id, chosen)
        if note.strip():
            doing.add(Note(doing.new_id(), kept_id, doing.at, note.strip(), doing.operation, workspace.who))
    return doing.changes()


def chosen_columns(fields: Mapping[str, str]) -> Mapping[str, str]:
    """What a person chose, when all of it can be; UserError otherwise."""
    known_columns({k: v for k, v in fields.items() if k not in WORKED_BY}, CHOICES)
    return fields


def _merge_one(doing: Act, kept_id: str, gone_id: str, fields: Mapping[str, str]) -> None:
    kept, gone = doing.lead(kept_id), doing.lead(gone_id)
    if kept_id == gone_id:
        raise UserError("merge_with_itself", lead=kept.name)
    for lead in (kept, gone):
        into = leads.kept_leads(doing.tx, [lead.id]).get(lead.id)
        if into:
            raise UserError("merged_already", lead=lead.name, kept=doing.lead(into).name)
    _move_facts(doing, kept, gone)
    _move_answers(doing, kept_id, gone_id)
    _join_drafts(doing, kept_id, gone_id)
    columns = joined_columns(kept, gone, fields, doing.workspace.country)
    if not kept.with_fields(columns).names_somebody:
        raise UserError("names_nobody")
    doing.change_lead(kept_id, columns)
    doing.put_mark(gone_id, MERGED, kept_id)
    _join_objections(doing, kept_id, gone_id)
    doing.reindex(kept_id)
    doing.reindex(gone_id)


def joined_columns(kept: Lead, gone: Lead, fields: Mapping[str, str], country: str) -> dict[str, str]:
    """What the kept lead's columns become where they change; `country` is where numbers of a lead without one are."""
    home = kept.country if len(kept.country) == 2 else country
    chosen = normalised(fields, home)
    after: dict[str, str] = {}
    for name in (*CHOICES, *BELONGS_TO):
        mine, theirs, of = getattr(kept, name), getattr(gone, name), BELONGS_TO.get(name)
        # A column is filled where it is blank; one that speaks of another, where both speak of the same.
        if name not in chosen and not mine and theirs and (of is None or _told(kept, gone, chosen, of)):
            after[name] = theirs
    if "tags" not in chosen and kept.tags and gone.tags:
        tags = tags_of(kept.tags)
        more = [t for t in tags_of(gone.tags) if t.casefold() not in {mine.casefold() for mine in tags}]
        after |= {"tags": tags_text([*tags, *more])} if more else {}
    for column in PHONE_COLUMNS:  # a number chosen keeps the text that it was given as
        given = [
            getattr(lead, f"{column}_given")
            for lead in (kept, gone)
            if column in chosen and chosen[column] == getattr(lead, column)
        ]
        if given:
            chosen[f"{column}_given"] = next(filter(None, given), "")
    return after | _numbers_left(kept, gone, after, chosen) | chosen


def _numbers_left(kept: Lead, gone: Lead, filled: Mapping[str, str], chosen: Mapping[str, str]) -> dict[str, str]:
    """A number that finds its place taken goes in the one that is left, where it does not stand already."""
    now = {c: chosen.get(c) or filled.get(c) or getattr(kept, c) for c in PHONE_COLUMNS}
    free = [c for c in PHONE_COLUMNS if not now[c] and c not in chosen]
    found: dict[str, str] = {}
    for lead in (kept, gone):
        for of in PHONE_COLUMNS:
            number = getattr(lead, of)
            if free and number and number not in (*now.values(), *found.values()):
                place = free.pop(0)
                found |= {place: number, f"{place}_given": getattr(lead, f"{of}_given")}
    return found


def _told(kept: Lead, gone: Lead, chosen: Mapping[str, str], column: str) -> bool:
    """Whether the kept lead will say of this column what the other one says."""
    theirs: str = getattr(gone, column)
    return bool((chosen.get(column, getattr(kept, column)) or theirs) == theirs)


def _move_facts(doing: Act, kept: Lead, gone: Lead) -> None:
    """Have all that happened with the one be of the other, and its stage that of the newest decision."""
    decided = activities.decisions_of(doing.tx, [kept.id, gone.id])
    for entity, ids in list(activities.ids_of(doing.tx, gone.id)):
        activities.move_facts(doing.tx, entity, ids, kept.id)
        for fact_id in ids:
            doing.entry(kept.id, entity, fact_id, MOVED, gone.id, kept.id)
    theirs, mine = decided.get(gone.id, []), decided.get(kept.id, [])
    if theirs and (not mine or (theirs[-1].at, theirs[-1].id) > (mine[-1].at, mine[-1].id)):
        doing.change_lead(kept.id, {"stage": gone.stage.value})


def _move_answers(doing: Act, kept_id: str, gone_id: str) -> None:
    """Give the kept lead the answers it has not; what both were asked stays as each of them said it."""
    for grid_id in qualifications.answered_grids(doing.tx, gone_id):
        found = qualifications.answers_of(doing.tx, [kept_id, gone_id], grid_id)
        mine = found.get(kept_id, {})
        for criterion, theirs in found[gone_id].items():
            joined = _joined(mine.get(criterion), theirs)
            if joined is not None:
                doing.answer(kept_id, grid_id, mine.get(criterion), joined)
                doing.answer(gone_id, grid_id, theirs, None)


def _joined(mine: StoredAnswer | None, theirs: StoredAnswer) -> StoredAnswer | None:
    """What is known of a criterion by both; None where theirs adds nothing to mine."""
    if mine is None:
        return theirs
    if mine.asked or not theirs.asked:
        return None
    overridden = mine if mine.override_reason is not None else theirs
    return replace(
        theirs,
        evidence="\n".join(dict.fromkeys(e for e in (mine.evidence, theirs.evidence) if e)),
        override_reason=overridden.override_reason,
        override_by=overridden.override_by,
        override_at=overridden.override_at,
    )


def _join_drafts(doing: Act, kept_id: str, gone_id: str) -> None:
    """Append what is being typed about the one to what is being typed about the other."""
    theirs = qualifications.get_draft(doing.tx, gone_id)
    if theirs is None:
        return
    mine = qualifications.get_draft(doing.tx, kept_id)
    typed = {**theirs.typed, **mine.typed} if mine and mine.grid == theirs.grid else (mine or theirs).typed
    # What finds its field taken, or was typed on another grid, stays on the lead that goes.
    left = {field: said for field, said in theirs.typed.items() if typed.get(field) != said}
    words = "\n".join(d.notes for d in (mine, theirs) if d and d.notes)
    joined = replace(mine or theirs, lead=kept_id, notes=words, typed=typed, saved_at=doing.at)
    doing.put_draft(kept_id, mine, joined)
    doing.put_draft(gone_id, theirs, replace(theirs, notes="", typed=left) if left else None)


def _join_objections(doing: Act, kept_id: str, gone_id: str) -> None:
    """Have an objection of either hold for both, and place anew whom it closes besides."""
    rows = join_objections(doing.tx, kept_id, gone_id, doing.operation, doing.at)
    if not rows:
        return
    said = {"source": rows[0].source, "rows": [row.to_text() for row in rows]}
    doing.entry(kept_id, ENTITY, doing.operation, "", None, json.dumps(said))
    others = {i for lead in leads.get_leads(doing.tx, [kept_id, gone_id]).values() for i in sharing(doing.tx, lead)}
    doing.touched |= dict.fromkeys(sorted(opposed_leads(doing.tx, leads.get_leads(doing.tx, sorted(others)))))
