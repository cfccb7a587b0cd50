"""Sessions as a file that another machine can take in, with all their paths and notes, and nothing rounded."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, NoReturn

from mi_coach.domain.documents import SCHEMA, session_from_dict, session_to_dict
from mi_coach.domain.notes import MAX_NOTE, TurnNotes
from mi_coach.domain.session import ClientState, Session, Turn
from mi_coach.domain.stored import SessionSummary, StoredSession
from mi_coach.engine import EngineState
from mi_coach.errors import MiCoachError
from mi_coach.service.ports import SessionRepository
from mi_coach.service.text import clean_reply

FORM = "mi-coach sessions"
"""What the file says it is."""

MAX_BYTES = 200_000_000
"""Largest file taken; a session of twenty replies is some 60 kB."""

_ID = re.compile(r"[0-9A-Za-z]{4,56}")
_MODES = re.compile(r"[a-z_]{1,20}")

_Path = tuple[StoredSession, int | None]
"""One path with its overall score."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import.

    Attributes:
        new: Ids of the sessions that were taken in.
        already: Ids of those that were there before and were left alone.
    """

    new: tuple[str, ...]
    already: tuple[str, ...]


def export_document(
    repository: SessionRepository, summaries: Iterable[SessionSummary], overall_of: Callable[[Session], int | None]
) -> dict[str, Any]:
    """Sessions as one JSON-ready document.

    Args:
        repository: Where they are.
        summaries: Which.
        overall_of: Gives the overall score of a path that is not its session's newest.

    Raises:
        MiCoachError: One of them cannot be read.
    """
    return {
        "schema": SCHEMA,
        "form": FORM,
        "sessions": [_session(repository.paths(s.id), s.overall, overall_of) for s in summaries],
    }


def _session(
    paths: Sequence[StoredSession], overall: int | None, overall_of: Callable[[Session], int | None]
) -> dict[str, Any]:
    return {
        "id": paths[0].session.root,
        "paths": [_path(p, overall if p is paths[-1] else overall_of(p.session)) for p in paths],
    }


def _path(stored: StoredSession, overall: int | None) -> dict[str, Any]:
    session = stored.session
    whole = session_to_dict(session)
    # The documents round what people read; here nothing may be lost.
    for turn, written in zip(session.turns, whole["turns"], strict=True):
        written["state"] = asdict(turn.state) if turn.state else None
    return whole | {
        "start_state": asdict(session.start_state) if session.start_state else None,
        "parent": session.parent,
        "from_turn": session.from_turn,
        "coaching": stored.coaching,
        "engine": stored.engine,
        "overall": overall,
    }


def import_file(path: Path, repository: SessionRepository, taken: Iterable[str], profile: str) -> Imported:
    """Takes the sessions of an exported file in. All of them are looked through before the first is stored.

    Args:
        path: The file.
        repository: Where they go.
        taken: Ids of all sessions that are there already, whoever's they are.
        profile: Whose they become.

    Raises:
        MiCoachError: It cannot be read, is damaged or of another version; nothing is stored then.
    """
    name = clean_reply(str(path)).replace("\n", " ")
    found = [_read(item, name, n, profile) for n, item in enumerate(_sessions(_document(path, name), name), 1)]
    ids = [paths[0][0].session.id for paths in found]
    if len(set(ids)) < len(ids):
        raise MiCoachError(f"{name} is damaged: it holds a session twice")
    there = set(taken)
    for paths in found:
        if paths[0][0].session.id not in there:
            _store(paths, repository)
    return Imported(tuple(i for i in ids if i not in there), tuple(i for i in ids if i in there))


def _document(path: Path, name: str) -> Any:
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not valid"
        raise MiCoachError(f"{name} cannot be read: {reason}") from error
    if len(content) > MAX_BYTES:
        raise MiCoachError(f"{name} is larger than {MAX_BYTES:,} bytes")
    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        where = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise MiCoachError(f"{name} is damaged or no export of sessions: it is not JSON{where}") from error


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


def _store(paths: Sequence[_Path], repository: SessionRepository) -> None:
    """Stores a session with all its paths or, when that goes wrong, none of it."""
    root = paths[0][0].session.id
    begun = False
    try:
        for stored, overall in paths:
            repository.create(stored)
            begun = True
            if overall is not None:
                repository.finish(stored, overall)
    except BaseException:
        if begun:
            repository.delete(root)
        raise


def _sessions(document: Any, name: str) -> Sequence[Any]:
    if not isinstance(document, Mapping) or document.get("form") != FORM:
        raise MiCoachError(f"{name} is no export of sessions")
    if document.get("schema") != SCHEMA:
        raise MiCoachError(f"{name} comes from another version of MI Coach and cannot be read by this one")
    found = document.get("sessions")
    if not isinstance(found, list):
        raise MiCoachError(f"{name} is damaged: it has no list of sessions")
    return found


def _read(item: Any, name: str, number: int, profile: str) -> list[_Path]:
    try:
        root = item["id"]
        _check(isinstance(root, str) and _ID.fullmatch(root), "id")
        paths = [_read_path(data, root, n, profile) for n, data in enumerate(item["paths"], 1)]
        _check(paths, "paths")
        for stored, _ in paths[1:]:
            _check_place(stored.session, [p.session for p, _ in paths])
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError, RecursionError) as error:
        raise MiCoachError(f"{name} is damaged: session {number} in it cannot be read ({_about(error)})") from error
    return paths


def _about(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"{clean_reply(str(error.args[0]))[:40]} is missing"
    return " ".join(clean_reply(str(error)).split())[:80]


def _read_path(data: Mapping[str, Any], root: str, number: int, profile: str) -> _Path:
    _check(data["path"] == number, "path")
    session = replace(
        session_from_dict(data),
        id=root if number == 1 else f"{root}-{number}",
        tree=None if number == 1 else root,
        path=number,
        parent=data["parent"],
        from_turn=data["from_turn"],
        profile=profile,
    )
    overall, coaching, engine = data["overall"], data["coaching"], data["engine"]
    _check(overall is None or (type(overall) is int and 0 <= overall <= 100), "overall")
    _check(_MODES.fullmatch(coaching), "coaching")
    _check_session(session)
    if engine is not None:
        _check_state(EngineState.from_dict(engine).client)
    return StoredSession(session, engine, coaching), overall


def _check(good: object, what: str) -> None:
    if not good:
        raise ValueError(f"its {what} makes no sense")


def _check_session(session: Session) -> None:
    for moment in (session.started, session.ended):
        _check(moment is None or moment.tzinfo is not None, "time")
    _check((session.ended is None) == (session.ending is None), "ending")
    for text, most in ((session.scenario, 200), (session.scenario_version, 50)):
        _check(text is None or (_are_text(text) and len(text) <= most), "scenario")
    _check([t.n for t in session.turns] == list(range(1, len(session.turns) + 1)), "numbering")
    _check_state(session.start_state)
    for turn in session.turns:
        _check_turn(turn)
    _check(_are_text(*(line.text for line in session.last_words)), "closing")


def _are_text(*values: object) -> bool:
    return all(isinstance(value, str) for value in values)


def _check_turn(turn: Turn) -> None:
    _check(_are_text(turn.reply, turn.client.text, turn.reason), "text")
    _check_state(turn.state)
    for unit in turn.units or ():
        _check(_are_text(unit.text) and 0 <= unit.start <= unit.end <= len(turn.reply), "unit")
        _check(_are_text(*(e.text for e in unit.evidence)), "evidence")
    if turn.notes is not None:
        _check_notes(turn.notes)


def _check_notes(notes: TurnNotes) -> None:
    _check(_are_text(*notes.hints, notes.note) and len(notes.note) <= MAX_NOTE, "notes")
    _check(notes.named is None or _are_text(notes.named), "notes")
    _check(notes.agreed in (None, True, False), "notes")


def _check_state(state: ClientState | None) -> None:
    _check(state is None or all(0 <= value <= 100 for value in asdict(state).values()), "state")


def _check_place(session: Session, paths: Sequence[Session]) -> None:
    """A later path leaves an earlier one at a reply that this had, and shares what came before."""
    parent, turn = session.parent, session.from_turn
    _check(type(parent) is int and 1 <= parent < session.path, "parent")
    _check(type(turn) is int and 1 <= turn <= len(paths[(parent or 1) - 1].turns) + 1, "from_turn")
    left = paths[(parent or 1) - 1]
    shared = (turn or 1) - 1
    _check([t.reply for t in session.turns[:shared]] == [t.reply for t in left.turns[:shared]], "path")
