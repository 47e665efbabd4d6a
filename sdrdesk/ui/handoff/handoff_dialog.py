"""The hand-off sheets of some leads: read, then written as files or copied for an e-mail."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from sdrdesk.core.errors import UserError
from sdrdesk.core.operations import handoffs
from sdrdesk.core.operations.calendar_entries import write_entries
from sdrdesk.core.operations.handoffs import Handoff
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.grids.criterion_form import LANGUAGES
from sdrdesk.ui.grids.definition_page import file_name, with_ending
from sdrdesk.ui.messages import sentence
from sdrdesk.ui.printing import write_pdf
from sdrdesk.ui.save_file import ask_where
from sdrdesk.ui.theme import current_theme, mark, set_icon


class HandoffDialog(QDialog):
    """One sheet at a time, in the language of who reads it; what is saved is all of them."""

    def __init__(self, workspace: Workspace, words: Words, ids: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._words, self._ids = workspace, words, list(ids)
        self._at = 0
        self.sheet: Handoff | None = None
        self.setWindowTitle(self.tr("Hand-off sheet"))
        self.resize(860, 780)
        self._make_parts()
        self._lay_out()
        self._show()
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_parts(self) -> None:
        self.language = QComboBox()
        self.language.setAccessibleName(self.tr("Language of the sheet"))
        for code, name in LANGUAGES.items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(list(LANGUAGES).index(self._words.language))
        self.language.activated.connect(lambda _: self._show())
        self.place = QLabel()
        mark(self.place, "muted")
        self.before, self.after = QPushButton(), QPushButton()
        for button, icon, name, key, step in (
            (self.before, "chevron-left", self.tr("The sheet before"), "Alt+Left", -1),
            (self.after, "chevron-right", self.tr("The next sheet"), "Alt+Right", 1),
        ):
            set_icon(button, icon, "muted", 16)
            button.setAccessibleName(name)
            button.setToolTip(f"{name}  {key}")
            QShortcut(QKeySequence(key), self, lambda step=step: self.turn(step))
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, step=step: self.turn(step))
            if len(self._ids) == 1:
                button.hide()
        self.page = QTextEdit()  # a QTextBrowser would take Alt+arrows for its own history
        self.page.setReadOnly(True)
        self.page.setTabChangesFocus(True)
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.setAccessibleName(self.tr("Hand-off sheet"))
        self.page.document().setDocumentMargin(20)
        mark(self.page, "quiet")
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.copy_button = QPushButton(self.tr("Copy for an e-mail  Ctrl+E"))
        self.calendar_button = QPushButton(self.tr("Calendar file…  Ctrl+M"))
        self.save_button = QPushButton(self.tr("Save…  Ctrl+S"))
        mark(self.save_button, "primary")
        self.save_button.setDefault(True)
        for button, key, act in (
            (self.copy_button, "Ctrl+E", self.copy),
            (self.calendar_button, "Ctrl+M", self.ask_calendar),
            (self.save_button, "Ctrl+S", self.ask_save),
        ):
            button.clicked.connect(lambda _checked=False, act=act: act())
            QShortcut(QKeySequence(key), self, act)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(16, 10, 16, 8)
        top.setSpacing(8)
        for widget in (self.language, self.before, self.after, self.place):
            top.addWidget(widget)
        top.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 12)
        foot.setSpacing(8)
        foot.addWidget(self.said, 1)
        for button in (self.copy_button, self.calendar_button, self.save_button):
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.page, 1)
        layout.addLayout(foot)

    # -- reading ------------------------------------------------------------------------------------------------

    def turn(self, step: int) -> None:
        """Show the sheet of another lead."""
        self._at = max(0, min(len(self._ids) - 1, self._at + step))
        self._show()

    def _show(self) -> None:
        words = self.reader
        self.sheet = handoffs.handoff_of(self._workspace, self._ids[self._at], words)
        inks = handoffs.Inks(*(current_theme().colour(n).name() for n in ("ink", "muted", "line", "bad", "accent")),
                             *(current_theme().colour(n).name() for n in ("ok", "doubt")))  # fmt: skip
        self.page.setHtml(handoffs.handoff_html(self.sheet, words, inks))
        number = self._words.number
        self.place.setText(self.tr("{n} of {all}").format(n=number(self._at + 1), all=number(len(self._ids))))
        self.place.setHidden(len(self._ids) == 1)
        self.before.setEnabled(self._at > 0)
        self.after.setEnabled(self._at < len(self._ids) - 1)

    @property
    def reader(self) -> Words:
        """The words of who reads the sheets."""
        return Words(self.language.currentData())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self.sheet is not None:
            self._show()

    # -- writing ------------------------------------------------------------------------------------------------

    def copy(self) -> None:
        """Put the sheet that is shown on the clipboard, as text."""
        assert self.sheet is not None
        QGuiApplication.clipboard().setText(handoffs.handoff_text(self.sheet, self.reader))
        self._say(self.tr("Copied: paste it into an e-mail."), "ok")

    def ask_save(self) -> None:
        """Choose where the sheets are written; the ending of the name says as what."""
        assert self.sheet is not None
        kinds = {
            self.tr("PDF (*.pdf)"): ".pdf",
            self.tr("Markdown (*.md)"): ".md",
            self.tr("Text (*.txt)"): ".txt",
        }
        name = self.sheet.name if len(self._ids) == 1 else self.tr("hand-offs")
        path, chosen = ask_where(self, self.tr("Save the hand-off sheet"), file_name(name, ".pdf"), ";;".join(kinds))
        if path:
            known = Path(path).suffix.lower() in kinds.values()
            self.save(Path(path) if known else with_ending(Path(path), kinds.get(chosen, ".pdf")))

    def save(self, path: Path) -> None:
        """Write the sheets."""
        try:
            written = handoffs.write_handoffs(self._workspace, self._ids, path, self.reader, write_pdf)
        except UserError as error:
            self._say(sentence(error, self._words), "bad")
            return
        shown = self._words.number(len(written))
        said = self.tr("%n sheet(s) written to {folder}.", "", len(written)).replace(str(len(written)), shown)
        name = written[0].name if len(written) == 1 else str(written[0].parent)
        self._say(said.format(folder=name), "ok")

    def ask_calendar(self) -> None:
        """Choose where the meeting of the lead that is shown is written."""
        assert self.sheet is not None
        kinds = self.tr("Calendar files (*.ics)")
        name = file_name(self.sheet.name, ".ics")
        path, _ = ask_where(self, self.tr("Write to a calendar file"), name, kinds)
        if path:
            self.save_calendar(with_ending(Path(path), ".ics"))

    def save_calendar(self, path: Path) -> None:
        """Write the meeting, or say that there is none."""
        try:
            write_entries(self._workspace, self._ids[self._at], path, self.reader)
        except UserError as error:
            self._say(sentence(error, self._words), "bad")
            return
        self._say(self.tr("Written to {file}: open it to have it in your calendar.").format(file=path.name), "ok")

    def _say(self, said: str, kind: str) -> None:
        self.said.setText(said)
        mark(self.said, kind)  # type: ignore[arg-type]
