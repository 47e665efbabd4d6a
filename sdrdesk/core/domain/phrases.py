"""The small language that phrase tables are written in, and how a phrase is found in a folded text.

Its page for those who write tables is docs/weak-signals.md.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from sdrdesk.core.domain.folded_text import fold

SHORT_GAP, LONG_GAP = 2, 4
"""How many words “..” and “...” may stand for, none included."""

_BLANK = " {1,2}"
_WORD = r"(?:[^ \n.,;:!?()\x85\x96\x97\0]|[.,](?=[0-9]))+"
_ENDING = r"[a-z]*"
_NUMBER = r"[0-9]+(?:[.,/ ][0-9]+)*(?: ?[%\x80$\xa3k]+)?"
_PERCENT = r"[0-9]+(?:[.,][0-9]+)? ?%"
_NOT_INSIDE = (
    r"(?!(?:pas|non|jamais|aucune?|sans|mais|not|no|never|without|but|si|if|et|and|ni|nor|\w+n't)(?![a-z0-9]))"
)
"""Words that no gap steps over: they turn or end what was begun."""
_MOST_REPEATS = 4
_HEAD_LENGTH, _LEAST_HEAD, _MOST_HEADS = 9, 4, 32


class PhraseError(ValueError):
    """A phrase that is not written as phrases are; `code` says why."""

    def __init__(self, code: str, phrase: str) -> None:
        super().__init__(f"{code}: {phrase!r}")
        self.code, self.phrase = code, phrase


@dataclass(frozen=True)
class Piece:
    """One part of a word: letters, what may stand for several, or a choice between sequences of words."""

    literal: str = ""
    regex: str = ""
    starts: tuple[str, ...] = ("",)
    choices: "tuple[tuple[_Chunk, ...], ...]" = ()
    most: int = 1

    @property
    def optional(self) -> bool:
        """Whether it may be absent."""
        return any(not c for c in self.choices)

    @cached_property
    def present(self) -> str:
        """Its regular expression where it is not absent."""
        if self.choices:
            return f"(?:{'|'.join(sorted((_sequence(c) for c in self.choices if c), key=len, reverse=True))})"
        return self.regex or (_BLANK if self.literal == " " else re.escape(self.literal))

    @property
    def source(self) -> str:
        """Its regular expression."""
        if self.most > 1:
            return f"{self.present}{{0,{self.most}}}"
        return f"{self.present}?" if self.optional else self.present

    @cached_property
    def heads(self) -> tuple[tuple[str, bool], ...]:
        """The texts it may begin with, and whether each is the whole of it."""
        if self.choices:
            found = dict.fromkeys(head for choice in self.choices for head in _heads(choice))
            # What may be repeated has no last of it: a head goes no further than its first.
            return tuple((text, whole and (self.most == 1 or not text)) for text, whole in found)
        return ((self.literal, True),) if self.literal else tuple((start, False) for start in self.starts)


_Chunk = tuple[Piece, ...]
"""What stands between two blanks; a lone gap is one."""


def _nullable(chunk: _Chunk) -> bool:
    return all(p.optional for p in chunk)


def _is_gap(chunk: _Chunk) -> bool:
    return len(chunk) == 1 and chunk[0].regex.startswith("(?: ")


def _sequence(chunks: Iterable[_Chunk]) -> str:
    """The regular expression of words one after the other, what may be absent taking its blank along."""
    said, begun = "", False
    for chunk in chunks:
        alone = len(chunk) == 1  # a lone word that may be absent goes with its blank
        source = chunk[0].present if alone else "".join(p.source for p in chunk)
        if _is_gap(chunk):
            said += source
        elif _nullable(chunk):
            said += f"(?:{_BLANK}{source})?" if begun else f"(?:{source}{_BLANK})?"
        else:
            said += f"{_BLANK if begun else ''}{source}"
            begun = True
    return said


def _heads(chunks: tuple[_Chunk, ...]) -> list[tuple[str, bool]]:
    """The texts a sequence may begin with, long enough to be rare, and whether each is the whole of it."""
    found: list[tuple[str, bool]] = [("", True)]
    for chunk in chunks:
        if _is_gap(chunk):
            return _ended((text, False) for text, _whole in found)
        found = [(f"{text} " if whole and text and text[-1] != " " else text, whole) for text, whole in found]
        for piece in chunk:
            found = _grown(found, piece)
        if not any(whole and len(text) < _HEAD_LENGTH for text, whole in found):
            break
    return _ended(found, keep=bool(chunks) and chunks[-1][-1].literal.endswith(" "))


def _ended(found: Iterable[tuple[str, bool]], *, keep: bool = False) -> list[tuple[str, bool]]:
    """The heads without the blank before a word that did not come; one that is written stays."""
    return [(text if keep else text.rstrip(" "), whole) for text, whole in found]


def _grown(found: list[tuple[str, bool]], piece: Piece) -> list[tuple[str, bool]]:
    """Each head that is whole and short, with every text that may come next after it."""
    enough = _HEAD_LENGTH if len(found) * len(piece.heads) <= _MOST_HEADS else _LEAST_HEAD
    grown: dict[tuple[str, bool], None] = {}
    for text, whole in found:
        if not whole or len(text) >= enough:
            grown[(text, False)] = None
            continue
        for more, more_whole in piece.heads:
            grown[(text + (more.lstrip(" ") if text[-1:] == " " else more), more_whole)] = None
    return list(grown)


_LETTER = r"(?:[a-z0-9'%/+&:=$\x80\x9c\xa3\xb0]|\.(?!\.))"
_TOKEN = re.compile(
    r"(?P<blank> +)|(?P<gap>\.{2,3}(?= |$|[)|\]]))|<(?P<group>[a-z_]+)>|(?P<open>[(\[])|(?P<mark>#%|[*#|?)\]])"
    rf"|(?P<letters>{_LETTER}(?=\?)|(?:{_LETTER}(?!\?))+)"
)
_ENDING_PIECE = Piece(regex=_ENDING)
_PERCENT_PIECE = Piece(regex=_PERCENT, starts=tuple("0123456789"))
_NUMBER_PIECE = Piece(regex=_NUMBER, starts=tuple("0123456789"))


class _Reader:
    """Reads one phrase, mark by mark."""

    def __init__(self, phrase: str, groups: Mapping[str, Piece]) -> None:
        self.phrase, self.groups, self.at = phrase, groups, 0
        self.text = fold(phrase.replace("œ", "(œ|oe)") if "œ" in phrase else phrase).plain

    def chunks(self, closing: str = "") -> tuple[_Chunk, ...]:
        """The words up to the end, or to one of the closing marks."""
        found: list[_Chunk] = []
        pieces: list[Piece] = []
        while self.at < len(self.text) and self.text[self.at] not in closing:
            token = _TOKEN.match(self.text, self.at)
            if not token:
                raise PhraseError("odd_mark", self.phrase)
            self.at = token.end()
            if token["blank"]:
                if pieces and self.text[self.at : self.at + 1] in tuple(closing):
                    pieces.append(Piece(literal=" "))  # “(the |a )”: the blank goes with the choice
                elif pieces:
                    found.append(_run_together(pieces))
                    pieces = []
            elif token["mark"] == "?" and pieces:
                pieces.append(Piece(choices=((), ((pieces.pop(),),))))
            elif token["mark"] == "*" and pieces and pieces[-1].choices:
                pieces.append(self._repeated(pieces.pop()))
            else:
                pieces.append(self._piece(token))
        return (*found, _run_together(pieces)) if pieces else tuple(found)

    def _piece(self, token: re.Match[str]) -> Piece:
        if token["letters"]:
            return Piece(literal=token["letters"])
        if token["gap"]:
            most = SHORT_GAP if len(token["gap"]) == 2 else LONG_GAP
            return Piece(regex=f"(?: {{1,2}}{_NOT_INSIDE}{_WORD}){{0,{most}}}?")
        if token["open"]:
            return self._choices(")" if token["open"] == "(" else "]", optional=token["open"] == "[")
        if token["group"]:
            if token["group"] not in self.groups:
                raise PhraseError("unknown_group", self.phrase)
            return self.groups[token["group"]]
        if token["mark"] == "*":
            return _ENDING_PIECE
        if token["mark"] == "#%":
            return _PERCENT_PIECE
        if token["mark"] == "#":
            return _NUMBER_PIECE
        raise PhraseError("not_closed", self.phrase)

    def _repeated(self, piece: Piece) -> Piece:
        """“(the |his )*”: none or several of them."""
        if not all(choice and choice[-1][-1].literal.endswith(" ") for choice in piece.choices if choice):
            raise PhraseError("odd_star", self.phrase)
        return Piece(choices=((), *piece.choices), most=_MOST_REPEATS)

    def _choices(self, closing: str, *, optional: bool) -> Piece:
        choices: list[tuple[_Chunk, ...]] = [()] if optional else []
        while True:
            choices.append(self.chunks(f"|{closing}"))
            if self.at >= len(self.text):
                raise PhraseError("not_closed", self.phrase)
            self.at += 1
            if self.text[self.at - 1] == closing:
                return Piece(choices=tuple(dict.fromkeys(choices)))


def _run_together(pieces: list[Piece]) -> _Chunk:
    """The pieces of a word, letters next to each other as one."""
    found: list[Piece] = []
    for piece in pieces:
        if found and piece.literal and found[-1].literal:
            found[-1] = Piece(literal=found[-1].literal + piece.literal)
        else:
            found.append(piece)
    return tuple(found)


@dataclass(frozen=True, eq=False)
class Phrase:
    """A phrase of a table and what it stands for: a code, or a kind of cue."""

    said: str
    means: str
    chunks: tuple[_Chunk, ...]

    @cached_property
    def heads(self) -> frozenset[str]:
        """The texts it may begin with."""
        return frozenset(text for text, _whole in _heads(self.chunks))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds it at a place that is a word's beginning; made when one of its heads is first met."""
        return re.compile(f"{_sequence(self.chunks)}(?![a-z0-9])")


def read_groups(raw: Mapping[str, str]) -> dict[str, Piece]:
    """The named groups of a table, each of which may name those above it; PhraseError for one that does not read."""
    found: dict[str, Piece] = {}
    for name, said in raw.items():
        chunks = _Reader(f"({said})", found).chunks()
        if len(chunks) != 1 or len(chunks[0]) != 1:
            raise PhraseError("not_closed", said)
        found[name] = chunks[0][0]
    return found


def read_phrase(said: str, means: str, groups: Mapping[str, Piece]) -> Phrase:
    """A phrase of a table; PhraseError when it is not written as phrases are."""
    chunks = _Reader(said, groups).chunks()
    if not chunks or _is_gap(chunks[0]) or _is_gap(chunks[-1]) or all(map(_nullable, chunks)):
        raise PhraseError("no_words", said)
    phrase = Phrase(said, means, chunks)
    if "" in phrase.heads:
        raise PhraseError("begins_too_freely", said)
    return phrase


class PhraseFinder:
    """Finds every phrase of many in one pass, whatever overlaps.

    At each word the first letters are looked up, as in a trie of four levels; only the phrases that may begin with them
    are tried there, the long and the short ones, so that none hides another. A regular expression shaped as the whole
    trie was no faster, and took a second to compile.
    """

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self.phrases = tuple(phrases)
        self._levels: tuple[tuple[int, dict[str, tuple[Phrase, ...]]], ...] = tuple((length, {}) for length in _LEVELS)
        building: dict[int, dict[str, dict[Phrase, None]]] = {length: {} for length in _LEVELS}
        for phrase in self.phrases:
            for head in phrase.heads:
                length = _LEVEL_OF[min(len(head), _LEVELS[0])]
                building[length].setdefault(head[:length], {})[phrase] = None
        for length, level in self._levels:
            level.update((head, tuple(found)) for head, found in building[length].items())

    def find(self, plain: str) -> list[tuple[int, int, str]]:
        """(start, end, meaning) of every phrase in a folded text, by start."""
        found = []
        levels = [(length, level.get) for length, level in self._levels]
        for word in _WORD_BEGINS.finditer(plain):
            at = word.start()
            for length, get in levels:
                for phrase in get(plain[at : at + length], ()):
                    match = phrase.pattern.match(plain, at)
                    if match:
                        found.append((at, match.end(), phrase.means))
        return found


_LEVELS = (12, 9, 7, 5, 4, 3, 2, 1)
_LEVEL_OF = (0, *(next(n for n in _LEVELS if n <= length) for length in range(1, _LEVELS[0] + 1)))
_WORD_BEGINS = re.compile(r"(?<![a-z0-9])[a-z0-9]")
