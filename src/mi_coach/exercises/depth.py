"""How deep a reflection goes: what of a client line, and of what lies beneath it, a stretch of a reply picks up.

Nearness is counted in shared word stems, as the engine counts it. What the client said outright is taken away on both
sides first where it is asked how far somebody went beyond the words.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from mi_coach.domain.scenario import Brief, Client, Line, MeaningKind, Scenario, Side
from mi_coach.domain.session import ClientState
from mi_coach.domain.talk import TalkCode
from mi_coach.engine.index import ScenarioIndex
from mi_coach.engine.stems import stem, stems

CLOSE = 0.2
"""From here on two texts speak of the same thing; the engine's own figure."""

_SIDE_OF_TALK = {TalkCode.CT: Side.CHANGE, TalkCode.ST: Side.SUSTAIN}


@dataclass(frozen=True, slots=True)
class Closeness:
    """What a text picks up of a line, each 0 to 1.

    Attributes:
        words: The client's own words.
        beyond: By kind of meaning, what it adds to the client's words that is in such a meaning.
        whole: By kind of meaning, what it shares with such a meaning, the client's words included.
        strength: A strength that could be affirmed.
        sides: The change side and the sustain side, words and meanings together.
    """

    words: float = 0.0
    beyond: Mapping[MeaningKind, float] = field(default_factory=dict)
    whole: Mapping[MeaningKind, float] = field(default_factory=dict)
    strength: float = 0.0
    sides: Mapping[Side, float] = field(default_factory=dict)


class DepthIndex:
    """Reads texts against client lines.

    Args:
        lines: The lines. How telling a word is depends on how many of them hold it.
    """

    def __init__(self, lines: Iterable[Line]) -> None:
        brief = Brief((), "", ())
        self._index = ScenarioIndex(
            Scenario(
                "lines", "1", "", Client("", 18, "they"), "", 1, "", (), 20, "", brief, ClientState(0, 0, 0, 0), (),
                tuple(lines),
            )
        )  # fmt: skip

    def read(self, line_id: str, text: str) -> Closeness:
        """What the text picks up of the line with this id.

        Raises:
            KeyError: No such line.
        """
        line = self._index.scenario.by_id[line_id]
        mine, said = telling(text), telling(line.text)
        beyond: dict[MeaningKind, float] = {}
        whole: dict[MeaningKind, float] = {}
        for meaning in line.meanings:
            theirs = telling(meaning.text)
            new = self._close(mine - said, theirs - said)
            beyond[meaning.kind] = max(beyond.get(meaning.kind, 0.0), new)
            whole[meaning.kind] = max(whole.get(meaning.kind, 0.0), self._close(mine, theirs))
        return Closeness(
            words=self._close(mine, said),
            beyond=beyond,
            whole=whole,
            strength=max((self._close(mine, telling(s)) for s in line.strengths), default=0.0),
            sides={side: self._side(line, side, mine) for side in Side},
        )

    def touches(self, line_id: str, text: str) -> bool:
        """True when the text shares any telling word with the line or with what lies beneath it.

        Raises:
            KeyError: No such line.
        """
        line = self._index.scenario.by_id[line_id]
        return any(telling(text) & telling(other) for other in (line.text, *(m.text for m in line.meanings)))

    def _side(self, line: Line, side: Side, mine: frozenset[str]) -> float:
        texts = [t.text or line.text for t in line.talk if _SIDE_OF_TALK.get(t.code) is side]
        texts += [m.text for m in line.meanings if m.side is side]
        return max((self._close(mine, telling(text)) for text in texts), default=0.0)

    def _close(self, a: frozenset[str], b: frozenset[str]) -> float:
        return round(self._index.closeness(a, b), 9)


@lru_cache(maxsize=4096)
def telling(text: str) -> frozenset[str]:
    """The stems of a text, one for all words of the same sense, and a mark for each feeling that one of them names."""
    found, same = stems(text), _synonyms()
    felt = {f"~{name}" for name, words in _feelings().items() if words & found}
    return frozenset(felt) | {same.get(s, s) for s in found}


@lru_cache(maxsize=1)
def _feelings() -> dict[str, frozenset[str]]:
    return {name: frozenset(stem(word) for word in row.split()) for name, row in _rows("feelings.toml").items()}


@lru_cache(maxsize=1)
def _synonyms() -> dict[str, str]:
    return {stem(word): stem(name) for name, row in _rows("synonyms.toml").items() for word in row.split()}


def _rows(file: str) -> dict[str, str]:
    text = files("mi_coach.exercises").joinpath("data", file).read_text(encoding="utf-8")
    return {name: str(row) for name, row in tomllib.loads(text).items()}
