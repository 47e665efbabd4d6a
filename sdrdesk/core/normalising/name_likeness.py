"""How two spellings of a person's name stand to each other: the same, swapped, shortened, mistyped, or another's."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from sdrdesk.core.domain.answers import folded

_TITLES = frozenset((
    "m", "mr", "mister", "mme", "mrs", "mlle", "ms", "miss", "monsieur", "madame", "mademoiselle", "dr", "docteur",
    "doctor", "me", "maitre", "prof", "professeur", "professor", "herr", "frau",
))  # fmt: skip
_NOBODY = frozenset((
    "accueil", "achat", "achats", "administration", "agence", "bureau", "commercial", "compta", "comptabilite",
    "contact", "departement", "department", "desk", "direction", "front", "general", "generale", "info", "inconnu",
    "office", "purchasing", "reception", "responsable", "rh", "sales", "secretariat", "service", "services",
    "standard", "support", "switchboard", "unknown", "n", "a", "na", "nc", "nd", "x", "xx", "xxx", "test",
    "the", "le", "la", "du", "des", "de", "manager", "hr", "team", "equipe",
))  # fmt: skip
"""Words of a desk, not of a person; a name of nothing else is nobody's ("Service achats", "N/A")."""
_GENERATIONS = {
    "pere": "1", "senior": "1", "sr": "1", "fils": "2", "junior": "2", "jr": "2", "ii": "2", "iii": "3",
}  # fmt: skip
_SHORT_FORMS = (
    "alexandre alex", "alexandra alex sandra", "alexander alex sandy", "andrew andy drew", "anthony tony",
    "antoine tony", "benjamin ben", "bernard nanard", "catherine cathy kate katie", "charles charlie",
    "christian chris", "christelle chris", "christine chris tina", "christophe chris", "christopher chris",
    "daniel dan danny", "david dave", "dominique dom", "edouard ed", "edward ed eddie ted", "elisabeth elise babeth",
    "elizabeth liz beth eliza", "emmanuel manu", "emmanuelle manu", "florence flo", "florian flo",
    "frederic fred", "frederique fred", "gabriel gaby", "gerard gege", "gregory greg", "guillaume guy", "jacques jacky",
    "james jim jimmy", "jean-baptiste jb", "jennifer jenny jen", "jeremy jerem", "jerome gege", "joseph joe jo",
    "joshua josh", "katherine kate kathy katie", "laurence lolo", "laurent lolo", "margaret maggie meg peggy",
    "matthew matt", "matthieu mat matt", "maxime max", "maximilien max", "michael mike mick", "michel mich",
    "nathalie nath nat", "nicholas nick", "nicolas nico", "olivier oliv", "pascal pasc", "patricia pat patty",
    "patrick pat", "peter pete", "philippe phil", "philip phil", "pierre pierrot", "raphael raph", "rebecca becky",
    "richard dick rick rich", "robert bob rob bobby", "ronald ron", "samuel sam", "samantha sam", "sebastien seb",
    "stephane steph", "stephanie steph", "stephen steve", "steven steve", "susan sue", "suzanne suzy",
    "theodore ted theo", "thierry titi", "thomas tom", "timothy tim", "valentin val", "valerie val", "veronique vero",
    "victor vic", "vincent vince", "william bill will billy liam", "yannick yann", "zacharie zach",
)  # fmt: skip
_NOT_A_LETTER = re.compile(r"[^\w]+")
PARTICLE = 2
"""Letters of a particle ("de", "le"), no family name by itself."""


class NameMatch(StrEnum):
    """What two names are to each other, the closest first."""

    SAME = "same"
    SWAPPED = "swapped"
    SHORT = "short"
    COMPOUND = "compound"
    TYPO = "typo"
    INITIAL = "initial"
    PARTIAL = "partial"
    """One of them gives less: "Martin" beside "Jean Martin"."""
    UNKNOWN = "unknown"
    """One of them, or both, names no person."""
    FIRST_ONLY = "first_only"
    FAMILY = "family"
    """One family name, another first name: brothers, a father and his daughter, chance."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PersonName:
    """The words of a name, folded, without a title; empty where nobody is named."""

    first: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    generation: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """All of it."""
        return self.first + self.last


def person_name(first_name: str, last_name: str) -> PersonName:
    """A name as it is compared; a first name in the place of both ("Jean Martin") is taken apart."""
    first, last = _words(first_name, alone=False), _words(last_name, alone=True)
    generation = next((_GENERATIONS[w] for w in reversed(first + last) if w in _GENERATIONS), "")
    if len(first + last) > 1:
        first, last = (tuple(w for w in part if w not in _GENERATIONS) for part in (first, last))
    if all(w in _NOBODY for w in first + last):
        return PersonName()
    if not last and len(first) > 1:
        first, last = first[:1], first[1:]
    return PersonName(first, last, generation)


def _words(text: str, *, alone: bool) -> tuple[str, ...]:
    """The words of one half; a title `alone` is a name there ("Sophie M.", Mr Prof)."""
    found = [w for w in _NOT_A_LETTER.sub(" ", folded(text)).split() if not w.isdigit()]
    return tuple(w for w in found if w not in _TITLES or (alone and len(found) == 1))


def compare_names(one: PersonName, other: PersonName) -> NameMatch:
    """How two names stand to each other, whichever way round either was typed."""
    if not one.words or not other.words:
        return NameMatch.UNKNOWN
    straight = _oriented(one.first, one.last, other.first, other.last)
    if straight is not NameMatch.SAME and one.words != other.words:
        turned = _oriented(one.last, one.first, other.first, other.last)
        if turned is NameMatch.SAME:
            straight = NameMatch.SWAPPED
        elif turned in (NameMatch.SHORT, NameMatch.INITIAL, NameMatch.TYPO) and _rank(turned) < _rank(straight):
            straight = turned
        elif _rank(straight) > _rank(NameMatch.TYPO) and sorted(one.words) == sorted(other.words):
            straight = NameMatch.SAME  # all of it in one field
    elif one.words == other.words:
        straight = NameMatch.SAME
    if one.generation != other.generation and one.generation and other.generation:
        return max(straight, NameMatch.FAMILY, key=_rank)
    return straight


def _rank(match: NameMatch) -> int:
    return list(NameMatch).index(match)


class _Part(StrEnum):
    """How one half of a name stands to the other's."""

    SAME = "same"
    SHORT = "short"
    INITIAL = "initial"
    TYPO = "typo"
    WITHIN = "within"
    ABSENT = "absent"
    OTHER = "other"


_TOGETHER = {
    (_Part.SAME, _Part.SAME): NameMatch.SAME,
    (_Part.SHORT, _Part.SAME): NameMatch.SHORT,
    (_Part.INITIAL, _Part.SAME): NameMatch.INITIAL,
    (_Part.TYPO, _Part.SAME): NameMatch.TYPO,
    (_Part.WITHIN, _Part.SAME): NameMatch.SHORT,
    (_Part.ABSENT, _Part.SAME): NameMatch.PARTIAL,
    (_Part.OTHER, _Part.SAME): NameMatch.FAMILY,
    (_Part.SAME, _Part.TYPO): NameMatch.TYPO,
    (_Part.SAME, _Part.WITHIN): NameMatch.COMPOUND,
    (_Part.SAME, _Part.ABSENT): NameMatch.PARTIAL,
    (_Part.SAME, _Part.OTHER): NameMatch.FIRST_ONLY,
    (_Part.SAME, _Part.SHORT): NameMatch.FIRST_ONLY,
    (_Part.SAME, _Part.INITIAL): NameMatch.INITIAL,  # "Sophie M."
    (_Part.INITIAL, _Part.WITHIN): NameMatch.COMPOUND,
    (_Part.OTHER, _Part.WITHIN): NameMatch.FAMILY,
}


def _oriented(
    first: tuple[str, ...], last: tuple[str, ...], its_first: tuple[str, ...], its_last: tuple[str, ...]
) -> NameMatch:
    return _TOGETHER.get((_first_names(first, its_first), _last_names(last, its_last)), NameMatch.OTHER)


def _first_names(one: tuple[str, ...], other: tuple[str, ...]) -> _Part:
    if not one or not other:
        return _Part.SAME if one == other else _Part.ABSENT
    mine, theirs = "".join(one), "".join(other)
    if mine == theirs:
        return _Part.SAME
    if _is_initial(one, other) or _is_initial(other, one):
        return _Part.INITIAL
    if theirs in _short_forms(mine) or mine in _short_forms(theirs):
        return _Part.SHORT
    if set(one) < set(other) or set(other) < set(one):
        return _Part.WITHIN if one[0] == other[0] else _Part.OTHER
    # Another last letter is another name: Paul and Paula, Frédéric and Frédérique.
    if mine[-1] == theirs[-1] and _near(mine, theirs, 5, 9):
        return _Part.TYPO
    return _Part.OTHER


def _last_names(one: tuple[str, ...], other: tuple[str, ...]) -> _Part:
    if not one or not other:
        return _Part.SAME if one == other else _Part.ABSENT
    mine, theirs = "".join(one), "".join(other)
    if mine == theirs:
        return _Part.SAME
    if min(len(mine), len(theirs)) == 1:
        return _Part.INITIAL if mine[0] == theirs[0] else _Part.OTHER
    shared = {w for w in set(one) & set(other) if len(w) > PARTICLE}
    if shared and (set(one) <= set(other) or set(other) <= set(one)):
        return _Part.WITHIN
    return _Part.TYPO if _near(mine, theirs, 4, 8) else _Part.OTHER


def _is_initial(short: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Whether the one is the initials of the other: "J", "J.-P." or "JP"."""
    letters = "".join(short)
    return (
        len(letters) <= len(whole)
        and max(map(len, whole)) > 1
        and letters == "".join(w[0] for w in whole)[: len(letters)]
    )


@cache
def _forms() -> dict[str, frozenset[str]]:
    """Each name with the forms it is called by, itself among them."""
    found: dict[str, set[str]] = {}
    for line in _SHORT_FORMS:
        whole, *shorts = (w.replace("-", "") for w in line.split())
        found.setdefault(whole, {whole}).update(shorts)
    return {name: frozenset(forms) for name, forms in found.items()}


def _short_forms(name: str) -> frozenset[str]:
    """What a name may be called: two names are one where one is a form of the other, not where they share one."""
    return _forms().get(name, frozenset((name,)))


def _near(one: str, other: str, one_edit: int, two_edits: int) -> bool:
    """Whether two words differ by a slip: one edit from `one_edit` letters on, two from `two_edits` on."""
    shorter = min(len(one), len(other))
    most = 2 if shorter >= two_edits else 1 if shorter >= one_edit else 0
    return most > 0 and abs(len(one) - len(other)) <= most and distance()(one, other, score_cutoff=most) <= most


@cache
def distance() -> Callable[..., int]:
    """Edits between two texts, a transposition being one."""
    # Loaded when names are first compared: the window opens sooner without it.
    from rapidfuzz.distance import OSA

    found: Callable[..., int] = OSA.distance
    return found


def skeleton(word: str) -> str:
    """What spellings of a word by ear share: no vowels after the first letter, one letter for each sound."""
    said = word.replace("ph", "f").replace("ck", "k").translate(_SOUNDS)
    kept = said[:1] + "".join(c for c in said[1:] if c not in "aeiouyh")
    return "".join(c for n, c in enumerate(kept) if n == 0 or kept[n - 1] != c)[:6]


_SOUNDS = str.maketrans({"q": "k", "c": "k", "z": "s", "w": "v"})
