"""Writes the pages of docs/ that are made from the code or from the rule files. A test says when they age."""

import argparse
import sys
from pathlib import Path

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from sdrdesk import cli
from sdrdesk.core.crm.catalogue import CODED, open_client
from sdrdesk.core.crm.client import Direction
from sdrdesk.core.domain.calling_rules import CallingRule
from sdrdesk.core.domain.working_time import ROUND_THE_CLOCK, Week, said_stretch
from sdrdesk.core.exchange.rule_files import shipped_calling_rules
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


def calling_rules_page() -> str:
    """Every shipped calling rule, from its file."""
    words = Words("en")
    lines = ["# Calling rules\n", MADE, CALLING_RULES]
    lines += ["| country | kind | since | hours (the lead’s own clock) | holidays | limits | basis | source |"]
    lines += ["|---|---|---|---|---|---|---|---|"]
    for rule in sorted(shipped_calling_rules(), key=lambda r: (r.country == "", r.country)):
        cells = [rule.country or "any other", words.text("contact_kind", rule.kind.value), rule.since.isoformat()]
        cells += [_hours(rule.week), "allowed" if rule.holidays else "closed", _limits(rule) or "none"]
        cells += [words.text("basis", rule.basis.value), rule.source]
        lines.append(f"| {' | '.join(cells)} |")
    lines += ["\n## In words\n"]
    for rule in sorted(shipped_calling_rules(), key=lambda r: (r.country == "", r.country)):
        kind = words.text("contact_kind", rule.kind.value).lower()
        lines.append(f"- {rule.country or 'Any other country'}, {kind}, since {rule.since}: {rule.says['en']}")
    return "\n".join(lines) + "\n"


def _hours(week: Week) -> str:
    if week == ROUND_THE_CLOCK:
        return "any"
    days = {d: ", ".join(map(said_stretch, s)) for d, s in sorted(week.items()) if s}
    names = {hours: [d for d in days if days[d] == hours] for hours in dict.fromkeys(days.values())}
    words = Words("en")

    def said(d: list[int]) -> str:
        first, last = (words.text("time", f"weekday_{n}") for n in (d[0], d[-1]))
        return first if len(d) == 1 else f"{first}–{last}"

    return "; ".join(f"{said(d)} {hours}" for hours, d in names.items())


def _limits(rule: CallingRule) -> str:
    found = []
    if rule.most_attempts:
        found.append(f"{rule.most_attempts} calls in {rule.in_days} d")
    if rule.refusal_days:
        found.append(f"{rule.refusal_days} d of rest after a refusal")
    if rule.consent:
        found.append("prior consent")
    return ", ".join(found)


CALLING_RULES = """What sdrdesk keeps for whoever calls: by country and kind of contact, the hours, holidays and limits
of a call. It is no legal advice: a person who knows the law of the country should read its row before a campaign
begins. The basis says what the hours rest on; where we were not sure, the stricter reading is kept and it says *our
caution*.

A lead is called when its rule and the workspace's own hours both allow it; outside them it waits, with its next
opening. A lead whose kind is not known takes the strictest of its country's rules: the hours they have in common, the
fewest calls in the longest time, the longest rest. Lists that must be screened apart (TPS and CTPS at most 28 days old,
Do Not Call, Robinson, *Ne m'appelez plus*, *Registro delle opposizioni*) are not part of these rules.

To write your own version, open the rules with Ctrl+Shift+R in the window. Or copy the rule of one kind from
`resources/calling_rules/XX.toml` into a file that begins with
`format = 1` and `country = "XX"`, check it with `sdrdesk rule check FILE` and keep it with `sdrdesk rule keep FILE`;
`sdrdesk rule drop XX KIND` goes back to the shipped one. `hours` are by days, 1 is Monday:
`{ 12345 = ["10:00-13:00", "14:00-20:00"] }`; without them any hour is allowed. Several rules of one kind with different
dates may stand together: the newest by the day holds. What holds for FR holds in the French departments overseas and
the islands under the same law too (GP, MQ, GF, RE, YT, BL, MF, PM), unless they have a rule of their own. Why it is so:
[the decision](decisions/0006-calling-rules.md).
"""


def crm_fields_page() -> str:
    """How fields are mapped at first in the CRMs that have a module of their own."""
    lines = ["# Which field stands where in a CRM, at first\n", MADE, CRM_FIELDS]
    given = {"url": "https://crm.example.com"}
    for vendor_id, (vendor, _opener) in CODED.items():
        client = open_client(vendor_id, given, "key")
        lines += [
            f"## {vendor.name}\n",
            "| ours | their record | their field | goes | values |",
            "|---|---|---|---|---|",
        ]
        for m in client.map:
            pairs = ", ".join(f"{ours or 'empty'} = {theirs}" for ours, theirs in m.values.items() if ours != theirs)
            lines.append(f"| {m.ours} | {m.kind} | `{m.theirs}` | {GOES[m.direction]} | {pairs} |")
        lines.append("")
        client.close()
    return "\n".join(lines).rstrip() + "\n"


GOES = {Direction.BOTH: "both ways", Direction.OUT: "there", Direction.IN: "here"}
CRM_FIELDS = """You change all of it when you connect. A code that is paired with nothing over there is not told, and
what is paired with nothing here is not taken. The stages of Odoo are a firm's own: the won one is paired with
`customer` and the last before it with `opportunity`. Of a field that only goes there, what somebody writes over there
is written over.
"""

PAGES = {
    "calling-rules.md": calling_rules_page,
    "crm-fields.md": crm_fields_page,
    "settings.md": settings_page,
    "schema.md": schema_page,
    "cli.md": cli_page,
}


def main() -> int:
    """Write every page."""
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
        print(name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
