"""Times from now as people type them: “3”, “3 mois”, “six weeks”, “un an et demi”."""

import re
from datetime import date, timedelta

from sdrdesk.core.domain.answers import add_months
from sdrdesk.core.domain.typed_periods import Found, one_day
from sdrdesk.core.domain.typed_words import written_number

_UNITS = {"j": 1, "jr": 1, "jrs": 1, "jour": 1, "jours": 1, "d": 1, "day": 1, "days": 1, "sem": 7, "semaine": 7,
          "semaines": 7, "w": 7, "wk": 7, "wks": 7, "week": 7, "weeks": 7, "fortnight": 14,
          "fortnights": 14}  # fmt: skip
_MONTHS = {"m": 1, "mo": 1, "mos": 1, "mois": 1, "month": 1, "months": 1, "mth": 1, "mths": 1, "quarter": 3,
           "quarters": 3, "trimestre": 3, "trimestres": 3, "semestre": 6, "semestres": 6, "an": 12, "ans": 12,
           "annee": 12, "annees": 12, "y": 12, "yr": 12, "yrs": 12, "year": 12, "years": 12}  # fmt: skip
LENGTH = re.compile(
    r"(?P<n>[0-9]{1,3}|[a-z][a-z -]*?)(?P<half>[.,]5)?(?: (?:of |de ))? ?"
    rf"(?P<unit>{'|'.join(sorted([*_UNITS, *_MONTHS], key=len, reverse=True))})(?P<more> et demie?| and a half)?"
)
_HALVES = {"half a year": 6, "six months": 6, "un an et demi": 18, "a year and a half": 18, "une annee et demie": 18}


def _shifted(today: date, months: int, days: int) -> Found:
    return one_day(add_months(today, months) + timedelta(days), limit=True)


def lengths(given: str, today: date) -> list[Found]:
    """A time from now: “3”, “3 mois”, “six weeks”, “un an et demi”."""
    given = re.sub(r"^(?:les |the )?(?:next |prochaine?s )(?=[0-9])|(?<=[0-9]) prochaine?s(?= )", "", given)
    if re.fullmatch(r"[0-9]{1,3}", given):
        return [_shifted(today, int(given), 0)]
    if given in _HALVES:
        return [_shifted(today, _HALVES[given], 0)]
    if re.fullmatch(r"(?:une )?(?:quinzaine|huitaine)", given):
        return [_shifted(today, 0, 15 if given.endswith("quinzaine") else 8)]
    found = LENGTH.fullmatch(given)
    if found:
        words = re.sub(r" d[e']?$", "", found["n"].strip().removesuffix(" of"))
        number = int(words) if words.isdecimal() else written_number(words)
        half = bool(found["half"] or found["more"])
        if number is None or (half and found["unit"] in _UNITS) or (len(found["unit"]) == 1 and not words.isdecimal()):
            return []
        if found["unit"] in _UNITS:
            return [_shifted(today, 0, number * _UNITS[found["unit"]])]
        size = _MONTHS[found["unit"]]
        return [_shifted(today, number * size + (size // 2 if half else 0), 15 if half and size == 1 else 0)]
    number = None if given in ("a", "an", "un", "une", "sept") else written_number(given)
    return [_shifted(today, number, 0)] if number is not None else []
