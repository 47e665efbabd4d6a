"""A segment: the conditions a list of leads is cut by, each on one field; what may be asked of which field."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sdrdesk.core.domain.answers import folded, lower_bound
from sdrdesk.core.domain.calling_rules import ContactKind
from sdrdesk.core.domain.job_title import FUNCTIONS, SENIORITIES
from sdrdesk.core.domain.lead import COLUMNS, PHONE_COLUMNS, Stage
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.domain.signals import COLD_TYPES, HOT_TYPES, SIGNAL_TYPES, WARM_TYPES, Temperature

LONGEST_WITHIN = 36_500
"""Days that “within the last” and “within the next” may span: a century."""


class Kind(StrEnum):
    """What a field holds, and so what can be asked of it."""

    TEXT = "text"
    PHONE = "phone"
    NOTES = "notes"
    NUMBER = "number"
    DAY = "day"
    INSTANT = "instant"
    CODE = "code"
    TAG = "tag"
    SIGNAL = "signal"


class Test(StrEnum):
    """What is asked of a field."""

    __test__ = False  # a test of a segment, none of ours

    IS = "is"
    IS_NOT = "is_not"
    CONTAINS = "contains"
    STARTS_WITH = "starts_with"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BEFORE = "before"
    AFTER = "after"
    WITHIN_LAST = "within_last"
    WITHIN_NEXT = "within_next"
    IS_EMPTY = "is_empty"
    IS_NOT_EMPTY = "is_not_empty"


WITHOUT_VALUE = frozenset({Test.IS_EMPTY, Test.IS_NOT_EMPTY})
_FILLED = (Test.IS_EMPTY, Test.IS_NOT_EMPTY)
_NAMED = (Test.IS, Test.IS_NOT)
_DATED = (Test.BEFORE, Test.AFTER, Test.IS, Test.WITHIN_LAST, Test.WITHIN_NEXT)
TESTS: Mapping[Kind, tuple[Test, ...]] = {
    Kind.TEXT: (*_NAMED, Test.CONTAINS, Test.STARTS_WITH, *_FILLED),
    Kind.PHONE: (*_NAMED, Test.CONTAINS, *_FILLED),
    Kind.NOTES: (Test.CONTAINS, *_FILLED),
    Kind.NUMBER: (Test.AT_LEAST, Test.AT_MOST, *_NAMED, *_FILLED),
    Kind.DAY: (*_DATED, *_FILLED),
    Kind.INSTANT: (*_DATED, *_FILLED),
    Kind.CODE: (*_NAMED, *_FILLED),
    Kind.TAG: (*_NAMED, Test.CONTAINS, Test.STARTS_WITH, *_FILLED),
    Kind.SIGNAL: _NAMED,
}

_BY_COLUMN = {
    **dict.fromkeys(PHONE_COLUMNS, Kind.PHONE),
    **dict.fromkeys(("employees", "cost"), Kind.NUMBER),
    "source_date": Kind.DAY,
    "notes": Kind.NOTES,
}
FIELDS: Mapping[str, Kind] = {
    **dict.fromkeys(("stage", "temperature", "decision"), Kind.CODE),
    "tag": Kind.TAG,
    "signal": Kind.SIGNAL,
    **dict.fromkeys(("next_date", "last_call"), Kind.INSTANT),
    **dict.fromkeys(("score", "attempts"), Kind.NUMBER),
    **dict.fromkeys(("campaign", "route", "reason", "contact_kind"), Kind.CODE),
    "owner": Kind.TEXT,
    **dict.fromkeys(("function", "seniority"), Kind.CODE),
    **{name: _BY_COLUMN.get(name, Kind.TEXT) for name in COLUMNS if name != "tags"},
    "open": Kind.NUMBER,
    "grid": Kind.TEXT,
    "grid_version": Kind.NUMBER,
    "id": Kind.TEXT,
}
"""Every field a list can be cut by, those most asked for first: the columns of formats section 6 and a few more."""

CONTACT_KINDS = tuple(kind.value for kind in ContactKind)
CODES: Mapping[str, tuple[str, ...]] = {
    "stage": tuple(Stage),
    "temperature": tuple(Temperature),
    "decision": tuple(Decision),
    "route": tuple(Route),
    "contact_kind": CONTACT_KINDS,
    "function": FUNCTIONS,
    "seniority": SENIORITIES,
}
"""The codes of the fields that hold nothing else; reasons and campaigns are a firm's own."""

NEVER_EMPTY = frozenset({"stage", "temperature", "id", "score", "open", "attempts", "grid", "grid_version"})
SIGNAL_GROUPS: Mapping[str, frozenset[str]] = {
    "any": SIGNAL_TYPES,
    "hot": HOT_TYPES,
    "warm": WARM_TYPES,
    "cold": COLD_TYPES,
}


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing asked of a field. A signal's value is its type (or any, hot, warm, cold), with “within N” if recent."""

    field: str
    test: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class SavedView:
    """A cut that is kept under a name; `place` is its rank among the views."""

    id: str
    name: str
    search: str = ""
    conditions: tuple[Condition, ...] = ()
    place: int = 0


@dataclass(frozen=True, slots=True)
class SegmentFault:
    """What is wrong with a condition, and where: its number from 1, and field, test or value."""

    number: int
    part: str
    code: str
    value: str = ""
    known: tuple[str, ...] = ()


def asked_of(field: str) -> tuple[Test, ...]:
    """What can be asked of a field."""
    tests = TESTS[FIELDS[field]]
    if field in NEVER_EMPTY:
        tests = tuple(t for t in tests if t not in _FILLED)
    return tests


def check_segment(conditions: Sequence[Condition]) -> list[SegmentFault]:
    """Every fault of these conditions, in their order; empty when a list can be cut by them."""
    return [fault for n, condition in enumerate(conditions, 1) if (fault := _fault(n, condition)) is not None]


def _fault(n: int, condition: Condition) -> SegmentFault | None:
    field, test, value = condition.field, condition.test, condition.value.strip()
    if field not in FIELDS:
        return SegmentFault(n, "field", "unknown_field", field, tuple(FIELDS))
    if test not in asked_of(field):
        return SegmentFault(n, "test", "unknown_test", test, asked_of(field))
    if test in WITHOUT_VALUE:
        return SegmentFault(n, "value", "needs_no_value", value) if value else None
    if not value:
        return SegmentFault(n, "value", "needs_value")
    code, known = _fault_of_value(field, Test(test), value)
    return SegmentFault(n, "value", code, value, known) if code else None


def _fault_of_value(field: str, test: Test, value: str) -> tuple[str, tuple[str, ...]]:
    kind = FIELDS[field]
    if test in (Test.WITHIN_LAST, Test.WITHIN_NEXT):
        return ("" if _days(value) else "not_days"), ()
    if kind in (Kind.DAY, Kind.INSTANT):
        return ("" if iso_day(value) else "not_a_day"), ()
    if kind is Kind.NUMBER:
        return ("" if lower_bound(value) is not None else "not_a_number"), ()
    if kind is Kind.PHONE:
        return ("" if significant_digits(value) else "not_a_number"), ()
    if kind is Kind.SIGNAL:
        return _fault_of_signal(value)
    known = CODES.get(field, ())
    return ("unknown_code", known) if known and value not in known else ("", ())


def _fault_of_signal(value: str) -> tuple[str, tuple[str, ...]]:
    kind, _, days = value.partition(" within ")
    if kind.strip() not in SIGNAL_GROUPS and kind.strip() not in SIGNAL_TYPES:
        return "unknown_code", (*SIGNAL_GROUPS, *sorted(SIGNAL_TYPES))
    return ("not_days" if days and not _days(days) else ""), ()


def _days(value: str) -> int:
    """So many days; 0 when the text says no such number."""
    given = value.strip()
    return int(given) if re.fullmatch(r"[0-9]{1,5}", given) and int(given) <= LONGEST_WITHIN else 0


def iso_day(value: str) -> date | None:
    """The day an ISO text names."""
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        return None


def signal_asked(value: str) -> tuple[frozenset[str], int | None]:
    """The signal types a value names, and within how many days (None: ever)."""
    kind, _, days = value.partition(" within ")
    name = kind.strip()
    return SIGNAL_GROUPS.get(name) or frozenset({name}), _days(days) or None


def days_asked(condition: Condition, today: date) -> tuple[date | None, date | None]:
    """The days a checked condition on a date asks for: from the first until before the second; None is no bound."""
    one = timedelta(days=1)
    test, day = Test(condition.test), iso_day(condition.value)
    span = timedelta(days=_days(condition.value))
    if test is Test.WITHIN_LAST:
        return today - span, today + one
    if test is Test.WITHIN_NEXT:
        return today, today + span + one
    assert day is not None, "the condition was checked"
    if test is Test.BEFORE:
        return None, day
    after = day + one if day < date.max else date.max
    return (after, None) if test is Test.AFTER else (day, after)


def significant_digits(text: str) -> str:
    """The digits of a number without the zeros it begins with: what “06 12” and “+33 6 12” share."""
    return re.sub(r"[^0-9]", "", text).lstrip("0")


def tags_of(text: str) -> list[str]:
    """The tags a lead's column holds, between commas or semicolons."""
    return [t.strip() for t in text.replace(";", ",").split(",") if t.strip()]


def tags_text(tags: Sequence[str]) -> str:
    """Tags as a lead's column holds them, each once however it is written."""
    first: dict[str, str] = {}
    for tag in tags:
        first.setdefault(tag.casefold(), tag)
    return ", ".join(t for t in first.values() if t)


_PHRASES = [
    (re.compile(r"[ _-]+".join(test.value.split("_")) + r"(?:\s+|$)", re.IGNORECASE), test)
    for test in sorted(Test, key=lambda t: -len(t.value))
]
_SHORT = {"never called": Condition("last_call", Test.IS_EMPTY), "called": Condition("last_call", Test.IS_NOT_EMPTY)}


def read_condition(text: str) -> Condition:
    """A condition as it is typed: “city is Lyon”, “employees at_least 50”, “last_call within_last 7”, “never called”.

    What is not understood stands in the condition as given, for `check_segment` to name.
    """
    given = text.strip()
    if folded(given) in _SHORT:
        return _SHORT[folded(given)]
    field, _, rest = given.partition(" ")
    field = {"tags": "tag"}.get(field.lower(), field.lower())
    for phrase, test in _PHRASES:
        if found := phrase.match(rest.strip()):
            return Condition(field, test, _typed_value(field, test, rest.strip()[found.end() :]))
    test_word, _, value = rest.strip().partition(" ")
    return Condition(field, test_word, value.strip())


def _typed_value(field: str, test: Test, value: str) -> str:
    given = value.strip().strip('"“”').strip()
    if field == "signal" or test in (Test.WITHIN_LAST, Test.WITHIN_NEXT):
        given = re.sub(r"\s+(?:days?|jours?)$", "", given)
    return given
