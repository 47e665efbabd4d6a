"""Three-way merge of one lead's fields with what a CRM holds: edits of both sides are kept, field by field.

The base is what both sides held when they were last brought together, each in its own writing: a CRM that stores a
number or a stage in another form has not changed it. No clock is read: of two edits of one field the side that wins
was chosen beforehand, and what was overwritten is told, to be kept.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

OPPOSED, YES = "opposed", "yes"
STAGE = "stage"
COMPANY = "company"
"""The name of a company: one that is renamed is renamed for all who share it."""

Alike = Callable[[str, str, str], bool]
"""Whether two writings of a field, ours and theirs, say the same."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a field held on both sides when they were last brought together.

    `begun` is what was about to be written there since, and perhaps was: nobody heard.
    """

    ours: str
    theirs: str
    begun: str | None = None


@dataclass(frozen=True, slots=True)
class Ways:
    """Which fields travel which way, and who wins where both changed one.

    `sent`: they are written there; `taken`: they are read from there. Fields `kept_apart` (of a company that several
    leads share) may differ at a first meeting without either side being overwritten.
    """

    sent: Collection[str]
    taken: Collection[str]
    theirs_win: bool = True
    kept_apart: Collection[str] = ()


@dataclass(slots=True)
class Merge:
    """What a merge asks for: values to write there, values to take here, what each overwrites, the base after it."""

    send: dict[str, str] = field(default_factory=dict)
    take: dict[str, str] = field(default_factory=dict)
    lost_ours: dict[str, str] = field(default_factory=dict)
    lost_theirs: dict[str, str] = field(default_factory=dict)
    seen: dict[str, Seen] = field(default_factory=dict)


def merge_fields(
    ours: Mapping[str, str],
    theirs: Mapping[str, str],
    seen: Mapping[str, Seen],
    ways: Ways,
    alike: Alike,
) -> Merge:
    """Bring two sides together; a field that `theirs` does not tell is taken to be as it was last seen."""
    done = Merge()
    for name in dict.fromkeys((*ways.sent, *ways.taken)):
        if name == OPPOSED:
            _objection(done, ours.get(name, ""), theirs.get(name), seen.get(name))
            continue
        mine = ours.get(name, "")
        told = theirs.get(name) if name in ways.taken else None
        goes = name in ways.sent
        base = _heard(name, seen.get(name), told, alike)
        if told is None:
            _untold(done, name, mine, base, goes)
        elif base is None:
            _first_meeting(done, name, mine, told, ways, alike)
        elif name in ways.kept_apart and name != COMPANY and _stands_apart(name, mine, base, alike):
            done.seen[name] = Seen(mine, told)
        else:
            _again(done, name, mine, told, base, ways, alike)
    return done


def heard(seen: Mapping[str, Seen], theirs: Mapping[str, str], alike: Alike) -> dict[str, Seen]:
    """The bases, where writes nobody heard of have reached them."""
    return {name: _heard(name, base, theirs.get(name), alike) or base for name, base in seen.items()}


def _heard(name: str, base: Seen | None, told: str | None, alike: Alike) -> Seen | None:
    """The base, where a write nobody heard of has reached them: an echo of ours is no news of theirs."""
    if base is None or base.begun is None or told is None:
        return base
    done = told != base.theirs and alike(name, base.begun, told)
    return Seen(base.begun, told) if done else Seen(base.ours, base.theirs)


def _stands_apart(name: str, mine: str, base: Seen, alike: Alike) -> bool:
    """Whether one of several who share a record speaks of another place, or of nothing: the others are not moved."""
    return (not mine and bool(base.ours)) or not alike(name, base.ours, base.theirs)


def _untold(done: Merge, name: str, mine: str, base: Seen | None, goes: bool) -> None:
    """Only we speak: what changed since it was last sent goes there."""
    before = base.ours if base else ""
    if goes and mine != before:
        done.send[name] = mine
    done.seen[name] = Seen(mine, base.theirs if base else "") if goes else base or Seen(mine, "")


def _first_meeting(done: Merge, name: str, mine: str, told: str, ways: Ways, alike: Alike) -> None:
    if alike(name, mine, told):
        done.seen[name] = Seen(mine, told)
    elif not told:
        _send(done, name, mine, told, ways)
    elif not mine:
        _take(done, name, told)
    elif name in ways.kept_apart:
        done.seen[name] = Seen(mine, told)
    else:
        _settle(done, name, mine, told, ways)


def _again(done: Merge, name: str, mine: str, told: str, base: Seen, ways: Ways, alike: Alike) -> None:
    here, there = mine != base.ours, told != base.theirs
    if not here and not there:
        done.seen[name] = base
    elif alike(name, mine, told):
        done.seen[name] = Seen(mine, told)
        if name == STAGE and there and not here and not alike(name, base.ours, base.theirs):
            done.take[name] = mine  # lost there, and taken up again where it stood here: news to who listens
    elif not there:
        _send(done, name, mine, told, ways)
    elif not here:
        _take(done, name, told)
    else:
        _settle(done, name, mine, told, ways)


def _settle(done: Merge, name: str, mine: str, told: str, ways: Ways) -> None:
    """Both sides say something else: a value stands before a blank, then the side that was chosen wins."""
    theirs_win = bool(told) if bool(mine) != bool(told) else ways.theirs_win
    if theirs_win or name not in ways.sent:
        done.lost_ours[name] = mine
        _take(done, name, told)
    else:
        done.lost_theirs[name] = told
        _send(done, name, mine, told, ways)


def _send(done: Merge, name: str, mine: str, told: str, ways: Ways) -> None:
    if name in ways.sent:
        done.send[name] = mine
        done.seen[name] = Seen(mine, mine)
    else:  # ours alone, and not to be told: it differs from now on
        done.seen[name] = Seen(mine, told)


def _take(done: Merge, name: str, told: str) -> None:
    done.take[name] = told
    done.seen[name] = Seen(told, told)


def _objection(done: Merge, mine: str, told: str | None, base: Seen | None) -> None:
    """An objection of either side holds on both, whatever is chosen; one that was lifted here does not come back."""
    before = base or Seen("", "")
    if told == YES and mine != YES and before.theirs != YES:
        done.take[OPPOSED] = YES
        done.seen[OPPOSED] = Seen(YES, YES)
    elif mine == YES and told != YES and (told is not None or before.ours != YES):
        done.send[OPPOSED] = YES
        done.seen[OPPOSED] = Seen(YES, YES)
    else:
        done.seen[OPPOSED] = Seen(mine, before.theirs if told is None else told)
