"""The stages of a lead: how a workspace names them, what moves a lead by hand, and what a decision makes of one."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.lead import Lead, Stage
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.domain.stages import is_beside_the_way, stage_after
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.acts import act
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.settings import LONGEST_CRITERIA, LONGEST_LABEL
from sdrdesk.core.store import journal, leads
from sdrdesk.core.store.database import Tx
from sdrdesk.core.words import Words


@dataclass(frozen=True, slots=True)
class StageText:
    """How a stage is named and what must be true for a lead to be there; "" is the shipped text."""

    label: str = ""
    criteria: str = ""


@lru_cache(maxsize=8)
def _own_texts(setting: str) -> Mapping[Stage, StageText]:
    return {Stage(stage): StageText(**said) for stage, said in json.loads(setting or "{}").items()}


def own_texts(workspace: Workspace) -> Mapping[Stage, StageText]:
    """The texts a firm gave its stages; those it did not are absent or ""."""
    return _own_texts(workspace.settings["stages"])


def shipped_text(words: Words, stage: Stage) -> StageText:
    """The text of a stage as shipped."""
    return StageText(words.text("stage", stage.value), words.text("stage_criteria", stage.value))


def stage_label(workspace: Workspace, words: Words, stage: Stage) -> str:
    """What a stage is called here: the firm's own label, else the shipped one. The one way to name a stage."""
    own = own_texts(workspace).get(stage)
    return own.label if own and own.label else shipped_text(words, stage).label


def stage_criteria(workspace: Workspace, words: Words, stage: Stage) -> str:
    """What must be true for a lead to be at a stage: the firm's own sentence, else the shipped one."""
    own = own_texts(workspace).get(stage)
    return own.criteria if own and own.criteria else shipped_text(words, stage).criteria


def setting_of(texts: Mapping[Stage, StageText], words: Words) -> str:
    """The texts as the setting `stages` holds them; UserError when one is too long or two stages share a name."""
    kept, named = {}, dict[str, Stage]()
    for stage in Stage:
        text = texts.get(stage, StageText())
        said = {"label": _one_line(text.label), "criteria": _one_line(text.criteria)}
        label = said["label"] or shipped_text(words, stage).label
        if len(label) > LONGEST_LABEL:
            raise UserError("stage_text_too_long", text=label, most=LONGEST_LABEL)
        if len(said["criteria"]) > LONGEST_CRITERIA:
            raise UserError("stage_text_too_long", text=f"{said['criteria'][:40]}…", most=LONGEST_CRITERIA)
        if label.casefold() in named:
            raise UserError("stage_named_twice", label=label)
        named[label.casefold()] = stage
        own = {key: value for key, value in said.items() if value}
        if own:
            kept[stage.value] = own
    return json.dumps(kept, ensure_ascii=False) if kept else ""


def _one_line(text: str) -> str:
    return re.sub(r"[\x00-\x20]+", " ", text).strip()  # the no-break spaces of French stay


def move_stage(workspace: Workspace, lead_id: str, stage: Stage, reason: str) -> Changes:
    """Move a lead along the way by hand, with the reason; UserError without one, or where a decision is needed."""
    said = _one_line(reason)
    if not said:
        raise UserError("stage_needs_reason")
    if is_beside_the_way(stage):
        raise UserError("stage_needs_decision")
    with act(workspace, "stage", stage=stage.value, reason=said) as doing:
        before = doing.lead(lead_id).stage
        if before is Stage.EXCLUDED:
            raise UserError("stage_needs_decision")
        if not doing.change_lead(lead_id, {"stage": stage.value}):
            raise UserError("same_stage")
    return doing.changes()


def stage_on_the_way(tx: Tx, lead: Lead) -> Stage:
    """Where a lead stands on the way, or returns to: before it was nurtured or excluded, or a meeting made it SQL."""
    stage = lead.stage
    for operation, entry in journal.column_changes(tx, lead.id, "stage"):
        by_meeting = stage is Stage.SQL and operation.verb == "decide"
        if not (by_meeting or is_beside_the_way(stage)):
            break
        stage = Stage(entry.before or Stage.LEAD)
    return Stage.LEAD if is_beside_the_way(stage) else stage


def leads_to(workspace: Workspace, lead_id: str, decision: Decision, route: Route) -> Stage:
    """The stage that a decision would lead to, said before it is taken; UserError when the lead is gone."""
    with workspace.store.read() as tx:
        lead = leads.get_lead(tx, lead_id)
        if lead is None:
            raise UserError("unknown_lead", lead=lead_id)
        return stage_after(decision, route, workspace.grid_for(lead.campaign).level, stage_on_the_way(tx, lead))
