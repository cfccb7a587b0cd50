"""Word pieces with offsets into the reply as typed, cut into windows that the model can take."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from mi_coach.nlp.normalise import normalise

MAX_CLIENT = 64
"""Word pieces kept of the client line: its end, which is what people answer."""

MAX_REPLY = 180
"""Word pieces of a reply in one window; longer replies are cut at a sentence end or a space near the limit."""


@dataclass(frozen=True, slots=True)
class Window:
    """One model input.

    Attributes:
        ids: Token ids with the special ones.
        types: 0 for the client's part, 1 for the reply's.
        first: Index of the reply's first token.
        offsets: Code-point offsets into the reply, one pair a reply token.
        starts: For each reply token whether a word begins there.
    """

    ids: list[int]
    types: list[int]
    first: int
    offsets: list[tuple[int, int]]
    starts: list[bool]


class Pieces:
    """The tokenizer of one model."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._cls = self._special("[CLS]")
        self._sep = self._special("[SEP]")

    def _special(self, token: str) -> int:
        found = self._tokenizer.token_to_id(token)
        if found is None:
            raise ValueError(f"the tokenizer has no {token}")
        return int(found)

    def windows(self, reply: str, client: str | None) -> list[Window]:
        """Gives the inputs for one reply; none when it holds no token at all."""
        text = normalise(reply)
        encoded = self._tokenizer.encode(text, add_special_tokens=False)
        tokens = [
            (token, start, end) for token, (start, end) in zip(encoded.ids, encoded.offsets, strict=True) if end > start
        ]
        # A long client line is trimmed before it is tokenised: only its end is used.
        head = self._tokenizer.encode(normalise((client or "")[-2000:]), add_special_tokens=False).ids[-MAX_CLIENT:]
        return [self._window(text, head, part) for part in _parts(text, tokens)]

    def _window(self, text: str, head: list[int], part: list[tuple[int, int, int]]) -> Window:
        ids = [self._cls, *head, self._sep, *(token for token, _, _ in part), self._sep]
        first = len(head) + 2
        return Window(
            ids=ids,
            types=[0] * first + [1] * (len(part) + 1),
            first=first,
            offsets=[(start, end) for _, start, end in part],
            starts=[start == 0 or text[start - 1] == " " for _, start, _ in part],
        )


def _parts(text: str, tokens: list[tuple[int, int, int]]) -> list[list[tuple[int, int, int]]]:
    """Cuts tokens into windows, best after a sentence end in the last third, else before a word."""
    parts = []
    while len(tokens) > MAX_REPLY:
        cut = _cut(text, tokens)
        parts.append(tokens[:cut])
        tokens = tokens[cut:]
    return [*parts, tokens] if tokens else parts


def _cut(text: str, tokens: list[tuple[int, int, int]]) -> int:
    words = [i for i in range(MAX_REPLY, MAX_REPLY * 2 // 3, -1) if text[tokens[i][1] - 1] == " "]
    ends = [i for i in words if text[tokens[i - 1][2] - 1] in ".?!"]
    return ends[0] if ends else words[0] if words else MAX_REPLY
