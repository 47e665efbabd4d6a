"""The verdict in a few lines, for CRMs that have no field for each part of it, and how such lines are known again."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from sdrdesk.core.words import LANGUAGES, Words

DAY = r"\d{1,2}(?:er)? \S+ \d{4}"


def summary(words: Words, values: Mapping[str, str]) -> str:
    """The verdict in a few lines."""
    said = [words.text("crm_summary", "score", score=values["score"], open=values["open"], grid=values["grid"])]
    if values["decision"]:
        decision = words.text("decision", values["decision"])
        reason = words.text("reason", values["reason"]) if values["reason"] else ""
        route = words.text("route", values["route"])
        said.append(words.text("crm_summary", "decision", decision=decision, route=route) + (reason and f" ({reason})"))
    if values["next_date"]:
        said.append(words.text("crm_summary", "next_date", day=words.date(date.fromisoformat(values["next_date"]))))
    return "\n".join(said)


def may_replace(ours: str, theirs: str) -> bool:
    """Whether a summary may stand where another text does: that is nothing but a summary, of whatever machine, language
    or earlier connection, and tells no decision that ours knows nothing of."""
    there, here = _read(theirs), _read(ours)
    return there is not None and (not there["decision"] or bool(here and here["decision"]))


def _read(text: str) -> Mapping[str, str | None] | None:
    """The parts of a summary; None where a text is anything else, or more."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    found = (_pattern(language).fullmatch("\n".join(lines)) for language in LANGUAGES)
    return next((match.groupdict() for match in found if match), None)


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words = Words(language)
    decision = _line(words, "decision", decision=_any_of(words, "decision"), route=_any_of(words, "route"))
    decision += rf"(?: \({_any_of(words, 'reason')}\))?"
    score = _line(words, "score", score=r"\d+", open=r"\d+", grid=r"[^()\n]+ \d+")
    return re.compile(rf"{score}(?:\n(?P<decision>{decision}))?(?:\n{_line(words, 'next_date', day=DAY)})?")


def _line(words: Words, code: str, **parts: str) -> str:
    """What one line of a summary reads like, with a pattern for each of its parts."""
    said = re.escape(" ".join(words.text("crm_summary", code, **{name: f"<{name}>" for name in parts}).split()))
    for name, part in parts.items():
        said = said.replace(f"<{name}>", part)
    return said


def _any_of(words: Words, table: str) -> str:
    return "(?:" + "|".join(re.escape(" ".join(words.text(table, code).split())) for code in words.codes(table)) + ")"
