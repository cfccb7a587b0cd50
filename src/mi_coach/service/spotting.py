"""Spotting exercises: naming what was said, one item at a time."""

from __future__ import annotations

import random
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from mi_coach.domain.exercise import ExerciseKind, ExerciseRecord
from mi_coach.domain.profile import FIRST
from mi_coach.errors import MiCoachError
from mi_coach.exercises.spotting import Spotted, choose, mark, summary
from mi_coach.exercises.types import Item, Option, Spotting
from mi_coach.service.ports import Clock, ExerciseRepository

ITEMS = 12
"""Items of a round where they stand alone; a transcript is worked through whole."""


class SpottingExercises(Protocol):
    """Finds spotting exercises; ``mi_coach.exercises.library.ExerciseLibrary`` is one."""

    def spotting(self, name: str) -> Spotting:
        """A spotting exercise.

        Raises:
            MiCoachError: No such exercise.
        """


class SpottingRound:
    """One round. Not safe to share between threads without a lock of the caller's. Each answer is stored at once."""

    def __init__(
        self, exercise: Spotting, items: tuple[Item, ...], record: ExerciseRecord, repository: ExerciseRepository,
        clock: Clock,
    ) -> None:  # fmt: skip
        self.exercise = exercise
        self.items = items
        self._record = record
        self._repository = repository
        self._clock = clock
        self._spotted: list[Spotted] = []

    @property
    def item(self) -> Item:
        """The item that waits to be named; the last one when the round is over."""
        return self.items[min(len(self._spotted), len(self.items) - 1)]

    @property
    def number(self) -> int:
        """Which item this is, from 1."""
        return min(len(self._spotted) + 1, len(self.items))

    @property
    def options(self) -> tuple[Option, ...]:
        """What an item can be."""
        return self.exercise.options

    @property
    def title(self) -> str:
        """The title of the exchange that is worked through; empty when items stand alone."""
        return self.exercise.passages.get(self.item.passage or "", "")

    @property
    def spotted(self) -> tuple[Spotted, ...]:
        """The answers so far."""
        return tuple(self._spotted)

    @property
    def over(self) -> bool:
        """True when the round has ended."""
        return self._record.ended is not None

    @property
    def record(self) -> ExerciseRecord:
        """The round as it is kept."""
        return self._record

    def answer(self, typed: str) -> Spotted:
        """Names the item and goes on to the next.

        Args:
            typed: An option's number, id or name, or the beginning of one.

        Raises:
            MiCoachError: There is no such option, or the round is over.
        """
        if self.over:
            raise MiCoachError("this round is over; start another to go on")
        spotted = mark(self.item, choose(self.exercise, typed).id)
        self._spotted.append(spotted)
        self._keep(self._clock.now() if len(self._spotted) == len(self.items) else None)
        return spotted

    def end(self) -> ExerciseRecord:
        """Ends the round, at any time; a round without an answer is not kept."""
        if not self.over:
            self._keep(self._clock.now())
        return self._record

    def _keep(self, ended: datetime | None) -> None:
        answers = tuple(s.to_dict() for s in self._spotted)
        self._record = replace(
            self._record, ended=ended, answers=answers, result=summary(self.exercise, self._spotted)
        )  # fmt: skip
        if self._spotted:
            self._repository.save(self._record)


class SpottingService:
    """Starts rounds of spotting exercises.

    Args:
        library: The exercises.
        repository: Keeps the rounds.
        clock: Tells the time.
        profile: Whose rounds they are.
    """

    def __init__(
        self, library: SpottingExercises, repository: ExerciseRepository, clock: Clock, profile: str = FIRST
    ) -> None:
        self._library = library
        self._repository = repository
        self._clock = clock
        self._profile = profile

    def start(self, name: str, seed: int | None = None) -> SpottingRound:
        """Starts a round: one whole exchange, or twelve items that stand alone; those not seen lately come first.

        Args:
            name: Which exercise.
            seed: For a choice of items that can be repeated; drawn by chance when not given.

        Raises:
            MiCoachError: No such exercise.
        """
        exercise = self._library.spotting(name)
        earlier = [r for r in self._repository.list(self._profile, ExerciseKind.SPOTTING) if r.what == exercise.id]
        seen = {a["item"]: r.started for r in earlier for a in r.answers}
        chooser = random.Random(secrets.randbelow(1_000_000) if seed is None else seed)
        record = ExerciseRecord(
            secrets.token_hex(6), self._profile, ExerciseKind.SPOTTING, exercise.id, None, self._clock.now()
        )
        return SpottingRound(exercise, _items(exercise, seen, chooser, record), record, self._repository, self._clock)


def _items(
    exercise: Spotting, seen: Mapping[str, datetime], chooser: random.Random, record: ExerciseRecord
) -> tuple[Item, ...]:
    never = datetime.min.replace(tzinfo=record.started.tzinfo)
    shuffled = chooser.sample(exercise.items, len(exercise.items))
    ordered = sorted(shuffled, key=lambda item: seen.get(item.id, never))
    if exercise.passages:
        first = ordered[0].passage
        return tuple(item for item in exercise.items if item.passage == first)
    picked = ordered[:ITEMS]
    chooser.shuffle(picked)
    return tuple(picked)
