"""A field for a pass phrase: hidden as it is typed, shown when asked."""

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget


class PassPhraseField(QWidget):
    """The phrase and the tick that shows it."""

    def __init__(self, name: str, hint: str, show: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(hint)
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.show_it = QCheckBox(show)
        self.show_it.toggled.connect(
            lambda on: self.field.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.field, 1)
        row.addWidget(self.show_it)
        self.setFocusProxy(self.field)

    def text(self) -> str:
        """The phrase as typed."""
        return self.field.text()
