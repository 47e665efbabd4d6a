"""Edits of both sides at once, through the whole sync and over HTTP: kept field by field, in either order."""

from datetime import timedelta
from random import Random

import pytest

from sdrdesk.core.operations import leads
from sdrdesk.core.operations.crm.run import Options
from sdrdesk.core.operations.crm.sync import sync
from tests.crm_faults.client import PlainClient
from tests.operations.crm.sides import WORDS, connected

PEOPLE = 20
NAMES = {"job_title": "title", "linkedin": "profile", "tags": "labels", "phone": "phone", "first_name": "first_name"}
HERE, THERE = "here", "there"


class AfterTheList(PlainClient):
    """Has others act once the lists were read, when the first record is asked for by its id."""

    then = staticmethod(lambda: None)

    def read(self, kind, ids):
        act, self.then = self.then, lambda: None
        act()
        return super().read(kind, ids)


def value(place, column, n):
    number = {HERE: 1, THERE: 2}[place]
    return {"phone": f"+3361{number}{n:06}", "linkedin": f"https://www.linkedin.com/in/{place}{n}"}.get(
        column, f"{column} {place} {n}"
    )


def chosen(random):
    """Who changes which columns, and to what, on each side: a good part of them on both."""
    edits = {HERE: {}, THERE: {}}
    for n in range(PEOPLE):
        for place, of in edits.items():
            columns = [c for c in NAMES if random.random() < 0.5]
            of[n] = {c: "" if random.random() < 0.2 else value(place, c, n) for c in columns}
    return edits


def expected(before, here, there, wins):
    """By the rules alone: the one edit there is; of two a value before a blank, then who was chosen to win."""
    if here is None or there is None:
        return there if here is None and there is not None else here if here is not None else before
    if bool(here) != bool(there):
        return here or there
    return there if wins == "crm" else here


@pytest.mark.parametrize("skew", [-24, 0, 24])
@pytest.mark.parametrize("wins", ["crm", "here"])
@pytest.mark.parametrize("read_first", [True, False])
def test_edits_of_both_sides_are_kept_in_either_order(desk, read_first, wins, skew):
    edits = chosen(Random(6))
    with connected(desk, Options(wins=wins), batch=100) as sides:
        start = {c: value(HERE, c, 99) for c in ("job_title", "tags", "first_name")}
        ids = [desk.add(**start, last_name=f"M{n}", email=f"m{n}@x.fr", phone="") for n in range(PEOPLE)]
        sides.until_quiet()
        desk.clock.at += timedelta(hours=1)
        sides.crm.skew = timedelta(hours=skew)
        contacts = [sides.contact(i).id for i in ids]

        def others_edit():
            for n, columns in edits[THERE].items():
                sides.crm.change("contacts", contacts[n], **{NAMES[c]: v for c, v in columns.items()})

        for n, columns in edits[HERE].items():
            leads.edit_lead(desk.workspace, ids[n], columns)
        client = AfterTheList(sides.crm.url, sides.crm.key, batch=100)
        if read_first:
            others_edit()
        else:
            client.then = others_edit
        try:
            sync(desk.workspace, sides.connection, client, WORDS, full=True)
        finally:
            client.close()
        desk.clock.at += timedelta(days=2)
        sides.until_quiet()

        for n, lead_id in enumerate(ids):
            lead, contact = desk.lead(lead_id).lead, sides.contact(lead_id)
            replaced = {e.before for _o, e in leads.history(desk.workspace, lead_id)}
            for column, name in NAMES.items():
                here, there = (edits[place][n].get(column) for place in (HERE, THERE))
                wanted = expected(start.get(column, ""), here, there, wins)
                assert (getattr(lead, column), contact.fields.get(name, "")) == (wanted, wanted)
                for typed in (here, there):
                    assert typed in (None, "", wanted) or typed in replaced, f"{typed} is in no journal"
