"""What the trainee calls their own reply, chosen by a key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from mi_coach.domain.notes import Named
from mi_coach.scoring.phrases import say

NAMES = tuple(Named)
_COLUMN = 37
_ROWS = (len(NAMES) + 1) // 2


class Naming(Static, can_focus=True):
    """Nine names in two columns: a number chooses, or the arrows and Enter; Esc leaves it.

    Attributes:
        at: Number of the name that is marked, from 0.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Choose"),
        Binding("1", "choose(0)", "By number", key_display="1-9"),
        *(Binding(str(n), f"choose({n - 1})", show=False) for n in range(2, len(NAMES) + 1)),
        Binding("escape", "skip", "Skip"),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("left", f"move(-{_ROWS})", show=False),
        Binding("right", f"move({_ROWS})", show=False),
    ]

    at: reactive[int] = reactive(0)

    @dataclass
    class Chosen(Message):
        """A name was chosen, or none."""

        named: Named | None

    def render(self) -> Content:
        """The question above its names."""
        rows = [self._row(n) for n in range(_ROWS)]
        return Content("\n").join([Content.styled(say("name.ask"), "bold"), *rows])

    def _row(self, row: int) -> Content:
        left, right = self._option(row), self._option(row + _ROWS)
        return Content.assemble(left, " " * (_COLUMN - left.cell_length), right)

    def _option(self, n: int) -> Content:
        if n >= len(NAMES):
            return Content("")
        text = f"{n + 1} {say(f'name.{NAMES[n]}')}"
        return Content.assemble("▸ ", (text, "bold underline")) if n == self.at else Content(f"  {text}")

    def action_move(self, by: int) -> None:
        """Marks another name."""
        self.at = min(len(NAMES) - 1, max(0, self.at + by))

    def action_choose(self, n: int | None = None) -> None:
        """Chooses a name by its number, or the one that is marked."""
        self.post_message(self.Chosen(NAMES[self.at if n is None else n]))

    def action_skip(self) -> None:
        """Names nothing."""
        self.post_message(self.Chosen(None))
