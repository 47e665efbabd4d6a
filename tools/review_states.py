"""Pictures of the review: the list, a qualification read, a passage chosen, each form, a workspace under review."""


class ReviewStates:
    """Walks through the review as a team lead does, by keys."""

    def __init__(self, pictures, scale):
        self.pictures, self.scale, self.bench = pictures, scale, pictures.bench

    def take_all(self, folder) -> None:
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
        self.take_bundles(folder)

    def take_bundles(self, folder) -> None:
        """Writing one, the workspace that a reviewer opens, merging what came back."""
        from sdrdesk.core.domain.remarks import RemarkKind
        from sdrdesk.core.operations import bundles, leads, review
        from sdrdesk.core.operations.workspace import open_workspace
        from sdrdesk.ui.main_window import Workbench
        from sdrdesk.ui.shell import Shell

        acts, who = self.bench.review, "Camille Roche"
        self.bench.notice.close_notice()
        acts.ask_write()
        self.pictures.grab("review-bundle-write", acts.dialog)
        out, back = folder / "out.sdrreview", folder / "back.sdrreview"
        acts.dialog.write_to(out)
        self.until(lambda: acts.dialog is None)
        self.pictures.grab("review-bundle-written")
        path = bundles.open_bundle(out, folder / "elsewhere")
        there = open_workspace(path, who)
        newest = review.find_qualifications(there, review.ReviewFilter())
        for decision in newest[:3]:
            review.add_remark(there, decision, RemarkKind.EXAMPLE)
        lead = review.review_rows(there, newest[:1])[0].lead_id
        leads.edit_lead(self.bench.workspace, lead, {"job_title": "Direction générale"})
        leads.edit_lead(there, lead, {"job_title": "Présidence"})
        bundles.write_answer_bundle(there, back)
        dialog = acts.merge_bundle(back)
        self.until(lambda: dialog.look is not None)
        self.pictures.grab("review-bundle-look", dialog)
        dialog.take()
        self.until(lambda: dialog.foot.do_button.isHidden())
        self.pictures.grab("review-bundle-merged", dialog)
        dialog.close()
        shell = Shell("sdrdesk", lambda: None)
        bench = Workbench(there, self.bench.words, self.bench._personal)
        shell.set_content(bench, bench.close_down)
        shell.show()
        bench.begin()
        bench.show_screen("review")
        self.until(lambda: bool(bench.review.view.model.ids))
        self.pictures.grab("review-elsewhere", shell)
        shell.close()

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
