"""Which lead a row of a file means (formats, section 5): the strongest key that finds one, never against the e-mail."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.normalising.names import is_shared_box, own_addresses, person_key
from sdrdesk.core.normalising.opposition import family_words


@dataclass(frozen=True, slots=True)
class Matched:
    """The leads the strongest key that finds any stands for, oldest first, and one kept apart by e-mail or name."""

    leads: Sequence[str] = ()
    apart: str = ""


def strongest_match(
    keys: Sequence[str],
    email: str,
    by_key: Mapping[str, Sequence[str]],
    emails: Mapping[str, str],
    merged_into: Mapping[str, str],
    others: Collection[str] = (),
) -> Matched:
    """The leads that a row's keys, strongest first, stand for; `emails` holds the leads that may be matched.

    A lead that was merged is found by the keys it had, and judged by the e-mail of the one it is part of. A match
    weaker than the e-mail never joins two whose e-mails differ; a mailbox that several people read says nothing of
    `others`, who are somebody else by their names.
    """
    apart = ""
    for key in keys:
        fits = []
        for found in by_key.get(key, ()):
            stands = merged_into.get(found, found)
            if stands not in emails:
                continue
            two = key[0] == "e" and stands in others and is_shared_box(email)
            if two or (key[0] in "pc" and differ(email, emails[stands])):
                apart = apart or stands
            else:
                fits.append(found)
        if fits:
            return Matched(tuple(fits))
    return Matched(apart=apart)


def differ(email: str, other: str) -> bool:
    """Whether two e-mails are known to be two."""
    mine, theirs = own_addresses(email), own_addresses(other)
    return bool(mine and theirs) and set(mine).isdisjoint(theirs)


def are_two_people(one: Lead, other: Lead) -> bool:
    """Whether two leads name two people: no family name in common, nor the same words in another order."""
    mine, yours = family_words(one), family_words(other)
    apart = bool(mine) and bool(yours) and not mine & yours
    return apart and set(_words(one)) != set(_words(other))


def _words(lead: Lead) -> list[str]:
    return person_key(lead.first_name, lead.last_name).split()


def named(fields: Mapping[str, str]) -> str:
    """A person as a sentence about a row names them: name, company, e-mail."""
    person = f"{fields.get('first_name', '')} {fields.get('last_name', '')}".strip()
    return ", ".join(p for p in (person, fields.get("company", ""), fields.get("email", "")) if p)
