"""Reads each window and each unit once: calibration asks for the same replies many times over."""

from __future__ import annotations

from mi_coach.nlp.network import Network, Reading
from mi_coach.nlp.ngrams import Wording, WordingModel
from mi_coach.nlp.tokens import Window


class RememberingNetwork:
    """A network that remembers what it has read."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._seen: dict[tuple[int, ...], Reading] = {}

    def read(self, window: Window) -> Reading:
        """Gives the network's reading, from memory where it can."""
        key = tuple(window.ids)
        if key not in self._seen:
            self._seen[key] = self._network.read(window)
        return self._seen[key]


class RememberingWording:
    """A regression on wording that remembers what it has read."""

    def __init__(self, model: WordingModel) -> None:
        self._model = model
        self._seen: dict[tuple[str, str | None], Wording] = {}

    def read(self, unit: str, client: str | None) -> Wording:
        """Gives what the unit's wording says, from memory where it can."""
        key = (unit, client)
        if key not in self._seen:
            self._seen[key] = self._model.read(unit, client)
        return self._seen[key]
