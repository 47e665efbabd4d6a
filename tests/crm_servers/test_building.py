"""A server is built once: whole or not at all, by one process, again when its recipe changes."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.crm_servers.building import CACHE_SETTING, PackagesMissingError, Recipe, built, cache, install
from tests.support import ROOT

BUILDER = """
import sys
from pathlib import Path
from tests.crm_servers.building import Recipe, built

def make(folder):
    (folder / "half").touch()
    print("building", flush=True)
    sys.stdin.readline()
    (folder / "whole").touch()

print("built", built(Recipe("thing", (Path(sys.argv[1]),), make)).name, flush=True)
"""


@pytest.fixture(autouse=True)
def kept_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache of this test's own."""
    monkeypatch.setenv(CACHE_SETTING, str(tmp_path / "cache"))


@pytest.fixture
def requirements(tmp_path: Path) -> Path:
    """What a recipe is known by."""
    path = tmp_path / "requirements.txt"
    path.write_text("a==1\n", encoding="utf-8")
    return path


def builder(requirements: Path) -> "subprocess.Popen[str]":
    """Another process that builds, and waits for a line before it ends the build."""
    return subprocess.Popen(
        [sys.executable, "-c", BUILDER, str(requirements)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def whole(folder: Path) -> None:
    """A build that succeeds."""
    (folder / "whole").touch()


def test_what_was_built_is_found_again(requirements):
    made = []
    recipe = Recipe("thing", (requirements,), made.append)
    assert built(recipe) == built(recipe)
    assert len(made) == 1


def test_a_changed_recipe_is_another_build(requirements):
    recipe = Recipe("thing", (requirements,), whole)
    before = built(recipe)
    requirements.write_text("a==2\n", encoding="utf-8")
    assert built(recipe) != before


def test_a_build_that_fails_leaves_nothing_behind(requirements):
    def fail(folder: Path) -> None:
        whole(folder)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        built(Recipe("thing", (requirements,), fail))
    assert [path for path in cache().iterdir() if path.is_dir()] == []
    assert (built(Recipe("thing", (requirements,), whole)) / "whole").exists()


def test_a_build_that_was_killed_never_counts(requirements):
    with builder(requirements) as killed:
        assert killed.stdout is not None
        assert killed.stdout.readline() == "building\n"
        killed.kill()
    assert [path.suffix for path in cache().iterdir() if path.is_dir()] == [".unfinished"]
    place = built(Recipe("thing", (requirements,), whole))
    assert [path.name for path in place.iterdir()] == ["whole"]
    assert [path for path in cache().iterdir() if path.is_dir()] == [place]


def test_two_processes_that_want_the_same_server_build_it_once(requirements):
    with builder(requirements) as first, builder(requirements) as second:
        assert first.stdin is not None
        assert second.stdin is not None
        for process in (first, second):
            process.stdin.write("\n")
            process.stdin.flush()
        said = [process.communicate(timeout=60)[0].splitlines() for process in (first, second)]
    assert sorted(map(len, said)) == [1, 2], "one built and both have it"
    assert said[0][-1] == said[1][-1]


@pytest.mark.long
def test_packages_that_cannot_be_had_are_told_from_a_broken_recipe(tmp_path):
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("--no-index\nno-such-package==1\n", encoding="utf-8")
    with pytest.raises(PackagesMissingError, match=r"pip could not install requirements\.txt"):
        install(tmp_path, requirements)
