"""The check a person makes before a meeting: a high score opens it and never books anything (M13)."""

from collections.abc import Mapping

CHECKS = ("shared", "deciders", "unchanged")
"""Is the need shared by the organisation? Who else decides? What happens if nothing changes?"""

Checked = Mapping[str, str | None]
"""What was answered, by code; None is asked and not known, an empty or absent answer is not asked yet."""


def still_to_check(checked: Checked) -> tuple[str, ...]:
    """The questions neither answered nor marked as not known, in their order."""
    return tuple(code for code in CHECKS if code not in checked or checked[code] == "")


def is_checked(checked: Checked) -> bool:
    """Whether the check is complete."""
    return not still_to_check(checked)


_FIELD, _UNKNOWN = "check.", "?"


def as_typed(checked: Checked) -> dict[str, str]:
    """A check not confirmed yet as a draft keeps it: `check.CODE`, and "?" for not known."""
    return {_FIELD + code: _UNKNOWN if said is None else said for code, said in checked.items()}


def from_typed(typed: Mapping[str, str]) -> dict[str, str | None]:
    """The check that a draft keeps."""
    found = {code: typed[_FIELD + code] for code in CHECKS if _FIELD + code in typed}
    return {code: None if said == _UNKNOWN else said for code, said in found.items()}
