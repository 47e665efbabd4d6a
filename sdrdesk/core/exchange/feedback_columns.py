"""A list of what sales answered: which of its columns say who, what, when and why, and what its answers mean."""

import tomllib
from collections.abc import Sequence
from functools import cache

from sdrdesk.core.domain.feedback import SalesAnswer
from sdrdesk.core.exchange.columns import ColumnMap, header_key, map_headers
from sdrdesk.core.resources import resource_path

BESIDE = "feedback_"
ANSWER, REASON, AT, TIME = "feedback_answer", "feedback_reason", "feedback_at", "feedback_time"
MISSING, TEXT, BY = "feedback_missing", "feedback_text", "feedback_by"


@cache
def _table(name: str) -> dict[str, str]:
    table = tomllib.loads(resource_path("import", "feedback.toml").read_text(encoding="utf-8"))[name]
    return {header_key(alias): code for code, aliases in table.items() for alias in aliases}


def map_feedback_headers(header: Sequence[str]) -> ColumnMap:
    """Recognise each header: what says the answer first, then what says who it is, as in a file of leads."""
    known = _table("header")
    chosen = {n: f"{BESIDE}{known[header_key(name)]}" for n, name in enumerate(header) if header_key(name) in known}
    return map_headers(header, chosen)


def sales_answer(said: str) -> SalesAnswer | None:
    """The answer that a word of a person or a CRM stands for."""
    key = header_key(said)
    plain = {header_key(a.value.replace("_", " ")): a for a in SalesAnswer}
    found = _table("answer").get(key)
    return SalesAnswer(found) if found else plain.get(key)
