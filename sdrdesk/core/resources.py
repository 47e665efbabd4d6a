"""Where the files that ship beside the code are found."""

from __future__ import annotations

import sys
from pathlib import Path


def resource_path(*parts: str) -> Path:
    """The path of a shipped file, in a checkout, an installed wheel or a bundle."""
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle is not None:
        return Path(bundle, "resources", *parts)
    package = Path(__file__).resolve().parent.parent
    inside = package / "resources"
    base = inside if inside.is_dir() else package.parent / "resources"
    return base.joinpath(*parts)
