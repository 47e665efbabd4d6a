"""Passing over a lead for a reason: why, and when it comes back, in two digits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from sdrdesk.core.changes import Changes
from sdrdesk.core.operations import leads
from sdrdesk.core.operations.putting_off import REASONS, put_off_times
from sdrdesk.core.words import Words
from sdrdesk.ui.calls.act_forms import ActForm
from sdrdesk.ui.widgets.segmented import SegmentedChoice

if TYPE_CHECKING:
    from sdrdesk.ui.calls.desk import Desk
    from sdrdesk.ui.calls.session import LeadSession

OTHER = "other"


@dataclass(frozen=True, slots=True)
class PutOffChoice:
    """Until when a lead is put off, and why: a code of the words table `put_off`, or words."""

    until: datetime
    reason: str


class PutOffForm(ActForm):
    """A digit says why, another how long; what no digit says is typed."""

    def __init__(
        self, times: Mapping[str, datetime], said: Mapping[str, str], words: Words, parent: QWidget | None = None
    ) -> None:
        super().__init__("", "", parent)
        self.set_title(self.tr("Put off, because"))
        self.do_button.setText(self.tr("Put off (Enter)"))
        self._times = times
        self.reasons, self.until = SegmentedChoice(), SegmentedChoice()
        self.reasons.setAccessibleName(self.tr("Reason"))
        self.until.setAccessibleName(self.tr("Until"))
        for choice in (self.reasons, self.until):
            choice.set_unknown_allowed(False)
        reasons = [(code, words.put_off_reason(code)) for code in REASONS]
        self.reasons.set_options([*reasons, (OTHER, self.tr("something else…"))])
        self.reasons.chosen.connect(self._reason_chosen)
        self.other = QLineEdit()
        self.other.setAccessibleName(self.tr("Reason in your words"))
        self.other.setPlaceholderText(self.tr("why, in your words"))
        self.other.hide()
        named = {
            "hours": self.tr("2 working hours: {when}"),
            "tomorrow": self.tr("next day: {when}"),
            "days_3": self.tr("+3 days: {when}"),
            "days_7": self.tr("+7 days: {when}"),
        }
        self.until.set_options([(how, named[how].format(when=said[how])) for how in times])
        self.until.chosen.connect(lambda _: self.submit())
        for widget in (self.reasons, self.other, self.until):
            self.add(widget)
        self.finish_layout(self.reasons, self.other, self.until)

    def _reason_chosen(self, reason: str) -> None:
        self.other.setVisible(reason == OTHER)
        (self.other if reason == OTHER else self.until).setFocus(Qt.FocusReason.TabFocusReason)

    def choice(self) -> PutOffChoice:
        reason, how = self.reasons.value(), self.until.value()
        if reason is None:
            self.reasons.setFocus(Qt.FocusReason.TabFocusReason)
            raise ValueError(self.tr("Choose a reason with its digit."))
        if reason == OTHER:
            reason = self.other.text().strip()
            if not reason:
                self.other.setFocus(Qt.FocusReason.TabFocusReason)
                raise ValueError(self.tr("Say why, in a few words."))
        if how is None:
            self.until.setFocus(Qt.FocusReason.TabFocusReason)
            raise ValueError(self.tr("Choose until when with its digit."))
        return PutOffChoice(self._times[how], reason)


class PuttingOff(QObject):
    """The act of passing over the lead in hand for a reason; passing over it without one stays a single key."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk)
        self._desk = desk

    def ask(self) -> None:
        """Open the form."""
        session = self._desk.session
        if session is None or self._desk.acts.recording:
            return
        workspace, words, lead = self._desk.workspace, self._desk.words, session.dossier.summary.lead
        times = put_off_times(workspace, lead)
        zone = workspace.zone_of(lead.zone)
        said = {how: words.moment(at, zone, workspace.now()) for how, at in times.items()}
        self._desk.view.acts.open(lambda parent: PutOffForm(times, said, words, parent), partial(self._chosen, session))

    def _chosen(self, session: "LeadSession", choice: object) -> None:
        if not isinstance(choice, PutOffChoice) or self._desk.session is not session:
            return
        desk = self._desk
        focused = desk.view.form.current_criterion()
        if focused:
            desk.commit_typed(focused)

        def put_off(changes: object) -> None:
            assert isinstance(changes, Changes)
            lead, zone = session.dossier.summary.lead, desk.workspace.zone_of(session.dossier.summary.lead.zone)
            until = desk.words.moment(choice.until, zone, desk.workspace.now())
            said = self.tr("{name}: put off until {until}.").format(name=lead.name, until=until)
            desk.said.emit("neutral", said, changes.operation)
            if desk.session is session:
                desk.advance(session)

        desk.act(partial(leads.snooze_lead, desk.workspace, session.lead_id, choice.until, choice.reason), put_off)
