"""What the signals of a lead say: as JSON, in words, and whether a request waits for its answer."""

from datetime import datetime
from typing import Any

from sdrdesk.core.domain.answers import folded
from sdrdesk.core.domain.call_queue import Closed
from sdrdesk.core.domain.outcomes import CONVERSATIONS, Outcome
from sdrdesk.core.domain.signals import Signal, SignalChannel, Wait, channel_of, open_request, wait_of
from sdrdesk.core.operations.leads import LeadDossier, local_time
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store.activities import StoredSignal as StoredSignal
from sdrdesk.core.words import Words


def signals_json(workspace: Workspace, dossier: LeadDossier) -> list[dict[str, Any]]:
    """The signals of a lead as the command line prints them, newest first."""
    return [
        {
            "id": s.id,
            "type": s.type,
            "at": local_time(workspace, s.at),
            "channel": channel_of(s.type, s.channel).value,
            "detail": s.detail,
        }
        for s in reversed(dossier.signals)
    ]


def signal_words(signal: StoredSignal, words: Words) -> str:
    """A signal in words on one line: its type, the channel where the type does not say it, and the detail."""
    return " · ".join(p for p in (words.text("signal", signal.type), channel_words(signal, words), signal.detail) if p)


def channel_words(signal: StoredSignal, words: Words) -> str:
    """The channel of a signal in words; "" where its type says it already, or nobody knows it."""
    channel = channel_of(signal.type, signal.channel)
    said, by = words.text("signal", signal.type), words.text("channel", channel.value)
    return "" if channel is SignalChannel.OTHER or folded(by) in folded(said) else by.lower()


def waiting_request(dossier: LeadDossier, now: datetime) -> Signal | None:
    """The request to talk that nobody has answered yet; None for a lead that is closed."""
    if isinstance(dossier.summary.standing, Closed):
        return None
    talked = max((c.at for c in dossier.calls if Outcome(c.outcome) in CONVERSATIONS), default=None)
    return open_request((Signal(s.type, s.at) for s in dossier.signals), talked, now)


def wait_for_answer(workspace: Workspace, dossier: LeadDossier, now: datetime) -> tuple[Signal, Wait] | None:
    """The request nobody has answered yet, and how long that is in the hours in which this lead may be called."""
    asked = waiting_request(dossier, now)
    if asked is None:
        return None
    hours = workspace.rules_of(dossier.summary.lead).hours
    return asked, wait_of(hours.elapsed(asked.at, now))
