"""Telling a CRM what waits: leads as they stand, then the facts about them; and what becomes of the rest."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from sdrdesk.core.crm.client import (
    FACTS,
    CrmTrouble,
    Exists,
    Forbidden,
    Gone,
    Kind,
    Merged,
    Refused,
    Transient,
)
from sdrdesk.core.domain.field_merge import OPPOSED
from sdrdesk.core.operations.crm.batch import Batch, has_record, stays_deleted, travels, unmade
from sdrdesk.core.operations.crm.lost import merged_here, taken_from_part, tell_parts
from sdrdesk.core.operations.crm.run import Run, later, local_id, wait_after
from sdrdesk.core.operations.crm.telling_facts import send_facts
from sdrdesk.core.operations.crm.telling_leads import send_kind
from sdrdesk.core.operations.crm.values import (
    Told,
    task_key,
    tasks_done,
    told_of,
)
from sdrdesk.core.operations.crm.writing import MERGED, Postponed
from sdrdesk.core.store import crm, leads
from sdrdesk.core.store.crm import Link, OutboxRow
from sdrdesk.core.store.database import Tx

LEADS_AT_ONCE = 50
PARTS = "parts"
"""Of what is in the way: of the records of leads that are part of another."""


def push(run: Run, lost: Callable[[Sequence[tuple[Link, CrmTrouble]]], None]) -> None:
    """Tell everything that is due; `lost` is given the links whose records were found to be gone or merged."""
    after = 0
    while True:
        run.step()
        with run.workspace.store.read() as tx:
            rows = crm.due_rows(tx, run.id, run.workspace.now(), after, LEADS_AT_ONCE)
            batch = _batch(run, tx, of_who_is_kept(tx, [row for row in rows if row.entity != "gone"]))
        if not rows:
            return
        after = beyond(rows)
        _merged_here(run, batch)
        for kind in run.kinds:
            send_kind(run, batch, kind)
        send_facts(run, batch)
        _tell_parts(run, batch)
        _finish(run, batch)
        lost(batch.lost)


def beyond(rows: Sequence[OutboxRow]) -> int:
    """The place in the outbox after which the next leads wait."""
    first: dict[str, int] = {}
    for row in rows:
        first.setdefault(row.lead, row.seq)
    return max(first.values())


def of_who_is_kept(tx: Tx, rows: Sequence[OutboxRow]) -> list[OutboxRow]:
    """Rows whose facts moved with a merge are told of the lead that they are about now."""
    kept = leads.kept_leads(tx, {row.lead for row in rows})
    return [replace(row, lead=kept.get(row.lead, row.lead)) if row.entity != "lead" else row for row in rows]


def _batch(run: Run, tx: Tx, rows: Sequence[OutboxRow]) -> Batch:
    by_lead: dict[str, list[OutboxRow]] = {}
    for row in rows:
        by_lead.setdefault(row.lead, []).append(row)
    told = told_of(tx, run.workspace, run.words, list(by_lead))
    links = {(Kind(link.kind), link.local_id): link for link in crm.links_of(tx, run.id, list(by_lead))}
    companies = {local_id(Kind.COMPANY, t.lead) for t in told.values() if t.lead.company}
    for key, link in crm.links_by_local(tx, run.id, Kind.COMPANY, companies).items():
        links[Kind.COMPANY, key] = link
    facts = {i for row in rows for i in (row.entity_id, task_key(row.entity_id)) if row.entity != "lead"}
    facts |= {key for t in told.values() for key in tasks_done(t)}
    for kind in FACTS:  # their links may stand under the lead that they were about before a merge
        links |= {(kind, key): link for key, link in crm.links_by_local(tx, run.id, kind, facts).items()}
    return Batch(by_lead, told, links, crm.seen_of(tx, run.id, list(by_lead)))


def _merged_here(run: Run, batch: Batch) -> None:
    """Follow in the CRM what was merged here, and what was parted again."""
    followed = []
    for lead_id, told in batch.told.items():
        of = [link for link in batch.links.values() if link.lead == lead_id]
        if told.extras.merged_into is not None or any(link.state == MERGED for link in of):
            try:
                followed += merged_here(run, told, of)
            except Postponed as trouble:
                batch.trouble(run.client.primary, [lead_id], trouble)
        elif not run.client.merges and batch.link(run.client.primary, told.lead) is None:
            followed += taken_from_part(run, lead_id)
        batch.links |= {(Kind(link.kind), link.local_id): link for link in followed}
    if followed:
        with run.workspace.store.read() as tx:
            batch.seen = crm.seen_of(tx, run.id, list(batch.told))


def _tell_parts(run: Run, batch: Batch) -> None:
    """Tell of objections the records that stand by themselves there of leads that are part of another here."""
    for lead_id, told in batch.told.items():
        if told.fields[OPPOSED] and told.extras.merged_into is None:
            try:
                tell_parts(run, lead_id)
            except (Exists, Forbidden, Postponed, Refused) as trouble:
                batch.troubles[PARTS, lead_id] = trouble


def _finish(run: Run, batch: Batch) -> None:
    """Take what was told off the outbox; say of the rest why it waits or what was refused."""
    with run.workspace.store.write() as tx:
        for lead_id, rows in batch.rows.items():
            told = batch.told.get(lead_id)
            if told is None or not travels(run, told):
                held = batch.troubles.get((run.client.primary, lead_id)) if told is not None else None
                for row in rows:
                    if isinstance(held, Postponed) and row.entity == "lead":  # the merge is not told there yet
                        _put_back(run, tx, row, held)
                    else:
                        crm.settle(tx, [row])
                continue
            kinds = (run.client.primary, *run.kinds)
            of_lead = next((batch.troubles[kind, lead_id] for kind in kinds if not batch.ready(lead_id, kind)), None)
            tried = batch.ready(lead_id, run.client.primary) and has_record(run, batch, told)  # as in send_facts
            for row in rows:
                found = of_lead if row.entity == "lead" or not tried else _of_fact(batch, row)
                if found is None and row.entity == "lead":
                    found = batch.troubles.get((PARTS, lead_id))
                if found is not None:
                    _put_back(run, tx, row, found)
                elif row.entity == "lead" or not _comes(run, batch, told):
                    crm.settle(tx, [row])


def _comes(run: Run, batch: Batch, told: Told) -> bool:
    """Whether a lead will have the record over there that its facts hang on, and has not yet."""
    link = batch.link(run.client.primary, told.lead)
    return run.options.send and unmade(link) and not stays_deleted(told, link)


def _of_fact(batch: Batch, row: OutboxRow) -> CrmTrouble | None:
    keys = (row.entity_id, task_key(row.entity_id))
    return next((t for (kind, key), t in batch.troubles.items() if key in keys and kind in FACTS), None)


def _put_back(run: Run, tx: Tx, row: OutboxRow, trouble: CrmTrouble) -> None:
    now = run.workspace.now()
    match trouble:
        case Postponed():
            crm.put_back(tx, row, "waiting", "postponed", "", trouble.until)
        case Transient():
            wait = trouble.after if trouble.after is not None else wait_after(row.tries)
            crm.put_back(tx, row, "waiting", trouble.code, trouble.detail, later(now, wait))
        case Gone() | Merged():
            crm.put_back(tx, row, "waiting", trouble.code, "", later(now, wait_after(row.tries)))
        case _:
            crm.put_back(tx, row, "refused", trouble.code, trouble.detail)
            crm.add_log(tx, [run.log(row.lead, "refused", run.client.primary, "", trouble.detail)])
            run.figures.refused += 1
