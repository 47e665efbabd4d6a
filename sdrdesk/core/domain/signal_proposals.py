"""What the signals in the notes propose to answer, or to add as evidence. Nothing here is ever applied by itself.

Signals speak to topics, so any grid is served. Of several criteria of one topic the one that asks the same thing is
taken: whose label, question and options hold most of the code's `about` words; then the heavier one, then the first.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sdrdesk.core.domain.answers import Answer, folded
from sdrdesk.core.domain.grid import Criterion, Grid, Kind
from sdrdesk.core.domain.typed_values import Ambiguous, Understood, read_amount, read_day
from sdrdesk.core.domain.weak_signals import Noticed, SignalCode, Stance

FARTHEST = 30
"""Percent between a code's level and an option's, beyond which the option is not what the words say."""
BETWEEN = " · "
"""Stands between pieces of evidence."""
_LONGEST_WINDOW = 5

Settled = Collection[tuple[str, str]]
"""The keys of signals that a person has accepted or dismissed on this lead."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One signal and what it may become: an answer with its evidence, evidence only (no value), or neither."""

    signal: Noticed
    words: str
    criterion: Criterion | None = None
    value: Answer = None

    @property
    def doubtful(self) -> bool:
        """Whether it speaks against, or is hedged."""
        return self.signal.doubtful or self.signal.stance is Stance.AGAINST


def propose(
    grid: Grid,
    answers: Mapping[str, Answer],
    evidence: Mapping[str, str],
    noticed: Iterable[Noticed],
    settled: Settled,
    text: str,
    today: date,
) -> tuple[Proposal, ...]:
    """What to offer, one for each criterion, answers first and the latest words first; then what no criterion asks.

    A criterion answered by a person is offered evidence only; asked and unknown counts as unanswered.
    """
    best: dict[str, Proposal] = {}
    for signal in noticed:
        if signal.key in settled:
            continue
        offer = _offer(grid, answers, signal, text, today)
        if offer.criterion and folded(offer.words) in folded(evidence.get(offer.criterion.id, "")):
            continue
        place = offer.criterion.id if offer.criterion else f"/{signal.code.code}"
        if place not in best or _strength(offer) >= _strength(best[place]):
            best[place] = offer
    return tuple(sorted(best.values(), key=_strength, reverse=True))


def _strength(offer: Proposal) -> tuple[bool, bool, bool, int]:
    return (
        offer.criterion is not None,
        offer.value is not None,
        not offer.signal.doubtful,
        offer.signal.start,
    )


def _offer(grid: Grid, answers: Mapping[str, Answer], signal: Noticed, text: str, today: date) -> Proposal:
    words = text[signal.sentence_start : signal.sentence_end].strip(" \t.;,–—-•*")
    criterion = criterion_for(grid, signal.code)
    if criterion is None or answers.get(criterion.id) is not None:
        return Proposal(signal, words, criterion)
    return Proposal(signal, words, criterion, _value(criterion, signal.code, words, today))


def criterion_for(grid: Grid, code: SignalCode) -> Criterion | None:
    """The criterion of its topic that a code speaks to, or None when the topic's criteria ask something else."""
    asked = [
        (hits, c.weights[grid.cycle], -n, c)
        for n, c in enumerate(grid.criteria)
        if c.topic == code.topic and c.kind is not Kind.SIGNALS and (hits := _hits(_said(c), code.about))
    ]
    return max(asked, key=lambda one: one[:3])[3] if asked else None


def _said(criterion: Criterion) -> str:
    texts = [*criterion.label.values(), *criterion.question.values()]
    for option in criterion.options:
        texts += option.label.values()
    return " ".join(texts)


@lru_cache(maxsize=1024)
def _hits(said: str, about: tuple[str, ...]) -> int:
    plain = folded(said)
    return sum(1 for word in about if re.search(rf"(?<![a-z]){re.escape(folded(word))}", plain))


def _value(criterion: Criterion, code: SignalCode, words: str, today: date) -> Answer:
    """The answer a signal suggests: never one that eliminates, which is for a person."""
    match criterion.kind:
        case Kind.CHOICE:
            return _nearest_option(criterion, code.level)
        case Kind.MONTHS:
            return _only_day(words, today) if code.stance is Stance.FOR else None
        case Kind.MONEY:
            return _only_amount(words) if code.stance is Stance.FOR else None
        case Kind.NUMBER | Kind.SIGNALS:
            return None


def _nearest_option(criterion: Criterion, level: int | None) -> str | None:
    if level is None:
        return None
    open_ones = [o for o in criterion.options if not o.eliminates]
    nearest = min(open_ones, key=lambda o: abs(o.percent - level), default=None)
    return nearest.id if nearest and abs(nearest.percent - level) <= FARTHEST else None


_DAY_BEGINS = re.compile(
    r"(?:avant|d'ici|pour|fin|debut|mi|courant|dans|sous|en|le|au|jusqu|before|by|until|end|start|early|mid|late|in|within"
    r"|on|next|this)\b|[0-9]{1,2}[/.-][0-9]"
)
_GONE = re.compile(r"(?:depuis|il y a|for|since|last|past|dernier|derniers|over)\s+$")
_AMOUNT = re.compile(r"[0-9].*(?:€|£|\$|\bk\b|[0-9]\s?k|eur|usd|chf|million)|[€£$]\s?[0-9]")


def _windows(words: str) -> list[tuple[int, int]]:
    """Every run of a few words, the longest first."""
    spans = [found.span() for found in re.finditer(r"[^\s,;()]+", words)]
    return [
        (spans[n][0], spans[n + size - 1][1])
        for size in range(min(_LONGEST_WINDOW, len(spans)), 0, -1)
        for n in range(len(spans) - size + 1)
    ]


def _only_day(words: str, today: date) -> str | None:
    """The one day ahead that a sentence names as a time to be met, or None when it names none or several."""
    found: list[tuple[int, int, str | None]] = []
    plain = words.replace("’", "'")
    for start, end in _windows(plain):
        said = plain[start:end]
        if any(start < e and s < end for s, e, _ in found) or not _DAY_BEGINS.match(folded(said)):
            continue
        if _GONE.search(folded(plain[:start]) + " "):
            continue
        reading = read_day(said, today)
        if isinstance(reading, Understood) and reading.note != "past":
            found.append((start, end, reading.value.isoformat()))
        elif isinstance(reading, Ambiguous):
            found.append((start, end, None))
    values = {value for _, _, value in found}
    return values.pop() if len(values) == 1 else None


def _only_amount(words: str) -> int | float | None:
    """The one amount of money in a sentence, or None when it names none or several."""
    found: list[tuple[int, int, int | float | None]] = []
    for start, end in _windows(words):
        said = words[start:end]
        if any(start < e and s < end for s, e, _ in found) or not _AMOUNT.search(said.lower()):
            continue
        reading = read_amount(said)
        if isinstance(reading, Understood):
            found.append((start, end, reading.value))
        elif isinstance(reading, Ambiguous):
            found.append((start, end, None))
    values = {value for _, _, value in found}
    return values.pop() if len(values) == 1 else None


def with_evidence(before: str, words: str) -> str:
    """Evidence with more words after it."""
    return f"{before}{BETWEEN}{words}" if before.strip() else words
