"""The file that is being imported: what was read of it, what is chosen, and which of its steps ask for a look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sdrdesk.core.operations.imports import (
    FIXABLE,
    NAMING,
    Choices,
    FileLook,
    ImportPlan,
    ValueFound,
    letters,
    map_headers,
)
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words

Values = Mapping[str, Sequence[ValueFound]]


@dataclass
class ImportInHand:
    """What the steps of an import fill in together; nothing of it is written before the last."""

    workspace: Workspace
    words: Words
    path: Path
    name: str
    choices: Choices = field(default_factory=Choices)
    look: FileLook | None = None
    plan: ImportPlan | None = None
    planned_with: Choices | None = None
    values: Values = field(default_factory=dict)
    values_with: Choices | None = None
    _columns_of: dict[tuple[str, ...], Mapping[int, str]] = field(default_factory=dict)

    def take_look(self, look: FileLook) -> None:
        """Take in how the file reads now; what was chosen for columns of this very header comes back."""
        known = look.remembered
        if self.look is not None:
            self._columns_of[self.look.form.header] = self.choices.columns
        elif known is not None:
            now = self.choices
            self.choices = replace(known, reading=now.reading, campaign=now.campaign)
        columns = self._columns_of.get(look.form.header, known.columns if known else {})
        self.look, self.choices = look, replace(self.choices, columns=columns)

    @property
    def is_remembered(self) -> bool:
        """Whether a file with this header was imported before."""
        return self.look is not None and self.look.remembered is not None

    def change(self, **chosen: object) -> None:
        """Choose something else."""
        self.choices = replace(self.choices, **chosen)  # type: ignore[arg-type]

    def target(self, position: int) -> str:
        """Which of our columns one of the file's feeds, "" for none."""
        chosen = self.choices.columns.get(position)
        if chosen is not None or self.look is None:
            return chosen or ""
        return self.look.guesses[position].column

    @property
    def targets(self) -> list[str]:
        """Our columns that this file feeds, in the file's order, each once."""
        found = (self.target(n) for n in range(len(self.look.guesses))) if self.look else ()
        return list(dict.fromkeys(t for t in found if t))

    @property
    def names_somebody(self) -> bool:
        """Whether some column says who a row is about."""
        return bool(NAMING & set(self.targets))

    @property
    def has_values(self) -> bool:
        """Whether some column is worth its values being looked at."""
        return bool(set(FIXABLE) & set(self.targets))

    @property
    def values_are_known(self) -> bool:
        """Whether the values read are those of the columns as they are now."""
        known = self.values_with
        now = self.choices
        return known is not None and (known.reading, known.columns, known.dates) == (
            now.reading,
            now.columns,
            now.dates,
        )

    # -- what asks for a look -----------------------------------------------------------------------------------

    def reading_in_doubt(self) -> bool:
        """Whether a person should see how the file reads: lines above its header, several sheets, broken letters, no header known."""
        if self.look is None:
            return False
        form = self.look.form
        if form.headless or self.is_remembered:
            return form.headless  # many files have as many columns without a name
        above = [row for row in self.look.head if row.line < form.header_line and any(c.strip() for c in row.cells)]
        told = [row for row in above if not "".join(row.cells).strip('"').lower().startswith("sep=")]
        broken = any("\ufffd" in cell for row in self.look.head for cell in row.cells)
        return bool(told) or len(form.sheets) > 1 or broken or not self.targets

    def columns_in_doubt(self) -> bool:
        """Whether a person should see the columns: something filled is left out, or two feed one."""
        if self.look is None:
            return False
        if not self.names_somebody:
            return True
        asked_once = self.is_remembered or self.look.form.kind == "vcard"  # a card's places are fixed
        return not asked_once and bool(self.left_out() or self.doubled())

    def left_out(self) -> list[str]:
        """The headers of columns that hold something and feed nothing; those we write beside rows ourselves are none."""
        if self.look is None:
            return []
        unmapped = {"", *map_headers(self.look.form.header, self.choices.columns).unmapped}
        left = (g for g in self.look.guesses if any(g.samples) and not self.target(g.position) and g.header in unmapped)
        return [g.header or letters(g.position) for g in left]

    def doubled(self) -> list[str]:
        """Our columns that several of the file's feed; a second phone is no doubt, it serves as the mobile."""
        fed = [self.target(g.position) for g in self.look.guesses if any(g.samples)] if self.look else []
        spare = {"phone"} if "mobile" not in fed and fed.count("phone") == 2 else set()
        return [t for t in dict.fromkeys(fed) if t and fed.count(t) > 1 and t not in spare]

    def values_in_doubt(self) -> int:
        """How many values are not understood, or may be read two ways."""
        fixed = self.choices.values
        doubtful = ((c, v) for c, found in self.values.items() for v in found if v.doubtful)
        asking = sum(v.given not in fixed.get(c, {}) for c, v in doubtful if not reads_both_ways(c, v))
        return asking + bool(self.two_way_dates())

    def two_way_dates(self) -> list[str]:
        """The dates that may name two days, for nothing in the file proves their order."""
        return [v.given for v in self.values.get("source_date", ()) if reads_both_ways("source_date", v)]


def reads_both_ways(column: str, found: ValueFound) -> bool:
    """Whether a value in doubt is a date that is read, but could be another one: the order of dates settles it."""
    return column == "source_date" and found.doubtful and found.meant != found.given
