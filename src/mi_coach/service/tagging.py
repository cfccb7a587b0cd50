"""Codes replies as they stream in, one JSON object or one reply a line, answers in the same order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from mi_coach.domain.documents import unit_to_dict
from mi_coach.domain.reply import CodedReply
from mi_coach.errors import MiCoachError
from mi_coach.service.lines import LONGEST
from mi_coach.service.ports import Coder
from mi_coach.service.practice import MAX_REPLY

BATCH = 32
"""Most replies coded at once, so that the first answers of a long stream come soon."""


@dataclass(frozen=True, slots=True)
class Request:
    """One line of input.

    Attributes:
        line: Its number, from 1.
        id: Whatever the caller wants to find again in the answer.
        reply: What is to be coded.
        client: The client line that it answers, or ``None``.
        error: Why it cannot be coded; the other fields mean nothing then.
    """

    line: int
    id: Any = None
    reply: str = ""
    client: str | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one request; ``coded`` is ``None`` when it was a bad one."""

    request: Request
    coded: CodedReply | None

    def as_dict(self) -> dict[str, Any]:
        """The answer as ``tag --jsonl`` prints it."""
        if self.coded is None:
            return {"id": None, "line": self.request.line, "error": self.request.error}
        return {"id": self.request.id, "units": [unit_to_dict(unit) for unit in self.coded.units]}


def decoded(line: bytes) -> str:
    """A line of input as text.

    Raises:
        MiCoachError: It is too long or not UTF-8.
    """
    if len(line) > LONGEST:
        raise MiCoachError(f"the line is longer than {LONGEST:,} bytes")
    try:
        return line.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise MiCoachError(f"byte {error.start + 1} of the line is not UTF-8 text") from error


def read_text(number: int, line: bytes) -> Request | None:
    """One reply a line; ``None`` for an empty line."""
    try:
        text = decoded(line)
    except MiCoachError as error:
        return Request(number, error=error.message)
    return _bounded(Request(number, reply=text)) if text.strip() else None


def read_json(number: int, line: bytes) -> Request | None:
    """One ``{"id", "client", "reply"}`` a line; ``None`` for an empty line."""
    try:
        text = decoded(line)
        return _bounded(_request(number, text)) if text.strip() else None
    except MiCoachError as error:
        return Request(number, error=error.message)


def _request(number: int, text: str) -> Request:
    try:
        data = json.loads(text)
        if not isinstance(data, dict):
            raise MiCoachError('this is not an object; write {"id": ..., "client": ..., "reply": ...}')
        # Python reads NaN and Infinity, which are no JSON and would make the answer unreadable for others.
        json.dumps(data.get("id"), allow_nan=False)
    except json.JSONDecodeError as error:
        raise MiCoachError(f"this is not JSON: {error.msg} at column {error.colno}") from error
    except (ValueError, RecursionError) as error:
        raise MiCoachError("this is not JSON: a number is not allowed or brackets are nested too deeply") from error
    reply, client = data.get("reply"), data.get("client")
    if not isinstance(reply, str):
        raise MiCoachError('"reply" is missing' if "reply" not in data else '"reply" must be text')
    if client is not None and not isinstance(client, str):
        raise MiCoachError('"client" must be text, null or left out')
    return Request(number, data.get("id"), reply, client)


def _bounded(request: Request) -> Request:
    for name, text in (("reply", request.reply), ("client line", request.client or "")):
        if len(text) > MAX_REPLY:
            told = f"the {name} has {len(text):,} characters; {MAX_REPLY:,} is the most that can be taken"
            return replace(request, error=told)
    return request


def answers(coder: Coder, requests: Iterable[Request]) -> Iterator[Answer]:
    """Codes a run of requests, in order."""
    waiting: list[Request] = []
    for request in requests:
        waiting.append(request)
        if len(waiting) == BATCH:
            yield from _batch(coder, waiting)
            waiting = []
    yield from _batch(coder, waiting)


def _batch(coder: Coder, requests: list[Request]) -> Iterator[Answer]:
    good = [request for request in requests if request.error is None]
    coded = iter(coder.code_many([(request.reply, request.client) for request in good]))
    for request in requests:
        yield Answer(request, None if request.error is not None else next(coded))
