"""Rows pasted from a spreadsheet or a page, as a file that an import reads like any other."""

import tempfile
from pathlib import Path


def pasted_file(text: str) -> Path:
    """Write pasted rows to a file of their own; whoever asked throws it away."""
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8-sig", newline="", prefix="sdrdesk-pasted-", suffix=".csv", delete=False
    ) as file:
        file.write(text)
    return Path(file.name)
