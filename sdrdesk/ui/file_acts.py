"""Bringing files in and writing files out, from the window."""

import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from sdrdesk.core.changes import Changes
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations import exports, imports
from sdrdesk.core.operations.fact_lists import ADDED, FactsImported
from sdrdesk.core.operations.opposition_lists import ListImported
from sdrdesk.ui.exports.export_dialog import ExportDialog, LeadsAtHand
from sdrdesk.ui.imports.answers_dialog import AnswersDialog
from sdrdesk.ui.imports.facts_dialog import FactsDialog
from sdrdesk.ui.imports.file_drops import dragged_file
from sdrdesk.ui.imports.import_dialog import ImportDialog
from sdrdesk.ui.imports.opposition_dialog import OppositionDialog
from sdrdesk.ui.imports.signals_dialog import SignalsDialog
from sdrdesk.ui.messages import sentence

if TYPE_CHECKING:
    from sdrdesk.ui.main_window import Workbench


LIST_ENDINGS = ("csv", "tsv", "txt", "xlsx", "xlsm", "xlsb", "xls", "ods", "vcf")


class FileActs(QObject):
    """Imports and exports; one export at a time."""

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self._bench = bench
        self._exporting: ExportDialog | None = None

    @property
    def busy(self) -> bool:
        """Whether an export is being written."""
        return self._exporting is not None and self._exporting.foot.busy

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
        dialog.taken_back.connect(self._taken_back)
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

    def _taken_back(self) -> None:
        """Lists and counts read while the import ran hold leads that are gone."""
        self._bench.bus.publish(Changes(all_leads=True, leads=True, queue=True))
        self._bench.show_counts()
        self._bench.notice.show_notice("neutral", self.tr("Import cancelled: nothing of it stays."))

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

    def _signals_imported(self, done: FactsImported) -> None:
        self._bench.undo_of = done.operation
        self._bench.bus.publish(done.changes)
        n, words = done.counts[ADDED], self._bench.words
        said = self.tr("%n signal(s) added.", "", n).replace(str(n), words.number(n))
        self._bench.notice.show_notice("ok", said, self.tr("Undo the import"), 20)

    def ask_feedback(self) -> None:
        """Choose a list of what sales answered to import."""
        path, _ = QFileDialog.getOpenFileName(self._bench, self.tr("Import what sales answered"), "", self._lists())
        if path:
            self.open_feedback(Path(path))

    def open_feedback(self, path: Path) -> AnswersDialog:
        """Preview a list of answers."""
        dialog = AnswersDialog(self._bench.workspace, self._bench.words, path, self._bench)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.imported.connect(self._feedback_imported)
        dialog.open()
        return dialog

    def _feedback_imported(self, done: FactsImported) -> None:
        self._bench.undo_of = done.operation
        self._bench.bus.publish(done.changes)
        n, words = done.counts[ADDED], self._bench.words
        said = self.tr("%n answer(s) recorded.", "", n).replace(str(n), words.number(n))
        self._bench.notice.show_notice("ok", said, self.tr("Undo the import"), 20)

    def close(self) -> None:
        """Close what is still being imported, taking back what it did, and end the export."""
        for kind in (ImportDialog, OppositionDialog, FactsDialog, ExportDialog):
            for dialog in self._bench.findChildren(kind):
                dialog.done(0)

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
