"""Drills, spotting exercises and the benchmark as pictures, in every theme."""

from __future__ import annotations

import pytest

from mi_coach.tui.app import MiCoachApp
from mi_coach.tui.themes import THEMES
from tests.fakes.backend import FakeBackend
from tests.tui.conftest import Compare, settle, type_and_send

SIZES = [pytest.param((80, 24), id="80x24"), pytest.param((120, 40), id="120x40")]
ALL_THEMES = pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
BOTH_SIZES = pytest.mark.parametrize("size", SIZES)


@ALL_THEMES
@BOTH_SIZES
async def test_pictures_of_a_drill(backend: FakeBackend, picture: Compare, size: tuple[int, int], theme: str) -> None:
    backend.settings.set("theme", theme)
    app = MiCoachApp(backend)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("d")
        await picture(pilot, "drills")
        await pilot.press("enter")
        await picture(pilot, "drill-intro")
        await pilot.press("enter")
        await settle(pilot)
        await type_and_send(pilot, "What [b]happened[/] then? Why don't you get up earlier?")
        await picture(pilot, "drill-first-try")
        await type_and_send(pilot, "You feel nobody sees what it takes.")
        await picture(pilot, "drill-settled")
        await pilot.press("f4")
        await picture(pilot, "drill-end")
        await pilot.press("enter", "end")
        await picture(pilot, "drills-spotting")


@ALL_THEMES
@BOTH_SIZES
async def test_pictures_of_spotting(backend: FakeBackend, picture: Compare, size: tuple[int, int], theme: str) -> None:
    backend.settings.set("theme", theme)
    app = MiCoachApp(backend)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("d")
        await settle(pilot)
        await pilot.press("end", "enter")
        await picture(pilot, "spotting")
        await pilot.press("3")
        await picture(pilot, "spotting-named")
        await pilot.press("enter", "f4")
        await picture(pilot, "spotting-end")
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("up", "up", "enter")
        await picture(pilot, "spotting-transcript")


@ALL_THEMES
@BOTH_SIZES
async def test_pictures_of_the_benchmark(
    backend: FakeBackend, picture: Compare, size: tuple[int, int], theme: str
) -> None:
    backend.settings.set("theme", theme)
    app = MiCoachApp(backend)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("b")
        await picture(pilot, "benchmark-intro")
        await pilot.press("enter")
        await picture(pilot, "benchmark-situation")
        for _ in range(8):
            await type_and_send(pilot, "You feel [b]torn[/]. What would help?")
        await picture(pilot, "benchmark-all-answered")
        await pilot.press("f4")
        await picture(pilot, "benchmark-result")
