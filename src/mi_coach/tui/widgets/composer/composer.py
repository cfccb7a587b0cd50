"""The box the trainee types in: Enter sends, Ctrl+J makes a new line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import TextArea

_NEW_LINE = ("ctrl+j", "shift+enter", "alt+enter")


class Composer(TextArea):
    """A multi-line input that grows with its text and sends on Enter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "send", "Send"),
        Binding("ctrl+j,shift+enter,alt+enter", "new_line", "Line", key_display="^j"),
        Binding("pageup", "screen.scroll_talk(-1)", show=False),
        Binding("pagedown", "screen.scroll_talk(1)", show=False),
    ]

    @dataclass
    class Sent(Message):
        """The trainee pressed Enter."""

        text: str

    class HelpWanted(Message):
        """A question mark in an empty box."""

    def __init__(self, placeholder: str, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(
            id=id, soft_wrap=True, highlight_cursor_line=False, placeholder=Content(placeholder), compact=False
        )

    def _on_key(self, event: events.Key) -> None:  # type: ignore[override]  # Textual takes either kind
        # Textual calls the handler of every class in turn until one prevents the default.
        if event.key == "enter":
            self._take(event)
            self.action_send()
        elif event.key in _NEW_LINE:
            self._take(event)
            self.action_new_line()
        elif event.character == "?" and not self.text:
            self._take(event)
            self.post_message(self.HelpWanted())

    def action_send(self) -> None:
        """Sends what is in the box; whoever takes it empties the box."""
        self.post_message(self.Sent(self.text))

    def action_new_line(self) -> None:
        """Starts a new line."""
        self.insert("\n")

    @staticmethod
    def _take(event: events.Key) -> None:
        event.stop()
        event.prevent_default()

    def give_back(self, text: str) -> None:
        """Puts a reply that was not taken back in the box, before anything typed meanwhile."""
        self.load_text(f"{text}\n{self.text}" if self.text.strip() else text)
        self.move_cursor(self.document.end)
