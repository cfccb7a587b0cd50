"""Generated trainees: personas that choose each reply by what the client has just said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Protocol

from mi_coach.domain.scenario import Line, Scenario
from mi_coach.service.harness.banks import banks
from mi_coach.service.harness.repertoire import Repertoire

SHARES = {
    "skilled": 60,
    "mixed": 36,
    "closed_question": 22,
    "roadblocking": 20,
    "random": 14,
    "hostile": 10,
    "off_topic": 8,
    "silent": 6,
    "copying": 8,
    "question_free": 8,
    "affirm_only": 8,
}
"""How many of two hundred trainees are of each persona."""

GAMING = ("copying", "question_free", "affirm_only")
"""Personas that use one trick in every reply, which must not pay."""

_PRACTISED = ("skilled", "mixed", "question_free")
_EARLIEST_SUMMARY = 9


@dataclass(frozen=True, slots=True)
class Facing:
    """What a trainee sees when it is their turn.

    Attributes:
        line: The client's line.
        n: Number of the reply to be given, from 1.
        length: Exchanges after which time is up.
        since_offer: Exchanges since the client offered a next step; ``None`` when there was no offer.
        last: The reply before, or nothing.
    """

    line: Line
    n: int
    length: int
    since_offer: int | None
    last: str


class Player(Protocol):
    """Somebody who answers the client."""

    @property
    def persona(self) -> str:
        """What kind of trainee this is."""

    @property
    def number(self) -> int:
        """Which one of that kind."""

    def reply(self, facing: Facing) -> str | None:
        """The next reply, or ``None`` to say goodbye."""


@dataclass(frozen=True, slots=True)
class Scripted:
    """Says the replies of a test plan one after the other, then goodbye."""

    persona: str
    replies: tuple[str, ...]
    number: int = 0

    def reply(self, facing: Facing) -> str | None:
        """The plan's next reply; ``None`` after the last."""
        return self.replies[facing.n - 1] if facing.n <= len(self.replies) else None


@dataclass(frozen=True)
class Trainee:
    """One generated trainee; the same number always makes the same choices.

    Attributes:
        persona: One of ``SHARES``.
        number: Which one of that persona, from 1.
        scenario: What is played.
        repertoire: What can be said in it.
    """

    persona: str
    number: int
    scenario: Scenario
    repertoire: Repertoire

    def reply(self, facing: Facing) -> str | None:
        """The next reply, or ``None`` when this trainee ends the talk here."""
        if self._leaves(facing):
            return None
        rng = self._rng(facing.n)
        if self.persona == "skilled" or (self.persona == "mixed" and rng.random() < 0.4):
            special = self._move(facing, rng)
            if special is not None:
                return special
        return rng.choice(self.repertoire.replies(self.persona, facing.line))

    def _move(self, facing: Facing, rng: Random) -> str | None:
        """What a practised trainee does at this point besides listening, if anything."""
        line, says = facing.line, self.repertoire
        if facing.last.endswith(banks()["permission"]):
            return says.informing(line, asks=rng.random() < 0.5)
        chance = rng.random()
        if facing.since_offer is not None:
            return says.planning(line) if chance < 0.4 else None
        if facing.n == 1:
            return says.agreeing_agenda(line) if chance < 0.3 else None
        if facing.n >= _EARLIEST_SUMMARY and (chance < 0.25 or facing.n == self._summing_up_at()):
            return says.summing_up(line, asks=rng.random() < 0.6)
        if chance > 0.94:
            return says.asking_leave(line)
        return says.scaling(line) if chance > 0.88 else None

    def _leaves(self, facing: Facing) -> bool:
        if facing.since_offer is not None and self.persona in _PRACTISED:
            return facing.since_offer >= self._stays_after_offer()
        if self.persona == "skilled":
            return self._leaves_early() and facing.n == self._summing_up_at() + 1
        return self._leaves_early() and facing.n > self._summing_up_at()

    def _leaves_early(self) -> bool:
        """One in five says goodbye before time is up though nothing was agreed."""
        return self._rng(0).random() < 0.2

    def _summing_up_at(self) -> int:
        return 10 + self.number % 7

    def _stays_after_offer(self) -> int:
        """Exchanges that a trainee stays to plan; some until time is up."""
        return self._rng(0).choice((2, 3, 4, 6, 8, self.scenario.length))

    def _rng(self, turn: int) -> Random:
        return Random(f"{self.scenario.id}:{self.persona}:{self.number}:{turn}")


def generated(scenario: Scenario, total: int, corpus: Sequence[str] = ()) -> list[Trainee]:
    """Trainees of every persona.

    Args:
        scenario: What they will play.
        total: How many in all; there is at least one of every persona, however few are asked for.
        corpus: Further replies for the ``random`` persona.
    """
    repertoire = Repertoire(scenario, corpus)
    whole = sum(SHARES.values())
    counts = {persona: max(1, total * share // whole) for persona, share in SHARES.items()}
    counts["skilled"] = max(1, counts["skilled"] + total - sum(counts.values()))
    return [Trainee(persona, n, scenario, repertoire) for persona, count in counts.items() for n in range(1, count + 1)]
