"""The step that tries the key: whom it opens the CRM for, and which fields there are."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.crm.opening import StoredConnection, Tried, key_of, try_key
from sdrdesk.ui.crm.asking import Asking, GoOn
from sdrdesk.ui.crm.step import Setup, Step
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.card import Card


class AskingStep(Step):
    """A step that asks the CRM something as it comes to the front: progress and a stop, the answer or what is wrong."""

    def __init__(self, setup: Setup, parent: QWidget | None = None) -> None:
        super().__init__(setup, parent)
        self.asking = Asking(self)
        self.asking.moved.connect(self._moved)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.stop_button = QPushButton(self.tr("Stop"))
        self.stop_button.clicked.connect(self._stopped)
        self.again_button = QPushButton(self.tr("Try again"))
        self.again_button.clicked.connect(self.ask)
        self.under_way = QLabel()
        mark(self.under_way, "muted")
        self.wrong, self.detail, self.hint = QLabel(), QLabel(), QLabel()
        mark(self.wrong, "bad")
        mark(self.detail, "muted")

    def _lay_out_asking(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.under_way)
        row.addWidget(self.progress, 1)
        row.addWidget(self.stop_button)
        self.column.addLayout(row)
        for label in (self.wrong, self.detail, self.hint):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            self.column.addWidget(label)
        foot = QHBoxLayout()
        foot.addWidget(self.again_button)
        foot.addStretch(1)
        self.column.addLayout(foot)
        self._say_wrong(None)
        self._moved()

    def ask(self) -> None:
        """Ask now."""

    def _say_wrong(self, error: UserError | None) -> None:
        said = self.setup.words.error(error) if error else ("", "", "")
        for label, text in zip((self.wrong, self.detail, self.hint), said, strict=True):
            label.setText(text)
            label.setVisible(bool(text))
        self.again_button.setVisible(error is not None)
        if error is not None:
            self.again_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _failed(self, error: UserError) -> None:
        self._say_wrong(error)
        self.moved.emit()

    def _stopped(self) -> None:
        self.asking.drop()
        self._failed(UserError("cancelled"))

    def _moved(self) -> None:
        for widget in (self.under_way, self.progress, self.stop_button):
            widget.setVisible(self.asking.busy)
        self.moved.emit()

    def stop(self) -> None:
        self.asking.drop()


class KeyTestStep(AskingStep):
    """Tries the key, or for a known connection the one it has."""

    def __init__(self, setup: Setup, parent: QWidget | None = None) -> None:
        super().__init__(setup, parent)
        self.title = self.tr("Test of the key")
        self._say(
            self.tr("Does the key open it?"),
            self.tr("The CRM is asked who the key belongs to and which fields it has. Nothing is written there."),
        )
        self.under_way.setText(self.tr("Asking the CRM…"))
        self.card = Card()
        self.account, self.kinds = QLabel(), QLabel()
        mark(self.account, "heading")
        mark(self.kinds, "muted")
        self.kinds.setWordWrap(True)
        self.account.setTextFormat(Qt.TextFormat.PlainText)
        self.card.add(self.account)
        self.card.add(self.kinds)
        self._lay_out_asking()
        self.column.addWidget(self.card)
        self.column.addStretch(1)
        self.card.hide()

    @property
    def ready(self) -> bool:
        return self.setup.tried is not None and not self.asking.busy

    def is_wanted(self) -> bool:
        return not self.setup.is_webhook

    def enter(self) -> None:
        self.card.setVisible(self.setup.tried is not None)
        if self.setup.tried is None:
            self.ask()

    def ask(self) -> None:
        self.card.hide()
        self._say_wrong(None)
        setup = self.setup
        draft = setup.known or setup.draft()
        self.asking.ask(partial(_tried, setup, draft), self._answered, self._failed)

    def _answered(self, tried: Tried) -> None:
        setup, words = self.setup, self.setup.words
        setup.tried = tried
        if setup.maps is None:
            setup.maps = tuple(tried.maps)
        self.account.setText(self.tr("The key opens: {account}").format(account=tried.account))
        counts = [
            self.tr("{kind}: {n} fields").format(kind=words.text("crm_kind", kind), n=words.number(len(fields)))
            for kind, fields in tried.fields.items()
        ]
        self.kinds.setText(" · ".join(counts))
        self.card.show()
        self.moved.emit()


def _tried(setup: Setup, draft: StoredConnection, go_on: GoOn) -> Tried:
    key = setup.key if setup.known is None else key_of(setup.crms, setup.known)
    return try_key(setup.crms, draft, key, setup.words, go_on)
