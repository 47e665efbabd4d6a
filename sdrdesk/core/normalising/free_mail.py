"""Domains where anybody has an address: sharing one says nothing of a company."""

_FREE = frozenset((
    "gmail.com", "googlemail.com", "yahoo.com", "yahoo.fr", "outlook.com", "outlook.fr", "hotmail.com", "hotmail.fr",
    "live.com", "live.fr", "msn.com", "icloud.com", "me.com", "orange.fr", "wanadoo.fr", "free.fr", "sfr.fr",
    "neuf.fr", "bbox.fr", "laposte.net", "gmx.fr", "gmx.de", "gmx.com", "web.de", "aol.com", "proton.me",
    "protonmail.com",
))  # fmt: skip


def is_free_mail(domain: str) -> bool:
    """Whether anybody may have an address at this domain."""
    return domain.lower() in _FREE
