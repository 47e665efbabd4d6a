"""Takes pictures of every screen on the demonstration data: light and dark, English and French, 100 % and 150 %.

Run it with `make screenshots`. It needs a display: a real one, or Xvfb, which it starts itself when there is none.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from calibration_states import CalibrationStates
from crm_states import CrmStates, plain_crms
from desk_states import DeskStates
from duplicate_states import DuplicateStates
from feedback_states import FeedbackStates
from import_states import ImportStates
from review_states import ReviewStates

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("states", "crm", "imports", "duplicates", "feedback", "calibration", "review", "insights")
"""The pictures that can be taken alone, each by an option of its name."""
CASES = [(language, theme, scale) for language in ("en", "fr") for theme in ("light", "dark") for scale in ("1", "1.5")]


def main() -> int:
    """Take the pictures asked for, each case in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "screenshots")
    parser.add_argument("--only", help="one case, such as fr-dark-1")
    parser.add_argument("--states", action="store_true", help="only the call desk in its states")
    parser.add_argument("--crm", action="store_true", help="only the CRM screen in its states")
    parser.add_argument("--duplicates", action="store_true", help="only the likely duplicates")
    parser.add_argument("--feedback", action="store_true", help="only the hand-offs and what sales answers")
    parser.add_argument("--review", action="store_true", help="only the review in its states")
    parser.add_argument("--imports", action="store_true", help="only the import in its steps")
    parser.add_argument("--calibration", action="store_true", help="only the calibration of a grid")
    parser.add_argument("--insights", action="store_true", help="only the insights and their report")
    parser.add_argument("--case", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.case:
        language, theme, scale = arguments.case.split("-")
        return take(arguments.out, language, theme, scale, only=only(arguments))
    arguments.out.mkdir(parents=True, exist_ok=True)
    wanted = [c for c in CASES if not arguments.only or "-".join(c) == arguments.only]
    for case in wanted:
        name = "-".join(case)
        command = [sys.executable, __file__, "--out", str(arguments.out), "--case", name]
        command += ["--states"] if arguments.states else []
        command += ["--crm"] if arguments.crm else []
        command += ["--duplicates"] if arguments.duplicates else []
        command += ["--review"] if arguments.review else []
        command += ["--imports"] if arguments.imports else []
        command += ["--feedback"] if arguments.feedback else []
        command += ["--calibration"] if arguments.calibration else []
        command += ["--insights"] if arguments.insights else []
        environment = {**os.environ, "QT_SCALE_FACTOR": case[2]}
        if not os.environ.get("DISPLAY") and sys.platform.startswith("linux"):
            if shutil.which("xvfb-run") is None:
                print("No display: install xvfb (sudo apt-get install -y xvfb), then run again.", file=sys.stderr)
                return 1
            environment.pop("QT_QPA_PLATFORM", None)
            command = ["xvfb-run", "-a", "-s", "-screen 0 2400x1600x24", *command]
        subprocess.run(command, env=environment, check=True, timeout=300)
        print(name)
    return 0


def only(arguments: argparse.Namespace) -> str:
    """Which part alone is wanted, "" for every picture."""
    return next((part for part in PARTS if getattr(arguments, part)), "")


def take(out: Path, language: str, theme: str, scale: str, *, only: str) -> int:
    """Take the pictures of one language, theme and scale."""
    from PySide6.QtWidgets import QApplication

    from sdrdesk.core.operations.demo import fill_demo
    from sdrdesk.core.operations.workspace import open_workspace
    from sdrdesk.core.settings import PersonalSettings
    from sdrdesk.core.words import Words
    from sdrdesk.ui.app import load_translations
    from sdrdesk.ui.main_window import Workbench
    from sdrdesk.ui.shell import Shell
    from sdrdesk.ui.theme import apply_theme

    application = QApplication(["sdrdesk"])
    load_translations(application, language)
    apply_theme(application, theme)
    with tempfile.TemporaryDirectory() as folder:
        workspace = open_workspace(Path(folder) / "demo.sdrdesk", "Alex Morel")
        fill_demo(workspace)
        shell = Shell("sdrdesk", lambda: None)
        bench = Workbench(
            workspace, Words(language), PersonalSettings(Path(folder) / "settings.json"), demo=True, crms=plain_crms()
        )
        shell.set_content(bench, bench.close_down)
        shell.show()
        bench.begin()
        pictures = Pictures(application, shell, bench, out, f"{language}-{theme}-{scale}")
        if not only:
            pictures.take_all(Path(folder), theme, scale)
        if only in ("", "imports"):
            ImportStates(pictures, scale).take_all(Path(folder))
        if only in ("", "states"):
            DeskStates(pictures, scale).take_all(Path(folder))
        if only in ("", "duplicates"):
            DuplicateStates(pictures, scale).take_all()
        if only in ("", "feedback"):
            FeedbackStates(pictures, scale).take_all(Path(folder))
        if only in ("", "calibration"):
            CalibrationStates(pictures, scale).take_all()
        if only in ("", "review"):
            ReviewStates(pictures, scale).take_all(Path(folder))
        if only in ("", "insights"):
            from insight_states import InsightStates

            InsightStates(pictures, scale).take_all(Path(folder))
        if only in ("", "crm"):
            CrmStates(pictures, scale).take_all()
        shell.close()
    return 0


class Pictures:
    """Walks through the screens and grabs each."""

    def __init__(self, application, shell, bench, out, case):
        self.application, self.shell, self.bench, self.out, self.case = application, shell, bench, out, case

    def settle(self) -> None:
        """Let the writer answer and the window paint."""
        from PySide6.QtCore import QDeadlineTimer, QEventLoop

        deadline = QDeadlineTimer(400)
        while self.bench.writer.busy or not deadline.hasExpired():
            self.application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def grab(self, name, widget=None) -> None:
        """Save one picture."""
        self.settle()
        (widget or self.shell).grab().save(str(self.out / f"{name}-{self.case}.png"))

    def take_all(self, folder, theme, scale) -> None:
        """Every screen and state."""
        bench, desk = self.bench, self.bench.desk
        self.grab("desk")
        for who in ("Claire Fontaine", "Hugo Delmas"):
            desk.open_lead(self.lead_named(who))
            self.grab("desk-" + who.split()[0].lower())
        self.take_account()
        self.take_check_and_stages(scale)
        desk.open_lead(self.lead_named("Claire Fontaine"))
        desk.acts.outcome_key(5)
        self.grab("desk-callback")
        bench.desk_view.acts.close_form()
        if scale == "1":
            for width, height in ((1366, 768), (1024, 700)):
                self.shell.resize(width, height)
                self.grab(f"desk-{width}")
            self.shell.resize(1440, 900)
        bench.show_screen("leads")
        self.grab("leads")
        bench.leads_view.select(self.lead_named("Claire Fontaine"))
        self.grab("leads-lead")
        self.take_handoff()
        mover = bench.leads_view.panel.stage
        mover.box.setCurrentIndex(2)
        mover.box.activated.emit(2)
        self.grab("leads-stage")
        mover.leave()
        self.take_segments(scale)
        bench.leads_view.search_for("zzzz")
        self.grab("leads-none")
        bench.leads_view.search_for("")
        self.take_signals()
        self.take_timeline(folder, scale)
        self.take_opposition(folder)
        self.take_grids(folder)
        self.take_settings()
        self.take_export()
        self.take_empty(folder, theme)

    def take_handoff(self) -> None:
        """The sheet that sales is handed."""
        self.bench.handoffs.ask()
        dialog = self.bench.handoffs.dialog
        self.grab("handoff", dialog)
        dialog.close()

    def take_account(self) -> None:
        """The account of the queue, and the leads of one of its causes."""
        panel = self.bench.desk_view.queue
        panel.switch_account()
        self.grab("desk-account")
        panel.account.chosen.emit("waiting", "nurture")
        self.grab("desk-group")
        panel.leave_account()

    def take_signals(self) -> None:
        """An open lead with its proposed question and what its notes suggest."""
        from PySide6.QtCore import QEventLoop

        self.bench.show_screen("calls")
        desk, notes = self.bench.desk, self.bench.desk_view.notes
        while desk.signals.reader is None:  # the tables are read behind the first lead
            self.application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        desk.open_lead(self.lead_named("Hugo Delmas"))
        for criterion in ("need", "timing"):
            desk.clear_answer(criterion)
        notes.setFocus()
        said = {
            "fr": "Objectif de rebuts manqué deux trimestres de suite. Le budget passe en comité en janvier.",
            "en": "Missed their scrap target two quarters in a row. The budget goes to the board in January.",
        }
        notes.insertPlainText(said[self.bench.words.language])
        self.grab("desk-signals")
        notes.clear()
        for _ in range(2):
            self.bench.take_back()
            self.settle()

    def take_timeline(self, folder, scale) -> None:
        """A lead that asked to be talked to, its timeline, a signal being added, and a file of signals."""
        from datetime import timedelta

        from sdrdesk.core.operations import leads

        bench, who = self.bench, self.lead_named("Nordine Hamel")
        for kind, hours, channel, detail in (
            ("pricing_page", 30, "", "/tarifs"), ("webinar", 400, "", "Qualité 4.0"), ("email_open", 3000, "", ""),
            ("call_request", 20, "chat", "Rappelez-moi avant 17 h, c’est pour un devis sur deux sites"),
        ):  # fmt: skip
            at = bench.workspace.now() - timedelta(hours=hours)
            leads.add_signal(bench.workspace, who, kind, at, channel=channel, detail=detail)
        bench.put_on_desk(who)
        self.grab("desk-hot")
        bar = bench.desk_view.scrolled.verticalScrollBar()
        bar.setValue(bar.maximum())
        self.grab("desk-timeline")
        bench.desk.signal_acts.ask()
        self.grab("desk-signal-form")
        if scale == "1":
            for width, height in ((1366, 768), (1024, 700)):
                self.shell.resize(width, height)
                self.grab(f"desk-signal-form-{width}")
            self.shell.resize(1440, 900)
        bench.desk_view.acts.close_form()
        bench.show_screen("leads")
        bench.leads_view.select(who)
        bench.leads_view.panel.tabs.setCurrentIndex(1)
        self.grab("leads-signals")
        bench.leads_view.panel.tabs.setCurrentIndex(0)
        path = Path(folder) / "signals.csv"
        number = leads.dossier(bench.workspace, who).summary.lead.mobile
        path.write_text(
            f"phone;type;date;page\n{number};Demande de devis;01/10/2026 10:12;/devis\n{number};Sneeze;01/10/2026;\n"
            "06 00 00 00 00;Webinaire;soon;\n06 12 34 56 99;Webinaire;02/10/2026;\n",
            encoding="utf-8",
        )
        dialog = bench.files.open_signals(path)
        self.settle()
        self.settle()
        self.grab("signals-import", dialog)
        dialog.close()

    def take_export(self) -> None:
        """The chooser of an export: all columns, and those of a program for some leads."""
        bench = self.bench
        bench.show_screen("leads")
        bench.leads_view.search_for("a")
        bench.leads_view.table.selectAll()
        dialog = bench.files.open_export()
        self.grab("export", dialog)
        dialog.preset.setCurrentText("HubSpot")
        dialog.preset.activated.emit(dialog.preset.currentIndex())
        dialog.model.move(3, -1)
        dialog.model.toggle(6)
        dialog.name.setText("HubSpot, Lyon")
        self.grab("export-preset", dialog)
        dialog.close()
        bench.leads_view.search_for("")

    def take_opposition(self, folder) -> None:
        """Somebody who objected, on the desk and beside the list; the lifting begun; an opposition list."""
        from sdrdesk.core.domain.outcomes import Outcome

        bench, who = self.bench, self.lead_named("Claire Fontaine")
        bench.put_on_desk(who)
        bench.desk.acts.record(Outcome.OPPOSED)
        self.settle()
        bench.put_on_desk(who)
        self.grab("desk-opposed")
        bench.show_screen("leads")
        bench.leads_view.select(who)
        self.grab("leads-opposed")
        bench.leads_view.panel.opposition.ask()
        self.grab("leads-lift")
        bench.leads_view.panel.opposition.leave()
        path = Path(folder) / "oppositions.csv"
        path.write_text("phone;email\n06 12 34 56 78;\n;someone@example.org\nnobody;\n", encoding="utf-8")
        dialog = bench.files.open_opposition_list(path)
        self.settle()
        self.settle()
        self.grab("opposition-list", dialog)
        dialog.close()
        bench.take_back()
        self.settle()

    def take_segments(self, scale) -> None:
        """Filters, a filter being added, saved views, a change of many leads, the campaigns and their menu."""
        from sdrdesk.core.domain.campaign import Campaign
        from sdrdesk.core.domain.segment import Condition, SavedView
        from sdrdesk.core.operations import bulk, campaigns, views

        bench, screen = self.bench, self.bench.leads_view
        screen.panel.hide()
        kept = (Condition("employees", "at_least", "50"), Condition("signal", "is", "any within 90"),
                Condition("last_call", "is_empty"))  # fmt: skip
        for name in ("Ateliers de plus de 50", "Salon de Lyon"):
            views.save_view(bench.workspace, SavedView("", name, "", kept))
        made = [
            campaigns.save_campaign(
                bench.workspace,
                Campaign(
                    "", name, grid, script="Bonjour {first_name}, ici Alex.\n\nComment suivez-vous vos rebuts ?",
                    objections="Pas de budget cette année\nQue vous coûterait d’attendre l’an prochain ?"),
            )[0]
            for name, grid in (("Industrie 4e trimestre", ""), ("Cabinets", "consultancy"))
        ]  # fmt: skip
        screen.views.load()
        sizes = (1366, 1440) if scale == "1" else (1440,)

        def at_each_size(name) -> None:
            for width in sizes:
                self.shell.resize(width, 768 if width == 1366 else 900)
                self.grab(f"{name}-1366" if width == 1366 else name)

        screen.views.open(screen.views.views[0])
        at_each_size("leads-filters")
        screen.filters.begin()
        screen.filters.row.field.setCurrentIndex(screen.filters.row.field.findData("signal"))
        at_each_size("leads-add-filter")
        screen.filters.row.field.setCurrentIndex(screen.filters.row.field.findData("employees"))
        screen.filters.row.typed.setText("x")
        screen.filters.row.add()
        self.grab("leads-bad-filter")
        screen.filters.row.hide()
        screen.table.selectAll()
        screen.change_many()
        at_each_size("leads-bulk")
        screen.bulk.leave()
        bulk.change_leads(bench.workspace, screen.selected_ids(), bulk.put_in_campaign(made[0].id))
        screen.views.count()
        self.settle()
        self.grab("leads-views-menu", screen.views.menu)
        screen.views.menu.close()
        screen.views.open(None)
        bench.show_screen("campaigns")
        at_each_size("campaigns")
        bench.campaigns_view.new_campaign()
        self.grab("campaigns-new")
        bench.place._fill()
        self.grab("campaigns-menu", bench.place._menu)
        bench.work_campaign(made[0].id)
        at_each_size("desk-campaign")
        bench.work_campaign("")
        bench.show_screen("leads")

    def take_grids(self, folder) -> None:
        """The grid screen: read, edited, with faults, about to be published, tried, compared, replayed."""
        self.bench.show_screen("grids")
        view = self.bench.grids_view
        self.grab("grid-definition")
        view.tabs.setCurrentIndex(1)
        self.grab("grid-edit")
        need = 1 + next(n for n, c in enumerate(view.editor.draft.raw["criterion"]) if c["id"] == "need")
        view.editor.list.setCurrentRow(need)
        for path, text in ((("option", 1, "percent"), "140"), (("label", "fr"), "")):
            field = view.editor.form.field_at(("criterion", need - 1, *path))
            field.line.setText(text)
            field.line.textEdited.emit(text)
        self.grab("grid-faults")
        view.undo()
        view.undo()
        for key, text in (("now", "75"), ("later", "45")):
            view.editor.list.setCurrentRow(0)
            field = view.editor.form.field_at(("thresholds", key))
            field.line.setText(text)
            field.line.textEdited.emit(text)
        view.enter()
        self.grab("grid-publish")
        view.publishing.close_panel()
        for page, name in ((2, "try"), (3, "versions"), (4, "replay")):
            view.tabs.setCurrentIndex(page)
            if name == "replay":
                view.replaying.run_or_cancel()
                self.settle()
                self.settle()
            self.grab(f"grid-{name}")
        view.tabs.setCurrentIndex(1)
        view.undo()
        view.undo()
        self.bench.show_screen("calls")

    def take_check_and_stages(self, scale) -> None:
        """An eliminated lead and its way out, the check before a meeting, a stage proposed and moved."""
        from sdrdesk.core.domain.recommendation import Decision

        bench, desk, acts = self.bench, self.bench.desk, self.bench.desk_view.acts
        sizes = (1366, 1440) if scale == "1" else (1440,)

        def at_each_size(name) -> None:
            for width in sizes:
                self.shell.resize(width, 768 if width == 1366 else 900)
                self.grab(f"{name}-1366" if width == 1366 else name)

        desk.acts.ask_decision(Decision.NOW)  # a lead that clicks on everything and wants nothing
        at_each_size("desk-check-doubts")
        acts.close_form()
        desk.answer("need", "none")
        at_each_size("desk-eliminated")
        desk.acts.ask_decision(Decision.NEVER)
        at_each_size("desk-never")
        acts.close_form()
        bench.take_back()
        self.settle()
        desk.open_lead(self.lead_named("Claire Fontaine"))
        desk.acts.ask_decision(Decision.NOW)
        at_each_size("desk-now")
        for code, said in (("shared", "la direction suit le taux de rebuts chaque mois"), ("deciders", "")):
            acts.form.checks[code].setText(said)
            acts.form.checks[code].mark_unknown(not said)
        acts.form.checks["unchanged"].setText("ils perdent leur client de l’aéronautique")
        acts.form.keep_button.click()
        self.settle()
        desk.open_lead(self.lead_named("Claire Fontaine"))
        at_each_size("desk-stage-proposed")
        desk.acts.ask_stage()
        at_each_size("desk-stage")
        acts.form.submit()
        self.settle()
        bench.desk_view.scrolled.verticalScrollBar().setValue(10_000)
        self.grab("desk-stage-moved")
        for _ in range(2):
            bench.take_back()
            self.settle()

    def lead_named(self, name):
        """The id of a lead by its name."""
        from sdrdesk.core.operations.leads import LeadFilter, find_leads

        return find_leads(self.bench.workspace, LeadFilter(search=name))[0]

    def take_settings(self) -> None:
        """The pages of the settings."""
        self.bench.open_settings()
        self.settle()
        settings = self.application.activeModalWidget() or self.application.activeWindow()
        self.grab("settings", settings)
        for page, name in ((1, "calling"), (2, "stages")):
            settings.pages.setCurrentIndex(page)
            self.grab(f"settings-{name}", settings)
        rules = settings.open_rules()
        page = rules.cadences
        self.grab("rules-cadence", rules)
        page.copy_chosen()
        page.form.fields["name.fr"].clear()
        page.form.amounts["busy"].setValue(45)
        self.grab("rules-cadence-own", rules)
        page.drafts.clear()
        rules.pages.setCurrentWidget(rules.calling_rules)
        rules.calling_rules.show_entry("shipped FR consumer 2026-08-11")
        rules.calling_rules.copy_chosen()
        rules.calling_rules.form.days["5"].setText("10:00-12")
        rules.calling_rules.form.edited.emit()
        self.grab("rules-calling-own", rules)
        rules.calling_rules.drafts.clear()
        rules.pages.setCurrentWidget(rules.letters)
        rules.letters.reword_chosen()
        rules.letters.form.fields["body.fr"].insertPlainText("{prenom}, ")
        self.grab("rules-letters-own", rules)
        rules.letters.drafts.clear()
        rules.close()
        settings.close()

    def take_empty(self, folder, theme) -> None:
        """The first start and an empty workspace."""
        from sdrdesk.core.operations.workspace import open_workspace
        from sdrdesk.ui.main_window import Workbench
        from sdrdesk.ui.shell import Shell
        from sdrdesk.ui.start.start_page import StartPage

        shell = Shell("sdrdesk", lambda: None)
        shell.set_content(StartPage("…/sdrdesk/workspace.sdrdesk", self.bench.words.language))
        shell.show()
        self.grab("start", shell)
        workspace = open_workspace(folder / "empty.sdrdesk", "Alex Morel")
        empty = Workbench(workspace, self.bench.words, self.bench._personal)
        shell.set_content(empty, empty.close_down)
        empty.begin()
        self.grab("desk-empty", shell)
        shell.close()


if __name__ == "__main__":
    raise SystemExit(main())
