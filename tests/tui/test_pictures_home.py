"""The first screen and what stands around practice as pictures: in every theme, at both sizes."""

from __future__ import annotations

import pytest

from mi_coach.tui.app import MiCoachApp
from mi_coach.tui.screens.check_in import CheckInScreen
from mi_coach.tui.screens.home import HomeScreen
from mi_coach.tui.themes import LABELS
from tests.fakes.backend import FakeBackend
from tests.tui.conftest import Compare, settle

SIZES = [pytest.param((80, 24), id="80x24"), pytest.param((120, 40), id="120x40")]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", LABELS)
async def test_pictures(backend: FakeBackend, picture: Compare, theme: str, size: tuple[int, int]) -> None:
    backend.settings.set("theme", theme)
    app = MiCoachApp(backend)
    async with app.run_test(size=size) as pilot:
        await picture(pilot, "home-first")
        await pilot.press("h")
        await picture(pilot, "history-empty")
        await pilot.press("escape", "t")
        await picture(pilot, "tour")
        await pilot.press("2")
        await settle(pilot)
        await pilot.press("3")
        await picture(pilot, "tour-affirmed")
        await pilot.press("escape", "p")
        await picture(pilot, "library")
        await pilot.press("f", "right")
        await picture(pilot, "filter")
        await pilot.press("escape", "slash", "z", "z")
        await picture(pilot, "library-nothing-found")
        await pilot.press("escape", "escape", "s", "tab", "tab", "down")
        await picture(pilot, "settings")
        await pilot.press("escape", "ctrl+p", *"danny")
        await picture(pilot, "find")
        await pilot.press("escape")
        app.push_screen(CheckInScreen("Danny", HomeScreen))
        await picture(pilot, "check-in")


@pytest.mark.parametrize("size", SIZES)
async def test_pictures_with_something_behind(backend: FakeBackend, picture: Compare, size: tuple[int, int]) -> None:
    backend.people.use(backend.people.new("Sam").id)
    backend.practice().start("the-bus").end()
    practice = backend.practice().start("the-bus")
    practice.reply("You feel nobody listens.")
    app = MiCoachApp(backend)
    async with app.run_test(size=size) as pilot:
        await picture(pilot, "home-carry-on")
        await pilot.press("h")
        await settle(pilot)
        await pilot.press("delete")
        await picture(pilot, "history-undo")


async def test_pictures_without_colour(backend: FakeBackend, picture: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await picture(pilot, "home")
        await pilot.press("p")
        await settle(pilot)
        await pilot.press("f")
        await picture(pilot, "filter")
        await pilot.press("escape", "escape", "s", "tab", "tab")
        await picture(pilot, "settings")
        await pilot.press("escape", "ctrl+p")
        await picture(pilot, "find")
