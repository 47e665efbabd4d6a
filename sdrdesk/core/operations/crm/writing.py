"""Writing records so that none is made twice: what is begun is on disk before it is sent, and looked up before it is
sent again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sdrdesk.core.crm.client import (
    FIELDED,
    CrmTrouble,
    Exists,
    Forbidden,
    Kind,
    Merged,
    Record,
    Refused,
    Transient,
    Write,
    Written,
)
from sdrdesk.core.operations.crm.run import Run, later, wait_after
from sdrdesk.core.store import crm
from sdrdesk.core.store.crm import Link

MOST_DOUBTS = 3
"""Writes in a row whose fate nothing tells, before a run leaves the CRM alone."""
LOOKED_UP_AT_ONCE = 50
SENDING, LINKED, GONE, MERGED = "sending", "linked", "gone", "merged"


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """A record to be made or changed, and for which leads; `local_id` is by what it is known here."""

    write: Write
    local_id: str
    leads: tuple[str, ...]

    @property
    def kind(self) -> Kind:
        """What kind of record it is."""
        return self.write.kind


class Postponed(CrmTrouble):
    """What was begun cannot be looked up yet: the CRM finds new records only after a while."""

    code = "postponed"

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until


class Keyless(Refused):
    """A record was made, and does not bear the key that was written with it: made again, it would be there twice."""

    code = "keyless"


Answer = Written | CrmTrouble
Links = dict[tuple[Kind, str], Link]
"""The links of some leads, by kind and by what each is known as here."""


def begun(run: Run, wanted: Wanted, known: Link | None) -> Link:
    """The link of a record that is about to be made."""
    lead_id = "" if wanted.kind is Kind.COMPANY else wanted.leads[0]  # a company is of none of its people
    base = known or Link(run.id, wanted.kind.value, wanted.local_id, wanted.write.key, SENDING, lead_id)
    return replace(base, state=SENDING, remote_id="", sent_at=run.workspace.now(), made_here=True)


def write_all(
    run: Run, wanted: Sequence[Wanted], links: Links, met: dict[str, Record] | None = None
) -> Iterator[list[tuple[Wanted, Answer]]]:
    """Write records of one kind, a batch at a time; one answer each. A batch that is refused whole is halved.

    `links` is kept up: a new record's link stands as sending on disk before it is sent, and as linked once its id is
    known and, where fields depend on it, the record was seen to bear our key. `met` gets the records that were read.
    """
    if not wanted:
        return
    kind = wanted[0].kind
    size = max(1, run.traits(kind).batch)
    for start in range(0, len(wanted), size):
        chunk = wanted[start : start + size]
        run.step()
        made = [w for w in chunk if not w.write.id]
        gone = _keep_begun(run, links, made)
        chunk, made = ([w for w in of if w not in gone] for of in (chunk, made))
        if gone:
            yield [(w, Postponed(run.workspace.now())) for w in gone]
        if not chunk:
            continue
        try:
            answers = dict(zip(chunk, _ask(run, kind, [w.write for w in chunk]), strict=True))
        except Transient as trouble:
            answers = _doubted(run, chunk, links, trouble)
        else:
            run.doubts = 0
        answers |= _linked(run, links, {w: answers[w] for w in made}, met)
        yield list(answers.items())


def _keep_begun(run: Run, links: Links, made: Sequence[Wanted]) -> list[Wanted]:
    """Keep that records are about to be made; those whose leads were erased meanwhile are not, and are the answer."""
    new = {w: begun(run, w, links.get((w.kind, w.local_id))) for w in made}
    with run.workspace.store.write() as tx:
        here = crm.known_leads(tx, {lead_id for w in made for lead_id in w.leads})
        gone = [w for w in made if not here.issuperset(w.leads)]
        begins = {w: link for w, link in new.items() if w not in gone}
        crm.put_links(tx, list(begins.values()))
    links.update({(w.kind, w.local_id): link for w, link in begins.items()})
    return gone


def _ask(run: Run, kind: Kind, writes: Sequence[Write]) -> list[Answer]:
    try:
        return list(run.client.write(kind, writes))
    except Forbidden as trouble:
        return [trouble] * len(writes)
    except (Refused, Exists) as trouble:
        if len(writes) == 1:
            return [trouble]
        half = len(writes) // 2
        run.step()
        return [*_ask(run, kind, writes[:half]), *_ask(run, kind, writes[half:])]


def _doubted(run: Run, chunk: Sequence[Wanted], links: Links, trouble: Transient) -> dict[Wanted, Answer]:
    """Ask at once what became of a write that failed but may have been done; raises the trouble where it was not.

    Some servers do what they are asked and answer 500, each time: what can be looked up need not stop the others. One
    that goes on failing is left alone, and so is one that asks to be.
    """
    run.doubts += 1
    if not trouble.unsure or trouble.after is not None or run.doubts > MOST_DOUBTS:
        raise trouble
    kind = chunk[0].kind
    changed = [w for w in chunk if w.write.id]
    there = run.client.read(kind, [w.write.id for w in changed]) if changed else {}
    answers: dict[Wanted, Answer] = dict.fromkeys(chunk, trouble)
    for w in changed:
        record = there.get(w.write.id)
        if isinstance(record, Record) and all(record.values.get(n, v) == v for n, v in w.write.values.items()):
            answers[w] = Written(record.id)
    made = [w for w in chunk if not w.write.id]
    answers |= {w: a for w, a in look_up(run, made, links).items() if isinstance(a, Written)}
    if any(isinstance(a, Written) for a in answers.values()):
        run.doubts = 0
    return answers


def _linked(
    run: Run, links: Links, made: Mapping[Wanted, Answer], met: dict[str, Record] | None
) -> dict[Wanted, Answer]:
    """Keep the ids of records just made; an answer that names a record which does not bear our key is doubted."""
    answers: dict[Wanted, Answer] = dict(made)
    found: dict[Wanted, Link] = {}
    for wanted, answer in made.items():
        link = links[wanted.kind, wanted.local_id]
        if isinstance(answer, Written) and link.state == SENDING:
            doubted = not answer.id or (wanted.kind in FIELDED and run.traits(wanted.kind).keyed)
            found[wanted] = replace(link, remote_id=answer.id, state=SENDING if doubted else LINKED)
        elif not isinstance(answer, Written | Exists) and not (isinstance(answer, Transient) and answer.unsure):
            found[wanted] = replace(link, sent_at=None)  # surely not made: there is nothing to look up
    _keep(run, links, found)
    answers |= _met(run, links, {w: a for w, a in made.items() if isinstance(a, Exists)})
    unproven = [w for w, link in found.items() if link.state == SENDING and isinstance(answers[w], Written)]
    if unproven:
        answers |= look_up(run, unproven, links, at_once=True, met=met)
    return answers


def _met(run: Run, links: Links, there: Mapping[Wanted, Exists]) -> dict[Wanted, Answer]:
    """Meet the records that stand in the way of new ones: they are brought together in the next run.

    One that already is another lead's stays refused: the two here are one there, which a person decides.
    """
    answers: dict[Wanted, Answer] = {}
    found: dict[Wanted, Link] = {}
    for wanted, answer in there.items():
        kind, link = wanted.kind, links[wanted.kind, wanted.local_id]
        ids = [answer.id] if answer.id else run.client.find(kind, [wanted.write]).get(wanted.write.key, ())
        with run.workspace.store.read() as tx:
            others = crm.links_by_remote(tx, run.id, kind, ids[:1])
        if ids and not others:
            found[wanted] = replace(link, remote_id=ids[0], state=LINKED, made_here=False)
            answers[wanted] = Postponed(run.workspace.now())
        else:
            found[wanted] = replace(link, sent_at=None)
    _keep(run, links, found)
    return answers


def look_up(
    run: Run,
    wanted: Sequence[Wanted],
    links: Links,
    *,
    at_once: bool = False,
    met: dict[str, Record] | None = None,
) -> dict[Wanted, Answer]:
    """Find out whether records that were begun were made; those that are not there are absent from the answers.

    Postponed where the CRM may not find them yet. With `at_once` they were just made: one not found is doubted.
    """
    if not wanted:
        return {}
    kind = wanted[0].kind
    answers: dict[Wanted, Answer] = {}
    named = [w for w in wanted if links[kind, w.local_id].remote_id]
    there = run.read(kind, [links[kind, w.local_id].remote_id for w in named]) if named else {}
    for w in named:
        record = there.get(links[kind, w.local_id].remote_id)
        if isinstance(record, Record) and record.key == w.write.key:
            remote_id = links[kind, w.local_id].remote_id  # as asked for: an answer may name another
            answers[w] = Written(remote_id)
            if met is not None:
                met[remote_id] = record
    left = [w for w in wanted if w not in answers]
    lag, now = run.traits(kind).lag, run.workspace.now()
    early = [w for w in left if (sent := links[kind, w.local_id].sent_at) and later(sent, lag) > now]
    for w in early:
        sent = links[kind, w.local_id].sent_at
        assert sent is not None
        answers[w] = Postponed(later(sent, lag))
    ready = [w for w in left if w not in answers]
    found = _found(run, kind, [w.write for w in ready])
    keyless = _keyless(run, kind, there)
    for w in ready:
        ids = found.get(w.write.key, ())
        said = there.get(links[kind, w.local_id].remote_id)
        if ids:
            answers[w] = Written(ids[0])
        elif isinstance(said, Merged):  # made, and part of another one before it was read back
            answers[w] = Written(said.into)
        elif at_once:
            answers[w] = Postponed(later(now, wait_after(0)))
        elif isinstance(said, Transient):
            answers[w] = said
        elif links[kind, w.local_id].remote_id in keyless:
            answers[w] = Keyless()
    sure = {w: a for w, a in answers.items() if isinstance(a, Written)}
    doubles = [w for w in sure if len(found.get(w.write.key, ())) > 1]
    run.add_log(
        *(
            run.log(w.leads[0], "doubled", kind, str(a.id), ", ".join(found[w.write.key]))
            for w, a in sure.items()
            if w in doubles
        )
    )
    _keep(run, links, {w: replace(links[kind, w.local_id], remote_id=a.id, state=LINKED) for w, a in sure.items()})
    return answers


def _keyless(run: Run, kind: Kind, there: Mapping[str, Record | CrmTrouble]) -> set[str]:
    """The ids of records that bear no key, and that nobody else here is known to have."""
    ids = [i for i, said in there.items() if isinstance(said, Record) and not said.key and run.traits(kind).keyed]
    with run.workspace.store.read() as tx:
        links = crm.links_by_remote(tx, run.id, kind, ids)
    return {i for i in ids if i not in links or links[i].state == SENDING}


def _found(run: Run, kind: Kind, writes: Sequence[Write]) -> dict[str, list[str]]:
    """The ids of records by our keys; what is another's already is nobody's else, though it reads the same."""
    found: dict[str, list[str]] = {}
    for start in range(0, len(writes), LOOKED_UP_AT_ONCE):
        run.step()
        there = run.client.find(kind, writes[start : start + LOOKED_UP_AT_ONCE])
        with run.workspace.store.read() as tx:
            links = crm.links_by_remote(tx, run.id, kind, [i for ids in there.values() for i in ids])
        held = {i: link for i, link in links.items() if link.state != SENDING}  # what an answer named proves nothing
        met = set(held) | {i for ids in found.values() for i in ids[:1]}
        for key, ids in there.items():
            free = [i for i in ids if i not in met or (i in held and held[i].key == key)]
            found[key] = free
            met |= set(free[:1])
    return found


def _keep(run: Run, links: Links, changed: Mapping[Wanted, Link]) -> None:
    if not changed:
        return
    for wanted, link in changed.items():
        links[wanted.kind, wanted.local_id] = link
    with run.workspace.store.write() as tx:
        crm.put_links(tx, list(changed.values()))
