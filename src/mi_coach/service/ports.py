"""What the service needs from outside, as Protocols: every front end and every test may bring its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from mi_coach.domain.reply import CodedReply
from mi_coach.domain.scenario import Scenario
from mi_coach.domain.stored import SessionSummary, StoredSession

__all__ = ["Clock", "Coder", "ScenarioLibrary", "SessionRepository", "SessionSummary", "StoredSession"]


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

    def save_reply(self, session_id: str, turn_number: int, client: Mapping[str, Any], reply: str) -> None:
        """Stores a reply before it is coded; ``client`` is the line it answers, as in the documents."""

    def save_turn(self, stored: StoredSession) -> None:
        """Stores what came of the latest reply, the pending client line, and the engine's memory."""

    def finish(self, stored: StoredSession, overall: int | None) -> None:
        """Stores how the session ended."""

    def get(self, session_id: str) -> StoredSession:
        """Reads a session by its id or an unambiguous beginning of it.

        Raises:
            MiCoachError: No such session, or more than one begins so.
        """

    def unfinished(self, scenario: str | None = None) -> list[SessionSummary]:
        """Sessions that can be resumed, newest first."""

    def delete(self, session_id: str) -> None:
        """Deletes a session with its turns.

        Raises:
            MiCoachError: No such session.
        """

    # Last, because its name hides the built-in type in all that follows it.
    def list(self) -> list[SessionSummary]:
        """All sessions, newest first."""
