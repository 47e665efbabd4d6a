"""Running a state machine through many programs, always the same ones."""

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test


def run_programs(machine: type[RuleBasedStateMachine], programs: int, steps: int) -> None:
    """Always the same programs: a failure here is the same failure anywhere, told as it was found."""
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=programs, stateful_step_count=steps, derandomize=True, database=None, deadline=None,
            phases=[Phase.generate], report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck), print_blob=False,
        ),
    )  # fmt: skip
