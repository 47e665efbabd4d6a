"""Merging a review bundle: the union of what was recorded on either side, and of each value the one set last.

Everything rests on the journal. The changes of both sides are put together, each under the act that made it; of a
column or an answer the change of the newest act holds (ties by the id of the act), and so it does for whether a fact
stands or was taken back. What is put together knows no order: bundles merge in any order, any number of times.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sdrdesk.core.domain.answers import fits
from sdrdesk.core.domain.grid import Grid
from sdrdesk.core.domain.lead import Lead, Stage
from sdrdesk.core.domain.remarks import RemarkKind
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.bundle_content import COLUMNS, ENTITIES, FACTS, Bundle
from sdrdesk.core.exchange.grid_file import read_grid
from sdrdesk.core.operations.acts import Act, lead_row
from sdrdesk.core.operations.bundle_answers import as_seen, loses, together
from sdrdesk.core.operations.bundle_collecting import OF_BUNDLES, first_leads
from sdrdesk.core.operations.bundle_masking import BLANK, covers
from sdrdesk.core.operations.bundle_objections import merge_objections
from sdrdesk.core.operations.file_plans import Progress
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import activities, bundle_rows, grids, leads, qualifications
from sdrdesk.core.store.bundle_rows import CAME, Row
from sdrdesk.core.store.database import Tx
from sdrdesk.core.store.qualifications import StoredAnswer
from sdrdesk.core.store.schema import instant

AT_ONCE = 10
"""Leads merged in one transaction: some tens of milliseconds, so that what is being typed is saved meanwhile."""
CHANGED, KEPT, UNFIT = "changed", "kept", "unfit"
Stamp = tuple[int, str]
"""When an act was begun, and its id: of two values the one with the greater stamp holds."""
NEVER: Stamp = (-1, "")


@dataclass(frozen=True, slots=True)
class Told:
    """A value that both sides set: which one holds. `what` is a column, or a criterion as "grid/criterion".

    `changed`: `after` came with the bundle in the place of `before`; `kept`: `before` is newer and stays, `after` is
    only in the journal; `unfit`: `after` is no answer of the grid here any more, and only in the journal too. `who` set
    what came, at `at`.
    """

    lead: str
    what: str
    before: str | None
    after: str | None
    who: str
    at: datetime
    outcome: str


@dataclass(slots=True)
class Tally:
    """What a merge did: leads made, facts added by kind and taken back, values set, and what is told of both sides.

    Of remarks `added` counts those that are new or say something else, and as "withdrawn" those that were withdrawn.
    `gone` are leads of the bundle that are no longer here: erase them there too. `objections` hold here now as well.
    """

    created: int = 0
    added: Counter[str] = field(default_factory=Counter)
    removed: int = 0
    changed: int = 0
    told: list[Told] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    objections: int = 0
    remembered: bool = False
    entries: int = 0
    touched: set[str] = field(default_factory=set)

    @property
    def anything(self) -> bool:
        """Whether anything is other than it was before."""
        return bool(
            self.created
            or self.removed
            or self.changed
            or self.objections
            or self.remembered
            or self.entries
            or +self.added
        )


@dataclass(frozen=True, slots=True)
class Receiving:
    """What of the receiving workspace decides how a bundle is merged.

    `creates` says whether leads unknown here are made; but never those in `erased`. `identity`: whether merges of leads
    are taken over, which a review does from the origin. `marks`: whether the marks of the leads are of this workspace.
    """

    creates: bool
    erased: frozenset[str]
    identity: bool
    marks: bool


def person_batches(bundle: Bundle) -> list[list[Row]]:
    """The leads of a bundle in short lists, what was merged together in one."""
    into = {lead["id"]: lead["merged_into"] for lead in bundle.leads if lead["merged_into"]}
    people: dict[str, list[Row]] = {}
    for lead in bundle.leads:
        root = lead["id"]
        while root in into:
            root = into[root]
        people.setdefault(root, []).append(dict(lead))
    batches: list[list[Row]] = []
    for person in people.values():
        if not batches or len(batches[-1]) >= AT_ONCE:
            batches.append([])
        batches[-1] += person
    return batches


def merge_leads_of(
    workspace: Workspace, bundle: Bundle, operation: str, receiving: Receiving, tally: Tally, progress: Progress
) -> None:
    """Merge the leads of a bundle, under an operation begun already, a short transaction after another; into a tally.

    UserError `cancelled` where progress answers False: what was merged so far stays, and merging again completes it.
    """
    done = 0
    came = {row["id"]: dict(row) for row in bundle.operations}
    for batch in person_batches(bundle):
        if not progress(done, len(bundle.leads)):
            raise UserError("cancelled")
        with workspace.store.write(lasting=False) as tx:
            doing = Act(tx, workspace, operation, workspace.now())
            _Merging(doing, bundle, receiving, tally, came).merge(batch)
            doing.finish()
        tally.touched |= set(doing.touched)
        done += len(batch)
    progress(done, done)


class _Merging:
    """One batch of people being merged, within a transaction."""

    def __init__(self, doing: Act, bundle: Bundle, receiving: Receiving, tally: Tally, came: Mapping[str, Row]) -> None:
        self.doing, self.bundle, self.receiving, self.tally, self.came = doing, bundle, receiving, tally, came
        self.tx: Tx = doing.tx
        self.operations: dict[str, Row] = {}
        self.journal: dict[str, list[Row]] = {}
        self.kept: dict[str, str] = {}
        self.grids: dict[str, Grid | None] = {}

    def merge(self, batch: Sequence[Row]) -> None:
        known = leads.get_leads(self.tx, [row["id"] for row in batch])
        new = [row for row in batch if row["id"] not in known and self._is_made(row["id"])]
        here = [row for row in batch if row["id"] in known]
        gone = [row for row in batch if row["id"] not in known and not self._is_made(row["id"])]
        self._read_journal([row["id"] for row in here])
        acts_here = self._add_operations([*here, *new])
        self._create(new)
        for row in new:
            self._add_entries(row["journal"])
        fresh = {row["id"]: self._new_entries(row) for row in here}
        merged_anew = self._take_over_merges(here, fresh)
        parted = set(self.kept.values())
        self.kept = leads.kept_leads(self.tx, [row["id"] for row in (*here, *new)])
        self._set_values(here, fresh)
        self._add_unjournalled_answers(here, fresh)
        for entries in fresh.values():
            self._add_entries(entries)
        self._settle_facts([*here, *new], {row["id"] for row in new}, fresh, acts_here)
        if merged_anew:
            self._move_to_kept(merged_anew | parted)
        objections, remembered = merge_objections(
            self.doing, batch, {row["id"] for row in gone}, marks=self.receiving.marks
        )
        self.tally.objections += objections
        self.tally.remembered |= remembered
        self.tally.gone += [row["id"] for row in gone]

    def _is_made(self, lead_id: str) -> bool:
        return self.receiving.creates and lead_id not in self.receiving.erased

    # -- the journal of both sides -------------------------------------------------------------------------------

    def _read_journal(self, ids: Sequence[str]) -> None:
        self.kept = leads.kept_leads(self.tx, ids)
        self.journal = bundle_rows.journal_rows(self.tx, [*ids, *set(self.kept.values())], ENTITIES)
        named = {e["operation"] for entries in self.journal.values() for e in entries}
        self.operations = bundle_rows.operation_rows(self.tx, named)

    def _add_operations(self, rows: Sequence[Row]) -> set[str]:
        """Keep the acts that these leads name; which were here. What came and was taken back over there is so here."""
        named = {row["operation"] for row in rows}
        named |= {e["operation"] for row in rows for e in row["journal"]}
        named |= {f["operation"] for row in rows for of in row["facts"].values() for f in of}
        there = bundle_rows.operation_rows(self.tx, named)
        missing = [self.came[i] for i in sorted(named - set(there))]
        added = [
            {**row, "summary": json.dumps({**json.loads(row["summary"]), CAME: self.bundle.id}, ensure_ascii=False)}
            for row in missing
        ]
        bundle_rows.add_operations(self.tx, added)
        undone = {
            i: self.came[i]["undone_by"] or ""
            for i, row in there.items()
            if CAME in json.loads(row["summary"]) and row["state"] == "done" and self.came[i]["state"] == "undone"
        }
        bundle_rows.take_back_operations(self.tx, undone)
        self.tally.entries += len(added) + len(undone)
        self.operations |= there | {row["id"]: row for row in added}
        return set(there)

    def _add_entries(self, entries: Sequence[Row]) -> None:
        bundle_rows.add_entries(self.tx, entries)
        for entry in entries:
            self.journal.setdefault(entry["lead"], []).append(entry)
        self.tally.entries += len(entries)

    def _new_entries(self, row: Row) -> list[Row]:
        """The changes of a lead that are not in the journal here, or blanked there, in the order they were made."""
        there = Counter((_place(e), _is_blanked(e)) for e in self.journal.get(row["id"], ()))
        new = []
        for entry in row["journal"]:
            twins = [(_place(entry), blanked) for blanked in (False, True) if _is_blanked(entry) or not blanked]
            twin = next((key for key in twins if there[key]), None)
            if twin:
                there[twin] -= 1
            else:
                new.append(dict(entry))
        return sorted(new, key=self.stamp)  # stable: the order within an act stays

    def _target(self, row: Row) -> str:
        """The lead that one of the bundle is part of here."""
        lead_id = str(row["id"])
        return self.kept.get(lead_id, lead_id)

    def stamp(self, entry: Row) -> Stamp:
        row = self.operations[entry["operation"]]
        return row["at"], row["id"]

    def newest(self, lead_id: str, entity: str, name: str) -> Stamp:
        """When a column or an answer was last set here, by an act that is not the coming in of a bundle."""
        return max(map(self.stamp, self._set_here(lead_id, entity, name)), default=NEVER)

    def _set_here(self, lead_id: str, entity: str, name: str) -> list[Row]:
        """How a column or an answer was set here, by acts that are not the coming in of a bundle."""
        return [
            e
            for e in self.journal.get(lead_id, ())
            if e["entity"] == entity and _name(e) == name and self._told(e) and not self._came_unfit(e)
        ]

    def _told(self, entry: Row) -> bool:
        return self.operations[entry["operation"]]["verb"] not in OF_BUNDLES

    def _came_unfit(self, entry: Row) -> bool:
        """Whether a bundle brought an answer that the grid here no longer holds: it is in the journal alone."""
        return not self._fits(entry) and CAME in json.loads(self.operations[entry["operation"]]["summary"])

    def _fits(self, entry: Row) -> bool:
        """Whether an answer is one of the grid in force here; a criterion that is there no more scores nothing."""
        if entry["entity"] != "answer" or entry["after"] is None:
            return True
        grid_id, _, name = entry["entity_id"].partition("/")
        grid = self._grid(grid_id)
        criterion = grid.criterion(name) if grid else None
        return criterion is None or fits(criterion, StoredAnswer.from_text(entry["after"]).value)

    def _grid(self, grid_id: str) -> Grid | None:
        if grid_id not in self.grids:
            content = grids.grid_content(self.tx, grid_id)
            self.grids[grid_id] = read_grid(content)[0] if content is not None else None
        return self.grids[grid_id]

    # -- leads ---------------------------------------------------------------------------------------------------

    def _create(self, rows: Sequence[Row]) -> None:
        stored = []
        for row in rows:
            values = {name: row[name] for name in COLUMNS if name != "stage"}
            lead = Lead(row["id"], stage=Stage(row["stage"]), **values)
            stored.append(lead_row(lead, row["operation"], instant(row["created_at"])))
        leads.insert_leads(self.tx, stored)
        for row in rows:
            until = row["snoozed_until"]
            beside: dict[str, Any] = {
                "merged_into": row["merged_into"],
                "snoozed_until": instant(until) if until is not None else None,
                "snooze_reason": row["snooze_reason"],
                "colleague_of": row["colleague_of"],
            }
            leads.update_lead(self.tx, row["id"], beside)
            bundle_rows.add_answer_rows(self.tx, row["id"], row["answers"])
            self.doing.touched[row["id"]] = None
        self.tally.created += len(rows)

    def _take_over_merges(self, rows: Sequence[Row], fresh: Mapping[str, Sequence[Row]]) -> set[str]:
        """Have leads be one, or two again, as they are at the origin; which leads it is about."""
        if not self.receiving.identity:
            return set()
        wanted: dict[str, str | None] = {}
        for row in rows:
            newest = [e for e in fresh[row["id"]] if e["entity"] == "lead" and e["field"] == "merged_into"][-1:]
            if newest and self.stamp(newest[0]) > self.newest(row["id"], "lead", "merged_into"):
                wanted[row["id"]] = newest[0]["after"]
        for lead_id, into in sorted(wanted.items(), key=lambda pair: (pair[1] is not None, pair[0])):
            further = self._merged_into(into)
            if lead_id not in further and (into is None or leads.get_lead(self.tx, further[-1]) is not None):
                leads.update_lead(self.tx, lead_id, {"merged_into": into})
                self.doing.touched |= dict.fromkeys((lead_id, *further[-1:]))
                self.tally.changed += 1
        return set(wanted)

    def _merged_into(self, lead_id: str | None) -> list[str]:
        """A lead, what that is part of, and so on to the one that is kept."""
        found: list[str] = []
        while lead_id is not None:
            found.append(lead_id)
            beside = leads.get_extras(self.tx, [lead_id]).get(lead_id)
            lead_id = beside.merged_into if beside else None
        return found

    # -- columns and answers -------------------------------------------------------------------------------------

    def _set_values(self, rows: Sequence[Row], fresh: Mapping[str, Sequence[Row]]) -> None:
        """Set each column and answer that somebody over there set after it was last set here."""
        came: dict[tuple[str, str, str], list[Row]] = {}
        unfit: list[tuple[str, Row]] = []
        for row in rows:
            target = self._target(row)
            for entry in fresh[row["id"]]:
                if entry["entity"] not in ("lead", "answer") or entry["field"] == "merged_into":
                    continue
                if self._fits(entry):
                    came.setdefault((target, entry["entity"], _name(entry)), []).append(entry)
                else:
                    unfit.append((target, entry))
        columns: dict[str, dict[str, str]] = {}
        for (target, entity, name), entries in sorted(came.items()):
            self._set_value(target, entity, name, sorted(entries, key=self.stamp), columns)
        self._set_columns(columns)
        for target, entry in unfit:
            self._tell(target, _name(entry), self._current(target, "answer", _name(entry)), entry, UNFIT)

    def _set_value(
        self, target: str, entity: str, name: str, entries: Sequence[Row], columns: dict[str, dict[str, str]]
    ) -> None:
        last, now = entries[-1], self._current(target, entity, name)
        wins = self.stamp(last) > self.newest(target, entity, name)
        after = self._settled(target, entity, name, entries, now)
        if after != now:
            self.tally.changed += 1
            self.doing.touched[target] = None
            if not wins or not _seen(entity, entries[0]["before"], now):
                entity_id = target if entity == "lead" else name
                field_ = name if entity == "lead" else "answer"
                self.doing.entry(target, entity, entity_id, field_, now, after)
                if wins and _loses(entity, now, after):
                    self._tell(target, name, now, last, CHANGED)
            self._put(target, entity, name, after, columns)
        if not wins and _loses(entity, last["after"], after):
            self._tell(target, name, after, last, KEPT)
        if wins and last["lead"] != target:
            # On the lead that is kept too, under the same act: another bundle is held against it.
            entity_id = target if entity == "lead" else last["entity_id"]
            self._add_entries([{**last, "lead": target, "entity_id": entity_id, "before": now}])

    def _settled(self, target: str, entity: str, name: str, entries: Sequence[Row], now: str | None) -> str | None:
        """What a column or an answer is, by what was set here and by what came; as the journal keeps it."""
        last = entries[-1]
        wins = self.stamp(last) > self.newest(target, entity, name)
        if entity != "answer":
            return last["after"] if wins else now
        here = sorted(self._set_here(target, entity, name), key=self.stamp)
        if not wins and together(here) != now:
            return now
        return together(sorted([*here, *entries], key=self.stamp), now)

    def _tell(self, lead_id: str, what: str, now: str | None, entry: Row, outcome: str) -> None:
        by = self.operations[entry["operation"]]
        self.tally.told.append(Told(lead_id, what, now, entry["after"], by["who"], instant(by["at"]), outcome))

    def _current(self, lead_id: str, entity: str, name: str) -> str | None:
        if entity == "answer":
            grid_id, _, criterion = name.partition("/")
            said = qualifications.answers_of(self.tx, [lead_id], grid_id).get(lead_id, {}).get(criterion)
            return said.to_text() if said else None
        if name in COLUMNS:
            return str(getattr(self.doing.lead(lead_id), name))
        beside = leads.get_extras(self.tx, [lead_id])[lead_id]
        if name == "snooze_reason":
            return beside.snooze_reason
        return beside.snoozed_until.isoformat() if beside.snoozed_until else None

    def _put(self, lead_id: str, entity: str, name: str, value: str | None, columns: dict[str, dict[str, str]]) -> None:
        if entity == "answer":
            grid_id, _, criterion = name.partition("/")
            if value is None:
                qualifications.remove_answer(self.tx, lead_id, grid_id, criterion)
            else:
                said = replace(StoredAnswer.from_text(value), criterion=criterion)
                qualifications.put_answer(self.tx, lead_id, grid_id, said)
        elif name in COLUMNS:
            columns.setdefault(lead_id, {})[name] = value or ""
        elif name == "snooze_reason":
            leads.update_lead(self.tx, lead_id, {name: value or ""})
        else:
            leads.update_lead(self.tx, lead_id, {name: datetime.fromisoformat(value) if value else None})

    def _set_columns(self, columns: Mapping[str, Mapping[str, str]]) -> None:
        stored = []
        for lead_id, values in columns.items():
            lead = self.doing.lead(lead_id)
            stage = Stage(values.get("stage", lead.stage))
            changed = replace(lead.with_fields({k: v for k, v in values.items() if k != "stage"}), stage=stage)
            stored.append(lead_row(changed, self.doing.operation, self.doing.at))
        leads.rewrite_leads(self.tx, stored)

    def _add_unjournalled_answers(self, rows: Sequence[Row], fresh: Mapping[str, Sequence[Row]]) -> None:
        """Answers that no act set, but a change of the grid carried over: kept where nobody said anything since."""
        for row in rows:
            target = self._target(row)
            told = {_name(e) for e in (*self.journal.get(target, ()), *fresh[row["id"]]) if e["entity"] == "answer"}
            left = [a for a in row["answers"] if f"{a['grid']}/{a['criterion']}" not in told]
            there = {(a["grid"], a["criterion"]) for a in bundle_rows.answer_rows(self.tx, [target]).get(target, ())}
            new = [a for a in left if (a["grid"], a["criterion"]) not in there]
            if new:
                bundle_rows.add_answer_rows(self.tx, target, new)
                self.doing.touched[target] = None
                self.tally.changed += len(new)

    # -- facts ---------------------------------------------------------------------------------------------------

    def _settle_facts(
        self, rows: Sequence[Row], new: set[str], fresh: Mapping[str, Sequence[Row]], acts_here: set[str]
    ) -> None:
        """Have each fact stand here that was recorded on either side, unless it was taken back since on either."""
        for kind in FACTS:
            came = {f["id"]: (row, f) for row in rows for f in row["facts"].get(kind, ())}
            told = self._newest_said([e for entries in fresh.values() for e in entries if e["entity"] == kind])
            here = bundle_rows.known_facts(self.tx, kind, {*came, *told})
            self._fill_blanked(kind, {i: came[i] for i in came if i in here})
            # Missing though its act was here, or taken back over there: what does the whole journal say last?
            doubtful = {
                i
                for i, (row, f) in came.items()
                if i not in here and row["id"] not in new and f["operation"] in acts_here
            }
            doubtful |= {i for i, stands in told.items() if i in here and not stands}
            stands = told | self._newest_said(bundle_rows.entries_on(self.tx, doubtful))
            self._add_facts(kind, [came[i] for i in came if i not in here and stands.get(i, True)])
            self._remove_facts(kind, {i: here[i] for i in here if not stands.get(i, True)})

    def _fill_blanked(self, kind: str, came: Mapping[str, tuple[Row, Row]]) -> None:
        """Have facts whose words are blanked out here be as they are in a bundle that holds them whole."""
        blanked = {e["entity_id"] for of in self.journal.values() for e in of if e["entity"] == kind and _is_blanked(e)}
        whole = [i for i in came if i in blanked and BLANK not in json.dumps(came[i][1], ensure_ascii=False)]
        for fact_id in whole:
            activities.remove_fact(self.tx, kind, fact_id)
        before = self.tally.added.copy()
        self._add_facts(kind, [came[i] for i in whole])
        self.tally.added = before

    def _newest_said(self, entries: Sequence[Row]) -> dict[str, bool]:
        """Whether each fact stands, by the newest of these changes: it was made, or taken back."""
        named = {e["operation"] for e in entries} - set(self.operations)
        self.operations |= bundle_rows.operation_rows(self.tx, named)
        newest: dict[str, tuple[Stamp, bool]] = {}
        for entry in entries:
            said = self.stamp(entry), entry["after"] is not None
            before = newest.get(entry["entity_id"])
            if entry["field"] == "" and (before is None or before[0] <= said[0]):
                newest[entry["entity_id"]] = said
        return {fact: stands for fact, (_stamp, stands) in newest.items()}

    def _add_facts(self, kind: str, found: Sequence[tuple[Row, Row]]) -> None:
        rows = [{**fact, "lead": self._target(row)} for row, fact in found]
        bundle_rows.add_fact_rows(self.tx, kind, rows)
        for row in rows:
            self.doing.touched[row["lead"]] = None
            if kind == "note":
                self.doing.reindex(row["lead"])
        self.tally.added += remarks_in(rows) if kind == "remark" else Counter({kind: len(rows)})

    def _remove_facts(self, kind: str, found: Mapping[str, str]) -> None:
        for fact_id, lead_id in found.items():
            activities.remove_fact(self.tx, kind, fact_id)
            self.doing.touched[lead_id] = None
            if kind == "note":
                self.doing.reindex(lead_id)
        self.tally.removed += len(found)

    def _move_to_kept(self, ids: set[str]) -> None:
        """Have the facts of leads merged, or parted again, be of the lead that theirs is part of now."""
        people = sorted({*ids, *leads.kept_leads(self.tx, ids).values(), *self.kept.values()})
        told = bundle_rows.journal_rows(self.tx, people, FACTS)
        named = {e["operation"] for entries in told.values() for e in entries}
        first = first_leads(
            (e for entries in told.values() for e in entries), bundle_rows.operation_rows(self.tx, named)
        )
        kept = leads.kept_leads(self.tx, set(first.values()) | set(people))
        for lead_id in people:
            for kind, facts in list(activities.ids_of(self.tx, lead_id)):
                for fact_id in facts:
                    target = first.get(fact_id, lead_id)
                    target = kept.get(target, target)
                    if target != lead_id and leads.get_lead(self.tx, target) is not None:
                        activities.move_facts(self.tx, kind, [fact_id], target)
            self.doing.reindex(lead_id)
            self.doing.touched[lead_id] = None


def remarks_in(writings: Iterable[Row]) -> Counter[str]:
    """How many remarks these are writings of, and how many that were withdrawn: the newest writing of each tells."""
    newest = {w["first"]: w["kind"] for w in sorted(writings, key=lambda w: (w["at"], w["id"]))}
    return Counter("withdrawn" if kind == RemarkKind.WITHDRAWN else "remark" for kind in newest.values())


def _place(entry: Row) -> tuple[str, str, str, str]:
    return entry["operation"], entry["entity"], entry["entity_id"], entry["field"]


def _is_blanked(entry: Row) -> bool:
    return any(BLANK in (entry[side] or "") for side in ("before", "after"))


def _name(entry: Row) -> str:
    """The column of a lead, or the grid and criterion of an answer."""
    return str(entry["field"] if entry["entity"] == "lead" else entry["entity_id"])


def _seen(entity: str, before: str | None, now: str | None) -> bool:
    """Whether what stands is what somebody had before them who set it over there."""
    return as_seen(before, now) if entity == "answer" else covers(before or "", now or "")


def _loses(entity: str, said: str | None, holds: str | None) -> bool:
    """Whether something that was set is not in what holds."""
    return loses(said, holds) if entity == "answer" else not covers(said or "", holds or "")
