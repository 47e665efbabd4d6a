"""How alike two leads are, from 0 to 100, and why: a score that says its reasons (docs/duplicates.md).

What is a person's own speaks for one person: an address, a mobile, a profile, a name at a company. What is shared does
not: a switchboard, info@, a free-mail domain, a family name.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.normalising.name_likeness import NameMatch
from sdrdesk.core.operations.identity import (
    FIRM_NEAR,
    FIRM_OTHER,
    FIRM_SAME,
    FIRM_UNKNOWN,
    Identity,
    compare_firms,
    identity_of,
)
from sdrdesk.core.words import Words

LIKELY = 70
"""From here on two leads are shown as likely the same; measured in docs/duplicates.md."""
MOST = 99
"""Nobody but a person is certain."""

_M = NameMatch
NAMED = (_M.SAME, _M.SWAPPED, _M.SHORT, _M.COMPOUND, _M.TYPO, _M.INITIAL)
_SLIGHT = dict.fromkeys((_M.SHORT, _M.COMPOUND, _M.TYPO, _M.INITIAL), 95)
OWN_ADDRESS: Mapping[NameMatch, int] = {
    _M.SAME: 98, _M.SWAPPED: 97, **_SLIGHT, _M.PARTIAL: 94, _M.UNKNOWN: 92, _M.FIRST_ONLY: 88, _M.FAMILY: 58,
    _M.OTHER: 55,
}  # fmt: skip
OWN_PROFILE: Mapping[NameMatch, int] = {**OWN_ADDRESS, _M.FAMILY: 66, _M.OTHER: 66}
OWN_NUMBER: Mapping[NameMatch, int] = {
    _M.SAME: 95, _M.SWAPPED: 94, **dict.fromkeys(_SLIGHT, 91), _M.PARTIAL: 82, _M.UNKNOWN: 80, _M.FIRST_ONLY: 66,
    _M.FAMILY: 40, _M.OTHER: 35,
}  # fmt: skip
AT_ONE_COMPANY: Mapping[NameMatch, int] = {
    _M.SAME: 86, _M.SWAPPED: 84, _M.SHORT: 79, _M.COMPOUND: 78, _M.TYPO: 78, _M.INITIAL: 75, _M.PARTIAL: 62,
    _M.UNKNOWN: 25, _M.FIRST_ONLY: 25, _M.FAMILY: 20, _M.OTHER: 5,
}  # fmt: skip
ON_ONE_LINE: Mapping[NameMatch, int] = {
    _M.SAME: 80, _M.SWAPPED: 78, _M.SHORT: 73, _M.COMPOUND: 73, _M.TYPO: 73, _M.INITIAL: 71, _M.PARTIAL: 55,
    _M.UNKNOWN: 30, _M.FIRST_ONLY: 20, _M.FAMILY: 20, _M.OTHER: 5,
}  # fmt: skip
NEAR_COMPANY, SAME_PLACE, BESIDES, HIGH = 6, 10, 3, 40
BRANCH, FIRM, FIRM_KNOWN = 55, 78, 92
"""Of two records without a person: in two places or on two lines; of one name; with one line or address."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two leads are, or are not, taken for one: a code of the words table `likeness`, and what it is about."""

    code: str
    value: str = ""
    against: bool = False


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two leads are, 0 to 100, and why: what speaks for it first."""

    score: int
    reasons: tuple[Reason, ...]

    @property
    def is_likely(self) -> bool:
        """Whether it is worth a person's look."""
        return self.score >= LIKELY


def compare_leads(one: Lead, other: Lead) -> Likeness:
    """How alike two leads are."""
    return compare(identity_of(one), identity_of(other))


def compare(one: Identity, other: Identity) -> Likeness:
    """How alike two leads are, by what identifies each."""
    name, firm = one.name_match(other), compare_firms(one, other)
    found = [
        *_shared(one, other, name, firm),
        *_in_name(one, other, name, firm),
    ]
    if not found:
        return Likeness(0, ())
    best = max(score for score, _reason in found)
    ranked = sorted(found, key=lambda f: -f[0])
    reasons = [reason for _score, reason in ranked]
    besides = sum(1 for score, _ in found if score >= HIGH) - 1
    against = _against(one, other, name, firm, {r.code for r in reasons})
    total = best + BESIDES * max(besides, 0) - sum(weight for weight, _ in against)
    told = _of_names(name) + _of_firms(one, other, firm, {r.code for r in reasons})
    whole = dict.fromkeys([*(r for r in reasons if r.code), *told, *(r for _, r in against)])
    return Likeness(max(0, min(MOST, total)), tuple(whole))


_Found = tuple[int, Reason]


def _shared(one: Identity, other: Identity, name: NameMatch, firm: str) -> list[_Found]:
    """What stands on both that is a person's own."""
    found: list[_Found] = []
    if one.address and one.address == other.address:
        found.append((OWN_ADDRESS[name], Reason("same_email")))
    if one.profile and one.profile == other.profile:
        found.append((OWN_PROFILE[name], Reason("same_linkedin")))
    if one.outside and one.outside == other.outside:
        found.append((OWN_PROFILE[name], Reason("same_external_id")))
    if one.mobiles & other.mobiles:
        more = 8 if name is _M.FIRST_ONLY and firm in (FIRM_SAME, FIRM_NEAR) else 0
        found.append((OWN_NUMBER[name] + more, Reason("same_mobile")))
    return found


def _in_name(one: Identity, other: Identity, name: NameMatch, firm: str) -> list[_Found]:
    """What a name at a company, or on a line, says."""
    line = Reason("same_line") if one.lines & other.lines else None
    if not one.name.words and not other.name.words:
        return _of_firms_alone(one, other, firm, line)
    found: list[_Found] = []
    if firm in (FIRM_SAME, FIRM_NEAR):
        far = NEAR_COMPANY if firm == FIRM_NEAR else 0
        found.append((AT_ONE_COMPANY[name] - far, Reason("")))
    if line is not None:
        found.append((ON_ONE_LINE[name] - (10 if firm == FIRM_OTHER else 0), line))
    if not found and name in (_M.SAME, _M.SWAPPED):
        near = SAME_PLACE if one.place and one.place == other.place else 0
        found.append(((48 if firm == FIRM_UNKNOWN else 32) + near, Reason("same_place" if near else "")))
    return found


def _of_firms_alone(one: Identity, other: Identity, firm: str, line: Reason | None) -> list[_Found]:
    """Two records without a person are one where they are the same company in the same place."""
    if firm not in (FIRM_SAME, FIRM_NEAR):
        return [(45, line)] if line else []
    far = NEAR_COMPANY if firm == FIRM_NEAR else 0
    if one.mailbox and one.mailbox == other.mailbox:
        return [(FIRM_KNOWN - far, Reason("same_mailbox"))]
    if line is not None:
        return [(FIRM_KNOWN - far, line)]
    apart = (one.lines and other.lines) or (one.place and other.place and one.place != other.place)
    return [((BRANCH if apart else FIRM) - far, Reason(""))]


def _against(one: Identity, other: Identity, name: NameMatch, firm: str, codes: set[str]) -> list[tuple[int, Reason]]:
    """What weighs against: each has an address, a mobile or a profile of their own."""
    own = bool(codes & {"same_email", "same_linkedin", "same_external_id", "same_mobile"})
    found: list[tuple[int, Reason]] = []
    if one.profile and other.profile and one.profile != other.profile:
        found.append((10 if own else 30, Reason("other_linkedin", against=True)))
    if one.address and other.address and one.address != other.address:
        weight = _two_addresses(one, other, name, firm)
        found.append((weight // 4 if own else weight, Reason("other_email", against=True)))
    if one.mobiles and other.mobiles and not one.mobiles & other.mobiles:
        found.append((0 if own else 8, Reason("other_mobile", against=True)))
    return found


def _two_addresses(one: Identity, other: Identity, name: NameMatch, firm: str) -> int:
    """How much two addresses weigh against one person: two at one domain are two people, unless both spell the name.

    Where the names differ by a letter and each address spells its own, the letter is no slip: Marie and Marine.
    """
    if one.mail_domain != other.mail_domain:
        return 3 if firm in (FIRM_SAME, FIRM_NEAR) else 6
    if one.spells_name and other.spells_name:
        return 22 if name is _M.TYPO else 5
    return 8 if one.free_mail else 22


def _of_names(name: NameMatch) -> list[Reason]:
    if name is _M.UNKNOWN:
        return [Reason("no_name")]
    return [Reason(f"name_{name}", against=name in (_M.FAMILY, _M.OTHER, _M.FIRST_ONLY))]


def _of_firms(one: Identity, other: Identity, firm: str, codes: set[str]) -> list[Reason]:
    if firm == FIRM_SAME:
        return [Reason("same_company", one.company)]
    if firm == FIRM_NEAR:
        return [Reason("near_company", other.company)]
    if firm == FIRM_UNKNOWN:
        return []
    moved = bool(codes & {"same_email", "same_linkedin", "same_mobile"})
    return [Reason("moved_company" if moved else "other_company", other.company, against=not moved)]


def likeness_said(found: Likeness, words: Words, most: int = 4) -> str:
    """The reasons of a likeness in a few small words."""
    return ", ".join(words.text("likeness", reason.code) for reason in found.reasons[:most])
