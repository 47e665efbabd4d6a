"""The phrases offered to the notes: the workspace's own, else the shipped ones."""

from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words

MOST = 9


def shipped_quick_notes(words: Words) -> tuple[str, ...]:
    """The phrases of a workspace that has none of its own."""
    return tuple(words.text("quick_note", code) for code in words.codes("quick_note"))


def quick_notes(workspace: Workspace, words: Words) -> tuple[str, ...]:
    """What is offered, in order; nine at most, one a digit."""
    own = [line.strip() for line in workspace.settings["quick_notes"].split("\n")]
    return tuple(line for line in own if line)[:MOST] or shipped_quick_notes(words)


def setting_of(typed: str) -> str:
    """The setting that typed lines make: blank lines go."""
    return "\n".join(line.strip() for line in typed.splitlines() if line.strip())
