"""The names behind the keys of figures: sources, months, criteria and their answers, reasons of sales."""

from sdrdesk.core.domain.grid import Criterion, Grid
from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.errors import UserError
from sdrdesk.core.grid_words import step_words
from sdrdesk.core.operations.insight_reasons import grid_version, step_key
from sdrdesk.core.operations.stages import stage_label
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words


class Names:
    """Says keys in the language of who reads, which need not be that of the window."""

    def __init__(self, workspace: Workspace, words: Words) -> None:
        self._workspace, self.words = workspace, words

    def stage(self, stage: Stage) -> str:
        """A stage in the firm's own words."""
        return stage_label(self._workspace, self.words, stage)

    def part(self, by: str, key: str, label: str) -> str:
        """One row of a breakdown; what has no key says that it is without."""
        words = self.words
        if not key:
            return words.text("insight_without", by)
        if by == "month":
            year, month = key.split("-")
            return f"{words.text('time', f'month_{int(month)}')} {year}"
        if by == "size":
            low, high = (words.number(int(end)) if end else "" for end in key.split("-"))
            return f"{low}–{high}" if high else words.text("insight_row", "more_people", low=low)
        return self.grid_version(key) or label if by == "grid_version" else label or key

    def grid_version(self, key: str) -> str:
        """A version of a grid by its key, id/version; "" where it is not known."""
        grid_id, _, version = key.rpartition("/")
        grid = grid_version(self._workspace, grid_id, int(version)) if version.isdecimal() else None
        return f"{grid.name[self.words.language]} {grid.version}" if grid else ""

    def grid(self, key: str) -> str:
        """A grid by its id."""
        found = self._grid(key)
        return found.name[self.words.language] if found else key

    def criterion(self, key: str, criterion: str) -> str:
        """A criterion of a grid."""
        found = self._criterion(key, criterion)
        return found.label[self.words.language] if found else criterion

    def option(self, key: str, criterion: str, option: str) -> str:
        """An answer to a criterion; "" is not known."""
        if not option:
            return self.words.text("insight_row", "not_known")
        found = self._criterion(key, criterion)
        for n, step in enumerate(found.steps if found else ()):
            if found is not None and step_key(found, step) == option:
                return step_words(found, n, self.words)
        return option

    def reason(self, code: str) -> str:
        """A reason that sales gave; "" where none was."""
        return self.words.text("reason", code) if code else self.words.text("insight_row", "no_reason")

    def field(self, key: str) -> str:
        """A field of the lead."""
        return self.words.text("column", key)

    def _criterion(self, key: str, criterion: str) -> Criterion | None:
        found = self._grid(key)
        return found.criterion(criterion) if found else None

    def _grid(self, key: str) -> Grid | None:
        try:
            return self._workspace.grid_of(key)
        except UserError:
            return None
