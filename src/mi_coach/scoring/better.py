"""What could land better: soft roadblocks, each with what it could become. Never counted as failures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mi_coach.domain.codes import Roadblock
from mi_coach.scoring.phrases import say
from mi_coach.scoring.reading import Reading
from mi_coach.scoring.words import quote

_INSTEAD = {
    Roadblock.PRAISING: ("affirm",),
    Roadblock.REASSURING: ("complex", "simple"),
    Roadblock.INTERPRETING: ("complex",),
    Roadblock.WITHDRAWING: ("simple", "complex"),
}


def could_land_better(readings: Sequence[Reading]) -> list[dict[str, Any]]:
    """Every sure soft roadblock with its quote, what to make of it, and the authored reply it could become, if any."""
    found = []
    for r in readings:
        replies = r.line.replies if r.line else {}
        for number, unit in r.soft:
            if unit.kind is None or not unit.sure:
                continue
            praised = unit.kind is Roadblock.PRAISING and r.line is not None and r.line.strengths
            name = "praising_strength" if praised else unit.kind.value
            strength = r.line.strengths[0] if praised and r.line else ""
            found.append(
                {
                    "turn": r.n,
                    "unit": number,
                    "quote": quote(unit.text),
                    "kind": unit.kind.value,
                    "text": say(f"better.{name}", unit.text, strength=strength),
                    "instead": next((replies[k] for k in _INSTEAD[unit.kind] if k in replies), None),
                }
            )
    return found
