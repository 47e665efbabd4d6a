"""The keyed hashes by which an objection is remembered: HMAC-SHA-256 (CNIL: no nominal list), naming nobody.

A mobile, an e-mail address and a person with a company are the person's own: whoever carries one is not called. A
company's line is shared: it is closed to everyone except a colleague, someone of the same company under another
family name (docs/opposition.md).
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from sdrdesk.core.domain.lead import PHONE_COLUMNS, Lead
from sdrdesk.core.normalising.names import company_key, email_address, own_addresses, person_key
from sdrdesk.core.normalising.phones import LineKind, can_be_dialled, line_kind

SECRET_BYTES = 32
_BLOCK = 64
"""Bytes that SHA-256 takes in at a time."""
LEAD, PHONE, LINE, LINE_COMPANY, LINE_NAME, EMAIL, PERSON = (
    "lead", "phone", "line", "line_company", "line_name", "email", "person",
)  # fmt: skip
_SHORT = 2
"""Letters of a particle ("de", "le"): no family name by itself where there is a longer word."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing remembered of someone: its kind, its keyed hash, and the column it stood in ("" for the lead)."""

    kind: str
    key: str
    column: str = ""


def mark(secret: bytes, kind: str, *parts: str, column: str = "") -> Mark:
    """The keyed hash of one value, as hexadecimal; `parts` are normalised already."""
    said = "\0".join((kind, *parts)).encode("utf-8", "surrogatepass")
    inner, outer = (begun.copy() for begun in _begun(secret))
    inner.update(said)
    outer.update(inner.digest())
    return Mark(kind, outer.hexdigest(), column)


@lru_cache(4)
def _begun(secret: bytes) -> "tuple[hashlib._Hash, hashlib._Hash]":
    """The two hashes of HMAC (RFC 2104) with the secret taken in: an import makes millions with one secret."""
    block = secret if len(secret) <= _BLOCK else hashlib.sha256(secret).digest()
    block = block.ljust(_BLOCK, b"\0")
    return hashlib.sha256(bytes(b ^ 0x36 for b in block)), hashlib.sha256(bytes(b ^ 0x5C for b in block))


def number_form(text: str) -> str:
    """A stored number as it is compared: E.164, else its digits; "" when nobody could dial it."""
    if not can_be_dialled(text):
        return ""
    return text if text.startswith("+") else "".join(c for c in text if c.isdigit())


def numbers_of(lead: Lead) -> dict[str, str]:
    """The numbers of a lead as they are compared, each with the first column it stands in."""
    found: dict[str, str] = {}
    for column in PHONE_COLUMNS:
        number = number_form(getattr(lead, column))
        if number:
            found.setdefault(number, column)
    return found


def family_words(lead: Lead) -> frozenset[str]:
    """The words of a family name, particles aside: "J. Martin" and "Jean Martin" share theirs; empty without a name."""
    words = (person_key("", lead.last_name) or person_key(lead.first_name, "")).split()
    return frozenset([w for w in words if len(w) > _SHORT] or words)


def lead_mark(secret: bytes, lead_id: str) -> Mark:
    """The mark of a lead itself, whatever its columns become."""
    return mark(secret, LEAD, lead_id)


def written_marks(secret: bytes, lead: Lead, shared: Collection[str] = ()) -> list[Mark]:
    """What an objection of this lead writes; `shared` are the numbers that colleagues in the base have too."""
    found = [lead_mark(secret, lead.id)]
    for number, column in numbers_of(lead).items():
        if _is_company_line(lead, number, shared):
            found += [mark(secret, LINE, number, column=column), *_line_marks(secret, lead, number)]
        else:
            found.append(mark(secret, PHONE, number, column=column))
    return found + _own_marks(secret, lead)


def asked_marks(secret: bytes, lead: Lead) -> list[Mark]:
    """What is looked up to know whether a lead objected; a LINE found is asked further with `colleague_marks`."""
    found = [lead_mark(secret, lead.id)] if lead.id else []
    for number, column in numbers_of(lead).items():
        found += [mark(secret, kind, number, column=column) for kind in (PHONE, LINE)]
    return found + _own_marks(secret, lead)


def colleague_marks(secret: bytes, lead: Lead, column: str) -> tuple[str, frozenset[str]]:
    """The hash of a line's company, which must be known, and those of its family names, which must not be.

    "" for the first where the lead names no person or no company: nobody can tell that it is a colleague.
    """
    company, words = company_key(lead.company), family_words(lead)
    if not company or not words:
        return "", frozenset()
    number = number_form(getattr(lead, column))
    names = frozenset(mark(secret, LINE_NAME, number, word).key for word in words)
    return mark(secret, LINE_COMPANY, number, company).key, names


def are_colleagues(one: Lead, other: Lead) -> bool:
    """Whether two leads name two people, of different family names, at one company."""
    mine, yours = family_words(one), family_words(other)
    same = company_key(one.company) == company_key(other.company) != ""
    return same and bool(mine) and bool(yours) and not mine & yours


def _own_marks(secret: bytes, lead: Lead) -> list[Mark]:
    found = [mark(secret, EMAIL, email_address(a) or a, column="email") for a in own_addresses(lead.email)]
    person, company = person_key(lead.first_name, lead.last_name), company_key(lead.company)
    if person and company:
        found.append(mark(secret, PERSON, person, company, column="last_name"))
    return found


def _is_company_line(lead: Lead, number: str, shared: Collection[str]) -> bool:
    """Whether a number is the company's rather than the person's; where nobody can tell, it is the person's."""
    if number == number_form(lead.mobile) or not company_key(lead.company) or not family_words(lead):
        return False
    match line_kind(number):
        case LineKind.FIXED:
            return True
        case LineKind.MOBILE:
            return False
        case LineKind.UNKNOWN:
            return number in shared


def _line_marks(secret: bytes, lead: Lead, number: str) -> list[Mark]:
    names = [mark(secret, LINE_NAME, number, word) for word in sorted(family_words(lead))]
    return [mark(secret, LINE_COMPANY, number, company_key(lead.company)), *names]
