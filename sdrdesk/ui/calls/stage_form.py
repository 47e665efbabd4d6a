"""Moving a lead to another stage: the stages, what the chosen one asks for, and the reason."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.domain.stages import WAY
from sdrdesk.core.operations.stages import StageText
from sdrdesk.ui.calls.act_forms import ActForm
from sdrdesk.ui.theme import mark
from sdrdesk.ui.widgets.segmented import SegmentedChoice


@dataclass(frozen=True, slots=True)
class StageChoice:
    """Where a lead goes, and why."""

    stage: Stage
    reason: str


class StageForm(ActForm):
    """One key for the stage, a few words for the reason; the stage proposed by the verdict is chosen already."""

    def __init__(
        self,
        stage: Stage,
        proposed: Stage | None,
        texts: Mapping[Stage, StageText],
        why: str,
        given: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", "", parent)
        self.set_title(self.tr("Move to another stage"))
        self.do_button.setText(self.tr("Move (Enter)"))
        self._stage, self._texts = stage, texts
        self.stages = SegmentedChoice()
        self.stages.setAccessibleName(self.tr("Stage"))
        self.stages.set_unknown_allowed(False)
        self.stages.set_options([(s.value, texts[s].label) for s in WAY])
        self.stages.chosen.connect(self._chosen)
        self.criteria = QLabel()
        self.criteria.setWordWrap(True)
        self.criteria.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        mark(self.criteria, "small")
        self.criteria.setMinimumHeight(2 * self.criteria.fontMetrics().lineSpacing())
        self.reason = QLineEdit()
        self.reason.setAccessibleName(self.tr("Reason"))
        self.reason.setPlaceholderText(self.tr("why; kept with your name"))
        self.reason.textEdited.connect(lambda _: self.edited.emit())
        for widget in (self.stages, self.criteria, self.reason):
            self.add(widget)
        self.finish_layout(self.stages, self.reason)
        self._begin(proposed, why, given)

    def _begin(self, proposed: Stage | None, why: str, given: Mapping[str, str]) -> None:
        """What was typed before stands again; else the proposal with its reason, which Enter confirms."""
        wanted = given.get("stage.to") or (proposed.value if proposed else "")
        if wanted:
            self.stages.set_value(wanted)
            self.first = self.reason
        self.reason.setText(given.get("stage.reason", why if proposed else ""))
        if proposed and not given:
            self.reason.selectAll()
        self._show_stage()

    def typed(self) -> dict[str, str]:
        """What stands in the fields, as a draft keeps it."""
        return {"stage.to": self.stages.value() or "", "stage.reason": self.reason.text()}

    def _chosen(self) -> None:
        self._show_stage()
        self.reason.setFocus(Qt.FocusReason.TabFocusReason)
        self.edited.emit()

    def _show_stage(self) -> None:
        """Say what the chosen stage asks for; before one is chosen, what the present one did."""
        chosen = self.stages.value()
        shown = Stage(chosen) if chosen else self._stage
        text = self._texts[shown]
        said = self.tr("{stage}: {criteria}").format(stage=text.label, criteria=text.criteria)
        self.criteria.setText(said)
        here = self._texts[self._stage].label
        self.say_step(f"{here} → {text.label}" if chosen and shown is not self._stage else here)

    def choice(self) -> StageChoice:
        chosen = self.stages.value()
        if chosen is None:
            raise ValueError(self.tr("Choose a stage with its digit."))
        if chosen == self._stage.value:
            raise ValueError(self.tr("It is there already; choose another stage."))
        if not self.reason.text().strip():
            self.reason.setFocus()
            raise ValueError(self.tr("Say why; the reason is kept with your name."))
        return StageChoice(Stage(chosen), self.reason.text().strip())
