"""Working out an import before anything is touched: the fate of every row of the file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from sdrdesk.core.domain.lead import LEAD_FIELDS, PHONE_COLUMNS, Lead
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.columns import OPPOSED, ColumnMap, companies_before_names, map_table
from sdrdesk.core.exchange.table_file import TableForm, TableRow, table_form, table_rows
from sdrdesk.core.normalising.date_order import DateOrder, DateProof
from sdrdesk.core.normalising.workforce import INSEE, are_insee_codes
from sdrdesk.core.operations.file_plans import FilePlan, Progress, no_progress, read_rows
from sdrdesk.core.operations.import_choices import Choices, Policy, check_choices
from sdrdesk.core.operations.import_effects import (
    YES,
    Fields,
    Taking,
    erasing,
    known_fields,
    said_besides,
    says_new_objection,
    says_the_same,
)
from sdrdesk.core.operations.import_rows import Candidate, FileFacts, RowReader, row_reader
from sdrdesk.core.operations.matching import are_two_people, differ, named, strongest_match
from sdrdesk.core.operations.opposed import anybody_objected, columns_of, matches, opposed_leads
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import leads
from sdrdesk.core.store.database import Tx
from sdrdesk.core.store.journal import Mark
from sdrdesk.core.store.scratch import PlannedRow, Scratch

NOWHERE: Mark = (-1, -1)
"""A mark at which no journal stands."""
FATES = ("created", "updated", "unchanged", "skipped", "refused")
HEAD_OF_NAMES = 2_000
"""Rows that tell whether companies stand before names."""
INSEE_CODES = frozenset({"", *INSEE})
NAMING = frozenset({"id", "full_name", "first_name", "last_name", "company", "email", *PHONE_COLUMNS})
"""Without one of these columns a file names nobody."""
AMERICAN = frozenset({"US"})
"""Where 03/04 is the fourth of March, when nothing in the file proves another order."""


@dataclass
class ImportPlan(FilePlan):
    """An import worked out and not yet applied; close it when done."""

    path: Path
    form: TableForm
    columns: ColumnMap
    choices: Choices
    country: str
    scratch: Scratch
    facts: FileFacts = field(default_factory=FileFacts)
    """How the source dates of the file are read, and whether that is in doubt; whether sizes are codes."""
    counts: dict[str, int] = field(default_factory=dict)
    opposed: int = 0
    """Rows created or updated whose lead is kept and closed, since somebody objected on what it carries."""
    head: Mark = NOWHERE

    @property
    def taking(self) -> Taking:
        """How rows are taken in."""
        return Taking(self.choices.stays)


def plan_import(
    workspace: Workspace,
    path: Path,
    choices: Choices = Choices(),  # noqa: B008 (frozen)
    progress: Progress = no_progress,
) -> ImportPlan:
    """Read a file and work out the fate of each row, touching nothing; UserError when it cannot be read at all."""
    check_choices(choices)
    form = table_form(path, choices.reading)
    columns = columns_of_file(path, form, choices, progress)
    if not set(columns.sources) & NAMING:
        names = [c for c in form.header if c][:12]
        raise UserError("no_header" if form.headless else "no_known_column", path=str(path), columns=names)
    country = choices.country or workspace.country
    plan = ImportPlan(path, form, columns, choices, country, Scratch())
    try:
        plan.facts = facts_of(path, form, columns, choices, country, progress)
        work_out(workspace, plan, progress)
    except BaseException:
        plan.close()
        raise
    if plan.rows == 0:
        plan.close()
        raise UserError("only_a_header", path=str(path))
    return plan


def columns_of_file(path: Path, form: TableForm, choices: Choices, progress: Progress = no_progress) -> ColumnMap:
    """Which columns feed which, and the companies that stand before names in a file without a column of companies.

    The beginning of the file tells whether there are any; only then is all of it read for them. UserError `cancelled`.
    """
    columns = map_table(form, choices.columns)
    at = columns.sources.get("full_name", ())
    if not at or "company" in columns.sources or not companies_before_names(_cells_at(path, form, at, HEAD_OF_NAMES)):
        return columns
    names = _asking(_cells_at(path, form, at), progress)
    return replace(columns, companies=companies_before_names(names))


def _cells_at(path: Path, form: TableForm, at: Sequence[int], most: int | None = None) -> Iterator[str]:
    for row in islice(table_rows(path, form), most):
        yield from (row.cells[p] for p in at if p < len(row.cells))


def _asking(names: Iterable[str], progress: Progress) -> Iterator[str]:
    for n, name in enumerate(names, 1):
        if n % 10_000 == 0 and not progress(0, n):
            raise UserError("cancelled")
        yield name


def facts_of(
    path: Path, form: TableForm, columns: ColumnMap, choices: Choices, country: str, progress: Progress = no_progress
) -> FileFacts:
    """What the whole file proves of its source dates and sizes, unless it is said. UserError `cancelled`."""
    dates_at = () if choices.dates else columns.sources.get("source_date", ())
    sizes_at = columns.sources.get("employees", ())
    proof, sizes = DateProof(), set[str]()
    for n, row in enumerate(table_rows(path, form) if dates_at or sizes_at else (), 1):
        for position in dates_at:
            if position < len(row.cells):
                proof.see(row.cells[position])
        if sizes_at:
            sizes.update(row.cells[p].strip().upper() for p in sizes_at if p < len(row.cells))
            if not sizes <= INSEE_CODES:
                sizes_at = ()  # sizes in words or numbers: no need to look on
        if not dates_at and not sizes_at:
            break
        if n % 10_000 == 0 and not progress(0, n):
            raise UserError("cancelled")
    dates = DateOrder(choices.dates == "mdy") if choices.dates else proof.order(country in AMERICAN)
    return FileFacts(dates, bool(sizes_at) and are_insee_codes(sizes))


def work_out(workspace: Workspace, plan: ImportPlan, progress: Progress) -> None:
    """Find the fate of each row of the plan's file as the store is now; interrupted, the plan is out of date."""
    plan.head = NOWHERE
    plan.scratch.clear()
    plan.opposed = 0
    reader = row_reader(plan.columns, len(plan.form.header), plan.country, plan.choices, plan.facts)
    head = read_rows(
        workspace, plan.path, plan.form, lambda tx, batch: _plan_batch(tx, workspace, plan, reader, batch), progress
    )
    plan.counts = dict.fromkeys(FATES, 0) | plan.scratch.counts()
    plan.head = head


@dataclass(slots=True)
class _There:
    """What is there for the rows of a batch to meet: leads by key, what is known of them, those that were merged."""

    by_key: dict[str, list[str]]
    known: dict[str, dict[str, str]]
    merged_into: Mapping[str, str]
    merged: Mapping[str, Fields]
    """What the leads that were merged say themselves."""


def _meeting(tx: Tx, workspace: Workspace, plan: ImportPlan, read: Sequence[Candidate]) -> _There:
    wanted = {k for c in read for k in c.keys}
    by_key = leads.leads_by_key(tx, wanted)
    for key, lead_id in plan.scratch.leads_by_key(wanted).items():
        by_key.setdefault(key, []).append(lead_id)
    ids = {i for found in by_key.values() for i in found} | {c.fields["id"] for c in read if "id" in c.fields}
    kept = leads.kept_leads(tx, ids)
    known = known_fields(
        tx, workspace, leads.get_leads(tx, (ids - set(kept)) | set(kept.values())), ours=plan.columns.ours
    )
    known |= plan.scratch.planned(ids | set(kept.values()))
    for found in by_key.values():
        found.sort(key=lambda i: i in kept)  # a lead's own keys before those of what was merged into it
    gone = leads.get_leads(tx, set(kept)) if kept else {}
    closed = opposed_leads(tx, gone) if plan.columns.ours else ()
    merged = {i: lead.fields() | {"owner": lead.owner, OPPOSED: YES if i in closed else ""} for i, lead in gone.items()}
    return _There(by_key, known, kept, merged)


def _plan_batch(
    tx: Tx, workspace: Workspace, plan: ImportPlan, reader: RowReader, batch: Sequence[tuple[int, TableRow]]
) -> None:
    read = reader.candidates(batch)
    there = _meeting(tx, workspace, plan, read)
    taking = plan.taking
    rows: list[PlannedRow] = []
    planned: dict[str, dict[str, str]] = {}
    keys: dict[str, str] = {}
    taken: list[tuple[Candidate, str, Fields]] = []
    for candidate in read:
        row = _fate(workspace, plan, candidate, there)
        rows.append(row)
        if row.lead and row.fate in ("created", "updated"):
            now = taking.merged(there.known.get(row.lead, {}), row.fields)
            there.known[row.lead] = planned[row.lead] = now
            taken.append((candidate, row.lead, now))
            if OPPOSED in row.fields:
                candidate.why.append((OPPOSED, "opposed_lead", ""))
        if row.lead and row.fate != "skipped":
            for key in candidate.keys:
                if row.lead not in there.by_key.setdefault(key, []):
                    there.by_key[key].append(row.lead)
                    keys.setdefault(key, row.lead)
    plan.opposed += _say_opposed(tx, taken)
    plan.scratch.add(rows, planned, keys)


def _say_opposed(tx: Tx, taken: Sequence[tuple[Candidate, str, Fields]]) -> int:
    """Name the columns on which somebody objected; on how many rows."""
    if not anybody_objected(tx):
        return sum(OPPOSED in candidate.fields for candidate, _lead, _now in taken)
    n = 0
    asked = [Lead(i).with_fields({k: v for k, v in now.items() if k in LEAD_FIELDS}) for _candidate, i, now in taken]
    for (candidate, _lead, _now), found in zip(taken, matches(tx, asked), strict=True):
        candidate.why.extend((column, f"opposed_{column or 'lead'}", "") for column in columns_of(found))
        n += bool(found) or OPPOSED in candidate.fields
    return n


def _fate(workspace: Workspace, plan: ImportPlan, candidate: Candidate, there: _There) -> PlannedRow:
    row, fields, why = candidate.row, candidate.fields, candidate.why
    if row.fault:
        return PlannedRow(candidate.n, row.line, "refused", None, {}, (), why)
    if candidate.no_person:
        return PlannedRow(candidate.n, row.line, "refused", None, fields, (), [*why, ("", candidate.no_person, "")])
    match = _match(candidate, there) if candidate.lead.names_somebody or "id" in fields else None
    policy = plan.choices.policy
    if match is None and not candidate.lead.names_somebody:
        return PlannedRow(candidate.n, row.line, "refused", None, fields, (), [*why, ("", "names_nobody", "")])
    blank = candidate.blank
    if match and match in there.merged_into and policy is not Policy.NEW:
        before, match = there.merged[match], there.merged_into[match]
        fields, blank = said_besides(there.known[match], before, fields), frozenset()
    kept = {k: v for k, v in fields.items() if k != "id"}
    if match is None or policy is Policy.NEW:
        return PlannedRow(candidate.n, row.line, "created", workspace.new_id(), kept, (), why)
    known = there.known[match]
    if plan.columns.ours and known.get(OPPOSED) and fields.get("id") == match:
        kept.pop(OPPOSED, None)  # a whole export of ours says who is closed, not that it was they who objected
    if policy is Policy.SKIP:
        if not says_new_objection(known, kept):
            return PlannedRow(candidate.n, row.line, "skipped", match, kept, (), why)
        kept, blank = {OPPOSED: kept[OPPOSED]}, frozenset()  # whoever objected is heard, whatever else is left aside
    for column, given in candidate.reworded.items():
        if column in kept and says_the_same(known.get(column, ""), kept[column], given):
            kept[column] = known[column]
    kept |= erasing(known, kept, blank) if blank else {}
    changed = plan.taking.differing(known, kept)
    return PlannedRow(candidate.n, row.line, "updated" if changed else "unchanged", match, kept, changed, why)


def _match(candidate: Candidate, there: _There) -> str | None:
    """The lead a row is about, found by its own keys or, of one that was merged, by those it had."""
    known, merged_into = there.known, there.merged_into
    own = candidate.fields.get("id")
    if own:
        if own in known or own in merged_into:
            return own
        candidate.why.append(("id", "unknown_id", own))
    if not any(key in there.by_key for key in candidate.keys):
        return None
    named_by = {merged_into.get(i, i) for key in candidate.keys for i in there.by_key.get(key, ())}
    emails = {i: known[i].get("email", "") for i in named_by if i in known}
    others = {i for i in emails if are_two_people(candidate.lead, _person(known[i]))}
    found = strongest_match(candidate.keys, candidate.lead.email, there.by_key, emails, merged_into, others)
    match = found.leads[0] if found.leads else None
    stands = merged_into.get(match, match) if match else ""
    if found.apart:
        shared = not differ(candidate.lead.email, emails[found.apart])
        candidate.why.append(("email", "shared_email" if shared else "other_email", named(known[found.apart])))
    elif stands in others:
        candidate.why.append(("last_name", "other_person", named(known[stands])))
    return match


def _person(known: Fields) -> Lead:
    return Lead("", first_name=known.get("first_name", ""), last_name=known.get("last_name", ""))
