"""The window of the rules: cadences, calling rules and letters, read, copied, changed and kept."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QMessageBox, QTabWidget, QVBoxLayout, QWidget

from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.change_bus import ChangeBus
from sdrdesk.ui.rules.cadences_page import CadencesPage
from sdrdesk.ui.rules.calling_rules_page import CallingRulesPage
from sdrdesk.ui.rules.own_page import OwnPage
from sdrdesk.ui.rules.templates_page import TemplatesPage


class RulesDialog(QDialog):
    """Three pages; what was changed and not kept is asked for before it closes.

    Letters are shown as `lead` would read them, or someone invented.
    """

    def __init__(
        self,
        workspace: Workspace,
        words: Words,
        bus: ChangeBus,
        parent: QWidget | None = None,
        lead: Lead | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Cadences, calling rules and letters"))
        self.resize(1120, 680)
        self.cadences = CadencesPage(workspace, words)
        self.calling_rules = CallingRulesPage(workspace, words)
        self.letters = TemplatesPage(workspace, words, lead)
        self.own_pages: tuple[OwnPage, ...] = (self.cadences, self.calling_rules, self.letters)
        self.pages = QTabWidget()
        self.pages.setAccessibleName(self.tr("Pages of the rules"))
        self.pages.tabBar().setAccessibleName(self.tr("Pages of the rules"))
        self.pages.addTab(self.cadences, self.tr("Cadences"))
        self.pages.addTab(self.calling_rules, self.tr("Calling rules"))
        self.pages.addTab(self.letters, self.tr("Letters"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 0)
        layout.addWidget(self.pages)
        for page in self.own_pages:
            page.changed.connect(lambda changes: bus.publish(changes, self))
        self.letters.changed.connect(lambda _: self.cadences.reload())  # its steps name letters
        self.cadences.changed.connect(lambda _: self.letters.reload())
        self.cadences.list.setFocus()

    def may_close(self) -> bool:
        """Whether nothing is left that was changed and not kept, after asking what to do with it."""
        if not any(page.drafts for page in self.own_pages):
            return True
        buttons = QMessageBox.StandardButton
        asked = QMessageBox.question(
            self,
            self.tr("Keep what you changed?"),
            self.tr("Some rules are changed and not kept yet."),
            buttons.Save | buttons.Discard | buttons.Cancel,
            buttons.Save,
        )
        if asked == buttons.Save:
            return self._keep_all()
        return asked == buttons.Discard

    def _keep_all(self) -> bool:
        for page in self.own_pages:
            if not page.keep_all():
                self.pages.setCurrentWidget(page)
                return False
        return True

    def reject(self) -> None:
        if self.may_close():
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.isVisible() and not self.may_close():
            event.ignore()
            return
        for page in self.own_pages:
            page.drafts.clear()  # asked once
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field is no answer to a dialog that has none."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
