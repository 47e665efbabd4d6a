"""What a chart shows, apart from how it is drawn: the screen, the picture and the report draw one and the same."""

from dataclasses import dataclass

Tick = tuple[float, str]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its figure is said strong beside it, its note muted; `low` and `high` are the interval around its end."""

    label: str
    value: float
    figure: str
    note: str = ""
    low: float | None = None
    high: float | None = None
    token: str = "accent"

    @property
    def said(self) -> str:
        """The bar in words."""
        return f"{self.label}: " + " ".join(part for part in (self.figure, self.note) if part)


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars from left to right, one under another, on a track that ends at `most`; `goal` is a line across."""

    bars: tuple[Bar, ...]
    most: float
    ticks: tuple[Tick, ...] = ()
    goal: float | None = None
    label_room: int = 190
    """Pixels that a label may take before it is cut."""

    @property
    def said(self) -> tuple[str, ...]:
        """Each bar in words."""
        return tuple(bar.said for bar in self.bars)


@dataclass(frozen=True, slots=True)
class Columns:
    """Bars side by side, each with its figure above it."""

    bars: tuple[Bar, ...]

    @property
    def said(self) -> tuple[str, ...]:
        """Each column in words."""
        return tuple(bar.said for bar in self.bars)


@dataclass(frozen=True, slots=True)
class Span:
    """The middle half of some lengths, with their median; in the units of the chart's axis."""

    label: str
    low: float
    middle: float
    high: float
    figure: str
    note: str = ""
    token: str = "accent"
    shown: bool = True
    """Whether there is a span at all: not where it rests on too few."""

    @property
    def said(self) -> str:
        """The span in words."""
        return f"{self.label}: " + " ".join(part for part in (self.figure, self.note) if part)


@dataclass(frozen=True, slots=True)
class Spans:
    """Spans one under another over one axis."""

    spans: tuple[Span, ...]
    ticks: tuple[Tick, ...]
    most: float

    @property
    def said(self) -> tuple[str, ...]:
        """Each span in words."""
        return tuple(span.said for span in self.spans)


@dataclass(frozen=True, slots=True)
class Square:
    """One square of a map: how strong from 0 to 1, None where too little is known; what it says."""

    strength: float | None
    said: str


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Squares in rows and columns, shaded by what they hold; None where there is nothing."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    squares: tuple[tuple[Square | None, ...], ...]

    @property
    def said(self) -> tuple[str, ...]:
        """Each square in words."""
        return tuple(square.said for row in self.squares for square in row if square is not None)


Chart = Bars | Columns | Spans | HeatMap


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its text, and a smaller note at its right; faint where too little is known."""

    text: str
    note: str = ""
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; figures stand at the right. `share` is its part of the width."""

    label: str
    figures: bool = True
    share: int = 2


@dataclass(frozen=True, slots=True)
class Table:
    """The figures behind a chart."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One subject: its sentences, its chart and its table; `nothing` is said instead where there are no figures yet."""

    key: str
    title: str
    said: tuple[str, ...] = ()
    chart: Chart | None = None
    table: Table | None = None
    rule: str = ""
    nothing: str = ""
    wide: bool = False
