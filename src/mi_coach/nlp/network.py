"""Runs the trained network: windows in, arrays out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from mi_coach.nlp.tokens import Window

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network makes of one window; rows are the reply's tokens.

    Attributes:
        boundary: [tokens] logits that a unit begins there.
        values: [tokens, classes + flags] each token's say.
        focus: [tokens] how much each token is listened to, before the softmax.
    """

    boundary: Floats
    values: Floats
    focus: Floats


class Network(Protocol):
    """Reads one window."""

    def read(self, window: Window) -> Reading:
        """Gives the network's reading of the window's reply tokens."""


class OnnxNetwork:
    """The shipped network, through onnxruntime.

    Windows are read one at a time, never in padded batches: a reply's tags must not depend on its neighbours.
    """

    def __init__(self, path: Path, threads: int = 2) -> None:
        import onnxruntime as ort

        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Lets the int8 weights be widened once, at loading, instead of at every reading.
        options.add_session_config_entry("session.disable_quant_qdq", "1")
        self._session: Any = ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def read(self, window: Window) -> Reading:
        """Gives the network's reading of the window's reply tokens."""
        ids = np.asarray([window.ids], dtype=np.int64)
        feeds = {
            "input_ids": ids,
            "token_type_ids": np.asarray([window.types], dtype=np.int64),
            "attention_mask": np.ones_like(ids),
        }
        boundary, values, focus = self._session.run(["boundary", "values", "focus"], feeds)
        part = slice(window.first, window.first + len(window.offsets))
        return Reading(boundary[0, part], values[0, part], focus[0, part])
