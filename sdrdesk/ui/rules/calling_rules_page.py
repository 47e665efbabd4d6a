"""The page of the calling rules: by country and kind of contact, each with its day and its source."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.calling_rules import CallingRule
from sdrdesk.core.domain.calling_rules_check import check_calling_rules, plain_rule
from sdrdesk.core.domain.plain_values import Fault
from sdrdesk.core.operations import own_rules
from sdrdesk.core.operations.own_rules import RuleEntry
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.rules.calling_rule_form import COUNTRY, CallingRuleForm
from sdrdesk.ui.rules.own_page import Entry, OwnPage, Values
from sdrdesk.ui.widgets.row_list import ListRow


class CallingRulesPage(OwnPage):
    """The calling rules of the workspace."""

    def __init__(self, workspace: Workspace, words: Words, parent: QWidget | None = None) -> None:
        self.form = CallingRuleForm(words)
        self._known: dict[str, RuleEntry] = {}
        super().__init__(workspace, words, self.form, self.tr("Calling rules"), parent)
        self.form.edited.connect(self.form_edited)
        self.reload()

    def read_entries(self) -> list[Entry]:
        found = own_rules.list_calling_rules(self.workspace)
        self._known = {_key(e.rule, e.own): e for e in found}
        return [self._entry(key, e) for key, e in self._known.items()]

    def _entry(self, key: str, known: RuleEntry) -> Entry:
        rule = known.rule
        where = rule.country or self.tr("Any other country")
        whose = self.tr("your own") if known.own else self.tr("shipped")
        since = self.words.date(rule.since)
        note = self.tr("{whose} · since {day}") if known.in_force else self.tr("{whose} · {day}, not in force")
        row = ListRow(
            f"{where} · {self.words.text('contact_kind', rule.kind.value)}", note.format(whose=whose, day=since)
        )
        return Entry(key, row, {COUNTRY: rule.country, **plain_rule(rule)}, known.own)

    def say_about(self, entry: Entry) -> str:
        known = self._known[entry.key]
        said = [] if known.own else [self.tr("Shipped: read it here, copy it to change it. It is no legal advice.")]
        if known.in_force:
            said.append(self.tr("It holds today."))
        elif known.rule.since > self.workspace.now().date():
            said.append(self.tr("It does not hold yet."))
        else:
            said.append(self.tr("Another one of the same kind holds in its place."))
        return " ".join(said)

    def load_form(self, entry: Entry, values: Values) -> None:
        self.form.load(values, entry.own)

    def form_values(self) -> Values:
        return self.form.values()

    def check(self, values: Values) -> Sequence[Fault]:
        country, rule = _parted(values)
        found, faults = check_calling_rules({"format": 1, COUNTRY: country, "rule": [rule]})
        self.form.show_faults(faults)
        self.form.opening.setText(self._opening(found[0]) if found else "")
        return faults

    def _opening(self, rule: CallingRule) -> str:
        now = self.workspace.now()
        at = own_rules.next_opening(self.workspace, rule)
        if at is None:
            return self.tr("Within your own hours, nobody could ever be called under it.")
        if at <= now:
            return self.tr("Within your own hours, a lead could be called under it now.")
        when = self.words.moment(at, self.workspace.zone, now)
        return self.tr("Within your own hours, a lead could next be called under it: {when}.").format(when=when)

    def keep(self, entry: Entry, values: Values) -> tuple[Changes, str]:
        country, rule = _parted(values)
        changes, made = own_rules.keep_own_rule(self.workspace, country, rule, self._known[entry.key].rule)
        return changes, _key(made, own=True)

    def make_copy(self, entry: Entry) -> tuple[Changes, str]:
        copied = own_rules.own_copy(self.workspace, self._known[entry.key].rule)
        changes, made = own_rules.keep_own_rule(self.workspace, copied.country, plain_rule(copied))
        return changes, _key(made, own=True)

    def drop(self, entry: Entry) -> Changes:
        return own_rules.drop_own_rule(self.workspace, self._known[entry.key].rule)

    def drop_question(self, entry: Entry) -> str:
        return self.tr(
            "The next of its kind holds in its place: another of your own, else the shipped one. This cannot be taken back."
        )


def _key(rule: CallingRule, own: bool) -> str:
    return f"{'own' if own else 'shipped'} {rule.country} {rule.kind.value} {rule.since}"


def _parted(values: Values) -> tuple[str, dict[str, Any]]:
    """The country, and the rule without it: a file names the country once, for all its rules."""
    return values[COUNTRY], {key: value for key, value in values.items() if key != COUNTRY}
