"""The turns that writers of one store take: who writes much lets those in between who write a little."""

import threading
from types import TracebackType


class FairLock:
    """A lock that nobody has twice in a row while somebody else waits, as a plain one allows.

    Whoever asks next waits on `_held` alone; all others, who just had it among them, behind that one on `_next`.
    """

    def __init__(self) -> None:
        self._held, self._next = threading.Lock(), threading.Lock()

    @property
    def wanted(self) -> bool:
        """Whether somebody waits for it."""
        return self._next.locked()

    def __enter__(self) -> None:
        with self._next:
            self._held.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._held.release()
