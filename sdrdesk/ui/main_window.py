"""The workbench: wires the screens, the keys and the notices together, and does nothing else."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDateTimeEdit,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from sdrdesk.core.changes import Changes
from sdrdesk.core.domain.recommendation import Decision
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations import backups, grid_versions, leads, queue, undo
from sdrdesk.core.operations.bulk import Bulked
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.settings import PersonalSettings
from sdrdesk.core.words import Words
from sdrdesk.ui.calendar_acts import CalendarActs
from sdrdesk.ui.calls.day_counts import DayCounts
from sdrdesk.ui.calls.desk import Desk
from sdrdesk.ui.calls.desk_view import DeskView
from sdrdesk.ui.calls.outcome_bar import digit_of
from sdrdesk.ui.calls.rest import PauseBar
from sdrdesk.ui.campaigns.campaign_menu import CampaignMenu, queue_of
from sdrdesk.ui.campaigns.campaigns_view import CampaignsView
from sdrdesk.ui.change_bus import ChangeBus
from sdrdesk.ui.commands.commands import bind, commands_of, for_palette, groups_of
from sdrdesk.ui.commands.key_sheet import KeySheet
from sdrdesk.ui.commands.palette import Palette
from sdrdesk.ui.crm.crm_acts import CrmActs
from sdrdesk.ui.duplicates.duplicate_acts import DuplicateActs
from sdrdesk.ui.elsewhere.elsewhere_acts import ElsewhereActs
from sdrdesk.ui.feedback.feedback_acts import FeedbackActs
from sdrdesk.ui.file_acts import FileActs
from sdrdesk.ui.grids.grids_view import GridsView
from sdrdesk.ui.handoff.handoff_acts import HandoffActs
from sdrdesk.ui.insights.insight_acts import InsightActs
from sdrdesk.ui.leads.leads_view import LeadsView
from sdrdesk.ui.leads.search_field import SearchField
from sdrdesk.ui.messages import sentence
from sdrdesk.ui.review.review_acts import ReviewActs
from sdrdesk.ui.rules.rules_dialog import RulesDialog
from sdrdesk.ui.settings.settings_dialog import SettingsDialog
from sdrdesk.ui.tasks import LongTask, Writer
from sdrdesk.ui.theme import apply_theme, mark, set_icon
from sdrdesk.ui.widgets.notice import NoticeBar
from sdrdesk.ui.widgets.rail import Rail, RailItem

if TYPE_CHECKING:
    from sdrdesk.core.operations.crm.opening import Crms

WATCH_MS = 2_000
SWEEP_MS = 50
REMINDER_SECONDS = 30
"""A reminder goes by itself: in the queue the promise reads late until it is kept."""
TYPING = (QLineEdit, QPlainTextEdit, QTextEdit, QDateTimeEdit, QComboBox)


class Workbench(QWidget):
    """What the window holds once a workspace is open."""

    def __init__(
        self,
        workspace: Workspace,
        words: Words,
        personal: PersonalSettings,
        *,
        demo: bool = False,
        crms: "Crms | None" = None,
    ) -> None:
        super().__init__()
        self.workspace, self.words, self._personal, self._demo = workspace, words, personal, demo
        self.writer = Writer(self)
        self.bus = ChangeBus(self)
        self.files = FileActs(self)
        self.elsewhere = ElsewhereActs(self)
        self.calendar = CalendarActs(self)
        self.handoffs = HandoffActs(self)
        self.feedback = FeedbackActs(self)
        self.crm = CrmActs(self, crms)
        self.duplicates = DuplicateActs(self)
        self.review = ReviewActs(self)
        self.insights = InsightActs(self)
        self.undo_of = ""
        self._replacing = ""
        self._copying: LongTask | None = None
        self.desk_view = DeskView(workspace, words)
        self.desk = Desk(
            self.desk_view, workspace, words, self.writer, self.bus, self, lambda: personal.read()["dial_with"]
        )
        self._leads_view: LeadsView | None = None
        self._grids_view: GridsView | None = None
        self._campaigns_view: CampaignsView | None = None
        self._palette: Palette | None = None
        self._lay_out()
        self._connect()
        self.commands = commands_of(self)
        bind(self.commands, self)
        self._watch = QTimer(self)
        self._watch.timeout.connect(self._look_outside)
        self._mark = queue.store_mark(workspace)
        self._background = QTimer(self)
        self._background.setSingleShot(True)
        self._background.timeout.connect(self._sweep)

    # -- layout -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.rail = Rail(
            [
                RailItem("calls", "phone", self.tr("Calls"), self.tr("The call desk (Ctrl+1)")),
                RailItem("leads", "users", self.tr("Leads"), self.tr("Every lead (Ctrl+2)")),
                RailItem("handoffs", "message-square", self.tr("Hand-offs"), self.tr("What sales answers (Ctrl+5)")),
                RailItem("review", "eye", self.tr("Review"), self.tr("What was decided, read again (Ctrl+6)")),
                RailItem("insights", "chart-column", self.tr("Insights"), self.tr("What became of the leads (Ctrl+7)")),
                RailItem("grids", "sliders-horizontal", self.tr("Grid"), self.tr("What a good lead is (Ctrl+3)")),
            ],
            [
                RailItem("crm", "refresh-cw", self.tr("CRM"), self.tr("The CRM (Ctrl+4)")),
                RailItem("settings", "settings", self.tr("Settings"), self.tr("Settings (Ctrl+,)")),
            ],
        )
        self.screens = QStackedWidget()
        self.screens.addWidget(self.desk_view)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._top_bar())
        right.addWidget(PauseBar(self.desk.rest, self.words))
        right.addWidget(self.review.strip)
        right.addWidget(self.screens, 1)
        right.addWidget(self._status_bar())
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addLayout(right, 1)
        self.notice = NoticeBar(
            self, close_words=self.tr("Close"), bottom=-1
        )  # over the top bar: it hides no field and no key
        self.rail.set_selected("calls")

    def _top_bar(self) -> QWidget:
        bar = self._bar()
        row = QHBoxLayout(bar)
        row.setContentsMargins(4, 8, 16, 8)  # the words of a quiet button stand 12 px within it
        row.setSpacing(12)
        self.place = CampaignMenu(self.workspace, self.words)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find a lead or an act…   Ctrl+K"))
        self.search.setAccessibleName(self.tr("Search leads"))
        self.search.setFixedWidth(320)
        self.search.setClearButtonEnabled(True)
        self.session_counts = DayCounts(self.workspace, self.words, self._personal, self.desk.rest)
        self.call_button = QPushButton(self.tr(" Call  F9"))
        set_icon(self.call_button, "phone", "on_accent", 16)
        mark(self.call_button, "primary")
        self.call_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.call_button.clicked.connect(lambda: self.desk.reach.dial())
        row.addWidget(self.place)
        row.addWidget(self.search)
        row.addStretch(1)
        self.call_length = QLabel()
        self.call_length.setAccessibleName(self.tr("Length of the call"))
        mark(self.call_length, "strong")
        row.addWidget(self.session_counts)
        row.addWidget(self.call_length)
        row.addWidget(self.call_button)
        return bar

    def _status_bar(self) -> QWidget:
        bar = self._bar()
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 4, 16, 4)
        row.setSpacing(6)
        self.saved_dot = QLabel("●")
        mark(self.saved_dot, "ok")
        self.saved_state, self.task_state, self.lead_count = QLabel(), QLabel(), QLabel()
        for label in (self.saved_state, self.task_state, self.lead_count):
            mark(label, "small")
        self.language_label = QLabel("Français" if self.words.language == "fr" else "English")
        mark(self.language_label, "small")
        row.addWidget(self.saved_dot)
        row.addWidget(self.saved_state)
        row.addWidget(self.task_state)
        row.addStretch(1)
        row.addWidget(self.crm.indicator)
        row.addWidget(self.lead_count)
        row.addWidget(self.language_label)
        return bar

    @staticmethod
    def _bar() -> QWidget:
        bar = QWidget()
        mark(bar, "bar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        return bar

    # -- wiring -------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.rail.selected.connect(self.show_screen)
        self.writer.refused.connect(self.refused)
        self.writer.broken.connect(self.broken)
        self.writer.idle.connect(self._all_saved)
        self.desk.said.connect(self._say)
        self.desk.counted.connect(self.show_counts)
        self.desk.moved_by_clock.connect(self._sweep_soon)
        self.desk.callable_changed.connect(self._show_callable)
        self.desk.reminders.reminded.connect(self._remind)
        self.desk.phone.ticked.connect(self.call_length.setText)
        self.desk_view.notes.act_undo_asked.connect(self._take_back_newest)
        self.desk_view.import_asked.connect(self.files.ask_import)
        self.desk_view.new_lead_asked.connect(self.new_lead)
        self.notice.action.connect(self.take_back)
        self.place.chosen.connect(self.work_campaign)
        self.place.manage_asked.connect(lambda: self.show_screen("campaigns"))
        self.search.textEdited.connect(self._search_edited)
        self.bus.changed.connect(self._changed)
        self.setAcceptDrops(True)
        self._application().installEventFilter(self)

    @staticmethod
    def _application() -> QApplication:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        return application

    @property
    def front(self) -> str:
        """Which screen is in front: calls, leads, handoffs, review, insights, grids, campaigns, duplicates or crm."""
        shown = self.screens.currentWidget()
        if isinstance(shown, GridsView):
            return "grids"
        if isinstance(shown, CampaignsView):
            return "campaigns"
        if self.crm.is_front:
            return "crm"
        if self.duplicates.is_front:
            return "duplicates"
        if self.feedback.is_front:
            return "handoffs"
        if self.review.is_front:
            return "review"
        if self.insights.is_front:
            return "insights"
        return "calls" if shown is self.desk_view else "leads"

    def open_palette(self, said: str = "") -> None:
        """Find an act or a lead by what is typed."""
        if self._palette is None:
            self._palette = Palette(self.workspace, self.words, self)
            self._palette.lead_asked.connect(self.put_on_desk)
        self._palette.open(for_palette(self.commands, self.front), said)

    def show_keys(self) -> None:
        """Open the sheet of keys."""
        sheet = KeySheet(groups_of(self.commands), self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.failed.connect(self.refused)
        sheet.show()

    @property
    def leads_view(self) -> LeadsView:
        """The Leads screen, made when it is first wanted: the desk comes sooner without it."""
        if self._leads_view is None:
            self._leads_view = view = LeadsView(self.workspace, self.words, self.writer, self.bus)
            self.screens.addWidget(view)
            view.call_asked.connect(self.put_on_desk)
            view.import_asked.connect(self.files.ask_import)
            view.paste_asked.connect(self.files.paste_leads)
            view.opposition_list_asked.connect(self.files.ask_opposition_list)
            view.signals_asked.connect(self.files.ask_signals)
            view.export_asked.connect(self.files.ask_export)
            view.duplicates_button.clicked.connect(lambda: self.show_screen("duplicates"))
            view.changed_many.connect(self._changed_many)
            view.left.connect(lambda: self.show_screen("calls"))
        return self._leads_view

    @property
    def campaigns_view(self) -> CampaignsView:
        """The campaigns, made when they are first wanted."""
        if self._campaigns_view is None:
            self._campaigns_view = view = CampaignsView(self.workspace, self.words, self.bus)
            self.screens.addWidget(view)
            view.left.connect(lambda: self.show_screen("calls"))
        return self._campaigns_view

    @property
    def grids_view(self) -> GridsView:
        """The grid screen, made when it is first wanted."""
        if self._grids_view is None:
            self._grids_view = view = GridsView(self.workspace, self.words, self.writer, self.bus)
            self.screens.addWidget(view)
            view.said.connect(lambda tone, text: self.notice.show_notice(tone, text))
            view.left.connect(lambda: self.show_screen("calls"))
            view.lead_asked.connect(self.put_on_desk)
        return self._grids_view

    def confirm_key(self) -> None:
        """Ctrl+Enter: publish on the grid screen, merge the duplicates, record an answer, decide on the desk."""
        if self.screens.currentWidget() is self._grids_view and self._grids_view is not None:
            self._grids_view.enter()
        elif self.duplicates.is_front:
            self.duplicates.view.merge()
        elif self.feedback.is_front:
            self.feedback.view.record()
        elif self.front == "calls":
            self.desk.acts.ask_decision(Decision.NOW)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The digit keys: outcomes while nobody types, Alt + digit at any time; Esc leaves a field for the desk.

        A file dropped anywhere on the window is a list to import, not a text for the field beneath.
        """
        if isinstance(event, QDropEvent) and isinstance(watched, QWidget) and watched.window() is self.window():
            return self.files.takes_drag(event) or super().eventFilter(watched, event)
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and self.isActiveWindow()
            and isinstance(watched, QWidget)
            and watched is QApplication.focusWidget()
            and not (self._palette is not None and self._palette.isVisible())
            and watched.window() is self.window()
        ):
            shown = self.screens.currentWidget()
            taken = shown is self.desk_view and self._desk_key(watched, event)
            taken = taken or (shown is self._leads_view and self._view_key(event))
            return taken or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _desk_key(self, focused: QWidget, event: QKeyEvent) -> bool:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.ShiftModifier
        typing = isinstance(focused, TYPING) or self._takes_digits(focused)
        if event.key() == Qt.Key.Key_Escape and self.desk_view.acts.form is None:
            if not typing and self.desk_view.queue.shows_account:
                self.desk_view.queue.leave_account()
            self.desk_view.setFocus()
            return True
        wanted = modifiers == Qt.KeyboardModifier.AltModifier or (
            not modifiers and not typing and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        )
        digit = digit_of(event) if wanted and not event.isAutoRepeat() else None
        if digit is None:
            return False
        self.desk.acts.outcome_key(digit)
        return True

    def _view_key(self, event: QKeyEvent) -> bool:
        """Alt + digit opens a saved view."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.ShiftModifier
        digit = digit_of(event) if modifiers == Qt.KeyboardModifier.AltModifier else None
        return digit is not None and self.leads_view.views.open_number(digit)

    @staticmethod
    def _takes_digits(widget: QWidget) -> bool:
        return widget.metaObject().className() == "SegmentedChoice"

    # -- screens ------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Show the first lead; then what can wait: unfinished work taken back, the day's copy, the sweep."""
        self._show_place(self._personal.read()["campaign"])
        self.desk.work_campaign(queue_of(self.workspace, self.place.setting))
        self.show_counts()
        self._all_saved()
        self._remind_of_review()
        self._watch.start(WATCH_MS)
        self.writer.submit(partial(undo.take_back_unfinished, self.workspace), self._taken_back)
        self._background.start(SWEEP_MS)
        self.crm.begin()
        self.feedback.begin()
        self.review.begin()

    def _taken_back(self, count: int) -> None:
        if not self._demo:
            # Not by the writer: to copy a large store takes a minute, and no act waits that long.
            self._copying = LongTask(lambda go_on: backups.daily_backup(self.workspace, lambda: go_on(0, 0)), self)
            self._copying.failed.connect(self.refused)
            self._copying.broken.connect(self.broken)
            self._copying.start()
        if count:
            self.notice.show_notice(
                "doubt", self.tr("An import that had not finished was taken back; import the file again.")
            )
            self.bus.publish(backups.EVERYTHING)

    def _remind_of_review(self) -> None:
        due = grid_versions.review_due(self.workspace)
        self.rail.set_badge("grids", due is not None)
        if due is not None:
            grid, day = due
            said = self.tr("{grid} was to be looked at again by {day}: Ctrl+3 opens it.")
            named = said.format(grid=grid.name[self.words.language], day=self.words.date(day))
            self.notice.show_notice("doubt", named)

    def _show_place(self, setting: str) -> None:
        self.place.show_place(setting)

    def work_campaign(self, setting: str) -> None:
        """Show the queue of a campaign, and come back to it at the next start."""
        self._show_place(setting)
        self.show_screen("calls")
        self.desk.work_campaign(queue_of(self.workspace, setting))
        try:
            self._personal.write("campaign", setting)
        except UserError as error:
            self.refused(error)

    def show_screen(self, name: str) -> None:
        """Bring a screen to the front."""
        if name == "settings":
            self.open_settings()
            return
        self.rail.set_selected(name)
        if self._campaigns_view is not None:
            self._campaigns_view.flush()
        wanted = {
            "leads": lambda: self.leads_view,
            "grids": lambda: self.grids_view,
            "campaigns": lambda: self.campaigns_view,
            "crm": lambda: self.crm.view,
            "duplicates": lambda: self.duplicates.view,
            "handoffs": lambda: self.feedback.view,
            "review": lambda: self.review.view,
            "insights": lambda: self.insights.front,
        }.get(name, lambda: self.desk_view)()
        self.screens.setCurrentWidget(wanted)
        self.call_button.setVisible(wanted is self.desk_view)
        self.search.setVisible(wanted is self.desk_view)
        if isinstance(wanted, LeadsView | GridsView | CampaignsView):
            wanted.show_screen()
        elif name == "crm":
            self.crm.view.show_screen()
        elif name == "duplicates":
            self.duplicates.view.show_screen()
        elif name == "handoffs":
            self.feedback.view.show_screen()
        elif name == "review":
            self.review.view.show_screen()
        elif name == "insights":
            self.insights.show_screen()
        else:
            self.desk_view.setFocus()

    def put_on_desk(self, lead_id: str) -> None:
        """Open a lead of the list on the desk."""
        self.show_screen("calls")
        self.desk.open_lead(lead_id)

    def open_promise(self) -> None:
        """Open the promise that a reminder named, from any screen."""
        self.show_screen("calls")
        self.desk.open_promise()

    def new_lead(self) -> None:
        """Fill in a lead by hand."""
        self.show_screen("leads")
        self.leads_view.new_lead()

    def edit_lead(self) -> None:
        """Open the lead of the desk in the list, to be edited."""
        if self.screens.currentWidget() is self.desk_view and self.desk.session:
            lead_id = self.desk.session.lead_id
            self.show_screen("leads")
            self.leads_view.select(lead_id)

    def _show_callable(self, why_not: str) -> None:
        writes = self.desk.letters.step() is not None
        label = self.tr(" Write  F9") if writes else self.tr(" Call  F9")
        if self.call_button.text() != label:
            self.call_button.setText(label)
            set_icon(self.call_button, "mail" if writes else "phone", "on_accent", 16)
        self.call_button.setEnabled(not why_not)
        self.call_button.setToolTip(why_not)

    def _search_edited(self, text: str) -> None:
        """What is typed at the top goes on in the palette."""
        self.search.clear()
        self.open_palette(text)

    def save(self) -> None:
        """Save what is typed on the screen in front."""
        shown = self.screens.currentWidget()
        if shown is self.desk_view:
            self.desk.keep_note()
        elif isinstance(shown, GridsView):
            shown.editor.flush()
        elif isinstance(shown, CampaignsView):
            shown.flush()
        elif shown is self._leads_view:
            self.leads_view.save()

    def open_settings(self) -> None:
        """Open the settings."""
        dialog = SettingsDialog(self.workspace, self.words, self._personal, self.writer, self.bus, self)
        dialog.theme_changed.connect(lambda mode: apply_theme(self._application(), mode))
        dialog.language_changed.connect(
            lambda _: self.notice.show_notice("neutral", self.tr("The language changes at the next start."))
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def open_rules(self) -> None:
        """Open the cadences, calling rules and letters; these are shown as the lead in hand would read them."""
        lead = self.desk.session.dossier.summary.lead if self.desk.session else None
        dialog = RulesDialog(self.workspace, self.words, self.bus, self, lead)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    # -- undo ---------------------------------------------------------------------------------------------------

    def undo_key(self) -> None:
        """Ctrl+Z: in a field its own step, elsewhere the last act."""
        focused, shown = QApplication.focusWidget(), self.screens.currentWidget()
        if isinstance(shown, GridsView):
            shown.undo()
        elif isinstance(focused, SearchField) and focused.is_untouched:
            self._take_back_newest()  # the Leads screen opens with the keyboard there
        elif isinstance(focused, QLineEdit | QPlainTextEdit | QTextEdit):
            focused.undo()
        else:
            self._take_back_newest()

    def _take_back_newest(self) -> None:
        self.undo_of = ""
        self.take_back()

    def take_back_import(self) -> None:
        """Take back the newest import, whatever was done since."""
        self.desk.drafts.flush()
        self.undo_of = ""
        self.writer.submit(partial(undo.undo_last_import, self.workspace), self._undone)

    def take_back(self) -> None:
        """Take back the last act, or the import a notice speaks of."""
        self.desk.drafts.flush()
        operation, self.undo_of = self.undo_of, ""
        work = (
            partial(undo.undo_operation, self.workspace, operation)
            if operation
            else partial(undo.undo_last, self.workspace)
        )
        self.writer.submit(work, self._undone)

    def _undone(self, done: undo.Undone) -> None:
        # Rows that an import made are gone: the lists are read anew, not their rows painted anew.
        self.bus.publish(replace(done.changes, all_leads=True) if done.verb == "import" else done.changes)
        verb = self.words.text("verb", done.verb)
        said = self.tr("Taken back: {what}.").format(what=verb)
        if done.kept:
            said += " " + self.tr("Kept, because of later work: {n}.").format(n=self.words.number(len(done.kept)))
        self.notice.show_notice("neutral", said)
        if done.verb in ("log", "decide") and len(done.leads) == 1:
            self.put_on_desk(done.leads[0])
        self.desk.bring_back_words(done.leads)
        self.show_counts()

    # -- saying -------------------------------------------------------------------------------------------------

    def _remind(self, _lead_id: str, said: str) -> None:
        self.undo_of = ""
        opens = self.tr("Ctrl+J opens it.")
        self.notice.show_notice("doubt", f"{said}\n{opens}", "", REMINDER_SECONDS)

    def _say(self, tone: str, text: str, operation: str) -> None:
        self.undo_of = operation
        self.notice.show_notice(tone, text, self.tr("Undo (Ctrl+Z)") if operation else "")  # type: ignore[arg-type]

    def refused(self, error: UserError) -> None:
        self.notice.show_notice("bad", sentence(error, self.words), "", 0)
        self.saved_state.setText(self.tr("Not saved: {why}").format(why=self.words.error(error)[0].lower()))

        mark(self.saved_dot, "bad")

    def broken(self, error: Exception) -> None:
        raise error

    def _all_saved(self) -> None:
        self.saved_state.setText(self.tr("Saved locally"))
        mark(self.saved_dot, "ok")

    def show_counts(self) -> None:
        self.session_counts.show_day()
        total = leads.count_leads(self.workspace)
        self.lead_count.setText(self.tr("%n lead(s)", "", total).replace(str(total), self.words.number(total)))

    # -- what happens outside -----------------------------------------------------------------------------------

    def _changed(self, changes: Changes, _origin: object) -> None:
        if changes.personal:
            self.show_counts()
        if changes.settings or changes.campaigns:
            self._show_place(self.place.setting)
            asked = queue_of(self.workspace, self.place.setting)
            if asked != self.desk.campaign:  # it was closed
                self.desk.work_campaign(asked)
        if changes.settings:
            self.rail.set_badge("grids", grid_versions.review_due(self.workspace) is not None)
            self._replacing = "start"
        self._background.start(SWEEP_MS)

    def _look_outside(self) -> None:
        """Another process (the command line) may have written: read again what it changed."""
        if self.writer.busy or self.files.busy or self._is_changing_many():
            return
        self._mark, outside = queue.written_since(self.workspace, self._mark)
        if outside:
            before = self.workspace.settings, self.workspace.grid
            self.workspace.reload()
            other = before != (self.workspace.settings, self.workspace.grid)
            changed = Changes(
                all_leads=True,
                leads=True,
                queue=True,
                qualification=True,
                grids=True,
                settings=other,
                campaigns=True,
                views=True,
            )
            self.bus.publish(changed)
            self.show_counts()

    def _is_changing_many(self) -> bool:
        return self._leads_view is not None and self._leads_view.bulk.changing

    def _changed_many(self, done: Bulked) -> None:
        self.undo_of = done.operation
        said = self.tr("%n lead(s) changed.", "", done.changed)
        said = said.replace(str(done.changed), self.words.number(done.changed))
        self.notice.show_notice("ok", said, self.tr("Undo the change"), 20)

    def _sweep_soon(self) -> None:
        if self._background.remainingTime() > SWEEP_MS:
            self._background.start(SWEEP_MS)

    def _sweep(self) -> None:
        """Background work in small steps: leads the clock moved, scores a day moved, standings new settings moved."""
        if self._replacing:
            after = "" if self._replacing == "start" else self._replacing
            self.writer.submit(partial(queue.place_all_anew, self.workspace, after), self._placed)
        else:
            self.writer.submit(partial(queue.sweep, self.workspace), self._swept)

    def _placed(self, rest: str) -> None:
        self._replacing = rest
        if not rest:
            self.desk.refresh_queue()
        self._background.start(SWEEP_MS if rest else int(timedelta(minutes=5).total_seconds() * 1000))

    def _swept(self, changes: Changes | None) -> None:
        if changes is not None:
            self._background.start(SWEEP_MS)
            self.desk.swept()
        else:
            self._background.start(int(timedelta(minutes=5).total_seconds() * 1000))

    # -- the end ------------------------------------------------------------------------------------------------

    def window_close(self) -> None:
        """Close the window this stands in."""
        self.window().close()

    def close_down(self) -> None:
        """Save what is typed, finish what was begun; nothing runs afterwards."""
        for timer in (self._watch, self._background):
            timer.stop()
        self._application().removeEventFilter(self)
        if self._leads_view is not None:
            self._leads_view.stop()
            self._leads_view.panel.flush()
        if self._campaigns_view is not None:
            self._campaigns_view.close_down()
        if self._grids_view is not None:
            self._grids_view.close_down()
        self.desk.close()
        self.crm.close()
        self.duplicates.close()
        self.feedback.close()
        self.review.close()
        self.insights.close()
        self.files.close()
        if self._copying is not None:
            self._copying.cancel()
            self._copying.wait()
        self.writer.close()
        self.workspace.store.close()
