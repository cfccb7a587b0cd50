"""The places one can go to from anywhere, each with its key on the home screen; a screen is imported when wanted."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mi_coach.tui.screens.base import CoachScreen


@dataclass(frozen=True, slots=True)
class Place:
    """A screen that needs nothing to be opened.

    Attributes:
        id: What bindings and commands call it.
        key: Its key on the home screen.
        name: What the home screen and the command palette call it.
        about: A few words about what is there.
        screen: Where its screen is, as ``module:Class``.
    """

    id: str
    key: str
    name: str
    about: str
    screen: str

    def make(self) -> CoachScreen:
        """A new screen of this place."""
        module, _, name = self.screen.partition(":")
        made: CoachScreen = getattr(importlib.import_module(f"mi_coach.tui.screens.{module}"), name)()
        return made


PRACTICE = (
    Place("library", "P", "Practise", "choose somebody to talk with", "library:LibraryScreen"),
    Place("drills", "D", "Drills", "five minutes on one skill", "drills:DrillsScreen"),
    Place("benchmark", "B", "Benchmark", "a written test before and after", "benchmark:BenchmarkScreen"),
    Place("progress", "G", "Progress", "how things move, and what is due", "progress:ProgressScreen"),
    Place("history", "H", "Past sessions", "feedback, or carry on where you left", "history:HistoryScreen"),
)
"""What the app is for."""

AROUND = (
    Place("settings", "S", "Settings", "colours, coaching, what is asked", "settings:SettingsScreen"),
    Place("people", "U", "People", "who practises on this machine", "people:PeopleScreen"),
    Place("tour", "T", "Tour", "two minutes that show what this is", "tour:TourScreen"),
)
"""What stands around it."""

PLACES = {place.id: place for place in (*PRACTICE, *AROUND)}
"""All of them by id, in the order of the home screen."""
