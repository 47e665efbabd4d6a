"""Choosing a passage by keys, worked out on paper: sentences, words, longer, shorter, from text to text."""

from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.ui.review.passages import PassageChoice, sentences_in, words_in

TEXT = "They lose two days. Who decides?\nThe board, in March!"


def said(choice):
    return choice.quote


def test_sentences_end_with_their_mark_or_the_line():
    assert [TEXT[a:b] for a, b in sentences_in(TEXT)] == ["They lose two days.", "Who decides?", "The board, in March!"]
    assert sentences_in("v1.2 costs 3.50 € a day") == [(0, 23)]  # a point within a word ends nothing
    assert sentences_in(" …\n\n") == []


def test_words_come_without_the_marks_around_them():
    text = "« l’îlot », (six) semaines."
    assert [text[a:b] for a, b in words_in(text)] == ["l’îlot", "six", "semaines"]


def test_the_choice_begins_with_the_first_sentence_and_goes_from_sentence_to_sentence():
    choice = PassageChoice(["", TEXT, "One more."])
    assert said(choice) == "They lose two days."
    choice.move_sentence(1)
    assert said(choice) == "Who decides?"
    choice.move_sentence(1)
    choice.move_sentence(1)
    assert said(choice) == "One more."  # on into the next text
    choice.move_sentence(1)
    assert said(choice) == "One more."
    choice.move_sentence(-1)
    assert said(choice) == "The board, in March!"


def test_a_word_is_chosen_from_a_sentence_and_made_longer_and_shorter():
    choice = PassageChoice([TEXT])
    choice.move_word(1)
    assert said(choice) == "They"
    choice.move_word(1)
    choice.stretch(1)
    choice.stretch(1)
    assert said(choice) == "lose two days"
    choice.stretch(-1)
    assert said(choice) == "lose two"
    choice.stretch(-1)
    choice.stretch(-1)
    assert said(choice) == "lose"  # never nothing
    choice.move_sentence(1)
    assert said(choice) == "They lose two days."  # its own sentence first
    choice.move_word(-1)
    assert said(choice) == "days"


def test_tab_goes_round_the_texts_and_leaves_out_those_without_words():
    choice = PassageChoice(["First.", "", "Third."])
    choice.move_text(1)
    assert said(choice) == "Third."
    choice.move_text(1)
    assert said(choice) == "First."
    choice.move_text(-1)
    assert said(choice) == "Third."


def test_where_nothing_is_written_nothing_is_chosen():
    choice = PassageChoice(["", " … "])
    for move in (choice.move_sentence, choice.move_text, choice.move_word, choice.stretch):
        move(1)
    assert (choice.passage, choice.quote) == (None, "")


MOVES = st.lists(
    st.tuples(st.sampled_from(["move_sentence", "move_text", "move_word", "stretch"]), st.sampled_from([1, -1]))
)


@given(st.lists(st.text(alphabet="ab é.!…\n«»😀", max_size=30), max_size=3), MOVES)
def test_whatever_is_pressed_the_passage_is_words_of_one_text(texts, moves):
    choice = PassageChoice(texts)
    for name, step in moves:
        getattr(choice, name)(step)
        if choice.passage is not None:
            passage = choice.passage
            assert 0 <= passage.start < passage.end <= len(texts[passage.text])
            assert choice.quote == choice.quote.strip() != ""
