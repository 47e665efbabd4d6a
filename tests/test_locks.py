"""requirements/*.lock: what they promise to an installation."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def read_lock(name):
    """Return the pinned version and the number of hashes of each package."""
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    pins = {}
    for line in lines:
        match = re.match(r"([a-z0-9._-]+)==([^\s;]+)", line)
        assert match, f"not an exact pin: {line}"
        pins[match[1]] = (match[2], line.count("--hash=sha256:"))
    return pins


@pytest.mark.parametrize("name", ["run.lock", "dev.lock"])
def test_every_package_has_a_hash_and_no_place_is_named(name):
    assert all(hashes > 0 for _, hashes in read_lock(name).values())
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in text


def test_tests_run_with_the_versions_that_users_get():
    assert read_lock("run.lock").items() <= read_lock("dev.lock").items()


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [("run.lock", PROJECT["project"]["dependencies"]), ("dev.lock", PROJECT["dependency-groups"]["dev"])],
)
def test_the_lock_answers_pyproject(lock, wanted):
    pins = read_lock(lock)
    for requirement in map(Requirement, wanted):
        version, _ = pins[requirement.name.lower()]
        assert requirement.specifier.contains(version), f"run `make lock`: {requirement} but {version} is locked"
