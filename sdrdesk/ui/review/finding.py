"""Finds the qualifications of a filter away from the window, with how many are read and how many stand out."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.review import ReviewFilter, ReviewRow, find_qualifications, review_rows
from sdrdesk.core.operations.workspace import Workspace

COUNTED = 3_000
"""Up to so many, what stands out is counted: of more, reading every verdict takes seconds and tells nothing new."""
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Found:
    """The qualifications, newest first; how many of them were read; how many stand out, by the name of the filter."""

    ids: list[str]
    read: int
    counts: dict[str, int] = field(default_factory=dict)


def find(workspace: Workspace, asked: ReviewFilter, progress: Callable[[int, int], bool]) -> Found:
    """Look for them; UserError `cancelled` when progress answers False."""
    wide = replace(asked, disagreement=None, missing_evidence=None, flags=None)
    ids = find_qualifications(workspace, wide)
    if len(ids) > COUNTED:
        ids = find_qualifications(workspace, asked)
        read = set(find_qualifications(workspace, ReviewFilter(reviewed=True)))
        return Found(ids, sum(i in read for i in ids))
    rows: list[ReviewRow] = []
    for start in range(0, len(ids), _AT_ONCE):
        if not progress(start, len(ids)):
            raise UserError("cancelled")
        rows += review_rows(workspace, ids[start : start + _AT_ONCE])
    order = {i: n for n, i in enumerate(ids)}
    rows.sort(key=lambda r: order[r.decision_id])
    counts = {
        "disagreement": sum(r.disagrees for r in rows),
        "missing_evidence": sum(bool(r.missing) for r in rows),
        "flags": sum(bool(r.flags) for r in rows),
    }
    fits = [
        r
        for r in rows
        if (not asked.disagreement or r.disagrees)
        and (not asked.missing_evidence or r.missing)
        and (not asked.flags or r.flags)
    ]
    return Found([r.decision_id for r in fits], sum(bool(r.remarks) for r in fits), counts)
