"""The window of the rules: shipped ones are read, copies changed with their faults and what they do, kept, let go."""

import tomllib

import pytest
import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from sdrdesk.core.domain.cadence import Channel
from sdrdesk.core.exchange.rule_files import shipped_templates
from sdrdesk.core.operations import own_rules, templates
from sdrdesk.core.operations.workspace import change_settings
from sdrdesk.core.store import rules as rule_store
from sdrdesk.ui.rules.rules_dialog import RulesDialog
from sdrdesk.ui.rules.templates_page import TemplatesPage
from tests.ui.window import Window

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
BUTTONS = QMessageBox.StandardButton


@pytest.fixture
def dialog(window: Window):
    """The window of the rules, opened by its key."""
    window.key(Qt.Key.Key_R, CONTROL | SHIFT)
    opened = window.bench.findChild(RulesDialog)
    assert opened.isVisible()
    yield opened
    if shiboken6.isValid(opened):
        for page in opened.own_pages:
            page.drafts.clear()
        opened.close()


def press(dialog, key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(dialog.focusWidget() or dialog, key, modifiers)


def answer_with(button) -> None:
    """Answer the question that comes next."""

    def click() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        box.button(button).click()

    QTimer.singleShot(0, click)


def own_cadences(window: Window) -> dict[str, dict]:
    with window.bench.workspace.store.read() as tx:
        return {i: tomllib.loads(content) for i, content in rule_store.get_cadences(tx).items()}


def titles(page) -> list[tuple[str, str]]:
    return [(page.list.row_at(n).title, page.list.row_at(n).note) for n in range(page.list.count())]


def test_shipped_cadences_are_read_with_what_they_do_and_cannot_be_changed(window: Window, dialog) -> None:
    page = dialog.cadences
    assert titles(page)[0] == ("Six tries, then rest", "shipped · in use")
    assert page.form.steps["no_answer"].text() == "next try tomorrow, 14:00 (2 of 6)"
    assert page.form.steps["busy"].text() == "next try today, 11:00 (2 of 6)"
    assert page.form.course.text().splitlines()[-1].startswith("6 tries without an answer: rest until")
    assert len(page.form.course.text().splitlines()) == 6
    page.form.amounts["busy"].setFocus()
    press(dialog, Qt.Key.Key_Up)
    window.qtbot.keyClicks(page.form.fields["name.en"], "x")
    assert (page.drafts, own_cadences(window)) == ({}, {})
    assert not page.keep_button.isVisible()


def test_a_copy_is_changed_by_keys_says_what_it_does_and_is_kept(window: Window, dialog) -> None:
    page = dialog.cadences
    press(dialog, Qt.Key.Key_D, CONTROL)
    assert titles(page)[0] == ("Six tries, then rest (copy)", "your own")
    assert QApplication.focusWidget() is page.form.fields["name.en"]
    window.qtbot.keyClicks(QApplication.focusWidget(), "Mine")
    page.form.amounts["busy"].setFocus()
    page.form.amounts["busy"].selectAll()
    window.qtbot.keyClicks(page.form.amounts["busy"], "15")
    window.qtbot.keyClick(page.form.channels["voicemail"], Qt.Key.Key_Down)
    assert page.form.steps["busy"].text() == "next try today, 10:15 (2 of 6)"
    assert page.form.steps["voicemail"].text().startswith("next by e-mail Wed 25 Nov")
    assert titles(page)[0][1] == "changed, not kept yet"
    assert own_cadences(window)["default-2"]["delay"]["busy"] == {"minutes": 60}
    press(dialog, Qt.Key.Key_S, CONTROL)
    window.settle()
    kept = own_cadences(window)["default-2"]
    assert kept["name"] == {"en": "Mine", "fr": "Six essais, puis repos (copie)"}
    assert kept["delay"]["busy"] == {"minutes": 15}
    assert kept["delay"]["voicemail"] == {"days": 2, "channel": "email"}
    assert window.bench.workspace.cadences["default-2"].name["en"] == "Mine"
    assert page.said.text() == "Kept."


def test_faults_stand_at_their_field_and_nothing_is_kept_with_them(window: Window, dialog) -> None:
    page = dialog.cadences
    press(dialog, Qt.Key.Key_D, CONTROL)
    press(dialog, Qt.Key.Key_Delete)
    assert page.form._faults["name.en"].text() == "The text is missing in this language"
    page.form.fields["morning"].setTime(page.form.fields["afternoon"].time())
    assert "not in this half of the day" in page.form._faults["morning"].text()
    press(dialog, Qt.Key.Key_S, CONTROL)
    assert page.said.text() == "Mend what is marked first."
    assert own_cadences(window)["default-2"]["morning"] == "09:30"
    page.show_entry("gentle")
    page.show_entry("default-2")
    assert page.form.fields["name.en"].text() == ""
    assert page.form._faults["name.en"].isVisible()


def test_what_is_changed_back_is_no_change(dialog, window: Window) -> None:
    page = dialog.cadences
    press(dialog, Qt.Key.Key_D, CONTROL)
    window.qtbot.keyClick(page.form.amounts["busy"], Qt.Key.Key_Up)
    assert page.drafts
    window.qtbot.keyClick(page.form.amounts["busy"], Qt.Key.Key_Down)
    assert not page.drafts


def test_a_unit_bounds_its_amount(dialog, window: Window) -> None:
    page = dialog.cadences
    press(dialog, Qt.Key.Key_D, CONTROL)
    amount, unit = page.form.amounts["busy"], page.form.units["busy"]
    amount.setValue(9000)
    window.qtbot.keyClick(unit, Qt.Key.Key_End)
    assert (unit.currentData(), amount.value()) == ("days", 1000)
    assert page.drafts["default-2"]["delay"]["busy"] == {"days": 1000}


def test_an_own_cadence_is_let_go_after_a_question(window: Window, dialog) -> None:
    page = dialog.cadences
    press(dialog, Qt.Key.Key_D, CONTROL)
    window.bench.bus.publish(change_settings(window.bench.workspace, {"cadence": "default-2"}))
    page.reload()
    page.list.setFocus()
    answer_with(BUTTONS.No)
    press(dialog, Qt.Key.Key_Delete)
    assert "default-2" in own_cadences(window)
    assert page.drop_question(page.entry).startswith("Whoever follows it")
    answer_with(BUTTONS.Yes)
    press(dialog, Qt.Key.Key_Delete)
    window.settle()
    assert own_cadences(window) == {}
    assert window.bench.workspace.cadence_for("").id == "default"
    press(dialog, Qt.Key.Key_Delete)  # a shipped one stays
    assert len(titles(page)) == 3


@pytest.mark.parametrize(("button", "kept"), [(BUTTONS.Save, 90), (BUTTONS.Discard, 60)])
def test_closing_asks_what_to_do_with_what_is_not_kept(window: Window, dialog, button, kept) -> None:
    page = dialog.cadences
    press(dialog, Qt.Key.Key_D, CONTROL)
    page.form.amounts["busy"].setValue(90)
    answer_with(BUTTONS.Cancel)
    press(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert page.drafts
    answer_with(button)
    press(dialog, Qt.Key.Key_Escape)
    window.settle()
    assert own_cadences(window)["default-2"]["delay"]["busy"] == {"minutes": kept}
    assert not any(d.isVisible() for d in window.bench.findChildren(RulesDialog))


def test_the_settings_offer_a_cadence_as_soon_as_it_is_kept(window: Window) -> None:
    window.key(Qt.Key.Key_Comma, CONTROL)
    settings = QApplication.activeModalWidget()
    settings.pages.setCurrentWidget(settings.calling)
    window.qtbot.keyClick(settings.calling.edit_rules, Qt.Key.Key_Space)
    rules = settings.findChild(RulesDialog)
    window.qtbot.keyClick(rules.cadences.copy_button, Qt.Key.Key_Space)
    press(rules, Qt.Key.Key_Escape)
    assert settings.calling.cadence.findData("default-2") >= 0
    settings.reject()


# -- the steps on the way to a nurtured lead's day -------------------------------------------------------------------


def way_of(page) -> str:
    return page.form.nurture.course.text()


def faults_of(row) -> list[str]:
    return [line.text() for line in (row.fault, row.doubt) if not line.isHidden()]


def test_the_steps_of_a_shipped_cadence_are_read_and_cannot_be_changed(window: Window, dialog) -> None:
    page = dialog.cadences
    assert way_of(page) == "E-mail 21 d before, LinkedIn 7 d before, then the call"
    press(dialog, Qt.Key.Key_Return, CONTROL)
    page.form.nurture.rows[0].days.setFocus()
    press(dialog, Qt.Key.Key_Up)
    press(dialog, Qt.Key.Key_Delete, CONTROL)
    assert len(page.form.nurture.rows) == 2
    assert (page.drafts, own_cadences(window)) == ({}, {})
    assert not page.form.nurture.add.isVisible()


def test_a_step_is_added_changed_and_taken_away_by_keys(window: Window, dialog) -> None:
    page, steps = dialog.cadences, dialog.cadences.form.nurture
    press(dialog, Qt.Key.Key_D, CONTROL)
    press(dialog, Qt.Key.Key_Return, CONTROL)
    assert QApplication.focusWidget() is steps.rows[2].days
    window.qtbot.keyClicks(QApplication.focusWidget(), "40")
    press(dialog, Qt.Key.Key_Tab)
    press(dialog, Qt.Key.Key_Down)
    press(dialog, Qt.Key.Key_Tab)
    press(dialog, Qt.Key.Key_Down)
    assert way_of(page) == "LinkedIn 40 d before, E-mail 21 d before, LinkedIn 7 d before, then the call"
    steps.rows[1].days.setFocus()
    press(dialog, Qt.Key.Key_Delete, CONTROL)
    press(dialog, Qt.Key.Key_S, CONTROL)
    assert own_cadences(window)["default-2"]["nurture"] == [
        {"days_before": 21, "channel": "email", "template": "news"},
        {"days_before": 40, "channel": "linkedin", "template": "connect"},
    ]
    for _ in range(2):
        steps.rows[0].way.setFocus()
        press(dialog, Qt.Key.Key_Delete, CONTROL)
    assert way_of(page).startswith("No step on the way")
    assert QApplication.focusWidget() is steps.add
    press(dialog, Qt.Key.Key_S, CONTROL)
    assert "nurture" not in own_cadences(window)["default-2"]


def test_another_way_and_back_keeps_the_letter_of_a_step(window: Window, dialog) -> None:
    page = dialog.cadences
    press(dialog, Qt.Key.Key_D, CONTROL)
    row = page.form.nurture.rows[0]
    row.way.setFocus()
    press(dialog, Qt.Key.Key_End)
    assert row.values() == {"days_before": 21, "channel": "call"}
    assert not row.letter.isEnabled()
    press(dialog, Qt.Key.Key_Home)
    assert row.values() == {"days_before": 21, "channel": "email", "template": "news"}
    assert not page.drafts


def test_a_letter_nobody_knows_is_said_and_kept(window: Window, dialog) -> None:
    workspace, page = window.bench.workspace, dialog.cadences
    values = own_rules.copy_of_cadence(workspace, workspace.cadences["quick"])
    values["nurture"] = [
        {"days_before": 9, "channel": "email", "template": "gone"},
        {"days_before": 3, "channel": "linkedin", "template": "news"},
    ]
    own_rules.keep_own_cadence(workspace, values)
    page.reload()
    page.show_entry("quick-2")
    first, second = page.form.nurture.rows
    assert faults_of(first)[0].startswith("No letter is called “gone”")
    assert faults_of(second)[0].startswith("The letter “news” is for another way")
    first.days.setFocus()
    press(dialog, Qt.Key.Key_Up)
    press(dialog, Qt.Key.Key_S, CONTROL)
    assert page.said.text() == "Kept."
    assert own_cadences(window)["quick-2"]["nurture"][0] == {"days_before": 10, "channel": "email", "template": "gone"}
    first = page.form.nurture.rows[0]
    first.letter.setFocus()
    press(dialog, Qt.Key.Key_Home)
    assert faults_of(first) == []


@pytest.mark.parametrize("channel", [c.value for c in Channel])
def test_a_step_by_any_way_is_shown_and_given_back_as_it_stands(window: Window, dialog, channel) -> None:
    workspace, page = window.bench.workspace, dialog.cadences
    values = own_rules.copy_of_cadence(workspace, workspace.cadences["quick"])
    values["nurture"] = [{"days_before": 9, "channel": channel}]
    own_rules.keep_own_cadence(workspace, values)
    page.reload()
    page.show_entry("quick-2")
    assert page.form.nurture.values() == values["nurture"]
    assert way_of(page) == f"{workspace_way(window, channel)} 9 d before, then the call"


def workspace_way(window: Window, channel: str) -> str:
    return window.bench.words.text("try_channel", channel)


def test_there_are_ten_steps_at_most(window: Window, dialog) -> None:
    page = dialog.cadences
    press(dialog, Qt.Key.Key_D, CONTROL)
    for _ in range(12):
        press(dialog, Qt.Key.Key_Return, CONTROL)
    assert len(page.form.nurture.rows) == 10
    assert not page.form.nurture.add.isEnabled()
    assert page.form.nurture.rows[-1].days.value() == 21 + 8 * 7
    press(dialog, Qt.Key.Key_S, CONTROL)
    assert page.said.text() == "Kept."


# -- calling rules ---------------------------------------------------------------------------------------------------


def own_rules_kept(window: Window) -> list[tuple[str, str, list[dict]]]:
    with window.bench.workspace.store.read() as tx:
        kept = rule_store.get_calling_rules(tx)
    return [(country, kind, tomllib.loads(content)["rule"]) for (country, kind), content in kept.items()]


@pytest.fixture
def page(dialog, window: Window):
    """The calling rules, brought to the front by keys."""
    dialog.pages.tabBar().setFocus()
    press(dialog, Qt.Key.Key_Right)
    assert dialog.calling_rules.isVisible()
    dialog.calling_rules.list.setFocus()
    return dialog.calling_rules


def test_shipped_calling_rules_are_read_each_with_its_day_and_source(window: Window, page, dialog) -> None:
    assert titles(page)[0] == ("FR · Professional", "shipped · since 25 May 2018")
    for _ in range(2):
        press(dialog, Qt.Key.Key_Down)
    assert titles(page)[2] == ("FR · Consumer", "shipped · 1 Mar 2023, not in force")
    assert page.form.days["1"].text() == "10:00-13:00, 14:00-20:00"
    assert page.form.source.text().startswith("Code de la consommation")
    window.qtbot.keyClicks(page.form.source, "x")
    window.qtbot.keyClick(page.form.consent, Qt.Key.Key_Space)
    assert page.drafts == {}


def test_an_own_version_is_copied_changed_by_keys_and_in_force_at_once(window: Window, page, dialog) -> None:
    press(dialog, Qt.Key.Key_D, CONTROL)
    assert titles(page)[0] == ("FR · Professional", "your own · since 25 May 2018")
    form = page.form
    form.any_hour.setFocus()
    press(dialog, Qt.Key.Key_Space)
    assert form._faults["hours"].text() == "Holds no hour at all"
    form.days["1"].setFocus()
    window.qtbot.keyClicks(form.days["1"], "14:00-16")
    assert "such as 09:00-12:30" in form._faults["hours.1"].text()
    assert form.opening.text() == ""
    window.qtbot.keyClicks(form.days["1"], ":30")
    assert not form._faults["hours.1"].isVisible()
    assert form.opening.text() == "Within your own hours, a lead could next be called under it: 14:00."
    form.refusal.setFocus()
    form.refusal.selectAll()
    window.qtbot.keyClicks(form.refusal, "45")
    press(dialog, Qt.Key.Key_S, CONTROL)
    window.settle()
    ((country, kind, (rule,)),) = own_rules_kept(window)
    assert (country, kind, rule["hours"]) == ("FR", "professional", {"1": ["14:00-16:30"]})
    assert (rule["refusal_days"], rule["basis"]) == (45, "law")
    assert window.bench.workspace.rules_for("").refusal_days == 45
    assert [c.figure for c in window.view.queue.counts.cells] == ["0", "4", "0"]


def test_an_own_version_let_go_leaves_the_shipped_one(window: Window, page, dialog) -> None:
    press(dialog, Qt.Key.Key_D, CONTROL)
    assert len(own_rules_kept(window)) == 1
    page.list.setFocus()
    answer_with(BUTTONS.Yes)
    press(dialog, Qt.Key.Key_Delete)
    assert own_rules_kept(window) == []
    assert titles(page)[0] == ("FR · Professional", "shipped · since 25 May 2018")


def test_a_rule_for_another_country_is_made_from_that_of_any_other(window: Window, page, dialog) -> None:
    press(dialog, Qt.Key.Key_End)
    press(dialog, Qt.Key.Key_D, CONTROL)
    page.form.country.setFocus()
    window.qtbot.keyClicks(page.form.country, "p1")
    assert page.form._faults["country"].isVisible()
    press(dialog, Qt.Key.Key_Backspace)
    window.qtbot.keyClicks(page.form.country, "t")
    press(dialog, Qt.Key.Key_S, CONTROL)
    assert [(c, k) for c, k, _ in own_rules_kept(window)] == [("PT", "consumer")]
    assert titles(page)[0] == ("PT · Consumer", "your own · since 1 Jan 2024")


# -- letters ---------------------------------------------------------------------------------------------------------


def own_letters(window: Window) -> dict[str, dict]:
    with window.bench.workspace.store.read() as tx:
        return {i: tomllib.loads(content) for i, content in rule_store.get_templates(tx).items()}


@pytest.fixture
def letters(dialog, window: Window):
    """The letters, brought to the front by keys, the first of them shown."""
    dialog.pages.tabBar().setFocus()
    for _ in range(2):
        press(dialog, Qt.Key.Key_Right)
    assert dialog.letters.isVisible()
    dialog.letters.list.setFocus()
    return dialog.letters


def read_aloud(page, language: str) -> str:
    return page.form.read[language].text()


def test_shipped_letters_are_read_as_the_lead_on_the_desk_would_and_cannot_be_changed(
    window: Window, letters, dialog
) -> None:
    assert titles(letters)[0] == ("Before we speak again", "E-mail · shipped")
    assert "AS ANNE ARNAUD" in letters.form.preview.accessibleName().upper()
    assert read_aloud(letters, "fr").startswith("Nous nous reparlons bientôt, Anne\n\nBonjour Anne,\n\nNous devions")
    window.qtbot.keyClicks(letters.form.fields["body.en"], "x")
    letters.form.fields["body.en"].setFocus()
    press(dialog, Qt.Key.Key_I, CONTROL)
    assert (letters.drafts, own_letters(window)) == ({}, {})


def test_a_copy_of_a_letter_is_written_by_keys_with_its_places_and_kept(window: Window, letters, dialog) -> None:
    form = letters.form
    press(dialog, Qt.Key.Key_D, CONTROL)
    window.qtbot.keyClicks(QApplication.focusWidget(), "After the fair")
    form.fields["subject.en"].setFocus()
    form.fields["subject.en"].selectAll()
    window.qtbot.keyClicks(QApplication.focusWidget(), "For ")
    press(dialog, Qt.Key.Key_I, CONTROL)
    menu = QApplication.activePopupWidget()
    window.qtbot.keyClick(menu, Qt.Key.Key_Down)
    window.qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert form.fields["subject.en"].text() == "For {last_name}"
    press(dialog, Qt.Key.Key_Tab)
    press(dialog, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is form.fields["body.en"]
    press(dialog, Qt.Key.Key_A, CONTROL)
    window.qtbot.keyClicks(QApplication.focusWidget(), "Hello,")
    press(dialog, Qt.Key.Key_Return)
    window.qtbot.mouseClick(form.places["company"], Qt.MouseButton.LeftButton)
    assert read_aloud(letters, "en") == "For Arnaud\n\nHello,\nAlpha"
    assert titles(letters)[0][1] == "changed, not kept yet"
    press(dialog, Qt.Key.Key_S, CONTROL)
    kept = own_letters(window)["before-2"]
    assert kept["name"] == {"en": "After the fair", "fr": "Avant de nous reparler (copie)"}
    assert (kept["subject"]["en"], kept["body"]["en"]) == ("For {last_name}", "Hello,\n{company}")
    assert kept["body"]["fr"] == shipped_templates()["before"].body["fr"]
    dialog.pages.setCurrentWidget(dialog.cadences)
    dialog.cadences.copy_chosen()
    assert dialog.cadences.form.nurture.rows[0].letter.findText("After the fair") >= 0


def test_an_unknown_place_is_pointed_out_and_kept_and_a_missing_text_is_not(window: Window, letters, dialog) -> None:
    form = letters.form
    press(dialog, Qt.Key.Key_D, CONTROL)
    form.fields["body.fr"].setFocus()
    window.qtbot.keyClicks(form.fields["body.fr"], "{prenom} ")
    assert form._doubts["body.fr"].text().startswith("{prenom} is no place that is filled in")
    press(dialog, Qt.Key.Key_S, CONTROL)
    assert own_letters(window)["before-2"]["body"]["fr"].startswith("{prenom} Bonjour")
    form.fields["body.fr"].setFocus()
    press(dialog, Qt.Key.Key_A, CONTROL)
    press(dialog, Qt.Key.Key_Delete)
    assert form._faults["body.fr"].text() == "The text is missing in this language"
    press(dialog, Qt.Key.Key_S, CONTROL)
    assert letters.said.text() == "Mend what is marked first."
    assert own_letters(window)["before-2"]["body"]["fr"].startswith("{prenom} Bonjour")


def test_a_shipped_letter_is_reworded_in_its_place_and_holds_again_once_let_go(window: Window, letters, dialog) -> None:
    press(dialog, Qt.Key.Key_D, CONTROL | SHIFT)
    assert titles(letters)[0] == ("Before we speak again", "E-mail · your own")
    assert len(titles(letters)) == 4
    assert QApplication.focusWidget() is letters.form.fields["body.en"]
    window.qtbot.keyClicks(QApplication.focusWidget(), "Good day. ")
    press(dialog, Qt.Key.Key_S, CONTROL)
    assert templates.templates(window.bench.workspace)["before"].body["en"].startswith("Good day. Hello")
    press(dialog, Qt.Key.Key_D, CONTROL | SHIFT)  # one of your own is reworded where it stands
    assert templates.templates(window.bench.workspace)["before"].body["en"].startswith("Good day. Hello")
    letters.list.setFocus()
    answer_with(BUTTONS.No)
    press(dialog, Qt.Key.Key_Delete)
    assert "before" in own_letters(window)
    assert letters.drop_question(letters.entry).startswith("The shipped letter holds again")
    answer_with(BUTTONS.Yes)
    press(dialog, Qt.Key.Key_Delete)
    assert own_letters(window) == {}
    assert templates.templates(window.bench.workspace)["before"] == shipped_templates()["before"]


def test_a_letter_for_linkedin_needs_no_subject_and_one_written_stays_to_be_seen(
    window: Window, letters, dialog
) -> None:
    form = letters.form
    letters.show_entry("connect")
    assert form._labelled["subject.en"].isHidden()
    letters.show_entry("before")
    press(dialog, Qt.Key.Key_D, CONTROL)
    form.way.setFocus()
    press(dialog, Qt.Key.Key_Down)
    assert not form._labelled["subject.en"].isHidden()
    for language in ("en", "fr"):
        form.fields[f"subject.{language}"].setFocus()
        press(dialog, Qt.Key.Key_A, CONTROL)
        press(dialog, Qt.Key.Key_Delete)
    press(dialog, Qt.Key.Key_S, CONTROL)
    kept = own_letters(window)["before-2"]
    assert (kept["channel"], "subject" in kept) == ("linkedin", False)


def test_a_no_break_space_pasted_in_a_letter_stays_one(window: Window, letters, dialog) -> None:
    press(dialog, Qt.Key.Key_D, CONTROL)
    letters.form.fields["body.fr"].setFocus()
    QApplication.clipboard().setText("Vrai\u00a0? Oui\u202f! ")
    press(dialog, Qt.Key.Key_V, CONTROL)
    press(dialog, Qt.Key.Key_S, CONTROL)
    assert own_letters(window)["before-2"]["body"]["fr"].startswith("Vrai\u00a0? Oui\u202f! Bonjour")


def test_closing_asks_for_letters_too(window: Window, letters, dialog) -> None:
    press(dialog, Qt.Key.Key_D, CONTROL)
    window.qtbot.keyClicks(QApplication.focusWidget(), "Mine")
    answer_with(BUTTONS.Save)
    press(dialog, Qt.Key.Key_Escape)
    assert own_letters(window)["before-2"]["name"]["en"] == "Mine"


def test_without_a_lead_a_letter_is_shown_as_someone_invented_would_read_it(window: Window, qtbot) -> None:
    page = TemplatesPage(window.bench.workspace, window.bench.words, None)
    qtbot.addWidget(page)
    assert page.form.preview.accessibleName() == "As Jane Archer, invented, would read it"
    assert "{" not in read_aloud(page, "en") + read_aloud(page, "fr")
