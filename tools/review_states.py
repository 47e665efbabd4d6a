"""Pictures of the review: the list, a qualification read, a passage chosen, each form, a workspace under review."""


class ReviewStates:
    """Walks through the review as a team lead does, by keys."""

    def __init__(self, pictures, scale):
        self.pictures, self.scale, self.bench = pictures, scale, pictures.bench

    def take_all(self) -> None:
        """Every state."""
        from PySide6.QtCore import Qt

        self.bench.show_screen("review")
        view = self.bench.review.view
        self.until(lambda: bool(view.model.ids) and not view.task.busy)
        self.pictures.grab("review")
        keys = Qt.Key
        self.go_to_notes(view)
        self.pictures.grab("review-sheet")
        self.press(keys.Key_C)
        self.press(keys.Key_Down)
        self.pictures.grab("review-passage")
        self.press(keys.Key_Return)
        self.type({"fr": "Bien vu : un fait, pas une impression.", "en": "Well seen: a fact, not a feeling."})
        self.pictures.grab("review-comment")
        self.press(keys.Key_Return)
        self.press(keys.Key_D)
        self.pictures.grab("review-disagree")
        self.press(keys.Key_1)
        self.type({"fr": "Personne d’autre n’a été nommé.", "en": "Nobody else was named."})
        self.press(keys.Key_Return)
        self.press(keys.Key_T)
        self.pictures.grab("review-tag")
        self.press(keys.Key_5)
        self.press(keys.Key_Return)
        self.press(keys.Key_E)
        self.pictures.grab("review-correct")
        self.press(keys.Key_Escape)
        self.press(keys.Key_M)
        self.pictures.grab("review-remarks")
        if self.scale == "1":
            for width, height in ((1366, 768), (1024, 700)):
                self.pictures.shell.resize(width, height)
                self.pictures.grab(f"review-{width}")
            self.pictures.shell.resize(1440, 900)

    def go_to_notes(self, view) -> None:
        """The first qualification with notes and a disagreement, else with notes."""
        for row in range(len(view.model.ids)):
            view.list.setCurrentIndex(view.model.index(row))
            if view.reading.view.notes and view.reading.view.disagrees:
                return

    def press(self, key) -> None:
        """One key, where the keyboard is."""
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        self.pictures.shell.activateWindow()
        self.until(lambda: QApplication.focusWidget() is not None)
        QTest.keyClick(QApplication.focusWidget(), key)
        self.pictures.settle()

    def type(self, said) -> None:
        """Words of the language of the case, put in as an input method does: French has letters no key click makes."""
        from PySide6.QtWidgets import QApplication

        QApplication.focusWidget().insertPlainText(said[self.bench.words.language])

    def until(self, true) -> None:
        """Let the window live until something is true."""
        from PySide6.QtCore import QDeadlineTimer, QEventLoop

        deadline = QDeadlineTimer(60_000)
        while not true() and not deadline.hasExpired():
            self.pictures.application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
