"""The command line: the same operations as the window, without a screen (formats, section 5)."""

import argparse
import io
import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sdrdesk import (
    __version__,
    cli_calendar,
    cli_calibration,
    cli_crm,
    cli_duplicates,
    cli_exports,
    cli_feedback,
    cli_handoff,
    cli_imports,
    cli_insights,
    cli_oppositions,
    cli_reach,
    cli_review,
    cli_rules,
    cli_signals,
)
from sdrdesk import cli_given as given
from sdrdesk.core.domain.answers import AnswerError
from sdrdesk.core.domain.assessment import State
from sdrdesk.core.domain.call_queue import Due
from sdrdesk.core.domain.campaign import Campaign
from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.domain.signals import SIGNAL_TYPES
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations import (
    backups,
    calls,
    campaigns,
    feedback,
    grids,
    leads,
    qualification,
    queue,
    segments,
    signals,
    stages,
    undo,
    views,
)
from sdrdesk.core.operations import replay as replays
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.options import add_global_options

Opener = Callable[[], Workspace]
Result = tuple[Any, list[str]]
"""What is printed with --json, and the lines printed without it."""


def parser() -> argparse.ArgumentParser:
    """The whole command line; global options come before the verb, --json after it."""
    main = argparse.ArgumentParser(prog="sdrdesk", description="A qualification workstation for SDRs.")
    main.add_argument("--version", action="version", version=f"sdrdesk {__version__}")
    add_global_options(main)
    verbs = main.add_subparsers(dest="verb", metavar="VERB")
    verbs.add_parser("demo", help="open the app on a throw-away demonstration workspace")

    def verb(name: str, run: Callable[..., Result], help_: str, pure: bool = False) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=help_)
        added.add_argument("--json", action="store_true", help="JSON on stdout")
        added.set_defaults(run=run, pure=pure)
        return added

    cli_imports.add_verb(verbs)
    p = verb("add", _add, "make a lead by hand")
    p.add_argument("fields", nargs="+", metavar="FIELD=VALUE")
    p = verb("signal", _signal, "record something a lead did")
    p.add_argument("lead")
    p.add_argument("type")
    p.add_argument("--at")
    p.add_argument("--channel", default="", help="how it came: phone, email, web, linkedin, event, chat, post, other")
    p.add_argument("--detail", default="", help="which page, which webinar, what they wrote")
    p = verb("undo", _undo, "take an operation back, keeping later work")
    p.add_argument("operation")
    p = verb("leads", _leads, "list leads")
    given.add_cut(p)
    p.add_argument("--limit", type=_count, default=50)
    verb("views", _views, "list the saved views")
    verb("campaigns", _campaigns, "list the campaigns")
    p = verb("campaign", _campaign, "make a campaign, or change what one says")
    p.add_argument("name")
    p.add_argument("--grid", metavar="ID", help="the grid that judges its leads; empty for the workspace's")
    p.add_argument("--cadence", metavar="ID", help="what each call does next; empty for the workspace's")
    p.add_argument("--script", type=Path, metavar="FILE", help="a text file")
    p.add_argument("--objections", type=Path, metavar="FILE", help="a text file: a heading and its answer a paragraph")
    p = verb("show", _show, "show one lead")
    p.add_argument("lead")
    p = verb("queue", _queue, "read the queue")
    p.add_argument("--at")
    p.add_argument("--limit", type=_count, default=50)
    p.add_argument("--campaign", metavar="NAME", help="the leads of one campaign; empty for those in none")
    p = verb("log", _log, "record a call made on any phone")
    p.add_argument("lead")
    p.add_argument("outcome", choices=[o.value for o in Outcome])
    for option in ("--at", "--until"):
        p.add_argument(option)
    for option in ("--reason", "--note"):
        p.add_argument(option, default="")
    p.add_argument("--number", default="", help="which of their numbers was called; the first if not said")
    whose = p.add_mutually_exclusive_group()
    whose.add_argument("--owner", metavar="NAME", help="whose call back it is; your own if not said")
    whose.add_argument("--anyone", dest="owner", action="store_const", const="", help="anyone may call back")
    p = verb("answer", _answer, "answer a criterion")
    p.add_argument("lead")
    p.add_argument("criterion")
    p.add_argument("value")
    p.add_argument("--evidence")
    p = verb("override", _override, "take a criterion's power to eliminate this lead")
    p.add_argument("lead")
    p.add_argument("criterion")
    p.add_argument("--reason", required=True)
    p = verb("decide", _decide, "decide on a lead")
    p.add_argument("lead")
    p.add_argument("decision", choices=[d.value for d in Decision])
    p.add_argument("--route", choices=[r.value for r in Route])
    p.add_argument("--until")
    p.add_argument("--reason", default="")
    p.add_argument("--with", dest="met_by", default="", metavar="NAME", help="who meets them; --until is when")
    p.add_argument("--warm-up", action="store_true", help="take the steps of the cadence on the way to the day")
    p.add_argument("--check", action="append", type=_check_pair, default=[], metavar="CODE=TEXT")
    p = verb("stage", _stage, "move a lead to another stage, with the reason")
    p.add_argument("lead")
    p.add_argument("stage", choices=[s.value for s in Stage])
    p.add_argument("--reason", required=True)
    p = verb("assess", _assess, "assess answers on a grid, touching no workspace", pure=True)
    p.add_argument("--grid", required=True, metavar="FILE_OR_ID")
    p.add_argument("--answers", required=True, type=Path, metavar="FILE")
    grid = verbs.add_parser("grid", help="check a grid file, replay it on past decisions").add_subparsers(
        dest="grid_verb", required=True
    )
    p = grid.add_parser("check", help="name every fault of a grid file")
    p.add_argument("--json", action="store_true")
    p.add_argument("file", type=Path)
    p.set_defaults(run=_grid_check, pure=True)
    p = grid.add_parser("replay", help="say which verdicts a grid file would have changed")
    p.add_argument("--json", action="store_true")
    p.add_argument("file", metavar="FILE")
    p.add_argument(
        "--last",
        type=_count_or_all,
        default=replays.LAST,
        metavar="N",
        help=f"how many qualifications ({replays.LAST}), or all",
    )
    p.add_argument("--of", default="", metavar="GRID", help="the grid it was copied from")
    p.set_defaults(run=_grid_replay, pure=False)
    cli_rules.add_verbs(verbs)
    verb("grids", _grids, "list the workspace's grids")
    cli_calibration.add_verb(verb)
    cli_exports.add_verbs(verb)
    cli_insights.add_verb(verb)
    cli_oppositions.add_verbs(verb, verbs)
    cli_calendar.add_verbs(verb)
    cli_handoff.add_verbs(verb)
    cli_feedback.add_verbs(verb, verbs)
    cli_review.add_verbs(verbs)
    cli_signals.add_verbs(verbs)
    cli_reach.add_verbs(verb)
    cli_duplicates.add_verbs(verb)
    cli_crm.add_verbs(verbs)
    p = verb("backup", _backup, "write a verified copy of the workspace")
    p.add_argument("file", type=Path)
    p = verb("restore", _restore, "make the workspace what a copy holds")
    p.add_argument("file", type=Path)
    verb("check", _check, "check that the workspace file is sound")
    return main


def _check_pair(given: str) -> tuple[str, str]:
    code, _equals, said = given.partition("=")
    if not said.strip():
        raise argparse.ArgumentTypeError(f"“{given}” is not CODE=TEXT")
    return code.strip(), said.strip()


def _count(given: str) -> int:
    number = int(given)
    if number < 0:
        raise ValueError(given)
    return number


def _count_or_all(given: str) -> int | None:
    return None if given == "all" else _count(given)


def run(arguments: argparse.Namespace, open_: Opener, words: Words) -> int:
    """Carry out one verb: 0 when it worked, 1 on a UserError, said on stderr (or as JSON)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # JSON is UTF-8 wherever it goes; what a terminal cannot show is no reason to fail.
            stream.reconfigure(encoding="utf-8" if arguments.json else None, errors="replace")
    try:
        try:
            if arguments.pure:
                result, lines = arguments.run(arguments, words)
            else:
                workspace = open_()
                try:
                    result, lines = arguments.run(arguments, workspace, words)
                finally:
                    workspace.store.close()
        except AnswerError as error:
            raise qualification.bad_answer(error, words) from error
    except UserError as error:
        title, detail, hint = words.error(error)
        if arguments.json:
            print(json.dumps({"error": {"title": title, "detail": detail, "hint": hint}}, ensure_ascii=False))
        print(Words.one_line(title, detail, hint), file=sys.stderr)
        return 1
    _print(json.dumps(result, ensure_ascii=False, indent=1) if arguments.json else "\n".join(lines))
    failed = isinstance(result, dict) and result.get("ok") is False
    return 1 if failed else 0


def _print(said: str) -> None:
    """Print on stdout; whoever reads it may stop before the end (`| head`), which is no failure of ours."""
    try:
        print(said, flush=True)
    except BrokenPipeError:
        # The interpreter flushes once more at its end: it finds somewhere to write.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _add(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    changes, lead_id = leads.add_lead(workspace, given.columns(arguments.fields))
    lines = [lead_id, *(words.text("problem", f"opposed_{c or 'lead'}") for c in changes.opposed)]
    said = {"opposed": list(changes.opposed)} if changes.opposed else {}
    return {"operation": changes.operation, "lead": lead_id, **said}, lines


def _signal(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    if arguments.type not in SIGNAL_TYPES:
        raise UserError("unknown_signal", type=arguments.type, known=sorted(SIGNAL_TYPES))
    lead_id = given.lead_id(workspace, arguments.lead)
    changes = leads.add_signal(
        workspace,
        lead_id,
        arguments.type,
        given.instant(workspace, arguments.at),
        channel=arguments.channel,
        detail=arguments.detail,
    )
    return {"operation": changes.operation, "lead": lead_id}, [lead_id]


def _undo(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    done = undo.undo_operation(workspace, arguments.operation)
    kept = [{"lead": k.lead, "why": undo.kept_sentence(k, words)} for k in done.kept]
    return {"undone": done.undone, "kept": kept}, [str(done.undone), *(f"{k['lead']}: {k['why']}" for k in kept)]


def _leads(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    found = leads.summaries(workspace, leads.find_leads(workspace, given.cut(workspace, arguments), arguments.limit))
    return [leads.lead_json(workspace, s, words) for s in found], [
        f"{s.lead.id}  {s.lead.name} · {s.lead.company}" for s in found
    ]


def _views(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    found, lines = [], []
    for view in views.list_views(workspace):
        said = [segments.condition_words(workspace, c, words) for c in view.conditions]
        conditions = [{"field": c.field, "test": c.test, "value": c.value} for c in view.conditions]
        found.append({"id": view.id, "name": view.name, "search": view.search, "conditions": conditions})
        lines.append(" · ".join(part for part in (view.name, view.search, *said) if part))
    return found, lines


def _campaigns(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    found = campaigns.list_campaigns(workspace)
    lines = [f"{e.campaign.name} · {workspace.grid_for(e.campaign.id).id} · {words.number(e.leads)}" for e in found]
    return [{**asdict(e.campaign), "leads": e.leads} for e in found], lines


def _campaign(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    name = arguments.name.strip()
    known = [c for c in workspace.campaigns.values() if c.name.casefold() == name.casefold()]
    wanted = known[0] if known else Campaign("", name)
    made, changes = campaigns.save_campaign(
        workspace,
        replace(
            wanted,
            grid=wanted.grid if arguments.grid is None else arguments.grid,
            cadence=wanted.cadence if arguments.cadence is None else arguments.cadence,
            script=campaigns.text_file(arguments.script) if arguments.script else wanted.script,
            objections=campaigns.text_file(arguments.objections) if arguments.objections else wanted.objections,
        ),
    )
    return {"operation": changes.operation, **asdict(made)}, [made.id]


def _show(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    lead_id = given.lead_id(workspace, arguments.lead)
    dossier = leads.dossier(workspace, lead_id)
    shown = leads.lead_json(workspace, dossier.summary, words)
    said = shown | {
        "standing": shown["standing"]["why"],
        "stage": stages.stage_label(workspace, words, dossier.summary.lead.stage),
    }
    lines = [f"{k}: {v}" for k, v in said.items() if v not in ("", None)]
    taken = dossier.decisions[-1] if dossier.decisions else None
    if taken is not None:
        lines += [*qualification.check_lines(taken, words), *filter(None, [qualification.check_fault(taken, words)])]
    found = signals.signals_json(workspace, dossier)
    lines += [
        f"{s['at']}  {signals.signal_words(k, words)}" for s, k in zip(found, reversed(dossier.signals), strict=True)
    ]
    check = qualification.check_json(workspace, taken) if taken else None
    said_back = feedback.feedback_json(workspace, dossier.feedback)
    lines += [f"{s['at']}  {feedback.feedback_title(workspace, f, words)}"
              for s, f in zip(said_back, reversed(dossier.feedback), strict=True)]  # fmt: skip
    return shown | {"check": check, "signals": found, "feedback": said_back}, lines


def _queue(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    named = campaigns.find_campaign(workspace, arguments.campaign).id if arguments.campaign else arguments.campaign
    page = queue.read_queue(workspace, given.instant(workspace, arguments.at), arguments.limit, campaign=named)
    due = []
    for summary in page.head:
        assert isinstance(summary.standing, Due)
        said = leads.standing_json(workspace, summary.standing, summary.lead.zone, words, page.at)
        tier = summary.standing.tier
        due.append({"lead": summary.lead.id, "tier": tier, "code": said["code"], "why": said["why"]})
    counts = {"due": page.due, "waiting": page.waiting, "closed": page.closed}
    lines = [f"{s.lead.name} · {s.lead.company} — {d['why']}" for s, d in zip(page.head, due, strict=True)]
    return {"at": page.at.isoformat(), "counts": counts, "due": due}, [
        words.text("queue", "counts", **{k: words.number(n) for k, n in counts.items()}),
        *lines,
    ]


def _log(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    lead_id = given.lead_id(workspace, arguments.lead)
    done = calls.record_call(
        workspace,
        lead_id,
        Outcome(arguments.outcome),
        at=given.instant(workspace, arguments.at),
        until=given.day_or_instant(workspace, arguments.until),
        reason=arguments.reason,
        note=arguments.note,
        number=calls.number_of(workspace, lead_id, arguments.number),
        owner=arguments.owner,
    )
    shown = leads.summaries(workspace, [done.lead])[0]
    said = leads.standing_json(workspace, done.standing, shown.lead.zone, words)
    return {"operation": done.changes.operation, "activity": done.activity, "standing": said}, [said["why"]]


def _qualified(done: qualification.Qualified) -> Result:
    verdict = qualification.assessment_json(done.assessment)
    line = f"{verdict['state']}: {verdict['earned'] / 10} + {verdict['open'] / 10} + {verdict['lost'] / 10}"
    earned, _open, most = done.assessment.fit()
    if most:
        line += f" (ICP fit {earned * 100 // most} %)"
    return {"operation": done.changes.operation, "assessment": verdict}, [line]


def _answer(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    lead_id = given.lead_id(workspace, arguments.lead)
    grid = qualification.grid_of_lead(workspace, lead_id)
    value = qualification.read_answer(grid, arguments.criterion, arguments.value, workspace.now().date())
    return _qualified(
        qualification.answer_criterion(workspace, lead_id, arguments.criterion, value, arguments.evidence)
    )


def _override(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    lead_id = given.lead_id(workspace, arguments.lead)
    return _qualified(qualification.override_criterion(workspace, lead_id, arguments.criterion, arguments.reason))


def _decide(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    until = given.day_or_instant(workspace, arguments.until)
    day = until.astimezone(workspace.zone).date() if isinstance(until, datetime) else until
    meeting = None
    if arguments.route == Route.MEETING:
        met_at = until if isinstance(until, datetime) else None
        meeting = qualification.Meeting(met_at, arguments.met_by.strip())
    return _qualified(
        qualification.decide(
            workspace,
            given.lead_id(workspace, arguments.lead),
            Decision(arguments.decision),
            Route(arguments.route) if arguments.route else None,
            until=day,
            reason=arguments.reason,
            meeting=meeting,
            checked=_checked(arguments.check),
            warm_up=arguments.warm_up,
        )
    )


def _checked(given: list[tuple[str, str]]) -> dict[str, str | None]:
    return {code: None if said in ("unknown", "?") else said for code, said in given}


def _stage(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    lead_id, after = given.lead_id(workspace, arguments.lead), Stage(arguments.stage)
    changes = stages.move_stage(workspace, lead_id, after, arguments.reason)
    move = leads.dossier(workspace, lead_id).moves[0]
    before, now = (stages.stage_label(workspace, words, stage) for stage in (move.before, move.after))
    return {"operation": changes.operation, "before": move.before.value, "stage": move.after.value}, [
        f"{before} → {now}"
    ]


def _assess(arguments: argparse.Namespace, words: Words) -> Result:
    verdict = grids.assess_request(grids.find_grid(arguments.grid), arguments.answers, words)
    return verdict, [json.dumps(verdict, ensure_ascii=False)]


def _grid_check(arguments: argparse.Namespace, words: Words) -> Result:
    return cli_rules.faults_said(grids.check_grid_file(arguments.file)[1], words)


def _grid_replay(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    grid = grids.grid_of_workspace(workspace, arguments.file)
    if arguments.of:
        workspace.grid_of(arguments.of)
    done = replays.replay(workspace, grid, arguments.last, of=arguments.of)
    lines = [f"{said}." for said in replays.summary_words(done, words)]
    lines += ["", *_matrix(done, words), ""] if done.examined else []
    for row in done.rows:
        before, after = (replays.verdict_words(v, words) for v in (row.replayed.before, row.replayed.after))
        who = " · ".join(part for part in (row.name, row.company) if part)
        lines.append(f"{row.lead}  {who} — {before} → {after}. {replays.cause_words(row, grid, words)}.")
    return replays.replay_json(workspace, done, words), lines


def _matrix(done: replays.Replay, words: Words) -> list[str]:
    """The verdicts before (rows) and after (columns), in columns as wide as their widest cell."""
    names = [words.text("verdict", s.value) for s in State]
    table = [["", *names]]
    table += [[name, *(words.number(done.moves[a, b]) for b in State)] for name, a in zip(names, State, strict=True)]
    wide = max(len(cell) for line in table for cell in line) + 2
    return ["".join([line[0].ljust(wide), *(cell.rjust(wide) for cell in line[1:])]) for line in table]


def _grids(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    found = grids.list_grids(workspace)
    return [grids.grid_json(g) for g in found], [f"{g.id} v{g.version}  {g.name[words.language]}" for g in found]


def _backup(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    done = backups.backup_to(workspace, arguments.file)
    return done, [f"{done['file']} {done['sha256']}"]


def _restore(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    done = backups.restore_from(workspace, arguments.file)
    return done, [f"{done['restored']}"]


def _check(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    done = backups.check_store(workspace)
    return done, ["ok"] if done["ok"] else [str(f) for f in done["faults"]]
