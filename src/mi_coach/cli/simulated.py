"""A simulated conversation as lines of text: what was said, how it was coded, where it left the client and why."""

from __future__ import annotations

from collections.abc import Iterator

from mi_coach.cli import wording
from mi_coach.cli.common import one_line
from mi_coach.domain.scenario import Scenario
from mi_coach.domain.session import Session, Turn


def conversation_lines(session: Session, scenario: Scenario) -> Iterator[str]:
    """The conversation, with the client's state and the reason for each line.

    Args:
        session: A finished session.
        scenario: What was played.
    """
    name = scenario.client.name
    yield f"{scenario.title}, seed {session.seed}"
    for turn in session.turns:
        yield ""
        yield f"{name}: {one_line(turn.client.text)}"
        yield f"Trainee: {one_line(turn.reply)}"
        yield from (wording.tag(unit) for unit in turn.units or ())
        yield f"  ({'; '.join(_behind(turn))})"
    yield ""
    yield from (f"{name}: {one_line(line.text)}" for line in session.last_words)
    yield wording.ending(session.ending, name)


def _behind(turn: Turn) -> Iterator[str]:
    if turn.state is not None:
        yield ", ".join(f"{field} {value:.0f}" for field, value in turn.state.as_dict().items())
    yield f"next line: {turn.reason}"
