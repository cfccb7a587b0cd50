"""A drill round, a spotting round or a benchmark that somebody has worked through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class ExerciseKind(StrEnum):
    """What sort of exercise it was."""

    DRILL = "drill"
    SPOTTING = "spotting"
    BENCHMARK = "benchmark"


@dataclass(frozen=True, slots=True)
class ExerciseRecord:
    """One exercise as it is kept.

    Attributes:
        id: A short identifier.
        profile: Whose it is.
        kind: What sort of exercise.
        what: The skill of a drill, the name of a spotting exercise, or the form of a benchmark.
        level: 1 to 3 for a drill: the level at its end; ``None`` for the others.
        started: When it began, with time zone.
        ended: When it ended, or ``None`` while it can be carried on.
        answers: One JSON-ready mapping for each prompt, in the order they were answered.
        result: JSON-ready figures of the whole.
    """

    id: str
    profile: str
    kind: ExerciseKind
    what: str
    level: int | None
    started: datetime
    ended: datetime | None = None
    answers: tuple[Mapping[str, Any], ...] = field(default=(), hash=False)
    result: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, as exports and documents show it."""
        return {
            "id": self.id,
            "profile": self.profile,
            "kind": self.kind.value,
            "what": self.what,
            "level": self.level,
            "started": self.started.isoformat(),
            "ended": self.ended.isoformat() if self.ended else None,
            "answers": [dict(answer) for answer in self.answers],
            "result": dict(self.result),
        }
