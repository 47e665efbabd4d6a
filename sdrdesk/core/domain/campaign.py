"""A campaign: a list of leads worked with its own grid, cadence and script."""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Campaign:
    """What holds for the leads of one list; `grid` and `cadence` are ids, "" stands for the workspace's own.

    `script` is what the rep says, with places such as {first_name}; `objections` are a heading and its answer a
    paragraph, kept at hand beside it.
    """

    id: str
    name: str
    grid: str = ""
    cadence: str = ""
    script: str = ""
    objections: str = ""
    closed: bool = False


_PLACE = re.compile(r"\{([a-z_]+)\}")


def filled(script: str, values: Mapping[str, str]) -> str:
    """A script with its places filled in. A place nobody knows stays as written; one without a value reads “…”."""
    return _PLACE.sub(lambda m: (values[m[1]] or "…") if m[1] in values else m[0], script)


def objection_answers(objections: str) -> list[tuple[str, str]]:
    """The objections at hand: each paragraph is one, its first line what they say, the rest what to answer."""
    paragraphs = [p.strip().partition("\n") for p in re.split(r"\n\s*\n", objections) if p.strip()]
    return [(said.strip(), answer.strip()) for said, _newline, answer in paragraphs]
