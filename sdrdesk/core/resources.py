"""Finds the files the program ships with, in a checkout, a wheel and a bundle."""

import sys
from functools import cache
from pathlib import Path


@cache
def resource_root() -> Path:
    """The folder that holds grids, words, fonts and icons."""
    bundle = getattr(sys, "_MEIPASS", None)
    package = Path(__file__).resolve().parent.parent
    candidates = [Path(bundle) / "resources"] if bundle else []
    candidates += [package / "resources", package.parent / "resources"]
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"resources not found in {[str(c) for c in candidates]}")


def resource_path(*parts: str) -> Path:
    """The path of one shipped file or folder, e.g. resource_path("grids", "bant.toml")."""
    return resource_root().joinpath(*parts)
