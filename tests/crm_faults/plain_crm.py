"""Plain CRM: a small but true CRM over HTTP on this machine, which goes wrong when, and as, it is told to.

    with PlainCrm(seed=1, clock=clock) as crm:
        crm.fault("reset_after_commit", on=("POST", "contacts"))
        …                                   # the engine under test, at crm.url with crm.key
        assert not crm.lost("contacts", keys) and not crm.duplicates("contacts")

It keeps every request that reached it, so that a test can prove what was sent, when, and what came of it. Its clock is
the one it is given and moves only when that one does; whatever is left to chance follows from `seed`.
"""

import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from math import ceil
from types import TracebackType
from typing import Self

from tests.crm_faults.api import Answer, Api, Call, Sending, error
from tests.crm_faults.faults import FAULTS, Fault, order, packed_spaces, too_many
from tests.crm_faults.records import KINDS, Record, Records
from tests.crm_faults.wire import HttpServer
from tests.support import Clock

WHOLE_ENOUGH = 2000
"""Bytes of an answer that are kept with its request."""


@dataclass(frozen=True)
class Request:
    """One request that arrived, and what came of it.

    `at` is the test's clock. `external_ids` are those of its body or its question, `committed` the ids of the records
    it made, changed or took away, `status` None where no answer was given, `faults` what struck it. `wait_until` is
    when it was told to come back. `insists`: it showed a key that had been answered 401 before.
    """

    number: int
    at: datetime
    method: str
    path: str
    kind: str
    action: str
    external_ids: tuple[str, ...]
    fields: tuple[Mapping[str, object], ...]
    insists: bool
    committed: tuple[str, ...]
    status: int | None
    answered: str
    faults: tuple[str, ...]
    wait_until: datetime | None


@dataclass
class Elsewhere:
    """Another host, where nothing may be sent; `requests` are the calls it got, with key and body as they came."""

    server: HttpServer
    requests: list[tuple[str, str, str | None, bytes]]

    @property
    def url(self) -> str:
        """Its address: another name and another port than the CRM's."""
        return f"http://localhost:{self.server.port}"

    @property
    def connections(self) -> int:
        """How often anybody has come here, whatever they said."""
        return self.server.connections


class PlainCrm:
    """The CRM and its server, running inside a `with`.

    `search_lag`: seconds during which a search by external id does not find a new record. `no_modified`: it tells
    nobody when a record was modified, and ignores the question. `unique_external_ids` False: it takes one twice.
    `limit`: how many requests it takes in how many seconds of the clock; it answers 429 to any more.
    """

    def __init__(
        self,
        seed: int = 1,
        clock: Callable[[], datetime] | None = None,
        *,
        search_lag: float = 0.0,
        no_modified: bool = False,
        unique_external_ids: bool = True,
        limit: tuple[int, int] | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.seed = seed
        self.clock = clock or Clock()
        self.skew = timedelta()
        self.key = f"plain-key-{seed}-1"
        self.held = Records(self.server_time, search_lag, unique_external_ids)
        self.api = Api(self.held, no_modified)
        self.requests: list[Request] = []
        self.server = HttpServer(self._respond, self.server_time, tls)
        self.limit = limit
        self._since, self._taken = self.clock(), 0
        self._expired = False
        self._refused_keys: set[str | None] = set()
        self._keys = 1
        self._faults: list[Fault] = []
        self._ordered = 0
        self._elsewhere_started = False
        self._lock = threading.RLock()

    def __enter__(self) -> Self:
        self.server.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._elsewhere_started:
            self.elsewhere.server.stop()
        self.server.stop()

    @property
    def url(self) -> str:
        """Where it answers, without a slash at the end."""
        return f"{'https' if self.server.tls else 'http'}://127.0.0.1:{self.server.port}"

    @cached_property
    def elsewhere(self) -> Elsewhere:
        """The other host that redirects lead to; it listens from the first time it is named."""
        requests: list[tuple[str, str, str | None, bytes]] = []

        def welcome(call: Call) -> Answer:
            requests.append((call.method, call.target, call.headers.get("authorization"), call.body))
            return Answer(200, b'{"data": []}')

        self._elsewhere_started = True
        server = HttpServer(welcome, self.server_time)
        server.start()
        return Elsewhere(server, requests)

    # What a test makes happen

    def fault(
        self,
        name: str,
        on: tuple[str | None, ...] = (),
        *,
        nth: int = 1,
        times: int | None = 0,
        probability: float | None = None,
        **options: object,
    ) -> Fault:
        """Have requests go wrong: the n-th that fits `on` (method, kind, action; None fits all) and those after it.

        `times`: how many; None without an end; left out, once, or without an end for what is at random or stands until
        it is mended. `probability`: each with that chance. Where several faults could answer, the first ordered does.
        """
        with self._lock:
            self._ordered += 1
            chance = f"{self.seed}/{self._ordered}/{name}"
            made = order(name, on, nth, times, probability, chance, **options)
            if name == "schema_changed":
                kinds = [on[1]] if len(on) > 1 and on[1] else KINDS
                self.api.hidden |= {(kind, str(options["field"])) for kind in kinds}
            if name == "gzip_bomb":
                packed_spaces(
                    megabytes=options.get("megabytes", 100)
                )  # made now: the answer shall not be late because of it
            if name == "redirect":
                _ = self.elsewhere
            self._faults.append(made)
        return made

    def mend(self, name: str | None = None) -> None:
        """End the faults of that name, or all of them; an expired key stays so until `renew_key`."""
        with self._lock:
            assert name is None or name in FAULTS
            self._faults = [fault for fault in self._faults if name not in (None, fault.name)]
            if name in (None, "clock_skew"):
                self.skew = timedelta()
            if name in (None, "schema_changed"):
                self.api.hidden.clear()

    def expire_key(self) -> None:
        """From now on the key is not accepted."""
        self._expired = True

    def renew_key(self) -> str:
        """Issue another key; the old one is never accepted again."""
        with self._lock:
            self._keys += 1
            self.key, self._expired = f"plain-key-{self.seed}-{self._keys}", False
        return self.key

    def enter(
        self, kind: str, fields: Mapping[str, object], external_id: str = "", links: Mapping[str, str] | None = None
    ) -> Record:
        """Have a colleague make a record."""
        with self._lock:
            return self.held.enter(kind, fields, external_id, links)

    def change(self, kind: str, id: str, **fields: object) -> Record:
        """Have a colleague change a record."""
        with self._lock:
            return self.held.change(kind, id, fields)

    def delete(self, kind: str, id: str) -> None:
        """Have a colleague delete a record."""
        with self._lock:
            self.held.delete(kind, id)

    def merge(self, kind: str, id: str, into: str) -> None:
        """Have a colleague make one record of two."""
        with self._lock:
            self.held.merge(kind, id, into)

    # What a test asks

    def server_time(self) -> datetime:
        """What the server's own clock shows."""
        return self.clock().astimezone(UTC) + self.skew

    def lets_in(self, call: Call) -> bool:
        """Whether a request has the key of the day."""
        return not self._expired and call.headers.get("authorization") == f"Bearer {self.key}"

    def records(self, kind: str) -> list[Record]:
        """Every record that is neither deleted nor merged away, in the order they were made."""
        with self._lock:
            return self.held.live(kind)

    def record(self, kind: str, external_id: str) -> Record:
        """The one live record that bears an external id."""
        (found,) = [record for record in self.records(kind) if record.external_id == external_id]
        return found

    def lost(self, kind: str, external_ids: Iterable[str]) -> set[str]:
        """Those that no live record bears."""
        return set(external_ids) - {record.external_id for record in self.records(kind)}

    def duplicates(self, kind: str) -> dict[str, int]:
        """The external ids that more than one live record bears, with how many."""
        borne = Counter(record.external_id for record in self.records(kind) if record.external_id)
        return {key: count for key, count in borne.items() if count > 1}

    @property
    def too_early(self) -> list[Request]:
        """The requests that came although the server had asked to be left alone until later."""
        early, until = [], None
        for request in self.requests:
            if until is not None and request.at < until:
                early.append(request)
            until = max(filter(None, (until, request.wait_until)), default=None)
        return early

    @property
    def insistent(self) -> list[Request]:
        """The requests with a key that had been answered 401 already: real servers lock the account for these."""
        return [request for request in self.requests if request.insists]

    # How it answers

    def _respond(self, call: Call) -> Answer:
        with self._lock:
            at = self.clock()
            striking = self._striking(call)
        if not any(fault.kind.unread for fault in striking):
            _ = call.body  # always read, or the next request would begin with it; not in the lock: it takes its time
        with self._lock:
            answer = None
            over = self._over_the_limit(at)
            for fault in [] if over else striking:  # what changes the CRM first, then the one that answers
                answer = fault.strike(self, call, lambda: self._answer(call))
            answer = over or answer or self._answer(call)
            self._keep(call, at, answer, tuple(fault.name for fault in striking))
        return answer

    def _striking(self, call: Call) -> list[Fault]:
        conditions: list[Fault] = []
        answers: list[Fault] = []
        for fault in self._faults:
            if fault.concerns(self, call) and (fault.kind.condition or not answers) and fault.strikes():
                (conditions if fault.kind.condition else answers).append(fault)
        return conditions + answers

    def _over_the_limit(self, at: datetime) -> Answer | None:
        if self.limit is None:
            return None
        most, seconds = self.limit
        if at >= self._since + timedelta(seconds=seconds):
            self._since, self._taken = at, 0
        self._taken += 1
        left = (self._since + timedelta(seconds=seconds) - at).total_seconds()
        return too_many(ceil(left)) if self._taken > most else None

    def _answer(self, call: Call) -> Answer:
        if not self.lets_in(call):
            shown = call.headers.get("authorization", "").removeprefix("Bearer ")
            return error(401, "unauthorised", f"The key {shown} is not accepted")
        return self.api.answer(call)

    def _keep(self, call: Call, at: datetime, answer: Answer, struck: tuple[str, ...]) -> None:
        asked = call.query.get("external_id", []) if call.action == "find" else []
        items = call.items if call.was_read else []
        written = [str(item["external_id"]) for item in items if item.get("external_id")]
        silent = answer.sending in (Sending.RESET, Sending.NEVER)
        key = call.headers.get("authorization")
        insists = key in self._refused_keys
        if answer.status == 401:
            self._refused_keys.add(key)
        self.requests.append(
            Request(
                number=len(self.requests) + 1,
                at=at,
                method=call.method,
                path=call.target,
                kind=call.kind,
                action=call.action,
                external_ids=tuple(written or asked),
                fields=tuple(fields for item in items if isinstance(fields := item.get("fields"), dict)),
                insists=insists,
                committed=answer.committed,
                status=None if silent else answer.status,
                answered="" if silent else answer.body[:WHOLE_ENOUGH].decode(errors="replace"),
                faults=struck,
                wait_until=at + timedelta(seconds=answer.wait) if answer.wait else None,
            )
        )
