"""The program that runs without Python is built, and works: packaging/build.py fails when one of its checks does."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import ROOT

pytestmark = pytest.mark.long


@pytest.mark.skipif(importlib.util.find_spec("PyInstaller") is None, reason="PyInstaller is not installed")
@pytest.mark.skipif(
    sys.platform.startswith("linux") and shutil.which("objdump") is None, reason="PyInstaller needs objdump (binutils)"
)
def test_the_bundle_is_built_and_passes_its_checks(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "packaging" / "build.py"), "--out", str(tmp_path), "--no-archive"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=900,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the window starts" in done.stdout
