"""Practising a scenario: start, answer, end, resume. Every reply is stored before it is coded."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace

from mi_coach.domain.documents import client_to_dict
from mi_coach.domain.notes import MAX_NOTE, Named, TurnNotes
from mi_coach.domain.profile import FIRST
from mi_coach.domain.reply import CodedReply
from mi_coach.domain.scenario import Scenario
from mi_coach.domain.self_rating import SelfRating
from mi_coach.domain.session import ClientState, ClientTurn, Ending, Session, Turn
from mi_coach.engine import Engine, EngineState, StepResult
from mi_coach.errors import MiCoachError
from mi_coach.scoring import beside, coaching
from mi_coach.service import feedback
from mi_coach.service.hints import HintTrail
from mi_coach.service.paths import another_path
from mi_coach.service.ports import Clock, Coder, ScenarioLibrary, SessionRepository, StoredSession
from mi_coach.service.self_rating import FEWEST_REPLIES
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
        self._overall: int | None = None
        self._hints: HintTrail | None = None

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
        notes = TurnNotes(hints=self._hints.opened) if self._hints and self._hints.opened else None
        turn = Turn(n=len(self.session.turns) + 1, client=self.client, reply=cleaned, notes=notes)
        self._repository.save_reply(self.session.id, turn.n, client_to_dict(turn.client), cleaned, notes)
        self._stored = replace(self._stored, session=self.session.with_turn(turn))
        self._hints = None
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
        self._finish(ending, farewell or self.client, unanswered=self.client if farewell else None)
        return ending

    def _finish(self, ending: Ending, closing: ClientTurn, unanswered: ClientTurn | None = None) -> None:
        now = self._clock.now()
        session = replace(self.session, ended=now, ending=ending, closing=closing, unanswered=unanswered)
        self._stored = replace(self._stored, session=session)
        # Stored before it is scored: whatever happens while scoring, the session is over and whole.
        self._repository.finish(self._stored, None)
        self._overall = feedback.overall(session, self.scenario, self._coder.name, self._coder.sha256)
        if self._overall is not None:
            self._repository.finish(self._stored, self._overall)

    @property
    def asks_rating(self) -> bool:
        """True while the trainee's own view may still be asked for: the session is over, and long enough to compare.

        A path taken by going back is not asked about: whoever takes it has seen the feedback already.
        """
        session = self.session
        coded = sum(turn.units is not None for turn in session.turns)
        return self.over and session.path == 1 and session.self_rating is None and coded >= FEWEST_REPLIES

    def rate(self, rating: SelfRating) -> None:
        """Stores the trainee's own view; one in which nothing was rated changes nothing.

        Raises:
            MiCoachError: The session is not over yet, or the store cannot be written.
        """
        if not self.over:
            raise MiCoachError("your own view is asked for when the session is over")
        if rating:
            rated = replace(self._stored, session=replace(self.session, self_rating=rating))
            self._repository.finish(rated, self._overall)
            self._stored = rated

    @property
    def hints(self) -> HintTrail:
        """Hints for the line that waits; which of their steps were opened is stored with the reply."""
        if self._hints is None:
            self._hints = HintTrail(self.client, self.scenario)
        return self._hints

    def why(self, turn: int) -> str:
        """One line on what a coded reply did, for live coaching; empty for one that is not coded or has no words."""
        return coaching.why(self.session, self.scenario, turn)

    @property
    def prompt(self) -> str:
        """One open question about the line that waits, for live coaching; empty before the first reply."""
        return coaching.prompt(self.session, self.scenario, self.agreed)

    def annotate(self, turn: int, named: Named | None, note: str = "") -> Turn:
        """Keeps what the trainee called a coded reply and their own line on it; with neither nothing changes.

        Args:
            turn: The reply's number, from 1.
            named: What it was called before its tags were shown, or ``None``.
            note: The trainee's own line; control characters are stripped, and what is too long is cut.

        Returns:
            The exchange with its notes.

        Raises:
            MiCoachError: There is no such coded reply, or the store cannot be written.
        """
        found = next((t for t in self.session.turns if t.n == turn), None)
        if found is None or found.units is None:
            raise MiCoachError(f"reply {turn} is not coded yet")
        line = " ".join(clean_reply(note).split())[:MAX_NOTE]
        if named is None and not line:
            return found
        agreed = None if named is None else beside.agreed(named, found.units)
        hints = found.notes.hints if found.notes else ()
        noted = replace(found, notes=TurnNotes(hints, named.value if named else None, agreed, line))
        self._repository.save_notes(self.session.id, turn, noted.notes or TurnNotes())
        turns = tuple(noted if t.n == turn else t for t in self.session.turns)
        self._stored = replace(self._stored, session=replace(self.session, turns=turns))
        return noted


def finished_turn(turn: Turn, coded: CodedReply, result: StepResult) -> Turn:
    """The turn with what coder and engine made of it."""
    return replace(turn, units=coded.units, state=result.state.client, matches=result.matches, reason=result.reason)


class PracticeService:
    """Starts and resumes practice."""

    def __init__(
        self,
        library: ScenarioLibrary,
        coder: Coder,
        repository: SessionRepository,
        clock: Clock,
        profile: str = FIRST,
    ) -> None:
        self._profile = profile
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
            profile=self._profile,
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
        return Practice(self._scenario(session), stored, self._coder, self._repository, self._clock)

    def go_back(self, session_id: str, turn: int) -> Practice:
        """Opens another path through a session from one of its turns; the path that is left stays as it was.

        Args:
            session_id: The session, for its newest path, or ``ID-1``, ``ID-2`` and so on for that path.
            turn: The exchange to have again, from 1.

        Raises:
            MiCoachError: No such session or turn, or its scenario is gone or has changed.
        """
        left = self._repository.get(session_id).session
        if left.scenario is None:
            raise MiCoachError(f"session {left.id} is a transcript, so there is nobody to answer differently")
        scenario = self._scenario(left)
        paths = self._repository.paths(left.reference)
        stored = another_path(paths, left.path, turn, scenario, self._clock.now())
        self._repository.create(stored)
        return Practice(scenario, stored, self._coder, self._repository, self._clock)

    def _scenario(self, session: Session) -> Scenario:
        scenario = self._library.get(session.scenario or "")
        if scenario.version != session.scenario_version:
            raise MiCoachError(
                f"scenario {scenario.id} has changed since this session (version {session.scenario_version}, now "
                f"{scenario.version}); start it afresh"
            )
        return scenario
