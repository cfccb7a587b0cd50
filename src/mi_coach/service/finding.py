"""Finding a scenario or a past session by words, and scenarios by skill, setting and difficulty. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar


class Findable(Protocol):
    """What is needed of a scenario's card."""

    @property
    def id(self) -> str:
        """The scenario's id."""

    @property
    def title(self) -> str:
        """Its title."""

    @property
    def client(self) -> str:
        """The person's first name."""

    @property
    def about(self) -> str:
        """One or two sentences about them."""

    @property
    def difficulty(self) -> int:
        """1 (gentle) to 5 (hard)."""

    @property
    def stage(self) -> str:
        """Stage of change as a slug."""

    @property
    def setting(self) -> str:
        """Setting as a slug."""

    @property
    def skills(self) -> tuple[str, ...]:
        """Skills it is good for, as slugs."""

    @property
    def content_note(self) -> str:
        """What a trainee might want to know beforehand."""


CardT = TypeVar("CardT", bound=Findable)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a scenario should be like; what is left as it is asks for nothing.

    Attributes:
        text: Words that must all be in what the library tells about it.
        skill: A skill it must be good for, as a slug.
        setting: Its setting, as a slug.
        difficulty: Its difficulty.
        fresh: Only scenarios not played yet.
    """

    text: str = ""
    skill: str = ""
    setting: str = ""
    difficulty: int = 0
    fresh: bool = False

    def __bool__(self) -> bool:
        return self != Wanted()


def find(cards: Iterable[CardT], wanted: Wanted, played: Collection[str] = ()) -> list[CardT]:
    """The scenarios that are as wanted, the gentlest first.

    Args:
        cards: All of them.
        wanted: What they should be like.
        played: Ids of scenarios that were played already.
    """
    found = (card for card in cards if _fits(card, wanted) and not (wanted.fresh and card.id in played))
    return sorted(found, key=lambda card: (card.difficulty, card.id))


def _fits(card: Findable, wanted: Wanted) -> bool:
    told = [card.title, card.client, card.about, card.stage, card.setting, *card.skills, card.content_note]
    return (
        holds(wanted.text, told)
        and wanted.skill in ("", *card.skills)
        and wanted.setting in ("", card.setting)
        and wanted.difficulty in (0, card.difficulty)
    )


def holds(text: str, told: Sequence[str]) -> bool:
    """True when every word of ``text`` is, or begins or ends within, a word that was told; case does not matter."""
    everything = " ".join(told).replace("_", " ").replace("-", " ").casefold()
    return all(word in everything for word in text.replace("_", " ").replace("-", " ").casefold().split())
