"""A choice among a few values, readable without colour."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import RadioButton, RadioSet


class ChoiceButton(RadioButton):
    """A radio button whose chosen state shows in its shape: ``(●)`` or ``( )``."""

    DEFAULT_CSS = """
    ChoiceButton > .toggle--button, ChoiceButton.-on > .toggle--button {
        color: $foreground;
        background: $background;
        text-style: bold;
    }
    """
    BUTTON_INNER = "( )"
    BUTTON_LEFT = ""
    BUTTON_RIGHT = ""

    def watch_value(self) -> None:
        """Redraws the shape before the base class tells everybody."""
        self.BUTTON_INNER = "(●)" if self.value else "( )"
        super().watch_value()


class Choice(RadioSet):
    """One value of a mapping from values to words; the first when ``chosen`` is none of them."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "toggle_button", "Choose")]

    def __init__(self, key: str, values: Mapping[str, str], chosen: str) -> None:
        chosen = chosen if chosen in values else next(iter(values))
        super().__init__(*(ChoiceButton(text, value=v == chosen, id=v) for v, text in values.items()), id=key)
