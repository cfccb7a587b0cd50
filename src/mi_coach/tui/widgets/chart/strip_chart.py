"""Strips of bars as a widget that fits the room it has."""

from __future__ import annotations

import re

from textual.content import Content
from textual.widgets import Static

from mi_coach.tui.widgets.chart.strips import BARS, MARK, Strips, lines

_ROOM = 40


class StripChart(Static, can_focus=True):
    """Figures beside each other; height, place and names tell all of it, so that nothing hangs on colour.

    It takes the focus so that keys which lead to it also lead on from it.
    """

    DEFAULT_CSS = """
    StripChart { height: auto; margin-bottom: 1; }
    StripChart:focus { background: $surface; }
    """

    def __init__(self, strips: Strips) -> None:
        super().__init__()
        self._strips = strips

    def render(self) -> Content:
        """The strips as wide as there is room."""
        drawn = Content("\n".join(lines(self._strips, self.content_size.width or _ROOM)))
        for run in re.finditer(f"[{BARS}{MARK}]+", drawn.plain):
            drawn = drawn.stylize("$primary", run.start(), run.end())
        return drawn
