"""Figures of merit, on plain sequences of labels; numpy only, so that ``evaluate`` runs without the training tools."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """Precision, recall and F1 (0 to 1) of one class, with the number of true cases."""

    precision: float
    recall: float
    f1: float
    support: int


def per_class(truth: Sequence[str], found: Sequence[str]) -> dict[str, ClassFigures]:
    """Figures for every class that occurs in the truth or was found, by name."""
    figures = {}
    for name in sorted({*truth, *found}):
        hit = sum(t == f == name for t, f in zip(truth, found, strict=True))
        support, given = sum(t == name for t in truth), sum(f == name for f in found)
        precision = hit / given if given else 0.0
        recall = hit / support if support else 0.0
        f1 = 2 * precision * recall / (precision + recall) if hit else 0.0
        figures[name] = ClassFigures(precision, recall, f1, support)
    return figures


def macro_f1(truth: Sequence[str], found: Sequence[str]) -> float:
    """Mean F1 over the classes that occur in the truth; NaN for no cases."""
    figures = [f.f1 for f in per_class(truth, found).values() if f.support]
    return float(np.mean(figures)) if figures else float("nan")


def accuracy(truth: Sequence[str], found: Sequence[str]) -> float:
    """Share of cases that agree; NaN for no cases."""
    return float(np.mean([t == f for t, f in zip(truth, found, strict=True)])) if truth else float("nan")


def kappa(a: Sequence[str], b: Sequence[str]) -> float:
    """Cohen's kappa; 1 when both use one and the same single label; NaN for no cases."""
    if not a:
        return float("nan")
    observed = accuracy(a, b)
    left, right = Counter(a), Counter(b)
    expected = sum(left[k] * right[k] for k in left) / len(a) ** 2
    return 1.0 if expected == 1 else (observed - expected) / (1 - expected)


def confusion(truth: Sequence[str], found: Sequence[str]) -> dict[str, dict[str, int]]:
    """Counts of true (outer) against found (inner) labels."""
    table: dict[str, dict[str, int]] = {}
    for t, f in zip(truth, found, strict=True):
        row = table.setdefault(t, {})
        row[f] = row.get(f, 0) + 1
    return table


def calibration_error(confidence: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error over equal-width bins, 0 to 1 (Guo et al. 2017); NaN for no cases."""
    if not confidence:
        return float("nan")
    p, hit = np.asarray(confidence), np.asarray(right, dtype=float)
    which = np.minimum((p * bins).astype(int), bins - 1)
    gaps = [abs(p[which == b].mean() - hit[which == b].mean()) * (which == b).mean() for b in set(which.tolist())]
    return float(sum(gaps))


def boundary_f1(truth: Sequence[Sequence[int]], found: Sequence[Sequence[int]]) -> float:
    """F1 of unit starts inside replies; the first unit's start, which is never in doubt, is left out.

    Args:
        truth: For each reply the starts of its units after the first.
        found: The same as found.
    """
    pairs = list(zip(truth, found, strict=True))
    hit = sum(len(set(t) & set(f)) for t, f in pairs)
    total = sum(len(set(t)) + len(set(f)) for t, f in pairs)
    return 2 * hit / total if total else 1.0


def area_under_roc(higher: Sequence[float], lower: Sequence[float]) -> float:
    """How often a case of the first group lies above one of the second, a tie counting half; NaN for an empty group."""
    if not higher or not lower:
        return float("nan")
    gaps = np.subtract.outer(np.asarray(higher, dtype=float), np.asarray(lower, dtype=float))
    return float(np.mean((gaps > 0) + 0.5 * (gaps == 0)))


def bootstrap(
    groups: Sequence[object], figure: Callable[[Sequence[int]], float], rounds: int = 1000, seed: int = 7
) -> tuple[float, float]:
    """95 % interval of a figure by resampling whole groups.

    Args:
        groups: For each case the group it belongs to (a reply, a voice, a video).
        figure: Gives the figure for a list of case numbers.
        rounds: Resamples.
        seed: Of the random source.

    Returns:
        2.5th and 97.5th percentile.
    """
    members: dict[object, list[int]] = {}
    for i, group in enumerate(groups):
        members.setdefault(group, []).append(i)
    names = list(members)
    rng = np.random.default_rng(seed)
    values = []
    for _ in range(rounds):
        drawn = rng.integers(0, len(names), len(names))
        values.append(figure([i for d in drawn for i in members[names[int(d)]]]))
    low, high = np.nanpercentile(values, [2.5, 97.5])
    return float(low), float(high)
