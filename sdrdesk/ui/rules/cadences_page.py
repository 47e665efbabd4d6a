"""The page of the cadences: what follows each unanswered call."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.cadence_check import check_cadence, plain_cadence
from sdrdesk.core.domain.plain_values import Fault
from sdrdesk.core.operations import own_rules, templates
from sdrdesk.core.operations.own_rules import CadenceEntry
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.rules.cadence_form import CadenceForm
from sdrdesk.ui.rules.own_page import Entry, OwnPage, Values
from sdrdesk.ui.widgets.row_list import ListRow


class CadencesPage(OwnPage):
    """The cadences of the workspace."""

    def __init__(self, workspace: Workspace, words: Words, parent: QWidget | None = None) -> None:
        self.form = CadenceForm(words)
        self._known: dict[str, CadenceEntry] = {}
        super().__init__(workspace, words, self.form, self.tr("Cadences"), parent)
        self.form.edited.connect(self.form_edited)
        self.reload()

    def read_entries(self) -> list[Entry]:
        self.form.nurture.offer(templates.templates(self.workspace))
        found = own_rules.list_cadences(self.workspace)
        self._known = {e.cadence.id: e for e in found}
        return [self._entry(e) for e in found]

    def _entry(self, known: CadenceEntry) -> Entry:
        cadence = known.cadence
        whose = self.tr("your own") if known.own else self.tr("shipped")
        note = self.tr("{whose} · in use").format(whose=whose) if known.in_use or known.campaigns else whose
        row = ListRow(cadence.name.get(self.words.language) or cadence.id, note)
        return Entry(cadence.id, row, plain_cadence(cadence), known.own)

    def say_about(self, entry: Entry) -> str:
        known = self._known[entry.key]
        said = [] if known.own else [self.tr("Shipped: read it here, copy it to change it.")]
        if known.in_use:
            said.append(self.tr("The workspace’s leads follow it."))
        if known.campaigns:
            said.append(self.tr("%n campaign(s) follow(s) it.", "", known.campaigns))
        return " ".join(said) or self.tr("Nobody follows it yet: choose it in the settings or in a campaign.")

    def load_form(self, entry: Entry, values: Values) -> None:
        self.form.load(values, entry.own)

    def form_values(self) -> Values:
        return self.form.values()

    def check(self, values: Values) -> Sequence[Fault]:
        cadence, faults = check_cadence(values)
        self.form.show_faults(faults, own_rules.doubtful_steps(self.workspace, cadence) if cadence else ())
        if cadence is not None:
            steps = own_rules.next_steps(self.workspace, cadence)
            course = own_rules.course(self.workspace, cadence)
            self.form.show_steps(steps, course, self.workspace.zone, self.workspace.now())
        return faults

    def keep(self, entry: Entry, values: Values) -> tuple[Changes, str]:
        changes, cadence = own_rules.keep_own_cadence(self.workspace, values)
        return changes, cadence.id

    def make_copy(self, entry: Entry) -> tuple[Changes, str]:
        values = own_rules.copy_of_cadence(self.workspace, self._known[entry.key].cadence)
        changes, cadence = own_rules.keep_own_cadence(self.workspace, values)
        return changes, cadence.id

    def copy_chosen(self) -> None:
        super().copy_chosen()
        self.form.focus_name()

    def drop(self, entry: Entry) -> Changes:
        return own_rules.drop_own_cadence(self.workspace, entry.key)

    def drop_question(self, entry: Entry) -> str:
        known = self._known[entry.key]
        if known.replaces_shipped:
            return self.tr("The shipped cadence of the same name holds again. This cannot be taken back.")
        if known.in_use or known.campaigns:
            return self.tr(
                "Whoever follows it follows the workspace’s or the shipped cadence. This cannot be taken back."
            )
        return self.tr("Nobody follows it. This cannot be taken back.")
