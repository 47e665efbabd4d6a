"""Some leads that have to be told, with all that is known of them here and there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sdrdesk.core.crm.client import CrmTrouble, Kind
from sdrdesk.core.domain.field_merge import Seen
from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.domain.stages import WAY
from sdrdesk.core.normalising.names import company_key
from sdrdesk.core.operations.crm.lost import was_deleted_there
from sdrdesk.core.operations.crm.run import Run, local_id
from sdrdesk.core.operations.crm.values import Told
from sdrdesk.core.operations.crm.writing import LINKED, SENDING
from sdrdesk.core.store.crm import Link, OutboxRow

FACT_ENTITIES = ("activity", "note", "decision", "touch")
TIES: Mapping[Kind, Mapping[str, Kind]] = {
    Kind.COMPANY: {},
    Kind.CONTACT: {"@company": Kind.COMPANY},
    Kind.DEAL: {"@company": Kind.COMPANY, "@contact": Kind.CONTACT},
}
"""On what else a record hangs: followed like a field, since a person may change firms."""


@dataclass(slots=True)
class Batch:
    """Some leads that have to be told, with all that is known of them here and there."""

    rows: dict[str, list[OutboxRow]]
    told: dict[str, Told]
    links: dict[tuple[Kind, str], Link]
    seen: dict[str, dict[str, Seen]]
    troubles: dict[tuple[str, str], CrmTrouble] = field(default_factory=dict)
    """Why a record was not taken, by its kind and the lead, or the fact."""
    lost: list[tuple[Link, CrmTrouble]] = field(default_factory=list)

    def link(self, kind: Kind, lead: Lead) -> Link | None:
        """The link of a lead's record of a kind."""
        return self.links.get((kind, local_id(kind, lead)))

    def ready(self, lead_id: str, *kinds: Kind) -> bool:
        """Whether nothing stands in the way of a lead's records of these kinds yet."""
        return not any((kind, lead_id) in self.troubles for kind in kinds)

    def trouble(self, kind: Kind, ids: Iterable[str], trouble: CrmTrouble) -> None:
        """Keep why records of a kind were not taken, by their leads or facts."""
        self.troubles |= {(kind, i): trouble for i in ids}


def travels(run: Run, told: Told) -> bool:
    """Whether a person chose that this lead is told of; an objection always is."""
    if told.extras.merged_into is not None:
        return False
    if told.fields["opposed"]:
        return True
    return run.options.send and (run.options.who == "all" or told.worked)


def stays_deleted(told: Told, link: Link | None) -> bool:
    """Whether the record of a lead was deleted there under a connection before this one: only the decision knows."""
    return link is None and was_deleted_there(told.decisions)


def wants(run: Run, kind: Kind, told: Told) -> bool:
    """Whether a lead is a record of this kind over there."""
    if kind is run.client.primary:
        return True
    if kind is Kind.COMPANY:
        return bool(told.lead.company)
    if kind is Kind.CONTACT:
        return bool(told.lead.first_name or told.lead.last_name)
    chosen = run.options.deals_from
    return not chosen or (told.lead.stage in WAY and WAY.index(told.lead.stage) >= [s.value for s in WAY].index(chosen))


def unmade(link: Link | None) -> bool:
    return link is None or link.state == SENDING


def ties_of(batch: Batch, kind: Kind, told: Told) -> dict[str, str]:
    """The records over there that a record of a lead hangs on, as fields of it."""
    found = parents_of(batch, told.lead, but=kind)
    return {tie: found[parent] for tie, parent in TIES[kind].items() if parent in found}


def named(fields: Iterable[str]) -> str:
    """Fields of ours as a line of the log names them."""
    return ", ".join(name for name in fields if not name.startswith("@"))


def base_of(seen: Mapping[str, Seen], kind: Kind, lead: Lead) -> dict[str, Seen]:
    """The base of the fields of one kind; who works at another company now meets that one for the first time."""
    mark = f"{kind}."
    base = {name.removeprefix(mark): value for name, value in seen.items() if name.startswith(mark)}
    named = base.get("company")
    moved = kind is Kind.COMPANY and named and company_key(named.ours) != company_key(lead.company)
    return {} if moved else base


def parents_of(batch: Batch, lead: Lead, but: Kind | None = None) -> dict[Kind, str]:
    """The records over there that something about a lead hangs on."""
    found = {}
    for kind in (Kind.COMPANY, Kind.CONTACT, Kind.DEAL):
        link = batch.link(kind, lead) if kind is not but else None
        if link and link.state == LINKED:
            found[kind] = link.remote_id
    return found


def note_seen(batch: Batch, kind: Kind, lead_id: str, seen: Mapping[str, Seen]) -> None:
    batch.seen.setdefault(lead_id, {}).update({f"{kind}.{name}": value for name, value in seen.items()})


def has_record(run: Run, batch: Batch, told: Told) -> bool:
    link = batch.link(run.client.primary, told.lead)
    return link is not None and link.state == LINKED
