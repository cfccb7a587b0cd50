"""Word and letter statistics of a unit beside the network: what a unit's own wording says for each class.

A logistic regression on hashed n-grams. It knows nothing of word order beyond pairs, and sees what a small encoder can
miss: spelling, set phrases, and how much of the client's own wording is handed back. Its logits are sums over the
n-grams, so every word's share in them is exact, as the network's are.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from mi_coach.nlp.labels import CLASSES
from mi_coach.nlp.network import Floats

SLOTS = 1 << 16
"""Places that n-grams are hashed into; two n-grams may share one."""

_TOKEN = re.compile(r"\w+(?:'\w+)?|[?]")
_SHORTEST, _LONGEST = 2, 5
_FAMILIES = ("words", "letters", "client")
_COMMON = frozenset("the a an and or but so to of in on at it that is was i you he she they we do did not".split())


@dataclass(frozen=True, slots=True)
class Grams:
    """The n-grams of one unit, each once for each family.

    Attributes:
        slots: [grams] place of each n-gram.
        weights: [grams] its share: 1 + ln(count), scaled so that each family has length 1 once the rarity of its
            n-grams is taken into account (that happens in the model).
        family: [grams] number of its family.
        spans: For each n-gram, the places in the unit's text where it stands.
    """

    slots: np.ndarray[Any, np.dtype[np.int64]]
    weights: Floats
    family: np.ndarray[Any, np.dtype[np.int64]]
    spans: tuple[tuple[tuple[int, int], ...], ...]


def grams_of(unit: str, client: str | None) -> Grams:
    """Takes a unit apart.

    Args:
        unit: The unit's words.
        client: The client line its reply answers, or ``None``.
    """
    text = unit.lower().replace("\u2019", "'")
    if len(text) != len(unit):  # a few letters change their length when they are made small
        text = unit.replace("\u2019", "'")
    found: dict[tuple[int, int], list[tuple[int, int]]] = {}
    tokens = [m.span() for m in _TOKEN.finditer(text)]
    words = [text[a:b] for a, b in tokens]
    heard = _words_of(client) if client else frozenset()
    for n, (a, b) in enumerate(tokens):
        word = words[n]
        _note(found, 0, word, a, b)
        nearby = words[n + 1] if n + 1 < len(words) else "$"
        _note(found, 0, f"{word} {nearby}", a, tokens[n + 1][1] if n + 1 < len(tokens) else b)
        if n == 0:
            _note(found, 0, f"^ {word}", a, b)
        padded = f" {word} "
        for length in range(_SHORTEST, _LONGEST + 1):
            for at in range(len(padded) - length + 1):
                _note(found, 1, padded[at : at + length], a, b)
        if word.isalpha() and word not in _COMMON:
            _note(found, 2, "in" if word in heard else "out", a, b)
    share = sum(w in heard for w in words) / max(1, len(words))
    for mark in (f"share {round(share * 5)}", f"length {min(8, len(words) // 3)}", f"asked {'?' in (client or '')}"):
        if tokens:
            _note(found, 2, mark, tokens[0][0], tokens[-1][1])
    keys = list(found)
    return Grams(
        slots=np.asarray([slot for _, slot in keys], dtype=np.int64),
        weights=np.asarray([1 + np.log(len(found[k])) for k in keys], dtype=np.float32),
        family=np.asarray([family for family, _ in keys], dtype=np.int64),
        spans=tuple(tuple(found[k]) for k in keys),
    )


def _note(found: dict[tuple[int, int], list[tuple[int, int]]], family: int, gram: str, start: int, end: int) -> None:
    found.setdefault((family, _slot(family, gram)), []).append((start, end))


@lru_cache(maxsize=200_000)
def _slot(family: int, gram: str) -> int:
    # Checksums are the same on every machine, unlike Python's own hashes.
    return zlib.crc32(f"{family}:{gram}".encode("utf-8", "replace")) % SLOTS


@lru_cache(maxsize=4_000)
def _words_of(client: str) -> frozenset[str]:
    counts = Counter(_TOKEN.findall(client.lower().replace("\u2019", "'")))
    return frozenset(word for word in counts if word not in _COMMON)


@dataclass(frozen=True, slots=True)
class Wording:
    """What a unit's wording says.

    Attributes:
        logits: [classes] what it says for each class.
        shares: [grams, classes] each n-gram's part of them.
        grams: The n-grams.
    """

    logits: Floats
    shares: Floats
    grams: Grams


class WordingModel(Protocol):
    """Judges a unit by its wording."""

    def read(self, unit: str, client: str | None) -> Wording:
        """Gives what the unit's wording says for each class."""


class OnnxWording:
    """The shipped regression, through onnxruntime."""

    def __init__(self, path: Path) -> None:
        import onnxruntime as ort

        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session: Any = ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def read(self, unit: str, client: str | None) -> Wording:
        """Gives what the unit's wording says for each class; nothing at all is said of a unit without words."""
        grams = grams_of(unit, client)
        if not len(grams.slots):
            nothing = np.zeros(len(CLASSES), dtype=np.float32)
            return Wording(nothing, nothing[None][:0], grams)
        families = np.eye(len(_FAMILIES), dtype=np.float32)[grams.family]
        feeds = {"slots": grams.slots, "weights": grams.weights, "families": families}
        logits, shares = self._session.run(["logits", "shares"], feeds)
        return Wording(logits, shares, grams)
