"""The line at the end of a text by which a note, a call or a task is known as ours where no field can hold our key."""

import re

LENGTH = 12
"""Characters of a key in its marker: the last ones, since ids made in the same moment begin alike."""

_MARKER = re.compile(rf"\[sdrdesk ([0-9A-Za-z]{{1,{LENGTH}}})(?:, ([^\[\]\n]*))?\]")


def short_key(key: str) -> str:
    """What of a key stands in a marker: its last letters and digits, in lower case; a short key is its own."""
    return "".join(c for c in key if c.isascii() and c.isalnum())[-LENGTH:].lower()


def marker(key: str, author: str = "") -> str:
    """The line that is written for a key, e.g. "[sdrdesk 5d1f0c9a77e2, Ana Durand]"; the author where one is named."""
    name = re.sub(r"[\s\[\]]+", " ", author).strip()
    return f"[sdrdesk {short_key(key)}, {name}]" if name else f"[sdrdesk {short_key(key)}]"


def with_marker(text: str, key: str, author: str = "") -> str:
    """A text with the marker of a key as its last line, in place of one it may bear already."""
    bare = without_marker(text)
    return f"{bare}\n\n{marker(key, author)}" if bare else marker(key, author)


def key_in(text: str) -> str:
    """The short key in the last marker of a text, "" where it bears none; people may have written after it."""
    found = _MARKER.findall(text)
    return str(found[-1][0]).lower() if found else ""


def author_in(text: str) -> str:
    """Who is named in the last marker of a text; "" where nobody is."""
    found = _MARKER.findall(text)
    return str(found[-1][1]).strip() if found else ""


def without_marker(text: str) -> str:
    """A text as it was before it was marked: without any marker, and without blank space at its end."""
    return _MARKER.sub("", text).rstrip()
