"""The trainee's own view beside the evidence: where the two are close, and where one is kinder than the other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mi_coach.domain.self_rating import RATIO, SelfRating
from mi_coach.scoring.phrases import say
from mi_coach.scoring.principles import Principle
from mi_coach.scoring.rules import CLOSE_GAP, CLOSE_GUESS, MOST_GUESSED


def self_gap(rating: SelfRating | None, five: Iterable[Principle], ratio: float | None) -> dict[str, Any] | None:
    """Sets a self-rating beside what was found; nothing in it moves a score.

    Args:
        rating: What the trainee thought before any result was seen.
        five: The principles with their scores.
        ratio: Reflections for each question; ``None`` with too little behind it.

    Returns:
        Plain JSON-ready data, or ``None`` when nothing was rated or nothing stands beside it. ``principles`` holds
        those that were rated, each with ``self`` and ``score`` (1 to 5) and ``gap`` (self less score, in points;
        ``None`` without a score); ``reflection_to_question`` the guess with ``self``, ``value`` and ``gap``, or
        ``None``; ``mean`` is the mean size of the principles' gaps, ``compared`` how many there were. ``way`` is
        ``close``, ``kinder``, ``harder`` or ``unscored``.
    """
    if not rating:
        return None
    found = [_principle(p, rated) for p in five if (rated := rating.principle(p.id)) is not None]
    guess = None if rating.reflection_to_question is None else _guess(rating.reflection_to_question, ratio)
    gaps = [p["gap"] for p in found if p["gap"] is not None]
    ways = [p["way"] for p in found] + ([guess["way"]] if guess else [])
    if set(ways) <= {"unscored"}:
        return None
    return {
        "text": say(f"self_gap.all_{_whole(ways)}"),
        "about": say("self_gap.about"),
        "mean": round(sum(map(abs, gaps)) / len(gaps), 1) if gaps else None,
        "compared": len(gaps),
        "principles": found,
        RATIO: guess,
    }


def _principle(p: Principle, rated: int) -> dict[str, Any]:
    gap = None if p.score is None else round(rated - p.score, 1)
    way = "close" if gap is not None and abs(gap) < CLOSE_GAP else _way(gap)
    return {
        "id": p.id,
        "name": say(f"principle.{p.id}"),
        "self": rated,
        "score": p.score,
        "gap": gap,
        "way": way,
        "text": say(f"self_gap.{way}", f"{p.id} {rated} {p.score}"),
    }


def _guess(guessed: float, ratio: float | None) -> dict[str, Any]:
    gap = None if ratio is None else round(guessed - ratio, 2)
    # "Three or more" is as right for five as it is for three.
    seen = None if ratio is None else round(min(guessed, MOST_GUESSED) - min(ratio, MOST_GUESSED), 2)
    way = "close" if seen is not None and abs(seen) <= CLOSE_GUESS else _way(seen)
    return {
        "name": say(f"measure.{RATIO}"),
        "self": guessed,
        "value": ratio,
        "gap": gap,
        "way": way,
        "text": say(f"self_gap.guess_{way}", f"{guessed} {ratio}"),
    }


def _way(gap: float | None) -> str:
    """``kinder`` for an own view above the evidence, ``harder`` for one below, ``unscored`` without any."""
    if gap is None:
        return "unscored"
    return "kinder" if gap > 0 else "harder"


def _whole(ways: Iterable[str]) -> str:
    told = {way for way in ways if way in ("kinder", "harder")}
    return "both" if len(told) == 2 else told.pop() if told else "close"
