"""Who is on the line: name, company, numbers, local time, and what they did, in one glance."""

from collections import Counter

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
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.elide_label import ElideLabel
from sdrdesk.ui.widgets.flow_layout import FlowLayout, clear_layout
from sdrdesk.ui.widgets.key_cap import KeyCap
from sdrdesk.ui.widgets.pill import Pill

CHIPS = 5
LONGEST_ADDRESS = 170


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
        self.reason = ElideLabel("")
        mark(self.reason, "small")
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
        layout.addWidget(self.facts)
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
        self.show_time(dossier)
        self._show_contacts(dossier)
        self._show_chips(dossier)

    def show_time(self, dossier: LeadDossier) -> None:
        """Show what moves with the clock: the time where the lead is, and how long ago what brings it here was."""
        summary, words = dossier.summary, self._words
        lead, now = summary.lead, self._workspace.now()
        industry = f"{lead.industry} ({lead.naf})" if lead.industry and lead.naf else lead.industry or lead.naf
        size = self.tr("{n} people").format(n=lead.employees) if lead.employees else ""
        local = self.tr("local {time}").format(time=words.clock(now, self._workspace.zone_of(lead.zone)))
        parts = [lead.job_title, lead.company if lead.company != lead.name else "", industry, size, lead.city, local]
        self.facts.setText(" · ".join(p for p in parts if p))
        zone, here = self._workspace.zone_of(lead.zone), self._workspace.zone
        self.reason.setText(words.standing(summary.standing, zone, now, here, alone=True))

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
        clear_layout(self._contacts)
        lead = dossier.summary.lead
        keys = dict(zip(dossier.dialable, ("F9", "Shift+F9"), strict=False))
        for number in dict.fromkeys((lead.phone, lead.mobile)):
            if can_be_dialled(number):
                tip = self.tr("Call this number ({key})").format(key=keys.get(number, "F9"))
                button = self._contact(shown(number), tip)
                wrong = number not in dossier.dialable
                button.setEnabled(not wrong and lead.id != "" and not self._opposed(dossier))
                if self._opposed(dossier):
                    button.setToolTip(self.tr("Opposed to calls"))
                elif wrong:
                    button.setToolTip(self.tr("Wrong number"))
                button.clicked.connect(lambda _=False, n=number: self.dial_asked.emit(n))
        if lead.email:
            short = self.fontMetrics().elidedText(lead.email, Qt.TextElideMode.ElideMiddle, LONGEST_ADDRESS)
            opposed = self._opposed(dossier)
            tip = self.tr("Opposed to calls") if opposed else f"{lead.email}\n" + self.tr("Write to this address")
            button = self._contact(short, tip)
            button.setEnabled(not opposed)
            button.clicked.connect(lambda _=False: self.mail_asked.emit(lead.email))

    @staticmethod
    def _opposed(dossier: LeadDossier) -> bool:
        return dossier.summary.standing.code == "opposed"

    def _contact(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        self._contacts.addWidget(button)
        return button

    def _show_chips(self, dossier: LeadDossier) -> None:
        self._chips.clear()
        words, now = self._words, self._workspace.now()
        zone = self._workspace.zone_of(dossier.summary.lead.zone)
        for signal in list(reversed(dossier.signals))[:CHIPS]:
            fresh = (now - signal.at).days < 2
            when = (
                words.moment(signal.at, zone, now)
                if fresh
                else words.day(signal.at.astimezone(zone).date(), now.date())
            )
            self._chips.addWidget(
                Pill(f"{when} · {words.text('signal', signal.type).lower()}", "accent" if fresh else "outline")
            )
        if dossier.calls:
            counted = Counter(c.outcome for c in dossier.calls)
            said = " · ".join(f"{n} {words.text('outcome', o).lower()}" for o, n in counted.most_common(3))
            self._chips.addWidget(Pill(said, "outline"))
        for tag in [t.strip() for t in dossier.summary.lead.tags.split(";") if t.strip()][:4]:
            self._chips.addWidget(Pill(tag, "neutral"))
