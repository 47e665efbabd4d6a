"""The page of the letters: what is written to leads by e-mail and on LinkedIn."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.cadence import Channel
from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.domain.plain_values import LANGUAGES, Fault
from sdrdesk.core.domain.template import Template, check_template, plain_template, unknown_places
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations import own_templates, templates
from sdrdesk.core.operations.own_templates import TemplateEntry
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words
from sdrdesk.ui.commands.command import keys_text
from sdrdesk.ui.messages import sentence
from sdrdesk.ui.rules.own_page import Entry, OwnPage, Values
from sdrdesk.ui.rules.template_form import TemplateForm
from sdrdesk.ui.widgets.key_button import KeyButton
from sdrdesk.ui.widgets.row_list import ListRow

REWORD_KEY = "Ctrl+Shift+D"


class TemplatesPage(OwnPage):
    """The letters of the workspace, each shown as a lead would read it: the one on the desk, else an invented one."""

    def __init__(self, workspace: Workspace, words: Words, lead: Lead | None, parent: QWidget | None = None) -> None:
        self.form = TemplateForm(words)
        self._known: dict[str, TemplateEntry] = {}
        self._lead = lead
        super().__init__(workspace, words, self.form, self.tr("Letters"), parent)
        self.reword_button = KeyButton(self.tr("Reword it"), keys_text(REWORD_KEY))
        self.reword_button.setToolTip(self.tr("Your own wording in its place, wherever it is named"))
        self.reword_button.clicked.connect(self.reword_chosen)
        self.foot.insertWidget(0, self.reword_button)
        shortcut = QShortcut(QKeySequence(REWORD_KEY), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.reword_chosen)
        self.form.edited.connect(self.form_edited)
        self.reload()

    def read_entries(self) -> list[Entry]:
        found = own_templates.list_templates(self.workspace)
        self._known = {e.template.id: e for e in found}
        return [self._entry(e) for e in found]

    def _entry(self, known: TemplateEntry) -> Entry:
        template = known.template
        whose = self.tr("your own") if known.own else self.tr("shipped")
        way = self.words.text("way", template.channel.value)
        row = ListRow(template.name.get(self.words.language) or template.id, f"{way} · {whose}")
        return Entry(template.id, row, plain_template(template), known.own)

    def say_about(self, entry: Entry) -> str:
        known = self._known[entry.key]
        said = [] if known.own else [self.tr("Shipped: reword it, or copy it to write another one.")]
        if known.replaces_shipped:
            said.append(self.tr("In place of the shipped one."))
        if known.steps:
            said.append(self.tr("%n step(s) of the cadences name(s) it.", "", known.steps))
        else:
            said.append(self.tr("No step of a cadence names it; F7 on the desk offers it all the same."))
        return " ".join(said)

    def load_form(self, entry: Entry, values: Values) -> None:
        self.form.load(values, entry.own)

    def show_entry(self, key: str) -> None:
        super().show_entry(key)
        self.reword_button.setVisible(not self.entry.own)

    def form_values(self) -> Values:
        return self.form.values()

    def check(self, values: Values) -> Sequence[Fault]:
        _template, faults = check_template(values)
        blank = dict.fromkeys(LANGUAGES, "")
        drawn = Template(
            values["id"], Channel(values["channel"]), values["name"], values.get("subject", blank), values["body"]
        )
        self.form.show_faults(faults, unknown_places(drawn))
        lead = self._lead or self._invented()
        title = self.tr("As {name} would read it") if self._lead else self.tr("As {name}, invented, would read it")
        letters = {language: templates.letter_to(self.workspace, lead, drawn, language) for language in LANGUAGES}
        self.form.show_letters(title.format(name=lead.name), letters)
        return faults

    def _invented(self) -> Lead:
        words = self.words
        return Lead("").with_fields({key: words.text("invented_lead", key) for key in words.codes("invented_lead")})

    def keep(self, entry: Entry, values: Values) -> tuple[Changes, str]:
        changes, template = own_templates.keep_own_template(self.workspace, values)
        return changes, template.id

    def make_copy(self, entry: Entry) -> tuple[Changes, str]:
        values = own_templates.copy_of_template(self.workspace, self._known[entry.key].template)
        changes, template = own_templates.keep_own_template(self.workspace, values)
        return changes, template.id

    def copy_chosen(self) -> None:
        super().copy_chosen()
        self.form.focus_name()

    def reword_chosen(self) -> None:
        """Put a wording of the workspace’s own in the place of the shipped letter."""
        entry = self.entry
        if entry.own:
            return
        try:
            changes, _template = own_templates.keep_own_template(self.workspace, entry.values)
        except UserError as error:
            self.say("bad", sentence(error, self.words))
            return
        self.reload()
        self.changed.emit(changes)
        self.say("ok", self.tr("This wording is your own: change what you like."))
        self.form.focus_body()

    def drop(self, entry: Entry) -> Changes:
        return templates.drop_template(self.workspace, entry.key)

    def drop_question(self, entry: Entry) -> str:
        known = self._known[entry.key]
        if known.replaces_shipped:
            return self.tr("The shipped letter holds again in its place. This cannot be taken back.")
        if known.steps:
            return self.tr("The steps that name it are written without a letter. This cannot be taken back.")
        return self.tr("No step of a cadence names it. This cannot be taken back.")
