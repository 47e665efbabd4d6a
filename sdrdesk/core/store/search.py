"""Finding leads by what is typed: words by the full-text index, numbers and beginnings of names by their own."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, or_, select, text

from sdrdesk.core.domain.answers import folded
from sdrdesk.core.store.schema import lead, lead_key

MOST_HITS = 300
"""Hits of the full-text index that are put in order of name: more come as they were imported."""
LAST_LETTER = "\U0010ffff"
# Read row by row by the driver: put together and carried out by SQLAlchemy each would take ten times as long.
BY_NUMBER = """
    SELECT one.lead FROM json_each(?) AS asked CROSS JOIN lead_key AS one
    WHERE one.key >= asked.value AND one.key < asked.value || ?
"""
BY_NAME = "SELECT id FROM lead WHERE sort_name >= ? AND sort_name < ? ORDER BY sort_name, id"
BY_WORDS = """
    SELECT id FROM lead WHERE seq IN (SELECT rowid FROM lead_search WHERE lead_search MATCH ? LIMIT ?)
    ORDER BY sort_name, id
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is searched for: the words as typed, and how the number begins that they may be (E.164, or as given)."""

    words: str = ""
    numbers: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether something is searched for."""
        return bool(self.words.strip())

    @property
    def can_be_found(self) -> bool:
        """Whether there is a letter or a digit in it."""
        return bool(self.query)

    @property
    def query(self) -> str:
        """The full-text query; the parts of a number must follow each other."""
        query = fts_query(self.words)
        return query.replace('"* "', " ") if self.numbers else query


def fts_query(words: str) -> str:
    """A full-text query in which every word is a prefix; "" when there is no word in it."""
    cleaned = "".join(c if c.isalnum() else " " for c in words)
    return " ".join(f'"{word}"*' for word in cleaned.split())


def holds(asked: Asked) -> ColumnElement[bool]:
    """Whether a lead fits what is searched for."""
    by_words = lead.c.seq.in_(
        text("SELECT rowid FROM lead_search WHERE lead_search MATCH :words").bindparams(words=asked.query)
    )
    if not asked.numbers:
        return by_words
    keys = or_(*(_between(lead_key.c.key, f"p:{n}") for n in asked.numbers))
    return or_(by_words, lead.c.id.in_(select(lead_key.c.lead).where(keys)))


def first_found(tx: Connection, asked: Asked, limit: int) -> list[str]:
    """The first leads found as somebody types, in a few milliseconds whatever their number.

    Those with the number, those whose name begins so, then others: each in the order of their names, as far as there
    are few enough of them.
    """
    found: dict[str, None] = {}
    if not asked.can_be_found:
        return []
    driver = tx.connection.driver_connection
    assert driver is not None
    if asked.numbers:
        keys = json.dumps([f"p:{number}" for number in asked.numbers])
        _add(found, driver.execute(BY_NUMBER, (keys, LAST_LETTER)), limit)
    if len(found) < limit:
        name = folded(asked.words)
        _add(found, driver.execute(BY_NAME, (name, name + LAST_LETTER)), limit)
    if len(found) < limit:
        _add(found, driver.execute(BY_WORDS, (asked.query, MOST_HITS)), limit)
    return list(found)


def _between(column: ColumnElement[str], beginning: str) -> ColumnElement[bool]:
    """Whether a text begins so, as a range of its index."""
    return (column >= beginning) & (column < beginning + LAST_LETTER)


def _add(found: dict[str, None], rows: Iterable[tuple[str]], limit: int) -> None:
    for row in rows:
        found[row[0]] = None
        if len(found) == limit:
            return
