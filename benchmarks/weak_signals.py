"""How well weak signals are noticed in notes, and what it costs: the labelled sentences, a long note, one key."""

import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.desk import Paints, key, plain_style
from benchmarks.figures import Figure, alternating

SENTENCES = Path(__file__).parent / "note_sentences"
FILES = ("dev", "dev_2", "held_out")
PRECISION, RECALL = 0.90, 0.70
LENGTH, PHRASES, TURNS, FRAME_MS = 2_000, 300, 60, 16


@dataclass(frozen=True)
class Quality:
    """Precision and recall over (sentence, code) pairs of one file, and their goals."""

    name: str
    found: Counter[tuple[str, str]]
    wrong: Counter[tuple[str, str]]
    missed: Counter[tuple[str, str]]
    by_code: bool

    def of(self, keep: Callable[[tuple[str, str]], bool] = lambda _: True) -> tuple[float, float, int]:
        """Precision, recall and the number of signals, over the (language, code) pairs that are kept."""
        found, wrong, missed = (
            sum(n for pair, n in count.items() if keep(pair)) for count in (self.found, self.wrong, self.missed)
        )
        return found / max(1, found + wrong), found / max(1, found + missed), found + missed

    @property
    def met(self) -> bool:
        """Whether both goals are met."""
        precision, recall, _ = self.of()
        return precision >= PRECISION and recall >= RECALL

    def said(self) -> str:
        """One line for all, one a language, and one a code."""
        lines = [f"{'ok  ' if self.met else 'MISS'} {self.name}: {self._said(lambda _: True)} "]
        lines[0] += f"(goals {PRECISION:.2f} and {RECALL:.2f})"
        for language in ("fr", "en"):
            lines.append(f"       {language}: {self._said(lambda pair, language=language: pair[0] == language)}")
        codes = {code for count in (self.found, self.wrong, self.missed) for _, code in count}
        for code in sorted(codes) if self.by_code else ():
            lines.append(f"       {code}: {self._said(lambda pair, code=code: pair[1] == code)}")
        return "\n".join(lines)

    def _said(self, keep: Callable[[tuple[str, str]], bool]) -> str:
        precision, recall, count = self.of(keep)
        return f"precision {precision:.3f}, recall {recall:.3f}, n = {count}"


def measure() -> Iterator[Figure | Quality]:
    """The quality on each file of sentences, then the scan of a long note."""
    from sdrdesk.core.operations.weak_signals import shipped_reader

    reader = shipped_reader()
    reader.prepare()
    parts = [_quality(f"weak signals, {name}", reader, SENTENCES / f"{name}.jsonl") for name in FILES]
    yield from parts
    whole = [sum((getattr(p, part) for p in parts), Counter()) for part in ("found", "wrong", "missed")]
    yield Quality("weak signals, the whole set", *whole, by_code=False)
    yield from _cost(reader)


def _quality(name: str, reader, path: Path) -> Quality:
    found, wrong, missed = Counter(), Counter(), Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        wanted = {(row["language"], code) for code in row["signals"]}
        got = {(row["language"], noticed.code.code) for noticed in reader.notice(row["text"])}
        found.update(got & wanted)
        wrong.update(got - wanted)
        missed.update(wanted - got)
    return Quality(name, found, wrong, missed, by_code=True)


def _cost(reader) -> Iterator[Figure]:
    """A note of 2,000 characters looked through anew, and after a key in one of its lines."""
    from PySide6.QtWidgets import QApplication, QLineEdit

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication(["sdrdesk"])
    paints = Paints(QLineEdit)
    field = paints.kind()
    field.setStyle(plain_style())
    field.show()
    rows = [json.loads(line)["text"] for line in (SENTENCES / "dev.jsonl").read_text(encoding="utf-8").splitlines()]
    note = "\n".join(rows)[:LENGTH]
    lines = note.split("\n")
    literals = [row[:18] for row in rows[-PHRASES:]]
    lower = note.lower()
    turn = 0

    def tests() -> float:
        begun = time.perf_counter()
        for literal in literals:
            literal in lower  # noqa: B015
        return time.perf_counter() - begun

    def whole() -> float:
        begun = time.perf_counter()
        for line in lines:
            reader.read_line(line)
        return time.perf_counter() - begun

    def edited() -> float:
        nonlocal turn
        turn += 1
        lines[turn % len(lines)] += "x"
        text = "\n".join(lines)
        begun = time.perf_counter()
        reader.notice(text)
        return time.perf_counter() - begun

    reader.notice(note)
    floor, all_lines, one_line = alternating(tests, whole, edited, times=TURNS, warm=5)
    one_paragraph = note.replace("\n", " ")

    def edited_paragraph() -> float:
        nonlocal turn
        turn += 1
        begun = time.perf_counter()
        reader.notice(f"{one_paragraph} {turn}")
        return time.perf_counter() - begun

    floor_key, one_key, paragraph_key = alternating(
        lambda: key(application, field, "a", paints, lambda: None), edited, edited_paragraph, times=TURNS
    )
    field.close()
    yield Figure(f"signals, {LENGTH} characters anew", f"{PHRASES} × in", all_lines, floor, 0.5)
    yield Figure(f"signals, {LENGTH} characters, one line edited", f"{PHRASES} × in", one_line, floor, 0.5)
    yield Figure("signals, one line edited", "key → repainted QLineEdit", one_key, floor_key, 2)
    name = f"signals, a key in a paragraph of {LENGTH} characters"
    yield Figure(name, "key → repainted QLineEdit", paragraph_key, floor_key, float("inf"), p99=FRAME_MS)
