"""Numbers and amounts as people type them, in French and English: understood, to be asked, or neither."""

import re
from decimal import Decimal
from typing import NamedTuple

from sdrdesk.core.domain.typed_words import ALONE, Ambiguous, Reads, Understood, plain, written_number

Number = int | float

_TIMES = {"k": 10**3, "mille": 10**3, "milliers": 10**3, "millier": 10**3, "thousand": 10**3, "grand": 10**3,
          "m": 10**6, "mn": 10**6, "mln": 10**6, "mio": 10**6, "million": 10**6, "millions": 10**6,
          "b": 10**9, "bn": 10**9, "md": 10**9, "mds": 10**9, "mrd": 10**9, "milliard": 10**9, "milliards": 10**9,
          "billion": 10**9, "billions": 10**9}  # fmt: skip
_CURRENCIES = {"€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "e": "EUR", "£": "GBP", "gbp": "GBP",
               "pound": "GBP", "pounds": "GBP", "livre": "GBP", "livres": "GBP", "livres sterling": "GBP",
               "quid": "GBP", "$": "USD", "usd": "USD", "dollar": "USD", "dollars": "USD", "chf": "CHF",
               "francs suisses": "CHF"}  # fmt: skip
_SIGNS = {"EUR": "€", "GBP": "£", "USD": "$", "CHF": "CHF"}
_COUNTED = (
    "personnes?|people|persons?|employees?|employes?|salaries?|collaborateurs?|collaboratrices?|users?|utilisateurs?"
    "|utilisatrices?|postes?|licen[cs]es?|seats?|staff|agents?|commerciaux|reps?|sites?|etp|ftes?|heads?|of us"
)
_MONEY = "|".join(sorted((re.escape(c) for c in _CURRENCIES if c != "e"), key=len, reverse=True))
_SCALE = "|".join(sorted(_TIMES, key=len, reverse=True))
_ONE = re.compile(
    rf"(?:(?P<before>{_MONEY}) ?)?(?P<figures>[0-9](?:[0-9 .,']*[0-9])?|[a-z][a-z -]*?)"
    rf"(?: ?(?P<scale>{_SCALE})(?![a-z])|(?P<ke> ?(?:k|m|md)(?=(?:{_MONEY}|e)(?![a-z]))))?"
    rf"(?: ?(?:d'|de |of )?(?P<after>{_MONEY}|(?<=[km])e)(?![a-z]))?(?: (?:d'|de )?(?P<counted>{_COUNTED}))?"
)
_TAX = re.compile(r" ?(?:h\.?t|ttc|hors taxes?|ex(?:cl)?\.? vat|/ ?an|par an|a year|per year|/ ?year|p\.?a)$")
_WE_ARE = re.compile(r"^(?:nous sommes|on est|we are|we're) ")
_ABOUT = re.compile(
    r"^(?:environ|env\.?|a peu pres|autour de|dans les|pres de|~|about|around|roughly|approx(?:imately|\.)?|circa) ?"
)
_ABOUT_AFTER = re.compile(r"(?: environ| a peu pres| or so| roughly| approx)$")
_AT_LEAST = re.compile(
    r"^(?:plus de|plus d'|au moins|au minimum|minimum|a partir de|at least|more than|over|from|>=?) ?(?=[^ ])"
)
_AT_LEAST_AFTER = re.compile(r" ?(?:\+|\bminimum|\bmini|\b(?:et|ou) plus|\bor more|\band more|\band up)$")
_TWO = (
    re.compile(r"(?:entre|between) (?P<low>.+?) (?:et|and) (?P<high>.+)"),
    re.compile(r"(?:de |from )?(?P<low>.+?)(?: ?- ?| a | to )(?P<high>[^-]+)"),
)
_EITHER = re.compile(r"(?P<low>.+?) (?:ou|or) (?P<high>.+)")
_MOST = 10**15


class _Read(NamedTuple):
    """One reading of one number: its separators tell which reading of its neighbour goes with it."""

    value: Decimal
    style: str
    scale: int
    currency: str
    counted: bool


def _figures(given: str, scale: int, named: bool) -> list[tuple[Decimal, str]]:
    """What figures may stand for, with the separators read as (“,t”: a comma before thousands)."""
    if given.isdecimal():
        return [(Decimal(given), "")]
    if re.fullmatch(r"[0-9]{1,3}(?:([ '])[0-9]{3})(?:\1[0-9]{3})*(?:[.,][0-9]{1,6})?", given):
        return [(Decimal(re.sub(r"[ ']", "", given).replace(",", ".")), "")]
    if found := re.fullmatch(r"[0-9]{1,3}([.,])[0-9]{3}(?:(?:\1[0-9]{3})+|(?:\1[0-9]{3})*(?!\1)[.,][0-9]{1,6})", given):
        return [(Decimal(given.replace(found[1], "").replace(",", ".")), f"{found[1]}t")]
    found = re.fullmatch(r"([0-9]+)([.,])([0-9]{1,6})", given)
    if not found:
        return []
    whole, mark, decimals = found.groups()
    as_decimal = (Decimal(f"{whole}.{decimals}"), f"{mark}d")
    if len(decimals) != 3 or len(whole) > 3 or whole.startswith("0"):
        return [as_decimal]
    as_thousands = (Decimal(whole + decimals), f"{mark}t")
    if scale < 10**6 and (named or scale > 1 or decimals == "000"):
        return [as_thousands]
    return [as_decimal, as_thousands]


def _one(given: str) -> list[_Read]:
    """The readings of one number, with its scale and its currency."""
    written = written_number(given)
    if written is not None and given not in ALONE:
        return [_Read(Decimal(written), "", 1, "", False)]
    found = _ONE.fullmatch(given)
    if not found or (found["before"] and found["after"]):
        return []
    scale = _TIMES[(found["scale"] or found["ke"] or "").strip()] if found["scale"] or found["ke"] else 1
    currency = _CURRENCIES.get(found["before"] or found["after"] or "", "")
    if not found["figures"][0].isdecimal():
        number = written_number(re.sub(r" d[e']?$", "", found["figures"].strip()))
        if number is None or (found["figures"] in ALONE and scale == 1):
            return []
        return [_Read(Decimal(number), "", scale, currency, bool(found["counted"]))]
    readings = _figures(found["figures"], scale, bool(currency or found["counted"]))
    return [_Read(value, style, scale, currency, bool(found["counted"])) for value, style in readings]


def _pairs(given: str, pattern: re.Pattern[str]) -> list[tuple[_Read, _Read]]:
    """The readings of two numbers side by side, the first borrowing scale and currency from the second."""
    found = pattern.fullmatch(given)
    if not found:
        return []
    pairs = []
    highs = _one(found["high"])
    named = any(h.currency or h.counted for h in highs)
    lows = _one(found["low"])
    if len(lows) > 1 and named:
        lows = [low for low in lows if low.style.endswith("t")]
    for low in lows:
        for high in highs:
            if low.style and high.style and low.style != high.style:
                continue
            if low.currency and high.currency and low.currency != high.currency:
                continue
            top = high.value * high.scale
            scale = high.scale if low.scale == 1 and low.value * high.scale <= top else low.scale
            low_too = low._replace(
                scale=scale, currency=low.currency or high.currency, counted=low.counted or high.counted
            )
            if low.value * scale <= top:
                pairs.append((low_too, high._replace(currency=low_too.currency)))
    return pairs


def _said(value: Decimal, currency: str) -> Reads:
    """A number as figures that can be read in one way only: a narrow space between thousands in both languages."""
    whole, _, decimals = format(value.normalize(), "f").partition(".")
    grouped = f"{int(whole):,}".replace(",", "\u202f")
    if len(decimals) == 3:
        decimals += "0"
    en, fr = (f"{grouped}{mark}{decimals}" if decimals else grouped for mark in ".,")
    if not currency:
        return Reads(en, fr)
    sign = _SIGNS[currency]
    return Reads(f"{sign}{en}" if len(sign) == 1 else f"{sign} {en}", f"{fr}\u202f{sign}")


def _value(read: _Read) -> Number:
    exact = (read.value * read.scale).normalize()
    return int(exact) if exact == exact.to_integral_value() else float(exact)


_HOW = {
    "": Reads("{}", "{}"),
    "about": Reads("about {}", "environ {}"),
    "at_least": Reads("at least {}", "au moins {}"),
}


def _qualified(given: str) -> tuple[str, str]:
    """The text without “about” or “at least”, and which of them it had."""
    given = _TAX.sub("", _WE_ARE.sub("", given))
    for how, before, after in (("about", _ABOUT, _ABOUT_AFTER), ("at_least", _AT_LEAST, _AT_LEAST_AFTER)):
        bare = after.sub("", before.sub("", given))
        if bare != given and not (how == "at_least" and any(p.fullmatch(given) for p in _TWO)):
            return bare.strip(), how
    return given, ""


def _read(text: str, *, money: bool) -> Understood[Number] | Ambiguous[Number] | None:
    given, how = _qualified(re.sub(r", (?:the lower bound of|borne basse de) .*", "", plain(text)))
    found: list[tuple[Number, Reads, str]] = []
    for read in _one(given):
        said = _said(read.value * read.scale, read.currency)
        reads = Reads(*(way.format(one) for way, one in zip(_HOW[how], said, strict=True)))
        found += [(_value(read), reads, read.currency)] if _fits(read, money) else []
    pairs = [] if found else next((pairs for pattern in _TWO if (pairs := _pairs(given, pattern))), [])
    for low, high in pairs:
        ends = (_said(low.value * low.scale, low.currency), _said(high.value * high.scale, low.currency))
        reads = Reads(
            f"{ends[0].en}, the lower bound of {ends[0].en}–{ends[1].en}",
            f"{ends[0].fr}, borne basse de {ends[0].fr}–{ends[1].fr}",
        )
        found += [(_value(low), reads, low.currency)] if _fits(low, money) and _fits(high, money) else []
    for either in [] if found else _pairs(given, _EITHER):
        found += [(_value(r), _said(r.value * r.scale, r.currency), r.currency) for r in either if _fits(r, money)]
    distinct = {value: (value, reads, note) for value, reads, note in reversed(found)}
    if len(distinct) == 1:
        return Understood(*found[0])
    return Ambiguous(tuple((value, reads) for value, reads, _ in reversed(distinct.values()))) if distinct else None


def _fits(read: _Read, money: bool) -> bool:
    return read.value * read.scale < _MOST and not (read.counted if money else read.currency)


def read_number(text: str) -> Understood[Number] | Ambiguous[Number] | None:
    """A number of people or things as typed: “12 personnes”, “une douzaine”, “50–99”, “1,500” (to be asked)."""
    return _read(text, money=False)


def read_amount(text: str) -> Understood[Number] | Ambiguous[Number] | None:
    """An amount as typed: “20k”, “20 000 €”, “1,5 M€”, “£20k”, “entre 10 et 20k”; its currency is noted."""
    return _read(text, money=True)
