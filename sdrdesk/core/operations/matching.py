"""Which lead a row of a file means (formats, section 5): the strongest key that finds one, never against the e-mail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sdrdesk.core.normalising.names import own_address


@dataclass(frozen=True, slots=True)
class Matched:
    """The leads the strongest key that finds any stands for, oldest first, and one kept apart by its e-mail ("")."""

    leads: Sequence[str] = ()
    apart: str = ""


def strongest_match(
    keys: Sequence[str],
    email: str,
    by_key: Mapping[str, Sequence[str]],
    emails: Mapping[str, str],
    merged_into: Mapping[str, str],
) -> Matched:
    """The leads that a row's keys, strongest first, stand for; `emails` holds the leads that may be matched.

    A lead that was merged is found by the keys it had, and judged by the e-mail of the one it is part of. A match
    weaker than the e-mail never joins two whose e-mails differ.
    """
    apart = ""
    for key in keys:
        fits = []
        for found in by_key.get(key, ()):
            stands = merged_into.get(found, found)
            if stands not in emails:
                continue
            if key[0] in "pc" and differ(email, emails[stands]):
                apart = apart or stands
            else:
                fits.append(found)
        if fits:
            return Matched(tuple(fits))
    return Matched(apart=apart)


def differ(email: str, other: str) -> bool:
    """Whether two e-mails are known to be two."""
    mine, theirs = own_address(email), own_address(other)
    return bool(mine and theirs) and mine != theirs


def named(fields: Mapping[str, str]) -> str:
    """A person as a sentence about a row names them: name, company, e-mail."""
    person = f"{fields.get('first_name', '')} {fields.get('last_name', '')}".strip()
    return ", ".join(p for p in (person, fields.get("company", ""), fields.get("email", "")) if p)
