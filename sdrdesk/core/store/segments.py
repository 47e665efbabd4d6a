"""A segment as SQL: every condition a clause on the lead and its state, every value bound."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, false, func, not_, or_, select

from sdrdesk.core.domain.answers import folded, lower_bound
from sdrdesk.core.domain.segment import (
    FIELDS,
    Condition,
    Kind,
    Test,
    days_asked,
    signal_asked,
    significant_digits,
    tags_of,
)
from sdrdesk.core.domain.signals import HOT_FOR, WARM_FOR, Temperature
from sdrdesk.core.store.schema import lead, lead_state, note, signal

Clause = ColumnElement[bool]
ON_STATE = frozenset(
    {"temperature", "decision", "route", "reason", "score", "open", "attempts", "grid", "grid_version"}
    | {"next_date", "last_call"}
)
"""The fields that stand on the state of a lead, not on the lead."""

OF_JOB_TITLE = {"function": "sdr_function", "seniority": "sdr_seniority"}
"""The fields that a job title says, and the SQL functions that read it; whoever opens the store brings these."""

_DAY = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*"


def _tags(text: str) -> str:
    return "\n".join(["", *(folded(t) for t in tags_of(text)), ""])


SQL_FUNCTIONS: Mapping[str, Callable[[str], object]] = {
    "sdr_folded": folded,
    "sdr_number": lower_bound,
    "sdr_digits": significant_digits,
    "sdr_tags": _tags,
}
"""What SQLite calls back for each row: two spellings of a word are compared as the rest of the program does."""


def cut_by(conditions: Sequence[Condition], now: datetime) -> list[Clause]:
    """The clauses of checked conditions, all of which must hold; the leads must be joined with their states."""
    return [_clause(c, now) for c in conditions]


def needs_state(conditions: Sequence[Condition]) -> bool:
    """Whether one of these conditions reads the state of a lead."""
    return any(c.field in ON_STATE for c in conditions)


def _clause(condition: Condition, now: datetime) -> Clause:
    test = Test(condition.test)
    if test is Test.IS_NOT:
        return not_(_holds(condition, Test.IS, now))
    if test is Test.IS_NOT_EMPTY:
        return not_(_is_empty(condition.field))
    return _is_empty(condition.field) if test is Test.IS_EMPTY else _holds(condition, test, now)


def _holds(condition: Condition, test: Test, now: datetime) -> Clause:
    field, value = condition.field, condition.value.strip()
    match FIELDS[field]:
        case Kind.TEXT:
            return _spelled(_folded(_column(field)), test, folded(value))
        case Kind.PHONE:
            return _spelled(func.sdr_digits(_column(field)), test, significant_digits(value))
        case Kind.NOTES:
            said = _spelled(_folded(note.c.text), test, folded(value))
            return exists(select(note.c.id).where(note.c.lead == lead.c.id, said))
        case Kind.NUMBER:
            return _numbered(_number(field), test, lower_bound(value))
        case Kind.DAY:
            return _dated(_column(field), *days_asked(condition, now.date()))
        case Kind.INSTANT:
            return _timed(_column(field), *days_asked(condition, now.date()), now)
        case Kind.CODE:
            return temperature_is(Temperature(value), now) if field == "temperature" else _column(field) == value
        case Kind.TAG:
            return _tagged(test, folded(value))
        case Kind.SIGNAL:
            return _signalled(value, now)


def _folded(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A text as `folded` makes it; plain ASCII words without calling back, which is ten times as quick."""
    return case((column.op("GLOB")("*[^!-~]*"), func.sdr_folded(column)), else_=func.lower(column))


def _column(field: str) -> ColumnElement[Any]:
    if field in OF_JOB_TITLE:
        read: ColumnElement[Any] = getattr(func, OF_JOB_TITLE[field])(lead.c.job_title)
        return read
    return lead_state.c[field] if field in ON_STATE else lead.c[field]


def _is_empty(field: str) -> Clause:
    match FIELDS[field]:
        case Kind.INSTANT:
            return _column(field).is_(None)
        case Kind.NOTES:
            return ~exists(select(note.c.id).where(note.c.lead == lead.c.id))
        case Kind.TAG:
            return func.sdr_tags(lead.c.tags) == "\n"
        case _:
            return func.trim(_column(field)) == ""


def _spelled(said: ColumnElement[Any], test: Test, value: str) -> Clause:
    match test:
        case Test.CONTAINS:
            return func.instr(said, value) > 0
        case Test.STARTS_WITH:
            return func.substr(said, 1, len(value)) == value
        case _:
            return said == value


def _tagged(test: Test, value: str) -> Clause:
    wanted = {Test.CONTAINS: value, Test.STARTS_WITH: f"\n{value}"}.get(test, f"\n{value}\n")
    return func.instr(func.sdr_tags(lead.c.tags), wanted) > 0


def _number(field: str) -> ColumnElement[Any]:
    """A number as lists show it: points are tenths in the store, and shown whole."""
    column = _column(field)
    if field in ("score", "open"):
        return column.op("/")(10)
    return column if field in ON_STATE else func.sdr_number(column)


def _numbered(number: ColumnElement[Any], test: Test, value: float | None) -> Clause:
    # What holds no number is neither large nor small, and is no other number either.
    match test:
        case Test.AT_LEAST:
            found = number >= value
        case Test.AT_MOST:
            found = number <= value
        case _:
            found = number == value
    return func.coalesce(found, false())


def _dated(column: ColumnElement[Any], first: date | None, end: date | None) -> Clause:
    bounds = [func.substr(column, 1, 10) >= first.isoformat()] if first else []
    bounds += [func.substr(column, 1, 10) < end.isoformat()] if end else []
    return and_(column.op("GLOB")(_DAY), *bounds)


def _timed(column: ColumnElement[Any], first: date | None, end: date | None, now: datetime) -> Clause:
    bounds = [column >= datetime.combine(first, time(), now.tzinfo)] if first else []
    bounds += [column < datetime.combine(end, time(), now.tzinfo)] if end else []
    return func.coalesce(and_(*bounds), false())


def _signalled(value: str, now: datetime) -> Clause:
    types, days = signal_asked(value)
    found = select(signal.c.id).where(signal.c.lead == lead.c.id, signal.c.type.in_(sorted(types)))
    if days is not None:
        since, _ = days_asked(Condition("last_call", Test.WITHIN_LAST, str(days)), now.date())
        assert since is not None
        found = found.where(signal.c.at >= datetime.combine(since, time(), now.tzinfo))
    return exists(found)


def temperature_is(wanted: Temperature, now: datetime) -> Clause:
    """Whether a lead is hot, warm or cold at an instant."""
    hot = func.coalesce(lead_state.c.hot_at >= now - HOT_FOR, false())
    warm = func.coalesce(lead_state.c.warm_at >= now - WARM_FOR, false())
    match wanted:
        case Temperature.HOT:
            return hot
        case Temperature.WARM:
            return and_(not_(hot), warm)
        case Temperature.COLD:
            return not_(or_(hot, warm))
