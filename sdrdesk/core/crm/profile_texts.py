"""A text of a CRM that holds more than one value: lines of "Label: value", what people wrote, our marker."""

import re
from collections.abc import Mapping

from sdrdesk.core.crm.markers import key_in, marker, short_key, whole_key, with_marker, without_marker

ELLIPSIS = "…"
_IN_TITLE = re.compile(r"\s*\[([0-9a-z]{25})\]")
"""A title has little room: the short key alone. One that is no id in base 36 stands there in its whole marker."""


def with_lines(text: str, lines: Mapping[str, str]) -> str:
    """A text with these "Label: value" lines in it: changed where they stand, new ones first, "" takes one away."""
    kept: list[str] = []
    open_lines = dict(lines)
    for line in text.split("\n"):
        label = label_of(line)
        if label not in lines:
            kept.append(line)
        elif said := open_lines.pop(label, ""):
            kept.append(f"{label}: {_one_line(said)}")
    new = [f"{label}: {_one_line(said)}" for label, said in open_lines.items() if said]
    return "\n".join([*new, *kept]).strip("\n")


def lines_of(text: str, labels: tuple[str, ...]) -> tuple[dict[str, str], str]:
    """The values of the lines with these labels, "" where there is none, and what else the text says."""
    found = dict.fromkeys(labels, "")
    rest = []
    for line in text.split("\n"):
        label = label_of(line)
        if label in found:
            found[label] = line.partition(":")[2].strip()
        else:
            rest.append(line)
    return found, "\n".join(rest).strip("\n")


def label_of(line: str) -> str:
    """What stands before the colon of a line."""
    label, colon, _value = line.partition(":")
    return label.strip() if colon else ""


def marked(text: str, key: str, form: str, longest: int, author: str = "") -> str:
    """A text with the marker of a key below it, or behind it in a title; cut so that both fit, never the marker."""
    if form == "title":
        sign = f"[{short_key(key)}]"
        sign = sign if _IN_TITLE.fullmatch(sign) else marker(key)
        room = longest - len(sign) - 1 if longest else 0
        return f"{cut(_one_line(unmarked(text, form)), room)} {sign}".strip()
    room = longest - len(marker(key, author)) - 2 if longest else 0
    return with_marker(cut(without_marker(text), room), key, author)


def key_of(text: str, form: str) -> str:
    """The key that a marked text bears, "" where it bears none."""
    found = _IN_TITLE.findall(text) if form == "title" else []
    return whole_key(found[-1]) if found else key_in(text)


def unmarked(text: str, form: str) -> str:
    """A marked text as people wrote it."""
    return without_marker(_IN_TITLE.sub("", text) if form == "title" else text)


def cut(text: str, longest: int) -> str:
    """A text of at most so many characters, with an ellipsis where something is left out; 0 is no limit."""
    if not longest or len(text) <= longest:
        return text
    return text[: max(0, longest - 1)].rstrip() + ELLIPSIS


def _one_line(text: str) -> str:
    return " ".join(text.split())
