"""What sdrdesk asks of a CRM: records of six kinds, read and written, and how that can go wrong.

CrmTrouble
├── Transient      try again later; `after` seconds where the server says so; `unsure`: it may have been done
├── Refused        this record is not taken as it is: for a person
├── Exists         there already is one like it, with its id where the server says so
├── Gone           the record is no more
├── Merged         the record is part of another one now
├── Forbidden      the key may not do this with this kind of record
├── Misdirected    what answers at this address sends us elsewhere: for a person
└── Unauthorised   the key is not accepted; nothing more is asked before a person has given another one
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

LONGEST_DETAIL = 300
"""Characters kept of what a server says was wrong."""


class Kind(StrEnum):
    """What a record of a CRM is; a deal is what that CRM calls a lead, a deal, an opportunity or a project."""

    COMPANY = "company"
    CONTACT = "contact"
    DEAL = "deal"
    CALL = "call"
    NOTE = "note"
    TASK = "task"


FIELDED = (Kind.COMPANY, Kind.CONTACT, Kind.DEAL)
"""The kinds whose values stand under the CRM's own field names; people choose how these are mapped."""
FACTS = (Kind.CALL, Kind.NOTE, Kind.TASK)
"""The kinds whose values stand under the names below; each client knows how its CRM writes them."""

FACT_FIELDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.NOTE: ("text", "at", "author"),
    Kind.CALL: ("title", "text", "at", "outcome", "answered", "seconds", "number", "author"),
    Kind.TASK: ("title", "text", "due", "day", "channel", "done", "author"),
}
"""Instants are ISO 8601 in UTC ("2026-11-24T09:00:00Z"), `day` a date ("" where `due` is exact), `answered` and `done`
"yes" or "no", `outcome` a code of the call outcomes, `text` plain text with line breaks."""


class CrmTrouble(Exception):  # noqa: N818 (told, not gone wrong here)
    """Something a CRM did not do; `detail` is short, for a person, and holds no key and nothing of a traceback."""

    code = "trouble"

    def __init__(self, detail: str = "") -> None:
        self.detail = " ".join(detail.split())[:LONGEST_DETAIL]
        super().__init__(self.detail)


class Transient(CrmTrouble):
    """Not now: the network, a limit, or a fault of the server's. `unsure` says that a write may have been done."""

    code = "transient"

    def __init__(self, detail: str = "", *, after: float | None = None, unsure: bool = False) -> None:
        super().__init__(detail)
        self.after, self.unsure = after, unsure


class Refused(CrmTrouble):
    """The CRM does not take this record; `field` is its own name of the field at fault, where it says."""

    code = "refused"

    def __init__(self, detail: str = "", *, field: str = "") -> None:
        super().__init__(detail)
        self.field = field


class Exists(CrmTrouble):
    """There already is a record like the one to be made; `id` is "" where the CRM does not say which."""

    code = "exists"

    def __init__(self, detail: str = "", *, id: str = "") -> None:
        super().__init__(detail)
        self.id = id


class Gone(CrmTrouble):
    """The record is no more."""

    code = "gone"


class Merged(CrmTrouble):
    """The record was merged into another one, `into`."""

    code = "merged"

    def __init__(self, into: str) -> None:
        super().__init__()
        self.into = into


class Forbidden(CrmTrouble):
    """The key is good, but may not do this with this kind of record."""

    code = "forbidden"


class Misdirected(CrmTrouble):
    """Something else than the CRM answers at this address."""

    code = "misdirected"


class Unauthorised(CrmTrouble):
    """The key is not accepted (any more)."""

    code = "unauthorised"


@dataclass(frozen=True, slots=True)
class Record:
    """One record as a CRM holds it: values are texts, "" where empty; a field it did not tell is absent.

    `key` is our own id that the record bears ("" if none); `modified` is the CRM's clock as it writes it; `links` are
    the ids of the records it hangs on.
    """

    kind: Kind
    id: str
    values: Mapping[str, str]
    key: str = ""
    modified: str = ""
    links: Mapping[Kind, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Write:
    """A record to be made (`id` "") or changed: only the values given are touched, "" empties a field.

    `key` is ours, of letters, digits and hyphens; it is written when the record is made, wherever the CRM can hold it.
    """

    kind: Kind
    key: str
    values: Mapping[str, str]
    id: str = ""
    links: Mapping[Kind, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """What a CRM answered to one write: the id of the record, "" where it did not say (it is looked up by its key)."""

    id: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some of what changed, oldest first; `cursor` asks for what follows, `more` says that there is more already.

    `whole`: with the pages before it from the cursor "", this tells of every record there is.
    """

    records: Sequence[Record]
    cursor: str
    more: bool
    whole: bool = False


@dataclass(frozen=True, slots=True)
class RemoteField:
    """A field as the CRM's own metadata describes it; `options` are value and label; `sample` a value in use."""

    name: str
    label: str
    type: str = "text"
    writable: bool = True
    options: Sequence[tuple[str, str]] = ()
    sample: str = ""


@dataclass(frozen=True, slots=True)
class Traits:
    """What a CRM can do with one kind of record.

    `batch`: records a write; `keyed`: it holds our key and finds a record by it; `lag`: seconds until it does so;
    `polled`: what changed can be asked for; `by_time`: only what changed since a cursor, else all of it each time;
    `deletes`, `updates`: whether a record of this kind can be deleted or changed; `tied`: it tells what it hangs on.
    """

    batch: int = 1
    keyed: bool = True
    lag: float = 0.0
    polled: bool = True
    by_time: bool = True
    updates: bool = True
    deletes: bool = True
    tied: bool = True


class Direction(StrEnum):
    """Which way a field travels."""

    BOTH = "both"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True, slots=True)
class FieldMap:
    """One of our fields (mapping.OUR_FIELDS) and where it stands in the CRM; `values` pairs our codes with theirs."""

    ours: str
    kind: Kind
    theirs: str
    direction: Direction = Direction.BOTH
    values: Mapping[str, str] = field(default_factory=dict)


class CrmClient(Protocol):
    """One CRM, asked over HTTP. Every method may raise CrmTrouble about the whole request."""

    @property
    def primary(self) -> Kind:
        """The kind that stands for one of our leads."""
        ...

    @property
    def traits(self) -> Mapping[Kind, Traits]:
        """The kinds that the CRM has, with what it can do with each."""
        ...

    @property
    def merges(self) -> bool:
        """Whether it can merge records of the primary kind."""
        ...

    @property
    def map(self) -> Sequence[FieldMap]:
        """How fields are mapped before anybody has chosen."""
        ...

    def account(self) -> str:
        """What the key opens, as a person would name it (the firm, the user): the cheapest request that needs it."""
        ...

    def fields(self, kind: Kind) -> Sequence[RemoteField]:
        """The fields of a kind, with the CRM's own labels, in its order, and a value in use where one is at hand."""
        ...

    def write(self, kind: Kind, writes: Sequence[Write]) -> Sequence[Written | CrmTrouble]:
        """Make or change at most `traits[kind].batch` records; one answer each, in order."""
        ...

    def find(self, kind: Kind, wanted: Sequence[Write]) -> Mapping[str, Sequence[str]]:
        """The ids of the records that bear these keys, oldest first; where the kind is not keyed, of those that are
        the same as what was to be made (title, text, what they hang on). By key; a key nobody bears is absent."""
        ...

    def read(self, kind: Kind, ids: Sequence[str]) -> Mapping[str, Record | CrmTrouble]:
        """These records as they are now; Gone or Merged for those that are no more."""
        ...

    def changed(self, kind: Kind, cursor: str) -> Page:
        """A page of what changed since a cursor; "" begins with everything there is."""
        ...

    def delete(self, kind: Kind, id: str) -> None:
        """Delete one record; one that is gone already is no trouble."""
        ...

    def merge(self, kind: Kind, kept: str, gone: str) -> None:
        """Make one record of two, where `merges`."""
        ...

    def close(self) -> None:
        """Let go of the connections held open."""
        ...
