"""Bringing files in and writing files out, from the window."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from sdrdesk.core.operations import exports, imports
from sdrdesk.core.operations.opposition_lists import ListImported
from sdrdesk.core.operations.signal_imports import ADDED, SignalsImported
from sdrdesk.ui.exports.export_dialog import ExportDialog, LeadsAtHand
from sdrdesk.ui.imports.import_dialog import ImportDialog
from sdrdesk.ui.imports.opposition_dialog import OppositionDialog
from sdrdesk.ui.imports.signals_dialog import SignalsDialog
from sdrdesk.ui.tasks import LongTask

if TYPE_CHECKING:
    from sdrdesk.ui.main_window import Workbench


class FileActs(QObject):
    """Imports and exports; one export at a time."""

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self._bench = bench
        self._exporting: ExportDialog | None = None

    @property
    def task(self) -> LongTask | None:
        """The export being written."""
        return self._exporting.foot.task if self._exporting is not None else None

    def ask_import(self) -> None:
        """Choose a file to import."""
        path, _ = QFileDialog.getOpenFileName(
            self._bench, self.tr("Import a file of leads"), "", self.tr("CSV files (*.csv *.tsv *.txt);;All files (*)")
        )
        if path:
            self.open_import(Path(path))

    def open_import(self, path: Path) -> ImportDialog:
        """Preview a file."""
        bench = self._bench
        dialog = ImportDialog(bench.workspace, bench.words, path, bench, campaign=bench.desk.campaign or "")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.imported.connect(self._imported)
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

    def ask_opposition_list(self) -> None:
        """Choose an opposition list to import."""
        path, _ = QFileDialog.getOpenFileName(
            self._bench,
            self.tr("Import an opposition list"),
            "",
            self.tr("CSV files (*.csv *.tsv *.txt);;All files (*)"),
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
        path, _ = QFileDialog.getOpenFileName(
            self._bench, self.tr("Import signals"), "", self.tr("CSV files (*.csv *.tsv *.txt);;All files (*)")
        )
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

    def ask_export(self) -> None:
        """Choose what a file holds, and write it."""
        self.open_export()

    def open_export(self) -> ExportDialog:
        """Open the chooser of what a file holds; the one that is open comes to the front."""
        if self._exporting is None:
            bench = self._bench
            at_hand = bench.leads_view.at_hand() if bench.front == "leads" else LeadsAtHand()
            self._exporting = ExportDialog(bench.workspace, bench.words, at_hand, bench)
            self._exporting.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self._exporting.exported.connect(self._exported)
            self._exporting.finished.connect(self._export_closed)
            self._exporting.open()
        self._exporting.raise_()
        return self._exporting

    def _export_closed(self) -> None:
        self._exporting = None

    def _exported(self, done: dict[str, Any]) -> None:
        words = self._bench.words
        said = self.tr("{n} rows written to {file}").format(n=words.number(done["rows"]), file=done["file"])
        remarks = exports.remarks(done, words)
        if "opposed" in done:
            remarks.append(words.text("opposition", "left_blank", n=done["opposed"]))
        self._bench.notice.show_notice("ok", ". ".join([said, *remarks]))
