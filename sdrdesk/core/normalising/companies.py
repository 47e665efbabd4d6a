"""The keys by which a company is recognised under several spellings."""

import re
from collections.abc import Sequence
from functools import lru_cache

from sdrdesk.core.domain.answers import folded

LEGAL_FORMS = frozenset((
    "sa", "sas", "sasu", "sarl", "eurl", "sci", "scop", "snc", "gie", "ltd", "limited", "llc", "llp", "inc", "corp",
    "corporation", "co", "plc", "gmbh", "ag", "kg", "bv", "nv", "spa", "srl", "oy", "ab", "as", "aps", "sl", "slu",
    "company", "group", "groupe", "holding",
))  # fmt: skip
"""Words that the stored key leaves out. A change here asks for every stored key to be made anew."""

_SAYS_NOTHING = LEGAL_FORMS | frozenset((
    "selarl", "selas", "selasu", "scea", "earl", "gaec", "scm", "scp", "sca", "scs", "sem", "spl", "epic", "sprl",
    "scrl", "asbl", "sagl", "cie", "compagnie", "ste", "societe", "soc", "ets", "etablissement", "etablissements",
    "entreprise", "association", "assoc", "incorporated", "pty", "ohg", "ug", "kgaa", "ev", "ek", "mbh", "gbr",
    "sau", "lda", "ltda", "eirl", "ei", "holdings", "groep", "gruppe", "gruppo", "grupo", "international", "and",
    "et", "und", "e", "y", "the", "le", "la", "les", "l", "de", "du", "des", "d", "of", "der", "die", "das", "asa",
    "oyj", "sro", "kft", "doo", "sp", "zoo",
))  # fmt: skip
_AND = ("and", "und", "et")
_NO_WORD = re.compile(r"[^\w]+")
_SPELT_OUT = re.compile(r"\b\w(?: \w\b)+")
_SEEN = 20_000
"""Names kept with their keys: each row is asked for them more than once, and many rows name one company."""


@lru_cache(_SEEN)
def company_key(company: str) -> str:
    """What two spellings of a company share: no accents, punctuation or legal form."""
    plain = folded(company)
    words = words_of(plain.replace("&", " and ").replace(".", "")).split()
    kept = words if LEGAL_FORMS.isdisjoint(words) else _without_forms(words)
    return " ".join(kept or words) or plain or company.strip().lower()


def _without_forms(words: Sequence[str]) -> list[str]:
    """What is no legal form, nor the “and” that stood before one (& Co. KG)."""
    kept = [w for w in words if w not in LEGAL_FORMS]
    while kept and kept[-1] in _AND:
        kept.pop()
    return kept


@lru_cache(_SEEN)
def likeness(company: str) -> str:
    """What spellings share that people would take for one company, for proposing duplicates and never for joining them.

    Beyond the key, articles, “and”, “société” and legal forms spelt letter by letter are left out; the order stays.
    """
    words = words_of(folded(company).replace("&", " ").replace("+", " ").replace(".", " ").replace("’", "'"))
    joined = _SPELT_OUT.sub(lambda m: m[0].replace(" ", ""), words).split()
    return " ".join(w for w in joined if w not in _SAYS_NOTHING) or company_key(company)


def words_of(plain: str) -> str:
    """A folded text with blanks for what is no letter or digit; most names hold nothing of the kind."""
    return plain if plain.replace(" ", "").isalnum() else _NO_WORD.sub(" ", plain)
