"""Segments: conditions checked, made ready for the store, and said in words."""

from collections.abc import Sequence
from dataclasses import replace

from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.domain.segment import (
    FIELDS,
    WITHOUT_VALUE,
    Condition,
    Kind,
    SegmentFault,
    Test,
    check_segment,
    iso_day,
    read_condition,
)
from sdrdesk.core.errors import UserError
from sdrdesk.core.normalising.dates import calendar_date
from sdrdesk.core.normalising.phones import e164
from sdrdesk.core.normalising.places import country_code
from sdrdesk.core.operations.stages import stage_label
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words


def read_segment(workspace: Workspace, typed: Sequence[str]) -> tuple[Condition, ...]:
    """Conditions as a command line gives them; UserError for the first that cannot be read, with its place."""
    return ready(workspace, [read_condition(text) for text in typed])


def ready(workspace: Workspace, conditions: Sequence[Condition]) -> tuple[Condition, ...]:
    """Conditions as the store takes them: days as ISO, numbers as E.164, countries as codes, campaigns by their id.

    UserError for the first that cannot be used, with its place.
    """
    resolved = tuple(_resolved(workspace, c) for c in conditions)
    faults = [*check_segment(resolved), *_unknown_campaigns(workspace, resolved)]
    for fault in sorted(faults, key=lambda f: f.number):
        raise UserError(
            "bad_condition",
            number=fault.number,
            part=fault.part,
            fault=fault.code,
            value=fault.value,
            known=list(fault.known),
        )
    return resolved


def _resolved(workspace: Workspace, condition: Condition) -> Condition:
    value = condition.value.strip()
    kind, test = FIELDS.get(condition.field), condition.test
    if not value or kind is None:
        return replace(condition, value=value)
    if kind in (Kind.DAY, Kind.INSTANT) and test not in (Test.WITHIN_LAST, Test.WITHIN_NEXT):
        day = calendar_date(value)
        value = day.isoformat() if day else value
    elif kind is Kind.PHONE and test in (Test.IS, Test.IS_NOT):
        value = e164(value, workspace.country) or value
    elif condition.field == "country":
        value = country_code(value) or value
    elif condition.field == "campaign":
        value = next((c.id for c in workspace.campaigns.values() if c.name.casefold() == value.casefold()), value)
    elif kind in (Kind.CODE, Kind.SIGNAL):
        value = value.lower()
    return replace(condition, value=value)


def _unknown_campaigns(workspace: Workspace, conditions: Sequence[Condition]) -> list[SegmentFault]:
    known = tuple(c.name for c in workspace.campaigns.values())
    return [
        SegmentFault(n, "value", "unknown_code", c.value, known)
        for n, c in enumerate(conditions, 1)
        if c.field == "campaign" and c.value and c.value not in workspace.campaigns
    ]


def field_words(field: str, words: Words) -> str:
    """A field's name."""
    return words.text("column" if words.has("column", field) else "segment_field", field)


def value_words(workspace: Workspace, field: str, value: str, words: Words) -> str:
    """A value as people say it: the label of a code, the name of a campaign, a day with its year."""
    if field == "stage" and value in set(Stage):
        return stage_label(workspace, words, Stage(value))
    if field == "campaign":
        known = workspace.campaigns.get(value)
        return known.name if known else value
    if field == "signal":
        table = "signal_group" if words.has("signal_group", value) else "signal"
        return words.text(table, value)
    if field == "function" and words.has("job_function", value):
        return words.text("job_function", value)
    if field in ("temperature", "decision", "route", "reason", "contact_kind", "seniority") and words.has(field, value):
        return words.text(field, value)
    day = iso_day(value) if FIELDS[field] in (Kind.DAY, Kind.INSTANT) else None
    return words.date(day) if day else value


def condition_words(workspace: Workspace, condition: Condition, words: Words) -> str:
    """A condition in words: “City is Lyon”, “Workforce at least 50”, “Never called”."""
    field, test, value = condition.field, condition.test, condition.value.strip()
    kind = FIELDS.get(field)
    if kind is None:
        return " ".join((field, test, value)).strip()
    if field == "last_call" and test in WITHOUT_VALUE:
        return words.text("segment", "never_called" if test == Test.IS_EMPTY else "called")
    if kind is Kind.SIGNAL:
        name, _, days = value.partition(" within ")
        said = value_words(workspace, field, name.strip(), words)
        recent = f"{field}_{test}_within" if days else f"{field}_{test}"
        return words.text("segment", recent, value=said, n=days.strip() or "0")
    code = test
    if kind is Kind.TAG and words.has("segment", f"tag_{test}"):
        code = f"tag_{test}"
    if kind in (Kind.DAY, Kind.INSTANT) and test == Test.IS:
        code = "on"
    n = value if test in (Test.WITHIN_LAST, Test.WITHIN_NEXT) and value.isdigit() else "2"
    shown = value_words(workspace, field, value, words)
    return words.text("segment", code, field=field_words(field, words), value=shown, n=n)
