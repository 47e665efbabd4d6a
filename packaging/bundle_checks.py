"""Runs a built program as people will: from another folder, without a home, in French, as a window and as a command."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

TIMEOUT = 120
LEADS = "Nom;Société;E-mail;Téléphone\nDurand;Fumée;d@fumee.example;01 99 00 12 34\n"
REQUEST = {"now": "2026-01-06T10:00:00+01:00", "answers": {}}
APPLICATION_ID = 0x53445244


class BundleError(SystemExit):
    """The program does not do what it must; the reason is its message."""


def check(bundle: Path) -> Iterator[str]:
    """Yield each thing that was proved; raise BundleError at the first that fails."""
    program = program_of(bundle)
    with tempfile.TemporaryDirectory(prefix="sdrdesk-bundle-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        run(program, ["--smoke"], place)
        yield "the window starts, and passes its own test"
        if sys.platform.startswith("linux"):
            moved = shutil.copytree(bundle, place / "un autre dossier" / bundle.name, symlinks=True)
            run(program_of(moved), ["--smoke"], place, HOME=str(place / "no" / "home" / "yet"), LANG="fr_FR.UTF-8")
            yield "so it does from another folder, with no home, in French"
        yield from command_line(program, place)
        older_store(program, place)
        yield "a store of an earlier version is brought up to date"


def program_of(bundle: Path) -> Path:
    """The program in a bundle."""
    inside = {"darwin": "Contents/MacOS/sdrdesk", "win32": "sdrdesk.exe"}.get(sys.platform, "sdrdesk")
    return bundle / inside


def command_line(program: Path, place: Path) -> Iterator[str]:
    """Import, read the queue, assess: the same program without a window."""
    (place / "leads.csv").write_text(LEADS, encoding="utf-8")
    (place / "request.json").write_text(json.dumps(REQUEST), encoding="utf-8")
    store = ["--workspace", str(place / "one.sdrdesk")]
    done = json.loads(run(program, [*store, "import", "--json", str(place / "leads.csv")], place))
    expect(done["created"] == 1, f"import made {done}")
    queue = json.loads(run(program, [*store, "queue", "--json"], place))
    expect(sum(queue["counts"].values()) == 1, f"the queue is {queue}")
    for day, due in (("2026-12-24", 1), ("2026-12-25", 0)):
        queue = json.loads(run(program, [*store, "queue", "--json", "--at", f"{day}T10:00"], place))
        expect(queue["counts"]["due"] == due, f"the queue of {day} is {queue}: holidays are not kept")
    verdict = json.loads(
        run(program, ["assess", "--json", "--grid", "bant", "--answers", str(place / "request.json")], place)
    )
    expect(verdict["earned"] + verdict["open"] + verdict["lost"] == 1000, f"the assessment is {verdict}")
    yield "import, queue and assess work from the command line"
    found = json.loads(run(program, [*store, "insights", "--json"], place))
    expect(found["leads"] == 1, f"the figures are {found}")
    yield "figures are counted"
    workbook(place / "leads.xlsx")
    done = json.loads(run(program, [*store, "import", "--json", str(place / "leads.xlsx")], place))
    expect(done["created"] == 1, f"import of a spreadsheet made {done}")
    yield "a spreadsheet is imported, by a process that the program starts of itself"
    french, english = (
        run(program, ["--lang", lang, *store, "import", str(place / "none.csv")], place, status=1)
        for lang in ("fr", "en")
    )
    expect(french != english, f"the same words in French and in English: {english}")
    yield "a refusal is said in French and in English"
    vendors = run(program, [*store, "crm", "vendors", "--json"], place)
    expect(all(name in vendors for name in ("hubspot", "odoo", "tryton")), f"the CRMs are {vendors}")
    yield "the CRMs are there"


def workbook(path: Path) -> None:
    """The least of an xlsx: a header and a lead."""
    base = "http://schemas.openxmlformats.org/"
    main, office = f"{base}spreadsheetml/2006/main", f"{base}officeDocument/2006/relationships"
    rows = (("Nom", "E-mail"), ("Roy", "roy@braise.example"))
    cells = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in row) + "</row>" for row in rows
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{base}package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{base}package/2006/relationships"><Relationship Id="r0" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{base}package/2006/relationships"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="worksheets/s.xml"/></Relationships>',
        "xl/worksheets/s.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w") as out:
        for name, text in parts.items():
            out.writestr(name, text)


def older_store(program: Path, place: Path) -> None:
    """A store from before the first step, so that Alembic must find its steps on the disk and carry them all out."""
    path = place / "older.sdrdesk"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 0")
    said = json.loads(run(program, ["--workspace", str(path), "check", "--json"], place))
    expect(said["ok"], f"a store brought up to date is {said}")
    with closing(sqlite3.connect(path)) as connection:
        expect(connection.execute("PRAGMA user_version").fetchone()[0] > 0, "the store was not brought up to date")


def run(program: Path, arguments: list[str], place: Path, status: int = 0, **environment: str) -> str:
    """Run it with nothing of this environment's Python, away from the checkout; what it printed."""
    kept = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_RUNTIME_DIR")
    given = {k: os.environ[k] for k in kept if k in os.environ}
    given |= {"HOME": str(place), "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"} | environment
    done = subprocess.run(
        [str(program), *arguments],
        cwd=place,
        env=given,
        capture_output=True,
        encoding="utf-8",
        timeout=TIMEOUT,
    )
    if done.returncode != status:
        said = f"{done.stdout}{done.stderr}".strip()
        raise BundleError(f"bundle: {program.name} {' '.join(arguments)}: status {done.returncode}\n{said}")
    return done.stdout if status == 0 else done.stderr


def expect(true: bool, why: str) -> None:
    """Raise unless it is so."""
    if not true:
        raise BundleError(f"bundle: {why}")
