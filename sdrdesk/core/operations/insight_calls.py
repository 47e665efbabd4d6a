"""What the calls tell: a million of them, kept as columns of numbers and counted with numpy."""

from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sdrdesk.core.domain.insights import Attempt, Attempts, Hour
from sdrdesk.core.domain.rates import Rate, Spread, spread
from sdrdesk.core.domain.working_time import WorkCalendar
from sdrdesk.core.operations.insight_people import Step
from sdrdesk.core.store import insight_rows
from sdrdesk.core.store.database import Tx

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[Any]

SECOND, HOUR, DAY = 1_000_000, 3_600_000_000, 86_400_000_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_WEEKDAY = 3
"""1970 began on a Thursday."""


@dataclass(slots=True, eq=False)
class Calls:
    """Every call by person, oldest first, those of one instant in the order of being recorded; and what is of each.

    Of a person: the first call (microseconds since 1970), how many, the number of the call that was answered first;
    all 0 where there is none.
    """

    person: "Numbers"
    at: "Numbers"
    talked: "Numbers"
    first: "Numbers"
    count: "Numbers"
    reached_by: "Numbers"
    newest_caller: list[str]


def read_calls(tx: Tx, index: Mapping[str, int], persons: int, step: Step) -> Calls:
    """Read every call."""
    import numpy as np  # no desk that only calls should pay for it

    person, at, talked, who = array("i"), array("q"), array("b"), array("i")
    names = defaultdict[str, int](count().__next__)
    for batch in insight_rows.call_rows(tx):
        step(len(batch))
        ids, instants, answered, callers = zip(*batch, strict=True)
        # Whole columns at a time: what runs in C takes a fifth of the time of a loop.
        person.extend(map(index.__getitem__, ids))
        at.extend(instants)
        talked.extend(answered)
        who.extend(map(names.__getitem__, callers))
    columns = [np.frombuffer(c, c.typecode) if c else np.zeros(0, c.typecode) for c in (person, at, talked, who)]
    order = np.lexsort((columns[1], columns[0]))
    of, when, conversation, caller = (c[order] for c in columns)
    return _counted(of, when, conversation.astype(bool), caller, list(names), persons)


def _counted(of: "Numbers", at: "Numbers", talked: "Numbers", who: "Numbers", names: list[str], persons: int) -> Calls:
    import numpy as np

    count = np.bincount(of, minlength=persons)
    begins = np.cumsum(count) - count
    called = np.flatnonzero(count)
    first = np.zeros(persons, "q")
    first[called] = at[begins[called]]
    reached_by = np.zeros(persons, "q")
    answered = np.flatnonzero(talked)
    who_talked, place = np.unique(of[answered], return_index=True)
    reached_by[who_talked] = answered[place] - begins[who_talked] + 1
    newest = np.full(persons, -1)
    newest[called] = who[begins[called] + count[called] - 1]
    callers = [names[n] if n >= 0 else "" for n in newest.tolist()]
    return Calls(of, at, talked, first, count, reached_by, callers)


def attempts_of(calls: Calls, chosen: "Numbers") -> Attempts:
    """How many calls it took to talk to these persons, given as a mask."""
    import numpy as np

    count, reached_by = calls.count[chosen], calls.reached_by[chosen]
    reached_by = reached_by[count > 0]
    count = count[count > 0]
    reached = reached_by[reached_by > 0]
    # How many were called at least so often, and not talked to before.
    tries = np.where(reached_by > 0, reached_by, count)
    most = int(tries.max()) if len(tries) else 0
    ended, answered = np.bincount(tries, minlength=most + 1), np.bincount(reached, minlength=most + 1)
    tried = ended[::-1].cumsum()[::-1]
    each = tuple(Attempt(n, Rate(int(answered[n]), int(tried[n]))) for n in range(1, most + 1))
    return Attempts(Rate(len(reached), len(count)), quartiles(reached), each)


def hours_of_calls(
    calls: Calls, chosen: "Numbers", zone_of_person: Sequence[int], zones: Sequence[ZoneInfo], step: Step
) -> tuple[Hour, ...]:
    """The calls to these persons by weekday and hour of the clock in their zone."""
    import numpy as np

    kept = chosen[calls.person]
    at, talked = calls.at[kept], calls.talked[kept]
    zone_of = np.asarray(zone_of_person, "i")[calls.person[kept]]
    cells = np.zeros((7 * 24, 2), "q")
    for n, zone in enumerate(zones):
        step(0)
        here = zone_of == n
        local = _local(at[here], zone)
        cell = (local // DAY + FIRST_WEEKDAY) % 7 * 24 + local % DAY // HOUR
        cells[:, 1] += np.bincount(cell, minlength=7 * 24)
        cells[:, 0] += np.bincount(cell[talked[here]], minlength=7 * 24)
    return tuple(Hour(n // 24, n % 24, Rate(int(r), int(of))) for n, (r, of) in enumerate(cells) if of)


def _local(at: "Numbers", zone: ZoneInfo) -> "Numbers":
    """What the clock of a zone reads, as if it were UTC."""
    import numpy as np

    days, place = np.unique(at // DAY, return_inverse=True)
    spans = [_offsets(day * DAY, zone) for day in days.tolist()]
    before, change, after = (np.array([s[n] for s in spans], "q") for n in range(3))
    return at + np.where(at < change[place], before[place], after[place])


def _offsets(midnight: int, zone: ZoneInfo) -> tuple[int, int, int]:
    """How far a zone is ahead as a UTC day begins, until when, and from then on."""
    low, high = midnight, midnight + DAY - SECOND
    before, after = _offset(low, zone), _offset(high, zone)
    while before != after and high - low > SECOND:
        middle = low + (high - low) // SECOND // 2 * SECOND
        low, high = (middle, high) if _offset(middle, zone) == before else (low, middle)
    return before, high, after


def _offset(at: int, zone: ZoneInfo) -> int:
    moment = (EPOCH + timedelta(microseconds=at)).astimezone(zone)
    return (moment.utcoffset() or timedelta(0)) // timedelta(microseconds=1)


def quartiles(values: "Numbers") -> Spread:
    """Their spread. They are put in order outside the lock of Python, under which no window answers."""
    import numpy as np

    return spread(np.sort(values).tolist())


def minutes_passed(starts: Sequence[int], ends: Sequence[int]) -> Spread:
    """The minutes of each stretch of time by the clock."""
    import numpy as np

    return quartiles((np.array(ends, "q") - np.array(starts, "q")) / (60 * SECOND))


def minutes_worked(hours: WorkCalendar, starts: Sequence[int], ends: Sequence[int]) -> Spread:
    """The working minutes of each stretch of time, which may not end before it starts."""
    import numpy as np

    if not starts:
        return Spread(0)
    opens, closes = [], []
    day = (EPOCH + timedelta(microseconds=min(starts))).astimezone(hours.zone).date()
    last = (EPOCH + timedelta(microseconds=max(ends))).astimezone(hours.zone).date()
    while day <= last:
        for begins, over in hours.openings(day):
            opens.append((begins - EPOCH) // timedelta(microseconds=1))
            closes.append((over - EPOCH) // timedelta(microseconds=1))
        day += timedelta(days=1)
    if not opens:
        return spread([0.0] * len(starts))
    begin, length = np.array(opens, "q"), np.array(closes, "q") - np.array(opens, "q")
    before = np.cumsum(length) - length

    def worked(at: Sequence[int]) -> "Numbers":
        instants = np.array(at, "q")
        place = np.maximum(np.searchsorted(begin, instants, "right") - 1, 0)
        done: Numbers = before[place] + np.clip(instants - begin[place], 0, length[place])
        return done

    return quartiles((worked(ends) - worked(starts)) / (60 * SECOND))
