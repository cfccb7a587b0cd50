"""The plot as a widget that fits the room it has."""

from __future__ import annotations

import re

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from mi_coach.tui.widgets.chart.plot import BAND, DOT, Plot, lines

_ROOM = 40


class Chart(Static):
    """A plot; dots and levels differ in shape, so that nothing hangs on colour."""

    DEFAULT_CSS = """
    Chart { height: auto; margin: 1 0; }
    """

    plot: reactive[Plot | None] = reactive(None, layout=True)

    def render(self) -> Content:
        """The plot, or nothing while there is none."""
        if self.plot is None:
            return Content("")
        drawn = Content("\n".join(lines(self.plot, self.content_size.width or _ROOM)))
        for sign, style in ((DOT, "$primary bold"), (BAND, "$foreground 50%")):
            drawn = _styled(drawn, sign, style)
        return drawn


def _styled(content: Content, sign: str, style: str) -> Content:
    for run in re.finditer(f"{sign}+", content.plain):
        content = content.stylize(style, run.start(), run.end())
    return content
