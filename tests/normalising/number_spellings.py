"""Telephone numbers as people, programs and spreadsheets write them, right and wrong, at random from a seed."""

import random
from collections.abc import Iterator

import phonenumbers
from phonenumbers import PhoneNumberFormat as Format
from phonenumbers import PhoneNumberType as Type

COUNTRIES = ("FR", "BE", "CH", "LU", "GB", "DE", "ES", "IT", "NL", "US", "CA")
_KINDS = (Type.FIXED_LINE, Type.MOBILE, Type.TOLL_FREE, Type.PREMIUM_RATE, Type.SHARED_COST, Type.VOIP, Type.UAN)
_SEPARATORS = (
    " ",
    ".",
    "-",
    "/",
    "\u00a0",
    "\u202f",
    "",
    "",
    "  ",
    " - ",
    ") ",
    "·",
    "\t",
    "\u2011",
    "~",
    "x",
    ",",
    "*",
)
_EXTENSIONS = (" poste 12", " ext. 34", "x5", " #6", " Ext 1234", ";ext=7", " p. 12", ",,8", " int 9", " 12#", "#")
_WORDS = ("", "", "", "Tel: ", "tel:", "(", "n° ", "Tél. ", "/", "'", "=", "++", "+ ", "(+", "fax ")

_STARTS = (
    "", "", "0", "0", "0", "+33", "+33 ", "+33 (0)", "+330", "0033 ", "00 33", "33",
    "(33)", "01133", "0 0 33", "+ 33 ", "1", "00", "000", "+3333", "81033",
)  # fmt: skip


def spellings(seed: int, count: int) -> Iterator[tuple[str, str]]:
    """So many texts, each with the country it is dialled in; the same seed makes the same ones."""
    rng = random.Random(seed)
    everywhere = sorted(phonenumbers.SUPPORTED_REGIONS)
    for _ in range(count):
        country = rng.choice(COUNTRIES if rng.random() < 0.85 else everywhere)
        text = _written(rng, _national(rng, country), country)
        if rng.random() < 0.15:
            text = _mangled(rng, text)
        at_home = country if rng.random() < 0.85 else rng.choice([*COUNTRIES, "", "XX", "fr"])
        yield text, at_home


def _national(rng: random.Random, country: str) -> str:
    if rng.random() < 0.25:
        return _digits(rng, rng.choice((1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 10, 10, 11, 12, 13, 15, 17, 18, 21)))
    example = phonenumbers.example_number_for_type(country, rng.choice(_KINDS))
    number = phonenumbers.national_significant_number(example) if example else _digits(rng, 9)
    kept = rng.randint(0, len(number))
    return number[:kept] + _digits(rng, len(number) - kept + rng.choice((0,) * 12 + (1, 2)))


def _digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))


def _written(rng: random.Random, national: str, country: str) -> str:
    code = str(phonenumbers.country_code_for_region(country))
    start = rng.choice(_STARTS).replace("33", code)
    style = rng.random()
    if style < 0.2:
        return _by_the_library(rng, national, int(code)) or start + national
    if style < 0.4:
        return start + national
    if style < 0.45 and national:
        return f"{float(start.strip('+ ') + national if start.strip('+ ').isdigit() else national)!r}"
    if style < 0.5 and national:
        return f"{float(code + national):.{rng.choice((3, 9, 10, 12))}E}".replace(".", rng.choice(".,"))
    return start + _grouped(rng, national)


def _by_the_library(rng: random.Random, national: str, code: int) -> str:
    if not national:
        return ""
    number = phonenumbers.PhoneNumber(country_code=code, national_number=int(national))
    return phonenumbers.format_number(number, rng.choice((Format.NATIONAL, Format.INTERNATIONAL, Format.RFC3966)))


def _grouped(rng: random.Random, national: str) -> str:
    step, separator = rng.choice((1, 2, 2, 3, 4)), rng.choice(_SEPARATORS)
    groups = [national[at : at + step] for at in range(0, len(national), step)]
    if rng.random() < 0.2 and groups:
        groups[0] = f"({groups[0]})"
    return separator.join(groups)


def _mangled(rng: random.Random, text: str) -> str:
    match rng.randrange(6):
        case 0:
            return text + rng.choice(_EXTENSIONS)
        case 1:
            return rng.choice(_WORDS) + text + rng.choice(("", " ", ")", " (bureau)", ".", " / 06 12 34 56 78", "+"))
        case 2:  # as Asian keyboards write digits, or Arabic ones
            return text.translate({48 + d: rng.choice((0xFF10, 0x660)) + d for d in range(10) if rng.random() < 0.5})
        case 3:
            at = rng.randrange(len(text) + 1)
            return text[:at] + rng.choice(("O", "l", "+", "0", " ", "é", "\u200b", "-", "(", "E", "A")) + text[at:]
        case 4:
            return text.replace("2", "ABC"[rng.randrange(3)]).replace("+", rng.choice(("+", "\uff0b", "")))
        case _:
            return "  " + text.replace(" ", rng.choice(("\u2009", "\u202f", "\u00a0", "\u3000"))) + "\n"
