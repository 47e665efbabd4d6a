"""The objections of a review bundle: whoever objected on either side is called on neither."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sdrdesk.core.normalising import opposition
from sdrdesk.core.operations.acts import Act
from sdrdesk.core.operations.opposed import columns_of, matches, one_person, sharing, write_opposition
from sdrdesk.core.operations.oppositions import ENTITY
from sdrdesk.core.store import bundle_rows, leads, oppositions
from sdrdesk.core.store.bundle_rows import CAME
from sdrdesk.core.store.oppositions import StoredOpposition
from sdrdesk.core.store.schema import instant

Row = Mapping[str, Any]


def merge_objections(doing: Act, rows: Sequence[Row], gone: Collection[str], *, marks: bool) -> tuple[int, bool]:
    """Have the objections of these leads hold here; how many were new. One that was lifted here stays lifted.

    And whether hashes were added that other leads may carry too: then each lead has to be asked.

    With `marks` these are of this workspace: what the lead was known by when it left is closed, even where the lead is
    in `gone`, no longer here.
    """
    objecting = [row for row in rows if row["objections"]]
    if not objecting:
        return 0, False
    withdrawn = _withdrawn(doing, objecting)
    new, remembered = 0, False
    for row in objecting:
        for said in row["objections"]:
            if said["operation"] in withdrawn:
                continue
            here = row["id"] not in gone
            if here:
                new += _object(doing, row["id"], said) if said["own"] else _close(doing, row["id"], said)
            if said["own"] and marks and _remember(doing, row, said):
                remembered = True
                new += not here
    return new, remembered


def close_told(doing: Act, closed: Sequence[Row], carried: Mapping[str, Sequence[Row]]) -> int:
    """In a review, close the leads that objected at the origin, were they erased there since; how many were open.

    They are known by the marks that came with them, which only the origin can make.
    """
    by_key = {said["key"]: said for said in closed}
    told = {
        lead_id: by_key[m["key"]]
        for lead_id, marks in carried.items()
        for m in marks
        if m["kind"] == opposition.LEAD and m["key"] in by_key
    }
    here = leads.get_leads(doing.tx, list(told))
    objections = [{"id": i, "objections": [told[i]]} for i in here]
    withdrawn = _withdrawn(doing, objections) if objections else set()
    return sum(_close(doing, i, told[i]) for i in here if told[i]["operation"] not in withdrawn)


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


def _remember(doing: Act, row: Row, said: Row) -> bool:
    """Close what somebody was known by who objected over there, as the hashes that left with the lead."""
    lead_key = opposition.lead_mark(oppositions.make_secret(doing.tx, opposition.SECRET_BYTES), row["id"]).key
    wanted = [
        StoredOpposition(m["key"], m["kind"], instant(said["at"]), said["source"], said["operation"])
        for m in row["marks"]
        if m["kind"] != opposition.LEAD or m["key"] == lead_key
    ]
    there = oppositions.find_oppositions(doing.tx, {r.key for r in wanted})
    known = {(r.key, r.operation) for rows in there.values() for r in rows}
    new = [r for r in wanted if (r.key, r.operation) not in known]
    oppositions.add_oppositions(doing.tx, new)
    return bool(new)
