"""What a review reads: decisions by what they were, their remarks, and the answers as they stood at each."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, func, or_, select

from sdrdesk.core.store.activities import StoredDecision, StoredRemark
from sdrdesk.core.store.leads import in_batches
from sdrdesk.core.store.qualifications import StoredAnswer
from sdrdesk.core.store.schema import answer, decision, journal, lead, operation, remark


@dataclass(frozen=True, slots=True)
class DecisionCut:
    """Which decisions are asked for; what is empty asks nothing. `grids` are (id, version or None for any)."""

    who: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    decisions: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    grids: tuple[tuple[str, int | None], ...] = ()
    campaign: str = ""


def cut_decisions(tx: Connection, cut: DecisionCut) -> list[str]:
    """The ids of the decisions that fit, newest first; `since` is within, `until` is not."""
    c = decision.c
    query = select(c.id).order_by(c.at.desc(), c.id.desc())
    for column, values in ((c.who, cut.who), (c.decision, cut.decisions), (c.route, cut.routes)):
        query = query.where(column.in_(values)) if values else query
    query = query.where(c.at >= cut.since) if cut.since else query
    query = query.where(c.at < cut.until) if cut.until else query
    if cut.grids:
        of = [and_(c.grid == g, c.grid_version == v) if v is not None else c.grid == g for g, v in cut.grids]
        query = query.where(or_(*of))
    if cut.campaign:
        query = query.join(lead, lead.c.id == c.lead).where(lead.c.campaign == cut.campaign)
    return list(tx.scalars(query))


def get_decisions(tx: Connection, ids: Collection[str]) -> dict[str, StoredDecision]:
    """These decisions by id, in the order asked; those that are gone are left out."""
    found: dict[str, StoredDecision] = {}
    for batch in in_batches(ids):
        for row in tx.execute(select(decision).where(decision.c.id.in_(batch))):
            found[row.id] = StoredDecision(**row._mapping)
    return {i: found[i] for i in ids if i in found}


def decisions_ever(tx: Connection, ids: Collection[str]) -> set[str]:
    """Of these decisions those that stand or were taken back; of one whose lead was erased nothing is known."""
    found = set(get_decisions(tx, ids))
    left = [i for i in ids if i not in found]
    for batch in in_batches(left):  # few: no index leads from a fact into the journal
        query = select(journal.c.entity_id).where(journal.c.entity_id.in_(batch), journal.c.entity == "decision")
        found |= set(tx.scalars(query))
    return found


def remarks_on(tx: Connection, decisions: Collection[str]) -> dict[str, list[StoredRemark]]:
    """Every writing of the remarks on these decisions, oldest first, whichever lead they are kept with.

    A merge of leads that was taken back leaves what was said since with one, and gives the decision back to the other.
    """
    found: dict[str, list[StoredRemark]] = {}
    of = func.substr(remark.c.about_id, 1, func.instr(remark.c.about_id.concat("/"), "/") - 1)
    for batch in in_batches(decisions):
        for row in tx.execute(select(remark).where(of.in_(batch)).order_by(remark.c.at, remark.c.id)):
            found.setdefault(row.about_id.partition("/")[0], []).append(StoredRemark(**row._mapping))
    return found


def reviewed_decisions(tx: Connection) -> dict[str, str]:
    """Every decision that a remark was ever made on, with the lead that the remark is kept with."""
    found = tx.execute(select(remark.c.about_id, remark.c.lead).distinct())
    return {row.about_id.partition("/")[0]: row.lead for row in found}


def get_remark(tx: Connection, remark_id: str) -> StoredRemark | None:
    """One writing of a remark."""
    row = tx.execute(select(remark).where(remark.c.id == remark_id)).first()
    return StoredRemark(**row._mapping) if row else None


def writings_of(tx: Connection, first: str) -> list[StoredRemark]:
    """Every writing of one remark, oldest first."""
    query = select(remark).where(remark.c.first == first).order_by(remark.c.at, remark.c.id)
    return [StoredRemark(**row._mapping) for row in tx.execute(query)]


def remarks_of(tx: Connection, lead_id: str) -> list[StoredRemark]:
    """Every writing of every remark kept with a lead, oldest first."""
    query = select(remark).where(remark.c.lead == lead_id).order_by(remark.c.at, remark.c.id)
    return [StoredRemark(**row._mapping) for row in tx.execute(query)]


def remark_ids_with_prefix(tx: Connection, prefix: str) -> list[str]:
    """The first two writings whose ids begin with a text."""
    condition = remark.c.id.between(prefix, prefix + "\U0010ffff")
    return list(tx.scalars(select(remark.c.id).where(condition).order_by(remark.c.id).limit(2)))


def decision_ids_with_prefix(tx: Connection, prefix: str) -> list[str]:
    """The first two decisions whose ids begin with a text."""
    condition = decision.c.id.between(prefix, prefix + "\U0010ffff")
    return list(tx.scalars(select(decision.c.id).where(condition).order_by(decision.c.id).limit(2)))


def count_decisions(tx: Connection) -> int:
    """How many decisions there are."""
    return int(tx.scalar(select(func.count()).select_from(decision)) or 0)


def answers_at(tx: Connection, decisions: Sequence[StoredDecision]) -> dict[str, dict[str, StoredAnswer]]:
    """The answers on each decision's own grid as they stood when it was taken, by decision and criterion.

    An answer changed since is what the first change after the decision replaced; the journal keeps it. Of one that
    somebody elsewhere had changed before, unknown here until a bundle brought it, it is the last that was known here.
    """
    now: dict[tuple[str, str], dict[str, StoredAnswer]] = {}
    changes: dict[tuple[str, str], list[tuple[tuple[datetime, str], str, str | None]]] = {}
    grids = {d.grid for d in decisions}
    for batch in in_batches(dict.fromkeys(d.lead for d in decisions)):
        for row in tx.execute(select(answer).where(answer.c.lead.in_(batch), answer.c.grid.in_(grids))):
            now.setdefault((row.lead, row.grid), {})[row.criterion] = StoredAnswer.of_row(row)
        c = journal.c
        query = (
            select(c.lead, c.entity_id, c.before, operation.c.at, operation.c.id)
            .join(operation, operation.c.id == c.operation)
            .where(c.lead.in_(batch), c.entity == "answer")
            .order_by(operation.c.at, operation.c.id, c.seq)
        )
        for row in tx.execute(query):
            grid_id, _, criterion = row.entity_id.partition("/")
            changes.setdefault((row.lead, grid_id), []).append(((row.at, row.id), criterion, row.before))
    return {d.id: _as_of(d, now.get((d.lead, d.grid), {}), changes.get((d.lead, d.grid), [])) for d in decisions}


def _as_of(
    taken: StoredDecision,
    now: Mapping[str, StoredAnswer],
    changes: Sequence[tuple[tuple[datetime, str], str, str | None]],
) -> dict[str, StoredAnswer]:
    then: dict[str, StoredAnswer | None] = dict(now)
    since: set[str] = set()
    before: dict[str, list[StoredAnswer | None]] = {}
    for stamp, criterion, text in changes:
        said = StoredAnswer.from_text(text) if text else None
        if stamp <= (taken.at, taken.operation):
            before.setdefault(criterion, []).append(said)
        elif criterion not in since:
            since.add(criterion)
            then[criterion] = said
    known = json.loads(taken.facts).get("answers")
    for criterion in then if known is not None else ():
        stood = [*before.get(criterion, ()), then[criterion]]
        as_known = (s for s in reversed(stood) if (s.value if s else None) == known.get(criterion))
        then[criterion] = next(as_known, then[criterion])
    return {criterion: said for criterion, said in then.items() if said is not None}


def answers_now(tx: Connection, lead_id: str, grid_id: str) -> dict[str, StoredAnswer]:
    """The answers of one lead on one grid, by criterion."""
    query = select(answer).where(answer.c.lead == lead_id, answer.c.grid == grid_id)
    return {row.criterion: StoredAnswer.of_row(row) for row in tx.execute(query)}


def who_decided(tx: Connection) -> list[str]:
    """Whose decisions there are, by name."""
    return list(tx.scalars(select(decision.c.who).distinct().order_by(decision.c.who)))
