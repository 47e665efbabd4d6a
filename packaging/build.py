"""Builds the program that runs without Python, proves that it works, and says how large it is.

Run it with `make bundle`: dist/sdrdesk, and packed dist/sdrdesk-<version>-<system>.tar.xz (.zip on Windows).
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import time
import zipfile
from pathlib import Path

import bundle_checks

ROOT = Path(__file__).resolve().parent.parent
SPEC = ROOT / "packaging" / "sdrdesk.spec"
GOAL = 0.65
MEGA = 1e6


def main() -> int:
    """Build, check, measure; 0 when the program works."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="where to put the program (default: dist)")
    parser.add_argument("--no-archive", action="store_true", help="leave it unpacked only")
    parser.add_argument("--compare", action="store_true", help="build PyInstaller's default bundle too, and compare")
    arguments = parser.parse_args()
    out = arguments.out.resolve()
    work = ROOT / "build" / "bundle" if out == ROOT / "dist" else out / "work"
    os.environ.update(PYTHONHASHSEED="0", SOURCE_DATE_EPOCH=str(source_date()))

    translate()
    bundle = pyinstaller(out, work, [str(SPEC)])
    for said in bundle_checks.check(bundle):
        print(f"bundle: {said}")
    size = folder_size(bundle)
    print(f"bundle: {bundle}: {size / MEGA:.0f} MB")
    if not arguments.no_archive:
        archive = pack(bundle, out)
        print(f"bundle: {archive}: {archive.stat().st_size / MEGA:.0f} MB")
    return compare(size, work) if arguments.compare else 0


def source_date() -> int:
    """The date that the build carries: that of the last commit, so that two builds of it are the same."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    git = shutil.which("git")
    told = subprocess.run([git, "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True) if git else None
    return int(told.stdout) if told and told.returncode == 0 and told.stdout.strip() else 1_767_225_600


def translate() -> None:
    """Compile the translations, where there are some."""
    tool = ROOT / "tools" / "translations.py"
    if tool.exists():
        subprocess.run([sys.executable, str(tool)], cwd=ROOT, check=True, timeout=300)


def pyinstaller(out: Path, work: Path, arguments: list[str]) -> Path:
    """Run PyInstaller; what it says is shown only when it fails."""
    began = time.monotonic()
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--distpath", str(out), "--workpath", str(work)]
    done = subprocess.run(
        [*command, *arguments], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=1_800
    )
    if done.returncode:
        print(done.stdout, file=sys.stderr)
        raise SystemExit(f"bundle: PyInstaller failed with status {done.returncode}")
    print(f"bundle: built in {time.monotonic() - began:.0f} s")
    return out / ("sdrdesk.app" if sys.platform == "darwin" and str(SPEC) in arguments else "sdrdesk")


def folder_size(folder: Path) -> int:
    """The bytes of every file; a link counts for nothing."""
    return sum(p.lstat().st_size for p in folder.rglob("*") if p.is_file() and not p.is_symlink())


def pack(bundle: Path, out: Path) -> Path:
    """One file to hand out, the same for the same contents."""
    name = f"sdrdesk-{version()}-{platform.system().lower()}-{platform.machine().lower()}"
    files = sorted(p for p in bundle.rglob("*") if p.is_file() or p.is_symlink())
    if sys.platform == "win32":
        archive = out / f"{name}.zip"
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
            for path in files:
                entry = zipfile.ZipInfo(path.relative_to(out).as_posix(), time.gmtime(source_date())[:6])
                entry.compress_type = zipfile.ZIP_DEFLATED
                packed.writestr(entry, path.read_bytes())
        return archive
    archive = out / f"{name}.tar.xz"
    with tarfile.open(archive, "w:xz", preset=6) as packed:
        for path in files:
            packed.add(path, arcname=path.relative_to(out), filter=_plain)
    return archive


def _plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mtime = source_date()
    return entry


def version() -> str:
    """The version of the checkout."""
    said = subprocess.run(
        [sys.executable, "-c", "import sdrdesk; print(sdrdesk.__version__)"], cwd=ROOT, capture_output=True, text=True
    )
    return said.stdout.strip()


def compare(size: int, work: Path) -> int:
    """Build what PyInstaller makes when it is told nothing but what the program cannot do without."""
    options = ["--onedir", "--name", "sdrdesk", "--specpath", str(work / "default"), "--paths", str(ROOT)]
    options += ["--collect-submodules", "sdrdesk", "--collect-submodules", "platformdirs", "--collect-data", "tzdata"]
    options += ["--add-data", f"{ROOT / 'resources'}{os.pathsep}resources"]
    entry = str(ROOT / "sdrdesk" / "__main__.py")
    default = folder_size(pyinstaller(work / "default" / "dist", work / "default" / "build", [*options, entry]))
    ratio = size / default
    print(f"bundle: PyInstaller's default: {default / MEGA:.0f} MB; ours is {ratio:.2f} of it (goal: {GOAL} at most)")
    return 0 if ratio <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
