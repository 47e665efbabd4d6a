"""What is gone on one side, or one there with another: told to the other side, but never many at once unasked."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from sdrdesk.core.crm import mapping
from sdrdesk.core.crm.client import (
    FIELDED,
    CrmTrouble,
    Forbidden,
    Gone,
    Kind,
    Merged,
    Record,
    Refused,
    Transient,
    Write,
)
from sdrdesk.core.domain.field_merge import OPPOSED, YES, Seen
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.normalising.opposition import lead_mark
from sdrdesk.core.operations.crm.run import Run, later, wait_after
from sdrdesk.core.operations.crm.values import Told, instant_text, merged_key, objection_key
from sdrdesk.core.operations.crm.writing import GONE, LINKED, MERGED, SENDING, Postponed, Wanted, look_up, write_all
from sdrdesk.core.operations.merging import merge_leads
from sdrdesk.core.operations.qualification import decide
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import crm, leads, oppositions, states
from sdrdesk.core.store.activities import StoredDecision
from sdrdesk.core.store.crm import Link, OutboxRow

MOST_AT_ONCE, MOST_PERCENT = 20, 5
"""Beyond so many records, or so many of a hundred, a person is asked before they disappear."""
MOST_GONE = 100_000
DELETED_THERE = "crm_deleted"
APPROVED = "approved"


def too_many(n: int, of: int) -> bool:
    """Whether so many records may not disappear without a person."""
    return n > MOST_AT_ONCE or n * 100 > MOST_PERCENT * of


# -- gone there -----------------------------------------------------------------------------------------------------


def settle_lost(run: Run, found: Sequence[tuple[Link, CrmTrouble]], *, whole: bool = False) -> None:
    """Follow what was merged there; close here what was deleted there, or hold it for a person where it is much.

    `whole`: every record was looked at; what was held before and is there again is let go.
    """
    once = {(link.kind, link.local_id): (link, said) for link, said in found}
    gone = []
    for link, said in once.values():
        if isinstance(said, Merged):
            merged_there(run, link, said.into)
        elif isinstance(said, Gone):
            gone.append(link)
    of_leads = {link.local_id: link for link in gone if link.kind == run.client.primary}
    with run.workspace.store.write() as tx:
        n = crm.count_links(tx, run.id, run.client.primary)
        stored = crm.get_connection(tx, run.id)
        before = set(stored.held.get("there", ())) if stored and not whole else set()
        all_held = sorted(before | set(of_leads))
        held = too_many(len(all_held), n)
        if held or (stored and stored.held and whole):
            crm.change_connection(
                tx, run.id, held={"there": all_held, "of": n, "kind": run.client.primary.value} if held else {}
            )
    for link in gone:
        if not (held and link.local_id in of_leads):
            gone_there(run, link)


def gone_there(run: Run, link: Link) -> None:
    """Take a record that was deleted there out of the queue here: its lead is kept, excluded, and not sent again."""
    if link.kind == run.client.primary and exclude_lead(run.workspace, link.local_id):
        run.touched.add(link.local_id)
        run.figures.gone += 1
    with run.workspace.store.write() as tx:
        crm.put_links(tx, [replace(link, state=GONE)])
        crm.add_log(tx, [run.log(link.lead, "gone", Kind(link.kind), link.remote_id)])


def exclude_lead(workspace: Workspace, lead_id: str) -> bool:
    """Exclude a lead whose record was deleted; whether it was not excluded, gone or part of another one already."""
    with workspace.store.read() as tx:
        lead = leads.get_lead(tx, lead_id)
        placed = states.get_states(tx, [lead_id]).get(lead_id)
        part = bool(leads.kept_leads(tx, [lead_id]))
    if lead is None or part or (placed is not None and placed.decision == Decision.NEVER):
        return False
    decide(workspace, lead_id, Decision.NEVER, Route.EXCLUDE, reason=DELETED_THERE)
    return True


def was_deleted_there(decisions: Sequence[StoredDecision]) -> bool:
    """Whether a lead was closed here because its record was deleted there, and not decided on since."""
    newest = decisions[-1] if decisions else None
    return newest is not None and (newest.decision, newest.reason) == (Decision.NEVER, DELETED_THERE)


def merged_there(run: Run, link: Link, into: str) -> None:
    """Make one lead of the two whose records were made one there; or follow the record where only one is ours."""
    with run.workspace.store.read() as tx:
        other = crm.links_by_remote(tx, run.id, link.kind, [into]).get(into)
    if other is None or other.local_id == link.local_id:
        after = [replace(link, remote_id=into, made_here=False)]  # another's now, and not ours to delete
    elif link.kind == run.client.primary:
        after = _one_here_too(run, link, other)
    else:
        after = [replace(link, state=MERGED)]
    with run.workspace.store.write() as tx:
        crm.put_links(tx, after)
        crm.add_log(tx, [run.log(link.lead, "merged", Kind(link.kind), into)])
        if after[0].state != MERGED:
            crm.enqueue(tx, run.id, [("lead", link.local_id, link.local_id)])


def _one_here_too(run: Run, link: Link, other: Link) -> list[Link]:
    """Make one of two leads, or of those that they are part of: the first link is what the lead's own is after it.

    The record of one gone here, or of one that is part of this lead, is this lead's from now on.
    """
    pair = (link.local_id, other.local_id)
    with run.workspace.store.read() as tx:
        here, part = leads.get_leads(tx, pair), leads.kept_leads(tx, pair)
    own = replace(link, remote_id=other.remote_id, made_here=False)
    if other.local_id not in here:
        return [own, replace(other, state=GONE, remote_id="")]
    if part.get(other.local_id) == link.local_id:
        return [replace(own, key=other.key), replace(other, state=MERGED, remote_id="")]
    mine, theirs = (part.get(i, i) for i in pair)
    if link.local_id in here and mine != theirs:
        merge_leads(run.workspace, theirs, mine)
        run.touched |= {mine, theirs}
    return [replace(link, state=MERGED)]


# -- gone or merged here --------------------------------------------------------------------------------------------


def deleted_here(run: Run) -> None:
    """Delete there what we made of leads that are gone here; what others made stays, and is not brought in again."""
    with run.workspace.store.read() as tx:
        rows = crm.outbox_rows(tx, run.id, "waiting", MOST_GONE, entity="gone")
        rows = [r for r in rows if r.retry_at is None or r.retry_at <= run.workspace.now()]
        n = crm.count_links(tx, run.id, run.client.primary)
    asking = [r for r in rows if r.code != APPROVED]
    if too_many(len(asking), n):
        _hold(run, asking)
        rows = [r for r in rows if r.code == APPROVED]
    for row in rows:
        run.step()
        try:
            _delete_there(run, row)
        except (Forbidden, Refused) as trouble:  # this one is for a person; nothing else waits for it
            run.figures.refused += 1
            with run.workspace.store.write() as tx:
                crm.put_back(tx, row, "refused", trouble.code, trouble.detail)


def _hold(run: Run, rows: Sequence[OutboxRow]) -> None:
    """Hold for a person what is gone here; an objection made before is told meanwhile, whatever is chosen then."""
    refused: dict[int, CrmTrouble] = {}
    for row in rows:
        try:
            for link in _links_of_gone(run, row):
                _tell_objection_of_gone(run, link)
        except (Forbidden, Refused) as trouble:
            refused[row.seq] = trouble
    run.figures.refused += len(refused)
    with run.workspace.store.write() as tx:
        for row in rows:
            said = refused.get(row.seq)
            if said is not None:
                crm.put_back(tx, row, "refused", said.code, said.detail)
            else:
                crm.put_back(tx, row, "held", "gone")


def _links_of_gone(run: Run, row: OutboxRow) -> list[Link]:
    with run.workspace.store.read() as tx:
        back = leads.get_lead(tx, row.lead) is not None  # brought back meanwhile, by another store or the CRM itself
        return [] if back else crm.links_of(tx, run.id, [row.lead])


def _delete_there(run: Run, row: OutboxRow) -> None:
    links = _links_of_gone(run, row)
    gone_too = {(link.kind, link.local_id) for link in links if link.state == GONE}
    for link in links:
        kind = Kind(link.kind)
        known = link.state in (LINKED, SENDING) and link.remote_id  # one begun was found by its key since
        ours = kind in FIELDED and known and link.made_here and run.traits(kind).deletes
        there = _record_of(run, link) if ours else None
        if isinstance(there, Gone | Merged):
            gone_too.add((link.kind, link.local_id))
        elif there is not None and not _objects(run, there):
            try:
                run.client.delete(kind, link.remote_id)
            except (Forbidden, Refused):
                _tell_objection_of_gone(run, link)
                raise
            gone_too.add((link.kind, link.local_id))
            run.figures.gone += kind is run.client.primary
        else:
            _tell_objection_of_gone(run, link)
    with run.workspace.store.write() as tx:
        for link in links:
            if Kind(link.kind) in FIELDED:
                crm.put_links(tx, [replace(link, state=GONE, done=(link.kind, link.local_id) in gone_too)])
            else:
                crm.remove_link(tx, link)
        crm.settle(tx, [row])


def _record_of(run: Run, link: Link) -> Record | Gone | Merged:
    """The record of a link as it is there; raises where the CRM does not say."""
    there = run.read(Kind(link.kind), [link.remote_id]).get(link.remote_id, Transient("no answer about this record"))
    if isinstance(there, CrmTrouble) and not isinstance(there, Gone | Merged):
        raise there
    return there


def _objects(run: Run, there: Record) -> bool:
    return mapping.taken(run.maps, there.kind, there.values).get(OPPOSED) == YES


def _tell_objection_of_gone(run: Run, link: Link) -> None:
    """Tell a record that stays there of the objection of its lead, which is gone here: a hash of its id is known."""
    if Kind(link.kind) not in FIELDED or link.state == GONE or not link.remote_id:
        return
    with run.workspace.store.read() as tx:
        secret = oppositions.get_secret(tx)
        key = lead_mark(secret, link.local_id).key if secret else ""
        objected = bool(key and oppositions.find_oppositions(tx, {key}))
    if objected:
        tell_objection(run, link)


def tell_objection(run: Run, link: Link) -> None:
    """Have a record that no lead stands for by itself say the objection: in its field, or in a note where none is."""
    kind = Kind(link.kind)
    values = mapping.out(run.maps, kind, {OPPOSED: YES})
    noted = kind is run.client.primary and run.notes_objections
    if not values and not noted:
        return
    run.step()
    there = _record_of(run, link)
    if isinstance(there, Gone | Merged):
        return
    if link.state == SENDING and there.key != link.key:  # what an answer named proves nothing
        return
    if noted:
        key = objection_key(link.local_id)
        said = {"text": run.words.text("crm_fact", "objection"), "at": instant_text(run.workspace.now()), "author": ""}
        write = Write(Kind.NOTE, key, said, links={kind: link.remote_id})
        with run.workspace.store.read() as tx:
            here = leads.get_lead(tx, link.local_id) is not None
        if here:
            _tell_note(run, Wanted(write, key, (link.local_id,)))
            return
        if run.client.find(Kind.NOTE, [write]).get(key):
            return
    elif _objects(run, there):
        return
    else:
        write = Write(kind, link.key, values, link.remote_id)
    (answer,) = run.client.write(write.kind, [write])
    if isinstance(answer, CrmTrouble) and not isinstance(answer, Gone | Merged):
        raise answer


def merged_here(run: Run, told: Told, links: Sequence[Link]) -> list[Link]:
    """Have the records of a lead that was merged here be those of the one kept; two records are made one where the CRM
    can, else a note says so. What its links are now; after an undo they are its own again."""
    kept_id = told.extras.merged_into
    after = []
    for link in (k for k in links if Kind(k.kind) in FIELDED and k.kind != Kind.COMPANY):
        kind = Kind(link.kind)
        if kept_id is None and link.state == MERGED:
            after += _own_again(run, kind, link)
        elif kept_id is not None and link.state == LINKED:
            after += _part_of(run, told, kind, link, kept_id)
    return after


def _own_again(run: Run, kind: Kind, link: Link) -> list[Link]:
    run.step()
    if not link.remote_id:
        with run.workspace.store.read() as tx:
            lent = crm.link_bearing(tx, run.id, kind, link.key, link.local_id)
        if lent is not None:
            left, own = _moved(run, lent, link.local_id)
            anew = replace(left, state=SENDING, key=lent.local_id, sent_at=None)
            with run.workspace.store.write() as tx:
                crm.put_links(tx, [anew])
                crm.enqueue(tx, run.id, [("lead", lent.local_id, lent.local_id)])
            return [own, anew]
    there = _record_of(run, link) if link.remote_id else Gone()
    if isinstance(there, Merged) and kind is not run.client.primary:
        return []
    now = replace(link, state=LINKED) if isinstance(there, Record) else replace(link, state="sending", remote_id="")
    now = now if now.state == LINKED else replace(now, sent_at=None)
    with run.workspace.store.write() as tx:
        crm.put_links(tx, [now])
    return [now]


def _part_of(run: Run, told: Told, kind: Kind, link: Link, kept_id: str) -> list[Link]:
    with run.workspace.store.read() as tx:
        kept_id = leads.kept_leads(tx, [link.local_id]).get(link.local_id, kept_id)
        other = crm.links_by_local(tx, run.id, kind, [kept_id]).get(kept_id)
        kept = leads.get_lead(tx, kept_id)
    if other is None or other.state != LINKED:
        return _moved(run, link, kept_id)
    run.step()
    if kind is run.client.primary and not _made_one(run, kind, other, link) and Kind.NOTE in run.client.traits:
        text = run.words.text("crm_fact", "merged", name=kept.name if kept else "")
        values = {"text": text, "at": instant_text(run.workspace.now()), "author": ""}
        key = merged_key(told.lead.id)
        _tell_note(run, Wanted(Write(Kind.NOTE, key, values, links={kind: link.remote_id}), key, (told.lead.id,)))
    done = replace(link, state=MERGED)
    with run.workspace.store.write() as tx:
        crm.put_links(tx, [done])
        crm.add_log(tx, [run.log(kept_id, "merged", kind, link.remote_id)])
        crm.enqueue(tx, run.id, [("lead", kept_id, kept_id)])  # where it objected, this record says so too
    return [done]


def taken_from_part(run: Run, lead_id: str) -> list[Link]:
    """Have a record of what was merged here into a lead that has none itself be its own."""
    with run.workspace.store.read() as tx:
        links = crm.links_by_local(tx, run.id, run.client.primary, leads.merged_leads(tx, lead_id)).values()
    stand = [link for link in links if link.state == MERGED and link.remote_id]
    return _moved(run, replace(stand[0], state=LINKED), lead_id) if stand else []


def tell_parts(run: Run, lead_id: str) -> None:
    """Tell of the objection of a lead each record that stands by itself there of what was merged into it here."""
    with run.workspace.store.read() as tx:
        parts = leads.merged_leads(tx, lead_id)
        links = [link for link in crm.links_of(tx, run.id, parts) if link.state == MERGED and link.remote_id]
        seen = crm.seen_of(tx, run.id, parts)
    for link in links:
        of, name = seen.setdefault(link.local_id, {}), f"{link.kind}.{OPPOSED}"
        if name not in of or of[name].ours != YES:
            tell_objection(run, link)
            of[name] = Seen(YES, YES)
            with run.workspace.store.write() as tx:
                crm.put_seen(tx, run.id, {link.local_id: of})


def _tell_note(run: Run, wanted: Wanted) -> None:
    """Tell a note once, as any fact: it is linked before it is sent, and looked up before it is sent again.

    Raises Postponed where it has to be tried again; one that is refused is let go.
    """
    with run.workspace.store.read() as tx:
        of = crm.links_by_local(tx, run.id, Kind.NOTE, [wanted.local_id])
    links = {(Kind.NOTE, local): link for local, link in of.items()}
    known = of.get(wanted.local_id)
    if known is not None and known.state != SENDING:
        return
    begun = known is not None and (known.sent_at or known.remote_id)
    answers = list(look_up(run, [wanted], links).values()) if begun else []
    answers = answers or [answer for some in write_all(run, [wanted], links) for _wanted, answer in some]
    for answer in answers:
        if isinstance(answer, Postponed):
            raise answer
        if isinstance(answer, Transient):
            wait = wait_after(0) if answer.after is None else answer.after
            raise Postponed(later(run.workspace.now(), wait))


def _moved(run: Run, link: Link, to: str) -> list[Link]:
    """Have the one record of two leads be of the one that stands for both, with what it was last seen to hold: what
    they say otherwise is told there. An undo gives it back in the same way."""
    left = replace(link, state=MERGED, remote_id="")
    moved = replace(link, local_id=to, lead=to)
    with run.workspace.store.write() as tx:
        crm.put_links(tx, [left, moved])
        for lead_id, seen in crm.seen_of(tx, run.id, [link.local_id]).items():
            mark, own = f"{link.kind}.", crm.seen_of(tx, run.id, [to]).get(to, {})
            own |= {name: value for name, value in seen.items() if name.startswith(mark) and lead_id != to}
            crm.put_seen(tx, run.id, {to: own})
        crm.enqueue(tx, run.id, [("lead", to, to)])
    return [left, moved]


def _made_one(run: Run, kind: Kind, kept: Link, gone: Link) -> bool:
    """Whether the CRM made one record of two; some cannot, and some will not have it."""
    if run.client.merges:
        with suppress(Forbidden, Refused, Gone, Merged):
            run.client.merge(kind, kept.remote_id, gone.remote_id)
            return True
    return False
