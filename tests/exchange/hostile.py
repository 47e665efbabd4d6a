"""Files made to hurt whoever reads them, each built from nothing in a line or two."""

import struct
import zipfile
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path

CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MEGABYTE = 2**20


def text_cell(reference: str, text: str) -> str:
    """A cell that holds its text itself."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def row(number: int, *cells: str) -> str:
    """A row of cells."""
    return f'<row r="{number}">{"".join(cells)}</row>'


NAMES = row(1, text_cell("A1", "Nom"), text_cell("B1", "E-mail"))
PERSON = row(2, text_cell("A2", "Zoé"), text_cell("B2", "z@x.example"))


def workbook(
    path: Path,
    body: str | Iterable[str] = "",
    *,
    dimension: str = "A1:B2",
    sheets: int = 1,
    strings: str | Iterable[str] = "",
    comment: bytes = b"",
) -> Path:
    """An xlsx whose first sheet holds these rows; the others hold a header and a person."""
    names = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, sheets + 1))
    targets = "".join(
        f'<Relationship Id="r{n}" Type="{_RELATIONSHIPS}/worksheet" Target="worksheets/s{n}.xml"/>'
        for n in range(1, sheets + 1)
    )
    if strings:
        targets += f'<Relationship Id="rs" Type="{_RELATIONSHIPS}/sharedStrings" Target="sharedStrings.xml"/>'
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
        out.comment = comment
        out.writestr("[Content_Types].xml", CONTENT_TYPES)
        out.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}"><Relationship Id="r0" Type="{_RELATIONSHIPS}/officeDocument" '
            f'Target="xl/workbook.xml"/></Relationships>',
        )
        out.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONSHIPS}"><sheets>{names}</sheets></workbook>',
        )
        out.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}">{targets}</Relationships>')
        _part(out, "xl/worksheets/s1.xml", _sheet(body or NAMES + PERSON, dimension))
        for n in range(2, sheets + 1):
            _part(out, f"xl/worksheets/s{n}.xml", _sheet(NAMES + PERSON, "A1:B2"))
        if strings:
            given = [strings] if isinstance(strings, str) else strings
            _part(out, "xl/sharedStrings.xml", [f'<sst xmlns="{_MAIN}">', *given, "</sst>"])
    return path


def _sheet(body: str | Iterable[str], dimension: str) -> Iterable[str]:
    yield f'<worksheet xmlns="{_MAIN}"><dimension ref="{dimension}"/><sheetData>'
    yield from [body] if isinstance(body, str) else body
    yield "</sheetData></worksheet>"


def _part(out: zipfile.ZipFile, name: str, pieces: Iterable[str]) -> None:
    with out.open(name, "w", force_zip64=False) as part:
        for piece in pieces:
            part.write(piece.encode())


def understated(path: Path) -> Path:
    """The same archive, whose directory and headers say that every part is a thousand bytes long."""
    content = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = content.find(signature)
        while at >= 0:
            content[at + offset : at + offset + 4] = struct.pack("<I", 1_000)
            at = content.find(signature, at + 4)
    path.write_bytes(content)
    return path


def open_document(path: Path, table: str) -> Path:
    """An ods whose only table holds these rows."""
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
        out.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{manifest}"/>')
        out.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{urn}:office:1.0" xmlns:table="{urn}:table:1.0" '
            f'xmlns:text="{urn}:text:1.0"><office:body><office:spreadsheet><table:table table:name="S1">{table}'
            f"</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return path


def compound_file(path: Path, *names: str) -> Path:
    """A compound file of Microsoft (MS-CFB) with empty-looking streams of these names: a locked xlsx is one."""
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    stream_sectors = 8  # 4,096 bytes: as long as a stream must be to stand in sectors of its own
    streams = [(name, 2 + n * stream_sectors) for n, name in enumerate(names)]
    fat = [0xFFFFFFFD, end]
    for _name, start in streams:
        fat += [*range(start + 1, start + stream_sectors), end]
    fat += [free] * (128 - len(fat))
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, 1, 0, 4096, end, 0, end, 0, 0,
    )  # fmt: skip
    entries = [_entry("Root Entry", 5, free, free, 1 if streams else free, end, 0)]
    for n, (name, start) in enumerate(streams, 1):
        right = n + 1 if n < len(streams) else free
        entries.append(_entry(name, 2, free, right, free, start, stream_sectors * 512))
    entries += [_entry("", 0, free, free, free, 0, 0)] * (4 - len(entries))
    content = header + struct.pack("<109I", 0, *[free] * 108)[: 512 - len(header)]
    content = content.ljust(512, b"\xff") + struct.pack("<128I", *fat) + b"".join(entries)
    path.write_bytes(content + bytes(512 * stream_sectors * len(streams)))
    return path


def _entry(name: str, kind: int, left: int, right: int, child: int, start: int, size: int) -> bytes:
    said = name.encode("utf-16-le") + b"\0\0" if name else b""
    return struct.pack(
        "<64sHBBIII16sIQQIQ", said, len(said), kind, 1, left, right, child, b"", 0, 0, 0, start, size
    )  # fmt: skip


# -- the collection --------------------------------------------------------------------------------------------------


def _bomb(path: Path) -> Path:
    return workbook(path, chain([NAMES], (" " * MEGABYTE for _ in range(1_500)), [PERSON]))


def _many_references(path: Path) -> Path:
    cells = (row(n, f'<c r="A{n}" t="s"><v>0</v></c>') for n in range(2, 60_000))
    return workbook(path, chain([NAMES], cells), strings=f"<si><t>{'x' * 30_000}</t></si>")


def _written(content: bytes) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return write


def _long_line(path: Path) -> Path:
    with path.open("wb") as out:
        out.write(b'nom,e-mail\nZo,z@x.example\n"')
        for _ in range(200):
            out.write(b"x" * MEGABYTE)
        out.write(b"\nAl,a@x.example\n")
    return path


def _columns(path: Path) -> Path:
    letters = [chr(65 + n) for n in range(26)]
    names = [a + b + c + d for a in ["", *letters] for b in ["", *letters] for c in ["", *letters] for d in letters]
    wide = sorted(set(names), key=lambda name: (len(name), name))[:100_000]
    return workbook(path, row(1, *(text_cell(f"{name}1", "x") for name in wide)), dimension="A1:EQXD1")


def _ods(cells: str, rows: str) -> Callable[[Path], Path]:
    return lambda path: open_document(
        path,
        f'<table:table-row {rows}><table:table-cell {cells} office:value-type="string"><text:p>Nom</text:p>'
        f"</table:table-cell></table:table-row>",
    )


FAR = row(1_048_576, text_cell("XFD1048576", "far"))
HOSTILE: dict[str, tuple[str, Callable[[Path], Path], str]] = {
    # name: the name of the file, what builds it, and what becomes of it: the rows read, with those refused, or a code
    "zip bomb": ("a.xlsx", _bomb, "spreadsheet_too_large"),
    "zip bomb that understates itself": ("a.xlsx", lambda p: understated(_bomb(p)), "spreadsheet_damaged"),
    "one string referred to 60,000 times": ("a.xlsx", _many_references, "spreadsheet_too_large"),
    "said to be A1:XFD1048576": ("a.xlsx", lambda p: workbook(p, dimension="A1:XFD1048576"), "1 rows"),
    "a cell at XFD1048576": ("a.xlsx", lambda p: workbook(p, NAMES + PERSON + FAR), "spreadsheet_too_large"),
    "10,000 sheets": ("a.xlsx", lambda p: workbook(p, sheets=10_000), "1 rows"),
    "40,000 parts": ("a.xlsx", lambda p: workbook(p, sheets=40_000), "spreadsheet_too_large"),
    "100,000 columns": ("a.xlsx", _columns, "too_many_columns"),
    "100,000 columns of text": ("a.csv", _written(b"a," * 100_000 + b"\n1,2\n"), "too_many_columns"),
    "a cell of 10 MB": (
        "a.xlsx",
        lambda p: workbook(p, NAMES + PERSON + row(3, text_cell("A3", "x" * 10 * MEGABYTE))),
        "2 rows, cell_too_long",
    ),
    "a cell of 10 MB of text": (
        "a.csv",
        _written(b"nom,e-mail\nZo,z@x.example\n" + b"x" * 10 * MEGABYTE + b",y\n"),
        "2 rows, cell_too_long",
    ),
    "a quoted cell of 200 MB": ("a.csv", _long_line, "3 rows, cell_too_long"),
    "NUL": ("a.csv", _written(b"nom,e-mail\nZo\x00e,z@x.example\n" + b"Al,a@x.example\n" * 9), "10 rows"),
    "NUL in a sheet": (
        "a.xlsx", lambda p: workbook(p, NAMES + row(2, text_cell("A2", "Zo&#0;e"))), "spreadsheet_damaged",
    ),
    "lone surrogates as bytes": ("a.csv", _written(b"nom\nZo\xed\xa0\x80e\n"), "1 rows"),
    "lone surrogates in UTF-16": ("a.csv", _written(b"\xff\xfen\0o\0m\0\n\0\x00\xd8e\0\n\0"), "1 rows"),
    "a lone surrogate in a sheet": (
        "a.xlsx", lambda p: workbook(p, NAMES + row(2, text_cell("A2", "Zo&#xD800;e"))), "spreadsheet_damaged",
    ),
    "an escaped lone surrogate": (
        "a.xlsx", lambda p: workbook(p, NAMES + row(2, text_cell("A2", "Zo_xD800_e"))), "1 rows",
    ),
    "locked": ("a.xlsx", lambda p: compound_file(p, "EncryptionInfo", "EncryptedPackage"), "spreadsheet_locked"),
    "a compound file of something else": ("a.doc", lambda p: compound_file(p, "WordDocument"), "spreadsheet_damaged"),
    "cut short": ("a.xlsx", lambda p: _written(workbook(p).read_bytes()[:-40])(p), "spreadsheet_damaged"),
    "an archive of something else": ("a.xlsx", _written(b"PK\x05\x06" + bytes(18)), "not_text"),
    "ods repeated to the last cell": (
        "a.ods",
        _ods('table:number-columns-repeated="16384"', 'table:number-rows-repeated="1048576"'),
        "spreadsheet_too_large",
    ),
    "ods repeated beyond the last cell": (
        "a.ods",
        _ods('table:number-columns-repeated="4000000000"', 'table:number-rows-repeated="4000000000"'),
        "spreadsheet_too_large",
    ),
}  # fmt: skip
