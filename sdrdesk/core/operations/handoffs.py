"""What sales is handed of a lead, on one page of the same shape every time (M20)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from sdrdesk.core.domain.assessment import Assessment, Status
from sdrdesk.core.domain.grid import Criterion, Grid, Kind
from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.domain.recommendation import Route
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.definition_sheet import Inks as Inks
from sdrdesk.core.exchange.handoff_sheet import SECTIONS, Line, handoff_markdown
from sdrdesk.core.exchange.handoff_sheet import Handoff as Handoff
from sdrdesk.core.exchange.handoff_sheet import handoff_html as handoff_html
from sdrdesk.core.exchange.handoff_sheet import handoff_text as handoff_text
from sdrdesk.core.exchange.written_file import written
from sdrdesk.core.grid_words import answer_words
from sdrdesk.core.normalising.dates import calendar_date
from sdrdesk.core.normalising.phones import shown
from sdrdesk.core.operations.feedback import feedback_lines, feedback_title
from sdrdesk.core.operations.leads import LeadDossier, dossier
from sdrdesk.core.operations.opposed import opposed_leads
from sdrdesk.core.operations.qualification import assessment_of, check_fault, check_lines, grid_of_lead
from sdrdesk.core.operations.signals import signal_words
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store.activities import StoredDecision
from sdrdesk.core.store.qualifications import StoredAnswer
from sdrdesk.core.words import Words

OF_SECTION: Mapping[str, frozenset[str]] = {
    "need": frozenset({"need", "need_shared"}),
    "role": frozenset({"role", "process"}),
    "timing": frozenset({"maturity"}),
    "potential": frozenset({"potential", "fit"}),
}
"""Which topics of a grid stand in which part; those of `engagement` are among the proofs."""
NOTES, LONGEST_NOTE = 3, 400
"""How many of the newest notes are on the sheet, and how many characters of each: it is one page."""
SIGNALS, ANSWERS = 5, 4
"""How many of the newest signals, and of the newest answers of sales, are on it."""
LONGEST_NAME = 50
"""Characters of a lead's name in that of its file: file systems take 255 bytes in all."""
Printer = Callable[[str, Path, str], object]
"""Writes a page of HTML as PDF to a path, under a title."""


def handoff_of(workspace: Workspace, lead_id: str, words: Words) -> Handoff:
    """The sheet of one lead as it stands now; UserError when there is none."""
    known = dossier(workspace, lead_id)
    lead, grid = known.summary.lead, grid_of_lead(workspace, lead_id)
    verdict, _facts = assessment_of(workspace, lead_id)
    with workspace.store.read() as tx:
        opposed = bool(opposed_leads(tx, {lead.id: lead}))
    decided = known.decisions[-1] if known.decisions else None
    parts = {
        "who": tuple(_who(lead, known, words, opposed=opposed)),
        "proof": tuple(_proof(workspace, known, words)),
        "verdict": tuple(_verdict(workspace, grid, verdict, decided, words)),
        "unknown": tuple(_unknown(grid, verdict, words)),
        "next": tuple(_next(workspace, known, decided, words)),
    }
    for section, topics in OF_SECTION.items():
        asked = [c for c in grid.criteria if c.topic in topics and c.kind is not Kind.SIGNALS]
        parts[section] = tuple(_answers(asked, known.answers, words))
    made = words.text("handoff", "made", day=words.date(workspace.now().astimezone(workspace.zone).date()),
                      who=workspace.who)  # fmt: skip
    named = replace(lead, email="", phone="", mobile="") if opposed else lead  # by which a lead without a name is named
    name = named.name if named.names_somebody else lead.id[:8]
    about = " · ".join(part for part in (lead.job_title, lead.company if lead.company != name else "") if part)
    said, tone = _said(verdict, decided, words)
    return Handoff(lead.id, name, about, said, tone, made, {code: parts[code] for code in SECTIONS})


def _said(verdict: Assessment, decided: StoredDecision | None, words: Words) -> tuple[str, str]:
    """The verdict in a line, and the decision that gives it its colour."""
    earned, open_, _lost = verdict.whole_points()
    decision = decided.decision if decided else verdict.leaning.value
    taken = words.text("decision", decision) if decided else words.text("handoff", "undecided")
    points = [words.text("handoff", "points", earned=earned)]
    points += [words.text("handoff", "open", n=open_)] if open_ else []
    return f"{taken} · {', '.join(points)}", decision if decided else ""


def _who(lead: Lead, known: LeadDossier, words: Words, *, opposed: bool) -> Iterator[Line]:
    def of(column: str, value: str) -> Iterator[Line]:
        if value:
            yield Line(words.text("column", column), value)

    if opposed:
        yield Line("", words.text("handoff", "opposed"))
    else:
        wrong = [n for n in (lead.phone, lead.mobile) if n and n not in known.dialable]
        for column in ("phone", "mobile"):
            number = getattr(lead, column)
            note = words.text("handoff", "wrong_number") if number in wrong else ""
            yield from of(column, f"{shown(number)} {note}".strip() if number else "")
        yield from of("email", lead.email)
        yield from of("linkedin", lead.linkedin)
    company = ", ".join(part for part in (lead.industry, lead.domain) if part)
    yield from of("company", f"{lead.company} ({company})" if lead.company and company else lead.company)
    yield from of("employees", lead.employees)
    place = " ".join(part for part in (lead.postal_code, lead.city) if part)
    yield from of("city", ", ".join(part for part in (place, lead.region, lead.country) if part))
    yield from of("source", _source(lead, words))


def _source(lead: Lead, words: Words) -> str:
    """Where the lead came from and when, in the reader's words where the source is a kind of signal."""
    named = words.text("signal", lead.source) if words.has("signal", lead.source) else lead.source
    day = calendar_date(lead.source_date)
    return ", ".join(part for part in (named, words.date(day) if day else lead.source_date) if named and part)


def _answers(asked: Sequence[Criterion], answers: Mapping[str, StoredAnswer], words: Words) -> Iterator[Line]:
    for criterion in asked:
        found = answers.get(criterion.id)
        if found is None or not found.asked or found.value is None:
            continue
        said = answer_words(criterion, found.value, words)
        if found.override_reason is not None:
            said += f" — {words.text('handoff', 'overridden', who=found.override_by or '', why=found.override_reason)}"
        yield Line(criterion.label[words.language], said, found.evidence)


def _proof(workspace: Workspace, known: LeadDossier, words: Words) -> Iterator[Line]:
    """What they did, and what was noted: the words that prove an answer stand beside it."""
    zone = workspace.zone_of(known.summary.lead.zone)
    for signal in list(reversed(known.signals))[:SIGNALS]:
        day = words.date(signal.at.astimezone(zone).date())
        yield Line(day, signal_words(signal, words))
    for note in list(reversed(known.notes))[:NOTES]:
        text = note.text.strip()
        cut = f"{text[:LONGEST_NOTE].rstrip()}…" if len(text) > LONGEST_NOTE else text
        yield Line(", ".join(p for p in (words.date(note.at.astimezone(zone).date()), note.who) if p), cut)


def _verdict(
    workspace: Workspace, grid: Grid, verdict: Assessment, decided: StoredDecision | None, words: Words
) -> Iterator[Line]:
    if decided:
        day = words.date(decided.at.astimezone(workspace.zone).date())
        who = words.text("handoff", "decided_by", who=decided.who, day=day)
        why = f", {words.text('reason', decided.reason)}" if decided.reason else ""
        yield Line(words.text("handoff", "decision"), f"{words.text('decision', decided.decision)}{why} — {who}")
    earned, open_, lost = verdict.whole_points()
    points = words.text("handoff", "all_points", earned=earned, open=open_, lost=lost, now=grid.now)
    named = f"{grid.name[words.language]} · {words.text('definition', 'version', version=grid.version)}"
    yield Line(words.text("handoff", "score"), f"{points} — {named}")
    for out in verdict.eliminated_by:
        criterion = grid.criterion(out.criterion)
        label = criterion.label[words.language] if criterion else out.criterion
        yield Line(words.text("handoff", "eliminated"), f"{label} — {words.text('reason', out.reason)}")
    for flag in verdict.flags:
        yield Line(words.text("handoff", "watch"), words.text("handoff_flag", flag))


def _unknown(grid: Grid, verdict: Assessment, words: Words) -> Iterator[Line]:
    """What no answer settles yet, the weightiest first: asked without result, or never asked."""
    asked = {Status.UNKNOWN: "asked", Status.NOT_ASKED: "not_asked", Status.PRESUMED: "presumed"}
    left = [row for row in verdict.rows if row.status in asked]
    for row in sorted(left, key=lambda r: -r.max):
        criterion = grid.criterion(row.criterion)
        if criterion is not None and criterion.kind is not Kind.SIGNALS:
            yield Line(criterion.label[words.language], words.text("handoff", asked[row.status]))


def _next(workspace: Workspace, known: LeadDossier, decided: StoredDecision | None, words: Words) -> Iterator[Line]:
    now = workspace.now()
    if decided is not None:
        zone = workspace.zone_of(known.summary.lead.zone)
        step = words.text("route", decided.route)
        if decided.meeting_at:
            step += f" — {words.moment_both(decided.meeting_at, zone, workspace.zone, now)}"
            step += f", {words.text('calendar', 'with', who=decided.meeting_with)}" if decided.meeting_with else ""
        elif decided.until_day:
            step += f" — {words.date(date.fromisoformat(decided.until_day))}"
        yield Line("", step)
        if decided.route == Route.MEETING:
            fault = check_fault(decided, words)
            yield from (Line("", line) for line in [*check_lines(decided, words), *([fault] if fault else [])])
    for said in known.feedback[-ANSWERS:]:
        day = words.date(said.at.astimezone(workspace.zone).date())
        yield Line(day, feedback_title(workspace, said, words), " · ".join(feedback_lines(said, words)))
    zone = workspace.zone_of(known.summary.lead.zone)
    standing = words.standing(known.summary.standing, zone, now, workspace.zone, alone=True)
    if decided is None:
        yield Line("", words.text("handoff", "open_decision"))
    yield Line(words.text("handoff", "stands"), standing)


def write_handoffs(
    workspace: Workspace, ids: Sequence[str], path: Path, words: Words, printer: Printer | None = None
) -> list[Path]:
    """Write the sheets: one lead to the file of this name (.pdf, .md, .txt), several to files beside each other.

    Of several, each has the name of its lead; a folder may be given instead of a file, with the ending of `path`.
    UserError for another ending, and for a PDF where nothing prints.
    """
    ending = path.suffix.lower()
    if ending not in (".pdf", ".md", ".txt"):
        raise UserError("unknown_handoff", path=str(path))
    written: list[Path] = []
    for lead_id in ids:
        sheet = handoff_of(workspace, lead_id, words)
        target = path if len(ids) == 1 else _beside(path, sheet.name, written)
        _write(sheet, target, ending, words, printer)
        written.append(target)
    return written


def _beside(path: Path, name: str, taken: Sequence[Path]) -> Path:
    plain = "".join(c if c.isalnum() else "-" for c in name)[:LONGEST_NAME].strip("-") or "lead"
    n, found = 1, path.with_name(f"{path.stem}-{plain}{path.suffix}")
    there = {other.name.casefold() for other in taken}  # some disks tell no Dupont from DUPONT
    while found.name.casefold() in there:
        n += 1
        found = path.with_name(f"{path.stem}-{plain}-{n}{path.suffix}")
    return found


def _write(sheet: Handoff, path: Path, ending: str, words: Words, printer: Printer | None) -> None:
    if ending == ".pdf":
        if printer is None:
            raise UserError("no_printer", path=str(path))
        printer(handoff_html(sheet, words), path, sheet.name)
        return
    text = handoff_markdown(sheet, words) if ending == ".md" else handoff_text(sheet, words)
    with written(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")
