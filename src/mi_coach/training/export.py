"""Writes a trained network as int8 ONNX with its tokenizer, manifest and metrics."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import torch

from mi_coach.nlp.coder import Calibration
from mi_coach.nlp.labels import CLASS_NAMES, FLAGS
from mi_coach.nlp.persistence import MANIFEST, NETWORK, TOKENIZER, sha256_of
from mi_coach.training.network import UnitCoder


def export_network(model: UnitCoder, target: Path) -> None:
    """Writes the network as ONNX with int8 weights.

    ``reduce_range`` keeps weights to seven bits, so that processors without VNNI instructions do not overflow and give
    the same tags as newer ones.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    model = model.eval()
    model.encoder.config._attn_implementation = "eager"
    ids = torch.randint(1000, 2000, (1, 24))
    example = (ids, torch.zeros_like(ids), torch.ones_like(ids))
    with tempfile.TemporaryDirectory() as folder:
        plain, prepared = Path(folder, "plain.onnx"), Path(folder, "prepared.onnx")
        tokens = torch.export.Dim("tokens", min=4, max=512)
        torch.onnx.export(
            model,
            example,
            str(plain),
            input_names=["input_ids", "token_type_ids", "attention_mask"],
            output_names=["boundary", "values", "focus"],
            dynamic_shapes=({1: tokens}, {1: tokens}, {1: tokens}),
            dynamo=True,
            external_data=False,
            verbose=False,
        )
        quant_pre_process(str(plain), str(prepared), skip_symbolic_shape=True)
        quantize_dynamic(
            str(prepared),
            str(target),
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            nodes_to_exclude=_heads(prepared),
        )


def _heads(path: Path) -> list[str]:
    """Names of the three heads' nodes: they are tiny and decide everything, so they keep full precision."""
    import onnx

    graph = onnx.load(str(path)).graph
    outputs = {"boundary", "values", "focus"}
    producers = {out: node for node in graph.node for out in node.output}
    names: list[str] = []
    queue = [(name, 0) for name in outputs]
    while queue:
        name, depth = queue.pop()
        node = producers.get(name)
        if node is None or depth > 3:
            continue
        if node.op_type in ("MatMul", "Gemm"):
            names.append(node.name)
            continue
        queue += [(i, depth + 1) for i in node.input]
    return names


def write_model(
    folder: Path, name: str, tokenizer: Path, calibration: Calibration, metrics: dict[str, Any], data: dict[str, Any]
) -> str:
    """Writes tokenizer, metrics and manifest beside ``network.onnx`` and gives the manifest's SHA-256."""
    shutil.copyfile(tokenizer, folder / TOKENIZER)
    write_json(folder / "metrics.json", metrics)
    manifest = {
        "name": name,
        "files": {file: sha256_of(folder / file) for file in (NETWORK, TOKENIZER)},
        "calibration": {
            "temperature": calibration.temperature,
            "boundary": calibration.boundary,
            "sure": calibration.sure,
            "flags": dict(zip(FLAGS, calibration.flags, strict=True)),
        },
        "classes": list(CLASS_NAMES),
        "data": data,
    }
    write_json(folder / MANIFEST, manifest)
    return sha256_of(folder / MANIFEST)


def write_json(path: Path, data: dict[str, Any]) -> None:
    """Writes JSON with stable layout."""
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
