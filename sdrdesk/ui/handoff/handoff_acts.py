"""Opening the hand-off sheet of the lead in front, or of those selected."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from sdrdesk.core.errors import UserError
from sdrdesk.ui.handoff.handoff_dialog import HandoffDialog

if TYPE_CHECKING:
    from sdrdesk.ui.main_window import Workbench

MOST = 200
"""Sheets at once: more are a list, and a list is an export."""


class HandoffActs(QObject):
    """On the list the leads that are selected; on the desk its lead, or the one whose meeting was just recorded."""

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self._bench = bench
        self.dialog: HandoffDialog | None = None

    def ask(self) -> None:
        """Show the sheets; says so when no lead is meant."""
        bench = self._bench
        ids = [bench.calendar.meant()]
        if bench.front in ("leads", "handoffs"):
            ids = bench.leads_view.selected_ids() if bench.front == "leads" else [bench.feedback.view.lead_id]
        ids = [lead_id for lead_id in ids if lead_id]
        if not ids:
            bench.notice.show_notice("doubt", self.tr("Select a lead first: its hand-off sheet is one page."))
            return
        if len(ids) > MOST:
            said = self.tr("{n} leads are selected; at most {most} sheets are made at once. Export the list instead.")
            number = bench.words.number
            bench.notice.show_notice("doubt", said.format(n=number(len(ids)), most=number(MOST)))
            return
        try:
            dialog = HandoffDialog(bench.workspace, bench.words, ids, bench)
        except UserError as error:
            bench.refused(error)
            return
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog
        dialog.destroyed.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None
