"""The overall score: a documented blend, not fitted to any data and not a grade for appraisal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mi_coach.domain.codes import QUESTIONS, Miti
from mi_coach.scoring.counts import Counts, reply_values
from mi_coach.scoring.principles import Principle
from mi_coach.scoring.reading import Reading
from mi_coach.scoring.rules import (
    BLEND,
    CEILING,
    CEILING_QUESTIONS,
    CEILING_REFLECTIONS,
    FULL_ADHERENT,
    FULL_BALANCE,
    FULL_NON_ADHERENT,
    FULL_REFLECTION_SHARE,
    MIN_REPLIES,
    NEEDS_TALK,
)

ADHERENT = frozenset({Miti.AF, Miti.SEEK, Miti.EMPHASIZE})
NON_ADHERENT = frozenset({Miti.P, Miti.CONFRONT})


@dataclass(frozen=True, slots=True)
class Overall:
    """The overall score and what it is made of.

    Attributes:
        score: 0 to 100, ``None`` under five coded replies.
        parts: The four parts, each 0 to 100.
        capped: The blend was higher, but the session leans on one skill alone.
    """

    score: int | None
    parts: dict[str, float]
    capped: bool = False


def overall(readings: Sequence[Reading], counts: Counts, found: Sequence[Principle], talk_known: bool) -> Overall:
    """Blends the principles, the listening balance, the share of reflections and adherence."""
    if len(readings) < MIN_REPLIES:
        return Overall(None, {})
    parts = {
        "principles": _principles(found, talk_known),
        "listening": _listening(readings),
        "reflection_share": _reflection_share(counts),
        "adherence": _adherence(readings),
    }
    blend = sum(BLEND[name] * 100 * value for name, value in parts.items())
    capped = blend > CEILING and one_sided(readings)
    score = round(min(blend, CEILING) if capped else blend)
    return Overall(score, {name: round(100 * value, 1) for name, value in parts.items()}, capped)


def one_sided(readings: Sequence[Reading]) -> bool:
    """True when too few replies ask, or too few reflect in other words than the client's, be the line ever so short."""
    asking = sum(r.asks and any(i not in r.echoes for i, _ in r.coded(*QUESTIONS)) for r in readings) / len(readings)
    reflecting = sum(any(i not in r.echoes for i, _ in r.reflections) for r in readings) / len(readings)
    return asking < CEILING_QUESTIONS or reflecting < CEILING_REFLECTIONS


def _principles(found: Sequence[Principle], talk_known: bool) -> float:
    """Mean of those that can be judged on this kind of record; one without evidence stands at its start, 3."""
    judged = [p for p in found if talk_known or p.id not in NEEDS_TALK]
    return sum(((p.exact if p.exact is not None else 3.0) - 1) / 4 for p in judged) / len(judged)


def _listening(readings: Sequence[Reading]) -> float:
    """Replies that reflect less replies that tell, as a share; half way when they balance."""
    counted = [r for r in readings if r.telling or not r.only_blocks_outside(())]
    if not counted:
        return 0.0
    balance = sum(bool(r.reflections) - r.telling for r in counted) / len(counted)
    return max(0.0, min(1.0, (balance + FULL_BALANCE) / (2 * FULL_BALANCE)))


def _reflection_share(counts: Counts) -> float:
    """MITI's reflections among reflections and questions; full at two to one, nought without either."""
    both = counts.reflections + counts.miti[Miti.Q]
    return min(1.0, counts.reflections / both / FULL_REFLECTION_SHARE) if both else 0.0


def _adherence(readings: Sequence[Reading]) -> float:
    """Half to start with; up with adherent replies, down with non-adherent ones."""
    values = [reply_values(r.units) for r in readings]
    good = sum(bool(v & ADHERENT) for v in values) / len(values)
    bad = [bool(v & NON_ADHERENT) for v, r in zip(values, readings, strict=True) if _in_adherence(r, v)]
    share = sum(bad) / len(bad) if bad else 0.0
    raised = 0.5 + 0.5 * min(1.0, good / FULL_ADHERENT) - min(1.0, share / FULL_NON_ADHERENT)
    return max(0.0, min(1.0, raised))


def _in_adherence(r: Reading, values: frozenset[Miti]) -> bool:
    return bool(values & NON_ADHERENT) or not r.only_blocks_outside(())
