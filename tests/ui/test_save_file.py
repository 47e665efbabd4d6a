"""Where a file is proposed to be written."""

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from sdrdesk.ui.save_file import ask_where


def test_a_file_is_proposed_beside_the_one_written_last(qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parent, offered, answers = QWidget(), [], [str(tmp_path / "there" / "a.pdf"), "", ""]
    qtbot.addWidget(parent)

    def choose(_parent: QWidget, _title: str, path: str, kinds: str) -> tuple[str, str]:
        offered.append(path)
        return answers.pop(0), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    QApplication.instance().setProperty("saved_to", None)
    assert ask_where(parent, "Save", "a.pdf", "PDF") == (str(tmp_path / "there" / "a.pdf"), "PDF")
    assert ask_where(parent, "Save", "b.pdf", "PDF")[0] == ""
    ask_where(parent, "Save", str(tmp_path / "own" / "c.pdf"), "PDF")
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    assert offered == [f"{documents}/a.pdf", str(tmp_path / "there" / "b.pdf"), str(tmp_path / "own" / "c.pdf")]
    QApplication.instance().setProperty("saved_to", None)
