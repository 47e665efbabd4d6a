"""A window beside a small CRM on this machine, spoken to over real HTTP."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from sdrdesk.core.operations.crm.opening import WEBHOOK, Crms, Input, Secrets, Vendor
from sdrdesk.core.operations.workspace import Workspace
from tests.crm_faults.client import PlainClient
from tests.crm_faults.plain_crm import PlainCrm
from tests.ui.crm.side import Side
from tests.ui.window import Clock, open_window

PLAIN = Vendor("plain", "Plain CRM", (Input("url", "url"),), steps={"en": "Open the settings.\nCopy the key."})
HOOK = Vendor(WEBHOOK, "Webhook", (Input("url", "url"),))


def plain_client(vendor_id, given, key, content="", *, asked=()):
    assert vendor_id == "plain"
    return PlainClient(given["url"], key)


@pytest.fixture
def crms() -> Crms:
    """The small CRM is the one that can be chosen; keys are kept in memory."""
    return Crms(Secrets(lambda: None), lambda: (PLAIN, HOOK), plain_client)


@pytest.fixture
def crm(clock: Clock) -> Iterator[PlainCrm]:
    """The small CRM, running."""
    with PlainCrm(clock=clock) as there:
        yield there


@pytest.fixture
def side(workspace: Workspace, crms: Crms, crm: PlainCrm, qtbot: QtBot, clock: Clock, tmp_path: Path) -> Iterator[Side]:
    """The window and the CRM; whatever is left running fails."""
    window = open_window(workspace, qtbot, clock, tmp_path, crms=crms)
    yield Side(window, crm, crms)
    window.shell.close()
    window.shell.deleteLater()
    left = [t.name for t in threading.enumerate() if t.name.startswith("sdrdesk-")]
    assert not left, f"threads left running: {left}"
