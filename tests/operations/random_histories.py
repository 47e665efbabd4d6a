"""Random histories written straight into a store as rows: each lead has one, of every kind of thing that can happen.

Many stand in one store, so that ten thousand take seconds: a history is all that is written of one lead.
"""

import json
import tomllib
from contextlib import closing
from datetime import datetime, timedelta
from random import Random

import sqlcipher3.dbapi2 as sqlite

from sdrdesk.core.exchange.grid_file import shipped_grids
from tests.support import NOW

DAY = 86_400_000_000
NOW_MICROS = int(NOW.timestamp()) * 1_000_000
SOURCES = ("Salon", "salon ", "SALON", "Wébinaire", "webinaire", "Liste 2026", "", "")
SECTORS = ("Énergie", "énergie", "Textile", "", "Bois ")
WORKFORCES = ("", "7", "9", "9.5", "10–49", "50-99", "250", "4999", "5 000", "1,2k", "?")
COSTS = ("", "", "12", "12,50", "0", "abc", "30 €", "1 200,10")
ZONES = ("", "", "Europe/Paris", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia")
NAMES = ("", "Alix", "Bo", "Cléo")
CAMPAIGNS = ("", "", "c1", "c2")
STAGES = ("lead", "mql", "sal", "sql", "opportunity", "customer", "nurturing", "excluded")
OUTCOMES = (
    "no_answer", "no_answer", "busy", "voicemail", "gatekeeper", "callback_promised", "callback_later", "reached",
    "not_interested", "wrong_number", "opposed", "left_company",
)  # fmt: skip
TYPES = ("demo_request", "quote_request", "webinar", "linkedin", "pricing_page", "download", "newsletter")
ROUTES = (
    ("now", "check_then_meeting"), ("now", "meeting"), ("now", "meeting"), ("now", "further_qualification"),
    ("later", "nurture"), ("later", "further_qualification"), ("never", "exclude"),
)  # fmt: skip
ANSWERS = ("accepted", "rejected", "disqualified", "meeting_held", "opportunity", "won", "lost")
REASONS = ("", "no_real_need", "need_alone", "too_early")
GRIDS = (("bant", 1), ("bant", 1), ("marketing", 1), ("champ", 1), ("bant", 99))


class Histories:
    """Makes the rows of so many leads, then writes them at once."""

    def __init__(self, seed: int, leads: int, *, own_sources: bool = False) -> None:
        self.random, self.made, self.rows = Random(seed), 0, {}
        self.own_sources = own_sources
        self.grids = {name: tomllib.loads(text) for name, text in shipped_grids().items()}
        self.base = self._operation("import", NOW_MICROS - 500 * DAY)
        for name in CAMPAIGNS[2:]:
            self._add("campaign", id=name, name=name.upper(), grid="", cadence="", created_at=NOW_MICROS)
        ids: list[str] = []
        for _ in range(leads):
            ids.append(self._lead(ids))

    def write(self, path) -> None:
        """Write everything into a store that nobody has open."""
        with closing(sqlite.connect(path)) as connection:
            for table, rows in self.rows.items():
                names = list(rows[0])
                places = ", ".join("?" * len(names))
                values = [tuple(row[name] for name in names) for row in rows]
                connection.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})", values)
            connection.commit()

    def _add(self, table, **values) -> None:
        self.rows.setdefault(table, []).append(values)

    def _id(self) -> str:
        """As often before the others of its kind as after them: nothing may rest on the order of ids but ties."""
        self.made += 1
        return f"{self.random.getrandbits(96):024x}{self.made:012x}"

    def _operation(self, verb, at, state="done") -> str:
        made = self._id()
        self._add("operation", id=made, verb=verb, at=at, who="Alix", state=state)
        return made

    def _at(self, arrived) -> int:
        """Some time after a lead came, now and then before it; often on the same few instants."""
        random = self.random
        if random.random() < 0.08:
            return arrived - random.randrange(3 * DAY)
        if random.random() < 0.3:
            return arrived + random.choice((0, 1, DAY // 24, DAY, 14 * DAY, 90 * DAY))
        return arrived + random.randrange(200 * DAY)

    def _lead(self, others) -> str:
        random, made = self.random, self._id()
        arrived = NOW_MICROS - random.randrange(400 * DAY)
        if random.random() < 0.2:  # as a day begins in Paris in winter
            arrived = arrived // DAY * DAY - DAY // 24
        moves, stage = self._moves(made, arrived)
        self._add(
            "lead", id=made, created_at=arrived, stage=stage, operation=self.base,
            source=f"s{len(others)}" if self.own_sources else random.choice(SOURCES),
            industry=random.choice(SECTORS), employees=random.choice(WORKFORCES), cost=random.choice(COSTS),
            owner=random.choice(NAMES), zone=random.choice(ZONES), campaign=random.choice(CAMPAIGNS),
            job_title=random.choice(("", "CFO", " ")), city=random.choice(("", "Lyon")), last_name=f"L{len(others)}",
            opposed_at=arrived if random.random() < 0.1 else None,
            merged_into=random.choice(others[-20:]) if others and random.random() < 0.12 else None,
        )  # fmt: skip
        for values in moves:
            self._add("journal", lead=made, entity="lead", entity_id=made, field="stage", **values)
        self._add("journal", lead=made, entity="lead", entity_id=made, field="city", operation=self.base, before="sql",
                  after="customer")  # fmt: skip
        self._facts(made, arrived)
        return made

    def _moves(self, lead, arrived):
        """Changes of stage: standing, taken back, taking back; mostly each from where the last one left off."""
        random, moves = self.random, []
        stage = random.choice(("lead",) * 9 + STAGES)
        for _ in range(random.choice((0, 0, 0, 0, 0, 1, 1, 2, 4))):
            verb, state = random.choice(
                (("stage", "done"), ("decide", "done"), ("stage", "undone"), ("undo", "done"), ("merge", "done"))
            )
            after = random.choice((*STAGES, "mql", "sal", "nurturing"))
            operation = self._operation(verb, self._at(arrived), state)
            moves.append({"operation": operation, "before": stage, "after": after})
            stage = after
        return moves, random.choice(STAGES) if random.random() < 0.05 else stage

    def _facts(self, lead, arrived) -> None:
        random = self.random
        for _ in range(random.choice((0, 0, 1, 2, 3))):
            at = random.choice((self._at(arrived), arrived - random.randrange(-DAY, 100 * DAY)))
            self._add("signal", id=self._id(), lead=lead, type=random.choice(TYPES), at=at, operation=self.base)
        for _ in range(random.choice((0, 0, 1, 2, 3, 4, 8))):
            self._add("activity", id=self._id(), lead=lead, at=self._at(arrived), outcome=random.choice(OUTCOMES),
                      who=random.choice(NAMES), operation=self.base)  # fmt: skip
        for _ in range(random.choice((0, 0, 0, 1))):
            self._add("touch", id=self._id(), lead=lead, at=self._at(arrived), channel="email",
                      done=random.random() < 0.7, operation=self.base)  # fmt: skip
        meetings = [""]
        for _ in range(random.choice((0, 0, 1, 1, 2))):
            meetings += self._decision(lead, self._at(arrived))
        for _ in range(random.choice((0, 0, 0, 1, 2, 3))):
            self._add("feedback", id=self._id(), lead=lead, at=self._at(arrived), answer=random.choice(ANSWERS),
                      reason=random.choice(REASONS), decision=random.choice([*meetings, meetings[-1], "gone"]),
                      operation=self.base)  # fmt: skip

    def _decision(self, lead, at):
        random, made = self.random, self._id()
        decision, route = random.choice(ROUTES)
        grid, version = random.choice(GRIDS)
        facts = {} if random.random() < 0.1 else self._known(grid, at)
        self._add("decision", id=made, lead=lead, at=at, decision=decision, route=route, grid=grid,
                  grid_version=version, assessment="{}", facts=json.dumps(facts), who=random.choice(NAMES),
                  operation=self.base)  # fmt: skip
        return [made] if route == "meeting" else []

    def _known(self, grid, at):
        """Answers, signals and what was presumed, as they stood at a decision."""
        random, now = self.random, NOW + timedelta(microseconds=at - NOW_MICROS)
        facts = {"now": now.isoformat(), "answers": {}, "overrides": [], "signals": [], "presumed": {}}
        for c in self.grids[grid]["criterion"]:
            said = random.random()
            if c["kind"] == "signals":
                for _ in range(random.randrange(3)):
                    when = now - timedelta(hours=random.randrange(2000))
                    facts["signals"].append({"type": random.choice(TYPES), "at": when.isoformat()})
            elif said < 0.6:
                facts["answers"][c["id"]] = self._answer(c, now)
            elif said < 0.7:
                facts["answers"][c["id"]] = None
            if "field" in c and random.random() < 0.4:
                facts["presumed"][c["id"]] = self._answer(c, now)
            if random.random() < 0.05:
                facts["overrides"].append(c["id"])
        return facts

    def _answer(self, criterion, now: datetime):
        if criterion["kind"] == "choice":
            return self.random.choice(criterion["option"])["id"]
        if criterion["kind"] == "months":
            return (now.date() + timedelta(days=self.random.randrange(-40, 500))).isoformat()
        return self.random.choice((3, 9.5, 20, 49, 250, 2000))
