"""How the level of a drill follows the person: pure.

Two prompts met at the first try in a row and it goes up; two not met after both tries in a row and it goes down. A
second try that meets it begins the count anew; an answer that the tool cannot judge, and a prompt that was skipped,
leave it as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mi_coach.exercises.types import LEVELS

STREAK = 2
"""Prompts in a row that move the level. Design judgement: quick enough to be felt in a round of eight."""


class Came(StrEnum):
    """What came of one prompt."""

    FIRST = "first"
    SECOND = "second"
    NOT_YET = "not_yet"
    UNSURE = "unsure"
    SKIPPED = "skipped"


@dataclass(slots=True)
class Standing:
    """Where the person stands in a round.

    Attributes:
        level: 1 to 3.
        fixed: The level was asked for and stays.
        met: Prompts met at the first try in a row.
        missed: Prompts not met after both tries in a row.
    """

    level: int
    fixed: bool = False
    met: int = 0
    missed: int = 0

    def after(self, came: Came) -> None:
        """Moves on after a prompt."""
        if came is Came.FIRST:
            self.met, self.missed = self.met + 1, 0
        elif came is Came.NOT_YET:
            self.met, self.missed = 0, self.missed + 1
        elif came is Came.SECOND:
            self.met = self.missed = 0
        if self.fixed:
            return
        if self.met >= STREAK:
            self._go(self.level + 1)
        elif self.missed >= STREAK:
            self._go(self.level - 1)

    def _go(self, level: int) -> None:
        self.level = min(max(level, LEVELS[0]), LEVELS[-1])
        self.met = self.missed = 0
