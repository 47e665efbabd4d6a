"""What merging leads would do, before it is done: the columns that stay, what finds no place, what moves."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sdrdesk.core.domain.lead import PHONE_COLUMNS, Lead
from sdrdesk.core.errors import UserError
from sdrdesk.core.normalising.name_likeness import NameMatch, compare_names, person_name
from sdrdesk.core.normalising.names import company_key
from sdrdesk.core.normalising.phones import shown
from sdrdesk.core.operations.merging import chosen_columns, joined_columns
from sdrdesk.core.operations.opposed import matches
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import activities, leads, qualifications
from sdrdesk.core.words import Words

TOLD = (
    "email", "linkedin", "job_title", "company", "domain", "siren", "industry", "employees", "city", "first_name",
    "last_name", *PHONE_COLUMNS,
)  # fmt: skip
"""What a person would miss: where two leads give two, the one that is not chosen is kept in a note."""
REACHING = ("email", *PHONE_COLUMNS)
_SPELT = (NameMatch.SAME, NameMatch.SWAPPED, NameMatch.INITIAL)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the leads, with how much was done with it and whether it objected to calls."""

    lead: Lead
    facts: Mapping[str, int]
    opposed: bool

    @property
    def worked(self) -> int:
        """How many things happened with it."""
        return sum(self.facts.values())


@dataclass(frozen=True, slots=True)
class MergePreview:
    """The lead that stays as it would be, what finds no place on it, and what of all becomes its own."""

    after: Lead
    left: tuple[tuple[str, str], ...]
    facts: Mapping[str, int] = field(default_factory=dict)
    answers: int = 0
    answered_twice: int = 0
    opposed: bool = False


def sides(workspace: Workspace, ids: Sequence[str]) -> list[Side]:
    """The leads to be merged, the one to keep first: most was done with it, or it is the oldest. UserError if gone."""
    with workspace.store.read() as tx:
        found = leads.get_leads(tx, ids)
        for lead_id in ids:
            if lead_id not in found:
                raise UserError("unknown_lead", lead=lead_id)
        told = list(ids)
        counted: dict[str, Mapping[str, Sequence[object]]] = {
            "calls": activities.calls_of(tx, told),
            "notes": activities.notes_of(tx, told),
            "signals": activities.signals_of(tx, told),
            "decisions": activities.decisions_of(tx, told),
            "touches": activities.touches_of(tx, told),
        }
        opposed = matches(tx, list(found.values()))
    known = [
        Side(lead, {name: len(by_lead.get(lead.id, ())) for name, by_lead in counted.items()}, bool(marks))
        for lead, marks in zip(found.values(), opposed, strict=True)
    ]
    return sorted(known, key=lambda side: (-side.worked, side.lead.id))


def preview_merge(workspace: Workspace, known: Sequence[Side], fields: Mapping[str, str]) -> MergePreview:
    """What merging the others into the first, in this order, would do with these columns; UserError as the merge."""
    chosen_columns(fields)
    kept, *others = known
    after = kept.lead
    for other in others:
        after = after.with_fields(joined_columns(after, other.lead, fields, workspace.country))
    facts = Counter[str]()
    for side in known:
        facts.update(side.facts)
    taken, twice = _answers(workspace, [side.lead.id for side in known])
    return MergePreview(after, _left(known, after), facts, taken, twice, any(side.opposed for side in known))


def _left(known: Sequence[Side], after: Lead) -> tuple[tuple[str, str], ...]:
    """What a lead says that the kept one will say nowhere; another spelling of the same says nothing more.

    By what somebody who objected is reached goes in no note: there it would be read.
    """
    told = [c for c in TOLD if c not in REACHING] if any(side.opposed for side in known) else TOLD
    numbers = {getattr(after, c) for c in PHONE_COLUMNS}
    name = person_name(after.first_name, after.last_name)
    left: dict[str, tuple[str, str]] = {}
    for side in known:
        its_name = person_name(side.lead.first_name, side.lead.last_name)
        spelt = compare_names(name, its_name) in _SPELT
        for column in told:
            value = getattr(side.lead, column)
            stays = value in numbers if column in PHONE_COLUMNS else _same(column, value, getattr(after, column))
            if value and not stays and not (spelt and column in ("first_name", "last_name")):
                left.setdefault(_said(column, value), (column, value))
    return tuple(left.values())


def _same(column: str, value: str, other: str) -> bool:
    return _said(column, value) == _said(column, other)


def _said(column: str, value: str) -> str:
    return company_key(value) if column == "company" else value.casefold()


def _answers(workspace: Workspace, ids: Sequence[str]) -> tuple[int, int]:
    """How many answers become the kept lead's own, and how many it keeps where another gave one too."""
    kept_id, *others = ids
    taken = twice = 0
    with workspace.store.read() as tx:
        for grid in sorted({g for i in others for g in qualifications.answered_grids(tx, i)}):
            answers = qualifications.answers_of(tx, list(ids), grid)
            mine = {c for c, a in answers.get(kept_id, {}).items() if a.asked}
            for other in others:
                theirs = {c for c, a in answers.get(other, {}).items() if a.asked}
                twice += len(theirs & mine)
                taken += len(theirs - mine)
                mine |= theirs
    return taken, twice


def left_note(preview: MergePreview, words: Words) -> str:
    """The note that keeps what finds no place; "" where all of it does."""
    said = ", ".join(
        f"{words.text('column', column)} {shown(value) if column in PHONE_COLUMNS else value}"
        for column, value in preview.left
    )
    return words.text("merge", "left", what=said) if said else ""


def account_said(preview: MergePreview, words: Words) -> list[str]:
    """What becomes of calls, notes, answers and objections, in sentences."""
    counts = [words.text("merge", name, n=n) for name, n in preview.facts.items() if n]
    said = [words.text("merge", "joined", what=", ".join(counts))] if counts else [words.text("merge", "nothing_done")]
    if preview.answers:
        said.append(words.text("merge", "answers", n=preview.answers))
    if preview.answered_twice:
        said.append(words.text("merge", "answered_twice", n=preview.answered_twice))
    if preview.opposed:
        said.append(words.text("merge", "opposed"))
    return said
