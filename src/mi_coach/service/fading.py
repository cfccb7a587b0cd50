"""Coaching that fades: tags after each reply until a trainee's figures hold, then only at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from mi_coach.domain.session import Session
from mi_coach.scoring.phrases import say
from mi_coach.scoring.reading import read

HELD = 3
"""Finished sessions in a row whose figures must hold (design judgement)."""

HOLDS = 70
"""Overall score from which a session holds: where its band begins to be good."""

MOST_BLOCKED = 0.1
"""Largest share of replies with a sure roadblock in a session that holds (design judgement)."""

FELL = 40
"""Overall score under which the tags come back: where its band is below fair."""

LOOKED_AT = 40
"""Most sessions that are looked at, so that a long history does not keep anybody waiting."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished session with a score.

    Attributes:
        overall: Its overall score, 0 to 100.
        blocked: Gives the share of its replies with a sure roadblock, 0 to 1; asked only where it matters.
    """

    overall: int
    blocked: Callable[[], float]

    @property
    def holds(self) -> bool:
        """True when its figures are what the tags may fade for."""
        return self.overall >= HOLDS and self.blocked() <= MOST_BLOCKED


@dataclass(frozen=True, slots=True)
class Chosen:
    """How the next session is coached.

    Attributes:
        mode: ``live``, ``after`` or ``off``.
        line: Why, in a sentence; empty where it was chosen outright.
    """

    mode: str
    line: str = ""


def fade(finished: Iterable[Finished]) -> Chosen:
    """Whether the tags come after each reply or at the end.

    They move to the end once the figures of three sessions in a row have held, and come back after a session in the
    lowest band; whichever of the two happened last counts.

    Args:
        finished: The person's finished sessions, the newest first; read no further than needed.
    """
    seen: list[Finished] = []
    for session in islice(finished, LOOKED_AT):
        if session.overall < FELL:
            return Chosen("live", say("fading.live_still" if seen else "fading.live_again"))
        seen.append(session)
        if len(seen) >= HELD and all(s.holds for s in seen[-HELD:]):
            return Chosen("after", say("fading.after"))
    return Chosen("live", say("fading.live_few" if len(seen) < HELD else "fading.live_still"))


def blocked(session: Session) -> float:
    """The share of a session's coded replies with a sure roadblock that gets in the way, 0 to 1."""
    readings = read(session)
    return sum(bool(r.blocking) for r in readings) / len(readings) if readings else 0.0
