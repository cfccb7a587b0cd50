"""Tells an echo of the client's words from a reflection in one's own."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from mi_coach.engine.matching import is_copy
from mi_coach.engine.stems import words

_SENTENCE = re.compile(r"(?<=[.?!])\s+")
_SWAP = {
    "i": "you", "i'm": "you're", "i've": "you've", "i'd": "you'd", "i'll": "you'll", "my": "your", "me": "you",
    "mine": "yours", "myself": "yourself", "am": "are", "was": "were",
}  # fmt: skip
_ALIKE = 0.85
"""Share of alike words from which a reply to one sentence is that sentence; stricter than for a whole line, since in
few words there are few ways to say a thing."""


def is_echo(text: str, client: str) -> bool:
    """True when a text is the client's line, one sentence of it, or a run of its words and nothing else."""
    if is_copy(text, client):
        return True
    mine = _swapped(text)
    return _within(mine, _swapped(client)) or any(
        len(theirs) >= len(mine) / 2 and SequenceMatcher(a=mine, b=theirs, autojunk=False).ratio() >= _ALIKE
        for theirs in map(_swapped, _SENTENCE.split(client))
    )


def _within(mine: list[str], theirs: list[str]) -> bool:
    size = len(mine)
    return size > 0 and any(theirs[n : n + size] == mine for n in range(len(theirs) - size + 1))


def _swapped(text: str) -> list[str]:
    return [_SWAP.get(word, word) for word in words(text)]
