"""Two paths through one conversation side by side, from the reply in which they part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from mi_coach.domain.documents import SCHEMA, client_to_dict, unit_to_dict
from mi_coach.domain.session import ClientState, ClientTurn, Ending, Session, Turn
from mi_coach.errors import MiCoachError


@dataclass(frozen=True, slots=True)
class Step:
    """One exchange of a path.

    Attributes:
        turn: The client's line, the reply and its units.
        before: Where the client stood before the reply, or ``None`` when that is not known.
        answer: What the client said to it, or ``None`` while the reply is not coded.
        ending: Set when the path ended with it.
    """

    turn: Turn
    before: ClientState | None
    answer: ClientTurn | None
    ending: Ending | None

    def moved(self) -> dict[str, tuple[int, int]]:
        """Each state value after the reply, and by how much it moved, in whole points; empty when not known."""
        if self.before is None or self.turn.state is None:
            return {}
        was, now = self.before.as_dict(), self.turn.state.as_dict()
        return {name: (round(now[name]), round(now[name]) - round(was[name])) for name in now}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two paths from where they part.

    Attributes:
        first: The one path.
        second: The other.
        from_turn: The first exchange with different replies, or the one that only one of them has.
        client: What the client said before the paths parted.
        rows: Exchange by exchange what happened on each path; ``None`` where a path is shorter.
    """

    first: Session
    second: Session
    from_turn: int
    client: ClientTurn
    rows: tuple[tuple[Step | None, Step | None], ...]

    def apart(self) -> dict[str, int]:
        """How much higher each state value is on the second path after the reply in which they part.

        Empty while either path has no coded reply there.
        """
        one, other = self.rows[0] if self.rows else (None, None)
        if one is None or other is None:
            return {}
        here, there = one.moved(), other.moved()
        return {name: there[name][0] - here[name][0] for name in here if name in there}

    def to_dict(self) -> dict[str, Any]:
        """The document that ``sessions compare --json`` prints."""
        return {
            "schema": SCHEMA,
            "session": self.first.root,
            "from_turn": self.from_turn,
            "client": client_to_dict(self.client),
            "paths": [_path(s, [row[at] for row in self.rows]) for at, s in enumerate((self.first, self.second))],
            "apart": self.apart(),
        }


def compare(first: Session, second: Session) -> Comparison:
    """Sets two paths of one session side by side.

    Raises:
        MiCoachError: They are not two paths of one session, or nothing has been said on either.
    """
    if first.root != second.root or first.path == second.path:
        raise MiCoachError("two different paths of one session can be compared")
    shared = _shared(first, second)
    client = _line(first, shared + 1) or _line(second, shared + 1)
    if client is None:
        raise MiCoachError(f"session {first.root} has nothing on these two paths to compare")
    rows = zip_longest(_steps(first, shared), _steps(second, shared))
    return Comparison(first, second, shared + 1, client, tuple(rows))


def chosen(paths: Sequence[Session], first: int | None, second: int | None) -> tuple[Session, Session]:
    """The two paths that are meant: those named, or the newest one with the path that it left.

    Args:
        paths: All paths of a session.
        first: Number of the one path, or ``None``.
        second: Number of the other, or ``None``: with ``first`` alone the newest path is the other.

    Raises:
        MiCoachError: There is only one path, or none of such a number.
    """
    newest = paths[-1]
    if len(paths) == 1:
        raise MiCoachError(
            f"session {newest.root} has one path only; go back in it first: "
            f"mi-coach play --plain --resume {newest.root} --back N"
        )
    by_number = {p.path: p for p in paths}
    if first is None:
        one, two = newest.parent or 1, newest.path
    elif second is None:
        one, two = (newest.parent or 1, first) if first == newest.path else (first, newest.path)
    else:
        one, two = first, second
    for number in (one, two):
        if number not in by_number:
            raise MiCoachError(f"session {newest.root} has paths 1 to {len(paths)}; there is no path {number}")
    if one == two:
        raise MiCoachError(f"name two different paths of session {newest.root}")
    return by_number[one], by_number[two]


def _shared(first: Session, second: Session) -> int:
    """How many exchanges both have in common from the beginning."""
    count = 0
    for one, other in zip(first.turns, second.turns, strict=False):
        if one.reply != other.reply or one.client.line_id != other.client.line_id:
            break
        count += 1
    return count


def _line(session: Session, number: int) -> ClientTurn | None:
    """What the client said before reply ``number``: also where it waits for one."""
    if number <= len(session.turns):
        return session.turns[number - 1].client
    coded = not session.turns or session.turns[-1].units is not None
    return (session.unanswered or session.closing) if number == len(session.turns) + 1 and coded else None


def _steps(session: Session, skipped: int) -> Iterator[Step]:
    state = session.start_state if not skipped else session.turns[skipped - 1].state
    for turn in session.turns[skipped:]:
        last = turn.n == len(session.turns)
        yield Step(turn, state, _line(session, turn.n + 1), session.ending if last else None)
        state = turn.state


def _path(session: Session, steps: list[Step | None]) -> dict[str, Any]:
    return {
        "id": str(session.path),
        "session": session.reference,
        "parent": None if session.parent is None else str(session.parent),
        "from_turn": session.from_turn,
        "ending": session.ending.value if session.ending else None,
        "exchanges": [_exchange(step) for step in steps if step is not None],
    }


def _exchange(step: Step) -> dict[str, Any]:
    turn = step.turn
    return {
        "n": turn.n,
        "client": client_to_dict(turn.client),
        "reply": turn.reply,
        "units": None if turn.units is None else [unit_to_dict(unit) for unit in turn.units],
        "state": turn.state.as_dict() if turn.state else None,
        "moved": {name: by for name, (_, by) in step.moved().items()} or None,
        "answer": client_to_dict(step.answer) if step.answer else None,
    }


def moved_text(moved: Mapping[str, tuple[int, int]]) -> str:
    """Where the client stands after a reply, in words and numbers: ``trust 46, up 6; discord 20, unchanged``."""
    return "; ".join(f"{name} {value}, {way(by)}" for name, (value, by) in moved.items())


def apart_text(comparison: Comparison) -> str:
    """How the two paths differ in where they left the client after the reply in which they part; may be empty."""
    apart = comparison.apart()
    if not apart:
        return ""
    told = [f"{name} {abs(by)} {'higher' if by > 0 else 'lower'}" for name, by in apart.items() if by]
    where = f"After reply {comparison.from_turn}"
    if not told:
        return f"{where} both paths leave the client at the same place."
    return f"{where}, path {comparison.second.path} has {', '.join(told)} than path {comparison.first.path}."


def way(by: int) -> str:
    """Which way a value moved, in words: ``up 6``, ``down 2``, ``unchanged``."""
    return f"up {by}" if by > 0 else f"down {-by}" if by else "unchanged"


def path_title(path: Session) -> str:
    """A path's name: ``Path 2, from reply 6 of path 1``."""
    return f"Path {path.path}" + (f", from reply {path.from_turn} of path {path.parent}" if path.parent else "")


def tree_order(paths: Sequence[Session]) -> list[tuple[int, Session]]:
    """The paths as a tree read from the top: each with its depth, under the one that it left."""
    under: dict[int | None, list[Session]] = {}
    for path in paths:
        under.setdefault(path.parent, []).append(path)
    ordered: list[tuple[int, Session]] = []

    def add(parent: int | None, depth: int) -> None:
        for path in under.get(parent, ()):
            ordered.append((depth, path))
            add(path.path, depth + 1)

    add(None, 0)
    return ordered
