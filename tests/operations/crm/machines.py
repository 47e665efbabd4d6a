"""Machines that sync with one CRM in a test: each can be killed at any request or transaction, and opened again.

What one run may and may not do over the network is checked here, after each run, from what the CRM received.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import event

from sdrdesk.core.operations.crm import connections
from sdrdesk.core.operations.crm.run import Options
from sdrdesk.core.operations.crm.sync import Synced, sync
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store.database import Store, Tx
from sdrdesk.core.words import Words
from tests.crm_faults.client import PlainClient
from tests.crm_faults.plain_crm import PlainCrm, Request
from tests.operations.queue_reference import rows_of
from tests.support import Clock, desk_at

WORDS = Words("en")


class Killed(BaseException):
    """The process ends here and now: what it had not committed is gone, and nothing more is done."""


@dataclass
class Fate:
    """Counts the requests and transactions of one run; at one of them the process ends, or somebody else acts.

    `writing`: it counts from the first request that changes something.
    """

    dies_at: int | None = None
    acts_at: int | None = None
    act: Callable[[str, str], None] = lambda _method, _path: None
    writing: bool = False
    n: int = 0
    dead: bool = False
    wrote: bool = False

    def step(self) -> None:
        """Something is about to be done, or was."""
        self.n += self.wrote or not self.writing
        if self.dead or self.n == self.dies_at:
            self.dead = True
            raise Killed

    def request(self, method: str, path: str) -> None:
        """A request is about to be sent: outside any transaction, so others can write."""
        self.wrote |= method != "GET"
        self.step()
        if self.acts_at is not None and self.n >= self.acts_at:
            act, self.acts_at = self.act, None
            act(method, path)


class MortalStore(Store):
    """A store whose process may end before a transaction, before its commit, or after it."""

    fate = Fate()

    @contextmanager
    def write(self, *, lasting: bool = True) -> Iterator[Tx]:
        self.fate.step()
        with super().write(lasting=lasting) as tx:
            yield tx
            self.fate.step()
        self.fate.step()


class MortalClient(PlainClient):
    """A client whose process may end before a request or after its answer."""

    def __init__(self, seat: "Machine", key: str, **options: Any) -> None:
        super().__init__(seat.crm.url, key, patience=0.2, **options)
        call = self._http.call

        def mortal(method: str, path: str, **also: Any) -> Any:
            seat.store.fate.request(method, path)
            answer = call(method, path, **also)
            seat.store.fate.step()
            return answer

        self._http.call = mortal  # type: ignore[method-assign]


def _hurried(driver: Any, _entry: object) -> None:
    """Wait for no disk: only processes end here, never the machine."""
    driver.execute("PRAGMA synchronous = OFF")


class Ids:
    """Ids that are the same in every run of a test, and rise."""

    def __init__(self, seed: int) -> None:
        self._random, self._n = Random(seed), 0

    def __call__(self) -> str:
        self._n += 1
        return f"{self._n:08x}-0000-7000-8000-{self._random.getrandbits(48):012x}"


@dataclass
class Machine:
    """One workspace with its own clock, connected to the CRM."""

    name: str
    path: Path
    world: Clock
    crm: PlainCrm
    traits: dict[str, Any]
    key: str
    ahead: timedelta = timedelta()
    connection: str = ""
    quiet_until: datetime | None = None
    stopped: bool = False
    _workspace: Workspace | None = None
    _client: MortalClient | None = None
    _ids: Ids | None = None

    @property
    def me(self) -> Workspace:
        """The workspace, open."""
        if self._workspace is None:
            self._ids = self._ids or Ids(hash(len(self.name)))
            desk = desk_at(self.path, who=self.name)
            found = desk.workspace
            found.clock = self.now
            found.new_id = self._ids  # type: ignore[assignment]
            found.store.close()
            found.store = MortalStore(found.store.path, found.store._engine)
            event.listen(found.store._engine, "connect", _hurried)
            found.store.fate = Fate()
            self._workspace = found
        return self._workspace

    @property
    def store(self) -> MortalStore:
        assert isinstance(self.me.store, MortalStore)
        return self.me.store

    def now(self) -> datetime:
        """What this machine's own clock shows, which may be wrong."""
        return self.world.at + self.ahead

    def connect(self, options: Options) -> None:
        self.connection = connections.connect(self.me, "plain", "Plain", {"url": self.crm.url}, options=options)

    def read(self, sql: str) -> list[dict[str, Any]]:
        with self.me.store.read() as tx:
            return [dict(row) for row in rows_of(tx, sql)]

    def let_go(self) -> None:
        """End the process, in whatever state it is."""
        if self._client is not None:
            self._client.close()
        if self._workspace is not None:
            self._workspace.store.close()
        self._workspace = self._client = None

    def resume(self, key: str = "") -> None:
        """A person has looked at it, or given another key."""
        if key and key != self.key:
            self.key = key
            if self._client is not None:
                self._client.close()
            self._client = None
        connections.resume(self.me, self.connection)
        self.stopped, self.quiet_until = False, None

    def sync(self, *, full: bool = False, fate: Fate | None = None) -> Synced | None:
        """One run; None where it was killed, and the workspace opened anew and found sound."""
        if self._client is None:
            self._client = MortalClient(self, self.key, **self.traits)
        before = len(self.crm.requests)
        leads = {r["id"] for r in self.read("SELECT id FROM lead")}
        self.store.fate = fate or Fate()
        try:
            done = sync(self.me, self.connection, self._client, WORDS, full=full, rest=self._rest)
        except Killed:
            done = None
        finally:
            self.store.fate = Fate()
        if done is None:
            self.let_go()
            assert self.me.store.faults() == []
        assert leads <= {r["id"] for r in self.read("SELECT id FROM lead")}, "a run removed a lead here"
        self._behaved(self.crm.requests[before:], killed=done is None)
        return done

    def _rest(self, seconds: float) -> None:
        self.world.at += timedelta(seconds=seconds)

    def _behaved(self, sent: list[Request], *, killed: bool) -> None:
        """Asked to wait or not let in, a run asks nothing more before it may; nor does the next one."""
        if sent:
            assert not self.stopped, "asked again with a key that was refused, or where a redirect stood"
            assert self.quiet_until is None or self.now() >= self.quiet_until, "asked before it was told to"
            self.quiet_until = None
        until = None
        for request in sent:
            assert until is None or request.at >= until, "asked on before it was told to"
            until = request.wait_until
        stops = [n for n, r in enumerate(sent) if r.status in (401, 308)]
        assert all(n == len(sent) - 1 for n in stops), "asked on after it was told to stop"
        if not killed:
            self.stopped |= bool(stops)
            self.quiet_until = self.now() + (until - self.world.at) if until else self.quiet_until


@dataclass
class World:
    """One CRM, two machines, the right time; closed at the end."""

    clock: Clock
    crm: PlainCrm
    machines: list[Machine] = field(default_factory=list)

    def close(self) -> None:
        for machine in self.machines:
            machine.let_go()
        with suppress(ConnectionError):
            self.crm.__exit__(None, None, None)
        for machine in self.machines:
            for suffix in ("", "-wal", "-shm"):
                Path(f"{machine.path}{suffix}").unlink(missing_ok=True)


def new_world(
    template: Path, stem: Path, at: datetime, seed: int, *, unique: bool, lag: float, by_time: bool, batch: int,
    options: Options,
) -> World:  # fmt: skip
    """Two machines that know nothing yet, connected to an empty CRM."""
    clock = Clock(at)
    crm = PlainCrm(seed, clock, search_lag=lag, unique_external_ids=unique, no_modified=not by_time)
    crm.__enter__()
    world = World(clock, crm)
    traits = {"batch": batch, "lag": lag, "by_time": by_time}
    for name in ("Alix", "Bobby"):
        path = Path(shutil.copy(template, f"{stem}-{name}.sdrdesk"))
        world.machines.append(Machine(name, path, clock, crm, traits, crm.key))
        world.machines[-1].connect(options)
    return world
