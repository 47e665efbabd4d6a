"""The keys by which people, companies and addresses are recognised."""

import re

from sdrdesk.core.domain.answers import folded
from sdrdesk.core.domain.lead import Lead

_LEGAL_FORMS = frozenset((
    "sa", "sas", "sasu", "sarl", "eurl", "sci", "scop", "snc", "gie", "ltd", "limited", "llc", "llp", "inc", "corp",
    "corporation", "co", "plc", "gmbh", "ag", "kg", "bv", "nv", "spa", "srl", "oy", "ab", "as", "aps", "sl", "slu",
    "company", "group", "groupe", "holding",
))  # fmt: skip
_MAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SCHEME = re.compile(r"^[a-z]+://|^www\.", re.IGNORECASE)


def email_address(text: str) -> str | None:
    """An address in lower case, without a display name; None when it cannot be one."""
    given = text.strip().removeprefix("mailto:")
    inner = re.search(r"<([^<>]+)>$", given)
    given = (inner.group(1) if inner else given).strip().lower()
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
    bare = text.strip().lower()
    while (shorter := _SCHEME.sub("", bare)) != bare:
        bare = shorter
    return re.split(r"[/?#:\s]", bare, maxsplit=1)[0].rstrip(".")


def company_key(company: str) -> str:
    """What two spellings of a company share: no accents, punctuation or legal form."""
    words = re.sub(r"[^\w]+", " ", folded(company).replace("&", " and ").replace(".", "")).split()
    kept = [w for w in words if w not in _LEGAL_FORMS]
    return " ".join(kept or words) or folded(company) or company.strip().lower()


def person_key(first_name: str, last_name: str) -> str:
    """What two spellings of a person's name share; "" without a name."""
    full = folded(f"{first_name} {last_name}").strip()
    return re.sub(r"[^\w]+", " ", full).strip() or full or f"{first_name} {last_name}".strip().lower()


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
