"""A test that wants a server is skipped where its packages cannot be had, and only there."""

from pathlib import Path

import pytest

from tests.crm_servers.building import CACHE_SETTING, PackagesMissingError, Recipe
from tests.crm_servers.fixtures import built_or_skipped


@pytest.fixture(autouse=True)
def kept_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache of this test's own."""
    monkeypatch.setenv(CACHE_SETTING, str(tmp_path / "cache"))


def recipe(error: Exception) -> Recipe:
    """A recipe that fails in one way."""

    def fail(folder: Path) -> None:
        raise error

    return Recipe("thing", (), fail)


def test_missing_packages_skip_with_the_reason():
    with pytest.raises(pytest.skip.Exception, match="no thing here: pip could not install them"):
        built_or_skipped(recipe(PackagesMissingError("pip could not install them")))


def test_a_recipe_that_is_wrong_fails():
    with pytest.raises(ZeroDivisionError):
        built_or_skipped(recipe(ZeroDivisionError()))
