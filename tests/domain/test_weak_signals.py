"""What is noticed in notes, where, and what takes it back."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.core.domain.folded_text import fold
from sdrdesk.core.domain.phrases import PhraseError, PhraseFinder, read_groups, read_phrase
from sdrdesk.core.domain.signal_tables import make_tables, read_codes, read_table
from sdrdesk.core.domain.weak_signals import Cue, SignalCode, SignalReader, Stance
from sdrdesk.core.operations.weak_signals import shipped_reader

READER: SignalReader = shipped_reader()


def codes(text):
    return [noticed.code.code for noticed in READER.notice(text)]


EACH = [
    ("missed_target", "Objectif 2 % non atteint deux trimestres de suite", "They missed their Q3 target"),
    ("internal_constraint", "L'équipe est débordée", "The team is understaffed"),
    ("no_need", "Ils sont très satisfaits de leur prestataire", "They are very happy with their supplier"),
    ("vague_interest", "Par simple curiosité", "Just curious"),
    ("need_shared", "Tout le monde s'en plaint", "The board wants this solved"),
    ("alone_in_need", "Il est le seul à le voir", "Nobody else sees it"),
    ("decides", "C'est elle qui décide", "She makes the decision"),
    ("not_decider", "Elle ne décide pas", "He's not the decision maker"),
    ("others_involved", "La DAF doit valider aussi", "IT has to sign off too"),
    ("budget_set", "Le budget est voté", "Budget approved"),
    ("arbitration", "Le budget est en cours d'arbitrage", "Budget still pending approval"),
    ("no_budget", "Pas de budget", "No budget"),
    ("formal_project", "Cahier des charges en cours", "A project manager has been appointed"),
    ("benchmark", "Ils comparent trois fournisseurs", "They are comparing two vendors"),
    ("deadline", "Tout doit être en place avant mars", "It must be live by 31 March"),
    ("no_project", "Pas prioritaire", "Not a priority"),
]


@pytest.mark.parametrize(("code", "text"), [(c, t) for c, *texts in EACH for t in texts])
def test_each_code_is_noticed_in_both_languages(code, text):
    assert code in codes(text)


def test_every_code_is_tried_above():
    assert {code for code, *_ in EACH} == set(READER.tables.codes)


def test_the_tables_hold_more_than_three_hundred_phrases_and_every_code_and_cue_has_some():
    meant = [p.means for p in READER.tables.phrases]
    assert sum(means in READER.tables.codes for means in meant) >= 300
    assert set(meant) == {*READER.tables.codes, *map(str, Cue)}


@pytest.mark.parametrize(
    "text",
    [
        "Objectif non atteint à Nîmes",
        "Ça y est : l’OBJECTIF n’est PAS ATTEINT, hélas",
        "→ objectif non atteint ← 🙂",
        unicodedata.normalize("NFD", "Été gâché : objectif non atteint"),
        "Léa ; objectif\u202f: non. Objectif non atteint",
    ],
)
def test_the_words_stand_where_they_are_said_to(text):
    found = [n for n in READER.notice(text) if n.code.code == "missed_target"]
    assert found
    for noticed in found:
        assert text[noticed.start : noticed.end] == noticed.words
        assert noticed.words.lower().startswith("objectif")
        assert noticed.sentence_start <= noticed.start < noticed.end <= noticed.sentence_end


def test_the_sentence_is_the_one_around_the_words():
    text = "Bonjour à tous. Le budget est voté ! On se revoit."
    noticed = READER.notice(text)[0]
    assert text[noticed.sentence_start : noticed.sentence_end] == "Le budget est voté !"


@pytest.mark.parametrize(
    "text",
    [
        "Pas de turnover chez eux",  # denied
        "Ils n'ont jamais manqué leur objectif",
        "no staff turnover problem",
        "S'ils manquent leur objectif, ils changeront",  # supposed
        "If they missed their target they would call",
        "Objectif manqué ?",  # asked
        "Did they miss their target?",
        "Je lui ai demandé si le budget est voté",  # the rep's own
        "I asked whether the budget is approved",
        "lui ai parlé de turnover",
        "À creuser : budget voté, projet lancé",  # still to be asked
        "Next time ask who decides",
        "Son ancien employeur était débordé",  # of somebody else
        "His previous employer was understaffed",
    ],
)
def test_what_the_sentence_takes_back_does_not_count(text):
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Je lui ai demandé, il répond que le budget est voté", "budget_set"),
        ("I asked about money and he said the budget is approved", "budget_set"),
        ("Pas de retard, mais une équipe débordée", "internal_constraint"),
        ("“I’m drowning in spreadsheets”", "internal_constraint"),  # quoted: what the other one said
        ("Pas mal de turnover", "internal_constraint"),
    ],
)
def test_a_turn_a_quotation_and_a_false_negation_let_it_count(text, code):
    assert code in codes(text)


def test_a_denied_signal_does_not_turn_into_its_opposite_and_a_negation_of_its_own_counts():
    assert codes("Budget non validé") != ["budget_set"]
    assert codes("Pas de budget et pas de projet") == ["no_budget", "no_project"]


def test_a_hedge_makes_it_doubtful():
    firm, hedged = READER.notice("Le budget est voté"), READER.notice("Le budget est voté a priori")
    assert [n.doubtful for n in (*firm, *hedged)] == [False, True]


def test_of_two_stances_on_a_topic_in_one_sentence_the_last_stands():
    assert codes("Demande une plaquette, puis avoue que l'équipe est débordée") == ["internal_constraint"]


def test_signals_that_overlap_in_different_topics_are_all_noticed():
    assert set(codes("le DG veut comparer deux fournisseurs")) >= {"benchmark", "others_involved"}


def test_a_longer_phrase_does_not_hide_a_shorter_one_nor_the_other_way_round():
    phrases = [read_phrase(said, said, {}) for said in ("pas", "pas de", "pas de budget", "budget", "pas de bureau")]
    found = PhraseFinder(phrases).find(fold("Pas de budget").plain)
    assert sorted(found) == [(0, 3, "pas"), (0, 6, "pas de"), (0, 13, "pas de budget"), (7, 13, "budget")]


@pytest.mark.parametrize(
    ("said", "text", "words"),
    [
        ("objectif* (non|pas) atteint*", "des objectifs pas atteints.", "objectifs pas atteints"),
        ("budget [est|sera] voté", "budget sera voté", "budget sera voté"),
        ("budget [est|sera] voté", "budget voté", "budget voté"),
        ("(la |le |)direction râle", "direction râle", "direction râle"),
        ("passe .. comité", "passe bien en comité", "passe bien en comité"),
        ("à #% de", "à 4,5 % de rebut", "à 4,5 % de"),
        ("# postes?", "12 postes", "12 postes"),
        ("plus (très |trop )*cher", "plus très très trop cher", "plus très très trop cher"),
        ("main d’œuvre", "main d'oeuvre", "main d'oeuvre"),
        ("<qui> décide", "la daf décide", "la daf décide"),
        ("sous effectif", "en sous-effectif", "sous-effectif"),
    ],
)
def test_the_marks_of_the_language_of_phrases(said, text, words):
    phrase = read_phrase(said, "x", read_groups({"qui": "la daf|le dg"}))
    found = PhraseFinder([phrase]).find(fold(text).plain)
    assert [text[start:end] for start, end, _ in found] == [words]


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("passe .. comité", "passe un très long moment en comité"),  # the gap holds two words
        ("passe ... comité", "passe. En comité"),  # and no end of a sentence
        ("budget ... voté", "budget pas voté"),  # and no negation
        ("budget", "budgetaire"),
        ("à #% de", "à 4 de"),
    ],
)
def test_what_a_phrase_does_not_step_over(said, text):
    assert PhraseFinder([read_phrase(said, "x", {})]).find(fold(text).plain) == []


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("", "no_words"),
        (".. budget", "no_words"),
        ("(a|b|)", "no_words"),
        ("(budget", "not_closed"),
        ("budget)", "not_closed"),
        ("<nobody> decides", "unknown_group"),
        ("budget{3}", "odd_mark"),
        ("*budget", "begins_too_freely"),
        ("(the|a)* budget", "odd_star"),
    ],
)
def test_a_phrase_that_is_not_one_is_refused_by_its_code(said, code):
    with pytest.raises(PhraseError) as refused:
        read_phrase(said, "x", {})
    assert refused.value.code == code


def test_every_fault_of_a_table_is_named_with_its_place():
    entry = {"topic": "need", "stance": "for", "level": 80, "label": {"en": "x", "fr": "x"}}
    found, faults = read_codes(
        {
            "format": 1,
            "code": {
                "good": entry,
                "lost": entry | {"topic": "weather"},
                "torn": entry | {"stance": "maybe"},
                "high": entry | {"level": 101},
                "mute": entry | {"label": {"en": "x"}},
                "kind": entry | {"yields_to": ["nobody"]},
            },
        }
    )
    assert set(found) == {"good", "kind"}
    assert {(f.where, f.code) for f in faults} == {
        ("code.lost.topic", "unknown_topic"),
        ("code.torn.stance", "unknown_stance"),
        ("code.high.level", "bad_level"),
        ("code.mute.label", "no_label"),
        ("code.kind.yields_to", "unknown_code"),
    }
    phrases, faults = read_table(
        {"format": 2, "cues": {"shouting": ["!"]}, "phrases": {"good": ["one", "(two"], "evil": ["x"]}, "more": 1},
        found,
    )
    assert [p.said for p in phrases] == ["one"]
    assert {(f.where, f.code) for f in faults} == {
        ("format", "bad_format"),
        ("more", "unknown_key"),
        ("cues.shouting", "unknown_code"),
        ("phrases.good.2", "not_closed"),
        ("phrases.evil", "unknown_code"),
    }


def test_both_stances_have_codes():
    assert {c.stance for c in READER.tables.codes.values()} == set(Stance)


PHRASED = st.sampled_from(["objectif non atteint", "budget voté", "pas de turnover", "il décide", "the team is"])
WORDS = (
    PHRASED
    | st.sampled_from(
        [
            "pas",
            "mais",
            "si",
            "“",
            "”",
            "?",
            ".",
            ",",
            ";",
            "not",
            "understaffed",
            "said",
            "missed target",
            "d'ici mars",
        ]
    )
    | st.sampled_from(["-", "→", "Œuvre", "🙂", "é", "\n", "\u202f", "e\u0301"])
)
TEXTS = st.lists(WORDS, max_size=30).map(" ".join) | st.text(max_size=80)


@given(TEXTS)
def test_places_lie_within_the_text(text):
    for noticed in READER.notice(text):
        assert 0 <= noticed.sentence_start <= noticed.start < noticed.end <= noticed.sentence_end <= len(text)
        assert text[noticed.start : noticed.end] == noticed.words
        assert "\n" not in text[noticed.sentence_start : noticed.sentence_end]


@given(TEXTS)
def test_a_text_reads_as_its_lines_do(text):
    whole = READER.notice(text)
    found, at = [], 0
    for line in text.split("\n"):
        found += [n.moved(at) for n in READER.read_line(line)]
        at += len(line) + 1
    assert list(whole) == found
    assert READER.notice(text) == whole


@given(TEXTS)
def test_case_and_the_two_ways_of_folding_change_nothing(text):
    folded = fold(text)
    slow = fold(text + "→")
    assert slow.plain.startswith(folded.plain) or unicodedata.normalize("NFC", text) != text
    assert len(folded.plain) + 1 == (len(folded.places) if folded.places is not None else len(text) + 1)


@pytest.mark.parametrize(
    "text",
    [
        "Who holds the budget",
        "Is there a budget set aside",
        "Qui tient le budget",
        "There was an RFP six years ago",
        "Il y a eu un appel d'offres il y a six ans",
        "The sales team is overloaded, says the radio",
        "Asked twice about vacancies",
    ],
)
def test_a_question_without_its_mark_another_time_and_hearsay_do_not_count(text):
    assert codes(text) == []


def test_a_few_words_in_passing_do_not_count_and_the_same_words_said_of_somebody_do():
    assert codes("Turnover") == ["internal_constraint"]
    assert codes("Leur équipe commerciale est vraiment débordée") == ["internal_constraint"]
    assert codes("Article collé sous verre au mur parlant du turnover") == []


def test_a_few_words_after_an_and_begin_anew():
    assert codes("Grand site bien tenu et débordés") == ["internal_constraint"]


def test_a_few_words_in_passing_count_when_two_phrases_agree():
    both = [read_phrase("big gap", "x", {}), read_phrase("gap here", "x", {}), read_phrase("hole", "x", {})]
    code = SignalCode("x", "need", Stance.FOR, None, {"en": "x", "fr": "x"})
    reader = SignalReader(make_tables({"x": code}, both))
    assert [n.words for n in reader.notice("fences walls gates posts big gap")] == []
    assert [n.words for n in reader.notice("fences walls gates posts big gap here")] == ["gap here"]
