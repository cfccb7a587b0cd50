"""Cuts a reply into units: the model says where a thought begins; punctuation alone serves without one."""

from __future__ import annotations

import re
from itertools import pairwise

_LETTERS = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"[^.?!…\n]+(?:[.?!…]+[\"')\]\u2019\u201d]*|\n|$)", re.UNICODE)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Sentences by punctuation, as trimmed ranges; a piece without letters or digits joins the one before."""
    spans: list[tuple[int, int]] = []
    for found in _SENTENCE.finditer(text):
        start, end = trimmed(text, *found.span())
        if start == end:
            continue
        if spans and not any(c.isalnum() for c in text[start:end]):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


RUN_ON_WORDS = 60
"""Words without a stop between them beyond which several thoughts run on: the longest unit of the corpus has 40."""


def run_on_spans(text: str) -> list[tuple[int, int]]:
    """Stretches of more than ``RUN_ON_WORDS`` words without a stop or a line's end, as speech recognition writes."""
    return [(a, b) for a, b in sentence_spans(text) if len(text[a:b].split()) > RUN_ON_WORDS]


CONNECTIVES = frozenset("and but so or then because cos though well also plus".split())
"""Words that join a thought to the one before: alone they are no unit and belong to the thought they open."""


def unit_spans(text: str, starts: list[int]) -> list[tuple[int, int]]:
    """Ranges from sorted unit starts, trimmed, covering all but white space; empty for a blank text.

    A start that would leave connectives alone before it is passed over: "so | what would help" is one thought.
    """
    begin, finish = trimmed(text, 0, len(text))
    if begin == finish:
        return []
    cuts = [begin]
    for start in sorted({s for s in starts if begin < s < finish}):
        if not _only_connectives(text[cuts[-1] : start]):
            cuts.append(start)
    cuts.append(finish)
    spans = [trimmed(text, a, b) for a, b in pairwise(cuts)]
    return [s for s in spans if s[0] < s[1]]


def _only_connectives(text: str) -> bool:
    found = _LETTERS.findall(text.lower())
    return bool(found) and all(word in CONNECTIVES for word in found)
