"""What is said on screen: complete in both languages, with the same placeholders, and gathered from today's sources."""

import re
import shutil
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import pytest

from sdrdesk.core.words import BESIDE_THE_WORDS

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
RESOURCES = ROOT / "resources"
TOML_FILES = [
    *sorted((RESOURCES / "words").glob("*.toml")),
    *sorted((RESOURCES / "grids").glob("*.toml")),
    *(RESOURCES / name for name in BESIDE_THE_WORDS),
]

PARTS = re.compile(
    r"\{\w*\}|%n|%\d|<[^>]+>|\*\.\w+|;;|\b(?:Ctrl|Alt|Shift)[+ ](?:\{digit\}|\w+|⏎|,)|\bF\d+\b|\((?:Enter|Esc)\)"
)
"""What a translation must carry over unchanged: placeholders, tags, file patterns and keys."""

WRONG_TYPOGRAPHY = re.compile(
    r"(?<=\w)'(?=\w)|\"|\.\.\.|«(?!\u202f)|(?<!\u202f)»|(?<=\S) [:;?!%](?!\w)|(?<=[\w)»}])[?!;](?!;)|\w:(?= )"
)
"""Straight quotes, three dots, and marks without the narrow no-break space that French puts before them."""


def messages(path):
    """Return (context, source, whether it has plurals, forms) of each message of a .ts file, and the unfinished."""
    found, unfinished = [], []
    for context in ET.parse(path).getroot().findall("context"):
        for message in context.findall("message"):
            key = (context.findtext("name"), message.findtext("source"))
            said = message.find("translation")
            plural = message.get("numerus") == "yes"
            forms = [f.text or "" for f in said.findall("numerusform")] if plural else [said.text or ""]
            found.append((*key, plural, forms))
            if said.get("type"):
                unfinished.append(key)
    return found, unfinished


def bilingual(node, place=()):
    """Return (place, English, French) of each text of a table; each language has one string, or two forms."""
    if isinstance(node, dict) and ("en" in node or "fr" in node):
        return [(".".join(place), node.get("en"), node.get("fr"))]
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [entry for key, value in inner for entry in bilingual(value, (*place, str(key)))]


def forms_of(text):
    """Return the strings of a text: one, or its two forms."""
    return [text["one"], text["other"]] if isinstance(text, dict) else [text]


FRENCH, FRENCH_UNFINISHED = messages(FOLDER / "sdrdesk_fr.ts")
ENGLISH, ENGLISH_UNFINISHED = messages(FOLDER / "sdrdesk_en.ts")
TEXTS = [(p, *text) for p in TOML_FILES for text in bilingual(tomllib.loads(p.read_text(encoding="utf-8")))]


def test_the_window_is_wholly_in_french():
    assert not FRENCH_UNFINISHED
    assert not [(c, s) for c, s, _, forms in FRENCH if not all(f.strip() for f in forms)]


@pytest.mark.parametrize("said", [FRENCH, ENGLISH], ids=["fr", "en"])
def test_every_plural_has_its_two_forms(said):
    plurals = [(c, s, forms) for c, s, plural, forms in said if plural]
    assert plurals
    assert not [(c, s) for c, s, forms in plurals if len(forms) != 2 or not all(forms)]


def test_english_has_every_plural_and_nothing_else():
    assert not ENGLISH_UNFINISHED
    assert {(c, s) for c, s, _, _ in ENGLISH} == {(c, s) for c, s, plural, _ in FRENCH if plural}


@pytest.mark.parametrize("said", [FRENCH, ENGLISH], ids=["fr", "en"])
def test_placeholders_tags_and_keys_are_those_of_the_source(said):
    wrong = [
        (c, s, f) for c, s, _, forms in said for f in forms if Counter(PARTS.findall(s)) != Counter(PARTS.findall(f))
    ]
    assert not wrong


def test_spaces_at_the_ends_and_final_marks_are_those_of_the_source():
    wrong = [
        (c, s, f)
        for c, s, _, forms in FRENCH
        for f in forms
        if (s[:1] == " ", s[-1:] == " ", s[-1:] in ".…?") != (f[:1] == " ", f[-1:] == " ", f[-1:] in ".…?")
    ]
    assert not wrong


def test_one_source_said_twice_reads_the_same():
    said = {}
    for _, source, _, forms in FRENCH:
        said.setdefault(source, set()).add(tuple(forms))
    assert not {source: forms for source, forms in said.items() if len(forms) > 1}


def test_french_typography_of_the_window():
    wrong = [(c, f) for c, _, _, forms in FRENCH for f in forms if "*." not in f and WRONG_TYPOGRAPHY.search(f)]
    assert not wrong


@pytest.mark.parametrize(("language", "more"), [("fr", []), ("en", ["-pluralonly"])])
def test_the_files_are_gathered_from_the_sources_of_today(language, more, tmp_path):
    """`make translations` with --update would add and remove nothing."""
    known = FRENCH if language == "fr" else ENGLISH
    sources = sorted(str(p) for p in (ROOT / "sdrdesk" / "ui").rglob("*.py"))
    copy = Path(shutil.copy(FOLDER / f"sdrdesk_{language}.ts", tmp_path / f"copy_{language}.ts"))
    tool = Path(sys.executable).parent / ("pyside6-lupdate.exe" if sys.platform == "win32" else "pyside6-lupdate")
    options = ["-no-obsolete", "-locations", "none", *more, "-target-language", language]
    ran = subprocess.run([str(tool), *sources, "-ts", str(copy), *options], capture_output=True, text=True, cwd=ROOT)
    assert ran.returncode == 0, ran.stderr
    fresh, _ = messages(copy)
    assert {m[:2] for m in fresh} == {m[:2] for m in known}


def test_there_are_texts_to_check():
    assert {p.parent.name for p, *_ in TEXTS} == {"words", "grids", "resources"}


def test_every_text_of_words_and_grids_has_both_languages():
    def complete(text, other):
        if isinstance(text, dict):
            return set(text) == {"one", "other"} and all(text.values())
        return isinstance(text, str) and (bool(text.strip()) or other == "")

    assert not [(p.name, at) for p, at, en, fr in TEXTS if not (complete(en, fr) and complete(fr, en))]


def test_every_text_of_words_and_grids_has_equal_placeholders():
    wrong = []
    for path, place, english, french in TEXTS:
        wanted = {frozenset(Counter(re.findall(r"\{\w*\}", f)).items()) for f in forms_of(english)}
        given = {frozenset(Counter(re.findall(r"\{\w*\}", f)).items()) for f in forms_of(french)}
        if wanted != given:
            wrong.append((path.name, place, english, french))
    assert not wrong


def test_french_typography_of_the_words():
    texts = [(p.name, at, f) for p, at, _, fr in TEXTS if p.parent.name != "grids" for f in forms_of(fr)]
    assert not [entry for entry in texts if WRONG_TYPOGRAPHY.search(entry[2])]


@pytest.mark.skipif(shutil.which("make") is None, reason="no make on this machine")
@pytest.mark.parametrize("target", ["run", "demo", "test"])
def test_what_opens_the_window_compiles_its_texts_first(target):
    """They are not kept in the repository: a fresh checkout would open in English, and count “1 call(s)”."""
    said = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    steps = [
        line for line in said.splitlines() if "-m sdrdesk" in line or "-m pytest" in line or "translations.py" in line
    ]
    assert "tools/translations.py" in steps[0]
    assert len(steps) == 2
