"""tools/bootstrap.py makes .venv: fast when nothing is to do, and clear when something is missing."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest
import sqlcipher3
from PySide6.QtWidgets import QLabel

from tools import bootstrap

ROOT = Path(__file__).resolve().parent.parent
REAL_PYTHON = getattr(sys, "_base_executable", sys.executable)


@pytest.fixture
def checkout(tmp_path):
    """A checkout with the files that bootstrap.py reads, and no .venv yet."""
    for name in ("tools/bootstrap.py", "requirements/dev.lock", "pyproject.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def run_bootstrap(checkout, **environment):
    return subprocess.run(
        [REAL_PYTHON, "-S", "-E", "-B", checkout / "tools" / "bootstrap.py"],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def pretend_it_is_done(checkout):
    """Leave what a finished run leaves: an interpreter and a stamp."""
    python = checkout / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(REAL_PYTHON)
    code = (
        "import sys; sys.path.insert(0, 'tools'); import bootstrap; print('\\n'.join(bootstrap.wanted_stamp()), end='')"
    )
    stamp = subprocess.check_output([REAL_PYTHON, "-B", "-c", code], cwd=checkout)
    (checkout / ".venv" / "sdrdesk-stamp").write_bytes(stamp)


# What it makes


def test_the_environment_shows_a_window(qtbot):
    label = QLabel("prêt")
    qtbot.addWidget(label)
    label.show()
    assert not label.grab().isNull()


def test_sqlite_is_one_that_cannot_corrupt_a_wal_database():
    connection = sqlcipher3.connect(":memory:")
    (version,) = connection.execute("select sqlite_version()").fetchone()
    connection.close()
    assert tuple(map(int, version.split("."))) >= (3, 51, 3)


@pytest.mark.skipif(not shutil.which("ldd"), reason="needs ldd, which comes with glibc")
@pytest.mark.parametrize(
    "pattern",
    [
        "Qt[CGNOPSTW]*.abi3.so",
        "Qt/plugins/platforms/libqoffscreen.so",
        "Qt/plugins/platforms/libqwayland*.so",
        "Qt/plugins/platforms/libqxcb.so",
        "Qt/plugins/platforminputcontexts/libcompose*.so",
        "Qt/plugins/xcbglintegrations/*.so",
        "Qt/plugins/wayland-*/*.so",
        "Qt/plugins/tls/*.so",
        "Qt/plugins/iconengines/*.so",
        "Qt/plugins/imageformats/libq[gijstw]*.so",
    ],
)
def test_every_qt_library_finds_what_it_links_to(pattern):
    files = sorted(Path(PySide6.__file__).parent.glob(pattern))
    assert files
    for file in files:
        found = subprocess.run(["ldd", file], capture_output=True, text=True, check=True).stdout
        assert "not found" not in found, (
            f"{file.name} needs a library that tools/bootstrap.py does not ask for:\n{found}"
        )


# When there is nothing to do


@pytest.mark.skipif(os.name == "nt", reason="symbolic links")
def test_a_finished_environment_is_left_alone_in_silence(checkout):
    pretend_it_is_done(checkout)
    before = sorted(path.stat().st_mtime_ns for path in checkout.rglob("*"))
    run = run_bootstrap(checkout)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    assert sorted(path.stat().st_mtime_ns for path in checkout.rglob("*")) == before


@pytest.mark.parametrize(
    ("change", "environment_again"),
    [("requirements/dev.lock", True), ("pyproject.toml", False)],
)
def test_a_changed_file_is_noticed(monkeypatch, checkout, change, environment_again):
    monkeypatch.setattr(bootstrap, "ROOT", str(checkout))
    before = bootstrap.wanted_stamp()
    (checkout / change).write_text((checkout / change).read_text() + "# changed\n")
    after = bootstrap.wanted_stamp()
    assert before != after
    assert (before[0] != after[0]) is environment_again


def test_line_endings_of_windows_are_no_change(monkeypatch, checkout):
    monkeypatch.setattr(bootstrap, "ROOT", str(checkout))
    before = bootstrap.wanted_stamp()
    path = checkout / "pyproject.toml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert bootstrap.wanted_stamp() == before


# When something is missing


def test_it_can_be_read_by_a_python_that_is_too_old():
    too_new = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.Match, ast.Await)
    tree = ast.parse((ROOT / "tools" / "bootstrap.py").read_text())
    assert [node.lineno for node in ast.walk(tree) if isinstance(node, too_new)] == []


def test_a_python_that_is_too_old_is_told_so(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(bootstrap.CannotContinue, match=r"needs Python 3\.11 or newer and this is 3\.9; install"):
        bootstrap.find_python()


@pytest.mark.parametrize(
    ("release", "family"),
    [
        ("ID=debian\n", bootstrap.DEBIAN),
        ('NAME="Linux Mint"\nID=linuxmint\nID_LIKE="ubuntu debian"\n', bootstrap.DEBIAN),
        ('ID="rocky"\nID_LIKE="rhel centos fedora"\n', bootstrap.FEDORA),
        ("ID=arch\n", bootstrap.ARCH),
        ("ID=nixos\n", None),
        ("", None),
    ],
)
def test_the_distribution_is_recognised(tmp_path, release, family):
    path = tmp_path / "os-release"
    path.write_text(release)
    assert bootstrap.linux_family(str(path)) == family


@pytest.mark.parametrize(
    ("family", "has_sudo", "has_lists", "line"),
    [
        (bootstrap.DEBIAN, True, True, "sudo apt-get install -y libegl1 libgl1"),
        (bootstrap.DEBIAN, True, False, "sudo apt-get update && sudo apt-get install -y libegl1 libgl1"),
        (bootstrap.DEBIAN, False, True, "su -c 'apt-get install -y libegl1 libgl1'"),
        (bootstrap.DEBIAN, False, False, "su -c 'apt-get update && apt-get install -y libegl1 libgl1'"),
        (bootstrap.FEDORA, True, False, "sudo dnf install -y libegl1 libgl1"),
        (bootstrap.ARCH, True, False, "sudo pacman -S --needed --noconfirm libegl1 libgl1"),
    ],
)
def test_the_line_to_run_is_exact(monkeypatch, family, has_sudo, has_lists, line):
    monkeypatch.setattr(bootstrap, "has_package_lists", lambda: has_lists)
    assert bootstrap.line_to_run(["libegl1", "libgl1"], family, has_sudo).splitlines()[-1] == line


def test_a_missing_library_is_named_by_its_package(monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(
        bootstrap, "missing_libraries", lambda: ["libxcb-icccm.so.4", "libglib-2.0.so.0", "libgthread-2.0.so.0"]
    )
    for family, packages in (
        (bootstrap.DEBIAN, ["libglib2.0-0", "libxcb-icccm4"]),
        (bootstrap.FEDORA, ["glib2", "xcb-util-wm"]),
        (bootstrap.ARCH, ["glib2", "xcb-util-wm"]),
        (None, ["libglib-2.0.so.0", "libgthread-2.0.so.0", "libxcb-icccm.so.4"]),
    ):
        monkeypatch.setattr(bootstrap, "linux_family", lambda family=family: family)
        assert bootstrap.missing_library_packages() == packages


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] self-signed'))", "set PIP_CERT"),
        (
            "NewConnectionError('[Errno -2] Name or service not known')\nERROR: No matching distribution",
            "not be reached",
        ),
        ("ProxyError('Cannot connect to proxy.', NewConnectionError('refused'))", "Check HTTPS_PROXY"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "hash differs"),
        ("ERROR: No matching distribution found for pyside6-essentials==6.11.3", "no build for this system"),
        ("ERROR: Could not install packages: [Errno 28] No space left on device", "make room"),
        ("a riddle\nERROR: of the sphinx\nand more", "pip failed (ERROR: of the sphinx)"),
        ("", "it did not say why"),
    ],
)
def test_a_failure_of_pip_is_put_into_words(said, sentence):
    assert sentence in bootstrap.reason_of_pip(said)


@pytest.mark.long
@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"PIP_INDEX_URL": "https://127.0.0.1:9/simple"}, "the package index could not be reached"),
        ({"HTTPS_PROXY": "http://127.0.0.1:9", "HTTP_PROXY": ""}, "the proxy refused the connection"),
    ],
)
def test_without_network_it_says_so_in_one_sentence(checkout, environment, sentence):
    run = run_bootstrap(checkout, PIP_CONFIG_FILE=os.devnull, PIP_NO_CACHE_DIR="1", PIP_FIND_LINKS="", **environment)
    assert run.returncode == 1
    assert sentence in run.stderr
    assert len(run.stderr.splitlines()) == 1
    assert not (checkout / ".venv" / "sdrdesk-stamp").exists()
