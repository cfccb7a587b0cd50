"""Draws figures that run beside each other as strips of bars. Pure: numbers in, lines of text out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MARK = "●"
BARS = "▁▂▃▄▅▆▇█"
ROWS = 2
"""Rows of each strip; a row has as many levels as there are bars."""

_WIDEST_STEP = 4
_NUMBER = 3


@dataclass(frozen=True, slots=True)
class Strips:
    """What there is to draw, column by column.

    Attributes:
        strips: Name of each with a value from 0 to 100 for every column.
        foot: What the numbers below stand for.
        columns: The number below each column; ``None`` leaves it blank.
        marks: Name of each row of marks, with whether there is one for every column.
    """

    strips: Sequence[tuple[str, Sequence[float]]]
    foot: str
    columns: Sequence[int | None]
    marks: Sequence[tuple[str, Sequence[bool]]] = ()


def lines(drawn: Strips, width: int) -> list[str]:
    """The strips as lines of at most ``width`` cells, each with its first and last value; numbers and marks below.

    Where there are more columns than room, every second, third ... is drawn, among them the last; the marks of those
    that are left out stand at the next that is drawn.
    """
    name = max(map(len, (drawn.foot, *(n for n, _ in drawn.strips), *(n for n, _ in drawn.marks))))
    gutter = name + _NUMBER + 2
    room = max(1, width - gutter - _NUMBER - 1)
    every = -(-len(drawn.columns) // room)
    shown = range(len(drawn.columns) - 1, -1, -every)[::-1]
    step = max(1, min(_WIDEST_STEP, room // max(1, len(shown))))
    found = []
    for label, values in drawn.strips:
        for row in range(ROWS - 1, -1, -1):
            bars = "".join(_bar(values[at], row, step) for at in shown)[: len(shown) * step - min(1, step - 1)]
            ends = (f"{values[0]:.0f}", f" {values[-1]:.0f}") if row == 0 else ("", "")
            found.append(f"{'' if row else label:<{name}} {ends[0]:>{_NUMBER}} {bars}{ends[1]}".rstrip())
    found.append(f"{drawn.foot:<{gutter}}{_numbers([drawn.columns[at] for at in shown], step)}".rstrip())
    for label, marks in drawn.marks:
        cells = (MARK if any(marks[max(0, at - every + 1) : at + 1]) else " " for at in shown)
        found.append(f"{label:<{gutter}}{''.join(f'{cell:<{step}}' for cell in cells)}".rstrip())
    return found


def _bar(value: float, row: int, step: int) -> str:
    """One column's part in a row, from 0 at the bottom; with room, a gap sets it apart from the next."""
    levels = max(1, round(min(100.0, max(0.0, value)) / 100 * ROWS * len(BARS)))
    filled = min(len(BARS), levels - row * len(BARS))
    bar = BARS[filled - 1] if filled > 0 else " "
    return bar * max(1, step - 1) + " " * min(1, step - 1)


def _numbers(columns: Sequence[int | None], step: int) -> str:
    """The numbers at their columns, as many as stand apart."""
    line = ""
    for at, number in enumerate(columns):
        if number is not None and (not line or len(line) < at * step):
            line = f"{line:<{at * step}}{number}"
    return line
