"""The objections of a review bundle: whoever objected on either side is called on neither."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sdrdesk.core.domain.lead import Lead, Stage
from sdrdesk.core.exchange.bundle_content import COLUMNS
from sdrdesk.core.normalising import opposition
from sdrdesk.core.operations.acts import Act
from sdrdesk.core.operations.opposed import columns_of, matches, one_person, opposed_leads, sharing, write_opposition
from sdrdesk.core.operations.oppositions import ENTITY
from sdrdesk.core.store import bundle_rows, leads, oppositions
from sdrdesk.core.store.bundle_rows import CAME
from sdrdesk.core.store.oppositions import StoredOpposition
from sdrdesk.core.store.schema import instant

Row = Mapping[str, Any]


def merge_objections(doing: Act, rows: Sequence[Row], gone: Collection[str]) -> int:
    """Have the objections of these leads hold here; how many were new. One that was lifted here stays lifted.

    Of a lead in `gone`, which is no longer here, what it was reached by over there is remembered as hashes.
    """
    objecting = [row for row in rows if row["objections"]]
    if not objecting:
        return 0
    withdrawn = _withdrawn(doing, objecting)
    new = 0
    for row in objecting:
        for said in row["objections"]:
            if said["operation"] in withdrawn:
                continue
            if row["id"] in gone:
                new += _remember(doing, row, said) if said["own"] else 0
            elif said["own"]:
                new += _object(doing, row["id"], said)
            else:
                new += _close(doing, row["id"], said)
    return new


def _withdrawn(doing: Act, rows: Sequence[Row]) -> set[str]:
    """The acts among these whose objections a person of this workspace lifted or took back."""
    people = {part.id for row in rows for part in one_person(doing.tx, row["id"])}
    lifted = [
        json.loads(said) for said in bundle_rows.objections_taken_back(doing.tx, people | {r["id"] for r in rows})
    ]
    found = {said["because"] or said["operation"] for said in lifted if "operation" in said}
    named = {said["operation"] for row in rows for said in row["objections"]}
    there = bundle_rows.operation_rows(doing.tx, named)
    undone = {i: op["undone_by"] for i, op in there.items() if op["state"] == "undone" and op["undone_by"]}
    by = bundle_rows.operation_rows(doing.tx, set(undone.values()))
    here = {i for i, op in by.items() if CAME not in json.loads(op["summary"])}
    return found | {i for i, undoing in undone.items() if undoing in here}


def _object(doing: Act, lead_id: str, said: Row) -> int:
    """Remember that a lead objected over there, with all that it is reached by here, and close who shares it."""
    secret = oppositions.make_secret(doing.tx, opposition.SECRET_BYTES)
    there = oppositions.find_oppositions(doing.tx, [opposition.lead_mark(secret, lead_id).key])
    if any(r.operation == said["operation"] and not r.because for rows in there.values() for r in rows):
        return 0
    whole = one_person(doing.tx, lead_id)
    others: set[str] = set()
    for lead in whole:
        sharers = sharing(doing.tx, lead)
        write_opposition(doing.tx, lead, said["operation"], instant(said["at"]), said["source"], sharers)
        others |= sharers
    told = json.dumps({"source": said["source"], "columns": [""]})
    doing.entry(lead_id, ENTITY, said["operation"], "", None, told)
    doing.touched |= dict.fromkeys(lead.id for lead in whole)
    _close_sharers(doing, others - {lead.id for lead in whole}, said)
    return 1


def _close_sharers(doing: Act, ids: Collection[str], said: Row) -> None:
    """Journal and place anew those of these leads that an objection which came closes."""
    found = leads.get_leads(doing.tx, sorted(ids))
    for lead_id, matched in zip(found, matches(doing.tx, list(found.values())), strict=True):
        if any(row.operation == said["operation"] for m in matched for row in m.rows):
            told = json.dumps({"source": said["source"], "columns": list(columns_of(matched))})
            doing.entry(lead_id, ENTITY, said["operation"], "", None, told)


def _close(doing: Act, lead_id: str, said: Row) -> int:
    """Close a lead that stood closed over there by what somebody else objected on."""
    lead = leads.get_lead(doing.tx, lead_id)
    assert lead is not None, "only leads that are here are closed"
    if matches(doing.tx, [lead])[0]:
        return 0
    secret = oppositions.make_secret(doing.tx, opposition.SECRET_BYTES)
    key = opposition.lead_mark(secret, lead_id).key
    row = StoredOpposition(
        key, opposition.LEAD, instant(said["at"]), said["source"], doing.operation, said["operation"]
    )
    oppositions.add_oppositions(doing.tx, [row])
    doing.entry(lead_id, ENTITY, doing.operation, "", None, json.dumps({"source": said["source"], "columns": [""]}))
    return 1


def _remember(doing: Act, row: Row, said: Row) -> int:
    """Keep, as hashes, what somebody is reached by who objected over there and is no longer here."""
    values = {name: row[name] for name in COLUMNS if name != "stage"}
    lead = replace(Lead(row["id"], **values), stage=Stage(row["stage"]))
    secret = oppositions.make_secret(doing.tx, opposition.SECRET_BYTES)
    there = oppositions.find_oppositions(doing.tx, [opposition.lead_mark(secret, row["id"]).key])
    if any(r.operation == said["operation"] for rows in there.values() for r in rows):
        return 0
    others = sharing(doing.tx, lead)
    write_opposition(doing.tx, lead, said["operation"], instant(said["at"]), said["source"], others)
    doing.touched |= dict.fromkeys(opposed_leads(doing.tx, leads.get_leads(doing.tx, sorted(others))))
    return 1
