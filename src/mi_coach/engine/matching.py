"""Finds what a reflection, question or affirmation picked up: which line, which side, words or what lies beneath."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from mi_coach.domain.codes import Code
from mi_coach.domain.reply import Unit
from mi_coach.domain.scenario import Line, Side
from mi_coach.domain.session import Match
from mi_coach.domain.talk import TalkCode
from mi_coach.engine.index import ScenarioIndex
from mi_coach.engine.state import EngineState
from mi_coach.engine.stems import question_stems, stems, words

_RECENCY = (1.0, 0.85, 0.7)
_EARLIER = 0.5
_CLOSE = 0.2

_SIDE_OF_TALK = {
    TalkCode.CT: Side.CHANGE.value,
    TalkCode.ST: Side.SUSTAIN.value,
    TalkCode.DIS: "discord",
    TalkCode.FN: None,
}

_SWAP = {
    "i": "you",
    "i'm": "you're",
    "i've": "you've",
    "my": "your",
    "me": "you",
    "i'd": "you'd",
    "i'll": "you'll",
}


@dataclass(frozen=True, slots=True)
class _Found:
    score: float
    line: Line
    side: str | None
    depth: str


def match_unit(index: ScenarioIndex, state: EngineState, unit: Unit, number: int) -> Match:
    """Matches one unit to the client's lines.

    Args:
        index: The scenario's stems.
        state: The engine's memory before this reply.
        unit: The unit.
        number: Its number within the reply, from 1.

    Returns:
        What it touched. A reflection that shares no words with anything said is taken as one of the last line,
        with closeness 0: people paraphrase, and to doubt a good reflection would be the worse mistake.
    """
    unit_stems = stems(unit.text)
    topic = index.topic_of(question_stems(unit.text), state.topic)
    if unit.code in (Code.SR, Code.CR):
        return _reflection(index, state, unit_stems, number, topic)
    if unit.code is Code.AF:
        return _affirmation(index, state, unit_stems, number, topic)
    return Match(unit=number, topic=topic)


def _recent(index: ScenarioIndex, state: EngineState) -> list[tuple[float, Line]]:
    lines = [index.scenario.by_id[i] for i in reversed(state.said) if i in index.scenario.by_id]
    return [(_RECENCY[i] if i < len(_RECENCY) else _EARLIER, line) for i, line in enumerate(lines)]


def _reflection(
    index: ScenarioIndex, state: EngineState, unit_stems: frozenset[str], number: int, topic: str | None
) -> Match:
    found = [f for weight, line in _recent(index, state) for f in _ways(index, line, unit_stems, weight)]
    best = max(found, key=lambda f: f.score, default=None)
    if best is not None and best.score >= _CLOSE:
        return Match(
            unit=number,
            line_id=best.line.id,
            side=best.side,
            depth=best.depth,
            topic=topic or best.line.topic,
            closeness=round(best.score, 2),
        )
    current = index.scenario.line(state.current)
    side = _SIDE_OF_TALK[current.main_talk] if current else None
    return Match(unit=number, line_id=state.current, side=side, depth=None, topic=topic, closeness=0.0)


def _ways(index: ScenarioIndex, line: Line, unit_stems: frozenset[str], weight: float) -> list[_Found]:
    """Every way in which the unit may pick up a line: its segments' words and its meanings."""
    ways = []
    for segment in line.talk:
        text = segment.text or line.text
        score = index.closeness(unit_stems, stems(text))
        ways.append(_Found(score * weight, line, _SIDE_OF_TALK[segment.code], "words"))
    if not line.talk:
        ways.append(_Found(index.closeness(unit_stems, index.line_stems[line.id]) * weight, line, None, "words"))
    main = _SIDE_OF_TALK[line.main_talk]
    for meaning in line.meanings:
        score = index.closeness(unit_stems, stems(meaning.text))
        side = meaning.side.value if meaning.side else main
        ways.append(_Found(score * weight, line, side, meaning.kind.value))
    return ways


def _affirmation(
    index: ScenarioIndex, state: EngineState, unit_stems: frozenset[str], number: int, topic: str | None
) -> Match:
    best_score, best_line, depth = 0.0, None, None
    for weight, line in _recent(index, state):
        for strength in line.strengths:
            score = index.closeness(unit_stems, stems(strength)) * max(weight, 0.7)
            if score > best_score:
                best_score, best_line, depth = score, line, "strength"
        score = index.closeness(unit_stems, index.line_stems[line.id]) * weight * 0.8
        if score > best_score:
            best_score, best_line, depth = score, line, "words"
    if best_line is None or best_score < _CLOSE:
        return Match(unit=number, topic=topic)
    return Match(
        unit=number,
        line_id=best_line.id,
        depth=depth,
        topic=topic or best_line.topic,
        closeness=round(best_score, 2),
    )


def is_copy(reply: str, line: str) -> bool:
    """True when a reply hands the client's line back almost word for word (five words or more)."""
    mine = [_SWAP.get(w, w) for w in words(reply)]
    theirs = [_SWAP.get(w, w) for w in words(line)]
    if len(mine) < 5 or len(theirs) < 5:
        return False
    return SequenceMatcher(a=mine, b=theirs, autojunk=False).ratio() >= 0.75
