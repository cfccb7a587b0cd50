"""The engine's data files, read once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("mi_coach.engine").joinpath("data", name).read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def effects() -> Mapping[str, Any]:
    """``effects.toml``: how acts move the client's state, with sources."""
    return _read("effects.toml")


@dataclass(frozen=True, slots=True)
class Weights:
    """``weights.toml``: what makes a line the natural next one.

    Attributes:
        points: Single figures by name.
        talk: Points by act and talk code.
        state: Points that depend on the client's state.
    """

    points: Mapping[str, float]
    talk: Mapping[str, Mapping[str, float]]
    state: Mapping[str, float]


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights as shipped."""
    data = _read("weights.toml")
    talk, state = data.pop("talk"), data.pop("state")
    return Weights(data, talk, state)


@dataclass(frozen=True, slots=True)
class Cues:
    """Patterns that show which way a question points or that a limit is stated, and stems that fit any client."""

    change: tuple[re.Pattern[str], ...]
    sustain: tuple[re.Pattern[str], ...]
    scaling: tuple[re.Pattern[str], ...]
    limits: tuple[re.Pattern[str], ...]
    generic: frozenset[str]


@lru_cache(maxsize=1)
def cues() -> Cues:
    """``cues.toml``, compiled."""
    data = _read("cues.toml")
    kinds = ("change", "sustain", "scaling", "limits")
    change, sustain, scaling, limits = (tuple(re.compile(p, re.IGNORECASE) for p in data[k]) for k in kinds)
    return Cues(change, sustain, scaling, limits, frozenset(data["generic"]))
