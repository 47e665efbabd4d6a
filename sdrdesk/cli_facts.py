"""What the verbs that import a list of facts about leads share: the copy before, the figures, the problems."""

import argparse
from typing import Any

from sdrdesk.cli_problems import left_out_lines, problem_lines, problems_json
from sdrdesk.core.operations import backups, undo
from sdrdesk.core.operations.fact_lists import FactList, apply_facts, plan_facts
from sdrdesk.core.operations.file_plans import no_progress
from sdrdesk.core.operations.workspace import Workspace
from sdrdesk.core.words import Words


def import_list(
    of: FactList, arguments: argparse.Namespace, workspace: Workspace, words: Words
) -> tuple[dict[str, Any], dict[str, int], list[str]]:
    """Import the list given, or only plan it with --dry-run: what --json prints, how many have each fate, problems."""
    undo.take_back_unfinished(workspace)
    plan = plan_facts(of, workspace, arguments.file, arguments.country.upper(), no_progress)
    try:
        operation, counts = None, plan.counts
        if not arguments.dry_run:
            backups.backup_before(workspace, "import")
            done = apply_facts(of, workspace, plan)
            operation, counts = done.operation, dict(done.counts)
        problems, rows, unmapped = problems_json(plan.problems(), words), plan.rows, list(plan.columns.unmapped)
    finally:
        plan.close()
    said = {"operation": operation, "rows": rows, **counts, "problems": problems, "unmapped": unmapped}
    return said, counts, left_out_lines(unmapped, words) + problem_lines(arguments.file, problems)
