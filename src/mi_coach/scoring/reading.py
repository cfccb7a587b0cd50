"""One coded reply read in the light of the client line it answers: what every rule of the scores looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from mi_coach.domain.codes import QUESTIONS, REFLECTIONS, Code, Miti, Roadblock
from mi_coach.domain.reply import Unit
from mi_coach.domain.scenario import Expects, Line, Scenario
from mi_coach.domain.session import Match, Session, Turn
from mi_coach.domain.talk import TalkCode, TalkSegment
from mi_coach.scoring.cues import speaks_of
from mi_coach.scoring.words import is_copy

Numbered = tuple[int, Unit]

_SIDE = {TalkCode.CT: "change", TalkCode.ST: "sustain", TalkCode.DIS: "discord"}
_RULES = frozenset({Expects.LIMITS, Expects.CONFIDENTIALITY, Expects.INFORMATION})


@dataclass(frozen=True)
class Reading:
    """A turn with at least one unit.

    Attributes:
        turn: The turn.
        units: Its units in order.
        line: The authored line it answers, or ``None``.
        following: What the client said next, or ``None``.
    """

    turn: Turn
    units: tuple[Unit, ...]
    line: Line | None = None
    following: str | None = None

    @property
    def n(self) -> int:
        """The turn's number."""
        return self.turn.n

    @cached_property
    def numbered(self) -> tuple[Numbered, ...]:
        """Units with their numbers, from 1."""
        return tuple(enumerate(self.units, start=1))

    def where(self, test: Callable[[Unit], bool]) -> tuple[Numbered, ...]:
        """The numbered units that pass a test."""
        return tuple((i, u) for i, u in self.numbered if test(u))

    def coded(self, *codes: Code) -> tuple[Numbered, ...]:
        """The numbered units with one of these codes."""
        return self.where(lambda u: u.code in codes)

    def has(self, codes: Iterable[Code]) -> bool:
        """True when any unit bears one of the codes."""
        wanted = frozenset(codes)
        return any(u.code in wanted for u in self.units)

    def blocks(self, kinds: Iterable[Roadblock]) -> tuple[Numbered, ...]:
        """The numbered roadblocks of these kinds."""
        wanted = frozenset(kinds)
        return self.where(lambda u: u.code is Code.RB and u.kind in wanted)

    @cached_property
    def hard(self) -> tuple[Numbered, ...]:
        """Roadblocks that get in the way, as against those that could land better."""
        return self.where(lambda u: u.code is Code.RB and not u.soft)

    @cached_property
    def blocking(self) -> tuple[Numbered, ...]:
        """Roadblocks that get in the way and of which the coder was sure: the only ones held against a reply."""
        return tuple((i, u) for i, u in self.hard if u.sure)

    @cached_property
    def sure(self) -> bool:
        """True when every unit is sure, so that it can be told what the reply did not do."""
        return all(u.sure for u in self.units)

    @cached_property
    def soft(self) -> tuple[Numbered, ...]:
        """Roadblocks that are shown as "could land better"."""
        return self.where(lambda u: u.soft)

    @cached_property
    def parrots(self) -> bool:
        """True when the reply as a whole only hands the client's line back, whatever its parts were taken for."""
        return is_copy(self.turn.reply, self.turn.client.text)

    @cached_property
    def copies(self) -> frozenset[int]:
        """Numbers of reflections that only repeat the client's words."""
        found = self.coded(*REFLECTIONS)
        if self.parrots:
            return frozenset(i for i, _ in found)
        return frozenset(i for i, u in found if is_copy(u.text, self.turn.client.text))

    @cached_property
    def reflections(self) -> tuple[Numbered, ...]:
        """Reflections that are more than a copy."""
        return tuple((i, u) for i, u in self.coded(*REFLECTIONS) if i not in self.copies)

    @property
    def asks(self) -> bool:
        """True with an open or closed question of one's own; a roadblock in question form does not count."""
        return self.has(QUESTIONS) and not self.parrots

    @cached_property
    def talk(self) -> frozenset[TalkCode]:
        """Talk codes of the client line; empty when unknown."""
        return frozenset(s.code for s in self.segments)

    @property
    def segments(self) -> tuple[TalkSegment, ...]:
        """Talk segments of the client line; empty when unknown."""
        return self.turn.client.talk or ()

    @cached_property
    def main_talk(self) -> TalkCode | None:
        """The strongest talk code of the line (the later on a tie); FN without talk, ``None`` when unknown."""
        if self.turn.client.talk is None:
            return None
        best, strength = TalkCode.FN, 0
        for s in self.segments:
            if s.code is not TalkCode.FN and s.strength >= strength:
                best, strength = s.code, s.strength
        return best

    @property
    def resisting(self) -> bool:
        """True when the line holds sustain talk or discord."""
        return bool(self.talk & {TalkCode.ST, TalkCode.DIS})

    def match(self, number: int) -> Match | None:
        """What a unit connected with, or ``None``."""
        return next((m for m in self.turn.matches if m.unit == number), None)

    def side(self, number: int) -> str | None:
        """Which side a reflection took: as matched, else the line's main talk, else ``None``."""
        found = self.match(number)
        if found is not None and found.side is not None:
            return found.side
        return _SIDE.get(self.main_talk) if self.main_talk is not None else None

    def takes_change(self, number: int, unit: Unit) -> bool:
        """True when a reflection takes up the change side; a double-sided one does unless matched otherwise."""
        found = self.match(number)
        if unit.double_sided:
            return found is None or found.side != "sustain"
        return self.side(number) == "change"

    @property
    def rules_asked(self) -> bool:
        """True when the line calls for limits, confidentiality or information."""
        return self.line is not None and bool(_RULES & frozenset(self.line.expects))

    @property
    def wants_facts(self) -> bool:
        """True when telling is an answer: the line calls for it or asks a question."""
        return self.rules_asked or "?" in self.turn.client.text

    @cached_property
    def states_rules(self) -> tuple[Numbered, ...]:
        """Information about role, limits or confidentiality, given neutrally."""
        return tuple((i, u) for i, u in self.coded(Code.GI) if self.rules_asked or speaks_of("role", u.text))

    @cached_property
    def telling(self) -> bool:
        """True when the reply tells: information or advice nobody asked for, persuading or confronting."""
        pushes = any(u.code is Code.RB and u.miti in (Miti.P, Miti.CONFRONT) for u in self.units)
        return pushes or (self.has({Code.GI, Code.PP}) and not self.wants_facts)

    def only_blocks_outside(self, counted: Iterable[int]) -> bool:
        """True when the reply is made of roadblocks alone, none of them among the counted unit numbers.

        Such a reply is left out of a share of faults, so that a fault of one kind cannot water down another.
        """
        return all(u.code is Code.RB for u in self.units) and not frozenset(counted)


def read(session: Session, scenario: Scenario | None = None) -> tuple[Reading, ...]:
    """Reads the coded replies of a session; those not yet coded or without words are left out."""
    after = [*(t.client.text for t in session.turns[1:]), session.closing.text if session.closing else ""]
    return tuple(
        Reading(t, t.units, scenario.line(t.client.line_id) if scenario else None, nxt or None)
        for t, nxt in zip(session.turns, after, strict=False)
        if t.units
    )


def knows_talk(session: Session) -> bool:
    """True when the talk of at least one answered client line is known."""
    return any(t.client.talk is not None for t in session.turns if t.units)
