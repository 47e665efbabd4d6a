"""Keeps the translations of the window: `--update` reads the sources anew, otherwise the .ts files are compiled.

French is complete at every commit (a test says so); English needs a file for its plural forms only.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"


def main() -> int:
    """Compile, or update first."""
    tools = Path(sys.executable).parent
    sources = sorted(str(p.relative_to(ROOT)) for p in (ROOT / "sdrdesk" / "ui").rglob("*.py"))
    for language in ("fr", "en"):
        ts = FOLDER / f"sdrdesk_{language}.ts"
        if "--update" in sys.argv:
            plural = ["-pluralonly"] if language == "en" else []
            command = [tools / "pyside6-lupdate", *sources, "-ts", ts, "-no-obsolete", "-locations", "none", *plural]
            subprocess.run([*map(str, command), "-target-language", language], cwd=ROOT, check=True)
        qm = ts.with_suffix(".qm")
        if not qm.exists() or qm.stat().st_mtime < ts.stat().st_mtime:
            subprocess.run([str(tools / "pyside6-lrelease"), str(ts), "-qm", str(qm), "-silent"], check=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
