"""The few things a person can choose; each takes effect and is kept at once."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Footer, RadioSet, Static

from mi_coach.tui.screens.base import CoachScreen
from mi_coach.tui.screens.brief import COACHING
from mi_coach.tui.themes import LABELS
from mi_coach.tui.widgets.choice.choice import Choice
from mi_coach.tui.widgets.chrome.title_bar import TitleBar
from mi_coach.tui.wording import describe

_METERS = {"off": "hidden (F3 shows them)", "on": "shown"}


class SettingsScreen(CoachScreen):
    """Colours, coaching and meters."""

    CSS_PATH = "settings.tcss"
    HELP_PART = "Settings"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back")]

    def compose(self) -> ComposeResult:
        keep = self.backend.settings
        yield TitleBar("Settings", "kept on this machine")
        with VerticalScroll(id="page", can_focus=False, classes="page"), Horizontal(id="columns"):
            with Vertical():
                yield Static("Colours", classes="heading")
                yield Choice("theme", LABELS, self.app.theme)
            with Vertical():
                yield Static("Tags while you talk", classes="heading")
                yield Choice("coaching", COACHING, keep.get("coaching", "live"))
                yield Static("The client's state", classes="heading")
                yield Choice("meters", _METERS, keep.get("meters", "off"))
        yield Footer()

    @on(RadioSet.Changed)
    def _changed(self, event: RadioSet.Changed) -> None:
        key, value = event.radio_set.id or "", event.pressed.id or ""
        if key == "theme":
            self.app.theme = value
        try:
            self.backend.settings.set(key, value)
        except Exception as error:
            self.warn(f"This holds until you quit, but could not be kept: {describe(error)}")

    def action_back(self) -> None:
        """Returns to the library."""
        self.app.pop_screen()
