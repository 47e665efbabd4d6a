"""Lists that come through the clipboard: rows of a spreadsheet, lines of CSV, or cards."""

import tempfile
from pathlib import Path

from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.private_folder import private_folder

NAME = "clipboard.csv"
"""What history calls the file that a pasted list came from."""


def pasted_table(text: str) -> Path:
    """Pasted text as a file that reads as any other; it lasts as long as the program unless removed before.

    UserError when nothing but blanks was pasted.
    """
    if not text.strip():
        raise UserError("nothing_pasted")
    folder = Path(tempfile.mkdtemp(dir=private_folder()))
    # A clipboard may hold halves of a character, which no file can: each becomes the replacement mark.
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    (folder / NAME).write_text(whole, encoding="utf-8-sig", newline="")
    return folder / NAME
