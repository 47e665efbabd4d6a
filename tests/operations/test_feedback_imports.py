"""Lists of what sales answered: each row finds its lead or says why not, nothing is kept twice, all can be undone."""

import json
from datetime import timedelta

import pytest

from sdrdesk.core.domain.feedback import SHIPPED_REASONS, SalesAnswer
from sdrdesk.core.domain.lead import Stage
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.errors import UserError
from sdrdesk.core.exchange.feedback_columns import map_feedback_headers, sales_answer
from sdrdesk.core.operations.fact_lists import FATES
from sdrdesk.core.operations.feedback import handoff_to, record_feedback
from sdrdesk.core.operations.feedback_imports import apply_feedback, plan_feedback
from sdrdesk.core.operations.file_plans import problem_sentence
from sdrdesk.core.operations.leads import dossier
from sdrdesk.core.operations.merging import merge_leads
from sdrdesk.core.operations.qualification import decide
from sdrdesk.core.operations.undo import undo_operation
from sdrdesk.core.words import LANGUAGES, Words
from tests.support import NOW, PARIS, write_rows

HEADER = ["E-mail", "Réponse", "Date", "Motif", "Ce qui manquait", "Commentaire", "Vendeur"]


def handed(desk, **values):
    lead = desk.add(**values)
    decide(desk.workspace, lead, Decision.NOW, Route.MEETING)
    return lead


def listed(tmp_path, *rows, header=HEADER):
    return write_rows(tmp_path / "answers.csv", header, [[*row, *[""] * (len(header) - len(row))] for row in rows])


def planned(desk, path):
    plan = plan_feedback(desk.workspace, path)
    try:
        return tuple(plan.counts[f] for f in FATES), [(p.line, p.column, p.code) for p in plan.problems()]
    finally:
        plan.close()


def imported(desk, path):
    plan = plan_feedback(desk.workspace, path)
    try:
        return apply_feedback(desk.workspace, plan)
    finally:
        plan.close()


def said(desk, lead):
    return [
        (f.answer, f.reason, f.at.astimezone(PARIS).strftime("%d/%m %H:%M"), f.via)
        for f in dossier(desk.workspace, lead).feedback
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_is_understood_as_we_say_it(language):
    words = Words(language)
    assert {a: sales_answer(words.text("sales_answer", a)) for a in SalesAnswer} == {a: a for a in SalesAnswer}


@pytest.mark.parametrize(
    ("words", "answer"),
    [("Closed won", "won"), ("RDV honoré", "meeting_held"), ("refusée", "rejected"), ("MEETING_HELD", "meeting_held"),
     ("Sales Accepted", "accepted"), ("maybe", None), ("", None)],
)  # fmt: skip
def test_the_words_of_people_and_crms_stand_for_answers(words, answer):
    assert sales_answer(words) == answer


def test_the_columns_of_the_answer_are_found_beside_those_of_the_lead():
    columns = map_feedback_headers(["Prénom", "Nom", "Société", "Statut", "Date du retour", "Motif de refus", "Âge"])
    assert set(columns.sources) == {
        "first_name", "last_name", "company", "feedback_answer", "feedback_at", "feedback_reason",
    }  # fmt: skip
    assert columns.unmapped == ("Âge",)


def test_a_list_is_recorded_with_all_it_says_and_the_stages_follow(desk, tmp_path):
    lea = handed(desk, email="lea@acme.fr")
    tom = handed(desk, email="tom@acme.fr", last_name="Durand")
    desk.clock.at = NOW + timedelta(days=5)
    path = listed(
        tmp_path,
        ["lea@acme.fr", "Opportunité", "26/11/2026"],
        [
            "tom@acme.fr",
            "Refusé",
            "27/11/2026",
            "Aucun rôle dans la décision",
            "Besoin, prix",
            "Voir son chef",
            "Paul Rey",
        ],
    )
    done = imported(desk, path)
    assert done.counts == {"added": 2, "known": 0, "not_found": 0, "refused": 0}
    assert said(desk, lea) == [("opportunity", "", "26/11 00:00", "import")]
    assert desk.lead(lea).lead.stage is Stage.OPPORTUNITY
    (answer,) = dossier(desk.workspace, tom).feedback
    assert (answer.reason, answer.who, answer.text) == ("wrong_person", "Paul Rey", "Voir son chef\nprix")
    assert json.loads(answer.missing) == ["need"]
    assert answer.decision
    assert handoff_to(desk.workspace, tom)[0] == "given_back"


def test_the_same_list_twice_records_nothing_twice_and_all_of_it_can_be_taken_back(desk, tmp_path):
    lea = handed(desk, email="lea@acme.fr")
    path = listed(tmp_path, ["lea@acme.fr", "Gagné", "24/11/2026"], ["lea@acme.fr", "Closed won", "24/11/2026"])
    first = imported(desk, path)
    assert (first.counts["added"], first.counts["known"]) == (1, 1)
    assert imported(desk, path).counts == {"added": 0, "known": 2, "not_found": 0, "refused": 0}
    undo_operation(desk.workspace, first.operation)
    assert said(desk, lea) == []
    assert desk.lead(lea).lead.stage is Stage.SQL


def test_what_was_recorded_by_hand_that_day_is_known(desk, tmp_path):
    lea = handed(desk, email="lea@acme.fr")
    record_feedback(desk.workspace, lea, "accepted")
    assert planned(desk, listed(tmp_path, ["lea@acme.fr", "Accepté", "24/11/2026"]))[0] == (0, 1, 0, 0)


def test_each_row_that_cannot_be_recorded_says_why_with_its_line(desk, tmp_path):
    handed(desk, email="lea@acme.fr")
    path = listed(
        tmp_path,
        ["lea@acme.fr", "peut-être", "24/11/2026"],
        ["lea@acme.fr", "", "24/11/2026"],
        ["lea@acme.fr", "Accepté", "hier"],
        ["lea@acme.fr", "Accepté", ""],
        ["lea@acme.fr", "Accepté", "25/11/2026"],
        ["", "Accepté", "24/11/2026"],
        ["nobody@acme.fr", "Accepté", "24/11/2026"],
    )
    assert planned(desk, path) == (
        (0, 0, 1, 6),
        [
            (2, "answer", "feedback_answer"),
            (3, "answer", "feedback_answer_missing"),
            (4, "at", "signal_date"),
            (5, "at", "signal_date_missing"),
            (6, "at", "feedback_ahead"),
            (7, "", "feedback_nobody"),
            (8, "", "signal_not_found"),
        ],
    )


def test_a_row_that_fits_two_leads_is_of_neither(desk, tmp_path):
    handed(desk, phone="+33612345678", last_name="Un")
    handed(desk, phone="+33612345678", last_name="Deux")
    path = listed(tmp_path, ["06 12 34 56 78", "won", "24/11/2026"], header=["Phone", "Answer", "Date"])
    assert planned(desk, path) == ((0, 0, 0, 1), [(2, "", "signal_ambiguous")])


def test_a_reason_nobody_knows_and_none_at_all_are_recorded_and_told(desk, tmp_path):
    lea, tom = handed(desk, email="lea@acme.fr"), handed(desk, email="tom@acme.fr", last_name="Durand")
    path = listed(tmp_path, ["lea@acme.fr", "Perdu", "24/11/2026", "La météo"], ["tom@acme.fr", "Refusé", "24/11/2026"])
    assert planned(desk, path) == (
        (2, 0, 0, 0), [(2, "reason", "feedback_reason"), (3, "reason", "feedback_no_reason")],
    )  # fmt: skip
    imported(desk, path)
    assert dossier(desk.workspace, lea).feedback[0].text == "La météo"
    assert said(desk, tom)[0][:2] == ("rejected", "")


def test_every_reason_is_known_by_its_code_and_by_its_words_in_both_languages(desk, tmp_path):
    lead = handed(desk, email="lea@acme.fr")
    for n, (code, (answers, _topics)) in enumerate(SHIPPED_REASONS.items()):
        names = [code, *(Words(language).text("feedback_reason", code) for language in LANGUAGES)]
        for name in names:
            desk.clock.at += timedelta(days=1)
            path = listed(tmp_path, ["lea@acme.fr", answers[0].value, f"{desk.clock.at:%d/%m/%Y}", name])
            imported(desk, path)
            assert dossier(desk.workspace, lead).feedback[-1].reason == code, (n, name)


def test_an_answer_about_a_merged_lead_reaches_the_one_that_stays(desk, tmp_path):
    kept, gone = handed(desk, last_name="Kept"), handed(desk, email="gone@acme.fr", last_name="Gone")
    path = listed(tmp_path, ["gone@acme.fr", "Gagné", "24/11/2026"])
    plan = plan_feedback(desk.workspace, path)
    merge_leads(desk.workspace, kept, gone)
    apply_feedback(desk.workspace, plan)
    plan.close()
    assert [a[0] for a in said(desk, kept)] == ["won"]


def test_a_list_that_is_given_up_leaves_nothing(desk, tmp_path):
    lea = handed(desk, email="lea@acme.fr")
    plan = plan_feedback(desk.workspace, listed(tmp_path, ["lea@acme.fr", "Gagné", "24/11/2026"]))
    with pytest.raises(UserError, match="cancelled"):
        apply_feedback(desk.workspace, plan, lambda _done, _of: False)
    plan.close()
    assert said(desk, lea) == []


@pytest.mark.parametrize(
    ("header", "missing"),
    [(["Answer", "Date"], ["who"]), (["Email", "Date"], ["answer"]), (["Email", "Answer"], ["at"])],
)
def test_a_file_without_what_it_takes_says_what_is_missing(desk, tmp_path, header, missing):
    with pytest.raises(UserError) as refused:
        plan_feedback(desk.workspace, write_rows(tmp_path / "a.csv", header, [["x", "y"]]))
    assert (refused.value.code, refused.value.values["missing"]) == ("no_feedback_columns", missing)
    for language in LANGUAGES:
        assert "{" not in " ".join(Words(language).error(refused.value))


def test_every_problem_can_be_said(desk, tmp_path):
    plan = plan_feedback(desk.workspace, listed(tmp_path, ["x@y.fr", "zzz", "24/11/2026"], ["x@y.fr", "won", ""]))
    for language in LANGUAGES:
        assert all(problem_sentence(p, Words(language)) for p in plan.problems())
    plan.close()
