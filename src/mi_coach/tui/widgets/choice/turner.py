"""One question on one line, its answers turned through with left and right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

_LABEL = 13


class Turner(Static, can_focus=True):
    """A choice among many values in little room.

    Attributes:
        at: Number of the chosen value, from 0.

    Args:
        key: Its id.
        name: What is chosen.
        values: What each value is called.
        chosen: The value to begin with; the first when it is none of them.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", show=False),
        Binding("right", "turn(1)", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]
    DEFAULT_CSS = """
    Turner { height: 1; }
    Turner:focus { background: $block-cursor-background; color: $block-cursor-foreground; }
    """

    at: reactive[int] = reactive(0)

    @dataclass
    class Turned(Message):
        """Another value was chosen."""

        turner: Turner

    def __init__(self, key: str, name: str, values: Mapping[str, str], chosen: str) -> None:
        super().__init__(id=key)
        self._label = name
        self._values = dict(values)
        self.set_reactive(Turner.at, list(self._values).index(chosen) if chosen in self._values else 0)

    @property
    def value(self) -> str:
        """The chosen value."""
        return list(self._values)[self.at]

    def render(self) -> Content:
        """The question and its answer between the keys that turn it."""
        mark = "▸ " if self.has_focus else "  "
        shown = self._values[self.value]
        return Content.assemble(mark, f"{self._label:<{_LABEL}}", "◂ ", (shown, "bold"), " ▸")

    def action_turn(self, by: int) -> None:
        """Goes to the value beside, round the ends."""
        self.at = (self.at + by) % len(self._values)
        self.post_message(self.Turned(self))
