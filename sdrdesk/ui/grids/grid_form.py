"""The form of what is the whole grid's: its name, the written definition, thresholds, who agreed, when to look again."""

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QLabel

from sdrdesk.core.domain.grid import CYCLES, Level
from sdrdesk.core.domain.grid_draft import GridDraft
from sdrdesk.core.words import Words
from sdrdesk.ui.grids.criterion_form import LANGUAGES, DraftForm
from sdrdesk.ui.grids.fields import ChoiceField, DayField, ListField, NumberField, SentenceField, labelled, say_faults
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.card import Card


class GridForm(DraftForm):
    """What stands above the criteria."""

    def __init__(self, draft: GridDraft, words: Words, today: date) -> None:
        super().__init__(words)
        self.general = QLabel()
        self.general.setWordWrap(True)
        mark(self.general, "bad")
        self.general.hide()
        self.column.addWidget(self.general)
        self.column.addWidget(self._definition())
        self.column.addWidget(self._rules())
        self.column.addWidget(self._agreement(today))
        self.column.addStretch(1)
        self.load(draft)

    def _definition(self) -> Card:
        card = Card(self.tr("The written definition"))
        card.body.setSpacing(12)
        card.add_layout(self.both_languages(("name",), self.words.text("grid_part", "name")))
        row = QHBoxLayout()
        row.setSpacing(12)
        for language, name in LANGUAGES.items():
            label = self.tr("A good lead is… · {language}").format(language=name)
            field = self.add(SentenceField(("good_lead", language), label, self.words))
            row.addWidget(labelled(label, field), 1)
        card.add_layout(row)
        return card

    def _rules(self) -> Card:
        words = self.words
        card = Card(self.tr("How it decides"))
        row = QHBoxLayout()
        row.setSpacing(12)
        levels = [(level.value, words.text("grid_level", level.value)) for level in Level]
        cycles = [(cycle, words.text("cycle", cycle)) for cycle in CYCLES]
        for key, choices, stretch in (("level", levels, 5), ("cycle", cycles, 3)):
            name = words.text("grid_part", key)
            row.addWidget(labelled(name, self.add(ChoiceField((key,), name, words, choices))), stretch)
        card.add_layout(row)
        row = QHBoxLayout()
        row.setSpacing(12)
        for path, part in ((("thresholds", "now"), "now"), (("thresholds", "later"), "later")):
            name = words.text("grid_part", part)
            row.addWidget(labelled(name, self.add(NumberField(path, name, words))), 2)
        name = words.text("grid_part", "intent_share")
        row.addWidget(labelled(name, self.add(NumberField(("intent", "share"), name, words))), 3)
        card.add_layout(row)
        return card

    def _agreement(self, today: date) -> Card:
        words = self.words
        card = Card(self.tr("Who agreed, and until when"))
        row = QHBoxLayout()
        row.setSpacing(12)
        name = words.text("grid_part", "agreed_by")
        agreed = ListField(("agreed_by",), name, words, optional=True, hint=self.tr("names, between commas"))
        row.addWidget(labelled(name, self.add(agreed)), 3)
        name = words.text("grid_part", "review_by")
        review = DayField(("review_by",), name, words, today, self.tr("in 6 months, 1/3/2027…"))
        row.addWidget(labelled(name, self.add(review)), 2)
        card.add_layout(row)
        return card

    def show_faults(self, draft: GridDraft) -> None:
        super().show_faults(draft)
        places = {draft.where(f.path) for f in self.fields}
        rest = [f for f in draft.faults if f.where not in places and not f.where.startswith("criterion.")]
        say_faults(self.general, rest, self.words, "", places)

    def load(self, draft: GridDraft) -> None:
        super().load(draft)
        self.show_faults(draft)
