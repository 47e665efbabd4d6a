"""Stores of up to a million leads, of every tier, country and campaign, in a minute and kept for the next run.

A few thousand leads are made, called, decided on and placed by the product itself. The rest are copies of them,
with names, numbers and addresses of their own: what is stored of a copy is what the product would store.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import sqlcipher3.dbapi2 as sqlite

from benchmarks.many_leads import NOW
from sdrdesk.core.domain.campaign import Campaign
from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.normalising.names import company_key, match_keys, sort_name
from sdrdesk.core.operations.acts import lead_row
from sdrdesk.core.operations.campaigns import save_campaign
from sdrdesk.core.operations.standings import refresh
from sdrdesk.core.operations.workspace import Workspace, open_workspace
from sdrdesk.core.store import activities, journal, leads
from sdrdesk.core.store.activities import Call, Fact, StoredDecision, StoredSignal
from sdrdesk.core.store.leads import search_name

PATTERNS, SEED, BATCH = 5_000, 7, 500
PLACES = (
    ("FR", "+33199"), ("BE", "+3225"), ("CH", "+4122"), ("LU", "+35226"), ("DE", "+4930"),
    ("ES", "+3491"), ("IT", "+3906"), ("NL", "+3120"), ("PT", "+35121"), ("AT", "+431"), ("DK", "+4532"),
    ("PL", "+4822"), ("SE", "+468"),
)  # fmt: skip
KINDS = {"FR": ("professional", "sole_trader", ""), "BE": ("professional", "sole_trader", "")}
"""With these, leads are called by 16 different rules at once."""
FIRST = (
    "Jean-Pierre", "Anne", "Élodie", "Marc", "Zoé", "Luc", "Inès", "Bruno", "Chloé", "Denis", "Farid", "Gaëlle", "Hugo",
    "Karim", "Léa", "Nora", "Oscar", "Paul", "Quentin", "Rosa", "Sofia", "Théo", "Ursula", "Victor", "Wanda", "Yann",
)  # fmt: skip
BEGINNINGS = (
    "Abr", "Bel", "Car", "Dur", "Esp", "Fau", "Gui", "Hen", "Isa", "Jol", "Ker", "Lam", "Mor", "Nav", "Orl", "Per",
    "Qui", "Ros", "Sau", "Tho", "Urb", "Val", "Wei", "Xav", "Yve", "Zel", "Bar", "Cha", "Del", "Fer", "Gar", "Lec",
)  # fmt: skip
MIDDLES = ("an", "ber", "co", "di", "el", "fo", "ga", "hi", "jo", "la", "mi", "no", "ri", "sa", "ti", "vi")
ENDINGS = ("ard", "eau", "ier", "in", "ot", "oux", "ez", "elle", "ini", "sen", "ault", "mann", "y", "as", "ert", "on")
TRADES = (
    "Conseil",
    "Énergie",
    "Logistique",
    "Textile",
    "Santé",
    "Mécanique",
    "Édition",
    "Transports",
    "Cuisines",
    "Bois",
)
TITLES = ("Directeur des achats", "Gérante", "Responsable informatique", "CFO", "Stagiaire", "")
TAGS = ("", "", "", "salon", "partenaire", "salon, relance")
OUTCOMES = ("no_answer", "no_answer", "busy", "voicemail", "gatekeeper", "reached", "callback_later", "not_interested")
HOT, OTHER = ("demo_request", "quote_request"), ("webinar", "download", "pricing_page", "event", "email_click")


def large_store(count: int) -> Path:
    """A copy of a store of `count` leads to work in; the kept one stays as it was made."""
    made_by = Path(__file__).read_bytes() + Path(leads.__file__).with_name("schema.py").read_bytes()
    name = f"{count}-{hashlib.sha256(made_by).hexdigest()[:12]}.sdrdesk"
    folder = Path(tempfile.gettempdir()) / "sdrdesk-benchmarks"
    kept, work = folder / name, folder / f"work-{name}"
    folder.mkdir(parents=True, exist_ok=True)
    if not kept.exists():
        unfinished = kept.with_suffix(".part")
        for left in folder.glob(f"{unfinished.name}*"):
            left.unlink()
        make_large_store(unfinished, count)
        unfinished.replace(kept)
    for left in folder.glob(f"{work.name}*"):
        left.unlink()
    shutil.copyfile(kept, work)
    return work


def opened(path: Path) -> Workspace:
    """The workspace in it, on a Tuesday morning."""
    return open_workspace(path, "Alix", lambda: datetime.fromisoformat(NOW))


def make_large_store(path: Path, count: int) -> None:
    """Make the store, in one file without a log."""
    workspace = opened(path)
    make_patterns(workspace, min(count, PATTERNS))
    with workspace.store.read() as tx:
        patterns = list(leads.get_leads(tx, leads.all_ids(tx, limit=PATTERNS)).values())
    workspace.store.close()
    with closing(sqlite.connect(path, isolation_level=None)) as connection:
        copy_patterns(connection, patterns, count)


# -- what the product makes --------------------------------------------------------------------------------------------


def make_patterns(workspace: Workspace, count: int) -> None:
    """Leads of 1 to 5 a company with signals, calls and decisions, placed by the product."""
    random = Random(SEED)
    for name in ("Printemps", "Salon", "Relance"):
        save_campaign(workspace, Campaign("", name, "", ""))
    operation, at = workspace.new_id(), workspace.now() - timedelta(days=60)
    with workspace.store.write() as tx:
        journal.begin_operation(tx, operation, "import", at, workspace.who, state="done", summary={"rows": count})
    made = list(people(workspace, random, count))
    for start in range(0, len(made), BATCH):
        batch = made[start : start + BATCH]
        facts = [fact for lead in batch for fact in history(workspace, random, lead, operation)]
        with workspace.store.write() as tx:
            rows = [lead_row(lead, operation, at + timedelta(minutes=random.randrange(9_999))) for lead in batch]
            leads.insert_leads(tx, rows)
            activities.add_facts(tx, facts)
            refresh(tx, workspace, [lead.id for lead in batch], workspace.now())


def people(workspace: Workspace, random: Random, count: int) -> Iterator[Lead]:
    """Leads company by company; in a company all are of one country and campaign."""
    campaigns, made, company = ["", *workspace.campaigns], 0, 0
    while made < count:
        country, prefix = random.choice(PLACES)
        kind, campaign = random.choice(KINDS.get(country, ("professional",))), random.choice(campaigns)
        for _ in range(min(random.randrange(1, 6), count - made)):
            lead = Lead(
                workspace.new_id(),
                job_title=random.choice(TITLES),
                country=country,
                employees=random.choice(("4", "25", "120", "800", "")),
                tags=random.choice(TAGS),
                campaign=campaign,
                contact_kind=kind,
                phone=prefix if random.random() > 0.08 else "",
            )
            yield dressed(lead, made, company)
            made += 1
        company += 1


def dressed(pattern: Lead, n: int, company: int) -> Lead:
    """A pattern as the nth lead, of the so-manieth company: the names, the number and the address of a person."""
    b, m = company % len(BEGINNINGS), company // len(BEGINNINGS) % len(MIDDLES)
    firm = f"{BEGINNINGS[b]}{MIDDLES[m]}{ENDINGS[company // 512 % 16]} {TRADES[company % 10]}"
    firm = f"{firm} {company}" if company >= 5_120 else firm
    mixed = n * 2_654_435_761 % 2**32
    first, last = (
        FIRST[mixed % 26],
        BEGINNINGS[mixed // 26 % 32] + MIDDLES[mixed // 832 % 16] + ENDINGS[mixed // 13_312 % 16],
    )
    address = f"{company_key(first).replace(' ', '-')}.{last.lower()}{n}@{company_key(firm).split()[0]}.example"
    prefix = next((p for _, p in reversed(PLACES) if pattern.phone.startswith(p)), "")
    number = f"{prefix}{n:0{max(6, 12 - len(prefix))}d}" if prefix else ""
    return replace(pattern, first_name=first, last_name=last, company=firm, email=address, phone=number)


def history(workspace: Workspace, random: Random, lead: Lead, operation: str) -> Iterator[Fact]:
    """What happened with a lead: for a third a signal, for a third calls, for a few a decision or a promise."""
    now, new_id = workspace.now(), workspace.new_id
    if random.random() < 0.35:
        at = now - timedelta(minutes=random.randrange(60, 150_000))
        kind = random.choice(HOT) if random.random() < 0.1 else random.choice(OTHER)
        yield StoredSignal(new_id(), lead.id, kind, at, operation)
    if random.random() > 0.35:
        return
    at = now - timedelta(days=random.randrange(1, 50), minutes=random.randrange(500))
    for _ in range(random.randrange(1, 4)):
        outcome = random.choice(OUTCOMES)
        day = (at + timedelta(days=random.randrange(1, 60))).date().isoformat() if outcome == "callback_later" else None
        yield Call(new_id(), lead.id, at, outcome, operation, until_day=day, number=lead.phone, who=workspace.who)
        at += (now - at) / 3
    if random.random() < 0.1:
        until = now + timedelta(minutes=random.randrange(-300, 3_000))
        yield Call(new_id(), lead.id, at, "callback_promised", operation, until=until, number=lead.phone)
    elif random.random() < 0.3:
        later, grid = random.random() < 0.5, workspace.grid_for(lead.campaign)
        day = (now + timedelta(days=random.randrange(-5, 90))).date().isoformat() if later else None
        decision, route = ("later", "nurture") if later else ("never", "exclude")
        reason = "" if later else "no_need"
        yield StoredDecision(
            new_id(), lead.id, at, decision, route, grid.id, grid.version, "{}", operation, until_day=day, reason=reason
        )


# -- what is copied ----------------------------------------------------------------------------------------------------

COPIED = ("lead", "signal", "activity", "decision", "lead_state", "lead_key")
FACTS = ("signal", "activity", "decision")
OWN = ("first_name", "last_name", "company", "email", "phone", "sort_name", "company_key")


def copy_patterns(connection: sqlite.Connection, patterns: list[Lead], count: int) -> None:
    """Copy the patterns until there are `count` leads; indexes are made at the end, in one go."""
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -300000", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    indexes = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN "
        f"({', '.join('?' * len(COPIED))})",
        COPIED,
    ).fetchall()
    connection.execute("BEGIN")
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    for table in ("lead", "lead_state", *FACTS):
        connection.execute(f"CREATE TEMP TABLE pattern_{table} AS SELECT * FROM {table}")
        key = "id" if table == "lead" else "lead"
        connection.execute(f"CREATE INDEX temp.of_{table} ON pattern_{table} ({key})")
    connection.execute("CREATE TEMP TABLE copied_key (key TEXT, lead TEXT)")
    connection.execute(f"CREATE TEMP TABLE copy (seq INTEGER PRIMARY KEY, id, of, {', '.join(OWN)}, words, tail)")
    firsts = list(dict.fromkeys(p.company for p in patterns))
    place = {firm: n for n, firm in enumerate(firsts)}
    for n, start in enumerate(range(len(patterns), count, len(patterns)), 1):
        copy_once(connection, patterns[: count - start], n, start, len(firsts) * n, place)
    connection.execute("INSERT OR IGNORE INTO lead_key SELECT key, lead FROM copied_key ORDER BY key, lead")
    for _, sql in indexes:
        connection.execute(sql)
    connection.execute("COMMIT")
    connection.execute("PRAGMA journal_mode = WAL")


def copy_once(
    connection: sqlite.Connection, patterns: list[Lead], n: int, start: int, companies: int, place: dict[str, int]
) -> None:
    """One more of each of these patterns, with the facts and the state it has."""
    tail, rows, keys = f"{n:06x}", [], []
    for at, pattern in enumerate(patterns):
        lead = replace(dressed(pattern, start + at, companies + place[pattern.company]), id=pattern.id[:-6] + tail)
        firm = company_key(lead.company)
        own = (lead.first_name, lead.last_name, lead.company, lead.email, lead.phone, sort_name(lead), firm)
        rows.append((start + at + 1, lead.id, pattern.id, *own, search_name(lead), tail))
        keys.extend((key, lead.id) for key in match_keys(lead))
    connection.execute("DELETE FROM copy")
    connection.executemany(f"INSERT INTO copy VALUES ({', '.join('?' * len(rows[0]))})", rows)
    connection.executemany("INSERT INTO copied_key VALUES (?, ?)", keys)
    given = {name: f"copy.{name}" for name in ("seq", "id", *OWN)}
    insert_copies(connection, "lead", "id", given)
    for table in FACTS:
        insert_copies(connection, table, "lead", {"id": "substr(p.id, 1, 30) || copy.tail", "lead": "copy.id"})
    firm = "CASE p.company WHEN '' THEN '' ELSE copy.company_key END"
    insert_copies(connection, "lead_state", "lead", {"lead": "copy.id", "company": firm})
    connection.execute(
        "INSERT INTO lead_search(rowid, name, company, notes) SELECT seq, words, company, '' FROM copy ORDER BY seq"
    )


def insert_copies(connection: sqlite.Connection, table: str, key: str, given: dict[str, str]) -> None:
    """Rows of a table as the pattern has them, but for what a copy has of its own."""
    names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    said = ", ".join(given.get(name, f"p.{name}") for name in names)
    connection.execute(
        f"INSERT INTO {table} SELECT {said} FROM copy JOIN pattern_{table} p ON p.{key} = copy.of ORDER BY copy.seq"
    )
