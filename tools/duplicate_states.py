"""Pictures of the likely duplicates: the list, leads side by side, a new lead that is here already."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest


class DuplicateStates:
    """Makes some duplicates, looks for them and walks through the screen."""

    def __init__(self, pictures, scale) -> None:
        self.pictures, self.bench, self.scale = pictures, pictures.bench, scale

    def take_all(self) -> None:
        """The list and the merge, three side by side, one that objected; the line while a lead is typed."""
        self.make()
        bench = self.bench
        bench.show_screen("duplicates")
        view = bench.duplicates.view
        while view._task is not None:
            self.pictures.settle()
        view.panel.setFocus()
        view.list.setCurrentRow(len(view.groups) - 1)
        self.pictures.grab("duplicates")
        QTest.keyClick(view.panel.table, Qt.Key.Key_Down)
        QTest.keyClick(view.panel.table, Qt.Key.Key_Right)
        self.pictures.grab("duplicates-chosen")
        if self.scale == "1":
            for width, height in ((1366, 768), (1100, 700)):
                self.pictures.shell.resize(width, height)
                self.pictures.grab(f"duplicates-{width}")
            self.pictures.shell.resize(1440, 900)
        three = next(n for n, group in enumerate(view.groups) if len(group.leads) > 2)
        view.list.setCurrentRow(three)
        self.pictures.grab("duplicates-three")
        view.merge()
        self.pictures.settle()
        self.pictures.grab("duplicates-merged")
        bench.take_back()
        self.pictures.settle()
        self.type_one()

    def make(self) -> None:
        """A name mistyped with another mobile, somebody three times, a firm twice, a person who moved and objected."""
        from sdrdesk.core.domain.outcomes import Outcome
        from sdrdesk.core.operations import leads, qualification
        from sdrdesk.core.operations.calls import record_call

        workspace = self.bench.workspace

        def add(first, last, company, **also) -> str:
            return leads.add_lead(workspace, {"first_name": first, "last_name": last, "company": company, **also})[1]

        one = add(
            "Anne", "Lemaître", "Lumen SAS", email="anne.lemaitre@lumen.example", phone="01 99 00 77 10",
            job_title="Directrice industrielle", employees="120", source="salon", source_date="2026-10-02",
        )  # fmt: skip
        record_call(workspace, one, Outcome.VOICEMAIL, note="Rappeler après le salon.")
        other = add("Anne", "Lemaitre", "LUMEN", email="a.lemaitre@lumen.example", mobile="06 39 98 77 10",
                    phone="01 99 00 77 11", job_title="Directrice de site", city="Angers")  # fmt: skip
        leads.add_signal(workspace, other, "demo_request")
        qualification.answer_criterion(workspace, other, "need", "blocking")
        for first, more in (("Jean-Pierre", {"job_title": "Gérant"}), ("J.-P.", {"city": "Lyon"}), ("JP", {})):
            add(first, "Moreau", "Fonderie du Rhône", mobile="06 39 98 77 20", **more)
        add("", "", "Garage Collet", phone="04 99 00 77 30")
        add("Accueil", "", "Garage Collet SARL", phone="0499007730", city="Gap")
        moved = add("Karim", "Benali", "Transports K2", mobile="06 39 98 77 40", email="kb@k2.example")
        record_call(workspace, moved, Outcome.OPPOSED)
        add("Karim", "Benali", "Logidis", mobile="06 39 98 77 40", email="k.benali@logidis.example")

    def type_one(self) -> None:
        """A new lead whose mobile is known."""
        bench = self.bench
        bench.new_lead()
        panel = bench.leads_view.panel
        for name, said in (("first_name", "Anne"), ("last_name", "Lemaitre"), ("mobile", "06.39.98.77.10")):
            panel.fields[name].setFocus()
            QTest.keyClicks(panel.fields[name], said)
        panel.already.look()
        self.pictures.grab("leads-already-here")
        panel.open_there()
        self.pictures.grab("leads-opened-there")
        bench.new_lead()
        panel.revert()
