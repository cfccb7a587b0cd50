"""Codes in words, one wording for every front end."""

from __future__ import annotations

from mi_coach.domain.codes import CODE_NAMES, Code, Miti, Roadblock, is_soft
from mi_coach.domain.reply import Unit


def reading(code: Code, kind: Roadblock | None, miti: Miti | None) -> str:
    """A code in words: ``open question``, ``roadblock: advising``, ``could land better: praising``."""
    if code is not Code.RB or kind is None:
        return CODE_NAMES[code]
    return f"{'could land better' if is_soft(kind, miti) else 'roadblock'}: {kind.value}"


def not_sure(unit: Unit) -> str:
    """The two readings that an unsure unit is torn between: ``not sure: advising, or open question``."""
    first, other = short(unit.code, unit.kind), second(unit)
    return f"not sure: {first}, or {other}" if other else f"not sure: {first}"


def second(unit: Unit) -> str:
    """The likeliest other reading of a unit in a word or two; empty when the coder named none."""
    first = short(unit.code, unit.kind)
    return next((o for o in (short(a.code, a.kind) for a in unit.alternatives) if o != first), "")


def short(code: Code, kind: Roadblock | None) -> str:
    """A code in a word or two, for a reading that is only one of two: ``advising``, ``open question``."""
    return CODE_NAMES[code] if code is not Code.RB or kind is None else kind.value
