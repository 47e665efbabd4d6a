"""How a connection stands, what waits and what passed, in words."""

from dataclasses import dataclass

from sdrdesk.core.crm.mapping import COMPANY_FIELDS
from sdrdesk.core.crm.mapping import OUR_FIELDS as OUR_FIELDS
from sdrdesk.core.crm.mapping import TOLD as TOLD
from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.operations.crm.connections import Status, Waiting, connections, status
from sdrdesk.core.operations.crm.opening import NO_KEY, WEBHOOK, FieldMap, Kind, detail_said
from sdrdesk.core.operations.crm.sync import PAUSED, STOPPED
from sdrdesk.core.operations.feedback import LOST_THERE
from sdrdesk.core.operations.stages import stage_label
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with its tone ("ok", "doubt", "bad" or "muted") and what to do about it."""

    tone: str
    text: str
    remedy: str = ""
    short: str = ""
    """The same in a few words, for the foot of the window; "" where nothing is to be said."""


@dataclass(frozen=True, slots=True)
class RowSaid:
    """What waits or was refused: what it is, why it is still here, what the CRM said, what to do."""

    what: str
    why: str
    detail: str
    remedy: str


def status_said(found: Status, workspace: Workspace, words: Words, *, no_key: bool = False) -> Said:
    """How a connection stands, in one line."""
    connection = found.connection
    counts = [
        words.text("crm_status", code, n=n) for code, n in (("waiting", found.waiting), ("refused", found.refused)) if n
    ]
    if no_key:
        why, tone = words.text("trouble", NO_KEY), "bad"
    elif connection.state == PAUSED:
        why, tone = words.text("crm_status", "paused"), "doubt"
    elif connection.state == STOPPED:
        why, tone = words.text("crm_status", "stopped", why=words.inside("trouble", _why(found))), "bad"
    elif connection.why:
        why, tone = words.text("trouble", _why(found)), "doubt"
    elif connection.synced_at is None:
        why, tone = words.text("crm_status", "never"), "muted"
    else:
        at = words.moment(connection.synced_at, workspace.zone, workspace.now())
        why, tone = words.text("crm_status", "synced", at=at), "ok"
    if found.next_at and connection.state not in (PAUSED, STOPPED) and not no_key:
        at = words.moment(found.next_at, workspace.zone, workspace.now())
        counts.append(words.text("crm_status", "next", at=at))
    tone = "doubt" if tone == "ok" and (found.refused or found.gone_there or found.gone_here) else tone
    return Said(tone, " · ".join([why, *counts]), _remedy(found, words, no_key), _short(found, words, no_key))


def why_said(found: Status, why: str) -> str:
    """The code of the words for why a run waits or a connection stopped, which of a whole receiver mean something else:
    “gone” that a webhook wants no more and a CRM has nothing at a path, “unauthorised” that a webhook does not accept
    what the messages are signed with."""
    hook = found.connection.vendor == WEBHOOK
    return {"gone": "wants_no_more" if hook else "nowhere", "unauthorised": "unsigned" if hook else why}.get(why, why)


def _why(found: Status) -> str:
    return why_said(found, found.connection.why)


def _remedy(found: Status, words: Words, no_key: bool) -> str:
    code = NO_KEY if no_key else _why(found)
    if code and (no_key or found.connection.state != PAUSED):
        return words.text("trouble_remedy", code)
    if found.connection.state == PAUSED:
        return words.text("crm_status", "resume")
    return ""


def _short(found: Status, words: Words, no_key: bool) -> str:
    connection = found.connection
    if no_key or connection.state == STOPPED:
        code = NO_KEY if no_key else _why(found)
        return words.text("crm_short", code if words.has("crm_short", code) else "stopped")
    if found.gone_there or found.gone_here:
        return words.text("crm_short", "held")
    if found.refused:
        return words.text("crm_short", "refused", n=found.refused)
    if connection.state == PAUSED:
        return words.text("crm_short", "paused")
    if connection.why and connection.why != "cancelled":
        return words.text("crm_short", "waiting", n=found.waiting) if found.waiting else words.text("crm_short", "late")
    return ""


def all_status(workspace: Workspace) -> list[Status]:
    """How every connection stands."""
    return [status(workspace, c.id) for c in connections(workspace)]


def row_said(waiting: Waiting, words: Words) -> RowSaid:
    """A row of the outbox in words."""
    row = waiting.row
    code = row.code if words.has("trouble", row.code) else "waits"
    what = words.text("crm_entity", row.entity)
    return RowSaid(
        what, words.text("trouble", code), detail_said(row.detail, words), words.text("trouble_remedy", code)
    )


def codes_of(name: str, workspace: Workspace, words: Words) -> list[tuple[str, str]]:
    """The codes that a field of ours holds, with their words; none where it holds a text."""
    match name:
        case "stage":
            ours = [(str(s), stage_label(workspace, words, s)) for s in Stage]
            return [*ours, (LOST_THERE, words.text("sales_answer", "lost"))]
        case "decision":
            return [(str(d), words.text("decision", d)) for d in Decision]
        case "route":
            return [(str(r), words.text("route", r)) for r in Route]
        case "opposed":
            return [("yes", words.text("crm_field", "opposed_yes")), ("", words.text("crm_field", "opposed_no"))]
        case _:
            return []


def unmapped(maps: list[FieldMap]) -> list[str]:
    """The fields of ours that a map leaves out, in their order."""
    mapped = {m.ours for m in maps}
    return [name for name in OUR_FIELDS if name not in mapped]


def usual_kind(name: str, primary: Kind, kinds: tuple[Kind, ...]) -> Kind:
    """On which kind of record a field of ours would stand."""
    if name in COMPANY_FIELDS and Kind.COMPANY in kinds:
        return Kind.COMPANY
    return Kind.DEAL if name == "deal_name" and Kind.DEAL in kinds else primary
