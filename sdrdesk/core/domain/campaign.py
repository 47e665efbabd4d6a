"""A campaign: a list of leads worked with its own grid, cadence and script."""

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
