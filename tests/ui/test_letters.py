"""Nurturing worked by keys: a step is written, noted or left out; and someone else at the company comes on the desk."""

from datetime import date

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, QUrlQuery, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication

from sdrdesk.core.domain.lead import Lead
from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.recommendation import Decision
from sdrdesk.core.domain.template import Letter
from sdrdesk.core.operations import calls, leads, own_templates
from sdrdesk.ui.calls.letter_urls import LONGEST_MAIL, is_too_long, mail_to, profile_of
from tests.support import paris
from tests.ui.window import Window

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Taker(QObject):
    """Stands where the system's programs are: takes the addresses handed to them."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[QUrl] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.urls.append(url)


@pytest.fixture
def opened():
    taker = Taker()
    for scheme in ("mailto", "https"):
        QDesktopServices.setUrlHandler(scheme, taker, "take")
    yield taker.urls
    for scheme in ("mailto", "https"):
        QDesktopServices.unsetUrlHandler(scheme)


def standing(window: Window, lead_id: str):
    return leads.dossier(window.bench.workspace, lead_id).summary.standing


def nurtured(window: Window) -> str:
    """The lead in hand, put off by keys with the steps that its cadence proposes."""
    lead_id = window.desk.session.lead_id
    leads.edit_lead(window.bench.workspace, lead_id, {"email": "anne@arnaud.fr"})
    window.desk.reload()
    window.key(Qt.Key.Key_L, CONTROL)
    form = window.view.acts.form
    form.day.set_day(date(2027, 3, 1))
    assert form.warm_up.text() == "Warm up on the way: E-mail Mon 8 Feb, LinkedIn Mon 22 Feb"
    window.key(Qt.Key.Key_Return)
    assert standing(window, lead_id).code == "nurture_step"
    return lead_id


def test_a_step_is_opened_then_noted_and_the_next_lead_comes(window: Window, opened) -> None:
    lead_id = nurtured(window)
    window.clock.at = paris("2027-02-08T10:00")
    window.desk.open_lead(lead_id)
    window.key(Qt.Key.Key_F9)
    window.key(Qt.Key.Key_Return)
    assert [u.scheme() for u in opened] == ["mailto"]
    assert standing(window, lead_id).code == "nurture_step"  # opened is not sent
    assert "Enter" in window.view.acts.form.do_button.text()
    window.key(Qt.Key.Key_Return)
    after = standing(window, lead_id)
    assert (after.code, after.params["channel"]) == ("nurture_step", "linkedin")
    assert window.desk.session.lead_id != lead_id
    window.key(Qt.Key.Key_Z, CONTROL)
    assert standing(window, lead_id).params["channel"] == "email"


def test_a_step_is_left_out_by_one_key_or_left_for_later(window: Window, opened) -> None:
    lead_id = nurtured(window)
    window.clock.at = paris("2027-02-08T10:00")
    window.desk.open_lead(lead_id)
    window.key(Qt.Key.Key_F9)
    window.key(Qt.Key.Key_Escape)
    assert standing(window, lead_id).params["channel"] == "email"
    window.key(Qt.Key.Key_F9)
    window.key(Qt.Key.Key_O, ALT)
    assert standing(window, lead_id).params["channel"] == "linkedin"
    assert opened == []


def test_a_letter_is_written_to_any_lead_without_a_step_and_the_lead_stays(window: Window, opened) -> None:
    lead_id = window.desk.session.lead_id
    leads.edit_lead(window.bench.workspace, lead_id, {"email": "anne@arnaud.fr"})
    window.desk.reload()
    window.key(Qt.Key.Key_F7)
    window.key(Qt.Key.Key_1)
    window.key(Qt.Key.Key_Return)
    window.key(Qt.Key.Key_Return)
    assert [u.path() for u in opened] == ["anne@arnaud.fr"]
    assert window.desk.session.lead_id == lead_id
    assert len(window.desk.session.dossier.touches) == 1
    assert standing(window, lead_id).code == "never_called"  # a letter is no call


def test_a_letter_is_read_with_its_lines_in_either_language(window: Window, opened) -> None:
    window.key(Qt.Key.Key_F7)
    form = window.view.acts.form
    assert form.kind.options[0] == ("before", "1  Before we speak again")
    assert form.text.toPlainText() == ""
    window.key(Qt.Key.Key_2)
    assert form.subject.text() == "Subject: Mon message, Anne"
    assert form.text.toPlainText().startswith("Bonjour Anne,\n\nJe vous ai laissé un message")
    assert form.text.isVisible()
    window.key(Qt.Key.Key_L, ALT)
    assert form.subject.text() == "Subject: My message, Anne"
    assert form.text.toPlainText().startswith("Hello Anne,\n\nI left you a message")
    assert form.text.isReadOnly()
    window.key(Qt.Key.Key_L, ALT)
    assert form.language.value() == "fr"


def test_another_letter_than_the_one_opened_is_opened_before_it_is_noted(window: Window, opened) -> None:
    window.key(Qt.Key.Key_F7)
    form = window.view.acts.form
    window.key(Qt.Key.Key_1)
    window.key(Qt.Key.Key_Return)
    assert form.note.isVisible()
    form.kind.setFocus()
    window.key(Qt.Key.Key_2)
    assert not form.note.isVisible()
    window.key(Qt.Key.Key_Return)
    assert len(opened) == 2
    assert window.desk.session.dossier.touches == ()
    window.key(Qt.Key.Key_Return)
    assert [t.template for t in window.desk.session.dossier.touches] == ["missed"]


def long_letter(window: Window, characters: int) -> None:
    """Keep a template whose text has so many characters."""
    body = ("word " * characters)[:characters]
    own_templates.keep_own_template(
        window.bench.workspace,
        {
            "format": 1,
            "id": "aaa",
            "channel": "email",
            "name": {"en": "Long", "fr": "Longue"},
            "subject": {"en": "S", "fr": "S"},
            "body": {"en": body, "fr": body},
        },
    )


@pytest.mark.parametrize(("characters", "copied"), [(3000, True), (200, False)])
def test_a_letter_too_long_for_some_mail_programs_is_said_and_copied_too(
    window: Window, opened, characters, copied
) -> None:
    QGuiApplication.clipboard().setText("mine")
    long_letter(window, characters)
    window.key(Qt.Key.Key_F7)
    form = window.view.acts.form
    places = [key for key, _said in form.kind.options]
    window.key(Qt.Key.Key_1 + places.index("aaa"))
    assert form.long.isVisible() == copied
    window.key(Qt.Key.Key_PageDown)
    assert (form.text.verticalScrollBar().value() > 0) == copied
    window.key(Qt.Key.Key_Return)
    assert len(opened) == 1  # handed over whole all the same
    said = form.letter.body.strip() if copied else "mine"
    assert QGuiApplication.clipboard().text() == said


def test_what_is_long_counts_the_characters_as_they_are_handed_over() -> None:
    bare = len(mail_to("a@b.fr", Letter("", "x")).toEncoded().data()) - 1
    assert not is_too_long(mail_to("a@b.fr", Letter("", "x" * (LONGEST_MAIL - bare))))
    assert is_too_long(mail_to("a@b.fr", Letter("", "x" * (LONGEST_MAIL - bare + 1))))
    assert is_too_long(mail_to("a@b.fr", Letter("", "é" * 400)))  # six characters each: %C3%A9


@pytest.mark.parametrize("height", [640, 700, 720, 740, 768, 800, 900])
def test_the_form_stands_whole_in_a_low_window_when_it_says_more(window: Window, opened, height) -> None:
    window.shell.resize(1366, height)
    long_letter(window, 3000)
    window.key(Qt.Key.Key_F7)
    form = window.view.acts.form
    window.key(Qt.Key.Key_1 + [key for key, _said in form.kind.options].index("aaa"))
    window.key(Qt.Key.Key_Return)

    for _ in range(5):  # a layout asks the one around it, which asks the next
        QApplication.processEvents()
    bottom = form.mapTo(window.view.stack, form.rect().bottomLeft()).y()
    assert bottom < window.view.stack.height()
    assert form.height() >= form.height_at(form.width())


def test_nothing_is_opened_for_who_objected(window: Window, opened) -> None:
    lead_id = window.desk.session.lead_id
    window.key(Qt.Key.Key_9)
    window.desk.open_lead(lead_id)
    window.key(Qt.Key.Key_F7)
    assert window.view.acts.form is None
    assert opened == []


def test_nothing_is_opened_for_who_objected_while_the_letter_was_read(window: Window, opened) -> None:
    workspace, lead_id = window.bench.workspace, window.desk.session.lead_id
    window.key(Qt.Key.Key_F7)
    calls.record_call(workspace, lead_id, Outcome.OPPOSED)  # by the command line
    window.key(Qt.Key.Key_Return)
    assert opened == []
    assert window.bench.notice.text() == "Opposed to calls: this address is not written to."
    assert window.view.acts.form.do_button.text() == "Open it in the mail program (Enter)"
    window.key(Qt.Key.Key_Escape)


@pytest.fixture
def nothing_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a program that opens addresses."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("BROWSER", "")


def test_without_a_mail_program_the_address_is_copied_and_nothing_is_sent(window: Window, nothing_opens) -> None:
    QGuiApplication.clipboard().setText("mine")
    window.key(Qt.Key.Key_F7)
    window.key(Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "anne@alpha.example"
    assert window.bench.notice.text() == "No program on this machine opens it; the address is copied."
    assert window.view.acts.form.do_button.text() == "Open it in the mail program (Enter)"
    window.key(Qt.Key.Key_Escape)


def test_a_mail_says_subject_and_text_whatever_is_in_them() -> None:
    url = mail_to("zoe@atelier.fr", Letter("Café & co: 50 %?", "Bonjour,\n\nÀ bientôt #1 + 2\n"))
    query = QUrlQuery(QUrl(url.toString(QUrl.ComponentFormattingOption.FullyEncoded)))
    full = QUrl.ComponentFormattingOption.FullyDecoded
    assert query.queryItemValue("subject", full) == "Café & co: 50 %?"
    assert query.queryItemValue("body", full) == "Bonjour,\r\n\r\nÀ bientôt #1 + 2"
    assert (url.scheme(), url.path()) == ("mailto", "zoe@atelier.fr")


def test_an_address_that_carries_more_than_an_address_adds_nothing_to_the_letter(window: Window, opened) -> None:
    window.desk.reach.write_to("anne@alpha.example?bcc=other@evil.example&body=hello")
    assert [(u.path(), u.query()) for u in opened] == [("anne@alpha.example?bcc=other@evil.example&body=hello", "")]


def test_a_profile_is_opened_or_looked_for() -> None:
    assert profile_of(Lead("x", linkedin="linkedin.com/in/zoe")).toString() == "https://linkedin.com/in/zoe"
    for address in ("file:///etc/passwd", "javascript:alert(1)", "smb://host/share", "https://", "ms-word:ofe|u|x"):
        assert profile_of(Lead("x", linkedin=address)).host() == "www.linkedin.com", address
    search = profile_of(Lead("x", first_name="Zoé", last_name="Petit", company="A & B"))
    found = QUrlQuery(QUrl(search.toString(QUrl.ComponentFormattingOption.FullyEncoded)))
    assert found.queryItemValue("keywords", QUrl.ComponentFormattingOption.FullyDecoded) == "Zoé Petit A & B"


# -- someone else there ----------------------------------------------------------------------------------------------


def test_someone_else_there_is_on_the_desk_in_two_keys_and_a_name(window: Window) -> None:
    before = window.desk.session.dossier.summary.lead
    window.key(Qt.Key.Key_F6)
    window.type("Zoe")
    window.key(Qt.Key.Key_Return)
    lead = window.desk.session.dossier.summary.lead
    assert (lead.first_name, lead.company, lead.phone) == ("Zoe", before.company, before.phone)
    assert lead.id != before.id
    window.key(Qt.Key.Key_Z, CONTROL)
    assert not leads.find_leads(window.bench.workspace, leads.LeadFilter(search="Zoe"))


def test_someone_else_there_needs_a_name(window: Window) -> None:
    window.key(Qt.Key.Key_F6)
    window.key(Qt.Key.Key_Return)
    assert window.view.acts.form.fault.text() == "Say who it is: a name, a job title or an address."


def test_a_lead_put_off_without_steps_waits_for_its_day_alone(window: Window) -> None:
    lead_id = window.desk.session.lead_id
    window.key(Qt.Key.Key_L, CONTROL)
    window.view.acts.form.warm_up.setChecked(False)
    window.key(Qt.Key.Key_Return)
    assert standing(window, lead_id).code == "nurture"
    assert leads.dossier(window.bench.workspace, lead_id).decisions[-1].decision == Decision.LATER
