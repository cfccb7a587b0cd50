"""Puts scores of both forms on one scale, with their uncertainty: the table that ``benchmarks/equating.py`` makes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import sqrt
from typing import Any

from mi_coach.exercises.benchmark.types import HIGHEST, LOWEST

Z = 1.96
"""Standard errors to either side of a score that hold it 95 times in 100."""

TABLE = "equating.json"


@dataclass(frozen=True, slots=True)
class Line:
    """How a form's mean becomes a score: ``slope * mean + intercept`` (linear equating)."""

    slope: float
    intercept: float


@dataclass(frozen=True, slots=True)
class Scale:
    """The scale, that of form A: points for a situation, 1 to 5, as a mean over a form.

    Attributes:
        lines: By form, how its mean becomes a score.
        sem: Standard error of measurement: how far a score moves when the same trainee takes the other form.
        equating_error: Standard error of the difference between the forms.
        rubric: Version of the rubric that it was made with.
        model: Digest of the coder's model that it was made with.
        forms: Digest of the forms that it was made with.
    """

    lines: Mapping[str, Line]
    sem: float
    equating_error: float
    rubric: int
    model: str
    forms: str

    def score(self, form: str, mean: float) -> float:
        """A form's mean as a score, 1 to 5."""
        line = self.lines[form]
        return bounded(line.slope * mean + line.intercept)

    def error(self, tags: float) -> float:
        """Standard error of a score; ``tags`` is the variance of its mean over the readings of unsure tags."""
        return sqrt(self.sem**2 + tags)

    def error_of_change(self, before: float, after: float, same_form: bool) -> float:
        """Standard error of the difference of two scores; the arguments as for :meth:`error`."""
        between = 0.0 if same_form else self.equating_error**2
        return sqrt(self.error(before) ** 2 + self.error(after) ** 2 + between)


def bounded(score: float) -> float:
    """A score within the scale, to two places."""
    return round(min(max(score, float(LOWEST)), float(HIGHEST)), 2)


def from_table(table: Mapping[str, Any]) -> Scale:
    """Reads the table.

    Raises:
        KeyError: Something is missing from it.
    """
    lines = {form: Line(float(f["slope"]), float(f["intercept"])) for form, f in table["forms"].items()}
    made = table["made_with"]
    return Scale(
        lines, float(table["sem"]), float(table["equating_error"]), int(made["rubric"]), made["model"], made["forms"]
    )


def shipped_table() -> dict[str, Any]:
    """The table with all its figures, as it ships."""
    text = files("mi_coach.exercises.benchmark").joinpath("data", TABLE).read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    return table


@lru_cache(maxsize=1)
def shipped_scale() -> Scale:
    """The scale that ships."""
    return from_table(shipped_table())
