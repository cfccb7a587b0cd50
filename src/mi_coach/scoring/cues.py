"""Word patterns that tell what a question or a statement is about (``data/cues.toml``)."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    text = files("mi_coach.scoring").joinpath("data", "cues.toml").read_text(encoding="utf-8")
    return {name: tuple(re.compile(p, re.IGNORECASE) for p in found) for name, found in tomllib.loads(text).items()}


def speaks_of(cue: str, text: str) -> bool:
    """True when the text holds one of the named cue's patterns; curly apostrophes count as straight ones."""
    plain = text.replace("’", "'")[:2000]
    return any(p.search(plain) for p in _patterns()[cue])
