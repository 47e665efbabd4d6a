"""What the window shows of somebody who objected: nothing to dial, write to or copy; lists, lifting by keys."""

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPushButton

from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.operations import calls, leads
from sdrdesk.ui.leads.leads_model import PHONE
from tests.ui.window import Window


class Handler(QObject):
    """Takes what would go to the phone or mail program."""

    def __init__(self):
        super().__init__()
        self.taken = []

    @Slot(QUrl)
    def take(self, url):
        self.taken.append(url.toString())


@pytest.fixture
def opened(qtbot):
    """What was handed to the system: every address opened, by a handler of our own."""
    found = Handler()
    for scheme in ("tel", "mailto"):
        QDesktopServices.setUrlHandler(scheme, found, "take")
    yield found.taken
    for scheme in ("tel", "mailto"):
        QDesktopServices.unsetUrlHandler(scheme)


def contacts(window: Window) -> dict[str, QPushButton]:
    """The numbers and the address in the header."""
    row = window.view.header._contacts
    found = [row.itemAt(n).widget() for n in range(row.count())]
    return {b.text(): b for b in found if isinstance(b, QPushButton)}


def first_id(window: Window) -> str:
    return window.desk.session.lead_id


def test_a_callable_lead_is_dialled_and_written_to(window, opened):
    window.key(Qt.Key.Key_F9)
    window.desk.reach.write_to("anne@alpha.example")
    assert opened == ["tel:+33199001001", "mailto:anne@alpha.example"]


def test_who_objected_is_neither_dialled_nor_written_to(window, opened):
    lead_id = first_id(window)
    window.key(Qt.Key.Key_9)
    window.bench.put_on_desk(lead_id)
    assert window.lead_name == "Anne Arnaud"
    buttons = contacts(window)
    assert [b.isEnabled() for b in buttons.values()] == [False] * 2
    assert {b.toolTip() for b in buttons.values()} == {"Opposed to calls"}
    told = window.view.verdict.view()
    assert (told.state_title, told.state_tone) == ("Opposed to calls", "never")
    assert (window.bench.call_button.isEnabled(), window.bench.call_button.toolTip()) == (False, "Opposed to calls")
    window.key(Qt.Key.Key_F9)
    window.desk.reach.write_to("anne@alpha.example")
    QGuiApplication.clipboard().setText("nothing")
    window.desk.reach.copy_number()
    assert QGuiApplication.clipboard().text() == "nothing"
    assert opened == []
    window.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert window.bench.call_button.isEnabled()
    window.bench.put_on_desk(lead_id)
    window.desk.reach.write_to("anne@alpha.example")
    assert opened == []
    assert "this address is not written to" in window.bench.notice.text()


def test_an_objection_recorded_elsewhere_stops_the_dialling_of_a_lead_on_the_desk(window, opened):
    calls.record_call(window.bench.workspace, first_id(window), Outcome.OPPOSED)
    assert window.desk.session.dossier.summary.standing.code != "opposed"  # the desk has not read it yet
    window.key(Qt.Key.Key_F9)
    assert opened == []


def test_the_list_and_the_fields_show_no_number_of_who_objected(window):
    lead_id = first_id(window)
    window.key(Qt.Key.Key_9)
    window.bench.show_screen("leads")
    view = window.bench.leads_view
    view.select(lead_id)
    row = view.model.row_of(lead_id)
    assert view.model.data(view.model.index(row, PHONE)) == ""
    field = view.panel.fields["phone"]
    assert field.displayText() == "●" * len(field.text()) or field.echoMode() != QLineEdit.EchoMode.Normal
    field.selectAll()
    QGuiApplication.clipboard().setText("nothing")
    field.copy()
    assert QGuiApplication.clipboard().text() == "nothing"
    other = next(view.model.lead_id(n) for n in range(view.model.rowCount()) if view.model.lead_id(n) != lead_id)
    view.select(other)
    assert field.echoMode() == QLineEdit.EchoMode.Normal
    assert not view.panel.opposition.isVisible()


def test_a_number_of_who_objected_typed_on_another_lead_is_said_at_once(window):
    window.key(Qt.Key.Key_9)
    window.bench.show_screen("leads")
    view = window.bench.leads_view
    lead_id = next(
        s.lead.id
        for s in leads.summaries(window.bench.workspace, leads.find_leads(window.bench.workspace, leads.LeadFilter()))
        if s.lead.last_name == "Berger"
    )
    view.select(lead_id)
    view.panel.fields["mobile"].setFocus()
    window.type("01 99 00 10 01")
    view.panel.save()
    window.settle()
    assert view.panel.opposition.isVisible()
    assert "mobile" in view.panel.opposition.said.text()
    assert leads.dossier(window.bench.workspace, lead_id).summary.standing.code == "opposed"


def test_an_objection_is_lifted_by_keys_with_its_reason(window):
    lead_id = first_id(window)
    window.key(Qt.Key.Key_9)
    window.bench.show_screen("leads")
    view = window.bench.leads_view
    view.select(lead_id)
    bar = view.panel.opposition
    bar.ask_button.setFocus()
    window.key(Qt.Key.Key_Space)
    window.key(Qt.Key.Key_Return)  # no reason yet: nothing is lifted
    assert leads.dossier(window.bench.workspace, lead_id).summary.standing.code == "opposed"
    window.type("wrong key")
    window.key(Qt.Key.Key_Return)
    assert leads.dossier(window.bench.workspace, lead_id).summary.standing.code != "opposed"
    assert not bar.isVisible()
    assert ("lift", "wrong key") in [
        (o.verb, o.summary.get("reason")) for o, _e in leads.history(window.bench.workspace, lead_id)
    ]


def test_a_list_is_previewed_then_closes_who_is_on_the_desk_and_is_taken_back(window, tmp_path, qtbot):
    lead_id = first_id(window)
    path = tmp_path / "list.csv"
    path.write_text("Téléphone\n01 99 00 10 01\n06 99 88 77 66\nnobody\n", encoding="utf-8")
    dialog = window.bench.files.open_opposition_list(path)
    qtbot.waitUntil(lambda: dialog.plan is not None, timeout=10_000)
    assert [f.text() for f in dialog.figures.labels.values()] == ["2", "0", "0", "1"]
    assert dialog.problems.toPlainText() == "line 4: this is not a phone number"
    with qtbot.waitSignal(dialog.imported, timeout=10_000):
        qtbot.keyClick(dialog.foot.do_button, Qt.Key.Key_Space)
    window.settle()
    assert leads.dossier(window.bench.workspace, lead_id).summary.standing.code == "opposed"
    assert "2 numbers and addresses opposed, 1 lead closed" in window.bench.notice.text()
    window.bench.take_back()
    window.settle()
    assert leads.dossier(window.bench.workspace, lead_id).summary.standing.code == "never_called"
