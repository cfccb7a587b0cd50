"""The trainee's own view, asked line by line at a terminal before any result is shown."""

from __future__ import annotations

from collections.abc import Callable

from mi_coach.domain.self_rating import RATIO, SelfRating
from mi_coach.scoring.phrases import say
from mi_coach.service.self_rating import Question, questions, rating

_SKIP = ("s", "skip", "/skip", "/end")
_HOW = "Type a number and press Enter. Enter alone leaves a question out; s skips all that are left."


def ask(show: Callable[[str], None], read: Callable[[str], str | None]) -> SelfRating:
    """Asks the six questions.

    Args:
        show: Prints a line.
        read: Shows a prompt and gives what was typed; ``None`` at the end of input, which skips the rest.

    Returns:
        What was rated; all of it ``None`` when everything was skipped.
    """
    asked = questions()
    given: dict[str, float] = {}
    show("")
    show(f"{say('self_rating.heading')} {say('self_rating.intro')}")
    show(_HOW)
    show(_scale(asked[0]))
    for question in asked:
        show("")
        show(f"{question.name}: {question.about}")
        if question.id == RATIO:
            show(_scale(question))
        typed = _answer(question, show, read)
        if typed is None:
            break
        given |= typed
    return rating(given)


def _answer(
    question: Question, show: Callable[[str], None], read: Callable[[str], str | None]
) -> dict[str, float] | None:
    """The answer by the question's id; empty when it is left out, ``None`` when all that are left are."""
    keys = [answer.key for answer in question.answers]
    prompt = f"{keys[0]} to {keys[-1]}: "
    while True:
        typed = read(prompt)
        if typed is None or typed.strip().lower() in _SKIP:
            return None
        if not typed.strip():
            return {}
        answer = question.answer(typed)
        if answer:
            return {question.id: answer.value}
        show(f"Please type one of {', '.join(keys[:-1])} or {keys[-1]}; Enter alone leaves it out, s skips the rest.")


def _scale(question: Question) -> str:
    return ", ".join(f"{answer.key} {answer.text}" for answer in question.answers) + "."
