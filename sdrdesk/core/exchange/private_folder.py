"""Where what is read stands meanwhile: a folder that only this person can read, gone when the program ends."""

import atexit
import shutil
import tempfile
from functools import cache

from sdrdesk.core.left_behind import folder_prefix


@cache
def private_folder() -> str:
    """Its path; made when first asked for."""
    folder = tempfile.mkdtemp(prefix=folder_prefix("reading"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
