"""Reads a cadence from plain values (a parsed TOML file) and names every fault in it, each with its place."""

from collections.abc import Mapping
from datetime import time

from sdrdesk.core.domain.cadence import Cadence, Channel, Delay, WarmUp
from sdrdesk.core.domain.outcomes import UNANSWERED, Outcome
from sdrdesk.core.domain.plain_values import Fault, PlainReader, join
from sdrdesk.core.domain.working_time import MIDDAY

MOST_TRIES, MOST_DAYS, MOST_MINUTES, MOST_SPREAD, MOST_STEPS = 50, 1000, 10_000, 10, 10
FURTHER = "further_qualification"
_KEYS = {"format", "id", "name", "limit", "rest_days", "morning", "afternoon", "spread", "delay", "nurture"}
FOLLOWED = (*(o.value for o in Outcome if o in UNANSWERED), FURTHER)
"""What a cadence has a delay for, in order."""
UNITS = {"minutes": MOST_MINUTES, "half_days": 2 * MOST_DAYS, "days": MOST_DAYS}


def check_cadence(raw: object) -> tuple[Cadence | None, tuple[Fault, ...]]:
    """The cadence that plain values describe, or None and every fault found."""
    reader = _CadenceReader()
    found = reader.cadence(raw)
    return (None if reader.faults else found), tuple(reader.faults)


def plain_cadence(cadence: Cadence) -> dict[str, object]:
    """The plain values that `check_cadence` reads as this cadence."""
    delays = {**{o.value: d for o, d in cadence.delays.items()}, FURTHER: cadence.further_qualification}
    nurture = {"nurture": [_plain_step(step) for step in cadence.nurture]} if cadence.nurture else {}
    return {
        "format": 1,
        "id": cadence.id,
        "name": dict(cadence.name),
        "limit": cadence.limit,
        "rest_days": cadence.rest_days,
        "morning": f"{cadence.morning:%H:%M}",
        "afternoon": f"{cadence.afternoon:%H:%M}",
        "spread": cadence.spread,
        "delay": {name: _plain_delay(delay) for name, delay in delays.items()},
        **nurture,
    }


def _plain_step(step: WarmUp) -> dict[str, object]:
    template = {"template": step.template} if step.template else {}
    return {"days_before": step.days_before, "channel": step.channel.value, **template}


def _plain_delay(delay: Delay) -> dict[str, object]:
    unit = next((u for u in UNITS if getattr(delay, u)), "days")
    channel = {} if delay.channel is Channel.CALL else {"channel": delay.channel.value}
    return {unit: getattr(delay, unit), **channel}


class _CadenceReader(PlainReader):
    def cadence(self, raw: object) -> Cadence | None:
        if not isinstance(raw, Mapping):
            self.fault("", "mistyped", raw)
            return None
        self.known_keys(raw, _KEYS, "")
        if self.integer(raw, "format", "", 1) != 1:
            self.fault("format", "unknown_format", raw.get("format"))
        delays = self.delays(self.table(raw, "delay", ""))
        morning, afternoon = self.clock(raw, "morning"), self.clock(raw, "afternoon")
        if morning and _minute(morning) >= MIDDAY:
            self.fault("morning", "not_in_this_half", raw["morning"])
        if afternoon and _minute(afternoon) < MIDDAY:
            self.fault("afternoon", "not_in_this_half", raw["afternoon"])
        further = delays.pop(FURTHER, Delay())
        return Cadence(
            {Outcome(name): delay for name, delay in delays.items()},
            self.integer(raw, "limit", "", 1, MOST_TRIES),
            self.integer(raw, "rest_days", "", 1, MOST_DAYS),
            morning or time(9, 30),
            afternoon or time(14),
            further,
            self.integer(raw, "spread", "", 1, MOST_SPREAD),
            self.string(raw, "id", ""),
            self.text(raw, "name", ""),
            self.steps(raw),
        )

    def steps(self, raw: Mapping[str, object]) -> tuple[WarmUp, ...]:
        given = self.tables(raw, "nurture", "")
        if len(given) > MOST_STEPS:
            self.fault("nurture", "out_of_range", len(given))
        return tuple(found for n, step in enumerate(given) if (found := self.step(step, f"nurture.{n + 1}")))

    def step(self, raw: Mapping[str, object], where: str) -> WarmUp | None:
        self.known_keys(raw, {"days_before", "channel", "template"}, where)
        days = self.integer(raw, "days_before", where, 1, MOST_DAYS)
        said = self.one_of(raw, "channel", where, [c.value for c in Channel], "unknown_channel")
        template = self.string(raw, "template", where) if "template" in raw else ""
        return WarmUp(days, Channel(said), template) if said else None

    def delays(self, raw: Mapping[str, object]) -> dict[str, Delay]:
        self.known_keys(raw, set(FOLLOWED), "delay")
        return {name: self.delay(self.table(raw, name, "delay"), f"delay.{name}") for name in FOLLOWED}

    def delay(self, raw: Mapping[str, object], where: str) -> Delay:
        if not raw:
            return Delay()  # missing, and said so
        self.known_keys(raw, {*UNITS, "channel"}, where)
        given = [unit for unit in UNITS if unit in raw]
        if len(given) != 1:
            self.fault(where, "one_unit", ", ".join(given))
            return Delay()
        amount = self.integer(raw, given[0], where, 1, UNITS[given[0]])
        channel = Channel.CALL
        if "channel" in raw:
            said = self.one_of(raw, "channel", where, [c.value for c in Channel], "unknown_channel")
            channel = Channel(said) if said else channel
        return Delay(**{given[0]: amount}, channel=channel)

    def clock(self, raw: Mapping[str, object], key: str) -> time | None:
        said = self.string(raw, key, "")
        if not said:
            return None
        try:
            return time.fromisoformat(said) if len(said) == 5 else time.fromisoformat("")
        except ValueError:
            self.fault(join("", key), "bad_hours", said)
            return None


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute
