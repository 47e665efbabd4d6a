"""A button that opens a list to tick: any of some values, none ticked meaning all."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from sdrdesk.core.words import Words

WIDEST = 190
MOST = 60
"""Values that a menu offers, the most frequent first; more are a segment."""


class ManyChoice(QPushButton):
    """`changed` fires only when a person ticks or unticks something; the list stays open while they do."""

    changed = Signal()

    def __init__(self, name: str, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._words = name, words
        self.chosen: tuple[str, ...] = ()
        self._known: tuple[tuple[str, str, int], ...] = ()
        self.setProperty("hasMenu", True)
        self.setMaximumWidth(WIDEST)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.list = QMenu(self)
        self.list.installEventFilter(self)
        self.setMenu(self.list)
        self._show()

    def offer(self, known: Sequence[tuple[str, str, int]]) -> None:
        """Offer these values: key, label, how many leads; emits nothing. A list that is open is not changed."""
        if self.list.isVisible() or tuple(known[:MOST]) == self._known:
            return
        self._known = tuple(known[:MOST])
        self.list.clear()
        self._add(self.tr("Everything"), None)
        self.list.addSeparator()
        for key, label, n in self._known:
            self._add(f"{label}  ({self._words.number(n)})", key)
        self._show()

    def label_of(self, key: str) -> str:
        """How a value is said; its key where it is not offered any more."""
        return next((label for known, label, _n in self._known if known == key), key)

    def _add(self, label: str, key: str | None) -> QAction:
        action = self.list.addAction(label.replace("&", "&&"))
        action.setCheckable(True)
        action.setData(key)
        action.triggered.connect(lambda _on: self._ticked(action))
        return action

    def _ticked(self, action: QAction) -> None:
        key = action.data()
        if key is None:
            self.chosen = ()
        elif key in self.chosen:
            self.chosen = tuple(k for k in self.chosen if k != key)
        else:
            self.chosen = (*self.chosen, key)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        for action in self.list.actions():
            key = action.data()
            action.setChecked(not self.chosen if key is None else key in self.chosen)
        said = ", ".join(self.label_of(key) for key in self.chosen)
        shown = f"{self._name}{self._words.colon}{said}" if said else self._name
        self.setText(self.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, WIDEST - 44).replace("&", "&&"))
        self.setToolTip(shown if said else "")
        self.setAccessibleName(shown)
        self.setAccessibleDescription("" if said else self.tr("all"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ticking leaves the list open; Esc closes it."""
        if watched is self.list:
            act = None
            if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
                act = self.list.actionAt(event.position().toPoint())
            elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                ticks = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
                act = self.list.activeAction() if event.key() in ticks else None
            if act is not None and act.isCheckable():
                act.trigger()
                return True
        return super().eventFilter(watched, event)
