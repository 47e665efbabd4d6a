"""What an answer of a CRM means as a profile says it, and what is told of it to a person."""

from collections.abc import Mapping
from typing import Any

from sdrdesk.core.crm.client import CrmTrouble, Exists, Forbidden, Gone, Refused, Transient, Unauthorised
from sdrdesk.core.crm.http import Answer, usual_trouble
from sdrdesk.core.crm.profile import ErrorRule, Profile
from sdrdesk.core.crm.profile_paths import MISSING, value_at

MOST_SAID = 2000
"""Characters of what a server says that a rule is held against."""
LONGEST_WAIT = 86_400
"""Seconds: a header that says more is no time to wait but a clock."""


def trouble(profile: Profile, answer: Answer) -> CrmTrouble | None:
    """What an answer means; None when it is good. Only what stands where the profile says it may be read is told."""
    said, field = _message(profile, answer.json), _field(profile, answer.json)
    for rule in profile.rules:
        if rule.status == answer.status and rule.says in said[:MOST_SAID].lower():
            return _meant(rule, answer, said, field)
    found = usual_trouble(answer, said, field=field)
    if isinstance(found, Transient) and found.after is None:
        found.after = _reset(profile, answer)
    return found


def _meant(rule: ErrorRule, answer: Answer, said: str, field: str) -> CrmTrouble:
    match rule.means:
        case "transient":
            return Transient(said, after=answer.after())
        case "exists":
            return Exists(said)
        case "gone":
            return Gone(said)
        case "forbidden":
            return Forbidden(said)
        case "unauthorised":
            return Unauthorised(said)
        case _:
            return Refused(said, field=field)


def _message(profile: Profile, json: Any) -> str:
    for at in profile.errors.message:
        found = value_at(json, at)
        if found is not MISSING and (said := flat(found)):
            return said
    return ""


def flat(value: Any, depth: int = 4) -> str:
    """What a message says whatever its shape: a text, a list of them, a table of field and texts, so many deep."""
    match value:
        case str():
            return value
        case list() if depth:
            return " ".join(said for item in value if (said := flat(item, depth - 1)))
        case Mapping() if depth:
            return " ".join(f"{name}: {said}" for name, item in value.items() if (said := flat(item, depth - 1)))
        case _:
            return ""


def _field(profile: Profile, json: Any) -> str:
    found = value_at(json, profile.errors.field) if profile.errors.field else MISSING
    return str(next(iter(found), "")) if isinstance(found, Mapping) else ""


def _reset(profile: Profile, answer: Answer) -> float | None:
    said = answer.headers.get(profile.errors.reset, "") if profile.errors.reset else ""
    return float(said) if said.isdigit() and int(said) <= LONGEST_WAIT else None
