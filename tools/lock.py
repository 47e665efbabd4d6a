"""Write requirements/run.lock and requirements/dev.lock: every version and every hash, for every platform we serve.

Run it with `make lock` after a change of the dependencies in pyproject.toml. It needs the network, and installs the
resolver (uv) in a throw-away environment. `make lock ARGS=--upgrade` moves every pin to its newest allowed version;
without it, pins that still fit stay as they are.
"""

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {
    "requirements/run.lock": [],
    # The run lock constrains the development one: a test never sees another version than the user does.
    "requirements/dev.lock": ["--group", "dev", "--constraints", "requirements/run.lock"],
}


def main(arguments: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="sdrdesk-lock-") as folder:
        venv.create(folder, with_pip=True)
        binaries = Path(folder) / ("Scripts" if os.name == "nt" else "bin")
        subprocess.run([binaries / "python", "-m", "pip", "install", "--quiet", "uv"], check=True)
        for lock, options in LOCKS.items():
            print("resolving", lock, flush=True)
            command = [binaries / "uv", "--no-config", "pip", "compile", "pyproject.toml", *options]
            command += ["--universal", "--python-version", "3.11", "--generate-hashes", "--quiet"]
            command += ["--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "make lock"]
            subprocess.run([*command, "--output-file", lock, *arguments], cwd=ROOT, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
