"""The keys by which people, companies and addresses are recognised."""

import re
from functools import lru_cache

from sdrdesk.core.domain.answers import folded
from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.normalising.companies import company_key as company_key
from sdrdesk.core.normalising.companies import words_of
from sdrdesk.core.normalising.own_values import can_be_dialled

_MAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}")
_SAYS_WHERE = re.compile(r"\S\s*(?:[@＠]|[(\[{]\s*(?:at|arobase)\s*[)\]}])\s*\S", re.IGNORECASE)
"""Somebody at somewhere: an address, however strange or disguised; "n/a", "-" and "NULL" are none."""
_LACKS_ITS_AT = re.compile(r"(?!www\.|https?:)[^\W_][\w+-]*[._-][\w.-]+\.[a-z]{2,}", re.IGNORECASE)
"""The same without its @: jean.martin.acme.fr. It still tells who is meant."""
_JOINTS = str.maketrans("", "", ".-_ ")
_NO_ADDRESS = frozenset((
    "noemail", "nomail", "noaddress", "noemailaddress", "emailunknown", "unknownemail", "unknown", "inconnu",
    "sansemail", "sansmail", "pasdemail", "pasdemel", "pasemail", "pasmail", "aucunemail", "aucunmail", "emailinconnu",
    "mailinconnu", "sansadresse", "pasdadresse",
))  # fmt: skip
"""What is typed before the @ where a form insists on an address and none is known."""
_NOTHING = frozenset((
    "na", "nc", "nr", "no", "non", "none", "null", "nil", "nothing", "empty", "test", "email", "mail", "aucun",
    "aucune", "rien", "vide", "absent", "xx", "xxx", "xxxx", "xxxxx", "aaa", "aaaa", "abc", "azerty", "qwerty",
))  # fmt: skip
"""The same, where the site is named so too: none@none.com, xxx@xxx.fr."""
_SHARED_BOXES = frozenset((
    "accueil", "achat", "achats", "adm", "admin", "administration", "agence", "billing", "bonjour", "boutique",
    "bureau", "career", "careers", "client", "clients", "com", "commercial", "communication", "compta",
    "comptabilite", "contact", "direction", "equipe", "facturation", "hello", "hr", "info", "information", "infos",
    "job", "jobs", "magasin", "mail", "mairie", "marketing", "noreply", "office", "postmaster", "purchasing",
    "reception", "recrutement", "reply", "rh", "sales", "sav", "secretariat", "service", "services", "standard",
    "support", "team", "webmaster", "welcome",
))  # fmt: skip
"""What stands before the @ of a mailbox that several people read."""
_WORDS_BETWEEN = re.compile(r"[^a-z]+")
_BETWEEN_ADDRESSES = re.compile(r":::|[\s,;|/]+")
_BRACKETED = re.compile(r"<([^<>]+)>$")
_UNSEEN = "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
"""What web pages leave in a text that is copied, and nobody sees; the joiners of emoji and of Persian stay."""
_CONTROL = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f{_UNSEEN}\ufffe\uffff]")
_WEB_ADDRESS = re.compile(r"(?:[a-z]+://|www\.)*([^/?#:\s]*)", re.IGNORECASE)
_SEEN = 20_000
"""Names kept with their keys: each row is asked for them more than once, and a file names many of them twice."""


def email_address(text: str) -> str | None:
    """An address in lower case, without a display name; None when it cannot be one."""
    given = text.strip().removeprefix("mailto:")
    inner = _BRACKETED.search(given) if given.endswith(">") else None
    given = (inner[1] if inner else given).strip().lower()
    return given if _MAIL.fullmatch(given) and ".." not in given else None


def own_address(text: str) -> str:
    """What tells somebody by their e-mail, in lower case; "" for what stands where none is known (n/a, none@none.com).

    Taken for an address, such a one would make one lead of all who have none, and one objection close them all.
    """
    if not (_SAYS_WHERE.search(text) or _LACKS_ITS_AT.fullmatch(text)):
        return ""
    address = text.lower()
    local, _, site = address.partition("@")
    said = local.translate(_JOINTS)
    if said in _NO_ADDRESS or (said in _NOTHING and site.partition(".")[0].translate(_JOINTS) == said):
        return ""
    return address


def addresses(cell: str) -> list[str]:
    """The e-mail addresses of a cell, each once."""
    return list(dict.fromkeys(filter(None, map(email_address, _BETWEEN_ADDRESSES.split(cell)))))


def own_addresses(text: str) -> tuple[str, ...]:
    """What tells somebody by their e-mail, as `own_address`: each of several that stand in one column."""
    several = addresses(text) if text.count("@") > 1 and not email_address(text) else []
    found = several if len(several) > 1 else [text]
    return tuple(address for each in found if (address := own_address(each)))


def is_shared_box(address: str) -> bool:
    """Whether several people read what is sent to an address (contact@, sales@): it tells no person."""
    return any(word in _SHARED_BOXES for word in _WORDS_BETWEEN.split(folded(address.partition("@")[0])))


def plain_text(text: str) -> str:
    """A text without control characters but tabs and line ends, halves of characters and signs that nobody sees."""
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
def person_key(first_name: str, last_name: str) -> str:
    """What two spellings of a person's name share; "" without a name."""
    full = folded(f"{first_name} {last_name}").strip()
    return words_of(full).strip() or full or f"{first_name} {last_name}".strip().lower()


def sort_name(lead: Lead) -> str:
    """How a lead is sorted in lists: last name, first name, company."""
    return folded(f"{lead.last_name} {lead.first_name} {lead.company}").strip() or folded(lead.name)


def outside_key(lead: Lead) -> tuple[str, ...]:
    """The key of a lead's id elsewhere; none where it has no id there, or nobody says where."""
    return (f"x:{folded(lead.source)}|{lead.external_id}",) if lead.external_id and lead.source else ()


def match_keys(lead: Lead) -> tuple[str, ...]:
    """The keys of formats section 5, strongest first: id elsewhere, e-mail, phone with name, company with name."""
    keys = [*outside_key(lead)]
    keys += [f"e:{address}" for address in own_addresses(lead.email)]
    person = person_key(lead.first_name, lead.last_name)
    company = company_key(lead.company)
    # Where no person is named the company is: its name with its number, or alone. A shared number is nobody.
    name = person or (f"={company}" if company else "")
    numbers = [n for n in dict.fromkeys((lead.phone, lead.mobile)) if can_be_dialled(n)]
    keys += [f"p:{number}|{name}" for number in numbers]
    if company and (person or not numbers):
        keys.append(f"c:{company}|{person}")
    if person and not keys:
        keys.append(f"c:|{person}")  # nothing but a name: only another such row is the same
    if not keys:  # nothing but a word where none is known: only another such row is the same
        said = (("e", lead.email), ("p", lead.phone or lead.mobile))
        keys += [f"{kind}:{word.lower()}|" for kind, word in said if word]
    return tuple(keys)


PARTICLES = frozenset((
    "de", "du", "des", "la", "le", "les", "d", "l", "von", "van", "der", "den", "zu", "zur", "zum", "vom", "di", "da",
    "del", "della", "dos", "das", "do", "e", "y", "ter", "ten", "te", "el", "al", "bin", "ben", "af", "av",
))  # fmt: skip
_LOW = frozenset(
    ("de", "des", "von", "van", "der", "den", "zu", "zur", "zum", "vom", "y", "e", "dos", "das", "do", "da")
)
"""The particles that stay small inside a name written in capitals; “La”, “Le” and “Du” are capitals there."""
_PIECE = re.compile(r"[^\W\d_]+")
_ROMAN = frozenset(("II", "III", "IV", "VI", "VII", "VIII"))


def proper_case(name: str) -> str:
    """A person's name as it is written, where it came in capitals or small letters: Dupont, Jean-Pierre, O'Neil.

    A name of mixed case stays as it is, particles aside: “de la TOUR” is “de la Tour”. Not for companies: SNCF.
    """
    pieces = _PIECE.findall(name)
    told = [p for p in pieces if p.lower() not in PARTICLES] or pieces
    if not (all(p.isupper() for p in told) or all(p.islower() for p in told)):
        return name
    if all(len(p) == 1 for p in pieces):
        return name.upper()
    return _PIECE.sub(lambda m: _cased(m, name), name)


def _cased(found: re.Match[str], name: str) -> str:
    piece, at = found[0], found.start()
    small = piece.lower()
    after_apostrophe = name[at + len(piece) : at + len(piece) + 1] in ("'", "’")
    if small in PARTICLES and piece.islower() and not name.islower():
        return piece  # somebody chose the small letter
    if at and (small in _LOW or (small == "d" and after_apostrophe)) and name[at - 1] == " ":
        return small
    if piece in _ROMAN or (len(piece) <= 2 and piece.isupper() and not set(small) & set("aeiouyéèàâêîôûäëïöü")):
        return piece  # Louis II, JP
    if small.startswith("mc") and len(small) > 4:
        return f"Mc{small[2:].capitalize()}"
    if at and len(piece) == 1 and name[at - 1] in "'’":
        return small
    return small.capitalize()
