"""Marks answers of spotting exercises: pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mi_coach.errors import MiCoachError
from mi_coach.exercises.types import Item, Option, Spotting
from mi_coach.scenarios.diagnostics import shown


@dataclass(frozen=True, slots=True)
class Spotted:
    """What came of naming one item.

    Attributes:
        item: The item.
        choice: The option that was named.
        right: True when it is the answer, or close enough to count (``close``).
        close: It counts, though the answer is another option: the border between the two is a judgement call.
    """

    item: Item
    choice: str
    right: bool
    close: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Plain data for documents and storage."""
        item = self.item
        return {
            "item": item.id, "choice": self.choice, "answer": item.answer, "right": self.right, "close": self.close,
            "shows": item.shows, "why": item.why,
        }  # fmt: skip


def mark(item: Item, choice: str) -> Spotted:
    """Marks one answer; ``choice`` is an option's id."""
    close = choice in item.also
    return Spotted(item, choice, close or choice == item.answer, close)


def choose(exercise: Spotting, typed: str) -> Option:
    """The option that somebody typed: its number from 1, its id or name, or a beginning that no other shares.

    Raises:
        MiCoachError: There is no such option, or several begin so.
    """
    word = " ".join(typed.casefold().split())
    if word.isdecimal() and 1 <= int(word[:4]) <= len(exercise.options):
        return exercise.options[int(word[:4]) - 1]
    for field in ("id", "name"):
        names = {o: str(getattr(o, field)).casefold() for o in exercise.options}
        exact = [o for o, name in names.items() if name == word]
        found = exact or [o for o, name in names.items() if word and name.startswith(word)]
        if len(found) == 1:
            return found[0]
    listed = ", ".join(f"{n} {o.id}" for n, o in enumerate(exercise.options, 1))
    raise MiCoachError(f"{shown(typed)} is none of the choices, or more than one; choose one of: {listed}")


def summary(exercise: Spotting, spotted: Sequence[Spotted]) -> dict[str, Any]:
    """The figures of a round: how many were heard, by what they were, and what was taken for what."""
    by: dict[str, dict[str, int]] = {}
    for option in exercise.options:
        mine = [s for s in spotted if s.item.answer == option.id]
        if mine:
            by[option.id] = {"right": sum(s.right for s in mine), "items": len(mine)}
    taken = Counter((s.item.answer, s.choice) for s in spotted if not s.right)
    mixed = [{"answer": a, "choice": c, "times": n} for (a, c), n in sorted(taken.items(), key=lambda x: (-x[1], x[0]))]
    right = sum(s.right for s in spotted)
    return {"name": exercise.name, "items": len(spotted), "right": right, "by_answer": by, "taken_for": mixed}
