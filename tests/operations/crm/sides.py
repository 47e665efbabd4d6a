"""Two sides of a sync in a test: a workspace here, the small CRM there, and a run between them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sdrdesk.core.operations.crm import connections
from sdrdesk.core.operations.crm.run import Options
from sdrdesk.core.operations.crm.sync import Synced, sync
from sdrdesk.core.words import Words
from tests.crm_faults.client import PlainClient
from tests.crm_faults.plain_crm import PlainCrm
from tests.crm_faults.records import Record
from tests.support import Desk

WORDS = Words("en")


@dataclass
class Sides:
    """A desk and a CRM, connected."""

    desk: Desk
    crm: PlainCrm
    connection: str
    client_options: dict[str, Any] = field(default_factory=dict)

    def sync(self, *, full: bool = False) -> Synced:
        """One run, with a client of its own, as after a restart."""
        client = PlainClient(self.crm.url, self.crm.key, **self.client_options)
        try:
            return sync(self.desk.workspace, self.connection, client, WORDS, full=full, rest=self.rest)
        finally:
            client.close()

    def reconnect(self) -> None:
        """Disconnect and connect anew."""
        given = {"url": self.crm.url}
        connections.disconnect(self.desk.workspace, self.connection)
        self.connection = connections.connect(self.desk.workspace, "plain", "Plain anew", given)

    def rest(self, seconds: float) -> None:
        """Wait, by the clock of both sides."""
        self.desk.clock.at += timedelta(seconds=seconds)

    def until_quiet(self, most: int = 30) -> Synced:
        """Runs until nothing waits, the clock moved on to when there is more to do."""
        for _ in range(most):
            done = self.sync()
            if done.next_at is None and not done.figures.left_waiting and not done.why:
                return done
            if done.next_at is not None:
                self.desk.clock.at = max(self.desk.clock.at, done.next_at.astimezone(self.desk.clock.at.tzinfo))
        raise AssertionError(f"still not quiet: {done}")

    def contact(self, lead_id: str) -> Record:
        """The contact that bears a lead's id."""
        return self.crm.record("contacts", lead_id)

    @property
    def status(self) -> connections.Status:
        """How the connection stands."""
        return connections.status(self.desk.workspace, self.connection)


@contextmanager
def connected(
    desk: Desk, options: Options | None = None, crm: PlainCrm | None = None, **client: Any
) -> Iterator[Sides]:
    """A workspace connected to a small CRM on this machine."""
    there = crm or PlainCrm(clock=desk.clock)
    with there:
        given = {"url": there.url}
        connection = connections.connect(desk.workspace, "plain", "Plain", given, options=options)
        yield Sides(desk, there, connection, client)
