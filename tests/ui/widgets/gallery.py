"""Every widget on one window, to be looked at: `python -m tests.ui.widgets.gallery [folder]` saves the pictures."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QAbstractTableModel, QDate, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSlider,
    QTabBar,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from sdrdesk.ui.theme import apply_theme, icon_names, mark, set_icon
from sdrdesk.ui.widgets.card import Card, SectionLabel
from sdrdesk.ui.widgets.date_field import DateField
from sdrdesk.ui.widgets.elide_label import ElideLabel
from sdrdesk.ui.widgets.empty_state import EmptyState
from sdrdesk.ui.widgets.flow_layout import FlowLayout
from sdrdesk.ui.widgets.key_button import KeyButton
from sdrdesk.ui.widgets.key_cap import KeyCap
from sdrdesk.ui.widgets.notice import NoticeBar
from sdrdesk.ui.widgets.number_field import NumberField
from sdrdesk.ui.widgets.pill import Pill
from sdrdesk.ui.widgets.queue_delegate import QUEUE_ROW_ROLE, QueueRow, dress_queue
from sdrdesk.ui.widgets.rail import Rail, RailItem
from sdrdesk.ui.widgets.segmented import SegmentedChoice
from sdrdesk.ui.widgets.table_delegate import PILL_ROLE, PillData, TableLook, calm_table
from sdrdesk.ui.widgets.verdict_panel import VerdictPanel
from sdrdesk.ui.widgets.verdict_view import CheckRow, VerdictView, VerdictWords, WhyRow

AnyIndex = QModelIndex | QPersistentModelIndex

WORDS = VerdictWords(
    title="Verdict",
    earned="earned",
    still_open="still open",
    lost="lost",
    can_reach="can reach",
    never="never",
    later="later",
    now="now",
    why="Why",
    checks="Checks",
    flags="To watch",
)
OPEN_VIEW = VerdictView(
    words=WORDS,
    score=62,
    open=22,
    lost=16,
    later=40,
    now=70,
    state_tone="open",
    state_title="Open — two answers from NOW",
    state_text="Able to decide or fund, and a deadline under 12 months.",
    why=(
        WhyRow("Problem", "19", 0.76),
        WhyRow("Profile fit", "14", 0.9),
        WhyRow("Decision role", "13", 0.52, reach=0.8),
        WhyRow("Potential", "11", 0.73),
        WhyRow("Engagement (max 10)", "5", 0.5, muted=True),
    ),
    checks=(
        CheckRow("ok", "Sector and size inside the ICP"),
        CheckRow("ok", "Need stated by the organisation"),
        CheckRow("open", "Able to decide or fund — not asked"),
        CheckRow("bad", "On the national opposition list since 3 November"),
    ),
    flags=("Two calls this week ended before the budget was asked; the third is often the last one taken.",),
    fit_line="Fit A · engagement 2 of 4",
    foot="Grid “ETI industrie” v7 · saved 10:31:08",
)
QUEUE = (
    QueueRow(
        "Claire Fontaine", "Méca-Rhône", "Callback promised 10:30 · asked for a demo of the press line", 62, "hot"
    ),
    QueueRow("Julien Perrot", "Axial Pompes", "Demo request 6 min ago · call within 15", 58, "hot", badge="new"),
    QueueRow("Nadia Belkacem", "Plastiform", "Nurture date reached (4 months)", 47, "warm"),
    QueueRow(
        "Sofia Marchetti-Delacroix", "Tecnoform Italia Meridionale", "Retry 2 of 6 · due since 10:00", 100, "warm"
    ),
    QueueRow("Thomas Grall", "Armor Usinage", "First call · trade fair list", None, "cold"),
    QueueRow("Emma Whitfield", "Harlow Castings", "09:40 local · opens 09:00–17:30", 36, "cold"),
    QueueRow("Pierre Aubry", "Sté Aubry", "Waiting: lunch hours until 14:00", 44, "warm", dimmed=True),
    QueueRow("Lena Kraft", "Kraft GmbH", "Held by A. Morel for 3 min", 49, "cold", dimmed=True),
)
TABLE = (
    ("Sophie Garnier", "Atelis", "s.garnier@atelis.example", "84", PillData("created", "ok")),
    (
        "Claire Fontaine",
        "Méca-Rhône",
        "c.fontaine@meca-rhone.example",
        "62",
        PillData("updated: title, source", "accent"),
    ),
    ("Éric Blanc", "Sodex", "e.blanc@sodex.example", "—", PillData("unchanged", "neutral")),
    ("N. Faure", "Faure SARL", "n.faure@@faure", "111", PillData("created · e-mail has two @, kept as text", "doubt")),
    ("Lucie Weber", "Weber", "l.weber@weber.example", "9", PillData("refused", "bad")),
)


class QueueModel(QAbstractListModel):
    """A few rows of a queue."""

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return len(QUEUE)

    def data(self, index: AnyIndex, role: int = 0) -> object:
        return QUEUE[index.row()] if role == QUEUE_ROW_ROLE else None


class LeadModel(QAbstractTableModel):
    """A few rows of an import."""

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return len(TABLE)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 5

    def data(self, index: AnyIndex, role: int = 0) -> object:
        value = TABLE[index.row()][index.column()]
        if role == PILL_ROLE:
            return value
        return value if role == Qt.ItemDataRole.DisplayRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        return ("Name", "Company", "E-mail", "Score", "Fate")[section] if role == Qt.ItemDataRole.DisplayRole else None


class Gallery(QWidget):
    """Two pages of widgets side by side with the stock controls."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Gallery")
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        self.rail = _rail()
        across.addWidget(self.rail)
        page = QVBoxLayout()
        page.setSpacing(0)
        across.addLayout(page, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        page.addLayout(middle, 1)
        page.addWidget(_bottom_bar())
        middle.addWidget(self._queue())
        middle.addWidget(self._form(), 1)
        self.verdict = VerdictPanel()
        self.verdict.setFixedWidth(316)
        self.verdict.set_view(OPEN_VIEW)
        middle.addWidget(self.verdict)
        self.notice = NoticeBar(self, close_words="Close", bottom=80)

    def _queue(self) -> QListView:
        view = QListView()
        view.setModel(QueueModel(view))
        dress_queue(view)
        view.setFixedWidth(304)
        view.setCurrentIndex(view.model().index(0, 0))
        return view

    def _form(self) -> QWidget:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(18, 12, 18, 12)
        column.setSpacing(12)
        column.addWidget(_chips())
        column.addLayout(_fields())
        card = Card("Scoring · hybrid BANT, long cycle")
        card.add_to_header(Pill("open", "neutral"))
        self.choices = _choices(card)
        column.addWidget(card)
        notes = Card("Notes")
        text = QPlainTextEdit("Rebuts à 4 %, objectif 2 % non atteint deux trimestres de suite.")
        mark(text, "quiet")
        text.setMaximumHeight(60)
        notes.add(text)
        column.addWidget(notes)
        column.addStretch(1)
        return form


def _rail() -> Rail:
    rail = Rail(
        (
            RailItem("calls", "phone", "Calls", "F2"),
            RailItem("leads", "users", "Leads"),
            RailItem("review", "message-square", "Review"),
            RailItem("insights", "chart-no-axes-column", "Insights"),
            RailItem("grid", "sliders-horizontal", "Grid"),
            RailItem("sync", "refresh-cw", "Sync"),
        ),
        (RailItem("settings", "settings", "Paramètres"),),
    )
    rail.set_selected("calls")
    rail.set_badge("review", True)
    return rail


def _chips() -> QWidget:
    holder = QWidget()
    flow = FlowLayout(holder, gap=6)
    for tone in ("neutral", "outline", "accent", "ok", "doubt", "bad", "hot", "warm", "cold"):
        flow.addWidget(Pill(tone, tone))
    for text in ("12 Nov · guide downloaded", "19 Nov · pricing page ×3", "2 calls · 1 voicemail"):
        flow.addWidget(Pill(text))
    flow.addWidget(KeyCap("Ctrl K"))
    return holder


def _fields() -> QHBoxLayout:
    row = QHBoxLayout()
    search = QLineEdit(placeholderText="Search leads, notes, companies…")
    combo = QComboBox()
    combo.addItems(["Industrie ETI · T4", "Logistique", "Santé"])
    primary = QPushButton("Import 11 646 leads")
    mark(primary, "primary")
    plain = QPushButton("Back")
    for widget in (search, combo, plain, primary):
        row.addWidget(widget)
    return row


def _choices(card: Card) -> list[SegmentedChoice]:
    grid = QGridLayout()
    grid.setColumnMinimumWidth(0, 160)
    grid.setColumnStretch(1, 1)
    grid.setVerticalSpacing(3)
    made = []
    for line, (label, options, note) in enumerate(
        (
            ("Problem", ("Vague", "Stated", "Priority", "Blocking"), "+19"),
            ("Role in the decision", ("User", "Influences", "Approves budget", "Decides"), "+13"),
            ("Deadline or trigger", ("None", "> 12 mo", "3–12 mo", "< 3 mo"), "0…20"),
            ("Able to decide?", ("Yes", "With others", "No"), "open"),
            ("Need", ("Stated", "Latent", "None at all"), "+7"),
            ("Sector", ("Automobile", "Aerospace and defence", "Food", "Chemistry", "Machine building", "Other"), ""),
            ("Disabled", ("Yes", "No"), ""),
        )
    ):
        choice = SegmentedChoice()
        choice.setAccessibleName(label)
        choice.set_options([(text.lower(), text) for text in options])
        choice.set_unknown_words("?", "Asked, not known")
        grid.addWidget(QLabel(label), line, 0)
        grid.addWidget(choice, line, 1)
        grid.addWidget(Pill(note or "—", "ok" if note == "+7" else "neutral"), line, 2)
        made.append(choice)
    made[0].set_value("priority")
    made[1].set_value("influences")
    made[3].set_unknown()
    made[4].set_value("stated")
    made[4].set_presumed("to confirm")
    made[5].set_value("food")
    made[6].set_value("no")
    made[6].setEnabled(False)
    card.add_layout(grid)
    return made


def _bottom_bar() -> QWidget:
    bar = QWidget()
    bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    mark(bar, "bar")
    row = QHBoxLayout(bar)
    row.setContentsMargins(10, 14, 10, 14)
    row.setSpacing(5)
    outcomes = "No answer,Busy,Voicemail,Gatekeeper,Call back…,Reached,Not interested…,Wrong number,Objects,Left"
    for key, text in enumerate(outcomes.split(","), 1):
        button = KeyButton(text, str(key % 10))
        button.set_available(text != "Left", "Call first")
        row.addWidget(button)
    row.addStretch(1)
    row.addWidget(KeyButton("Later…", "Ctrl L", key_side="right"))
    row.addWidget(KeyButton("Never…", "Ctrl E", key_side="right", variant="danger"))
    row.addWidget(KeyButton("Now: check…", "Ctrl ⏎", key_side="right", variant="primary"))
    return bar


class Controls(QWidget):
    """The stock controls, a table, an empty state and the folded verdict."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 16, 16)
        column.setSpacing(12)
        strip = VerdictPanel()
        strip.set_compact(True)
        strip.set_view(OPEN_VIEW)
        column.addWidget(strip)
        across = QHBoxLayout()
        across.setContentsMargins(16, 0, 0, 0)
        column.addLayout(across)
        across.addWidget(self._stock(), 1)
        sentence = "Twelve leads wait for the end of lunch; the first one opens at 14:00."
        acts = (("Import leads…", print), ("See the waiting", print))
        across.addWidget(EmptyState("phone-off", "Nothing to call now", sentence, acts), 1)
        table = QTableView()
        table.setModel(LeadModel(table))
        look = TableLook(muted=frozenset({2}), right=frozenset({3}), pills=frozenset({4}))
        calm_table(table, look)
        for at, width in enumerate((160, 160, 240, 80)):
            table.setColumnWidth(at, width)
        table.selectRow(1)
        holder = Card("Import preview")
        holder.add(table)
        column.addWidget(holder, 1)
        column.addWidget(self._icons())
        elide = ElideLabel(
            "A line that is far too long for the room it is given and is cut with an ellipsis at its end"
        )
        elide.setMaximumWidth(300)
        column.addWidget(elide)

    def _stock(self) -> QWidget:
        card = Card("Stock controls")
        grid = QGridLayout()
        grid.setSpacing(8)
        checked, half, off = QCheckBox("Checked", checked=True), QCheckBox("Half"), QCheckBox("Not available")
        half.setTristate(True)
        half.setCheckState(Qt.CheckState.PartiallyChecked)
        off.setEnabled(False)
        radio = QRadioButton("One", checked=True)
        tabs = QTabBar()
        for text in ("Facts", "History", "Notes"):
            tabs.addTab(text)
        progress = QProgressBar(value=40, textVisible=False)
        slider = QSlider(Qt.Orientation.Horizontal, value=40)
        quiet, danger, disabled = QPushButton("Quiet"), QPushButton("Erase…"), QPushButton("Disabled", enabled=False)
        mark(quiet, "quiet")
        mark(danger, "danger")
        selected = QPushButton("Disagreements 6")
        mark(selected, "selected")
        number = NumberField()
        number.setValue(12)
        tool = QToolButton()
        set_icon(tool, "filter")
        with_menu = QPushButton("This week")
        with_menu.setMenu(QMenu(with_menu))
        self.focus = QLineEdit("Focus here")
        texts = [QLabel("Title"), QLabel("heading"), QLabel("10 912"), QLabel("muted"), QLabel("small"), QLabel("bad")]
        for label, kind in zip(texts, ("title", "heading", "figure", "muted", "small", "bad"), strict=True):
            mark(label, kind)
        widgets = [
            checked, half, off, radio, QRadioButton("Other"), tabs, number,
            DateField(QDate(2026, 11, 22)), progress, slider, quiet, danger, disabled, selected,
            tool, with_menu, self.focus, SectionLabel("Section"), *texts,
        ]  # fmt: skip
        for at, widget in enumerate(widgets):
            grid.addWidget(widget, at // 4, at % 4)
        card.add_layout(grid)
        return card

    def _icons(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, gap=2)
        for name in icon_names():
            button = QToolButton()
            mark(button, "quiet")
            button.setAccessibleName(name)
            set_icon(button, name)
            flow.addWidget(button)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(holder)
        area.setFixedHeight(86)
        return area


def save_pictures(app: QApplication, folder: Path) -> None:
    """Save both pages in both schemes."""
    folder.mkdir(parents=True, exist_ok=True)
    percent = round(app.devicePixelRatio() * 100)
    for mode in ("light", "dark"):
        apply_theme(app, mode)
        gallery, controls = Gallery(), Controls()
        for page, name in ((gallery, "desk"), (controls, "controls")):
            page.resize(1440, 900)
            page.show()
            page.activateWindow()
            app.processEvents()
            if isinstance(page, Gallery):
                page.choices[2].setFocus(Qt.FocusReason.TabFocusReason)
                page.notice.show_notice("ok", "Lead set to NOW and handed to A. Morel.", "Undo", seconds=0)
            else:
                page.focus.setFocus()
            app.processEvents()
            page.grab().save(str(folder / f"{name}-{mode}-{percent}.png"))
            page.close()


def main() -> int:
    """Show the gallery, or save its pictures in the folder given."""
    app = QApplication(sys.argv)
    if len(sys.argv) > 1:
        save_pictures(app, Path(sys.argv[1]))
        return 0
    apply_theme(app, "system")
    pages = [Gallery(), Controls()]
    for page in pages:
        page.resize(1440, 900)
        page.show()
    return app.exec()


if __name__ == "__main__":
    raise SystemExit(main())
