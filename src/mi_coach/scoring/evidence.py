"""A piece of evidence: which words, in which turn and unit, for or against what."""

from __future__ import annotations

from dataclasses import dataclass

from mi_coach.domain.talk import TalkCode
from mi_coach.scoring.phrases import say
from mi_coach.scoring.reading import Reading
from mi_coach.scoring.words import quote


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence.

    Attributes:
        turn: Turn number, from 1.
        unit: Unit number within the reply, from 1; ``None`` when it is about the reply as a whole.
        quote: The trainee's own words.
        kind: A slug that names the rule.
        text: What it shows, in a sentence.
        weight: What it adds to the reply's share, above 0 and at most 1.
    """

    turn: int
    unit: int | None
    quote: str
    kind: str
    text: str
    weight: float = 1.0

    def as_dict(self) -> dict[str, object]:
        """Plain data for the report document."""
        return {"turn": self.turn, "unit": self.unit, "quote": self.quote, "text": self.text, "kind": self.kind}


def piece(reading: Reading, kind: str, weight: float, number: int | None = None, phrase: str = "") -> Piece:
    """Evidence from a reply or, with ``number``, from one of its units.

    The sentence is ``evidence.<kind>``, or ``evidence.<phrase>`` where one kind needs several.
    """
    words = quote(reading.turn.reply if number is None else reading.units[number - 1].text)
    said = quote(reading.turn.client.text, 90)
    pushed = say("evidence.pushed" if TalkCode.DIS in reading.talk else "evidence.stood")
    text = say(f"evidence.{phrase or kind}", words + said, said=said, n=reading.n, pushed=pushed)
    return Piece(reading.n, number, words, kind, text, weight)
