"""Plays a scenario with a scripted trainee. Nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mi_coach.domain.scenario import Scenario
from mi_coach.domain.session import Session, Turn
from mi_coach.engine import Engine
from mi_coach.service.ports import Clock, Coder
from mi_coach.service.practice import finished_turn


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
    engine = Engine(scenario)
    state, client = engine.start(seed)
    session = Session(
        id=f"simulated-{scenario.id}-{seed}",
        scenario=scenario.id,
        scenario_version=scenario.version,
        seed=seed,
        started=clock.now(),
        start_state=scenario.start,
    )
    ending = None
    for n, reply in enumerate(replies, start=1):
        coded = coder.code(reply, client.text)
        result = engine.step(state, coded)
        session = session.with_turn(finished_turn(Turn(n=n, client=client, reply=reply), coded, result))
        state, client, ending = result.state, result.client, result.ending
        if ending is not None:
            break
    if ending is None:
        ending, farewell = engine.end(state)
        client = farewell or client
    return replace(session, ended=clock.now(), ending=ending, closing=client)
