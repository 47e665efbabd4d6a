"""A file of signals: which of its columns say who, what, when and how, and what their words mean."""

import tomllib
from collections.abc import Sequence
from functools import cache

from sdrdesk.core.domain.signals import SignalChannel
from sdrdesk.core.exchange.columns import ColumnMap, header_key, map_headers, signal_type_of
from sdrdesk.core.resources import resource_path

TYPE, AT, TIME, CHANNEL, DETAIL = "signal_type", "signal_at", "signal_time", "signal_channel", "signal_detail"
_STAND_IN = {TYPE: "source", AT: "source_date"}
"""The columns of a lead file that say the same where a file has no column of its own for it."""


@cache
def _table(name: str) -> dict[str, str]:
    table = tomllib.loads(resource_path("import", "signals.toml").read_text(encoding="utf-8"))[name]
    return {header_key(alias): code for code, aliases in table.items() for alias in aliases}


def map_signal_headers(header: Sequence[str]) -> ColumnMap:
    """Recognise each header: what says the signal first, then what says who it is, as in a file of leads."""
    known = _table("header")
    chosen = {n: f"signal_{known[header_key(name)]}" for n, name in enumerate(header) if header_key(name) in known}
    columns = map_headers(header, chosen)
    sources = dict(columns.sources)
    for column, stand_in in _STAND_IN.items():
        if column not in sources and stand_in in sources:
            sources[column] = sources[stand_in]
    return ColumnMap(sources, columns.unmapped, columns.ours, columns.guarded)


def signal_type(said: str) -> str | None:
    """The type of signal that a word of a person or a CRM stands for."""
    return _table("type").get(header_key(said)) or signal_type_of(said)


def signal_channel(said: str) -> SignalChannel | None:
    """The channel that a word stands for."""
    key = header_key(said)
    found = _table("channel").get(key) or (key if key in set(SignalChannel) else None)
    return SignalChannel(found) if found else None
