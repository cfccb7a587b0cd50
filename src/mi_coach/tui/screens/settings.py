"""The few things a person can choose; each takes effect and is kept at once."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Checkbox, Footer, RadioSet, Static

from mi_coach.errors import MiCoachError
from mi_coach.tui.choices import CHOICES, SWITCHES
from mi_coach.tui.screens.base import CoachScreen
from mi_coach.tui.widgets.choice.choice import Choice
from mi_coach.tui.widgets.choice.tick import Tick
from mi_coach.tui.widgets.chrome.title_bar import TitleBar


class SettingsScreen(CoachScreen):
    """Colours and coaching on the left, what is asked and shown on the right."""

    CSS_PATH = "settings.tcss"
    HELP_PART = "Settings"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back")]

    def compose(self) -> ComposeResult:
        yield TitleBar("Settings", "kept on this machine")
        with VerticalScroll(id="page", can_focus=False, classes="page"), Horizontal(id="columns"):
            with Vertical(id="chosen"):
                for key, choice in CHOICES.items():
                    yield Static(choice.name, classes="heading")
                    yield Choice(key, choice.values, self.coach.chosen(key))
            with Vertical():
                yield Static("Shown and asked", classes="heading")
                for key, switch in SWITCHES.items():
                    yield Tick(key, switch.name, self.coach.chosen(key) == "on")
                    yield Static(switch.about, classes="quiet meaning")
        yield Footer()

    @on(RadioSet.Changed)
    def _changed(self, event: RadioSet.Changed) -> None:
        self._keep(event.radio_set.id or "", event.pressed.id or "")

    @on(Checkbox.Changed)
    def _ticked(self, event: Checkbox.Changed) -> None:
        self._keep(event.checkbox.id or "", "on" if event.value else "off")

    def _keep(self, key: str, value: str) -> None:
        try:
            self.coach.choose(key, value)
        except MiCoachError as error:
            self.warn(f"This holds until you quit, but could not be kept: {error.message}")

    def action_back(self) -> None:
        """Returns to the screen before."""
        self.app.pop_screen()
