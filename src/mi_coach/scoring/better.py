"""What could land better: soft roadblocks, each with what it could become. Never counted as failures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from mi_coach.domain.codes import Roadblock
from mi_coach.scoring.phrases import say
from mi_coach.scoring.reading import Reading
from mi_coach.scoring.words import clean, quote

_INSTEAD = {
    Roadblock.PRAISING: ("affirm",),
    Roadblock.REASSURING: ("complex", "simple"),
    Roadblock.INTERPRETING: ("complex",),
    Roadblock.WITHDRAWING: ("simple", "complex"),
}
_NAMED = re.compile(
    r"\b(?:for|on)\s+((?:not\s+)?(?!(?:every|some|any|no)thing\b|(?:this )?(?:morning|evening)\b)\w+ing\s+\w[^,;.!?]*)",
    re.I,
)
"""What praise was given for: "well done *for keeping your appointments*"."""
_LONGEST = 90


def could_land_better(readings: Sequence[Reading]) -> list[dict[str, Any]]:
    """Every sure soft roadblock with its quote, what to make of it, and the authored reply it could become, if any.

    Praise is told the affirmation that it could become: what the line held to be named, else what the praise itself
    names, else what an earlier line held, else how an affirmation begins. The first of it says where to read more.
    Approval beside a roadblock that gets in the way is no affirmation in the making: the roadblock is told instead.
    """
    found: list[dict[str, Any]] = []
    for at, r in enumerate(readings):
        for number, unit in r.soft:
            if unit.kind is None or not unit.sure or (unit.kind is Roadblock.PRAISING and r.blocking):
                continue
            text, instead = _told(readings[: at + 1], unit.kind, unit.text)
            if unit.kind is Roadblock.PRAISING and not any(e["kind"] == unit.kind.value for e in found):
                text = f"{text} {say('better.praising_more')}"
            found.append(
                {
                    "turn": r.n,
                    "unit": number,
                    "quote": quote(unit.text),
                    "kind": unit.kind.value,
                    "text": text,
                    "instead": instead,
                }
            )
    return found


def _told(so_far: Sequence[Reading], kind: Roadblock, text: str) -> tuple[str, str | None]:
    """The sentence about a soft roadblock in the last of these replies, and another way to say it."""
    r = so_far[-1]
    replies = r.line.replies if r.line else {}
    instead = next((replies[k] for k in _INSTEAD[kind] if k in replies), None)
    if kind is not Roadblock.PRAISING:
        return say(f"better.{kind.value}", text), instead
    if r.line is not None and r.line.strengths:
        return say("better.praising_strength", text, strength=r.line.strengths[0]), instead
    if named := _NAMED.search(clean(text)):
        done = quote(named[1].rstrip(" .,;:"), _LONGEST)
        return say("better.praising_named", text, done=done), instead
    # What was said earlier can still be named: nobody minds hearing that it was kept in mind.
    for earlier in reversed(so_far[:-1]):
        if earlier.line is not None and earlier.line.strengths:
            said = say("better.praising_earlier", text, strength=earlier.line.strengths[0], n=earlier.n)
            return said, instead or earlier.line.replies.get("affirm")
    return say("better.praising", text), instead
