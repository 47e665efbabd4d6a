"""Makes what a person reads of the figures: for each subject its sentences, its chart and its table, in any language."""

from sdrdesk.core.domain.insights import Insights
from sdrdesk.core.domain.rates import ENOUGH
from sdrdesk.ui.insights.call_sheets import attempts_sheet, first_contact_sheet, hours_sheet
from sdrdesk.ui.insights.charts import Sheet
from sdrdesk.ui.insights.funnel_sheets import acceptance_sheet, breakdown_sheet, costs_sheet, cycle_sheet, funnel_sheet
from sdrdesk.ui.insights.names import Names
from sdrdesk.ui.insights.reason_sheets import by_criterion_sheet, idle_sheet, reasons_sheet

MAKERS = (
    funnel_sheet,
    first_contact_sheet,
    breakdown_sheet,
    acceptance_sheet,
    reasons_sheet,
    by_criterion_sheet,
    cycle_sheet,
    idle_sheet,
    costs_sheet,
    attempts_sheet,
    hours_sheet,
)


def sheets_of(found: Insights, names: Names) -> tuple[Sheet, ...]:
    """Every subject, in the order it is shown and printed."""
    return tuple(make(found, names) for make in MAKERS)


def reading_rule(names: Names) -> str:
    """How the rates are to be read."""
    return names.words.text("insight_rule", "reading", n=ENOUGH)
