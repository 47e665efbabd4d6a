"""Two public data sets brought into a workspace as a firm would: import, answers, hand-offs, what sales said."""

import csv
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from sdrdesk.core.domain.calibration import Coded
from sdrdesk.core.domain.grid import Grid
from sdrdesk.core.exchange.grid_file import grid_text, raw_grid
from sdrdesk.core.operations.acts import act
from sdrdesk.core.operations.calibration_cases import Carrier
from sdrdesk.core.operations.feedback_imports import apply_feedback, plan_feedback
from sdrdesk.core.operations.grid_versions import publish_grid
from sdrdesk.core.operations.standings import gather
from sdrdesk.core.operations.workspace import change_settings
from sdrdesk.core.store import activities, leads
from sdrdesk.core.store.qualifications import StoredAnswer
from tests.operations.calibration_history import BATCH, Handed, hand_over
from tests.support import PARIS, Desk, desk_at, shared, write_leads, write_rows

GRIDS = Path(__file__).with_name("calibration_grids")
START = datetime(2024, 1, 8, 9, tzinfo=PARIS)


@dataclass
class Row:
    """One row of a data set: the columns of a lead file, what was answered on the phone, when, and how it ended."""

    lead: dict[str, str]
    answers: dict[str, int]
    at: datetime
    good: bool


def bank_calls(count: int | None = None) -> Iterator[Row]:
    """The calls of a bank, in the order they were made; the length of a call is known only after it, and never read."""
    with shared("data", "bank_calls_train.csv").open(encoding="utf-8") as stream:
        for n, row in enumerate(_some(list(csv.DictReader(stream, delimiter=";")), count)):
            tags = [f"{name} {row[name]}" for name in ("poutcome", "education", "loan", "default")]
            lead = {
                "Company": f"Household {n}",
                "Job title": row["job"],
                "Source": row["contact"],
                "Tags": "; ".join(tags),
            }
            answers = {"age": int(row["age"]), "tries": int(row["campaign"])}
            yield Row(lead, answers, START + timedelta(minutes=n), row["y"] == "yes")


def olist_leads(count: int | None = None) -> Iterator[Row]:
    """The leads of a marketplace, by the day they came."""
    with shared("data", "olist_leads_train.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    days = {r["mql_id"]: datetime.strptime(r["first_contact_date"], "%d-%m-%Y") for r in rows}
    rows.sort(key=lambda r: (days[r["mql_id"]], r["mql_id"]))
    for n, row in enumerate(_some(rows, count)):
        lead = {"Company": f"Shop {n}", "Source": row["origin"], "Tags": row["landing_page_id"]}
        at = days[row["mql_id"]].replace(hour=9, tzinfo=PARIS) + timedelta(seconds=n)
        yield Row(lead, {}, at, row["won"] == "1")


def _some(rows: list[dict[str, str]], count: int | None) -> list[dict[str, str]]:
    """All rows, or some of them evenly through time."""
    return rows if count is None else rows[:: max(1, len(rows) // count)][:count]


DATA = {"bank_calls": (bank_calls, ("accepted", "rejected")), "olist_leads": (olist_leads, ("won", "rejected"))}


@dataclass
class Brought:
    """A workspace file with every lead handed over and nothing answered; the decisions in time order."""

    path: Path
    decisions: list[str]
    leads: list[str]
    good: list[bool]
    said: tuple[str, str]
    grid: str

    def answered(self, places: Sequence[int], path: Path) -> Desk:
        """A copy of it in which a list of what sales answered of these places was imported."""
        desk = desk_at(Path(shutil.copy(self.path, path)), START + timedelta(days=900))
        day = f"{START + timedelta(days=890):%Y-%m-%d}"
        rows = ([self.leads[n], self.said[not self.good[n]], day] for n in places)
        plan = plan_feedback(desk.workspace, write_rows(path.with_suffix(".csv"), ("ID", "Answer", "Date"), rows))
        try:
            done = apply_feedback(desk.workspace, plan)
        finally:
            plan.close()
        assert done.counts["added"] == len(places)
        return desk

    def coded(self, desk: Desk, grid: Grid) -> list[Coded]:
        """Every hand-off as numbers on a grid, in time order."""
        with desk.workspace.store.read() as tx:
            stored = {d.id: d for own in activities.decisions_of(tx, self.leads).values() for d in own}
            found = Carrier(desk.workspace, grid).coded(tx, [stored[i] for i in self.decisions])
        return [found[i] for i in self.decisions]


def bring(name: str, folder: Path, count: int | None = None) -> Brought:
    """Import a data set, answer what the phone tells, and hand every lead over on the day of its row."""
    rows_of, said = DATA[name]
    rows = list(rows_of(count))
    desk = desk_at(folder / f"{name}.sdrdesk", START + timedelta(days=880))
    workspace = desk.workspace
    grid, _changes = publish_grid(workspace, raw_grid(grid_text(GRIDS / f"{name}.toml")))
    change_settings(workspace, {"grid": grid.id, "calling_hours": "off"})
    file = write_leads(folder / "leads.csv", *({**r.lead, "External id": str(n)} for n, r in enumerate(rows)))
    imported = desk.imported(file)
    assert imported.counts["created"] == len(rows)
    with workspace.store.read() as tx:
        known = leads.external_ids(tx)
    ids = [known[str(n)] for n in range(len(rows))]
    handed: list[Handed] = []
    for start in range(0, len(ids), BATCH):
        part = range(start, min(start + BATCH, len(ids)))
        with act(workspace, "answer") as doing:
            for n in part:
                for criterion, value in rows[n].answers.items():
                    doing.answer(ids[n], grid.id, None, StoredAnswer(criterion, asked=True, value=value, at=doing.at))
        with workspace.store.read() as tx:
            facts = {i: k.facts() for i, k in gather(tx, workspace, [ids[n] for n in part]).items()}
        for n in part:
            own = facts[ids[n]]
            handed.append(Handed(ids[n], own.answers, (), rows[n].at, presumed=own.presumed))
    decisions = hand_over(workspace, grid, handed)
    workspace.store.close()
    return Brought(folder / f"{name}.sdrdesk", decisions, ids, [r.good for r in rows], said, grid.id)


def split(count: int, way: str, seed: int = 1) -> tuple[list[int], list[int]]:
    """The places to learn from, seven tenths of them, and those to judge by: at random, or the later ones."""
    places = list(range(count))
    if way == "random":
        Random(seed).shuffle(places)
    cut = count * 7 // 10
    return sorted(places[:cut]), sorted(places[cut:])
