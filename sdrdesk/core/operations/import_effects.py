"""What a row of a file would change of what is known of its lead."""

from collections.abc import Mapping
from dataclasses import dataclass

from sdrdesk.core.domain.answers import folded
from sdrdesk.core.domain.lead import BELONGS_TO, COLUMNS, PHONE_COLUMNS, Lead
from sdrdesk.core.exchange.columns import OPPOSED, signal_type_of
from sdrdesk.core.normalising.dates import calendar_date
from sdrdesk.core.normalising.names import outside_key, own_address, person_key
from sdrdesk.core.normalising.phones import can_be_dialled
from sdrdesk.core.normalising.places import country_code
from sdrdesk.core.operations.opposed import objecting, opposed_leads
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import activities, leads
from sdrdesk.core.store.database import Tx

Fields = Mapping[str, str]
"""A lead by column as a row would say it; in what a row gives, "" erases and an absent column says nothing."""
YES = "yes"
"""What is known, in the column of objections, of whoever objected; a row of a file says what stands on it (JSON)."""
_NAMES = ("first_name", "last_name")
_CHANGEABLE = (*COLUMNS, "owner")
_OUTSIDE, _BETWEEN = "outside", "\x1f"
"""Where the keys of all ids elsewhere stand among what is known of a lead, and what no cell holds between them."""


def known_fields(
    tx: Tx, workspace: Workspace, found: Mapping[str, Lead], *, ours: bool = False
) -> dict[str, dict[str, str]]:
    """What is known of these leads, as a row of a file would say it.

    Who is closed by a list, or by the number of somebody else, may yet say their own objection; a whole export of
    `ours` says of each of them that they are closed.
    """
    if not found:
        return {}
    notes = activities.notes_of(tx, list(found))
    signals = activities.signals_of(tx, list(found))
    known = {}
    opposed = opposed_leads(tx, found) if ours else objecting(tx, list(found))
    outside = leads.outside_keys(tx, list(found))
    for i, lead in found.items():
        zone = workspace.zone_of(lead.zone)
        said = {t for s in signals.get(i, []) for t in (s.type, f"{s.type}@{s.at.astimezone(zone).date()}")}
        known[i] = lead.fields() | {
            "owner": lead.owner,
            "notes": "\n\n".join(n.text for n in notes.get(i, [])),
            "signals": " ".join(sorted(said)),
            OPPOSED: YES if i in opposed else "",
            _OUTSIDE: _BETWEEN.join(sorted(outside.get(i, ()))),
        }
    return known


@dataclass(frozen=True, slots=True)
class Taking:
    """How rows are taken in: the columns in which what is known stays, where both have a value."""

    stays: frozenset[str] = frozenset()

    def _taken(self, known: Fields, given: Fields) -> Fields:
        """What of a row counts beside what is known; a column that says something of one that stays, stays with it."""
        given = _without_words_for_nothing(known, _beside_another_id(known, given))
        if not self.stays:
            return given
        left = {c for c in given if BELONGS_TO.get(c, c) in self.stays and known.get(BELONGS_TO.get(c, c))}
        left |= {c for c in given if c in self.stays and known.get(c)}
        return {c: v for c, v in given.items() if c not in left or c == "notes"}

    def merged(self, known: Fields, given: Fields) -> dict[str, str]:
        """What is known once a row has been taken in."""
        sign = sign_of(given)
        if not known:
            signals = {"signals": f"{sign.partition('@')[0]} {sign}"} if sign else {}
            return {**given, **signals, _OUTSIDE: _id_elsewhere(given)}
        outside = _BETWEEN.join(filter(None, (known.get(_OUTSIDE), _id_elsewhere(given))))
        given = self._taken(known, given)
        kept = ("id", "notes", "external_id", "signals", _OUTSIDE, OPPOSED,
                *(_NAMES if _one_part_says_the_whole_name(known, given) else ()))  # fmt: skip
        taken = {**known, **{k: v for k, v in given.items() if k not in kept}, _OUTSIDE: outside}
        for column in PHONE_COLUMNS:
            if given.get(column, known.get(column, "")) != known.get(column, ""):
                taken[f"{column}_given"] = given.get(f"{column}_given", "")
        taken["external_id"] = known.get("external_id") or given.get("external_id", "")
        taken[OPPOSED] = known.get(OPPOSED) or given.get(OPPOSED, "")
        notes = given.get("notes", "")
        if notes and _says_more(known.get("notes", ""), notes):
            taken["notes"] = f"{known.get('notes', '')}\n\n{notes}".strip()
        if sign:
            taken["signals"] = f"{known.get('signals', '')} {sign.partition('@')[0]} {sign}".strip()
        return taken

    def differing(self, known: Fields, given: Fields) -> list[str]:
        """The columns in which a row would change what is known."""
        found = []
        counts = self._taken(known, given)
        same_name = _one_part_says_the_whole_name(known, counts)
        for column in _CHANGEABLE:
            value = counts.get(column)
            if value is None or _one_end(value) == _one_end(known.get(column, "")):
                continue
            if same_name and column in _NAMES:
                continue
            if column == "external_id" and known.get(column):
                continue  # the first id elsewhere stays on the lead; every one of them goes on matching it
            if column == "notes" and not _says_more(known.get("notes", ""), value):
                continue
            found.append(column)
        elsewhere = _id_elsewhere(given)
        if elsewhere and elsewhere not in known.get(_OUTSIDE, "").split(_BETWEEN) and "external_id" not in found:
            found.append("external_id")
        # A source already known makes no second signal, even where a person took the first one back.
        news = any(given.get(c) and given[c] != known.get(c, "") for c in ("source", "source_date"))
        if news and sign_of(given) not in ("", *known.get("signals", "").split()):
            found.append("signals")
        if says_new_objection(known, given):
            found.append(OPPOSED)
        return found


def _id_elsewhere(fields: Fields) -> str:
    """The key of a row's id in another system; "" without one."""
    said = Lead("", source=fields.get("source", ""), external_id=fields.get("external_id", ""))
    return next(iter(outside_key(said)), "")


def _beside_another_id(known: Fields, given: Fields) -> Fields:
    """A row without its source where the id known is of another one: it would become an id that this one never gave."""
    mine, source = known.get("external_id", ""), known.get("source", "")
    if not mine or not given.get("source") or folded(given["source"]) == folded(source):
        return given
    if not source and given.get("external_id", mine) == mine:
        return given
    return {c: v for c, v in given.items() if c not in ("source", "source_date")}


def _without_words_for_nothing(known: Fields, given: Fields) -> Fields:
    """A row without the words that stand where no address, number or country is known, where one is known here.

    In a file of ours a person wrote them beside the id: they count.
    """
    if "id" in given:
        return given
    nothing = {c for c in PHONE_COLUMNS if given.get(c) and known.get(c) and not can_be_dialled(given[c])}
    nothing |= (
        {"country"} if country_code(known.get("country", "")) and _is_no_country(given.get("country", "")) else set()
    )
    nothing |= {"email"} if given.get("email") and known.get("email") and not own_address(given["email"]) else set()
    return {c: v for c, v in given.items() if BELONGS_TO.get(c, c) not in nothing} if nothing else given


def _is_no_country(given: str) -> bool:
    return bool(given) and country_code(given) is None


def said_besides(known: Fields, before: Fields, given: Fields) -> dict[str, str]:
    """What a row of a lead that was merged adds to the one kept: never another value than a person chose.

    What stood on the merged one `before` is no news: where the one kept has a blank instead, a person chose the blank.
    A whole export of ours may say that somebody else's objection closed it, which is none of the one kept.
    """
    new_sign = sign_of(given) not in ("", *known.get("signals", "").split())
    kept = ["id", "notes", *(("source", "source_date") if new_sign else ())]
    kept += [] if before.get(OPPOSED) else [OPPOSED]
    no_news = {k for k, v in given.items() if known.get(k) or v == before.get(k)} | {OPPOSED}
    said = {k: v for k, v in given.items() if k in kept or k not in no_news}
    return {k: v for k, v in said.items() if k in kept or BELONGS_TO.get(k, k) in said}


def says_new_objection(known: Fields, given: Fields) -> bool:
    """Whether a row objects for somebody who has not, or on something else than an earlier row of the same file."""
    return bool(given.get(OPPOSED)) and known.get(OPPOSED, "") not in (YES, given[OPPOSED])


def says_the_same(known: str, ours: str, given: str) -> bool:
    """Whether a value that we put in other words is what is known already: then the words known stay."""
    return bool(known) and (known == given or folded(known) == folded(ours))


def erasing(known: Fields, given: Fields, blank: frozenset[str]) -> dict[str, str]:
    """The columns of a row that erase what is known, as "": none where nobody would be left to call."""
    erased = {c: "" for c in blank if known.get(c) and c not in given}
    for column, of in BELONGS_TO.items():
        if of in erased and column in known and column != "external_id" and known[column] and column not in given:
            erased[column] = ""
    left = Lead("").with_fields({c: v for c, v in {**known, **given, **erased}.items() if c in _NAMING})
    return erased if left.names_somebody else {}


_NAMING = frozenset({*_NAMES, "company", "email", *PHONE_COLUMNS})


def _one_part_says_the_whole_name(known: Fields, given: Fields) -> bool:
    """Whether a row has the name that is known, all in one column: taking that column alone would say a part twice."""
    names, before = [given.get(c, "") for c in _NAMES], [known.get(c, "") for c in _NAMES]
    return names.count("") == 1 and person_key(*names) == person_key(*before)


def _one_end(text: str) -> str:
    """A text with one kind of line end: a spreadsheet that saves a file makes them all its own."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _says_more(known: str, given: str) -> bool:
    known, given = _one_end(known), _one_end(given)
    parts = {p.strip() for p in known.split("\n\n")} | {known.strip()}
    return given.strip() not in parts and not {p.strip() for p in given.split("\n\n")} <= parts


def sign_of(fields: Fields) -> str:
    """The signal a row stands for, with its day where it has one: "webinar@2026-11-02"."""
    kind = signal_type_of(fields.get("source", "")) or ""
    day = calendar_date(fields.get("source_date", "")) if kind else None
    return f"{kind}@{day}" if day else kind
