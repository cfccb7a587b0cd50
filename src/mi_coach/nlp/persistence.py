"""Loads the shipped model after checking every file's SHA-256; the manifest's own digest is pinned in the source."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mi_coach.errors import MiCoachError
from mi_coach.nlp.coder import Calibration, NetworkCoder
from mi_coach.nlp.labels import CLASS_NAMES, FLAGS
from mi_coach.nlp.network import OnnxNetwork
from mi_coach.nlp.ngrams import OnnxWording
from mi_coach.nlp.pinned import MANIFEST_SHA256, MODEL_NAME
from mi_coach.nlp.tokens import Pieces

MANIFEST = "manifest.json"
NETWORK = "network.onnx"
WORDING = "wording.onnx"
TOKENIZER = "tokenizer.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a model folder says of itself.

    Attributes:
        name: The model's name and version.
        files: SHA-256 of each file, by name.
        calibration: Numbers fitted on validation voices.
        classes: The network's classes, in order.
    """

    name: str
    files: Mapping[str, str]
    calibration: Calibration
    classes: tuple[str, ...]


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        for block in iter(lambda: handle.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def read_manifest(folder: Path, expected: str | None) -> Manifest:
    """Reads and checks a model folder's manifest.

    Args:
        folder: The model's folder.
        expected: The manifest's SHA-256, or ``None`` for a model that was just trained and is not pinned.

    Raises:
        MiCoachError: The file is missing, is not the pinned one, or was made for other classes.
    """
    path = folder / MANIFEST
    if not path.is_file():
        raise MiCoachError(f"{path} is missing; install MI Coach again", "The coder cannot be loaded", 1)
    if expected is not None and sha256_of(path) != expected:
        raise MiCoachError(
            f"{path} is not the file this version was released with; install MI Coach again",
            "The coder cannot be loaded",
            1,
        )
    try:
        manifest = _manifest(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError) as error:
        raise MiCoachError(
            f"{path} is not a model manifest ({type(error).__name__}: {error}); install MI Coach again",
            "The coder cannot be loaded",
            1,
        ) from error
    if manifest.classes != CLASS_NAMES:
        raise MiCoachError(f"{path} was made for other codes than this version uses", "The coder cannot be loaded", 1)
    return manifest


def _manifest(data: dict[str, Any]) -> Manifest:
    calibration = data["calibration"]
    return Manifest(
        name=data["name"],
        files=data["files"],
        calibration=Calibration(
            temperature=float(calibration["temperature"]),
            boundary=float(calibration["boundary"]),
            after_stop=float(calibration["after_stop"]),
            sure=float(calibration["sure"]),
            flags=tuple(float(calibration["flags"][flag]) for flag in FLAGS),
            wording=float(calibration["wording"]),
            judging=float(calibration["judging"]),
        ),
        classes=tuple(data["classes"]),
    )


def load_model(folder: Path, expected: str | None, threads: int = 2) -> NetworkCoder:
    """Loads a coder from a folder.

    Args:
        folder: With ``manifest.json``, ``network.onnx``, ``wording.onnx`` and ``tokenizer.json``.
        expected: The manifest's pinned SHA-256, or ``None`` to take any manifest (evaluating a new model).
        threads: Threads of the network.

    Raises:
        MiCoachError: A file is missing or has been altered.
    """
    manifest = read_manifest(folder, expected)
    for name in (NETWORK, WORDING, TOKENIZER):
        path = folder / name
        if not path.is_file():
            raise MiCoachError(f"{path} is missing; install MI Coach again", "The coder cannot be loaded", 1)
        if sha256_of(path) != manifest.files[name]:
            raise MiCoachError(
                f"{path} has been altered or damaged; install MI Coach again", "The coder cannot be loaded", 1
            )
    return NetworkCoder(
        OnnxNetwork(folder / NETWORK, threads),
        Pieces(folder / TOKENIZER),
        manifest.calibration,
        name=manifest.name,
        sha256=manifest.files[NETWORK],
        wording=OnnxWording(folder / WORDING),
    )


def load_coder(models: Path) -> NetworkCoder:
    """Loads the released model from the folder of models.

    Raises:
        MiCoachError: It is missing or is not the one this version was released with.
    """
    return load_model(models / MODEL_NAME, MANIFEST_SHA256)
