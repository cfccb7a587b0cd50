"""One coded reply read in the light of the client line it answers: what every rule of the scores looks at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from mi_coach.domain.codes import QUESTIONS, REFLECTIONS, Code, Miti, Roadblock
from mi_coach.domain.reply import Unit
from mi_coach.domain.scenario import Expects, Line, Role, Scenario
from mi_coach.domain.session import Match, Session, Turn
from mi_coach.domain.talk import TalkCode, TalkSegment
from mi_coach.scoring.cues import speaks_of
from mi_coach.scoring.words import clean, is_copy, is_echo, of_their_words

Numbered = tuple[int, Unit]

CLOSE = 0.35
"""Closeness from which a reflection is said to have picked up what it was matched to (design judgement)."""

CLOSER = 0.5
"""The same where that is another line and the line at hand does not lean that way: one word in common is no proof."""

DEEPER = frozenset({"meaning", "feeling", "value"})
"""Depths of a match that lie beneath the words."""

NEAR = 2
"""Replies either side of a line within which saying how things stand answers it (design judgement)."""

_SIDE = {TalkCode.CT: "change", TalkCode.ST: "sustain", TalkCode.DIS: "discord"}
_STOP = re.compile(r"[.!…]")
_RULES = frozenset({Expects.LIMITS, Expects.CONFIDENTIALITY, Expects.INFORMATION})
_CALLS = frozenset({Expects.LIMITS, Expects.CONFIDENTIALITY})
_ASKS_YOU = re.compile(r"\b(?:you|your|i|me)\b[^.?!…]*\?", re.IGNORECASE)
_SEVERAL = 3


@dataclass(frozen=True)
class Reading:
    """A turn with at least one unit.

    Attributes:
        turn: The turn.
        units: Its units in order.
        line: The authored line it answers, or ``None``.
        following: What the client said next, or ``None``.
        told_before: How things stand was said shortly before a line that calls for it and asks nothing of the listener.
        told_after: It was said shortly after.
    """

    turn: Turn
    units: tuple[Unit, ...]
    line: Line | None = None
    following: str | None = None
    told_before: bool = False
    told_after: bool = False

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
        """True when every unit is sure, so that it can be told what the reply did not do.

        A unit that wavers only between kinds of roadblock is sure enough for that: it listens in neither reading. If it
        were not, a roadblock added to a reply could hide what the reply lacks, and so raise a score.
        """
        return all(u.sure or _blocks_either_way(u) for u in self.units)

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
        """Numbers of reflections that only repeat the client's words.

        Where the reply as a whole hands the line back, those are its parts of the client's words, however short.
        """
        found = self.coded(*REFLECTIONS)
        if self.parrots:
            return frozenset(i for i, u in found if of_their_words(u.text, self.turn.client.text))
        return frozenset(i for i, u in found if is_copy(u.text, self.turn.client.text))

    @cached_property
    def reflections(self) -> tuple[Numbered, ...]:
        """Reflections that are more than a copy."""
        return tuple((i, u) for i, u in self.coded(*REFLECTIONS) if i not in self.copies)

    @cached_property
    def echoes(self) -> frozenset[int]:
        """Numbers of units that hand a line back word for word, however short; all of them when the reply does."""
        line = self.turn.client.text
        whole = is_echo(self.turn.reply, line)
        return frozenset(i for i, u in self.numbered if whole or is_echo(u.text, line))

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

    def met(self, number: int) -> bool:
        """True when the unit is known to have picked up something that was said, not merely taken to have."""
        found = self.match(number)
        return found is not None and found.closeness > 0

    def took_change(self, number: int, unit: Unit) -> bool:
        """True when it can be said that a reflection took up the change side, not only weighed as if it did.

        It was matched to something that was said; closely, where the line at hand does not lean towards change.
        """
        if self.line is None:
            return TalkCode.CT in self.talk and self.takes_change(number, unit)
        return self._known(number, TalkCode.CT in self.talk) and self.takes_change(number, unit)

    def kept_sustain(self, number: int) -> bool:
        """True when a reflection took the sustain side, and it is known that there was one to take."""
        return self.side(number) == "sustain" and (self.line is None or self._known(number, self.resisting))

    def heard_out(self, number: int) -> bool:
        """True when a reflection is known to have handed back a reason to stay the same, and not what lies beneath."""
        found = self.match(number)
        near = found is not None and found.closeness > 0 and found.depth not in DEEPER
        return self.resisting and near and self.side(number) == "sustain"

    def _known(self, number: int, leans: bool) -> bool:
        """True when a match bears saying which side was taken, given whether the line at hand leans that way."""
        found = self.match(number)
        if found is None or self.line is None:
            return False
        here = found.line_id in (None, self.line.id)
        return found.closeness > ((0 if here else CLOSE) if leans else (CLOSE if here else CLOSER))

    def closeness(self, number: int) -> float:
        """How surely a unit took up the very line at hand, 0 to 1; 0 where that is not known."""
        found = self.match(number)
        here = found is not None and found.line_id in (None, self.turn.client.line_id)
        return found.closeness if found is not None and here else 0.0

    def fits(self, number: int) -> bool:
        """False when all that a reflection is known to touch, and that loosely, is another line; a summary may."""
        found = self.match(number)
        if self.line is None or found is None:
            return True
        elsewhere = found.line_id not in (None, self.line.id) and 0 < found.closeness < CLOSE
        return not elsewhere or self.gathers(self.units[number - 1])

    def gathers(self, unit: Unit) -> bool:
        """True for a summary: flagged as one and worded as one, since the flag alone is often set on two thoughts."""
        return unit.summary and (unit.text.count(",") >= _SEVERAL or speaks_of("gathers", unit.text))

    def both_sides(self, unit: Unit) -> bool:
        """True for a double-sided reflection of two sides: in the line, in its own words, or for all one knows.

        Two thoughts joined by "and" look much the same to the coder, so the flag alone is not taken for it.
        """
        if not unit.double_sided:
            return False
        two = self.main_talk is None or (TalkCode.CT in self.talk and self.resisting)
        return two or speaks_of("both_sides", unit.text)

    def may_have(self, codes: Iterable[Code]) -> bool:
        """True when an unsure unit has or may have one of the codes, so that it cannot be told that it is lacking."""
        wanted = frozenset(codes)
        unsure = (u for u in self.units if not u.sure)
        return any(not u.alternatives or {u.code, *(a.code for a in u.alternatives)} & wanted for u in unsure)

    def takes_change(self, number: int, unit: Unit) -> bool:
        """True when a reflection takes up the change side; one of both sides does unless matched otherwise."""
        found = self.match(number)
        if self.both_sides(unit):
            return found is None or found.side != "sustain"
        return self.side(number) == "change"

    @property
    def rules_asked(self) -> bool:
        """True when the line calls for limits, confidentiality or information."""
        return self.line is not None and bool(_RULES & frozenset(self.line.expects))

    @property
    def limits_asked(self) -> bool:
        """True when the line calls for limits or confidentiality."""
        return self.line is not None and bool(_CALLS & frozenset(self.line.expects))

    @property
    def limits_left(self) -> bool:
        """True when the line calls for limits or confidentiality and nothing in the reply says how things stand."""
        return self.limits_asked and not self.has({Code.GI, Code.PP})

    @property
    def wants_facts(self) -> bool:
        """True when telling is an answer: the line calls for it or asks a question."""
        return self.rules_asked or asks(self.turn.client.text)

    @cached_property
    def states_rules(self) -> tuple[Numbered, ...]:
        """Information about role, limits or confidentiality, given neutrally."""
        return tuple((i, u) for i, u in self.coded(Code.GI) if self.rules_asked or speaks_of("role", u.text))

    @cached_property
    def tells(self) -> tuple[Numbered, ...]:
        """Units that tell: information or advice nobody asked for, persuading or confronting."""
        unasked = frozenset() if self.wants_facts else frozenset({Code.GI, Code.PP})
        return self.where(lambda u: u.code in unasked or (u.code is Code.RB and u.miti in (Miti.P, Miti.CONFRONT)))

    @property
    def telling(self) -> bool:
        """True when the reply tells."""
        return bool(self.tells)

    def only_blocks_outside(self, counted: Iterable[int]) -> bool:
        """True when the reply is made of roadblocks alone, none of them among the counted unit numbers.

        Such a reply is left out of a share of faults, so that a fault of one kind cannot water down another.
        """
        return all(u.code is Code.RB for u in self.units) and not frozenset(counted)


def _blocks_either_way(unit: Unit) -> bool:
    return unit.code is Code.RB and bool(unit.alternatives) and unit.alternatives[0].code is Code.RB


def read(session: Session, scenario: Scenario | None = None) -> tuple[Reading, ...]:
    """Reads the coded replies of a session; those not yet coded or without words are left out."""
    after = [*(t.client.text for t in session.turns[1:]), *(line.text for line in session.last_words[:1]), ""]
    found = [
        Reading(t, t.units, scenario.line(t.client.line_id) if scenario else None, nxt or None)
        for t, nxt in zip(session.turns, after, strict=False)
        if t.units
    ]
    told = [any(u.sure for _, u in r.states_rules) and not r.hard for r in found]
    return tuple(
        replace(
            r,
            told_before=any(told[max(0, at - NEAR) : at]) and _discloses(r),
            told_after=any(told[at + 1 : at + 1 + NEAR]),
        )
        if r.limits_asked
        else r
        for at, r in enumerate(found)
    )


def _discloses(r: Reading) -> bool:
    """True for a line that tells something and asks the listener nothing: what was just said of limits still holds."""
    return r.line is not None and r.line.role is Role.LINE and not _ASKS_YOU.search(clean(r.turn.client.text))


def asks(text: str) -> bool:
    """True when a client's line asks something: by its question mark, or by its words where it has no stops at all.

    Speech recognition often writes no stops. Where there are some, a question without its mark is not guessed at.
    """
    return "?" in text or (not _STOP.search(text) and speaks_of("asks", text))


def knows_talk(session: Session) -> bool:
    """True when the talk of at least one answered client line is known."""
    return any(t.client.talk is not None for t in session.turns if t.units)
