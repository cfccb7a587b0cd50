"""Hints one step at a time, for the line that waits for an answer."""

from __future__ import annotations

from mi_coach.domain.notes import HintStep
from mi_coach.domain.scenario import Scenario
from mi_coach.domain.session import ClientTurn
from mi_coach.scoring.hints import Hint, hints

__all__ = ["Hint", "HintTrail"]


class HintTrail:
    """The hints to one client line: each call opens the next step, and after the last they are put away.

    Args:
        pending: The line that waits for an answer.
        scenario: What is played.
    """

    def __init__(self, pending: ClientTurn, scenario: Scenario) -> None:
        self._hints = hints(pending, scenario.line(pending.line_id), scenario.client)
        self._at = 0
        self._opened: set[HintStep] = set()

    @property
    def opened(self) -> tuple[str, ...]:
        """The steps that were opened, in order."""
        return tuple(step.value for step in HintStep if step in self._opened)

    @property
    def place(self) -> tuple[int, int]:
        """The number of the step that is open, 0 for none, and how many there are."""
        return self._at, len(self._hints)

    def next(self) -> Hint | None:
        """Opens the next step; ``None`` after the last, from where it begins anew."""
        if self._at == len(self._hints):
            self._at = 0
            return None
        self._at += 1
        found = self._hints[self._at - 1]
        self._opened.add(found.step)
        return found

    def put_away(self) -> None:
        """Closes them; the next call begins with the first."""
        self._at = 0
