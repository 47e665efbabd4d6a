"""Keeps what is being typed: on disk 300 ms after the last key, and at least once a second of steady typing."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from sdrdesk.core.domain.grid import Grid
from sdrdesk.core.operations.qualification import save_draft
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.ui.tasks import Writer

PAUSE_MS = 300
LONGEST_MS = 1000


@dataclass(frozen=True, slots=True)
class DraftText:
    """What is being typed about one lead."""

    lead_id: str
    grid: Grid
    notes: str
    typed: Mapping[str, str]


class DraftKeeper(QObject):
    """Saves the newest draft through the writer; each draft names its lead, so a late save is never misplaced."""

    saved = Signal(object)  # the DraftText that is on disk now

    def __init__(self, workspace: Workspace, writer: Writer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._writer = workspace, writer
        self._unsaved: DraftText | None = None
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)

    def changed(self, draft: DraftText) -> None:
        """Something was typed."""
        if self._unsaved is None:
            self._since.start()
        elif self._unsaved.lead_id != draft.lead_id:
            self.flush()
            self._since.start()
        self._unsaved = draft
        left = LONGEST_MS - PAUSE_MS // 2 - self._since.elapsed()
        if left <= 0:
            self.flush()  # at once: a timer started anew by every key would never fire under a flood of them
        else:
            self._timer.start(min(PAUSE_MS, left))

    def flush(self) -> None:
        """Save now what is not saved."""
        self._timer.stop()
        draft, self._unsaved = self._unsaved, None
        if draft is None:
            return
        workspace = self._workspace

        def work() -> DraftText:
            save_draft(workspace, draft.lead_id, draft.grid, draft.notes, draft.typed)
            return draft

        self._writer.submit(work, self.saved.emit, lambda error: self._refused(draft, error))

    def forget(self) -> None:
        """Drop the unsaved draft: its words have just become part of an act."""
        self._timer.stop()
        self._unsaved = None

    def _refused(self, draft: DraftText, error: object) -> None:
        # The words stay where they are and are tried again with the next key, or when the lead is left.
        if self._unsaved is None:
            self._unsaved = draft
            self._since.start()
        self._writer.refused.emit(error)
