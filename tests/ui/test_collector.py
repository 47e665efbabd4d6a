"""Garbage is collected by the window, not while a long task holds much that would be looked through; but some day."""

import gc
import threading

import pytest
from PySide6.QtCore import QObject

from sdrdesk.ui.app import PUT_OFF, Collector
from sdrdesk.ui.tasks import LongTask


@pytest.fixture
def collections(qapp):
    """A collector whose turns a test gives it, and which collections there were."""
    seen: list[int] = []

    def told(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            seen.append(info["generation"])

    owner = QObject()
    collector = Collector(owner)
    gc.callbacks.append(told)
    yield collector, seen
    gc.callbacks.remove(told)
    collector._timer.stop()
    gc.enable()


def test_a_collection_waits_for_a_long_task_but_not_for_ever(collections, qtbot):
    collector, seen = collections
    collector.collect()
    assert seen == [1]
    hold = threading.Event()
    task = LongTask(lambda _go_on: hold.wait(60))
    with qtbot.waitSignal(task.done, timeout=20_000):
        task.start()
        for _ in range(PUT_OFF):
            collector.collect()
        assert seen == [1]
        collector.collect()
        assert seen == [1, 1]
        hold.set()
    task.wait()
    collector.collect()
    assert seen == [1, 1, 1]
