"""A firm's own phrase tables, beside the workspace."""

import pytest

from sdrdesk.core.errors import UserError
from sdrdesk.core.operations.weak_signals import own_folder, signal_reader
from sdrdesk.core.words import Words


def table(desk, text):
    folder = own_folder(desk.workspace)
    folder.mkdir(exist_ok=True)
    (folder / "ours.toml").write_text(text, encoding="utf-8")


def test_a_firms_own_phrases_are_noticed_with_those_that_ship(desk):
    table(desk, 'format = 1\nlanguage = "fr"\n[phrases]\nmissed_target = ["la grue dort"]\n')
    reader = signal_reader(desk.workspace)
    assert [n.code.code for n in reader.notice("La grue dort. Pas de budget.")] == ["missed_target", "no_budget"]


def test_a_table_with_faults_is_refused_with_the_place_of_each(desk):
    table(desk, 'format = 1\nlanguage = "fr"\n[phrases]\nmissed_target = ["(la grue"]\nrainy = ["x"]\n')
    with pytest.raises(UserError) as refused:
        signal_reader(desk.workspace)
    said = " ".join(Words("en").error(refused.value))
    assert "phrases.missed_target.1 (not_closed" in said
    assert "phrases.rainy (unknown_code" in said


def test_a_table_that_is_no_toml_is_refused_in_words(desk):
    table(desk, "format = ")
    with pytest.raises(UserError) as refused:
        signal_reader(desk.workspace)
    assert refused.value.code == "file_trouble"
