"""What must hold between the parts of a scenario, beyond the shape of each."""

from mi_coach.scenarios.checks.content import check_content
from mi_coach.scenarios.checks.coverage import check_coverage
from mi_coach.scenarios.checks.links import check_links
from mi_coach.scenarios.checks.reach import check_reach
from mi_coach.scenarios.findings import Findings
from mi_coach.scenarios.views import ScenarioView

__all__ = ["check_all"]


def check_all(scenario: ScenarioView, findings: Findings) -> None:
    """Notes everything that does not hold."""
    for check in (check_links, check_reach, check_content, check_coverage):
        check(scenario, findings)
