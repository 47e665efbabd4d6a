"""Choosing a passage by keys: a sentence or a word at a time, over the texts of a qualification. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_WORD = re.compile(r"\S+")
_SENTENCE = re.compile(r"\S(?:.*?[.!?…]+[»”\"')\]]*(?=\s|$)|.*$)", re.MULTILINE)
_AROUND = ".,;:!?…()[]{}«»“”\"'’"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one of the texts: `start` and `end` in its characters."""

    text: int
    start: int
    end: int

    @property
    def length(self) -> int:
        """How many characters."""
        return self.end - self.start


def words_in(text: str) -> list[tuple[int, int]]:
    """The words of a text, without the punctuation around them."""
    found = []
    for match in _WORD.finditer(text):
        word = match.group()
        start = match.start() + len(word) - len(word.lstrip(_AROUND))
        end = match.end() - len(word) + len(word.rstrip(_AROUND))
        if start < end:
            found.append((start, end))
    return found


def sentences_in(text: str) -> list[tuple[int, int]]:
    """The sentences of a text; a line's end ends one too."""
    found = ((m.start(), m.start() + len(m.group().rstrip())) for m in _SENTENCE.finditer(text))
    return [(start, end) for start, end in found if words_in(text[start:end])]


class PassageChoice:
    """Where the choice stands. It begins with the first sentence of the first text that has one."""

    def __init__(self, texts: Sequence[str], first: int = 0) -> None:
        self.texts = tuple(texts)
        self._sentences = [sentences_in(text) for text in texts]
        self._words = [words_in(text) for text in texts]
        order = [*range(first, len(texts)), *range(first)]
        at = next((n for n in order if self._sentences[n]), None)
        self.passage: Passage | None = None if at is None else Passage(at, *self._sentences[at][0])

    @property
    def quote(self) -> str:
        """The words chosen."""
        chosen = self.passage
        return self.texts[chosen.text][chosen.start : chosen.end] if chosen else ""

    def choose(self, text: int, start: int, end: int) -> None:
        """Choose a stretch, as a pointer does; what is empty is not chosen."""
        if self.texts[text][start:end].strip():
            said = self.texts[text][start:end]
            self.passage = Passage(text, start + len(said) - len(said.lstrip()), end - len(said) + len(said.rstrip()))

    def move_sentence(self, step: int) -> None:
        """The next sentence or the one before, over the texts."""
        if self.passage is None:
            return
        every = [Passage(n, *s) for n, found in enumerate(self._sentences) for s in found]
        here = self.passage
        at = next((n for n, p in enumerate(every) if p.text == here.text and here.start < p.end), len(every) - 1)
        if every[at] == here:
            at = min(max(at + step, 0), len(every) - 1)
        self.passage = every[at]  # from a word, its own sentence first

    def move_text(self, step: int) -> None:
        """The first sentence of the next text or of the one before; round at the end."""
        if self.passage is None:
            return
        count, at = len(self.texts), self.passage.text
        for _ in range(count):
            at = (at + step) % count
            if self._sentences[at]:
                self.passage = Passage(at, *self._sentences[at][0])
                return

    def move_word(self, step: int) -> None:
        """One word: the first of the passage when it was longer, else the next one or the one before."""
        here = self.passage
        if here is None:
            return
        words = self._words[here.text]
        inside = [n for n, (start, end) in enumerate(words) if start < here.end and here.start < end]
        if not inside:
            return
        if len(inside) > 1:
            at = inside[0] if step > 0 else inside[-1]
        else:
            at = min(max(inside[0] + step, 0), len(words) - 1)
        self.passage = Passage(here.text, *words[at])

    def stretch(self, step: int) -> None:
        """One word more at the end, or one less; never less than one."""
        here = self.passage
        if here is None:
            return
        words = self._words[here.text]
        inside = [n for n, (start, end) in enumerate(words) if start < here.end and here.start < end]
        if not inside:
            return
        last = min(max(inside[-1] + step, inside[0]), len(words) - 1)
        self.passage = Passage(here.text, min(here.start, words[inside[0]][0]), words[last][1])
