"""Cadences, calling rules and templates as TOML files."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from sdrdesk.core.domain.cadence import Cadence
from sdrdesk.core.domain.cadence_check import check_cadence
from sdrdesk.core.domain.calling_rules import CallingRule
from sdrdesk.core.domain.calling_rules_check import check_calling_rules
from sdrdesk.core.domain.plain_values import Fault
from sdrdesk.core.domain.template import Template, check_template
from sdrdesk.core.resources import resource_path

Faults = tuple[Fault, ...]


def read_cadence(content: str) -> tuple[Cadence | None, Faults]:
    """The cadence a TOML text describes, or None and its faults."""
    raw, faults = _raw(content)
    return (None, faults) if faults else check_cadence(raw)


def read_calling_rules(content: str) -> tuple[tuple[CallingRule, ...], Faults]:
    """The calling rules a TOML text describes, or none and its faults."""
    raw, faults = _raw(content)
    return ((), faults) if faults else check_calling_rules(raw)


def rule_toml(raw: Mapping[str, object]) -> str:
    """Plain values of a cadence or of calling rules as the TOML a person would write: short tables on one line."""
    import tomlkit  # only when a rule is written

    document = tomlkit.document()
    for key, value in raw.items():
        if isinstance(value, list):  # rules, or the steps of a nurturing: a table each
            tables = tomlkit.aot()
            for rule in value:
                tables.append(_table(rule))
            document.append(key, tables)
        elif key == "delay" and isinstance(value, Mapping):
            document.append(key, _table(value))
        else:
            document.append(key, _inline(value))
    return tomlkit.dumps(document)


def _table(values: Mapping[str, object]) -> Any:
    import tomlkit  # as above

    made = tomlkit.table()
    for key, value in values.items():
        made.append(key, _inline(value))
    return made


def _inline(value: object) -> Any:
    import tomlkit  # as above

    if not isinstance(value, Mapping):
        return value
    made = tomlkit.inline_table()
    for key, inner in value.items():
        made.append(key, _inline(inner))
    return made


def template_toml(raw: Mapping[str, Any]) -> str:
    """Plain values of a template as the TOML a person would write: its text over as many lines as it has."""
    import tomlkit  # as above

    document = tomlkit.document()
    for key, value in raw.items():
        if key != "body":
            document.append(key, _inline(value))
    body = tomlkit.table()
    for language, text in raw["body"].items():
        body.append(language, tomlkit.string(text, multiline="\r" not in text))  # TOML reads a line's end as "\n"
    document.append("body", body)
    return tomlkit.dumps(document)


def read_template(content: str) -> tuple[Template | None, Faults]:
    """The template a TOML text describes, or None and its faults."""
    raw, faults = _raw(content)
    return (None, faults) if faults else check_template(raw)


@cache
def shipped_templates() -> Mapping[str, Template]:
    """Every template the program ships, by id."""
    found = {}
    for path in sorted(resource_path("templates").glob("*.toml")):
        template, _faults = read_template(path.read_text(encoding="utf-8"))
        assert template is not None, "a shipped template passes its own check"
        found[template.id] = template
    return found


def _raw(content: str) -> tuple[Any, Faults]:
    try:
        return tomllib.loads(content), ()
    except (ValueError, RecursionError) as error:  # a number of thousands of digits is no TOMLDecodeError
        return None, (Fault("", "toml_syntax", str(error)),)


@cache
def shipped_cadences() -> Mapping[str, Cadence]:
    """Every cadence the program ships, by id."""
    found = {}
    for content in cadence_texts().values():
        cadence, _faults = read_cadence(content)
        assert cadence is not None, "a shipped cadence passes its own check"
        found[cadence.id] = cadence
    return found


@cache
def shipped_calling_rules() -> tuple[CallingRule, ...]:
    """Every calling rule the program ships, country by country."""
    found: list[CallingRule] = []
    for path in sorted(resource_path("calling_rules").glob("*.toml")):
        rules, faults = read_calling_rules(path.read_text(encoding="utf-8"))
        assert not faults, "a shipped rule passes its own check"
        found += rules
    return tuple(found)


def cadence_texts() -> dict[str, str]:
    """The TOML of every cadence the program ships, by file name without ending."""
    return {p.stem: p.read_text(encoding="utf-8") for p in sorted(resource_path("cadences").glob("*.toml"))}
