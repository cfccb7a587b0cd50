"""The figures that the scores rest on, in one place. None of them was fitted to data.

Bands are MITI 4.2.1's expert thresholds; the share of open questions is MITI 3.1.1's. All else is design
judgement and is described as such in ``docs/reference/scoring.md``.
"""

from __future__ import annotations

from dataclasses import dataclass

MIN_REPLIES = 5
"""Coded replies below which no principle, global or overall score is given."""

FULL_SESSION = 12
"""Replies a share is taken over at the least: a shorter session is filled up with replies that show nothing."""

FEWEST_RESISTING = 1 / 3
"""Share of the session (of ``FULL_SESSION`` at the least) that replies to sustain talk or discord are counted as."""

MIN_UNITS = {"reflection_to_question": 5, "percent_complex": 5, "percent_open": 5}
"""What must stand behind each ratio: reflections and questions together, reflections, questions."""

BANDS = {
    "reflection_to_question": (1.0, 2.0),
    "percent_complex": (40.0, 50.0),
    "percent_open": (50.0, 70.0),
    "technical": (3.0, 4.0),
    "relational": (3.5, 4.0),
    "overall": (40.0, 70.0),
}
"""Where *fair* and *good* begin."""


@dataclass(frozen=True, slots=True)
class Full:
    """Shares at which a principle has moved by its whole two points.

    Attributes:
        good: Share of replies with evidence for it that lifts the score from 3 to 5.
        bad: Share of replies with evidence against it that drops the score from 3 to 1.
    """

    good: float
    bad: float


PRINCIPLES = {
    "contracts": Full(0.15, 0.15),
    "empathy": Full(0.60, 0.60),
    "desire": Full(0.30, 0.30),
    "argument": Full(0.60, 0.30),
    "self_belief": Full(0.25, 0.30),
}

NEEDS_TALK = frozenset({"desire", "argument"})
"""Principles that cannot be judged without knowing which way the client's words pointed."""

NO_PURPOSE = 0.5
"""Taken off ``contracts`` when no purpose was agreed in the first third."""

PURPOSE_FROM = 9
"""Replies from which the missing purpose is looked at: a third of fewer is too short a time to have agreed one."""

LOW_IMPORTANCE = 35.0
"""Importance (0 to 100) under which advice, even with permission, comes before the person is ready for it."""

BLEND = {"principles": 0.40, "listening": 0.30, "reflection_share": 0.15, "adherence": 0.15}
"""Weights of the overall score's four parts."""

FULL_BALANCE = 0.5
"""Reflecting less telling replies, as a share of replies, at which the listening part is full; its negative, empty."""

FULL_REFLECTION_SHARE = 2 / 3
"""Reflections among reflections and questions at MITI's 2:1."""

FULL_ADHERENT = 0.20
FULL_NON_ADHERENT = 0.30
"""Shares of replies with adherent and with non-adherent behaviour at which the adherence part is full or empty."""

CEILING = 69
"""Highest overall score of a session that leans on one skill alone."""

CEILING_QUESTIONS = 0.10
CEILING_REFLECTIONS = 0.20
"""Shares of replies that must ask, and must reflect in other words than the client's, to pass the ceiling."""

PARTNERSHIP = Full(0.20, 0.30)
SOFTENING = Full(0.60, 0.40)
"""The same two-sided scale for the two estimated globals that are not principles."""

CLOSE_GAP = 1.0
"""Points between a trainee's own rating of a principle and its score under which the two are called close."""

CLOSE_GUESS = 0.5
"""Difference between the guessed and the counted reflections for each question up to which they are called close."""

MOST_GUESSED = 3.0
"""Reflections for each question from which it is all one ("three or more" is the highest answer offered)."""


def two_sided(good: float, bad: float, full: Full) -> float:
    """A score from 1 to 5 that starts at 3 and moves with the two shares (each 0 to 1)."""
    return max(1.0, min(5.0, 3.0 + 2.0 * min(1.0, good / full.good) - 2.0 * min(1.0, bad / full.bad)))


def filled(over: int, replies: int) -> int:
    """What a share is divided by: the replies it is taken over, filled up where the session is short."""
    return over + max(0, FULL_SESSION - replies)


def filled_resisting(over: int, replies: int) -> float:
    """The same for a share over replies to sustain talk or discord, so that one such reply is not the whole of it."""
    return max(float(over), FEWEST_RESISTING * max(replies, FULL_SESSION))


def band(measure: str, value: float | None) -> str:
    """``below``, ``fair`` or ``good`` for a value; ``too_few`` where there is none."""
    if value is None:
        return "too_few"
    fair, good = BANDS[measure]
    return "good" if value >= good else "fair" if value >= fair else "below"
