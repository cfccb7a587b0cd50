"""A reply to a drill's prompt as far as the rules ask about it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from mi_coach.domain.codes import QUESTIONS, Code, Roadblock
from mi_coach.domain.reply import Unit
from mi_coach.domain.scenario import MeaningKind, Side
from mi_coach.exercises.cues import heard
from mi_coach.exercises.depth import CLOSE, Closeness, DepthIndex
from mi_coach.exercises.echo import is_echo
from mi_coach.exercises.types import Prompt

_OPEN = re.compile(r"\b(what|how|where|which|why|tell me|in what way)\b", re.IGNORECASE)
_CLAUSE = re.compile(
    r"\s*(?:,\s*(?:and yet|and|but|yet|while|though)\b|[,;:\u2013\u2014]|\band yet\b|"
    r"\b(?:and|but|while|(?<!even )(?<!as )though)\b)\s*",
    re.IGNORECASE,
)
_BUT = re.compile(r"\b(but|however|although|(?<!as )though(?!\s*([.,;?]|$)))\b", re.IGNORECASE)
_ONLY = re.compile(r"\b((no|any)( other)? \w+|no|nothing|anything|none|all|can't help) but\b", re.IGNORECASE)


@dataclass(frozen=True)
class Heard:
    """The units of one reply to one prompt.

    Attributes:
        prompt: What was answered.
        units: The units in one reading of them.
        index: Reads how deep a reflection goes.
    """

    prompt: Prompt
    units: tuple[Unit, ...]
    index: DepthIndex

    @cached_property
    def telling(self) -> tuple[Unit, ...]:
        """The units that do something: all but greetings and fillers."""
        return tuple(u for u in self.units if u.code is not Code.NC)

    @cached_property
    def reflections(self) -> tuple[Unit, ...]:
        """The units that reflect and do not only hand the client's words back."""
        return tuple(u for u in self._reflecting if not is_echo(u.text, self.prompt.client))

    @property
    def copied(self) -> bool:
        """True when the only reflection is the client's own words."""
        return bool(self._reflecting) and not self.reflections

    @property
    def parrots(self) -> bool:
        """True when the whole reply is the client's words."""
        return is_echo(" ".join(u.text for u in self.units), self.prompt.client)

    @cached_property
    def _reflecting(self) -> tuple[Unit, ...]:
        return tuple(u for u in self.units if u.code in (Code.SR, Code.CR))

    @cached_property
    def asking(self) -> tuple[Unit, ...]:
        """The units that ask, whatever their code."""
        return tuple(u for u in self.units if asks(u))

    @cached_property
    def open_questions(self) -> tuple[Unit, ...]:
        """Open questions; one that shares power ("what do you make of that?") is open too."""
        return tuple(u for u in self.asking if is_open(u))

    @cached_property
    def hard(self) -> tuple[Unit, ...]:
        """Roadblocks that get in the way."""
        return tuple(u for u in self.units if u.code is Code.RB and not u.soft)

    @cached_property
    def soft(self) -> tuple[Unit, ...]:
        """Roadblocks that could land better."""
        return tuple(u for u in self.units if u.soft)

    def of(self, *codes: Code) -> tuple[Unit, ...]:
        """The units with one of the codes."""
        return tuple(u for u in self.units if u.code in codes)

    def closeness(self, unit: Unit) -> Closeness:
        """What a unit picks up of the prompt."""
        return self.index.read(self.prompt.id, unit.text)

    def says_back(self, unit: Unit) -> bool:
        """True when a unit shares enough with the line or with what lies beneath it to be about it."""
        close = self.closeness(unit)
        return max(close.words, *close.whole.values(), 0.0) >= CLOSE

    def answers_the_line(self) -> bool | None:
        """Whether a reflection has to do with what this client said; ``None`` when its words are all its own."""
        if any(self.index.touches(self.prompt.id, unit.text) for unit in self.reflections):
            return True
        return None if self.reflections else False

    def goes_beyond(self, kinds: Collection[MeaningKind]) -> bool | None:
        """Whether a reflection picks up a meaning of one of the kinds; ``None`` when that cannot be told.

        Simple against complex is a judgement call, so either tag will do: what counts is what is added to the
        client's words. A complex one that shares words with a meaning is taken too. A complex one that shares none may
        still be right, in words that nobody foresaw.
        """
        for unit in self.reflections:
            close = self.closeness(unit)
            scores = [close.beyond.get(kind, 0.0) for kind in kinds]
            if unit.code is Code.CR:
                scores += [close.whole.get(kind, 0.0) for kind in kinds]
            if max(scores, default=0.0) >= CLOSE:
                return True
        return None if any(u.code is Code.CR for u in self.reflections) else False

    def side(self, text: str) -> Side | None:
        """The side of the client's ambivalence that a text picks up most; ``None`` for neither or both alike."""
        sides = self.index.read(self.prompt.id, text).sides
        change, sustain = sides[Side.CHANGE], sides[Side.SUSTAIN]
        if max(change, sustain) < CLOSE or change == sustain:
            return None
        return Side.CHANGE if change > sustain else Side.SUSTAIN

    def both_sides(self) -> bool | None:
        """Whether the reflections hold both sides; ``None`` when a clause may hold a side in words of its own."""
        if self._double:
            return True
        found = [self.closeness(u).sides for u in self.reflections]
        met = [side for side in Side if any(sides[side] >= CLOSE for sides in found)]
        if len(met) == len(Side):
            return True
        return None if len(self._clauses) > 1 else False

    def change_last(self) -> bool | None:
        """Whether the last clause is on the change side; ``None`` when that cannot be told.

        A last clause in words of its own goes on from the one before it when that came to change after the other
        side. Where only one side was heard so far and the coder heard both, it is the side that was not.
        """
        sides = [self.side(clause) for clause in self._clauses]
        if sides and sides[-1] is not None:
            return sides[-1] is Side.CHANGE
        known = [side for side in sides if side is not None]
        if len(set(known)) > 1:
            return True if known[-1] is Side.CHANGE else None
        return known[-1] is Side.SUSTAIN if self._double and known else None

    @property
    def _double(self) -> bool:
        return any(u.double_sided for u in self.reflections)

    @property
    def _clauses(self) -> list[str]:
        return [clause for u in self.reflections for clause in clauses(u.text)]

    @property
    def with_but(self) -> bool:
        """True when a reflection sets one side against the other."""
        return any(_BUT.search(_ONLY.sub("", u.text)) for u in self.reflections)

    @property
    def owns(self) -> bool:
        """True when the speaker takes a part of the strain upon themselves, or grants a point."""
        own = (u for u in self.units if u not in self.hard and not is_echo(u.text, self.prompt.client))
        return any(heard("owning", u.text) for u in own)

    @property
    def explains(self) -> bool:
        """True when the speaker informs or advises, other than by owning a part."""
        return any(not heard("owning", u.text) for u in self.of(Code.GI, Code.PP))

    @property
    def affirms_what_lies_beneath(self) -> bool:
        """True for an affirmation that picks up what lies beneath: in a strained moment it is heard as listening."""
        found = [self.closeness(u).whole.values() for u in self.of(Code.AF)]
        return any(score >= CLOSE for scores in found for score in scores)

    @property
    def defends(self) -> bool:
        """True when the speaker explains or defends."""
        return any(heard("defence", u.text) for u in self.units)

    @property
    def depth(self) -> str | None:
        """The deepest thing that was picked up: words, meaning, feeling, value or strength."""
        best, depth = CLOSE, None
        for unit in (*self.reflections, *self.of(Code.AF)):
            close = self.closeness(unit)
            found = [(close.strength, "strength")] if unit.code is Code.AF else []
            found += [(score, kind.value) for kind, score in close.beyond.items()]
            for score, name in found:
                if score >= best:
                    best, depth = score, name
            if depth is None and close.words >= CLOSE:
                depth = "words"
        return depth


def asks(unit: Unit) -> bool:
    """True for a unit that waits for an answer."""
    if unit.code in QUESTIONS or unit.kind is Roadblock.PROBING:
        return True
    return unit.code is Code.SK and ("?" in unit.text or is_open(unit))


def is_open(unit: Unit) -> bool:
    """True for a question that invites an account."""
    return unit.code is Code.OQ or (unit.code is Code.SK and _OPEN.search(unit.text) is not None)


def clauses(text: str) -> list[str]:
    """A sentence in its clauses, as far as commas and joining words show them.

    A "yet" joins only after a comma or "and": elsewhere it says "so far".
    """
    return [part for part in _CLAUSE.split(text) if any(c.isalnum() for c in part)]
