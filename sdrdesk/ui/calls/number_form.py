"""“Wrong number” where two can be dialled and neither was from here: which one, by its digit."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from sdrdesk.core.normalising.phones import shown
from sdrdesk.ui.calls.act_forms import ActForm
from sdrdesk.ui.widgets.segmented import SegmentedChoice


@dataclass(frozen=True, slots=True)
class NumberChoice:
    """The number that is wrong."""

    number: str


class NumberForm(ActForm):
    """Which number was wrong, in one key."""

    def __init__(self, numbers: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.set_title(self.tr("Which number is wrong?"))
        self.do_button.setText(self.tr("Record (Enter)"))
        self.numbers = SegmentedChoice()
        self.numbers.setAccessibleName(self.tr("Number"))
        self.numbers.set_unknown_allowed(False)
        self.numbers.set_options([(number, shown(number)) for number in numbers])
        self.numbers.chosen.connect(lambda _: self.submit())
        self.add(self.numbers)
        self.finish_layout(self.numbers)

    def choice(self) -> NumberChoice:
        number = self.numbers.value()
        if number is None:
            raise ValueError(self.tr("Choose the number with its digit."))
        return NumberChoice(number)
