"""A model that is not the released one is never loaded."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from mi_coach.errors import MiCoachError
from mi_coach.nlp.persistence import MANIFEST, NETWORK, load_model, read_manifest, sha256_of
from mi_coach.nlp.pinned import MANIFEST_SHA256, MODEL_NAME
from mi_coach.paths import models_dir

SHIPPED = models_dir() / MODEL_NAME
MAX_FOLDER = 40 * 1024 * 1024


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "model"))


def test_the_pinned_digest_is_that_of_the_shipped_manifest() -> None:
    assert sha256_of(SHIPPED / MANIFEST) == MANIFEST_SHA256


def test_the_folder_stays_small_enough_to_ship() -> None:
    assert sum(p.stat().st_size for p in SHIPPED.iterdir()) <= MAX_FOLDER


def test_an_altered_network_is_refused(copy: Path) -> None:
    with (copy / NETWORK).open("ab") as handle:
        handle.write(b"x")
    with pytest.raises(MiCoachError, match="altered or damaged"):
        load_model(copy, MANIFEST_SHA256)


def test_an_altered_manifest_is_refused(copy: Path) -> None:
    path = copy / MANIFEST
    path.write_text(path.read_text("utf-8") + " ", encoding="utf-8")
    with pytest.raises(MiCoachError, match="not the file this version was released with"):
        read_manifest(copy, MANIFEST_SHA256)


def test_a_missing_network_is_told(copy: Path) -> None:
    (copy / NETWORK).unlink()
    with pytest.raises(MiCoachError, match=r"network\.onnx is missing"):
        load_model(copy, MANIFEST_SHA256)


def test_a_model_of_other_classes_is_refused(copy: Path) -> None:
    path = copy / MANIFEST
    data = json.loads(path.read_text("utf-8"))
    data["classes"][0] = "ZZ"
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(MiCoachError, match="other codes"):
        read_manifest(copy, None)


def test_a_manifest_that_lacks_a_part_is_refused_in_one_line(copy: Path) -> None:
    path = copy / MANIFEST
    data = json.loads(path.read_text("utf-8"))
    del data["calibration"]["boundary"]
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(MiCoachError, match="not a model manifest"):
        read_manifest(copy, None)


def test_the_network_names_no_place_on_the_machine_that_made_it() -> None:
    assert b"site-packages" not in (SHIPPED / NETWORK).read_bytes()
