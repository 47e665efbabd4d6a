"""The verbs of the command line for CRMs: connecting, syncing, what waits and passed. A key is never an argument."""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sdrdesk import cli_given as given
from sdrdesk.cli_rules import faults_said
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.crm import connections, opening, reading
from sdrdesk.core.operations.crm.connections import Status
from sdrdesk.core.operations.crm.opening import NO_KEY, Crms, Kept, StoredConnection, Vendor, detail_said
from sdrdesk.core.operations.crm.passed import passed
from sdrdesk.core.operations.crm.run import Options
from sdrdesk.core.operations.crm.sync import PAUSED, Preview, Synced
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words

Result = tuple[Any, list[str]]
STDIN = "stdin"
OPTIONS: Mapping[str, tuple[str, ...]] = {
    "send": ("yes", "no"),
    "receive": ("yes", "no"),
    "create_here": ("yes", "no"),
    "who": ("all", "worked"),
    "deals_from": (),
    "wins": ("crm", "here"),
    "history": ("yes", "no"),
}
"""What can be chosen of a connection, and the values where there are few."""
MOST_RUNS = 20


def add_verbs(verbs: Any) -> None:
    """Add `sync`, and `crm` with verbs of its own."""
    p = verbs.add_parser("sync", help="bring this workspace and its CRMs together")
    p.add_argument("connection", nargs="?", default="", metavar="CONNECTION")
    p.add_argument("--once", action="store_true", help="one run, even if something changed meanwhile")
    p.add_argument("--full", action="store_true", help="look at every record there, so that deletions are found")
    _finish(p, _sync, key=True)
    below = verbs.add_parser("crm", help="connect a CRM, and look after its connection").add_subparsers(
        dest="part", required=True
    )

    def part(name: str, run: Callable[..., Result], help_: str, *, key: bool = False) -> argparse.ArgumentParser:
        added: argparse.ArgumentParser = below.add_parser(name, help=help_)
        _finish(added, run, key=key)
        return added

    part("list", _list, "the connections and how they stand")
    part("vendors", _vendors, "the CRMs that can be connected, and what each asks for")
    p = part("connect", _connect, "keep a connection; nothing is sent before the first sync", key=True)
    p.add_argument("vendor", metavar="VENDOR", help="one of the list, or a profile file")
    p.add_argument("name")
    said = "what the CRM is reached by, as `crm vendors` names it; again for each"
    p.add_argument("--input", action="append", default=[], metavar="NAME=VALUE", help=said)
    known = "; ".join(f"{name}={'|'.join(values) or 'STAGE'}" for name, values in OPTIONS.items())
    p.add_argument("--option", action="append", default=[], metavar="NAME=VALUE", help=f"{known}; again for each")
    p.add_argument("--dry-run", action="store_true", help="only say what the first sync would do")
    p = part("check", _check, "name every fault of a profile file")
    p.add_argument("file", type=Path)
    p.set_defaults(pure=True)
    p = part("history", _history, "what passed between here and each CRM about a lead")
    p.add_argument("lead")
    _add_of_one(part)


def _add_of_one(part: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the verbs that are about one connection."""
    for name, run, help_, key in (
        ("test", _test, "ask a CRM who its key belongs to", True),
        ("preview", _preview, "say what a sync would do, without doing it", True),
        ("key", _key, "give a connection another key", True),
        ("pause", _pause, "send and read nothing until it is resumed", False),
        ("resume", _resume, "go on, also after a stop", False),
        ("disconnect", _disconnect, "forget a connection; both sides keep all they have", False),
        ("waiting", _waiting, "what waits to be told", False),
        ("refused", _refused, "what the CRM does not take, and why", False),
        ("retry", _retry, "have what was refused be told again", False),
        ("accept-gone", _accept_gone, "exclude here the leads whose records are gone there", False),
        ("restore-gone", _restore_gone, "make anew there the records that are gone", False),
        ("approve-deletions", _approve_deletions, "delete there what is gone here", False),
        ("keep-there", _keep_there, "leave there what is gone here", False),
    ):
        p = part(name, run, help_, key=key)
        p.add_argument("connection", metavar="CONNECTION")
        if name == "retry":
            p.add_argument("rows", nargs="*", type=int, metavar="ROW", help="their numbers; all if not said")


def _finish(p: argparse.ArgumentParser, run: Callable[..., Result], *, key: bool) -> None:
    p.add_argument("--json", action="store_true")
    if key:
        said = "the environment variable that holds the key, or stdin"
        p.add_argument("--key-from", default="", metavar="VARIABLE", help=said)
    p.set_defaults(run=run, pure=False)


def _key_given(arguments: argparse.Namespace) -> str | None:
    """The key, from where it was said to be; None where nothing was said."""
    if not arguments.key_from:
        return None
    if arguments.key_from == STDIN:
        key = sys.stdin.readline().strip()
    else:
        key = os.environ.get(arguments.key_from, "").strip()
    if not key:
        raise UserError("crm_no_key_there", where=arguments.key_from)
    return key


def _pairs(said: Sequence[str], known: Sequence[str]) -> dict[str, str]:
    found = {}
    for pair in said:
        name, equals, value = pair.partition("=")
        if not equals or name not in known:
            raise UserError("crm_bad_input", pair=name, known=list(known))
        found[name] = value
    return found


def _options(said: Sequence[str]) -> Options:
    chosen = _pairs(said, list(OPTIONS))
    for name, value in chosen.items():
        if OPTIONS[name] and value not in OPTIONS[name]:
            raise UserError("crm_bad_input", pair=f"{name}={value}", known=list(OPTIONS[name]))
    return Options.from_json(chosen)


# -- syncing --------------------------------------------------------------------------------------------------------


def _sync(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    crms, key = Crms(), _key_given(arguments)
    wanted = (
        [connections.connection_of(workspace, arguments.connection)]
        if arguments.connection
        else connections.connections(workspace)
    )
    said = []
    for found in wanted:
        if key is not None and found.vendor == opening.WEBHOOK and " " not in key:
            raise UserError("crm_hook_key", name=found.name)  # the secret alone would be looked up as an address
        done = _runs(workspace, crms, found, words, key, arguments)
        said.append((found.name, _sum(done), done[-1]))
    result = [
        {"connection": name, **figures, "state": last.state, "why": last.why, "detail": last.detail,
         "next_at": last.next_at.isoformat() if last.next_at else None}
        for name, figures, last in said
    ]  # fmt: skip
    lines = [line for name, figures, last in said for line in _synced_lines(workspace, name, figures, last, words)]
    return {"ok": all(not last.why for _n, _f, last in said), "connections": result}, lines


def _runs(
    workspace: Workspace,
    crms: Crms,
    found: StoredConnection,
    words: Words,
    key: str | None,
    arguments: argparse.Namespace,
) -> list[Synced]:
    """One run, or as many as it takes until nothing waits that could be told at once."""
    done: list[Synced] = []
    while len(done) < (1 if arguments.once else MOST_RUNS):
        full = arguments.full and not done
        done.append(opening.sync_connection(workspace, crms, found.id, words, full=full, key=key))
        last = done[-1]
        if last.why or last.next_at is not None or not last.figures.left_waiting:
            break
    return done


def _sum(done: Sequence[Synced]) -> dict[str, int]:
    figures = {name: 0 for name in asdict(done[0].figures) if name != "left_waiting"}
    for each in done:
        for name in figures:
            figures[name] += getattr(each.figures, name)
    return figures | {"waiting": done[-1].figures.left_waiting}


def _synced_lines(workspace: Workspace, name: str, figures: Mapping[str, int], last: Synced, words: Words) -> list[str]:
    counts = ", ".join(words.text("crm_figure", code, n=n) for code, n in figures.items() if n)
    found = connections.status(workspace, connections.connection_of(workspace, name).id)
    standing = reading.status_said(found, workspace, words, no_key=last.why == NO_KEY)
    held = _held_said(found, words)
    if last.state == PAUSED and last.why != NO_KEY:
        return _with_remedy((name, standing.text, *held), standing.remedy)
    why = words.text("trouble", reading.why_said(found, last.why)) if last.why else ""
    when = ""
    if last.next_at:
        at = words.moment(last.next_at, workspace.zone, workspace.now())
        when = words.text("crm_status", "next", at=at)
    nothing = "" if held else words.text("crm_figure", "nothing")
    said = (name, counts or nothing, why, detail_said(last.detail, words), when, *held)
    return _with_remedy(said, standing.remedy if last.why else "")


def _with_remedy(said: Sequence[str], remedy: str) -> list[str]:
    """A line of how a connection stands, and what to do about it below."""
    return [" · ".join(x for x in said if x), *([f"  {remedy}"] if remedy else [])]


# -- connections ----------------------------------------------------------------------------------------------------


def _list(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    said, lines = [], []
    for found in reading.all_status(workspace):
        c = found.connection
        standing = reading.status_said(found, workspace, words)
        line = standing.text
        said.append(
            {"id": c.id, "name": c.name, "vendor": c.vendor, "state": c.state, "why": c.why, "detail": c.detail,
             "waiting": found.waiting, "refused": found.refused, "gone_there": found.gone_there,
             "names_there": list(found.names_there),
             "gone_here": found.gone_here, "synced_at": c.synced_at.isoformat() if c.synced_at else None,
             "next_at": found.next_at.isoformat() if found.next_at else None, "status": line}
        )  # fmt: skip
        lines += _with_remedy((c.name, line, *_held_said(found, words)), standing.remedy)
    return said, lines or [words.text("crm_done", "no_connection")]


def _held_said(found: Status, words: Words) -> list[str]:
    """What waits for a person, paused or because too much is gone at once, with the verbs that settle it."""
    both = (("gone_there", found.gone_there), ("gone_here", found.gone_here))
    name = found.connection.name
    resume = [words.text("crm_done", "resume", name=name)] if found.connection.state == PAUSED else []
    return [*resume, *(words.text("crm_done", code, n=n, name=name) for code, n in both if n)]


def _vendors(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    found = Crms().vendors()
    said = [{"id": v.id, "name": v.name, "docs": v.docs, "inputs": [asdict(i) for i in v.inputs]} for v in found]
    lines = [f"{v.id}  {v.name}  {' '.join(f'{i.id}={i.default}' for i in v.inputs)}" for v in found]
    return said, lines


def _connect(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    crms, key = Crms(), _key_given(arguments)
    vendor, content = _vendor_said(crms, arguments.vendor)
    if key is None:
        raise UserError("crm_key_wanted", name=vendor.name)
    inputs = _pairs(arguments.input, [i.id for i in vendor.inputs])
    for asked in vendor.inputs:
        if asked.required and not (inputs.get(asked.id) or asked.default):
            said = opening.input_said(vendor, asked, content, words)
            raise UserError("crm_missing_given", crm=vendor.name, said=said, name=asked.id)
    filled = {i.id: inputs.get(i.id) or i.default for i in vendor.inputs}
    options = _options(arguments.option)
    draft = opening.drafted(workspace, vendor.id, filled, profile=content, options=options)
    if arguments.dry_run:
        _read_from(draft)
    if vendor.id != opening.WEBHOOK:
        opening.try_key(crms, draft, key, words)
    if arguments.dry_run:
        return _previewed(opening.dry_run(workspace, crms, draft, key, words), words)
    made = opening.make_connection(workspace, crms, draft, arguments.name, key, words)
    return {"id": made.id, "kept": made.kept.value}, [made.id, _kept_said(made.kept, words)]


def _kept_said(kept: Kept, words: Words) -> str:
    return words.text("key_kept", "for_this_command" if kept is Kept.FOR_THIS_SESSION else kept.value)


def _vendor_said(crms: Crms, said: str) -> tuple[Vendor, str]:
    if not said.endswith(".toml"):
        known = crms.vendor(said)
        if known is None:
            raise UserError("crm_unknown", name=said)
        return known, ""
    content, vendor, faults = opening.read_profile_file(Path(said))
    if vendor is None:
        raise UserError("crm_profile", where=faults[0].where, count=len(faults))
    return vendor, content


def _check(arguments: argparse.Namespace, words: Words) -> Result:
    return faults_said(opening.read_profile_file(arguments.file)[2], words)


def _of(arguments: argparse.Namespace, workspace: Workspace) -> StoredConnection:
    return connections.connection_of(workspace, arguments.connection)


def _with_key(arguments: argparse.Namespace, workspace: Workspace) -> tuple[Crms, StoredConnection, str]:
    crms, found, key = Crms(), _of(arguments, workspace), _key_given(arguments)
    _read_from(found)
    return crms, found, key if key is not None else opening.key_of(crms, found)


def _read_from(connection: StoredConnection) -> None:
    if connection.vendor == opening.WEBHOOK:
        raise UserError("crm_only_told")


def _test(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    crms, found, key = _with_key(arguments, workspace)
    tried = opening.try_key(crms, found, key, words)
    fields = {kind.value: len(of) for kind, of in tried.fields.items()}
    return {"account": tried.account, "fields": fields}, [tried.account]


def _preview(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    crms, found, key = _with_key(arguments, workspace)
    return _previewed(opening.dry_run(workspace, crms, found, key, words), words)


def _previewed(found: Preview, words: Words) -> Result:
    lines = [
        words.text("crm_preview", fate, n=n) + (f"{words.colon}{', '.join(found.names[fate])}" if n else "")
        for fate in ("create", "update", "leave", "bring", "take")
        if (n := getattr(found, fate)) is not None
    ]
    return asdict(found), lines


def _key(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    found, key = _of(arguments, workspace), _key_given(arguments)
    if key is None:
        raise UserError("crm_no_key", name=found.name)
    given = found.given
    if found.vendor == opening.WEBHOOK and " " in key:
        address, _space, key = key.partition(" ")
        given = {"url": address}
    kept = opening.give_key(workspace, Crms(), found.id, key, given, words)
    return {"kept": kept.value}, [_kept_said(kept, words)]


def _pause(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    connections.pause(workspace, _of(arguments, workspace).id)
    return _standing(arguments, workspace, words)


def _resume(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    connections.resume(workspace, _of(arguments, workspace).id)
    return _standing(arguments, workspace, words)


def _standing(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    status = connections.status(workspace, _of(arguments, workspace).id)
    return {"state": status.connection.state}, [reading.status_said(status, workspace, words).text]


def _disconnect(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    found = _of(arguments, workspace)
    opening.disconnect(workspace, Crms(), found.id)
    return {"disconnected": found.name}, [found.name]


# -- what waits, what passed ----------------------------------------------------------------------------------------


def _rows(arguments: argparse.Namespace, workspace: Workspace, words: Words, state: str) -> Result:
    said, lines = [], []
    for found in connections.outbox(workspace, _of(arguments, workspace).id, state):
        row, told = found.row, reading.row_said(found, words)
        said.append(
            {"row": row.seq, "lead": row.lead, "name": found.name, "what": row.entity, "code": row.code,
             "why": told.why, "detail": row.detail, "remedy": told.remedy, "tries": row.tries,
             "retry_at": row.retry_at.isoformat() if row.retry_at else None}
        )  # fmt: skip
        lines.append(
            f"{row.seq}  {found.name}  {told.what}{words.colon}{told.why}"
            + (f" ({told.detail})" if told.detail else "")
        )
    return said, lines


def _waiting(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    return _rows(arguments, workspace, words, "waiting")


def _refused(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    return _rows(arguments, workspace, words, "refused")


def _retry(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    n = connections.try_again(workspace, _of(arguments, workspace).id, arguments.rows or None)
    return {"waiting": n}, [words.text("crm_done", "retry", n=n)]


def _history(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    found = passed(workspace, given.lead_id(workspace, arguments.lead), words)
    said = [{"at": p.at.isoformat(), "what": p.title, "detail": p.text} for p in found]
    moments = [words.moment(p.at, workspace.zone, workspace.now()) for p in found]
    return said, [" · ".join(x for x in (at, p.title, p.text) if x) for at, p in zip(moments, found, strict=True)]


def _settled(act: Callable[[Workspace, str], int]) -> Callable[..., Result]:
    def run(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
        n = act(workspace, _of(arguments, workspace).id)
        return {"settled": n}, [words.text("crm_done", "settled", n=n)]

    return run


_accept_gone = _settled(connections.accept_gone)
_restore_gone = _settled(connections.restore_gone)
_approve_deletions = _settled(connections.approve_deletions)
_keep_there = _settled(connections.keep_there)
