"""Going back in a conversation to say something differently. The path that was left stays as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from mi_coach.domain.reply import CodedReply
from mi_coach.domain.scenario import Scenario
from mi_coach.domain.session import Session
from mi_coach.domain.stored import StoredSession
from mi_coach.engine import Engine, EngineState
from mi_coach.errors import MiCoachError


def another_path(
    paths: Sequence[StoredSession], left: int, turn: int, scenario: Scenario, now: datetime
) -> StoredSession:
    """A new path that shares the exchanges before a turn with the one it leaves.

    The engine is deterministic, so its memory before that turn comes of playing the coded replies again.

    Args:
        paths: Every path through the session, in the order they were taken.
        left: Number of the path to leave.
        turn: The exchange to have again; its client line waits for another reply.
        scenario: What is played, in the version it was played with.
        now: When the new path begins.

    Raises:
        MiCoachError: There is no such exchange, it is not coded, or the client would no longer say the same.
    """
    old = next(p for p in paths if p.session.path == left)
    session = old.session
    if not 1 <= turn <= len(session.turns):
        told = "no reply yet" if not session.turns else f"replies 1 to {len(session.turns)}"
        raise MiCoachError(f"session {session.root} has {told}; there is no reply {turn} to go back to")
    number = max(p.session.path for p in paths) + 1
    path = replace(
        session,
        id=f"{session.root}-{number}",
        tree=session.root,
        path=number,
        parent=session.path,
        from_turn=turn,
        started=now,
        ended=None,
        ending=None,
        unanswered=None,
        turns=session.turns[: turn - 1],
        closing=session.turns[turn - 1].client,
        self_rating=None,
    )
    return StoredSession(path, memory(path, scenario).to_dict(), old.coaching)


def memory(session: Session, scenario: Scenario) -> EngineState:
    """What the client remembers after a session's replies, found by playing them again.

    Raises:
        MiCoachError: A reply is not coded, or the client would no longer say what they said then.
    """
    engine = Engine(scenario)
    state, _ = engine.start(session.seed)
    for turn in session.turns:
        if turn.units is None:
            raise MiCoachError(f"reply {turn.n} of session {session.root} is not coded yet; open it to go on first")
        if state.current != turn.client.line_id:
            raise _changed(session)
        state = engine.step(state, CodedReply(turn.reply, turn.units)).state
    if session.closing is not None and state.current != session.closing.line_id:
        raise _changed(session)
    return state


def _changed(session: Session) -> MiCoachError:
    return MiCoachError(
        f"session {session.root} was played with another version of the client, who would answer differently now; "
        "what was said is kept, and a new session can be started"
    )
