"""Importing a file of signals: what becomes of each row and what cannot be used, before anything is touched."""

from sdrdesk.core.operations import signal_imports
from sdrdesk.core.operations.fact_lists import FactPlan, FactsImported
from sdrdesk.core.operations.file_plans import Progress
from sdrdesk.ui.imports.facts_dialog import FactsDialog


class SignalsDialog(FactsDialog):
    """Preview a file of signals, then give the leads theirs."""

    table = "signal_fate"

    def name_it(self) -> None:
        self.setWindowTitle(self.tr("Signals of {file}").format(file=self.path.name))
        self.about.setText(
            self.tr(
                "Each row finds its lead by id, e-mail, number or name; one that fits two leads is refused, never guessed. "
                "A signal that is known already is not added again. No lead is made."
            )
        )

    def work_out(self, country: str, progress: Progress) -> FactPlan:
        return signal_imports.plan_signals(self._workspace, self.path, country=country, progress=progress)

    def carry_out(self, plan: FactPlan, progress: Progress) -> FactsImported:
        return signal_imports.apply_signals(self._workspace, plan, progress)
