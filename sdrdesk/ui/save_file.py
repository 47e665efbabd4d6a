"""Asking where a file is written: beside the one written last, at first among the documents."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

_FOLDER = "saved_to"


def ask_where(parent: QWidget, title: str, name: str, kinds: str) -> tuple[str, str]:
    """The file chosen and its kind, both "" where none was; a `name` without a folder is proposed in the last one."""
    folder = QApplication.instance().property(_FOLDER)  # type: ignore[union-attr]
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    path, kind = QFileDialog.getSaveFileName(parent, title, str(Path(folder or documents) / name), kinds)
    if path:
        QApplication.instance().setProperty(_FOLDER, str(Path(path).parent))  # type: ignore[union-attr]
    return path, kind
