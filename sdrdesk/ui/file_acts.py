"""Bringing files in and writing files out, from the window."""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from sdrdesk.core.errors import UserError
from sdrdesk.core.operations import exports, imports
from sdrdesk.core.operations.opposition_lists import ListImported
from sdrdesk.core.operations.signal_imports import ADDED, SignalsImported
from sdrdesk.ui.imports.file_drops import dragged_file
from sdrdesk.ui.imports.import_dialog import ImportDialog
from sdrdesk.ui.imports.opposition_dialog import OppositionDialog
from sdrdesk.ui.imports.signals_dialog import SignalsDialog
from sdrdesk.ui.messages import sentence
from sdrdesk.ui.tasks import LongTask

if TYPE_CHECKING:
    from sdrdesk.ui.main_window import Workbench


LIST_ENDINGS = ("csv", "tsv", "txt", "xlsx", "xlsm", "xlsb", "xls", "ods", "vcf")


class FileActs(QObject):
    """Imports and exports; one export at a time, in the background."""

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self._bench = bench
        self.task: LongTask | None = None

    def ask_import(self) -> None:
        """Choose a file to import."""
        path, _ = QFileDialog.getOpenFileName(self._bench, self.tr("Import a file of leads"), "", self._lists())
        if path:
            self.open_import(Path(path))

    def _lists(self) -> str:
        """The kinds of files that hold a list, as a file dialog offers them."""
        kinds = self.tr("Lists ({endings})").format(endings=" ".join(f"*.{ending}" for ending in LIST_ENDINGS))
        return ";;".join((kinds, self.tr("All files (*)")))

    def takes_drag(self, event: QDropEvent) -> bool:
        """Whether a drag brings a file to import; dropped, it is opened once the drag is over."""
        path = dragged_file(event)
        if path is None:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            QTimer.singleShot(0, self, partial(self.open_import, path))
        return True

    def paste_leads(self) -> None:
        """Import the rows on the clipboard."""
        try:
            path = imports.pasted_table(QGuiApplication.clipboard().text())
        except UserError as error:
            self._bench.notice.show_notice("doubt", sentence(error, self._bench.words))
            return
        dialog = self.open_import(path, self.tr("pasted rows"))
        dialog.finished.connect(lambda _result: shutil.rmtree(path.parent, ignore_errors=True))

    def open_import(self, path: Path, name: str = "") -> ImportDialog:
        """Take a file through the steps of an import; `name` is what it is called on screen."""
        bench = self._bench
        dialog = ImportDialog(bench.workspace, bench.words, path, bench, campaign=bench.desk.campaign or "", name=name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.imported.connect(self._imported)
        dialog.undo_wanted.connect(self._undo_wanted)
        dialog.open()
        return dialog

    def _imported(self, done: imports.Imported) -> None:
        self._bench.undo_of = done.operation
        self._bench.bus.publish(done.changes)
        self._bench.show_counts()
        n = done.counts["created"] + done.counts["updated"]
        said = self.tr("%n lead(s) imported.", "", n).replace(str(n), self._bench.words.number(n))
        if done.opposed:
            said += f" {self._bench.words.text('opposition', 'kept_closed', n=done.opposed)}."
        self._bench.notice.show_notice("ok", said, self.tr("Undo the import"), 20)

    def _undo_wanted(self, done: imports.Imported) -> None:
        self._bench.undo_of = done.operation
        self._bench.take_back()

    def ask_opposition_list(self) -> None:
        """Choose an opposition list to import."""
        path, _ = QFileDialog.getOpenFileName(
            self._bench,
            self.tr("Import an opposition list"),
            "",
            self._lists(),
        )
        if path:
            self.open_opposition_list(Path(path))

    def open_opposition_list(self, path: Path) -> OppositionDialog:
        """Preview an opposition list."""
        dialog = OppositionDialog(self._bench.workspace, self._bench.words, path, self._bench)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.imported.connect(self._list_imported)
        dialog.open()
        return dialog

    def _list_imported(self, done: ListImported) -> None:
        self._bench.undo_of = done.operation
        self._bench.bus.publish(done.changes)
        words = self._bench.words
        closed = words.text("opposition", "closed", n=done.closed)
        said = self.tr("Opposition list imported: {new}, {closed}.").format(
            new=words.text("opposition", "opposed", n=done.new), closed=closed
        )
        self._bench.notice.show_notice("ok", said, self.tr("Undo the import"), 20)

    def ask_signals(self) -> None:
        """Choose a file of signals to import."""
        path, _ = QFileDialog.getOpenFileName(self._bench, self.tr("Import signals"), "", self._lists())
        if path:
            self.open_signals(Path(path))

    def open_signals(self, path: Path) -> SignalsDialog:
        """Preview a file of signals."""
        dialog = SignalsDialog(self._bench.workspace, self._bench.words, path, self._bench)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.imported.connect(self._signals_imported)
        dialog.open()
        return dialog

    def _signals_imported(self, done: SignalsImported) -> None:
        self._bench.undo_of = done.operation
        self._bench.bus.publish(done.changes)
        n, words = done.counts[ADDED], self._bench.words
        said = self.tr("%n signal(s) added.", "", n).replace(str(n), words.number(n))
        self._bench.notice.show_notice("ok", said, self.tr("Undo the import"), 20)

    def close(self) -> None:
        """Close what is still being imported, taking back what it did, and end the export."""
        for kind in (ImportDialog, OppositionDialog, SignalsDialog):
            for dialog in self._bench.findChildren(kind):
                dialog.done(0)
        if self.task is not None:
            self.task.cancel()
            self.task.wait()

    def ask_export(self) -> None:
        """Choose where to write the leads or the qualifications."""
        kinds = {
            self.tr("Leads, CSV (*.csv)"): ("leads", ".csv"),
            self.tr("Qualifications, CSV (*.csv)"): ("qualifications", ".csv"),
            self.tr("Calls, CSV (*.csv)"): ("activities", ".csv"),
            self.tr("Leads, JSON (*.json)"): ("leads", ".json"),
        }
        name = f"sdrdesk-{self._bench.workspace.now():%Y-%m-%d}.csv"
        path, chosen = QFileDialog.getSaveFileName(self._bench, self.tr("Export"), name, ";;".join(kinds))
        if path:
            what, ending = kinds.get(chosen, ("leads", ".csv"))
            target = Path(path)
            self.export_to(target if target.suffix else target.with_suffix(ending), what)

    def export_to(self, path: Path, what: str) -> None:
        """Write a file in the background."""
        if self.task is not None:
            self._bench.notice.show_notice("doubt", self.tr("An export is still being written; wait for it to end."))
            return

        def work(progress: Callable[[int, int], bool]) -> object:
            return exports.export(
                self._bench.workspace, path, what, language=self._bench.words.language, progress=progress
            )

        task = LongTask(work, self)
        task.progressed.connect(
            lambda done, of: self._bench.task_state.setText(
                self.tr("Exporting: {done} of {of}").format(done=done, of=of)
            )
        )
        task.done.connect(lambda result: self._exported(result))
        task.failed.connect(self._export_failed)
        task.broken.connect(self._export_broken)
        self.task = task.start()

    def _exported(self, result: dict[str, object]) -> None:
        self.task = None
        self._bench.task_state.clear()
        said = self.tr("{n} rows written to {file}").format(n=result["rows"], file=result["file"])
        opposed = int(str(result.get("opposed", 0)))
        if opposed:
            said += f". {self._bench.words.text('opposition', 'left_blank', n=opposed)}"
        self._bench.notice.show_notice("ok", said)

    def _export_failed(self, error: UserError) -> None:
        self.task = None
        self._bench.task_state.clear()
        self._bench.refused(error)

    def _export_broken(self, error: Exception) -> None:
        self.task = None
        self._bench.task_state.clear()
        self._bench.broken(error)
