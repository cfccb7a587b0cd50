"""A coded reply: units with exact offsets, confidence, alternatives and evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from mi_coach.domain.codes import FAMILY_OF, QUESTIONS, REFLECTIONS, Code, Family, Miti, Roadblock, is_soft


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that drove a tag, with code-point offsets into the reply."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another code the coder considered, with its calibrated probability (0 to 1)."""

    code: Code
    kind: Roadblock | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Unit:
    """One complete thought of a reply and its code.

    Attributes:
        text: The words exactly as typed, ``reply[start:end]``.
        start: Code-point offset into the reply as given.
        end: Offset after the last character.
        code: The top code.
        kind: The roadblock kind, ``None`` unless ``code`` is RB.
        miti: MITI behaviour it counts towards, or ``None``.
        confidence: Calibrated probability of ``code``, 0 to 1, three decimals.
        sure: False when the confidence lies below the coder's threshold.
        alternatives: Other readings, most likely first.
        summary: The reflection gathers several things the client said.
        double_sided: The reflection holds both sides of the client's ambivalence.
        evidence: The words that decided, strongest first.
    """

    text: str
    start: int
    end: int
    code: Code
    kind: Roadblock | None = None
    miti: Miti | None = None
    confidence: float = 1.0
    sure: bool = True
    alternatives: tuple[Alternative, ...] = ()
    summary: bool = False
    double_sided: bool = False
    evidence: tuple[Evidence, ...] = ()

    @property
    def family(self) -> Family:
        """The broad kind of thing this unit does."""
        return FAMILY_OF[self.code]

    @property
    def soft(self) -> bool:
        """True for a roadblock that is shown as "could land better"."""
        return self.code is Code.RB and is_soft(self.kind, self.miti)


@dataclass(frozen=True, slots=True)
class CodedReply:
    """A reply with its units in order; ``units`` is empty for a reply of white space only."""

    text: str
    units: tuple[Unit, ...] = field(default=())

    def codes(self) -> tuple[Code, ...]:
        """The codes in order."""
        return tuple(u.code for u in self.units)

    def has(self, codes: Iterable[Code]) -> bool:
        """True when any unit bears one of the codes."""
        wanted = set(codes)
        return any(u.code in wanted for u in self.units)

    @property
    def reflections(self) -> tuple[Unit, ...]:
        """The units that reflect."""
        return tuple(u for u in self.units if u.code in REFLECTIONS)

    @property
    def questions(self) -> tuple[Unit, ...]:
        """The units that ask (open and closed)."""
        return tuple(u for u in self.units if u.code in QUESTIONS)
