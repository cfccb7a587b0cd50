"""The three forms a transcript may have: CSV, JSON lines, and text with the speaker before each line."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from mi_coach.domain.talk import TalkCode, TalkSegment
from mi_coach.errors import MiCoachError
from mi_coach.service.text import clean_reply


class Speaker(StrEnum):
    """Who says something."""

    PRACTITIONER = "practitioner"
    CLIENT = "client"


@dataclass(frozen=True, slots=True)
class Row:
    """Something said in one go.

    Attributes:
        line: The line of the file that it begins in.
        speaker: Who says it.
        text: The words, cleaned, never empty.
        talk: For the client: talk codes; ``None`` when not known.
    """

    line: int
    speaker: Speaker
    text: str
    talk: tuple[TalkSegment, ...] | None = None


_SPOKEN = re.compile(r"^\s*(practitioner|client)\s*:\s?(.*)$", re.IGNORECASE)
_OTHER_NAMES = re.compile(
    r"^\s*(therapist|counsell?or|interviewer|officer|probation officer|worker|coach|patient|offender|service user)"
    r"\s*:",
    re.IGNORECASE,
)
_DELIMITERS = ",;\t"
_TALK_SEPARATOR = re.compile(r"[\s,;/|+]+")


def parse(text: str, name: str, suffix: str = "") -> list[Row]:
    """Reads a transcript.

    Args:
        text: The whole file.
        name: Its name for messages.
        suffix: Its name's ending, which decides when the content leaves it open.

    Raises:
        MiCoachError: It cannot be understood; the message names file and line.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    first = next((line for line in text.split("\n") if line.strip()), "")
    if not first:
        raise MiCoachError(f"{name}: the file is empty")
    if _SPOKEN.match(first):
        return _spoken(text, name)
    if suffix in (".jsonl", ".ndjson", ".json") or first.lstrip().startswith(("{", "[")):
        return _json_lines(text, name)
    if suffix in (".csv", ".tsv") or _delimiter(first) is not None:
        return _csv(text, name)
    return _spoken(text, name)


def _row(line: int, name: str, speaker: object, text: object, talk: object = None) -> Row | None:
    where = f"{name}:{line}"
    who = _speaker(speaker, where)
    if not isinstance(text, str):
        raise MiCoachError(f'{where}: "text" must be text')
    words = clean_reply(text).strip()
    known = _talk(talk, where) if who is Speaker.CLIENT else None
    return Row(line, who, words, known) if words else None


def _speaker(value: object, where: str) -> Speaker:
    try:
        return Speaker(str(value).strip().lower())
    except ValueError:
        raise MiCoachError(f"{where}: the speaker is {_shown(value)}; write Practitioner or Client") from None


def _talk(value: object, where: str) -> tuple[TalkSegment, ...] | None:
    """Talk codes from a cell (``CT``, ``CT ST``) or a JSON list; ``None`` when there is nothing."""
    if value is None or value == "" or (isinstance(value, str) and not value.strip()):
        return None
    codes: list[Any] = _TALK_SEPARATOR.split(value.strip()) if isinstance(value, str) else [value]
    if isinstance(value, list):
        codes = [item.get("code") if isinstance(item, dict) else item for item in value]
    try:
        return tuple(TalkSegment(TalkCode(str(code).upper())) for code in codes)
    except ValueError:
        raise MiCoachError(f"{where}: the talk is {_shown(value)}; write CT, ST, DIS or FN") from None


def _shown(value: object) -> str:
    text = " ".join(clean_reply(str(value)).split())
    return f"'{text[:40]}…'" if len(text) > 40 else f"'{text}'"


def _spoken(text: str, name: str) -> list[Row]:
    """``Practitioner:`` and ``Client:`` lines; a line without either goes on with what was being said."""
    found: list[tuple[int, str, list[str]]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        match = _SPOKEN.match(line)
        other = _OTHER_NAMES.match(line)
        if match:
            found.append((number, match[1], [match[2]]))
        elif other:
            raise MiCoachError(f"{name}:{number}: the speaker is {_shown(other[1])}; write Practitioner or Client")
        elif found:
            found[-1][2].append(line)
        elif line.strip():
            raise MiCoachError(f'{name}:{number}: the first line must begin with "Practitioner:" or "Client:"')
    rows = (_row(number, name, speaker, "\n".join(p.strip() for p in parts)) for number, speaker, parts in found)
    return [row for row in rows if row is not None]


def _json_lines(text: str, name: str) -> list[Row]:
    rows: list[Row] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
        except json.JSONDecodeError as error:
            raise MiCoachError(f"{name}:{number}: this is not JSON: {error.msg} at column {error.colno}") from error
        except (ValueError, RecursionError) as error:
            raise MiCoachError(f"{name}:{number}: this is not JSON") from error
        if not isinstance(data, dict) or "speaker" not in data or "text" not in data:
            raise MiCoachError(f'{name}:{number}: write one {{"speaker": ..., "text": ...}} on each line')
        row = _row(number, name, data["speaker"], data["text"], data.get("talk"))
        if row is not None:
            rows.append(row)
    return rows


def _delimiter(first: str) -> str | None:
    """What parts the columns, when the line is a transcript's head or begins with a speaker."""
    for delimiter in _DELIMITERS:
        cells = [cell.strip().strip('"').lower() for cell in first.split(delimiter)]
        if len(cells) > 1 and ({"speaker", "text"} <= set(cells) or cells[0] in list(Speaker)):
            return delimiter
    return None


def _csv(text: str, name: str) -> list[Row]:
    start = len(text) - len(text.lstrip("\n"))
    records = _records(text[start:], name, _delimiter(text[start:].split("\n", 1)[0]) or ",", start)
    head = [cell.strip().lower() for cell in next(records)[1]]
    columns: Sequence[str] = head
    rows: list[Row] = []
    if head[0] in list(Speaker):
        # Without names for the columns they are taken in the documented order.
        columns = ("speaker", "text", "talk")
        records = _records(text[start:], name, _delimiter(text[start:].split("\n", 1)[0]) or ",", start)
    elif not {"speaker", "text"} <= set(head):
        raise MiCoachError(f'{name}:{start + 1}: the first line must name the columns, "speaker,text"')
    for number, cells in records:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(columns):
            raise MiCoachError(
                f'{name}:{number}: {len(cells)} columns, {len(columns)} named; put text with commas in "quotes"'
            )
        record = dict(zip(columns, cells, strict=False))
        row = _row(number, name, record.get("speaker", ""), record.get("text", ""), record.get("talk"))
        if row is not None:
            rows.append(row)
    return rows


def _records(text: str, name: str, delimiter: str, before: int) -> Iterator[tuple[int, list[str]]]:
    """Records with the line that each begins in; a quoted cell may run over several lines."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = before + 1
    try:
        for cells in reader:
            if cells:
                yield number, cells
            number = before + reader.line_num + 1
    except csv.Error as error:
        raise MiCoachError(f"{name}:{number}: this is not CSV: {error}") from error
