"""A grid tried on a sample lead: the live form and its verdict; nothing is kept."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from sdrdesk.core.domain.answers import Answer
from sdrdesk.core.domain.grid import Grid
from sdrdesk.core.operations import samples
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.calls.form import QualificationForm
from sdrdesk.ui.calls.session import Qualifying
from sdrdesk.ui.calls.verdict import verdict_view
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.verdict_panel import VerdictPanel

SHOWN = 60


class TryPage(QWidget):
    """The form as a rep will see it, on a lead of the workspace or on an invented one."""

    def __init__(self, workspace: Workspace, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._words = workspace, words
        self.session: Qualifying | None = None
        self.sample = QComboBox()
        self.sample.setAccessibleName(self.tr("Sample lead"))
        self.sample.setMinimumContentsLength(36)
        self.sample.activated.connect(lambda _: self._begin())
        self.again = QPushButton(self.tr("Begin again"))
        mark(self.again, "quiet")
        self.again.clicked.connect(self._begin)
        self.hint = QLabel(self.tr("Nothing here is kept."))
        mark(self.hint, "small")
        self.why = QLabel()
        self.why.setWordWrap(True)
        mark(self.why, "bad")
        self.form = QualificationForm(words)
        self.verdict = VerdictPanel()
        self.verdict.setAccessibleName(self.tr("Verdict"))
        self.verdict.setFixedWidth(300)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(16, 8, 16, 8)
        top.setSpacing(8)
        for widget in (self.sample, self.again, self.hint):
            top.addWidget(widget)
        top.addStretch(1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 4, 16, 12)
        column.addWidget(self.why)
        column.addWidget(self.form)
        column.addStretch(1)
        scrolled = QScrollArea()
        scrolled.setWidget(inside)
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(scrolled, 1)
        across.addWidget(self.verdict)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addLayout(across, 1)

    def _connect(self) -> None:
        form = self.form
        form.answered.connect(self._answered)
        form.cleared.connect(lambda c: self._do(lambda s: s.clear(c)))
        form.typed.connect(self._typed)
        form.committed.connect(self._committed)
        form.confirmed.connect(self._confirmed)
        form.evidence_given.connect(lambda c, said: self._do(lambda s: s.evidence.update({c: said})))

    def show_grid(self, grid: Grid | None) -> None:
        """Try a grid; one with faults cannot be tried, and says so. What was answered stays where it still fits."""
        self.why.setVisible(grid is None)
        self.why.setText(self.tr("The draft has faults: mend them, then try it here."))
        self.form.setVisible(grid is not None)
        self.verdict.setVisible(grid is not None)
        for control in (self.sample, self.again):
            control.setEnabled(grid is not None)
        if grid is None:
            return
        if not self.sample.count():
            self.sample.addItem(self.tr("An invented lead, of whom nothing is known"), "")
            for lead_id, name in samples.sample_leads(self._workspace, SHOWN):
                self.sample.addItem(name, lead_id)
            self.sample.setCurrentIndex(min(1, self.sample.count() - 1))
        before = self.session
        if before is not None and before.grid.id == grid.id:
            facts = samples.carried(before.facts, grid)
            self.session = Qualifying(grid=grid, facts=facts, now=before.now, evidence=before.evidence)
            self._show()
        else:
            self.session = None
            self._grid = grid
            self._begin()

    def _begin(self) -> None:
        grid = self.session.grid if self.session else self._grid
        facts, now = samples.sample_facts(self._workspace, self.sample.currentData() or "", grid)
        self.session = Qualifying(grid=grid, facts=facts, now=now)
        self._show()

    def _show(self) -> None:
        assert self.session is not None
        self.form.show_session(self.session)
        self.verdict.set_view(verdict_view(self.session, self._words, self.tr("a trial")))

    def _do(self, change: object) -> None:
        if self.session is not None and callable(change):
            change(self.session)
            self._show()

    def _answered(self, criterion_id: str, value: Answer) -> None:
        def change(session: Qualifying) -> None:
            session.typed.pop(criterion_id, None)
            session.answer(criterion_id, value)

        self._do(change)

    def _typed(self, criterion_id: str, text: str) -> None:
        def change(session: Qualifying) -> None:
            criterion = session.grid.criterion(criterion_id)
            assert criterion is not None
            session.typed[criterion_id] = text
            understood = session.read_typed(criterion, text)
            if understood is None:
                session.clear(criterion_id)
            else:
                session.answer(criterion_id, understood)

        self._do(change)

    def _committed(self, criterion_id: str) -> None:
        def change(session: Qualifying) -> None:
            if criterion_id in session.facts.answers or not session.typed.get(criterion_id, "").strip():
                session.typed.pop(criterion_id, None)

        self._do(change)

    def _confirmed(self, criterion_id: str) -> None:
        def change(session: Qualifying) -> None:
            if criterion_id not in session.facts.answers and criterion_id in session.facts.presumed:
                session.answer(criterion_id, session.facts.presumed[criterion_id])

        self._do(change)
