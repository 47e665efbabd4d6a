"""The verbs of the command line for reviews: qualifications read and remarked on, bundles written, opened, merged."""

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sdrdesk import cli_given as given
from sdrdesk.core.domain.answers import Answer
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.domain.remarks import About, RemarkKind, decision_of, part_of
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations import backups, bundles, review
from sdrdesk.core.operations.leads import find_leads, local_time
from sdrdesk.core.operations.qualification import local_now, read_answer
from sdrdesk.core.operations.review import StoredRemark
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words

Result = tuple[Any, list[str]]
SAID = tuple(k.value for k in RemarkKind if k not in (RemarkKind.WITHDRAWN, RemarkKind.CORRECTION))
LISTED = 50


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `review` with what it does."""
    inner = verbs.add_parser(
        "review", help="read qualifications, remark on them, take them to another machine and back"
    ).add_subparsers(dest="review_verb", required=True)

    def add(name: str, run: Callable[..., Result], help_: str) -> argparse.ArgumentParser:
        found = inner.add_parser(name, help=help_)
        found.add_argument("--json", action="store_true", help="JSON on stdout")
        found.set_defaults(run=run, pure=False)
        return found

    p = add("list", _list, "the qualifications that fit, newest first")
    _add_filter(p)
    p.add_argument("--limit", type=int, default=LISTED)
    p = add("show", _show, "one qualification as the rep saw it, with what was said of it")
    p.add_argument("decision")
    p = add("remark", _remark, "say something of a qualification")
    p.add_argument("decision")
    p.add_argument("kind", choices=SAID)
    p.add_argument("--text", default="")
    p.add_argument("--value", default="", help="the tag, or the reason of a disagreement")
    p.add_argument("--about", choices=[a.value for a in About], default=About.DECISION.value)
    p.add_argument("--part", default="", help="the note, criterion or column it is about")
    p = add("correct", _correct, "say what an answer should have been, and why")
    p.add_argument("decision")
    p.add_argument("criterion")
    p.add_argument("value")
    p.add_argument("--why", required=True)
    p = add("rewrite", _rewrite, "say a remark in other words")
    p.add_argument("remark")
    p.add_argument("text")
    p = add("withdraw", _withdraw, "take a remark away")
    p.add_argument("remark")
    p = add("export", _export, "write leads as a review bundle; in a review, what it says")
    p.add_argument("file", type=Path)
    given.add_cut(p)
    _add_filter(p)
    _add_passphrase(p)
    p = add("open", _open, "open a review bundle as a workspace of its own")
    p.add_argument("file", type=Path)
    p.add_argument("--folder", type=Path, help="where to; beside this workspace unless said")
    _add_passphrase(p)
    p = add("merge", _merge, "merge what a review bundle brings into this workspace")
    p.add_argument("file", type=Path)
    _add_passphrase(p)


def _add_filter(p: argparse.ArgumentParser) -> None:
    p.add_argument("--who", action="append", default=[])
    p.add_argument("--since", help="a day, or a time")
    p.add_argument("--until", help="a day that is within, or a time that is not")
    p.add_argument("--decision", dest="decisions", action="append", default=[], choices=[d.value for d in Decision])
    p.add_argument("--route", dest="routes", action="append", default=[], choices=[r.value for r in Route])
    p.add_argument("--grid", dest="grids", action="append", default=[], metavar="ID[/VERSION]")
    for name in ("disagreement", "missing-evidence", "flags", "reviewed"):
        p.add_argument(f"--{name}", choices=("yes", "no"))


def _filter(arguments: argparse.Namespace, workspace: Workspace) -> review.ReviewFilter:
    asked = {None: None, "yes": True, "no": False}
    return review.ReviewFilter(
        who=tuple(arguments.who),
        since=given.instant(workspace, arguments.since),
        until=given.end(workspace, arguments.until),
        decisions=tuple(arguments.decisions),
        routes=tuple(arguments.routes),
        grids=tuple(_grid(said) for said in arguments.grids),
        disagreement=asked[arguments.disagreement],
        missing_evidence=asked[arguments.missing_evidence],
        flags=asked[arguments.flags],
        reviewed=asked[arguments.reviewed],
    )


def _grid(said: str) -> tuple[str, int | None]:
    grid_id, _slash, version = said.replace("@", "/").partition("/")
    if version and not version.isdigit():
        raise UserError("unknown_grid", grid=said)
    return grid_id, int(version) if version else None


def _list(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    found = review.find_qualifications(workspace, _filter(arguments, workspace))
    rows = review.review_rows(workspace, found[: max(0, arguments.limit)])
    said = {"found": len(found), "qualifications": [_row_json(workspace, row) for row in rows]}
    return said, [_row_line(workspace, row, words) for row in rows]


def _row_json(workspace: Workspace, row: review.ReviewRow) -> dict[str, Any]:
    return {
        "decision_id": row.decision_id,
        "lead": row.lead_id,
        "name": row.name,
        "company": row.company,
        "at": local_time(workspace, row.at),
        "who": row.who,
        "decision": row.decision,
        "route": row.route,
        "reason": row.reason,
        "grid": {"id": row.grid_id, "version": row.grid_version},
        "state": row.state,
        "leaning": row.leaning,
        "earned": row.earned,
        "disagrees": row.disagrees,
        "missing_evidence": list(row.missing),
        "flags": list(row.flags),
        "remarks": [_remark_json(workspace, r) for r in row.remarks],
    }


def _remark_json(workspace: Workspace, remark: StoredRemark) -> dict[str, Any]:
    kept = {k: getattr(remark, k) for k in ("id", "first", "kind", "who", "about", "quote", "value", "was", "text")}
    place = {"decision": decision_of(remark), "part": part_of(remark), "start": remark.start, "length": remark.length}
    return kept | place | {"at": local_time(workspace, remark.at)}


def _row_line(workspace: Workspace, row: review.ReviewRow, words: Words) -> str:
    at = f"{row.at.astimezone(workspace.zone):%Y-%m-%d %H:%M}"
    parts = [row.decision_id, at, row.who, row.name, row.company, words.text("decision", row.decision)]
    said = Counter(words.text("remark_kind", r.kind) for r in row.remarks)
    return " · ".join([p for p in parts if p] + [f"{kind} × {n}" if n > 1 else kind for kind, n in said.items()])


def _remark_line(remark: StoredRemark, words: Words) -> str:
    value = words.text("review_tag", remark.value) if remark.kind == RemarkKind.TAG else remark.value
    value = words.text("review_reason", value) if remark.kind == RemarkKind.DISAGREE and value else value
    said = " — ".join(part for part in (value, f"“{remark.quote}”" if remark.quote else "", remark.text) if part)
    return f"{remark.id} {words.text('remark_kind', remark.kind)} ({remark.who}){words.colon}{said}"


def _show(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    sheet = review.review_sheet(workspace, review.resolve_decision(workspace, arguments.decision))
    labels = {c.id: c.label[words.language] for c in sheet.grid.criteria} if sheet.grid else {}
    answers = [
        {
            "criterion": a.criterion, "status": a.status, "value": a.value, "evidence": a.evidence,
            "changed_since": a.changed,
        }
        for a in sheet.answers
    ]  # fmt: skip
    timeline = [
        {"at": local_time(workspace, m.at), "kind": m.kind, "id": m.fact.id, "later": m.later} for m in sheet.timeline
    ]
    writings = [_remark_json(workspace, w) for w in sheet.writings]
    said = {**_row_json(workspace, sheet.row), "answers": answers, "timeline": timeline, "writings": writings}
    lines = [_row_line(workspace, sheet.row, words)]
    lines += [
        f"  {labels.get(a.criterion, a.criterion)}{words.colon}{a.value if a.value is not None else '—'}"
        + (f" — {a.evidence}" if a.evidence else "")
        for a in sheet.answers
    ]
    return said, lines + [f"  {_remark_line(r, words)}" for r in sheet.remarks]


def _remark(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    decision = review.resolve_decision(workspace, arguments.decision)
    changes = review.add_remark(
        workspace,
        decision,
        RemarkKind(arguments.kind),
        about=arguments.about,
        about_id=arguments.part,
        value=arguments.value,
        text=arguments.text,
    )
    return _after(workspace, decision, changes.operation, words)


def _correct(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    decision = review.resolve_decision(workspace, arguments.decision)
    sheet = review.review_sheet(workspace, decision)
    grid = workspace.grid_of(sheet.decision.grid, sheet.decision.grid_version)
    today = local_now(workspace, sheet.lead.zone).date()
    value: Answer = read_answer(grid, arguments.criterion, arguments.value, today)
    changes = review.correct_answer(workspace, decision, arguments.criterion, value, arguments.why)
    return _after(workspace, decision, changes.operation, words)


def _rewrite(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    changes = review.rewrite_remark(workspace, review.resolve_remark(workspace, arguments.remark), text=arguments.text)
    return {"operation": changes.operation}, [changes.operation]


def _withdraw(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    changes = review.withdraw_remark(workspace, review.resolve_remark(workspace, arguments.remark))
    return {"operation": changes.operation}, [changes.operation]


def _after(workspace: Workspace, decision: str, operation: str, words: Words) -> Result:
    remarks = review.review_sheet(workspace, decision).remarks
    said = {"operation": operation, "remarks": [_remark_json(workspace, r) for r in remarks]}
    return said, [_remark_line(r, words) for r in remarks]


# -- bundles ---------------------------------------------------------------------------------------------------------


def _add_passphrase(p: argparse.ArgumentParser) -> None:
    p.add_argument("--passphrase-from", type=Path, metavar="FILE", help="a file whose first line is the pass phrase")


def _passphrase(arguments: argparse.Namespace) -> str:
    """Read from a file, never given as an option: other users of the machine see those."""
    path: Path | None = arguments.passphrase_from
    if path is None:
        return ""
    try:
        said = path.read_text(encoding="utf-8").split("\n")[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError("file_trouble", path=str(path), why=getattr(error, "strerror", "") or "UTF-8") from error
    if not said:
        raise UserError("passphrase_blank", path=str(path))
    return said


def _export(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    done = bundles.write_bundle(workspace, _chosen(arguments, workspace), arguments.file, _passphrase(arguments))
    return asdict(done), bundles.written_lines(done, done.file, words)


def _chosen(arguments: argparse.Namespace, workspace: Workspace) -> Sequence[str]:
    """The leads that fit the cut; where something is asked of their qualifications, those with one that fits."""
    if bundles.review_of(workspace) is not None:
        return ()
    ids = find_leads(workspace, given.cut(workspace, arguments))
    asked = _filter(arguments, workspace)
    if asked == review.ReviewFilter():
        return ids
    rows = review.review_rows(workspace, review.find_qualifications(workspace, asked))
    fit = {row.lead_id for row in rows}
    return [i for i in ids if i in fit]


def _open(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    folder = arguments.folder or workspace.store.path.parent / "reviews"
    path = bundles.open_bundle(arguments.file, folder, _passphrase(arguments))
    return {"workspace": str(path)}, [words.text("bundle_said", "opened", file=path)]


def _merge(arguments: argparse.Namespace, workspace: Workspace, words: Words) -> Result:
    passphrase = _passphrase(arguments)
    look = bundles.look_at_bundle(arguments.file, passphrase, workspace)
    if look.ours and not look.merged:
        backups.backup_before(workspace, "review")
    merged = bundles.merge_bundle(workspace, arguments.file, passphrase)
    told = [bundles.told_line(workspace, t, words) for t in merged.told]
    said = {
        "operation": merged.changes.operation or None,
        "created": merged.created,
        "added": dict(merged.added),
        "removed": merged.removed,
        "changed": merged.changed,
        "objections": merged.objections,
        "gone": len(merged.gone),
        "gone_leads": list(merged.gone),
        "told": [
            {"lead": t.lead, "what": t.what, "before": t.before, "after": t.after, "who": t.who,
             "at": local_time(workspace, t.at), "holds": "after" if t.outcome == "changed" else "before",
             "message": line}
            for t, line in zip(merged.told, told, strict=True)
        ],
    }  # fmt: skip
    return said, bundles.merged_lines(merged, words) + told
