"""A reviewer on a machine of their own: a bundle opened, remarked on by keys alone, and what was said sent back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from sdrdesk.core.operations.bundles import open_bundle
from sdrdesk.core.operations.workspace import open_workspace
from sdrdesk.core.settings import PersonalSettings
from sdrdesk.core.words import Words
from sdrdesk.ui.main_window import Workbench
from sdrdesk.ui.review.bundle_write import WriteBundleDialog
from sdrdesk.ui.shell import Shell

KEY = Qt.Key
NONE, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
Step = str | tuple[Any, Qt.KeyboardModifier] | type[QWidget]
"""Words typed, a key pressed, or a kind of window waited for: nobody types into a dialog that is not there yet."""
KINDS = ("agree", "disagree", "comment", "tag", "example")
"""What is said of the qualifications, in turn."""


def said_of(row: int) -> list[Step]:
    """The keys with which the qualification of a row is remarked on."""
    enter: Step = (KEY.Key_Return, NONE)
    match KINDS[row % len(KINDS)]:
        case "agree":
            return [(KEY.Key_A, NONE)]
        case "disagree":
            return [(KEY.Key_D, NONE), (KEY.Key_4, NONE), f"why so sure jk {row}", enter]
        case "comment":
            return [(KEY.Key_C, NONE), (KEY.Key_Down, NONE), enter, f"ask for the date {row}", enter]
        case "tag":
            return [(KEY.Key_T, NONE), (KEY.Key_4, NONE), enter]
        case _:
            return [(KEY.Key_G, NONE)]


def steps(rows: int, answer: Path, phrase: str) -> Iterator[Step]:
    """Every key of the review, from opening the screen to sending what was said back."""
    yield (KEY.Key_6, CONTROL)
    for row in range(rows):
        yield from said_of(row)
        yield (KEY.Key_J, NONE)
    yield (KEY.Key_B, NONE)
    yield (KEY.Key_Return, NONE)  # the first of the menu: to return the remarks
    yield WriteBundleDialog
    yield phrase
    yield (KEY.Key_Return, NONE)
    yield QFileDialog
    yield str(answer)
    yield (KEY.Key_Return, NONE)


def review_by_keys(bundle: Path, folder: Path, answer: Path, rows: int, phrase: str) -> int:
    """Do all of it in the real window; how many keys that took."""
    application = QApplication.instance() or QApplication(["reviewer"])
    assert isinstance(application, QApplication)
    shell = Shell("reviewer", lambda: None)
    workspace = open_workspace(open_bundle(bundle, folder, phrase), "Robin")
    bench = Workbench(workspace, Words("en"), PersonalSettings(folder / "settings.json"))
    shell.set_content(bench, bench.close_down)
    shell.show()
    bench.begin()
    shell.activateWindow()
    todo = steps(rows, answer, phrase)
    pressed, waits_for = [0], cast("list[Any]", [None])

    def ready() -> bool:
        view = bench.review._view
        if waits_for[0] is not None:
            focused = QApplication.focusWidget()
            return focused is not None and isinstance(focused.window(), waits_for[0])
        return not bench.writer.busy and (view is None or not (view.task.busy or view._again.isActive()))

    def press() -> None:
        if not ready():
            QTimer.singleShot(1, press)
            return
        step = waits_for[0] = next(todo, None)
        if step is None and answer.exists() and bench.review.dialog is None:
            shell.close()
            application.quit()
            return
        QTimer.singleShot(1, press)  # first: a key may open a dialog, which comes back when it is closed
        if step is None or isinstance(step, type):
            return
        waits_for[0] = None
        target = QApplication.activePopupWidget() or QApplication.focusWidget() or shell
        if isinstance(step, str):
            pressed[0] += len(step)
            QTest.keyClicks(target, step)
        else:
            pressed[0] += 1
            QTest.keyClick(target, *step)

    QTimer.singleShot(0, press)
    application.exec()
    return pressed[0]
