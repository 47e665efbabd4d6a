"""Letters to leads: the templates of the workspace, and what one says to a lead."""

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.domain.plain_values import Fault
from sdrdesk.core.domain.template import Letter, Template
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.rule_files import read_template, shipped_templates
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import rules

FRENCH = frozenset({
    "FR", "BE", "CH", "LU", "MC", "GP", "MQ", "GF", "RE", "YT", "BL", "MF", "PM", "NC", "PF", "WF",
})  # fmt: skip
"""The countries whose leads are written to in French unless the rep chooses otherwise."""


def templates(workspace: Workspace) -> dict[str, Template]:
    """Every template of the workspace by id: its own before the shipped ones."""
    with workspace.store.read() as tx:
        own = [read_template(content)[0] for content in rules.get_templates(tx).values()]
    return {**shipped_templates(), **{t.id: t for t in own if t}}


def language_of(workspace: Workspace, lead: Lead) -> str:
    """The language a lead is written to in: that of its country, else of the workspace's."""
    country = lead.country if len(lead.country) == 2 else workspace.country
    return "fr" if country in FRENCH else "en"


def letter_to(workspace: Workspace, lead: Lead, template: Template, language: str = "") -> Letter:
    """What a template says to a lead, in the language given or in the lead's."""
    values = {**lead.fields(), "name": lead.name, "me": workspace.who}
    return template.written(language or language_of(workspace, lead), values)


def check_template_text(content: str) -> tuple[Template | None, tuple[Fault, ...]]:
    """The template of a text, or None and each fault with its place."""
    return read_template(content)


def keep_template(workspace: Workspace, content: str) -> tuple[Changes, Template]:
    """Keep a template as the workspace's own, before a shipped one of its id. UserError when it has faults."""
    template, faults = read_template(content)
    if template is None:
        raise UserError("bad_template", faults=[f"{f.where} ({f.code})" for f in faults])
    with workspace.store.write() as tx:
        rules.put_template(tx, template.id, content, workspace.now())
    return Changes(settings=True), template


def drop_template(workspace: Workspace, template_id: str) -> Changes:
    """Let go of a template of the workspace's own; a shipped one of that id holds again."""
    known = templates(workspace)
    if template_id not in known:
        raise UserError("unknown_template", template=template_id, known=sorted(known))
    with workspace.store.write() as tx:
        if template_id not in rules.get_templates(tx):
            raise UserError("nothing_own", what=template_id)
        rules.remove_template(tx, template_id)
    return Changes(settings=True)
