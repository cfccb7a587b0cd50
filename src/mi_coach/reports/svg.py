"""Where things lie in the picture of the conversation's arc; the web page and the PDF draw it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mi_coach.reports.arc import STATE_NAMES, arc_states
from mi_coach.reports.labels import STATE

WIDTH, HEIGHT = 640, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 36, 110, 12, 48
_DASHES = {"trust": "none", "importance": "8 4", "confidence": "2 4", "discord": "10 3 2 3"}
_MARKS = {"trust": "dot", "importance": "square", "confidence": "triangle", "discord": "cross"}
_LABEL_GAP = 14.0
_MOST_MARKS = 16


def arc_picture(arc: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Places trust, importance, confidence and strain by turn, told apart by dashes, marks and names, not by colour.

    Returns:
        Pixel places of axes, lines with marks, their labels, and the turns with the client's talk in letters (every
        turn, or every second, third ... of a long session); ``None`` without states to draw.
    """
    points = [p for p in arc["points"] if p["state"]] if arc else []
    if arc is None or not points:
        return None
    states = [state for _, state in arc_states(arc)]
    before = len(states) - len(points)
    xs = [_LEFT + (WIDTH - _LEFT - _RIGHT) * i / max(1, len(states) - 1) for i in range(len(states))]
    ends = _apart({k: _y(states[-1][k]) for k in STATE})
    step = -(-len(points) // _MOST_MARKS)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "left": _LEFT,
        "right": WIDTH - _RIGHT,
        "axes": [(v, round(_y(v), 1)) for v in (0, 50, 100)],
        "lines": [
            {
                "dashes": _DASHES[k],
                "points": " ".join(f"{x:.1f},{_y(s[k]):.1f}" for x, s in zip(xs, states, strict=True)),
                "mark": _MARKS[k],
                "marks": [
                    (round(xs[i], 1), round(_y(states[i][k]), 1))
                    for i in range(0, len(states), -(-len(states) // _MOST_MARKS))
                ],
                "label": f"{STATE_NAMES[k]} {round(states[-1][k])}",
                "y": round(ends[k] + 4, 1),
            }
            for k in STATE
        ],
        "turns": [
            {
                "n": p["turn"],
                "x": round(xs[at + before], 1),
                "talk": "/".join(p["talk"] or []),
                "low": at // step % 2,
            }
            for at, p in enumerate(points)
            if at % step == 0
        ],
        "description": arc["text"],
    }


def _y(value: float) -> float:
    return _TOP + (HEIGHT - _TOP - _BOTTOM) * (1 - value / 100)


def _apart(ends: Mapping[str, float]) -> dict[str, float]:
    """Moves labels down where they would lie on one another, keeping their order."""
    placed: dict[str, float] = {}
    last = -_LABEL_GAP
    for k in sorted(ends, key=lambda k: ends[k]):
        last = max(ends[k], last + _LABEL_GAP)
        placed[k] = last
    return placed
