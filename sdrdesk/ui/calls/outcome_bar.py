"""The bar of outcomes and decisions, each with its key on it, and the reading of physical digit keys."""

import sys
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.recommendation import Decision
from sdrdesk.core.words import Words
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.key_button import KeyButton

KEYS: dict[int, tuple[Outcome, ...]] = {
    1: (Outcome.NO_ANSWER,),
    2: (Outcome.BUSY,),
    3: (Outcome.VOICEMAIL,),
    4: (Outcome.GATEKEEPER,),
    5: (Outcome.CALLBACK_PROMISED, Outcome.CALLBACK_LATER),
    6: (Outcome.REACHED,),
    7: (Outcome.NOT_INTERESTED,),
    8: (Outcome.WRONG_NUMBER,),
    9: (Outcome.OPPOSED,),
    0: (Outcome.LEFT_COMPANY,),
}
"""The outcomes of each key (formats, section 4)."""

_AZERTY = {"&": 1, "é": 2, '"': 3, "'": 4, "(": 5, "-": 6, "è": 7, "_": 8, "ç": 9, "à": 0, "§": 6, "!": 8}
_FIRST_SCAN_CODE = {"linux": 10, "win32": 2}
_MAC_KEYS = {18: 1, 19: 2, 20: 3, 21: 4, 23: 5, 22: 6, 26: 7, 28: 8, 25: 9, 29: 0}


def digit_of(event: QKeyEvent) -> int | None:
    """The digit of a physical key of the top row or the keypad, whatever the layout (on AZERTY & is 1)."""
    if Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9:
        return event.key() - Qt.Key.Key_0
    if sys.platform == "darwin":
        return _MAC_KEYS.get(event.nativeVirtualKey())
    first = _FIRST_SCAN_CODE.get(sys.platform)
    if first is not None and first <= event.nativeScanCode() <= first + 9:
        return (event.nativeScanCode() - first + 1) % 10
    return _AZERTY.get(event.text()) if event.nativeScanCode() == 0 else None


class OutcomeBar(QWidget):
    """Ten outcomes and three decisions; always there, always in the same place."""

    outcome_asked = Signal(int)
    decision_asked = Signal(object)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.outcomes: dict[int, KeyButton] = {}
        self.next_words: Callable[[Outcome], str] = lambda _outcome: ""
        self._tips: dict[int, str] = {}
        self.decisions: dict[Decision, KeyButton] = {}
        self._above, self._below = QHBoxLayout(), QHBoxLayout()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(10, 9, 10, 9)
        rows.setSpacing(6)
        for line in (self._above, self._below):
            line.setSpacing(5)
            rows.addLayout(line)
        layout = self._above
        for digit, label in self._labels().items():
            button = KeyButton(label, str(digit))
            self._tips[digit] = " / ".join(words.text("outcome", o.value) for o in KEYS[digit]) + self.tr(
                " (Alt+{digit} while typing)"
            ).format(digit=digit)
            button.setToolTip(self._tips[digit])
            button.installEventFilter(self)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda *_, d=digit: self.outcome_asked.emit(d))
            self.outcomes[digit] = button
            layout.addWidget(button)
        layout.addStretch(1)
        self._decisions = QWidget()
        layout = QHBoxLayout(self._decisions)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        for decision, label, key in (
            (Decision.LATER, self.tr("Later…"), self.tr("Ctrl L")),
            (Decision.NEVER, self.tr("Never…"), self.tr("Ctrl E")),
            (Decision.NOW, self.tr("Now: check…"), self.tr("Ctrl ⏎")),
        ):
            button = KeyButton(label, key, variant="primary" if decision is Decision.NOW else "plain", key_side="right")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda *_, d=decision: self.decision_asked.emit(d))
            self.decisions[decision] = button
            layout.addWidget(button)
        self._above.addWidget(self._decisions)

    def _labels(self) -> dict[int, str]:
        return {
            1: self.tr("No answer"),
            2: self.tr("Busy"),
            3: self.tr("Voicemail"),
            4: self.tr("Gatekeeper"),
            5: self.tr("Call back…"),
            6: self.tr("Reached"),
            7: self.tr("Not interested…"),
            8: self.tr("Wrong number"),
            9: self.tr("Objects"),
            0: self.tr("Left"),
        }

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say what an outcome does next when it is pointed at or has the focus: its time depends on the clock."""
        if event.type() in (QEvent.Type.ToolTip, QEvent.Type.FocusIn):
            for digit, button in self.outcomes.items():
                if button is watched and button.isEnabled():
                    after = self.next_words(KEYS[digit][0])
                    button.setToolTip("\n".join(filter(None, (self._tips[digit], after))))
                    button.setAccessibleDescription(". ".join(filter(None, (str(digit), after))))
        return super().eventFilter(watched, event)

    def set_available(self, available: bool, reason: str = "") -> None:
        """Whether there is a lead to say it of."""
        for button in (*self.outcomes.values(), *self.decisions.values()):
            button.set_available(available, reason)

    def set_folded(self, folded: bool) -> None:
        """In a narrow window the decisions stand on a line of their own."""
        wanted = self._below if folded else self._above
        if wanted.indexOf(self._decisions) < 0:
            (self._above if folded else self._below).removeWidget(self._decisions)
            wanted.addWidget(self._decisions, 0, Qt.AlignmentFlag.AlignRight)

    def set_compact(self, compact: bool) -> None:
        """Smaller paddings for narrow windows."""
        for button in (*self.outcomes.values(), *self.decisions.values()):
            button.set_compact(compact)
