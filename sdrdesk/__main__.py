"""The composition root: reads the command line, then starts the window or carries out one operation.

It alone imports its parts when they are needed: the command line never loads Qt, and the window paints before the
store, the importers and the rest are loaded (they cost several times as much as the first paint).
"""

import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sdrdesk.options import wants_window, window_options


def folder(kind: str) -> Path:
    """The data, config or log folder of this person."""
    dirs = importlib.import_module("platformdirs").PlatformDirs("sdrdesk", appauthor=False)
    return Path({"data": dirs.user_data_dir, "config": dirs.user_config_dir, "log": dirs.user_log_dir}[kind])


def default_workspace() -> Path:
    """Where the workspace is when nothing else is said."""
    return folder("data") / "workspace.sdrdesk"


def language_of(asked: str | None, chosen: str) -> str:
    """The language asked for, else the one chosen in the settings, else the system's."""
    system = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    if not system:
        system = importlib.import_module("locale").getlocale()[0] or ""
    return asked or chosen or ("fr" if system.lower().startswith("fr") else "en")


def person(chosen: str) -> str:
    """The name that acts are recorded under."""
    try:
        return chosen or str(importlib.import_module("getpass").getuser())
    except (OSError, KeyError):
        return "sdr"


def has_screen() -> bool:
    """Whether the window has anything to show itself on; without it Qt ends the process with words about itself.

    A system of X11 or Wayland names its screen in the environment (doc.qt.io/qt-6/qpa.html).
    """
    if sys.platform != "linux" or os.environ.get("XDG_SESSION_TYPE") == "wayland":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM"))


def main(argv: Sequence[str] | None = None) -> int:
    """Run sdrdesk; the exit status."""
    given = list(sys.argv[1:] if argv is None else argv)
    if given[:1] == ["read-workbook"]:  # a bundle has no other interpreter for the process that reads a spreadsheet
        return int(importlib.import_module("sdrdesk.core.exchange.workbook_process").main(given[1:]))
    personal = importlib.import_module("sdrdesk.core.settings").PersonalSettings(folder("config") / "settings.json")
    chosen = personal.read()
    if wants_window(given):
        options = window_options(given)
        language = language_of(options.lang, chosen["language"])
        if not has_screen():
            said = importlib.import_module("sdrdesk.core.words").Words(language).text("window", "no_screen")
            print(said, file=sys.stderr)
            return 1
        app = importlib.import_module("sdrdesk.ui.app")
        return int(
            app.start(
                options,
                personal=personal,
                language=language,
                who=person(chosen["name"]),
                default=default_workspace(),
                log_folder=folder("log"),
            )
        )
    return _command(given, chosen)


def _command(argv: Sequence[str], chosen: dict[str, str]) -> int:
    cli = importlib.import_module("sdrdesk.cli")
    workspaces = importlib.import_module("sdrdesk.core.operations.workspace")
    words = importlib.import_module("sdrdesk.core.words")
    arguments = cli.parser().parse_args(argv)

    def open_() -> Any:
        path = workspaces.workspace_path(arguments.workspace) if arguments.workspace else default_workspace()
        return workspaces.open_workspace(path, person(chosen["name"]))

    if getattr(arguments, "run", None) is None:
        cli.parser().error("a verb is needed")
    arguments.printer = _print_page
    return int(cli.run(arguments, open_, words.Words(language_of(arguments.lang, chosen["language"]))))


def _print_page(html: str, path: Path, title: str) -> object:
    """Draw a page with Qt, which the command line loads for nothing else."""
    try:
        alone = importlib.import_module("sdrdesk.ui.print_alone")
    except ImportError as error:  # Qt, or a library of the system that it links to
        raise importlib.import_module("sdrdesk.core.errors").UserError("no_printer", path=str(path)) from error
    return alone.print_page(html, path, title)


if __name__ == "__main__":
    sys.exit(main())
