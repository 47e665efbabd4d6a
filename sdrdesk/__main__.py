"""The composition root: reads the command line, finds the workspace, and starts the window or one operation."""

import getpass
import locale
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from sdrdesk import cli
from sdrdesk.core.operations.workspace import Workspace, open_workspace, workspace_path
from sdrdesk.core.settings import PersonalSettings
from sdrdesk.core.words import Words


def _folder(kind: str) -> Path:
    import platformdirs  # imported when first needed: the window paints before it

    dirs = platformdirs.PlatformDirs("sdrdesk", appauthor=False)
    return {"data": dirs.user_data_path, "config": dirs.user_config_path, "log": dirs.user_log_path}[kind]


def personal_settings() -> PersonalSettings:
    """The settings of the person at this machine."""
    return PersonalSettings(_folder("config") / "settings.json")


def default_workspace() -> Path:
    """Where the workspace is when nothing else is said."""
    return _folder("data") / "workspace.sdrdesk"


def language_of(asked: str | None, chosen: str) -> str:
    """The language asked for, else the one chosen in the settings, else the system's."""
    system = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    if not system:
        system = locale.getlocale()[0] or ""
    return asked or chosen or ("fr" if system.lower().startswith("fr") else "en")


def person(chosen: str) -> str:
    """The name that acts are recorded under."""
    try:
        return chosen or getpass.getuser()
    except (OSError, KeyError):
        return "sdr"


def main(argv: Sequence[str] | None = None) -> int:
    """Run sdrdesk; the exit status."""
    arguments = cli.parser().parse_args(argv)
    personal = personal_settings()
    chosen = personal.read()
    language = language_of(arguments.lang, chosen["language"])
    who = person(chosen["name"])

    def open_() -> Workspace:
        given = arguments.workspace
        path = workspace_path(given) if given else Path(chosen["last_workspace"] or default_workspace())
        return open_workspace(path, who)

    if getattr(arguments, "run", None):
        return cli.run(arguments, open_, Words(language))
    from sdrdesk.ui.app import start  # the command line must not load Qt

    return start(arguments, personal, language, who, default_workspace())


if __name__ == "__main__":
    sys.exit(main())
