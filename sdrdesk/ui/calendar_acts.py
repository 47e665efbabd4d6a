"""Writing a lead's meeting and promised call to a calendar file, from the window."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from sdrdesk.core.errors import UserError
from sdrdesk.core.operations import leads
from sdrdesk.core.operations.calendar_entries import entries_of, write_entries
from sdrdesk.ui.save_file import ask_where

if TYPE_CHECKING:
    from sdrdesk.ui.main_window import Workbench


class CalendarActs(QObject):
    """While a notice speaks of a meeting just recorded, that lead's; else that of the lead on the desk."""

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self._bench = bench

    def ask(self) -> None:
        """Choose where to write; says so when there is nothing to write."""
        bench = self._bench
        lead_id = self.meant()
        if not lead_id:
            return
        try:
            entries_of(bench.workspace, lead_id, bench.words)
            name = leads.dossier(bench.workspace, lead_id).summary.lead.name
        except UserError as error:
            bench.refused(error)
            return
        plain = "".join(c if c.isalnum() else "-" for c in name)
        kinds = self.tr("Calendar files (*.ics)")
        path, _ = ask_where(bench, self.tr("Write to a calendar file"), f"{plain}.ics", kinds)
        if path:
            target = Path(path) if Path(path).suffix else Path(path).with_suffix(".ics")
            work = partial(write_entries, bench.workspace, lead_id, target, bench.words)
            bench.writer.submit(work, lambda _: self._written(target))

    def meant(self) -> str:
        """The lead that an act on an appointment is about; "" when there is none."""
        bench, desk = self._bench, self._bench.desk
        said, lead_id = desk.acts.meeting_said
        if said and bench.notice.isVisible() and bench.notice.text() == said:
            return lead_id
        return desk.session.lead_id if desk.session else ""

    def _written(self, path: Path) -> None:
        said = self.tr("Written to {file}: open it to have it in your calendar.").format(file=path)
        self._bench.notice.show_notice("ok", said)
