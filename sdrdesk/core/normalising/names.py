"""The keys by which people, companies and addresses are recognised."""

import re
from functools import lru_cache

from sdrdesk.core.domain.answers import folded
from sdrdesk.core.domain.lead import Lead

_LEGAL_FORMS = frozenset((
    "sa", "sas", "sasu", "sarl", "eurl", "sci", "scop", "snc", "gie", "ltd", "limited", "llc", "llp", "inc", "corp",
    "corporation", "co", "plc", "gmbh", "ag", "kg", "bv", "nv", "spa", "srl", "oy", "ab", "as", "aps", "sl", "slu",
    "company", "group", "groupe", "holding",
))  # fmt: skip
_MAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}")
_BRACKETED = re.compile(r"<([^<>]+)>$")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_WEB_ADDRESS = re.compile(r"(?:[a-z]+://|www\.)*([^/?#:\s]*)", re.IGNORECASE)
_NO_WORD = re.compile(r"[^\w]+")
_SEEN = 20_000
"""Names kept with their keys: each row is asked for them more than once, and many rows name one company."""


def email_address(text: str) -> str | None:
    """An address in lower case, without a display name; None when it cannot be one."""
    given = text.strip().removeprefix("mailto:")
    inner = _BRACKETED.search(given) if given.endswith(">") else None
    given = (inner[1] if inner else given).strip().lower()
    return given if _MAIL.fullmatch(given) and ".." not in given else None


def plain_text(text: str) -> str:
    """A text without what no file can carry: control characters but tabs and line ends, halves of characters."""
    if text.isprintable():
        return text
    return _CONTROL.sub("", text).encode("utf-8", "ignore").decode("utf-8")


def one_line(text: str) -> str:
    """A text on one line, its spaces and line ends made single spaces."""
    return " ".join(plain_text(text).split())


def web_domain(text: str) -> str:
    """The bare domain of a web address: scheme, www, path and port left out."""
    found = _WEB_ADDRESS.match(text.strip().lower())
    return found[1].rstrip(".") if found else ""


@lru_cache(_SEEN)
def company_key(company: str) -> str:
    """What two spellings of a company share: no accents, punctuation or legal form."""
    plain = folded(company)
    words = _words(plain.replace("&", " and ").replace(".", "")).split()
    kept = words if _LEGAL_FORMS.isdisjoint(words) else [w for w in words if w not in _LEGAL_FORMS]
    return " ".join(kept or words) or plain or company.strip().lower()


@lru_cache(_SEEN)
def person_key(first_name: str, last_name: str) -> str:
    """What two spellings of a person's name share; "" without a name."""
    full = folded(f"{first_name} {last_name}").strip()
    return _words(full).strip() or full or f"{first_name} {last_name}".strip().lower()


def _words(plain: str) -> str:
    """A folded text with blanks for what is no letter or digit; most names hold nothing of the kind."""
    return plain if plain.replace(" ", "").isalnum() else _NO_WORD.sub(" ", plain)


def sort_name(lead: Lead) -> str:
    """How a lead is sorted in lists: last name, first name, company."""
    return folded(f"{lead.last_name} {lead.first_name} {lead.company}").strip() or folded(lead.name)


def match_keys(lead: Lead) -> tuple[str, ...]:
    """The keys of formats section 5, strongest first: id elsewhere, e-mail, phone with name, company with name."""
    keys = []
    if lead.external_id and lead.source:
        keys.append(f"x:{folded(lead.source)}|{lead.external_id}")
    if lead.email:
        keys.append(f"e:{lead.email.lower()}")
    person = person_key(lead.first_name, lead.last_name)
    company = company_key(lead.company)
    # Where no person is named the company is: its name with its number, or alone. A shared number is nobody.
    name = person or (f"={company}" if company else "")
    numbers = [n for n in dict.fromkeys((lead.phone, lead.mobile)) if n]
    keys += [f"p:{number}|{name}" for number in numbers]
    if company and (person or not numbers):
        keys.append(f"c:{company}|{person}")
    if person and not keys:
        keys.append(f"c:|{person}")  # nothing but a name: only another such row is the same
    return tuple(keys)
