"""Sessions as plain JSON-ready data and back: the session document of the command line and the store's columns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from mi_coach.domain.codes import Code, Miti, Roadblock
from mi_coach.domain.notes import TurnNotes
from mi_coach.domain.profile import FIRST
from mi_coach.domain.reply import Alternative, Evidence, Unit
from mi_coach.domain.self_rating import SelfRating
from mi_coach.domain.session import ClientState, ClientTurn, Ending, Match, Session, Turn
from mi_coach.domain.talk import TalkCode, TalkSegment, TalkType

SCHEMA = 1
"""Version of every document the command line prints."""


def unit_to_dict(unit: Unit) -> dict[str, Any]:
    """One coded unit; confidences rounded to three places."""
    return {
        "text": unit.text,
        "start": unit.start,
        "end": unit.end,
        "code": unit.code.value,
        "kind": unit.kind.value if unit.kind else None,
        "miti": unit.miti.value if unit.miti else None,
        "confidence": round(unit.confidence, 3),
        "sure": unit.sure,
        "alternatives": [
            {
                "code": a.code.value,
                "kind": a.kind.value if a.kind else None,
                "confidence": round(a.confidence, 3),
            }
            for a in unit.alternatives
        ],
        "summary": unit.summary,
        "double_sided": unit.double_sided,
        "evidence": [{"text": e.text, "start": e.start, "end": e.end} for e in unit.evidence],
    }


def unit_from_dict(data: Mapping[str, Any]) -> Unit:
    """Reads what :func:`unit_to_dict` wrote.

    Raises:
        KeyError: A field is missing.
        ValueError: A code, kind or MITI value is unknown.
    """
    return Unit(
        text=data["text"],
        start=int(data["start"]),
        end=int(data["end"]),
        code=Code(data["code"]),
        kind=Roadblock(data["kind"]) if data["kind"] else None,
        miti=Miti(data["miti"]) if data["miti"] else None,
        confidence=float(data["confidence"]),
        sure=bool(data["sure"]),
        alternatives=tuple(
            Alternative(Code(a["code"]), Roadblock(a["kind"]) if a["kind"] else None, float(a["confidence"]))
            for a in data["alternatives"]
        ),
        summary=bool(data["summary"]),
        double_sided=bool(data["double_sided"]),
        evidence=tuple(Evidence(e["text"], int(e["start"]), int(e["end"])) for e in data["evidence"]),
    )


def client_to_dict(client: ClientTurn) -> dict[str, Any]:
    """One client line; ``talk`` is null where it is not known."""
    return {
        "line_id": client.line_id,
        "text": client.text,
        "talk": None
        if client.talk is None
        else [
            {
                "code": t.code.value,
                "type": t.type.value if t.type else None,
                "strength": t.strength,
                "text": t.text,
            }
            for t in client.talk
        ],
        "topic": client.topic,
    }


def client_from_dict(data: Mapping[str, Any]) -> ClientTurn:
    """Reads what :func:`client_to_dict` wrote."""
    talk = data["talk"]
    return ClientTurn(
        line_id=data["line_id"],
        text=data["text"],
        talk=None
        if talk is None
        else tuple(
            TalkSegment(TalkCode(t["code"]), TalkType(t["type"]) if t["type"] else None, int(t["strength"]), t["text"])
            for t in talk
        ),
        topic=data["topic"],
    )


def match_to_dict(match: Match) -> dict[str, Any]:
    """What a unit connected with."""
    return {
        "unit": match.unit,
        "line_id": match.line_id,
        "side": match.side,
        "depth": match.depth,
        "topic": match.topic,
        "closeness": match.closeness,
    }


def match_from_dict(data: Mapping[str, Any]) -> Match:
    """Reads what :func:`match_to_dict` wrote."""
    return Match(
        unit=int(data["unit"]),
        line_id=data["line_id"],
        side=data["side"],
        depth=data["depth"],
        topic=data["topic"],
        closeness=float(data["closeness"]),
    )


def state_from_dict(data: Mapping[str, Any] | None) -> ClientState | None:
    """Reads a client state, or ``None``."""
    return None if data is None else ClientState(**{k: float(data[k]) for k in ClientState.__dataclass_fields__})


def turn_to_dict(turn: Turn) -> dict[str, Any]:
    """One exchange."""
    return {
        "n": turn.n,
        "client": client_to_dict(turn.client),
        "reply": turn.reply,
        "units": None if turn.units is None else [unit_to_dict(u) for u in turn.units],
        "state": None if turn.state is None else turn.state.as_dict(),
        "matches": [match_to_dict(m) for m in turn.matches],
        "reason": turn.reason,
        "notes": turn.notes.to_dict() if turn.notes else None,
    }


def turn_from_dict(data: Mapping[str, Any]) -> Turn:
    """Reads what :func:`turn_to_dict` wrote."""
    return Turn(
        n=int(data["n"]),
        client=client_from_dict(data["client"]),
        reply=data["reply"],
        units=None if data["units"] is None else tuple(unit_from_dict(u) for u in data["units"]),
        state=state_from_dict(data["state"]),
        matches=tuple(match_from_dict(m) for m in data["matches"]),
        reason=data["reason"],
        notes=TurnNotes.from_dict(data.get("notes")),
    )


def session_to_dict(session: Session) -> dict[str, Any]:
    """The session document without its report."""
    return {
        "schema": SCHEMA,
        "id": session.root,
        "profile": session.profile,
        "path": session.path,
        "scenario": session.scenario,
        "scenario_version": session.scenario_version,
        "seed": session.seed,
        "started": session.started.isoformat(),
        "ended": session.ended.isoformat() if session.ended else None,
        "ending": session.ending.value if session.ending else None,
        "start_state": session.start_state.as_dict() if session.start_state else None,
        "turns": [turn_to_dict(t) for t in session.turns],
        "unanswered": client_to_dict(session.unanswered) if session.unanswered else None,
        "closing": client_to_dict(session.closing) if session.closing else None,
        "self_rating": session.self_rating.to_dict() if session.self_rating else None,
    }


def session_from_dict(data: Mapping[str, Any]) -> Session:
    """Reads what :func:`session_to_dict` wrote, as a session of one path.

    Raises:
        KeyError: A field is missing.
        ValueError: A value is unknown.
    """
    return Session(
        id=data["id"],
        scenario=data["scenario"],
        scenario_version=data.get("scenario_version"),
        seed=int(data["seed"]),
        started=datetime.fromisoformat(data["started"]),
        ended=datetime.fromisoformat(data["ended"]) if data["ended"] else None,
        ending=Ending(data["ending"]) if data["ending"] else None,
        start_state=state_from_dict(data.get("start_state")),
        turns=tuple(turn_from_dict(t) for t in data["turns"]),
        closing=client_from_dict(data["closing"]) if data["closing"] else None,
        unanswered=client_from_dict(data["unanswered"]) if data.get("unanswered") else None,
        self_rating=SelfRating.from_dict(data["self_rating"]),
        profile=data.get("profile") or FIRST,
    )
