"""Starts the window: the look and a painted window first, then the workspace, then what can wait."""

import argparse
import faulthandler
import gc
import importlib
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from sdrdesk.core.errors import UserError
from sdrdesk.core.resources import resource_path
from sdrdesk.core.settings import PersonalSettings
from sdrdesk.ui.shell import OpeningPage, Shell
from sdrdesk.ui.theme import apply_theme

YOUNG_MS, ALL_EVERY = 2_000, 30
PUT_OFF = 30
"""Turns that a collection waits for a long task: what the task holds would be looked through, and the window stand still."""
STYLE = ("-style", "Fusion")
"""Said to Qt as an option: asking for it later makes Python's picture of QStyle, 10 ms before the first paint."""
SETTLED_MS = 500
TURN = 0.0001


translate = QCoreApplication.translate


class Collector(QObject):
    """Collects garbage on the window's thread only: in a worker it would destroy widgets there, and crash."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._turn = self._put_off = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(YOUNG_MS)

    def collect(self) -> None:
        """Collect, unless a long task runs; it is waited for a minute at most."""
        if importlib.import_module("sdrdesk.ui.tasks").is_working() and self._put_off < PUT_OFF:
            self._put_off += 1
            return
        self._put_off = 0
        self._turn += 1
        gc.collect(2 if self._turn % ALL_EVERY == 0 else 1)


class App(QObject):
    """One run of the window, from the first paint to the last save."""

    def __init__(
        self,
        application: QApplication,
        options: argparse.Namespace,
        personal: PersonalSettings,
        language: str,
        who: str,
        default: Path,
    ) -> None:
        super().__init__(application)
        self.options, self.personal, self.language, self.who = options, personal, language, who
        self.default = default
        self.demo = options.verb == "demo" or options.smoke
        self.status = 0
        self.workbench: Any = None
        self._task: Any = None
        self._instance: Any = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        title = translate("App", "sdrdesk — demonstration") if self.demo else "sdrdesk"
        self.shell = Shell(title, self._load)
        self.opening = OpeningPage(translate("App", "Opening the workspace…"))
        self.shell.set_content(self.opening)

    def show(self) -> None:
        """Show the window; everything else follows its first paint."""
        self.shell.show()

    def _load(self) -> None:
        """Load what the first paint did without, then go where the options say."""
        self._messages = importlib.import_module("sdrdesk.ui.messages")
        self.bugs = self._messages.BugWatch(self)
        self.bugs.install()
        if self.options.smoke:
            self.bugs.happened.connect(self._smoke_failed)
        self._workspaces = importlib.import_module("sdrdesk.core.operations.workspace")
        self._main = importlib.import_module("sdrdesk.ui.main_window")
        self.words = importlib.import_module("sdrdesk.core.words").Words(self.language)
        self._guarded(self._begin)

    def _guarded(self, step: Callable[[], None]) -> None:
        try:
            step()
        except UserError as error:
            self._stop(error)

    def _stop(self, error: UserError) -> None:
        title, detail, hint = self.words.error(error)
        print(self.words.one_line(title, detail, hint), file=sys.stderr)
        self.status = 1
        if not self.options.smoke and error.code != "second_window":  # the first window is in front: no box is needed
            self._messages.say_stop(error, self.words, self.shell)
        QApplication.exit(1)

    def _begin(self) -> None:
        if self.demo:
            self._begin_demo()
            return
        given = self.options.workspace
        path = self._workspaces.workspace_path(given) if given else self.default
        if given or path.exists():
            self._open(path)
            return
        page = importlib.import_module("sdrdesk.ui.start.start_page").StartPage(str(path), self.language)
        page.empty_asked.connect(lambda country, zone: self._guarded(lambda: self._open_new(path, country, zone)))
        page.demo_asked.connect(self._begin_demo)
        self.shell.set_content(page)
        page.empty_button.setFocus()

    def _open_new(self, path: Path, country: str, zone: str) -> None:
        self._open(path, {"country": country, "zone": zone})

    def _open(self, path: Path, settings: dict[str, str] | None = None) -> None:
        instances = importlib.import_module("sdrdesk.ui.single_instance")
        self._instance = instances.SingleInstance(path, self)
        if not self._instance.take():
            self._instance = None
            raise UserError("second_window")
        self._instance.raised.connect(self._raise)
        workspace = self._workspaces.open_workspace(path, self.who)
        if settings:
            self._workspaces.change_settings(workspace, settings)
        self._show(workspace)

    def _begin_demo(self) -> None:
        """Fill a throw-away workspace in the background, then show it."""
        self.demo = True
        self.shell.setWindowTitle(translate("App", "sdrdesk — demonstration"))
        self._folder = tempfile.TemporaryDirectory(prefix="sdrdesk-demo-", ignore_cleanup_errors=True)
        path = Path(self._folder.name) / "demo.sdrdesk"
        page = OpeningPage(translate("App", "Preparing the demonstration…"))
        tasks = importlib.import_module("sdrdesk.ui.tasks")
        demos = importlib.import_module("sdrdesk.core.operations.demo")

        def work(progress: Callable[[int, int], bool]) -> Any:
            workspace = self._workspaces.open_workspace(path, self.who)
            demos.fill_demo(workspace, progress)
            return workspace

        self._task = tasks.LongTask(work, self)
        self._task.progressed.connect(page.show_progress)
        self._task.done.connect(self._show)
        self._task.failed.connect(self._stop)
        self._task.broken.connect(self._broken)
        self.shell.set_content(page, self._abandon_demo)
        self._task.start()

    def _abandon_demo(self) -> None:
        self._task.cancel()
        self._task.wait()

    def _broken(self, error: Exception) -> None:
        self.status = 1
        raise error

    def _show(self, workspace: Any) -> None:
        self.workbench = self._main.Workbench(workspace, self.words, self.personal, demo=self.demo)
        self.shell.set_content(self.workbench, self.workbench.close_down)
        self.workbench.begin()
        QTimer.singleShot(SETTLED_MS, keep_what_stands)  # 80 ms, once the lead is on the screen
        if self.options.smoke:
            importlib.import_module("sdrdesk.ui.smoke").run(self)

    def _smoke_failed(self) -> None:
        self.status = 1
        QApplication.exit(1)

    def _raise(self) -> None:
        self.shell.setWindowState(self.shell.windowState() & ~self.shell.windowState().WindowMinimized)
        self.shell.show()
        self.shell.raise_()
        self.shell.activateWindow()

    def finish(self) -> None:
        """Leave nothing behind."""
        if self._instance is not None:
            self._instance.release()
        if self._folder is not None:
            self._folder.cleanup()


def take_short_turns() -> None:
    """Have a thread of Python give way within a tenth of a millisecond, where another waits for its turn.

    The window gives its turn away each time it asks something of Qt, dozens of times while it paints, and waits for
    the next one as long as a task at work may keep it: painting would wait some frames while figures are counted.
    """
    sys.setswitchinterval(TURN)


def keep_what_stands() -> None:
    """What the start has made stays until the end: it is not looked through again at each collection."""
    gc.collect()
    gc.freeze()


def load_translations(application: QApplication, language: str) -> None:
    """Load the words of the window and of Qt's own dialogs; those of the window missing, it is said on stderr."""
    QLocale.setDefault(QLocale("fr_FR" if language == "fr" else "en_GB"))
    for name, where in (
        (f"sdrdesk_{language}", str(resource_path("translations"))),
        (f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
    ):
        translator = QTranslator(application)
        if translator.load(name, where):
            application.installTranslator(translator)
        elif name.startswith("sdrdesk"):
            said = importlib.import_module("sdrdesk.core.words").Words(language).text("window", "no_translation")
            print(said, file=sys.stderr)


def start(
    options: argparse.Namespace,
    *,
    personal: PersonalSettings,
    language: str,
    who: str,
    default: Path,
    log_folder: Path,
) -> int:
    """Run the window until it is closed; the exit status."""
    crash_log = _crash_log(log_folder)
    application = QApplication.instance() or QApplication(["sdrdesk", *STYLE])
    assert isinstance(application, QApplication)
    application.setApplicationName("sdrdesk")
    application.setDesktopFileName("sdrdesk")
    load_translations(application, language)
    apply_theme(application, personal.read()["theme"], style="")  # type: ignore[arg-type]
    Collector(application)
    take_short_turns()
    app = App(application, options, personal, language, who, default)
    app.show()
    status = application.exec()
    app.finish()
    if crash_log is not None:
        faulthandler.disable()
        crash_log.close()
    return app.status or status


def _crash_log(folder: Path) -> TextIO | None:
    """Where a native crash leaves its trace; a folder that cannot be written is no reason not to start."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stream = (folder / "crash.log").open("a", encoding="utf-8")
    except OSError:
        return None
    faulthandler.enable(stream)
    return stream
