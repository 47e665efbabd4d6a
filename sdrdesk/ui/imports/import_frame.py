"""The frame of an import: the steps on top, the page of one, the buttons below."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from sdrdesk.ui.imports.columns_step import ColumnsStep
from sdrdesk.ui.imports.fate_cards import FateCard
from sdrdesk.ui.imports.file_step import FileStep
from sdrdesk.ui.imports.import_step import ImportStep
from sdrdesk.ui.imports.in_hand import ImportInHand
from sdrdesk.ui.imports.known_step import KnownStep
from sdrdesk.ui.imports.preview_step import PreviewStep
from sdrdesk.ui.imports.report_step import ReportStep
from sdrdesk.ui.imports.task_foot import OneTask, TaskFoot
from sdrdesk.ui.imports.values_step import ValuesStep
from sdrdesk.ui.widgets.step_bar import StepBar, StepPill

FILE, COLUMNS, VALUES, KNOWN, PREVIEW, REPORT = range(6)
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ImportFrame(QDialog):
    """Lays the steps out; which of them is in front, and what is done there, is told by the dialog made of it."""

    def __init__(self, hand: ImportInHand, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hand = hand
        self.setWindowTitle(self.tr("Import {file}").format(file=hand.name))
        room = (parent or self).screen().availableSize()
        self.resize(min(1280, room.width() - 40), min(760, room.height() - 60))  # with its title, on a small laptop too
        self._lay_out()

    def _lay_out(self) -> None:
        self.file_step, self.columns_step = FileStep(self.hand), ColumnsStep(self.hand)
        self.values_step, self.known_step = ValuesStep(self.hand), KnownStep(self.hand)
        self.preview_step, self.report_step = PreviewStep(self.hand), ReportStep(self.hand)
        self.steps: list[ImportStep] = [
            self.file_step, self.columns_step, self.values_step, self.known_step, self.preview_step, self.report_step,
        ]  # fmt: skip
        self.names = [
            self.tr("File"), self.tr("Columns"), self.tr("Values"), self.tr("Known leads"), self.tr("Preview"),
            self.tr("Result"),
        ]  # fmt: skip
        self.bar = StepBar(self.names)
        self.pages = QStackedWidget()
        for step in self.steps:
            self.pages.addWidget(step)
        self.back_button = QPushButton(self.tr("Back (Alt+←)"))
        self.foot = TaskFoot(self.hand.words, between=(self.back_button,))
        self.said, self.progress = self.foot.said, self.foot.progress
        self.close_button, self.next_button = self.foot.close_button, self.foot.do_button
        self.aside = OneTask(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(14)
        layout.addWidget(self.bar)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.foot)

    @property
    def at(self) -> int:
        """Which step is in front."""
        return self.pages.currentIndex()

    def go_on(self) -> None:
        """What Enter does."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on from any field; on a button, a step or a card it presses that."""
        focused = self.focusWidget()
        if event.key() not in ENTER or isinstance(focused, QPushButton):
            super().keyPressEvent(event)
        elif isinstance(focused, StepPill | FateCard):
            focused.click()
        else:
            self.go_on()
