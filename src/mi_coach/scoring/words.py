"""Small work on people's words: counting, quoting, telling a copy from a reflection."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SWAP = {
    "i": "you", "i'm": "you're", "i've": "you've", "i'd": "you'd", "i'll": "you'll", "my": "your", "me": "you",
    "mine": "yours", "myself": "yourself", "am": "are", "was": "were",
}  # fmt: skip
_COPY_WORDS = 5
_COPY_RATIO = 0.75
_RUN_WORDS = 8
_RUN_SHARE = 0.8
_LONGEST = 400


def count_words(text: str) -> int:
    """Words in a text; contractions and hyphened words count once, punctuation not at all."""
    return len(_WORD.findall(text))


def clean(text: str) -> str:
    """The text without control, escape and direction characters, white space folded to single spaces."""
    spaced = "".join(" " if c.isspace() else c for c in text)
    kept = (c for c in spaced if c == " " or unicodedata.category(c) not in ("Cc", "Cf", "Cs") or c in "\u200c\u200d")
    return " ".join("".join(kept).split())


def quote(text: str, longest: int = 160) -> str:
    """The text fit to be quoted on one line: cleaned, and cut at a word beyond ``longest`` characters."""
    whole = clean(text)
    if len(whole) <= longest:
        return whole
    head = whole[:longest]
    return (head.rsplit(" ", 1)[0] if " " in head else head).rstrip(",;:. ") + "…"


def _swapped(text: str) -> list[str]:
    words = (w.lower().replace("’", "'") for w in _WORD.findall(text)[:_LONGEST])
    return [_SWAP.get(w, w) for w in words]


def is_copy(text: str, client: str) -> bool:
    """True when the text only hands the client's words back.

    Either it is nearly the whole of what they said (five words or more, three quarters alike after swapping *I* for
    *you*), or at least eight words in a row that make up four fifths of it.
    """
    mine, theirs = _swapped(text), _swapped(client)
    if len(mine) < _COPY_WORDS or len(theirs) < _COPY_WORDS:
        return False
    matcher = SequenceMatcher(a=mine, b=theirs, autojunk=False)
    if matcher.ratio() >= _COPY_RATIO:
        return True
    run = matcher.find_longest_match().size
    return run >= _RUN_WORDS and run >= _RUN_SHARE * len(mine)
