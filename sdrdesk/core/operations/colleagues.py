"""“Someone else there”: a new contact of the same company, linked to the one whose call led to them."""

from collections.abc import Mapping

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.lead import PHONE_COLUMNS, Lead
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.acts import act
from sdrdesk.core.operations.leads import known_columns, normalised
from sdrdesk.core.operations.opposed import columns_of, matches
from sdrdesk.core.operations.workspace import Workspace

OF_THE_COMPANY = (
    "company", "domain", "industry", "naf", "employees", "siren", "country", "region", "city", "postal_code", "source",
)  # fmt: skip
"""What a contact shares with a colleague."""


def add_colleague(workspace: Workspace, lead_id: str, values: Mapping[str, str]) -> tuple[Changes, str]:
    """Make a contact of the same company and campaign, to whom the answers about the company are presumed.

    UserError when nobody is named, or the colleague has no company and no number to be reached by.
    """
    columns = known_columns(values)
    with act(workspace, "colleague", of=lead_id) as doing:
        known = doing.lead(lead_id)
        shared = {c: getattr(known, c) for c in OF_THE_COMPANY}
        named = normalised({k: v for k, v in columns.items() if v.strip()}, known.country or workspace.country)
        lead = Lead(workspace.new_id(), campaign=known.campaign, contact_kind=known.contact_kind, owner=known.owner)
        made = lead.with_fields({**shared, **named})
        if not (made.first_name or made.last_name or made.job_title or made.email):
            raise UserError("names_nobody")
        doing.create_lead(made, colleague_of=lead_id)
        found = matches(doing.tx, [made])[0]
    return doing.changes(opposed=columns_of(found)), made.id


def switchboard_of(lead: Lead) -> str:
    """The number at which a colleague is asked for: the company's line rather than a person's mobile."""
    return next((n for n in (getattr(lead, c) for c in PHONE_COLUMNS) if n), "")
