"""Importing a list of what sales answered: what becomes of each row and what cannot be used, before it is recorded."""

from sdrdesk.core.operations import feedback_imports
from sdrdesk.core.operations.fact_lists import FactPlan, FactsImported
from sdrdesk.core.operations.file_plans import Progress
from sdrdesk.ui.imports.facts_dialog import FactsDialog


class AnswersDialog(FactsDialog):
    """Preview a list of answers, then record them."""

    table = "feedback_fate"

    def name_it(self) -> None:
        self.setWindowTitle(self.tr("Answers of sales in {file}").format(file=self.path.name))
        self.about.setText(
            self.tr(
                "Each row finds its lead by id, e-mail, number or name; one that fits two leads is refused, never guessed. "
                "The same answer of the same day is not recorded twice. Stages follow the answers."
            )
        )

    def work_out(self, country: str, progress: Progress) -> FactPlan:
        return feedback_imports.plan_feedback(self._workspace, self.path, country=country, progress=progress)

    def carry_out(self, plan: FactPlan, progress: Progress) -> FactsImported:
        return feedback_imports.apply_feedback(self._workspace, plan, progress)
