"""Whether a workspace is a review; light enough to be asked at every start."""

from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import grids as kept


def is_review(workspace: Workspace) -> bool:
    """Whether this workspace was opened from a review bundle (`bundles.review_of` says which)."""
    with workspace.store.read() as tx:
        return bool(kept.get_settings(tx).get(kept.REVIEW_OF))
