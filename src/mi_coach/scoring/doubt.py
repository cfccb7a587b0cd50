"""What an unsure unit may be instead, and when a unit may be held up as something done well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mi_coach.domain.codes import REFLECTIONS, Code, miti_value
from mi_coach.domain.reply import Unit
from mi_coach.domain.session import Ending, Session
from mi_coach.scoring.cues import speaks_of
from mi_coach.scoring.reading import Numbered, Reading

_GOOD = frozenset({Code.SR, Code.CR, Code.AF, Code.EA, Code.OQ, Code.SK})


def otherwise(unit: Unit) -> Unit | None:
    """The unit with its next likeliest code; ``None`` when the coder named no other."""
    for other in unit.alternatives:
        if other.code is unit.code and other.kind is unit.kind:
            continue
        if other.code is Code.RB and other.kind is None:
            continue
        return replace(unit, code=other.code, kind=other.kind, miti=miti_value(other.code, other.kind))
    return None


def clean_reply(r: Reading) -> bool:
    """False when the reply holds a roadblock that gets in the way, or may: then none of it is held up as well done.

    It may when a roadblock is unsure, when an unsure unit could as well be one, or when any of it reads as a reproach.
    Neither is anything held up that only hands the client's line back.
    """
    if r.parrots or r.hard or any(speaks_of("reproach", u.text) for u in r.units):
        return False
    for _, unit in r.numbered:
        if not unit.sure:
            other = otherwise(unit)
            if unit.code is Code.RB or (other is not None and other.code is Code.RB and not other.soft):
                return False
    return True


def creditable(r: Reading, found: Sequence[Numbered]) -> tuple[Numbered, ...]:
    """Those of the units that may be held up: the sure ones of a clean reply."""
    if not clean_reply(r):
        return ()
    return tuple((i, u) for i, u in found if u.sure)


def of_oneself(unit: Unit) -> bool:
    """True for what was coded as a reflection and speaks of the practitioner: no words are made about it."""
    return unit.code in REFLECTIONS and speaks_of("own_voice", unit.text)


def rough(session: Session, readings: Sequence[Reading]) -> bool:
    """True when the client walked out, or more replies put up a roadblock than did something well."""
    if session.ending is Ending.WALKED_OUT:
        return True
    good = sum(bool(creditable(r, [(i, u) for i, u in r.numbered if u.code in _GOOD])) for r in readings)
    return sum(bool(r.hard) for r in readings) > good
