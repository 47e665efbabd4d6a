"""A window on a small workspace, and what a person does with it."""

from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sdrdesk.core.operations import imports
from sdrdesk.core.operations.crm.opening import Crms
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.settings import PersonalSettings
from sdrdesk.core.words import Words
from sdrdesk.ui.main_window import Workbench
from sdrdesk.ui.shell import Shell
from sdrdesk.ui.theme import apply_theme

LEADS = """Prénom;Nom;Société;Fonction;E-mail;Téléphone;Effectif
Anne;Arnaud;Alpha;Directrice industrielle;anne@alpha.example;01 99 00 10 01;120
Bruno;Berger;Bêta;Responsable qualité;bruno@beta.example;01 99 00 10 02;80
Carla;Conti;Gamma;Gérante;carla@gamma.example;01 99 00 10 03;
David;Durand;Delta;Stagiaire;david@delta.example;01 99 00 10 04;15
"""


class Clock:
    """A clock that a test moves."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def pass_time(self, **length: float) -> None:
        """Let time pass."""
        self.at += timedelta(**length)


class Window:
    """The window under test and what a person does with it."""

    def __init__(self, shell: Shell, bench: Workbench, qtbot: QtBot, clock: Clock) -> None:
        self.shell, self.bench, self.qtbot, self.clock = shell, bench, qtbot, clock

    @property
    def desk(self):
        return self.bench.desk

    @property
    def view(self):
        return self.bench.desk_view

    def settle(self) -> None:
        """Wait for every act to be answered."""
        self.qtbot.waitUntil(lambda: not self.bench.writer.busy, timeout=10_000)

    def key(self, key, modifiers=None) -> None:
        """Press a key where the keyboard is."""
        target = QApplication.focusWidget() or self.shell
        if modifiers is None:
            self.qtbot.keyClick(target, key)
        else:
            self.qtbot.keyClick(target, key, modifiers)
        self.settle()

    def type(self, text: str) -> None:
        """Type where the keyboard is."""
        self.qtbot.keyClicks(QApplication.focusWidget(), text)

    @property
    def lead_name(self) -> str:
        """Who is on the desk."""
        return self.desk.session.dossier.summary.lead.name if self.desk.session else ""


def import_leads(workspace: Workspace, folder: Path, content: str = LEADS) -> imports.Imported:
    """Bring leads in."""
    path = folder / "leads.csv"
    path.write_text(content, encoding="utf-8")
    plan = imports.plan_import(workspace, path)
    try:
        return imports.apply_import(workspace, plan)
    finally:
        plan.close()


def open_window(
    workspace: Workspace, qtbot: QtBot, clock: Clock, folder: Path, language: str = "en", crms: Crms | None = None
) -> Window:
    """Open the window on a workspace."""
    apply_theme(QApplication.instance(), "light")
    shell = Shell("sdrdesk", lambda: None)
    bench = Workbench(workspace, Words(language), PersonalSettings(folder / "settings.json"), crms=crms)
    shell.set_content(bench, bench.close_down)
    shell.show()
    qtbot.waitExposed(shell)
    shell.activateWindow()
    bench.begin()
    window = Window(shell, bench, qtbot, clock)
    window.settle()
    return window
