"""What several tests of the core share: a clock set by hand, a workspace in a folder, files written in one line."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sdrdesk.core.operations.imports import Choices, Imported, Policy, apply_import, plan_import
from sdrdesk.core.operations.leads import LeadFilter, LeadSummary, add_lead, find_leads, summaries
from sdrdesk.core.operations.workspace import Workspace, open_workspace

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=PARIS)
"""A Tuesday, ten in the morning."""


def shared(*parts: str) -> Path:
    """A file or folder of public data beside the checkout; the test is skipped where there is none."""
    found = SHARED.joinpath(*parts)
    if not found.exists():
        pytest.skip(f"no {'/'.join(parts)} beside this checkout")
    return found


def paris(text: str) -> datetime:
    """An instant as a clock in Paris shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


@dataclass
class Clock:
    """The time, set by hand."""

    at: datetime = NOW

    def __call__(self) -> datetime:
        return self.at


@dataclass
class Desk:
    """A workspace and its clock."""

    workspace: Workspace
    clock: Clock

    def add(self, **values: str) -> str:
        """A lead, reachable unless said otherwise; its id."""
        given = {"last_name": "Martin", "phone": "+33612345678"} | values
        return add_lead(self.workspace, given)[1]

    @property
    def last_operation(self) -> str:
        """The newest thing done here: ids rise in the order they are made."""
        return max(self.workspace.own_operations)

    def lead(self, lead_id: str) -> LeadSummary:
        """A lead as lists show it now."""
        return summaries(self.workspace, [lead_id])[0]

    def leads(self, search: str = "") -> list[LeadSummary]:
        """Every lead, by name."""
        return summaries(self.workspace, find_leads(self.workspace, LeadFilter(search=search)))

    def imported(self, path: Path, policy: Policy = Policy.UPDATE, country: str = "") -> Imported:
        """A file imported at once."""
        plan = plan_import(self.workspace, path, Choices(policy, country))
        try:
            return apply_import(self.workspace, plan)
        finally:
            plan.close()


def desk_at(path: Path, at: datetime = NOW, who: str = "Alix") -> Desk:
    """Open or make the workspace of a file."""
    clock = Clock(at)
    return Desk(open_workspace(path, who, clock), clock)


OpenDesk = Callable[..., Desk]


def write_rows(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
    """A plain CSV file."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        writer.writerows(rows)
    return path


def write_leads(path: Path, *leads: Mapping[str, str]) -> Path:
    """A CSV file with the columns that any of these leads has."""
    header = list(dict.fromkeys(k for lead in leads for k in lead))
    return write_rows(path, header, [[lead.get(k, "") for k in header] for lead in leads])
