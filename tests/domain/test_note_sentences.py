"""The labelled note sentences keep the shape that makes a figure measured on them worth quoting."""

import json
import re
from collections import Counter
from typing import Any

import pytest

from tests.support import ROOT

FOLDER = ROOT / "benchmarks" / "note_sentences"
FILES = ("dev", "held_out")
SECOND = "dev_2"  # written later, to tune on: larger, and not dealt from the same pile
LANGUAGES = ("fr", "en")
CODES = (
    "missed_target", "internal_constraint", "no_need", "vague_interest", "need_shared", "alone_in_need", "decides",
    "not_decider", "others_involved", "budget_set", "arbitration", "no_budget", "formal_project", "benchmark",
    "deadline", "no_project",
)  # fmt: skip


def sentences(*names: str) -> list[dict[str, Any]]:
    """The sentences of these files, in their order."""
    lines = [line for name in names for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    return [json.loads(line) for line in lines]


def same(text: str) -> str:
    """A text as the duplicate check compares it: without case, spaces or punctuation."""
    return re.sub(r"\W+", "", text).casefold()


@pytest.mark.parametrize("name", [*FILES, SECOND])
def test_every_line_has_a_language_a_text_and_known_codes_in_their_written_order(name: str) -> None:
    for sentence in sentences(name):
        assert list(sentence) == ["language", "text", "signals"]
        assert sentence["language"] in LANGUAGES
        assert sentence["text"] == sentence["text"].strip() != ""
        assert sentence["signals"] == [code for code in CODES if code in sentence["signals"]], sentence
        assert len(sentence["signals"]) <= 3


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_half_of_each_language_in_each_file_holds_no_signal(name: str, language: str) -> None:
    chosen = [sentence for sentence in sentences(name) if sentence["language"] == language]
    assert len(chosen) == 200
    assert sum(not sentence["signals"] for sentence in chosen) == 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_code_stands_ten_times_in_each_language_and_five_in_each_file(language: str) -> None:
    per_file = [
        Counter(
            code for sentence in sentences(name) if sentence["language"] == language for code in sentence["signals"]
        )
        for name in FILES
    ]
    for code in CODES:
        assert sum(counts[code] for counts in per_file) >= 10, code
        assert min(counts[code] for counts in per_file) >= 5, code


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_second_tuning_file_is_half_traps_and_has_each_code_fifteen_times(language: str) -> None:
    chosen = [sentence["signals"] for sentence in sentences(SECOND) if sentence["language"] == language]
    assert len(chosen) == 500
    assert sum(not signals for signals in chosen) == 250
    counts = Counter(code for signals in chosen for code in signals)
    assert [code for code in CODES if counts[code] < 15] == []
    assert 35 <= sum(len(signals) > 1 for signals in chosen) <= 50  # about one in six of those with a signal


def test_no_sentence_stands_twice_in_a_file_or_in_two() -> None:
    seen = Counter(same(sentence["text"]) for sentence in sentences(*FILES, SECOND))
    assert [text for text, times in seen.items() if times > 1] == []


def test_the_page_beside_the_files_defines_every_code_and_gives_its_counts() -> None:
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    for code in CODES:
        counts = [
            sum(code in sentence["signals"] for sentence in sentences(name) if sentence["language"] == language)
            for language in LANGUAGES
            for name in FILES
        ]
        assert re.search(rf"^\| `{code}` \| [a-z ]+ \| (for|against) \| ", page, re.MULTILINE), code
        assert f"| `{code}` | {' | '.join(map(str, counts))} |" in page


def test_the_page_beside_the_files_gives_the_counts_of_the_second_tuning_file() -> None:
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    chosen = [
        [sentence["signals"] for sentence in sentences(SECOND) if sentence["language"] == language]
        for language in LANGUAGES
    ]
    counts = {
        "sentences": [len(lines) for lines in chosen],
        "without a signal": [sum(not signals for signals in lines) for lines in chosen],
        "with two or three": [sum(len(signals) > 1 for signals in lines) for lines in chosen],
    } | {f"`{code}`": [sum(code in signals for signals in lines) for lines in chosen] for code in CODES}
    table = page.partition("| | French, dev 2 | English, dev 2 |\n")[2]
    for name, (french, english) in counts.items():
        assert f"| {name} | {french} | {english} |\n" in table, name
