"""``mi-coach train``: rebuilds a model from labelled replies."""

from __future__ import annotations

from pathlib import Path

import click

from mi_coach.cli.common import note, print_json, say
from mi_coach.errors import MiCoachError


@click.command("train", short_help="Rebuild the model from corpus and AnnoMI.")
@click.option(
    "--corpus", type=click.Path(path_type=Path), default=Path("corpus"), show_default=True, help="The corpus."
)
@click.option("--annomi", type=click.Path(path_type=Path), help="AnnoMI's CSV file, if at hand; it is only read.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the model.")
@click.option("--name", default="unit-coder", show_default=True, help="The model's name.")
@click.option("--folds", is_flag=True, help="Instead measure on AnnoMI, five folds by video; prints JSON.")
@click.option("--open-test", metavar="DATE", help="Instead measure the model in --out on the test voices; logs it.")
def command(corpus: Path, annomi: Path | None, out: Path | None, name: str, folds: bool, open_test: str | None) -> None:
    """Rebuild the model from corpus and AnnoMI.

    Needs the extra `train`. Fits on the train voices (and AnnoMI), calibrates on the validation voices, writes
    network.onnx, wording.onnx, tokenizer.json, manifest.json and metrics.json, and prints the digest that belongs in
    src/mi_coach/nlp/pinned.py.
    """
    if open_test:
        from mi_coach.training import opening

        if out is None:
            raise MiCoachError("name the model's folder: --out FOLDER")
        figures = opening.open_test(out, corpus, open_test)
        say(f"test voices: codes {figures['macro_f1']['codes']}, families {figures['macro_f1']['families']}")
        return
    try:
        from mi_coach.training import pipeline
    except ImportError as error:
        raise MiCoachError(
            f"training needs the extra `train` ({error.name} is missing); see CONTRIBUTING.md"
        ) from error

    if folds:
        if annomi is None:
            raise MiCoachError("--folds needs --annomi FILE")
        print_json(pipeline.cross_fit(corpus, annomi, note))
        return
    if out is None:
        raise MiCoachError("name the folder to write to: --out FOLDER")
    digest = pipeline.train(corpus, annomi, out, name, note)
    say(f'MANIFEST_SHA256 = "{digest}"')
