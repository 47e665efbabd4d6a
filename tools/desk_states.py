"""The states of the call desk, for `tools/screenshots.py`: each is brought about, grabbed, and left."""

from datetime import timedelta
from pathlib import Path

WIDTHS = ((1366, 768), (1440, 900))
EMPTY_QUEUE = "first_name;last_name;company;phone\nAnne;Arnaud;Alpha;+33199001001\nBruno;Berger;Beta;+33199001002\n"


def not_today(workspace) -> str:
    """A working day that is not today, as the settings write it."""
    return str(workspace.now().astimezone(workspace.zone).isoweekday() % 5 + 1)


class DeskStates:
    """Walks the desk through its states; `pictures` grabs them."""

    def __init__(self, pictures, scale) -> None:
        self.pictures, self.bench, self.desk = pictures, pictures.bench, pictures.bench.desk
        self.acts = pictures.bench.desk_view.acts
        self.sizes = WIDTHS if scale == "1" else WIDTHS[1:]

    def grab(self, name) -> None:
        """One state, in a small window and in the usual one."""
        for width, height in self.sizes:
            self.pictures.shell.resize(width, height)
            self.pictures.grab(f"{name}-{width}" if width == 1366 else name)

    def take_all(self, folder) -> None:
        """Every state; the workspace ends as it began, but for a promise and a nurturing."""
        self.bench.show_screen("calls")
        self.take_forms()
        self.take_step()
        self.take_reminder()
        self.take_pause()
        self.take_over_the_window()
        self.take_closed()
        self.take_nobody(folder)

    def take_forms(self) -> None:
        """The small forms: a call back for anyone, putting off, somebody else there, an objection's reasons."""
        self.desk.open_lead(self.pictures.lead_named("Claire Fontaine"))
        self.desk.acts.outcome_key(5)
        self.acts.form.anyone.setChecked(True)
        self.grab("state-callback-anyone")
        self.desk.putting_off.ask()
        self.acts.form.reasons.set_value("other")
        self.acts.form._reason_chosen("other")
        self.grab("state-put-off")
        self.desk.colleagues.ask()
        self.grab("state-colleague")
        self.desk.acts.outcome_key(7)
        self.grab("state-not-interested")
        self.desk.letters.ask()
        self.grab("state-letter")
        self.acts.close_form()

    def take_step(self) -> None:
        """A step of nurturing that is due today, and its letter."""
        from sdrdesk.core.domain.recommendation import Decision, Route
        from sdrdesk.core.operations.demo import replace_clock
        from sdrdesk.core.operations.qualification import decide

        who, workspace = self.pictures.lead_named("Saïdi"), self.bench.workspace
        now = workspace.now()
        until = now.astimezone(workspace.zone).date() + timedelta(days=21)
        decide(replace_clock(workspace, now - timedelta(days=7)), who, Decision.LATER, Route.NURTURE, until=until,
               warm_up=True)  # fmt: skip
        self.bench.put_on_desk(who)
        self.grab("state-step")
        self.desk.letters.ask()
        self.grab("state-step-letter")
        self.acts.form.submit()
        self.grab("state-step-opened")
        self.acts.close_form()

    def take_reminder(self) -> None:
        """A promise whose minute has come while somebody types."""
        from sdrdesk.core.domain.outcomes import Outcome
        from sdrdesk.core.operations import calls
        from sdrdesk.core.operations.demo import replace_clock

        self.desk.open_lead(self.pictures.lead_named("Hugo Delmas"))
        notes, workspace = self.bench.desk_view.notes, self.bench.workspace
        notes.setFocus()
        notes.insertPlainText({"fr": "Ils disent que", "en": "They say that"}[self.bench.words.language])
        now = workspace.now()
        done = calls.record_call(
            replace_clock(workspace, now - timedelta(hours=1)), self.pictures.lead_named("Baillargeon"),
            Outcome.CALLBACK_PROMISED, until=now - timedelta(seconds=5))  # fmt: skip
        self.bench.bus.publish(done.changes)
        self.grab("state-reminder")
        notes.clear()
        self.bench.notice.hide()

    def take_pause(self) -> None:
        """Pausing, said over the desk."""
        self.desk.rest.toggle()
        self.grab("state-paused")
        self.desk.rest.toggle()

    def take_over_the_window(self) -> None:
        """What stands over the window: the palette, the keys, a call logged, a list pasted."""
        from PySide6.QtWidgets import QApplication

        from sdrdesk.ui.commands.key_sheet import KeySheet
        from sdrdesk.ui.elsewhere.log_call_dialog import LogCallDialog
        from sdrdesk.ui.elsewhere.paste_calls_dialog import PasteCallsDialog

        bench, grab = self.bench, self.pictures.grab
        self.desk.quick_notes.ask()
        grab("state-quick-notes", self.desk.quick_notes.menu)
        self.desk.quick_notes.menu.close()
        bench.open_palette("call" if bench.words.language == "en" else "rappel")
        self.grab("state-palette")
        bench._palette.close_palette()
        bench.show_keys()
        sheet = bench.findChild(KeySheet)
        grab("state-keys", sheet)
        sheet.close()
        bench.elsewhere.log_call()
        dialog = bench.findChild(LogCallDialog)
        dialog.who.setText("font")
        dialog._search()
        dialog.outcomes.set_value("not_interested")
        dialog._outcome_chosen("not_interested")
        grab("state-log-call", dialog)
        dialog.close()
        day = f"{bench.workspace.now() - timedelta(days=1):%d/%m/%Y}"
        QApplication.clipboard().setText(
            f"04 65 71 03 10;{day} 09:05;2:31\n+33 4 65 71 92 04;{day} 09:10;missed\n01 99 00 99 99;{day} 09:20;1:00"
        )
        bench.elsewhere.paste_calls()
        dialog = bench.findChild(PasteCallsDialog)
        grab("state-pasted", dialog)
        dialog.close()

    def take_closed(self) -> None:
        """Outside the hours of calling: a lead in hand that waits for them; promises are due all the same."""
        from sdrdesk.core.operations.workspace import change_settings

        workspace = self.bench.workspace
        another_day = not_today(workspace)
        before = {k: workspace.settings[k] for k in ("calling_hours", "calling_days")}
        self.bench.bus.publish(change_settings(workspace, {"calling_hours": "on", "calling_days": another_day}))
        self.grab("state-closed")
        self.bench.bus.publish(change_settings(workspace, before))

    def take_nobody(self, folder) -> None:
        """A queue in which everybody waits: for a day of their own, or for the hours to open."""
        from sdrdesk.core.operations import imports, leads
        from sdrdesk.core.operations.workspace import change_settings, open_workspace
        from sdrdesk.ui.main_window import Workbench
        from sdrdesk.ui.shell import Shell

        workspace = open_workspace(Path(folder) / "nobody.sdrdesk", "Alex Morel")
        path = Path(folder) / "two.csv"
        path.write_text(EMPTY_QUEUE, encoding="utf-8")
        plan = imports.plan_import(workspace, path)
        imports.apply_import(workspace, plan)
        plan.close()
        everybody = leads.find_leads(workspace, leads.LeadFilter())
        for lead_id in everybody:
            leads.snooze_lead(workspace, lead_id, workspace.now() + timedelta(days=2), "not_mine")
        shell = Shell("sdrdesk", lambda: None)
        bench = Workbench(workspace, self.bench.words, self.bench._personal)
        shell.set_content(bench, bench.close_down)
        shell.show()
        bench.begin()
        self.pictures.grab("state-nobody", shell)
        for lead_id in everybody:
            leads.snooze_lead(workspace, lead_id, None)
        closed = {"calling_hours": "on", "calling_days": not_today(workspace)}
        bench.bus.publish(change_settings(workspace, closed))
        self.pictures.grab("state-closed-nobody", shell)
        shell.close()
