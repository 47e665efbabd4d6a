"""What was begun and not kept yet, by qualification: saved behind as it is typed, found again at the next start."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from sdrdesk.core.operations.review_drafts import Draft, Drafts, keep_review_drafts, review_drafts
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.ui.tasks import Writer

PAUSE_MS = 300


class ReviewDrafts(QObject):
    """Drafts by qualification and by what is said; `changed` names the qualification."""

    changed = Signal(str)

    def __init__(self, workspace: Workspace, writer: Writer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._writer = workspace, writer
        self._drafts: Drafts = review_drafts(workspace)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.flush)

    def of(self, decision_id: str) -> dict[str, Draft]:
        """What was begun about a qualification, the last first."""
        return dict(reversed(self._drafts.get(decision_id, {}).items()))

    def get(self, decision_id: str, what: str) -> Draft:
        """The draft of one thing said; empty when there is none."""
        return self._drafts.get(decision_id, {}).get(what, {})

    def keep(self, decision_id: str, what: str, draft: Draft) -> None:
        """Keep what is typed; an empty draft is forgotten."""
        before = self._drafts.get(decision_id, {})
        had = bool(before)
        now = {k: v for k, v in before.items() if k != what} | ({what: draft} if draft else {})
        if now:
            self._drafts[decision_id] = now
        else:
            self._drafts.pop(decision_id, None)
        if before != now and not self._timer.isActive():  # while somebody types on, it is saved all the same
            self._timer.start(PAUSE_MS)
        if had != bool(now):
            self.changed.emit(decision_id)

    def flush(self) -> None:
        """Save now."""
        self._timer.stop()
        drafts = {i: {what: dict(d) for what, d in of.items()} for i, of in self._drafts.items()}
        self._writer.submit(partial(keep_review_drafts, self._workspace, drafts))

    def close(self) -> None:
        """Save what the pause had not yet."""
        if self._timer.isActive():
            self.flush()
