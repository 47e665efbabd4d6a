"""Says, under the field being typed, that a lead like it is there already; never in the way of typing."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from sdrdesk.core.operations.duplicates import Alike, likely_same
from sdrdesk.core.operations.likeness import Reason
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.theme import mark

OPEN_KEY = "Ctrl+Shift+O"
PAUSE_MS = 150
WATCHED = ("first_name", "last_name", "email", "phone", "mobile", "linkedin", "company", "domain", "siren")
_FIELD_OF = {"same_email": ("email",), "same_mobile": ("mobile", "phone"), "same_line": ("phone", "mobile"),
             "same_linkedin": ("linkedin",)}  # fmt: skip
"""Under which field each reason is said, the first that something stands in; any other under the name."""


class AlreadyHere(QLabel):
    """One line, in the form under the field it speaks of: who is here already, why, and the key that opens them."""

    opened = Signal()

    def __init__(
        self, workspace: Workspace, words: Words, values: Callable[[], Mapping[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._words, self._values = workspace, words, values
        self._form: QFormLayout | None = None
        self._fields: Mapping[str, QWidget] = {}
        self.lead_id = ""
        self.setWordWrap(True)
        mark(self, "doubt")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.look)
        self.hide()
        if parent is not None:
            there = QShortcut(QKeySequence(OPEN_KEY), parent)
            there.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            there.activated.connect(self.opened)

    def stand_in(self, form: QFormLayout, fields: Mapping[str, QWidget]) -> None:
        """Take a row of the form, first under the last name."""
        self._form, self._fields = form, fields
        self._stand_under("last_name")
        form.setRowVisible(self, False)

    def typed(self) -> None:
        """Something was typed: look once it pauses."""
        self._pause.start(PAUSE_MS)

    def look(self) -> None:
        """Look whether the lead being typed is here already."""
        self._pause.stop()
        values = {name: value for name, value in self._values().items() if name in WATCHED and value.strip()}
        alike = likely_same(self._workspace, values, 1) if values else []
        if not alike:
            self.forget()
            return
        (first,) = alike
        self.lead_id = first.lead.id
        self._stand_under(self._field_of(first.likeness.reasons[0], values))
        self.setText(self._sentence(first))
        self._show(True)

    def _sentence(self, alike: Alike) -> str:
        who = ", ".join(dict.fromkeys(p for p in (alike.lead.name, alike.lead.company) if p))
        why = ", ".join(self._words.text("likeness", r.code) for r in alike.likeness.reasons[:2])
        said = self.tr("Already here: {who} — {why}. {key} opens it.")
        return said.format(who=who, why=why, key=OPEN_KEY)

    @staticmethod
    def _field_of(reason: Reason, values: Mapping[str, str]) -> str:
        return next((f for f in _FIELD_OF.get(reason.code, ()) if f in values), "last_name")

    def forget(self) -> None:
        """Say nothing."""
        self._pause.stop()
        self.lead_id = ""
        self._show(False)

    def _show(self, visible: bool) -> None:
        if self._form is not None:
            self._form.setRowVisible(self, visible)

    def _stand_under(self, name: str) -> None:
        form, field = self._form, self._fields[name]
        assert form is not None
        if self._row(form, self) == self._row(form, field) + 1:
            return
        if self._row(form, self) >= 0:
            form.takeRow(self)
        form.insertRow(self._row(form, field) + 1, "", self)

    @staticmethod
    def _row(form: QFormLayout, widget: QWidget) -> int:
        """The row of a widget, -1 where it has none; PySide types this as nothing."""
        found: tuple[int, object] = form.getWidgetPosition(widget)  # type: ignore[assignment]
        return found[0]


class SetAside(QLabel):
    """What was typed for a new lead when another was opened because it was here already; says that it is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.setText(self.tr("What you typed for the new lead is kept: Ctrl+N goes back to it."))
        self.setWordWrap(True)
        mark(self, "doubt")
        self._values: dict[str, str] = {}
        self.hide()

    def put(self, values: Mapping[str, str]) -> None:
        """Keep what was typed."""
        self._values = dict(values)
        self.setVisible(bool(values))

    def take(self) -> dict[str, str]:
        """What was kept, which is no more."""
        found, self._values = self._values, {}
        self.hide()
        return found
