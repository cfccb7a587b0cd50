"""Fits the few numbers that turn a network's logits into honest confidences, on validation voices only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from mi_coach.nlp.coder import Calibration, NetworkCoder
from mi_coach.nlp.labels import FLAGS
from mi_coach.nlp.network import Network
from mi_coach.nlp.tokens import Pieces
from mi_coach.training.corpus import LabelledReply
from mi_coach.training.evaluation import boundary_figure, unit_cases

_TEMPERATURES = tuple(round(0.6 + 0.05 * i, 2) for i in range(35))
_BOUNDARIES = tuple(round(0.2 + 0.05 * i, 2) for i in range(13))
_AFTER_STOP = (0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5)
SURE = 0.6
"""Below this confidence a unit is shown as "not sure": the next likeliest code is then no rarity."""


def calibrate(network: Network, pieces: Pieces, replies: Sequence[LabelledReply]) -> Calibration:
    """Chooses temperature by likelihood and the boundary threshold by F1, on replies never trained on."""
    start = Calibration(sure=SURE, flags=(0.5,) * len(FLAGS))
    temperature = min(_TEMPERATURES, key=lambda t: _loss(network, pieces, replace(start, temperature=t), replies))
    tempered = replace(start, temperature=temperature)
    for threshold_of, candidates in ((_with_boundary, _BOUNDARIES), (_with_after_stop, _AFTER_STOP)):
        trials = [threshold_of(tempered, threshold) for threshold in candidates]
        tempered = max(trials, key=lambda trial: boundary_figure(NetworkCoder(network, pieces, trial), replies))
    return replace(tempered, flags=_flags(network, pieces, tempered, replies))


def _with_boundary(calibration: Calibration, threshold: float) -> Calibration:
    return replace(calibration, boundary=threshold)


def _with_after_stop(calibration: Calibration, threshold: float) -> Calibration:
    return replace(calibration, after_stop=threshold)


def _flags(
    network: Network, pieces: Pieces, calibration: Calibration, replies: Sequence[LabelledReply]
) -> tuple[float, ...]:
    """The threshold of each flag with the best F1; a middling one among equals."""
    best: list[float] = []
    for flag in range(len(FLAGS)):
        scored = []
        for threshold in _BOUNDARIES:
            flags = tuple(threshold if i == flag else 0.5 for i in range(len(FLAGS)))
            cases = unit_cases(NetworkCoder(network, pieces, replace(calibration, flags=flags)), replies)
            pairs = [(c[2 * flag], c[2 * flag + 1]) for c in cases.flags]
            hit = sum(t and f for t, f in pairs)
            total = sum(t for t, _ in pairs) + sum(f for _, f in pairs)
            scored.append((2 * hit / total if total else 0.0, -abs(threshold - 0.5), threshold))
        best.append(max(scored)[2])
    return tuple(best)


def _loss(network: Network, pieces: Pieces, calibration: Calibration, replies: Sequence[LabelledReply]) -> float:
    """Mean negative log likelihood of "the top code is right", which is what a confidence claims."""
    cases = unit_cases(NetworkCoder(network, pieces, calibration), replies)
    p = np.clip(np.asarray(cases.confidence), 1e-4, 1 - 1e-4)
    right = np.asarray([t == f for t, f in zip(cases.truth, cases.found, strict=True)])
    return float(-np.where(right, np.log(p), np.log(1 - p)).mean())
