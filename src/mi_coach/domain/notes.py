"""What a trainee did beside the reply itself: hints looked at, what they called their reply, a line of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

MAX_NOTE = 500
"""Longest note on a reply, in characters: it is meant to be one line."""


class HintStep(StrEnum):
    """The steps of a hint, from what to listen for to whole replies."""

    HEARD = "heard"
    SKILL = "skill"
    STEM = "stem"
    MODEL = "model"


class Named(StrEnum):
    """What a trainee may call a reply of their own: words that need no code book."""

    REFLECTION = "reflection"
    OPEN_QUESTION = "open_question"
    CLOSED_QUESTION = "closed_question"
    AFFIRMATION = "affirmation"
    CHOICE = "choice"
    TOGETHER = "together"
    INFORMATION = "information"
    ADVICE = "advice"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class TurnNotes:
    """Notes on one exchange. They are the trainee's own and never enter a score.

    Attributes:
        hints: The steps of the hint that were opened, in order (values of :class:`HintStep`).
        named: What the trainee called the reply before its tags were shown (a value of :class:`Named`), or ``None``.
        agreed: Whether that is what the coder heard; ``None`` when the coder was not sure or nothing was named.
        note: The trainee's own line on the reply, written before the feedback on it; may be empty.
    """

    hints: tuple[str, ...] = ()
    named: str | None = None
    agreed: bool | None = None
    note: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Plain data for documents and storage."""
        return {"hints": list(self.hints), "named": self.named, "agreed": self.agreed, "note": self.note}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any] | None) -> TurnNotes | None:
        """Reads what ``to_dict`` wrote; ``None`` stays ``None``.

        Raises:
            KeyError: A field is missing.
        """
        if data is None:
            return None
        return cls(tuple(data["hints"]), data["named"], data["agreed"], data["note"])
