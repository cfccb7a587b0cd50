"""How the trainee thought a session went, said before any result is seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

RATIO = "reflection_to_question"
"""Name of the guess, the same as that of the figure it is compared with."""

LOWEST, HIGHEST = 1, 5
"""The scale of the principles, in their ratings as in their scores."""

MOST_GUESS = 10.0
"""Largest guess taken; far beyond any real session."""


@dataclass(frozen=True, slots=True)
class SelfRating:
    """A trainee's own view; whatever was left out is ``None``.

    Attributes:
        contracts: Clarifying contracts, 1 (not at all) to 5 (all the way through).
        empathy: Expressing empathy, on the same scale.
        desire: Developing the desire to change.
        argument: Avoiding argument.
        self_belief: Supporting self-belief and responsibility.
        reflection_to_question: The guess of how many reflections there were for each question, 0 to 10.

    Raises:
        ValueError: A rating is no whole number from 1 to 5, or the guess no number from 0 to 10.
    """

    contracts: int | None = None
    empathy: int | None = None
    desire: int | None = None
    argument: int | None = None
    self_belief: int | None = None
    reflection_to_question: float | None = None

    def __post_init__(self) -> None:
        for name, value in self.to_dict().items():
            if value is not None and not (_is_guess(value) if name == RATIO else _is_rating(value)):
                raise ValueError(f"{name} cannot be rated as {value!r}")

    def __bool__(self) -> bool:
        """True when anything was rated."""
        return any(value is not None for value in self.to_dict().values())

    def principle(self, name: str) -> int | None:
        """The rating of a principle by its id."""
        rating: int | None = getattr(self, name)
        return rating

    def to_dict(self) -> dict[str, int | float | None]:
        """All six by name."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any] | None) -> SelfRating | None:
        """Reads what :meth:`to_dict` wrote; ``None`` gives ``None``.

        Raises:
            ValueError: It has a name that is none of the six, or a value is out of range.
            TypeError: It is no mapping.
        """
        if data is None:
            return None
        if not set(data) <= {f.name for f in fields(cls)}:
            raise ValueError("this is no self-rating")
        return cls(**data)


PRINCIPLES = tuple(f.name for f in fields(SelfRating) if f.name != RATIO)
"""Ids of the five principles, in the order in which they are asked."""


def _is_rating(value: object) -> bool:
    return type(value) is int and LOWEST <= value <= HIGHEST


def _is_guess(value: object) -> bool:
    return type(value) in (int, float) and isinstance(value, int | float) and 0 <= value <= MOST_GUESS
