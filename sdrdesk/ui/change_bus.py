"""Hands what an operation changed to every view; each view refreshes only if concerned."""

from PySide6.QtCore import QObject, Signal

from sdrdesk.core.changes import Changes


class ChangeBus(QObject):
    """One per window: `changed(changes, origin)`; a view ignores what it did itself and already shows."""

    changed = Signal(object, object)

    def publish(self, changes: Changes | None, origin: object = None) -> None:
        """Tell every view."""
        if changes is not None:
            self.changed.emit(changes, origin)
