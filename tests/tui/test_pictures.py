"""The screens of a conversation as pictures, at the smallest size and at a roomy one, in every theme."""

from __future__ import annotations

import pytest

from mi_coach.tui.app import MiCoachApp
from mi_coach.tui.screens.feedback import FeedbackScreen
from mi_coach.tui.themes import THEMES
from tests.fakes.backend import FakeBackend
from tests.tui.conftest import Compare, open_library, settle, start_talking, type_and_send

SIZES = [pytest.param((80, 24), id="80x24"), pytest.param((120, 40), id="120x40")]


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
@pytest.mark.parametrize("size", SIZES)
async def test_pictures(backend: FakeBackend, picture: Compare, size: tuple[int, int], theme: str) -> None:
    backend.settings.set("theme", theme)
    app = MiCoachApp(backend)
    async with app.run_test(size=size) as pilot:
        await open_library(pilot)
        await picture(pilot, "library")
        await pilot.press("enter")
        await picture(pilot, "brief")
        await pilot.press("enter")
        await settle(pilot)
        await type_and_send(pilot, "You feel [b]nobody[/b] listens. Why don't you get a bike? Well done for coming.")
        await picture(pilot, "conversation")
        await pilot.press("f2", "f3")
        await picture(pilot, "conversation-hint-meters")
        await pilot.press("f4")
        await picture(pilot, "leave")
        await pilot.press("e")
        await picture(pilot, "conversation-over")
        await pilot.press("enter")
        await picture(pilot, "feedback")
        await pilot.press("4")
        await picture(pilot, "feedback-counts")
        await pilot.press("7")
        await picture(pilot, "feedback-transcript")
        await pilot.press("s")
        await picture(pilot, "save")
        await pilot.press("escape", "escape", "h")
        await picture(pilot, "history")
        await pilot.press("escape", "escape", "s")
        await picture(pilot, "settings")
        await pilot.press("f1")
        await picture(pilot, "help")


REPLIES = (
    "You feel nobody listens.",
    "What would help?",
    "Why don't you get a bike?",
    "Part of you wants it over.",
) * 3


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
@pytest.mark.parametrize("size", SIZES)
async def test_pictures_of_the_whole(backend: FakeBackend, picture: Compare, size: tuple[int, int], theme: str) -> None:
    backend.settings.set("theme", theme)
    session_id = talked(backend)
    app = MiCoachApp(backend)
    async with app.run_test(size=size) as pilot:
        await app.push_screen(FeedbackScreen(session_id))
        await settle(pilot)
        await pilot.press("6")
        await picture(pilot, "feedback-arc")
        await pilot.press("4", "tab", "tab", "tab", "tab")
        await picture(pilot, "feedback-globals")


def talked(backend: FakeBackend) -> str:
    """A conversation of twelve replies, ended."""
    practice = backend.practice().start("the-bus")
    for reply in REPLIES:
        practice.reply(reply)
    practice.end()
    return practice.session.id


async def test_the_arc_without_colour(backend: FakeBackend, picture: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    session_id = talked(backend)
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(FeedbackScreen(session_id))
        await settle(pilot)
        await pilot.press("6")
        await picture(pilot, "feedback-arc")


async def test_picture_without_colour(backend: FakeBackend, picture: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await start_talking(pilot)
        await type_and_send(pilot, "You feel nobody listens. Why don't you get a bike?")
        await picture(pilot, "conversation")
