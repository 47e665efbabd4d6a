"""What a country lets one do when calling: by kind of contact, dated, with its source; and the strictest of several."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import reduce

from sdrdesk.core.domain.working_time import ROUND_THE_CLOCK, Week, common_week


class ContactKind(StrEnum):
    """As whom a person is called; UNKNOWN takes the strictest rule of its country."""

    PROFESSIONAL = "professional"
    SOLE_TRADER = "sole_trader"
    CONSUMER = "consumer"
    UNKNOWN = "unknown"


STATED = (ContactKind.PROFESSIONAL, ContactKind.SOLE_TRADER, ContactKind.CONSUMER)
"""The kinds that have rules of their own."""


class Basis(StrEnum):
    """What the hours of a rule rest on: a law, a code the trade has given itself, or our own caution without either."""

    LAW = "law"
    CODE = "code"
    CAUTION = "caution"


@dataclass(frozen=True, slots=True)
class CallingRule:
    """One rule: country "" holds where no other does; 0 attempts or days mean that there is no such limit."""

    country: str
    kind: ContactKind
    since: date
    week: Week = field(default_factory=lambda: ROUND_THE_CLOCK)
    holidays: bool = True
    most_attempts: int = 0
    in_days: int = 0
    refusal_days: int = 0
    consent: bool = False
    basis: Basis = Basis.CAUTION
    source: str = ""
    says: Mapping[str, str] = field(default_factory=dict)


def strictest(rules: Sequence[CallingRule]) -> CallingRule:
    """One rule that breaks none of these: common hours, fewest attempts in the longest time, longest rest."""
    first = rules[0]
    limited = [r for r in rules if r.most_attempts]
    return CallingRule(
        first.country,
        ContactKind.UNKNOWN,
        max(r.since for r in rules),
        reduce(common_week, (r.week for r in rules)),
        all(r.holidays for r in rules),
        min((r.most_attempts for r in limited), default=0),
        max((r.in_days for r in limited), default=0),
        max(r.refusal_days for r in rules),
        any(r.consent for r in rules),
        Basis.CAUTION,
        "; ".join(dict.fromkeys(r.source for r in rules)),
        first.says,
    )


_FRENCH = ("FR",)
_LAW_OF = dict.fromkeys(("GP", "MQ", "GF", "RE", "YT", "BL", "MF", "PM"), _FRENCH)
"""Countries by their code where the law of another holds: the French departments overseas and the islands under the
same law (Constitution, art. 73; CGCT, art. LO 6213-1, LO 6313-1, LO 6413-1)."""


def rule_in_force(layers: Sequence[Iterable[CallingRule]], country: str, kind: ContactKind, day: date) -> CallingRule:
    """The rule that holds on a day: the newest by then of the first layer that has one for the country.

    A person's own rules are a layer before the shipped ones; where no layer knows the country, nor the one whose law it
    has, that of "" holds.
    """
    if kind is ContactKind.UNKNOWN:
        return strictest([rule_in_force(layers, country, stated, day) for stated in STATED])
    for place in (country, *_LAW_OF.get(country, ()), ""):
        for layer in layers:
            found = [r for r in layer if r.country == place and r.kind is kind and r.since <= day]
            if found:
                return max(found, key=lambda r: r.since)
    raise LookupError(kind)
