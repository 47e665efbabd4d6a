"""vCards 2.1, 3.0 and 4.0, one or many in a file, as a table with our columns: a card a row."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sdrdesk.core.exchange.csv_file import text_encoding, whole_lines
from sdrdesk.core.exchange.table import Reading, RowStream, TableForm, TableRow
from sdrdesk.core.exchange.text_stream import text_stream

HEADER = (
    "external_id", "first_name", "last_name", "full_name", "job_title", "email", "email", "email", "phone", "phone",
    "phone", "mobile", "mobile", "linkedin", "company", "domain", "city", "region", "postal_code", "country", "tags",
    "notes",
)  # fmt: skip
MOST_LINES = 5_000
"""Lines of a card, its pictures left out; longer is a card nobody closed."""
_BEGIN, _END = "BEGIN:VCARD", "END:VCARD"
_PROPERTY = re.compile(r"[A-Za-z0-9.\-]+[;:]")
_EMBEDDED = re.compile(r"(?:[\w\-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:]", re.IGNORECASE)
_EXTENSION = re.compile(r";ext=(\d+)")


def is_vcard(head: bytes) -> bool:
    """Whether a file begins as a vCard does."""
    return b"".join(head.replace(b"\x00", b"").split()).lstrip(b"\xef\xbb\xbf\xff\xfe").upper()[:11] == b"BEGIN:VCARD"


def vcard_form(path: Path, reading: Reading) -> TableForm:
    """The columns that any card can fill; UserError when the file is no text."""
    return TableForm("vcard", HEADER, 0, text_encoding(path, reading.encoding))


def vcard_rows(path: Path, form: TableForm) -> RowStream:
    """A row for each card, with the line it begins on; a card that cannot be read is a fault, and the rest goes on."""
    for line, card, closed in _cards(path, form.encoding):
        yield _row(line, card) if closed else TableRow(line, (), "card_not_closed")


def count_cards(path: Path) -> int:
    """About how many cards a file holds."""
    with path.open("rb") as stream:
        return sum(block.upper().count(b"BEGIN:VCARD") for block in iter(lambda: stream.read(1 << 20), b""))


def _cards(path: Path, encoding: str) -> Iterator[tuple[int, list[str], bool]]:
    """Where each card begins, its lines without pictures, and whether it ends."""
    start, embedded = 0, False
    card: list[str] = []
    with text_stream(path, encoding, None) as stream:
        for number, line in enumerate(whole_lines(stream), 1):
            mark = line.strip().lstrip("\ufeff").upper()
            if mark == _BEGIN:
                if start:
                    yield start, card, False
                start, card, embedded = number, [], False
            embedded = bool(_EMBEDDED.match(line)) or (embedded and not _PROPERTY.match(line))
            if start and not embedded:
                card.append(line.rstrip("\n"))
            if start and (mark == _END or len(card) > MOST_LINES):
                yield start, card, mark == _END
                start = 0
    if start:
        yield start, card, False


def _row(line: int, lines: list[str]) -> TableRow:
    # Loaded here: it takes a tenth of a second, and most imports hold no card.
    import vobject

    try:
        card = vobject.readOne("\n".join([_BEGIN, *lines[1:-1], _END, ""]), allowQP=True)
        values = _values(card)
    except (vobject.base.VObjectError, ValueError, LookupError, TypeError, AttributeError):
        # It answers a card that breaks the rules with whatever its parts happen to raise.
        return TableRow(line, (), "card_unreadable")
    places: dict[str, list[str]] = {name: list(given) for name, given in values.items()}
    return TableRow(line, tuple(places[name].pop(0) if places.get(name) else "" for name in HEADER))


def _values(card: Any) -> dict[str, list[str]]:
    """What a card says, by column of ours, what it prefers first."""
    found: dict[str, list[str]] = {}
    for each in sorted(_of(card, "tel"), key=_rank):
        if column := _phone_column(_kinds(each)):
            found.setdefault(column, []).append(_phone(str(each.value)))
    emails = [str(e.value).removeprefix("mailto:") for e in sorted(_of(card, "email"), key=_rank)]
    sites = [str(e.value) for e in (*_of(card, "url"), *_of(card, "x-socialprofile"))]
    linkedin = [s for s in sites if "linkedin." in s.lower()]
    found |= {
        "email": emails,
        "linkedin": linkedin,
        "domain": [str(e.value) for e in _of(card, "url") if str(e.value) not in linkedin],
        "job_title": [_text(e.value) for e in (*_of(card, "title"), *_of(card, "role"))],
        "company": [_text(_first(e.value)) for e in _of(card, "org")],
        "tags": [", ".join(_text(tag) for e in _of(card, "categories") for tag in _listed(e.value))],
        "notes": ["\n\n".join(_text(e.value).replace("\r\n", "\n") for e in _of(card, "note"))],
        "external_id": [_text(e.value) for e in _of(card, "uid")],
    }
    for place in sorted(_of(card, "adr"), key=_rank)[:1]:
        parts = {"city": "city", "region": "region", "postal_code": "code", "country": "country"}
        found |= {ours: [_text(getattr(place.value, theirs))] for ours, theirs in parts.items()}
    return found | _name(card)


def _name(card: Any) -> dict[str, list[str]]:
    parts = next((e.value for e in _of(card, "n")), None)
    first, last = (_text(parts.given), _text(parts.family)) if parts is not None else ("", "")
    if first or last:
        return {"first_name": [first], "last_name": [last]}
    full = [_text(e.value) for e in _of(card, "fn")]
    # What phones write as the name of a firm's card is the firm's.
    organisations = [_text(_first(e.value)) for e in _of(card, "org")]
    return {"full_name": [f for f in full if f not in organisations]}


def _of(card: Any, name: str) -> list[Any]:
    return list(card.contents.get(name, ()))


def _kinds(each: Any) -> set[str]:
    """How a number or address is labelled: `TYPE=CELL,VOICE` and, in 2.1, bare `CELL`."""
    said = [kind for kinds in each.params.get("TYPE", ()) for kind in kinds.split(",")]
    return {kind.strip().upper() for kind in (*said, *each.singletonparams)}


def _rank(each: Any) -> int:
    if "PREF" in _kinds(each):
        return 0
    said = each.params.get("PREF", ["100"])[0]
    return int(said) if said.isdigit() else 100


def _phone_column(kinds: set[str]) -> str:
    if kinds & {"FAX", "PAGER", "MODEM"} and not kinds & {"VOICE", "CELL"}:
        return ""
    return "mobile" if "CELL" in kinds or "MOBILE" in kinds or "IPHONE" in kinds else "phone"


def _phone(said: str) -> str:
    return _EXTENSION.sub(r" ext \1", said.removeprefix("tel:"))


def _first(value: Any) -> Any:
    return next(iter(_listed(value)), "")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _text(value: Any) -> str:
    return (" ".join(str(v) for v in value) if isinstance(value, list) else str(value)).strip()
