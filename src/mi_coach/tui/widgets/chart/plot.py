"""Draws a figure over several conversations with characters. Pure: numbers in, lines of text out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT = 9
"""Rows of the plot itself."""

DOT, BAND, EMPTY = "●", "┄", " "
_WIDEST_STEP = 4
_BAR = 10


@dataclass(frozen=True, slots=True)
class Plot:
    """What there is to draw.

    Attributes:
        values: One for each conversation, oldest first; ``None`` leaves its column empty.
        low: What the lowest row stands for.
        high: What the highest row stands for; more than ``low``.
        marks: Levels between the two that are drawn across, each with its name, the lowest first.
        dates: One for each conversation; the first and the last that are drawn stand below.
    """

    values: Sequence[float | None]
    low: float
    high: float
    marks: Sequence[tuple[str, float]] = ()
    dates: Sequence[str] = ()


def lines(plot: Plot, width: int) -> list[str]:
    """The plot as lines of at most ``width`` cells: an axis with numbers, dots, levels across, and dates below.

    Where there are more conversations than columns, the latest are drawn.
    """
    marks = {_height(plot, level): f"{name} {level:g}" for name, level in plot.marks}
    ends = {_height(plot, value): f"{value:g}" for value in (plot.low, plot.high)}
    labels = ends | marks
    gutter = max(len(text) for text in labels.values())
    columns = max(1, width - gutter - 2)
    shown = plot.values[-columns:]
    step = max(1, min(_WIDEST_STEP, columns // max(1, len(shown))))
    dots = {(_row(plot, v), n * step) for n, v in enumerate(shown) if v is not None}
    dates = plot.dates[-len(shown) :] if shown else ()
    first, last = (dates[0] if dates else ""), (dates[-1] if len(dates) > 1 else "")
    drawn = min(columns, max(step * (len(shown) - 1) + 1, len(first) + len(last) + 2))
    rows = []
    for row in range(HEIGHT - 1, -1, -1):
        across = BAND if row in marks else EMPTY
        cells = "".join(DOT if (row, at) in dots else across for at in range(drawn))
        rows.append(f"{labels.get(row, ''):>{gutter}} │{cells}".rstrip())
    rows.append(f"{'':>{gutter}} └{'─' * drawn}")
    rows.append(f"{'':>{gutter}}  {first}{last:>{max(0, drawn - len(first))}}".rstrip())
    return rows


def bar(value: float, low: float, high: float) -> str:
    """A value as a bar of ten cells: ``██████░░░░``."""
    filled = round(_BAR * (value - low) / (high - low))
    return "█" * filled + "░" * (_BAR - filled)


def _row(plot: Plot, value: float) -> int:
    """The row of a value, from 0 at the bottom; never on a level that it did not reach, nor under one it did."""
    row = _height(plot, value)
    for _, level in plot.marks:
        at = _height(plot, level)
        row = max(row, at) if value >= level else min(row, max(0, at - 1))
    return row


def _height(plot: Plot, value: float) -> int:
    share = (value - plot.low) / (plot.high - plot.low)
    return round(min(1.0, max(0.0, share)) * (HEIGHT - 1))
