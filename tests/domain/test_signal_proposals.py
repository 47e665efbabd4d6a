"""What the signals in notes propose on the grids that ship: never an elimination, never an answer over a person's."""

from datetime import date

import pytest

from sdrdesk.core.domain.grid import Kind
from sdrdesk.core.domain.signal_proposals import criterion_for, propose, with_evidence
from sdrdesk.core.exchange.grid_file import read_grid, shipped_grids
from sdrdesk.core.operations.weak_signals import shipped_reader

READER = shipped_reader()
TODAY = date(2026, 11, 24)
GRIDS = {name: read_grid(text)[0] for name, text in shipped_grids().items()}


def offers(text, grid="bant", answers=None, evidence=None, settled=()):
    found = propose(GRIDS[grid], answers or {}, evidence or {}, READER.notice(text), settled, text, TODAY)
    return [(o.signal.code.code, o.criterion.id if o.criterion else None, o.value) for o in found]


@pytest.mark.parametrize(
    ("grid", "text", "expected"),
    [
        ("bant", "Ils ont manqué leur objectif.", ("missed_target", "need", "priority")),
        ("bant", "Le budget est en cours d'arbitrage.", ("arbitration", "budget", "arbitration")),
        ("bant", "C'est elle qui décide.", ("decides", "authority", "decides")),
        ("bant", "Tout doit être en place avant mars.", ("deadline", "timing", "2027-02-28")),
        ("bant", "Tout le monde s'en plaint.", ("need_shared", "need_shared", "organisation")),
        ("hybrid", "Budget approved.", ("budget_set", "means", "approved")),  # not "consequences", of the same topic
        ("hybrid", "They are comparing two vendors.", ("benchmark", "project", "comparing")),
        ("hybrid", "It must be live by 31 March.", ("deadline", "deadline", "2027-03-31")),
        ("five", "C'est elle qui décide.", ("decides", "decider", "alone")),
        ("saas", "Pas prioritaire.", ("no_project", "project", "nothing")),
        ("champ", "Pas prioritaire.", ("no_project", "priority", "behind")),
        ("gpct", "Budget approved.", ("budget_set", None, None)),  # this grid asks nothing about money
        ("meddic", "Il est le seul à le voir.", ("alone_in_need", "champion", "friendly")),
    ],
)
def test_a_signal_speaks_to_the_criterion_that_asks_the_same(grid, text, expected):
    assert expected in offers(text, grid)


@pytest.mark.parametrize("grid", GRIDS)
def test_no_signal_on_any_grid_proposes_an_answer_that_eliminates(grid):
    text = ". ".join(
        [
            "Aucun besoin",
            "Ils sont très satisfaits de leur prestataire",
            "Par simple curiosité",
            "Il est le seul à le voir",
            "Elle ne décide pas",
            "Pas de budget",
            "Pas prioritaire",
        ]
    )
    for sentence in text.split(". "):
        noticed = READER.notice(sentence)
        assert noticed, sentence
        for offer in propose(GRIDS[grid], {}, {}, noticed, (), sentence, TODAY):
            if offer.criterion and offer.criterion.kind is Kind.CHOICE and offer.value is not None:
                assert not offer.criterion.option(offer.value).eliminates


@pytest.mark.parametrize("grid", [name for name in GRIDS if name != "marketing"])
def test_need_and_role_have_a_criterion_on_every_sales_grid(grid):
    for code in ("missed_target", "no_need", "decides"):
        assert criterion_for(GRIDS[grid], READER.tables.codes[code]) is not None


def test_what_a_person_answered_is_offered_evidence_only_and_unknown_counts_as_unanswered():
    text = "Ils ont manqué leur objectif."
    assert offers(text, answers={"need": "vague"}) == [("missed_target", "need", None)]
    assert offers(text, answers={"need": None}) == [("missed_target", "need", "priority")]


def test_words_that_are_evidence_already_are_not_offered_again():
    text = "Ils ont manqué leur objectif."
    said = with_evidence("dit en mars", "Ils ont manqué leur objectif")
    assert said == "dit en mars · Ils ont manqué leur objectif"
    assert offers(text, answers={"need": "priority"}, evidence={"need": said}) == []


def test_what_is_settled_is_not_offered_again_however_it_is_written():
    text = "Objectif manqué. OBJECTIF MANQUÉ encore."
    noticed = READER.notice(text)
    assert len({n.key for n in noticed}) == 1
    assert offers(text, settled={noticed[0].key}) == []


def test_one_proposal_a_criterion_the_latest_first():
    text = "Ils ont manqué leur objectif. Le budget est voté. L'équipe est débordée."
    assert [o[:2] for o in offers(text)] == [("internal_constraint", "need"), ("budget_set", "budget")]


def test_a_day_that_is_not_the_only_one_is_left_to_the_person_and_one_gone_by_is_none():
    assert offers("Doit être en place avant mars ou avant juin.") == [("deadline", "timing", None)]
    assert offers("Depuis trois mois, il faut que ce soit prêt avant mars.") == [("deadline", "timing", "2027-02-28")]


def test_the_words_are_the_sentence_without_its_marks():
    text = "- Le budget est voté ; on avance."
    (offer,) = propose(GRIDS["bant"], {}, {}, READER.notice(text), (), text, TODAY)
    assert offer.words == "Le budget est voté"
