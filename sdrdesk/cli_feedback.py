"""The verbs of the command line for what sales answers of the leads it was handed."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sdrdesk import cli_given as given
from sdrdesk.cli_facts import import_list
from sdrdesk.core.domain.feedback import SalesAnswer
from sdrdesk.core.domain.grid import TOPICS
from sdrdesk.core.operations import feedback
from sdrdesk.core.operations.feedback import HandedOver, Which
from sdrdesk.core.operations.feedback_imports import FEEDBACK
from sdrdesk.core.operations.leads import local_time
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words

Result = tuple[Any, list[str]]


def add_verbs(verb: Callable[..., argparse.ArgumentParser], verbs: Any) -> None:
    """Add `feedback`, and `handoffs` with its own verbs."""
    p = verb("feedback", _feedback, "record what sales answered of a lead it was handed")
    p.add_argument("lead")
    p.add_argument("answer", choices=[a.value for a in SalesAnswer], metavar="ANSWER",
                   help=", ".join(SalesAnswer))  # fmt: skip
    p.add_argument("--at", metavar="ISO", help="when sales said it; now if not said")
    p.add_argument("--reason", default="", metavar="CODE", help="why; `handoffs reasons` lists them")
    p.add_argument("--missing", default="", metavar="TOPICS", help="of: " + ",".join(sorted(TOPICS)))
    p.add_argument("--text", default="")
    p.add_argument("--by", default="", metavar="NAME", help="who of sales said it")
    inner = verbs.add_parser(
        "handoffs", help="list the leads handed over, or import what sales answered"
    ).add_subparsers(dest="handoffs_verb", required=True)
    p = inner.add_parser("list", help="the hand-offs that sales owes a word on, gave back, or answered")
    p.add_argument("--json", action="store_true")
    p.add_argument("--which", choices=[w.value for w in Which], default=Which.AWAITING.value)
    p.add_argument("--overdue", action="store_true", help="of those awaiting, the ones to ask sales about now")
    p.set_defaults(run=_list, pure=False)
    p = inner.add_parser("reasons", help="the reasons that sales may give, with their codes")
    p.add_argument("--json", action="store_true")
    p.set_defaults(run=_reasons, pure=False)
    p = inner.add_parser("import", help="record a list of answers: who, answer, date, reason, comment")
    p.add_argument("--json", action="store_true")
    p.add_argument("file", type=Path)
    p.add_argument("--country", default="", metavar="XX")
    p.add_argument("--dry-run", action="store_true")
    p.set_defaults(run=_import, pure=False)


def _feedback(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    lead_id = given.lead_id(workspace, arguments.lead)
    changes = feedback.record_feedback(
        workspace,
        lead_id,
        arguments.answer,
        at=given.instant(workspace, arguments.at),
        reason=arguments.reason,
        missing=[topic.strip() for topic in arguments.missing.split(",") if topic.strip()],
        text=arguments.text,
        who=arguments.by,
    )
    return {"operation": changes.operation, "lead": lead_id}, [words.text("sales_answer", arguments.answer)]


def _list(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    found = [h for h in feedback.handoffs(workspace, arguments.which) if h.overdue or not arguments.overdue]
    return [_json(workspace, h) for h in found], [_line(workspace, h, words) for h in found]


def _json(workspace: Workspace, handed: HandedOver) -> dict[str, Any]:
    last = handed.last_answer
    return {
        "lead": handed.lead,
        "name": handed.name,
        "company": handed.company,
        "decision": handed.decision or None,
        "at": local_time(workspace, handed.at),
        "meeting_at": local_time(workspace, handed.meeting_at),
        "meeting_with": handed.meeting_with,
        "who": handed.who,
        "last_answer": feedback.feedback_json(workspace, [last])[0] if last else None,
        "waits_days": handed.waits_days,
        "overdue": handed.overdue,
    }


def _line(workspace: Workspace, handed: HandedOver, words: Words) -> str:
    last = handed.last_answer
    said = feedback.feedback_title(workspace, last, words) if last else words.text("feedback", "nothing")
    waits = words.text("feedback", "days", n=handed.waits_days)
    name = " · ".join(part for part in (handed.name, handed.company if handed.company != handed.name else "") if part)
    return f"{handed.lead}  {name} — {said}, {waits}"


def _reasons(_arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    found = feedback.reasons(workspace)
    return [feedback.reason_json(r) for r in found], [
        f"{r.code}: {r.label[words.language]} ({', '.join(r.answers)})" for r in found
    ]


def _import(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    said, counts, problems = import_list(FEEDBACK, arguments, workspace, words)
    lines = [f"{words.text('feedback_fate', fate)}{words.colon}{words.number(n)}" for fate, n in counts.items()]
    return said, lines + problems
