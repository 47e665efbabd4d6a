"""Checks the tables of weak signals and makes values of them; every fault has its place and its code."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sdrdesk.core.domain.grid import TOPICS
from sdrdesk.core.domain.phrases import Phrase, PhraseError, Piece, read_groups, read_phrase
from sdrdesk.core.domain.weak_signals import Cue, SignalCode, SignalTables, Stance

FORMAT = 1
_CODE_KEYS = {"topic", "stance", "level", "label", "about", "yields_to"}
_TABLE_KEYS = {"format", "language", "groups", "cues", "phrases"}


@dataclass(frozen=True, slots=True)
class TableFault:
    """What is wrong with a table: where, the code of why, and the value at fault."""

    where: str
    code: str
    value: str = ""


def read_codes(raw: Mapping[str, Any]) -> tuple[dict[str, SignalCode], list[TableFault]]:
    """The codes of a parsed codes file, and its faults."""
    faults = [TableFault(k, "unknown_key", k) for k in raw if k not in ("format", "code")]
    if raw.get("format") != FORMAT:
        faults.append(TableFault("format", "bad_format", str(raw.get("format"))))
    found: dict[str, SignalCode] = {}
    for code, entry in _entries(raw.get("code")):
        fault = _code_fault(entry)
        if fault:
            faults.append(TableFault(f"code.{code}.{fault[0]}", *fault[1:]))
            continue
        found[code] = SignalCode(
            code,
            entry["topic"],
            Stance(entry["stance"]),
            entry.get("level"),
            entry["label"],
            tuple(entry.get("about", ())),
            frozenset(entry.get("yields_to", ())),
        )
    for known in found.values():
        strange = sorted(known.yields_to - set(found))
        faults += [TableFault(f"code.{known.code}.yields_to", "unknown_code", other) for other in strange]
    return found, faults


def _entries(raw: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(raw, Mapping):
        yield from ((str(k), v if isinstance(v, Mapping) else {}) for k, v in raw.items())


def _code_fault(entry: Mapping[str, Any]) -> tuple[str, str, str] | None:
    """Key, code and value of the first fault of a code."""
    for key in entry:
        if key not in _CODE_KEYS:
            return key, "unknown_key", key
    if entry.get("topic") not in TOPICS:
        return "topic", "unknown_topic", str(entry.get("topic"))
    if entry.get("stance") not in set(Stance):
        return "stance", "unknown_stance", str(entry.get("stance"))
    level = entry.get("level")
    if level is not None and (isinstance(level, bool) or not isinstance(level, int) or not 0 <= level <= 100):
        return "level", "bad_level", str(level)
    label = entry.get("label")
    if not isinstance(label, Mapping) or not all(isinstance(label.get(x), str) and label[x] for x in ("en", "fr")):
        return "label", "no_label", ""
    for key in ("about", "yields_to"):
        if not _texts(entry.get(key, [])):
            return key, "not_texts", ""
    return None


def _texts(raw: Any) -> bool:
    return isinstance(raw, list) and all(isinstance(text, str) and text for text in raw)


def read_table(raw: Mapping[str, Any], codes: Mapping[str, SignalCode]) -> tuple[list[Phrase], list[TableFault]]:
    """The phrases and cues of a parsed phrase table, and its faults."""
    faults = [TableFault(k, "unknown_key", k) for k in raw if k not in _TABLE_KEYS]
    if raw.get("format") != FORMAT:
        faults.append(TableFault("format", "bad_format", str(raw.get("format"))))
    try:
        groups = read_groups({k: str(v) for k, v in dict(raw.get("groups", {})).items()})
    except PhraseError as error:
        return [], [*faults, TableFault("groups", error.code, error.phrase)]
    found: list[Phrase] = []
    for part, known in (("cues", set(map(str, Cue))), ("phrases", set(codes))):
        for name, said in dict(raw.get(part, {})).items():
            where = f"{part}.{name}"
            if name not in known:
                faults.append(TableFault(where, "unknown_code", name))
            elif not _texts(said):
                faults.append(TableFault(where, "not_texts", ""))
            else:
                _read_phrases(where, name, said, groups, found, faults)
    return found, faults


def _read_phrases(
    where: str, name: str, said: list[str], groups: Mapping[str, Piece], found: list[Phrase], faults: list[TableFault]
) -> None:
    for n, text in enumerate(said):
        try:
            found.append(read_phrase(text, name, groups))
        except PhraseError as error:
            faults.append(TableFault(f"{where}.{n + 1}", error.code, error.phrase))


def make_tables(codes: Mapping[str, SignalCode], phrases: list[Phrase]) -> SignalTables:
    """The tables of several files as one; the same phrase twice counts once."""
    return SignalTables(codes, tuple({(p.said, p.means): p for p in phrases}.values()))
