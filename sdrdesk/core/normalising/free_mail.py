"""Mail providers and sites open to anyone: their domains tell nothing of a company."""

import re
import tomllib
from functools import cache

from sdrdesk.core.resources import resource_path

_COUNTRY = re.compile(r"(?:com?\.|org\.)?[a-z]{2}|com|net|de|eu")


def is_free_mail(domain: str) -> bool:
    """Whether a domain is a mail provider's, where people of any company have their address."""
    bare = domain.strip().lower().rstrip(".")
    name, _, end = bare.partition(".")
    domains, names, _sites = _known()
    return bare in domains or (name in names and bool(_COUNTRY.fullmatch(end)))


def is_anybodys_site(domain: str) -> bool:
    """Whether a web address stands on a site where any company has its page, or on a mail provider's."""
    parts = domain.strip().lower().rstrip(".").split(".")
    _domains, _names, sites = _known()
    return is_free_mail(domain) or any(".".join(parts[n:]) in sites for n in range(len(parts)))


def email_domain(address: str) -> str:
    """The domain of an e-mail address, "" when there is none."""
    return address.rpartition("@")[2].strip().lower() if "@" in address else ""


def company_domain(address: str) -> str:
    """The domain of an address where it is a company's own, "" for a mail provider's."""
    domain = email_domain(address)
    return "" if is_free_mail(domain) else domain


@cache
def _known() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    table = tomllib.loads(resource_path("import", "free_mail.toml").read_text(encoding="utf-8"))
    return frozenset(table["domains"]), frozenset(table["names"]), frozenset(table["sites"])
