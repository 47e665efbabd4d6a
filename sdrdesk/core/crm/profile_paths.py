"""Where a value stands in JSON: `a.b`, `list[0].b`, `list[type=email].value`, read and written.

A selector `[name=value]` is the first item whose member reads so; `[name=]` one whose member is empty; `[]` is every
item of a list and is only read. The empty path is the whole.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

MISSING = object()
"""What stands at a path that is not there."""
MOST_ITEMS = 100
"""An index in a path stays below this: a list is filled up to it."""

_STEP = re.compile(r"(?P<name>[A-Za-z_][\w-]*)(?P<select>(?:\[[^\[\]]*\])*)|(?P<first>(?:\[[^\[\]]*\])+)")
_SELECT = re.compile(r"\[\]|\[(?P<index>\d{1,2})\]|\[(?P<name>[A-Za-z_]\w*)=(?P<value>[^\[\]]*)\]")


@dataclass(frozen=True, slots=True)
class Select:
    """The first item of a list whose member `name` reads as `value`."""

    name: str
    value: str

    def holds(self, item: object) -> bool:
        """Whether an item is the one."""
        return isinstance(item, Mapping) and plain(item.get(self.name)) == self.value

    def made(self) -> dict[str, Any]:
        """A new item that is the one."""
        return {self.name: {"true": True, "false": False, "": None}.get(self.value, self.value)}


class Every:
    """Every item of a list."""


EVERY = Every()
Step = str | int | Select | Every
Path = tuple[Step, ...]


@cache
def path(text: str) -> Path:
    """The steps of a path; ValueError where it is none."""
    steps: list[Step] = []
    for part in _parts(text) if text else []:
        found = _STEP.fullmatch(part)
        if not found:
            raise ValueError(text)
        if found["name"]:
            steps.append(found["name"])
        selects = found["select"] or found["first"] or ""
        at = 0
        while at < len(selects):
            select = _SELECT.match(selects, at)
            if not select:
                raise ValueError(text)
            steps.append(_selector(select))
            at = select.end()
    return tuple(steps)


def _selector(found: re.Match[str]) -> Step:
    if found["index"]:
        return int(found["index"])
    return Select(found["name"], found["value"]) if found["name"] else EVERY


def _parts(text: str) -> list[str]:
    """A path cut at its dots, those within brackets left alone."""
    return re.split(r"\.(?![^\[]*\])", text)


def value_at(root: Any, where: Path) -> Any:
    """What stands at a path: MISSING where the way there is not there, None where a list has no such item."""
    here = root
    for n, step in enumerate(where):
        if isinstance(step, str):
            if not isinstance(here, Mapping):
                return None if here is None and n else MISSING
            here = here.get(step, MISSING)
        elif isinstance(here, list):
            if isinstance(step, Every):
                return [value_at(item, where[n + 1 :]) for item in here]
            here = _item(here, step)
        else:
            return None if here is None else MISSING
        if here is MISSING:
            return MISSING
    return here


def _item(items: list[Any], step: Step) -> Any:
    if isinstance(step, int):
        return items[step] if step < len(items) else None
    return next((i for i in items if isinstance(step, Select) and step.holds(i)), None)


def set_at(root: Any, where: Path, value: Any) -> None:
    """Put a value at a path of dicts and lists, making what is not there on the way."""
    here = root
    for n, step in enumerate(where):
        last = n == len(where) - 1
        if last and isinstance(step, str | int):
            _put(here, step, value)
            return
        here = _way(here, step, [] if not last and not isinstance(where[n + 1], str) else {})


def _put(here: Any, step: str | int, value: Any) -> None:
    if isinstance(step, int):
        _fill(here, step)
    here[step] = value


def _way(here: Any, step: Step, empty: Any) -> Any:
    """The container behind a step, made where there is none."""
    if isinstance(step, Select):
        found = _item(here, step)
        if found is None:
            found = step.made()
            here.append(found)
        return found
    if isinstance(step, int):
        _fill(here, step)
    there = here.get(step) if isinstance(step, str) else here[step]
    if not isinstance(there, type(empty)):
        there = here[step] = empty
    return there


def _fill(items: list[Any], index: int) -> None:
    items.extend({} for _ in range(index + 1 - len(items)))


def plain(value: Any) -> str:
    """A value of JSON as a text: "" for null, numbers without an idle fraction."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return f"{value:.0f}" if value.is_integer() else repr(value)
        case str() | int():
            return str(value)
        case _:
            return ""
