"""What identifies a lead when it is compared with another: whatever is shared by many is told from what is its own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sdrdesk.core.domain.answers import folded
from sdrdesk.core.domain.lead import PHONE_COLUMNS, Lead
from sdrdesk.core.normalising.business_ids import siren_of
from sdrdesk.core.normalising.companies import likeness
from sdrdesk.core.normalising.free_mail import is_anybodys_site, is_free_mail
from sdrdesk.core.normalising.name_likeness import (
    PARTICLE,
    NameMatch,
    PersonName,
    compare_names,
    distance,
    person_name,
    skeleton,
)
from sdrdesk.core.normalising.names import is_shared_box, own_address, web_domain
from sdrdesk.core.normalising.phones import LineKind, can_be_dialled, line_kind

_PROFILE = re.compile(r"(?:^|/)(?:in|pub|profile)/([^/?#\s]+)")
FIRM_SAME, FIRM_NEAR, FIRM_OTHER, FIRM_UNKNOWN = "same", "near", "other", "unknown"


@dataclass(frozen=True, slots=True)
class Identity:
    """A lead as it is compared. Blank is not known; an address many read is a `mailbox`, else the person's own."""

    lead: str
    name: PersonName
    company: str
    company_key: str
    domains: frozenset[str]
    siren: str
    address: str
    mailbox: str
    mail_domain: str
    free_mail: bool
    spells_name: bool
    """Whether the address is made of this name (j.martin), without a figure that tells two of that name apart."""
    mobiles: frozenset[str]
    lines: frozenset[str]
    profile: str
    outside: str
    place: str

    def name_match(self, other: "Identity") -> NameMatch:
        """How the names stand to each other."""
        return compare_names(self.name, other.name)


def identity_of(lead: Lead) -> Identity:
    """What identifies a lead."""
    name = person_name(lead.first_name, lead.last_name)
    address = own_address(lead.email).strip()
    local, _, mail_domain = address.rpartition("@")
    shared = is_shared_box(address)
    free = is_free_mail(mail_domain)
    numbers = [(column, getattr(lead, column)) for column in PHONE_COLUMNS]
    numbers = [(column, number) for column, number in numbers if can_be_dialled(number)]
    mobiles = frozenset(number for column, number in numbers if is_mobile(column, number))
    profile = _PROFILE.search(lead.linkedin.strip().lower())
    web = web_domain(lead.domain)
    firm = {web} if not is_anybodys_site(web) else set()
    firm |= {mail_domain} if not free else set()
    return Identity(
        lead=lead.id,
        name=name,
        company=lead.company,
        company_key=likeness(lead.company) if lead.company else "",
        domains=frozenset(firm - {""}),
        siren=(siren_of(lead.siren) or "") if lead.siren else "",
        address="" if shared else address,
        mailbox=address if shared else "",
        mail_domain=mail_domain,
        free_mail=free,
        spells_name=_spells(local, name),
        mobiles=mobiles,
        lines=frozenset(number for _column, number in numbers) - mobiles,
        profile=profile.group(1) if profile else "",
        outside=f"{folded(lead.source)}|{lead.external_id}" if lead.external_id and lead.source else "",
        place=folded(lead.postal_code) or folded(lead.city),
    )


@lru_cache(maxsize=65_536)
def is_mobile(column: str, number: str) -> bool:
    """Whether a number is one person's: a mobile, or in the place of one where the kind cannot be told."""
    if number.startswith("+33"):
        return number[3:4] in ("6", "7")
    kind = line_kind(number)
    return kind is LineKind.MOBILE or (kind is LineKind.UNKNOWN and column == "mobile")


def _spells(local: str, name: PersonName) -> bool:
    said = folded(local)
    if any(c.isdigit() for c in said) or not name.words:
        return False
    first, last = "".join(name.first), "".join(name.last)
    initials = "".join(w[0] for w in name.first)
    halves = {first, first[:1], initials}
    made = {a + last for a in halves} | {last + a for a in halves} | {first, last, initials + last[:1]}
    return re.sub(r"[^a-z]", "", said) in made


def compare_firms(one: Identity, other: Identity) -> str:
    """How the companies stand to each other; a registration number goes before the name, the name before the domain."""
    mine, theirs = one.company_key, other.company_key
    if one.siren and other.siren:
        if one.siren == other.siren:
            return FIRM_SAME
        return FIRM_NEAR if mine and mine == theirs else FIRM_OTHER
    if mine and mine == theirs:
        return FIRM_SAME
    if one.domains & other.domains or (one.mailbox and one.mailbox == other.mailbox):
        return FIRM_SAME
    if mine and theirs:
        return FIRM_NEAR if _near_firms(mine, theirs) else FIRM_OTHER
    return FIRM_OTHER if one.domains and other.domains else FIRM_UNKNOWN


def _near_firms(one: str, other: str) -> bool:
    """Whether two company keys differ by a slip, by a blank or by a word more."""
    mine, theirs = set(one.split()), set(other.split())
    shared = {w for w in mine & theirs if len(w) > PARTICLE}
    if (mine < theirs or theirs < mine) and shared:
        return one.split()[0] == other.split()[0]
    plain, also = one.replace(" ", ""), other.replace(" ", "")
    most = 2 if min(len(plain), len(also)) >= 10 else 1 if min(len(plain), len(also)) >= 5 else 0
    # Figures tell companies apart: "Garage 2" is no slip of "Garage 3".
    figures = [re.sub(r"\D", "", text) for text in (one, other)]
    return figures[0] == figures[1] and distance()(plain, also, score_cutoff=most) <= most


def blocks_of(who: Identity) -> Iterator[tuple[str, str]]:
    """The blocks a lead is compared within, each as its kind and key: whoever is alike shares one."""
    name, initials = who.name, _initials(who.name)
    if who.address:
        yield "address", who.address
    if who.profile:
        yield "profile", who.profile
    if who.outside:
        yield "outside", who.outside
    for number in sorted(who.mobiles):
        yield "mobile", number
    for number in sorted(who.lines):  # a switchboard: those of like names only
        yield "line", f"{number}|{initials}"
    firms = [f for f in (who.company_key, who.siren, who.mailbox, *sorted(who.domains)) if f]
    if not name.words:
        yield from (("nobody", firm) for firm in firms)
        return
    spoken = [skeleton(word) for word in name.last or name.first if len(word) > PARTICLE][:3]
    for firm in firms:
        yield "firm_initials", f"{firm}|{initials}"
        yield from (("firm_name", f"{firm}|{said}") for said in spoken)
    near = who.company_key.replace(" ", "")[:4]
    if near:
        yield "near_firm", f"{near}|{initials}|{spoken[0] if spoken else ''}"


def _initials(name: PersonName) -> str:
    """First letters of first and last name, in one order however they were typed."""
    return "".join(sorted(part[0][0] for part in (name.first, name.last) if part))
