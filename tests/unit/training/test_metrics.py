"""Figures of merit against examples worked by hand."""

from __future__ import annotations

import math

from mi_coach.training import metrics

TRUTH = ["a", "a", "a", "b", "b", "c"]
FOUND = ["a", "a", "b", "b", "c", "c"]


def test_per_class_by_hand() -> None:
    figures = metrics.per_class(TRUTH, FOUND)
    assert (figures["a"].precision, figures["a"].recall, figures["a"].support) == (1.0, 2 / 3, 3)
    assert math.isclose(figures["a"].f1, 0.8)
    assert math.isclose(figures["b"].f1, 0.5)
    assert math.isclose(figures["c"].f1, 2 / 3)


def test_macro_f1_is_the_mean_over_classes_that_occur() -> None:
    assert math.isclose(metrics.macro_f1(TRUTH, FOUND), (0.8 + 0.5 + 2 / 3) / 3)
    assert math.isclose(metrics.macro_f1(["a", "a"], ["a", "z"]), 2 / 3)


def test_kappa_by_hand() -> None:
    # Observed 4/6; expected (3*2 + 2*2 + 1*2) / 36 = 12/36.
    assert math.isclose(metrics.kappa(TRUTH, FOUND), (4 / 6 - 1 / 3) / (1 - 1 / 3))


def test_kappa_of_one_label_alone_is_full_agreement() -> None:
    assert metrics.kappa(["a", "a"], ["a", "a"]) == 1.0


def test_calibration_error_by_hand() -> None:
    # Two bins: 0.9 said, half right; 0.2 said, none right.
    error = metrics.calibration_error([0.9, 0.9, 0.2, 0.2], [True, False, False, False])
    assert math.isclose(error, 0.5 * 0.4 + 0.5 * 0.2)


def test_boundary_f1_counts_starts_after_the_first() -> None:
    assert metrics.boundary_f1([[5, 9], []], [[5], [3]]) == 2 * 1 / (3 + 1)
    assert metrics.boundary_f1([[]], [[]]) == 1.0


def test_bootstrap_resamples_whole_groups() -> None:
    values = [1.0, 1.0, 0.0, 0.0]
    low, high = metrics.bootstrap(["x", "x", "y", "y"], lambda idx: sum(values[i] for i in idx) / len(idx), 200)
    assert (low, high) == (0.0, 1.0)
    assert metrics.bootstrap(["x", "x"], lambda idx: sum(values[i] for i in idx) / len(idx), 50) == (1.0, 1.0)


def test_area_under_roc_counts_ties_half() -> None:
    assert metrics.area_under_roc([3, 4], [1, 2]) == 1.0
    assert metrics.area_under_roc([1, 1], [1]) == 0.5
    assert metrics.area_under_roc([0, 2, 5], [1, 2]) == (0 + 1.5 + 2) / 6
    assert math.isnan(metrics.area_under_roc([], [1]))
