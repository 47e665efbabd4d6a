"""The acts for calls made on another phone, from anywhere in the window."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from sdrdesk.core.changes import Changes
from sdrdesk.core.operations import leads
from sdrdesk.core.operations.calls import CallRecorded
from sdrdesk.ui.elsewhere.log_call_dialog import LogCallDialog
from sdrdesk.ui.elsewhere.paste_calls_dialog import PasteCallsDialog

if TYPE_CHECKING:
    from sdrdesk.ui.main_window import Workbench


class ElsewhereActs(QObject):
    """Opens the dialogs, and says what they recorded."""

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self._bench = bench

    def log_call(self) -> None:
        """Log one call."""
        bench = self._bench
        dialog = LogCallDialog(bench.workspace, bench.words, bench.writer, bench)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.recorded.connect(self._logged)
        dialog.open()

    def _logged(self, done: CallRecorded) -> None:
        bench = self._bench
        bench.bus.publish(done.changes)
        bench.show_counts()
        (summary,) = leads.summaries(bench.workspace, [done.lead])
        what = bench.words.text("outcome", done.outcome.value).lower()
        zone = bench.workspace.zone_of(summary.lead.zone)
        after = bench.words.standing(done.standing, zone, bench.workspace.now())
        bench.undo_of = done.changes.operation
        said = self.tr("{name}: {what}. {after}.").format(name=summary.lead.name, what=what, after=after)
        bench.notice.show_notice("neutral", said, self.tr("Undo (Ctrl+Z)"))

    def paste_calls(self) -> None:
        """Bring in a pasted list of calls."""
        bench = self._bench
        dialog = PasteCallsDialog(bench.workspace, bench.words, bench.writer, bench)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.recorded.connect(self._pasted)
        dialog.open()

    def _pasted(self, changes: Changes, count: int) -> None:
        bench = self._bench
        bench.bus.publish(changes)
        bench.show_counts()
        bench.undo_of = changes.operation
        bench.notice.show_notice("ok", self.tr("%n call(s) recorded.", "", count), self.tr("Undo (Ctrl+Z)"), 20)
