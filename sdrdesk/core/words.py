"""The words core says to people, in English and French, from tables in `resources`; the ui has Qt's own."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from functools import cache
from typing import Any

from sdrdesk.core.domain.cadence import Channel, NextTry
from sdrdesk.core.domain.call_queue import Standing
from sdrdesk.core.errors import UserError
from sdrdesk.core.resources import resource_path

LANGUAGES = ("en", "fr")
BESIDE_THE_WORDS = ("stages.toml", "ways_out.toml")
"""Tables that a firm reads and discusses, each in a file of its own."""
UNSPOKEN_REASONS = frozenset({"duplicate", "wrong_data", "crm_deleted"})
"""Reasons that are nothing to say to anybody."""


@cache
def _tables() -> dict[str, Any]:
    found: dict[str, Any] = {}
    beside = [resource_path(name) for name in BESIDE_THE_WORDS]
    for path in [*sorted(resource_path("words").glob("*.toml")), *beside]:
        found.update(tomllib.loads(path.read_text(encoding="utf-8")))
    return found


class Words:
    """Says codes in one language. Times are said in the zone given with them."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else "en"

    def text(self, table: str, code: str, /, **values: object) -> str:
        """The sentence of a code; entries may have `one` and `other`, chosen by the value `n`."""
        entry = _tables()[table].get(code)
        if entry is None:
            return code.replace("_", " ")
        said = entry[self.language]
        if isinstance(said, Mapping):
            said = said["one" if self.is_one(int(str(values.get("n", 2)))) else "other"]
        return str(said).format(**values)

    def has(self, table: str, code: str) -> bool:
        """Whether a code has words."""
        return code in _tables()[table]

    def codes(self, table: str) -> list[str]:
        """The codes of a table, in its order."""
        return list(_tables()[table])

    def is_one(self, n: int) -> bool:
        """Whether a count reads as singular in this language."""
        return n in (0, 1) if self.language == "fr" else n == 1

    def number(self, n: int) -> str:
        """A whole number grouped by thousands."""
        return f"{n:,}".replace(",", "\u202f" if self.language == "fr" else ",")

    @property
    def decimal(self) -> str:
        """The mark between whole and decimals."""
        return "," if self.language == "fr" else "."

    @property
    def colon(self) -> str:
        """What stands between a name and what is said of it."""
        return "\u202f: " if self.language == "fr" else ": "

    def points(self, tenths: int) -> str:
        """Tenths of a point as points, one decimal only where there is one."""
        whole, tenth = divmod(tenths, 10)
        return f"{whole}{self.decimal}{tenth}" if tenth else str(whole)

    def error(self, error: UserError) -> tuple[str, str, str]:
        """Title, what happened, and what to do."""
        entry = _tables()["error"][error.code]
        values = {k: ", ".join(map(str, v)) if isinstance(v, list | tuple) else v for k, v in error.values.items()}
        if "kind" in values:
            values["kind"] = self.text("file_kind", str(values["kind"]))
        if "input" in values:
            values["input"] = self.text("crm_input", str(values["input"]))
        if "missing" in values:
            values["missing"] = ", ".join(
                self.text("signal_column", code) for code in str(values["missing"]).split(", ")
            )
        if "fault" in values:  # of a condition: what is wrong, and which part of it
            values["fault"] = self.text("segment_fault", str(values["fault"]), **values)
            values["part"] = self.text("segment_part", str(values["part"]))
        title, detail, hint = (str(entry[part][self.language]).format(**values) for part in ("title", "detail", "hint"))
        return title, detail, hint

    @staticmethod
    def one_line(title: str, detail: str, hint: str) -> str:
        """Title, detail and hint of an error on one line."""
        stop = "" if title.endswith(("?", "!")) else "."
        ended = detail if not detail or detail.endswith((".", "?", "!", "…", "»")) else f"{detail}."
        return " ".join(part for part in (f"{title}{stop}", ended, hint) if part)

    def clock(self, at: datetime, zone: tzinfo) -> str:
        """The time of day in a zone."""
        return f"{at.astimezone(zone):%H:%M}"

    def day(self, day: date, today: date | None = None) -> str:
        """A day as people say it: today, tomorrow, Tue 24 Nov."""
        if today is not None and abs((day - today).days) <= 1:
            return self.text("time", {0: "today", 1: "tomorrow", -1: "yesterday"}[(day - today).days])
        weekday = self.text("time", f"weekday_{day.weekday()}")
        month = self.text("time", f"month_{day.month}")
        year = f" {day.year}" if today is None or abs((day - today).days) > 180 else ""
        return f"{weekday} {day.day} {month}{year}"

    def date(self, day: date) -> str:
        """A day with its year, as in a document: 1 Mar 2027."""
        first = "er" if self.language == "fr" and day.day == 1 else ""
        return f"{day.day}{first} {self.text('time', f'month_{day.month}')} {day.year}"

    def moment(self, at: datetime, zone: tzinfo, now: datetime) -> str:
        """A day and time near `now`: 10:30 today, Tue 24 Nov 14:00."""
        local, today = at.astimezone(zone), now.astimezone(zone).date()
        if local.date() == today:
            return self.clock(at, zone)
        return f"{self.day(local.date(), today)} {self.clock(at, zone)}"

    def moment_both(self, at: datetime, zone: tzinfo, here: tzinfo, now: datetime) -> str:
        """A moment where the lead is and, where the clock differs, here: 10:00 (11:00 here)."""
        there = self.moment(at, zone, now)
        if at.astimezone(zone).utcoffset() == at.astimezone(here).utcoffset():
            return there
        return self.text("time", "both", there=there, here=self.moment(at, here, now))

    def ago(self, at: datetime, now: datetime) -> str:
        """How long ago, in the one unit that matters."""
        minutes = max(0, int((now - at).total_seconds() // 60))
        if minutes < 60:
            return self.text("time", "minutes_ago", n=minutes)
        if minutes < 48 * 60:
            return self.text("time", "hours_ago", n=minutes // 60)
        if minutes < 60 * 24 * 60:
            return self.text("time", "days_ago", n=minutes // 1440)
        return self.text("time", "months_ago", n=minutes // (1440 * 30))

    def way_out(self, reason: str) -> str:
        """What to say to close a talk kindly when it ends for this reason; "" where there is nothing to say."""
        if reason in UNSPOKEN_REASONS:
            return ""
        return self.text("way_out", reason if self.has("way_out", reason) else "general")

    def standing(
        self, standing: Standing, zone: tzinfo, now: datetime, here: tzinfo | None = None, *, alone: bool = False
    ) -> str:
        """Where a lead stands and why, in one sentence.

        Times are said by the clock of `here` (of the lead's `zone` without it); where the lead is shown `alone` by
        both, if they differ.
        """

        def moment(at: datetime) -> str:
            return self.moment_both(at, zone, here, now) if alone and here else self.moment(at, here or zone, now)

        values: dict[str, object] = {}
        for key, value in standing.params.items():
            if isinstance(value, datetime):
                values[key] = moment(value)
                values[f"{key}_ago"] = self.ago(value, now)
            elif isinstance(value, date):
                values[key] = self.day(value, now.astimezone(zone).date())
            else:
                values[key] = self._named(key, value)
        values |= {"place": place_name(zone), "holiday": values.get(f"holiday_{self.language}")}
        why = str(values.get("why", ""))
        values["because"] = self.colon + self.put_off_reason(why) if why else ""
        until = getattr(standing, "until", None)
        if until is not None:
            values["until"] = moment(until)
        said = self.text("standing", f"{type(standing).__name__.lower()}_{standing.code}", **values)
        return said[:1].upper() + said[1:]

    def put_off_reason(self, reason: str) -> str:
        """Why a lead was put off: one of the reasons offered, or the words given."""
        return self.text("put_off", reason) if self.has("put_off", reason) else reason

    def next_try(self, found: NextTry, zone: tzinfo, now: datetime) -> str:
        """When and how to try again, before it is confirmed: next try Tue 24 Nov, 14:00 (2 of 6)."""
        code = found.why if found.channel is Channel.CALL else f"{found.why}_{found.channel}"
        day = self.day(found.at.astimezone(zone).date(), now.astimezone(zone).date())
        clock = self.clock(found.at, zone)
        return self.text("next_try", code, day=day, time=clock, number=found.number, limit=found.limit)

    def _named(self, key: str, value: object) -> object:
        table = {"signal": "signal", "outcome": "outcome", "reason": "reason", "channel": "way"}.get(key)
        if not table or not value:
            return value
        return self.text(table, str(value)) if key == "reason" else self.inside(table, str(value))

    def inside(self, table: str, code: str) -> str:
        """A text as it stands within a sentence: no capital, but for a proper noun (LinkedIn)."""
        said = self.text(table, code)
        first = said.split(" ")[0]
        return said if any(c.isupper() for c in first[1:]) else said[:1].lower() + said[1:]


def place_name(zone: tzinfo) -> str:
    """The city a zone is named after."""
    return str(zone).rsplit("/", 1)[-1].replace("_", " ")
