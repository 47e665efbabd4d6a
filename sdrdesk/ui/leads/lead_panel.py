"""One lead beside the list: its fields to edit, its history, a signal by hand."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QDateTime, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDateTimeEdit,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from sdrdesk.core.domain.calling_rules import ContactKind
from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.domain.signals import usual_channel
from sdrdesk.core.operations import leads, oppositions, stages
from sdrdesk.core.operations.leads import EDITABLE, LeadDossier
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.calls.history import HistoryList
from sdrdesk.ui.calls.signal_form import channel_box, show_choice, type_box
from sdrdesk.ui.calls.signal_timeline import SignalTimeline
from sdrdesk.ui.leads.already_here import AlreadyHere, SetAside
from sdrdesk.ui.leads.opposition_bar import OppositionBar
from sdrdesk.ui.leads.stage_mover import StageMover
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.elide_label import ElideLabel
from sdrdesk.ui.widgets.narrow import let_be_narrow, scrolled
from sdrdesk.ui.widgets.number_field import pad_field

KIND = "contact_kind"
REACHING = ("phone", "mobile", "email")
Submit = Callable[[Callable[[], object], Callable[[object], None]], None]


class LeadPanel(QWidget):
    """Fields and history of one lead; a refresh never touches a field that is being edited."""

    call_asked = Signal(str)
    saved = Signal(str)
    there_asked = Signal(str)

    def __init__(self, workspace: Workspace, words: Words, submit: Submit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._words, self._submit = workspace, words, submit
        self.lead_id = ""
        self._loaded: dict[str, str] = {}
        mark(self, "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title, self.standing = ElideLabel(""), QLabel()
        mark(self.title, "title")
        mark(self.standing, "muted")
        self.standing.setWordWrap(True)
        self.fields = {name: self._field(name) for name in EDITABLE}
        self.already = AlreadyHere(workspace, words, self._changed_fields, self)
        self.already.opened.connect(self.open_there)
        self.aside = SetAside()
        self.kind = QComboBox()
        self.kind.setAccessibleName(words.text("column", "contact_kind"))
        self.kind.addItem("", "")
        for kind in ContactKind:
            self.kind.addItem(words.text("contact_kind", kind.value), kind.value)
        self.kind.activated.connect(self._edited)
        self.note = QPlainTextEdit()
        self.note.setAccessibleName(self.tr("New note"))
        self.note.setPlaceholderText(self.tr("A note to keep"))
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(64)
        self.stage = StageMover(workspace, words)
        self.stage.moved.connect(self._move_stage)
        self.opposition = OppositionBar()
        self.opposition.lifted.connect(self._lift)
        self.timeline = SignalTimeline(workspace, words)
        self.timeline.removed.connect(self._remove_signal)
        self.history = HistoryList(workspace, words, full=True)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.tr("Facts and history"))
        self.tabs.tabBar().setAccessibleName(self.tr("Facts and history"))
        self.tabs.addTab(scrolled(self._facts_page()), self.tr("Facts"))
        self.tabs.addTab(scrolled(self._history_page()), self.tr("History"))
        self._lay_out()

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(self._words.text("column", name))
        field.textEdited.connect(self._edited)
        field.textEdited.connect(self._typed)
        field.returnPressed.connect(self.save)
        return field

    def _lay_out(self) -> None:
        self.save_button = QPushButton(self.tr("Save (Ctrl+S)"))
        mark(self.save_button, "primary")
        self.save_button.clicked.connect(self.save)
        self.revert_button = QPushButton(self.tr("Revert"))
        self.revert_button.clicked.connect(self.revert)
        self.call_button = QPushButton(self.tr("Put on the desk"))
        self.call_button.clicked.connect(lambda: self.call_asked.emit(self.lead_id))
        self.fault = QLabel()
        self.fault.setWordWrap(True)
        mark(self.fault, "bad")
        self.fault.hide()
        buttons = QHBoxLayout()
        buttons.addWidget(self.call_button)
        buttons.addStretch(1)
        buttons.addWidget(self.revert_button)
        buttons.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self.title)
        layout.addWidget(self.standing)
        layout.addWidget(self.aside)
        layout.addWidget(self.opposition)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.fault)
        layout.addLayout(buttons)

    def _facts_page(self) -> QWidget:
        page = QWidget()
        form = QFormLayout(page)
        form.setContentsMargins(0, 8, 8, 0)
        form.setVerticalSpacing(6)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for box in (self.stage.box, self.kind):
            let_be_narrow(box)
        stage = QLabel(self._words.text("column", "stage"))
        stage.setBuddy(self.stage.box)
        mark(stage, "muted")
        form.addRow(stage, self.stage.box)
        form.addRow(self.stage)
        for name, field in self.fields.items():
            label = QLabel(self._words.text("column", name))
            label.setBuddy(field)
            mark(label, "muted")
            form.addRow(label, field)
        self.already.stand_in(form, self.fields)
        kind = QLabel(self._words.text("column", KIND))
        kind.setBuddy(self.kind)
        mark(kind, "muted")
        form.addRow(kind, self.kind)
        form.addRow(self.tr("Note"), self.note)
        self.note.textChanged.connect(self._edited)
        return page

    def _history_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 8, 8, 0)
        self.signal_type = type_box(self._words, self.tr("Type of signal"))
        self.signal_channel = channel_box(self._words, self.tr("Channel"))
        self._follow_type()
        self.signal_type.activated.connect(self._follow_type)
        self.signal_detail = QLineEdit()
        self.signal_detail.setAccessibleName(self.tr("Detail"))
        self.signal_detail.setPlaceholderText(self.tr("which page, which webinar, what they wrote"))
        self.signal_detail.returnPressed.connect(self._add_signal)
        self.signal_at = QDateTimeEdit()
        self.signal_at.setDisplayFormat("dd/MM/yyyy HH:mm")
        self.signal_at.setAccessibleName(self.tr("When"))
        pad_field(self.signal_at)
        add = QPushButton(self.tr("Add the signal"))
        add.clicked.connect(self._add_signal)
        row = QHBoxLayout()
        below = QHBoxLayout()
        for box in (self.signal_type, self.signal_channel):
            let_be_narrow(box)
        row.addWidget(self.signal_type, 3)
        row.addWidget(self.signal_channel, 2)
        below.addStretch(1)
        below.addWidget(add)
        layout.addLayout(row)
        layout.addWidget(self.signal_detail)
        layout.addWidget(self.signal_at)
        layout.addLayout(below)
        layout.addSpacing(8)
        layout.addWidget(self.timeline)
        layout.addSpacing(8)
        layout.addWidget(self.history)
        layout.addStretch(1)
        return page

    # -- showing ------------------------------------------------------------------------------------------------

    def show_new(self, values: Mapping[str, str] | None = None) -> None:
        """A lead to fill in: what was typed for one and set aside, else an empty one."""
        self.lead_id = ""
        self.already.forget()
        self._load(dict.fromkeys((*EDITABLE, KIND), "") | dict(values or {}), force=True)
        self.title.setText(self.tr("New lead"))
        self.standing.setText(self.tr("A name, a company, an e-mail or a phone is enough."))
        self.tabs.setTabEnabled(1, False)
        self.tabs.setCurrentIndex(0)
        self.stage.show_nobody()
        self._show_opposed("", ())
        self.call_button.setEnabled(False)
        self._take_up()
        self.fields["first_name"].setFocus()

    def _take_up(self) -> None:
        """Show again what was typed and set aside."""
        said = self.aside.take()
        for name, value in said.items():
            if name in self.fields:
                self.fields[name].setText(value)
        if KIND in said:
            self.kind.setCurrentIndex(self.kind.findData(said[KIND]))
        if "notes" in said:
            self._write_note(said["notes"])
        if said:
            self._edited()
            self.already.look()

    def open_there(self) -> None:
        """Open the lead that is here already; what was typed for the new one is set aside, and comes back with it."""
        if self.lead_id or not self.already.lead_id:
            return
        there, typed = self.already.lead_id, self._changed_fields()
        self._load(dict.fromkeys((*EDITABLE, KIND), ""), force=True)
        self.there_asked.emit(there)
        self.aside.put(typed)

    def _typed(self) -> None:
        if not self.lead_id:
            self.already.typed()

    def show_lead(self, lead_id: str) -> None:
        """Show a lead; unsaved edits of the one before are saved under its own name first."""
        if lead_id != self.lead_id and self.is_edited():
            self.save()
        dossier = leads.dossier(self._workspace, lead_id)
        self._show(dossier, force=lead_id != self.lead_id)

    def _show(self, dossier: LeadDossier, *, force: bool) -> None:
        lead = dossier.summary.lead
        self.lead_id = lead.id
        self.already.forget()
        self._load(lead.fields() | {KIND: lead.contact_kind}, force=force)
        self.title.setText(" · ".join(p for p in (lead.name, lead.company) if p))
        zone = self._workspace.zone_of(lead.zone)
        now, here = self._workspace.now(), self._workspace.zone
        self.standing.setText(self._words.standing(dossier.summary.standing, zone, now, here, alone=True))
        self.stage.show_lead(lead.id, lead.stage)
        self._show_opposed(lead.id, oppositions.opposed_columns(self._workspace, lead.id))
        self.timeline.show_lead(dossier)
        self.history.show_lead(dossier)
        now = self._workspace.now().astimezone(zone)
        if force:
            self.signal_at.setDateTime(QDateTime(now.year, now.month, now.day, now.hour, now.minute, 0))
        self.tabs.setTabEnabled(1, True)
        self.call_button.setEnabled(True)
        self.fault.hide()

    def _show_opposed(self, lead_id: str, columns: Sequence[str]) -> None:
        """Hide what a person who objected is reached by: dots, which cannot be copied, until somebody types there."""
        self.opposition.show_lead(lead_id, self._why_opposed(columns))
        hidden = QLineEdit.EchoMode.PasswordEchoOnEdit if columns else QLineEdit.EchoMode.Normal
        for name in REACHING:
            self.fields[name].setEchoMode(hidden)

    def _why_opposed(self, columns: Sequence[str]) -> str:
        named = ", ".join(self._words.text("column", column).lower() for column in columns if column)
        if named:
            said = self.tr("An objection to calls stands on: {columns}. Numbers and address are hidden.")
            return said.format(columns=named)
        return self.tr("This lead objected to calls. Numbers and address are hidden.") if columns else ""

    def _load(self, values: Mapping[str, str], *, force: bool) -> None:
        for name, field in self.fields.items():
            untouched = field.text() == self._loaded.get(name, "")
            if force or untouched:
                field.setText(values.get(name, ""))
                field.setCursorPosition(0)
        if force or self.kind.currentData() == self._loaded.get(KIND, ""):
            self._name_default()
            self.kind.setCurrentIndex(self.kind.findData(values.get(KIND, "")))
        if force:
            self._write_note("")
        self._loaded = {name: values.get(name, "") for name in (*self.fields, KIND)}
        self._edited()

    def _write_note(self, text: str) -> None:
        blocked = self.note.blockSignals(True)
        self.note.setPlainText(text)
        self.note.blockSignals(blocked)

    def _name_default(self) -> None:
        """What nothing chosen means: the kind of the workspace, which may have changed since."""
        default = self._words.text("contact_kind", self._workspace.settings["contact_kind"])
        self.kind.setItemText(0, self.tr("As the workspace ({kind})").format(kind=default))

    def _changed_fields(self) -> dict[str, str]:
        found = {n: f.text() for n, f in self.fields.items() if f.text() != self._loaded.get(n, "")}
        if self.kind.currentData() != self._loaded.get(KIND, ""):
            found[KIND] = self.kind.currentData()
        if self.note.toPlainText().strip():
            found["notes"] = self.note.toPlainText()
        return found

    def is_edited(self) -> bool:
        """Whether something typed is not saved."""
        return bool(self._changed_fields())

    def _edited(self) -> None:
        edited = self.is_edited()
        self.save_button.setEnabled(edited)
        self.revert_button.setEnabled(edited)

    # -- acts ---------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Save what was edited; a refused save is said and the text stays."""
        changed = self._changed_fields()
        if not changed:
            return
        if not self.lead_id:
            self._submit(partial(leads.add_lead, self._workspace, changed), self._added)
            return
        lead_id = self.lead_id

        def done(_changes: object) -> None:
            if self.lead_id == lead_id:
                if self.note.toPlainText() == changed.get("notes"):
                    self._write_note("")
                sent = {n: v for n, v in changed.items() if n != "notes"}
                self._loaded |= sent
                self._show(leads.dossier(self._workspace, lead_id), force=False)
            self.saved.emit(lead_id)

        self._submit(partial(leads.edit_lead, self._workspace, lead_id, changed), done)

    def flush(self) -> None:
        """Save all that is typed, what was set aside too: the window closes."""
        self.save()
        if kept := self.aside.take():
            self._submit(partial(leads.add_lead, self._workspace, kept), lambda _: None)

    def _added(self, result: object) -> None:
        assert isinstance(result, tuple)
        self._loaded = {n: f.text() for n, f in self.fields.items()} | {KIND: self.kind.currentData()}
        lead_id = str(result[1])
        self._show(leads.dossier(self._workspace, lead_id), force=True)
        self.saved.emit(lead_id)

    def revert(self) -> None:
        """Forget unsaved edits."""
        if self.lead_id:
            self._show(leads.dossier(self._workspace, self.lead_id), force=True)
        else:
            self.show_new()

    def _lift(self, lead_id: str, reason: str) -> None:
        self._submit(partial(oppositions.lift_opposition, self._workspace, lead_id, reason), lambda _: None)

    def _move_stage(self, lead_id: str, stage: Stage, reason: str) -> None:
        work = partial(stages.move_stage, self._workspace, lead_id, stage, reason)
        self._submit(work, lambda _: self.stage.forget(lead_id))

    def _add_signal(self) -> None:
        if not self.lead_id:
            return
        zone = self._workspace.zone_of(leads.dossier(self._workspace, self.lead_id).summary.lead.zone)
        day, clock = self.signal_at.date(), self.signal_at.time()
        at = datetime(day.year(), day.month(), day.day(), clock.hour(), clock.minute(), tzinfo=zone)
        work = partial(
            leads.add_signal,
            self._workspace,
            self.lead_id,
            self.signal_type.currentData(),
            at,
            channel=self.signal_channel.currentData(),
            detail=self.signal_detail.text(),
        )
        self._submit(work, lambda _: self.signal_detail.clear())

    def _follow_type(self) -> None:
        show_choice(self.signal_channel, usual_channel(self.signal_type.currentData()))

    def _remove_signal(self, signal_id: str) -> None:
        self._submit(partial(leads.remove_signal, self._workspace, signal_id), lambda _: None)
