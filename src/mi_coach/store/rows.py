"""Sessions and turns as rows, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from mi_coach.domain.documents import (
    client_from_dict,
    client_to_dict,
    match_to_dict,
    state_from_dict,
    turn_from_dict,
    unit_to_dict,
)
from mi_coach.domain.self_rating import SelfRating
from mi_coach.domain.session import Ending, Session, Turn
from mi_coach.domain.stored import StoredSession
from mi_coach.errors import MiCoachError

MAX_TEXT = 100_000
"""Most characters in any one text; far more than a session needs, and a bound for what is imported."""

_SEEDS = range(-(2**63), 2**63)
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def tidy(value: Any) -> Any:
    """Gives text, or JSON-ready data with text in it, without control characters.

    Each becomes one space, so that offsets into a reply stay true. Line breaks and tabs are kept.

    Raises:
        MiCoachError: A text is too long.
    """
    if isinstance(value, str):
        if len(value) > MAX_TEXT:
            raise MiCoachError(f"a text of {len(value):,} characters is too long to store (at most {MAX_TEXT:,})")
        return _UNSAFE.sub(" ", value)
    if isinstance(value, Mapping):
        return {tidy(key): tidy(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [tidy(item) for item in value]
    return value


def session_values(stored: StoredSession) -> dict[str, Any]:
    """The columns of a session's row.

    Raises:
        MiCoachError: The seed or a text is beyond what can be stored.
    """
    session = stored.session
    if session.seed not in _SEEDS:
        raise MiCoachError("the seed has too many digits; give a number of at most 18")
    values = {
        "id": session.id,
        "scenario": session.scenario,
        "scenario_version": session.scenario_version,
        "seed": session.seed,
        "started": session.started,
        # The document's rounded state would change the scores of a session that is read back.
        "start_state": asdict(session.start_state) if session.start_state else None,
        "coaching": stored.coaching,
        "profile": session.profile,
        "tree": session.tree,
        "path": session.path,
        "parent": session.parent,
        "from_turn": session.from_turn,
    }
    cleaned = {key: tidy(value) for key, value in values.items()}
    return cleaned | progress_values(stored) | ending_values(stored)


def progress_values(stored: StoredSession) -> dict[str, Any]:
    """The columns that change with every exchange: the line that waits for an answer, the engine's memory."""
    closing = stored.session.closing
    values = {"closing": client_to_dict(closing) if closing else None, "engine": stored.engine}
    # Figures that were worked out before the change no longer hold.
    return {"figures": None} | {key: tidy(value) for key, value in values.items()}


def ending_values(stored: StoredSession) -> dict[str, Any]:
    """The columns that change when a session ends."""
    session = stored.session
    return {
        "ended": session.ended,
        "ending": session.ending.value if session.ending else None,
        "unanswered": tidy(client_to_dict(session.unanswered)) if session.unanswered else None,
        "self_rating": session.self_rating.to_dict() if session.self_rating else None,
    }


def turn_values(turn: Turn) -> dict[str, Any]:
    """The columns of a turn's row, but for the session's id."""
    values: dict[str, Any] = {
        "n": turn.n,
        "client": client_to_dict(turn.client),
        "reply": turn.reply,
        "units": None if turn.units is None else [unit_to_dict(unit) for unit in turn.units],
        "state": asdict(turn.state) if turn.state else None,
        "matches": [match_to_dict(match) for match in turn.matches],
        "reason": turn.reason,
        "notes": turn.notes.to_dict() if turn.notes else None,
    }
    return {key: tidy(value) for key, value in values.items()}


def read_stored(row: Mapping[str, Any], turn_rows: Iterable[Mapping[str, Any]]) -> StoredSession:
    """Makes the session again from its row and its turns' rows in order.

    Raises:
        KeyError: Something is missing in a JSON column.
        ValueError: A code, kind or ending is unknown.
        TypeError: A JSON column holds the wrong kind of value.
    """
    session = Session(
        id=row["id"],
        scenario=row["scenario"],
        scenario_version=row["scenario_version"],
        seed=row["seed"],
        started=row["started"],
        ended=row["ended"],
        ending=Ending(row["ending"]) if row["ending"] else None,
        start_state=state_from_dict(row["start_state"]),
        turns=tuple(turn_from_dict({**turn, "matches": turn["matches"] or ()}) for turn in turn_rows),
        closing=client_from_dict(row["closing"]) if row["closing"] else None,
        unanswered=client_from_dict(row["unanswered"]) if row["unanswered"] else None,
        self_rating=SelfRating.from_dict(row["self_rating"]),
        profile=row["profile"],
        tree=row["tree"],
        path=row["path"],
        parent=row["parent"],
        from_turn=row["from_turn"],
    )
    return StoredSession(session, row["engine"], row["coaching"])
