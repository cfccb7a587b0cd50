"""Reads AnnoMI's columns: therapist turns with the client turn before them and labels per turn.

AnnoMI: Wu et al., ICASSP 2022; Future Internet 15(3):110, 2023. Its sentences never enter the project; only a path
to a copy is taken. Where several annotators labelled a turn, the majority stands.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from mi_coach.errors import MiCoachError

BEHAVIOURS = ("reflection", "question", "therapist_input", "other")
NEEDED = (
    "transcript_id", "video_url", "utterance_id", "interlocutor", "utterance_text", "reflection_exists",
    "question_exists", "therapist_input_exists", "main_therapist_behaviour",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AnnoMiTurn:
    """One therapist turn.

    Attributes:
        video: Group for folds; transcripts of one video belong together.
        transcript: Transcript id.
        client: The client turn just before, or an empty string.
        text: What the therapist said.
        reflection: A reflection is present.
        question: A question is present.
        input: Information, advice, options or negotiation is present.
        main: One of ``BEHAVIOURS``.
        question_type: ``open``, ``closed`` or empty.
        reflection_type: ``simple``, ``complex`` or empty.
        quality: ``high``, ``low`` or empty.
    """

    video: str
    transcript: str
    client: str
    text: str
    reflection: bool
    question: bool
    input: bool
    main: str
    question_type: str
    reflection_type: str
    quality: str


@dataclass(frozen=True, slots=True)
class AnnoMiLine:
    """What one person says in one go.

    Attributes:
        practitioner: True for the therapist, false for the client.
        text: The words.
        talk: ``change``, ``sustain`` or ``neutral`` for the client; empty for the therapist and where it is not known.
    """

    practitioner: bool
    text: str
    talk: str


@dataclass(frozen=True, slots=True)
class AnnoMiTranscript:
    """A whole conversation.

    Attributes:
        id: Transcript id.
        video: Group for folds.
        quality: ``high``, ``low`` or empty.
        lines: What was said by either, in order.
        turns: The therapist's turns with their labels, in order.
    """

    id: str
    video: str
    quality: str
    lines: tuple[AnnoMiLine, ...]
    turns: tuple[AnnoMiTurn, ...]


def read_annomi(path: Path) -> list[AnnoMiTurn]:
    """Reads the therapist turns in order.

    Raises:
        MiCoachError: The file cannot be read or lacks a column.
    """
    turns = []
    client: dict[str, str] = {}
    for transcript, same in _said(path):
        first = same[0]
        if _by_client(first):
            client[transcript] = first["utterance_text"]
        else:
            turns.append(_turn(transcript, client.get(transcript, ""), same))
    return turns


def read_transcripts(path: Path) -> list[AnnoMiTranscript]:
    """Reads whole conversations, in the order in which they begin.

    Raises:
        MiCoachError: The file cannot be read or lacks a column.
    """
    turns: dict[str, list[AnnoMiTurn]] = defaultdict(list)
    for turn in read_annomi(path):
        turns[turn.transcript].append(turn)
    lines: dict[str, list[AnnoMiLine]] = defaultdict(list)
    about: dict[str, dict[str, str]] = {}
    for transcript, same in _said(path):
        first = same[0]
        about.setdefault(transcript, first)
        by_client = _by_client(first)
        talk = _most(same, "client_talk_type").lower() if by_client else ""
        lines[transcript].append(AnnoMiLine(not by_client, first["utterance_text"], talk))
    return [
        AnnoMiTranscript(
            id=transcript,
            video=first["video_url"],
            quality=first.get("mi_quality", ""),
            lines=tuple(lines[transcript]),
            turns=tuple(turns[transcript]),
        )
        for transcript, first in about.items()
    ]


def _said(path: Path) -> list[tuple[str, list[dict[str, str]]]]:
    """The transcript and the annotators' rows of each utterance, in order."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as handle:
            rows = list(csv.DictReader(handle))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise MiCoachError(f"{path}: cannot be read as CSV ({error})") from error
    missing = [c for c in NEEDED if not rows or c not in rows[0]]
    if missing:
        raise MiCoachError(f"{path}: AnnoMI columns are missing: {', '.join(missing)}")
    grouped: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        grouped[(row["transcript_id"], row["utterance_id"])].append(row)
    return [(transcript, same) for (transcript, _), same in grouped.items()]


def _by_client(row: dict[str, str]) -> bool:
    return row["interlocutor"].strip().lower() == "client"


def _turn(transcript: str, client: str, same: list[dict[str, str]]) -> AnnoMiTurn:
    first = same[0]
    return AnnoMiTurn(
        video=first["video_url"],
        transcript=transcript,
        client=client,
        text=first["utterance_text"],
        reflection=_most(same, "reflection_exists").lower() == "true",
        question=_most(same, "question_exists").lower() == "true",
        input=_most(same, "therapist_input_exists").lower() == "true",
        main=_most(same, "main_therapist_behaviour"),
        question_type=_most(same, "question_subtype"),
        reflection_type=_most(same, "reflection_subtype"),
        quality=first.get("mi_quality", ""),
    )


def _most(rows: list[dict[str, str]], column: str) -> str:
    return Counter((row.get(column) or "").strip() for row in rows).most_common(1)[0][0]
