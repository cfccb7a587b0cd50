"""Which skills of the ladder are strong and which are due, from conversations and drills together: pure.

Spaced practice: a skill that held waits longer for its next turn, one that did not comes back soon. The intervals are
design judgement; that skill fades without follow-up, and that three or four boosters over six months hold it, is
Schwalbe, Oh and Zweben's review of 2014.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from mi_coach.domain.exercise import ExerciseKind, ExerciseRecord
from mi_coach.exercises.types import Skill
from mi_coach.service.shown import Outcome, outcome

STEPS = (2, 5, 10, 21, 45)
"""Days until a skill is due again. Each day on which it held leads one step on, a day on which it came off in part one
step back, a day on which it did not, to the first; the last step comes round three to four times in five months."""

JUDGED = 3
"""Prompts of a drill that must have been judged for it to say that the skill held, or that it did not."""

HELD_SHARE = 2 / 3
"""Share of those met at the first try from which it held."""

SOME_SHARE = 0.5
"""Share of those met at either try from which some of it is there."""


@dataclass(frozen=True, slots=True)
class Practised:
    """One time that a skill was practised: ``where`` is ``drill`` or ``conversation``."""

    when: datetime
    where: str
    came: Outcome
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands with a skill.

    Attributes:
        skill: Which.
        strength: ``new``, ``begun``, ``growing`` or ``strong`` (it held on the last two days it was practised).
        last: The latest time, or ``None``.
        times: How often it was practised.
        due: The day from which practice pays again; ``None`` for a new one.
    """

    skill: Skill
    strength: str
    last: Practised | None
    times: int
    due: date | None


def standings(
    sessions: Iterable[tuple[datetime, Mapping[str, Any]]], records: Iterable[ExerciseRecord]
) -> list[Standing]:
    """Every skill of the ladder in its order.

    Args:
        sessions: When each conversation began, with its ``skills`` (:func:`mi_coach.service.shown.skills_shown`).
        records: Exercises; only drills count.
    """
    found: dict[Skill, list[Practised]] = {skill: [] for skill in Skill}
    for when, skills in sessions:
        for name, (used, chances) in skills.items():
            came = outcome(Skill(name), used, chances)
            if came:
                found[Skill(name)].append(Practised(when, "conversation", came))
    for record in records:
        drilled = drill_outcome(record)
        if drilled and record.what in found:
            found[Skill(record.what)].append(Practised(record.started, "drill", drilled, record.level))
    return [_standing(skill, sorted(times, key=lambda p: p.when)) for skill, times in found.items()]


def drill_outcome(record: ExerciseRecord) -> Outcome | None:
    """How a drill went; ``None`` when too little of it could be judged, and for other exercises."""
    if record.kind is not ExerciseKind.DRILL:
        return None
    first, second, missed = (int(record.result.get(key, 0)) for key in ("first", "second", "not_yet"))
    judged = first + second + missed
    if judged < JUDGED:
        return Outcome.SOME if first + second else None
    if first >= HELD_SHARE * judged:
        return Outcome.HELD
    return Outcome.SOME if first + second >= SOME_SHARE * judged else Outcome.NOT_YET


def _standing(skill: Skill, times: Sequence[Practised]) -> Standing:
    if not times:
        return Standing(skill, "new", None, 0, None)
    # A day counts once, as it ended: ten rounds in an afternoon are no spaced practice.
    days = [list(group)[-1] for _, group in groupby(times, key=lambda p: p.when.date())]
    step = 0
    for day in days:
        moved = {Outcome.HELD: step + 1, Outcome.SOME: step - 1, Outcome.NOT_YET: 0}[day.came]
        step = min(max(moved, 0), len(STEPS) - 1)
    last = days[-1]
    held = [day.came is Outcome.HELD for day in days[-2:]]
    strength = "strong" if held == [True, True] else "begun" if last.came is Outcome.NOT_YET else "growing"
    return Standing(skill, strength, last, len(times), last.when.date() + timedelta(days=STEPS[step]))
