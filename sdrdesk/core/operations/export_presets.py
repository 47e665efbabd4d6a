"""Which columns go to whom, under which names: the presets shipped for other programs, and those people save."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.answers import folded
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.export_targets import export_targets
from sdrdesk.core.normalising.names import one_line
from sdrdesk.core.operations.exports import ENDINGS, KINDS, LEADS, choosable_columns
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import grids as settings_store

_PRESETS, _LAST = "export_presets", "export_last"
Named = tuple[tuple[str, str], ...]
"""Our columns, each with its name in the file, "" for our own name."""


@dataclass(frozen=True, slots=True)
class ExportPreset:
    """Columns with their names, kept under a name; `own` ones are the workspace's, the others shipped."""

    name: str
    columns: Named
    what: str = LEADS
    own: bool = False


@dataclass(frozen=True, slots=True)
class LastExport:
    """What was exported last: the kind of rows, the ending, the preset it began with, and the columns by kind."""

    what: str = LEADS
    ending: str = ENDINGS[0]
    presets: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, Named] = field(default_factory=dict)


def export_presets(workspace: Workspace, what: str = LEADS) -> list[ExportPreset]:
    """The presets of a kind of rows: the workspace's own by name, then those shipped."""
    own = sorted(_own(workspace), key=lambda preset: folded(preset.name))
    shipped = [ExportPreset(target.name, target.columns) for target in export_targets()]
    return [preset for preset in [*own, *shipped] if preset.what == what]


def find_preset(workspace: Workspace, name: str, what: str = LEADS) -> ExportPreset:
    """The preset of that name, or of that shipped id, case and accents aside; UserError when there is none."""
    known = export_presets(workspace, what)
    ids = {target.id: target.name for target in export_targets()}
    wanted = folded(ids.get(name.lower(), name))
    found = next((preset for preset in known if folded(preset.name) == wanted), None)
    if found is None:
        raise UserError("unknown_preset", preset=name, known=[preset.name for preset in known])
    return found


def save_preset(workspace: Workspace, name: str, what: str, columns: Named) -> Changes:
    """Keep columns under a name, in place of an own preset of that name; UserError for a shipped one's, or none."""
    said = one_line(name)
    if not said or any(folded(said) in (folded(t.name), t.id) for t in export_targets()):
        raise UserError("preset_unnamed")
    if not columns:
        raise UserError("no_columns")
    kept = [p for p in _own(workspace) if (folded(p.name), p.what) != (folded(said), what)]
    return _keep(workspace, [*kept, ExportPreset(said, columns, what, own=True)])


def remove_preset(workspace: Workspace, preset: ExportPreset) -> Changes:
    """Forget an own preset."""
    return _keep(workspace, [p for p in _own(workspace) if (p.name, p.what) != (preset.name, preset.what)])


def last_export(workspace: Workspace) -> LastExport:
    """What was exported last, as far as it can still be."""
    said = _stored(workspace, _LAST, {})
    columns = {w: _usable(w, c) for w, c in said.get("columns", {}).items() if w in KINDS}
    what, ending = said.get("what", LEADS), said.get("ending", ENDINGS[0])
    return LastExport(
        what if what in KINDS else LEADS,
        ending if ending in ENDINGS else ENDINGS[0],
        dict(said.get("presets", {})),
        {w: c for w, c in columns.items() if c},
    )


def remember_export(workspace: Workspace, last: LastExport) -> None:
    """Have the next export begin with what this one was."""
    with workspace.store.write() as tx:
        settings_store.put_setting(tx, _LAST, json.dumps(asdict(last), ensure_ascii=False))


def _own(workspace: Workspace) -> list[ExportPreset]:
    read = (
        ExportPreset(p["name"], _usable(p["what"], p["columns"]), p["what"], own=True)
        for p in _stored(workspace, _PRESETS, [])
        if p["what"] in KINDS
    )
    return [preset for preset in read if preset.columns]


def _usable(what: str, columns: list[list[str]]) -> Named:
    """The columns that this version still has."""
    known = choosable_columns(what)
    return tuple((ours, name) for ours, name in columns if ours in known)


def _keep(workspace: Workspace, presets: list[ExportPreset]) -> Changes:
    said = [{"name": p.name, "what": p.what, "columns": p.columns} for p in presets]
    with workspace.store.write() as tx:
        settings_store.put_setting(tx, _PRESETS, json.dumps(said, ensure_ascii=False))
    return Changes(settings=True)


def _stored(workspace: Workspace, key: str, otherwise: Any) -> Any:
    with workspace.store.read() as tx:
        said = settings_store.get_settings(tx).get(key)
    return json.loads(said) if said else otherwise
