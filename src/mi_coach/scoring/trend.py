"""Whether a figure has moved over several sessions, and no more than so few numbers can carry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb, erfc, factorial, sqrt
from statistics import median

FEWEST = 5
"""Sessions below which no direction is named: four in a row rise by chance once in twelve times."""

LATEST = 12
"""Sessions that the latest trend looks back on."""

LONGEST = 200
"""Sessions that the long trend looks back on at most; it is taken from two times :data:`LATEST` on."""

CHANCE = 0.02
"""Most that chance may account for. Strict, because a dozen and more figures are looked at side by side."""

ENDS = 3
"""Sessions at either end whose middle value stands for "before" and "now"."""


@dataclass(frozen=True, slots=True)
class Trend:
    """Which way a figure went.

    Attributes:
        way: ``none`` without a value, ``few`` below :data:`FEWEST`, else ``same``, ``up`` or ``down``.
        sessions: Sessions it was taken over.
        first: Before: the first value, from :data:`FEWEST` sessions on the middle one of the first few.
        last: Now: the latest value, or the middle one of the latest few.
        middle: The middle value of all.
    """

    way: str
    sessions: int
    first: float | None = None
    last: float | None = None
    middle: float | None = None


def trend(values: Sequence[float | None]) -> Trend:
    """Looks for a direction in the latest sessions by Kendall's S.

    S only asks which of each two sessions had the higher value, so that one odd session cannot make a trend.

    Args:
        values: One for each session, the oldest first; ``None`` where a session has none.
    """
    found = [value for value in values if value is not None][-LATEST:]
    if not found:
        return Trend("none", 0)
    if len(found) < FEWEST:
        return Trend("few", len(found), found[0], found[-1], median(found))
    return _trend(found, ENDS)


def long_trend(values: Sequence[float | None]) -> Trend | None:
    """The same over a long history; ``None`` while that is not much longer than the latest sessions."""
    found = [value for value in values if value is not None][-LONGEST:]
    return _trend(found, LATEST) if len(found) >= 2 * LATEST else None


def _trend(found: Sequence[float], ends: int) -> Trend:
    s = sum((later > earlier) - (later < earlier) for earlier, later in combinations(found, 2))
    way = "same" if by_chance(s, len(found)) > CHANCE else "up" if s > 0 else "down"
    return Trend(way, len(found), median(found[:ends]), median(found[-ends:]), median(found))


def by_chance(s: int, n: int) -> float:
    """How often values in an order drawn by lot give an S at least this far from nought, 0 to 1.

    Exact up to :data:`LATEST` values without ties, beyond them by the normal curve; ties err towards chance.
    """
    if n > LATEST:
        deviation = sqrt(n * (n - 1) * (2 * n + 5) / 18)
        return erfc(max(0, abs(s) - 1) / deviation / sqrt(2))
    inversions = (comb(n, 2) - abs(s)) // 2
    at_most = sum(_orders(n)[: inversions + 1])
    return min(1.0, 2 * at_most / factorial(n))


def _orders(n: int) -> list[int]:
    """How many orders of ``n`` things have 0, 1, 2 ... pairs the wrong way round."""
    counts = [1]
    for size in range(2, n + 1):
        longer = [0] * (len(counts) + size - 1)
        for shift in range(size):
            for at, count in enumerate(counts):
                longer[at + shift] += count
        counts = longer
    return counts
