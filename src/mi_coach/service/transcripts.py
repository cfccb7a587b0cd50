"""Transcripts of conversations that took place elsewhere: read from files, coded, and made into sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from mi_coach.domain.session import ClientTurn, Session, Turn
from mi_coach.domain.talk import TalkSegment
from mi_coach.errors import MiCoachError
from mi_coach.service.ports import Coder
from mi_coach.service.practice import MAX_REPLY
from mi_coach.service.text import clean_reply
from mi_coach.service.transcript_formats import Row, Speaker, parse

MAX_BYTES = 5_000_000
"""Largest transcript taken; an hour's talk is some 60 kB."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """A transcript: the exchanges, and the client's last line when nothing answers it."""

    turns: tuple[Turn, ...]
    closing: ClientTurn | None


def read_transcript(path: Path) -> Transcript:
    """Reads a transcript file.

    Args:
        path: CSV with ``speaker`` and ``text`` (and optionally ``talk``) columns, JSON lines with the same keys, or
            text with ``Practitioner:`` and ``Client:`` lines; which one is seen from what is in it.

    Raises:
        MiCoachError: It cannot be read; the message names file and line.
    """
    name = clean_reply(str(path)).replace("\n", " ")
    return to_transcript(parse(_decoded(_content(path, name), name), name, path.suffix.lower()), name)


def to_transcript(rows: Sequence[Row], name: str) -> Transcript:
    """Makes a transcript of what was said in order; what one person says in a run is one turn.

    Args:
        rows: Who said what.
        name: What the transcript is called in messages.

    Raises:
        MiCoachError: The practitioner says nothing, or too much in one go.
    """
    transcript = _joined(rows, name)
    if not transcript.turns:
        raise MiCoachError(f'{name}: nothing here is said by the practitioner; mark their lines "Practitioner"')
    return transcript


def to_session(transcript: Transcript, coder: Coder, now: datetime) -> Session:
    """Codes a transcript's replies and gives it the shape of a session."""
    pairs = [(turn.reply, turn.client.text or None) for turn in transcript.turns]
    coded = coder.code_many(pairs)
    turns = tuple(replace(turn, units=c.units) for turn, c in zip(transcript.turns, coded, strict=True))
    return Session(
        id="transcript", scenario=None, seed=0, started=now, ended=now, turns=turns, closing=transcript.closing
    )


def _content(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not valid"
        raise MiCoachError(f"{name} cannot be read: {reason}") from error
    if len(content) > MAX_BYTES:
        raise MiCoachError(f"{name} is larger than {MAX_BYTES:,} bytes; split it into sessions")
    return content


def _decoded(content: bytes, name: str) -> str:
    # "Unicode text" as office programs save it begins with one of these marks.
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise MiCoachError(f"{name}:{line}: this is not UTF-8 text; save the file as UTF-8 and try again") from error


def _joined(rows: Sequence[Row], name: str) -> Transcript:
    """Makes exchanges of rows: what one person says in a run belongs together."""
    turns: list[Turn] = []
    heard: list[Row] = []
    said: list[Row] = []
    for row in rows:
        if row.speaker is Speaker.CLIENT and said:
            turns.append(_turn(len(turns) + 1, heard, said, name))
            heard, said = [], []
        (heard if row.speaker is Speaker.CLIENT else said).append(row)
    if said:
        turns.append(_turn(len(turns) + 1, heard, said, name))
        heard = []
    return Transcript(tuple(turns), _client(heard, name) if heard else None)


def _turn(number: int, heard: list[Row], said: list[Row], name: str) -> Turn:
    return Turn(n=number, client=_client(heard, name), reply=_text(said, name))


def _client(rows: list[Row], name: str) -> ClientTurn:
    known = [row.talk for row in rows if row.talk is not None]
    talk: tuple[TalkSegment, ...] | None = tuple(s for segments in known for s in segments) if known else None
    return ClientTurn(line_id=None, text=_text(rows, name), talk=talk)


def _text(rows: list[Row], name: str) -> str:
    text = "\n".join(row.text for row in rows)
    if len(text) > MAX_REPLY:
        raise MiCoachError(f"{name}:{rows[0].line}: {len(text):,} characters said in one go, more than {MAX_REPLY:,}")
    return text
