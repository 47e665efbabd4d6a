"""A file dragged onto the window."""

from pathlib import Path

from PySide6.QtGui import QDropEvent


def dragged_file(event: QDropEvent) -> Path | None:
    """The one file of this computer that is dragged; None for a text, a folder, or several."""
    if not event.mimeData().hasUrls():
        return None
    found = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return found[0] if len(found) == 1 and found[0].is_file() else None
