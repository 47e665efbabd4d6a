"""What a reviewer has begun to write and not kept yet: in the store, so that no closing of the window loses it."""

import json
from collections.abc import Mapping

from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import grids as kept

Draft = dict[str, str]
"""Field -> what is typed in it, and where it belongs (about, about_id, start, length)."""
Drafts = dict[str, dict[str, Draft]]
"""Decision -> what is being said (comment, disagree …) -> its draft."""


def _key(workspace: Workspace) -> str:
    return f"review_drafts/{workspace.who}"


def review_drafts(workspace: Workspace) -> Drafts:
    """What this person had begun."""
    with workspace.store.read() as tx:
        stored = kept.get_settings(tx).get(_key(workspace), "")
    found: Drafts = json.loads(stored) if stored else {}
    return found


def keep_review_drafts(workspace: Workspace, drafts: Mapping[str, Mapping[str, Mapping[str, str]]]) -> None:
    """Keep all that this person has begun; not journalled."""
    said = json.dumps(drafts, ensure_ascii=False) if drafts else ""
    with workspace.store.write() as tx:
        kept.put_setting(tx, _key(workspace), said)
