"""What a server is made from, made once and kept: an environment of its own and a database to copy."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import platformdirs

RECIPES = Path(__file__).parent / "recipes"
CACHE_SETTING = "SDRDESK_CRM_CACHE"
LONGEST_BUILD = 900.0
"""Seconds that one process waits for another to finish the same build; a build takes about one minute."""


class PackagesMissingError(Exception):
    """The packages of a server could not be had here: no network, or a Python they do not know."""


@dataclass(frozen=True)
class Recipe:
    """How a server is built: the files that say it, and what makes it in a folder that is empty."""

    name: str
    files: tuple[Path, ...]
    make: Callable[[Path], None]

    @property
    def key(self) -> str:
        """What stands for this recipe and this Python: another one is another build."""
        parts = hashlib.sha256(f"{sys.version_info[:2]} {sys.platform}".encode())
        for path in (*self.files, Path(__file__)):
            parts.update(path.read_bytes())
        return parts.hexdigest()[:16]


def cache() -> Path:
    """The folder that keeps what was built: SDRDESK_CRM_CACHE, or one of the user's cache folder."""
    given = os.environ.get(CACHE_SETTING)
    return Path(given) if given else platformdirs.user_cache_path("sdrdesk-tests", appauthor=False) / "crm-servers"


def built(recipe: Recipe) -> Path:
    """The folder of a server that was built, building it first where it was not.

    A build is made under another name and renamed when it is whole, so that one that was killed never counts.
    Raises `PackagesMissingError` where its packages cannot be had.
    """
    place = cache() / f"{recipe.name}-{recipe.key}"
    if place.exists():
        return place
    cache().mkdir(parents=True, exist_ok=True)
    with only_one(cache() / f"{recipe.name}.lock"):
        for left in cache().glob(f"{recipe.name}-*.unfinished"):  # by a build that was killed
            shutil.rmtree(left)
        if not place.exists():
            unfinished = cache() / f"{recipe.name}-{recipe.key}.unfinished"
            unfinished.mkdir()
            try:
                recipe.make(unfinished)
                unfinished.rename(place)
            finally:
                shutil.rmtree(unfinished, ignore_errors=True)
    return place


@contextmanager
def only_one(lock: Path) -> Iterator[None]:
    """Hold a lock between processes, which the system gives back when its holder ends, however it ends."""
    with closing(sqlite3.connect(lock, timeout=LONGEST_BUILD, isolation_level=None)) as held:
        held.execute("BEGIN EXCLUSIVE")
        yield


def install(folder: Path, requirements: Path) -> None:
    """Make an environment with these packages; `PackagesMissingError` if the installer fails."""
    run(sys.executable, "-m", "venv", folder / "venv")
    try:
        run(program(folder, "python"), "-m", "pip", "install", "--quiet", "--no-input", "-r", requirements)
    except subprocess.CalledProcessError:
        raise PackagesMissingError(f"pip could not install {requirements.name}") from None


def program(folder: Path, name: str) -> Path:
    """A program of an environment. Run scripts through its `python`: they name the folder they were made in."""
    scripts, suffix = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")
    plain = folder / "venv" / scripts / name
    return plain.with_suffix(suffix) if suffix and name == "python" else plain


def run(*command: str | Path, **environment: str) -> str:
    """Run a step of a build to its end; what it printed. Its errors go to those of the test."""
    done = subprocess.run(
        [str(part) for part in command],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | environment,
    )
    return done.stdout
