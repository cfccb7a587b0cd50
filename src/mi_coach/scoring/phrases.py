"""Every sentence the product says about a session comes from ``data/phrases.toml``; this reads it and fills it in."""

from __future__ import annotations

import re
import tomllib
import zlib
from functools import lru_cache
from importlib.resources import files

_DOUBLED_STOP = re.compile(r"([.?!…])”\.")


@lru_cache(maxsize=1)
def phrases() -> dict[str, tuple[str, ...]]:
    """All phrases by dotted name, each with one or more wordings."""
    text = files("mi_coach.scoring").joinpath("data", "phrases.toml").read_text(encoding="utf-8")
    return {
        f"{section}.{name}": (wordings,) if isinstance(wordings, str) else tuple(wordings)
        for section, named in tomllib.loads(text).items()
        for name, wordings in named.items()
    }


def say(name: str, content: str = "", /, **fields: object) -> str:
    """One wording of a phrase, filled in.

    Args:
        name: Dotted name, such as ``worked.affirmation``.
        content: Words of the session the sentence is about. They choose the wording, so that the same session
            always reads the same and different ones read differently.
        **fields: What fills the gaps. The filling is never itself parsed.

    Raises:
        KeyError: No such phrase, or a gap without filling.
    """
    wordings = phrases()[name]
    chosen = wordings[zlib.crc32(content.encode("utf-8", "replace")) % len(wordings)]
    # A quotation that ends in a stop of its own needs no second one.
    return _DOUBLED_STOP.sub(r"\1”", chosen.format(**fields))
