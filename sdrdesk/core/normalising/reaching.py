"""What somebody can be reached by, told by its look alone."""

from sdrdesk.core.normalising.dates import calendar_date
from sdrdesk.core.normalising.names import email_address
from sdrdesk.core.normalising.phones import e164, is_number

_FEWEST, _MOST = 8, 15
"""Digits of a number, where nobody knows the country it is dialled in."""


def reaching_column(cell: str, home: str = "") -> str:
    """The column, "email" or "phone", that a cell belongs in; "" where it holds neither. `home` is a country."""
    if email_address(cell):
        return "email"
    if home:
        return "phone" if e164(cell, home) else ""
    digits = [c for c in cell if c.isdigit()]
    dialled = is_number(cell) and _FEWEST <= len(digits) <= _MOST and set(digits) != {"0"}
    return "phone" if dialled and calendar_date(cell) is None else ""
