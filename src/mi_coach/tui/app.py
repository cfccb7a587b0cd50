"""The app: themes, the keys that work everywhere, and the coder that loads in the background."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from threading import Lock
from typing import Any, ClassVar

from textual import on, work
from textual.app import App
from textual.binding import Binding, BindingType
from textual.reactive import reactive
from textual.screen import Screen
from textual.theme import BUILTIN_THEMES

from mi_coach.service.practice import PracticeService
from mi_coach.tui.backend import Backend, Card, Library, Settings
from mi_coach.tui.messages import CoachLoaded, CoachNotLoaded
from mi_coach.tui.screens.base import CoachScreen
from mi_coach.tui.screens.brief import BriefScreen
from mi_coach.tui.screens.help import HelpScreen
from mi_coach.tui.screens.library import LibraryScreen
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


class MiCoachApp(App[None]):
    """MI Coach in the terminal.

    Attributes:
        backend: All that stands behind the app.
        session_lock: Held by whichever worker is changing a session, so that two never do at once.
        service: The practice service once ``loading`` is READY.
        problem: Why loading failed, in one line.

    Args:
        backend: All that stands behind the app.
        scenario_id: Open at this scenario's brief; at the library when not given.
        resume: The unfinished session of that scenario to carry on.
    """

    TITLE = "MI Coach"
    CSS_PATH = "app.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - as Textual declares it
    ENABLE_COMMAND_PALETTE = False
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {"library": LibraryScreen}
    DEFAULT_MODE = "library"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", priority=True),
        Binding("f1", "help", "Help", priority=True, key_display="F1"),
    ]

    loading_state: reactive[Loading] = reactive(Loading.IDLE)

    def __init__(self, backend: Backend, scenario_id: str | None = None, resume: str | None = None) -> None:
        super().__init__()
        self.backend = backend
        self._first = BriefScreen(scenario_id, resume) if scenario_id else None
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
            self.push_screen(self._first)

    def action_help(self) -> None:
        """Opens the list of keys, once, at those of the screen it was asked for on."""
        if not isinstance(self.screen, HelpScreen):
            asked_at = (screen.HELP_PART for screen in reversed(self.screen_stack) if isinstance(screen, CoachScreen))
            self.push_screen(HelpScreen(next(asked_at, "")))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Leaves F1 to the page of keys while it is open."""
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

    @on(CoachLoaded)
    def _loaded(self, message: CoachLoaded) -> None:
        self.service = message.service
        self.loading_state = Loading.READY

    @on(CoachNotLoaded)
    def _not_loaded(self, message: CoachNotLoaded) -> None:
        self.problem = message.problem
        self.loading_state = Loading.FAILED
