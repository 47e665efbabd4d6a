"""A CRM that can be chosen: what has to be given for it, and where its key is made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Input:
    """Something to be given beside the key; its words stand under its id (resources/words/crm.toml)."""

    id: str
    kind: Literal["url", "text"] = "text"
    default: str = ""
    required: bool = True


@dataclass(frozen=True, slots=True)
class Vendor:
    """One CRM. `key_page` is the code of the words that say where its key is made, one step a line; a profile of a
    firm's own brings such words itself, by language, as `steps`."""

    id: str
    name: str
    inputs: tuple[Input, ...]
    key_page: str = ""
    steps: Mapping[str, str] = field(default_factory=dict)
    docs: str = ""


@runtime_checkable
class Prepares(Protocol):
    """A client whose CRM needs fields of ours before the first record is written."""

    def prepare(self) -> None:
        """Make the fields that are not there yet; Refused with their names where the key may not."""
        ...
