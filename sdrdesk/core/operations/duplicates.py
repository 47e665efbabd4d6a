"""Leads that are likely one person: found over the whole base in blocks, or for a lead while it is typed.

A base is never compared each with each: leads are put into blocks by what two records of one person share, and only
those of a block are compared (docs/duplicates.md says which blocks, and what they miss).
"""

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.lead import PHONE_COLUMNS, Lead
from sdrdesk.core.errors import UserError
from sdrdesk.core.normalising.names import company_key, match_keys
from sdrdesk.core.operations.acts import act
from sdrdesk.core.operations.identity import blocks_of, identity_of
from sdrdesk.core.operations.imports import Progress, no_progress
from sdrdesk.core.operations.leads import EDITABLE, normalised
from sdrdesk.core.operations.likeness import Likeness, compare
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import journal, leads, lookups
from sdrdesk.core.store.database import Tx

PAGE, PAIRED_AT_ONCE, COMPARED_AT_ONCE = 500, 20_000, 1_000
WINDOW = 30
"""In a large block each lead is compared with so many after it: work grows with the base, never with its square."""
MOST_TOGETHER = 6
"""Leads of one group: more than a person can look at side by side come as groups of their own."""
AT_COMPANY = 300
"""Leads of the same company, or with the same number, that a new one is compared with."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two leads that are likely one, the older first, and why."""

    one: str
    other: str
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Group:
    """Leads of which each is likely the same as each other; the score and reasons are of the pair least alike."""

    leads: tuple[str, ...]
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Found:
    """What a search of the base found: groups, the most alike first, and how much was looked at and compared."""

    groups: tuple[Group, ...]
    leads: int = 0
    compared: int = 0


@dataclass(frozen=True, slots=True)
class Alike:
    """A lead that is there already and is likely the one being typed."""

    lead: Lead
    likeness: Likeness


def find_duplicates(workspace: Workspace, progress: Progress = no_progress) -> Found:
    """The likely duplicates of the whole base; what somebody said is not the same is left out.

    Progress is in thousandths. UserError `cancelled` when told to stop.
    """
    blocks, looked_at = _read_blocks(workspace, progress)
    candidates = _candidates(blocks, progress)
    with workspace.store.read() as tx:
        apart = _apart(tx)
    pairs: list[Pair] = []
    for start in range(0, len(candidates), COMPARED_AT_ONCE):
        _go_on(progress, 500 + 500 * start // len(candidates))
        pairs += _compared(workspace, candidates[start : start + COMPARED_AT_ONCE], apart)
    _go_on(progress, 1000)
    return Found(tuple(_groups(pairs)), looked_at, len(candidates))


def _go_on(progress: Progress, thousandths: int) -> None:
    if not progress(thousandths, 1000):
        raise UserError("cancelled")


def _read_blocks(workspace: Workspace, progress: Progress) -> tuple[dict[str, "array[int]"], int]:
    """Each kind of block as numbers: the key's hash above, the row of the lead below; eight bytes an entry."""
    blocks: dict[str, array[int]] = {}
    row = looked_at = 0
    with workspace.store.read() as tx:
        last = max(leads.most_leads(tx), 1)
    while True:
        with workspace.store.read() as tx:
            page = lookups.leads_after(tx, row, PAGE)
        if not page:
            return blocks, looked_at
        for row, lead in page:
            for kind, key in blocks_of(identity_of(lead)):
                entry = (hash(key) & _HASHED) << _ROW_BITS | row
                blocks.setdefault(kind, array("Q")).append(entry)
        looked_at += len(page)
        _go_on(progress, 500 * row // last)


_ROW_BITS, _HASHED = 28, (1 << 36) - 1
_ROW = (1 << _ROW_BITS) - 1


def _candidates(blocks: Mapping[str, "array[int]"], progress: Progress) -> "array[int]":
    """The pairs of rows that share a block, each once, in order."""
    found: array[int] = array("Q")
    for entries in blocks.values():
        ordered = sorted(entries)
        for n, entry in enumerate(ordered):
            if n % PAIRED_AT_ONCE == 0:
                _go_on(progress, 500)
            for following in ordered[n + 1 : n + 1 + WINDOW]:
                if following >> _ROW_BITS != entry >> _ROW_BITS:
                    break
                if following != entry:
                    found.append((entry & _ROW) << _ROW_BITS | (following & _ROW))
    return array("Q", sorted(set(found)))


def _compared(workspace: Workspace, candidates: Sequence[int], apart: Collection[frozenset[str]]) -> Iterator[Pair]:
    rows = sorted({row for pair in candidates for row in (pair >> _ROW_BITS, pair & _ROW)})
    with workspace.store.read() as tx:
        ids = leads.ids_of_rows(tx, rows)
        known = leads.get_leads(tx, list(ids.values()))
    who = {row: identity_of(known[lead_id]) for row, lead_id in ids.items() if lead_id in known}
    for pair in candidates:
        one, other = who.get(pair >> _ROW_BITS), who.get(pair & _ROW)
        if one is not None and other is not None:
            likeness = compare(one, other)
            if likeness.is_likely and frozenset((one.lead, other.lead)) not in apart:
                yield Pair(one.lead, other.lead, likeness)


def _groups(pairs: Iterable[Pair]) -> list[Group]:
    """Pairs put together where each is like each; a pair that fits nowhere is a group of its own."""
    by_pair = {frozenset((p.one, p.other)): p for p in pairs}
    ranked = sorted(by_pair.values(), key=lambda p: (-p.likeness.score, p.one, p.other))
    members: list[list[str]] = []
    groups_of: dict[str, int] = {}
    for pair in ranked:
        places = {groups_of[i] for i in (pair.one, pair.other) if i in groups_of}
        fits = len(places) == 1 and _fits(members[min(places)], pair, by_pair)
        if fits:
            at = min(places)
            members[at] += [i for i in (pair.one, pair.other) if i not in members[at]]
        else:
            at = len(members)
            members.append([pair.one, pair.other])
        for lead_id in (pair.one, pair.other):
            groups_of.setdefault(lead_id, at)
    return [_group(ids, by_pair) for ids in members]


def _fits(group: Sequence[str], pair: Pair, by_pair: Mapping[frozenset[str], Pair]) -> bool:
    new = [i for i in (pair.one, pair.other) if i not in group]
    return len(group) + len(new) <= MOST_TOGETHER and all(
        frozenset((i, known)) in by_pair for i in new for known in group
    )


def _group(ids: Sequence[str], by_pair: Mapping[frozenset[str], Pair]) -> Group:
    least = min((by_pair[frozenset(two)] for two in combinations(ids, 2)), key=lambda p: p.likeness.score)
    return Group(tuple(sorted(ids)), least.likeness)


def group_now(workspace: Workspace, ids: Sequence[str]) -> Group | None:
    """What is left of a group by what is known now, merged leads as the one they are part of; None where settled."""
    with workspace.store.read() as tx:
        kept = leads.kept_leads(tx, ids)
        now = list(dict.fromkeys(kept.get(i, i) for i in ids))
        who = {i: identity_of(lead) for i, lead in leads.get_leads(tx, now).items()}
        apart = _apart(tx)
    pairs = [
        Pair(one, other, compare(who[one], who[other]))
        for one, other in combinations(sorted(who), 2)
        if frozenset((one, other)) not in apart
    ]
    groups = _groups(p for p in pairs if p.likeness.is_likely)
    return max(groups, key=lambda g: (len(g.leads), g.likeness.score), default=None)


def mark_apart(workspace: Workspace, lead_id: str, others: Sequence[str]) -> Changes:
    """Remember that a lead is none of these others: they are not shown as likely the same any more. Can be undone.

    UserError where a lead is not there, or is the same one.
    """
    return _mark(workspace, [(lead_id, other) for other in others])


def mark_all_apart(workspace: Workspace, ids: Sequence[str]) -> Changes:
    """Remember that each of these leads is somebody else than the others; as `mark_apart`."""
    return _mark(workspace, list(combinations(ids, 2)))


def _mark(workspace: Workspace, pairs: Sequence[tuple[str, str]]) -> Changes:
    with act(workspace, journal.APART) as doing:
        for one, other in ((doing.lead(a), doing.lead(b)) for a, b in pairs):
            if one.id == other.id:
                raise UserError("merge_with_itself", lead=one.name)
            doing.entry(one.id, journal.APART, other.id, "", None, "1")
            doing.entry(other.id, journal.APART, one.id, "", None, "1")
    return doing.changes(queue=False, qualification=False)


def leads_of(workspace: Workspace, ids: Sequence[str]) -> dict[str, Lead]:
    """These leads by id; those that are gone are left out."""
    with workspace.store.read() as tx:
        return leads.get_leads(tx, list(dict.fromkeys(ids)))


def _apart(tx: Tx) -> set[frozenset[str]]:
    """The pairs said to be two, by the leads that they are part of now."""
    said = journal.pairs_apart(tx)
    kept = leads.kept_leads(tx, sorted({i for pair in said for i in pair}))
    return {frozenset(kept.get(i, i) for i in pair) for pair in said}


def likely_same(workspace: Workspace, values: Mapping[str, str], most: int = 3, besides: str = "") -> list[Alike]:
    """The leads that are likely the one these columns describe, the most alike first; `besides` one that is known.

    For every pause of typing: only indexes are read (keys of e-mail, number and name, and the company).
    """
    columns = {name: value for name, value in values.items() if name in EDITABLE}
    lead = Lead("").with_fields(normalised(columns, workspace.country))
    who = identity_of(lead)
    with workspace.store.read() as tx:
        ids = _looked_up(tx, lead)
        kept = leads.kept_leads(tx, ids)
        found = leads.get_leads(tx, [i for i in dict.fromkeys(kept.get(i, i) for i in ids) if i != besides])
    alike = [Alike(there, compare(who, identity_of(there))) for there in found.values()]
    return sorted((a for a in alike if a.likeness.is_likely), key=lambda a: (-a.likeness.score, a.lead.id))[:most]


def _looked_up(tx: Tx, lead: Lead) -> list[str]:
    """Whoever shares an index with a lead, those of its own keys first."""
    found: list[str] = []
    own = match_keys(lead) + match_keys(replace(lead, first_name=lead.last_name, last_name=lead.first_name))
    for ids in leads.leads_by_key(tx, dict.fromkeys(own)).values():
        found += ids
    numbers = {n for n in (getattr(lead, c) for c in PHONE_COLUMNS) if n.startswith("+")}
    for number in sorted(numbers):
        found += lookups.leads_with_number(tx, number, AT_COMPANY)
    if lead.company and (lead.first_name or lead.last_name):
        found += lookups.leads_at(tx, company_key(lead.company), AT_COMPANY)
    return list(dict.fromkeys(found))
