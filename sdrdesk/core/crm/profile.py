"""A profile: how another CRM is spoken to over REST, said in a TOML file instead of code (docs/crm-profiles.md)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sdrdesk.core.crm.client import FieldMap, Kind
from sdrdesk.core.crm.profile_paths import Path
from sdrdesk.core.crm.vendor import Input, Vendor

PAGINGS = ("offset", "page", "cursor", "none")
"""How a list goes on: by a count of records, by the number of a page from 1, by a mark in the answer, or not at all."""
MEANINGS = ("transient", "refused", "exists", "gone", "forbidden", "unauthorised")
"""What an error of a CRM can be said to mean."""
KEY_FORMS = ("whole", "marker", "title")
"""How a record bears our key: as a value of its own, as a marker below a text, or as one behind a line of text."""
LIST_FORMS = ("whole", "commands")
"""How a list within a record is changed: sent back whole, or as Tryton's ["create", […]], ["write", [id], {…}]."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request: where, with which parameters, and where in the answer its records stand."""

    path: str
    method: str = "GET"
    params: Mapping[str, Any] = field(default_factory=dict)
    json64: Mapping[str, Any] = field(default_factory=dict)
    records: tuple[Path, ...] = ((),)
    where: Mapping[Path, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Creation(Request):
    """How a record is made; `id`: where the answer says its id, None where it does not."""

    id: Path | None = None
    listed: bool = False
    """The answer holds a list of records: ours is the one that bears our key."""


@dataclass(frozen=True, slots=True)
class Change(Request):
    """How a record is changed; members that have to be sent along as they are, and lists of which as a JSON text."""

    keeps: tuple[str, ...] = ()
    keeps_as_text: Mapping[str, Path] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Removal(Request):
    """How a record is deleted; requests that come first, where the CRM wants them."""

    first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing(Request):
    """How the records of a kind are listed; `since` is the type of the moment in its parameters, "" for none."""

    paging: str = "none"
    size: int = 100
    next: Path = ()
    since: str = ""
    whole: bool = True
    inner: Path = ()
    """Where each thing that is listed holds the records."""


@dataclass(frozen=True, slots=True)
class Search(Request):
    """How a record is found: by our key, or by the fields that are the same."""

    same: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """One field of a kind: its name in mappings, where it stands, and how."""

    name: str
    at: Path
    type: str = "text"
    label: str = ""
    line: str = ""
    made_from: str = ""
    longest: int = 0
    writes: bool = True
    time_at: Path = ()
    buttons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LinkPlace:
    """Where a record says what it hangs on; `form` is the text around an id, e.g. "sale.opportunity,{id}"."""

    at: Path
    type: str = "text"
    form: str = "{id}"
    reads: bool = True


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """Where a record bears our key."""

    at: Path
    form: str = "whole"


@dataclass(frozen=True, slots=True)
class KindPlace:
    """All that is known of one kind of record."""

    kind: Kind
    fields: Mapping[str, FieldPlace]
    within: Kind | None = None
    id: Path = ("id",)
    modified: Path = ()
    modified_type: str = "datetime"
    create: Creation | None = None
    update: Change | None = None
    read: Request | None = None
    delete: Removal | None = None
    list: Listing | None = None
    find: tuple[Search, ...] = ()
    key: KeyPlace | None = None
    links: Mapping[Kind, LinkPlace] = field(default_factory=dict)
    constants: Mapping[Path, Any] = field(default_factory=dict)
    lag: float = 0.0

    def rereads(self) -> bool:
        """Whether a change has to know what stands there: members sent along, lines of a text, parts of a member."""
        if self.update and (self.update.keeps or self.update.keeps_as_text):
            return True
        return any(f.writes and (f.line or len(f.at) > 1) for f in self.fields.values())


@dataclass(frozen=True, slots=True)
class ErrorRule:
    """What an answer means where its status and what it says fit; `says` is a piece of its message, in lower case."""

    status: int
    means: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class ErrorPlaces:
    """Where a CRM says what is wrong: texts, the table of fields at fault, the header with seconds to wait."""

    message: tuple[Path, ...] = ()
    field: Path = ()
    reset: str = ""


@dataclass(frozen=True, slots=True)
class LookUp:
    """Something the CRM itself knows and every request may need, asked for once."""

    id: str
    path: str
    at: Path


@dataclass(frozen=True, slots=True)
class Profile:
    """A CRM as a profile describes it."""

    id: str
    name: Mapping[str, str]
    key_page: Mapping[str, str]
    primary: Kind
    address: str
    headers: Mapping[str, str]
    account: Request
    account_name: tuple[Path, ...]
    kinds: Mapping[Kind, KindPlace]
    maps: tuple[FieldMap, ...]
    inputs: tuple[Input, ...] = ()
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    look_ups: tuple[LookUp, ...] = ()
    errors: ErrorPlaces = field(default_factory=ErrorPlaces)
    rules: tuple[ErrorRule, ...] = ()
    lists: str = "whole"
    docs: str = ""

    def vendor(self) -> Vendor:
        """The CRM as one that can be chosen."""
        return Vendor(self.id, self.name["en"], self.inputs, steps=dict(self.key_page), docs=self.docs)
