"""The network in training form behind the same face as the shipped one, so that one coder serves both."""

from __future__ import annotations

import torch

from mi_coach.nlp.network import Reading
from mi_coach.nlp.tokens import Window
from mi_coach.training.network import UnitCoder


class TorchNetwork:
    """Reads windows with a network that has just been trained."""

    def __init__(self, model: UnitCoder) -> None:
        self._model = model.eval()

    def read(self, window: Window) -> Reading:
        """Gives the network's reading of the window's reply tokens."""
        with torch.inference_mode():
            boundary, values, focus = self._model(
                torch.tensor([window.ids]),
                torch.tensor([window.types]),
                torch.ones(1, len(window.ids), dtype=torch.long),
            )
        part = slice(window.first, window.first + len(window.offsets))
        return Reading(boundary[0, part].numpy(), values[0, part].numpy(), focus[0, part].numpy())
