"""Going back, paths, two of them compared, and the client's chair as pictures, in every theme."""

from __future__ import annotations

import pytest

from mi_coach.tui.app import MiCoachApp
from mi_coach.tui.themes import THEMES
from tests.fakes.backend import FakeBackend
from tests.tui.conftest import Compare, settle, type_and_send

SIZES = [pytest.param((80, 24), id="80x24"), pytest.param((120, 40), id="120x40")]


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
@pytest.mark.parametrize("size", SIZES)
async def test_pictures(backend: FakeBackend, picture: Compare, size: tuple[int, int], theme: str) -> None:
    backend.settings.set("theme", theme)
    practice = backend.practice().start("the-bus")
    for reply in ("You feel [b]nobody[/b] listens.", "What would help?", "Why don't you get a bike?"):
        practice.reply(reply)
    app = MiCoachApp(backend, "the-bus", practice.session.reference)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("f8")
        await picture(pilot, "go-back")
        await pilot.press("enter")
        await settle(pilot)
        await type_and_send(pilot, "Part of you wants it behind you. What comes next?")
        await picture(pilot, "another-path")
        await pilot.press("f9")
        await picture(pilot, "compare")
        await pilot.press("escape", "f4", "e")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("5")
        await picture(pilot, "feedback-at-a-moment")
        await pilot.press("p")
        await picture(pilot, "paths")


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
@pytest.mark.parametrize("size", SIZES)
async def test_pictures_chair(backend: FakeBackend, picture: Compare, size: tuple[int, int], theme: str) -> None:
    backend.settings.set("theme", theme)
    app = MiCoachApp(backend, "the-bus", chair=True)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("enter", "f3")
        await picture(pilot, "chair")
        await pilot.press("a")
        await picture(pilot, "chair-end")
