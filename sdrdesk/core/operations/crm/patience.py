"""A CRM asked with patience: told to come back in a moment, a run waits that moment rather than begin anew.

A run that gave up at each limit would read the same pages again and come no further than the limit lets it.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from sdrdesk.core.crm.client import (
    CrmClient,
    CrmTrouble,
    Kind,
    Misdirected,
    Page,
    Record,
    RemoteField,
    Transient,
    Unauthorised,
    Write,
    Written,
)

Answer = TypeVar("Answer")

LONGEST_REST = 60.0
"""Seconds: who asks for more is left alone until another run."""
MOST_RESTS = 5
"""How often one request may be put off in a row."""


class Patient:
    """A CrmClient that asks another one, and again after a rest where that is safe: what was put off was not done."""

    def __init__(self, client: CrmClient, rest: Callable[[float], None]) -> None:
        self._client, self._rest = client, rest
        self.primary, self.traits, self.merges, self.map = client.primary, client.traits, client.merges, client.map

    def account(self) -> str:
        """As CrmClient."""
        return self._asked(self._client.account)

    def fields(self, kind: Kind) -> Sequence[RemoteField]:
        """As CrmClient."""
        return self._asked(lambda: self._client.fields(kind))

    def write(self, kind: Kind, writes: Sequence[Write]) -> Sequence[Written | CrmTrouble]:
        """As CrmClient; of several records, those that were put off are written again, and no others."""
        answers = list(self._asked(lambda: self._client.write(kind, writes)))
        for _rest in range(MOST_RESTS):
            waits = {place: wait for place, answer in enumerate(answers) if (wait := _put_off(answer)) is not None}
            if not waits:
                break
            self._rest(max(waits.values()))
            left = [writes[place] for place in waits]
            try:
                again = self._client.write(kind, left)
            except (Unauthorised, Misdirected):
                raise
            except CrmTrouble as trouble:
                again = [trouble] * len(left)
            for place, answer in zip(waits, again, strict=True):
                answers[place] = answer
        return answers

    def find(self, kind: Kind, wanted: Sequence[Write]) -> Mapping[str, Sequence[str]]:
        """As CrmClient."""
        return self._asked(lambda: self._client.find(kind, wanted))

    def read(self, kind: Kind, ids: Sequence[str]) -> Mapping[str, Record | CrmTrouble]:
        """As CrmClient."""
        return self._asked(lambda: self._client.read(kind, ids))

    def changed(self, kind: Kind, cursor: str) -> Page:
        """As CrmClient."""
        return self._asked(lambda: self._client.changed(kind, cursor))

    def delete(self, kind: Kind, id: str) -> None:
        """As CrmClient."""
        self._asked(lambda: self._client.delete(kind, id))

    def merge(self, kind: Kind, kept: str, gone: str) -> None:
        """As CrmClient."""
        self._asked(lambda: self._client.merge(kind, kept, gone))

    def close(self) -> None:
        """As CrmClient."""
        self._client.close()

    def _asked(self, ask: Callable[[], Answer]) -> Answer:
        for _rest in range(MOST_RESTS):
            try:
                return ask()
            except Transient as trouble:
                wait = _put_off(trouble)
                if wait is None:
                    raise
                self._rest(wait)
        return ask()


def _put_off(answer: object) -> float | None:
    """The seconds after which a request that was surely not done may be made again in the same run."""
    if not isinstance(answer, Transient) or answer.unsure or answer.after is None or answer.after > LONGEST_REST:
        return None
    return max(1.0, answer.after)


def resting(go_on: Callable[[], bool]) -> Callable[[float], None]:
    """Waits that end within a second of a person's saying so."""

    def rest(seconds: float) -> None:
        ends = threading.Event()
        while seconds > 0 and go_on():
            ends.wait(min(1.0, seconds))
            seconds -= 1.0

    return rest
