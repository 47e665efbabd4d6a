"""Pictures of the CRM screen in its states, beside the small CRM of the tests on this machine."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def plain_crms():
    """The CRMs that can be chosen, each answered for by the small one."""
    from sdrdesk.core.operations.crm.opening import Crms, Secrets
    from tests.crm_faults.client import PlainClient

    def opener(_vendor_id, given, key, _content="", *, asked=()):
        return PlainClient(given["url"], key, patience=10.0)

    return Crms(Secrets(lambda: None), opener=opener)


class CrmStates:
    """Walks through connecting, then through what can happen to a connection."""

    def __init__(self, pictures, scale):
        self.pictures, self.scale, self.bench = pictures, scale, pictures.bench

    def take_all(self) -> None:
        """Every state."""
        from tests.crm_faults.plain_crm import PlainCrm

        self.bench.show_screen("crm")
        self.pictures.grab("crm-none")
        with PlainCrm(clock=self.bench.workspace.now) as crm:
            self.take_connecting(crm)
            self.take_connection(crm)

    def until(self, true) -> None:
        """Let the window live until something is true."""
        from PySide6.QtCore import QDeadlineTimer, QEventLoop

        deadline = QDeadlineTimer(60_000)
        while not true() and not deadline.hasExpired():
            self.pictures.application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def take_connecting(self, crm) -> None:
        """Each step of the dialog."""
        from sdrdesk.ui.crm.connect_dialog import ConnectDialog

        for n, (first, last) in enumerate((("Paul", "Renard"), ("Inès", "Caron"), ("Jeanne", "Roy"))):
            crm.enter("contacts", {"first_name": first, "last_name": last, "email": f"{n}@nouveau.example"})
        view = self.bench.crm.view
        view.ask_connect()
        dialog = view.findChild(ConnectDialog)
        if self.scale == "1":
            dialog.resize(940, 620)
        self.pictures.grab("crm-connect-1", dialog)
        dialog.go_on()
        dialog.step.fields["url"].setText(crm.url)
        dialog.step.key.field.setText(crm.key)
        self.pictures.grab("crm-connect-2", dialog)
        dialog.go_on()
        self.until(lambda: dialog.step.ready)
        self.pictures.grab("crm-connect-3", dialog)
        dialog.go_on()
        self.pictures.grab("crm-connect-4", dialog)
        dialog.go_on()
        rows = [n for n, line in enumerate(dialog.step.model.rows) if line.ours == "opposed"]
        dialog.step.table.selectRow(rows[0])
        self.pictures.grab("crm-connect-5", dialog)
        dialog.go_on()
        self.until(lambda: dialog.step.ready)
        self.pictures.grab("crm-connect-6", dialog)
        dialog.go_on()
        self.until(lambda: bool(view.known) and not self.bench.crm.syncing.is_running(view.chosen))

    def take_connection(self, crm) -> None:
        """In step; refused; the key not accepted; many gone."""
        from sdrdesk.core.operations import leads

        view, bench = self.bench.crm.view, self.bench
        syncing = bench.crm.syncing
        bench.notice.close_notice()
        self.pictures.grab("crm-in-step")
        crm.fault("schema_changed", on=(None, "contacts"), field="title")
        for lead_id in leads.find_leads(bench.workspace, leads.LeadFilter())[:3]:
            leads.edit_lead(bench.workspace, lead_id, {"job_title": "Direction"})
        self.run(syncing, view)
        self.pictures.grab("crm-refused")
        if self.scale == "1":
            self.pictures.shell.resize(1366, 768)
            self.pictures.grab("crm-refused-1366")
            self.pictures.shell.resize(1440, 900)
        crm.mend()
        for record in crm.records("contacts")[:60]:
            crm.delete("contacts", record.id)
        self.run(syncing, view, full=True)
        self.pictures.grab("crm-held")
        crm.expire_key()
        self.run(syncing, view)
        self.pictures.grab("crm-key")
        view.ask_key()
        from sdrdesk.ui.crm.connect_dialog import ConnectDialog

        (dialog,) = [d for d in view.findChildren(ConnectDialog) if d.isVisible()]
        self.pictures.grab("crm-new-key", dialog)
        dialog.reject()
        self.bench.show_screen("calls")
        self.pictures.grab("crm-at-the-foot")

    def run(self, syncing, view, *, full=False) -> None:
        """One run, to its end."""
        syncing.run(view.chosen, full=full)
        self.until(lambda: not syncing.is_running(view.chosen))
