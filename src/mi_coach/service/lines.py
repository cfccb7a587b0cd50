"""Reads what people and programs send, line by line, however long or strange."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

LONGEST = 1_000_000
"""Most bytes kept of one line; what comes after them up to the line's end is dropped, and the line is too long."""

_CHUNK = 65_536


def lines(stream: BinaryIO) -> Iterator[list[bytes]]:
    """Lines in the groups in which they arrive, so that a program that waits for an answer gets it.

    Yields:
        At least one whole line, without its line break; the last may lack one in the input.
    """
    kept = bytearray()
    while chunk := _read(stream):
        *whole, rest = chunk.split(b"\n")
        group: list[bytes] = []
        for part in whole:
            _add(kept, part)
            group.append(bytes(kept))
            kept.clear()
        _add(kept, rest)
        if group:
            yield group
    if kept:
        yield [bytes(kept)]


def _read(stream: BinaryIO) -> bytes:
    read1 = getattr(stream, "read1", None)
    data: bytes = read1(_CHUNK) if read1 is not None else stream.readline(_CHUNK)
    return data


def _add(kept: bytearray, part: bytes) -> None:
    # One byte beyond the limit is kept, by which a line that was cut can be told.
    kept += part[: max(0, LONGEST + 1 - len(kept))]


def plain_lines(stream: BinaryIO) -> Iterator[tuple[int, str]]:
    """Numbered lines as text, one at a time; bytes that are not UTF-8 become replacement characters."""
    number = 0
    for group in lines(stream):
        for line in group:
            number += 1
            text = line.decode("utf-8", "replace").rstrip("\r")
            yield number, text.removeprefix("\ufeff") if number == 1 else text
