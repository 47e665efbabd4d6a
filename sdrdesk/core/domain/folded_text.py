"""A text as phrases are looked for in it: lower case, no accents, one character for one, with the way back."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_MARKS = {"’": "'", "‘": "'", "´": "'", "`": "'", "-": " ", "\u00a0": " ", "\t": " ", "\u00ad": " "}


def _plain(character: str) -> str:
    """One character of the code page 1252 as it is compared."""
    if character in _MARKS:
        return _MARKS[character]
    base = unicodedata.normalize("NFKD", character)[0].lower()
    return base if base.isascii() and base.isalnum() else character.lower()


def _table() -> bytes:
    found = bytearray(range(256))
    for code in range(256):
        try:
            found[code] = _plain(bytes([code]).decode("cp1252")).encode("cp1252")[0]
        except UnicodeDecodeError:
            continue  # five codes of the page stand for nothing
    return bytes(found)


_TABLE = _table()
_NOTHING = "\0"


@dataclass(frozen=True, slots=True)
class FoldedText:
    """The plain form, and where each of its characters stands in the original (None: at the same place)."""

    plain: str
    places: Sequence[int] | None = None

    def place(self, at: int) -> int:
        """The place in the original of a place in the plain form."""
        return at if self.places is None else self.places[at]


def fold(text: str) -> FoldedText:
    """Fold a text. The code page 1252 holds what French and English notes are written with, and folds in one step."""
    try:
        return FoldedText(text.encode("cp1252").translate(_TABLE).decode("latin-1"))
    except UnicodeEncodeError:
        return _fold_slowly(text)


def _fold_slowly(text: str) -> FoldedText:
    """Fold a text with other characters in it: arrows, emoji, narrow blanks, accents as characters of their own."""
    plain: list[str] = []
    places: list[int] = []
    for at, character in enumerate(text):
        if unicodedata.combining(character):
            continue
        try:
            byte = character.encode("cp1252")
        except UnicodeEncodeError:
            base = unicodedata.normalize("NFKD", character)[0]
            byte = base.encode("cp1252", "ignore") or _NOTHING.encode()
        plain.append(byte.translate(_TABLE).decode("latin-1"))
        places.append(at)
    return FoldedText("".join(plain), (*places, len(text)))
