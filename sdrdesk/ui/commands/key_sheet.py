"""The sheet of keys (F1): every act and its key on one page, to read and to print."""

from collections.abc import Sequence
from html import escape
from itertools import combinations
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from sdrdesk.core.errors import UserError
from sdrdesk.ui.commands.command import Command
from sdrdesk.ui.printing import write_pdf
from sdrdesk.ui.save_file import ask_where
from sdrdesk.ui.theme import current_theme, mark, set_icon

HEADING_ROWS = 2
"""How many rows of keys the name of a place is as high as."""


def sheet_html(title: str, groups: Sequence[tuple[str, Sequence[Command]]], ink: str, muted: str, line: str) -> str:
    """The keys of each place, in two columns."""
    parts = [
        f"<p style='font-size:11pt; font-weight:600; margin:10px 0 4px 0'>{escape(name)}</p>"
        f"<table width='100%' cellspacing='0'>{''.join(_row(c, line, muted) for c in commands if c.keys)}</table>"
        for name, commands in groups
    ]
    first = _half_of([sum(1 for c in commands if c.keys) + HEADING_ROWS for _, commands in groups])
    columns = ["".join(p for n, p in enumerate(parts) if (n in first) is left) for left in (True, False)]
    cells = "".join(f"<td width='50%' style='padding-right:18px'>{column}</td>" for column in columns)
    return (
        f"<html><body style='color:{ink}'><p style='font-size:15pt; font-weight:600'>{escape(title)}</p>"
        f"<table width='100%'><tr>{cells}</tr></table></body></html>"
    )


def _half_of(heights: Sequence[int]) -> set[int]:
    """Which parts of these heights stand in the first of two columns that are most alike; the first part is there."""
    rest = range(1, len(heights))
    halves = ({0, *some} for n in range(len(heights)) for some in combinations(rest, n))
    return min(halves, key=lambda half: abs(2 * sum(heights[n] for n in half) - sum(heights)))


def _row(command: Command, line: str, muted: str) -> str:
    cell = f"style='padding:2px 8px 2px 0; font-size:9.5pt; border-bottom:1px solid {line}'"
    return (
        f"<tr><td {cell}>{escape(command.label)}</td>"
        f"<td {cell} align='right'><span style='color:{muted}'>{escape(command.shown_keys)}</span></td></tr>"
    )


class KeySheet(QDialog):
    """The keys in a window of their own, so that they can stay open beside the desk."""

    failed = Signal(object)

    def __init__(self, groups: Sequence[tuple[str, Sequence[Command]]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups = groups
        self.setWindowTitle(self.tr("Keys"))
        self.resize(860, 700)
        self.page = QTextBrowser()
        self.page.setAccessibleName(self.tr("Keys"))
        mark(self.page, "quiet")
        theme = current_theme()
        inks = [theme.colour(name).name() for name in ("ink", "muted", "line")]
        self.page.setHtml(sheet_html(self.windowTitle(), groups, *inks))
        self.print = QPushButton(self.tr("Print as PDF…"))
        set_icon(self.print, "file-text", "muted", 16)
        self.print.clicked.connect(self.ask_pdf)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.addWidget(self.print)
        row.addStretch(1)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.addWidget(self.page, 1)
        layout.addLayout(row)

    def ask_pdf(self) -> None:
        """Choose where the sheet is written."""
        path, _ = ask_where(self, self.tr("Print the keys"), "sdrdesk-keys.pdf", "PDF (*.pdf)")
        if path:
            self.write(Path(path).with_suffix(".pdf"))

    def write(self, path: Path) -> None:
        """Write the sheet as PDF."""
        try:
            write_pdf(sheet_html(self.windowTitle(), self._groups, "#1b2330", "#667085", "#e3e6eb"), path, "sdrdesk")
        except UserError as error:
            self.failed.emit(error)
