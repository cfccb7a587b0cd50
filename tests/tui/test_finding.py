"""Searching and filtering the library and past sessions; deleting, and thinking better of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.widgets import OptionList

from mi_coach.tui.app import MiCoachApp
from mi_coach.tui.screens.filters import FilterDialog
from mi_coach.tui.screens.history import HistoryScreen
from mi_coach.tui.screens.home import HomeScreen
from mi_coach.tui.screens.library import LibraryScreen
from tests.fakes.backend import FakeBackend
from tests.fakes.scenario import tiny_scenario
from tests.tui.conftest import open_library, settle, shown


@pytest.fixture
def three(backend: FakeBackend) -> FakeBackend:
    """Three people to talk with, one of them talked with before."""
    tiny = tiny_scenario()
    lena = replace(
        tiny, id="late", title="Late again", client=replace(tiny.client, name="Lena"), difficulty=1, setting="licence",
        skills=("affirming",), content_note="Debt.",
    )  # fmt: skip
    omar = replace(
        tiny, id="door", title="The door", client=replace(tiny.client, name="Omar"), difficulty=4, skills=("discord",)
    )
    backend.library.__init__(omar, tiny, lena)
    practice = backend.practice().start("the-bus")
    practice.reply("You feel nobody listens.")
    practice.end()
    return backend


def listed(app: MiCoachApp) -> list[str]:
    return [str(option.id).partition(":")[2] for option in app.screen.query_one(OptionList).options]


async def test_the_library_begins_with_the_gentlest(three: FakeBackend) -> None:
    app = MiCoachApp(three)
    async with app.run_test() as pilot:
        await open_library(pilot)
        assert listed(app) == ["late", "the-bus", "door"]
        assert "Before you start: Debt." in shown(app)
        assert "Played: not yet" in shown(app)


async def test_words_are_searched_for_while_they_are_typed(three: FakeBackend) -> None:
    app = MiCoachApp(three)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_library(pilot)
        await pilot.press("slash", *"debt")
        await settle(pilot)
        assert listed(app) == ["late"]
        assert "1 of 3 conversations: “debt”. Esc, then C, shows all again." in shown(app)
        await pilot.press("enter", "enter")
        await settle(pilot)
        assert "The case: Late again" in shown(app)
        await pilot.press("escape")
        await settle(pilot)
        assert listed(app) == ["late"]
        await pilot.press("c")
        await settle(pilot)
        assert len(listed(app)) == 3
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)


async def test_an_empty_result_says_how_to_see_all_again(three: FakeBackend) -> None:
    app = MiCoachApp(three)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_library(pilot)
        await pilot.press("slash", *"zz[/b]")
        await settle(pilot)
        assert listed(app) == []
        assert "Nothing fits “zz[/b]”. Esc, then C, shows all 3 again." in shown(app)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, LibraryScreen)
        assert "C shows all 3 again" in shown(app)
        await pilot.press("c")
        await settle(pilot)
        assert len(listed(app)) == 3


async def test_filters_count_as_they_change_and_can_be_cleared(three: FakeBackend) -> None:
    app = MiCoachApp(three)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_library(pilot)
        await pilot.press("f", "right")
        await settle(pilot)
        assert "affirming" in shown(app)
        assert "2 conversations of 3." in shown(app)
        await pilot.press("down", "down", "down", "right")
        await settle(pilot)
        assert "1 conversation of 3." in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        assert listed(app) == ["late"]
        assert "affirming, not played yet" in shown(app)
        await pilot.press("f", "escape")
        await settle(pilot)
        assert listed(app) == ["late"]
        await pilot.press("f", "c")
        await settle(pilot)
        assert len(listed(app)) == 3
        await pilot.press("f", "down", "down", "left")
        await pilot.press("enter")
        await settle(pilot)
        assert not isinstance(app.screen, FilterDialog)
        assert listed(app) == ["door"]


async def test_past_sessions_are_searched_by_what_their_lines_say(three: FakeBackend) -> None:
    three.practice().start("door").end()
    app = MiCoachApp(three)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("h")
        await settle(pilot)
        assert len(app.screen.query_one(OptionList).options) == 2
        await pilot.press("slash", *"omar")
        await settle(pilot)
        assert "1 of 2 hold “omar”" in shown(app)
        await pilot.press(*"x")
        await settle(pilot)
        assert "None of them holds “omarx”" in shown(app)


async def test_an_empty_list_of_sessions_says_what_will_be_there(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("h", "delete", "u")
        await settle(pilot)
        assert "No sessions yet." in shown(app)
        assert "P on the first screen" in " ".join(shown(app).split())
        assert "Delete" not in shown(app)


async def test_a_deleted_session_can_be_brought_back_until_the_list_is_left(three: FakeBackend) -> None:
    app = MiCoachApp(three)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("h")
        await settle(pilot)
        await pilot.press("delete")
        await settle(pilot)
        assert "Danny" not in shown(app)
        assert "U brings it back" in " ".join(shown(app).split())
        assert len(three.sessions()) == 1
        await pilot.press("u")
        await settle(pilot)
        assert "Danny" in shown(app)
        await pilot.press("x", "escape")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
    assert not three.sessions()


async def test_quitting_from_the_list_deletes_what_was_taken_off(three: FakeBackend) -> None:
    app = MiCoachApp(three)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("h")
        await settle(pilot)
        await pilot.press("delete")
        await settle(pilot)
        await pilot.press("ctrl+q")
    assert not three.sessions()


class _Full(FakeBackend):
    def delete_session(self, session_id: str) -> None:
        raise OSError("disk full")


async def test_what_cannot_be_deleted_is_told_and_still_there(tmp_path) -> None:  # type: ignore[no-untyped-def]
    backend = _Full(tmp_path)
    backend.practice().start("the-bus").end()
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("h")
        await settle(pilot)
        await pilot.press("delete", "escape")
        await settle(pilot)
        assert isinstance(app.screen, HistoryScreen)
        assert "could not be deleted" in shown(app)
        assert "Danny" in shown(app)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
    backend.repository.close()
