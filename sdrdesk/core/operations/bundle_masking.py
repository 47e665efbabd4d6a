"""How somebody who objected is reached, blanked out in the words of a review bundle."""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from sdrdesk.core.domain.lead import GIVEN_COLUMNS, PHONE_COLUMNS
from sdrdesk.core.domain.remarks import RemarkKind
from sdrdesk.core.normalising.phones import e164, is_given_out
from sdrdesk.core.store.bundle_rows import Row

TO_REACH = frozenset({*PHONE_COLUMNS, *GIVEN_COLUMNS, "email"})
"""What of a lead that objected leaves in no file."""
BLANK = "█"
"""Stands for each character left out, so that the passages of remarks stay where they are."""
_TYPED: Mapping[str, Collection[str]] = {
    "activity": ("reason",),
    "note": ("text",),
    "signal": ("channel", "detail"),
    "decision": ("reason", "meeting_with", "checked"),
    "feedback": ("reason", "text"),
    "remark": ("quote", "value", "was", "text"),
    "answer": ("evidence", "override_reason"),
    "lead": ("snooze_reason",),
    "operation": ("reason",),
}
"""What people type, by what it is part of."""
_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@\w[\w-]*(?:\.\w[\w-]*)*")
_DIGITS = re.compile(r"\+?\d+")
_TRUNK = re.compile(r"\(0\)")
_BETWEEN = re.compile(r"(?:[^\w\n+:;,]|,(?! )|\(0\)){0,5}")
_BLANKED = re.compile(BLANK + "+")
_FEWEST, _MOST = 6, 17
Hide = Callable[[str], str]


def hiding(countries: Collection[str]) -> Hide:
    """What blanks out, in a text, each e-mail address and each number as it is dialled in one of these countries."""

    def hide(text: str) -> str:
        stretches = [m.span() for m in _EMAIL.finditer(text)]
        stretches += [(a, b) for a, b in _runs(text) if _is_number(text[a:b], countries)]
        left = list(text)
        for start, end in stretches:
            left[start:end] = BLANK * (end - start)
        return "".join(left)

    return hide


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Every stretch of a line that has as many digits as a number, and nothing but what stands between digits."""
    found = [m.span() for m in _DIGITS.finditer(text)]
    for n, (start, end) in enumerate(found):
        digits = end - start
        if _FEWEST <= digits <= _MOST:
            yield start, end
        for then, until in found[n + 1 :]:
            digits += until - then
            if digits > _MOST or not _BETWEEN.fullmatch(text, end, then):
                break
            end = until
            if digits >= _FEWEST:
                yield start, end


def _is_number(text: str, countries: Collection[str]) -> bool:
    digits = "".join(c for c in _TRUNK.sub("", text) if c.isdigit() or c == "+")
    return any(is_given_out(e164(digits, country) or "") for country in countries)


def mask(said: Row, hide: Hide) -> None:
    """Leave out how a lead that objected is reached, wherever it stands among its rows."""
    said |= dict.fromkeys(TO_REACH, "")
    said |= _hidden("lead", said, hide)
    said["facts"] = {kind: [_hidden(kind, row, hide) for row in rows] for kind, rows in said["facts"].items()}
    said["answers"] = [_hidden("answer", row, hide) for row in said["answers"]]
    kept = [e for e in said["journal"] if not (e["entity"] == "lead" and e["field"] in TO_REACH)]
    said["journal"] = [_hidden_entry(e, hide) for e in kept]


def hidden_summary(summary: Mapping[str, Any], hide: Hide) -> Row:
    """What the record of an act says of itself, without how somebody is reached."""
    return _hidden("operation", summary, hide)


def _hidden(kind: str, row: Mapping[str, Any], hide: Hide) -> Row:
    typed = [name for name in _TYPED.get(kind, ()) if isinstance(row.get(name), str)]
    if row.get("kind") == RemarkKind.CORRECTION:  # its values are answers, not words
        typed = [name for name in typed if name not in ("value", "was")]
    called = {"number": ""} if kind == "activity" and "number" in row else {}
    return {**row, **{name: hide(row[name]) for name in typed}, **called}


def _hidden_entry(entry: Row, hide: Hide) -> Row:
    kind = entry["entity"]
    if kind == "lead":
        typed = entry["field"] in _TYPED["lead"]
        return {**entry, **{side: hide(entry[side] or "") for side in ("before", "after")}} if typed else entry
    return {**entry, **{side: _hidden_record(kind, entry[side], hide) for side in ("before", "after")}}


def _hidden_record(kind: str, text: str | None, hide: Hide) -> str | None:
    if text is None or not text.startswith("{"):
        return text
    return json.dumps(_hidden(kind, json.loads(text), hide), ensure_ascii=False)


def covers(blanked: str, whole: str) -> bool:
    """Whether a text is this one, with or without parts of it blanked out."""
    return len(blanked) == len(whole) and all(a in (b, BLANK) for a, b in zip(blanked, whole, strict=True))


def restored(text: str, blanked: str, wholes: Iterable[str]) -> str:
    """A text that somebody made of a blanked one, with what was blanked as the one of these has it that was blanked."""
    whole = next((w for w in wholes if covers(blanked, w)), blanked) if BLANK in text else blanked
    left = [whole[m.start() : m.end()] for m in _BLANKED.finditer(blanked)]

    def put_back(found: re.Match[str]) -> str:
        n = next((n for n, part in enumerate(left) if len(part) == len(found.group())), None)
        return found.group() if n is None else left.pop(n)

    return _BLANKED.sub(put_back, text)
