"""A CRM that a profile describes, through the whole sync."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from sdrdesk.core.crm.profile_files import open_profile
from sdrdesk.core.operations import leads
from sdrdesk.core.operations.crm import connections
from sdrdesk.core.operations.crm.sync import Synced, sync
from tests.crm_faults.plain_crm import PlainCrm
from tests.operations.crm.sides import WORDS
from tests.support import Desk

PLAIN = """
format = 1
id = "plain"
name = { en = "Plain", fr = "Simple" }
key_page = { en = "-", fr = "-" }
primary = "contact"
address = "{url}"
input = [{ id = "url", kind = "url", label = { en = "Address", fr = "Adresse" } }]
headers = { Authorization = "Bearer {key}" }
account = { path = "/me", name = "data.name" }

[contact]
modified = "modified"
create = { path = "/contacts", id = "data.id" }
update = { path = "/contacts/{id}", method = "PATCH" }
read = { path = "/contacts/{id}", records = "data" }
find = [{ path = "/contacts", records = "data", params = { external_id = "{our_key}" } }]
key = { at = "external_id" }
field.last_name = { at = "fields.last_name" }
field.email = { at = "fields.email" }
field.title = { at = "fields.title" }
map = { last_name = "last_name", email = "email", job_title = "title" }

[contact.list]
path = "/contacts"
records = "data"
paging = "offset"
since = "datetime"
params = { modified_since = "{since}", offset = "{offset}", limit = "{size}" }
"""


@dataclass
class Profiled:
    """A desk and a CRM, connected by a profile."""

    desk: Desk
    crm: PlainCrm
    connection: str

    def sync(self) -> Synced:
        """One run a minute later, never of everything but the first."""
        self.desk.clock.at += timedelta(minutes=1)
        client = open_profile(PLAIN, {"url": self.crm.url}, self.crm.key)
        try:
            return sync(self.desk.workspace, self.connection, client, WORDS)
        finally:
            client.close()


@pytest.fixture
def sides(desk: Desk) -> Iterator[Profiled]:
    with PlainCrm(clock=desk.clock) as crm:
        yield Profiled(desk, crm, connections.connect(desk.workspace, "plain", "Plain", {"url": crm.url}))


def test_a_clock_that_was_wrong_over_there_hides_nothing_once_it_is_right(sides: Profiled):
    sides.crm.fault("clock_skew", hours=24)
    lead_id = sides.desk.add(last_name="Roy", email="roy@x.fr")
    sides.sync()
    sides.sync()
    sides.crm.mend("clock_skew")
    for title in ("DG", "PDG"):
        sides.crm.change("contacts", sides.crm.record("contacts", lead_id).id, title=title)
        sides.sync()
        assert sides.desk.lead(lead_id).lead.job_title == title


def test_a_field_of_the_key_that_nobody_may_read_makes_nobody_twice(sides: Profiled):
    lead_id = sides.desk.add(last_name="Roy", email="roy@x.fr", job_title="DG")
    shown = sides.crm.api.shown
    sides.crm.api.shown = lambda record: {**shown(record), "external_id": None}  # type: ignore[method-assign]
    for _each in range(4):
        sides.sync()
        connections.try_again(sides.desk.workspace, sides.connection)
    assert len(sides.crm.records("contacts")) == len(sides.desk.leads()) == 1
    sides.crm.api.shown = shown  # type: ignore[method-assign]
    sides.sync()
    leads.edit_lead(sides.desk.workspace, lead_id, {"job_title": "PDG"})
    sides.sync()
    assert sides.crm.record("contacts", lead_id).fields["title"] == "PDG"


def test_a_list_that_once_told_no_ids_doubles_nobody(sides: Profiled):
    lead_id = sides.desk.add(last_name="Roy", email="roy@x.fr")
    for n in range(3):
        sides.crm.enter("contacts", {"last_name": f"M{n}", "email": f"m{n}@x.fr"})
    shown = sides.crm.api.shown
    sides.crm.api.shown = lambda record: {**shown(record), "id": None}  # type: ignore[method-assign]
    assert sides.sync().why == "transient"
    sides.crm.api.shown = shown  # type: ignore[method-assign]
    assert [sides.sync().why for _each in range(2)] == ["", ""]
    assert len(sides.desk.leads()) == len(sides.crm.records("contacts")) == 4
    assert sides.crm.record("contacts", lead_id).fields["email"] == "roy@x.fr"
