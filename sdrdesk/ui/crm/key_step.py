"""The step that says where the key is made, and takes it with the address."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from sdrdesk.core.operations.crm.opening import Input, Vendor, input_said, vendor_of
from sdrdesk.core.words import Words
from sdrdesk.ui.crm.step import Setup, Step
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.card import Card


class KeyField(QWidget):
    """A key as it is typed or pasted: dots, unless it is asked to be shown. It is never filled in from anywhere."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName(name)
        self.field.setMaxLength(8000)
        hints = Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData
        self.field.setInputMethodHints(hints | Qt.InputMethodHint.ImhNoPredictiveText)
        self.show_button = QPushButton(self.tr("Show"))
        self.show_button.setCheckable(True)
        self.show_button.toggled.connect(self._show)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.show_button)
        self.setFocusProxy(self.field)

    def _show(self, shown: bool) -> None:
        self.field.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.show_button.setText(self.tr("Hide") if shown else self.tr("Show"))


def key_steps(vendor: Vendor, words: Words) -> list[str]:
    """Where the key of a CRM is made, one step a line."""
    if vendor.key_page:
        return words.text("crm_key", vendor.key_page).strip().splitlines()
    said = vendor.steps.get(words.language) or vendor.steps.get("en", "")
    return [line for line in said.strip().splitlines() if line.strip()]


class KeyStep(Step):
    """The steps to the key at the left, the form at the right; what was typed for another CRM is kept beside."""

    def __init__(self, setup: Setup, parent: QWidget | None = None) -> None:
        super().__init__(setup, parent)
        self.title = self.tr("Key")
        self._typed: dict[str, dict[str, str]] = {}
        self._keys: dict[tuple[str, str], str] = {}
        self._shown = ("", "")
        self.fields: dict[str, QLineEdit] = {}
        self.heading, self.about = QLabel(), QLabel()
        mark(self.heading, "title")
        mark(self.about, "muted")
        self.about.setWordWrap(True)
        self.column.addWidget(self.heading)
        self.column.addWidget(self.about)
        self.where = Card()
        self._steps = QGridLayout()
        self._steps.setVerticalSpacing(10)
        self._steps.setColumnStretch(1, 1)
        self.where.add_layout(self._steps)
        self.where.body.addStretch(1)
        self._form = QFormLayout()
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setVerticalSpacing(8)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        right = QWidget()
        right.setLayout(self._form)
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(self.where, 1)
        across.addWidget(right, 1)
        self.column.addLayout(across, 1)
        self.name = QLineEdit()
        self.name.setMaxLength(80)
        self.key = KeyField(self.tr("Key"))

    @property
    def vendor(self) -> Vendor | None:
        """The CRM whose key is asked for."""
        known = self.setup.known
        return vendor_of(self.setup.crms, known) if known else self.setup.vendor

    def enter(self) -> None:
        vendor = self.vendor
        if vendor is not None and (vendor.id, self.setup.profile) != self._shown:
            self._remember()
            self._shown = vendor.id, self.setup.profile
            self._lay_out(vendor)
        first = next((f for f in self._all() if not f.text()), self.key.field)
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def _all(self) -> list[QLineEdit]:
        name = [] if self.setup.known else [self.name]
        return [*name, *self.fields.values(), self.key.field]

    def _remember(self) -> None:
        """Keep what was typed: the key for this very profile alone, since another may send it elsewhere."""
        self._keys[self._shown] = self.key.field.text()
        self._typed[self._shown[0]] = {i: f.text() for i, f in self.fields.items()} | {"name": self.name.text()}

    def _lay_out(self, vendor: Vendor) -> None:
        typed, words = self._typed.get(vendor.id, {}), self.setup.words
        known = self.setup.known
        self.heading.setText(self.tr("Address and secret") if self.setup.is_webhook else self.tr("The key of {crm}").format(crm=vendor.name))  # fmt: skip
        self.about.setText(self.tr("sdrdesk can do there what this key may do, and nothing else."))
        if self.setup.is_webhook:
            self.about.setText(self.tr("Each event is signed with the secret, so that whoever receives it can check that it comes from you."))  # fmt: skip
        self._show_steps(key_steps(vendor, words))
        for lasting in (self.name, self.key):
            lasting.setParent(self)  # a form deletes what stands in the rows taken out
            lasting.hide()
        while self._form.rowCount():
            self._form.removeRow(0)
        self.fields = {asked.id: self._field(asked) for asked in vendor.inputs}
        self.name.setText(typed.get("name", vendor.name))
        self.key.field.setText(self._keys.get(self._shown, ""))
        for asked in vendor.inputs:
            given = known.given.get(asked.id, "") if known else asked.default
            self.fields[asked.id].setText(typed.get(asked.id, given))
        if known is None:
            self._add(self.tr("Name of the connection, as it is shown here"), self.name)
        for asked in vendor.inputs:
            self._add(input_said(vendor, asked, self.setup.profile, words), self.fields[asked.id])
        self._add(self.tr("Secret") if self.setup.is_webhook else words.text("crm_input", "key"), self.key)
        kept = QLabel(self.tr("The key is kept in the keyring of this computer; where there is none, until you close sdrdesk. It stands in no file and no log."))  # fmt: skip
        kept.setWordWrap(True)
        mark(kept, "small")
        self._form.addRow(kept)
        in_order = [self.name, *self.fields.values(), self.key.field, self.key.show_button]
        for before, after in pairwise(in_order):
            QWidget.setTabOrder(before, after)

    def _show_steps(self, steps: list[str]) -> None:
        while self._steps.count():
            taken = self._steps.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.where.setVisible(bool(steps))
        self.where.set_title(self.tr("Where the key is made"))
        for n, step in enumerate(steps):
            number, said = QLabel(f"{n + 1}"), QLabel(step)
            mark(number, "muted")
            said.setWordWrap(True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._steps.addWidget(number, n, 0, Qt.AlignmentFlag.AlignTop)
            self._steps.addWidget(said, n, 1)

    def _field(self, asked: Input) -> QLineEdit:
        field = QLineEdit()
        field.setMaxLength(2000)
        if asked.kind == "url":
            field.setPlaceholderText("https://")
        return field

    def _add(self, label: str, field: QWidget) -> None:
        line = field.field if isinstance(field, KeyField) else field
        line.setAccessibleName(label)
        said = QLabel(label)
        said.setBuddy(line)
        mark(said, "muted")
        self._form.addRow(said, field)
        field.show()  # at once: it may get the keyboard

    def keep(self) -> str:
        """Hand on what was filled in; the first field that is missing gets the keyboard."""
        vendor = self.vendor
        required = {i.id for i in vendor.inputs if i.required} if vendor else set()
        for asked_id, field in self.fields.items():
            if asked_id in required and not field.text().strip():
                return self._missing(field)
        for field in self._all():
            if field in (self.name, self.key.field) and not field.text().strip():
                return self._missing(field)
        setup = self.setup
        given = {i: f.text().strip() for i, f in self.fields.items()}
        if (given, self.key.field.text().strip()) != (dict(setup.given), setup.key):
            setup.tried = None
        setup.name, setup.given, setup.key = self.name.text().strip(), given, self.key.field.text().strip()
        return ""

    def _missing(self, field: QLineEdit) -> str:
        field.setFocus(Qt.FocusReason.TabFocusReason)
        return self.tr("This has to be filled in: {field}.").format(field=field.accessibleName())
