"""A grid while it is edited: plain values with their faults, and every step back."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sdrdesk.core.domain.grid import CYCLES, Kind
from sdrdesk.core.domain.grid_check import GridFault, check_grid

Raw = Mapping[str, Any]
"""The plain values of a grid file, never changed in place: each edit makes new ones that share what stays."""

Path = tuple[str | int, ...]
"""Where a value stands: ("criterion", 2, "label", "fr")."""

LISTS = ("criterion", "option", "band")


class GridDraft:
    """A grid being edited. Typing into one place is one step back; what stands there is checked at every edit."""

    def __init__(self, raw: Raw) -> None:
        self.raw: Raw = raw
        self._past: list[Raw] = []
        self._ahead: list[Raw] = []
        self._typed_at: Path | None = None
        self._check()

    def _check(self) -> None:
        self.grid, self.faults = check_grid(self.raw)

    # -- edits --------------------------------------------------------------------------------------------------

    def type(self, path: Path, value: object) -> None:
        """Set a value as it is typed; keys in a row at one place are one step."""
        self._take(_with(self.raw, path, value), path)

    def set(self, path: Path, value: object) -> None:
        """Set a value in one step; None takes the key away."""
        self._take(_with(self.raw, path, value))

    def insert(self, path: Path, table: Raw, at: int | None = None) -> int:
        """Put a table into the list at `path`, at its end by default; where it stands."""
        tables = self.tables(path)
        place = len(tables) if at is None else at
        self._take(_with(self.raw, path, [*tables[:place], dict(table), *tables[place:]]))
        return place

    def remove(self, path: Path) -> None:
        """Take one table out of its list; what came after a criterion that goes comes after nothing."""
        *owner, index = path
        tables = self.tables(tuple(owner))
        gone = tables[int(index)].get("id")
        raw = _with(self.raw, tuple(owner), [t for n, t in enumerate(tables) if n != index])
        if owner == ["criterion"]:
            for n, table in enumerate(_tables(raw["criterion"])):
                if gone and table.get("after") == gone:
                    raw = _with(raw, ("criterion", n, "after"), None)
        self._take(raw)

    def move(self, path: Path, by: int) -> int:
        """Move one table within its list; where it then stands."""
        *owner, index = path
        tables = list(self.tables(tuple(owner)))
        place = min(max(int(index) + by, 0), len(tables) - 1)
        if place != index:
            tables.insert(place, tables.pop(int(index)))
            self._take(_with(self.raw, tuple(owner), tables))
        return place

    def rename(self, index: int, new_id: str) -> None:
        """Give a criterion another id; what comes after it goes on doing so.

        An id typed letter by letter may read as another's on the way: what follows is told by what stood there before.
        """
        path = ("criterion", index, "id")
        begun = self._past[-1] if self._typed_at == path else self.raw
        old, raw = _tables(begun["criterion"])[index].get("id"), _with(begun, path, new_id)
        if [t.get("id") for t in _tables(begun["criterion"])].count(old) == 1:
            for n, table in enumerate(_tables(begun["criterion"])):
                if old and table.get("after") == old:
                    raw = _with(raw, ("criterion", n, "after"), new_id)
        self._take(raw, path)

    def _take(self, raw: Raw, typed_at: Path | None = None) -> None:
        if raw == self.raw:
            return
        if typed_at is None or typed_at != self._typed_at:
            self._past.append(self.raw)
        self.raw, self._typed_at = raw, typed_at
        self._ahead.clear()
        self._check()

    # -- steps --------------------------------------------------------------------------------------------------

    def undo(self) -> bool:
        """Go one step back; whether there was one."""
        return self._step(self._past, self._ahead)

    def redo(self) -> bool:
        """Go forward again; whether there was a step."""
        return self._step(self._ahead, self._past)

    def _step(self, source: list[Raw], target: list[Raw]) -> bool:
        if not source:
            return False
        target.append(self.raw)
        self.raw, self._typed_at = source.pop(), None
        self._check()
        return True

    @property
    def can_undo(self) -> bool:
        """Whether there is a step back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step forward."""
        return bool(self._ahead)

    # -- reading ------------------------------------------------------------------------------------------------

    def value(self, path: Path, default: Any = None) -> Any:
        """What stands at a place."""
        found: Any = self.raw
        for key in path:
            try:
                found = found[key]
            except (KeyError, IndexError, TypeError):
                return default
        return found

    def tables(self, path: Path) -> Sequence[Raw]:
        """The tables of a list, in their places; none where there is no list."""
        return _tables(self.value(path, []))

    def where(self, path: Path) -> str:
        """How the check names a place (formats, section 1): criterion.ID.option.ID.key."""
        parts: list[str] = []
        for n, key in enumerate(path):
            if isinstance(key, int):
                given = self.value((*path[: n + 1], "id")) if path[n - 1] != "band" else None
                parts.append(given if isinstance(given, str) and given else str(key + 1))
            else:
                parts.append(key)
        return ".".join(parts)

    def faults_at(self, path: Path, *, below: bool = False) -> tuple[GridFault, ...]:
        """The faults of one place, with `below` those of all it holds too."""
        where = self.where(path)
        return tuple(f for f in self.faults if f.where == where or (below and f.where.startswith(f"{where}.")))

    def path_of(self, where: str) -> Path:
        """The place a fault names; one that is missing follows the last that is there."""
        found = max((p for p in _places(self.raw) if _leads_to(self.where(p), where)), key=len, default=())
        rest = where.removeprefix(self.where(found)).strip(".")
        return (*found, *rest.split(".")) if rest else found

    def points(self) -> dict[str, int]:
        """Whole tenths each criterion can earn in the grid's cycle; empty while the grid has faults."""
        return self.grid.maxima() if self.grid else {}


def _tables(found: object) -> Sequence[Raw]:
    """What is no table counts as an empty one, so that every table keeps its place."""
    return [t if isinstance(t, Mapping) else {} for t in found] if isinstance(found, list) else []


def _leads_to(place: str, where: str) -> bool:
    return where == place or where.startswith(f"{place}.")


def _places(raw: Raw, before: Path = ()) -> Iterator[Path]:
    for key, value in raw.items():
        yield (*before, key)
        if key in LISTS and isinstance(value, list):
            for n, table in enumerate(value):
                if isinstance(table, Mapping):
                    yield (*before, key, n)
                    yield from _places(table, (*before, key, n))
        elif isinstance(value, Mapping):
            yield from _places(value, (*before, key))


def _with(raw: Any, path: Path, value: object) -> Any:
    """The same values with one replaced, or taken away (None)."""
    if not path:
        return value
    key, *rest = path
    if isinstance(raw, list):
        return [_with(item, tuple(rest), value) if n == key else item for n, item in enumerate(raw)]
    table = dict(raw) if isinstance(raw, Mapping) else {}
    if not rest and value is None:
        table.pop(str(key), None)
    else:
        table[str(key)] = _with(table.get(str(key), {}), tuple(rest), value)
    return table


def new_criterion(taken: Sequence[str], kind: Kind) -> dict[str, Any]:
    """A criterion to be filled in; the check says what it still wants."""
    blank = {"en": "", "fr": ""}
    table: dict[str, Any] = {
        "id": free_id("question" if kind is not Kind.SIGNALS else "signals", taken),
        "family": "behaviour" if kind is Kind.SIGNALS else "intent",
        "kind": kind.value,
        "label": blank,
        "weight": dict.fromkeys(CYCLES, 10),
    }
    if kind is Kind.SIGNALS:
        return table | {"half_life_days": 30, "signal": {"demo_request": 100}}
    table["question"] = blank
    if kind is Kind.CHOICE:
        first = new_option([], 100)
        return table | {"option": [first, new_option([first["id"]])]}
    return table | {"band": [{"up_to": 10, "percent": 0}, {"percent": 100}]}


def new_option(taken: Sequence[str], percent: int = 0) -> dict[str, Any]:
    """An answer to be filled in."""
    return {"id": free_id("answer", taken), "label": {"en": "", "fr": ""}, "percent": percent}


def free_id(wanted: str, taken: Sequence[str]) -> str:
    """An id made of a text, not yet taken: letters, digits and underscores."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", wanted) if not unicodedata.combining(c))
    base = re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_") or "grid"
    return next(i for i in (base, *(f"{base}_{n}" for n in range(2, len(taken) + 3))) if i not in taken)


def copied(grid: Raw, new_id: str, name: Mapping[str, str]) -> Raw:
    """A grid of one's own, begun from another: version 1, agreed by nobody yet."""
    return {k: v for k, v in grid.items() if k not in ("agreed_by", "review_by")} | {
        "id": new_id,
        "version": 1,
        "name": dict(name),
    }
