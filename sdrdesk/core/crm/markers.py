"""The line at the end of a text by which a note, a call or a task is known as ours where no field can hold our key."""

import re
import string
from uuid import UUID

_DIGITS = string.digits + string.ascii_lowercase
_LENGTH = 25
"""Digits of an id in base 36: letters of one case and no sign, so that no search of a CRM breaks it or mistakes it."""
_MARKER = re.compile(r"\[sdrdesk ([0-9A-Za-z-]{1,64})(?:, ([^\[\]\n]*))?\]")


def short_key(key: str) -> str:
    """What stands in a marker for a key: an id (UUID) in fewer characters, any other key as it is."""
    try:
        number = UUID(key).int
    except ValueError:
        return key
    digits = ""
    for _place in range(_LENGTH):
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits


def whole_key(short: str) -> str:
    """The key that a marker stands for."""
    if len(short) == _LENGTH and short.isalnum() and int(short, 36) < 1 << 128:
        return str(UUID(int=int(short, 36)))
    return short


def marker(key: str, author: str = "") -> str:
    """The line that is written for a key, e.g. "[sdrdesk 0ce41e6v…, Ana Durand]"; the author where one is named."""
    name = re.sub(r"[\s\[\]]+", " ", author).strip()
    return f"[sdrdesk {short_key(key)}, {name}]" if name else f"[sdrdesk {short_key(key)}]"


def with_marker(text: str, key: str, author: str = "") -> str:
    """A text with the marker of a key as its last line, in place of one it may bear already."""
    bare = without_marker(text)
    return f"{bare}\n\n{marker(key, author)}" if bare else marker(key, author)


def key_in(text: str) -> str:
    """The key in the last marker of a text, "" where it bears none; people may have written after it."""
    found = _MARKER.findall(text)
    return whole_key(str(found[-1][0])) if found else ""


def author_in(text: str) -> str:
    """Who is named in the last marker of a text; "" where nobody is."""
    found = _MARKER.findall(text)
    return str(found[-1][1]).strip() if found else ""


def without_marker(text: str) -> str:
    """A text as it was before it was marked: without any marker, and without blank space at its end."""
    return _MARKER.sub("", text).rstrip()
