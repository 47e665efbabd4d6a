"""The hand-off sheet: the same page every time, saying what is known, what proves it, and what is not known yet."""

import re

import pytest

from sdrdesk.core.domain.outcomes import Outcome
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.errors import UserError
from sdrdesk.core.operations import leads
from sdrdesk.core.operations.calls import record_call
from sdrdesk.core.operations.handoffs import LONGEST_NOTE, handoff_html, handoff_of, handoff_text, write_handoffs
from sdrdesk.core.operations.qualification import Meeting, answer_criterion, decide, override_criterion
from sdrdesk.core.words import Words
from tests.support import paris

EN, FR = Words("en"), Words("fr")
PARTS_EN = ["Who", "Need", "What was said and done", "Role in the decision", "Timing", "Potential", "Verdict",
            "Still unknown", "Next step"]  # fmt: skip
PARTS_FR = ["Qui", "Besoin", "Ce qui a été dit et fait", "Rôle dans la décision", "Échéance", "Potentiel", "Verdict",
            "Encore inconnu", "Prochaine étape"]  # fmt: skip


def anne(desk):
    return desk.add(first_name="Anne", last_name="Arnaud", company="Alpha", job_title="CEO", email="a@alpha.example")


def said(part):
    return [(line.label, line.text, line.proof) for line in part]


@pytest.mark.parametrize(("words", "parts"), [(EN, PARTS_EN), (FR, PARTS_FR)], ids=["en", "fr"])
def test_a_lead_nobody_called_yet_has_the_same_page_with_its_gaps_said(desk, words, parts):
    lead = desk.add(last_name="Roy")
    write_handoffs(desk.workspace, [lead], desk.workspace.store.path.parent / "roy.md", words)
    page = (desk.workspace.store.path.parent / "roy.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.*)$", page, re.MULTILINE) == parts
    sheet = handoff_of(desk.workspace, lead, words)
    assert sheet.parts["need"] == ()
    assert [line.label for line in sheet.parts["unknown"]]  # every question of the grid that is not about signals
    assert {line.text for line in sheet.parts["unknown"]} == {words.text("handoff", "not_asked")}


def test_answers_stand_in_their_part_with_the_words_that_prove_them(desk):
    lead = anne(desk)
    grid = desk.workspace.grid
    need = next(c for c in grid.criteria if c.topic == "need")
    answer_criterion(desk.workspace, lead, need.id, need.options[0].id, evidence="« two hours lost a day »")
    sheet = handoff_of(desk.workspace, lead, EN)
    assert said(sheet.parts["need"]) == [(need.label["en"], need.options[0].label["en"], "« two hours lost a day »")]
    assert "“two hours lost a day”" in handoff_text(sheet, EN)
    assert "««" not in handoff_text(handoff_of(desk.workspace, lead, FR), FR)
    assert need.label["en"] not in [line.label for line in sheet.parts["unknown"]]


def test_asked_and_not_known_is_told_from_not_asked(desk):
    lead = anne(desk)
    need = next(c for c in desk.workspace.grid.criteria if c.topic == "need")
    answer_criterion(desk.workspace, lead, need.id, None)
    unknown = {line.label: line.text for line in handoff_of(desk.workspace, lead, EN).parts["unknown"]}
    assert unknown.pop(need.label["en"]) == "asked, not known"
    assert set(unknown.values()) <= {"not asked", "presumed, to be confirmed"}


def test_the_meeting_its_check_and_who_comes_are_the_next_step(desk):
    lead = anne(desk)
    checked = {"shared": "yes, by the plant", "deciders": "Paul"}
    meeting = Meeting(paris("2026-12-01T14:00"), "Zoé")
    decide(desk.workspace, lead, Decision.NOW, Route.MEETING, meeting=meeting, checked=checked)
    lines = [line.text for line in handoff_of(desk.workspace, lead, EN).parts["next"]]
    assert lines[0] == "Meeting — Tue 1 Dec 14:00, With Zoé"
    assert "Is the need shared by the organisation? yes, by the plant" in lines
    assert "Who else decides? Paul" in lines
    assert "check not complete" in lines


def test_a_meeting_is_told_by_both_clocks_where_they_differ(desk):
    lead = desk.add(last_name="Roy", country="GB")  # London is an hour behind Paris
    meeting = Meeting(paris("2026-12-01T14:00"), "Zoé")
    decide(desk.workspace, lead, Decision.NOW, Route.MEETING, meeting=meeting, checked={"shared": "yes"})
    lines = [line.text for line in handoff_of(desk.workspace, lead, EN).parts["next"]]
    assert lines[0] == "Meeting — Tue 1 Dec 13:00 (Tue 1 Dec 14:00 here), With Zoé"


def test_a_nurturing_says_its_day_and_an_exclusion_its_reason(desk):
    later, never = anne(desk), desk.add(last_name="Roy", phone="+33612345679")
    decide(desk.workspace, later, Decision.LATER, Route.NURTURE, until=paris("2027-03-01T00:00").date())
    decide(desk.workspace, never, Decision.NEVER, Route.EXCLUDE, reason="no_need")
    assert handoff_of(desk.workspace, later, EN).parts["next"][0].text == "Nurturing — 1 Mar 2027"
    sheet = handoff_of(desk.workspace, never, FR)
    assert sheet.parts["verdict"][0].text.startswith("Jamais, aucun besoin — Alix, ")
    assert sheet.said.startswith("Jamais · 0 sur 100")


def test_who_objected_is_handed_over_without_a_number_or_an_address(desk):
    lead = anne(desk)
    record_call(desk.workspace, lead, Outcome.OPPOSED)
    sheet = handoff_of(desk.workspace, lead, EN)
    for text in (handoff_text(sheet, EN), handoff_html(sheet, EN)):
        assert "a@alpha.example" not in text
        assert "6 12 34 56 78" not in text
    assert sheet.parts["who"][0].text == "Objects to being contacted: no number and no address is given here."


def test_a_wrong_number_is_said_beside_it(desk):
    lead = anne(desk)
    record_call(desk.workspace, lead, Outcome.WRONG_NUMBER)
    assert handoff_of(desk.workspace, lead, EN).parts["who"][0].text == "+33 6 12 34 56 78 (wrong number)"


def test_the_newest_signals_and_notes_are_there_and_a_long_note_is_cut_visibly(desk):
    lead = anne(desk)
    leads.add_signal(desk.workspace, lead, "webinar", paris("2026-11-02T09:00"), detail="Leaks")
    for text in ("first", "second", "third", "x" * (LONGEST_NOTE + 1)):
        leads.add_note(desk.workspace, lead, text)
    lines = [line.text for line in handoff_of(desk.workspace, lead, EN).parts["proof"]]
    assert lines[0] == "Webinar · event · Leaks"
    assert sorted(lines[1:]) == ["second", "third", "x" * LONGEST_NOTE + "…"]


def test_an_elimination_and_its_reversal_are_said(desk):
    lead = anne(desk)
    out = next(c for c in desk.workspace.grid.criteria for o in c.options if o.eliminates)
    answer = next(o for o in out.options if o.eliminates)
    answer_criterion(desk.workspace, lead, out.id, answer.id)
    verdict = handoff_of(desk.workspace, lead, EN).parts["verdict"]
    assert [(line.label, line.text) for line in verdict if line.label == "Out"] == [
        ("Out", f"{out.label['en']} — {EN.text('reason', answer.eliminates)}")
    ]
    override_criterion(desk.workspace, lead, out.id, "a new plant")
    sheet = handoff_of(desk.workspace, lead, EN)
    assert not [line for line in sheet.parts["verdict"] if line.label == "Out"]
    assert f"{answer.label['en']} — kept in the running by Alix: a new plant" in handoff_text(sheet, EN)


def test_what_was_typed_is_no_markup_in_any_of_the_files(desk, tmp_path):
    lead = desk.add(last_name="<b>Roy</b>", company="[click](http://x)", job_title="*boss*")
    leads.add_note(desk.workspace, lead, "# no heading\n- no item")
    page = handoff_html(handoff_of(desk.workspace, lead, EN), EN)
    assert "&lt;b&gt;Roy&lt;/b&gt;" in page
    assert "<b>" not in page
    write_handoffs(desk.workspace, [lead], tmp_path / "roy.md", EN)
    text = (tmp_path / "roy.md").read_text(encoding="utf-8")
    assert r"\<b\>Roy\</b\>" in text
    assert r"\[click\](http://x)" in text
    assert r"\# no heading" in text
    assert "\n# no heading" not in text


def test_several_leads_are_files_of_their_own_and_namesakes_do_not_overwrite_each_other(desk, tmp_path):
    ids = [desk.add(first_name="Anne", last_name="Roy", phone=f"+3361234567{n}", email=f"{n}@x.fr") for n in range(3)]
    written = write_handoffs(desk.workspace, ids, tmp_path / "week.txt", EN)
    assert [p.name for p in written] == ["week-Anne-Roy.txt", "week-Anne-Roy-2.txt", "week-Anne-Roy-3.txt"]
    assert [f"{n}@x.fr" in p.read_text(encoding="utf-8") for n, p in enumerate(written)] == [True] * 3


def test_another_kind_of_file_and_a_missing_printer_are_refused_in_words(desk, tmp_path):
    lead = anne(desk)
    for name, code in (("a.docx", "unknown_handoff"), ("a.pdf", "no_printer")):
        with pytest.raises(UserError) as raised:
            write_handoffs(desk.workspace, [lead], tmp_path / name, EN)
        assert raised.value.code == code
        assert not (tmp_path / name).exists()


def test_several_sheets_have_names_that_every_disk_tells_apart_and_can_hold(desk, tmp_path):
    names = ("Dupont", "DUPONT", "X" * 300, "É" * 300)
    ids = [desk.add(last_name=name, phone=f"061234560{n}") for n, name in enumerate(names)]
    made = write_handoffs(desk.workspace, ids, tmp_path / "h.md", EN)
    assert [path.name for path in made] == ["h-Dupont.md", "h-DUPONT-2.md", f"h-{'X' * 50}.md", f"h-{'É' * 50}.md"]
    assert sorted(path.name for path in tmp_path.glob("h*")) == sorted(path.name for path in made)


KNOWN_BY = [{"email": "secret@x.fr", "phone": ""}, {"phone": "+33612345679"}]


@pytest.mark.parametrize("known", KNOWN_BY, ids=["email", "phone"])
def test_who_objected_and_has_no_name_is_not_named_by_what_they_are_reached_by(desk, known):
    lead = desk.add(last_name="", **known)
    record_call(desk.workspace, lead, Outcome.OPPOSED)
    sheet = handoff_of(desk.workspace, lead, EN)
    assert sheet.name == lead[:8]
    for text in (handoff_text(sheet, EN), handoff_html(sheet, EN)):
        assert "secret" not in text
        assert "612345679" not in text.replace(" ", "")


def test_the_source_is_said_in_the_words_of_who_reads_it(desk):
    with_source = {"last_name": "Roux", "source": "info_request", "source_date": "2026-09-17"}
    _changes, lead = leads.add_lead(desk.workspace, with_source)
    for words, said in ((FR, "Demande d’information, 17 sept. 2026"), (EN, "Information request, 17 Sep 2026")):
        assert said in [line.text for line in handoff_of(desk.workspace, lead, words).parts["who"]]
    _changes, lead = leads.add_lead(desk.workspace, {"last_name": "Roy", "source": "Salon de Lyon"})
    assert "Salon de Lyon" in [line.text for line in handoff_of(desk.workspace, lead, FR).parts["who"]]
