"""Letters as a person reads and writes them in the window: listing, copying, rewording, keeping."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.template import Template, plain_template
from sdrdesk.core.exchange.rule_files import shipped_templates, template_toml
from sdrdesk.core.operations.own_rules import COPY_WORDS, free_name
from sdrdesk.core.operations.templates import keep_template, templates
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import rules as rule_store


@dataclass(frozen=True, slots=True)
class TemplateEntry:
    """A letter of the workspace: whether it is its own, and how many steps of its cadences name it."""

    template: Template
    own: bool
    steps: int

    @property
    def replaces_shipped(self) -> bool:
        """Whether a shipped one of the same id holds again once it is let go."""
        return self.own and self.template.id in shipped_templates()


def list_templates(workspace: Workspace) -> list[TemplateEntry]:
    """Every letter there is, the workspace’s own first."""
    with workspace.store.read() as tx:
        own = set(rule_store.get_templates(tx))
    named = [step.template for cadence in workspace.cadences.values() for step in cadence.nurture]
    found = [TemplateEntry(t, t.id in own, named.count(t.id)) for t in templates(workspace).values()]
    return sorted(found, key=lambda entry: not entry.own)


def copy_of_template(workspace: Workspace, template: Template) -> dict[str, object]:
    """The plain values of a copy under an id and a name that are free; nothing is kept yet."""
    known = templates(workspace)
    ids = (f"{template.id}-{n}" for n in count(2))
    names = {said for t in known.values() for said in t.name.values()}
    name = {language: free_name(said, COPY_WORDS[language], names) for language, said in template.name.items()}
    return {**plain_template(template), "id": next(i for i in ids if i not in known), "name": name}


def keep_own_template(workspace: Workspace, values: Mapping[str, Any]) -> tuple[Changes, Template]:
    """Keep the letter that plain values describe as the workspace’s own; UserError when it has faults."""
    return keep_template(workspace, template_toml(values))
