"""The verbs of the command line that write leads, answers and calls for others to read."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sdrdesk import cli_given as given
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations import exports
from sdrdesk.core.operations.export_presets import export_presets, find_preset
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words

Result = tuple[Any, list[str]]


def add_verbs(verb: Callable[..., argparse.ArgumentParser]) -> None:
    """Add `export` and `presets`."""
    p = verb("export", _export, "write leads, qualifications or calls as .xlsx, .csv or .json")
    p.add_argument("file", type=Path)
    p.add_argument("--what", choices=exports.KINDS, default=exports.LEADS)
    p.add_argument("--full", action="store_true", help="with the numbers and addresses of who objected")
    p.add_argument("--preset", default="", metavar="NAME", help="the columns of a program, or a preset of yours")
    p.add_argument("--columns", default="", metavar="LIST", help="such as: email,phone=Telephone,company")
    given.add_cut(p)
    p = verb("presets", _presets, "list the presets of exports")
    p.add_argument("--what", choices=exports.KINDS, default=exports.LEADS)


def _export(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    cut = given.cut(workspace, arguments)
    choice = exports.ExportChoice(_columns(arguments, workspace), cut if cut.search or cut.conditions else None)
    done = exports.export(
        workspace, arguments.file, arguments.what, language=words.language, full=arguments.full, choice=choice
    )
    lines = [f"{done['rows']} → {done['file']}"]
    if "opposed" in done and not arguments.full:
        lines.append(words.text("opposition", "left_blank", n=done["opposed"]))
    return done, lines + exports.remarks(done, words)


def _columns(arguments: argparse.Namespace, workspace: Workspace) -> tuple[tuple[str, str], ...]:
    """The columns given by hand, in the names of the preset where it has them, else those of the preset."""
    of_preset = find_preset(workspace, arguments.preset, arguments.what).columns if arguments.preset else ()
    named = dict(of_preset)
    pairs = [said.partition("=") for said in arguments.columns.split(",") if said.strip()]
    if arguments.columns and not pairs:
        raise UserError("no_columns")
    chosen = [(ours.strip(), name.strip()) for ours, _equals, name in pairs]
    return tuple((ours, name or named.get(ours, "")) for ours, name in chosen) or of_preset


def _presets(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    found = export_presets(workspace, arguments.what)
    said = [
        {"name": p.name, "own": p.own, "columns": [{"column": o, "name": n or o} for o, n in p.columns]} for p in found
    ]
    return said, [f"{p.name}: {', '.join(name or ours for ours, name in p.columns)}" for p in found]
