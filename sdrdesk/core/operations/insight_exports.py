"""The figures as files: a workbook with a sheet a table, one table as CSV, everything as JSON."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sdrdesk.core.domain.insights import FunnelRow, Insights
from sdrdesk.core.domain.rates import ENOUGH, GOAL, Rate, Spread
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.csv_out import write_csv
from sdrdesk.core.exchange.written_file import written
from sdrdesk.core.exchange.xlsx_sheets import Sheet, write_sheets
from sdrdesk.core.operations.insight_tables import Cell, figure_tables
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words

ENDINGS = (".xlsx", ".csv", ".json")


def export_insights(
    workspace: Workspace, figures: Insights, path: Path, words: Words, table: str = "funnel"
) -> dict[str, Any]:
    """Write the figures as .xlsx or .json, or one `table` of them as .csv; how many rows.

    UserError for another ending, or a table that there is none of.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise UserError("unknown_export", path=str(path), known=ENDINGS)
    tables = {t.code: t for t in figure_tables(workspace, figures, words)}
    if table not in tables:
        raise UserError("unknown_figures", table=table, known=list(tables))
    rows = sum(len(t.rows) for t in tables.values())
    if ending == ".json":
        with written(path) as temporary:
            temporary.write_text(json.dumps(insights_json(figures), ensure_ascii=False, indent=1), encoding="utf-8")
    elif ending == ".xlsx":
        write_sheets(path, [Sheet(t.title, t.header, t.rows) for t in tables.values()])
    else:
        said = tables[table]
        cells = ([_text(cell, words) for cell in row] for row in said.rows)
        rows = write_csv(path, said.header, cells, ";" if words.language == "fr" else ",")
    return {"rows": rows, "file": str(path)}


def _text(cell: Cell, words: Words) -> str:
    return str(cell).replace(".", words.decimal) if isinstance(cell, float) else str(cell)


def insights_json(figures: Insights) -> dict[str, Any]:
    """The figures as the command line prints them: every rate with its n, its interval and whether it is enough."""
    said = {name: _plain(getattr(figures, name)) for name in figures.__slots__}
    return {"enough": ENOUGH, "goal": GOAL, **said}


def _plain(value: Any) -> Any:
    if isinstance(value, Rate):
        return {**asdict(value), "value": value.value, "low": value.low, "high": value.high, "enough": value.enough}
    if isinstance(value, Spread):
        return {**asdict(value), "enough": value.enough}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if hasattr(value, "__slots__"):
        said = {name: _plain(getattr(value, name)) for name in value.__slots__}
        return said | {"rates": _plain(value.rates)} if isinstance(value, FunnelRow) else said
    return value
