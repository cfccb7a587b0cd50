"""What the service needs from outside, as Protocols: every front end and every test may bring its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from mi_coach.domain.exercise import ExerciseKind, ExerciseRecord
from mi_coach.domain.notes import TurnNotes
from mi_coach.domain.profile import Profile
from mi_coach.domain.reply import CodedReply
from mi_coach.domain.scenario import Scenario
from mi_coach.domain.stored import Measured, SessionSummary, StoredSession

__all__ = [
    "Clock",
    "Coder",
    "ExerciseRepository",
    "FiguresRepository",
    "ProfileRepository",
    "ScenarioLibrary",
    "SessionRepository",
    "SessionSummary",
    "Store",
    "StoredSession",
]


class Coder(Protocol):
    """Codes replies."""

    @property
    def name(self) -> str:
        """The model's name."""

    @property
    def sha256(self) -> str:
        """Digest of the model file, hexadecimal."""

    def code(self, reply: str, client: str | None = None) -> CodedReply:
        """Codes one reply, in the light of the client line it answers."""

    def code_many(self, pairs: Sequence[tuple[str, str | None]]) -> list[CodedReply]:
        """Codes many (reply, client line) pairs, in order; quicker than one at a time."""


class ScenarioLibrary(Protocol):
    """Finds scenarios."""

    def get(self, scenario_id: str) -> Scenario:
        """The scenario.

        Raises:
            MiCoachError: No such scenario; the message suggests the nearest id.
        """


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present moment, with its time zone."""


class SessionRepository(Protocol):
    """Keeps sessions. Every call commits before it returns."""

    def create(self, stored: StoredSession) -> None:
        """Stores a new session.

        Raises:
            MiCoachError: The id is taken or the database cannot be written.
        """

    def save_reply(
        self,
        session_id: str,
        turn_number: int,
        client: Mapping[str, Any],
        reply: str,
        notes: TurnNotes | None = None,
    ) -> None:
        """Stores a reply before it is coded; ``client`` is the line it answers, as in the documents."""

    def save_turn(self, stored: StoredSession) -> None:
        """Stores what came of the latest reply, the pending client line, and the engine's memory."""

    def save_notes(self, session_id: str, turn_number: int, notes: TurnNotes) -> None:
        """Stores the trainee's notes on a reply, in the place of those that were there."""

    def finish(self, stored: StoredSession, overall: int | None) -> None:
        """Stores how the session ended."""

    def get(self, session_id: str) -> StoredSession:
        """Reads the newest path of a session by its id or the beginning of it; any path by ``ID-1``, ``ID-2`` ...

        Raises:
            MiCoachError: No such session or path, or more than one begins so.
        """

    def paths(self, session_id: str) -> list[StoredSession]:
        """Reads every path through a session, in the order they were taken.

        Raises:
            MiCoachError: No such session, or more than one begins so.
        """

    def unfinished(self, scenario: str | None = None, profile: str | None = None) -> list[SessionSummary]:
        """Sessions that can be resumed, newest first."""

    def delete(self, session_id: str) -> None:
        """Deletes a session with its turns and all its paths.

        Raises:
            MiCoachError: No such session.
        """

    # Last, because its name hides the built-in type in all that follows it.
    def list(self, profile: str | None = None) -> list[SessionSummary]:
        """All sessions, newest first, each once however many paths it has."""


class ExerciseRepository(Protocol):
    """Keeps drills, spotting rounds and benchmarks. Every call commits before it returns."""

    def save(self, record: ExerciseRecord) -> None:
        """Stores an exercise, or what has become of one that is stored already."""

    def get(self, exercise_id: str) -> ExerciseRecord:
        """Reads an exercise by its whole id.

        Raises:
            MiCoachError: No such exercise.
        """

    # Last, because its name hides the built-in type in all that follows it.
    def list(self, profile: str | None = None, kind: ExerciseKind | None = None) -> list[ExerciseRecord]:
        """Exercises, oldest first."""


class ProfileRepository(Protocol):
    """Keeps the people who share a machine. There is always at least one."""

    def add(self, profile: Profile) -> None:
        """Stores a new profile.

        Raises:
            MiCoachError: The id is taken.
        """

    def delete(self, profile_id: str) -> None:
        """Deletes a profile with all that is theirs.

        Raises:
            MiCoachError: No such profile, or it is the only one.
        """

    def empty(self, profile_id: str) -> None:
        """Deletes all that is a profile's and keeps the profile."""

    # Last, because its name hides the built-in type in all that follows it.
    def list(self) -> list[Profile]:
        """All profiles, oldest first."""


class FiguresRepository(Protocol):
    """Keeps what was worked out from sessions; whatever changes a session wipes its figures."""

    def keep(self, session_id: str, figures: Mapping[str, Any]) -> None:
        """Stores the figures of one path by its whole id."""

    # Last, because its name hides the built-in type in all that follows it.
    def list(self, profile: str | None = None) -> list[Measured]:
        """Every session with its first finished path, oldest first; sessions without one are left out."""


class Store(SessionRepository, Protocol):
    """All that is kept: sessions, and beside them people and their exercises."""

    @property
    def profiles(self) -> ProfileRepository:
        """The people."""

    @property
    def exercises(self) -> ExerciseRepository:
        """Their drills and benchmarks."""

    @property
    def figures(self) -> FiguresRepository:
        """What was worked out from their sessions."""
