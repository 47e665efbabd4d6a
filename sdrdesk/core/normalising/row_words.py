"""What some words on a row of a list mean: nothing is known, the row adds others up, this person objects."""

import re
from collections.abc import Sequence

from sdrdesk.core.domain.answers import folded

_TOTAL = re.compile(
    r"\W*(?:totals?|totaux|total general|grand total|sous-total|subtotal)"
    r"(?: (?:contacts?|leads?|prospects?|clients?|societes?|companies|lignes?|rows?|records?|ht|ttc))?\W*\d*\W*"
)
_BARE = re.compile(r"\s*[\d\s.,%€$£]{1,12}\s*")
"""A sum: too short for a number that can be called."""
_NOTHING = frozenset((
    "#n/a", "#n/d", "#nv", "#null!", "#ref!", "#value!", "#valeur!", "#name?", "#nom?", "#div/0!", "n/a", "n.a.", "n/d",
    "n.d.", "n.c.", "n.r.", "null", "none", "nan", "undefined", "-", "--", "---", "—", "–", "?", "??", "???",
))  # fmt: skip
_LONGEST_NOTHING = 9
_OBJECTS_SOMEWHERE = re.compile(
    r"(?i)ne (?:plus|pas) (?:r?appeler|contacter)|do not (?:call|contact)|nicht (?:anr|kont)"
)
_OBJECTS = re.compile(
    r"(?i)(?:\+?[\d\s().,/-]{6,})?\W*(?:ne (?:plus|pas) (?:r?appeler|contacter)|(?:please )?do not (?:call|contact)"
    r"|(?:bitte )?nicht (?:anrufen|kontaktieren))\W*"
)
_FOOTER = re.compile(
    r"\W*(?:copyright\b.*(?:\d{4}|inc|\(c\)|©)|\(c\) |© |confidential information\b|informations? confidentielles?\b"
    r"|(?:report |rapport |liste? |fichier |file )?"
    r"(?:generated|exported|printed|genere|exporte|edite|imprime)e?s? (?:by|on|at|par|le)\b"
    r"|(?:filtered by|filtre par|end of (?:report|list|file)|fin (?:du rapport|de la liste|du fichier))\b"
    r"|(?:total records|record count|number of records|nombre d.enregistrements|nombre de (?:lignes|contacts))\b"
    r"|page \d+(?: ?(?:/|of|sur) ?\d+)?\s*$)"
)
"""What reports write under their table, case and accents aside: one cell alone, as no company is named."""


def says_nothing(value: str) -> bool:
    """Whether a cell holds what stands where nothing is known (#N/A, n/a, -)."""
    return len(value) <= _LONGEST_NOTHING and value.lower() in _NOTHING


def says_total(cell: str) -> bool:
    """Whether a cell says that its row adds others up, with its sum or without."""
    return bool(_TOTAL.fullmatch(folded(cell)))


def is_sum(cell: str) -> bool:
    """Whether a cell holds no more than a sum may."""
    return bool(_BARE.fullmatch(cell)) or says_total(cell)


def is_footer(cell: str) -> bool:
    """Whether a cell that is alone on its row is what a report writes under its table."""
    return bool(_FOOTER.match(folded(cell)))


def says_not_to_call(cells: Sequence[str]) -> bool:
    """Whether a cell says nothing else than that this person must not be called, or says so behind a number."""
    text = "\n".join(cells)
    return bool(_OBJECTS_SOMEWHERE.search(text)) and any(_OBJECTS.fullmatch(cell.strip()) for cell in cells)
