"""Interest is not intent: two leads worked through the window by keys alone, on three of the grids that ship.

The flag compares behaviour with intent, so the grids are three that score behaviour. The five questions for a small
firm score none: they can neither raise the flag nor give a point for a click.
"""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from sdrdesk.core.domain.assessment import INTEREST_WITHOUT_INTENT
from sdrdesk.core.domain.grid import Family, Kind
from sdrdesk.core.operations.leads import LeadFilter, add_signal, find_leads
from sdrdesk.core.operations.queue import read_queue
from sdrdesk.core.operations.workspace import Workspace, change_settings, open_workspace
from tests.ui.window import Clock, Window, import_leads

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier

LEADS = """Prénom;Nom;Société;Fonction;E-mail;Téléphone;Effectif
Élise;Engagée;Alpha;Assistante marketing;elise@alpha.example;01 99 00 10 01;120
Quentin;Quiet;Beta;Directeur industriel;quentin@beta.example;01 99 00 10 02;120
"""

EVERYTHING_MARKETING_COUNTS = (
    *(("webinar", days) for days in (4, 18)),
    *(("download", days) for days in (2, 6, 11)),
    *(("pricing_page", days) for days in (1, 3)),
    *(("email_open", days) for days in (1, 8, 15, 22, 29)),
)
LITTLE = (("email_open", 40),)

NOT_KNOWN = "?"
ENGAGED = {
    "bant": {
        "sector": "target", "size": "120", "need": "vague", "need_shared": "contact_only", "authority": "uses",
        "timing": NOT_KNOWN, "budget": NOT_KNOWN,
    },
    "meddic": {
        "sector": "target", "pain": "vague", "metrics": NOT_KNOWN, "champion": "friendly", "economic_buyer": "unknown",
        "decision_criteria": NOT_KNOWN, "decision_process": "unclear", "decision_date": NOT_KNOWN,
    },
    "saas": {
        "use_case": "target", "size": "120", "problem": "vague", "need_shared": "contact_only", "project": "nothing",
        "decider": "uses", "deadline": NOT_KNOWN, "means": NOT_KNOWN,
    },
}  # fmt: skip
"""The right firm, every click there is; no project, no priority, no role in the decision."""

QUIET = {
    "bant": {
        "sector": "target", "size": "120", "need": "priority", "need_shared": "organisation", "authority": "decides",
        "timing": "in 3 months", "budget": "arbitration",
    },
    "meddic": {
        "sector": "target", "pain": "priority", "metrics": "estimated", "champion": "committed",
        "economic_buyer": "is_buyer", "decision_criteria": "stated", "decision_process": "steps",
        "decision_date": "in 3 months",
    },
    "saas": {
        "use_case": "target", "size": "120", "problem": "priority", "need_shared": "organisation",
        "project": "comparing", "decider": "decides", "deadline": "in 3 months", "means": "arbitration",
    },
}  # fmt: skip
"""One e-mail opened long ago; a clear need, a date in three months, a direct role."""

SCORES = {
    # sector 10 + size 7 + engagement 10 + a tenth of 22 + a fifth of 8 + 15 % of 18 = 33.5
    # 10 + 7 + 0.1 + 80 % of 22 + 8 + 18 + 14 + 70 % of 11 = 82.4
    "bant": (33, 82),
    # sector 5 + engagement 6 + a tenth of 18 + a quarter of 12 + a tenth of 20 + 0 = 17.8
    # 5 + 0.1 + 80 % of 18 + 70 % of 11 + 60 % of 12 + 20 + 70 % of 8 + 70 % of 7 + 13 = 77.9
    "meddic": (17, 77),
    # use case 8 + size 6 + engagement 12 + a tenth of 20 + a fifth of 8 + 0 + 15 % of 16 = 32
    # 8 + 6 + 0.1 + 80 % of 20 + 8 + 85 % of 10 + 16 + 9 + 70 % of 11 = 79.3
    "saas": (32, 79),
}
"""What the panel shows in the end of the engaged lead and of the quiet one, worked out by hand."""


@pytest.fixture(params=SCORES)
def grid_id(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def workspace(tmp_path: Path, clock: Clock, grid_id: str) -> Workspace:
    """Two leads, never called, with what marketing recorded of them."""
    opened = open_workspace(tmp_path / "work.sdrdesk", "Alex", clock)
    change_settings(opened, {"grid": grid_id})
    import_leads(opened, tmp_path, LEADS)
    for name, signals in (("Alpha", EVERYTHING_MARKETING_COUNTS), ("Beta", LITTLE)):
        (lead_id,) = find_leads(opened, LeadFilter(search=name))
        for kind, days in signals:
            add_signal(opened, lead_id, kind, clock.at - timedelta(days=days))
    return opened


def put_on_desk(window: Window, name: str) -> None:
    """Go down the queue to a lead."""
    if window.lead_name != name:
        window.key(Qt.Key.Key_Escape)  # in a field, Ctrl+Right goes a word further
        window.key(Qt.Key.Key_Right, CTRL)
    assert window.lead_name == name


def shown(window: Window) -> tuple[str, str]:
    """The tone of the verdict on the screen, and all that it says."""
    view = window.view.verdict.view()
    assert view is not None
    return view.state_tone, window.view.verdict.accessibleDescription()


def answer_all(window: Window, answers: Mapping[str, str]) -> list[tuple[str, str]]:
    """Take the proposed question each time, and answer it; what the verdict showed after every key."""
    seen = [shown(window)]

    def press(key: Qt.Key | str, modifiers: Qt.KeyboardModifier | None = None) -> None:
        window.key(key, modifiers)
        seen.append(shown(window))

    for _ in answers:
        press(Qt.Key.Key_N, ALT)
        criterion = window.desk.session.grid.criterion(window.view.form.current_criterion())
        wanted = answers[criterion.id]
        if wanted == NOT_KNOWN:
            press(NOT_KNOWN)
        elif criterion.kind is Kind.CHOICE:
            press(str([o.id for o in criterion.options].index(wanted) + 1))
        else:
            field = QApplication.focusWidget()
            field.selectAll()
            for character in wanted:
                press(character)
            press(Qt.Key.Key_Return)
    assert set(window.desk.session.facts.answers) == set(answers)
    return seen


def test_the_engaged_lead_without_a_project_never_shows_now_and_is_said_to_be_a_trap(
    window: Window, grid_id: str
) -> None:
    put_on_desk(window, "Élise Engagée")
    behaviour = [r for r in window.desk.session.assessment.rows if r.family is Family.BEHAVIOUR]
    assert all(r.earned == r.max > 0 for r in behaviour)  # she could not have clicked more
    seen = answer_all(window, ENGAGED[grid_id])
    assert len(seen) > len(ENGAGED[grid_id])
    assert [tone for tone, _ in seen if tone == "now"] == []
    assert [said for _, said in seen if "leaning to now" in said] == []
    assert window.desk.session.assessment.flags == (INTEREST_WITHOUT_INTENT,)
    assert "Interest without intent: they click and attend, and want nothing yet" in seen[-1][1]
    assert window.view.verdict.view().score == SCORES[grid_id][0]


def test_the_quiet_lead_with_a_need_a_date_and_a_role_shows_now(window: Window, grid_id: str) -> None:
    put_on_desk(window, "Quentin Quiet")
    seen = answer_all(window, QUIET[grid_id])
    assert seen[-1][0] == "now"
    assert "Now: worth sales time" in seen[-1][1]
    assert [said for _, said in seen if "Interest without intent" in said] == []
    assert window.view.verdict.view().score == SCORES[grid_id][1] > SCORES[grid_id][0]


def test_once_both_are_answered_the_quiet_lead_stands_ahead_in_the_queue(window: Window, grid_id: str) -> None:
    for name, answers in (("Quentin Quiet", QUIET[grid_id]), ("Élise Engagée", ENGAGED[grid_id])):
        put_on_desk(window, name)
        answer_all(window, answers)
    head = read_queue(window.bench.workspace).head
    assert [found.lead.name for found in head] == ["Quentin Quiet", "Élise Engagée"]
