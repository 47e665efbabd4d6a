"""What an exception of Odoo's means, by its name; never its traceback, which Odoo sends along."""

import re
from collections.abc import Mapping

from sdrdesk.core.crm.client import CrmTrouble, Exists, Forbidden, Gone, Refused, Transient, Unauthorised

_SAID: Mapping[str, type[CrmTrouble]] = {
    "AccessDenied": Unauthorised,
    "AccessError": Forbidden,
    "MissingError": Gone,
    "NotFound": Forbidden,  # no such model: an app that is not installed, or that the user may not see
    "Forbidden": Forbidden,
    "UniqueViolation": Exists,
}
_REFUSALS = frozenset({"UserError", "ValidationError", "RedirectWarning", "ValueError", "KeyError", "TypeError",
                       "UnprocessableEntity", "BadRequest"})  # fmt: skip
_VIOLATIONS = frozenset({"NotNullViolation", "ForeignKeyViolation", "CheckViolation", "IntegrityError",
                         "StringDataRightTruncation", "NumericValueOutOfRange"})  # fmt: skip
"""Faults of the database that the values are to blame for; their texts hold SQL and are not shown."""
_FIELD = (
    re.compile(r"[Ii]nvalid field '?\"?([A-Za-z_]\w{0,60})"),
    re.compile(r"[Ww]rong value for [\w.]+\.(\w{1,60}):"),
)


def of_exception(name: str, message: str, *, unsure: bool) -> CrmTrouble:
    """The trouble that an exception stands for, e.g. "odoo.exceptions.ValidationError" with its message."""
    short = name.rpartition(".")[2]
    if short in _SAID:
        return _SAID[short]("" if "Violation" in short else message)
    if short in _REFUSALS:
        return Refused(message, field=field_in(message))
    if short in _VIOLATIONS:
        return Refused(short)
    return Transient(short, unsure=unsure)


def field_in(message: str) -> str:
    """The field that a message of Odoo's names; "" where it names none."""
    for pattern in _FIELD:
        found = pattern.search(message)
        if found:
            return found[1]
    return ""
