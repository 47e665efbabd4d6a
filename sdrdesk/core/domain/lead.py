"""A lead: one person at one company who may be worth calling, and the columns it travels in."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from operator import attrgetter

COLUMNS = (
    "first_name", "last_name", "job_title", "email", "phone", "mobile", "linkedin", "company", "domain", "industry",
    "naf", "employees", "siren", "country", "region", "city", "postal_code", "source", "source_date", "cost", "tags",
    "notes", "external_id",
)  # fmt: skip
"""The columns of a lead file, in order (formats, section 6)."""

PHONE_COLUMNS = ("phone", "mobile")
GIVEN_COLUMNS = ("phone_given", "mobile_given")
LEAD_FIELDS = tuple(c for c in COLUMNS if c != "notes") + GIVEN_COLUMNS
"""What stands on the lead itself; notes are a table of their own, append-only."""

BELONGS_TO = {"phone_given": "phone", "mobile_given": "mobile", "source_date": "source", "external_id": "source"}
"""Columns that say something of another one: taken from elsewhere only along with it."""


class Stage(StrEnum):
    """How far a lead has come (M15); moved by a person's act, never by a number."""

    LEAD = "lead"
    MQL = "mql"
    SAL = "sal"
    SQL = "sql"
    OPPORTUNITY = "opportunity"
    CUSTOMER = "customer"
    NURTURING = "nurturing"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class Lead:
    """What is known of a lead. Texts are "" when unknown; numbers are E.164 if understood, else as given."""

    id: str
    first_name: str = ""
    last_name: str = ""
    job_title: str = ""
    email: str = ""
    phone: str = ""
    mobile: str = ""
    linkedin: str = ""
    company: str = ""
    domain: str = ""
    industry: str = ""
    naf: str = ""
    employees: str = ""
    siren: str = ""
    country: str = ""
    region: str = ""
    city: str = ""
    postal_code: str = ""
    source: str = ""
    source_date: str = ""
    cost: str = ""
    tags: str = ""
    external_id: str = ""
    phone_given: str = ""
    mobile_given: str = ""
    stage: Stage = Stage.LEAD
    owner: str = ""
    zone: str = ""
    campaign: str = ""
    contact_kind: str = ""
    created_at: datetime | None = field(default=None, compare=False)

    @property
    def name(self) -> str:
        """First and last name, or the company where no person is named."""
        person = f"{self.first_name} {self.last_name}".strip()
        return person or self.company or self.email or self.phone or self.mobile

    @property
    def names_somebody(self) -> bool:
        """Whether a person, company, address or number is named at all."""
        return bool(self.name)

    def with_fields(self, values: Mapping[str, str]) -> "Lead":
        """This lead with some of its columns set."""
        # Not dataclasses.replace, which takes four times as long: every row of a file comes through here.
        return Lead(**dict(zip(_NAMES, _values_of(self), strict=True)) | dict(values))

    def fields(self) -> dict[str, str]:
        """The lead's own columns, without notes."""
        return {name: getattr(self, name) for name in LEAD_FIELDS}


assert set(LEAD_FIELDS) <= {f.name for f in fields(Lead)}

_NAMES = tuple(f.name for f in fields(Lead))
_values_of = attrgetter(*_NAMES)
