"""The keys of the reading mode at the foot of the sheet, and those of choosing a passage in their place."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.flow_layout import FlowLayout
from sdrdesk.ui.widgets.key_button import KeyButton


class KeyBar(QWidget):
    """Buttons that carry their key; `pressed` names the act."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = {
            act: KeyButton(label, key)
            for act, key, label in (
                ("agree", "A", self.tr("Agree")),
                ("disagree", "D", self.tr("Disagree…")),
                ("comment", "C", self.tr("Comment…")),
                ("tag", "T", self.tr("Coaching tag…")),
                ("example", "G", self.tr("Good example")),
                ("correct", "E", self.tr("Correct an answer…")),
                ("rewrite", "R", self.tr("Rewrite…")),
                ("withdraw", "W", self.tr("Withdraw")),
                ("own", "M", self.tr("Another one")),
                ("previous", "K", self.tr("Previous")),
                ("next", "J", self.tr("Next")),
            )
        }
        self.buttons["own"].setToolTip(self.tr("Take another remark of yours in hand, to rewrite or withdraw it"))
        self._acts = QWidget()
        flow = FlowLayout(self._acts, gap=6)
        for act, button in self.buttons.items():
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, act=act: self.pressed.emit(act))
            flow.addWidget(button)
        self._choosing = QWidget()
        chosen = FlowLayout(self._choosing, gap=6)
        self.choice_buttons = {
            act: KeyButton(label, key)
            for act, key, label in (
                ("take", "↵", self.tr("Comment on it")),
                ("whole", "C", self.tr("On the whole")),
                ("sentence", "↑ ↓", self.tr("Sentence")),
                ("word", "← →", self.tr("Word")),
                ("stretch", self.tr("Shift ← →"), self.tr("Longer, shorter")),
                ("text", "Tab", self.tr("Next text")),
                ("leave", "Esc", self.tr("Leave it")),
            )
        }
        for act, button in self.choice_buttons.items():
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _=False, act=act: self.pressed.emit(act))
            chosen.addWidget(button)
        self._choosing.hide()
        self.begun = QLabel()
        self.begun.setWordWrap(True)
        mark(self.begun, "doubt")
        self.begun.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 12)
        column.setSpacing(8)
        for widget in (self.begun, self._acts, self._choosing):
            column.addWidget(widget)

    def show_choosing(self, choosing: bool) -> None:
        """Show the keys of choosing a passage, or those of reading."""
        self._acts.setVisible(not choosing)
        self._choosing.setVisible(choosing)

    def say_begun(self, said: str) -> None:
        """Say that something was begun here and not kept."""
        self.begun.setText(said)
        self.begun.setVisible(bool(said))
