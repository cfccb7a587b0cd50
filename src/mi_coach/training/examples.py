"""Training examples as tensors: own units with exact labels, AnnoMI turns with labels for the turn as a whole."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

import torch

from mi_coach.nlp.segment import sentence_spans
from mi_coach.nlp.tokens import Pieces, Window
from mi_coach.training.annomi import AnnoMiTurn
from mi_coach.training.corpus import LabelledReply

_PUNCTUATION = re.compile(r"[.,;:!?…]+(?=\s|$)")
_QUESTION_SHAPE = re.compile(
    r"\?|^\W*(and |but |so |then |well )*(would|is|are|can|could|shall|should|do|does|did|how|what|where|when|who"
    r"|may|might|which|will|have|has)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TurnLabels:
    """AnnoMI's labels of a turn; types are -1 where unknown, 1 for open or complex, 0 for closed or simple."""

    reflection: float
    question: float
    input: float
    question_type: int
    reflection_type: int


@dataclass(frozen=True, slots=True)
class Example:
    """One model input with its targets.

    Attributes:
        window: The input.
        spans: For each unit the reply-token range [from, to).
        classes: Class numbers of the units; empty for a turn with turn labels only.
        flags: Flag targets of the units.
        boundaries: For each reply token 1, 0, or -1 where it is not asked.
        turn: Turn labels, or ``None``.
        shaped: For each unit of a turn whether it has the form of a question; empty for own replies.
    """

    window: Window
    spans: list[tuple[int, int]]
    classes: list[int]
    flags: list[list[float]]
    boundaries: list[int]
    turn: TurnLabels | None
    shaped: list[bool]


def from_reply(pieces: Pieces, reply: LabelledReply, client: str | None) -> Example | None:
    """An example of an own reply, or ``None`` when it does not fit one window."""
    windows = pieces.windows(reply.reply, client)
    if len(windows) != 1:
        return None
    window = windows[0]
    spans = [token_span(window, u.start, u.end) for u in reply.units]
    if any(a >= b for a, b in spans):
        return None
    opened = {a for a, _ in spans}
    boundaries = [(1 if i in opened else 0) if i and starts else -1 for i, starts in enumerate(window.starts)]
    return Example(
        window,
        spans,
        [u.class_index for u in reply.units],
        [[float(u.summary), float(u.double_sided), float(u.confronting)] for u in reply.units],
        boundaries,
        None,
        [],
    )


def from_turn(pieces: Pieces, turn: AnnoMiTurn) -> Example | None:
    """An example of an AnnoMI turn: sentences as units, labels for the turn."""
    windows = pieces.windows(turn.text, turn.client)
    if not windows:
        return None
    window = windows[0]
    limit = window.offsets[-1][1]
    sentences = [(a, b) for a, b in sentence_spans(turn.text) if a < limit]
    spans = [token_span(window, a, b) for a, b in sentences]
    kept = [(s, turn.text[a:b]) for s, (a, b) in zip(spans, sentences, strict=True) if s[0] < s[1]]
    if not kept:
        return None
    types = {"open": 1, "closed": 0, "complex": 1, "simple": 0}
    return Example(
        window,
        [s for s, _ in kept],
        [],
        [],
        [-1] * len(window.offsets),
        TurnLabels(
            float(turn.reflection),
            float(turn.question),
            float(turn.input),
            types.get(turn.question_type, -1),
            types.get(turn.reflection_type, -1),
        ),
        [bool(_QUESTION_SHAPE.search(text)) for _, text in kept],
    )


def token_span(window: Window, start: int, end: int) -> tuple[int, int]:
    """The reply tokens that lie within [start, end), as a range."""
    inside = [i for i, (a, b) in enumerate(window.offsets) if a >= start and b <= end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def roughen(reply: LabelledReply, rng: random.Random) -> LabelledReply:
    """The reply as a hurried typist would leave it: no capitals, less punctuation, dropped apostrophes, a slip or two.

    Unit labels stay; their offsets are worked out anew.
    """
    drop_stops = rng.random() < 0.7
    drop_apostrophes = rng.random() < 0.5
    texts = []
    for unit in reply.units:
        text = reply.reply[unit.start : unit.end].lower()
        if drop_stops:
            text = _PUNCTUATION.sub("", text)
        if drop_apostrophes:
            text = text.replace("'", "").replace("\u2019", "")
        texts.append(_slip(text, rng) or reply.reply[unit.start : unit.end])
    return _joined(reply, texts)


def _slip(text: str, rng: random.Random) -> str:
    words = text.split(" ")
    for i, word in enumerate(words):
        if len(word) > 4 and rng.random() < 0.03:
            at = rng.randrange(1, len(word) - 2)
            words[i] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return " ".join(words).strip()


def _joined(reply: LabelledReply, texts: Sequence[str]) -> LabelledReply:
    from dataclasses import replace

    units = []
    at = 0
    for unit, text in zip(reply.units, texts, strict=True):
        units.append(replace(unit, start=at, end=at + len(text)))
        at += len(text) + 1
    return replace(reply, reply=" ".join(texts), units=tuple(units))


@dataclass(frozen=True, slots=True)
class Batch:
    """A padded batch; ``examples`` keep the targets."""

    ids: torch.Tensor
    types: torch.Tensor
    mask: torch.Tensor
    examples: list[Example]


def collate(examples: Sequence[Example]) -> Batch:
    """Pads examples to one length."""
    longest = max(len(e.window.ids) for e in examples)
    ids = torch.zeros(len(examples), longest, dtype=torch.long)
    types = torch.zeros_like(ids)
    mask = torch.zeros_like(ids)
    for i, example in enumerate(examples):
        n = len(example.window.ids)
        ids[i, :n] = torch.tensor(example.window.ids)
        types[i, :n] = torch.tensor(example.window.types)
        mask[i, :n] = 1
    return Batch(ids, types, mask, list(examples))


def batches(examples: list[Example], size: int, rng: random.Random) -> list[list[Example]]:
    """Shuffled batches of examples of like length."""
    order = sorted(examples, key=lambda e: len(e.window.ids) + rng.uniform(0, 12))
    chunks = [order[i : i + size] for i in range(0, len(order), size)]
    rng.shuffle(chunks)
    return chunks
