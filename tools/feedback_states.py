"""Pictures of the hand-offs: each list, a rejection being recorded, the settings, a list of answers."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest


class FeedbackStates:
    """Walks through the hand-offs of the demonstration."""

    def __init__(self, pictures, scale) -> None:
        self.pictures, self.bench, self.scale = pictures, pictures.bench, scale

    def take_all(self, folder: Path) -> None:
        """The lists, the form in its states, an import, the page of the settings."""
        bench, grab = self.bench, self.pictures.grab
        bench.show_screen("handoffs")
        view = bench.feedback.view
        self.wait(view)
        grab("handoffs")
        QTest.keyClicks(view.list, "2")
        QTest.keyClick(view.form.reason, Qt.Key.Key_3)
        view.form.text.insertPlainText("Son chef n’en avait jamais entendu parler.")
        grab("handoffs-rejected")
        if self.scale == "1":
            for width, height in ((1366, 768), (1100, 700)):
                self.pictures.shell.resize(width, height)
                grab(f"handoffs-{width}")
            self.pictures.shell.resize(1440, 900)
        view.record()
        self.pictures.settle()
        self.wait(view)
        grab("handoffs-recorded")
        view.turn(1)
        grab("handoffs-given-back")
        view.turn(1)
        grab("handoffs-answered")
        bench.take_back()
        self.pictures.settle()
        path = folder / "answers.csv"
        path.write_text(
            "E-mail;Réponse;Date;Motif\nnobody@nowhere.example;Gagné;01/10/2026;\n;Refusé;02/10/2026;La météo\n"
            "x@y.example;peut-être;02/10/2026;\n",
            encoding="utf-8",
        )
        dialog = bench.files.open_feedback(path)
        while dialog.plan is None:
            self.pictures.settle()
        grab("answers-import", dialog)
        dialog.close()
        self.take_settings()

    def wait(self, view) -> None:
        """Until the lists were read."""
        while view._task is not None or view._stale:
            self.pictures.settle()

    def take_settings(self) -> None:
        """The page where the reasons are named."""
        bench = self.bench
        bench.open_settings()
        self.pictures.settle()
        application = self.pictures.application
        settings = application.activeModalWidget() or application.activeWindow()
        settings.pages.setCurrentWidget(settings.feedback)
        self.pictures.grab("settings-feedback", settings)
        settings.close()
