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
        self._unsaved: dict[str, DraftText] = {}
        self._on_the_way: dict[str, DraftText] = {}
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)

    def changed(self, draft: DraftText) -> None:
        """Something was typed."""
        if not self._unsaved:
            self._since.start()
        self._unsaved[draft.lead_id] = draft
        left = LONGEST_MS - PAUSE_MS // 2 - self._since.elapsed()
        if left <= 0:
            self.flush()  # at once: a timer started anew by every key would never fire under a flood of them
        else:
            self._timer.start(min(PAUSE_MS, left))

    def held(self, lead_id: str) -> DraftText | None:
        """What was typed about a lead and is not on disk yet: newer than any draft read from there."""
        return self._unsaved.get(lead_id) or self._on_the_way.get(lead_id)

    def flush(self) -> None:
        """Save now what is not saved."""
        self._timer.stop()
        unsaved, self._unsaved = self._unsaved, {}
        for draft in unsaved.values():
            self._save(draft)

    def _save(self, draft: DraftText) -> None:
        workspace = self._workspace
        self._on_the_way[draft.lead_id] = draft

        def work() -> DraftText:
            save_draft(workspace, draft.lead_id, draft.grid, draft.notes, draft.typed)
            return draft

        def refused(error: object) -> None:
            self._keep(draft)
            self._writer.refused.emit(error)

        self._writer.submit(work, self._saved, refused, lambda: self._keep(draft))

    def forget(self, lead_id: str) -> None:
        """Drop the unsaved draft of a lead: its words have become part of an act that is on disk."""
        self._unsaved.pop(lead_id, None)
        if not self._unsaved:
            self._timer.stop()

    def _saved(self, draft: DraftText) -> None:
        self._arrived(draft)
        self.saved.emit(draft)

    def _keep(self, draft: DraftText) -> None:
        # The words are tried again with the next key, or when a lead is left; newer ones of the same lead come first.
        if self._arrived(draft) and draft.lead_id not in self._unsaved:
            self._unsaved[draft.lead_id] = draft
            self._since.start()

    def _arrived(self, draft: DraftText) -> bool:
        """Take a draft off the way; whether it was the newest of its lead."""
        newest = self._on_the_way.get(draft.lead_id) is draft
        if newest:
            del self._on_the_way[draft.lead_id]
        return newest
