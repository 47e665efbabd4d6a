"""The settings: the person's own, and those of the workspace."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from sdrdesk.core.changes import Changes
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations import backups, grids
from sdrdesk.core.operations.workspace import Workspace, change_settings
from sdrdesk.core.settings import PersonalSettings
from sdrdesk.core.words import Words
from sdrdesk.ui.calls.phone import SCHEMES
from sdrdesk.ui.change_bus import ChangeBus
from sdrdesk.ui.messages import sentence
from sdrdesk.ui.rules.rules_dialog import RulesDialog
from sdrdesk.ui.save_file import ask_where
from sdrdesk.ui.settings.calling_page import CallingPage
from sdrdesk.ui.settings.feedback_page import FeedbackPage
from sdrdesk.ui.settings.quick_notes_page import QuickNotesPage
from sdrdesk.ui.settings.stages_page import StagesPage
from sdrdesk.ui.tasks import Writer
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.card import Card
from sdrdesk.ui.widgets.number_field import NumberField

COUNTRIES = ("FR", "BE", "CH", "LU", "GB", "IE", "DE", "ES", "IT", "NL", "PT", "US", "CA")
ZONES = ("Europe/Paris", "Europe/Brussels", "Europe/Zurich", "Europe/London", "Europe/Dublin", "Europe/Berlin", "Europe/Madrid", "Europe/Rome", "Europe/Amsterdam", "Europe/Lisbon", "America/New_York", "America/Chicago", "America/Los_Angeles", "America/Montreal", "UTC")  # fmt: skip


class SettingsDialog(QDialog):
    """Language, look, name; country, zone, grid; copies; when leads are called and the stages on pages of their own."""

    language_changed = Signal(str)
    theme_changed = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        words: Words,
        personal: PersonalSettings,
        writer: Writer,
        bus: ChangeBus,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._words, self._personal = workspace, words, personal
        self._writer, self._bus = writer, bus
        self.setWindowTitle(self.tr("Settings"))
        self.setMinimumWidth(560)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        self.calling = CallingPage(workspace, words)
        self.calling.rules_asked.connect(self.open_rules)
        self.stages = StagesPage(workspace, words)
        self.feedback = FeedbackPage(workspace, words)
        self.quick_notes = QuickNotesPage(workspace, words)
        self.pages = QTabWidget()
        self.pages.setAccessibleName(self.tr("Pages of the settings"))
        self.pages.tabBar().setAccessibleName(self.tr("Pages of the settings"))
        self.pages.addTab(self._page(self._personal_card(), self._workspace_card()), self.tr("General"))
        self.pages.addTab(self.calling, self.tr("Calling"))
        self.pages.addTab(self.stages, self.tr("Stages"))
        self.pages.addTab(self.feedback, self.tr("Feedback"))
        self.pages.addTab(self.quick_notes, self.tr("Quick notes"))
        self.pages.addTab(self._page(self._copies_card()), self.tr("Copies"))
        layout.addWidget(self.pages)
        self.said = QLabel()
        self.said.setWordWrap(True)
        layout.addWidget(self.said)
        buttons = QDialogButtonBox()
        save = buttons.addButton(self.tr("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        mark(save, "primary")
        buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.save)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    @staticmethod
    def _page(*cards: Card) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(12)
        for card in cards:
            layout.addWidget(card)
        layout.addStretch(1)
        return page

    def _personal_card(self) -> Card:
        chosen = self._personal.read()
        card = Card(self.tr("You, on this machine"))
        self.name = QLineEdit(chosen["name"] or self._workspace.who)
        self.language = self._box(
            [("", self.tr("As the system")), ("en", "English"), ("fr", "Français")], chosen["language"]
        )
        self.theme = self._box(
            [("system", self.tr("As the system")), ("light", self.tr("Light")), ("dark", self.tr("Dark"))],
            chosen["theme"],
        )
        self.dial_with = QComboBox()
        self.dial_with.setEditable(True)
        self.dial_with.addItems([*SCHEMES, "phone-program {number}"])
        self.dial_with.setCurrentText(chosen["dial_with"])
        self.dial_with.setToolTip(self.tr("tel, sip or callto, or a command with {number} where the number goes"))
        what, _, wanted = chosen["goal"].partition(":")
        self.goal_of = self._box(
            [
                ("", self.tr("No goal")),
                ("calls", self.tr("Calls")),
                ("reached", self.tr("People reached")),
                ("meetings", self.tr("Meetings")),
            ],
            what,
        )
        self.goal = NumberField(1, 999)
        self.goal.setValue(int(wanted or 10))
        self.goal.setAccessibleName(self.tr("The goal"))
        goals = QWidget()
        goal = QHBoxLayout(goals)
        goal.setContentsMargins(0, 0, 0, 0)
        goal.addWidget(self.goal_of, 2)
        goal.addWidget(self.goal, 1)
        card.add_layout(
            self._form(
                (self.tr("Your name, on what you record"), self.name),
                (self.tr("Numbers are dialled with"), self.dial_with),
                (self.tr("Goal of a day"), goals),
                (self.tr("Language (from the next start)"), self.language),
                (self.tr("Look"), self.theme),
            )
        )
        return card

    def _workspace_card(self) -> Card:
        settings = self._workspace.settings
        card = Card(self.tr("This workspace"))
        language = self._words.language
        known = [(g.id, f"{g.name[language]} (v{g.version})") for g in grids.list_grids(self._workspace)]
        self.grid = self._box(known, settings["grid"])
        self.country = self._box([(c, c) for c in COUNTRIES], settings["country"])
        self.zone = self._box([(z, z) for z in ZONES], settings["zone"])
        card.add_layout(
            self._form(
                (self.tr("Grid in use"), self.grid),
                (self.tr("Country of numbers without a prefix"), self.country),
                (self.tr("Time zone"), self.zone),
            )
        )
        return card

    def _copies_card(self) -> Card:
        card = Card()
        last = backups.last_backup(self._workspace)
        now = self._workspace.now()
        when = self._words.moment(last, self._workspace.zone, now) if last else self.tr("none yet")
        about = QLabel(
            self.tr(
                "The workspace is {file}. A verified copy is made once a day in the folder “backups” beside it; the last: {when}."
            ).format(file=self._workspace.store.path, when=when)
        )
        about.setWordWrap(True)
        mark(about, "muted")
        card.add(about)
        row = QHBoxLayout()
        backup = QPushButton(self.tr("Back up to a file…"))
        backup.clicked.connect(self.back_up)
        restore = QPushButton(self.tr("Restore a copy…"))
        restore.clicked.connect(self.restore)
        row.addWidget(backup)
        row.addWidget(restore)
        row.addStretch(1)
        card.add_layout(row)
        return card

    @staticmethod
    def _form(*rows: tuple[str, QWidget]) -> QFormLayout:
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.setHorizontalSpacing(16)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for label, widget in rows:
            widget.setAccessibleName(label)
            form.addRow(label, widget)
        return form

    @staticmethod
    def _box(choices: list[tuple[str, str]], chosen: str) -> QComboBox:
        box = QComboBox()
        if chosen not in [value for value, _ in choices]:
            choices = [(chosen, chosen), *choices]
        for value, label in choices:
            box.addItem(label, value)
        box.setCurrentIndex([value for value, _ in choices].index(chosen))
        return box

    # -- acts ---------------------------------------------------------------------------------------------------

    def _workspace_values(self) -> Mapping[str, str]:
        return {
            "grid": self.grid.currentData(),
            "country": self.country.currentData(),
            "zone": self.zone.currentData(),
            **self.calling.values(),
            "stages": self.stages.value(),
            "feedback_days": str(self.feedback.days.value()),
            "feedback_reasons": self.feedback.value(),
            "quick_notes": self.quick_notes.value(),
        }

    def save(self) -> None:
        """Save what was changed; what cannot be used is said, and stays to be mended."""
        before = self._personal.read()
        try:
            for key, value in (
                ("name", self.name.text().strip()),
                ("language", self.language.currentData()),
                ("theme", self.theme.currentData()),
                ("dial_with", self.dial_with.currentText().strip()),
                ("goal", f"{self.goal_of.currentData()}:{self.goal.value()}" if self.goal_of.currentData() else ""),
            ):
                if before[key] != value:
                    self._personal.write(key, value)
            changed = {k: v for k, v in self._workspace_values().items() if self._workspace.settings[k] != v}
            if changed:
                changes = change_settings(self._workspace, changed)
                self._bus.publish(changes, self)
        except UserError as error:
            self._refused(error)
            return
        if before != self._personal.read():
            self._bus.publish(Changes(personal=True), self)
        self._workspace.who = self.name.text().strip() or self._workspace.who
        if before["theme"] != self.theme.currentData():
            self.theme_changed.emit(self.theme.currentData())
        if before["language"] != self.language.currentData():
            self.language_changed.emit(self.language.currentData())
        self.accept()

    def open_rules(self) -> RulesDialog:
        """Open the cadences and calling rules; the page of the calls offers at once what was kept there."""
        dialog = RulesDialog(self._workspace, self._words, self._bus, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self.calling.refresh_rules)
        dialog.open()
        return dialog

    def _refused(self, error: UserError) -> None:
        self.said.setText(sentence(error, self._words))
        mark(self.said, "bad")

    def _told(self, text: str) -> None:
        self.said.setText(text)
        mark(self.said, "ok")

    def back_up(self) -> None:
        """Write a verified copy where the person says."""
        name = f"sdrdesk-{self._workspace.now():%Y-%m-%d}.sdrdesk"
        path, _ = ask_where(self, self.tr("Back up to a file"), name, "sdrdesk (*.sdrdesk)")
        if path:
            self._writer.submit(
                partial(backups.backup_to, self._workspace, Path(path)),
                lambda _: self._told(self.tr("Copied and verified: {file}").format(file=path)),
                self._refused,
            )

    def restore(self) -> None:
        """Make the workspace what a copy holds, after saying what that does."""
        folder = str(backups.backup_folder(self._workspace))
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Restore a copy"), folder, "sdrdesk (*.sdrdesk)")
        if not path:
            return
        asked = QMessageBox.question(
            self,
            self.tr("Restore a copy"),
            self.tr(
                "Everything in this workspace becomes what the copy holds. The present state is copied first, so that it can be brought back."
            ),
        )
        if asked == QMessageBox.StandardButton.Yes:
            self._writer.submit(
                partial(backups.restore_from, self._workspace, Path(path)), self._restored, self._refused
            )

    def _restored(self, done: dict[str, object]) -> None:
        self._bus.publish(backups.EVERYTHING, self)
        self._told(self.tr("Restored. The state before is in {file}.").format(file=done["previous"]))
