"""The first screen: one thing to do next on Enter, a key for each place, and the box that finds anything."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widgets import OptionList, TextArea

from mi_coach.domain.session import Session
from mi_coach.service.next_practice import Suggestion
from mi_coach.tui.app import MiCoachApp
from mi_coach.tui.places import PLACES
from mi_coach.tui.screens.brief import BriefScreen
from mi_coach.tui.screens.conversation import ConversationScreen
from mi_coach.tui.screens.help import HelpScreen
from mi_coach.tui.screens.history import HistoryScreen
from mi_coach.tui.screens.home import HomeScreen
from mi_coach.tui.screens.library import LibraryScreen
from mi_coach.tui.screens.settings import SettingsScreen
from mi_coach.tui.screens.tour import TourScreen
from tests.fakes.backend import FakeBackend
from tests.fakes.scenario import tiny_scenario
from tests.tui.conftest import settle, shown, start_talking, type_and_send


async def find(pilot: Pilot[None], text: str) -> None:
    """Opens the box that finds anything, types, and waits for what it found."""
    await pilot.press("ctrl+p")
    await settle(pilot)
    await pilot.press(*("space" if letter == " " else letter for letter in text))
    await settle(pilot)


def begun(backend: FakeBackend) -> Session:
    practice = backend.practice().start("the-bus")
    practice.reply("You feel nobody listens.")
    return practice.session


async def test_at_the_first_start_the_tour_is_offered_and_everything_is_in_sight(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        screen = shown(app)
        assert "Next: Take the two-minute tour" in screen
        assert all(f" {place.key}    {place.name} " in screen for place in PLACES.values())
        assert "Ctrl+P Find anything" in screen
        assert "^q Quit  F1 Help" in screen
        assert "practising" not in screen
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, TourScreen)


async def test_somebody_with_practice_behind_them_is_not_shown_the_tour_first(backend: FakeBackend) -> None:
    session = begun(backend)
    backend.practice().resume(session.id).end()
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "Next: A conversation with Danny" in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, BriefScreen)


async def test_an_unfinished_conversation_comes_first_and_enter_carries_it_on(backend: FakeBackend) -> None:
    begun(backend)
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Next: Carry on with Danny" in shown(app)
        assert "“Once an hour”: you left after 1 reply" in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, ConversationScreen)
        assert "exchange 2 of 20" in shown(app)
        await pilot.press("f4", "l")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)


async def test_with_nothing_to_practise_enter_opens_the_library_which_says_so(backend: FakeBackend) -> None:
    backend.settings.set("toured", "on")
    backend.library._scenarios.clear()
    backend.suggestion = None
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "There are no scenarios here yet." in shown(app)


async def test_a_long_reason_pushes_nothing_out_of_sight(backend: FakeBackend) -> None:
    backend.settings.set("toured", "on")
    backend.suggestion = Suggestion("scenario", "the-bus", "Talk with Danny", "It is a good one to come back to. " * 10)
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert all(f" {place.key}    {place.name} " in shown(app) for place in PLACES.values())


async def test_what_a_suggestion_says_is_never_read_as_markup(backend: FakeBackend) -> None:
    backend.settings.set("toured", "on")
    backend.suggestion = Suggestion("scenario", "the-bus", "Talk [b]now[/b]", "Because [/b] \x1b[31mof[0m it.")
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "Talk [b]now[/b]" in shown(app)
        assert "Because [/b]" in shown(app)


async def test_who_is_practising_is_said_once_several_people_share_the_machine(backend: FakeBackend) -> None:
    backend.people.use(backend.people.new("Sam [x]").id)
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "practising: Sam [x]" in shown(app)


class _Broken(FakeBackend):
    def next_up(self) -> None:
        raise RuntimeError("secret")


async def test_a_problem_is_told_and_the_rest_still_works(tmp_path, backend: FakeBackend) -> None:  # type: ignore[no-untyped-def]
    broken = _Broken(tmp_path)
    app = MiCoachApp(broken)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "could not be looked up" in shown(app)
        assert "secret" not in shown(app)
        await pilot.press("p")
        await settle(pilot)
        assert isinstance(app.screen, LibraryScreen)
    broken.repository.close()


@pytest.mark.parametrize("place", PLACES.values(), ids=lambda place: place.id)
async def test_every_place_opens_with_its_key_and_esc_comes_back(backend: FakeBackend, place) -> None:  # type: ignore[no-untyped-def]
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press(place.key.lower())
        await settle(pilot)
        assert type(app.screen) is type(place.make())
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert app.screen.query_one(OptionList).highlighted == 0


async def test_the_box_finds_somebody_by_name_or_title(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for text in ("danny", "once an hour"):
            await find(pilot, text)
            assert "Talk with Danny" in shown(app)
            await pilot.press("enter")
            await settle(pilot)
            assert isinstance(app.screen, BriefScreen)
            await pilot.press("escape")


async def test_the_box_goes_to_screens_and_changes_settings(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await settle(pilot)
        await find(pilot, "past ses")
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, HistoryScreen)
        await find(pilot, "moment for yourself")
        await pilot.press("enter")
        await settle(pilot)
        assert backend.settings.kept["check_in"] == "off"
        await find(pilot, "high contrast, light")
        await pilot.press("enter")
        await settle(pilot)
        assert app.theme == "mi-contrast-light"
        await find(pilot, "help")
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, HelpScreen)


async def test_titles_of_peoples_own_are_not_read_as_markup_in_the_box(backend: FakeBackend) -> None:
    backend.library.__init__(replace(tiny_scenario(), title="[/b] [red]bus"))
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await find(pilot, "danny")
        assert "[/b] [red]bus" in shown(app)


async def test_going_elsewhere_from_a_conversation_loses_nothing(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await start_talking(pilot)
        await type_and_send(pilot, "You feel nobody listens.")
        app.screen.query_one(TextArea).insert("What would")
        await find(pilot, "settings")
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, SettingsScreen)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, ConversationScreen)
        assert app.screen.query_one(TextArea).text == "What would"

        await find(pilot, "home")
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, ConversationScreen)
        app.screen.query_one(TextArea).clear()
        await find(pilot, "home")
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert "Next: Carry on with Danny" in shown(app)
    assert backend.sessions()[0].replies == 1


async def test_a_question_that_waits_for_an_answer_comes_before_the_box(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await start_talking(pilot)
        await pilot.press("f4", "ctrl+p")
        await settle(pilot)
        assert not isinstance(app.screen, CommandPalette)
