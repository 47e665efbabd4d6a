"""What a campaign gives a rep to say, filled in for the lead in hand, and its answers to objections."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from sdrdesk.core.domain.campaign import Campaign, filled, objection_answers
from sdrdesk.core.domain.lead import Lead
from sdrdesk.ui.widgets.card import Card


class ScriptCard(Card):
    """The script beside the form; hidden where the lead's campaign has none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Script"))
        self.script, self.objections = QLabel(), QLabel()
        self.script.setTextFormat(Qt.TextFormat.PlainText)
        self.objections.setTextFormat(Qt.TextFormat.RichText)
        for label in (self.script, self.objections):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.add(label)
        self.hide()

    def show_lead(self, campaign: Campaign | None, lead: Lead, who: str) -> None:
        """Show what to say to a lead."""
        script = filled(campaign.script, {**lead.fields(), "name": lead.name, "me": who}) if campaign else ""
        answers = objection_answers(campaign.objections) if campaign else []
        self.script.setText(script)
        self.script.setVisible(bool(script.strip()))
        self.objections.setText(answers_html(answers))
        self.objections.setVisible(bool(answers))
        self.setVisible(bool(script.strip() or answers))


def answers_html(answers: Sequence[tuple[str, str]]) -> str:
    """What they say, each with what to answer."""
    return "".join(f"<p><b>{escape(said)}</b><br>{_lines(answer)}</p>" for said, answer in answers)


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
