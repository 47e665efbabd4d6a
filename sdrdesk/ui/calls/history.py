"""What happened with a lead, newest first: calls, notes, decisions; its signals have a list of their own."""

import json
from dataclasses import dataclass
from datetime import datetime, tzinfo

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from sdrdesk.core.domain.grid import Criterion
from sdrdesk.core.domain.remarks import decision_of, part_of
from sdrdesk.core.errors import UserError
from sdrdesk.core.normalising.phones import shown
from sdrdesk.core.operations import leads, qualification
from sdrdesk.core.operations.crm.passed import ENTITY, field_said, passed
from sdrdesk.core.operations.feedback import feedback_lines, feedback_title
from sdrdesk.core.operations.leads import (
    Call,
    Entry,
    LeadDossier,
    Operation,
    StageMove,
    StoredDecision,
    StoredRemark,
    Touch,
)
from sdrdesk.core.operations.oppositions import source_name
from sdrdesk.core.operations.stages import stage_label
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.review.remark_words import remark_said
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.flow_layout import clear_layout

SHOWN = 60


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: when, what, and the words about it."""

    at: datetime
    title: str
    text: str = ""


def events_of(dossier: LeadDossier, workspace: Workspace, words: Words) -> list[Event]:
    """What happened with a lead as sentences, newest first: calls, notes, decisions."""
    zone = workspace.zone_of(dossier.summary.lead.zone)
    by_call = {n.activity: n.text for n in dossier.notes if n.activity}
    found = [call_event(call, by_call.get(call.id, ""), zone, workspace, words) for call in dossier.calls]
    found += [touch_event(t, by_call.get(t.id, ""), words) for t in dossier.touches]
    note = QCoreApplication.translate("History", "Note")
    found += [Event(n.at, note, n.text) for n in dossier.notes if not n.activity]
    found += [decision_event(taken, zone, workspace, words) for taken in dossier.decisions]
    found += [
        Event(f.at, feedback_title(workspace, f, words), "\n".join(feedback_lines(f, words))) for f in dossier.feedback
    ]
    found += [_remarked(remark, dossier, workspace, words) for remark in dossier.remarks]
    return sorted(found, key=lambda e: e.at, reverse=True)


def call_event(call: Call, said: str, zone: tzinfo, workspace: Workspace, words: Words) -> Event:
    """A call as it is told: what came of it, until when, and what was noted with it."""
    now = workspace.now()
    title = words.text("outcome", call.outcome)
    if call.until:
        title += f" → {words.moment_both(call.until, zone, workspace.zone, now)}"
    elif call.until_day:
        title += f" → {words.day(datetime.fromisoformat(call.until_day).date(), now.date())}"
    if call.owner and call.owner != workspace.who:
        title += f", {call.owner}"
    if call.reason:
        title += f" ({words.text('reason', call.reason)})"
    if call.outcome == "wrong_number":
        title += f" {shown(call.number)}"
    return Event(call.at, title, said)


def touch_event(touch: Touch, said: str, words: Words) -> Event:
    """A try by another way than a call, as it is told."""
    return Event(touch.at, words.text("touch", f"{touch.channel}_{'done' if touch.done else 'left'}"), said)


def decision_event(taken: StoredDecision, zone: tzinfo, workspace: Workspace, words: Words) -> Event:
    """A decision as it is told, with the check before a meeting and the grid."""
    title, fault = decision_title(taken, zone, workspace, words), qualification.check_fault(taken, words)
    title += f" · {fault}" if fault else ""
    grid = QCoreApplication.translate("History", "grid {id} v{version}").format(
        id=_grid_name(taken, workspace, words), version=taken.grid_version
    )
    return Event(taken.at, title, "\n".join([*qualification.check_lines(taken, words), grid]))


def _grid_name(taken: StoredDecision, workspace: Workspace, words: Words) -> str:
    """What people call the grid of a decision; its id where the store lacks that version."""
    try:
        return workspace.grid_of(taken.grid, taken.grid_version).name[words.language]
    except UserError:
        return taken.grid


def _remarked(remark: StoredRemark, dossier: LeadDossier, workspace: Workspace, words: Words) -> Event:
    """What a reviewer said of a qualification, told to the rep."""
    taken = next((d for d in dossier.decisions if d.id == decision_of(remark)), None)
    criterion = _criterion(workspace, taken.grid, part_of(remark)) if taken else None
    return Event(remark.at, *remark_said(remark, criterion, words))


def decision_title(taken: StoredDecision, zone: tzinfo, workspace: Workspace, words: Words) -> str:
    """A decision in one line: what, by which way, until when, with whom, why."""
    now = workspace.now()
    title = f"{words.text('decision', taken.decision)} · {words.text('route', taken.route)}"
    if taken.until_day:
        title += f" → {words.day(datetime.fromisoformat(taken.until_day).date(), now.date())}"
    if taken.meeting_at:
        title += f" → {words.moment_both(taken.meeting_at, zone, workspace.zone, now)}"
    if taken.meeting_with:
        title += f", {taken.meeting_with}"
    if taken.reason:
        title += f" ({words.text('reason', taken.reason)})"
    return title


def moves_of(dossier: LeadDossier, workspace: Workspace, words: Words) -> list[Event]:
    """The moves from one stage to another by hand, each with its reason."""
    return [Event(m.at, _moved(m, workspace, words), m.who) for m in dossier.moves]


def _moved(move: StageMove, workspace: Workspace, words: Words) -> str:
    before, after = (stage_label(workspace, words, stage) for stage in (move.before, move.after))
    step = f"{before} → {after}"
    return _says(step, move.reason) if move.reason else _says(words.text("column", "stage"), step)


def changes_of(lead_id: str, workspace: Workspace, words: Words) -> list[Event]:
    """What was edited and answered, from the journal, each with who did it."""
    found = []
    told: set[tuple[str, str]] = set()
    for operation, entry in leads.history(workspace, lead_id):
        if entry.entity == "lead" and entry.field == "stage":
            what = _moved(leads.stage_move(operation, entry), workspace, words)
        elif entry.entity == "lead" and words.has("column", entry.field):
            what = _says(words.text("column", entry.field), f"{entry.before or '–'} → {entry.after or '–'}")
        elif entry.entity == ENTITY:  # both sides had changed it: what was there is written over
            there = QCoreApplication.translate("History", "{before} → {after}, written over in {crm}")
            values = {"before": entry.before or "–", "after": entry.after or "–", "crm": operation.who}
            what = _says(field_said(entry.field, words), there.format(**values))
        elif entry.entity == "answer":
            what = _answered(entry, workspace, words)
        elif entry.entity == "signal" and entry.after is None:
            what = _signal_gone(entry, workspace, words)
        elif entry.entity == "opposition" and (operation.id, "opposition") not in told:
            told.add((operation.id, "opposition"))  # a lift takes away several hashes at once
            what = _opposition(operation, entry, words)
        else:
            continue
        verb = words.text("verb", operation.verb)
        found.append(Event(operation.at, what, f"{verb}, {operation.who}"))
    return found


def passed_of(lead_id: str, workspace: Workspace, words: Words) -> list[Event]:
    """What passed between here and each CRM."""
    return [Event(p.at, p.title, p.text) for p in passed(workspace, lead_id, words)]


def _signal_gone(entry: Entry, workspace: Workspace, words: Words) -> str:
    kept = json.loads(entry.before or "{}")
    when = words.moment(datetime.fromisoformat(kept["at"]), workspace.zone, workspace.now())
    removed = QCoreApplication.translate("History", "Signal removed")
    return _says(removed, f"{words.text('signal', kept['type'])}, {when}")


def _opposition(operation: Operation, entry: Entry, words: Words) -> str:
    if operation.verb == "lift":
        lifted = QCoreApplication.translate("History", "Objection lifted")
        return _says(lifted, str(operation.summary.get("reason", "")))
    if entry.after is None:
        return QCoreApplication.translate("History", "Closed by an objection no more: it was taken back")
    if operation.verb == "undo":
        return QCoreApplication.translate("History", "The objection stands again")
    source = source_name(json.loads(entry.after).get("source", ""), words)
    return _says(QCoreApplication.translate("History", "Closed: somebody objected on what it carries"), source)


def _criterion(workspace: Workspace, grid_id: str, criterion_id: str) -> Criterion | None:
    try:
        return workspace.grid_of(grid_id).criterion(criterion_id)
    except UserError:
        return None  # a grid this workspace no longer knows: its id is shown


def _answered(entry: Entry, workspace: Workspace, words: Words) -> str:
    criterion = _criterion(workspace, *entry.entity_id.split("/", 1))
    label = criterion.label[words.language] if criterion else entry.entity_id
    after = json.loads(entry.after) if entry.after else {"asked": False}
    if after.get("override_reason"):
        reversed_ = QCoreApplication.translate("History", "elimination reversed: {reason}")
        return _says(label, reversed_.format(reason=after["override_reason"]))
    if not after["asked"]:
        return _says(label, QCoreApplication.translate("History", "not asked"))
    if after["value"] is None:
        return _says(label, QCoreApplication.translate("History", "asked, not known"))
    option = criterion.option(after["value"]) if criterion else None
    said = option.label[words.language] if option else str(after["value"])
    if after["evidence"]:
        said = QCoreApplication.translate("History", "{answer} — “{words}”").format(
            answer=said, words=after["evidence"]
        )
    return _says(label, said)


def _says(label: str, said: str) -> str:
    return QCoreApplication.translate("History", "{label}: {said}").format(label=label, said=said)


class HistoryList(QWidget):
    """The history, one line or two an event; in full with every edit and answer."""

    def __init__(
        self, workspace: Workspace, words: Words, *, full: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._words, self._full = workspace, words, full
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)

    def show_lead(self, dossier: LeadDossier) -> None:
        """Show a lead's history."""
        clear_layout(self._layout)
        events = events_of(dossier, self._workspace, self._words)
        if self._full:
            events += changes_of(dossier.summary.lead.id, self._workspace, self._words)
            events += passed_of(dossier.summary.lead.id, self._workspace, self._words)
        else:
            events += moves_of(dossier, self._workspace, self._words)
        events.sort(key=lambda e: e.at, reverse=True)
        if not events:
            empty = QLabel(self.tr("Nothing has happened yet."))
            mark(empty, "muted")
            self._layout.addWidget(empty)
        for event in events[:SHOWN]:
            self._layout.addWidget(self._line(event, dossier))

    def _line(self, event: Event, dossier: LeadDossier) -> QWidget:
        zone = self._workspace.zone_of(dossier.summary.lead.zone)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        local = event.at.astimezone(zone)
        when = QLabel(f"{local:%d/%m/%y %H:%M}")
        when.setFixedWidth(92)
        mark(when, "small")
        row.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
        text = QVBoxLayout()
        text.setSpacing(2)
        title = QLabel(event.title)
        title.setWordWrap(True)
        text.addWidget(title)
        if event.text:
            said = QLabel(event.text)
            said.setTextFormat(Qt.TextFormat.PlainText)
            said.setWordWrap(True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            mark(said, "muted")
            text.addWidget(said)
        row.addLayout(text, 1)
        return line
