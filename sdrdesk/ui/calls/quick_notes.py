"""Phrases for the notes, in a small numbered list: a digit puts one where the cursor is."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from sdrdesk.core.operations.quick_notes import quick_notes
from sdrdesk.ui.calls.outcome_bar import digit_of

if TYPE_CHECKING:
    from sdrdesk.ui.calls.desk import Desk


class NumberedMenu(QMenu):
    """A menu whose entries are chosen by the digits of any keyboard."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = digit_of(event)
        if digit and digit <= len(self.actions()):
            action = self.actions()[digit - 1]
            self.close()
            action.trigger()
        else:
            super().keyPressEvent(event)


class QuickNotes(QObject):
    """The act of putting a phrase into the notes of the lead in hand."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk)
        self._desk = desk
        self.menu: NumberedMenu | None = None

    def ask(self) -> None:
        """Offer the phrases over the notes."""
        if self._desk.session is None:
            return
        self.menu = menu = NumberedMenu(self._desk.view)
        for number, phrase in enumerate(quick_notes(self._desk.workspace, self._desk.words), 1):
            menu.addAction(f"{phrase.replace('&', '&&')}\t{number}", partial(self._insert, phrase))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.setActiveAction(menu.actions()[0])
        menu.popup(_above(self._desk.view.notes, menu))

    def _insert(self, phrase: str) -> None:
        notes = self._desk.view.notes
        cursor = notes.textCursor()
        before = notes.toPlainText()[: cursor.selectionStart()]
        cursor.insertText(phrase if not before or before[-1].isspace() else f" {phrase}")
        notes.setTextCursor(cursor)
        notes.setFocus()


def _above(place: QWidget, menu: QMenu) -> QPoint:
    return place.mapToGlobal(QPoint(0, 0)) - QPoint(0, menu.sizeHint().height() + 4)
