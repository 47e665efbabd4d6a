"""Importing a list of what sales answered: each row is found its lead, shown with its fate, then applied as one."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.feedback import GIVEN_BACK, WITH_REASON, Reason, SalesAnswer, fitting
from sdrdesk.core.domain.grid import TOPICS
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.columns import ColumnMap, header_key, row_values
from sdrdesk.core.exchange.feedback_columns import (
    ANSWER,
    AT,
    BESIDE,
    BY,
    MISSING,
    REASON,
    TEXT,
    TIME,
    map_feedback_headers,
    sales_answer,
)
from sdrdesk.core.exchange.table_file import TableForm, TableRow, table_form
from sdrdesk.core.normalising.dates import moment_or_day
from sdrdesk.core.normalising.names import one_line
from sdrdesk.core.normalising.places import country_code
from sdrdesk.core.operations.acts import Act
from sdrdesk.core.operations.feedback import IMPORT, Said, add_answer, reasons
from sdrdesk.core.operations.file_plans import FilePlan, Progress, no_progress, read_rows, short_batches
from sdrdesk.core.operations.row_people import (
    NOT_FOUND,
    REFUSED,
    WHO,
    RowPerson,
    There,
    Why,
    found_lead,
    people_there,
    person_of,
)
from sdrdesk.core.operations.undo import undo_operation
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.processes import this_process
from sdrdesk.core.store import activities, journal, leads
from sdrdesk.core.store.database import Tx
from sdrdesk.core.store.journal import Mark
from sdrdesk.core.store.scratch import PlannedRow, Scratch
from sdrdesk.core.words import LANGUAGES, Words

ADDED, KNOWN = "added", "known"
FATES = (ADDED, KNOWN, NOT_FOUND, REFUSED)


@dataclass
class FeedbackPlan(FilePlan):
    """An import of answers worked out and not yet applied; close it when done."""

    path: Path
    form: TableForm
    columns: ColumnMap
    country: str
    scratch: Scratch
    counts: dict[str, int] = field(default_factory=dict)
    head: Mark = (0, 0)


@dataclass(frozen=True, slots=True)
class FeedbackImported:
    """What an import of answers did; the four figures add up to the rows of the file."""

    changes: Changes
    operation: str
    counts: Mapping[str, int]


def plan_feedback(
    workspace: Workspace, path: Path, *, country: str = "", progress: Progress = no_progress
) -> FeedbackPlan:
    """Read a list of answers and find each row its lead, touching nothing.

    UserError when the file cannot be read, or no column says who, what or when.
    """
    if country and country_code(country) != country:
        raise UserError("unknown_country", country=country)
    form = table_form(path)
    columns = map_feedback_headers(form.header)
    missing = [code for code, wanted in (("who", WHO), ("answer", (ANSWER,)), ("at", (AT,)))
               if not set(wanted) & set(columns.sources)]  # fmt: skip
    if missing:
        raise UserError(
            "no_feedback_columns", path=str(path), missing=missing, columns=[c for c in form.header if c][:12]
        )
    plan = FeedbackPlan(path, form, columns, country or workspace.country, Scratch())
    try:
        _work_out(workspace, plan, progress)
    except BaseException:
        plan.close()
        raise
    if plan.rows == 0:
        plan.close()
        raise UserError("only_a_header", path=str(path))
    return plan


def _work_out(workspace: Workspace, plan: FeedbackPlan, progress: Progress) -> None:
    plan.scratch.clear()
    plan.head = (0, 0)  # until it is worked out whole: what is half done is never carried out
    head = read_rows(workspace, plan.path, plan.form, lambda tx, rows: _plan_batch(tx, workspace, plan, rows), progress)
    plan.counts, plan.head = dict.fromkeys(FATES, 0) | plan.scratch.counts(), head


# -- reading a row ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A row as an answer about somebody; the fields of an answer as the plan keeps them."""

    n: int
    line: int
    person: RowPerson
    fields: Mapping[str, str] = field(default_factory=dict)
    refused: bool = False


def _candidate(workspace: Workspace, plan: FeedbackPlan, n: int, row: TableRow) -> _Candidate:
    if row.fault:
        return _Candidate(n, row.line, RowPerson(why=[("", row.fault, row.value)]), refused=True)
    found = row_values(row.cells, plan.columns)
    values = found.values
    why: Why = [("", "control_characters", "")] if found.cleaned else []
    person = person_of(values, plan.country, BESIDE, why)
    faults: Why = []
    if not person.is_named:
        faults.append(("", "feedback_nobody", ""))
    said, answer = values.get(ANSWER, ""), sales_answer(values.get(ANSWER, ""))
    if answer is None:
        faults.append(("answer", "feedback_answer" if said else "feedback_answer_missing", said))
    at = _instant(workspace, moment_or_day(values.get(AT, ""), values.get(TIME, "")))
    if at is None:
        faults.append(("at", "signal_date" if values.get(AT) else "signal_date_missing", values.get(AT, "")))
    elif at > workspace.now():
        faults.append(("at", "feedback_ahead", values[AT]))
    why += faults
    if answer is None or at is None or faults:
        return _Candidate(n, row.line, person, refused=True)
    texts = [values.get(TEXT, ""), *(value for column, value in found.second if column == TEXT)]
    reason = _reason(workspace, answer, values.get(REASON, ""), texts, why)
    topics = _topics(values.get(MISSING, ""), texts)
    fields = {"answer": answer.value, "at": at.isoformat(), "reason": reason, "missing": json.dumps(topics),
              "text": "\n".join(dict.fromkeys(t.strip() for t in texts if t.strip())),
              "by": one_line(values.get(BY, ""))}  # fmt: skip
    return _Candidate(n, row.line, person, fields)


def _instant(workspace: Workspace, at: datetime | date | None) -> datetime | None:
    """A day begins where the workspace is: sales speaks of its own days."""
    if at is None:
        return None
    if not isinstance(at, datetime):
        at = datetime(at.year, at.month, at.day)
    return (at if at.tzinfo else at.replace(tzinfo=workspace.zone)).astimezone(UTC)


def _reason(workspace: Workspace, answer: SalesAnswer, said: str, texts: list[str], why: Why) -> str:
    """The reason that is meant; one nobody knows is kept in words, and told."""
    if said and answer in GIVEN_BACK:
        for reason in fitting(reasons(workspace), answer):
            if header_key(said) in _names(reason):
                return reason.code
        why.append(("reason", "feedback_reason", said))
    elif answer in WITH_REASON:
        why.append(("reason", "feedback_no_reason", ""))
    if said:
        texts.insert(0, said)
    return ""


def _names(reason: Reason) -> set[str]:
    return {header_key(text) for text in (reason.code, reason.code.replace("_", " "), *reason.label.values())}


def _topics(said: str, texts: list[str]) -> list[str]:
    """The topics named as missing, in either language; other words of that column are kept in the text."""
    names = {header_key(Words(language).text("topic", t)): t for t in sorted(TOPICS) for language in LANGUAGES}
    names |= {header_key(t): t for t in TOPICS}
    parts = [part.strip() for part in said.replace("/", ",").replace(";", ",").split(",") if part.strip()]
    found = [names[header_key(part)] for part in parts if header_key(part) in names]
    texts += [part for part in parts if header_key(part) not in names]
    return list(dict.fromkeys(found))


# -- finding whose it is ---------------------------------------------------------------------------------------------


def _plan_batch(tx: Tx, workspace: Workspace, plan: FeedbackPlan, batch: Sequence[tuple[int, TableRow]]) -> None:
    read = [_candidate(workspace, plan, n, row) for n, row in batch]
    there = people_there(tx, [c.person for c in read if not c.refused])
    fates = [_placed(c, there) for c in read]
    known = _known(tx, workspace, {r.lead for r in fates if r.lead})
    known |= set(plan.scratch.leads_by_key({_row_key(workspace, r) for r in fates if r.lead}))  # of rows before these
    rows: list[PlannedRow] = []
    new: dict[str, str] = {}
    for row in fates:
        key = _row_key(workspace, row) if row.lead else ""
        rows.append(replace(row, fate=KNOWN) if key in known else row)
        if row.lead and key not in known:
            known.add(key)
            new[key] = row.lead
    plan.scratch.add(rows, {}, new)


def _placed(candidate: _Candidate, there: There) -> PlannedRow:
    n, line, why = candidate.n, candidate.line, candidate.person.why
    if candidate.refused:
        return PlannedRow(n, line, REFUSED, None, {}, (), why)
    lead = found_lead(n, line, candidate.person, there)
    if isinstance(lead, PlannedRow):
        return lead
    return PlannedRow(n, line, ADDED, lead.id, dict(candidate.fields), (), why)


def _known(tx: Tx, workspace: Workspace, ids: set[str]) -> set[str]:
    stored = activities.feedback_of(tx, ids)
    return {_key(workspace, i, f.answer, f.at) for i, found in stored.items() for f in found}


def _key(workspace: Workspace, lead_id: str, answer: str, at: datetime) -> str:
    """What makes an answer the same one: its lead, what was said, and the day: lists rarely have the hour."""
    return f"{lead_id}|{answer}|{at.astimezone(workspace.zone).date().isoformat()}"


def _row_key(workspace: Workspace, row: PlannedRow) -> str:
    return _key(workspace, row.lead or "", row.fields["answer"], datetime.fromisoformat(row.fields["at"]))


# -- applying --------------------------------------------------------------------------------------------------------


def apply_feedback(workspace: Workspace, plan: FeedbackPlan, progress: Progress = no_progress) -> FeedbackImported:
    """Carry out a plan; when the store has moved since, it is worked out again first. Cancelled: all is taken back."""
    with workspace.store.read() as tx:
        moved = journal.head(tx) != plan.head
    if moved:
        if table_form(plan.path) != plan.form:
            raise UserError("file_changed", path=str(plan.path))
        _work_out(workspace, plan, lambda _done, of: progress(0, of))
    operation = workspace.new_id()
    summary = {"file": plan.path.name, "rows": plan.rows, **plan.counts, **this_process()}
    with workspace.store.write() as tx:
        journal.begin_operation(
            tx, operation, "feedbacks", workspace.now(), workspace.who, state="open", summary=summary
        )
    counts = dict(plan.counts)
    try:
        for rows in short_batches(plan.scratch, (ADDED,), counts[ADDED], progress):
            for became in _apply_batch(workspace, rows, operation):
                counts[ADDED] -= 1
                counts[became] += 1
    except BaseException:
        undo_operation(workspace, operation)
        raise
    with workspace.store.write() as tx:
        journal.finish_operation(tx, operation, summary | counts)
    workspace.own_operations.add(operation)
    changes = Changes(operation=operation, all_leads=True, leads=True, queue=True, qualification=True)
    return FeedbackImported(changes, operation, counts)


def _apply_batch(workspace: Workspace, rows: Sequence[PlannedRow], operation: str) -> list[str]:
    """Record the answers of these rows; the fates of those that somebody's act has overtaken meanwhile."""
    turned = []
    with workspace.store.write() as tx:
        doing = Act(tx, workspace, operation, workspace.now())
        kept = leads.kept_leads(tx, {r.lead for r in rows if r.lead})
        rows = [replace(r, lead=kept.get(r.lead or "", r.lead)) for r in rows]
        ids = {r.lead for r in rows if r.lead}
        there, known = leads.get_leads(tx, ids), _known(tx, workspace, ids)
        for row in rows:
            if row.lead is None or row.lead not in there:
                turned.append(NOT_FOUND)
            elif _row_key(workspace, row) in known:
                turned.append(KNOWN)
            else:
                known.add(_row_key(workspace, row))
                add_answer(doing, row.lead, _said(row.fields))
        doing.finish()
    return turned


def _said(fields: Mapping[str, str]) -> Said:
    return Said(
        SalesAnswer(fields["answer"]), datetime.fromisoformat(fields["at"]), fields["reason"],
        tuple(json.loads(fields["missing"])), fields["text"], fields["by"], IMPORT,
    )  # fmt: skip
