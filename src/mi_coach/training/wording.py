"""Fits the regression on a unit's wording and writes it as ONNX."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix  # type: ignore[import-untyped, unused-ignore]

from mi_coach.nlp.labels import CLASSES
from mi_coach.nlp.ngrams import SLOTS, Grams, grams_of
from mi_coach.training.corpus import LabelledReply

_STRENGTH = 10.0
_SCALE = 127


def fit_wording(replies: Sequence[LabelledReply]) -> tuple[Any, Any, Any]:
    """Fits on the units of replies, each with the client line that its reply answers.

    Returns:
        Rarity of each slot [slots], coefficients [slots, classes] and intercepts [classes].
    """
    from sklearn.linear_model import LogisticRegression

    units = [(grams_of(r.reply[u.start : u.end], r.client), u.class_index) for r in replies for u in r.units]
    seen = np.zeros(SLOTS)
    for grams, _ in units:
        seen[np.unique(grams.slots)] += 1
    rarity = (np.log((1 + len(units)) / (1 + seen)) + 1).astype(np.float32)
    rows = [weighted(grams, rarity) for grams, _ in units]
    ends = np.cumsum([0, *(len(r) for r in rows)])
    table = csr_matrix(
        (np.concatenate(rows), np.concatenate([g.slots for g, _ in units]), ends), shape=(len(units), SLOTS)
    )
    model = LogisticRegression(C=_STRENGTH, max_iter=300, class_weight="balanced")
    model.fit(table, [c for _, c in units])
    if list(model.classes_) != list(range(len(CLASSES))):
        raise ValueError("the corpus does not hold every class")
    return rarity, model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32)


def weighted(grams: Grams, rarity: Any) -> Any:
    """The n-grams' weights times their rarity, each family brought to length 1."""
    weights = grams.weights * rarity[grams.slots]
    for family in range(3):
        part = grams.family == family
        length = float(np.sqrt((weights[part] ** 2).sum()))
        if length:
            weights[part] /= length
    return weights


def write_wording(rarity: Any, coefficients: Any, intercepts: Any, target: Path) -> None:
    """Writes the regression as ONNX, its coefficients stored as eight-bit integers with one scale a class."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    scale = np.maximum(np.abs(coefficients).max(axis=0) / _SCALE, 1e-12).astype(np.float32)
    small = np.clip(np.round(coefficients / scale), -_SCALE, _SCALE).astype(np.int8)
    constants = {"rarity": rarity, "small": small, "scale": scale, "intercepts": intercepts, "least": np.float32(1e-9)}
    steps = [
        ("Gather", ["rarity", "slots"], "rare"),
        ("Mul", ["weights", "rare"], "raw"),
        ("Mul", ["raw", "raw"], "square"),
        ("MatMul", ["square", "families"], "lengths2"),
        ("Add", ["lengths2", "least"], "lengths2_"),
        ("Sqrt", ["lengths2_"], "lengths"),
        ("MatMul", ["families", "lengths"], "length"),
        ("Div", ["raw", "length"], "scaled"),
        ("Gather", ["small", "slots"], "rows8"),
        ("Mul", ["rows", "scale"], "coefficients"),
        ("Mul", ["coefficients", "column"], "shares"),
    ]
    nodes = [helper.make_node(op, inputs, [output]) for op, inputs, output in steps[:9]]
    nodes += [
        helper.make_node("Cast", ["rows8"], ["rows"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["scaled", "axis"], ["column"]),
        *(helper.make_node(op, inputs, [output]) for op, inputs, output in steps[9:]),
        helper.make_node("ReduceSum", ["shares", "first"], ["summed"], keepdims=0),
        helper.make_node("Add", ["summed", "intercepts"], ["logits"]),
    ]
    stored = [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()]
    stored += [
        numpy_helper.from_array(np.asarray([n], dtype=np.int64), name) for name, n in (("axis", 1), ("first", 0))
    ]
    graph = helper.make_graph(
        nodes,
        "wording",
        [
            helper.make_tensor_value_info("slots", TensorProto.INT64, ["grams"]),
            helper.make_tensor_value_info("weights", TensorProto.FLOAT, ["grams"]),
            helper.make_tensor_value_info("families", TensorProto.FLOAT, ["grams", 3]),
        ],
        [
            helper.make_tensor_value_info("logits", TensorProto.FLOAT, [len(CLASSES)]),
            helper.make_tensor_value_info("shares", TensorProto.FLOAT, ["grams", len(CLASSES)]),
        ],
        stored,
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(made)
    onnx.save(made, str(target))
