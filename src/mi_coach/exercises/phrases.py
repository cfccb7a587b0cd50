"""What drills say: every sentence of ``data/phrases.toml``, with its gaps filled."""

from __future__ import annotations

import tomllib
import zlib
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def phrases() -> dict[str, tuple[str, ...]]:
    """All phrases by dotted name, each with one or more wordings."""
    text = files("mi_coach.exercises").joinpath("data", "phrases.toml").read_text(encoding="utf-8")
    return {
        f"{section}.{name}": (wordings,) if isinstance(wordings, str) else tuple(wordings)
        for section, named in tomllib.loads(text).items()
        for name, wordings in named.items()
    }


def say(phrase: str, content: str = "", /, **fields: object) -> str:
    """One wording of a phrase, filled in.

    Args:
        phrase: Dotted name, such as ``met.discord``.
        content: Words that the sentence is about. They choose the wording, so that the same reply always reads the
            same.
        **fields: What fills the gaps. The filling is never itself parsed.

    Raises:
        KeyError: No such phrase, or a gap without filling.
    """
    wordings = phrases()[phrase]
    return wordings[zlib.crc32(content.encode("utf-8", "replace")) % len(wordings)].format(**fields)
