"""Reads a grid from plain values (a parsed TOML file) and names every fault in it, each with its place."""

from collections.abc import Mapping
from datetime import date
from typing import TypeGuard

from sdrdesk.core.domain.grid import CYCLES, TOPICS, Band, Criterion, Family, Grid, Kind, Level, Option
from sdrdesk.core.domain.lead import COLUMNS
from sdrdesk.core.domain.plain_values import LANGUAGES as LANGUAGES
from sdrdesk.core.domain.plain_values import Fault, PlainReader, join
from sdrdesk.core.domain.signals import SIGNAL_TYPES

MOST_BEHAVIOUR_PERCENT = 30
NEWEST_VERSION = 10**15
"""The store keeps a version in 64 bits; this leaves room for those to come, and for a date and time as a version."""

_GRID_KEYS = {
    "format", "id", "version", "level", "cycle", "name", "good_lead", "review_by", "agreed_by", "thresholds", "intent",
    "criterion",
}  # fmt: skip
_CRITERION_KEYS = {
    "id", "family", "topic", "letter", "label", "question", "kind", "weight", "after", "field", "option", "band",
    "half_life_days", "signal",
}  # fmt: skip
_OPTION_KEYS = {"id", "label", "percent", "eliminates", "match"}
_BAND_KEYS = {"up_to", "percent", "eliminates"}


GridFault = Fault
"""One fault of a grid: `where` is criterion.ID.option.ID.key."""


def check_grid(raw: object) -> tuple[Grid | None, tuple[GridFault, ...]]:
    """The grid that plain values describe, or None and every fault found (formats, section 1)."""
    reader = _GridReader()
    grid = reader.grid(raw)
    return (None if reader.faults else grid), tuple(reader.faults)


class _GridReader(PlainReader):
    """Collects faults while it reads; a faulty part is replaced by a harmless one so that reading goes on."""

    # -- the parts of a grid ------------------------------------------------------------------------------------

    def grid(self, raw: object) -> Grid | None:
        if not isinstance(raw, Mapping):
            self.fault("", "mistyped", raw)
            return None
        self.known_keys(raw, _GRID_KEYS, "")
        if self.integer(raw, "format", "", 1) != 1:
            self.fault("format", "unknown_format", raw.get("format"))
        level = self.one_of(raw, "level", "", [x.value for x in Level], "unknown_level")
        cycle = self.one_of(raw, "cycle", "", list(CYCLES), "unknown_cycle")
        grid_id, version = self.string(raw, "id", ""), self.integer(raw, "version", "", 1, NEWEST_VERSION)
        name, good_lead = self.text(raw, "name", ""), self.text(raw, "good_lead", "")
        now, later = self.thresholds(raw)
        intent = self.table(raw, "intent", "")
        self.known_keys(intent, {"share"}, "intent")
        share = self.integer(intent, "share", "intent", 0, 100) if "intent" in raw else 0
        review_by = raw.get("review_by")
        if review_by is not None and type(review_by) is not date:
            self.fault("review_by", "mistyped", review_by)
            review_by = None
        agreed_by = self.strings(raw, "agreed_by", "")
        criteria = self.criteria(raw, Level(level) if level else Level.MARKETING)
        if self.faults or not isinstance(review_by, date | None):
            return None
        return Grid(
            grid_id, version, Level(level), cycle, name, good_lead, now, later, share, criteria, review_by, agreed_by
        )

    def thresholds(self, raw: Mapping[str, object]) -> tuple[int, int]:
        table = self.table(raw, "thresholds", "")
        if "thresholds" not in raw:
            return 1, 0
        self.known_keys(table, {"now", "later"}, "thresholds")
        before = len(self.faults)
        now = self.integer(table, "now", "thresholds", 0, 100)
        later = self.integer(table, "later", "thresholds", 0, 100)
        if len(self.faults) == before and later >= now:
            self.fault("thresholds.later", "thresholds_order", f"{later} ≥ {now}")
        return now, later

    def criteria(self, raw: Mapping[str, object], level: Level) -> tuple[Criterion, ...]:
        if "criterion" not in raw:
            self.fault("criterion", "missing")
            return ()
        read = [self.criterion(c, n) for n, c in enumerate(self.tables(raw, "criterion", ""), 1)]
        seen: set[str] = set()
        for criterion in read:
            if criterion.id in seen:
                self.fault(f"criterion.{criterion.id}", "repeated_id", criterion.id)
            seen.add(criterion.id)
        self.check_after(read)
        self.check_weights(read, level)
        return tuple(read)

    def criterion(self, raw: Mapping[str, object], number: int) -> Criterion:
        given = raw.get("id")
        where = f"criterion.{given if isinstance(given, str) and given else number}"
        self.known_keys(raw, _CRITERION_KEYS, where)
        family = self.one_of(raw, "family", where, [f.value for f in Family], "unknown_family")
        kind_name = self.one_of(raw, "kind", where, [k.value for k in Kind], "unknown_kind")
        kind = Kind(kind_name) if kind_name else None
        topic = self.string(raw, "topic", where, required=False) or None
        if topic and topic not in TOPICS:
            self.fault(f"{where}.topic", "unknown_topic", topic)
        field = self.string(raw, "field", where, required=False) or None
        if field and field not in COLUMNS:
            self.fault(f"{where}.field", "unknown_field", field)
        options, bands, half_life, values = self.answers(raw, where, kind, field)
        criterion = Criterion(
            id=self.string(raw, "id", where),
            family=Family(family or "profile"),
            kind=kind or Kind.CHOICE,
            label=self.text(raw, "label", where),
            question=self.text(raw, "question", where, required=kind is not Kind.SIGNALS),
            weights=self.weights(raw, where),
            topic=topic,
            letter=self.string(raw, "letter", where, required=False) or None,
            after=self.string(raw, "after", where, required=False) or None,
            field=field,
            options=options,
            bands=bands,
            half_life_days=half_life,
            signal_values=values,
        )
        if kind and not any(criterion.weights.values()) and not criterion.can_eliminate:
            self.fault(where, "serves_no_decision")
        return criterion

    def weights(self, raw: Mapping[str, object], where: str) -> dict[str, int]:
        value = raw.get("weight", 0)
        if isinstance(value, Mapping):
            self.known_keys(value, set(CYCLES), f"{where}.weight")
            return {cycle: self.weight(value, cycle, f"{where}.weight") for cycle in CYCLES}
        return dict.fromkeys(CYCLES, self.weight({"weight": value}, "weight", where))

    def weight(self, raw: Mapping[str, object], key: str, where: str) -> int:
        """A weight; a faulty one counts as 1, so that one fault is not named as several."""
        value = raw.get(key)
        if isinstance(value, int) and not isinstance(value, bool) and value < 0:
            self.fault(join(where, key), "negative_weight", value)
            return 1
        before = len(self.faults)
        read = self.integer(raw, key, where)
        return read if len(self.faults) == before else 1

    def answers(
        self, raw: Mapping[str, object], where: str, kind: Kind | None, field: str | None
    ) -> tuple[tuple[Option, ...], tuple[Band, ...], float | None, dict[str, int] | None]:
        if kind is None:
            return (), (), None, None
        own = {Kind.CHOICE: {"option"}, Kind.SIGNALS: {"half_life_days", "signal"}}.get(kind, {"band"})
        for key in sorted({"option", "band", "half_life_days", "signal"} - own):
            if key in raw:
                self.fault(f"{where}.{key}", "unknown_key", key)
        if kind is Kind.CHOICE:
            return self.options(raw, where, field), (), None, None
        if kind is Kind.SIGNALS:
            return (), (), self.half_life(raw, where), self.signal_values(raw, where)
        return (), self.bands(raw, where), None, None

    def options(self, raw: Mapping[str, object], where: str, field: str | None) -> tuple[Option, ...]:
        tables = self.tables(raw, "option", where)
        if not tables:
            self.fault(f"{where}.option", "empty_list")
        read: list[Option] = []
        for number, table in enumerate(tables, 1):
            given = table.get("id")
            place = f"{where}.option.{given if isinstance(given, str) and given else number}"
            self.known_keys(table, _OPTION_KEYS, place)
            option = Option(
                self.string(table, "id", place),
                self.text(table, "label", place),
                self.integer(table, "percent", place, 0, 100),
                self.string(table, "eliminates", place, required=False) or None,
                self.strings(table, "match", place),
            )
            if option.match and not field:
                self.fault(f"{place}.match", "match_without_field")
            if option.id and any(option.id == other.id for other in read):
                self.fault(place, "repeated_id", option.id)
            read.append(option)
        return tuple(read)

    def bands(self, raw: Mapping[str, object], where: str) -> tuple[Band, ...]:
        tables = self.tables(raw, "band", where)
        if not tables:
            self.fault(f"{where}.band", "empty_list")
        read: list[Band] = []
        for number, table in enumerate(tables, 1):
            place = f"{where}.band.{number}"
            self.known_keys(table, _BAND_KEYS, place)
            up_to = table.get("up_to")
            last = number == len(tables)
            if up_to is not None and not _is_number(up_to):
                self.fault(f"{place}.up_to", "mistyped", up_to)
                up_to = None
            elif up_to is None and not last:
                self.fault(f"{place}.up_to", "missing")
            elif isinstance(up_to, int | float):
                if last:
                    self.fault(f"{place}.up_to", "last_band_bounded", up_to)
                if not _rises(read, float(up_to)):
                    self.fault(f"{place}.up_to", "bands_do_not_rise", up_to)
            percent = self.integer(table, "percent", place, 0, 100)
            reason = self.string(table, "eliminates", place, required=False) or None
            read.append(Band(float(up_to) if isinstance(up_to, int | float) else None, percent, reason))
        return tuple(read)

    def half_life(self, raw: Mapping[str, object], where: str) -> float | None:
        value = raw.get("half_life_days")
        place = f"{where}.half_life_days"
        if value is None:
            self.fault(place, "missing")
        elif isinstance(value, bool) or not isinstance(value, int | float):
            self.fault(place, "mistyped", value)
        elif not _is_number(value) or not value > 0 or value == float("inf"):
            self.fault(place, "half_life", value)
        else:
            return float(value)
        return None

    def signal_values(self, raw: Mapping[str, object], where: str) -> dict[str, int]:
        table = self.table(raw, "signal", where)
        if "signal" in raw and not table:
            self.fault(f"{where}.signal", "empty_list")
        for name in table:
            if name not in SIGNAL_TYPES:
                self.fault(f"{where}.signal.{name}", "unknown_signal", name)
        return {name: self.integer(table, name, f"{where}.signal", 0, 100) for name in table}

    # -- what holds between criteria ----------------------------------------------------------------------------

    def check_after(self, criteria: list[Criterion]) -> None:
        by_id = {c.id: c for c in criteria}
        for criterion in criteria:
            place = f"criterion.{criterion.id}.after"
            target = by_id.get(criterion.after) if criterion.after else None
            if not criterion.after:
                continue
            if criterion.after == criterion.id:
                self.fault(place, "after_itself")
            elif target is None:
                self.fault(place, "after_unknown", criterion.after)
            elif target.kind is Kind.SIGNALS:
                self.fault(place, "after_signals", criterion.after)
            elif _runs_in_a_circle(criterion, by_id):
                self.fault(place, "after_circle", criterion.after)

    def check_weights(self, criteria: list[Criterion], level: Level) -> None:
        for cycle in CYCLES:
            total = sum(c.weights[cycle] for c in criteria)
            if total == 0:
                self.fault("criterion", "no_weight", cycle)
                continue
            behaviour = sum(c.weights[cycle] for c in criteria if c.family is Family.BEHAVIOUR)
            if behaviour * 100 > MOST_BEHAVIOUR_PERCENT * total:
                self.fault("criterion", "behaviour_too_heavy", cycle)
            if level is Level.SALES and not any(c.weights[cycle] for c in criteria if c.family is Family.INTENT):
                self.fault("criterion", "no_intent", cycle)


def _is_number(value: object) -> TypeGuard[int | float]:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    try:
        return float(value) == value  # not "nan", and no whole number of hundreds of digits
    except OverflowError:
        return False


def _rises(earlier: list[Band], up_to: float) -> bool:
    bounds = [b.up_to for b in earlier if b.up_to is not None]
    return not bounds or up_to > bounds[-1]


def _runs_in_a_circle(start: Criterion, by_id: Mapping[str, Criterion]) -> bool:
    seen = {start.id}
    current = by_id.get(start.after or "")
    while current is not None and current.after:
        if current.id in seen:
            return current.id == start.id
        seen.add(current.id)
        current = by_id.get(current.after)
    return False
