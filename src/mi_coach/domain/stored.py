"""What is kept of a session beside the session itself, and the short form that lists show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mi_coach.domain.profile import FIRST
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
    """One row of a list of sessions; a session with several paths is one row.

    Attributes:
        id: The session; it stands for its newest path.
        scenario: The scenario's id, or ``None`` for an imported transcript.
        started: When it began, with its time zone.
        ended: When its newest path ended, or ``None`` while that can be resumed.
        ending: That path's ending, or ``None``.
        replies: How many replies that path holds.
        overall: The overall score kept when that path ended (0 to 100), or ``None``.
        profile: Whose it is.
        paths: How many ways through the conversation were taken.
    """

    id: str
    scenario: str | None
    started: datetime
    ended: datetime | None
    ending: str | None
    replies: int
    overall: int | None = None
    profile: str = FIRST
    paths: int = 1


@dataclass(frozen=True, slots=True)
class Measured:
    """A session as progress looks at it: its first finished path, with figures that were kept.

    Attributes:
        id: The path's whole id.
        root: The id of the whole session.
        path: Which path, from 1.
        scenario: The scenario's id, or ``None`` for an imported transcript.
        scenario_version: Version of the scenario it was played with.
        started: When it began, with its time zone.
        figures: What was worked out from it, or ``None`` when that has yet to be done.
    """

    id: str
    root: str
    path: int
    scenario: str | None
    scenario_version: str | None
    started: datetime
    figures: Mapping[str, Any] | None
