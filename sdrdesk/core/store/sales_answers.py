"""What sales answered, read as outcomes; and what was written in the same acts, which nobody knew before."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from sdrdesk.core.store.activities import Feedback
from sdrdesk.core.store.leads import in_batches
from sdrdesk.core.store.schema import feedback, journal


def all_feedback(tx: Connection) -> list[Feedback]:
    """Every answer of sales, oldest first."""
    return [Feedback(**row._mapping) for row in tx.execute(select(feedback).order_by(feedback.c.at, feedback.c.id))]


def written_with(tx: Connection, operations: Collection[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The columns of leads, and the answers as "grid/criterion", that these operations changed."""
    columns: set[str] = set()
    answers: set[str] = set()
    c = journal.c
    for batch in in_batches(operations):
        query = select(c.entity, c.entity_id, c.field).where(c.operation.in_(batch), c.entity.in_(("lead", "answer")))
        for row in tx.execute(query):
            if row.entity == "answer":
                answers.add(row.entity_id)
            elif row.field:
                columns.add(row.field)
    return frozenset(columns), frozenset(answers)
