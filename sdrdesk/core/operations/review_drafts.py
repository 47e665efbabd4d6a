"""What a reviewer has begun to write and not kept yet: in the store, so that no closing of the window loses it."""

import json
from collections.abc import Mapping

from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import grids as kept
from sdrdesk.core.store import reviews
from sdrdesk.core.store.database import Tx

Draft = dict[str, str]
"""Field -> what is typed in it, and where it belongs (about, about_id, start, length)."""
Drafts = dict[str, dict[str, Draft]]
"""Decision -> what is being said (comment, disagree …) -> its draft."""
_OF = "review_drafts/"
"""How the settings begin that hold drafts; the name of the person follows."""


def review_drafts(workspace: Workspace) -> Drafts:
    """What this person had begun."""
    with workspace.store.read() as tx:
        stored = kept.get_settings(tx).get(_OF + workspace.who, "")
    found: Drafts = json.loads(stored) if stored else {}
    return found


def keep_review_drafts(workspace: Workspace, drafts: Mapping[str, Mapping[str, Mapping[str, str]]]) -> None:
    """Keep all that this person has begun, but of leads erased meanwhile; not journalled."""
    with workspace.store.write() as tx:
        _keep(tx, _OF + workspace.who, drafts)


def forget_erased_drafts(tx: Tx) -> None:
    """Remove what anybody began about decisions of which nothing is left, since their lead was erased."""
    for key, stored in kept.get_settings(tx).items():
        if key.startswith(_OF) and stored:
            _keep(tx, key, json.loads(stored))


def _keep(tx: Tx, key: str, drafts: Mapping[str, Mapping[str, Mapping[str, str]]]) -> None:
    known = reviews.decisions_ever(tx, drafts)
    left = {decision_id: of for decision_id, of in drafts.items() if decision_id in known}
    kept.put_setting(tx, key, json.dumps(left, ensure_ascii=False) if left else "")
