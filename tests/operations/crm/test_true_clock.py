"""The waits that a CRM asks for, by the clock on the wall: never shorter, and no second longer."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sdrdesk.core.operations.crm.connections import connect
from sdrdesk.core.operations.crm.patience import resting
from sdrdesk.core.operations.crm.sync import sync
from sdrdesk.core.operations.leads import add_lead
from sdrdesk.core.operations.workspace import open_workspace
from tests.crm_faults.client import PlainClient
from tests.crm_faults.plain_crm import PlainCrm
from tests.operations.crm.sides import WORDS


def true_time() -> datetime:
    return datetime.now(UTC)


@pytest.mark.long
@pytest.mark.parametrize("seconds", [1, 3, 7])
@pytest.mark.parametrize("said", ["429_seconds", "429_date"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_run_goes_on_within_a_second_of_the_instant_named(tmp_path: Path, said: str, seconds: int, method: str):
    workspace = open_workspace(tmp_path / "leads.db", "Alix", true_time)
    for i in range(3):
        add_lead(workspace, {"last_name": f"M{i}", "phone": f"+3361234567{i}", "company": "Lumen"})
    with PlainCrm(clock=true_time) as crm:
        crm.fault(said, on=(method, "contacts"), seconds=seconds)
        connection = connect(workspace, "plain", "Plain", {"url": crm.url})
        client = PlainClient(crm.url, crm.key)
        try:
            sync(workspace, connection, client, WORDS, rest=resting(lambda: True))
        finally:
            client.close()
        asked = [place for place, request in enumerate(crm.requests) if request.status == 429]
        waits = [crm.requests[place + 1].at - crm.requests[place].at for place in asked]
        print(f"{method} {said} {seconds} s: waited {waits}")
        assert len(waits) == 1
        # A date says whole seconds, and up to one of them is behind already.
        shortest = timedelta(seconds=seconds - (1 if said == "429_date" else 0))
        assert shortest <= waits[0] <= timedelta(seconds=seconds + 1)
        assert crm.too_early == []
        assert len(crm.records("contacts")) == 3
    workspace.store.close()
