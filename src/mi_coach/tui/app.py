"""The app: themes, the keys that work everywhere, and the coder that loads in the background."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from threading import Lock
from typing import Any, ClassVar

from textual import on, work
from textual.app import App
from textual.binding import Binding, BindingType
from textual.command import CommandPalette, Provider
from textual.reactive import reactive
from textual.screen import ModalScreen, Screen
from textual.theme import BUILTIN_THEMES
from textual.widgets import TextArea

from mi_coach.service.practice import PracticeService
from mi_coach.tui.backend import Backend, Card, Library, Settings
from mi_coach.tui.choices import DEFAULTS
from mi_coach.tui.messages import CoachLoaded, CoachNotLoaded
from mi_coach.tui.places import PLACES
from mi_coach.tui.screens.base import CoachScreen
from mi_coach.tui.screens.help import HelpScreen
from mi_coach.tui.screens.home import HomeScreen
from mi_coach.tui.themes import DEFAULT, THEMES
from mi_coach.tui.wording import describe

__all__ = ["Backend", "Card", "Library", "Loading", "MiCoachApp", "Settings"]


WIDE = 120
"""Columns from which a side pane is shown."""


class Loading(StrEnum):
    """How far the coder has come."""

    IDLE = "idle"
    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"


def _commands() -> type[Provider]:
    """What the command palette finds, imported when it is opened."""
    from mi_coach.tui.commands import CoachCommands

    return CoachCommands


class MiCoachApp(App[None]):
    """MI Coach in the terminal.

    Attributes:
        backend: All that stands behind the app.
        session_lock: Held by whichever worker is changing a session, so that two never do at once.
        service: The practice service once ``loading`` is READY.
        problem: Why loading failed, in one line.

    Args:
        backend: All that stands behind the app.
        scenario_id: Open at this scenario's brief; at the home screen when not given.
        resume: The unfinished session of that scenario to carry on.
        chair: Open in the client's chair of that scenario instead.
    """

    TITLE = "MI Coach"
    CSS_PATH = "app.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - as Textual declares it
    # Textual's own key for it would take up room in every line of keys; ours is told on the home screen and in help.
    ENABLE_COMMAND_PALETTE = False
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_commands}
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {"home": HomeScreen}
    DEFAULT_MODE = "home"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", priority=True),
        Binding("f1", "help", "Help", priority=True, key_display="F1"),
        Binding("ctrl+p", "command_palette", "Find", priority=True, show=False),
    ]

    loading_state: reactive[Loading] = reactive(Loading.IDLE)

    def __init__(
        self, backend: Backend, scenario_id: str | None = None, resume: str | None = None, *, chair: bool = False
    ) -> None:
        super().__init__()
        self.backend = backend
        self._first = (scenario_id, resume) if scenario_id else None
        self._chair = chair
        self.session_lock = Lock()
        self.service: PracticeService | None = None
        self.problem = ""
        for theme in THEMES:
            self.register_theme(theme)
        for name in BUILTIN_THEMES:
            self.unregister_theme(name)
        chosen = backend.settings.get("theme", DEFAULT)
        self.theme = chosen if chosen in self.available_themes else DEFAULT

    def on_mount(self) -> None:
        if self._first is not None:
            from mi_coach.tui.screens.brief import BriefScreen

            self.push_screen(BriefScreen(*self._first))
            if self._chair:
                from mi_coach.tui.screens.chair import ChairScreen

                self.push_screen(ChairScreen(self._first[0]))

    def action_open_place(self, place_id: str) -> None:
        """Opens one of the places on top of what is there, so that Esc comes back to it."""
        made = PLACES[place_id].make()
        if type(self.screen) is not type(made):
            self.push_screen(made)

    def go_home(self) -> None:
        """Goes back to the home screen, but no further than a screen with words in a box that were not sent."""
        while len(self.screen_stack) > 1:
            if any(box.text.strip() for box in self.screen.query(TextArea)):
                self.notify("There are words in the box that you have not sent. Esc leaves them.", markup=False)
                return
            self.pop_screen()

    def chosen(self, key: str) -> str:
        """The value of a setting of ``mi_coach.tui.choices``."""
        return self.theme if key == "theme" else self.backend.settings.get(key, DEFAULTS[key])

    def choose(self, key: str, value: str) -> None:
        """Makes a choice take effect, and keeps it.

        Raises:
            MiCoachError: It holds until the app is closed, but could not be kept.
        """
        if key == "theme":
            self.theme = value
        self.backend.settings.set(key, value)

    def action_command_palette(self) -> None:
        """Opens the box that finds anything."""
        self.push_screen(CommandPalette(placeholder="A name, a screen, a setting …", id="--command-palette"))

    def action_help(self) -> None:
        """Opens the list of keys, once, at those of the screen it was asked for on."""
        if not isinstance(self.screen, HelpScreen):
            asked_at = (screen.HELP_PART for screen in reversed(self.screen_stack) if isinstance(screen, CoachScreen))
            self.push_screen(HelpScreen(next(asked_at, "")))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Leaves F1 to the page of keys while it is open; no commands while a question waits for its answer."""
        if action == "command_palette":
            return not isinstance(self.screen, ModalScreen)
        return not (action == "help" and isinstance(self.screen, HelpScreen))

    def load_coach(self) -> None:
        """Starts loading the coder unless it is there or on its way; a failed load is tried again."""
        if self.loading_state in (Loading.IDLE, Loading.FAILED):
            self.loading_state = Loading.LOADING
            self._load()

    @work(thread=True, group="load")
    def _load(self) -> None:
        try:
            service = self.backend.practice()
        except Exception as error:
            self.log.error(error)
            self.post_message(CoachNotLoaded(describe(error)))
        else:
            self.post_message(CoachLoaded(service))

    def person_changed(self) -> None:
        """Makes a service for whoever is practising now; a conversation that is open stays with whose it is."""
        if self.loading_state is not Loading.IDLE:
            self.service = None
            self.loading_state = Loading.LOADING
            self._load()

    @on(CoachLoaded)
    def _loaded(self, message: CoachLoaded) -> None:
        self.service = message.service
        self.loading_state = Loading.READY

    @on(CoachNotLoaded)
    def _not_loaded(self, message: CoachNotLoaded) -> None:
        self.problem = message.problem
        self.loading_state = Loading.FAILED
