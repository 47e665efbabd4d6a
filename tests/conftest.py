"""Fixtures of every test of the core; what needs a screen has its own, in tests/ui."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from sdrdesk.core.operations.demo import fill_demo
from tests.support import Desk, OpenDesk, desk_at

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # no test needs a screen

settings.register_profile("sdrdesk", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
settings.load_profile("sdrdesk")


@pytest.fixture
def open_desk() -> Iterator[OpenDesk]:
    """Opens workspaces, and closes them after the test."""
    opened: list[Desk] = []

    def open_(*args: object, **also: object) -> Desk:
        opened.append(desk_at(*args, **also))  # type: ignore[arg-type]
        return opened[-1]

    yield open_
    for desk in opened:
        desk.workspace.store.close()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new workspace, made once; never opened by a test, only copied."""
    path = tmp_path_factory.mktemp("empty") / "empty.sdrdesk"
    desk_at(path).workspace.store.close()
    return path


@pytest.fixture
def desk(empty_file: Path, tmp_path: Path, open_desk: OpenDesk) -> Desk:
    """An empty workspace on a Tuesday morning."""
    return open_desk(Path(shutil.copy(empty_file, tmp_path / "workspace.sdrdesk")))


@pytest.fixture(scope="session")
def new_desk(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Desk]:
    """Makes one empty workspace after another, for examples that each need their own; the caller closes it."""
    folder, made = tmp_path_factory.mktemp("desks"), count()
    return lambda: desk_at(Path(shutil.copy(empty_file, folder / f"{next(made)}.sdrdesk")))


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, filled once for all processes of a run; never opened by a test, only copied."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    path, filling = folder / "demo.sdrdesk", folder / "demo"
    while not path.exists():
        try:
            filling.mkdir()
        except FileExistsError:  # another process is at it
            time.sleep(0.05)
            continue
        try:
            filled = desk_at(filling / "demo.sdrdesk")
            fill_demo(filled.workspace)
            filled.workspace.store.close()
            (filling / "demo.sdrdesk").replace(path)
        finally:
            shutil.rmtree(filling)
    return path


@pytest.fixture
def demo(demo_file: Path, tmp_path: Path, open_desk: OpenDesk) -> Desk:
    """The demonstration, for one test to change."""
    return open_desk(Path(shutil.copy(demo_file, tmp_path / "demo.sdrdesk")))
