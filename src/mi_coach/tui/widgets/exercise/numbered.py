"""A few choices, each with a key of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from mi_coach.exercises.types import Option
from mi_coach.tui.wording import plain

KEYS = "123456789abcdef"
"""The keys of the choices in order."""

_ONE_COLUMN = 6
"""Most choices that stand under each other; more are set in two columns."""

_GAP = 3


class Numbered(Static, can_focus=True):
    """Choices by key, or by arrows and Enter.

    Attributes:
        at: Number of the choice that is marked, from 0.

    Args:
        options: The choices, at most as many as there are keys.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Choose"),
        Binding("up", "move(0, -1)", show=False),
        Binding("down", "move(0, 1)", show=False),
        Binding("left", "move(-1, 0)", show=False),
        Binding("right", "move(1, 0)", show=False),
        Binding("pageup", "screen.scroll_talk(-1)", show=False),
        Binding("pagedown", "screen.scroll_talk(1)", show=False),
    ]
    DEFAULT_CSS = """
    Numbered { height: auto; padding: 0 1; border: round $border-blurred; }
    Numbered:focus { border: heavy $border; }
    """

    at: reactive[int] = reactive(0)

    @dataclass
    class Chosen(Message):
        """A choice was made."""

        option: Option

    def __init__(self, options: Sequence[Option], id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._options = tuple(options)[: len(KEYS)]
        two = len(self._options) > _ONE_COLUMN
        self._rows = (len(self._options) + 1) // 2 if two else len(self._options)

    @property
    def keys(self) -> str:
        """The keys in words: ``1-4``, ``1-9 and A-D``."""
        last = len(self._options)
        return f"1-{last}" if last <= 9 else f"1-9 and A-{KEYS[last - 1].upper()}"

    def render(self) -> Content:
        """The choices with their keys, the marked one underlined."""
        width = max((self._choice(n).cell_length for n in range(self._rows)), default=0) + _GAP
        rows = []
        for row in range(self._rows):
            left, right = self._choice(row), self._choice(row + self._rows)
            rows.append(Content.assemble(left, " " * (width - left.cell_length), right) if right.plain else left)
        return Content("\n").join(rows)

    def _choice(self, n: int) -> Content:
        if n >= len(self._options):
            return Content("")
        text = f"{KEYS[n].upper()} {plain(self._options[n].name)}"
        return Content.assemble("▸ ", (text, "bold underline")) if n == self.at else Content(f"  {text}")

    def action_move(self, columns: int, rows: int) -> None:
        """Marks another choice."""
        self.at = min(len(self._options) - 1, max(0, self.at + rows + columns * self._rows))

    def action_choose(self) -> None:
        """Chooses the one that is marked."""
        self._choose(self.at)

    def _choose(self, n: int) -> None:
        self.at = n
        self.post_message(self.Chosen(self._options[n]))

    def on_key(self, event: events.Key) -> None:
        """Chooses by a key."""
        typed = (event.character or "").lower()
        if typed and typed in KEYS[: len(self._options)]:
            event.stop()
            self._choose(KEYS.index(typed))
