"""The step of the known leads: what becomes of a row whose lead is here already, and where new leads go."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from sdrdesk.core.domain.lead import GIVEN_COLUMNS
from sdrdesk.core.operations.imports import ERASABLE, KEPT, Policy
from sdrdesk.ui.imports.import_step import ImportStep
from sdrdesk.ui.imports.in_hand import ImportInHand
from sdrdesk.ui.imports.task_foot import country_box
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.card import SectionLabel
from sdrdesk.ui.widgets.flow_layout import clear_layout

NO_CONTEST = frozenset({"id", "notes", "external_id", "opposed", *GIVEN_COLUMNS})
"""Columns whose known value always stays beside the new one, or that go with another: there is nothing to choose."""


class KnownStep(ImportStep):
    """The policy; for an update, which side wins field by field, and where a blank erases."""

    def __init__(self, hand: ImportInHand, parent: QWidget | None = None) -> None:
        super().__init__(hand, parent)
        self._say(
            self.tr("What if a lead is here already?"),
            self.tr(
                "A row is known by our id, its id elsewhere, its e-mail, its number with the name, or the company with the name."
            ),
        )
        across = QHBoxLayout()
        across.setSpacing(40)
        across.addLayout(self._policies())
        across.addLayout(self._places())
        across.addStretch(1)
        self.column.addLayout(across)
        self.about_fields = SectionLabel(self.tr("Field by field, for an update"))
        self.column.addSpacing(8)
        self.column.addWidget(self.about_fields)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(32)
        self._grid.setVerticalSpacing(2)
        inner = QWidget()
        padded = QVBoxLayout(inner)
        padded.setContentsMargins(0, 0, 12, 0)
        padded.addLayout(self._grid)
        padded.addStretch(1)
        self.fields = QScrollArea()
        self.fields.setWidgetResizable(True)
        self.fields.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.fields.setWidget(inner)
        self.column.addWidget(self.fields, 1)
        self.stays: dict[str, QCheckBox] = {}
        self.erases: dict[str, QCheckBox] = {}

    def _policies(self) -> QVBoxLayout:
        lines = QVBoxLayout()
        lines.setSpacing(6)
        self.policies = QButtonGroup(self)
        self.policy_of: dict[Policy, QRadioButton] = {}
        for policy, label in (
            (Policy.UPDATE, self.tr("&Update it with what the row says; a blank erases nothing unless ticked below")),
            (Policy.SKIP, self.tr("&Leave it as it is and skip the row")),
            (Policy.NEW, self.tr("&Keep both: make a second lead")),
        ):
            button = QRadioButton(label)
            button.clicked.connect(lambda _checked, policy=policy: self._policy_chosen(policy))
            self.policies.addButton(button)
            self.policy_of[policy] = button
            lines.addWidget(button)
        return lines

    def _places(self) -> QGridLayout:
        places = QGridLayout()
        places.setHorizontalSpacing(12)
        places.setVerticalSpacing(8)
        self.campaign = QComboBox()
        self.campaign.setAccessibleName(self.tr("Campaign of new leads"))
        self.campaign.addItem(self.tr("no campaign"), "")
        for campaign in self.hand.workspace.campaigns.values():
            if not campaign.closed:
                self.campaign.addItem(campaign.name, campaign.id)
        self.campaign.activated.connect(lambda _at: self._change(campaign=self.campaign.currentData()))
        self.country = country_box(
            self.hand.workspace.country, self.tr("Country of numbers without a prefix"), lambda country: country
        )
        self.country.activated.connect(lambda _at: self._country_chosen())
        for row, (label, box) in enumerate(
            (
                (self.tr("Campaign of new leads"), self.campaign),
                (self.tr("Numbers without a prefix are of"), self.country),
            )
        ):
            said = QLabel(label)
            mark(said, "muted")
            said.setBuddy(box)
            places.addWidget(said, row, 0)
            places.addWidget(box, row, 1)
        places.setRowStretch(2, 1)
        return places

    # -- showing ------------------------------------------------------------------------------------------------

    def show_hand(self) -> None:
        choices = self.hand.choices
        self.policy_of[choices.policy].setChecked(True)
        self.campaign.setCurrentIndex(max(0, self.campaign.findData(choices.campaign)))
        home = choices.country or self.hand.workspace.country
        if self.country.findData(home) < 0:
            self.country.addItem(home, home)
        self.country.setCurrentIndex(self.country.findData(home))
        self._fill_fields()
        self._show_fields()

    def _fill_fields(self) -> None:
        """One line for each of our columns that the file feeds."""
        clear_layout(self._grid)
        self.stays, self.erases = {}, {}
        choices = self.hand.choices
        for row, column in enumerate(self._contested()):
            name = self.words.text("column", column)
            stays, erases = QCheckBox(self.tr("keep what is known")), QCheckBox(self.tr("a blank cell erases it"))
            stays.setChecked(choices.wins.get(column) == KEPT)
            stays.setAccessibleName(self.tr("{column}: keep what is known").format(column=name))
            stays.clicked.connect(self._fields_chosen)
            self._grid.addWidget(QLabel(name), row, 0)
            self._grid.addWidget(stays, row, 1)
            self.stays[column] = stays
            if column in ERASABLE:
                erases.setChecked(column in choices.erase)
                erases.setAccessibleName(self.tr("{column}: a blank cell erases it").format(column=name))
                erases.clicked.connect(self._fields_chosen)
                self._grid.addWidget(erases, row, 2)
                self.erases[column] = erases
        self._grid.setColumnMinimumWidth(0, 160)
        self._grid.setColumnStretch(3, 1)

    def _contested(self) -> list[str]:
        """The fields that both sides may have; a full name is two of them."""
        named = {"full_name": ("first_name", "last_name")}
        fields = dict.fromkeys(field for target in self.hand.targets for field in named.get(target, (target,)))
        return [field for field in fields if field not in NO_CONTEST]

    def _show_fields(self) -> None:
        update = self.hand.choices.policy is Policy.UPDATE
        self.about_fields.setEnabled(update)
        self.fields.setEnabled(update)

    def enter(self) -> None:
        self.policy_of[self.hand.choices.policy].setFocus(Qt.FocusReason.TabFocusReason)

    # -- choosing -----------------------------------------------------------------------------------------------

    def _policy_chosen(self, policy: Policy) -> None:
        self._change(policy=policy)
        self._show_fields()

    def _country_chosen(self) -> None:
        country = self.country.currentData()
        self._change(country="" if country == self.hand.workspace.country else country)

    def _fields_chosen(self) -> None:
        self._change(
            wins={column: KEPT for column, box in self.stays.items() if box.isChecked()},
            erase=frozenset(column for column, box in self.erases.items() if box.isChecked()),
        )

    def _change(self, **chosen: object) -> None:
        self.hand.change(**chosen)
        self.changed.emit()
