"""Plays a scenario without anybody at the keyboard. Nothing is stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from mi_coach.domain.reply import CodedReply
from mi_coach.domain.scenario import Scenario
from mi_coach.domain.session import ClientTurn, Session, Turn
from mi_coach.engine import Engine, EngineState
from mi_coach.service.ports import Clock, Coder
from mi_coach.service.practice import finished_turn

Speaker = Callable[[EngineState, ClientTurn], CodedReply | None]
"""Answers the client's latest line with a coded reply, or with ``None`` says goodbye."""


def simulate(scenario: Scenario, replies: Sequence[str], seed: int, coder: Coder, clock: Clock) -> Session:
    """Plays the replies one after the other and ends the session as a trainee would who says goodbye.

    Args:
        scenario: What is played.
        replies: What the trainee says; what is left when the client walks out or time is up is not said.
        seed: Same scenario version, seed, replies and coder: the same conversation.
        coder: Codes the replies.
        clock: Tells when it began and ended.

    Returns:
        The finished session with the client's farewell as its ``closing``.
    """
    left = iter(replies)

    def speak(_: EngineState, client: ClientTurn) -> CodedReply | None:
        reply = next(left, None)
        return None if reply is None else coder.code(reply, client.text)

    return converse(scenario, speak, seed, clock, f"simulated-{scenario.id}-{seed}")


def converse(scenario: Scenario, speak: Speaker, seed: int, clock: Clock, session_id: str) -> Session:
    """Plays a whole conversation with a practitioner who answers line by line.

    Args:
        scenario: What is played.
        speak: The practitioner.
        seed: Of the client.
        clock: Tells when it began and ended.
        session_id: What the session is called.

    Returns:
        The finished session with the client's last word as its ``closing``.
    """
    engine = Engine(scenario)
    state, client = engine.start(seed)
    session = Session(
        id=session_id,
        scenario=scenario.id,
        scenario_version=scenario.version,
        seed=seed,
        started=clock.now(),
        start_state=scenario.start,
    )
    ending = None
    while ending is None and (coded := speak(state, client)) is not None:
        result = engine.step(state, coded)
        turn = Turn(n=len(session.turns) + 1, client=client, reply=coded.text)
        session = session.with_turn(finished_turn(turn, coded, result))
        state, client, ending = result.state, result.client, result.ending
    if ending is None:
        ending, farewell = engine.end(state)
        if farewell is not None:
            session, client = replace(session, unanswered=client), farewell
    return replace(session, ended=clock.now(), ending=ending, closing=client)
