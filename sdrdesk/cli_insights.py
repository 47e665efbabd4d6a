"""The verb of the command line that counts the figures of a team lead."""

import argparse
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sdrdesk import cli_given as given
from sdrdesk.core.domain.answers import folded
from sdrdesk.core.domain.insights import By, Choices, Cut
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations import insight_exports, insight_tables, segments
from sdrdesk.core.operations.campaigns import find_campaign
from sdrdesk.core.operations.insights import insights
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words

Result = tuple[Any, list[str]]


def add_verb(verb: Callable[..., argparse.ArgumentParser]) -> None:
    """Add `insights`."""
    p = verb("insights", _insights, "count what became of leads: funnel, first contact, costs, reasons")
    p.add_argument("--by", choices=[by.value for by in By], default=By.SOURCE.value)
    p.add_argument("--since", metavar="DAY", help="leads that arrived on this day or later")
    p.add_argument("--until", metavar="DAY", help="leads that arrived on this day or before")
    for option, what in (("--source", "SOURCE"), ("--campaign", "NAME"), ("--rep", "NAME"), ("--grid", "ID[/VERSION]")):
        p.add_argument(option, action="append", default=[], metavar=what)
    p.add_argument("--where", action="append", default=[], metavar="CONDITION", help="such as: employees at_least 50")
    p.add_argument("--out", type=Path, metavar="FILE", help="write them as .xlsx, .csv or .json")
    p.add_argument("--table", default="funnel", metavar="TABLE", help="the table that a .csv holds: funnel, costs, …")


def _insights(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    cut = Cut(
        since=_day(workspace, arguments.since),
        until=_day(workspace, arguments.until),
        source=tuple(arguments.source),
        campaign=tuple(find_campaign(workspace, name).id if name else "" for name in arguments.campaign),
        who=tuple(arguments.rep),
        grid=tuple(arguments.grid),
        segment=segments.read_segment(workspace, arguments.where),
    )
    if cut.since and cut.until and cut.until < cut.since:
        raise UserError("period_reversed", since=str(cut.since), until=str(cut.until))
    figures = insights(workspace, cut, arguments.by)
    _check_known(figures.choices, arguments)
    if arguments.out:
        done = insight_exports.export_insights(workspace, figures, arguments.out, words, arguments.table)
        return done, [f"{done['rows']} → {done['file']}"]
    lines = list[str]()
    for table in insight_tables.figure_tables(workspace, figures, words):
        if table.rows:
            lines += [*(("",) if lines else ()), table.title, *_columns(table, words)]
    return insight_exports.insights_json(figures), lines


def _check_known(choices: Choices, arguments: argparse.Namespace) -> None:
    """UserError where figures are asked of a source, rep or grid that no lead has: a slip of the keys, not a zero."""
    grids = {part for c in choices.grid for part in (c.key, c.key.rpartition("/")[0])}
    for option, said, known, labels in (
        ("--source", arguments.source, {c.key for c in choices.source}, choices.source),
        ("--rep", arguments.rep, {c.key for c in choices.who}, choices.who),
        ("--grid", arguments.grid, grids, choices.grid),
    ):
        for asked in said:
            if known and (folded(asked) if option == "--source" else asked) not in known:
                there = [c.label for c in labels if c.label]
                raise UserError("nothing_of_that", option=option, value=asked, known=there)


def _day(workspace: Workspace, said: str | None) -> date | None:
    found = given.day_or_instant(workspace, said)
    return found.astimezone(workspace.zone).date() if isinstance(found, datetime) else found


def _columns(table: insight_tables.FigureTable, words: Words) -> list[str]:
    """A table in columns as wide as their widest cell, texts to the left and numbers to the right."""
    cells = [table.header, *(tuple(_said(cell, words) for cell in row) for row in table.rows)]
    wide = [max(len(row[n]) for row in cells) for n in range(len(table.header))]
    number = [not isinstance(table.rows[0][n], str) for n in range(len(table.header))]
    said = []
    for row in cells:
        parts = (c.rjust(w) if right else c.ljust(w) for c, w, right in zip(row, wide, number, strict=True))
        said.append("  ".join(parts).rstrip())
    return said


def _said(cell: insight_tables.Cell, words: Words) -> str:
    return str(cell).replace(".", words.decimal) if isinstance(cell, float) else str(cell)
