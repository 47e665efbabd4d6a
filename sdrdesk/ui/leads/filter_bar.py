"""What the list of leads is cut by: a chip a condition, and the line that adds one."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from sdrdesk.core.domain.segment import Condition
from sdrdesk.core.operations import segments
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.leads.filter_row import FilterRow
from sdrdesk.ui.theme import mark, set_icon
from sdrdesk.ui.widgets.flow_layout import FlowLayout
from sdrdesk.ui.widgets.key_button import KeyButton

REMOVES = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FilterBar(QWidget):
    """The conditions; `changed` fires only when a person adds or removes one."""

    changed = Signal()
    left = Signal()

    def __init__(self, workspace: Workspace, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._words = workspace, words
        self.conditions: tuple[Condition, ...] = ()
        self.chips: list[QPushButton] = []
        self.add_button = KeyButton(self.tr("Add filter…"), "Ctrl+F", icon_name="filter")
        self.add_button.clicked.connect(self.begin)
        self._flow = FlowLayout(gap=6)
        self._flow.addWidget(self.add_button)
        self.row = FilterRow(workspace, words)
        self.row.added.connect(self._added)
        self.row.left.connect(self._leave_row)
        self.row.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._flow)
        layout.addWidget(self.row)

    def set_conditions(self, conditions: tuple[Condition, ...]) -> None:
        """Cut by these; emits nothing."""
        self.conditions = conditions
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._flow.removeWidget(self.add_button)
        before = self.add_button.previousInFocusChain()
        self.chips = [self._chip(c) for c in conditions]
        for widget in (*self.chips, self.add_button):  # Tab goes through the chips, then to the button
            if before is not None:
                QWidget.setTabOrder(before, widget)
            before = widget
        for widget in (*self.chips, self.add_button):
            self._flow.addWidget(widget)
        self._flow.invalidate()
        self.updateGeometry()

    def _chip(self, condition: Condition) -> QPushButton:
        said = segments.condition_words(self._workspace, condition, self._words)
        chip = QPushButton(said.replace("&", "&&"), self)
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross stands after the words
        set_icon(chip, "x", "accent", 14)
        mark(chip, "selected")
        chip.setAccessibleName(self.tr("Filter: {words}").format(words=said))
        chip.setToolTip(self.tr("Takes this filter away (Del)"))
        chip.clicked.connect(lambda: self.remove(condition))
        chip.installEventFilter(self)
        return chip

    def begin(self) -> None:
        """Put a new condition together."""
        self.row.show()
        self.row.begin()

    def _added(self, condition: Condition) -> None:
        self.row.hide()
        if condition not in self.conditions:
            self.set_conditions((*self.conditions, condition))
            self.changed.emit()
        self.add_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _leave_row(self) -> None:
        self.row.hide()
        self.add_button.setFocus(Qt.FocusReason.TabFocusReason)

    def remove(self, condition: Condition) -> None:
        """Cut by this no more; the keyboard goes to the chip that takes its place."""
        at = self.conditions.index(condition)
        self.set_conditions((*self.conditions[:at], *self.conditions[at + 1 :]))
        following = self.chips[min(at, len(self.chips) - 1)] if self.chips else self.add_button
        following.setFocus(Qt.FocusReason.TabFocusReason)
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched in self.chips:
            if event.key() in REMOVES:
                self.remove(self.conditions[self.chips.index(watched)])
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)
