"""One act of a person: one short transaction, one operation in the journal, and the leads it touched placed anew."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.lead import LEAD_FIELDS, Lead, Stage
from sdrdesk.core.errors import UserError
from sdrdesk.core.normalising.names import company_key, match_keys, outside_key, plain_text, sort_name
from sdrdesk.core.normalising.phones import country_of
from sdrdesk.core.normalising.places import zone_at
from sdrdesk.core.operations.opposed import follow
from sdrdesk.core.operations.standings import give_turns, refresh
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import activities, journal, leads, qualifications, states
from sdrdesk.core.store.activities import Fact, StoredSignal
from sdrdesk.core.store.database import Tx
from sdrdesk.core.store.journal import Entry
from sdrdesk.core.store.leads import Extras, LeadRow
from sdrdesk.core.store.qualifications import Draft, StoredAnswer

PLAIN_FIELDS = (*LEAD_FIELDS, "stage", "owner", "campaign", "contact_kind")
CLAIM, MERGED, REASON = "claim", "merged_into", "snooze_reason"
"""What stands beside a lead's columns, but for the instants."""
MOVED = "lead"
"""The field of a fact that a merge moved to another lead."""


class Act:
    """What one operation does: each change is made and journalled; at the end the leads touched are placed anew."""

    def __init__(self, tx: Tx, workspace: Workspace, operation: str, at: datetime) -> None:
        self.tx, self.workspace, self.operation, self.at = tx, workspace, operation, at
        self.touched: dict[str, None] = {}
        self._entries: list[Entry] = []
        self._reindexed: dict[str, None] = {}

    def new_id(self) -> str:
        """An id for something made by this act."""
        return self.workspace.new_id()

    def lead(self, lead_id: str) -> Lead:
        """The lead as it stands within this act; UserError when it is gone."""
        found = leads.get_lead(self.tx, lead_id)
        if found is None:
            raise UserError("unknown_lead", lead=lead_id)
        return found

    def add(self, fact: Fact) -> None:
        """Store a fact about a lead; about one that was merged, on the lead it is part of now."""
        kept = leads.kept_leads(self.tx, [fact.lead]).get(fact.lead)
        if kept:
            fact = replace(fact, lead=kept)
        if isinstance(fact, activities.Note):
            fact = replace(fact, text=plain_text(fact.text).strip())
            self._reindexed[fact.lead] = None
        self.add_all([fact])

    def add_all(self, facts: Sequence[Fact]) -> None:
        """Store facts about leads; notes go one by one through `add`."""
        activities.add_facts(self.tx, facts)
        for fact in facts:
            self.entry(fact.lead, activities.entity_name(fact), fact.id, "", None, fact_text(fact))

    def remove_signal(self, signal: StoredSignal) -> None:
        """Take a signal away; the journal keeps it whole, with the operation that made it."""
        activities.remove_fact(self.tx, "signal", signal.id)
        kept = _text(asdict(signal))
        self.entry(signal.lead, "signal", signal.id, "", kept, None)

    def create_lead(self, lead: Lead, colleague_of: str = "") -> None:
        """Store a new lead; `colleague_of` is the contact through whom this one came to be known."""
        leads.insert_leads(self.tx, [lead_row(lead, self.operation, self.at)])
        if colleague_of:
            leads.update_lead(self.tx, lead.id, {"colleague_of": colleague_of})
        self.touched[lead.id] = None

    def change_lead(self, lead_id: str, values: Mapping[str, str]) -> bool:
        """Set columns of a lead, journalling those that differ; whether any did."""
        before = self.lead(lead_id)
        changed = {k: v for k, v in values.items() if str(getattr(before, k)) != v}
        if changed:
            self.change_columns({lead_id: (before, changed)})
        return bool(changed)

    def change_columns(self, changed: Mapping[str, tuple[Lead, Mapping[str, str]]]) -> None:
        """Set columns of many leads, each given as it stands now; only what differs is journalled."""
        rows = []
        for lead_id, (lead, values) in changed.items():
            before = {name: str(getattr(lead, name)) for name in values}
            for name, value in values.items():
                if before[name] != value:
                    self.entry(lead_id, "lead", lead_id, name, before[name], value)
            stage = Stage(values.get("stage", lead.stage))
            columns = {k: v for k, v in values.items() if k != "stage"}
            rows.append(lead_row(replace(lead.with_fields(columns), stage=stage), self.operation, self.at))
        self._journal_outside_keys([r.lead for r in rows if {"source", "external_id"} & set(changed[r.lead.id][1])])
        leads.rewrite_leads(self.tx, rows)

    def _journal_outside_keys(self, changed: Sequence[Lead]) -> None:
        """Have undo find the ids elsewhere by which these leads match from now on."""
        there = leads.outside_keys(self.tx, [lead.id for lead in changed])
        for lead in changed:
            for key in outside_key(lead):
                if key not in there.get(lead.id, ()):
                    self.entry(lead.id, "key", key, "", None, key)

    def mark_lead(self, lead_id: str, column: str, value: datetime | None) -> None:
        """Set one of the instants that stand beside a lead's columns (snoozed_until)."""
        self.put_mark(lead_id, column, _utc(value))

    def put_mark(self, lead_id: str, column: str, said: str | None) -> None:
        """Set what stands beside a lead's columns, given as the journal keeps it (see `mark_of`)."""
        before = mark_of(leads.get_extras(self.tx, [lead_id])[lead_id], column)
        self.entry(lead_id, "lead", lead_id, column, before, said)
        leads.update_lead(self.tx, lead_id, _stored_mark(column, said))

    def remove_leads(self, ids: Collection[str]) -> None:
        """Remove leads and all that hangs on them; their colleagues move up."""
        companies = states.companies_of(self.tx, ids)
        leads.delete_leads(self.tx, ids)
        for lead_id in ids:
            self.touched.pop(lead_id, None)
        give_turns(self.tx, self.workspace, companies, self.workspace.now(), {})

    def drop_draft(self, lead_id: str) -> None:
        """Let go of what was being typed about a lead: it has become part of this act."""
        qualifications.remove_draft(self.tx, lead_id)

    def snooze(self, lead_id: str, until: datetime | None, reason: str = "") -> None:
        """Put a lead off, in the place of any reason given before; None ends it."""
        self.mark_lead(lead_id, "snoozed_until", until)
        if leads.get_extras(self.tx, [lead_id])[lead_id].snooze_reason != reason:
            self.put_mark(lead_id, REASON, reason)

    def reindex(self, lead_id: str) -> None:
        """Have the lead's search words made anew at the end of the act."""
        self._reindexed[lead_id] = None

    def answer(self, lead_id: str, grid_id: str, before: StoredAnswer | None, after: StoredAnswer | None) -> None:
        """Replace what one criterion was answered; None is not asked."""
        criterion = (after or before).criterion  # type: ignore[union-attr]
        if after is None:
            qualifications.remove_answer(self.tx, lead_id, grid_id, criterion)
        else:
            qualifications.put_answer(self.tx, lead_id, grid_id, after)
        entity_id = f"{grid_id}/{criterion}"
        self.entry(lead_id, "answer", entity_id, "answer", _said(before), _said(after))

    def entry(
        self, lead_id: str, entity: str, entity_id: str, field: str, before: str | None, after: str | None
    ) -> None:
        """Append one change to the journal."""
        self._entries.append(Entry(lead_id, entity, entity_id, field, before, after))
        if lead_id:
            self.touched[lead_id] = None

    def put_draft(self, lead_id: str, before: Draft | None, after: Draft | None) -> None:
        """Replace what is being typed, journalled where an act does it: undo gives it back."""
        if after is None:
            qualifications.remove_draft(self.tx, lead_id)
        else:
            qualifications.save_draft(self.tx, after)
        self.entry(lead_id, "draft", lead_id, "", _said(before), _said(after))

    def finish(self) -> None:
        """Write the journal and place the leads touched."""
        journal.record(self.tx, self.operation, self._entries)
        self.touched |= follow(self.tx, self.touched)
        leads.index_words(self.tx, self._reindexed)
        presumed_anew = leads.colleagues_of(self.tx, self.touched)
        to_place = {**self.touched, **dict.fromkeys(presumed_anew)}
        if self.workspace.placed_later is not None:
            self.workspace.placed_later.update(to_place)
            return
        refresh(self.tx, self.workspace, to_place, self.workspace.now())

    def changes(self, *, opposed: tuple[str, ...] = (), **also: bool) -> Changes:
        """What the views are told."""
        flags = {"leads": True, "queue": True, "qualification": True} | also
        return Changes(operation=self.operation, lead_ids=frozenset(self.touched), opposed=opposed, **flags)


@contextmanager
def act(workspace: Workspace, verb: str, at: datetime | None = None, /, **summary: Any) -> Iterator[Act]:
    """Run one act: everything in it happens, or nothing."""
    with workspace.store.write() as tx:
        operation = workspace.new_id()
        now = at or workspace.now()
        journal.begin_operation(tx, operation, verb, workspace.now(), workspace.who, summary=summary)
        doing = Act(tx, workspace, operation, now)
        yield doing
        doing.finish()
    workspace.own_operations.add(operation)


def lead_row(lead: Lead, operation: str, at: datetime, notes: str = "") -> LeadRow:
    """A lead ready to be stored, with what is derived from it."""
    zone = lead_zone(lead.country, lead.region, lead.postal_code, lead.phone, lead.mobile)
    placed = lead if lead.zone == zone else lead.with_fields({"zone": zone})
    return LeadRow(placed, operation, at, sort_name(lead), company_key(lead.company), match_keys(lead), notes)


def lead_zone(country: str, region: str, postal_code: str, *numbers: str) -> str:
    """The time zone of a lead, by its country or else that of its first number; "" where they do not tell.

    A country that is no code is one nobody knows: the number tells more.
    """
    home = country if len(country) == 2 else country_of(next((n for n in numbers if n.startswith("+")), ""))
    return zone_at(home, region, postal_code)


def resolve_lead(tx: Tx, given: str) -> str:
    """The id that an id or a unique beginning of one names; UserError otherwise."""
    found = leads.ids_with_prefix(tx, given.strip().lower()) if given.strip() else []
    if not found:
        raise UserError("unknown_lead", lead=given)
    if len(found) > 1 and found[0] != given:
        raise UserError("ambiguous_lead", lead=given)
    return found[0]


def mark_of(beside: Extras, column: str) -> str | None:
    """What stands beside a lead's columns as the journal keeps it: an instant, an id, a claim as "instant who"."""
    if column == CLAIM:
        return claim_text(beside.claimed_by, beside.claimed_until) if beside.claimed_until else None
    value = getattr(beside, column)
    return _utc(value) if isinstance(value, datetime) else value


def claim_text(by: str, until: datetime) -> str:
    """A claim as the journal keeps it."""
    return f"{_utc(until)} {by}"


def _stored_mark(column: str, said: str | None) -> dict[str, Any]:
    if column == CLAIM:
        until, _, by = (said or "").partition(" ")
        return {"claimed_by": by, "claimed_until": datetime.fromisoformat(until) if until else None}
    if column == REASON:
        return {column: said or ""}
    return {column: said if column == MERGED or not said else datetime.fromisoformat(said)}


def _said(value: StoredAnswer | Draft | None) -> str | None:
    return value.to_text() if value else None


def _utc(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat() if at else None


def fact_text(fact: Fact) -> str:
    """A fact as the journal keeps it beside its id, its lead and its operation; what is blank is left out."""
    return _text(
        {k: v for k, v in asdict(fact).items() if k not in ("id", "lead", "operation") and v not in (None, "")}
    )


def _text(values: Mapping[str, Any]) -> str:
    return json.dumps(values, default=lambda at: at.isoformat(), ensure_ascii=False)
