"""Writes the pages of docs/ that are made from the code: settings, schema, command line. A test says when they age."""

import argparse
import sys
from pathlib import Path

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from sdrdesk import cli
from sdrdesk.core.settings import SETTINGS
from sdrdesk.core.store.schema import SEARCH_DDL, metadata
from sdrdesk.core.words import Words

DOCS = Path(__file__).resolve().parent.parent / "docs"
MADE = "<!-- Made by tools/docs.py from the code; change it there. -->\n\n"


def settings_page() -> str:
    """Every setting, from its one declaration."""
    words = Words("en")
    lines = ["# Settings\n", MADE, "| key | scope | default | what it does |", "|---|---|---|---|"]
    lines += [f"| `{s.key}` | {s.scope} | `{s.default or ' '}` | {words.text('setting', s.key)} |" for s in SETTINGS]
    return "\n".join(lines) + "\n"


def schema_page() -> str:
    """The tables of a workspace."""
    lines = ["# The store\n", MADE, "Instants are whole microseconds since 1970 UTC.\n", "```sql"]
    for table in metadata.sorted_tables:
        lines.append(str(CreateTable(table).compile(dialect=sqlite.dialect())).strip() + ";")
        for index in sorted(table.indexes, key=lambda i: str(i.name)):
            lines.append(str(CreateIndex(index).compile(dialect=sqlite.dialect())).strip() + ";")
        lines.append("")
    return "\n".join([*lines, SEARCH_DDL + ";", "```"]) + "\n"


def cli_page() -> str:
    """Every verb with its arguments (written here rather than by argparse, whose layout changes between Pythons)."""
    verbs = next(a for a in cli.parser()._actions if isinstance(a, argparse._SubParsersAction))
    lines = ["# The command line\n", MADE, "Every verb shares its operation with the window. `--json` stands after the"]
    lines += [
        "verb and prints JSON on stdout; messages go to stderr; the exit status is 0, 1 (said in words) or 2 (usage)."
    ]
    lines += [
        "`--workspace PATH_OR_URL` and `--lang en|fr` stand before the verb; `SDRDESK_NOW=ISO` freezes the clock.\n"
    ]
    lines += ["| verb | does |", "|---|---|"]
    helps = {action.dest: action.help for action in verbs._choices_actions}
    for name, verb in verbs.choices.items():
        lines.append(f"| `{' '.join(['sdrdesk', name, *_arguments(verb)])}` | {helps[name]} |")
    return "\n".join(lines) + "\n"


def _arguments(verb: argparse.ArgumentParser) -> list[str]:
    said = []
    for action in verb._actions:
        if isinstance(action, argparse._HelpAction):
            continue
        if isinstance(action, argparse._SubParsersAction):
            inner = [" ".join([name, *_arguments(parser)]) for name, parser in action.choices.items()]
            said.append("/".join(inner))
        elif not action.option_strings:
            said.append(str(action.metavar or action.dest).upper())
        else:
            value = "" if action.nargs == 0 else f" {action.metavar or action.dest.upper()}"
            said.append(
                f"{action.option_strings[0]}{value}" if action.required else f"[{action.option_strings[0]}{value}]"
            )
    return said


PAGES = {"settings.md": settings_page, "schema.md": schema_page, "cli.md": cli_page}


def main() -> int:
    """Write every page."""
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
        print(name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
