"""What HubSpot's answers mean: five shapes of an error, errors of single records in a batch, and its limits."""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sdrdesk.core.crm.client import CrmTrouble, Exists, Forbidden, Gone, Refused, Transient, Unauthorised
from sdrdesk.core.crm.http import Answer, usual_trouble

POLICY_WAITS: Mapping[str, float] = {"SECONDLY": 1.0, "TEN_SECONDLY_ROLLING": 10.0, "DAILY": 3600.0}
"""Seconds to wait by the limit that was reached; a day's limit is tried again every hour."""
_CATEGORIES: Mapping[str, type[CrmTrouble]] = {
    "CONFLICT": Exists, "OBJECT_NOT_FOUND": Gone, "OBJECT_ALREADY_EXISTS": Exists, "MISSING_SCOPES": Forbidden,
    "INVALID_AUTHENTICATION": Unauthorised, "EXPIRED_AUTHENTICATION": Unauthorised, "RATE_LIMITS": Transient,
}  # fmt: skip
_EXISTING = re.compile(r"[Ee]xisting ID: ?(\d{1,20})")
_NAMED = re.compile(r'"name": ?"([A-Za-z0-9_]{1,100})"')
_UNIQUE = re.compile(r"CONFLICTING_UNIQUE_VALUE|already has that value")


def trouble(answer: Answer) -> CrmTrouble | None:
    """What an answer as a whole means; None when it is good."""
    if answer.ok:
        return usual_trouble(answer)
    said = answer.json if isinstance(answer.json, dict) else {}
    message = str(said.get("message", ""))
    if answer.status == 429:
        policy = str(said.get("policyName", "")) or str(_context(said).get("policyName", ""))
        after = answer.after()
        return Transient(message, after=POLICY_WAITS.get(policy, 10.0) if after is None else after)
    if answer.status in (423, 477):  # locked for a moment; the account is being moved
        return Transient(message, after=answer.after())
    if answer.status in (400, 404, 409):
        return of_record(said, answer.status)
    return usual_trouble(answer, message, field=_field(said))


def of_record(said: Mapping[str, Any], status: int = 400) -> CrmTrouble:
    """What is wrong with one record, as an error in a batch's answer or an answer of its own says."""
    message, category = str(said.get("message", "")), str(said.get("category", ""))
    existing = _EXISTING.search(message)
    kind = _CATEGORIES.get(category)
    if existing or kind is Exists or status == 409 or _UNIQUE.search(message):
        return Exists(message, id=existing[1] if existing else "")
    if kind is not None:
        return kind(message)
    if status == 404 or str(said.get("subCategory", "")).endswith("OBJECT_NOT_FOUND"):
        return Gone(message)
    return Refused(_plain(message), field=_field(said))


def named(said: Mapping[str, Any]) -> list[str]:
    """The ids (or trace ids) of the records that an error in a batch's answer is about."""
    context = _context(said)
    return [str(i) for key in ("objectWriteTraceId", "ids", "id") for i in _several(context.get(key))]


def _context(said: Mapping[str, Any]) -> Mapping[str, Any]:
    context = said.get("context")
    return context if isinstance(context, dict) else {}


def _several(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _field(said: Mapping[str, Any]) -> str:
    """The property at fault: from the context, of the error or its details, or out of the message's own JSON."""
    for error in (said, *(e for e in _several(said.get("errors")) if isinstance(e, dict))):
        names = _several(_context(error).get("propertyName")) or _several(_context(error).get("invalidPropertyName"))
        if names:
            return str(names[0])
    found = _NAMED.search(str(said.get("message", "")))
    return found[1] if found else ""


def _plain(message: str) -> str:
    """A message without the JSON that HubSpot appends for programs: what stands before it, and its first sentence."""
    inner = re.search(r'"(?:localizedErrorMessage|message)": ?"((?:[^"\\]|\\.){1,200})"', message)
    return f"{message.split('[{')[0].rstrip(': ')}: {inner[1]}" if inner else message


class Pace:
    """Waits asked of us by HubSpot's counters, so that no limit is run into: nothing is sent before they end."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._until = clock, 0.0

    def check(self) -> None:
        """Transient with the seconds left, while there are any."""
        left = self._until - self._clock()
        if left > 0:
            raise Transient("429", after=left)

    def heed(self, headers: Mapping[str, str]) -> None:
        """Read the counters of an answer."""
        for counter, wait in (("daily-remaining", 3600.0), ("secondly-remaining", 1.0), ("remaining", 10.0)):
            if headers.get(f"x-hubspot-ratelimit-{counter}", "").strip() == "0":
                self._until = max(self._until, self._clock() + wait)
