"""UUIDv7 identifiers: rising in the order they are made, so that two stores can meet and ties keep file order."""

import threading
import time
from random import Random


class IdMaker:
    """Makes UUIDv7 texts (RFC 9562), each greater than the one before, from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0
        self._random = Random()  # seeded by the system; an id is no secret

    def __call__(self) -> str:
        """The next id."""
        with self._lock:
            # 48 bits of milliseconds and 12 bits counting within one; a full millisecond borrows from the next.
            self._last = max(self._last + 1, time.time_ns() // 1_000_000 << 12)
            stamp = self._last
            tail = self._random.getrandbits(62) | 2 << 62
        text = f"{stamp >> 12:012x}7{stamp & 0xFFF:03x}{tail:016x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
