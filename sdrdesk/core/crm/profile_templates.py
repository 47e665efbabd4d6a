"""Places to fill in, `{like_this}`, in the addresses, headers, parameters and bodies of a profile."""

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

PLACE = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[A-Za-z_][\w]*)?)\}")

Given = Mapping[str, Any]


class Unfilled(Exception):  # noqa: N818 (asked for, not gone wrong)
    """A place has nothing to be filled with: what holds it is left out."""


def places(template: object) -> set[str]:
    """The names of the places in a template, however deep."""
    if isinstance(template, str):
        return set(PLACE.findall(template))
    if isinstance(template, Mapping):
        return set().union(*(places(v) for v in template.values()))
    if isinstance(template, list | tuple):
        return set().union(*(places(v) for v in template))
    return set()


def _of(given: Given, name: str) -> Any:
    value = given.get(name)
    if value is None or value == "":
        raise Unfilled(name)
    return value


def filled(template: str, given: Given, made: Callable[[str], str] = str) -> str:
    """A text with its places filled, each passed through `made`; Unfilled where one has nothing."""
    return PLACE.sub(lambda m: made(str(_of(given, m[1]))), template)


def filled_path(template: str, given: Given) -> str:
    """A path with its places filled, each as one safe segment."""
    return filled(template, given, lambda said: quote(said, safe=""))


def filled_value(template: Any, given: Given) -> Any:
    """A JSON value with its places filled; a text that is one place takes the value with its own type."""
    if isinstance(template, str):
        alone = PLACE.fullmatch(template)
        return _of(given, alone[1]) if alone else filled(template, given)
    if isinstance(template, Mapping):
        return {k: filled_value(v, given) for k, v in template.items()}
    if isinstance(template, list | tuple):
        return [filled_value(v, given) for v in template]
    return template


def unfolded(template: str, text: str, names: tuple[str, ...]) -> dict[str, str] | None:
    """The parts of a text that was filled from a template, None where it was not; the last part takes all the rest.

    Every other part is what stands on one line, so that the text is read once from its beginning.
    """
    found: dict[str, str] = {}
    rest, pieces = text, PLACE.split(template)
    if not rest.startswith(pieces[0]):
        return None
    rest = rest[len(pieces[0]) :]
    for n in range(1, len(pieces), 2):
        name, after, last = pieces[n], pieces[n + 1], n + 2 >= len(pieces)
        if last:
            if after and not rest.endswith(after):
                return None
            part, rest = rest[: len(rest) - len(after)], ""
        else:
            part, parted, rest = rest.partition(after)
            if not parted:
                rest = ""
        if name in names:
            found[name] = part
    return found
