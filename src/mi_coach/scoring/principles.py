"""The five principles, each from 1 to 5 with the evidence behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from mi_coach.domain.codes import Code
from mi_coach.scoring.cues import speaks_of
from mi_coach.scoring.evidence import Piece, piece
from mi_coach.scoring.reading import Reading
from mi_coach.scoring.rules import (
    MIN_REPLIES,
    NEEDS_TALK,
    NO_PURPOSE,
    PRINCIPLES,
    PURPOSE_FROM,
    filled,
    filled_resisting,
    two_sided,
)
from mi_coach.scoring.weighing import WEIGH


@dataclass(frozen=True, slots=True)
class Principle:
    """A principle's score.

    Attributes:
        id: ``contracts``, ``empathy``, ``desire``, ``argument`` or ``self_belief``.
        exact: 1 to 5, unrounded; ``None`` where it cannot be told.
        good: Evidence for it, in order.
        bad: Evidence against it, in order.
    """

    id: str
    exact: float | None
    good: tuple[Piece, ...]
    bad: tuple[Piece, ...]

    @property
    def score(self) -> float | None:
        """The score to one decimal."""
        return None if self.exact is None else round(self.exact, 1)


def principles(readings: Sequence[Reading], talk_known: bool) -> tuple[Principle, ...]:
    """Scores all five.

    A score is ``None`` under five coded replies, without any evidence either way, and for the two principles that
    need the client's talk when that is unknown (their evidence is then left out as well).
    """
    return tuple(
        _principle(name, readings) if talk_known or name not in NEEDS_TALK else Principle(name, None, (), ())
        for name in PRINCIPLES
    )


def _principle(name: str, readings: Sequence[Reading]) -> Principle:
    weighed = [WEIGH[name](r) for r in readings]
    good = tuple(p for w in weighed for p in w.good)
    bad = tuple(p for w in weighed for p in w.bad)
    exact = None
    if len(readings) >= MIN_REPLIES:
        fill = filled_resisting if name == "argument" else filled
        over_good = fill(sum(w.in_good for w in weighed), len(readings))
        over_bad = filled(sum(w.in_bad for w in weighed), len(readings))
        share_good = sum(w.share_good for w in weighed if w.in_good) / over_good if over_good else 0.0
        share_bad = sum(w.share_bad for w in weighed if w.in_bad) / over_bad if over_bad else 0.0
        exact = two_sided(share_good, share_bad, PRINCIPLES[name])
        if name == "contracts" and (late := no_purpose(readings)):
            bad = tuple(sorted((*bad, late), key=lambda p: p.turn))
            exact = max(1.0, exact - NO_PURPOSE)
        if not (good or bad):
            exact = None
    return Principle(name, exact, good, bad)


def no_purpose(readings: Sequence[Reading]) -> Piece | None:
    """Evidence that no purpose was agreed by a third of the session; ``None`` when one was, or it is too short to say.

    Replies made of roadblocks alone are left out of the count, so that adding one cannot move the third.
    """
    told = [r for r in readings if not r.only_blocks_outside(())]
    if len(told) < PURPOSE_FROM:
        return None
    third = told[: ceil(len(told) / 3)]
    if any(_purpose(r) for r in third):
        return None
    return replace(piece(third[-1], "no_purpose", 1.0), quote="")


def _purpose(r: Reading) -> bool:
    return any(
        u.code is Code.SK or (u.code in (Code.GI, Code.NC, Code.OQ, Code.CQ, Code.PP) and speaks_of("agenda", u.text))
        for u in r.units
    )
