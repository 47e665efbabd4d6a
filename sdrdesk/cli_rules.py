"""The verbs of the command line for what a firm keeps as files: cadences, calling rules, templates of letters."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sdrdesk.core.domain.calling_rules import STATED
from sdrdesk.core.domain.plain_values import Fault
from sdrdesk.core.operations import grids, rules, templates
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words

Result = tuple[Any, list[str]]


def add_verbs(verbs: Any) -> None:
    """Add `cadence`, `rule` and `template`, each with verbs of its own."""
    cadence = verbs.add_parser("cadence", help="check a cadence file, or keep it in the workspace")
    rule = verbs.add_parser("rule", help="check, keep or drop a calling rule of your own")
    template = verbs.add_parser("template", help="list, check, keep or drop the letters to leads")
    below = {group: group.add_subparsers(dest="part", required=True) for group in (cadence, rule, template)}
    for group, name, run, help_, pure in (
        (cadence, "check", _cadence_check, "name every fault of a cadence file", True),
        (cadence, "keep", _cadence_keep, "keep a cadence file in the workspace", False),
        (rule, "check", _rule_check, "name every fault of a file of calling rules", True),
        (rule, "keep", _rule_keep, "keep your own version of a calling rule", False),
        (rule, "drop", _rule_drop, "go back to the shipped rule", False),
        (template, "list", _template_list, "the letters there are", False),
        (template, "check", _template_check, "name every fault of a template file", True),
        (template, "keep", _template_keep, "keep a template file in the workspace", False),
        (template, "drop", _template_drop, "go back to the shipped template, or let go of your own", False),
    ):
        p = below[group].add_parser(name, help=help_)
        p.add_argument("--json", action="store_true")
        p.set_defaults(run=run, pure=pure)
        if name == "drop" and group is rule:
            p.add_argument("country", metavar="XX")
            p.add_argument("kind", choices=[k.value for k in STATED])
        elif name == "drop":
            p.add_argument("id")
        elif name != "list":
            p.add_argument("file", type=Path)


def faults_said(faults: Sequence[Fault], words: Words) -> Result:
    """Whether a file is sound, and each fault with its place and its sentence."""
    said = [{"where": f.where, "code": f.code, "message": grids.fault_sentence(f, words)} for f in faults]
    lines = [": ".join(filter(None, (f["where"], f["message"]))) for f in said]
    return {"ok": not faults, "faults": said}, lines or ["ok"]


def _cadence_check(arguments: argparse.Namespace, words: Words) -> Result:
    return faults_said(rules.check_cadence_file(arguments.file)[1], words)


def _rule_check(arguments: argparse.Namespace, words: Words) -> Result:
    return faults_said(rules.check_rule_file(arguments.file)[1], words)


def _template_check(arguments: argparse.Namespace, words: Words) -> Result:
    return faults_said(templates.check_template_text(rules.rule_text(arguments.file))[1], words)


def _cadence_keep(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    _changes, kept = rules.keep_cadence(workspace, rules.rule_text(arguments.file))
    return {"cadence": kept.id}, [kept.id]


def _rule_keep(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    _changes, kept = rules.keep_calling_rule(workspace, rules.rule_text(arguments.file))
    said = {"country": kept[0].country, "kind": kept[0].kind.value}
    return said, [f"{said['country']} {said['kind']}"]


def _rule_drop(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    rules.drop_calling_rule(workspace, arguments.country, arguments.kind)
    said = {"country": arguments.country, "kind": arguments.kind}
    return said, [f"{said['country']} {said['kind']}"]


def _template_list(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    found = sorted(templates.templates(workspace).values(), key=lambda t: t.id)
    said = [{"id": t.id, "channel": t.channel.value, "name": t.name[words.language]} for t in found]
    return said, [f"{t['id']}  {words.text('way', t['channel'])}  {t['name']}" for t in said]


def _template_keep(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    _changes, kept = templates.keep_template(workspace, rules.rule_text(arguments.file))
    return {"template": kept.id}, [kept.id]


def _template_drop(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    templates.drop_template(workspace, arguments.id)
    return {"template": arguments.id}, [arguments.id]
