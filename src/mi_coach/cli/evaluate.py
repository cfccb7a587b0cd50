"""``mi-coach evaluate``: holds the coder against labelled data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from mi_coach.cli.common import json_option, print_json, say, table


@click.command("evaluate", short_help="Hold the coder against labelled data.")
@click.argument("data", type=click.Path(path_type=Path))
@click.option(
    "--model",
    type=click.Path(path_type=Path),
    help="A model folder to measure instead of the one that ships, such as one just trained.",
)
@json_option
def command(data: Path, model: Path | None, as_json: bool) -> None:
    """Hold the coder against labelled data.

    DATA is a folder of this project's labelled replies (.jsonl), one such file, or a CSV with AnnoMI's columns. Prints
    per code precision, recall, F1 and support, macro-F1 with its 95 % interval, Cohen's kappa, the confusion
    matrix, calibration and segmentation; for AnnoMI the presence of its behaviours per turn, worked out from the tags.
    """
    from mi_coach.training.measure import measure

    document = measure(data, model)
    if as_json:
        print_json(document)
        return
    for line in _lines(document):
        say(line)


def _lines(document: dict[str, Any]) -> list[str]:
    head = [f"Model {document['model']['name']}, {document['model']['sha256'][:12]}", ""]
    figures = document["figures"]
    return [*head, *(_own(figures) if "per_code" in figures else _annomi(figures))]


def _own(figures: dict[str, Any]) -> list[str]:
    codes, families = figures["macro_f1"]["codes"], figures["macro_f1"]["families"]
    lines = [
        f"{figures['units']} units in {figures['replies']} replies",
        f"Macro-F1 over codes {_interval(codes)}, over families {_interval(families)}",
        f"Accuracy {_figure(figures['accuracy'])}, Cohen's kappa {_figure(figures['kappa'])}",
        f"Kind of roadblock {_figure(figures['roadblock_kind_accuracy'])}",
        f"Unit boundaries F1 {_figure(figures['boundary_f1'])}",
        f"Calibration error {_figure(figures['calibration_error'])}",
        f"Sure of {_figure(figures['sure_share'])} of units",
        f"Right where it is sure {_figure(figures['accuracy_when_sure'])}",
        "",
    ]
    rows = [["code", "precision", "recall", "F1", "units"]]
    for part in ("per_code", "per_kind"):
        rows += [
            [name, f"{f['precision']:.3f}", f"{f['recall']:.3f}", f"{f['f1']:.3f}", str(int(f["support"]))]
            for name, f in figures[part].items()
            if name != "-"
        ]
    names = sorted({n for row in figures["confusion"].values() for n in row} | set(figures["confusion"]))
    matrix = [["true \\ found", *names]]
    matrix += [[t, *(str(figures["confusion"].get(t, {}).get(n, 0)) for n in names)] for t in names]
    return [*lines, *table(rows), "", *table(matrix)]


def _annomi(figures: dict[str, Any]) -> list[str]:
    lines = [f"{figures['turns']} turns of {figures['videos']} videos"]
    lines += [f"{name} present: {_interval(f)}" for name, f in figures["presence_macro_f1"].items()]
    return [
        *lines,
        f"Mean of the three: {_figure(figures['presence_mean'])}",
        f"Main behaviour of four: {_interval(figures['main_behaviour_macro_f1'])}",
        f"Open or closed, where both are questions: {_interval(figures['open_closed_macro_f1'])}",
        f"Simple or complex, where both are reflections: {_interval(figures['simple_complex_macro_f1'])}",
    ]


def _interval(figure: dict[str, Any]) -> str:
    low, high = figure["interval_95"]
    return f"{_figure(figure['value'])} ({_figure(low)} to {_figure(high)})"


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
