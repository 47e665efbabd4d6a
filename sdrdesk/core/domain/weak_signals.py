"""What the notes suggest, with the words that suggest it. It notices and never decides.

A signal is a phrase of the tables (`resources/weak_signals`) that the sentence around it does not take back: what is
denied, supposed, asked, still to be asked or said by the rep does not count. docs/weak-signals.md has the rules.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from sdrdesk.core.domain.folded_text import FoldedText, fold
from sdrdesk.core.domain.grid import Text
from sdrdesk.core.domain.phrases import Phrase, PhraseFinder

NEGATION_REACH = 6
"""How many words may stand between a negation and what it denies, in the same clause."""
PASSING_WORDS = 3
"""The most words a phrase can have and still be one that is only mentioned in passing."""

_SENTENCE_END = re.compile(r"[.!?;\x85]+(?= |$)|  >|=>|[\n\0]")
_ABBREVIATION = re.compile(
    r"(?:(?<![a-z0-9])[a-z]|(?<![a-z0-9])(?:mme|env|ex|cf|min|max|approx|vs|etc|resp|tel|mr|mrs|dr))$"
)
_CLAUSE_END = re.compile(r"[,:()\x96\x97]|   | / ")
_WORD = re.compile(r"[^ ]+")
_JOINT = re.compile(r"(?<![a-z0-9])(?:and|so|because|since|then|while|that|which|who|et|car|donc|puis|que|qui)(?= )")
_LETTERS = re.compile(r"[a-z0-9]+")
_LIGHT_WORDS = """
    a all already also always an and are assez be been bien boite c ca ce cet cette company
    completely currently d de deja department des direction du elle elles en encore entreprise
    equipe equipes est et etaient etait had has have he her his i il ils is it its je just l la le
    les leur leurs management nous now on ont people plutot qu que quite re really s sa se service
    services ses she so son sont staff still team teams that the their there they this too toujours
    tous tout toute toutes tres trop un une ve very vraiment was we were y
"""
_SAYS_OF_WORDS = "is are been being very really so too completely est sont etre vraiment tres trop completement"
_SAYS_OF = frozenset(_SAYS_OF_WORDS.split())
"""Words just before a signal that say it of somebody: it is then no mention in passing."""
_LIGHT = frozenset(_LIGHT_WORDS.split())
"""Words that say who, and no more than that something is: those before a signal do not set it in passing."""


class Stance(StrEnum):
    """Whether a signal speaks for a real subject or against one."""

    FOR = "for"
    AGAINST = "against"


class Cue(StrEnum):
    """Words that say how the words around them are meant; each names a list of the tables."""

    NEGATION = "negation"  # denies what follows it closely
    DENIAL = "denial"  # denies what stands just before it
    NO_NEGATION = "no_negation"  # looks like a negation and is none
    HYPOTHETICAL = "hypothetical"  # supposes what follows
    OWN_WORDS = "own_words"  # what follows is the rep's
    REMINDER = "reminder"  # begins a sentence that is the rep's: what they did, or have to do
    ELSEWHERE = "elsewhere"  # what follows is about other people, or other times
    OUTSIDE = "outside"  # the whole clause is about other people, or other times
    TO_ASK = "to_ask"  # the whole clause is still to be asked
    QUESTION = "question"  # begins a sentence that asks, though it may not end so
    HEDGE = "hedge"  # the clause is doubtful
    TURN = "turn"  # ends the reach of all of these


@dataclass(frozen=True, slots=True)
class SignalCode:
    """One kind of signal. `level` is the percent of a criterion's points that it suggests; None: it is evidence only.

    `about` are the words by which a criterion of its topic shows that the signal answers it; `yields_to` the codes
    beside which, in one sentence, it does not count.
    """

    code: str
    topic: str
    stance: Stance
    level: int | None
    label: Text
    about: tuple[str, ...] = ()
    yields_to: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SignalTables:
    """The codes and the phrases that name them; a phrase means a code or a cue."""

    codes: Mapping[str, SignalCode]
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Noticed:
    """One signal in a text: where its words stand, and where the sentence around them does."""

    code: SignalCode
    start: int
    end: int
    words: str
    sentence_start: int
    sentence_end: int
    doubtful: bool = False

    @property
    def topic(self) -> str:
        """What it speaks of."""
        return self.code.topic

    @property
    def stance(self) -> Stance:
        """Whether it speaks for a real subject or against one."""
        return self.code.stance

    @property
    def key(self) -> tuple[str, str]:
        """What makes it the same signal as another: the code and the words, however they are written."""
        return self.code.code, fold(self.words).plain

    def moved(self, by: int) -> "Noticed":
        """The same, that many characters further on."""
        return Noticed(
            self.code,
            self.start + by,
            self.end + by,
            self.words,
            self.sentence_start + by,
            self.sentence_end + by,
            self.doubtful,
        )


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    means: str


class SignalReader:
    """Notices the signals of the tables; a line once read is not read again while it stays as it is."""

    def __init__(self, tables: SignalTables, lines: int = 512) -> None:
        self.tables = tables
        self._finder = PhraseFinder(tables.phrases)
        self._to_prepare = list(tables.phrases)
        self._line = lru_cache(maxsize=lines)(self.read_line)

    def prepare(self, goes_on: Callable[[], bool] = lambda: True) -> None:
        """Compile every phrase ahead, as long as `goes_on`; one that was not is compiled when it is first met."""
        while self._to_prepare:
            if not goes_on():
                return
            _ = self._to_prepare.pop().pattern

    def notice(self, text: str) -> tuple[Noticed, ...]:
        """Every signal of a text, in its order; only lines not seen lately are looked through."""
        found: list[Noticed] = []
        at = 0
        for line in text.split("\n"):
            noticed = self._line(line)
            if noticed:
                found += [n.moved(at) for n in noticed] if at else noticed
            at += len(line) + 1
        return tuple(found)

    def read_line(self, line: str) -> tuple[Noticed, ...]:
        """Every signal of one line, looked through anew."""
        folded = fold(line)
        hits = [_Hit(*found) for found in self._finder.find(folded.plain)]
        if not any(h.means in self.tables.codes for h in hits):
            return ()
        ends = _sentence_ends(folded.plain)
        sentences: dict[int, list[_Hit]] = {}
        for hit in hits:
            sentences.setdefault(bisect_right(ends, hit.start), []).append(hit)
        bounds = [0, *ends, len(folded.plain)]
        return tuple(
            self._noticed(line, folded, bounds[n], bounds[n + 1], hit, doubtful)
            for n, inside in sentences.items()
            for hit, doubtful in self._standing(folded.plain, bounds[n], bounds[n + 1], inside)
        )

    def _standing(self, plain: str, begin: int, end: int, hits: list[_Hit]) -> Iterator[tuple[_Hit, bool]]:
        """The signals of one sentence that hold, and whether each is doubtful."""
        signals = [h for h in hits if h.means in self.tables.codes]
        if not signals or "?" in plain[max(begin, end - 3) : end]:
            return
        sentence = _Sentence(plain, begin, end, [h for h in hits if h.means not in self.tables.codes])
        widest = _widest(signals, self.tables.codes)
        held = [h for h in widest if sentence.stands_out(h, signals) and not sentence.takes_back(h)]
        for hit in _reconciled(held, self.tables.codes):
            yield hit, sentence.doubtful(hit)

    def _noticed(self, line: str, folded: FoldedText, begin: int, end: int, hit: _Hit, doubtful: bool) -> Noticed:
        start, stop = folded.place(hit.start), folded.place(hit.end)
        first, last = folded.place(begin), folded.place(end)
        said = line[first:last]
        first += len(said) - len(said.lstrip())
        last -= len(said) - len(said.rstrip())
        return Noticed(self.tables.codes[hit.means], start, stop, line[start:stop], first, max(last, stop), doubtful)


def _sentence_ends(plain: str) -> list[int]:
    """Where each sentence of a line ends, its mark included."""
    return [
        found.end()
        for found in _SENTENCE_END.finditer(plain)
        if not (found[0] == "." and _ABBREVIATION.search(plain, max(0, found.start() - 8), found.start()))
    ]


def _widest(signals: list[_Hit], codes: Mapping[str, SignalCode]) -> list[_Hit]:
    """The signals without those that overlap a wider one of their code, or of the other stance on their topic."""
    kept: list[_Hit] = []
    for hit in sorted(signals, key=lambda h: (h.start - h.end, h.start)):
        code = codes[hit.means]
        overlapping = (codes[k.means] for k in kept if k.start < hit.end and hit.start < k.end)
        if not any(o is code or (o.topic == code.topic and o.stance is not code.stance) for o in overlapping):
            kept.append(hit)
    return sorted(kept, key=lambda h: (h.start, h.end))


def _agree(hit: _Hit, other: _Hit) -> bool:
    """Whether another hit says the same in some of the same words; one agrees with itself."""
    return other.means == hit.means and other.start < hit.end and hit.start < other.end


def _reconciled(signals: list[_Hit], codes: Mapping[str, SignalCode]) -> list[_Hit]:
    """What a sentence says in the end: of two stances on a topic the last one, and no code that yields to another."""
    last = {codes[h.means].topic: codes[h.means].stance for h in signals}
    standing = [h for h in signals if last[codes[h.means].topic] is codes[h.means].stance]
    present = {h.means for h in standing}
    return [h for h in standing if not codes[h.means].yields_to & present]


def _quoted(plain: str, at: int) -> bool:
    """Whether a place stands between quotation marks: what is quoted is what the other one said."""
    before = plain[:at]
    return (
        before.rfind("\xab") > before.rfind("\xbb")
        or before.rfind("\x93") > before.rfind("\x94")
        or before.count('"') % 2 == 1
    )


class _Sentence:
    """One sentence and the cues in it."""

    def __init__(self, plain: str, begin: int, end: int, cues: Iterable[_Hit]) -> None:
        self.plain = plain
        self.cues: dict[str, list[_Hit]] = {}
        for cue in cues:
            self.cues.setdefault(cue.means, []).append(cue)
        mild = self.cues.get(Cue.NO_NEGATION, ())
        self._negations = [
            c for c in self.cues.get(Cue.NEGATION, ()) if not any(m.start <= c.start < m.end for m in mild)
        ]
        own = [c for c in self.cues.get(Cue.OWN_WORDS, ()) if not _quoted(plain, c.start)]
        own += [
            c
            for cue in (Cue.REMINDER, Cue.QUESTION)
            for c in self.cues.get(cue, ())
            if not plain[begin : c.start].strip(" *>:")
        ]
        self._before = sorted(
            c.start for c in (*own, *self.cues.get(Cue.ELSEWHERE, ()), *self.cues.get(Cue.HYPOTHETICAL, ()))
        )
        turns = self.cues.get(Cue.TURN, ())
        self._turns = [(begin, begin), *sorted((c.start, c.end) for c in turns), (end, end)]
        self._clauses = [found.span() for found in _CLAUSE_END.finditer(plain, begin, end)]

    def _has(self, cue: Cue, begin: int, end: int) -> bool:
        return any(begin <= c.start < end for c in self.cues.get(cue, ()))

    def segment(self, hit: _Hit) -> tuple[int, int]:
        """The stretch between turns around a hit."""
        begin = max(end for _, end in self._turns if end <= hit.start)
        return begin, min((start for start, _ in self._turns if start >= hit.end), default=hit.end)

    def clause(self, hit: _Hit) -> tuple[int, int]:
        """The stretch between commas, colons, brackets or turns around a hit."""
        begin, end = self.segment(hit)
        return (
            max((stop for _, stop in self._clauses if begin < stop <= hit.start), default=begin),
            min((start for start, _ in self._clauses if hit.end <= start < end), default=end),
        )

    def doubtful(self, hit: _Hit) -> bool:
        """Whether the clause around a hit is hedged."""
        return Cue.HEDGE in self.cues and self._has(Cue.HEDGE, *self.clause(hit))

    def stands_out(self, hit: _Hit, signals: Iterable[_Hit]) -> bool:
        """Whether a hit is not a few words in passing: deep in a clause, such words are right less often than not.

        Wide ones stand, those near the beginning of their clause, those that are said of somebody (“the sales team
        is …”), and those that more than one phrase finds.
        """
        width = len(_WORD.findall(self.plain, hit.start, hit.end))
        if width > PASSING_WORDS:
            return True
        begin = self._begun(hit)
        if len(_WORD.findall(self.plain, begin, hit.start)) < max(2, width):
            return True
        before = _LETTERS.findall(self.plain, begin, hit.start)
        if (before[-1:] and before[-1] in _SAYS_OF) or _LIGHT.issuperset(before):
            return True
        return sum(_agree(hit, other) for other in signals) > 1

    def _begun(self, hit: _Hit) -> int:
        """Where what is said with a hit begins: its clause, or a later “and”, “that”, “because” or “not only”."""
        begin = self.clause(hit)[0]
        joints = [found.end() for found in _JOINT.finditer(self.plain, begin, hit.start)]
        mild = [c.end for c in self.cues.get(Cue.NO_NEGATION, ()) if begin <= c.start and c.end <= hit.start]
        return max([begin, *joints, *mild])

    def takes_back(self, hit: _Hit) -> bool:
        """Whether the sentence denies, supposes or defers a signal, or it is what the rep said, or of somebody else."""
        segment = self.segment(hit)
        if any(segment[0] <= start < hit.start for start in self._before):
            return True
        if self._has(Cue.TO_ASK, *segment) or self._has(Cue.OUTSIDE, segment[0], segment[1] + 1):
            return True  # “says the radio” is a turn, and of what stands before it
        clause = self.clause(hit)
        return self._has(Cue.HYPOTHETICAL, hit.end, clause[1]) or self._denied(hit, clause)

    def _denied(self, hit: _Hit, clause: tuple[int, int]) -> bool:
        if any(cue.start == hit.start for cue in self._negations):
            return False  # it denies by itself: “zero budget and no plans” are two
        for cue in self._negations:
            near = clause[0] <= cue.start and cue.end <= hit.start
            if near and len(_WORD.findall(self.plain, cue.end, hit.start)) <= NEGATION_REACH:
                return True
        for cue in self.cues.get(Cue.DENIAL, ()):
            if hit.end <= cue.start < clause[1] and len(_WORD.findall(self.plain, hit.end, cue.start)) <= 1:
                return True
        return False
