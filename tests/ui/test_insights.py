"""The insights by keys: counted away from the window, cut, stopped, followed, read, and written as files."""

import re
import subprocess
import sys
import zipfile
from itertools import product

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from sdrdesk.core.domain.insights import (
    Attempt,
    Attempts,
    Cycle,
    FirstContact,
    FunnelRow,
    Hour,
    Insights,
    ReasonByCriterion,
)
from sdrdesk.core.domain.insights import Choices as Offered
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.rates import Rate, Spread
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.leads import find_leads
from sdrdesk.core.operations.workspace import change_settings, open_workspace
from sdrdesk.core.store.leads import LeadFilter
from sdrdesk.core.words import Words
from sdrdesk.ui.insights.chart_view import ChartView
from sdrdesk.ui.insights.charts import Bar, Bars, Cell, Column, HeatMap, Square, Table
from sdrdesk.ui.insights.figure_table import LEAST_NAME, FigureTable
from sdrdesk.ui.insights.names import Names
from sdrdesk.ui.insights.numbers import minutes, money, percent, rate_said
from sdrdesk.ui.insights.sheets import MAKERS, sheets_of
from sdrdesk.ui.insights.tiles import tiles_of
from sdrdesk.ui.theme import apply_theme, current_theme
from tests.operations.random_histories import Histories
from tests.ui.window import Window, open_window

EN, FR = Words("en"), Words("fr")
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def made(**given) -> Insights:
    """Figures with nothing in them but what is given."""
    nothing = {
        "by": "source", "leads": 0, "total": FunnelRow("", "", 0, 0, 0, 0, 0, 0), "funnel": (),
        "first_contact": (), "attempts": Attempts(Rate(0, 0), Spread(0), ()), "cycle": Cycle(Spread(0), Spread(0)),
        "costs": (), "hours": (), "reasons": (), "by_criterion": (), "idle": (), "acceptance": Rate(0, 0),
        "answered": Rate(0, 0), "choices": Offered(),
    }  # fmt: skip
    return Insights(**(nothing | given))


def sheets(workspace, words=EN, **given):
    return {sheet.key: sheet for sheet in sheets_of(made(**given), Names(workspace, words))}


# -- how figures are said -------------------------------------------------------------------------------------------


def test_a_rate_stands_with_its_interval_and_its_n_in_both_languages():
    # Wilson for 18 of 40: middle (18 + 1.92) / 43.84 = .454, half 1.96 · √(9.9 + .96) / 43.84 = .147.
    assert rate_said(Rate(18, 40), EN) == ("45% (31–60)", "n\u00a0=\u00a040")
    assert rate_said(Rate(18, 40), FR) == ("45\u202f% (31–60)", "n\u00a0=\u00a040")
    # Wilson for 3 of 1,000: (3 + 1.92) / 1003.84 = .0049, half 1.96 · √(2.991 + .96) / 1003.84 = .0039.
    assert rate_said(Rate(3, 1000), EN) == ("0.3% (0.1–0.9)", "n\u00a0=\u00a01,000")
    assert rate_said(Rate(3, 1000), FR) == ("0,3\u202f% (0,1–0,9)", "n\u00a0=\u00a01\u202f000")


def test_on_fewer_than_thirty_no_rate_is_said():
    assert rate_said(Rate(29, 29), EN) == ("not enough data", "n\u00a0=\u00a029")
    assert rate_said(Rate(0, 0), FR) == ("pas assez de données", "n\u00a0=\u00a00")
    assert rate_said(Rate(30, 30), EN)[0].startswith("100")


@pytest.mark.parametrize(
    ("length", "working", "said"),
    [(0.4, False, "under 1 min"), (1, False, "1 min"), (59.6, False, "1 h"), (90, False, "1 h 30"),
     (605, False, "10 h"), (2880, False, "2 d"), (2880, True, "48 h"), (5000, False, "3.5 d"), (None, True, "—")],
)  # fmt: skip
def test_lengths_are_said_in_the_unit_that_matters(length, working, said):
    assert minutes(length, EN, working=working).replace("\u00a0", " ") == said


def test_a_table_says_less_than_a_minute_in_few_letters():
    assert minutes(0.4, FR, short=True) == minutes(0.4, EN, short=True) == "<\u00a01\u00a0min"


def test_costs_and_shares_keep_the_decimals_that_tell():
    assert [money(a, EN) for a in (None, 7.2, 42.0, 116.4, 1240.0)] == ["—", "7.20", "42", "116", "1,240"]
    assert money(7.2, FR) == "7,20"
    assert [percent(s, EN).rstrip("%") for s in (0, 0.0012, 0.0994, 0.0996, 0.5, 1)] == [
        "0", "0.1", "9.9", "10", "50", "100",
    ]  # fmt: skip


# -- sheets ---------------------------------------------------------------------------------------------------------


def test_an_empty_base_says_on_every_sheet_what_is_missing(workspace):
    for sheet in sheets(workspace).values():
        assert sheet.nothing
        assert sheet.chart is None
        assert sheet.table is None


def test_a_row_on_too_few_has_no_bar_but_stands_in_the_table(workspace):
    rows = (FunnelRow("a", "Fair", 40, 30, 20, 10, 5, 2), FunnelRow("b", "List", 29, 29, 29, 29, 29, 29))
    total = FunnelRow("", "", 69, 59, 49, 39, 34, 31)
    sheet = sheets(workspace, leads=69, funnel=rows, total=total)["breakdown"]
    assert isinstance(sheet.chart, Bars)
    assert [bar.label for bar in sheet.chart.bars] == ["Fair"]
    assert (sheet.chart.bars[0].value, sheet.chart.bars[0].figure) == (0.25, "25%")
    assert [cells[0].text for cells in sheet.table.rows] == ["Fair", "List"]
    assert [cells[8].text for cells in sheet.table.rows] == ["25% (14–40)", "not enough data"]
    assert sheet.said == ("1 of 2 rest on fewer than 30 leads: for them there is no rate.",)


def test_what_let_rejected_leads_through_is_a_sentence_and_the_surest_is_red(workspace):
    found = (
        ReasonByCriterion("bant", "need", "vague", Rate(14, 40), Rate(30, 100)),
        ReasonByCriterion("bant", "need_shared", "contact_only", Rate(30, 40), Rate(20, 100)),
    )
    sheet = sheets(workspace, by_criterion=found)["by_criterion"]
    assert sheet.said[0] == (
        "30 of 40 hand-offs given back had “Shared need” answered “This person only”; "
        "of those kept, 20% (13–29), n\u00a0=\u00a0100."
    )
    assert [(bar.token, round(bar.value, 2)) for bar in sheet.chart.bars] == [("bad", 0.75), ("accent", 0.35)]


@pytest.mark.parametrize(
    ("n", "of", "verdict"), [(80, 100, "below the goal"), (99, 100, "goal of 90% is met"), (88, 100, "interval")]
)
def test_acceptance_is_judged_by_its_interval_not_by_its_middle(workspace, n, of, verdict):
    sheet = sheets(workspace, acceptance=Rate(n, of), answered=Rate(of, of))["acceptance"]
    assert verdict in " ".join(sheet.said)
    assert sheet.chart.goal == 0.9


def test_an_hour_with_few_calls_is_grey_and_the_best_is_named(workspace):
    hours = (Hour(1, 9, Rate(30, 60)), Hour(2, 10, Rate(9, 60)), Hour(4, 11, Rate(4, 5)))
    sheet = sheets(workspace, hours=hours)["hours"]
    assert sheet.said == ("Most answered: Tue 9:00, 50% (38–62), n\u00a0=\u00a060.",)
    assert isinstance(sheet.chart, HeatMap)
    assert [sheet.chart.squares[day][hour - 9] for day, hour in ((0, 9),)] == [None]
    strengths = [sheet.chart.squares[day][hour - 9].strength for day, hour in ((1, 9), (2, 10), (4, 11))]
    assert strengths == [1.0, 0.0, None]


def test_the_figures_in_short_say_what_they_rest_on(workspace):
    hot = FirstContact("hot", Spread(40, 1, 30, 90), Spread(40, 1, 22, 60), 2, 0)
    called = Attempts(Rate(20, 29), Spread(20, 1, 2, 3), (Attempt(1, Rate(9, 29)),))
    total = FunnelRow("", "", 40, 30, 20, 10, 5, 2)
    found = made(leads=40, total=total, first_contact=(hot,), acceptance=Rate(20, 100), attempts=called)
    tiles = {tile.word: tile for tile in tiles_of(found, EN)}
    assert tiles["to call a hot lead"].figure == "22\u00a0min"
    assert tiles["talked to, of those called"].note == "not enough data, n\u00a0=\u00a029"
    assert (tiles["became SQL"].figure, tiles["accepted by sales"].tone) == ("25%", "doubt")


@pytest.mark.parametrize(("hours", "said"), [("on", "In working hours, "), ("off", "By the clock, since no calling ")])
def test_first_contact_says_by_which_hours_it_counts(workspace, hours, said):
    change_settings(workspace, {"calling_hours": hours})
    hot = FirstContact("hot", Spread(40, 1, 30, 90), Spread(40, 1, 22, 60), 2, 0)
    assert sheets(workspace, first_contact=(hot,))["first_contact"].rule.startswith(said)


# -- the screen -----------------------------------------------------------------------------------------------------


@pytest.fixture
def year(tmp_path, clock, qtbot):
    """A window on a hundred and twenty histories."""
    path = tmp_path / "year.sdrdesk"
    open_workspace(path, "Alex", clock).store.close()
    Histories(8, 120).write(path)
    opened = open_window(open_workspace(path, "Alex", clock), qtbot, clock, tmp_path)
    yield opened
    opened.shell.close()
    opened.shell.deleteLater()


def counted(window: Window):
    """Wait until all that was asked for is shown."""
    acts = window.bench.insights
    window.qtbot.waitUntil(lambda: acts._view is not None and acts.view.is_shown, timeout=20_000)
    return acts.view


def opened(window: Window):
    window.key(Qt.Key.Key_7, CTRL)
    return counted(window)


def choose(window: Window, box, code: str) -> None:
    """Choose in a box by keys."""
    box.setFocus()
    while box.currentData() != code:
        before = box.currentIndex()
        window.key(Qt.Key.Key_Down if box.findData(code) > before else Qt.Key.Key_Up)
        assert box.currentIndex() != before


def test_the_screen_opens_by_its_key_with_every_sheet_and_the_keyboard_in_the_filters(year):
    view = opened(year)
    assert year.bench.front == "insights"
    assert QApplication.focusWidget() is view.filters.period
    assert len(view.cards) == len(MAKERS)
    for card in view.cards.values():
        for part in (card.chart, card.table):
            assert part is None or part.accessibleName()
        if card.chart is not None and card.sheet.chart is not None:
            assert card.chart.accessibleDescription() == "\n".join(card.sheet.chart.said)
    year.key(Qt.Key.Key_Escape)
    assert year.bench.front == "calls"


def test_a_cut_by_keys_is_counted_anew(year):
    view = opened(year)
    choose(year, view.filters.period, "all")
    every = counted(year).answer.found.leads
    choose(year, view.filters.period, "90")
    some = counted(year).answer.found.leads
    assert 0 < some < every
    choose(year, view.filters.by, "month")
    assert counted(year).answer.found.by == "month"
    assert view.cards["breakdown"].sheet.title == "Funnel by month of arrival"


def test_a_source_is_ticked_by_keys_and_the_list_stays_open(year):
    view = opened(year)
    choose(year, view.filters.period, "all")
    every = counted(year).answer.found.leads
    source = view.filters.source
    source.list.popup(source.mapToGlobal(source.rect().bottomLeft()))
    labels = [action.text() for action in source.list.actions()]
    for _ in range(2):  # past “Everything”
        year.qtbot.keyClick(source.list, Qt.Key.Key_Down)
    year.qtbot.keyClick(source.list, Qt.Key.Key_Space)
    assert source.list.isVisible()
    assert len(source.chosen) == 1
    source.list.close()
    found = counted(year).answer.found
    assert f"({found.leads})" in labels[2]
    assert found.leads < every


def test_only_the_newest_question_is_answered(year):
    view = opened(year)
    answers = []
    view.computing.answered.connect(answers.append)
    for by in ("rep", "month", "size"):
        view.filters.by.setCurrentIndex(view.filters.by.findData(by))
        view.compute()
    counted(year)
    assert [answer.asked.by for answer in answers] == ["size"]


def test_esc_stops_the_counting_and_f5_counts_again(year):
    view = opened(year)
    view.compute()
    year.key(Qt.Key.Key_Escape)
    assert year.bench.front == "insights"
    assert not view.computing.busy
    assert view.state.text() == "Stopped: these are the figures before."
    before = view.answer
    year.key(Qt.Key.Key_F5)
    assert counted(year).answer is not before
    assert view.state.isHidden()
    view.compute()
    year.key(Qt.Key.Key_1, CTRL)  # nothing is counted for nobody
    assert not view.computing.busy


def test_what_happens_is_followed_while_the_screen_is_shown_and_not_behind_it(window):
    view = opened(window)
    workspace = window.bench.workspace
    lead = find_leads(workspace, LeadFilter())[0]
    first = view.answer
    assert first.found.attempts.reached.of == 0
    window.bench.bus.publish(record_call(workspace, lead, Outcome.REACHED).changes)
    window.qtbot.waitUntil(lambda: view.answer is not first and view.is_shown, timeout=20_000)
    assert view.answer.found.attempts.reached.of == 1
    window.key(Qt.Key.Key_1, CTRL)
    second = view.answer
    other = find_leads(workspace, LeadFilter())[1]
    window.bench.bus.publish(record_call(workspace, other, Outcome.NO_ANSWER).changes)
    assert not view._soon.isActive()
    assert not view.computing.busy
    window.key(Qt.Key.Key_7, CTRL)
    window.qtbot.waitUntil(lambda: view.answer is not second and view.is_shown, timeout=20_000)
    assert view.answer.found.attempts.reached.of == 2


def test_a_base_without_leads_says_what_to_do(tmp_path, clock, qtbot):
    window = open_window(open_workspace(tmp_path / "none.sdrdesk", "Alex", clock), qtbot, clock, tmp_path)
    view = window.bench.insights.view
    window.bench.show_screen("insights")
    qtbot.waitUntil(lambda: view.answer is not None, timeout=20_000)
    assert view.pages.currentWidget() is view.empty
    assert view.empty.accessibleName() == "No figures yet"
    window.shell.close()


def test_figures_are_read_row_by_row_in_sight_and_copied(year):
    view = opened(year)
    table = view.cards["hours"].table
    table.setFocus()
    top = table.mapTo(view.page.viewport(), table.rect().topLeft()).y()
    assert 0 <= top < view.page.viewport().height()
    table = view.cards["breakdown"].table
    QAbstractItemModelTester(table.figures, table)
    table.setFocus()
    year.key(Qt.Key.Key_Down)
    year.key(Qt.Key.Key_Down)
    assert table.currentIndex().row() >= 1
    year.key(Qt.Key.Key_C, CTRL)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].split("\t")[:3] == ["Source", "Leads", "MQL"]
    assert len(lines) == 1 + len(view.answer.found.funnel)


def test_in_little_room_what_is_not_known_gives_way_before_names_and_figures_do(qtbot):
    columns = (Column("Source", figures=False), Column("Leads"), Column("SQL of leads"), Column("Won of leads"))
    rate, unknown = Cell("28% (19–38)", "n = 80"), Cell("not enough data", "n = 28", faint=True)
    table = FigureTable("Funnel")
    qtbot.addWidget(table)
    table.show_table(Table(columns, ((Cell("Salon Global Industrie"), Cell("80"), rate, unknown),)))
    wide = [table._need(n, current_theme()) for n in range(4)]
    table.resize(sum(wide) + 40, 100)
    table.show()
    assert all(table.columnWidth(n) >= wide[n] for n in range(4))
    table.resize(sum(wide) - 40, 100)
    narrow = [table.columnWidth(n) for n in range(4)]
    assert narrow[:3] == wide[:3]
    assert narrow[3] < wide[3]
    table.resize(300, 100)
    assert table.columnWidth(0) == LEAST_NAME
    assert table.figures.index(0, 3).data(Qt.ItemDataRole.ToolTipRole) == "not enough data, n = 28"


def test_a_chart_lies_still_and_follows_the_theme(year):
    chart = opened(year).cards["funnel"].chart
    light = chart.grab().toImage()
    year.qtbot.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton)
    assert chart.grab().toImage() == light
    apply_theme(QApplication.instance(), "dark")
    dark = chart.grab().toImage()
    apply_theme(QApplication.instance(), "light")
    assert light.pixelColor(2, 2) == QColor("#ffffff")
    assert dark.pixelColor(2, 2) == QColor("#1a1e26")


# -- files ----------------------------------------------------------------------------------------------------------


def test_what_is_shown_is_written_as_report_picture_and_workbook(year, tmp_path):
    view = opened(year)
    said, refused = [], []
    view.said.connect(lambda tone, text: said.append((tone, text)))
    view.failed.connect(refused.append)
    with year.qtbot.waitSignal(view.said, timeout=20_000):
        view.exporting.write_report(tmp_path / "report.pdf", "fr")
    content = (tmp_path / "report.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    assert "Chiffres · leads arrivés depuis le 24 nov. 2025".encode("utf-16-be") in content  # its title, uncompressed
    assert int(re.search(rb"/Count (\d+)", content)[1]) > 2
    view.exporting.write_picture("funnel", tmp_path / "funnel.png")
    picture = QImage(str(tmp_path / "funnel.png"))
    assert picture.width() == 2 * (view.cards["funnel"].chart.width() + 32)
    places = product(range(0, picture.width(), 7), range(0, picture.height(), 5))
    assert {"#2f5bea", "#ffffff"} <= {picture.pixelColor(x, y).name() for x, y in places}
    assert [tone for tone, _text in said] == ["ok", "ok"]
    with year.qtbot.waitSignal(view.said, timeout=20_000):
        view.exporting.write_workbook(tmp_path / "figures.xlsx")
    with zipfile.ZipFile(tmp_path / "figures.xlsx") as book:
        assert sum(name.startswith("xl/worksheets/sheet") for name in book.namelist()) == 10
    with year.qtbot.waitSignal(view.failed, timeout=20_000):
        view.exporting.write_report(tmp_path / "no such folder" / "report.pdf")
    assert [error.code for error in refused] == ["file_trouble"]


def test_letters_on_paper_are_as_large_as_on_the_screen(qtbot):
    """A printer has other dots than a screen: what is twice as large has letters twice as large, and no larger."""
    chart = ChartView("", paper=True)
    qtbot.addWidget(chart)
    chart.resize(400, 100)
    chart.show_chart(Bars((Bar("One", 1, "1"), Bar("Two", 2, "2")), 2))
    rows = []
    for scale in (1, 2):
        image = QImage(chart.width() * scale, chart.height() * scale, QImage.Format.Format_RGB32)
        image.setDotsPerMeterX(12_000)
        image.setDotsPerMeterY(12_000)
        image.fill(QColor("white"))
        painter = QPainter(image)
        chart.paint_on(painter, QRectF(image.rect()))
        painter.end()
        label = product(range(image.height()), range(20 * scale))
        rows.append(len({y for y, x in label if image.pixelColor(x, y).lightness() < 110}))
    assert 12 <= rows[0] <= 26
    assert abs(rows[1] - 2 * rows[0]) <= 4


def test_a_map_on_paper_has_the_shades_of_the_screen(qtbot):
    chart = ChartView("", paper=True)
    qtbot.addWidget(chart)
    chart.resize(400, 100)
    squares = ((Square(0.0, ""), Square(1.0, ""), Square(None, ""), None),)
    chart.show_chart(HeatMap(("Mon",), ("8", "9", "10", "11"), squares))
    image = QImage(1200, 3 * chart.height(), QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(12_000)
    image.setDotsPerMeterY(12_000)
    image.fill(QColor("white"))
    painter = QPainter(image)
    chart.paint_on(painter, QRectF(image.rect()))
    painter.end()
    seen = {image.pixelColor(x, 30).name() for x in range(0, 1200, 3)}
    assert {"#e9efff", "#2f5bea", "#e6e9ef", "#f3f5f8"} <= seen


def test_nothing_that_draws_charts_is_loaded_before_the_screen_is_shown():
    code = (
        "import sys, sdrdesk.ui.main_window\n"
        "print([name for name in ('numpy', 'pyqtgraph', 'sdrdesk.ui.insights.insights_view') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert run.stdout.strip() == "[]"
