"""Cadences and calling rules as a person reads and writes them in the window: listing, copying, keeping, previewing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.cadence import Cadence, NextTry
from sdrdesk.core.domain.cadence_check import FURTHER, plain_cadence
from sdrdesk.core.domain.calling_rules import STATED, CallingRule, rule_in_force
from sdrdesk.core.domain.calling_rules_check import plain_rule
from sdrdesk.core.domain.outcomes import UNANSWERED, Outcome
from sdrdesk.core.domain.plain_values import Fault
from sdrdesk.core.domain.queue_facts import Attempt
from sdrdesk.core.exchange.rule_files import rule_toml, shipped_cadences
from sdrdesk.core.operations.calling import CallingGroup, hours_of
from sdrdesk.core.operations.rules import drop_cadence, drop_calling_rule, keep_cadence, keep_calling_rule
from sdrdesk.core.operations.templates import templates
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.store import rules as rule_store

Plain = Mapping[str, object]
COPY_WORDS = {"en": "copy", "fr": "copie"}


@dataclass(frozen=True, slots=True)
class CadenceEntry:
    """A cadence of the workspace: whether it is its own, whether new leads follow it, how many campaigns do."""

    cadence: Cadence
    own: bool
    in_use: bool
    campaigns: int

    @property
    def replaces_shipped(self) -> bool:
        """Whether a shipped one of the same id holds again once it is let go."""
        return self.own and self.cadence.id in shipped_cadences()


def list_cadences(workspace: Workspace) -> list[CadenceEntry]:
    """Every cadence there is to choose, the workspace’s own first."""
    with workspace.store.read() as tx:
        own = set(rule_store.get_cadences(tx))
    chosen = workspace.cadence_for("").id
    uses = [c.cadence for c in workspace.campaigns.values()]
    found = [CadenceEntry(c, c.id in own, c.id == chosen, uses.count(c.id)) for c in workspace.cadences.values()]
    return sorted(found, key=lambda entry: not entry.own)


def copy_of_cadence(workspace: Workspace, cadence: Cadence) -> dict[str, object]:
    """The plain values of a copy under an id and a name that are free; nothing is kept yet."""
    ids = (f"{cadence.id}-{n}" for n in count(2))
    names = {said for c in workspace.cadences.values() for said in c.name.values()}
    values = plain_cadence(cadence)
    values["id"] = next(i for i in ids if i not in workspace.cadences)
    values["name"] = {language: free_name(said, COPY_WORDS[language], names) for language, said in cadence.name.items()}
    return values


def free_name(name: str, word: str, taken: set[str]) -> str:
    """A name that is not taken, said to be a copy by that word."""
    said = (f"{name} ({word})" if n == 1 else f"{name} ({word} {n})" for n in count(1))
    return next(s for s in said if s not in taken)


def keep_own_cadence(workspace: Workspace, values: Plain) -> tuple[Changes, Cadence]:
    """Keep the cadence that plain values describe as the workspace’s own; UserError when it has faults."""
    return keep_cadence(workspace, rule_toml(values))


def drop_own_cadence(workspace: Workspace, cadence_id: str) -> Changes:
    """Let go of a cadence of the workspace’s own; who followed it follows the shipped one of its id, else the first."""
    return drop_cadence(workspace, cadence_id)


def doubtful_steps(workspace: Workspace, cadence: Cadence) -> list[Fault]:
    """The nurturing steps that name a letter nobody knows or one of another way: kept, and written without it."""
    known, found = templates(workspace), []
    for n, step in enumerate(cadence.nurture, start=1):
        if step.template and step.template not in known:
            found.append(Fault(f"nurture.{n}.template", "unknown_template", step.template))
        elif step.template and known[step.template].channel is not step.channel:
            found.append(Fault(f"nurture.{n}.template", "template_of_another_way", step.template))
    return found


def next_steps(workspace: Workspace, cadence: Cadence) -> dict[str, NextTry]:
    """What each outcome would do for a lead of the workspace’s own country that is called now for the first time.

    Nothing where no hour is left to call in. `further_qualification` is what follows that decision.
    """
    now, hours = workspace.now(), workspace.rules_for(str(CallingGroup(""))).hours
    if not hours.ever_opens:
        return {}
    steps = {o.value: cadence.after_attempts([Attempt(now, o)], hours) for o in Outcome if o in UNANSWERED}
    after = cadence.further_qualification
    at = cadence.next_try(after, [now], hours)
    return {**steps, FURTHER: NextTry(at, after.channel, "further", 2, cadence.limit)}


def course(workspace: Workspace, cadence: Cadence) -> Sequence[NextTry]:
    """The tries that follow a first one made now while nobody ever answers, and the rest at their end."""
    now, hours = workspace.now(), workspace.rules_for(str(CallingGroup(""))).hours
    if not hours.ever_opens:
        return []
    tries, found = [Attempt(now, Outcome.NO_ANSWER)], list[NextTry]()
    while not found or found[-1].why != "rest":
        found.append(cadence.after_attempts(tries, hours))
        tries.append(Attempt(max(found[-1].at, tries[-1].at + timedelta(minutes=1)), Outcome.NO_ANSWER))
    return found


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """A calling rule: whether it is the workspace’s own, and whether it holds today where it stands."""

    rule: CallingRule
    own: bool
    in_force: bool


def list_calling_rules(workspace: Workspace) -> list[RuleEntry]:
    """Every calling rule with its dates: the workspace’s own first, then by country, its country before the others."""
    day, layers = workspace.now().date(), workspace.rule_layers

    def order(rule: CallingRule) -> tuple[bool, bool, str, int, date]:
        return rule.country != workspace.country, not rule.country, rule.country, STATED.index(rule.kind), rule.since

    found = []
    for own, layer in zip((True, False), layers, strict=True):
        for rule in sorted(layer, key=order):
            found.append(RuleEntry(rule, own, rule_in_force(layers, rule.country, rule.kind, day) is rule))
    return found


def own_copy(workspace: Workspace, rule: CallingRule) -> CallingRule:
    """A copy to be changed: it holds from the same day, or the first after it that no own one of the kind begins on."""
    taken = {r.since for r in workspace.own_rules if (r.country, r.kind) == (rule.country, rule.kind)}
    days = (rule.since + timedelta(days=n) for n in count())
    return replace(rule, since=next(day for day in days if day not in taken))


def keep_own_rule(
    workspace: Workspace, country: str, values: Plain, before: CallingRule | None = None
) -> tuple[Changes, CallingRule]:
    """Keep what plain values say as the workspace’s own rule of a country, in place of an own one it was made from.

    The other dates of that country and kind stay. UserError when it has faults, when one of them begins on the same
    day, or when no hour would be left.
    """
    others = [r for r in workspace.own_rules if (r.country, r.kind.value) == (country, values["kind"]) and r != before]
    rules = [*map(plain_rule, others), values]
    changes, kept = keep_calling_rule(workspace, rule_toml({"format": 1, "country": country, "rule": rules}))
    made = kept[-1]
    if before is not None and (before.country, before.kind) != (made.country, made.kind):
        changes = drop_own_rule(workspace, before)
    return changes, made


def drop_own_rule(workspace: Workspace, rule: CallingRule) -> Changes:
    """Let go of one rule of the workspace’s own; its other dates stay, and without any the shipped rule holds again."""
    rest = [r for r in workspace.own_rules if (r.country, r.kind) == (rule.country, rule.kind) and r != rule]
    if not rest:
        return drop_calling_rule(workspace, rule.country, rule.kind.value)
    raw = {"format": 1, "country": rule.country, "rule": [plain_rule(r) for r in rest]}
    return keep_calling_rule(workspace, rule_toml(raw))[0]


def next_opening(workspace: Workspace, rule: CallingRule) -> datetime | None:
    """When a lead of the rule’s country, its zone not told, could next be called under it: now if so, None never."""
    now = workspace.now()
    hours = hours_of(CallingGroup("", rule.country), rule, workspace.settings, now.date())
    return hours.next_open(now) if hours.ever_opens else None
