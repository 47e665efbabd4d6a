"""What passed between here and the CRMs, and whether there are any: what the window needs from its start on."""

from dataclasses import dataclass
from datetime import datetime

from sdrdesk.core.operations.crm.taking import ENTITY as ENTITY
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import crm
from sdrdesk.core.store.crm import LogLine
from sdrdesk.core.words import Words


@dataclass(frozen=True, slots=True)
class Passed:
    """One thing that passed between here and a CRM."""

    at: datetime
    title: str
    text: str


def is_connected(workspace: Workspace) -> bool:
    """Whether there is a connection, whatever its state."""
    with workspace.store.read() as tx:
        return bool(crm.get_connections(tx))


def field_said(name: str, words: Words) -> str:
    """A field of ours as people read it."""
    return words.text("crm_field" if words.has("crm_field", name) else "column", name)


def passed(workspace: Workspace, lead_id: str, words: Words) -> list[Passed]:
    """What passed between here and every CRM about a lead, newest first."""
    with workspace.store.read() as tx:
        lines = crm.log_of(tx, lead_id)
        names = {c.id: c.name for c in crm.get_connections(tx)} if lines else {}
    found = []
    for line in lines:
        kind = words.text("crm_kind", line.kind)
        title = words.text("crm_passed", line.what, kind=kind, crm=names.get(line.connection, ""))
        found.append(Passed(line.at, title, _detail(line, words)))
    return found


def _detail(line: LogLine, words: Words) -> str:
    if line.what not in ("made", "sent", "taken", "kept"):
        return line.detail
    names = [name for name in line.detail.split(", ") if name]
    known = [n for n in names if words.has("column", n) or words.has("crm_field", n)]
    return ", ".join(field_said(n, words).lower() if n in known else n for n in names)
