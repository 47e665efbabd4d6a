"""Text files read and written in large pieces, so that a window beside goes on.

A thread that reads or writes 8 kB after 8 kB lets go of Python's lock at each piece, for so short a time that another
thread which is woken then comes too late, and waits from the beginning: a window beside stood still for 150 ms. With a
megabyte at a time it waits for its turn and gets it after a millisecond (measured on CPython 3.11).
"""

import io
from pathlib import Path
from typing import TextIO

AT_ONCE = 1 << 20
"""Bytes read or written at a time; the `buffering` of a file that is written in small pieces."""


class _AtOnce(io.BufferedReader):
    def read1(self, size: int = -1, /) -> bytes:
        return super().read1(max(size, AT_ONCE))


def text_stream(path: Path, encoding: str, newline: str | None = "") -> TextIO:
    """A file opened for reading; what its encoding leaves undefined becomes the replacement mark. OSError."""
    return io.TextIOWrapper(_AtOnce(io.FileIO(path)), encoding, errors="replace", newline=newline)
