"""Measures a model on any labelled data that is named: own replies or AnnoMI's columns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mi_coach.errors import MiCoachError
from mi_coach.nlp.persistence import load_coder, load_model
from mi_coach.paths import models_dir
from mi_coach.training.annomi import read_annomi
from mi_coach.training.corpus import read_voice
from mi_coach.training.evaluation import annomi_figures, own_figures


def measure(data: Path, model: Path | None = None) -> dict[str, Any]:
    """Codes the data and compares.

    Args:
        data: A folder of ``.jsonl`` files, one such file, or a CSV with AnnoMI's columns.
        model: A model folder, or ``None`` for the one that ships.

    Raises:
        MiCoachError: The data is missing, empty or of no known form.
    """
    if not data.exists():
        raise MiCoachError(f"{data}: there is no such file or folder")
    files = sorted(data.glob("*.jsonl")) if data.is_dir() else [data]
    if not files:
        raise MiCoachError(f"{data}: no labelled replies (.jsonl) in this folder; try {data / 'validation'}")
    if files[0].suffix not in (".jsonl", ".csv"):
        raise MiCoachError(f"{data}: labelled replies end in .jsonl, AnnoMI's table in .csv")
    coder = load_model(model, None) if model else load_coder(models_dir())
    if files[0].suffix == ".csv":
        turns = read_annomi(files[0])
        figures = annomi_figures(turns, coder.code_many([(t.text, t.client) for t in turns]))
    else:
        replies = [reply for file in files for reply in read_voice(file)]
        if not replies:
            raise MiCoachError(f"{data}: no labelled replies in it")
        figures = own_figures(coder, replies)
    return {"schema": 1, "data": str(data), "model": {"name": coder.name, "sha256": coder.sha256}, "figures": figures}
