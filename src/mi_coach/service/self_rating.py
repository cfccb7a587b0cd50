"""The questions about one's own view, asked at the end of a session before any result is seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mi_coach.domain.self_rating import HIGHEST, LOWEST, PRINCIPLES, RATIO, SelfRating
from mi_coach.scoring.phrases import say
from mi_coach.scoring.rules import MIN_REPLIES

FEWEST_REPLIES = MIN_REPLIES
"""Replies below which nothing is asked: there would be no score to set beside the answers."""

GUESSES = {0.0: "guess_0", 0.5: "guess_half", 1.0: "guess_1", 2.0: "guess_2", 3.0: "guess_3"}
"""Guesses that are offered, with the phrases that name them."""

HALF = "h"
"""The key for one reflection to two questions; all other answers are chosen by their own number."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the answers to a question: the key that chooses it, its value, and what it means."""

    key: str
    value: float
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Attributes:
        id: A principle's id, or ``reflection_to_question``.
        name: What it is about, in the words of the report.
        about: What that means, in a few words.
        answers: In order.
    """

    id: str
    name: str
    about: str
    answers: tuple[Answer, ...]

    def answer(self, given: str) -> Answer | None:
        """The answer that a key, a number or the words of one choose; ``None`` when it is none of them."""
        told = given.strip().lower().replace("½", "0.5").replace(",", ".")
        return next((a for a in self.answers if told in (a.key, f"{a.value:g}", a.text)), None)


def questions() -> tuple[Question, ...]:
    """All six, in the order in which they are asked."""
    scale = tuple(Answer(str(n), n, say(f"self_rating.scale_{n}")) for n in range(LOWEST, HIGHEST + 1))
    guesses = tuple(Answer(_key(value), value, say(f"self_rating.{name}")) for value, name in GUESSES.items())
    five = (Question(p, say(f"principle.{p}"), say(f"self_rating.{p}"), scale) for p in PRINCIPLES)
    return (*five, Question(RATIO, say(f"measure.{RATIO}"), say(f"self_rating.{RATIO}"), guesses))


def rating(answers: Mapping[str, float]) -> SelfRating:
    """The rating that answers by question make; questions left out are left out of it."""
    five = {name: int(answers[name]) for name in PRINCIPLES if name in answers}
    return SelfRating(**five, reflection_to_question=answers.get(RATIO))


def _key(guess: float) -> str:
    return f"{guess:g}" if guess.is_integer() else HALF
