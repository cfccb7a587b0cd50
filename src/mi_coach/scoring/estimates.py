"""Estimates of MITI's four global ratings. MITI's globals are a trained human's; these say where one might start."""

from __future__ import annotations

from collections.abc import Sequence

from mi_coach.domain.codes import Code, Miti
from mi_coach.domain.talk import TalkCode
from mi_coach.scoring.cues import speaks_of
from mi_coach.scoring.doubt import creditable
from mi_coach.scoring.phrases import say
from mi_coach.scoring.principles import Principle
from mi_coach.scoring.reading import Numbered, Reading
from mi_coach.scoring.rules import MIN_REPLIES, PARTNERSHIP, SOFTENING, band, filled, filled_resisting, two_sided
from mi_coach.scoring.weighing import choices

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
    met = [r for r in readings if meets_sustain(r)]
    if len(readings) < MIN_REPLIES or not met:
        return None
    good = sum(bool(softening(r)) for r in met)
    bad = sum(bool(feeding(r)) for r in met)
    over = filled_resisting(len(met), len(readings))
    return two_sided(good / over, bad / over, SOFTENING)


def meets_sustain(r: Reading) -> bool:
    """True for a reply to sustain talk."""
    return TalkCode.ST in r.talk


def softening(r: Reading) -> tuple[Numbered, ...]:
    """Units of a reply to sustain talk that soften it: sure reflections or autonomy where nothing gets in the way."""
    return creditable(r, (*r.reflections, *choices(r)))


def feeding(r: Reading) -> tuple[Numbered, ...]:
    """Units of a reply to sustain talk that feed it.

    Roadblocks that get in the way, questions that ask for the case against change, and reflections that took only the
    sustain side of a line that held both.
    """
    asked = tuple((i, u) for i, u in r.coded(Code.OQ, Code.CQ) if speaks_of("sustain", u.text))
    plain = tuple((i, u) for i, u in r.reflections if not u.double_sided)
    one_sided = TalkCode.CT in r.talk and {r.side(i) for i, _ in plain} == {"sustain"}
    return (*r.hard, *asked, *(plain if one_sided else ()))


def partnering(r: Reading) -> tuple[Numbered, ...]:
    """Units that share power."""
    return r.coded(*_SHARES_POWER)


def _partnership(readings: Sequence[Reading]) -> float | None:
    if len(readings) < MIN_REPLIES:
        return None
    good = sum(bool(partnering(r)) for r in readings)
    bad = sum(any(u.miti in (Miti.P, Miti.CONFRONT) for u in r.units) for r in readings)
    over = filled(len(readings), len(readings))
    return two_sided(good / over, bad / over, PARTNERSHIP)
