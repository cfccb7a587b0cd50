"""Measures the coder's speed on this machine: replies a second in batch, and the time of one reply when warm.

Run with ``.venv/bin/python benchmarks/coder.py``. Prints one JSON document. A benchmark measures; no test asserts it.
"""

from __future__ import annotations

import json
import platform
import sys
import time
from pathlib import Path

import numpy as np

from mi_coach.nlp.persistence import load_coder
from mi_coach.paths import models_dir

CORPUS = Path(__file__).resolve().parents[1] / "corpus" / "validation"


def main() -> None:
    """Runs the benchmark."""
    texts = [path.read_text("utf-8") for path in sorted(CORPUS.glob("*.jsonl"))]
    rows = [json.loads(line) for text in texts for line in text.splitlines()]
    pairs = [(str(row["reply"]), str(row["client"])) for row in rows]
    began = time.perf_counter()
    coder = load_coder(models_dir())
    coder.code(*pairs[0])
    ready = time.perf_counter() - began
    began = time.perf_counter()
    coder.code_many(pairs)
    batch = len(pairs) / (time.perf_counter() - began)
    short = [pair for pair, row in zip(pairs, rows, strict=True) if len(row["units"]) <= 3]
    single = []
    for pair in short:
        began = time.perf_counter()
        coder.code(*pair)
        single.append(time.perf_counter() - began)
    sys.stdout.write(
        json.dumps(
            {
                "processor": platform.processor() or platform.machine(),
                "replies": len(pairs),
                "load_and_first_reply_s": round(ready, 3),
                "batch_replies_per_s": round(batch, 1),
                "one_reply_ms": {
                    "median": round(float(np.median(single)) * 1000, 1),
                    "p95": round(float(np.percentile(single, 95)) * 1000, 1),
                },
            },
            indent=1,
        )
        + "\n"
    )


if __name__ == "__main__":
    main()
