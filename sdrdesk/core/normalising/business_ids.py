"""Numbers under which companies are registered in France."""

import re
from functools import lru_cache

_DIGITS = re.compile(r"\d+")
_LEFT_OUT = re.compile(r"[\s.\-\u00a0\u202f_]")
_LONGEST = 40


@lru_cache(20_000)
def siren_of(text: str) -> str | None:
    """The SIREN (nine digits) that a SIREN, a SIRET or a French VAT number holds, None where a check digit is wrong.

    Zeros that a spreadsheet dropped from the beginning come back where the check digit proves them.
    """
    if len(text) > _LONGEST:
        return None
    bare = _LEFT_OUT.sub("", re.sub(r"[.,]0$", "", text.strip())).upper()
    if bare.startswith("FR"):
        return _of_vat(bare)
    if not (bare.isascii() and _DIGITS.fullmatch(bare)):
        return None
    # A company's number fills nine digits and its branches' fourteen; two zeros at most are ever dropped.
    if 7 <= len(bare) <= 9:
        return _checked(bare.zfill(9))
    return _of_branch(bare.zfill(14)) if 12 <= len(bare) <= 14 else None


def _checked(digits: str) -> str | None:
    # Imported where it is needed: the package costs start-up time that nobody who opens the desk should pay.
    from stdnum.fr import siren

    return digits if siren.is_valid(digits) and digits != "0" * 9 else None


def _of_branch(digits: str) -> str | None:
    from stdnum.fr import siret  # as above

    return _checked(digits[:9]) if siret.is_valid(digits) else None


def _of_vat(bare: str) -> str | None:
    from stdnum.fr import tva  # as above

    return bare[4:] if tva.is_valid(bare) and bare[4:].isdecimal() else None
