"""Starts sdrdesk as a person does, prints a line at the moment asked for, and goes; the program has no hook for it."""

import importlib
import os
import sys


def reached(*_):
    """Tell the parent, and leave without ceremony."""
    os.write(1, b"painted\n")
    os._exit(0)


def at_first_lead(app_module):
    """Watch for the verdict to be painted with a lead on the desk."""
    from PySide6.QtCore import QTimer

    from sdrdesk.ui.widgets.verdict_panel import VerdictPanel

    own = VerdictPanel.paintEvent

    def paint(panel, event):
        own(panel, event)
        VerdictPanel.paintEvent = own
        QTimer.singleShot(0, reached)

    show = app_module.App._show

    def show_watched(app, workspace):
        VerdictPanel.paintEvent = paint
        show(app, workspace)
        if app.workbench.desk.session is None:
            os.write(1, b"nobody on the desk\n")
            os._exit(1)

    app_module.App._show = show_watched


def main():
    """`watched_start.py window|lead [arguments of sdrdesk]`."""
    moment = sys.argv[1]
    program = importlib.import_module("sdrdesk.__main__")
    load_app = importlib.import_module

    def load(name, *rest):
        module = load_app(name, *rest)
        if name == "sdrdesk.ui.app" and moment == "window":
            module.App._load = reached
        elif name == "sdrdesk.ui.main_window" and moment == "lead":
            at_first_lead(sys.modules["sdrdesk.ui.app"])
        return module

    program.importlib.import_module = load
    return program.main(sys.argv[2:])


sys.exit(main())
