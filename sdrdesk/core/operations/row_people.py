"""Whom a row of a file speaks of, where it is about leads that are here: by its id, its keys, or a number alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sdrdesk.core.domain.lead import LEAD_FIELDS, PHONE_COLUMNS, Lead
from sdrdesk.core.normalising.names import match_keys, person_key
from sdrdesk.core.operations.leads import normalised
from sdrdesk.core.operations.matching import differ, named, strongest_match
from sdrdesk.core.store import leads
from sdrdesk.core.store.database import Tx
from sdrdesk.core.store.scratch import PlannedRow

NOT_FOUND, REFUSED = "not_found", "refused"
WHO = ("id", "external_id", "full_name", "first_name", "last_name", "company", "email", *PHONE_COLUMNS)
"""The columns that say who it is."""
MOST_NAMED = 3
"""How many of the leads that a row fits are named."""
Why = list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class RowPerson:
    """Who a row speaks of: by the columns of a lead, its keys strongest first, and what is said of the row."""

    who: Mapping[str, str] = field(default_factory=dict)
    lead: Lead = field(default_factory=lambda: Lead(""))
    keys: tuple[str, ...] = ()
    why: Why = field(default_factory=list)

    @property
    def is_named(self) -> bool:
        """Whether the row says who it is at all."""
        return self.lead.names_somebody or bool({"id", "external_id"} & set(self.who))


def person_of(values: Mapping[str, str], country: str, beside: str, why: Why) -> RowPerson:
    """The person that the values of a row name; columns that begin with `beside` say something else."""
    who = {k: v for k, v in normalised(dict(values), country).items() if v and not k.startswith(beside)}
    lead = Lead("").with_fields({k: who.get(k, "") for k in LEAD_FIELDS})
    return RowPerson(who, lead, match_keys(lead), why)


@dataclass(frozen=True, slots=True)
class There:
    """What the store says of the people of some rows: whom keys and numbers stand for, and who is part of whom."""

    by_key: Mapping[str, Sequence[str]]
    by_number: Mapping[str, Sequence[str]]
    merged_into: Mapping[str, str]
    people: Mapping[str, Lead]
    emails: Mapping[str, str]


def people_there(tx: Tx, asked: Sequence[RowPerson]) -> There:
    """Read what is known of the people that some rows name."""
    by_key = leads.leads_by_key(tx, {k for p in asked for k in p.keys})
    by_number = leads.leads_by_number(tx, {n for p in asked for n in _numbers(p)})
    ids = {i for found in (*by_key.values(), *by_number.values()) for i in found}
    ids |= {p.who["id"] for p in asked if "id" in p.who}
    kept = leads.kept_leads(tx, ids)
    people = leads.get_leads(tx, (ids - set(kept)) | set(kept.values()))
    return There(by_key, by_number, kept, people, {i: lead.email for i, lead in people.items()})


def _numbers(person: RowPerson) -> list[str]:
    """The numbers that alone say who it is, where no person is named beside them."""
    lead = person.lead
    if person_key(lead.first_name, lead.last_name):
        return []
    return [n for n in dict.fromkeys((lead.phone, lead.mobile)) if n.startswith("+")]


def whose(person: RowPerson, there: There) -> Sequence[str]:
    """The leads a row fits, none chosen among several; what stood in the way is said."""
    own = person.who.get("id", "")
    if there.merged_into.get(own, own) in there.people:
        return (there.merged_into.get(own, own),)
    if own:
        person.why.append(("id", "signal_id", own))
    email = person.lead.email
    found = strongest_match(person.keys, email, there.by_key, there.emails, there.merged_into)
    if found.leads:
        return _once(found.leads, there)
    same = _once([i for n in _numbers(person) for i in there.by_number.get(n, ())], there)
    alone = [i for i in same if not differ(email, there.emails[i])]
    apart = found.apart or ("" if alone else next(iter(same), ""))
    if apart:
        person.why.append(("email", "signal_other_email", _name(there.people[apart])))
    return alone


def _once(ids: Sequence[str], there: There) -> list[str]:
    """Each lead once, as the one it is part of now."""
    return [i for i in dict.fromkeys(there.merged_into.get(i, i) for i in ids) if i in there.people]


def _name(lead: Lead) -> str:
    return named(lead.fields()) or lead.phone or lead.mobile or lead.id


def _said(person: RowPerson) -> str:
    """Who a row speaks of, in its own words."""
    who = person.who
    beside = [who[c] for c in (*PHONE_COLUMNS, "external_id", "id") if who.get(c)]
    return ", ".join(part for part in (named(who), *beside[:1]) if part)


def found_lead(n: int, line: int, person: RowPerson, there: There) -> Lead | PlannedRow:
    """The one lead that a row is about, else the row with the fate of having none or several."""
    found = whose(person, there)
    if not found:
        return PlannedRow(n, line, NOT_FOUND, None, {}, (), [*person.why, ("", "signal_not_found", _said(person))])
    if len(found) > 1:
        names = " / ".join(_name(there.people[i]) for i in found[:MOST_NAMED]) + (
            "…" if len(found) > MOST_NAMED else ""
        )
        return PlannedRow(n, line, REFUSED, None, {}, (), [*person.why, ("", "signal_ambiguous", names)])
    return there.people[found[0]]
