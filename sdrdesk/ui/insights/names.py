"""The names behind the keys of figures, in the language of who reads, which need not be that of the window."""

from functools import cache

from sdrdesk.core.domain.insights import By
from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.operations.feedback import reason_label
from sdrdesk.core.operations.insight_tables import criterion_words, grid_name, key_words, option_words
from sdrdesk.core.operations.stages import stage_label
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words


class Names:
    """Says keys for one reader."""

    def __init__(self, workspace: Workspace, words: Words) -> None:
        self._workspace, self.words = workspace, words
        # A grid is read from the store each time it is asked for: here the same few are asked for by every row.
        self.grid = cache(self._grid)
        self.criterion = cache(self._criterion)
        self.option = cache(self._option)
        self.reason = cache(self._reason)

    def stage(self, stage: Stage) -> str:
        """A stage in the firm's own words."""
        return stage_label(self._workspace, self.words, stage)

    def first_contact_rule(self) -> str:
        """What the time to first contact counts: working hours, or all hours where the workspace keeps none."""
        off = self._workspace.settings["calling_hours"] == "off"
        return self.words.text("insight_rule", "first_contact_at_any_hour" if off else "first_contact")

    def part(self, by: str, key: str, label: str) -> str:
        """One row of a breakdown; what has no key says that it is without."""
        if by == By.SOURCE and self.words.has("signal", label):
            return self.words.text("signal", label)
        return key_words(self._workspace, by, key, label, self.words)

    def _grid(self, key: str) -> str:
        """A grid by its id."""
        return grid_name(self._workspace, key, self.words)

    def _criterion(self, grid: str, criterion: str) -> str:
        """A criterion of a grid."""
        return criterion_words(self._workspace, grid, criterion, self.words)

    def _option(self, grid: str, criterion: str, option: str) -> str:
        """An answer to a criterion; "" is not known."""
        return option_words(self._workspace, grid, criterion, option, self.words)

    def _reason(self, code: str) -> str:
        """A reason that sales gave."""
        return reason_label(self._workspace, self.words, code) if code else self.words.text("insight_key", "no_reason")

    def field(self, key: str) -> str:
        """A field of the lead."""
        return self.words.text("column", key)
