"""The script of a campaign: filled in for the lead, at hand by a key, absent where there is none."""

import pytest
from PySide6.QtCore import Qt

from sdrdesk.core.domain.campaign import Campaign, filled, objection_answers
from sdrdesk.core.operations import bulk, campaigns
from tests.ui.window import Window


def in_campaign(window: Window, script: str, objections: str = "") -> None:
    """Put the lead of the desk into a campaign with this script."""
    workspace, lead_id = window.bench.workspace, window.desk.session.lead_id
    made, changes = campaigns.save_campaign(workspace, Campaign("", "A", script=script, objections=objections))
    window.bench.bus.publish(changes)
    window.bench.bus.publish(bulk.change_leads(workspace, [lead_id], bulk.put_in_campaign(made.id)).changes)
    window.settle()


def test_the_script_speaks_to_the_lead_and_answers_stand_under_it(window: Window) -> None:
    in_campaign(
        window,
        "Hello {first_name}, {me} here.\nAt {company} in {city}: {nonsense}?",
        "No budget\nWhen, then?\n\nNo time",
    )
    card = window.view.script
    assert card.isVisible()
    assert card.script.text() == "Hello Anne, Alex here.\nAt Alpha in …: {nonsense}?"
    assert "<b>No budget</b><br>When, then?" in card.objections.text()
    assert "<b>No time</b>" in card.objections.text()


def test_a_name_in_a_script_is_no_markup(window: Window) -> None:
    in_campaign(window, "<b>{company}</b>", "<i>x</i>\n<script>")
    assert window.view.script.script.text() == "<b>Alpha</b>"
    assert window.view.script.script.textFormat() is Qt.TextFormat.PlainText
    assert "&lt;i&gt;x&lt;/i&gt;" in window.view.script.objections.text()


def test_f3_brings_it_into_sight_and_back(window: Window) -> None:
    window.key(Qt.Key.Key_F3)
    assert window.bench.notice.text() == "This lead’s campaign has no script."
    in_campaign(window, "\n".join(f"line {n}" for n in range(80)))
    bar = window.view.scrolled.verticalScrollBar()
    window.qtbot.waitUntil(lambda: bar.maximum() > 0)
    window.key(Qt.Key.Key_F3)
    assert bar.value() > 0
    window.key(Qt.Key.Key_F3)
    assert bar.value() == 0


def test_the_next_lead_in_no_campaign_has_none(window: Window) -> None:
    in_campaign(window, "Hello")
    window.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert not window.view.script.isVisible()


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("", []),
        ("No budget\nWhen, then?\nAnd why?", [("No budget", "When, then?\nAnd why?")]),
        ("A\n\n \nB\nb", [("A", ""), ("B", "b")]),
    ],
)
def test_objections_are_paragraphs(said: str, found: list[tuple[str, str]]) -> None:
    assert objection_answers(said) == found


def test_braces_that_are_no_place_stay() -> None:
    assert filled("{ } {x y} {first_name}{first_name} {{company}}", {"first_name": "Zoé", "company": "A"}) == (
        "{ } {x y} ZoéZoé {A}"
    )
