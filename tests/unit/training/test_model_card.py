"""What the model card claims stands in the metrics that were measured."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def metrics() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / "models/unit-coder/metrics.json").read_text("utf-8"))
    return found


@pytest.mark.parametrize("part", ["validation", "test"])
def test_the_card_tells_the_measured_figures(metrics: dict[str, Any], part: str) -> None:
    card = (ROOT / "docs/model-card.md").read_text("utf-8")
    figures = metrics[part]
    for level in ("codes", "families"):
        low, high = figures["macro_f1"][level]["interval_95"]
        assert f"{figures['macro_f1'][level]['value']:.3f} ({low:.3f} to {high:.3f})" in card
    for name in ("roadblock_kind_accuracy", "boundary_f1", "kappa", "calibration_error", "sure_share"):
        assert f"{figures[name]:.3f}" in card
    for voice, of_voice in figures["by_voice"].items():
        assert f"| {voice} |" in card
        assert f"{of_voice['macro_f1']:.3f} |" in card


def test_the_model_beats_the_obvious_baselines_by_far(metrics: dict[str, Any]) -> None:
    baselines = metrics["baselines_on_validation"]
    reached = metrics["validation"]["macro_f1"]["codes"]["value"]
    assert reached > baselines["majority"]["codes_macro_f1"] + 0.5
    assert reached > baselines["keyword_rules"]["codes_macro_f1"] + 0.3
    assert reached > baselines["ngram_logistic_regression"]["codes_macro_f1"]


def test_confidence_is_honest_and_no_imitated_dialect_is_left_behind(metrics: dict[str, Any]) -> None:
    assert metrics["validation"]["calibration_error"] <= 0.05
    test = metrics["test"]
    whole = test["macro_f1"]["codes"]["value"]
    # Yorkshire, typos, London, second language, North East; x06, long old-fashioned sentences, is told of in the card.
    assert all(test["by_voice"][voice]["macro_f1"] >= whole - 0.08 for voice in ("x01", "x02", "x03", "x04", "x07"))
    assert all(voice["macro_f1"] >= whole - 0.1 for voice in test["by_voice"].values())


def test_every_opening_of_the_test_voices_is_logged(metrics: dict[str, Any]) -> None:
    assert metrics["test_openings"]
    assert all(o["date"] and len(o["model_sha256"]) == 64 for o in metrics["test_openings"])
