"""Practising a scenario: start, answer, end, resume. Every reply is stored before it is coded."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace

from mi_coach.domain.documents import client_to_dict
from mi_coach.domain.reply import CodedReply
from mi_coach.domain.scenario import Scenario
from mi_coach.domain.session import ClientState, ClientTurn, Ending, Session, Turn
from mi_coach.engine import Engine, EngineState, StepResult
from mi_coach.errors import MiCoachError
from mi_coach.service import feedback
from mi_coach.service.ports import Clock, Coder, ScenarioLibrary, SessionRepository, StoredSession
from mi_coach.service.text import clean_reply

MAX_REPLY = 20_000
"""Longest reply taken, in characters; far beyond what anybody says in one breath."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What came of one reply.

    Attributes:
        turn: The reply with its units, the state after it and what it connected with.
        client: What the client said next.
        ending: Set when the client left or time is up.
        acts: Names of what the reply did (``mi_coach.domain.act_names``).
    """

    turn: Turn
    client: ClientTurn
    ending: Ending | None
    acts: tuple[str, ...] = ()


class Practice:
    """One session in progress. Not safe to share between threads without a lock of the caller's."""

    def __init__(
        self,
        scenario: Scenario,
        stored: StoredSession,
        coder: Coder,
        repository: SessionRepository,
        clock: Clock,
    ) -> None:
        self.scenario = scenario
        self._engine = Engine(scenario)
        self._stored = stored
        self._coder = coder
        self._repository = repository
        self._clock = clock

    @property
    def session(self) -> Session:
        """The session so far. While it is open, ``closing`` is the line that waits for an answer."""
        return self._stored.session

    @property
    def coaching(self) -> str:
        """``live``, ``after`` or ``off``."""
        return self._stored.coaching

    @property
    def client(self) -> ClientTurn:
        """The line that waits for an answer, or the last one when the session is over."""
        closing = self.session.closing
        if closing is None:
            raise MiCoachError(f"session {self.session.id} has no pending client line; start a new one")
        return closing

    @property
    def state(self) -> ClientState:
        """Where the client stands now."""
        return self._engine_state.client

    @property
    def agreed(self) -> bool:
        """True once the client has offered a next step; the session goes on until the trainee ends it."""
        return self._engine_state.agreed

    @property
    def over(self) -> bool:
        """True when the session has ended."""
        return self.session.ended is not None

    @property
    def _engine_state(self) -> EngineState:
        if self._stored.engine is None:
            raise MiCoachError(f"session {self.session.id} cannot be resumed: the client's memory was not stored")
        return EngineState.from_dict(self._stored.engine)

    def reply(self, text: str) -> Exchange:
        """Answers the client.

        Args:
            text: The reply as typed; control characters are stripped.

        Raises:
            MiCoachError: The reply is empty or too long, or the session is over.
        """
        if self.over:
            raise MiCoachError("this session is over; start a new one to go on practising")
        cleaned = clean_reply(text)
        if not cleaned.strip():
            raise MiCoachError("there is nothing to send yet; type what you would say")
        if len(cleaned) > MAX_REPLY:
            raise MiCoachError(
                f"that reply has {len(cleaned):,} characters; {MAX_REPLY:,} is the most that can be taken"
            )
        turn = Turn(n=len(self.session.turns) + 1, client=self.client, reply=cleaned)
        self._repository.save_reply(self.session.id, turn.n, client_to_dict(turn.client), cleaned)
        self._stored = replace(self._stored, session=self.session.with_turn(turn))
        return self._code(turn)

    def catch_up(self) -> Exchange | None:
        """Codes a reply that was stored but not coded before the app was closed; ``None`` when there is none."""
        turns = self.session.turns
        return self._code(turns[-1]) if turns and turns[-1].units is None else None

    def _code(self, turn: Turn) -> Exchange:
        coded = self._coder.code(turn.reply, turn.client.text)
        result = self._engine.step(self._engine_state, coded)
        done = finished_turn(turn, coded, result)
        session = replace(self.session.with_turn(done), closing=result.client)
        self._stored = replace(self._stored, session=session, engine=result.state.to_dict())
        self._repository.save_turn(self._stored)
        if result.ending:
            self._finish(result.ending, result.client)
        return Exchange(done, result.client, result.ending, result.acts)

    def end(self, deliberate: bool = True) -> Ending:
        """Ends the session at the trainee's wish; ``deliberate`` is False when the input ran out.

        Ending a session that is over already changes nothing.
        """
        if self.session.ending:
            return self.session.ending
        ending, farewell = self._engine.end(self._engine_state, deliberate)
        self._finish(ending, farewell or self.client)
        return ending

    def _finish(self, ending: Ending, closing: ClientTurn) -> None:
        session = replace(self.session, ended=self._clock.now(), ending=ending, closing=closing)
        self._stored = replace(self._stored, session=session)
        # Stored before it is scored: whatever happens while scoring, the session is over and whole.
        self._repository.finish(self._stored, None)
        score = feedback.overall(session, self.scenario, self._coder.name, self._coder.sha256)
        if score is not None:
            self._repository.finish(self._stored, score)

    def hint(self) -> str | None:
        """A model reply to the pending line, or ``None`` when the scenario has none."""
        line = self.scenario.line(self.client.line_id)
        if line is None or not line.replies:
            return None
        order = ("complex", "simple", "open", "limits", "affirm", "autonomy")
        return next((line.replies[k] for k in order if k in line.replies), next(iter(line.replies.values())))


def finished_turn(turn: Turn, coded: CodedReply, result: StepResult) -> Turn:
    """The turn with what coder and engine made of it."""
    return replace(turn, units=coded.units, state=result.state.client, matches=result.matches, reason=result.reason)


class PracticeService:
    """Starts and resumes practice."""

    def __init__(self, library: ScenarioLibrary, coder: Coder, repository: SessionRepository, clock: Clock) -> None:
        self._library = library
        self._coder = coder
        self._repository = repository
        self._clock = clock

    def start(self, scenario_id: str, seed: int | None = None, coaching: str = "live") -> Practice:
        """Starts a new session.

        Args:
            scenario_id: Which scenario.
            seed: For a conversation that can be repeated; drawn by chance when not given.
            coaching: ``live``, ``after`` or ``off``.

        Raises:
            MiCoachError: No such scenario, or the store cannot be written.
        """
        scenario = self._library.get(scenario_id)
        chosen = secrets.randbelow(1_000_000) if seed is None else seed
        state, opening = Engine(scenario).start(chosen)
        session = Session(
            id=secrets.token_hex(6),
            scenario=scenario.id,
            scenario_version=scenario.version,
            seed=chosen,
            started=self._clock.now(),
            closing=opening,
            start_state=scenario.start,
        )
        stored = StoredSession(session, state.to_dict(), coaching)
        self._repository.create(stored)
        return Practice(scenario, stored, self._coder, self._repository, self._clock)

    def resume(self, session_id: str) -> Practice:
        """Takes up a session that was closed or cut off; a reply not yet coded is coded by ``catch_up``.

        Raises:
            MiCoachError: No such session, it is over, or its scenario is gone or has changed.
        """
        stored = self._repository.get(session_id)
        session = stored.session
        if session.ended is not None:
            raise MiCoachError(f"session {session.id} is over; read it with: mi-coach sessions show {session.id}")
        if session.scenario is None:
            raise MiCoachError(f"session {session.id} is a transcript and cannot be resumed")
        scenario = self._library.get(session.scenario)
        if scenario.version != session.scenario_version:
            raise MiCoachError(
                f"scenario {scenario.id} has changed since this session (version {session.scenario_version}, now "
                f"{scenario.version}); start it afresh"
            )
        return Practice(scenario, stored, self._coder, self._repository, self._clock)
