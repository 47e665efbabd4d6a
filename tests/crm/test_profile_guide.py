"""The guide to profiles: its worked example is the shipped file, and its reference names every key."""

import re
import tomllib
from dataclasses import dataclass

import pytest

from sdrdesk.core.crm.client import FACT_FIELDS
from sdrdesk.core.crm.mapping import OUR_FIELDS
from sdrdesk.core.crm.profile_check import STAGES
from sdrdesk.core.crm.profile_files import profile_texts, read_profile
from sdrdesk.core.crm.profile_keys import KEYS, PLACES
from sdrdesk.core.crm.profile_values import TYPES
from sdrdesk.core.domain.field_merge import YES
from sdrdesk.core.domain.recommendation import Decision, Route
from sdrdesk.core.domain.signals import Temperature
from sdrdesk.core.words import Words
from tests.support import ROOT

PAGES = {"en": ROOT / "docs" / "crm-profiles.md", "fr": ROOT / "docs" / "crm-profiles.fr.md"}
ONCE = {"": "file", "input": "[[input]]", "look_up": "[[look_up]]", "error": "[[error]]", "KIND": "[KIND]",
        "KIND.find": "[[KIND.find]]", "KIND.field": "[KIND.field.NAME]", "KIND.link": "[KIND.link.KIND]"}  # fmt: skip


@dataclass(frozen=True)
class Step:
    toml: str
    said: tuple[str, ...]


def text(language: str) -> str:
    return PAGES[language].read_text(encoding="utf-8")


def steps(language: str) -> list[Step]:
    found: list[Step] = []
    for kind, block in re.findall(r"```(toml|text)\n(.*?)\n```", text(language), re.DOTALL):
        if kind == "toml":
            found.append(Step(block, ()))
        else:
            found[-1] = Step(found[-1].toml, tuple(block.split("\n")))
    return found


@pytest.mark.parametrize("language", PAGES)
def test_the_pieces_of_the_example_are_the_shipped_profile(language: str):
    together = "\n\n".join(step.toml for step in steps(language))
    assert tomllib.loads(together) == tomllib.loads(profile_texts()["django-crm"])


@pytest.mark.parametrize("language", PAGES)
def test_the_check_says_after_each_step_what_the_guide_tells(language: str):
    words, so_far = Words(language), ""
    for step in steps(language):
        so_far += step.toml + "\n\n"
        _profile, faults = read_profile(so_far)
        assert step.said == tuple(f"{f.where}: {words.text('grid_fault', f.code, value=f.value)}" for f in faults)
    assert len(steps(language)) == 8


@pytest.mark.parametrize("language", PAGES)
@pytest.mark.parametrize("table", KEYS)
def test_every_key_is_explained_and_no_other(language: str, table: str):
    reference = re.split(r"^## R[eé]f[eé]rence$", text(language), flags=re.MULTILINE)[1]
    sections = re.split(r"^### ", reference, flags=re.MULTILINE)[1:]
    if table:
        (section,) = [s for s in sections if s.startswith(f"`{ONCE.get(table, f'[{table}]')}`")]
    else:
        section = sections[0]
    assert re.findall(r"^\| `(\w+)` \| \S", section, re.MULTILINE) == list(KEYS[table])


@pytest.mark.parametrize("language", PAGES)
def test_every_type_place_and_fact_is_named(language: str):
    reference = text(language)
    assert all(f"`{type}`" in reference for type in TYPES)
    assert all(f"{{{place}}}" in reference for place in PLACES if place not in ("call", "note", "task"))
    facts = re.findall(r"`(note|call|task)`\s?: ([a-z, \n]+)\.", reference)
    assert {kind: tuple(re.split(r",\s", names)) for kind, names in facts} == {
        kind.value: names for kind, names in FACT_FIELDS.items()
    }


@pytest.mark.parametrize("language", PAGES)
def test_every_field_of_ours_is_named_with_its_codes(language: str):
    section = text(language).partition("### `[KIND.map]`")[2].partition("\n### ")[0]
    codes = {*Temperature, *Decision, *Route, *STAGES, YES}
    assert {*OUR_FIELDS, *codes} <= set(re.findall(r"`(\w+)`", section))


def test_both_languages_have_the_same_commands():
    commands = {language: re.findall(r"^    (curl.*|sdrdesk.*)$", text(language), re.MULTILINE) for language in PAGES}
    assert [c.replace("Essai", "Try") for c in commands["fr"]] == commands["en"]
