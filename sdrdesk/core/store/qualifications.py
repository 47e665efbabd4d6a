"""Answers, overrides and drafts: what was learnt of a lead on a grid."""

import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, exists, literal, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import IntegrityError

from sdrdesk.core.domain.answers import Answer
from sdrdesk.core.store.leads import in_batches
from sdrdesk.core.store.schema import answer, draft


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """What one criterion was answered, with the words that prove it; not `asked` with an override is possible."""

    criterion: str
    asked: bool
    value: Answer = None
    evidence: str = ""
    override_reason: str | None = None
    override_by: str | None = None
    override_at: datetime | None = None
    at: datetime | None = None
    who: str = ""

    def to_text(self) -> str:
        """As the journal keeps it."""
        return json.dumps(asdict(self), default=lambda at: at.astimezone(UTC).isoformat(), ensure_ascii=False)

    @classmethod
    def from_text(cls, said: str) -> "StoredAnswer":
        """Read back from the journal."""
        values = json.loads(said)
        for key in ("override_at", "at"):
            values[key] = datetime.fromisoformat(values[key]) if values[key] else None
        return cls(**values)

    @classmethod
    def of_row(cls, row: Row[Any]) -> "StoredAnswer":
        """Read from a row of the table, which also says of which lead and grid."""
        values = {k: v for k, v in row._mapping.items() if k not in ("lead", "grid")}
        values["value"] = json.loads(row.value) if row.value is not None else None
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is being typed about one lead on one grid version, not yet part of any act.

    `typed` has a text for each criterion and for each field of a form not confirmed (`check.CODE`, `stage.FIELD`).
    """

    lead: str
    grid: str
    grid_version: int
    notes: str
    typed: Mapping[str, str]
    saved_at: datetime

    @property
    def empty(self) -> bool:
        """Whether nothing is being typed."""
        return not self.notes and not any(self.typed.values())

    def to_text(self) -> str:
        """As the journal keeps it."""
        return json.dumps(asdict(self), default=lambda at: at.astimezone(UTC).isoformat(), ensure_ascii=False)

    @classmethod
    def from_text(cls, said: str) -> "Draft":
        """Read back from the journal."""
        values = json.loads(said)
        return cls(**{**values, "saved_at": datetime.fromisoformat(values["saved_at"])})


def answers_of(tx: Connection, ids: Collection[str], grid_id: str) -> dict[str, dict[str, StoredAnswer]]:
    """The answers of these leads on a grid, by criterion."""
    found: dict[str, dict[str, StoredAnswer]] = {}
    for batch in in_batches(ids):
        for r in tx.execute(select(answer).where(answer.c.lead.in_(batch), answer.c.grid == grid_id)):
            found.setdefault(r.lead, {})[r.criterion] = StoredAnswer.of_row(r)
    return found


def answered_grids(tx: Connection, lead_id: str) -> list[str]:
    """The grids on which something is known of a lead."""
    return list(tx.scalars(select(answer.c.grid).where(answer.c.lead == lead_id).distinct().order_by(answer.c.grid)))


def put_answer(tx: Connection, lead_id: str, grid_id: str, value: StoredAnswer) -> None:
    """Set one answer."""
    values = asdict(value) | {"value": None if value.value is None else json.dumps(value.value)}
    statement = insert(answer).values(lead=lead_id, grid=grid_id, **values)
    tx.execute(statement.on_conflict_do_update(index_elements=["lead", "grid", "criterion"], set_=values))


def carry_answers(tx: Connection, old_grid: str, new_grid: str, criteria: Collection[str]) -> int:
    """Have answers to one grid stand for these criteria of another too, where it has none yet; how many."""
    there = answer.alias()
    known = select(there.c.lead).where(
        there.c.lead == answer.c.lead, there.c.grid == new_grid, there.c.criterion == answer.c.criterion
    )
    columns = [literal(new_grid).label("grid") if c.name == "grid" else c for c in answer.c]
    found = select(*columns).where(answer.c.grid == old_grid, answer.c.criterion.in_(criteria), ~exists(known))
    return tx.execute(insert(answer).from_select([c.name for c in answer.c], found)).rowcount


def remove_answer(tx: Connection, lead_id: str, grid_id: str, criterion: str) -> None:
    """Make one criterion not asked again."""
    tx.execute(
        delete(answer).where(answer.c.lead == lead_id, answer.c.grid == grid_id, answer.c.criterion == criterion)
    )


_INSERT_DRAFT = insert(draft)
# Made once: a draft is saved each second of typing.
_PUT_DRAFT = _INSERT_DRAFT.on_conflict_do_update(
    index_elements=["lead"], set_={c.name: _INSERT_DRAFT.excluded[c.name] for c in draft.c if c.name != "lead"}
)


def save_draft(tx: Connection, value: Draft) -> None:
    """Keep what is being typed; an empty draft is removed, and one of a removed lead has nowhere to stand."""
    if value.empty:
        remove_draft(tx, value.lead)
        return
    values = asdict(value) | {"typed": json.dumps(dict(value.typed), ensure_ascii=False)}
    with suppress(IntegrityError):  # the lead is gone: asking first would cost as much as saving
        tx.execute(_PUT_DRAFT, values)


def get_draft(tx: Connection, lead_id: str) -> Draft | None:
    """What was being typed about a lead."""
    row = tx.execute(select(draft).where(draft.c.lead == lead_id)).first()
    return Draft(**{**row._mapping, "typed": json.loads(row.typed)}) if row else None


def remove_draft(tx: Connection, lead_id: str) -> None:
    """Forget what was being typed: it became part of an act."""
    tx.execute(delete(draft).where(draft.c.lead == lead_id))


def drafted_leads(tx: Connection) -> list[str]:
    """The leads something is being typed about, newest first."""
    return list(tx.scalars(select(draft.c.lead).order_by(draft.c.saved_at.desc())))
