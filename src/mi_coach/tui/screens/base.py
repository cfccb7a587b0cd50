"""What all screens share: the key for help, and a typed way to the app."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.screen import Screen

if TYPE_CHECKING:
    from mi_coach.tui.app import MiCoachApp
    from mi_coach.tui.backend import Backend


class CoachScreen(Screen[None]):
    """A full screen of the app."""

    HELP_PART: ClassVar[str] = ""
    """The part of the page of keys that is about this screen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("question_mark", "app.help", "Help", show=False)]

    @property
    def coach(self) -> MiCoachApp:
        """The app, with its type."""
        return cast("MiCoachApp", self.app)

    @property
    def backend(self) -> Backend:
        """All that stands behind the app."""
        return self.coach.backend

    def warn(self, problem: str) -> None:
        """Shows one line about something that did not work."""
        self.notify(problem, severity="warning", markup=False, timeout=10)
