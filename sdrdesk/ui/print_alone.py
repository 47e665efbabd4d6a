"""Writing a page as PDF where no window is open: for the command line."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from sdrdesk.ui.printing import write_pdf


def print_page(html: str, path: Path, title: str) -> int:
    """Write a page of HTML as PDF, on no screen; how many sheets it took."""
    _application = QApplication.instance() or QApplication(["sdrdesk", "-platform", "offscreen"])
    return write_pdf(html, path, title)
