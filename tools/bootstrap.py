"""Make .venv ready to run and test sdrdesk: `python3 tools/bootstrap.py`, or any `make` target that needs it.

It checks that Python is 3.11 or newer and that the system libraries Qt needs are there, creates .venv, installs the
locked packages with their hashes, then sdrdesk itself, editable. A second run only compares a stamp. When something is
missing that only an administrator can install, it installs it if it runs as root on Debian or Ubuntu, and otherwise
prints the exact line to run; it never calls sudo itself.

Standard library only, and written so that any Python 3 can read it, if only to say that it is too old.
"""

import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
OLDEST = (3, 11)
VENV = os.path.join(ROOT, ".venv")
VENV_PYTHON = os.path.join(VENV, "Scripts", "python.exe") if os.name == "nt" else os.path.join(VENV, "bin", "python")
STAMP = os.path.join(VENV, "sdrdesk-stamp")
LOG = os.path.join(VENV, "bootstrap.log")
LOCK = os.path.join("requirements", "dev.lock")

# What the Qt modules and plugins of the PySide6-Essentials wheels link to and do not carry themselves (read with
# `objdump -p` from the 6.11.3 wheels): shared library, then its package on Debian, on Fedora, on Arch.
QT_LIBRARIES = (
    ("libEGL.so.1", "libegl1", "libglvnd-egl", "libglvnd"),
    ("libGL.so.1", "libgl1", "libglvnd-glx", "libglvnd"),
    ("libX11.so.6", "libx11-6", "libX11", "libx11"),
    ("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb", "libx11"),
    ("libbrotlidec.so.1", "libbrotli1", "libbrotli", "brotli"),
    ("libdbus-1.so.3", "libdbus-1-3", "dbus-libs", "dbus"),
    ("libfontconfig.so.1", "libfontconfig1", "fontconfig", "fontconfig"),
    ("libfreetype.so.6", "libfreetype6", "freetype", "freetype2"),
    ("libglib-2.0.so.0", "libglib2.0-0", "glib2", "glib2"),
    ("libgthread-2.0.so.0", "libglib2.0-0", "glib2", "glib2"),
    ("libgssapi_krb5.so.2", "libgssapi-krb5-2", "krb5-libs", "krb5"),
    ("libwayland-client.so.0", "libwayland-client0", "libwayland-client", "wayland"),
    ("libwayland-cursor.so.0", "libwayland-cursor0", "libwayland-cursor", "wayland"),
    ("libwayland-egl.so.1", "libwayland-egl1", "libwayland-egl", "wayland"),
    ("libxcb.so.1", "libxcb1", "libxcb", "libxcb"),
    ("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    ("libxcb-glx.so.0", "libxcb-glx0", "libxcb", "libxcb"),
    ("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    ("libxcb-image.so.0", "libxcb-image0", "xcb-util-image", "xcb-util-image"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    ("libxcb-randr.so.0", "libxcb-randr0", "libxcb", "libxcb"),
    ("libxcb-render.so.0", "libxcb-render0", "libxcb", "libxcb"),
    ("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil"),
    ("libxcb-shape.so.0", "libxcb-shape0", "libxcb", "libxcb"),
    ("libxcb-shm.so.0", "libxcb-shm0", "libxcb", "libxcb"),
    ("libxcb-sync.so.1", "libxcb-sync1", "libxcb", "libxcb"),
    ("libxcb-util.so.1", "libxcb-util1", "xcb-util", "xcb-util"),
    ("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb", "libxcb"),
    ("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb", "libxcb"),
    ("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
    ("libz.so.1", "zlib1g", "zlib", "zlib"),
    ("libzstd.so.1", "libzstd1", "libzstd", "zstd"),
)
DEBIAN, FEDORA, ARCH = 1, 2, 3

# What pip prints, and what we say instead. The first that matches wins, so the causes stand before the symptoms.
PIP_FAILURES = (
    (
        ("CERTIFICATE_VERIFY_FAILED", "SSLError", "SSLCertVerificationError"),
        "the secure connection to the package index could not be verified. If your network inspects traffic, set"
        " PIP_CERT to the certificate file of your organisation; check the clock of this computer too. Then run again.",
    ),
    (
        ("407 Proxy", "ProxyError", "Tunnel connection failed"),
        "the proxy refused the connection to the package index. Check HTTPS_PROXY, then run again.",
    ),
    (
        (
            "NewConnectionError",
            "NameResolutionError",
            "Failed to establish a new connection",
            "ConnectTimeoutError",
            "ReadTimeoutError",
            "Read timed out",
            "Connection aborted",
            "ConnectionResetError",
            "Connection broken",
            "Network is unreachable",
            "Max retries exceeded",
        ),
        "the package index could not be reached. The first run downloads about 125 MB: check the network connection (or"
        " HTTPS_PROXY, or your own index in PIP_INDEX_URL), then run again.",
    ),
    (
        ("No space left on device", "Disk quota exceeded"),
        "the disk is full. About 700 MB are needed: make room, then run again.",
    ),
    (
        ("DO NOT MATCH THE HASHES",),
        "a downloaded package is not the one that was locked (its hash differs), so it was not installed. Run again; if"
        " it persists, your package index serves altered files: use another one.",
    ),
    (
        ("Could not find a version that satisfies", "No matching distribution found"),
        "a locked package has no build for this system and this Python on your package index. Linux (x86-64, arm64),"
        " macOS and Windows with Python 3.11 to 3.13 are served: use one of these, then run again.",
    ),
)


class CannotContinue(Exception):  # noqa: N818  it is a message for a person, not a fault of the program
    """Say in one sentence what is missing and what to do about it."""


def main():
    """Return 0 when .venv is ready, 1 after one sentence that says why it is not."""
    try:
        prepare()
    except CannotContinue as reason:
        print("bootstrap: " + str(reason), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("bootstrap: interrupted; run it again to finish.", file=sys.stderr)
        return 1
    except OSError as error:
        print(
            "bootstrap: {}. Check that this folder is writable and the disk not full, then run again.".format(error),
            file=sys.stderr,
        )
        return 1
    return 0


def prepare():
    """Bring system libraries, environment and project up to date, doing only what is not done yet."""
    done, wanted = read_stamp(), wanted_stamp()
    environment_is_ready = done[:1] == wanted[:1] and os.path.exists(VENV_PYTHON)
    packages = missing_library_packages()
    if environment_is_ready:
        python = VENV_PYTHON
    else:
        python = find_python()
        packages = venv_package(python) + packages
    if packages:
        install_system_packages(packages)
        still_missing = [] if environment_is_ready else venv_package(python)
        still_missing += missing_library_packages(fresh_process=True)
        if still_missing:
            raise CannotContinue("still missing after their installation: {}.".format(", ".join(still_missing)))
    if not environment_is_ready:
        create_environment(python)
        install_locked_packages()
    if not environment_is_ready or done != wanted:
        install_project()
        with open(STAMP, "w") as file:
            file.write("\n".join(wanted_stamp()))
        say("ready")


# The stamp: its first line is what .venv was built from, its second what the project was installed from.


def wanted_stamp():
    # The folder is in it because an environment does not survive a move, the interpreter because it does not survive
    # the upgrade of the system's Python either.
    return [
        "{} {} {:08x}".format(ROOT, os.path.realpath(VENV_PYTHON), checksum(LOCK)),
        "{:08x}".format(checksum("pyproject.toml")),
    ]


def read_stamp():
    try:
        with open(STAMP) as file:
            return file.read().split("\n")
    except OSError:
        return []


def checksum(path):
    import zlib  # here, and not hashlib: the run that finds all done should cost nothing

    with open(os.path.join(ROOT, path), "rb") as file:
        return zlib.crc32(file.read().replace(b"\r\n", b"\n")) & 0xFFFFFFFF


# Python and its environment.


def find_python():
    """Return the interpreter to build .venv with: this one if it is new enough, else another one on the PATH."""
    import shutil

    if sys.version_info >= OLDEST:
        # Run from an environment, take what that environment was made from.
        return getattr(sys, "_base_executable", None) or sys.executable
    for name in ("python3", "python3.13", "python3.12", "python3.11", "python"):
        path = shutil.which(name)
        check = "import sys; sys.exit(sys.version_info < {!r})".format(OLDEST)
        if path and subprocess.call([path, "-c", check], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
            return path
    raise CannotContinue(
        "sdrdesk needs Python 3.11 or newer and this is {}.{}; install a newer one (Debian 12 and Ubuntu 24.04 have it"
        " as python3), then run again.".format(*sys.version_info[:2])
    )


def venv_package(python):
    """Return the Debian package without which this Python cannot create an environment, in a list, or nothing."""
    check = "import sys, venv, ensurepip; print('%d.%d' % sys.version_info[:2])"
    if subprocess.call([python, "-I", "-c", check], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
        return []
    if linux_family() != DEBIAN:
        raise CannotContinue(
            "this Python has no venv or no ensurepip module; install the whole Python of your system, then run again."
        )
    if os.path.basename(python) in ("python3", "python") or os.path.realpath(python) == os.path.realpath(
        "/usr/bin/python3"
    ):
        return ["python3-venv"]
    return [os.path.basename(python) + "-venv"]


def create_environment(python):
    say("creating .venv")
    made = subprocess.run(
        [python, "-I", "-m", "venv", "--clear", VENV], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if made.returncode:
        lines = made.stdout.decode("utf-8", "replace").strip().splitlines() or ["it did not say why"]
        raise CannotContinue(
            "Python could not create .venv ({}). Delete the .venv folder if there is one, check that this folder is"
            " writable, then run again.".format(lines[-1].strip())
        )


def install_locked_packages():
    say("installing the packages of {} (the first time, about 125 MB to download)".format(LOCK.replace(os.sep, "/")))
    pip("install", "--progress-bar", "off", "--require-hashes", "--only-binary", ":all:", "--requirement", LOCK)


def install_project():
    say("installing sdrdesk itself, editable")
    pip("install", "--no-index", "--no-deps", "--no-build-isolation", "--editable", ".")


def pip(*arguments):
    """Run pip in .venv, show what it downloads, keep all it says in a log, and put its failure into words."""
    environment = {
        name: value for name, value in os.environ.items() if name not in ("PIP_USER", "PIP_TARGET", "PIP_PREFIX")
    }
    environment.update(PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_INPUT="1", PYTHONUTF8="1")
    command = [VENV_PYTHON, "-I", "-m", "pip", "--retries", "2", *arguments]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    said = []
    with open(LOG, "ab") as log:
        for line in process.stdout:
            log.write(line)
            said.append(line.decode("utf-8", "replace"))
            if said[-1].lstrip().startswith("Downloading ") and "://" not in said[-1]:
                print("  " + said[-1].strip(), flush=True)
    if process.wait():
        raise CannotContinue(reason_of_pip("".join(said)))


def reason_of_pip(output):
    """Return one sentence for what pip printed before it failed."""
    for signs, sentence in PIP_FAILURES:
        if any(sign in output for sign in signs):
            return sentence
    errors = [line for line in output.splitlines() if "error" in line.lower()] or output.splitlines()[-1:]
    said = errors[-1].strip() if errors else "it did not say why"
    return "pip failed ({}); all it said is in .venv/bootstrap.log. Mend that, then run again.".format(said)


# System libraries.


def missing_library_packages(fresh_process=False):
    """Return the packages of this Linux family that hold the libraries Qt would not find, sorted, without repeats."""
    if not sys.platform.startswith("linux"):
        return []
    if fresh_process:
        # A library that was just installed is found by a process that starts after it.
        code = "import sys; sys.path.insert(0, {!r}); import bootstrap; print(' '.join(bootstrap.missing_libraries()))"
        folder = os.path.dirname(os.path.abspath(__file__))
        output = subprocess.check_output([sys.executable, "-B", "-c", code.format(folder)])
        missing = output.decode().split()
    else:
        missing = missing_libraries()
    family = linux_family() if missing else None
    return sorted({row[family] if family else row[0] for row in QT_LIBRARIES if row[0] in missing})


def missing_libraries():
    """Return the file names of the shared libraries that Qt needs and that the dynamic linker does not find."""
    import ctypes

    missing = []
    for row in QT_LIBRARIES:
        try:
            ctypes.CDLL(row[0])
        except OSError:
            missing.append(row[0])
    return missing


def linux_family(path="/etc/os-release"):
    """Return the column of QT_LIBRARIES that fits this distribution, or None for one we do not know."""
    values = {}
    try:
        with open(path) as file:
            for line in file:
                name, _, value = line.strip().partition("=")
                values[name] = value.strip("\"'")
    except OSError:
        return None
    names = [values.get("ID", ""), *values.get("ID_LIKE", "").split()]
    for family, members in ((DEBIAN, ("debian", "ubuntu")), (FEDORA, ("fedora", "rhel", "centos")), (ARCH, ("arch",))):
        if any(name in members for name in names):
            return family
    return None


def install_system_packages(packages):
    """Install them when we are root on Debian or Ubuntu; otherwise stop with the line that does it."""
    import shutil

    family = linux_family()
    if family != DEBIAN or os.geteuid() != 0:
        raise CannotContinue(line_to_run(packages, family, has_sudo=bool(shutil.which("sudo"))))
    say("installing system packages with apt-get: " + " ".join(packages))
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    said = b""
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        run = subprocess.run(
            ["apt-get", "-q", *arguments],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        said = run.stdout
    # A failed update is not the end: what apt-get knew before may do.
    if run.returncode:
        lines = [line for line in said.decode("utf-8", "replace").splitlines() if line.startswith("E:")]
        raise CannotContinue(
            "apt-get could not install them ({}). Mend that and run again, or run: apt-get update && apt-get install -y"
            " {}".format(lines[0] if lines else "it did not say why", " ".join(packages))
        )


def line_to_run(packages, family, has_sudo=True):
    """Return the sentence that ends in the line an administrator can paste."""
    names = " ".join(packages)
    if family is None:
        return "install with your package manager what holds these, then run again: " + names
    command = {
        DEBIAN: "apt-get install -y ",
        FEDORA: "dnf install -y ",
        ARCH: "pacman -S --needed --noconfirm ",
    }[family] + names
    if family == DEBIAN and not has_package_lists():
        command = "apt-get update && " + command
    command = "sudo " + command.replace("&& ", "&& sudo ") if has_sudo else "su -c '{}'".format(command)
    return "some system packages are missing. Run this line, then run again:\n" + command


def has_package_lists(folder="/var/lib/apt/lists"):
    try:
        return any(name.endswith(("_Packages", "_Packages.lz4")) for name in os.listdir(folder))
    except OSError:
        return False


def say(text):
    print("bootstrap: " + text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
