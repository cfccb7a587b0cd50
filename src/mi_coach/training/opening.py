"""Opens the test voices for a finished model: once for each release, and never without a trace."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from mi_coach.nlp.persistence import load_model
from mi_coach.training.corpus import read_split
from mi_coach.training.evaluation import own_figures


def open_test(folder: Path, corpus: Path, when: str) -> dict[str, Any]:
    """Measures a finished model on the test voices and logs the opening in its ``metrics.json``."""
    coder = load_model(folder, None)
    figures = own_figures(coder, read_split(corpus, "test"))
    path = folder / "metrics.json"
    metrics = json.loads(path.read_text(encoding="utf-8"))
    metrics["test_openings"].append({"date": when, "model_sha256": coder.sha256})
    metrics["test"] = figures
    path.write_text(json.dumps(metrics, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return figures
