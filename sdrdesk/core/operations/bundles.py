"""Review bundles: leads written for a reviewer's own machine, opened there, and merged back.

docs/review-bundle.md says what is in the file, and what of two sides holds.
"""

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.grid import Criterion
from sdrdesk.core.domain.lead import PHONE_COLUMNS, Stage
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.bundle_content import MOST_LEADS, Bundle
from sdrdesk.core.exchange.bundle_file import is_locked as is_locked
from sdrdesk.core.exchange.bundle_file import read_bundle_file, write_bundle_file
from sdrdesk.core.exchange.grid_file import read_grid
from sdrdesk.core.exchange.private_folder import private_folder
from sdrdesk.core.exchange.written_file import written
from sdrdesk.core.grid_words import answer_words
from sdrdesk.core.normalising.opposition import SECRET_BYTES
from sdrdesk.core.normalising.phones import shown
from sdrdesk.core.operations.acts import Act
from sdrdesk.core.operations.backups import place_opposed
from sdrdesk.core.operations.bundle_collecting import MERGE_VERB, OPEN_VERB, Collected, collect, whole_people
from sdrdesk.core.operations.bundle_merging import UNFIT, Receiving, Tally, Told, merge_leads_of, remarks_in
from sdrdesk.core.operations.bundle_objections import close_told
from sdrdesk.core.operations.campaigns import list_campaigns
from sdrdesk.core.operations.file_plans import Progress, no_progress
from sdrdesk.core.operations.stages import stage_label
from sdrdesk.core.operations.workspace import Workspace, open_workspace
from sdrdesk.core.settings import BY_KEY
from sdrdesk.core.store import bundle_rows, grids, journal, leads, oppositions
from sdrdesk.core.store.bundle_rows import Frame
from sdrdesk.core.store.database import Tx
from sdrdesk.core.store.qualifications import StoredAnswer
from sdrdesk.core.store.schema import instant, micros
from sdrdesk.core.words import Words

ENDING = ".sdrreview"
_ID, _REVIEW_OF, _MERGED, _ERASED, _MARKS = (
    "workspace_id", grids.REVIEW_OF, "bundles_merged", "erased_here", "marks_carried",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReviewOf:
    """What a workspace is a review of: the bundle it was opened from, who wrote that one, and when."""

    origin: str
    bundle: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Written:
    """A bundle written; `masked` leads objected: how they are reached is not in it.

    `made_here` leads were made in this review: they are not in it, and stay.
    """

    file: str
    bundle: str
    leads: int
    decisions: int
    remarks: int
    masked: int
    made_here: int
    bytes: int
    locked: bool


@dataclass(frozen=True, slots=True)
class BundleLook:
    """What a bundle says of itself; `answers` where a review wrote it, `merged` where it was merged here before."""

    bundle: str
    at: datetime
    who: str
    leads: int
    decisions: int
    remarks: int
    answers: bool
    ours: bool
    merged: bool


@dataclass(frozen=True, slots=True)
class Merged:
    """What merging a bundle did (see `Tally`); nothing at all where it had been merged before."""

    changes: Changes
    look: BundleLook
    created: int
    added: Counter[str]
    removed: int
    changed: int
    objections: int
    gone: tuple[str, ...]
    told: tuple[Told, ...]

    @property
    def anything(self) -> bool:
        """Whether anything is other than it was before."""
        return bool(self.changes.operation)


# -- which workspace is whose ----------------------------------------------------------------------------------------


def review_of(workspace: Workspace) -> ReviewOf | None:
    """What this workspace is a review of; None for one of its own."""
    with workspace.store.read() as tx:
        return _review_of(tx)


def _review_of(tx: Tx) -> ReviewOf | None:
    said = grids.get_settings(tx).get(_REVIEW_OF)
    if not said:
        return None
    kept = json.loads(said)
    return ReviewOf(kept["origin"], kept["bundle"], kept["who"], datetime.fromisoformat(kept["at"]))


def _own_id(workspace: Workspace) -> str:
    """The id by which this workspace is known in bundles, made when first asked for."""
    with workspace.store.write() as tx:
        found = grids.get_settings(tx).get(_ID)
        if found is None:
            found = workspace.new_id()
            grids.put_setting(tx, _ID, found)
        oppositions.make_secret(tx, SECRET_BYTES)
        return found


def _carried(tx: Tx) -> dict[str, list[bundle_rows.Row]]:
    """The marks that a review was given of each lead, for the origin alone to compare."""
    return dict(json.loads(grids.get_settings(tx).get(_MARKS, "{}")))


def _carry(tx: Tx, bundle: Bundle) -> None:
    """In a review, keep the marks that came with leads which are here."""
    if _review_of(tx) is None:
        return
    kept = _carried(tx)
    here = leads.get_leads(tx, [lead["id"] for lead in bundle.leads])
    for lead in bundle.leads:
        if lead["id"] in here and lead["marks"]:
            known = kept.setdefault(lead["id"], [])
            known += [dict(m) for m in lead["marks"] if dict(m) not in known]
    grids.put_setting(tx, _MARKS, json.dumps(kept, sort_keys=True))


def _merged_before(tx: Tx) -> list[str]:
    return list(json.loads(grids.get_settings(tx).get(_MERGED, "[]")))


# -- writing ---------------------------------------------------------------------------------------------------------


def write_bundle(
    workspace: Workspace,
    lead_ids: Sequence[str],
    path: Path,
    passphrase: str = "",
    progress: Progress = no_progress,
) -> Written:
    """Write leads, with all that is known of them and of what was merged with them, as a bundle.

    A review always writes all the leads that came to it: what it says goes back. UserError where there are no leads or
    too many, where the file cannot be written, and `cancelled` where progress answers False.
    """
    own = _own_id(workspace)
    with workspace.store.read() as tx:
        review = _review_of(tx)
        ids = whole_people(tx, bundle_rows.leads_that_came(tx) if review else lead_ids)
        if not ids:
            raise UserError("bundle_without_leads")
        if len(ids) > MOST_LEADS:
            raise UserError("bundle_too_large", path=str(path), leads=len(ids))
        found = collect(tx, ids, _carried(tx) if review else None, workspace.country, _asking(progress, len(ids)))
        frame = bundle_rows.frame_rows(tx)
        made_here = bundle_rows.leads_made_here(tx) if review else 0
    bundle = _bundle(workspace, own, review, found, frame)
    size = write_bundle_file(path, bundle, passphrase)
    progress(len(ids), len(ids))
    counts = _counts(bundle)
    return Written(
        str(path),
        bundle.id,
        len(ids),
        counts["decision"],
        counts["remark"],
        found.masked,
        made_here,
        size,
        bool(passphrase),
    )


def write_answer_bundle(
    workspace: Workspace, path: Path, passphrase: str = "", progress: Progress = no_progress
) -> Written:
    """Write what a review says, for the workspace its leads are of; UserError where this is no review."""
    if review_of(workspace) is None:
        raise UserError("not_a_review")
    return write_bundle(workspace, (), path, passphrase, progress)


def _asking(progress: Progress, of: int) -> Callable[[int], None]:
    def go_on(done: int) -> None:
        if not progress(done, of):
            raise UserError("cancelled")

    return go_on


def _bundle(workspace: Workspace, own: str, review: ReviewOf | None, found: Collected, frame: Frame) -> Bundle:
    used = {f["grid"] for lead in found.leads for f in lead["facts"].get("decision", ())}
    used |= {a["grid"] for lead in found.leads for a in lead["answers"]}
    used |= {workspace.settings["grid"]} | {c["grid"] for c in frame.campaigns}
    return Bundle(
        id=workspace.new_id(),
        origin=review.origin if review else own,
        maker=own,
        at=micros(workspace.now()),
        who=workspace.who,
        settings=dict(workspace.settings),
        grids=[row for row in frame.grids if row["id"] in used],
        campaigns=[c for c in frame.campaigns if c["id"] in {lead["campaign"] for lead in found.leads}],
        cadences=frame.cadences,
        calling_rules=frame.calling_rules,
        closed=[] if review else found.closed,
        operations=sorted(found.operations.values(), key=lambda row: str(row["id"])),
        leads=found.leads,
    )


def _counts(bundle: Bundle) -> Counter[str]:
    """How many facts of each kind a bundle holds; of remarks those that stand."""
    counts: Counter[str] = Counter()
    for lead in bundle.leads:
        counts.update({kind: len(rows) for kind, rows in lead["facts"].items() if kind != "remark"})
        counts["remark"] += remarks_in(lead["facts"].get("remark", ()))["remark"]
    return counts


# -- reading ---------------------------------------------------------------------------------------------------------


def look_at_bundle(path: Path, passphrase: str = "", workspace: Workspace | None = None) -> BundleLook:
    """What a bundle says of itself, and to this workspace; UserError as `read_bundle_file`."""
    return _look(_read(path, passphrase), workspace)


def _look(bundle: Bundle, workspace: Workspace | None) -> BundleLook:
    ours = merged = False
    if workspace is not None:
        with workspace.store.read() as tx:
            ours, merged = _is_ours(tx, bundle), bundle.id in _merged_before(tx)
    counts = _counts(bundle)
    return BundleLook(
        bundle.id,
        instant(bundle.at),
        bundle.who,
        len(bundle.leads),
        counts["decision"],
        counts["remark"],
        not bundle.of_origin,
        ours,
        merged,
    )


def _is_ours(tx: Tx, bundle: Bundle) -> bool:
    review = _review_of(tx)
    return bundle.origin == (review.origin if review else grids.get_settings(tx).get(_ID))


def _read(path: Path, passphrase: str) -> Bundle:
    """The bundle of a file, whose grids can all be read too."""
    bundle = read_bundle_file(path, passphrase)
    for row in bundle.grids:
        if _grid_in(row["content"]) != (row["id"], row["version"]):
            raise UserError("bundle_damaged", path=str(path))
    return bundle


@lru_cache(64)
def _grid_in(content: str) -> tuple[str, int] | None:
    """Which grid a text holds; each bundle brings the same few again."""
    found = read_grid(content)[0]
    return (found.id, found.version) if found else None


def open_bundle(
    path: Path,
    folder: Path,
    passphrase: str = "",
    clock: Callable[[], datetime] | None = None,
    progress: Progress = no_progress,
) -> Path:
    """Make a workspace of its own of a bundle, in a folder; its file. One opened there before is as it was left.

    It needs no network and knows nothing of the workspace it came from but these leads. UserError where another file
    stands there, and as `read_bundle_file`; what could not be opened whole leaves nothing behind.
    """
    bundle = _read(path, passphrase)
    target = folder / f"review-{instant(bundle.at):%Y-%m-%d}-{bundle.id[-8:]}.sdrdesk"
    if target.exists():
        _refuse_another(target, bundle, clock)
        return target
    made = Path(private_folder()) / f"{bundle.id}.sdrdesk"
    try:
        workspace = open_workspace(made, "", clock)
        try:
            _fill(workspace, bundle, progress)
        finally:
            workspace.store.close()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        made.chmod(0o600)
        with written(target) as temporary:  # on another disk it is copied: half of it never stands there
            shutil.move(made, temporary)
    except OSError as error:
        raise UserError("file_trouble", path=str(target), why=error.strerror or str(error)) from error
    finally:
        for left in made.parent.glob(f"{made.name}*"):
            left.unlink(missing_ok=True)
    return target


def _refuse_another(target: Path, bundle: Bundle, clock: Callable[[], datetime] | None) -> None:
    workspace = open_workspace(target, "", clock)
    try:
        there = review_of(workspace)
    finally:
        workspace.store.close()
    if there is None or there.bundle != bundle.id:
        raise UserError("file_exists", path=str(target))


def _fill(workspace: Workspace, bundle: Bundle, progress: Progress) -> None:
    said = {"origin": bundle.origin, "bundle": bundle.id, "who": bundle.who, "at": instant(bundle.at).isoformat()}
    with workspace.store.write() as tx:
        bundle_rows.add_frame(tx, _frame(bundle, whole=True))
        for key, value in bundle.settings.items():
            known = BY_KEY.get(key)
            if known is not None and known.scope == "workspace" and known.check(value):
                grids.put_setting(tx, key, value)
        grids.put_setting(tx, _REVIEW_OF, json.dumps(said))
    workspace.reload()
    _merge(workspace, bundle, OPEN_VERB, progress)


def _frame(bundle: Bundle, *, whole: bool) -> Frame:
    """What holds for all leads: their grids and campaigns, and for a new workspace the cadences and rules."""
    rules = [dict(r) for r in bundle.calling_rules] if whole else []
    cadences = [dict(r) for r in bundle.cadences] if whole else []
    return Frame([dict(r) for r in bundle.grids], [dict(r) for r in bundle.campaigns], cadences, rules)


def _in_force(tx: Tx, bundle: Bundle, frame: Frame) -> Frame:
    """What of a frame is taken: a version that a review made of a grid is never in force where the leads are."""
    if bundle.of_origin or _review_of(tx) is not None:
        return frame
    newest = grids.grid_versions(tx)
    kept = [row for row in frame.grids if row["version"] <= newest.get(row["id"], row["version"])]
    return replace(frame, grids=kept)


# -- merging ---------------------------------------------------------------------------------------------------------


def merge_bundle(workspace: Workspace, path: Path, passphrase: str = "", progress: Progress = no_progress) -> Merged:
    """Merge what a bundle brings into this workspace; in any order, any number of times, to the same end.

    Of a value set on both sides the one set last holds; the other stays in the journal and is told. UserError, and
    nothing done, for a bundle of another workspace and as `read_bundle_file`.
    """
    bundle = _read(path, passphrase)
    look = _look(bundle, workspace)
    if not look.ours:
        raise UserError("bundle_foreign", path=str(path), who=bundle.who)
    tally, operation = _merge(workspace, bundle, MERGE_VERB, progress)
    changes = Changes()
    if tally.anything:
        changes = Changes(
            operation=operation,
            lead_ids=frozenset(tally.touched),
            leads=True,
            queue=True,
            qualification=True,
            campaigns=True,
            grids=True,
        )
    return Merged(
        changes,
        look,
        tally.created,
        +tally.added,
        tally.removed,
        tally.changed,
        tally.objections,
        tuple(tally.gone),
        tuple(tally.told),
    )


def _merge(workspace: Workspace, bundle: Bundle, verb: str, progress: Progress) -> tuple[Tally, str]:
    operation = workspace.new_id()
    with workspace.store.write() as tx:
        before = _merged_before(tx)
        receiving = Receiving(
            creates=_review_of(tx) is not None and (verb == OPEN_VERB or bundle.id not in before),
            erased=frozenset(
                lead["id"] for lead in bundle.leads if _fingerprint(lead["id"]) in _erased(tx)
            ),
            identity=bundle.of_origin and _review_of(tx) is not None,
            marks=_review_of(tx) is None,
        )  # fmt: skip
        framed = bundle_rows.add_frame(tx, _in_force(tx, bundle, _frame(bundle, whole=False)))
        summary = {"bundle": bundle.id, "who": bundle.who, "leads": len(bundle.leads)}
        journal.begin_operation(tx, operation, verb, workspace.now(), workspace.who, summary=summary)
    if framed:
        workspace.reload()
    tally = Tally()
    try:
        merge_leads_of(workspace, bundle, operation, receiving, tally, progress)
    finally:
        if tally.remembered:  # by what was merged before it was stopped, too
            place_opposed(workspace)
    with workspace.store.write() as tx:
        if bundle.id not in before:
            grids.put_setting(tx, _MERGED, json.dumps([*before, bundle.id]))
        _carry(tx, bundle)
        if receiving.identity:
            doing = Act(tx, workspace, operation, workspace.now())
            tally.objections += close_told(doing, bundle.closed, _carried(tx))
            doing.finish()
            tally.touched |= set(doing.touched)
        if tally.anything:
            journal.finish_operation(tx, operation, summary | _figures(tally))
        elif not journal.entries_of(tx, operation):
            journal.drop_operation(tx, operation)
    workspace.own_operations.add(operation)
    return tally, operation


def _figures(tally: Tally) -> dict[str, Any]:
    return {
        "created": tally.created,
        "added": dict(+tally.added),
        "removed": tally.removed,
        "changed": tally.changed,
        "told": len(tally.told),
        "objections": tally.objections,
        "gone": len(tally.gone),
    }


def _fingerprint(lead_id: str) -> str:
    return hashlib.sha256(lead_id.encode()).hexdigest()


def _erased(tx: Tx) -> frozenset[str]:
    return frozenset(json.loads(grids.get_settings(tx).get(_ERASED, "[]")))


def remember_erased(tx: Tx, lead_ids: Sequence[str]) -> None:
    """In a review, have no bundle bring these leads again: kept as hashes of their ids, which name nobody."""
    if _review_of(tx) is not None:
        kept = sorted(_erased(tx) | {_fingerprint(i) for i in lead_ids})
        grids.put_setting(tx, _ERASED, json.dumps(kept))
        left = {i: marks for i, marks in _carried(tx).items() if i not in lead_ids}
        grids.put_setting(tx, _MARKS, json.dumps(left, sort_keys=True))


# -- in words --------------------------------------------------------------------------------------------------------


def written_lines(done: Written, file: str, words: Words) -> list[str]:
    """What a bundle holds, what stays, and who can read it, in short sentences without their stops."""
    counts = {"leads": done.leads, "decisions": done.decisions, "remarks": done.remarks}
    said = {code: words.text("bundle_said", code, n=n) for code, n in counts.items()}
    lines = [words.text("bundle_said", "written", file=file, **said)]
    if done.made_here:
        lines.append(words.text("bundle_said", "made_here", n=done.made_here))
    if done.masked:
        lines.append(words.text("opposition", "left_blank", n=done.masked))
    if not done.locked:
        lines.append(words.text("bundle_said", "unlocked"))
    return lines


def merged_lines(merged: Merged, words: Words) -> list[str]:
    """What a merge did, in short sentences without their stops; what is nought is left unsaid."""
    counts = {
        "created": merged.created,
        **{f"added_{kind}": n for kind, n in merged.added.items()},
        "removed": merged.removed,
        "changed": merged.changed,
        "told": sum(told.outcome != UNFIT for told in merged.told),
        "objections": merged.objections,
    }
    lines = [words.text("bundle_merged", code, n=n) for code, n in counts.items() if n]
    lines = lines if merged.anything else [words.text("bundle_merged", "nothing")]
    if merged.gone:
        lines.append(words.text("bundle_merged", "gone", n=len(merged.gone), leads=", ".join(merged.gone)))
    return lines


def told_line(workspace: Workspace, told: Told, words: Words) -> str:
    """A value that both sides set, in one sentence: whose, which holds, and what the other was."""
    with workspace.store.read() as tx:
        lead = leads.get_lead(tx, told.lead)
    named = lead.name if lead else told.lead[:8]
    before, after = (_value(workspace, told.what, said, words) for said in (told.before, told.after))
    if before == after:  # an answer that was proved otherwise
        before, after = (" — ".join([before, *_words_of(said)]) for said in (told.before, told.after))
    return words.text(
        "bundle_told",
        told.outcome,
        lead=named,
        what=_what(workspace, told.what, words),
        before=before,
        after=after,
        who=told.who,
        at=words.moment(told.at, workspace.zone, workspace.now()),
    )


def _what(workspace: Workspace, what: str, words: Words) -> str:
    if "/" not in what:
        return words.text("column", what)
    found = _criterion(workspace, what)
    return found.label[words.language] if found else what.partition("/")[2]


def _criterion(workspace: Workspace, what: str) -> Criterion | None:
    grid_id, _, criterion = what.partition("/")
    try:
        return workspace.grid_of(grid_id).criterion(criterion)
    except UserError:
        return None


def _value(workspace: Workspace, what: str, said: str | None, words: Words) -> str:
    """A value as it is told: of an answer what was answered; "—" for none."""
    if not said:
        return "—"
    if "/" in what:
        answer = StoredAnswer.from_text(said)
        if answer.value is None:
            return words.text("handoff", "asked" if answer.asked else "not_asked")
        return answer_words(_criterion(workspace, what), answer.value, words)
    match what:
        case "stage":
            return stage_label(workspace, words, Stage(said))
        case "contact_kind":
            return words.text(what, said)
        case "campaign":
            return next((c.campaign.name for c in list_campaigns(workspace) if c.campaign.id == said), said)
        case "snoozed_until":
            return words.moment(datetime.fromisoformat(said), workspace.zone, workspace.now())
        case "snooze_reason":
            return words.put_off_reason(said)
        case _:
            return shown(said) if what in PHONE_COLUMNS else said


def _words_of(said: str | None) -> list[str]:
    """The words that stand beside an answer: its proof, and why it eliminates nobody."""
    if not said or not said.startswith('{"criterion"'):
        return []
    answer = StoredAnswer.from_text(said)
    return [word for word in (answer.evidence, answer.override_reason) if word]
