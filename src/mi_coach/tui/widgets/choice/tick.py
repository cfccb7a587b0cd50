"""Something that is on or off, readable without colour."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Checkbox


class Tick(Checkbox):
    """A check box whose state shows in its shape, ``[x]`` or ``[ ]``."""

    DEFAULT_CSS = """
    Tick, Tick:focus { width: 100%; height: auto; border: none; border-left: outer $background; padding: 0; }
    Tick, Tick.-on { background: $background; }
    Tick:focus { border-left: outer $border; background: $surface; }
    Tick > .toggle--button, Tick.-on > .toggle--button {
        color: $foreground;
        background: transparent;
        text-style: bold;
    }
    Tick > .toggle--label { background: transparent; color: $foreground; text-style: none; }
    Tick:focus > .toggle--label { background: transparent; color: $foreground; text-style: bold underline; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "toggle_button", "Change"),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]
    BUTTON_INNER = "[ ]"
    BUTTON_LEFT = ""
    BUTTON_RIGHT = ""

    def __init__(self, key: str, label: str, on: bool) -> None:
        super().__init__(Content(label), value=on, id=key)

    def watch_value(self) -> None:
        """Redraws the shape before the base class tells everybody."""
        self.BUTTON_INNER = "[x]" if self.value else "[ ]"
        super().watch_value()
