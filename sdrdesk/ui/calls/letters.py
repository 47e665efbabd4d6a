"""The act of reaching a lead by another way than a call: a letter opened, then noted as sent or left out."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from sdrdesk.core.domain.cadence import Channel
from sdrdesk.core.domain.call_queue import Due
from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.domain.template import Letter
from sdrdesk.core.operations import oppositions, templates, touches
from sdrdesk.ui.calls.letter_form import LANGUAGES, PLAIN, LetterChoice, LetterForm
from sdrdesk.ui.calls.letter_urls import is_too_long, mail_to, profile_of

if TYPE_CHECKING:
    from sdrdesk.ui.calls.desk import Desk
    from sdrdesk.ui.calls.session import LeadSession


class Letters(QObject):
    """The act of reaching the lead in hand by another way; a step of its nurturing says which."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk)
        self._desk = desk

    def step(self) -> tuple[Channel, str] | None:
        """The way in which the lead in hand is due, when that is not a call, and the template the step names."""
        session = self._desk.session
        standing = session.dossier.summary.standing if session else None
        if not isinstance(standing, Due) or "channel" not in standing.params:
            return None
        return Channel(str(standing.params["channel"])), str(standing.params.get("template", ""))

    def ask(self) -> None:
        """Open the form: of the step that is due, else of a letter by the way there is."""
        session = self._desk.session
        if session is None or self._desk.acts.recording:
            return
        lead = session.dossier.summary.lead
        if oppositions.opposed_columns(self._desk.workspace, session.lead_id):
            self._desk.said.emit("bad", self.tr("Opposed to calls: this address is not written to."), "")
            return
        channel, wanted = self.step() or (Channel.EMAIL if lead.email else Channel.LINKEDIN, PLAIN)
        form = self._desk.view.acts.open(
            lambda parent: self._form(lead, channel, wanted, parent), partial(self._chosen, session)
        )
        assert isinstance(form, LetterForm)
        form.opened.connect(partial(self._open, form, lead))

    def _form(self, lead: Lead, channel: Channel, wanted: str, parent: QWidget) -> LetterForm:
        workspace = self._desk.workspace
        offered = {i: t for i, t in templates.templates(workspace).items() if t.channel is channel}
        letters = {(i, at): templates.letter_to(workspace, lead, t, at) for i, t in offered.items() for at in LANGUAGES}
        wanted = wanted or (next(iter(offered), PLAIN) if self.step() else PLAIN)
        language = templates.language_of(workspace, lead)
        return LetterForm(channel, lead.email, wanted, letters, offered, language, self._desk.words, parent)

    def _open(self, form: LetterForm, lead: Lead, channel: Channel, letter: Letter) -> None:
        # Asked anew: the objection may have been recorded since the form was opened.
        if oppositions.opposed_columns(self._desk.workspace, lead.id):
            self._desk.said.emit("bad", self.tr("Opposed to calls: this address is not written to."), "")
            return
        if channel is Channel.EMAIL:
            url = mail_to(lead.email, letter)
            if is_too_long(url):
                QGuiApplication.clipboard().setText(letter.body.strip())
            opened = QDesktopServices.openUrl(url)
        else:
            if letter.body:
                QGuiApplication.clipboard().setText(letter.body.strip())
            opened = QDesktopServices.openUrl(profile_of(lead))
        text = f"{letter.subject}\n\n{letter.body}".strip()
        if opened or text:
            form.wait_for_sending()
        if not opened and text:
            self._desk.said.emit("doubt", self.tr("No program on this machine opens it; the text is copied."), "")
            QGuiApplication.clipboard().setText(text)
        elif not opened:
            self._desk.said.emit("doubt", self.tr("No program on this machine opens it; the address is copied."), "")
            QGuiApplication.clipboard().setText(
                lead.email
                if channel is Channel.EMAIL
                else profile_of(lead).toString(QUrl.ComponentFormattingOption.FullyEncoded)
            )

    def _chosen(self, session: "LeadSession", choice: object) -> None:
        desk = self._desk
        if not isinstance(choice, LetterChoice) or desk.session is not session:
            return
        words = desk.view.notes.toPlainText()
        was_due = self.step() is not None

        def recorded(made: touches.TouchRecorded) -> None:
            desk.keep_rest(session, words)
            desk.bus.publish(made.changes, self)
            name = session.dossier.summary.lead.name
            what = desk.words.inside("touch", f"{choice.channel.value}_{'done' if choice.done else 'left'}")
            zone = desk.workspace.zone_of(session.dossier.summary.lead.zone)
            after = desk.words.standing(made.standing, zone, desk.workspace.now(), desk.workspace.zone)
            said = self.tr("{name}: {what}. {after}.").format(name=name, what=what, after=after)
            desk.said.emit("neutral", said, made.changes.operation)
            if desk.session is session and was_due:
                desk.advance(session)
            else:
                desk.refresh_queue()
                desk.reload()

        work = partial(
            touches.record_touch,
            desk.workspace,
            session.lead_id,
            choice.channel,
            done=choice.done,
            template=choice.template,
            note=words,
            clear_draft=True,
        )
        desk.acts.submit(session, work, recorded)
