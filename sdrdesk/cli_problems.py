"""What the command line says of the rows of a file: one line each, or JSON."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sdrdesk.core.operations.imports import Problem, problem_sentence
from sdrdesk.core.words import Words

MOST_LINES = 50


def problems_json(problems: Iterable[Problem], words: Words) -> list[dict[str, Any]]:
    """Each problem with its line, column, code and sentence."""
    return [
        {"line": p.line, "column": p.column, "code": p.code, "message": problem_sentence(p, words)} for p in problems
    ]


def problem_lines(file: Path, problems: Sequence[dict[str, Any]]) -> list[str]:
    """The first problems, a line each, and how many more there are."""
    lines = []
    for p in problems[:MOST_LINES]:
        place = f"{file.name}:{p['line']}"
        lines.append(": ".join(part for part in (place, str(p["column"]), str(p["message"])) if part))
    return [*lines, f"… +{len(problems) - MOST_LINES}"] if len(problems) > MOST_LINES else lines


def left_out_lines(unmapped: Sequence[str], words: Words) -> list[str]:
    """Which columns of a file nobody understood."""
    return [words.text("import_said", "left_out", columns=", ".join(unmapped))] if unmapped else []
