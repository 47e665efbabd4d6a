"""The review from anywhere in the window: its screen when it is first wanted, bundles written, opened, merged."""

import importlib
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, QProcess, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu

from sdrdesk.core.operations.review_marks import is_review
from sdrdesk.ui.review.review_strip import ReviewStrip

if TYPE_CHECKING:
    from sdrdesk.core.operations.bundles import Merged, Written
    from sdrdesk.core.operations.workspace import Workspace
    from sdrdesk.ui.main_window import Workbench
    from sdrdesk.ui.review.review_view import ReviewView


class ReviewActs(QObject):
    """Makes the screen, and carries bundles out and in; what they need is loaded when one is."""

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self._bench = bench
        self._view: ReviewView | None = None
        self.dialog: Any = None
        self.strip = ReviewStrip()
        self.strip.return_asked.connect(self.ask_return)

    def begin(self) -> None:
        """Say so where this workspace is a review, and begin with reading."""
        bench = self._bench
        if is_review(bench.workspace):
            found = importlib.import_module("sdrdesk.core.operations.bundles").review_of(bench.workspace)
            at = bench.words.date(found.at.astimezone(bench.workspace.zone).date())
            said = self.tr("A review for {who}").format(who=found.who or "–")
            note = self.tr("bundle of {at}; what you say here goes back in a file").format(at=at)
            self.strip.show_review(said, note)
            bench.show_screen("review")

    @property
    def view(self) -> "ReviewView":
        """The screen."""
        if self._view is None:
            bench = self._bench
            module = importlib.import_module("sdrdesk.ui.review.review_view")
            view: ReviewView = module.ReviewView(bench.workspace, bench.words, bench.writer, bench.bus)
            bench.screens.addWidget(view)
            view.left.connect(lambda: bench.show_screen("calls"))
            view.said.connect(lambda tone, text: bench.notice.show_notice(tone, text))
            view.bundle_asked.connect(self._asked)
            self._view = view
        return self._view

    @property
    def is_front(self) -> bool:
        """Whether this screen is the one in front."""
        return self._view is not None and self._bench.screens.currentWidget() is self._view

    # -- bundles ------------------------------------------------------------------------------------------------

    def _asked(self, what: str) -> None:
        if what == "open":
            self.ask_open()
            return
        menu = QMenu(self._bench)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.strip.isHidden():
            menu.addAction(self.tr("Write a review bundle…")).triggered.connect(lambda: self.ask_write())
        else:
            menu.addAction(self.tr("Return the remarks…")).triggered.connect(lambda: self.ask_return())
        menu.addAction(self.tr("Merge a bundle…")).triggered.connect(lambda: self.ask_merge())
        menu.addAction(self.tr("Open a bundle…")).triggered.connect(lambda: self.ask_open())
        button = self.view.bundle_button
        menu.setActiveAction(menu.actions()[0])
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def _scopes(self) -> list[tuple[str, Any]]:
        """Which leads a bundle can take along, those most likely meant first."""
        bench, number = self._bench, self._bench.words.number
        found: list[tuple[str, Any]] = []
        selected = bench.leads_view.selected_ids() if bench.front == "leads" else []
        if selected:
            found.append((self.tr("The leads selected ({n})").format(n=number(len(selected))), lambda: selected))
        if self._view is not None and self._view.model.ids:
            ids = list(self._view.model.ids)
            said = self.tr("The review as it is filtered ({n})").format(n=number(len(ids)))
            found.append((said, partial(_leads_of, bench.workspace, ids)))
        if self._view is not None and self._view.reading.view is not None:
            one = self._view.reading.view
            found.append((self.tr("Only {name}").format(name=one.name), lambda: [one.lead_id]))
        return found

    def ask_write(self) -> None:
        """Write a bundle of the leads selected, or of the review as it is filtered."""
        if not self.strip.isHidden():
            self.ask_return()
            return
        scopes = self._scopes()
        if not scopes:
            self._bench.show_screen("review")
            said = self.tr(
                "Filter the review to what is to be read, or select leads in the list; then write the bundle."
            )
            self._bench.notice.show_notice("doubt", said)
            return
        self._write(scopes)

    def ask_return(self) -> None:
        """Write the bundle that answers."""
        self._write(())

    def _write(self, scopes: Sequence[tuple[str, Any]]) -> None:
        bench = self._bench
        if self._view is not None:
            self._view.reading.leave()
        module = importlib.import_module("sdrdesk.ui.review.bundle_write")
        dialog = module.WriteBundleDialog(bench.workspace, bench.words, scopes, bench)
        dialog.written.connect(self._written)
        self._show(dialog)

    def _written(self, done: "Written") -> None:
        bundles = importlib.import_module("sdrdesk.core.operations.bundles")
        lines = bundles.written_lines(done, Path(done.file).name, self._bench.words)
        said = " ".join(line[0].upper() + line[1:] + "." for line in lines)
        self._bench.notice.show_notice("doubt" if done.made_here else "ok", said, "", 20)

    def ask_open(self) -> None:
        """Choose a bundle to open."""
        path = self._file(self.tr("Open a review bundle"))
        if path is not None:
            self.open_bundle(path)

    def open_bundle(self, path: Path) -> QDialog:
        """Look at a bundle, then open it in a window of its own."""
        module = importlib.import_module("sdrdesk.ui.review.bundle_take")
        dialog: QDialog = module.OpenBundleDialog(self._bench.workspace, self._bench.words, path, self._bench)
        dialog.opened.connect(self._opened)  # type: ignore[attr-defined]
        return self._show(dialog)

    def _opened(self, path: Path) -> None:
        """The review in a window of its own: two workspaces are two windows."""
        program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "sdrdesk"]
        started, _process = QProcess.startDetached(program[0], [*program[1:], "--workspace", str(path)])
        if not started:
            said = self.tr("The review is in {file}; start sdrdesk with it.").format(file=str(path))
            self._bench.notice.show_notice("doubt", said, "", 0)

    def ask_merge(self) -> None:
        """Choose a bundle to merge."""
        path = self._file(self.tr("Merge a review bundle"))
        if path is not None:
            self.merge_bundle(path)

    def merge_bundle(self, path: Path) -> QDialog:
        """Look at a bundle, then merge it."""
        module = importlib.import_module("sdrdesk.ui.review.bundle_take")
        dialog: QDialog = module.MergeBundleDialog(self._bench.workspace, self._bench.words, path, self._bench)
        dialog.merged.connect(self._merged)  # type: ignore[attr-defined]
        return self._show(dialog)

    def _merged(self, done: "Merged") -> None:
        self._bench.bus.publish(done.changes)
        self._bench.show_counts()

    def _file(self, title: str) -> Path | None:
        kinds = ";;".join((self.tr("Review bundles (*{ending})").format(ending=".sdrreview"), self.tr("All files (*)")))
        path, _ = QFileDialog.getOpenFileName(self._bench, title, "", kinds)
        return Path(path) if path else None

    def _show(self, dialog: QDialog) -> QDialog:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.destroyed.connect(self._closed)
        self.dialog = dialog
        dialog.open()
        return dialog

    def _closed(self) -> None:
        self.dialog = None

    def close(self) -> None:
        """Save what was begun; let nothing run any more."""
        if self.dialog is not None:
            self.dialog.done(0)
        if self._view is not None:
            self._view.close_down()


def _leads_of(workspace: "Workspace", decision_ids: Sequence[str]) -> list[str]:
    """The leads of these qualifications, each once; read where the bundle is written, not in the window."""
    rows = importlib.import_module("sdrdesk.core.operations.review").review_rows(workspace, decision_ids)
    return list(dict.fromkeys(row.lead_id for row in rows))
