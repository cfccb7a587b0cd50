"""Reads each window once: calibration asks for the same replies many times over."""

from __future__ import annotations

from mi_coach.nlp.network import Network, Reading
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
