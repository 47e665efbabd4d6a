"""The written definition of a good lead, to read and to print."""

import re
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from sdrdesk.core.domain.grid import Grid
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations import grid_versions
from sdrdesk.core.words import Words
from sdrdesk.ui.grids.criterion_form import LANGUAGES
from sdrdesk.ui.printing import write_pdf
from sdrdesk.ui.save_file import ask_where
from sdrdesk.ui.theme import current_theme, mark, set_icon

PAGE_WIDTH = 900
"""Logical pixels: a longer line is hard to follow with the eye."""


def file_name(grid_id: str, ending: str) -> str:
    """The name proposed for a file of a grid, whose id may hold what no file name can."""
    return re.sub(r"[^\w.-]+", "_", grid_id) + ending


def with_ending(path: Path, ending: str) -> Path:
    """A path with an ending of this kind; a dot in the name chosen stays: “Bon lead 2.0” is not “Bon lead 2”."""
    return path if path.suffix.lower() == ending else path.with_name(path.name + ending)


class DefinitionPage(QWidget):
    """One page that marketing, reps and sales read alike."""

    written = Signal(str)
    failed = Signal(object)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._grid: Grid | None = None
        self._since: date | None = None
        self.language = QComboBox()
        self.language.setAccessibleName(self.tr("Language of the page"))
        for code, name in LANGUAGES.items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(list(LANGUAGES).index(words.language))
        self.language.activated.connect(lambda _: self._show())
        self.print = QPushButton(self.tr("Print as PDF…  Ctrl+P"))
        set_icon(self.print, "file-text", "muted", 16)
        self.print.clicked.connect(self.ask_pdf)
        self.page = QTextBrowser()
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.setAccessibleName(self.tr("The written definition of a good lead"))
        self.page.document().setDocumentMargin(20)
        self.page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page.setMaximumWidth(PAGE_WIDTH)
        mark(self.page, "quiet")
        top = QHBoxLayout()
        top.setContentsMargins(16, 8, 16, 8)
        top.addWidget(self.language)
        top.addStretch(1)
        top.addWidget(self.print)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.page, 1)
        across.addStretch(0)
        layout.addLayout(across, 1)

    def show_grid(self, grid: Grid, since: date | None) -> None:
        """Show a grid; `since` is None for one that is not in force."""
        self._grid, self._since = grid, since
        self.print.setEnabled(True)
        self._show()

    def show_nothing(self) -> None:
        """A grid not published yet, and with faults: it has no definition, least of all that of another grid."""
        self._grid = None
        self.print.setEnabled(False)
        self.page.setPlainText(self.tr("The draft has faults: mend them, and its definition stands here."))

    def _show(self) -> None:
        if self._grid is None:
            return
        inks = {name: current_theme().colour(name).name() for name in ("ink", "muted", "line", "bad", "accent")}
        self.page.setHtml(grid_versions.definition(self._grid, self._said_in(), self._since, inks))

    def _said_in(self) -> Words:
        return Words(self.language.currentData())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._show()

    def ask_pdf(self) -> None:
        """Choose where the page is written."""
        if self._grid is None:
            return
        name = file_name(f"{self._grid.id}-v{self._grid.version}", ".pdf")
        path, _ = ask_where(self, self.tr("Print the definition"), name, self.tr("PDF (*.pdf)"))
        if path:
            self.write(with_ending(Path(path), ".pdf"))

    def write(self, path: Path) -> None:
        """Write the page as PDF."""
        assert self._grid is not None
        words = self._said_in()
        try:
            write_pdf(grid_versions.definition(self._grid, words, self._since), path, self._grid.name[words.language])
        except UserError as error:
            self.failed.emit(error)
            return
        self.written.emit(self.tr("The definition is written to {file}.").format(file=path.name))

    def focus_page(self) -> None:
        """Have the arrow keys scroll the page."""
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)
