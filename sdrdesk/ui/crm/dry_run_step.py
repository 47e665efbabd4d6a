"""The last step: what the first run would do, before anything is done."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from sdrdesk.core.operations.crm.opening import dry_run, key_of
from sdrdesk.core.operations.crm.run import map_json
from sdrdesk.core.operations.crm.sync import Preview
from sdrdesk.ui.crm.asking import GoOn
from sdrdesk.ui.crm.key_test_step import AskingStep
from sdrdesk.ui.crm.step import Setup
from sdrdesk.ui.theme import mark

FATES = ("create", "update", "leave", "bring", "take")


class DryRunStep(AskingStep):
    """Five figures with some names each."""

    def __init__(self, setup: Setup, parent: QWidget | None = None) -> None:
        super().__init__(setup, parent)
        self.title = self.tr("Dry run")
        self.preview: Preview | None = None
        self._say(
            self.tr("What the first run would do"),
            self.tr("Nothing has been written, here or there. The run begins when you say so."),
        )
        self.under_way.setText(self.tr("Comparing both sides…"))
        self._lay_out_asking()
        self.result = QWidget()
        grid = QGridLayout(self.result)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(14)
        grid.setColumnStretch(1, 1)
        self.figures: dict[str, QLabel] = {}
        self.names: dict[str, QLabel] = {}
        for n, fate in enumerate(FATES):
            figure, said, names = QLabel("–"), QLabel(self._said(fate)), QLabel()
            mark(figure, "figure")
            mark(said, "strong")
            mark(names, "muted")
            names.setWordWrap(True)
            beside = QVBoxLayout()
            beside.setContentsMargins(0, 5, 0, 0)  # the words stand on the line of the figure
            beside.setSpacing(2)
            beside.addWidget(said)
            beside.addWidget(names)
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(figure, n, 0, Qt.AlignmentFlag.AlignRight | top)
            grid.addLayout(beside, n, 1, top)
            self.figures[fate], self.names[fate] = figure, names
        grid.setRowStretch(len(FATES), 1)
        self.column.addWidget(self.result, 1)
        self.result.hide()

    def _said(self, fate: str) -> str:
        return {
            "create": self.tr("would be made in the CRM"),
            "update": self.tr("would be changed in the CRM"),
            "leave": self.tr("would be left as they are there"),
            "bring": self.tr("would be brought here as new leads"),
            "take": self.tr("would be changed here"),
        }[fate]

    @property
    def ready(self) -> bool:
        return self.setup.is_webhook or (self.preview is not None and not self.asking.busy)

    def is_wanted(self) -> bool:
        return not self.setup.is_webhook

    def enter(self) -> None:
        self.ask()

    def ask(self) -> None:
        self.preview = None
        self.result.hide()
        self._say_wrong(None)
        self.asking.ask(partial(_compared, self.setup), self._answered, self._failed)

    def _answered(self, found: Preview) -> None:
        self.preview = found
        words = self.setup.words
        for fate in FATES:
            n = getattr(found, fate)
            named = found.names.get(fate, [])
            self.figures[fate].setText(words.number(n))
            rest = words.number(n - len(named))
            said = ", ".join(named)
            if n > len(named) and named:
                said = self.tr("{names} and {n} more").format(names=said, n=rest)
            self.names[fate].setText(said)
            self.names[fate].setVisible(bool(said))
        self.result.show()
        self.moved.emit()


def _compared(setup: Setup, go_on: GoOn) -> Preview:
    if setup.known is None:
        draft, key = setup.draft(), setup.key
    else:
        fields = [map_json(m) for m in setup.maps or ()]
        draft = replace(setup.known, options=setup.options.to_json(), fields=fields)
        key = key_of(setup.crms, setup.known)
    return dry_run(setup.workspace, setup.crms, draft, key, setup.words, go_on)
