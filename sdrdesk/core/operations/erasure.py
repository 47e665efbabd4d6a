"""Erasing a lead for good, as the law asks: nothing of it stays in the file but hashes that name nobody."""

from dataclasses import dataclass

from sdrdesk.core.changes import Changes
from sdrdesk.core.errors import UserError
from sdrdesk.core.normalising.names import company_key
from sdrdesk.core.operations.acts import Act, act
from sdrdesk.core.operations.backups import backup_folder
from sdrdesk.core.operations.bundles import remember_erased
from sdrdesk.core.operations.opposed import one_person, own_acts, sharing, write_opposition
from sdrdesk.core.operations.oppositions import CALL
from sdrdesk.core.operations.review_drafts import forget_erased_drafts
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import crm, journal, leads, oppositions


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure did: the operation, whether an objection still holds, and the copies made before it.

    `complete` is False where another program was reading: its view of the file is cleared at the next erasure or close.
    """

    changes: Changes
    opposed: bool
    complete: bool
    older_copies: int


def erase_lead(workspace: Workspace, lead_id: str) -> Erased:
    """Remove a lead and all that was ever written of it, for good; an objection it made still holds.

    What was merged into it goes too: it is the same person. This cannot be taken back. Copies made before still hold
    the lead until they are replaced or deleted. UserError for a lead that is part of another.
    """
    with act(workspace, "erase") as doing:
        lead = doing.lead(lead_id)
        whole = [part.id for part in one_person(doing.tx, lead_id)]
        if whole[0] != lead_id:
            raise UserError("merged_already", lead=lead.name, kept=doing.lead(whole[0]).name)
        objected = [_keep_objection(doing, part) for part in whole]
        for part in whole:
            journal.forget_lead(doing.tx, part, doing.operation)
        companies = {company_key(doing.lead(part).company) for part in whole}
        doing.remove_leads(whole)
        remember_erased(doing.tx, whole)
        forget_erased_drafts(doing.tx)
        crm.forget_companies(doing.tx, companies)
        leads.optimise_search(doing.tx)
    complete = workspace.store.clear_traces()
    changes = Changes(operation=doing.operation, all_leads=True, leads=True, queue=True, qualification=True)
    folder = backup_folder(workspace)
    return Erased(changes, any(objected), complete, len(list(folder.glob("*.sdrdesk"))))


def _keep_objection(doing: Act, lead_id: str) -> bool:
    """Hand the lead's own objections, with all that it is reached by now, to this act, which nothing takes back."""
    secret = oppositions.get_secret(doing.tx)
    own = own_acts(doing.tx, secret, [lead_id]).get(lead_id, []) if secret else []
    if own:
        lead = doing.lead(lead_id)
        write_opposition(doing.tx, lead, doing.operation, own[0].at, own[0].source, sharing(doing.tx, lead))
        oppositions.hand_to(doing.tx, {row.operation for row in own if row.source == CALL}, doing.operation)
    return bool(own)
