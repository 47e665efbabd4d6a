"""Which of our fields stands where in a CRM, and how a value of ours reads there and back."""

from collections.abc import Mapping, Sequence

from sdrdesk.core.crm.client import Direction, FieldMap, Kind
from sdrdesk.core.domain.field_merge import OPPOSED
from sdrdesk.core.domain.lead import LEAD_FIELDS

PLAIN = tuple(c for c in LEAD_FIELDS if not c.endswith("_given"))
"""Columns of a lead: they travel both ways."""
TOLD = (
    "name", "deal_name", "temperature", "decision", "route", "reason", "score", "open", "grid", "next_date",
    "last_call", "attempts", "summary",
)  # fmt: skip
"""What only we know: names made of others, and the verdict; they are written there and never taken from there."""
NOT_TAKEN = frozenset(TOLD) - {"name"}
"""A CRM that has one field for a whole name says first and last name with it."""
OUR_FIELDS = (*PLAIN, "stage", "owner", "opposed", *TOLD)
"""`opposed` is "yes" or "": an objection to being called or written to."""
COMPANY_FIELDS = ("company", "domain", "industry", "naf", "employees", "siren")
"""What is said of the company, not of the person."""


def out(maps: Sequence[FieldMap], kind: Kind, values: Mapping[str, str]) -> dict[str, str]:
    """Our values as the fields of one kind of record: those given that travel that way; of codes, those paired."""
    return {
        m.theirs: theirs(m, values[m.ours])
        for m in maps
        if m.kind is kind and m.ours in values and m.direction is not Direction.IN
        if not m.values or values[m.ours] in m.values or not values[m.ours]
    }


def taken(maps: Sequence[FieldMap], kind: Kind, record: Mapping[str, str]) -> dict[str, str]:
    """Our fields as a record of one kind tells them; what it does not tell is absent."""
    found: dict[str, str] = {}
    for m in maps:
        if m.kind is kind and m.theirs in record and m.direction is not Direction.OUT and m.ours not in NOT_TAKEN:
            said = ours(m, record[m.theirs])
            if said is not None:
                found[m.ours] = said
    return found


def told(maps: Sequence[FieldMap], kind: Kind, record: Mapping[str, str]) -> dict[str, str]:
    """Every mapped field as a record tells it, also those that are only ever written there."""
    read = {m.ours: ours(m, record[m.theirs]) for m in maps if m.kind is kind and m.theirs in record}
    return {name: said for name, said in read.items() if said is not None}


def theirs(m: FieldMap, value: str) -> str:
    """One of our values as the CRM writes it."""
    return m.values.get(value, value)


def ours(m: FieldMap, value: str) -> str | None:
    """A value of the CRM's as ours; None where our field has codes and none is paired with it, but for an objection:
    where the absence of one is told too, whatever is none there is none."""
    if not m.values:
        return value
    for code, paired in m.values.items():
        if paired == value:
            return code
    return "" if m.ours == OPPOSED and "" in m.values else None
