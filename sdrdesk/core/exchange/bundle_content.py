"""What a review bundle holds, as JSON; read back only where every value of it is what the program could have written.

A bundle comes from outside: nothing in it is believed, and a fault of any row refuses the whole.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sdrdesk.core.domain.assessment import State, Status
from sdrdesk.core.domain.cadence import Channel
from sdrdesk.core.domain.calling_rules import ContactKind
from sdrdesk.core.domain.feedback import SalesAnswer
from sdrdesk.core.domain.grid import TOPICS
from sdrdesk.core.domain.lead import LEAD_FIELDS, Stage
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.domain.remarks import About, RemarkKind
from sdrdesk.core.domain.signals import SIGNAL_TYPES

Row = Mapping[str, Any]
MARK_KINDS = ("lead", "phone", "line", "line_company", "line_name", "email", "person")
"""What an objection is remembered by (docs/opposition.md)."""
MOST_LEADS = 20_000
LAST_INSTANT = 7_258_118_400_000_000
"""Microseconds since 1970: the year 2200."""
LONGEST_TEXT = 1 << 20
FACTS = ("activity", "note", "signal", "decision", "touch", "feedback", "remark")
ENTITIES = frozenset({"lead", "answer", *FACTS})
"""What of the journal travels: not what is being typed, nor keys and objections, which are written anew."""
MARKS = ("snoozed_until", "snooze_reason", "merged_into")
COLUMNS = (*LEAD_FIELDS, "stage", "owner", "campaign", "contact_kind")


class BundleFault(Exception):  # noqa: N818 (told, not gone wrong)
    """A content that the program never wrote; where."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A set of leads with all that is known of them. Rows are as the store keeps them, instants in microseconds.

    `origin` is the workspace that the leads are of, `maker` the one that wrote this: the same, or a review of it.
    `closed` are the marks of the leads that objected at the origin, of whatever became of them since.
    """

    id: str
    origin: str
    maker: str
    at: int
    who: str
    settings: Mapping[str, str]
    grids: Sequence[Row]
    campaigns: Sequence[Row]
    cadences: Sequence[Row]
    calling_rules: Sequence[Row]
    operations: Sequence[Row]
    closed: Sequence[Row]
    leads: Sequence[Row]

    @property
    def of_origin(self) -> bool:
        """Whether the workspace of the leads wrote it, not a review of it."""
        return self.maker == self.origin


Check = Callable[[Any], bool]


def _text(value: Any) -> bool:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        return False
    return value.isascii() or not re.search("[\ud800-\udfff]", value)


def _id(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[0-9A-Za-z_.-]{1,64}", value) is not None


def _id_or_blank(value: Any) -> bool:
    return value == "" or _id(value)


def _whole(value: Any) -> bool:
    return type(value) is int and 0 <= value < 1 << 40


def _instant(value: Any) -> bool:
    return type(value) is int and 0 <= value < LAST_INSTANT


def _flag(value: Any) -> bool:
    return type(value) is bool


def _or_none(check: Check) -> Check:
    return lambda value: value is None or check(value)


def _among(known: Any) -> Check:
    allowed = frozenset(str(k) for k in known)
    return lambda value: isinstance(value, str) and value in allowed


def _day(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None and _parses(value, date)


def _parses(value: str, kind: Any) -> bool:
    try:
        kind.fromisoformat(value)
    except ValueError:
        return False
    return True


def _iso(value: Any) -> bool:
    """An instant with its offset, as the journal keeps it."""
    if not isinstance(value, str) or len(value) >= 40 or not _parses(value, datetime):
        return False
    at = datetime.fromisoformat(value)
    return at.tzinfo is not None and 1970 < at.year < 2200


def _json(check: Check) -> Check:
    def reads(value: Any) -> bool:
        if not _text(value):
            return False
        try:
            return check(json.loads(value))
        except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
            return False

    return reads


def _answer_value(value: Any) -> bool:
    if isinstance(value, bool):
        return False
    return value is None or _text(value) or (isinstance(value, int | float) and abs(value) < 1e15)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_text, value))


def _topics(value: Any) -> bool:
    return isinstance(value, list) and all(_text(topic) and topic in TOPICS for topic in value)


def _values(value: Any) -> bool:
    return isinstance(value, dict) and all(_text(k) and _answer_value(v) for k, v in value.items())


def _verdict(said: Any) -> bool:
    points = all(type(said[name]) is int for name in ("earned", "open", "lost"))
    rows = all(_text(r["criterion"]) and type(r["max"]) is int and _among(Status)(r["status"]) for r in said["rows"])
    out = all(_text(e["criterion"]) and _text(e["reason"]) for e in said["eliminated_by"])
    known = _among(State)(said["state"]) and _among(Decision)(said["leaning"])
    return points and rows and out and known and _texts(said["flags"])


def _facts(said: Any) -> bool:
    if said == {}:
        return True
    signals = all(s["type"] in SIGNAL_TYPES and _iso(s["at"]) for s in said["signals"])
    return (
        _iso(said["now"])
        and signals
        and _values(said["answers"])
        and _values(said["presumed"])
        and _texts(said["overrides"])
    )


def _steps(said: Any) -> bool:
    return isinstance(said, list) and all(
        _text(s["key"]) and _day(s["day"]) and _among(Channel)(s["channel"]) and _text(s["template"]) for s in said
    )


def _checked(said: Any) -> bool:
    return isinstance(said, dict) and all(v is None or _text(v) for v in said.values())


def _stored_answer(said: Any) -> bool:
    known = {"criterion", "asked", "value", "evidence", "override_reason", "override_by", "override_at", "at", "who"}
    return (
        isinstance(said, dict)
        and set(said) == known
        and _text(said["criterion"])
        and _flag(said["asked"])
        and _answer_value(said["value"])
        and _text(said["evidence"])
        and _text(said["who"])
        and all(said[k] is None or _text(said[k]) for k in ("override_reason", "override_by"))
        and all(said[k] is None or _iso(said[k]) for k in ("override_at", "at"))
    )


_TEXT_OR_NONE, _INSTANT_OR_NONE, _ID_OR_NONE = _or_none(_text), _or_none(_instant), _or_none(_id)
_STAGE = _among(Stage)
_KIND = _among(["", *ContactKind])
_OF_FACT = {"id": _id, "lead": _id, "at": _instant, "operation": _id}
FACT_ROWS: Mapping[str, Mapping[str, Check]] = {
    "activity": {
        **_OF_FACT, "outcome": _among(Outcome), "until": _INSTANT_OR_NONE, "until_day": _or_none(_day), "number": _text,
        "reason": _text, "replaces_promises": _flag, "who": _text, "seconds": _or_none(_whole), "owner": _text,
    },
    "note": {**_OF_FACT, "text": _text, "who": _text, "activity": _ID_OR_NONE},
    "signal": {**_OF_FACT, "type": _among(SIGNAL_TYPES), "channel": _text, "detail": _text},
    "decision": {
        **_OF_FACT, "decision": _among(Decision), "route": _among(Route), "until_day": _or_none(_day), "reason": _text,
        "meeting_at": _INSTANT_OR_NONE, "meeting_with": _text, "checked": _json(_checked), "grid": _text,
        "grid_version": _whole, "assessment": _json(_verdict), "who": _text, "facts": _json(_facts),
        "steps": _json(_steps),
    },
    "touch": {**_OF_FACT, "channel": _among(Channel), "done": _flag, "template": _text, "step": _text, "who": _text},
    "feedback": {
        **_OF_FACT, "answer": _among(SalesAnswer), "reason": _text, "missing": _json(_topics), "text": _text,
        "decision": _id_or_blank, "via": _text, "who": _text,
    },
    "remark": {
        **_OF_FACT, "who": _text, "kind": _among(RemarkKind), "first": _id, "about": _among(About), "about_id": _text,
        "start": _or_none(_whole), "length": _or_none(_whole), "quote": _text, "value": _text, "was": _text,
        "text": _text,
    },
}  # fmt: skip
ANSWER_ROW: Mapping[str, Check] = {
    "grid": _text, "criterion": _text, "asked": _flag, "value": _or_none(_json(_answer_value)), "evidence": _text,
    "override_reason": _TEXT_OR_NONE, "override_by": _TEXT_OR_NONE, "override_at": _INSTANT_OR_NONE, "at": _instant,
    "who": _text,
}  # fmt: skip
LEAD_ROW: Mapping[str, Check] = {
    "id": _id, **dict.fromkeys(LEAD_FIELDS, _text), "stage": _STAGE, "owner": _text, "campaign": _id_or_blank,
    "contact_kind": _KIND, "created_at": _instant, "operation": _id, "merged_into": _ID_OR_NONE,
    "snoozed_until": _INSTANT_OR_NONE, "snooze_reason": _text, "colleague_of": _id_or_blank,
}  # fmt: skip
OPERATION_ROW: Mapping[str, Check] = {
    "id": _id, "verb": _id, "at": _instant, "who": _text, "state": _among(("done", "undone")),
    "summary": _json(lambda said: isinstance(said, dict)), "undone_by": _ID_OR_NONE,
}  # fmt: skip
ENTRY_ROW: Mapping[str, Check] = {
    "operation": _id, "lead": _id, "entity": _among(ENTITIES), "entity_id": _text, "field": _text,
    "before": _TEXT_OR_NONE, "after": _TEXT_OR_NONE,
}  # fmt: skip
OBJECTION_ROW: Mapping[str, Check] = {"operation": _id, "at": _instant, "source": _text, "own": _flag}
MARK_ROW: Mapping[str, Check] = {
    "kind": _among(MARK_KINDS),
    "key": lambda value: isinstance(value, str) and re.fullmatch("[0-9a-f]{64}", value) is not None,
}
CLOSED_ROW: Mapping[str, Check] = {"key": MARK_ROW["key"], "operation": _id, "at": _instant, "source": _text}
GRID_ROW: Mapping[str, Check] = {"id": _text, "version": _whole, "content": _text, "at": _instant, "who": _text}
CAMPAIGN_ROW: Mapping[str, Check] = {
    "id": _id, "name": _text, "grid": _text, "cadence": _text, "script": _text, "objections": _text,
    "created_at": _instant, "closed": _flag,
}  # fmt: skip
CADENCE_ROW: Mapping[str, Check] = {"id": _text, "content": _text, "saved_at": _instant}
RULE_ROW: Mapping[str, Check] = {"country": _text, "contact_kind": _KIND, "content": _text, "saved_at": _instant}
_HEAD: Mapping[str, Check] = {"id": _id, "origin": _id, "maker": _id, "at": _instant, "who": _text}


def bundle_json(bundle: Bundle) -> bytes:
    """A bundle as JSON in UTF-8."""
    said = {name: getattr(bundle, name) for name in Bundle.__slots__}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def bundle_from(content: bytes) -> Bundle:
    """The bundle that `bundle_json` wrote; BundleFault for anything else."""
    try:
        said = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise BundleFault("json") from error
    if not isinstance(said, dict) or set(said) != set(Bundle.__slots__):
        raise BundleFault("parts")
    _check(_HEAD, {name: said[name] for name in _HEAD}, "head")
    if not isinstance(said["settings"], dict) or not all(_text(v) for v in said["settings"].values()):
        raise BundleFault("settings")
    for part, row in (
        ("grids", GRID_ROW), ("campaigns", CAMPAIGN_ROW), ("cadences", CADENCE_ROW), ("calling_rules", RULE_ROW),
        ("operations", OPERATION_ROW), ("closed", CLOSED_ROW),
    ):  # fmt: skip
        _check_all(row, said[part], part)
    leads = said["leads"]
    if not isinstance(leads, list) or len(leads) > MOST_LEADS:
        raise BundleFault("leads")
    for lead in leads:
        _check_lead(lead)
    bundle = Bundle(**said)
    _check_references(bundle)
    return bundle


def _check(spec: Mapping[str, Check], row: Any, where: str) -> None:
    if not isinstance(row, dict) or row.keys() != spec.keys():
        raise BundleFault(where)
    for name, check in spec.items():
        if not check(row[name]):
            raise BundleFault(f"{where}.{name}")


def _check_all(spec: Mapping[str, Check], rows: Any, where: str) -> None:
    if not isinstance(rows, list):
        raise BundleFault(where)
    for row in rows:
        _check(spec, row, where)


_PARTS = ("facts", "answers", "journal", "objections", "marks")


def _check_lead(lead: Any) -> None:
    if not isinstance(lead, dict) or lead.keys() != {*LEAD_ROW, *_PARTS}:
        raise BundleFault("lead")
    _check(LEAD_ROW, {name: lead[name] for name in LEAD_ROW}, "lead")
    facts = lead["facts"]
    if not isinstance(facts, dict) or not facts.keys() <= set(FACTS):
        raise BundleFault("facts")
    for kind, rows in facts.items():
        _check_all(FACT_ROWS[kind], rows, kind)
    _check_all(ANSWER_ROW, lead["answers"], "answer")
    _check_all(OBJECTION_ROW, lead["objections"], "objection")
    _check_all(MARK_ROW, lead["marks"], "mark")
    _check_all(ENTRY_ROW, lead["journal"], "journal")
    for entry in lead["journal"]:
        if entry["lead"] != lead["id"] or not _entry_fits(entry):
            raise BundleFault("journal")
    if any(row["lead"] != lead["id"] for rows in facts.values() for row in rows):
        raise BundleFault("facts")


def _entry_fits(entry: Row) -> bool:
    """Whether a change is one that can be carried out: of a column, of an answer, of a fact."""
    before, after = entry["before"], entry["after"]
    if entry["entity"] == "answer":
        said = _json(_stored_answer)
        return "/" in entry["entity_id"] and all(v is None or said(v) for v in (before, after))
    if entry["entity"] != "lead":
        return _id(entry["entity_id"])
    match entry["field"]:
        case "snoozed_until":
            return after is None or _iso(after)
        case "snooze_reason":
            return True
        case "merged_into":
            return after is None or _id(after)
        case "stage":
            return bool(_STAGE(after))
        case "contact_kind":
            return bool(_KIND(after))
        case "campaign":
            return _id_or_blank(after)
        case name:
            return name in COLUMNS and after is not None


def _check_references(bundle: Bundle) -> None:
    """BundleFault where something names an operation or a lead that is not there, or where an id stands twice."""
    operations = {row["id"] for row in bundle.operations}
    ids = {lead["id"] for lead in bundle.leads}
    facts = [row["id"] for lead in bundle.leads for rows in lead["facts"].values() for row in rows]
    named = {lead["operation"] for lead in bundle.leads}
    named |= {row["operation"] for lead in bundle.leads for rows in lead["facts"].values() for row in rows}
    named |= {row["operation"] for lead in bundle.leads for row in lead["journal"]}
    into = {lead["id"]: lead["merged_into"] for lead in bundle.leads if lead["merged_into"] is not None}
    if not named <= operations or len(operations) != len(bundle.operations):
        raise BundleFault("operations")
    if len(ids) != len(bundle.leads) or len(set(facts)) != len(facts) or not set(into.values()) <= ids:
        raise BundleFault("leads")
    for lead_id in into:
        seen = {lead_id}
        while (lead_id := into.get(lead_id, "")) and lead_id not in seen:
            seen.add(lead_id)
        if lead_id:
            raise BundleFault("merged in a circle")
