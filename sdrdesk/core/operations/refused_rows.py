"""The refused rows of an import as a file: their cells as read, the line and why, to be mended and imported again."""

from collections.abc import Iterator
from pathlib import Path

from sdrdesk.core.exchange.broken_lines import broken_lines
from sdrdesk.core.exchange.csv_out import write_csv
from sdrdesk.core.exchange.table_file import table_rows
from sdrdesk.core.operations.file_plans import Problem, problem_sentence
from sdrdesk.core.operations.import_planning import ImportPlan
from sdrdesk.core.store.scratch import PlannedRow
from sdrdesk.core.words import Words

PAGE = 500


def write_refused(plan: ImportPlan, path: Path, words: Words) -> int:
    """Write the refused rows of a plan as CSV; how many. UserError when a file cannot be read or written.

    A later import leaves the two columns added aside, and knows the file by its header.
    """
    header = [*plan.form.header, words.text("refused_file", "line"), words.text("refused_file", "reason")]
    delimiter = plan.form.delimiter or (";" if words.language == "fr" else ",")
    return write_csv(path, header, _rows(plan, words), delimiter)


def _rows(plan: ImportPlan, words: Words) -> Iterator[list[str]]:
    width = len(plan.form.header)
    refused = _refused(plan)
    planned = next(refused, None)
    with broken_lines(plan.path, plan.form) as broken:
        for n, row in enumerate(table_rows(plan.path, plan.form), 1):
            if planned is None:
                return
            if n != planned.n:
                continue
            cells = list(broken.cells(row) if row.fault else row.cells)[:width]
            said = (problem_sentence(Problem(row.line, *why), words) for why in planned.why)
            yield [*cells, *[""] * (width - len(cells)), str(row.line), "; ".join(said)]
            planned = next(refused, None)


def _refused(plan: ImportPlan) -> Iterator[PlannedRow]:
    start = 1
    while rows := plan.scratch.page(start, PAGE, ("refused",)):
        yield from rows
        start = rows[-1].n + 1
