"""The form of a letter to the lead in hand: chosen, read whole, opened where it is sent from, then noted."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QSizePolicy, QWidget

from sdrdesk.core.domain.cadence import Channel
from sdrdesk.core.domain.template import Letter, Template
from sdrdesk.core.words import Words
from sdrdesk.ui.calls.act_forms import ActForm
from sdrdesk.ui.calls.letter_urls import is_too_long, mail_to
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.segmented import SegmentedChoice

PLAIN = ""
"""A letter without a template."""
LANGUAGES = ("en", "fr")
LEAST_LINES, MOST_LINES = 4, 11
"""Lines of a letter that are shown in a low window, and in a high one; it scrolls through the rest."""


@dataclass(frozen=True, slots=True)
class LetterChoice:
    """What became of a letter: the way, the template ("" for none), and whether it was sent or left out."""

    channel: Channel
    template: str
    done: bool


class LetterText(QPlainTextEdit):
    """A letter with its lines, to be read and copied; as high for one letter as for the next, so that nothing moves."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def _high(self, lines: int) -> QSize:
        around = 2 * (self.frameWidth() + int(self.document().documentMargin())) + 12  # its padding
        return QSize(240, lines * self.fontMetrics().lineSpacing() + around)

    def sizeHint(self) -> QSize:
        return self._high(MOST_LINES)

    def minimumSizeHint(self) -> QSize:
        return self._high(LEAST_LINES)


class LetterForm(ActForm):
    """A template by its digit, the language, and Enter twice: opened where it is written, then noted as sent."""

    opened = Signal(object, object)  # the channel, the Letter

    def __init__(
        self,
        channel: Channel,
        address: str,
        wanted: str,
        letters: Mapping[tuple[str, str], Letter],
        offered: Mapping[str, Template],
        language: str,
        words: Words,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", "", parent)
        way = words.text("way", channel.value)
        self.set_title(f"{way} · {address}" if channel is Channel.EMAIL and address else way)
        self._channel, self._address, self._letters, self._is_open = channel, address, letters, False
        self._make_choices(offered, wanted, language, words)
        self.subject, self.text, self.long = QLabel(), LetterText(), QLabel()
        self.subject.setTextFormat(Qt.TextFormat.PlainText)
        self.subject.setWordWrap(True)
        self.subject.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setAccessibleName(self.tr("Text of the letter"))
        self.long.setWordWrap(True)
        mark(self.long, "doubt")
        self.leave_out = QPushButton(self.tr("Leave it out (Alt+O)"))
        mark(self.leave_out, "quiet")
        self.leave_out.clicked.connect(self._left_out)
        self.buttons.addWidget(self.leave_out)
        for widget in (self.kind, self.subject, self.text, self.long):
            self.add(widget)
        self.finish_layout(self.kind, self.language, self.text)
        self.subject.setVisible(channel is Channel.EMAIL)
        self.text.setPlaceholderText(self.tr("Without a template: you write it there."))
        for widget in (self.kind, self.language, self._language_key, self.text):
            widget.setVisible(bool(letters))
        self.first = self.kind if letters else self.do_button
        self._show_letter()

    def _make_choices(self, offered: Mapping[str, Template], wanted: str, language: str, words: Words) -> None:
        self.kind, self.language = SegmentedChoice(), SegmentedChoice()
        self.kind.setAccessibleName(self.tr("Template"))
        self.kind.set_unknown_allowed(False)
        named = [(t.id, t.name[words.language]) for t in offered.values()]
        options = [*named, (PLAIN, self.tr("Without a template"))]
        digits = [*"123456789", *[""] * len(options)]  # from the tenth on by the arrows
        self.kind.set_options([(key, f"{n}  {said}".strip()) for n, (key, said) in zip(digits, options, strict=False)])
        self.kind.set_value(wanted if wanted in offered else PLAIN)
        self.language.setAccessibleName(self.tr("Language of the letter"))
        self.language.set_unknown_allowed(False)
        self.language.set_options([("en", "English"), ("fr", "Français")])
        self.language.set_value(language)
        self.language.setFixedWidth(self.language.sizeHint().width())
        self._language_key = QLabel("Alt+L")
        mark(self._language_key, "small")
        self.add_to_header(self._language_key)
        self.add_to_header(self.language)
        for choice in (self.kind, self.language):
            choice.chosen.connect(lambda _: self._chosen_anew())

    @property
    def letter(self) -> Letter:
        """The letter as chosen, filled in."""
        found = self._letters.get((self.kind.value() or PLAIN, self.language.value() or ""))
        return found or Letter("", "")

    def _chosen_anew(self) -> None:
        """Another letter than the one that was opened is not sent by noting it."""
        self._is_open = False
        self.note.hide()
        self._show_letter()
        self.said_more.emit()

    def _show_letter(self) -> None:
        letter = self.letter
        mail = self._channel is Channel.EMAIL
        self.subject.setText(self.tr("Subject: {subject}").format(subject=letter.subject or "…"))
        self.text.setPlainText(letter.body.strip())
        self.long.setText(
            self.tr("A long letter: some mail programs cut it. Its text is copied too, to be pasted if need be.")
        )
        self.long.setVisible(mail and is_too_long(mail_to(self._address, letter)))
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
            self.done.emit(self.choice())
            return
        self.opened.emit(self._channel, self.letter)

    def wait_for_sending(self) -> None:
        """The letter is out of the window, to be sent from there: Enter notes it."""
        self._is_open = True
        self._name_act()
        self.note.setText(self.tr("Send it there, then come back: Enter notes it, Esc leaves it for later."))
        self.note.show()
        self.said_more.emit()
        self.do_button.setFocus()

    def _left_out(self) -> None:
        self.done.emit(LetterChoice(self._channel, "", done=False))

    def choice(self) -> LetterChoice:
        return LetterChoice(self._channel, self.kind.value() or PLAIN, done=True)

    def _other_language(self) -> None:
        if self._letters:
            self.language.set_value(next(at for at in LANGUAGES if at != self.language.value()))
            self._chosen_anew()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key, bar = event.key(), self.text.verticalScrollBar()
            if event.modifiers() == Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_O, Qt.Key.Key_L):
                (self._left_out if key == Qt.Key.Key_O else self._other_language)()
                return True
            if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):  # wherever the keyboard is in the form
                bar.setValue(bar.value() + (bar.pageStep() if key == Qt.Key.Key_PageDown else -bar.pageStep()))
                return True
        return super().eventFilter(watched, event)
