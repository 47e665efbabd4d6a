"""Reads calling rules from plain values (a parsed TOML file) and names every fault in them, each with its place."""

import re
from collections.abc import Mapping
from datetime import date

from sdrdesk.core.domain.calling_rules import STATED, Basis, CallingRule, ContactKind
from sdrdesk.core.domain.plain_values import Fault, PlainReader, join
from sdrdesk.core.domain.working_time import (
    ROUND_THE_CLOCK,
    BadStretch,
    Stretch,
    Week,
    check_stretches,
    said_stretch,
    stretch_of,
)

_KEYS = {"format", "country", "rule"}
_RULE_KEYS = {"kind", "since", "hours", "holidays", "attempts", "refusal_days", "consent", "basis", "source", "says"}
MOST_ATTEMPTS, MOST_DAYS = 100, 1000


def check_calling_rules(raw: object) -> tuple[tuple[CallingRule, ...], tuple[Fault, ...]]:
    """The rules of one country that plain values describe, or none of them and every fault found."""
    reader = _RuleReader()
    found = reader.rules(raw)
    return (() if reader.faults else found), tuple(reader.faults)


def plain_rule(rule: CallingRule) -> dict[str, object]:
    """The plain values that `check_calling_rules` reads as this rule of its country."""
    limits: dict[str, object] = {}
    if rule.week != ROUND_THE_CLOCK:
        limits["hours"] = {str(day + 1): [said_stretch(s) for s in rule.week[day]] for day in sorted(rule.week)}
    if rule.most_attempts:
        limits["attempts"] = {"most": rule.most_attempts, "days": rule.in_days}
    if rule.refusal_days:
        limits["refusal_days"] = rule.refusal_days
    if rule.consent:
        limits["consent"] = True
    said = {"source": rule.source, "says": dict(rule.says)}
    first = {"kind": rule.kind.value, "since": rule.since, "basis": rule.basis.value, "holidays": rule.holidays}
    return {**first, **limits, **said}


class _RuleReader(PlainReader):
    def rules(self, raw: object) -> tuple[CallingRule, ...]:
        if not isinstance(raw, Mapping):
            self.fault("", "mistyped", raw)
            return ()
        self.known_keys(raw, _KEYS, "")
        if self.integer(raw, "format", "", 1) != 1:
            self.fault("format", "unknown_format", raw.get("format"))
        country = raw.get("country")
        if not isinstance(country, str) or (country and not re.fullmatch("[A-Z]{2}", country)):
            self.fault("country", "mistyped" if country is not None else "missing", country or "")
            country = ""
        tables = self.tables(raw, "rule", "")
        if not tables:
            self.fault("rule", "empty_list")
        found = [self.rule(table, country, f"rule.{n}") for n, table in enumerate(tables, 1)]
        dated = [(r.kind, r.since) for r in found]
        for n, key in enumerate(dated, 1):
            if key in dated[: n - 1]:
                self.fault(f"rule.{n}.since", "repeated_id", key[1])
        return tuple(found)

    def rule(self, raw: Mapping[str, object], country: str, where: str) -> CallingRule:
        self.known_keys(raw, _RULE_KEYS, where)
        kind = self.one_of(raw, "kind", where, [k.value for k in STATED], "unknown_contact_kind")
        basis = self.one_of(raw, "basis", where, [b.value for b in Basis], "unknown_basis")
        most, days = self.attempts(raw, where)
        return CallingRule(
            country,
            ContactKind(kind) if kind else ContactKind.CONSUMER,
            self.day(raw, "since", where),
            self.week(raw, where),
            self.flag(raw, "holidays", where),
            most,
            days,
            self.integer(raw, "refusal_days", where, 0, MOST_DAYS) if "refusal_days" in raw else 0,
            self.flag(raw, "consent", where) if "consent" in raw else False,
            Basis(basis) if basis else Basis.CAUTION,
            self.string(raw, "source", where),
            self.text(raw, "says", where),
        )

    def week(self, raw: Mapping[str, object], where: str) -> Week:
        """The hours by days, 1 is Monday: {12345 = ["09:00-18:00"]}; without them, any hour of any day."""
        if "hours" not in raw:
            return ROUND_THE_CLOCK
        found: dict[int, tuple[Stretch, ...]] = {}
        table = self.table(raw, "hours", where)
        for days in table:
            place = f"{where}.hours.{days}"
            if not set(days) <= set("1234567") or {int(d) - 1 for d in days} & set(found) or len(set(days)) < len(days):
                self.fault(place, "bad_days", days)
                continue
            stretches = self.stretches(table, days, f"{where}.hours")
            found |= {int(day) - 1: stretches for day in days}
        if not any(found.values()):
            self.fault(f"{where}.hours", "never_open")
        return found

    def stretches(self, table: Mapping[str, object], days: str, where: str) -> tuple[Stretch, ...]:
        said = self.strings(table, days, where)
        try:
            found = tuple(stretch_of(text) for text in said)
            check_stretches(found)
        except (BadStretch, ValueError):
            self.fault(join(where, days), "bad_hours", ", ".join(said))
            return ()
        return found

    def attempts(self, raw: Mapping[str, object], where: str) -> tuple[int, int]:
        if "attempts" not in raw:
            return 0, 0
        table, place = self.table(raw, "attempts", where), join(where, "attempts")
        self.known_keys(table, {"most", "days"}, place)
        return self.integer(table, "most", place, 1, MOST_ATTEMPTS), self.integer(table, "days", place, 1, MOST_DAYS)

    def day(self, raw: Mapping[str, object], key: str, where: str) -> date:
        value = raw.get(key)
        if type(value) is date:
            return value
        self.fault(join(where, key), "missing" if value is None else "mistyped", value or "")
        return date.min

    def flag(self, raw: Mapping[str, object], key: str, where: str) -> bool:
        value = raw.get(key)
        if isinstance(value, bool):
            return value
        self.fault(join(where, key), "missing" if value is None else "mistyped", "" if value is None else value)
        return False
