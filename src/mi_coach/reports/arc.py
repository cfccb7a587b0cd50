"""The conversation's arc as every form tells it: the client's state from before the first reply to after the last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mi_coach.reports.labels import STATE, capital
from mi_coach.scoring.phrases import say

STATE_NAMES = {"trust": "trust", "importance": "importance", "confidence": "confidence", "discord": "strain"}
"""What each part of the client's state is called on the page."""


def arc_states(arc: Mapping[str, Any] | None) -> list[tuple[int | None, Mapping[str, float]]]:
    """The states that are known, in order, each with the number of the reply it came after; ``None`` at the start."""
    if not arc:
        return []
    start = [(None, arc["start"])] if arc["start"] else []
    return [*start, *((p["turn"], p["state"]) for p in arc["points"] if p["state"])]


def arc_lines(arc: Mapping[str, Any] | None) -> list[str]:
    """A line for each part of the state: at the start, where it went further than either end, and at the end.

    Empty where there is no picture either.
    """
    states = arc_states(arc)
    if not any(turn for turn, _ in states):
        return []
    turns = [turn for turn, _ in states]
    return [_line(capital(STATE_NAMES[k]), turns, [round(state[k]) for _, state in states]) for k in STATE]


def _line(name: str, turns: Sequence[int | None], values: Sequence[int]) -> str:
    places = [say("arc.at_reply", value=values[at], n=turns[at]) for at in sorted(set(_beyond(values)))]
    first = (
        say("arc.at_start", value=values[0]) if turns[0] is None else say("arc.at_reply", value=values[0], n=turns[0])
    )
    last = [say("arc.at_end", value=values[-1])] if len(values) > 1 else []
    return say("arc.line", name=name, places=", ".join([first, *places, *last]))


def _beyond(values: Sequence[int]) -> Iterator[int]:
    """Where the values first were highest and lowest, as far as that is beyond both ends."""
    for most in (max(values), min(values)):
        if not min(values[0], values[-1]) <= most <= max(values[0], values[-1]):
            yield values.index(most)
