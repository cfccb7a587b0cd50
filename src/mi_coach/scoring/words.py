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
_CLAUSE = re.compile(r"[.?!…;:,—–]+(?=\s|$|[\"'”’])")
_JOINING = re.compile(r"^(?:and|but|so|or)\s+(?=\S+\s)", re.IGNORECASE)
_SLIGHT = frozenset(
    """about again anything because been being could does doing don't didn't doesn't else even every from going have
    having here into just know like made make maybe more much nobody nothing only other over really some somebody
    someone something sort still than that that's them then there there's they they're thing things think this those
    though very want well went were what what's when where which while will with would wouldn't yeah""".split()
)
_YOURS = ("your", "you'")
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


def shared_clause(text: str, said: str, longest: int = 60) -> str:
    """The clause of what was said that shares most words of substance with a text, fit to quote; empty when none does.

    Words count as the same when they begin with the same five letters: near enough to quote by, not to score by.
    """
    mine = _substance(text)
    clauses = [c for c in _CLAUSE.split(clean(said)) if count_words(c) > 1]
    best = max(clauses, key=lambda c: len(_substance(c) & mine), default="")
    return quote(best.strip(" \"'“”‘’"), longest) if _substance(best) & mine else ""


def clause_at(text: str, at: int, longest: int = 60) -> str:
    """The clause of a text that holds the character at an offset, fit to quote."""
    start = 0
    for part in _CLAUSE.split(text):
        end = text.find(part, start) + len(part)
        if at < end and count_words(part):
            return quote(_JOINING.sub("", part.strip(" \"'“”‘’")), longest)
        start = end
    return quote(text, longest)


def _substance(text: str) -> frozenset[str]:
    words = (w.lower().replace("’", "'") for w in _WORD.findall(text)[:_LONGEST])
    return frozenset(w[:5] for w in words if len(w) > 3 and w not in _SLIGHT and w[:4] not in _YOURS)


def _swapped(text: str) -> list[str]:
    words = (w.lower().replace("’", "'") for w in _WORD.findall(text)[:_LONGEST])
    return [_SWAP.get(w, w) for w in words]


def is_echo(text: str, client: str) -> bool:
    """True when the text is the client's very words, *I* and *you* swapped or not, at any length."""
    mine = _swapped(text)
    return bool(mine) and mine == _swapped(client)


def of_their_words(text: str, client: str) -> bool:
    """True when at least half of the words are the client's, *I* and *you* swapped or not."""
    mine, theirs = _swapped(text), frozenset(_swapped(client))
    return 2 * sum(word in theirs for word in mine) >= len(mine)


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
