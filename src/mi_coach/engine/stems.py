"""Word stems: the engine's way of seeing that "drove off" and "driving" speak of one thing."""

from __future__ import annotations

import re
from functools import lru_cache

import snowballstemmer

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+")

STOP_WORDS: frozenset[str] = frozenset(
    """
    a about actually after again all also am an and any are aren't as at be because been before being both but by can
    can't cannot could couldn't did didn't do does doesn't doing don't down each else even ever for from get gets
    getting go goes going gone got had hadn't has hasn't have haven't having he he'd he'll he's her here here's hers
    herself hi him himself his i i'd i'll i'm i've if in into is isn't it it'd it'll it's its itself just let let's
    like ll maybe me might mine more most much must my myself no nor not now of off oh ok okay on one only onto or
    other our ours out over own perhaps quite rather re really right s said same say saying says seem seems shall
    she she'd she'll she's should shouldn't so some something sort still such sure t than that that's the their
    theirs them themselves then there there's these they they'd they'll they're they've thing things this those
    though through to too um up us ve very was wasn't way we we'd we'll we're we've well were weren't what what's
    when where which while who whom whose why will with won't would wouldn't yeah yes yet you you'd you'll you're
    you've your yours yourself bit kind sounds sound feels feel feeling guess wonder wondering tell
    """.split()
)

QUESTION_WORDS: frozenset[str] = frozenset("when where who why how many much long often which".split())
"""Kept for questions: they say what kind of answer is wanted."""

_IRREGULAR = {
    "drove": "drive",
    "driven": "drive",
    "drank": "drink",
    "drunk": "drink",
    "drunken": "drink",
    "lost": "lose",
    "left": "leave",
    "kept": "keep",
    "felt": "feel",
    "thought": "think",
    "told": "tell",
    "paid": "pay",
    "caught": "catch",
    "stole": "steal",
    "stolen": "steal",
    "fought": "fight",
    "hurt": "hurt",
    "slept": "sleep",
    "spent": "spend",
    "taught": "teach",
    "children": "child",
    "kids": "kid",
    "mum's": "mum",
    "wives": "wife",
    "men": "man",
    "women": "woman",
    "worse": "bad",
    "worst": "bad",
    "better": "good",
    "best": "good",
    "knew": "know",
    "known": "know",
    "saw": "see",
    "seen": "see",
    "went": "go",
    "broke": "break",
    "broken": "break",
    "chose": "choose",
    "chosen": "choose",
    "choice": "choose",
    "choices": "choose",
    "proud": "pride",
    "angry": "anger",
    "scary": "scare",
    "trying": "tri",
    "tried": "tri",
}

_stemmer = snowballstemmer.stemmer("english")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of one lower-case word."""
    if word.endswith("'s"):
        word = word[:-2]
    word = _IRREGULAR.get(word, word)
    return str(_stemmer.stemWord(word))


def words(text: str) -> list[str]:
    """The lower-case words of a text, with straight apostrophes."""
    return _WORD.findall(text.lower().replace("\u2019", "'").replace("\u2018", "'"))


@lru_cache(maxsize=20_000)
def stems(text: str) -> frozenset[str]:
    """The stems of the content words of a text."""
    return frozenset(stem(w) for w in words(text) if w not in STOP_WORDS and len(w) > 1)


@lru_cache(maxsize=20_000)
def question_stems(text: str) -> frozenset[str]:
    """Like :func:`stems`, with the words that say what kind of answer is wanted."""
    return stems(text) | frozenset(w for w in words(text) if w in QUESTION_WORDS)
