"""Every act of the window, declared once: bound to its keys, found in the palette, printed on the sheet."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence, QShortcut

from sdrdesk.core.domain.recommendation import Decision
from sdrdesk.ui.calls.outcome_bar import KEYS
from sdrdesk.ui.calls.queue_panel import ACCOUNT_KEY
from sdrdesk.ui.calls.rest import PAUSE_KEY
from sdrdesk.ui.commands.command import ANYWHERE, Command

if TYPE_CHECKING:
    from sdrdesk.ui.main_window import Workbench

CALLS, GRIDS, LEADS, CAMPAIGNS, DUPLICATES = "calls", "grids", "leads", "campaigns", "duplicates"
HANDOFFS = "handoffs"
REVIEW = "review"
INSIGHTS = "insights"

CALENDAR_KEY = "Ctrl+Shift+M"
ONCE = ("Ctrl+Return", "Ctrl+Enter")
"""Keys that, held down, must not answer the question they ask."""

translate = QCoreApplication.translate


def commands_of(bench: "Workbench") -> list[Command]:
    """The acts of this window, those of every screen first."""
    return [
        *_everywhere(bench),
        *_desk(bench),
        *_outcomes(bench),
        *_form(),
        *_leads(bench),
        *_campaigns(bench),
        *_duplicates(),
        *_handoffs(),
        *_grids(),
        *_review(),
        *_insights(),
    ]


def _everywhere(bench: "Workbench") -> list[Command]:
    def to(screen: str) -> Callable[[], object]:
        return lambda: bench.show_screen(screen)

    return [
        Command(translate("Commands", "The call desk"), ("Ctrl+1",), to("calls")),
        Command(translate("Commands", "Every lead"), ("Ctrl+2",), to("leads")),
        Command(translate("Commands", "The grids"), ("Ctrl+3",), to("grids")),
        Command(translate("Commands", "The CRM"), ("Ctrl+4",), to("crm")),
        Command(translate("Commands", "The hand-offs"), ("Ctrl+5",), to("handoffs")),
        Command(translate("Commands", "The review"), ("Ctrl+6",), to("review")),
        Command(translate("Commands", "Write a review bundle"), (), bench.review.ask_write),
        Command(translate("Commands", "Open a review bundle"), (), bench.review.ask_open),
        Command(translate("Commands", "Merge a review bundle"), (), bench.review.ask_merge),
        Command(translate("Commands", "The insights"), ("Ctrl+7",), to("insights")),
        Command(translate("Commands", "Connect a CRM"), ("Ctrl+Shift+K",), bench.crm.connect_crm),
        Command(translate("Commands", "Sync with the CRM now"), ("Ctrl+Shift+Y",), bench.crm.sync_now),
        Command(translate("Commands", "Choose the campaign"), ("Ctrl+G",), bench.place.showMenu),
        Command(translate("Commands", "Find an act or a lead"), ("Ctrl+K",), bench.open_palette),
        Command(translate("Commands", "New lead"), ("Ctrl+N",), bench.new_lead),
        Command(translate("Commands", "Likely duplicates"), ("Ctrl+Shift+D",), to("duplicates")),
        Command(translate("Commands", "Import a file"), ("Ctrl+I",), bench.files.ask_import),
        Command(translate("Commands", "Paste leads"), ("Ctrl+V",), bench.files.paste_leads, keys_at=LEADS),
        Command(translate("Commands", "Undo the last import"), (), bench.take_back_import),
        Command(translate("Commands", "Import signals"), ("Ctrl+Shift+F",), bench.files.ask_signals),
        Command(translate("Commands", "Opposition list"), ("Ctrl+Shift+I",), bench.files.ask_opposition_list),
        Command(translate("Commands", "Export"), ("Ctrl+Shift+E",), bench.files.ask_export),
        Command(translate("Commands", "Hand-off sheet"), ("Ctrl+H",), bench.handoffs.ask),
        Command(translate("Commands", "What sales answered"), ("Ctrl+Shift+H",), bench.feedback.ask),
        Command(translate("Commands", "Import what sales answered"), (), bench.files.ask_feedback),
        Command(translate("Commands", "Log a call made elsewhere"), ("Ctrl+Shift+L",), bench.elsewhere.log_call),
        Command(translate("Commands", "Paste a list of calls"), ("Ctrl+Shift+V",), bench.elsewhere.paste_calls),
        Command(translate("Commands", "Take the last act back"), ("Ctrl+Z",), bench.undo_key),
        Command(translate("Commands", "Pause, and go on"), (PAUSE_KEY,), bench.desk.rest.toggle),
        Command(translate("Commands", "Save what is typed"), ("Ctrl+S",), bench.save),
        Command(translate("Commands", "Open the promise that is due"), ("Ctrl+J",), bench.open_promise),
        Command(translate("Commands", "Settings"), ("Ctrl+,",), bench.open_settings),
        Command(translate("Commands", "Cadences, calling rules and letters"), ("Ctrl+Shift+R",), bench.open_rules),
        Command(translate("Commands", "The sheet of keys"), ("F1",), bench.show_keys),
        Command(translate("Commands", "Close the window"), ("Ctrl+Q",), bench.window_close),
    ]


def _desk(bench: "Workbench") -> list[Command]:
    desk, view = bench.desk, bench.desk_view
    acts = desk.acts

    def here(label: str, keys: tuple[str, ...], run: Callable[[], object]) -> Command:
        return Command(label, keys, run, CALLS)

    return [
        here(translate("Commands", "Call the number"), ("F9",), lambda: desk.reach.dial()),
        here(translate("Commands", "Call the second number"), ("Shift+F9",), desk.reach.dial_second),
        here(translate("Commands", "Write to the lead"), ("F7",), desk.letters.ask),
        here(translate("Commands", "Someone else there"), ("F6",), desk.colleagues.ask),
        here(translate("Commands", "Copy the number"), ("Ctrl+Shift+C",), desk.reach.copy_number),
        *(
            here(label, (f"Ctrl+Shift+{days}",), partial(acts.follow_up, days))
            for days, label in (
                (1, translate("Commands", "Call back tomorrow")),
                (3, translate("Commands", "Call back in three days")),
                (7, translate("Commands", "Call back in a week")),
            )
        ),
        here(translate("Commands", "To the proposed question"), ("Alt+N",), desk.asking.ask),
        here(translate("Commands", "The words that prove an answer"), ("Alt+E",), desk.open_evidence),
        here(translate("Commands", "To the notes"), ("Ctrl+M",), view.notes.setFocus),
        here(translate("Commands", "A quick note"), ("Alt+P",), desk.quick_notes.ask),
        here(
            translate("Commands", "Now: check, then a meeting"),
            ("Ctrl+Return", "Ctrl+Enter"),
            bench.confirm_key,
        ),
        here(translate("Commands", "Later, with a date"), ("Ctrl+L",), partial(acts.ask_decision, Decision.LATER)),
        here(translate("Commands", "Never, with a reason"), ("Ctrl+E",), partial(acts.ask_decision, Decision.NEVER)),
        here(translate("Commands", "Reverse an elimination"), ("Ctrl+O",), acts.override_elimination),
        here(translate("Commands", "Move the lead to a stage"), ("Ctrl+T",), acts.ask_stage),
        here(translate("Commands", "Add a signal"), ("Ctrl+Shift+S",), desk.signal_acts.ask),
        here(translate("Commands", "The lead after this one"), ("Ctrl+Right",), desk.skip),
        here(
            translate("Commands", "Put the lead off, with the reason"),
            ("Ctrl+R", "Ctrl+Shift+Right"),
            desk.putting_off.ask,
        ),
        here(translate("Commands", "To the script and back"), ("F3",), desk.show_script),
        here(translate("Commands", "The account of the queue"), (ACCOUNT_KEY,), view.queue.switch_account),
        here(translate("Commands", "Write the appointment to a calendar"), (CALENDAR_KEY,), bench.calendar.ask),
        here(translate("Commands", "Edit the lead"), ("F2",), bench.edit_lead),
    ]


def _outcomes(bench: "Workbench") -> list[Command]:
    words = bench.words
    return [
        Command(
            " / ".join(words.text("outcome", outcome.value) for outcome in outcomes),
            (f"Alt+{digit}",),
            partial(bench.desk.acts.outcome_key, digit),
            CALLS,
            own=True,
        )
        for digit, outcomes in KEYS.items()
    ]


def _form() -> list[Command]:
    def shown(label: str, keys: str) -> Command:
        return Command(label, (keys,), lambda: None, "form", own=True)

    return [
        shown(translate("Commands", "Choose an answer"), "1 … 9"),
        shown(translate("Commands", "Asked, not known"), "?"),
        shown(translate("Commands", "Not asked after all"), "Del"),
        shown(translate("Commands", "Next question, question before"), "↓ ↑"),
        shown(translate("Commands", "Accept what the notes suggest"), "Tab"),
        shown(translate("Commands", "Dismiss what the notes suggest"), "Alt+X"),
        shown(translate("Commands", "Out of the field"), "Esc"),
    ]


def _leads(bench: "Workbench") -> list[Command]:
    def here(label: str, keys: str, run: Callable[[], object]) -> Command:
        return Command(label, (keys,), run, LEADS)

    return [
        here(translate("Commands", "Add a filter"), "Ctrl+F", lambda: bench.leads_view.filters.begin()),
        here(translate("Commands", "Change the selected leads"), "Ctrl+B", lambda: bench.leads_view.change_many()),
        here(translate("Commands", "The saved views"), "Alt+V", lambda: bench.leads_view.views.pop_up()),
        Command(translate("Commands", "Open a saved view"), ("Alt+1 … 9",), lambda: None, LEADS, own=True),
        Command(translate("Commands", "All leads"), ("Alt+0",), lambda: None, LEADS, own=True),
    ]


def _campaigns(bench: "Workbench") -> list[Command]:
    return [
        Command(
            translate("Commands", "New campaign"),
            ("Ctrl+Shift+N",),
            lambda: bench.campaigns_view.new_campaign(),
            CAMPAIGNS,
        )
    ]


def _duplicates() -> list[Command]:
    def shown(label: str, keys: str) -> Command:
        return Command(label, (keys,), lambda: None, DUPLICATES, own=True)

    return [
        shown(translate("Commands", "Merge into one"), "Ctrl+Return"),
        shown(translate("Commands", "Not the same"), "N"),
        shown(translate("Commands", "Choose the value that stays"), "← →"),
        shown(translate("Commands", "That one is somebody else"), "Alt+1 … 6"),
        shown(translate("Commands", "Next group, group before"), "PgDown"),
        shown(translate("Commands", "Look through the base again"), "F5"),
    ]


def _handoffs() -> list[Command]:
    def shown(label: str, keys: str) -> Command:
        return Command(label, (keys,), lambda: None, HANDOFFS, own=True)

    return [
        shown(translate("Commands", "Choose what sales answered"), "1 … 7"),
        shown(translate("Commands", "Record the answer"), "Ctrl+Return"),
        shown(translate("Commands", "Next list, list before"), "Ctrl+PgDown"),
        shown(translate("Commands", "Put the lead on the desk"), "Ctrl+D"),
    ]


def _grids() -> list[Command]:
    def shown(label: str, keys: str) -> Command:
        return Command(label, (keys,), lambda: None, GRIDS, own=True)

    return [
        shown(translate("Commands", "Next view, view before"), "Ctrl+PgDown"),
        shown(translate("Commands", "To the first fault"), "F8"),
        shown(translate("Commands", "Move a criterion"), "Alt+Down"),
        shown(translate("Commands", "Take a criterion out"), "Del"),
        shown(translate("Commands", "Publish"), "Ctrl+Return"),
        shown(translate("Commands", "Replay on what was decided"), "F5"),
        shown(translate("Commands", "Print the definition"), "Ctrl+P"),
    ]


def _review() -> list[Command]:
    def shown(label: str, keys: str) -> Command:
        return Command(label, (keys,), lambda: None, REVIEW, own=True)

    return [
        shown(translate("Commands", "Next qualification, the one before"), "J K"),
        shown(translate("Commands", "Scroll what is read"), "Space"),
        shown(translate("Commands", "Agree"), "A"),
        shown(translate("Commands", "Disagree, with a reason"), "D"),
        shown(translate("Commands", "Comment on a passage, or on the whole"), "C"),
        shown(translate("Commands", "Coaching tag"), "T"),
        shown(translate("Commands", "Good example"), "G"),
        shown(translate("Commands", "Correct an answer"), "E"),
        shown(translate("Commands", "Rewrite a remark of yours, withdraw it"), "R W"),
        shown(translate("Commands", "To the next remark of yours"), "M"),
        shown(translate("Commands", "Disagreements, no evidence, flags, all of them"), "1 2 3 0"),
        shown(translate("Commands", "Bundle"), "B"),
        shown(translate("Commands", "To the filters"), "F"),
    ]


def _insights() -> list[Command]:
    def shown(label: str, keys: str) -> Command:
        return Command(label, (keys,), lambda: None, INSIGHTS, own=True)

    return [
        shown(translate("Commands", "To the filters"), "Ctrl+F"),
        shown(translate("Commands", "Count again"), "F5"),
        shown(translate("Commands", "Report as PDF"), "Ctrl+P"),
        shown(translate("Commands", "Workbook of all figures"), "Ctrl+Shift+X"),
        shown(translate("Commands", "Save the chart as a picture"), "Return"),
    ]


def bind(commands: list[Command], bench: "Workbench") -> None:
    """Bind every act to its keys; one of a screen does nothing elsewhere."""
    for command in commands:
        if command.own:
            continue
        for keys in command.keys:
            shortcut = QShortcut(QKeySequence(keys), bench)
            shortcut.setAutoRepeat(keys not in ONCE)
            shortcut.activated.connect(partial(_run, command, bench))


def _run(command: Command, bench: "Workbench") -> None:
    if (command.keys_at or command.place) in (ANYWHERE, bench.front) or "Ctrl+Return" in command.keys:
        command.run()


def groups_of(commands: list[Command]) -> list[tuple[str, list[Command]]]:
    """The acts by where they are done, as the sheet shows them: those of the desk first, most used of all."""
    names = {
        CALLS: translate("Commands", "On the call desk"),
        ANYWHERE: translate("Commands", "Everywhere"),
        "form": translate("Commands", "In the form and the notes"),
        LEADS: translate("Commands", "On the Leads screen"),
        CAMPAIGNS: translate("Commands", "On the campaigns"),
        DUPLICATES: translate("Commands", "On the duplicates"),
        HANDOFFS: translate("Commands", "On the hand-offs"),
        GRIDS: translate("Commands", "On the grid screen"),
        REVIEW: translate("Commands", "On the review"),
        INSIGHTS: translate("Commands", "On the insights"),
    }
    return [(name, [c for c in commands if (c.keys_at or c.place) == place]) for place, name in names.items()]


def for_palette(commands: list[Command], screen: str) -> list[Command]:
    """The acts that can be done by name here and now, those of the screen in front first."""
    chosen = [c for c in commands if c.place in (ANYWHERE, screen) and not (c.own and c.place != CALLS)]
    return sorted(chosen, key=lambda c: c.place != screen)
