"""Pictures of what coaching adds to the conversation, at both sizes and in every theme."""

from __future__ import annotations

import pytest

from mi_coach.tui.app import MiCoachApp
from mi_coach.tui.themes import LABELS
from tests.fakes.backend import FakeBackend
from tests.tui.conftest import Compare, settle, type_and_send

SIZES = [pytest.param((80, 24), id="80x24"), pytest.param((120, 40), id="120x40")]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", LABELS)
async def test_pictures(backend: FakeBackend, picture: Compare, theme: str, size: tuple[int, int]) -> None:
    backend.settings.kept.update(theme=theme, name_first="on", notes="on")
    app = MiCoachApp(backend, "the-bus")
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await picture(pilot, "brief")
        await pilot.press("enter")
        await settle(pilot)
        for step in ("heard", "skill", "stem", "model"):
            await pilot.press("f2")
            await picture(pilot, f"hint-{step}")
        await type_and_send(pilot, "You feel [b]nobody[/b] listens. Why don't you get a bike?")
        await picture(pilot, "name")
        await pilot.press("2")
        await picture(pilot, "note")
        await pilot.press("o", "k", "enter")
        await picture(pilot, "why")


async def test_pictures_without_colour(backend: FakeBackend, picture: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    backend.settings.kept.update(name_first="on")
    app = MiCoachApp(backend, "the-bus")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("f2")
        await picture(pilot, "hint")
        await type_and_send(pilot, "You feel nobody listens.")
        await pilot.press("down")
        await picture(pilot, "name")
        await pilot.press("enter")
        await picture(pilot, "why")
