"""Progress and people as pictures, at two sizes and in each theme."""

from __future__ import annotations

import pytest

from mi_coach.tui.app import MiCoachApp
from mi_coach.tui.themes import THEMES
from tests.fakes.backend import FakeBackend
from tests.tui.conftest import Compare, settle
from tests.tui.test_progress import ASKING, LISTENING, play

SIZES = [pytest.param((80, 24), id="80x24"), pytest.param((120, 40), id="120x40")]


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
@pytest.mark.parametrize("size", SIZES)
async def test_pictures(backend: FakeBackend, picture: Compare, size: tuple[int, int], theme: str) -> None:
    backend.settings.set("theme", theme)
    for n in (0, 2, 1, 3, 4, 5):
        play(backend, LISTENING[:n] + ASKING[n:])
    app = MiCoachApp(backend)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("g")
        await picture(pilot, "progress-next")
        await pilot.press("down")
        await picture(pilot, "progress-overall")
        await pilot.press("up", "up")
        await picture(pilot, "progress-hints")
        await pilot.press("escape", "u")
        await picture(pilot, "people")


@pytest.mark.parametrize("size", SIZES)
async def test_pictures_of_nothing_yet(backend: FakeBackend, picture: Compare, size: tuple[int, int]) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("g")
        await picture(pilot, "progress-empty")


async def test_picture_without_colour(backend: FakeBackend, picture: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    play(backend, LISTENING)
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("g", "down")
        await picture(pilot, "progress-overall")
