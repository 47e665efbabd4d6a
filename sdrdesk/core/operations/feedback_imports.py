"""Importing a list of what sales answered: each row is found its lead, shown with its fate, then applied as one."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from sdrdesk.core.domain.feedback import GIVEN_BACK, WITH_REASON, Reason, SalesAnswer, fitting
from sdrdesk.core.domain.grid import TOPICS
from sdrdesk.core.exchange.columns import header_key, row_values
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
from sdrdesk.core.exchange.table_file import TableRow
from sdrdesk.core.normalising.dates import moment_or_day
from sdrdesk.core.normalising.names import one_line
from sdrdesk.core.normalising.repairs import calendar_day
from sdrdesk.core.operations.acts import Act
from sdrdesk.core.operations.fact_lists import ADDED, FactList, FactPlan, FactsImported, apply_facts, plan_facts
from sdrdesk.core.operations.feedback import IMPORT, Said, add_answer, reasons
from sdrdesk.core.operations.file_plans import Progress, no_progress
from sdrdesk.core.operations.row_people import (
    REFUSED,
    WHO,
    RowPerson,
    There,
    Why,
    found_lead,
    people_there,
    person_of,
)
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import activities
from sdrdesk.core.store.database import Tx
from sdrdesk.core.store.scratch import PlannedRow
from sdrdesk.core.words import LANGUAGES, Words

# -- reading a row ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A row as an answer about somebody; the fields of an answer as the plan keeps them."""

    n: int
    line: int
    person: RowPerson
    fields: Mapping[str, str] = field(default_factory=dict)
    refused: bool = False


def _candidate(workspace: Workspace, plan: FactPlan, n: int, row: TableRow) -> _Candidate:
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
    at = _instant(workspace, moment_or_day(calendar_day(values.get(AT, "")).text, values.get(TIME, "")))
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


def _place(tx: Tx, workspace: Workspace, plan: FactPlan, batch: Sequence[tuple[int, TableRow]]) -> list[PlannedRow]:
    read = [_candidate(workspace, plan, n, row) for n, row in batch]
    there = people_there(tx, [c.person for c in read if not c.refused])
    return [_placed(c, there) for c in read]


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


# -- the list --------------------------------------------------------------------------------------------------------


def _keep(doing: Act, rows: Sequence[PlannedRow]) -> None:
    for row in rows:
        add_answer(doing, row.lead or "", _said(row.fields))


def _said(fields: Mapping[str, str]) -> Said:
    return Said(
        SalesAnswer(fields["answer"]), datetime.fromisoformat(fields["at"]), fields["reason"],
        tuple(json.loads(fields["missing"])), fields["text"], fields["by"], IMPORT,
    )  # fmt: skip


FEEDBACK = FactList(
    "feedbacks", "no_feedback_columns", {"who": WHO, "answer": (ANSWER,), "at": (AT,)}, map_feedback_headers,
    _place, _known, _row_key, _keep,
)  # fmt: skip


def plan_feedback(workspace: Workspace, path: Path, *, country: str = "", progress: Progress = no_progress) -> FactPlan:
    """Read a list of answers and find each row its lead, touching nothing; UserError as `plan_facts`."""
    return plan_facts(FEEDBACK, workspace, path, country, progress)


def apply_feedback(workspace: Workspace, plan: FactPlan, progress: Progress = no_progress) -> FactsImported:
    """Record the answers that are new, as one operation. Cancelled: all is taken back; UserError `cancelled`."""
    return apply_facts(FEEDBACK, workspace, plan, progress)
