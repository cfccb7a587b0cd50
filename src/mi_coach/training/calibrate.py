"""Fits the few numbers that turn a network's logits into honest confidences, on validation voices only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from mi_coach.domain.codes import Roadblock
from mi_coach.nlp.coder import Calibration, NetworkCoder
from mi_coach.nlp.labels import FLAGS
from mi_coach.nlp.network import Network
from mi_coach.nlp.ngrams import WordingModel
from mi_coach.nlp.tokens import Pieces
from mi_coach.training import metrics
from mi_coach.training.corpus import LabelledReply
from mi_coach.training.evaluation import boundary_figure, unit_cases

_TEMPERATURES = tuple(round(0.6 + 0.05 * i, 2) for i in range(35))
_BOUNDARIES = tuple(round(0.2 + 0.05 * i, 2) for i in range(13))
_JUDGING = (0.0, 1.0, 2.0, 3.0, 4.0)
_WORDING = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
_AFTER_STOP = (0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5)
SURE = 0.6
"""Below this confidence a unit is shown as "not sure": the next likeliest code is then no rarity."""


def calibrate(
    network: Network, pieces: Pieces, replies: Sequence[LabelledReply], wording: WordingModel | None = None
) -> Calibration:
    """Chooses the weight of the wording by macro-F1, judging's handicap, temperature by likelihood, boundaries by F1.

    All on replies never trained on.
    """

    def coder(calibration: Calibration) -> NetworkCoder:
        return NetworkCoder(network, pieces, calibration, wording=wording)

    start = Calibration(sure=SURE, flags=(0.5,) * len(FLAGS))
    if wording is not None:
        trials = [replace(start, wording=weight) for weight in _WORDING]
        start = max(trials, key=lambda trial: _macro_f1(coder(trial), replies))
    start = max(
        (replace(start, judging=less) for less in _JUDGING), key=lambda trial: _kinds_right(coder(trial), replies)
    )
    temperature = min(_TEMPERATURES, key=lambda t: _loss(coder(replace(start, temperature=t)), replies))
    tempered = replace(start, temperature=temperature)
    for threshold_of, candidates in ((_with_boundary, _BOUNDARIES), (_with_after_stop, _AFTER_STOP)):
        trials = [threshold_of(tempered, threshold) for threshold in candidates]
        tempered = max(trials, key=lambda trial: boundary_figure(coder(trial), replies))
    return replace(tempered, flags=_flags(coder, tempered, replies))


def _macro_f1(coder: NetworkCoder, replies: Sequence[LabelledReply]) -> float:
    cases = unit_cases(coder, replies)
    return metrics.macro_f1([c.value for c in cases.truth], [c.value for c in cases.found])


def _with_boundary(calibration: Calibration, threshold: float) -> Calibration:
    return replace(calibration, boundary=threshold)


def _with_after_stop(calibration: Calibration, threshold: float) -> Calibration:
    return replace(calibration, after_stop=threshold)


def _kinds_right(coder: NetworkCoder, replies: Sequence[LabelledReply]) -> int:
    """How many roadblocks have their kind right, less the units that are none and were taken for judging."""
    cases = unit_cases(coder, replies)
    kinds = list(zip(cases.true_kind, cases.found_kind, strict=True))
    hit = sum(true is not None and true is found for true, found in kinds)
    return hit - sum(true is None and found is Roadblock.JUDGING for true, found in kinds)


def _flags(
    coder: Callable[[Calibration], NetworkCoder], calibration: Calibration, replies: Sequence[LabelledReply]
) -> tuple[float, ...]:
    """The threshold of each flag with the best F1; a middling one among equals."""
    best: list[float] = []
    for flag in range(len(FLAGS)):
        scored = []
        for threshold in _BOUNDARIES:
            flags = tuple(threshold if i == flag else 0.5 for i in range(len(FLAGS)))
            cases = unit_cases(coder(replace(calibration, flags=flags)), replies)
            pairs = [(c[2 * flag], c[2 * flag + 1]) for c in cases.flags]
            hit = sum(t and f for t, f in pairs)
            total = sum(t for t, _ in pairs) + sum(f for _, f in pairs)
            scored.append((2 * hit / total if total else 0.0, -abs(threshold - 0.5), threshold))
        best.append(max(scored)[2])
    return tuple(best)


def _loss(coder: NetworkCoder, replies: Sequence[LabelledReply]) -> float:
    """Mean negative log likelihood of "the top code is right", which is what a confidence claims."""
    cases = unit_cases(coder, replies)
    p = np.clip(np.asarray(cases.confidence), 1e-4, 1 - 1e-4)
    right = np.asarray([t == f for t, f in zip(cases.truth, cases.found, strict=True)])
    return float(-np.where(right, np.log(p), np.log(1 - p)).mean())
