"""Who is on the line: name, company, numbers, local time, and what they did, in one glance."""

from collections import Counter
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.normalising.phones import can_be_dialled, shown
from sdrdesk.core.operations.leads import LeadDossier
from sdrdesk.core.operations.stages import stage_criteria, stage_label
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.calls.contact_clock import ContactClock
from sdrdesk.ui.theme import Tone, mark
from sdrdesk.ui.widgets.elide_label import ElideLabel
from sdrdesk.ui.widgets.flow_layout import FlowLayout, clear_layout
from sdrdesk.ui.widgets.key_cap import KeyCap
from sdrdesk.ui.widgets.pill import Pill

CHIPS = 5
LONGEST_ADDRESS, ADDRESS_BESIDE_TWO = 170, 120
"""Pixels of an address, and of one beside two numbers: cut in its middle, never by the edge of its button."""


@dataclass(frozen=True, slots=True)
class _Way:
    """A number or an address as its button shows it, and whether it is open to us."""

    text: str
    tip: str
    open: bool
    number: str = ""
    address: str = ""


class StagePill(QWidget):
    """The stage, and beside it the one the verdict proposes, with the key that moves the lead."""

    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pill, self.key = Pill("", "accent"), KeyCap("Ctrl T")
        self.key.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.pill)
        row.addWidget(self.key)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_stage(self, text: str, tip: str, *, proposed: bool) -> None:
        """Show a stage, and whether a person is asked to confirm another."""
        self.pill.set(text, "ok" if proposed else "accent")
        self.key.setVisible(proposed)
        if self.toolTip() != tip:
            self.setToolTip(tip)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.clicked.emit()


class LeadHeader(QWidget):
    """The lead in hand; a number clicked is dialled, an address clicked is written to, the stage clicked is moved."""

    dial_asked = Signal(str)
    mail_asked = Signal(str)
    stage_asked = Signal()

    def __init__(self, workspace: Workspace, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._words = workspace, words
        self.name = QLabel()
        mark(self.name, "title")
        self.stage, self.temperature = StagePill(), Pill("", "neutral")
        self.clock = ContactClock(workspace, words)
        self.stage.clicked.connect(self.stage_asked)
        self.facts = ElideLabel("")
        mark(self.facts, "muted")
        self.local = QLabel()  # apart: whether it is a time to call is never what is cut
        mark(self.local, "muted")
        self.reason = ElideLabel("")
        mark(self.reason, "small")
        self._ways_shown: list[_Way] = []
        self._chips_shown: list[tuple[str, Tone]] = []
        self._contacts = QHBoxLayout()
        self._contacts.setSpacing(8)
        self.chips = QWidget()
        self._chips = FlowLayout(self.chips, gap=6)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.name)
        top.addWidget(self.stage)
        top.addWidget(self.temperature)
        top.addStretch(1)
        top.addLayout(self._contacts)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addLayout(top)
        about = QHBoxLayout()
        about.setSpacing(0)
        about.addWidget(self.facts)
        about.addWidget(self.local)
        about.addStretch(1)
        layout.addLayout(about)
        why = QHBoxLayout()
        why.setSpacing(8)
        why.addWidget(self.clock)
        why.addWidget(self.reason, 1)
        layout.addLayout(why)
        layout.addWidget(self.chips)

    def show_lead(self, dossier: LeadDossier) -> None:
        """Show a lead."""
        summary, words = dossier.summary, self._words
        lead = summary.lead
        self.name.setText(lead.name)
        self.show_stage(lead.stage, None)
        self.clock.show_lead(dossier)
        self.temperature.set(words.text("temperature", summary.temperature.value), summary.temperature.value)
        industry = f"{lead.industry} ({lead.naf})" if lead.industry and lead.naf else lead.industry or lead.naf
        size = self.tr("{n} people").format(n=lead.employees) if lead.employees else ""
        now = self._workspace.now()
        local = self.tr("local {time}").format(time=words.clock(now, self._workspace.zone_of(lead.zone)))
        parts = [lead.job_title, lead.company if lead.company != lead.name else "", industry, size, lead.city]
        known = " · ".join(p for p in parts if p)
        self.facts.setText(known)
        self.local.setText(f" · {local}" if known else local)
        self.reason.setText(words.standing(summary.standing, self._workspace.zone_of(lead.zone), now))
        self._show_contacts(dossier)
        self._show_chips(dossier)

    def show_stage(self, stage: Stage, proposed: Stage | None) -> None:
        """Show how far the lead has come, and how far the verdict would have it."""
        workspace, words = self._workspace, self._words
        label = stage_label(workspace, words, stage)
        shown = proposed or stage
        text = label
        if proposed:
            text = self.tr("{stage} · {proposed} proposed").format(
                stage=label, proposed=stage_label(workspace, words, proposed)
            )
        tip = self.tr("{stage}: {criteria}\nMove to another stage: Ctrl+T").format(
            stage=stage_label(workspace, words, shown), criteria=stage_criteria(workspace, words, shown)
        )
        self.stage.show_stage(text, tip, proposed=proposed is not None)

    def _show_contacts(self, dossier: LeadDossier) -> None:
        ways = self._ways(dossier)
        if ways == self._ways_shown:
            return  # a lead read again would otherwise lose its numbers for the length of a frame
        self._ways_shown = ways
        clear_layout(self._contacts)
        for way in ways:
            button = QPushButton(way.text)
            button.setToolTip(way.tip)
            button.setEnabled(way.open)
            asked = self.mail_asked if way.address else self.dial_asked
            button.clicked.connect(partial(asked.emit, way.address or way.number))
            self._contacts.addWidget(button)

    def _ways(self, dossier: LeadDossier) -> list[_Way]:
        lead, opposed, ways = dossier.summary.lead, self._opposed(dossier), []
        keys = dict(zip(dossier.dialable, ("F9", "Shift+F9"), strict=False))
        for number in dict.fromkeys((lead.phone, lead.mobile)):
            if can_be_dialled(number):
                wrong = number not in dossier.dialable
                tip = self.tr("Wrong number") if wrong else self.tr("Call this number ({key})").format(key=keys[number])
                tip = self.tr("Opposed to calls") if opposed else tip
                ways.append(_Way(shown(number), tip, not wrong and lead.id != "" and not opposed, number=number))
        if lead.email:
            room = LONGEST_ADDRESS if len(ways) < 2 else ADDRESS_BESIDE_TWO
            short = self.fontMetrics().elidedText(lead.email, Qt.TextElideMode.ElideMiddle, room)
            tip = self.tr("Opposed to calls") if opposed else f"{lead.email}\n" + self.tr("Write to this address")
            ways.append(_Way(short, tip, not opposed, address=lead.email))
        return ways

    @staticmethod
    def _opposed(dossier: LeadDossier) -> bool:
        return dossier.summary.standing.code == "opposed"

    def _show_chips(self, dossier: LeadDossier) -> None:
        said = self._said_in_chips(dossier)
        if said == self._chips_shown:
            return
        self._chips_shown = said
        self._chips.clear()
        for text, tone in said:
            self._chips.addWidget(Pill(text, tone))

    def _said_in_chips(self, dossier: LeadDossier) -> list[tuple[str, Tone]]:
        words, now = self._words, self._workspace.now()
        zone = self._workspace.zone_of(dossier.summary.lead.zone)
        said: list[tuple[str, Tone]] = []
        for signal in list(reversed(dossier.signals))[:CHIPS]:
            fresh = (now - signal.at).days < 2
            when = (
                words.moment(signal.at, zone, now)
                if fresh
                else words.day(signal.at.astimezone(zone).date(), now.date())
            )
            said.append((f"{when} · {words.inside('signal', signal.type)}", "accent" if fresh else "outline"))
        if dossier.calls:
            counted = Counter(c.outcome for c in dossier.calls)
            outcomes = " · ".join(f"{n} {words.inside('outcome', o)}" for o, n in counted.most_common(3))
            said.append((outcomes, "outline"))
        tags = [t.strip() for t in dossier.summary.lead.tags.split(";") if t.strip()]
        return [*said, *((tag, "neutral") for tag in tags[:4])]
