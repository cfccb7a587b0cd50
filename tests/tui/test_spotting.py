"""Spotting exercises in the app."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from mi_coach.domain.exercise import ExerciseKind, ExerciseRecord
from mi_coach.tui.app import MiCoachApp
from mi_coach.tui.screens.drills import DrillsScreen
from mi_coach.tui.screens.home import HomeScreen
from mi_coach.tui.screens.spotting import SpottingScreen
from mi_coach.tui.widgets.exercise.numbered import KEYS, Numbered
from mi_coach.tui.widgets.exercise.verdict import VerdictLine
from tests.fakes.backend import FakeBackend
from tests.tui.conftest import settle, shown

NAMES = ("tag-a-transcript", "change-talk", "roadblocks")


def kept(backend: FakeBackend) -> list[ExerciseRecord]:
    return backend.repository.exercises.list(backend.people.current().id, ExerciseKind.SPOTTING)


async def open_spotting(pilot: Pilot[None], name: str) -> SpottingScreen:
    await settle(pilot)
    await pilot.press("d")
    await settle(pilot)
    await pilot.press("end", *["up"] * (len(NAMES) - 1 - NAMES.index(name)), "enter")
    await settle(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, SpottingScreen)
    return screen


def key_of(screen: SpottingScreen, wrong: bool = False) -> str:
    """The key of the answer, or of something that does not count."""
    assert screen._round is not None
    item = screen._round.item
    options = [o.id for o in screen._round.options]
    good = {item.answer, *item.also}
    chosen = next(o for o in options if o not in good) if wrong else item.answer
    return KEYS[options.index(chosen)]


@pytest.mark.parametrize("name", NAMES)
async def test_a_whole_round_by_keys(backend: FakeBackend, name: str) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await open_spotting(pilot, name)
        assert screen._round is not None
        items = len(screen._round.items)
        assert f"1 of {items}" in shown(app)
        for n in range(1, items + 1):
            assert f"{n} of {items}" in shown(app)
            assert screen.query_one(Numbered).has_focus
            await pilot.press(key_of(screen, wrong=n == 1))
            await settle(pilot)
            assert len(screen.query(VerdictLine)) == 1
            assert ("· The answer here: " in shown(app)) is (n == 1)
            assert ("+ Yes" in shown(app)) is (n > 1)
            await pilot.press("enter")
            await settle(pilot)
        text = shown(app)
        assert f"You heard {items - 1} of {items}." in text
        order = [text.index(p) for p in ("What went well", "One thing to listen for", "To hear once more")]
        assert order == sorted(order)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, DrillsScreen)
        assert f"heard {items - 1} of" in shown(app) or f"{items - 1} of {items}" in shown(app)
    (record,) = kept(backend)
    assert record.ended
    assert record.result["right"] == items - 1


async def test_arrows_choose_too_and_the_words_that_show_it_are_marked(
    backend: FakeBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = MiCoachApp(backend)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await open_spotting(pilot, "change-talk")
        assert screen._round is not None
        while not screen._round.item.shows:
            await pilot.press("1")
            await settle(pilot)
            await pilot.press("enter")
            await settle(pilot)
        item, done = screen._round.item, len(screen._round.spotted)
        await pilot.press("down", "down", "up", "enter")
        await settle(pilot)
        assert screen._round.spotted[-1].choice == "sustain"
        assert f"[{item.shows}]" in " ".join(shown(app).split())
        await pilot.press("1")  # named already
        await settle(pilot)
        assert len(screen._round.spotted) == done + 1


async def test_leaving_and_ending_keep_what_was_answered(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        screen = await open_spotting(pilot, "roadblocks")
        await pilot.press("d")
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, DrillsScreen)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("f4")
        await settle(pilot)
        assert "there is nothing to keep" in shown(app)
        await pilot.press("r")
        await settle(pilot)
        assert isinstance(app.screen, SpottingScreen)
        assert app.screen is not screen
        assert "1 of 12" in shown(app)
        await pilot.press("escape", "escape")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
    (record,) = kept(backend)
    assert record.ended
    assert len(record.answers) == 1


async def test_an_exercise_that_is_not_there(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await settle(pilot)
        await app.push_screen(SpottingScreen("juggling"))
        await settle(pilot)
        assert "there is no spotting exercise" in shown(app)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
