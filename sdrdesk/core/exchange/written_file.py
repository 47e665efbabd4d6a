"""A file written whole or not at all: under a name of its own first, forced onto the disk, then given its place."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sdrdesk.core.errors import UserError


@contextmanager
def written(path: Path) -> Iterator[Path]:
    """The temporary name to write to; on any error or cancel it is removed, and what stood at `path` stays.

    UserError where the disk, the folder or another program refuses.
    """
    temporary = path.with_name(f".{os.getpid()}-{secrets.token_hex(4)}.part")
    try:
        yield temporary
        with temporary.open("rb+") as stream:
            os.fsync(stream.fileno())
        os.replace(temporary, path)
    except OSError as error:
        raise UserError("file_trouble", path=str(path), why=error.strerror or str(error)) from error
    finally:
        temporary.unlink(missing_ok=True)
