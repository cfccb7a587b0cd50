"""Word patterns that show what a drill asks for (``data/cues.toml``), beside those of the engine and the scoring."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    text = files("mi_coach.exercises").joinpath("data", "cues.toml").read_text(encoding="utf-8")
    return {name: tuple(re.compile(p, re.IGNORECASE) for p in found) for name, found in tomllib.loads(text).items()}


def heard(cue: str, text: str) -> bool:
    """True when the text holds one of the named cue's patterns; curly apostrophes count as straight ones."""
    plain = text.replace("’", "'")[:2000]
    return any(p.search(plain) for p in _patterns()[cue])
