"""An answer that both sides of a review set: words that only one of them knew stay beside the same value."""

from collections.abc import Sequence
from dataclasses import replace

from sdrdesk.core.operations.bundle_masking import covers, restored
from sdrdesk.core.store.bundle_rows import Row
from sdrdesk.core.store.qualifications import StoredAnswer


def together(entries: Sequence[Row], now: str | None = None) -> str | None:
    """What an answer is after these changes, in the order they were made on either side; as the journal keeps it.

    Who sets the same value anew takes no words away that they had not before them, and what was blanked out for them
    is whole again. `now` is what stands, where no change tells it.
    """
    said: StoredAnswer | None = None
    known = [answer] if (answer := _read(now)) else []
    for entry in entries:
        saw, after = _read(entry["before"]), _read(entry["after"])
        if after is not None:
            after = _whole(after, saw, known)
            if said is not None and (said.asked, said.value) == (after.asked, after.value):
                after = _with_words(after, saw, said)
            known.append(after)
        said = after
    return said.to_text() if said else None


def loses(said: str | None, holds: str | None) -> bool:
    """Whether an answer said something that is not in the one which holds."""
    one, two = _read(said), _read(holds)
    if one is None or two is None:
        return one is not two
    if (one.asked, one.value) != (two.asked, two.value):
        return True
    words = ((one.evidence, two.evidence), (one.override_reason or "", two.override_reason or ""))
    return any(given and not covers(given, there) for given, there in words)


def as_seen(before: str | None, now: str | None) -> bool:
    """Whether an answer is the one that stands, with or without parts of its words blanked out."""
    one, two = _read(before), _read(now)
    if one is None or two is None:
        return one is two
    unlike = replace(one, evidence=two.evidence, override_reason=two.override_reason) != two
    reasons = one.override_reason or "", two.override_reason or ""
    return not unlike and covers(one.evidence, two.evidence) and covers(*reasons)


def _read(text: str | None) -> StoredAnswer | None:
    return StoredAnswer.from_text(text) if text is not None else None


def _whole(after: StoredAnswer, saw: StoredAnswer | None, known: Sequence[StoredAnswer]) -> StoredAnswer:
    """An answer with its words as they were before they were blanked out."""
    if saw is None:
        return after
    evidence = restored(after.evidence, saw.evidence, [a.evidence for a in reversed(known)])
    if after.override_reason is None or saw.override_reason is None:
        return replace(after, evidence=evidence)
    reasons = [a.override_reason or "" for a in reversed(known)]
    return replace(
        after, evidence=evidence, override_reason=restored(after.override_reason, saw.override_reason, reasons)
    )


def _with_words(after: StoredAnswer, saw: StoredAnswer | None, said: StoredAnswer) -> StoredAnswer:
    """An answer with the words of the one before it that it has none for, unless whoever gave it took them away."""
    if not after.evidence and not (saw and covers(saw.evidence, said.evidence)):
        after = replace(after, evidence=said.evidence)
    if after.override_reason is None and not (saw and covers(saw.override_reason or "", said.override_reason or "")):
        after = replace(
            after,
            override_reason=said.override_reason,
            override_by=said.override_by,
            override_at=said.override_at,
        )
    return after
