"""The servers as tests ask for them; a `conftest.py` that wants them imports these names. Only for tests marked `long`.

What a server is made from is made once for a machine; a test gets the server on a database that is its own.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crm_servers import django_recipe, tryton_recipe
from tests.crm_servers.building import PackagesMissingError, Recipe, built
from tests.crm_servers.django_crm import DjangoCrm, start_django_crm
from tests.crm_servers.tryton import Tryton, start_tryton

__all__ = ["django_crm", "django_crm_as_shipped", "django_crm_built", "tryton", "tryton_built"]


def built_or_skipped(recipe: Recipe) -> Path:
    """Where a server was built; the test is skipped where its packages cannot be had."""
    try:
        return built(recipe)
    except PackagesMissingError as missing:
        pytest.skip(f"no {recipe.name} here: {missing}")


@pytest.fixture(scope="session")
def tryton_built() -> Path:
    """What Tryton runs from."""
    return built_or_skipped(tryton_recipe.RECIPE)


@pytest.fixture(scope="session")
def django_crm_built() -> Path:
    """What django-crm runs from."""
    return built_or_skipped(django_recipe.RECIPE)


@pytest.fixture
def tryton(tryton_built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tryton]:
    """A Tryton with nothing in it yet."""
    with start_tryton(tmp_path_factory.mktemp("tryton")) as server:
        yield server


@pytest.fixture
def django_crm(django_crm_built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DjangoCrm]:
    """A django-crm with nothing in it yet, which answers to what it does."""
    with start_django_crm(tmp_path_factory.mktemp("django-crm")) as server:
        yield server


@pytest.fixture
def django_crm_as_shipped(django_crm_built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DjangoCrm]:
    """A django-crm with nothing in it yet, which answers 500 to what it has done."""
    with start_django_crm(tmp_path_factory.mktemp("django-crm"), as_shipped=True) as server:
        yield server
