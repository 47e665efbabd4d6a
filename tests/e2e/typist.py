"""Opens the window on a workspace and types into it until it is killed; each line printed is a draft that is on disk.

Run as: python -m tests.e2e.typist WORKSPACE. A line reads: lead id, a tab, the notes as JSON.
"""

import itertools
import json
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from sdrdesk.core.operations.workspace import open_workspace
from sdrdesk.core.settings import PersonalSettings
from sdrdesk.core.words import Words
from sdrdesk.ui.main_window import Workbench
from sdrdesk.ui.shell import Shell
from sdrdesk.ui.theme import apply_theme


def main(path: Path) -> None:
    """Type for ever: words into the notes, an answer now and then, the next lead after a while."""
    application = QApplication(["typist"])
    apply_theme(application, "light")
    workspace = open_workspace(path, "Typist")
    shell = Shell("typist", lambda: None)
    bench = Workbench(workspace, Words("en"), PersonalSettings(path.parent / "settings.json"))
    shell.set_content(bench, bench.close_down)
    shell.show()
    bench.begin()
    bench.desk.drafts.saved.connect(lambda draft: print(f"{draft.lead_id}\t{json.dumps(draft.notes)}", flush=True))
    turns = itertools.count(1)

    def type_on() -> None:
        turn = next(turns)
        if turn % 42 > 12:
            return  # a breath: the draft is saved in it
        notes = bench.desk_view.notes
        QTest.keyClicks(notes, f"w{turn} ")
        if turn % 84 == 0:
            bench.desk.answer("need", ("stated", "priority", "vague")[turn // 84 % 3])
        if turn % 126 == 0:
            bench.desk.skip()

    timer = QTimer()
    timer.timeout.connect(type_on)
    timer.start(12)
    print("ready", flush=True)
    application.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
