"""A moment for oneself after something heavy was said: a few quiet questions that nobody answers to. Pure.

Nothing is typed, stored or scored. The rule: a client line marked ``risk`` in the scenario was said in this session.
The mark is on lines about harm to somebody, done, feared or thought of, so a conversation in which nothing of the kind
came up asks nothing, whatever else its scenario holds.
"""

from __future__ import annotations

from mi_coach.domain.scenario import Mark, Scenario
from mi_coach.domain.session import Session
from mi_coach.scoring.phrases import phrases, say


def heavy(scenario: Scenario, session: Session) -> bool:
    """True when something heavy was said in a session that is over, as it was first had.

    A path taken by going back is not asked about: whoever takes it has been here already.
    """
    said = {turn.client.line_id for turn in session.turns} | {line.line_id for line in session.last_words}
    marked = {line.id for line in scenario.lines if Mark.RISK in line.marks}
    return session.ended is not None and session.path == 1 and bool(said & marked)


def intro(name: str) -> str:
    """What is said first; ``name`` is the client's."""
    return say("check_in.intro", name=name)


def questions(name: str) -> tuple[str, ...]:
    """The questions, to be thought about or passed over."""
    return tuple(question.format(name=name) for question in phrases()["check_in.questions"])


def support() -> str:
    """Where to turn when something stays."""
    return say("check_in.support")
