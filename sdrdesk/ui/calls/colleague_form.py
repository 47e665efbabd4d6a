"""“Someone else there”: whom the person on the line named, a new contact of the same company."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.normalising.phones import shown
from sdrdesk.core.operations import colleagues
from sdrdesk.ui.calls.act_forms import ActForm

if TYPE_CHECKING:
    from sdrdesk.ui.calls.desk import Desk
    from sdrdesk.ui.calls.session import LeadSession


class ColleagueForm(ActForm):
    """A name is enough; the company's own line is there already."""

    def __init__(self, lead: Lead, number: str, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.set_title(self.tr("Someone else at {company}").format(company=lead.company or lead.name))
        self.do_button.setText(self.tr("Put them on the desk (Enter)"))
        labels = {
            "first_name": self.tr("First name"),
            "last_name": self.tr("Last name"),
            "job_title": self.tr("Job title"),
            "phone": self.tr("Number"),
            "email": self.tr("E-mail"),
        }
        self.fields: dict[str, QLineEdit] = {}
        row = QHBoxLayout()
        row.setSpacing(8)
        for name, label in labels.items():
            field = QLineEdit()
            field.setPlaceholderText(label)
            field.setAccessibleName(label)
            self.fields[name] = field
            row.addWidget(field, 3 if name == "phone" else 2)  # a number is read whole
        self.fields["phone"].setText(shown(number))
        self.fields["phone"].setCursorPosition(0)
        self.add_layout(row)
        self.finish_layout(*self.fields.values())
        self.note.setText(self.tr("What is known of the company is presumed of them, to be confirmed."))
        self.note.show()

    def choice(self) -> dict[str, str]:
        said = {name: field.text().strip() for name, field in self.fields.items()}
        if not (said["first_name"] or said["last_name"] or said["job_title"] or said["email"]):
            self.fields["first_name"].setFocus()
            raise ValueError(self.tr("Say who it is: a name, a job title or an address."))
        return said


class Colleagues(QObject):
    """The act of adding somebody at the company of the lead in hand, and going on with them."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk)
        self._desk = desk

    def ask(self) -> None:
        """Open the form."""
        session = self._desk.session
        if session is None or self._desk.acts.recording:
            return
        lead = session.dossier.summary.lead
        opposed = session.dossier.summary.standing.code == "opposed"
        number = "" if opposed else colleagues.switchboard_of(lead)
        self._desk.view.acts.open(lambda parent: ColleagueForm(lead, number, parent), partial(self._chosen, session))

    def _chosen(self, session: "LeadSession", choice: object) -> None:
        if not isinstance(choice, dict) or self._desk.session is not session:
            return

        def made(result: object) -> None:
            assert isinstance(result, tuple)
            changes, lead_id = result
            self._desk.bus.publish(changes, self)
            self._desk.open_lead(lead_id)
            said = self.tr("{name} is added and on the desk; the lead before stays in the queue.")
            name = self._desk.session.dossier.summary.lead.name if self._desk.session else ""
            self._desk.said.emit("ok", said.format(name=name), changes.operation)

        work = partial(colleagues.add_colleague, self._desk.workspace, session.lead_id, choice)
        self._desk.writer.submit(work, made, self._desk.say_error)
