"""A box to search a list with, above it on one line."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

_LONGEST = 80


class SearchBox(Input):
    """Words to search by; the list follows while they are typed, and Enter, Down or Esc go to it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,down", "leave", "To the list", key_display="Esc"),
    ]
    DEFAULT_CSS = """
    SearchBox { margin: 0 1; background: $surface; }
    SearchBox:focus { background: $panel; }
    SearchBox > .input--placeholder { color: $foreground 75%; }
    """

    class Left(Message):
        """Whoever typed is done; the words stay."""

    def __init__(self, placeholder: str) -> None:
        super().__init__(placeholder=placeholder, max_length=_LONGEST, compact=True, id="search")

    @on(Input.Submitted)
    def action_leave(self) -> None:
        """Goes to the list."""
        self.post_message(self.Left())
