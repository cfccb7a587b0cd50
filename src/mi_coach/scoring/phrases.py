"""Every sentence the product says about a session is data; this reads it and fills it in.

``data/phrases.toml`` has what is said when a session is over, ``data/coaching.toml`` what is said while it goes on.
"""

from __future__ import annotations

import re
import tomllib
import zlib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

_FILES = ("phrases.toml", "coaching.toml")
_DOUBLED_STOP = re.compile(r"([.?!…])”\.")


@lru_cache(maxsize=1)
def phrases() -> dict[str, tuple[str, ...]]:
    """All phrases by dotted name, each with one or more wordings."""
    data = files("mi_coach.scoring").joinpath("data")
    return {
        f"{section}.{name}": (wordings,) if isinstance(wordings, str) else tuple(wordings)
        for file in _FILES
        for section, named in tomllib.loads(data.joinpath(file).read_text(encoding="utf-8")).items()
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
    # The name has its part in it, or phrases about the same words would always choose alike.
    chosen = wordings[zlib.crc32(f"{name} {content}".encode("utf-8", "replace")) % len(wordings)]
    return _filled(chosen, fields)


def say_next(name: str, at: int, /, **fields: object) -> str:
    """The wording of a phrase whose turn it is, filled in: no two numbers running get the same one of several.

    Raises:
        KeyError: No such phrase, or a gap without filling.
    """
    wordings = phrases()[name]
    return _filled(wordings[at % len(wordings)], fields)


def _filled(wording: str, fields: Mapping[str, object]) -> str:
    # A quotation that ends in a stop of its own needs no second one.
    return _DOUBLED_STOP.sub(r"\1”", wording.format(**fields))
