"""The verb of the command line that brings a list of leads in."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sdrdesk.cli_problems import left_out_lines, problem_lines, problems_json
from sdrdesk.core.operations import backups, campaigns, imports, leads, undo
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words

Result = tuple[Any, list[str]]


def add_verb(verbs: Any) -> None:
    """Add `import`."""
    p = verbs.add_parser("import", help="preview or import a list of leads: CSV, spreadsheet or address cards")
    p.add_argument("--json", action="store_true", help="JSON on stdout")
    p.add_argument("file", type=Path)
    p.add_argument("--policy", choices=[x.value for x in imports.Policy], default="update")
    p.add_argument("--country", default="", metavar="XX")
    p.add_argument("--campaign", default="", metavar="NAME", help="put new leads into a campaign")
    p.add_argument("--sheet", default="", metavar="NAME", help="the sheet of a spreadsheet, if not the longest list")
    p.add_argument("--encoding", default="", metavar="NAME", help="the encoding of a text file, if not the one found")
    p.add_argument(
        "--delimiter", default="", metavar="SIGN", type=_delimiter, help="what parts its columns: one sign, or “tab”"
    )
    header = p.add_mutually_exclusive_group()
    header.add_argument(
        "--header-line", default=0, metavar="N", type=int, help="the line of the header, if not the one found"
    )
    header.add_argument(
        "--no-header", action="store_true", help="the file begins with its rows: its columns are A, B, C…"
    )
    p.add_argument(
        "--map", action="append", default=[], metavar="HEADER=COLUMN", type=_mapped,
        help="what a column of the file is; HEADER= leaves it out",
    )  # fmt: skip
    p.add_argument("--dates", choices=["dmy", "mdy"], default="", help="the order of dates, if the file proves none")
    p.add_argument(
        "--erase", action="append", default=[], metavar="COLUMN", help="a column whose blanks erase what is known"
    )
    p.add_argument("--refused", type=Path, metavar="FILE", help="write the refused rows to a CSV, to mend and import")
    p.add_argument("--dry-run", action="store_true")
    p.set_defaults(run=_import, pure=False)


def _mapped(text: str) -> tuple[str, str]:
    header, sign, column = text.rpartition("=")
    if not sign or not header.strip():
        raise argparse.ArgumentTypeError(f"{text} is not HEADER=COLUMN")
    return header, column.strip()


def _delimiter(text: str) -> str:
    return "\t" if text.lower() in ("tab", "\\t") else text


def _choices(arguments: argparse.Namespace, workspace: Workspace) -> imports.Choices:
    header = imports.NO_HEADER if arguments.no_header else max(0, arguments.header_line)
    reading = imports.Reading(arguments.encoding, arguments.delimiter, arguments.sheet, header)
    said: Sequence[tuple[str, str]] = arguments.map
    return imports.Choices(
        policy=imports.Policy(arguments.policy),
        country=arguments.country.upper(),
        campaign=campaigns.find_campaign(workspace, arguments.campaign).id if arguments.campaign else "",
        reading=reading,
        columns=imports.columns_named(arguments.file, reading, said) if said else {},
        dates=arguments.dates,
        erase=frozenset(arguments.erase),
    )


def _import(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    undo.take_back_unfinished(workspace)
    plan = imports.plan_import(workspace, arguments.file, _choices(arguments, workspace))
    try:
        operation, counts = None, plan.counts
        if not arguments.dry_run:
            if leads.count_leads(workspace):
                backups.backup_before(workspace, "import")
            done = imports.apply_import(workspace, plan)
            operation, counts = done.operation, dict(done.counts)
        written = {"refused_file": imports.write_refused(plan, arguments.refused, words)} if arguments.refused else {}
        problems = problems_json(plan.problems(), words)
        result = {
            "operation": operation,
            "rows": plan.rows,
            **counts,
            **({"opposed": plan.opposed} if plan.opposed else {}),
            **written,
            "problems": problems,
            "unmapped": list(plan.columns.unmapped),
        }
    finally:
        plan.close()
    lines = [words.text("fates", fate, n=n).replace(str(n), words.number(n)) for fate, n in counts.items()]
    if plan.opposed:
        lines.append(words.text("opposition", "kept_closed", n=plan.opposed))
    lines += left_out_lines(plan.columns.unmapped, words) + problem_lines(arguments.file, problems)
    return result, lines
