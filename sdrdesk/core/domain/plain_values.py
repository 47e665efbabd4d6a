"""Reads plain values (a parsed TOML file) one by one and names every fault, each with its place."""

from collections.abc import Mapping
from dataclasses import dataclass

LANGUAGES = ("en", "fr")
LONGEST_VALUE = 80
"""Characters of a faulty value that a fault quotes."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a data file: its place in the file, and a code of the words table `grid_fault`."""

    where: str
    code: str
    value: str = ""


class PlainReader:
    """Collects faults while it reads; a faulty part is replaced by a harmless one so that reading goes on."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def fault(self, where: str, code: str, value: object = "") -> None:
        self.faults.append(Fault(where, code, _shortened(value)))

    def known_keys(self, raw: Mapping[str, object], allowed: set[str], where: str) -> None:
        for key in raw:
            if key not in allowed:
                self.fault(join(where, key), "unknown_key", key)

    def string(self, raw: Mapping[str, object], key: str, where: str, *, required: bool = True) -> str:
        value = raw.get(key)
        if value is None:
            if required:
                self.fault(join(where, key), "missing")
        elif not isinstance(value, str) or not value.strip():
            self.fault(join(where, key), "mistyped", value)
        else:
            return value
        return ""

    def integer(self, raw: Mapping[str, object], key: str, where: str, low: int = 0, high: int | None = None) -> int:
        value = raw.get(key)
        if value is None:
            self.fault(join(where, key), "missing")
        elif isinstance(value, bool) or not isinstance(value, int):
            self.fault(join(where, key), "mistyped", value)
        elif value < low or (high is not None and value > high):
            self.fault(join(where, key), "out_of_range", value)
        else:
            return value
        return low

    def text(self, raw: Mapping[str, object], key: str, where: str, *, required: bool = True) -> dict[str, str]:
        value = raw.get(key)
        place = join(where, key)
        if value is None:
            if required:
                self.fault(place, "missing")
            return dict.fromkeys(LANGUAGES, "")
        if not isinstance(value, Mapping):
            self.fault(place, "mistyped", value)
            return dict.fromkeys(LANGUAGES, "")
        self.known_keys(value, set(LANGUAGES), place)
        for language in LANGUAGES:
            said = value.get(language)
            if said is not None and not isinstance(said, str):
                self.fault(join(place, language), "mistyped", said)
            elif not said or not said.strip():
                self.fault(join(place, language), "untranslated")
        return {language: str(value.get(language, "")) for language in LANGUAGES}

    def table(self, raw: Mapping[str, object], key: str, where: str) -> Mapping[str, object]:
        value = raw.get(key)
        if value is None:
            self.fault(join(where, key), "missing")
        elif not isinstance(value, Mapping):
            self.fault(join(where, key), "mistyped", value)
        else:
            return value
        return {}

    def tables(self, raw: Mapping[str, object], key: str, where: str) -> list[Mapping[str, object]]:
        value = raw.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, Mapping) for v in value):
            self.fault(join(where, key), "mistyped", value)
            return []
        return value

    def strings(self, raw: Mapping[str, object], key: str, where: str) -> tuple[str, ...]:
        value = raw.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            self.fault(join(where, key), "mistyped", value)
            return ()
        return tuple(value)

    def one_of(self, raw: Mapping[str, object], key: str, where: str, allowed: list[str], code: str) -> str:
        value = self.string(raw, key, where)
        if value and value not in allowed:
            self.fault(join(where, key), code, value)
            return ""
        return value


def join(where: str, key: str) -> str:
    """The place of a key within a place."""
    return f"{where}.{key}" if where else key


def _shortened(value: object) -> str:
    try:
        said = str(value)
    except ValueError:  # a whole number of thousands of digits
        return "…"
    return said if len(said) <= LONGEST_VALUE else f"{said[: LONGEST_VALUE - 1]}…"
