"""What the command palette finds: places, people to talk with, settings, help. Imported when it is first opened."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Provider
from textual.content import Content

from mi_coach.errors import MiCoachError
from mi_coach.tui.backend import Card
from mi_coach.tui.choices import CHOICES, SWITCHES
from mi_coach.tui.places import PLACES, Place
from mi_coach.tui.wording import describe, plain, words

if TYPE_CHECKING:
    from mi_coach.tui.app import MiCoachApp


@dataclass(frozen=True, slots=True)
class Command:
    """Something to find and do.

    Attributes:
        name: What is shown and searched first.
        about: A few words more, shown and searched too.
        run: What it does.
        offered: Whether it is listed before anything is typed.
    """

    name: str
    about: str
    run: Callable[[], None]
    offered: bool = True

    @property
    def shown(self) -> Content:
        """Two lines; people's text in them is never read as markup."""
        return Content.assemble((self.name, "bold"), ("\n" + self.about, "not bold"))


class CoachCommands(Provider):
    """Everything that can be done from anywhere."""

    _cards: tuple[Card, ...] = ()

    @property
    def _coach(self) -> MiCoachApp:
        return cast("MiCoachApp", self.app)

    async def startup(self) -> None:
        """Reads the scenarios off the app's own thread; without them the other commands are still found."""
        try:
            self._cards = tuple(await asyncio.to_thread(self._coach.backend.library.cards))
        except MiCoachError as error:
            self.app.log.error(error)

    async def discover(self) -> AsyncIterator[DiscoveryHit]:
        """The places and help, before anything is typed."""
        for command in self._commands():
            if command.offered:
                yield DiscoveryHit(command.shown, command.run, text=command.name)

    async def search(self, query: str) -> AsyncIterator[Hit]:
        """Whatever fits the words, in a name first."""
        matcher = self.matcher(query)
        for command in self._commands():
            score = max(matcher.match(command.name), 0.8 * matcher.match(command.about))
            if score > 0:
                yield Hit(score, command.shown, command.run, text=command.name)

    def _commands(self) -> Iterator[Command]:
        yield Command("Home", "the first screen", self._coach.go_home)
        for place in PLACES.values():
            yield self._place(place)
        yield Command("Help", "keys, and what the tags mean", self._coach.action_help)
        yield Command("Quit", "everything is kept", self._coach.exit)
        for card in self._cards:
            yield self._talk(card)
        yield from self._settings()

    def _place(self, place: Place) -> Command:
        return Command(place.name, place.about, lambda: self._coach.action_open_place(place.id))

    def _talk(self, card: Card) -> Command:
        who = f"{plain(card.title)} · {card.age}, {words(card.setting)}, difficulty {card.difficulty} of 5"
        return Command(f"Talk with {plain(card.client)}", who, lambda: self._brief(card.id), offered=False)

    def _brief(self, scenario_id: str) -> None:
        from mi_coach.tui.screens.brief import BriefScreen

        self.app.push_screen(BriefScreen(scenario_id))

    def _settings(self) -> Iterator[Command]:
        for key, choice in CHOICES.items():
            yield from (self._setting(key, value, choice.name, name) for value, name in choice.values.items())
        for key, switch in SWITCHES.items():
            value = "off" if self._coach.chosen(key) == "on" else "on"
            yield self._setting(key, value, switch.name, value)

    def _setting(self, key: str, value: str, name: str, shown: str) -> Command:
        label = f"{name}: {shown}"
        return Command(label, "settings", lambda: self._choose(key, value, label), offered=False)

    def _choose(self, key: str, value: str, label: str) -> None:
        try:
            self._coach.choose(key, value)
        except MiCoachError as error:
            told = f"{label}. This holds until you quit, but could not be kept: {describe(error)}"
            self.app.notify(told, severity="warning", markup=False, timeout=10)
        else:
            self.app.notify(f"{label}.", markup=False)
