"""What a step of connecting is, and what the steps fill in together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from sdrdesk.core.operations.crm.opening import WEBHOOK, Crms, FieldMap, StoredConnection, Tried, Vendor, drafted
from sdrdesk.core.operations.crm.run import Options
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.theme import mark


@dataclass(slots=True)
class Setup:
    """A connection as far as it is chosen; `known` is the one that is changed, None for a new one."""

    workspace: Workspace
    crms: Crms
    words: Words
    vendor: Vendor | None = None
    profile: str = ""
    name: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    tried: Tried | None = None
    options: Options = field(default_factory=Options)
    maps: Sequence[FieldMap] | None = None
    known: StoredConnection | None = None

    @property
    def is_webhook(self) -> bool:
        """Whether there are neither fields nor anything to read."""
        return self.vendor is not None and self.vendor.id == WEBHOOK

    def draft(self) -> StoredConnection:
        """The connection as it would be kept."""
        assert self.vendor is not None
        return drafted(
            self.workspace,
            self.vendor.id,
            self.given,
            profile=self.profile,
            maps=self.maps or (),
            options=self.options,
        )


class Step(QWidget):
    """One page of connecting. `moved` says that `ready` may be different; `go_on` asks for the next one."""

    moved = Signal()
    go_on = Signal()

    def __init__(self, setup: Setup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setup, self.title = setup, ""
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)

    def _say(self, title: str, about: str) -> None:
        """Begin the page with what it asks, and what comes of it."""
        heading, said = QLabel(title), QLabel(about)
        mark(heading, "title")
        mark(said, "muted")
        said.setWordWrap(True)
        self.column.addWidget(heading)
        self.column.addWidget(said)

    @property
    def ready(self) -> bool:
        """Whether the next step can be gone to."""
        return True

    def is_wanted(self) -> bool:
        """Whether this step belongs to what was chosen before."""
        return True

    def enter(self) -> None:
        """The step comes to the front."""

    def keep(self) -> str:
        """Hand what is filled in to the setup; what is missing, in words, "" if nothing."""
        return ""

    def stop(self) -> None:
        """Drop what is under way."""
