"""Estimates of MITI's four global ratings. MITI's globals are a trained human's; these say where one might start."""

from __future__ import annotations

from collections.abc import Sequence

from mi_coach.domain.codes import Code, Miti
from mi_coach.domain.talk import TalkCode
from mi_coach.scoring.cues import speaks_of
from mi_coach.scoring.phrases import say
from mi_coach.scoring.principles import Principle
from mi_coach.scoring.reading import Reading
from mi_coach.scoring.rules import MIN_REPLIES, PARTNERSHIP, SOFTENING, band, filled, filled_resisting, two_sided

_SHARES_POWER = frozenset({Code.SK, Code.EA})


def estimates(readings: Sequence[Reading], found: Sequence[Principle]) -> dict[str, object]:
    """The four globals as whole numbers from 1 to 5, their two means, and the bands of the means.

    ``None`` stands under five coded replies and where the client's talk is needed and not known.
    """
    exact = {p.id: p.exact for p in found}
    values = {
        "cultivating_change_talk": _whole(exact["desire"]),
        "softening_sustain_talk": _whole(_softening(readings)),
        "partnership": _whole(_partnership(readings)),
        "empathy": _whole(exact["empathy"]),
    }
    technical = _mean(values["cultivating_change_talk"], values["softening_sustain_talk"])
    relational = _mean(values["partnership"], values["empathy"])
    return {
        **values,
        "technical": technical,
        "relational": relational,
        "estimated": True,
        "text": say("notes.globals"),
        "bands": {"technical": band("technical", technical), "relational": band("relational", relational)},
    }


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value + 0.5)


def _mean(a: int | None, b: int | None) -> float | None:
    return None if a is None or b is None else (a + b) / 2


def _softening(readings: Sequence[Reading]) -> float | None:
    met = [r for r in readings if TalkCode.ST in r.talk]
    if len(readings) < MIN_REPLIES or not met:
        return None
    good = sum(not r.hard and (bool(r.reflections) or r.has({Code.EA})) for r in met)
    bad = sum(bool(r.hard) or _feeds(r) for r in met)
    over = filled_resisting(len(met), len(readings))
    return two_sided(good / over, bad / over, SOFTENING)


def _feeds(r: Reading) -> bool:
    asked = any(speaks_of("sustain", u.text) for _, u in r.coded(Code.OQ, Code.CQ))
    sides = {r.side(i) for i, u in r.reflections if not u.double_sided}
    return asked or (TalkCode.CT in r.talk and sides == {"sustain"})


def _partnership(readings: Sequence[Reading]) -> float | None:
    if len(readings) < MIN_REPLIES:
        return None
    good = sum(r.has(_SHARES_POWER) for r in readings)
    bad = sum(any(u.miti in (Miti.P, Miti.CONFRONT) for u in r.units) for r in readings)
    over = filled(len(readings), len(readings))
    return two_sided(good / over, bad / over, PARTNERSHIP)
