"""The units behind a figure: what the report says they are, with the session's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mi_coach.domain.session import Session
from mi_coach.tui.wording import label


@dataclass(frozen=True, slots=True)
class Behind:
    """One unit behind a figure, or a reply as a whole.

    Attributes:
        turn: The reply's number, from 1.
        unit: The unit's number in it, from 1; ``None`` for the reply as a whole.
        tag: What it was coded as.
        quote: Its words.
        sign: ``+`` speaks for the score, ``!`` against it; empty for a plain count.
    """

    turn: int
    unit: int | None
    tag: str
    quote: str
    sign: str = ""


def units_behind(places: object, session: Session, sign: str = "") -> tuple[Behind, ...]:
    """The units at a report's places; those that the session does not have are left out."""
    if isinstance(places, Mapping):
        return units_behind(places.get("for"), session, "+") + units_behind(places.get("against"), session, "!")
    found = (_at(p, session, sign) for p in places if isinstance(p, Mapping)) if isinstance(places, list) else ()
    return tuple(b for b in found if b is not None)


def _at(place: Mapping[str, Any], session: Session, sign: str) -> Behind | None:
    n, number = place.get("turn"), place.get("unit")
    turn = next((t for t in session.turns if t.n == n), None)
    if turn is None:
        return None
    if number is None:
        return Behind(turn.n, None, "the reply as a whole", turn.reply, sign)
    if not isinstance(number, int) or not 1 <= number <= len(turn.units or ()):
        return None
    unit = (turn.units or ())[number - 1]
    return Behind(turn.n, number, label(unit), unit.text, sign)
