"""The client's state as text bars with numbers."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from mi_coach.domain.session import ClientState

_NAMES = ("trust", "importance", "confidence", "discord")
_NAME_WIDTH = max(map(len, _NAMES))
_NUMBER_WIDTH = 3
_GAP = 3


class Meters(Static):
    """Four bars, in a column or in two columns.

    The numbers are the engine's, 0 to 100, rounded; a changed one also shows by how much since the last reply.
    """

    state: reactive[ClientState | None] = reactive(None, layout=True, always_update=True)

    def __init__(self, columns: int, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._columns = columns
        self._before: ClientState | None = None

    def show_state(self, state: ClientState) -> None:
        """Shows a state and what moved since the last one; a state that stands still clears what moved before."""
        self._before = self.state
        self.state = state

    def render(self) -> Content:
        if self.state is None:
            return Content("")
        values = self.state.as_dict()
        before = self._before.as_dict() if self._before else values
        width = max(40 if self._columns == 2 else 24, self.content_size.width)
        bar = max(4, min(24, (width - _GAP * (self._columns - 1)) // self._columns - _NAME_WIDTH - 10))
        cells = [meter(n, values[n], round(values[n]) - round(before[n]), bar) for n in _NAMES]
        rows = [cells[i : i + self._columns] for i in range(0, len(cells), self._columns)]
        return Content("\n").join([Content(" " * _GAP).join(row) for row in rows])


def meter(name: str, value: float, change: int, bar: int) -> Content:
    """One bar: ``Trust      ████░░░░  32 +3``, always of the same width."""
    filled = round(value / 100 * bar)
    moved = f"{change:+d}" if change else ""
    return Content.assemble(
        f"{name.capitalize():<{_NAME_WIDTH}} ",
        ("█" * filled, "$primary"),
        ("░" * (bar - filled), "$foreground 50%"),
        (f" {round(value):>{_NUMBER_WIDTH}}", "bold"),
        f" {moved:<3}",
    )
