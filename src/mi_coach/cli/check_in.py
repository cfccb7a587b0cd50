"""A moment for oneself at a terminal, after a conversation in which something heavy was said."""

from __future__ import annotations

from collections.abc import Callable

from mi_coach.scoring.phrases import say
from mi_coach.service.check_in import heavy, intro, questions, support
from mi_coach.service.practice import Practice


def offer(practice: Practice, show: Callable[[str], None], read: Callable[[str], str | None]) -> None:
    """Shows the questions when they are called for, and waits for Enter; whatever is typed is not looked at.

    Args:
        practice: The session that is over.
        show: Prints a line.
        read: Shows a prompt and gives what was typed.
    """
    if not heavy(practice.scenario, practice.session):
        return
    name = practice.scenario.client.name
    show("")
    show(f"{say('check_in.heading')}. {intro(name)}")
    for question in questions(name):
        show(f"- {question}")
    show(support())
    read(f"{say('check_in.typed')} ")
