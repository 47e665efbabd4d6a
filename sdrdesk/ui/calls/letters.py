"""Reaching a lead by another way than a call: the letter chosen and opened, then noted as sent or left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QUrl, QUrlQuery, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from sdrdesk.core.domain.cadence import Channel
from sdrdesk.core.domain.call_queue import Due
from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.domain.template import Letter, Template
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations import oppositions, templates, touches
from sdrdesk.core.words import Words
from sdrdesk.ui.calls.act_forms import ActForm
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.segmented import SegmentedChoice

if TYPE_CHECKING:
    from sdrdesk.ui.calls.desk import Desk
    from sdrdesk.ui.calls.session import LeadSession

PLAIN = ""
"""A letter without a template."""
LANGUAGES = ("en", "fr")
SHOWN = 420
"""Characters of a letter that are shown before it is opened."""


@dataclass(frozen=True, slots=True)
class LetterChoice:
    """What became of a letter: the way, the template ("" for none), and whether it was sent or left out."""

    channel: Channel
    template: str
    done: bool


class LetterForm(ActForm):
    """A template by its digit, the language, and Enter twice: opened where it is written, then noted as sent."""

    opened = Signal(object, object)  # the channel, the Letter

    def __init__(
        self,
        channel: Channel,
        wanted: str,
        letters: Mapping[tuple[str, str], Letter],
        offered: Mapping[str, Template],
        language: str,
        words: Words,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", "", parent)
        self.set_title(words.text("way", channel.value))
        self._channel, self._letters, self._words, self._is_open = channel, letters, words, False
        self.kind, self.language = SegmentedChoice(), SegmentedChoice()
        self.kind.setAccessibleName(self.tr("Template"))
        self.kind.set_unknown_allowed(False)
        named = [(t.id, t.name[words.language]) for t in offered.values()]
        self.kind.set_options([*named, (PLAIN, self.tr("Without a template"))])
        self.kind.set_value(wanted if wanted in offered else PLAIN)
        self.language.setAccessibleName(self.tr("Language of the letter"))
        self.language.set_unknown_allowed(False)
        self.language.set_options([("en", "English"), ("fr", "Français")])
        self.language.set_value(language)
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        mark(self.text, "muted")
        self.leave_out = QPushButton(self.tr("Leave it out (Alt+O)"))
        mark(self.leave_out, "quiet")
        self.leave_out.clicked.connect(self._left_out)
        self.buttons.addWidget(self.leave_out)
        for choice in (self.kind, self.language):
            choice.chosen.connect(lambda _: self._show_letter())
        self.add(self.kind)
        self.add(self.language)
        self.add(self.text)
        self.finish_layout(self.kind, self.language)
        written = bool(letters)
        self.kind.setVisible(written)
        self.language.setVisible(written)
        self.first = self.kind if written else self.do_button
        self._show_letter()

    @property
    def letter(self) -> Letter:
        """The letter as chosen, filled in."""
        found = self._letters.get((self.kind.value() or PLAIN, self.language.value() or ""))
        return found or Letter("", "")

    def _show_letter(self) -> None:
        body = " ".join(self.letter.body.split())
        self.text.setText(body if len(body) <= SHOWN else f"{body[:SHOWN]}…")
        self.text.setVisible(bool(body))
        self._name_act()

    def _name_act(self) -> None:
        match self._channel:
            case _ if self._is_open:
                self.do_button.setText(self.tr("It is sent: note it (Enter)"))
            case Channel.EMAIL:
                self.do_button.setText(self.tr("Open it in the mail program (Enter)"))
            case Channel.LINKEDIN:
                self.do_button.setText(self.tr("Copy it and open LinkedIn (Enter)"))
            case Channel.VISIT | Channel.CALL:
                self.do_button.setText(self.tr("The visit is made: note it (Enter)"))

    def submit(self) -> None:
        """The first time the letter is opened where it is sent from; the second time it is noted."""
        if self._is_open or self._channel is Channel.VISIT:
            self.done.emit(LetterChoice(self._channel, self.kind.value() or PLAIN, done=True))
            return
        self._is_open = True
        self.opened.emit(self._channel, self.letter)
        self._name_act()
        self.note.setText(self.tr("Send it there, then come back: Enter notes it, Esc leaves it for later."))
        self.note.show()
        self.do_button.setFocus()

    def _left_out(self) -> None:
        self.done.emit(LetterChoice(self._channel, "", done=False))

    def choice(self) -> LetterChoice:
        return LetterChoice(self._channel, self.kind.value() or PLAIN, done=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and (event.key(), event.modifiers()) == (Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
        ):
            self._left_out()
            return True
        return super().eventFilter(watched, event)


def mail_to(address: str, letter: Letter) -> QUrl:
    """The letter as the mail programs of every system take it."""
    url = QUrl()
    url.setScheme("mailto")
    url.setPath(address)
    query = QUrlQuery()
    for key, said in (("subject", letter.subject), ("body", letter.body.strip().replace("\n", "\r\n"))):
        if said:
            query.addQueryItem(key, bytes(QUrl.toPercentEncoding(said).data()).decode("ascii"))
    url.setQuery(query)
    return url


def profile_of(lead: Lead) -> QUrl:
    """The lead's profile, or a search for it by name and company."""
    given = lead.linkedin.strip()
    if given:
        return QUrl(given if "://" in given else f"https://{given}")
    url = QUrl("https://www.linkedin.com/search/results/people/")
    query = QUrlQuery()
    words = " ".join(w for w in (lead.first_name, lead.last_name, lead.company) if w)
    query.addQueryItem("keywords", bytes(QUrl.toPercentEncoding(words).data()).decode("ascii"))
    url.setQuery(query)
    return url


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
        form.opened.connect(partial(self._open, lead))

    def _form(self, lead: Lead, channel: Channel, wanted: str, parent: QWidget) -> LetterForm:
        workspace = self._desk.workspace
        offered = {i: t for i, t in templates.templates(workspace).items() if t.channel is channel}
        letters = {(i, at): templates.letter_to(workspace, lead, t, at) for i, t in offered.items() for at in LANGUAGES}
        wanted = wanted or (next(iter(offered), PLAIN) if self.step() else PLAIN)
        language = templates.language_of(workspace, lead)
        return LetterForm(channel, wanted, letters, offered, language, self._desk.words, parent)

    def _open(self, lead: Lead, channel: Channel, letter: Letter) -> None:
        if channel is Channel.EMAIL:
            opened = QDesktopServices.openUrl(mail_to(lead.email, letter))
        else:
            if letter.body:
                QGuiApplication.clipboard().setText(letter.body.strip())
            opened = QDesktopServices.openUrl(profile_of(lead))
        if not opened:
            self._desk.said.emit("doubt", self.tr("No program on this machine opens it; the text is copied."), "")
            QGuiApplication.clipboard().setText(f"{letter.subject}\n\n{letter.body}".strip())

    def _chosen(self, session: "LeadSession", choice: object) -> None:
        desk = self._desk
        if not isinstance(choice, LetterChoice) or desk.session is not session:
            return
        words = desk.view.notes.toPlainText()
        desk.drafts.forget()
        desk.acts.recording = True
        was_due = self.step() is not None

        def recorded(made: touches.TouchRecorded) -> None:
            desk.acts.recording = False
            desk.keep_rest(session, words)
            desk.bus.publish(made.changes, self)
            name = session.dossier.summary.lead.name
            what = desk.words.text("touch", f"{choice.channel.value}_{'done' if choice.done else 'left'}").lower()
            zone = desk.workspace.zone_of(session.dossier.summary.lead.zone)
            after = desk.words.standing(made.standing, zone, desk.workspace.now())
            said = self.tr("{name}: {what}. {after}.").format(name=name, what=what, after=after)
            desk.said.emit("neutral", said, self.tr("Undo (Ctrl+Z)"))
            if desk.session is session and was_due:
                desk.advance(session)
            else:
                desk.refresh_queue()
                desk.reload()

        def refused(error: UserError) -> None:
            desk.acts.not_recorded(session, error)

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
        desk.writer.submit(work, recorded, refused)
