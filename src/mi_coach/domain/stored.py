"""What is kept of a session beside the session itself, and the short form that lists show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mi_coach.domain.session import Session


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session as the store keeps it.

    Attributes:
        session: The session with all its turns. A turn whose reply was saved but not yet coded has ``units``
            None. While the session is open, ``closing`` is the line that waits for the trainee's answer.
        engine: The engine's memory after the last coded turn (``EngineState.to_dict()``), or ``None``.
        coaching: ``live``, ``after`` or ``off``.
    """

    session: Session
    engine: Mapping[str, Any] | None
    coaching: str = "live"


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """One row of a list of sessions.

    Attributes:
        id: The session.
        scenario: The scenario's id, or ``None`` for an imported transcript.
        started: When it began, with its time zone.
        ended: When it ended, or ``None`` while it can be resumed.
        ending: The ending's id, or ``None``.
        replies: How many replies are stored.
        overall: The overall score kept when it ended (0 to 100), or ``None``.
    """

    id: str
    scenario: str | None
    started: datetime
    ended: datetime | None
    ending: str | None
    replies: int
    overall: int | None = None
