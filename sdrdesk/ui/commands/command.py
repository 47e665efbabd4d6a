"""An act of the window: its name, its keys, where it can be done."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence

ANYWHERE = ""


@dataclass(frozen=True, slots=True)
class Command:
    """One act. `keys` are in Qt's portable form, the first being the one shown; `place` is a screen, "" for all.

    `own` keys are handled where the keyboard is (a digit is an answer in the form): they are shown, not bound. `keys_at`
    is the screen where the keys work, of an act that the palette does anywhere.
    """

    label: str
    keys: tuple[str, ...]
    run: Callable[[], object]
    place: str = ANYWHERE
    own: bool = False
    keys_at: str = ""

    @property
    def shown_keys(self) -> str:
        """The key as it stands on this system's keyboard."""
        return keys_text(self.keys[0]) if self.keys else ""


def keys_text(keys: str) -> str:
    """Keys as people read them: ⌘ on a Mac, Ctrl elsewhere."""
    said = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    return said or keys
