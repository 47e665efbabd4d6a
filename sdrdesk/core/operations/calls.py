"""Recording calls, on this phone or any other."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.call_queue import Standing
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.errors import UserError
from sdrdesk.core.normalising.phones import e164, shown
from sdrdesk.core.operations.acts import Act, act
from sdrdesk.core.operations.leads import dossier
from sdrdesk.core.operations.oppositions import oppose
from sdrdesk.core.operations.qualification import check_reason
from sdrdesk.core.operations.standings import gather, queue_facts
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import qualifications
from sdrdesk.core.store.activities import Call, Note


@dataclass(frozen=True, slots=True)
class CallRecorded:
    """What recording a call made: the operation, the activity, and where the lead stands now."""

    changes: Changes
    lead: str
    activity: str
    outcome: Outcome
    standing: Standing
    numbers_left: tuple[str, ...]


def record_call(
    workspace: Workspace,
    lead_id: str,
    outcome: Outcome,
    *,
    at: datetime | None = None,
    until: datetime | date | None = None,
    reason: str = "",
    note: str = "",
    number: str = "",
    seconds: int | None = None,
    replaces_promises: bool = False,
    clear_draft: bool = False,
    owner: str | None = None,
) -> CallRecorded:
    """Record what happened on a call; a promise needs an instant, a later call a day.

    `number` is the one dialled (the first dialable by default), `seconds` how long the call lasted where it was timed.
    `owner` is whose call back it is: by default one's own, "" anyone's.
    UserError for a missing or past `until`, or a call
    still to come. With `clear_draft` the draft's words became `note`.
    """
    changes, call = log_call(
        workspace, lead_id, outcome, at=at, until=until, reason=reason, note=note, number=number, seconds=seconds,
        replaces_promises=replaces_promises, clear_draft=clear_draft, owner=owner,
    )  # fmt: skip
    placed, left = _after(workspace, lead_id)
    return CallRecorded(changes, lead_id, call.id, outcome, placed, left)


def log_call(
    workspace: Workspace,
    lead_id: str,
    outcome: Outcome,
    *,
    at: datetime | None = None,
    until: datetime | date | None = None,
    reason: str = "",
    note: str = "",
    number: str = "",
    seconds: int | None = None,
    replaces_promises: bool = False,
    clear_draft: bool = False,
    owner: str | None = None,
) -> tuple[Changes, Call]:
    """Record a call as `record_call` does, where nobody asks how the lead stands after it."""
    check_reason(workspace, reason)
    called_at = at or workspace.now()
    if called_at > workspace.now():
        raise UserError("future_call", at=called_at.isoformat())
    instant, day = _until(workspace, outcome, until, called_at)
    with workspace.store.read() as tx:
        known = gather(tx, workspace, [lead_id]).get(lead_id)
    if known is None:
        raise UserError("unknown_lead", lead=lead_id)
    dialable = queue_facts(workspace, known, 0, False).dialable
    with act(workspace, "log", called_at, outcome=outcome.value) as doing:
        doing.lead(lead_id)
        call = Call(
            id=doing.new_id(),
            lead=lead_id,
            at=called_at,
            outcome=outcome.value,
            operation=doing.operation,
            until=instant,
            until_day=day.isoformat() if day else None,
            number=number or (dialable[0] if dialable else ""),
            reason=reason,
            replaces_promises=replaces_promises,
            who=workspace.who,
            seconds=seconds,
            owner=_owner(workspace, outcome, owner),
        )
        add_call(doing, call, note)
        if clear_draft:
            qualifications.remove_draft(doing.tx, lead_id)
    return doing.changes(), call


def _until(
    workspace: Workspace, outcome: Outcome, until: datetime | date | None, called_at: datetime
) -> tuple[datetime | None, date | None]:
    if outcome not in (Outcome.CALLBACK_PROMISED, Outcome.CALLBACK_LATER):
        return None, None
    if until is None or (outcome is Outcome.CALLBACK_PROMISED and not isinstance(until, datetime)):
        raise UserError("needs_until", outcome=outcome.value)
    if outcome is Outcome.CALLBACK_PROMISED and isinstance(until, datetime):
        promised = (until if until.tzinfo else until.replace(tzinfo=workspace.zone)).astimezone(UTC)
        if promised <= called_at:
            raise UserError("until_in_past", until=until.isoformat())
        return promised, None
    if isinstance(until, datetime):
        until = (until.astimezone(workspace.zone) if until.tzinfo else until).date()
    if until < called_at.astimezone(workspace.zone).date():
        raise UserError("until_in_past", until=until.isoformat())
    return None, until


def add_call(doing: Act, call: Call, note: str = "") -> None:
    """Store a call within an act, with the words about it and what its outcome means for the lead."""
    doing.add(call)
    if note.strip():
        words = note.strip()
        doing.add(Note(doing.new_id(), call.lead, call.at, words, doing.operation, call.who, call.id))
    if call.outcome == Outcome.OPPOSED:
        oppose(doing, call.lead)


def number_of(workspace: Workspace, lead_id: str, said: str) -> str:
    """The number of a lead that is said, however it is written; "" for "", UserError for none of its own."""
    if not said.strip():
        return ""
    with workspace.store.read() as tx:
        known = gather(tx, workspace, [lead_id]).get(lead_id)
    if known is None:
        raise UserError("unknown_lead", lead=lead_id)
    lead = known.lead
    wanted = e164(said, lead.country if len(lead.country) == 2 else workspace.country) or said.strip()
    own = [n for n in (lead.phone, lead.mobile) if n]
    if wanted not in own:
        raise UserError("not_their_number", value=said, known=", ".join(map(shown, own)) or "—")
    return wanted


def _owner(workspace: Workspace, outcome: Outcome, given: str | None) -> str:
    if outcome not in (Outcome.CALLBACK_PROMISED, Outcome.CALLBACK_LATER):
        return ""
    return workspace.who if given is None else given.strip()


def _after(workspace: Workspace, lead_id: str) -> tuple[Standing, tuple[str, ...]]:
    found = dossier(workspace, lead_id)
    return found.summary.standing, tuple(found.dialable)
