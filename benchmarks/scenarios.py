"""Plays every shipped scenario with generated trainees and rebuilds ``docs/reference/harness.md``.

Run with ``.venv/bin/python benchmarks/scenarios.py``; it takes a few minutes a scenario. With ids it measures those
alone and prints the page instead of writing it. Nothing in the page depends on the machine or the time.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from mi_coach.nlp.persistence import load_coder
from mi_coach.paths import models_dir, scenarios_dir
from mi_coach.scenarios import Library
from mi_coach.service.harness import measure
from mi_coach.service.harness.table import page

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reference" / "harness.md"
CORPUS = ROOT / "corpus" / "train"


def main(ids: list[str]) -> None:
    """Measures the scenarios named, or all that ship."""
    coder = load_coder(models_dir())
    library = Library(scenarios_dir(), ROOT / "nobody's-own")
    texts = [path.read_text("utf-8") for path in sorted(CORPUS.glob("*.jsonl"))]
    corpus = [str(json.loads(line)["reply"]) for text in texts for line in text.splitlines()]
    outcomes = []
    for scenario_id in ids or [card.id for card in library.cards()]:
        sys.stderr.write(f"{scenario_id}\n")
        outcomes.append(measure(library.get(scenario_id), library.plans(scenario_id), coder, corpus=corpus))
    if ids:
        sys.stdout.write(page(outcomes))
    else:
        PAGE.write_text(page(outcomes), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
