"""The sync against two real CRMs: a first push, edits on both sides, notes, stages, a deletion, a second machine; then
both sides are compared record by record, as the servers' own databases hold them."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sdrdesk.core.crm.client import CrmClient
from sdrdesk.core.crm.profile_files import open_profile, profile_texts
from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.operations import leads
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.crm import connections
from sdrdesk.core.operations.crm.run import Options
from sdrdesk.core.operations.crm.sync import Synced, sync
from sdrdesk.core.operations.stages import move_stage
from sdrdesk.core.store import crm as crm_store
from sdrdesk.core.words import Words
from tests.crm_servers.django_crm import DjangoCrm
from tests.crm_servers.tryton import Tryton
from tests.support import ROOT, Desk, OpenDesk

pytestmark = pytest.mark.long
MANY = 200
Opener = Callable[[], CrmClient]


@dataclass
class Machine:
    """One workspace connected to a real CRM."""

    desk: Desk
    opener: Opener
    connection: str = ""
    done: list[Synced] = field(default_factory=list)

    def connect(self, vendor: str) -> "Machine":
        options = Options(deals_from="")
        self.connection = connections.connect(self.desk.workspace, vendor, vendor, {}, options=options)
        return self

    def sync(self, *, full: bool = True) -> Synced:
        client = self.opener()
        try:
            self.done.append(sync(self.desk.workspace, self.connection, client, Words("en"), full=full))
        finally:
            client.close()
        return self.done[-1]

    def until_quiet(self) -> None:
        for _ in range(60):
            found = self.sync()
            if not found.why and not found.figures.left_waiting and found.next_at is None:
                return
            if found.next_at:
                self.desk.clock.at = max(self.desk.clock.at, found.next_at.astimezone(self.desk.clock.at.tzinfo))
        raise AssertionError(f"never quiet: {self.done[-1]}, {self.left()}")

    def left(self) -> list[tuple[str, str, str]]:
        return [
            (w.row.entity, w.row.code, w.row.detail) for w in connections.outbox(self.desk.workspace, self.connection)
        ]

    def remote(self, kind: str) -> dict[str, str]:
        """The id over there of each lead's record of a kind."""
        with self.desk.workspace.store.read() as tx:
            ids = [s.lead.id for s in self.desk.leads()]
            return {k.local_id: k.remote_id for k in crm_store.links_by_local(tx, self.connection, kind, ids).values()}


def many_leads(desk: Desk) -> list[str]:
    return [
        desk.add(
            first_name=f"Léa{n}",
            last_name=f"Martin{n}",
            email=f"lea{n}@firm{n % 40}.fr",
            phone=f"+3361234{n:04}",
            company=f"Firm {n % 40}",
            city="Lyon",
        )
        for n in range(MANY)
    ]


def worked_on(desk: Desk, ids: list[str]) -> None:
    for lead_id in ids[:10]:
        leads.add_note(desk.workspace, lead_id, "Rappeler après 14 h : réunion")
    for lead_id in ids[10:20]:
        record_call(desk.workspace, lead_id, Outcome.REACHED, note="Très intéressée")


class OfDjango:
    """What the tests below ask of django-crm."""

    vendor = "django-crm"

    def __init__(self, server: DjangoCrm) -> None:
        self.server = server

    def client(self) -> CrmClient:
        url, key = self.server.url.removesuffix("/api"), self.server.authorization.removeprefix("jwt ")
        return open_profile(profile_texts()["django-crm"], {"url": url}, key)

    def people(self) -> dict[str, Mapping[str, object]]:
        """Its leads by e-mail."""
        return {str(r["email"]): r for r in self.server.leads()}

    def said(self) -> list[str]:
        return [str(c["comment"]) for c in self.server.comments()]


@pytest.fixture
def second(open_desk: OpenDesk, tmp_path: Path) -> Desk:
    return open_desk(tmp_path / "second.sdrdesk", who="Bob")


def test_django_crm_and_two_machines_hold_the_same_in_the_end(desk: Desk, second: Desk, django_crm: DjangoCrm):
    there = OfDjango(django_crm)
    first = Machine(desk, there.client).connect(there.vendor)
    ids = many_leads(desk)
    first.until_quiet()
    assert Counter(r["email"] for r in django_crm.leads()) == Counter(f"lea{n}@firm{n % 40}.fr" for n in range(MANY))

    worked_on(desk, ids)
    leads.edit_lead(desk.workspace, ids[0], {"city": "Nantes"})
    move_stage(desk.workspace, ids[1], Stage.SQL, "rendez-vous")
    deals = first.remote("deal")
    django_crm.change(int(deals[ids[0]]), first_name="Léonie", last_name="Martin0")
    django_crm.change(int(deals[ids[2]]), status="recycled")
    django_crm.add_comment(int(deals[ids[3]]), "Vu au salon")
    django_crm.delete_lead(int(deals[ids[4]]))
    first.until_quiet()
    first.until_quiet()

    people = there.people()
    assert (people["lea0@firm0.fr"]["city"], desk.lead(ids[0]).lead.first_name) == ("Nantes", "Léonie")
    assert people["lea1@firm1.fr"]["status"] == "in process"
    assert desk.lead(ids[2]).lead.stage is Stage.NURTURING
    assert [n.text for n in leads.dossier(desk.workspace, ids[3]).notes if n.who != "Alix"] == ["Vu au salon"]
    assert desk.lead(ids[4]).standing.code == "excluded"
    assert len(people) == MANY - 1
    said = there.said()
    assert sum("Rappeler après 14 h" in s for s in said) == 9  # the tenth went with its lead
    assert sum("Très intéressée" in s for s in said) == 10

    other = Machine(second, there.client).connect(there.vendor)
    other.until_quiet()
    assert len(second.leads()) == MANY - 1
    found = next(s.lead for s in second.leads() if s.lead.email == "lea7@firm7.fr")
    leads.edit_lead(second.workspace, found.id, {"city": "Brest"})
    leads.add_note(second.workspace, found.id, "Note de Bob")
    other.until_quiet()
    first.until_quiet()
    same_on_all_sides(desk, second, there.people(), {"first_name", "last_name", "phone", "city"}, MANY - 1)
    notes = [n.text for n in leads.dossier(desk.workspace, ids[7]).notes]
    assert sorted(notes) == ["Note de Bob", "Rappeler après 14 h : réunion"]
    assert len(there.people()) == len(django_crm.leads()) == MANY - 1


class OfTryton:
    """What the tests below ask of Tryton."""

    vendor = "tryton"

    def __init__(self, server: Tryton) -> None:
        self.server = server

    def client(self) -> CrmClient:
        key = self.server.authorization.removeprefix("Bearer ")
        return open_profile(profile_texts()["tryton"], {"url": self.server.url, "database": "crm"}, key)

    def people(self) -> dict[str, dict[str, object]]:
        """Its opportunities by the e-mail address that a line of each names, the other lines as columns."""
        found = {}
        for row in self.server.opportunities():
            lines = dict(re.findall(r"^([A-Z][a-z ]+): (.+)$", str(row["comment"]), re.MULTILINE))
            columns = {name.lower().replace(" ", "_"): said for name, said in lines.items()}
            found[str(columns.get("email"))] = {**row, **columns}
        return found

    def said(self) -> list[str]:
        return [str(note["message"]) for note in self.server.notes()]


def test_tryton_and_two_machines_hold_the_same_in_the_end(desk: Desk, second: Desk, tryton: Tryton):
    there = OfTryton(tryton)
    first = Machine(desk, there.client).connect(there.vendor)
    ids = many_leads(desk)
    first.until_quiet()
    assert Counter(r["reference"] for r in tryton.opportunities()) == Counter(ids)
    assert len([p for p in tryton.parties() if str(p["name"]).startswith("Firm")]) == 40

    worked_on(desk, ids)
    leads.edit_lead(desk.workspace, ids[0], {"city": "Nantes"})
    move_stage(desk.workspace, ids[1], Stage.OPPORTUNITY, "besoin confirmé")
    deals = {lead: int(deal) for lead, deal in first.remote("deal").items()}
    old = next(r for r in tryton.opportunities() if r["id"] == deals[ids[0]])
    renamed = str(old["comment"]).replace("First name: Léa0", "First name: Léonie")
    tryton.change("sale.opportunity", deals[ids[0]], comment=renamed)
    tryton.move(deals[ids[2]], "lost")
    tryton.add_note("sale.opportunity", deals[ids[3]], "Vu au salon")
    tryton.move(deals[ids[4]], "cancel")
    tryton.delete("sale.opportunity", deals[ids[4]])
    first.until_quiet()
    first.until_quiet()

    people = there.people()
    assert (people["lea0@firm0.fr"]["city"], desk.lead(ids[0]).lead.first_name) == ("Nantes", "Léonie")
    assert people["lea1@firm1.fr"]["state"] == "opportunity"
    assert desk.lead(ids[2]).lead.stage is Stage.EXCLUDED
    assert [n.text for n in leads.dossier(desk.workspace, ids[3]).notes if n.who != "Alix"] == ["Vu au salon"]
    assert desk.lead(ids[4]).standing.code == "excluded"
    assert len(people) == MANY - 1
    said = there.said()
    assert sum("Rappeler après 14 h" in s for s in said) == 9  # the tenth went with its lead
    assert sum("Très intéressée" in s for s in said) == 10

    theirs = tryton.add_party("Nouvelle SARL")
    opened = tryton.add_opportunity(theirs, comment="First name: Zoé\nLast name: Blanc\nEmail: zoe@nouvelle.fr")
    parties = len(tryton.parties())
    other = Machine(second, there.client).connect(there.vendor)
    other.until_quiet()
    assert len(tryton.parties()) == parties  # nobody is made twice, and a colleague's customer stays theirs
    assert next(r for r in tryton.opportunities() if r["id"] == opened)["party"] == theirs
    tryton.move(opened, "cancel")
    tryton.delete("sale.opportunity", opened)
    zoe = next(s.lead.id for s in second.leads() if s.lead.last_name == "Blanc")
    other.until_quiet()
    assert second.lead(zoe).standing.code == "excluded"
    assert len(second.leads()) == MANY
    found = next(s.lead for s in second.leads() if s.lead.email == "lea7@firm7.fr")
    leads.edit_lead(second.workspace, found.id, {"city": "Brest"})
    leads.add_note(second.workspace, found.id, "Note de Bob")
    other.until_quiet()
    first.until_quiet()
    same_on_all_sides(desk, second, there.people(), {"first_name", "last_name", "phone", "city", "company"}, MANY - 1)
    notes = [n.text for n in leads.dossier(desk.workspace, ids[7]).notes]
    assert sorted(notes) == ["Note de Bob", "Rappeler après 14 h : réunion"]
    assert len(there.people()) == len(tryton.opportunities()) == MANY - 1


def same_on_all_sides(
    one: Desk, other: Desk, people: Mapping[str, Mapping[str, object]], columns: set[str], n: int
) -> None:
    """Each record there and each lead of both machines say the same, column by column."""
    for desk in (one, other):
        living = {s.lead.email: s.lead for s in desk.leads() if s.lead.email in people}
        assert len(living) == len(people) == n
        for email, lead in living.items():
            assert {c: getattr(lead, c) for c in columns} == {c: people[email][c] for c in columns}, email


def test_as_shipped_django_crm_makes_no_lead_twice_though_we_are_killed(
    desk: Desk, django_crm_as_shipped: DjangoCrm, tmp_path: Path
):
    """It does what it is asked and answers 500, and our process is killed at random, 200 creations long."""
    server = django_crm_as_shipped
    for n in range(MANY):
        desk.add(last_name=f"Martin{n}", email=f"lea{n}@firm.fr", phone=f"+3361234{n:04}")
    connection = connections.connect(desk.workspace, "django-crm", "django", {"url": server.url.removesuffix("/api")})
    path = desk.workspace.store.path
    desk.workspace.store.close()
    key = tmp_path / "key"
    key.write_text(server.authorization.removeprefix("jwt "))
    chance, kills = random.Random(1), 0
    while kills < 40 and len(server.leads()) < MANY:
        worker = subprocess.Popen(
            [sys.executable, "-m", "tests.crm_servers.sync_worker", str(path), connection, str(key)], cwd=ROOT
        )
        time.sleep(chance.uniform(0.8, 2.0))
        if worker.poll() is None:
            os.kill(worker.pid, signal.SIGKILL)
            kills += 1
        worker.wait()
    again = Machine(Desk(connections_reopened(path, desk), desk.clock), OfDjango(server).client, connection)
    again.until_quiet()
    found = Counter(r["email"] for r in server.leads())
    assert found == Counter(f"lea{n}@firm.fr" for n in range(MANY))
    print(f"killed {kills} times")
    assert kills >= 5
    again.desk.workspace.store.close()


def connections_reopened(path: Path, desk: Desk):  # type: ignore[no-untyped-def]
    from sdrdesk.core.operations.workspace import open_workspace

    return open_workspace(path, "Alix", desk.clock)
