"""Writing leads, qualifications and calls as files that others can read."""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sdrdesk.core.domain.lead import COLUMNS, GIVEN_COLUMNS
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.columns import EXPORT_EXTRA
from sdrdesk.core.exchange.csv_out import write_csv
from sdrdesk.core.operations.imports import Progress, no_progress
from sdrdesk.core.operations.leads import LeadSummary, lead_values, local_time, summaries
from sdrdesk.core.operations.opposed import opposed_leads
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import activities, leads, qualifications, states
from sdrdesk.core.words import Words

KINDS = ("leads", "qualifications", "activities")
PAGE = 500
TO_REACH = frozenset({"phone", "mobile", "phone_given", "mobile_given", "email"})
"""The columns by which a person is reached."""
LEAD_COLUMNS = ("id", *COLUMNS, *GIVEN_COLUMNS, *EXPORT_EXTRA[1:])
ANSWER_COLUMNS = (
    "criterion",
    "question",
    "answer",
    "value",
    "status",
    "evidence",
    "override",
    "answered_at",
    "answered_by",
)
QUALIFICATION_COLUMNS = (
    "id", "first_name", "last_name", "company", "grid", "grid_version", *ANSWER_COLUMNS, "score", "open", "decision",
    "route", "reason", "decided_at",
)  # fmt: skip
ACTIVITY_COLUMNS = (
    "id", "first_name", "last_name", "company", "at", "outcome", "until", "number", "reason", "note", "who",
)  # fmt: skip


def export(
    workspace: Workspace,
    path: Path,
    what: str = "leads",
    *,
    language: str = "en",
    full: bool = False,
    progress: Progress = no_progress,
) -> dict[str, Any]:
    """Write a .csv or .json file; how many rows it has. CSV takes a semicolon in French, as its spreadsheets expect.

    The numbers and addresses of who objected are left blank, and counted as `opposed` where there are any; a `full`
    file of leads has them, with a last column `opposed`, for whoever asks for all that is known of them.
    """
    known = (".csv", ".json")
    if path.suffix.lower() == ".xlsx":
        raise UserError("not_offered_yet", what=".xlsx")
    if path.suffix.lower() not in known:
        raise UserError("unknown_export", path=str(path), known=known)
    opposed: set[str] = set()
    header, rows = _table(workspace, what, Words(language), progress, opposed, full)
    if path.suffix.lower() == ".csv":
        count = write_csv(path, header, ([_cell(v) for v in row] for row in rows), ";" if language == "fr" else ",")
    else:
        count = _write_json(path, header, rows)
    return {"rows": count, "file": str(path)} | ({"opposed": len(opposed)} if opposed else {})


def _table(
    workspace: Workspace, what: str, words: Words, progress: Progress, opposed: set[str], full: bool
) -> tuple[tuple[str, ...], Iterator[list[Any]]]:
    if full and what != "leads":
        raise UserError("full_is_for_leads")
    if what == "leads":
        header = (*LEAD_COLUMNS, "opposed") if full else LEAD_COLUMNS
        return header, _lead_rows(workspace, progress, opposed, full)
    if what == "qualifications":
        return QUALIFICATION_COLUMNS, _qualification_rows(workspace, words, progress)
    if what == "activities":
        return ACTIVITY_COLUMNS, _activity_rows(workspace, progress, opposed)
    raise UserError("unknown_export", path=what, known=KINDS)


def _pages(workspace: Workspace, progress: Progress) -> Iterator[list[LeadSummary]]:
    after, done = "", 0
    with workspace.store.read() as tx:
        total = states.count_leads(tx)
    while True:
        with workspace.store.read() as tx:
            ids = leads.all_ids(tx, after, PAGE)
        if not ids:
            return
        yield summaries(workspace, ids)
        after, done = ids[-1], done + len(ids)
        if not progress(done, total):
            raise UserError("cancelled")


def _lead_rows(workspace: Workspace, progress: Progress, opposed: set[str], full: bool) -> Iterator[list[Any]]:
    for page in _pages(workspace, progress):
        with workspace.store.read() as tx:
            notes = activities.notes_of(tx, [s.lead.id for s in page])
            silent = opposed_leads(tx, {s.lead.id: s.lead for s in page})
        opposed |= silent
        for summary in page:
            said = "\n\n".join(n.text for n in notes.get(summary.lead.id, []))
            values = lead_values(workspace, summary, said)
            if full:
                yield [*(values[c] for c in LEAD_COLUMNS), "yes" if summary.lead.id in silent else ""]
            elif summary.lead.id in silent:
                yield ["" if c in TO_REACH else values[c] for c in LEAD_COLUMNS]
            else:
                yield [values[c] for c in LEAD_COLUMNS]


def _qualification_rows(workspace: Workspace, words: Words, progress: Progress) -> Iterator[list[Any]]:
    grid = workspace.grid
    for page in _pages(workspace, progress):
        ids = [s.lead.id for s in page]
        with workspace.store.read() as tx:
            answers = qualifications.answers_of(tx, ids, grid.id)
            decisions = activities.decisions_of(tx, ids)
        for summary in page:
            lead, state = summary.lead, summary.state
            decided = decisions.get(lead.id, [])
            for criterion in grid.criteria:
                answer = answers.get(lead.id, {}).get(criterion.id)
                if answer is None:
                    continue
                option = criterion.option(answer.value)
                yield [
                    lead.id, lead.first_name, lead.last_name, lead.company, grid.id, grid.version,
                    criterion.id,
                    criterion.question.get(words.language, ""),
                    option.label[words.language] if option else answer.value,
                    answer.value,
                    "not_asked" if not answer.asked else "unknown" if answer.value is None else "known",
                    answer.evidence,
                    answer.override_reason or "",
                    local_time(workspace, answer.at),
                    answer.who,
                    state.score / 10, state.open / 10, state.decision, state.route, state.reason,
                    local_time(workspace, decided[-1].at) if decided else None,
                ]  # fmt: skip


def _activity_rows(workspace: Workspace, progress: Progress, opposed: set[str]) -> Iterator[list[Any]]:
    for page in _pages(workspace, progress):
        ids = [s.lead.id for s in page]
        with workspace.store.read() as tx:
            calls = activities.calls_of(tx, ids)
            notes = {n.activity: n.text for found in activities.notes_of(tx, ids).values() for n in found}
            silent = opposed_leads(tx, {s.lead.id: s.lead for s in page})
        opposed |= silent & set(calls)
        for summary in page:
            lead = summary.lead
            for call in calls.get(lead.id, []):
                until = local_time(workspace, call.until) or call.until_day
                number = "" if lead.id in silent else call.number
                yield [
                    lead.id, lead.first_name, lead.last_name, lead.company, local_time(workspace, call.at),
                    call.outcome, until, number, call.reason, notes.get(call.id, ""), call.who,
                ]  # fmt: skip


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.1f}" if value != int(value) else str(int(value))
    return value.isoformat(timespec="seconds") if hasattr(value, "hour") else str(value)


def _write_json(path: Path, header: tuple[str, ...], rows: Iterator[list[Any]]) -> int:
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    count = 0
    try:
        with temporary.open("w", encoding="utf-8") as stream:
            stream.write("[")
            for row in rows:
                record: Mapping[str, Any] = dict(zip(header, row, strict=True))
                stream.write(",\n" if count else "\n")
                json.dump(record, stream, ensure_ascii=False, default=lambda at: at.isoformat())
                count += 1
            stream.write("\n]\n")
        os.replace(temporary, path)
    except OSError as error:
        raise UserError("file_trouble", path=str(path), why=error.strerror or str(error)) from error
    finally:
        temporary.unlink(missing_ok=True)
    return count
