"""What generated trainees say in general words (``banks.toml``), read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def banks() -> Mapping[str, tuple[str, ...]]:
    """Replies by kind; each stands after any line of any scenario."""
    text = files("mi_coach.service.harness").joinpath("banks.toml").read_text(encoding="utf-8")
    return {kind: tuple(replies) for kind, replies in tomllib.loads(text).items()}
