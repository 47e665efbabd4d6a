"""Making, editing, finding and showing leads, by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.answers import Answer
from sdrdesk.core.domain.call_queue import Closed, Due, Standing, Waiting, within_hours
from sdrdesk.core.domain.calling_rules import ContactKind
from sdrdesk.core.domain.lead import COLUMNS, PHONE_COLUMNS, Lead, Stage
from sdrdesk.core.domain.remarks import standing
from sdrdesk.core.domain.signals import SIGNAL_TYPES, SignalChannel, Temperature, temperature_at, usual_channel
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.columns import signal_type_of
from sdrdesk.core.normalising.dates import calendar_date
from sdrdesk.core.normalising.names import email_address, one_line, plain_text, web_domain
from sdrdesk.core.normalising.phones import beginnings, e164, is_number
from sdrdesk.core.normalising.places import country_code
from sdrdesk.core.operations.acts import act
from sdrdesk.core.operations.calling import CallingGroup
from sdrdesk.core.operations.opposed import columns_of, matches
from sdrdesk.core.operations.segments import ready
from sdrdesk.core.operations.standings import gather, outdated, placed_at, queue_facts, seen_otherwise, stored_standing
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import activities, journal, leads, qualifications, reviews, search, states
from sdrdesk.core.store.activities import Call as Call
from sdrdesk.core.store.activities import Feedback as Feedback
from sdrdesk.core.store.activities import Note as Note
from sdrdesk.core.store.activities import StoredDecision as StoredDecision
from sdrdesk.core.store.activities import StoredRemark as StoredRemark
from sdrdesk.core.store.activities import StoredSignal as StoredSignal
from sdrdesk.core.store.activities import Touch as Touch
from sdrdesk.core.store.journal import Entry as Entry
from sdrdesk.core.store.journal import Operation as Operation
from sdrdesk.core.store.leads import LeadFilter as LeadFilter
from sdrdesk.core.store.qualifications import Draft, StoredAnswer
from sdrdesk.core.store.search import Asked
from sdrdesk.core.store.states import LeadState
from sdrdesk.core.words import Words

EDITABLE = tuple(c for c in COLUMNS if c != "notes")
BY_HAND = ("contact_kind",)
"""What a person sets on a lead and no file brings."""


@dataclass(frozen=True, slots=True)
class LeadSummary:
    """A lead as a list shows it."""

    lead: Lead
    state: LeadState
    standing: Standing
    temperature: Temperature


@dataclass(frozen=True, slots=True)
class StageMove:
    """One move of a lead to another stage by a person, with the reason."""

    at: datetime
    before: Stage
    after: Stage
    reason: str
    who: str


@dataclass(frozen=True, slots=True)
class LeadDossier:
    """Everything known of one lead, read in one transaction; `dialable` are its numbers not found to be wrong."""

    summary: LeadSummary
    dialable: Sequence[str]
    calls: Sequence[Call]
    notes: Sequence[Note]
    signals: Sequence[StoredSignal]
    decisions: Sequence[StoredDecision]
    touches: Sequence[Touch]
    answers: Mapping[str, StoredAnswer]
    draft: Draft | None
    of_colleague: Mapping[str, Answer]
    moves: Sequence[StageMove] = ()
    feedback: Sequence[Feedback] = ()
    remarks: Sequence[StoredRemark] = ()


def normalised(values: Mapping[str, str], country: str) -> dict[str, str]:
    """Columns as they are stored: phones as E.164 beside the text given, e-mail in lower case, bare domain, ISO codes.

    What cannot be understood stays as given. `country` is where a number without prefix is dialled.
    """
    return as_stored({k: plain_text(v).strip() for k, v in values.items()}, country)


def as_stored(kept: dict[str, str], country: str) -> dict[str, str]:
    """Columns of plain text as they are stored (see `normalised`); changes and returns what it is given."""
    if kept.get("country"):
        kept["country"] = country_code(kept["country"]) or kept["country"]
    own = kept.get("country", "")
    home = own if len(own) == 2 else country
    for column in PHONE_COLUMNS:
        if column in kept:
            given = kept[column]
            understood = e164(given, home) if given else None
            kept[column] = understood or given
            if kept.get(f"{column}_given", "") == "":
                kept[f"{column}_given"] = given if understood != given else ""
    if kept.get("email"):
        kept["email"] = email_address(kept["email"]) or kept["email"]
    if kept.get("domain"):
        kept["domain"] = web_domain(kept["domain"])
    if kept.get("source_date"):
        found = calendar_date(kept["source_date"])
        kept["source_date"] = found.isoformat() if found else kept["source_date"]
    return kept


def add_lead(workspace: Workspace, values: Mapping[str, str]) -> tuple[Changes, str]:
    """Make one lead from columns; UserError for an unknown column or when nobody is named."""
    columns = known_columns(values)
    notes = columns.pop("notes", "").strip()
    lead = Lead(workspace.new_id()).with_fields(normalised(columns, workspace.country))
    if not lead.names_somebody:
        raise UserError("names_nobody")
    with act(workspace, "add") as doing:
        doing.create_lead(lead)
        if notes:
            doing.add(Note(doing.new_id(), lead.id, doing.at, notes, doing.operation, workspace.who))
        for signal in source_signals(lead, doing.at, workspace):
            doing.add(replace(signal, operation=doing.operation))
        found = matches(doing.tx, [lead])[0]
    return doing.changes(opposed=columns_of(found)), lead.id


def source_signals(lead: Lead, now: datetime, workspace: Workspace) -> list[StoredSignal]:
    """The signal a lead's source stands for, at its source date (formats, section 5); none for a plain source."""
    kind = signal_type_of(lead.source)
    if kind is None:
        return []
    at = now
    if lead.source_date:
        day = calendar_date(lead.source_date)
        if day is not None:
            at = datetime(day.year, day.month, day.day, tzinfo=workspace.zone_of(lead.zone))
    return [StoredSignal(workspace.new_id(), lead.id, kind, at, "", usual_channel(kind))]


def known_columns(values: Mapping[str, str], known: Sequence[str] = (*COLUMNS, *BY_HAND)) -> dict[str, str]:
    """The values given to columns of a lead; UserError for a column nobody knows, or a kind of contact."""
    for name in values:
        if name not in known:
            raise UserError("unknown_field", field=name, known=list(known))
    kind = values.get("contact_kind", "")
    if kind and kind not in set(ContactKind):
        raise UserError("unknown_contact_kind", value=kind, known=[k.value for k in ContactKind])
    return dict(values)


def edit_lead(workspace: Workspace, lead_id: str, values: Mapping[str, str]) -> Changes:
    """Set columns of a lead; a blank given on purpose erases. UserError when nobody would be named any more."""
    columns = known_columns(values)
    notes = columns.pop("notes", "").strip()
    with act(workspace, "edit") as doing:
        before = doing.lead(lead_id)
        for column in PHONE_COLUMNS:
            if column in columns:
                columns[f"{column}_given"] = ""
        given = normalised(columns, before.country if len(before.country) == 2 else workspace.country)
        for column in PHONE_COLUMNS:  # saving a number as it is shown keeps the text it was first given as
            if column in given and given[column] == getattr(before, column):
                given[f"{column}_given"] = getattr(before, f"{column}_given")
        if not before.with_fields(given).names_somebody:
            raise UserError("names_nobody")
        doing.change_lead(lead_id, given)
        if notes:
            doing.add(Note(doing.new_id(), lead_id, doing.at, notes, doing.operation, workspace.who))
        found = matches(doing.tx, [before.with_fields(given)])[0]
    return doing.changes(opposed=tuple(c for c in columns_of(found) if c in given))


def add_signal(
    workspace: Workspace,
    lead_id: str,
    kind: str,
    at: datetime | None = None,
    *,
    channel: str = "",
    detail: str = "",
) -> Changes:
    """Record by hand something a lead did, now unless `at`; "" is the channel its type usually comes by.

    UserError for an unknown type or channel.
    """
    if kind not in SIGNAL_TYPES:
        raise UserError("unknown_signal", type=kind, known=sorted(SIGNAL_TYPES))
    if channel and channel not in set(SignalChannel):
        raise UserError("unknown_channel", channel=channel, known=[c.value for c in SignalChannel])
    with act(workspace, "signal", type=kind) as doing:
        doing.lead(lead_id)
        by = channel or usual_channel(kind).value
        doing.add(StoredSignal(doing.new_id(), lead_id, kind, at or doing.at, doing.operation, by, one_line(detail)))
    return doing.changes()


def remove_signal(workspace: Workspace, signal_id: str) -> Changes:
    """Take a signal away that should not be there; UserError when there is none of that id."""
    with act(workspace, "remove_signal") as doing:
        found = activities.get_signal(doing.tx, signal_id)
        if found is None:
            raise UserError("no_such_signal", signal=signal_id)
        doing.remove_signal(found)
    return doing.changes()


def add_note(workspace: Workspace, lead_id: str, words: str, *, clear_draft: bool = False) -> Changes:
    """Keep a note about a lead, without a call."""
    with act(workspace, "note") as doing:
        doing.lead(lead_id)
        if words.strip():
            doing.add(Note(doing.new_id(), lead_id, doing.at, words.strip(), doing.operation, workspace.who))
        if clear_draft:
            qualifications.remove_draft(doing.tx, lead_id)
    return doing.changes()


def snooze_lead(workspace: Workspace, lead_id: str, until: datetime | None, reason: str = "") -> Changes:
    """Put a lead off until an instant, for a reason (a code of the words table `put_off`, or words); None ends it."""
    with act(workspace, "snooze") as doing:
        doing.lead(lead_id)
        doing.snooze(lead_id, until, plain_text(reason).strip() if until else "")
    return doing.changes()


def find_leads(workspace: Workspace, cut: LeadFilter, limit: int | None = None) -> list[str]:
    """The ids of the leads that fit, by name; UserError for a condition that cannot be used."""
    usable = usable_cut(workspace, cut)
    with workspace.store.read() as tx:
        return leads.find_ids(tx, usable, workspace.now(), limit)


def usable_cut(workspace: Workspace, cut: LeadFilter) -> LeadFilter:
    """A cut with its conditions checked, and with the numbers that its words may be; UserError as `find_leads`."""
    return replace(cut, conditions=ready(workspace, cut.conditions), numbers=_numbers(workspace, cut.search))


def first_found(workspace: Workspace, words: str, limit: int) -> list[str]:
    """The ids of the first leads found by words as they are typed: the number, names that begin so, then others."""
    asked = Asked(words, _numbers(workspace, words))
    with workspace.store.read() as tx:
        return search.first_found(tx, asked, limit)


def _numbers(workspace: Workspace, words: str) -> tuple[str, ...]:
    """How the number begins that these words are, read as dialled at home and in the countries of the leads."""
    if not is_number(words):
        return ()
    with workspace.store.read() as tx:
        groups = [CallingGroup.read(g) for g in states.calling_groups(tx)]
    return beginnings(words, {workspace.country, *(g.country for g in groups if len(g.country) == 2)})


def most_leads(workspace: Workspace) -> int:
    """A number the leads are not more than, known at once."""
    with workspace.store.read() as tx:
        return leads.most_leads(tx)


def summaries(workspace: Workspace, ids: Sequence[str], now: datetime | None = None) -> list[LeadSummary]:
    """These leads as lists show them, each with where it stands now."""
    at = now or workspace.now()
    with workspace.store.read() as tx:
        found = leads.get_leads(tx, ids)
        placed = states.get_states(tx, ids)
        others = seen_otherwise(tx, workspace, at)
        moved = [i for i, s in placed.items() if i in others or outdated(s, at)] + [i for i in found if i not in placed]
        placed |= placed_at(tx, workspace, moved, at) if moved else {}
    return [summary_of(workspace, lead, placed[i], at) for i, lead in found.items()]


def summary_of(workspace: Workspace, lead: Lead, state: LeadState, at: datetime) -> LeadSummary:
    """A lead with its stored state, its calling hours applied."""
    standing = within_hours(stored_standing(workspace, state, at), at, workspace.rules_for(state.calling_group).hours)
    return LeadSummary(lead, state, standing, temperature_at(state.hot_at, state.warm_at, at))


def dossier(workspace: Workspace, lead_id: str) -> LeadDossier:
    """Everything known of one lead; UserError when there is none."""
    at = workspace.now()
    with workspace.store.read() as tx:
        known = gather(tx, workspace, [lead_id]).get(lead_id)
        if known is None:
            raise UserError("unknown_lead", lead=lead_id)
        notes = activities.notes_of(tx, [lead_id]).get(lead_id, [])
        said = activities.feedback_of(tx, [lead_id]).get(lead_id, [])
        remarks = standing(reviews.remarks_of(tx, lead_id))
        draft = qualifications.get_draft(tx, lead_id)
        stored = states.get_states(tx, [lead_id]).get(lead_id)
        moves = [stage_move(o, e) for o, e in journal.column_changes(tx, lead_id, "stage") if o.verb == "stage"]
        if stored is None or outdated(stored, at) or lead_id in seen_otherwise(tx, workspace, at):
            stored = placed_at(tx, workspace, [lead_id], at)[lead_id]
    return LeadDossier(
        summary_of(workspace, known.lead, stored, at),
        queue_facts(workspace, known, stored.score, stored.presumed_out).dialable,
        known.calls,
        notes,
        known.signals,
        known.decisions,
        known.touches,
        known.answers or {},
        draft,
        known.of_colleague or {},
        moves,
        said,
        remarks,
    )


def stage_move(operation: Operation, entry: Entry) -> StageMove:
    """A change of stage in the journal as the move it was; a decision's has no reason of its own."""
    reason = str(operation.summary.get("reason", "")) if operation.verb == "stage" else ""
    before, after = Stage(entry.before or ""), Stage(entry.after or "")
    return StageMove(operation.at, before, after, reason, operation.who)


def history(workspace: Workspace, lead_id: str) -> list[tuple[Operation, Entry]]:
    """Every change of one lead, newest first."""
    with workspace.store.read() as tx:
        return [(done, entry) for done, entry in journal.history_of(tx, lead_id) if entry.entity != "key"]


def count_leads(workspace: Workspace) -> int:
    """How many leads there are."""
    with workspace.store.read() as tx:
        return states.count_leads(tx)


def lead_values(workspace: Workspace, summary: LeadSummary, notes: str) -> dict[str, Any]:
    """A lead under the names of formats section 6, in their order."""
    lead, state = summary.lead, summary.state
    fields = lead.fields()
    return {
        "id": lead.id,
        **{c: notes if c == "notes" else fields[c] for c in COLUMNS},
        "phone_given": lead.phone_given,
        "mobile_given": lead.mobile_given,
        "stage": lead.stage.value,
        "temperature": summary.temperature.value,
        "decision": state.decision,
        "route": state.route,
        "reason": state.reason,
        "score": state.score / 10,
        "open": state.open / 10,
        "grid": state.grid,
        "grid_version": state.grid_version,
        "next_date": next_date(workspace, summary),
        "owner": lead.owner,
        "last_call": local_time(workspace, state.last_call),
        "attempts": state.attempts,
    }


def lead_json(workspace: Workspace, summary: LeadSummary, words: Words) -> dict[str, Any]:
    """A lead as the command line prints it: its columns and its standing."""
    lead = summary.lead
    with workspace.store.read() as tx:
        notes = "\n\n".join(n.text for n in activities.notes_of(tx, [lead.id]).get(lead.id, []))
    standing = standing_json(workspace, summary.standing, lead.zone, words)
    return {**lead_values(workspace, summary, notes), "standing": standing}


def local_time(workspace: Workspace, at: datetime | None) -> str | None:
    """An instant as ISO in the workspace's zone, to the second."""
    return at.astimezone(workspace.zone).isoformat(timespec="seconds") if at else None


def next_date(workspace: Workspace, summary: LeadSummary) -> str | None:
    """When a waiting lead comes back: a day where a day was agreed, else a time."""
    state = summary.state
    return comes_back(workspace, state.next_date, state.code, summary.lead.zone)


def comes_back(workspace: Workspace, at: datetime | None, code: str, zone: str) -> str | None:
    """The instant at which a lead that waits for this cause comes back, as `next_date` says it."""
    if at is not None and code in ("nurture", "callback"):
        return at.astimezone(workspace.zone_of(zone)).date().isoformat()
    return local_time(workspace, at)


def standing_json(
    workspace: Workspace, standing: Standing, zone: str, words: Words, at: datetime | None = None
) -> dict[str, Any]:
    """Where a lead stands, with its code and the sentence."""
    why = words.standing(standing, workspace.zone_of(zone), at or workspace.now())
    match standing:
        case Due():
            return {"state": "due", "code": standing.code, "until": None, "why": why}
        case Waiting(until=until):
            return {"state": "waiting", "code": standing.code, "until": local_time(workspace, until), "why": why}
        case Closed():
            return {"state": "closed", "code": standing.code, "until": None, "why": why}
