"""Taking into a lead what a CRM says of it: one operation, journalled with what it overwrites, and undoable."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sdrdesk.core.crm.mapping import PLAIN
from sdrdesk.core.domain.field_merge import OPPOSED, YES, Merge, Seen
from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.exchange.columns import split_name
from sdrdesk.core.operations.acts import Act
from sdrdesk.core.operations.crm.run import Run
from sdrdesk.core.operations.feedback import hear_stage
from sdrdesk.core.operations.leads import normalised
from sdrdesk.core.operations.oppositions import close_matching, oppose
from sdrdesk.core.store import journal, leads
from sdrdesk.core.store.crm import StoredConnection

VERB, ENTITY, SOURCE = "crm", "crm", "crm"
Merges = Mapping[str, Merge]
ONE_FOR_ALL = ("https://api.hubapi.com", "https://api.pipedrive.com")
"""The addresses that the accounts of all firms have in common."""
"""What is to be taken into each lead, by its id."""


def take_in(doing: Act, run: Run, merges: Merges) -> dict[str, dict[str, str]]:
    """Take values into leads within an act; what each taken field holds now, which may be written otherwise.

    What a merge overwrites there is kept as an entry of the journal beside what it overwrites here.
    """
    taken: dict[str, dict[str, str]] = {}
    for lead_id, merge in merges.items():
        for name, theirs in merge.lost_theirs.items():
            doing.entry(lead_id, ENTITY, run.id, name, theirs, merge.send[name])
        if merge.take:
            taken[lead_id] = _take(doing, run, lead_id, merge.take)
    return taken


@contextmanager
def quiet_act(run: Run) -> Iterator[Act]:
    """An act on what a CRM says that leaves no trace where nothing came of it."""
    with run.workspace.store.write() as tx:
        operation, at = run.workspace.new_id(), run.workspace.now()
        journal.begin_operation(
            tx,
            operation,
            VERB,
            at,
            run.workspace.who,
            summary={"connection": run.connection.name, "crm": address_of(run.connection)},
        )
        doing = Act(tx, run.workspace, operation, at)
        yield doing
        if doing.touched:
            doing.finish()
        else:
            journal.drop_operation(tx, operation)
    run.workspace.own_operations.add(operation)


def _take(doing: Act, run: Run, lead_id: str, values: Mapping[str, str]) -> dict[str, str]:
    before = doing.lead(lead_id)
    home = before.country if len(before.country) == 2 else run.workspace.country
    given = normalised({k: v for k, v in values.items() if k in PLAIN}, home)
    if not before.with_fields(given).names_somebody:
        given = {k: v for k, v in given.items() if v}  # the last thing that names a person is not taken away
    if values.get("name") and values["name"] != before.name:
        given |= {"first_name": "", **split_name(values["name"])}
    if values.get("stage") in set(Stage):
        given["stage"] = values["stage"]
    if "owner" in values:
        given["owner"] = values["owner"].strip()
    doing.change_lead(lead_id, given)
    if values.get("stage"):
        hear_stage(doing, lead_id, values["stage"], moved=values["stage"] != before.stage.value)
    if values.get(OPPOSED) == YES:
        oppose(doing, lead_id, SOURCE)
        close_matching(doing, {lead_id, *leads.kept_leads(doing.tx, [lead_id]).values()}, SOURCE)
    after = doing.lead(lead_id)
    return {name: YES if name == OPPOSED else str(getattr(after, name)) for name in values}


def after_taking(merge: Merge, taken: Mapping[str, str]) -> dict[str, Seen]:
    """The base after a merge, with what the taken fields really hold now."""
    return {
        name: Seen(taken[name], seen.theirs) if name in merge.take and name in taken else seen
        for name, seen in merge.seen.items()
    }


def address_of(connection: StoredConnection) -> str:
    """Which CRM this is, whatever the connection is called: its kind and what was given of it, never a key.

    "" where the accounts of all firms have one address: nobody knows whose this is.
    """
    said = [value.partition("?")[0] for _name, value in sorted(connection.given.items())]
    own = [value for value in said if value and value not in ONE_FOR_ALL]
    return " ".join((connection.vendor, *own)) if own or connection.profile else ""
