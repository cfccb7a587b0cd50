"""The forms of the benchmark as they are worked through: plain, frozen types."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mi_coach.exercises.types import Prompt

ITEMS = 8
"""Situations in a form."""

LOWEST, HIGHEST = 1, 5
"""Points for one situation."""


class Demand(StrEnum):
    """What a situation calls for, in the order in which both forms bring them."""

    AMBIVALENCE = "ambivalence"
    SUSTAIN_TALK = "sustain_talk"
    DISCORD = "discord"
    HOPELESSNESS = "hopelessness"
    EARLY_CHANGE_TALK = "early_change_talk"
    ADVICE = "advice"
    LIMIT = "limit"
    SUCCESS = "success"


@dataclass(frozen=True, slots=True)
class Item:
    """One situation.

    Attributes:
        id: Unique over both forms.
        demand: What it calls for.
        situation: What the reader has to know, in two sentences.
        prompt: The client line with what lies beneath it, as the rules of the drills read it.
        limits: For ``Demand.LIMIT``, what has to be said plainly, in words that could be used.
    """

    id: str
    demand: Demand
    situation: str
    prompt: Prompt
    limits: tuple[str, ...] = ()

    @property
    def who(self) -> str:
        """First name, age and setting in a few words."""
        return self.prompt.who

    @property
    def name(self) -> str:
        """The client's first name."""
        return self.prompt.name

    @property
    def client(self) -> str:
        """What the client says."""
        return self.prompt.client


@dataclass(frozen=True, slots=True)
class Form:
    """One form.

    Attributes:
        id: ``form-a`` or ``form-b``.
        title: What lists call it.
        items: The situations, in order.
    """

    id: str
    title: str
    items: tuple[Item, ...]

    def item(self, item_id: str) -> Item:
        """A situation by its id.

        Raises:
            KeyError: No such situation.
        """
        return {item.id: item for item in self.items}[item_id]
