"""A window on a small workspace, driven by keys; whatever it leaves running fails the test."""

import gc
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sdrdesk.core.operations.workspace import Workspace, open_workspace
from tests.ui.window import Clock, Window, import_leads, open_window


@pytest.fixture(autouse=True)
def garbage_is_collected_between_tests() -> Iterator[None]:
    """As in the app: in a worker's thread, or beside one at work, a collection of widgets crashes or hangs."""
    gc.disable()
    yield
    gc.collect(1)
    gc.enable()


@pytest.fixture
def clock() -> Clock:
    """Monday 23 November 2026, 10:00 in Paris."""
    return Clock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))


@pytest.fixture
def workspace(tmp_path: Path, clock: Clock) -> Workspace:
    """Four leads, never called."""
    opened = open_workspace(tmp_path / "work.sdrdesk", "Alex", clock)
    import_leads(opened, tmp_path)
    return opened


@pytest.fixture
def window(workspace: Workspace, qtbot: QtBot, clock: Clock, tmp_path: Path) -> Iterator[Window]:
    """The window, closed and looked after."""
    opened = open_window(workspace, qtbot, clock, tmp_path)
    yield opened
    opened.shell.close()
    opened.shell.deleteLater()
    left = [t.name for t in threading.enumerate() if t.name.startswith("sdrdesk-")]
    assert not left, f"threads left running: {left}"


@pytest.fixture(autouse=True)
def words_of_one_test_alone(qapp: QApplication) -> Iterator[None]:
    """A test that loads a language speaks it alone."""
    before = qapp.findChildren(QTranslator)
    yield
    for translator in qapp.findChildren(QTranslator):
        if translator not in before:
            qapp.removeTranslator(translator)
            translator.setParent(None)
