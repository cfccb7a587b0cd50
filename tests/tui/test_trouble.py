"""Slow coders, broken coders and other trouble: the screen stays alive and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.widgets import Static, TextArea

from mi_coach.domain.scenario import Scenario
from mi_coach.errors import MiCoachError
from mi_coach.service.practice import MAX_REPLY, PracticeService
from mi_coach.tui.app import MiCoachApp
from mi_coach.tui.messages import Answered
from mi_coach.tui.screens.brief import BriefScreen
from mi_coach.tui.screens.conversation import ConversationScreen
from mi_coach.tui.screens.home import HomeScreen
from mi_coach.tui.screens.library import LibraryScreen
from mi_coach.tui.widgets.transcript.turns import ClientLine, ReplyLine, UnitTag
from tests.fakes.backend import FakeBackend
from tests.fakes.coder import FailingCoder, SlowCoder
from tests.tui.conftest import open_library, settle, shown, start_talking, type_and_send


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[SlowCoder]:
    coder = SlowCoder()
    yield coder
    coder.go.set()


def status(app: MiCoachApp) -> str:
    return str(app.screen.query_one("#status", Static).content)


async def test_typing_goes_on_while_the_coder_is_slow(tmp_path: Path, slow: SlowCoder) -> None:
    backend = FakeBackend(tmp_path, slow)
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await start_talking(pilot)
        app.screen.query_one(TextArea).insert("You feel nobody listens.")
        await pilot.press("enter")
        assert slow.asked.wait(10)
        assert len(app.screen.query(ReplyLine)) == 1
        assert "Danny is thinking" in status(app)

        await pilot.press("S", "o", "enter")
        assert app.screen.query_one(TextArea).text == "So"
        assert "your words are kept" in status(app)
        await pilot.resize_terminal(200, 50)
        await pilot.press("f3", "!")
        assert app.screen.query_one(TextArea).text == "So!"

        slow.go.set()
        await settle(pilot)
        assert len(app.screen.query(ClientLine)) == 2
        assert app.screen.query_one(TextArea).text == "So!"


async def test_a_late_answer_to_a_screen_that_was_left_is_dropped(tmp_path: Path, slow: SlowCoder) -> None:
    backend = FakeBackend(tmp_path, slow)
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await start_talking(pilot)
        app.screen.query_one(TextArea).insert("You feel nobody listens.")
        await pilot.press("enter")
        assert slow.asked.wait(10)
        await pilot.press("f4", "l")
        await pilot.pause()
        assert isinstance(app.screen, LibraryScreen)
        slow.go.set()
        await settle(pilot)
        assert isinstance(app.screen, LibraryScreen)
        await start_talking(pilot)
        assert "exchange 2 of 20" in shown(app)
    assert backend.sessions()[0].replies == 1


async def test_an_answer_with_an_old_token_changes_nothing(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await start_talking(pilot)
        await type_and_send(pilot, "You feel nobody listens.")
        exchange = backend.practice().start("the-bus").reply("What else?")
        app.screen.post_message(Answered(0, exchange))
        await settle(pilot)
        assert len(app.screen.query(ClientLine)) == 2


async def test_a_coder_that_fails_keeps_the_reply_and_can_be_tried_again(tmp_path: Path) -> None:
    coder = FailingCoder()
    backend = FakeBackend(tmp_path, coder)
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await start_talking(pilot)
        await type_and_send(pilot, "You feel nobody listens.")
        assert "saved but not yet answered" in status(app)
        assert "RuntimeError" in status(app)
        assert "the coder is broken" not in status(app)

        await type_and_send(pilot, "What else?")
        assert app.screen.query_one(TextArea).text == "What else?"
        assert len(app.screen.query(ReplyLine)) == 1

        coder.broken = False
        await pilot.press("ctrl+r")
        await settle(pilot)
        assert len(app.screen.query(UnitTag)) == 1
        assert len(app.screen.query(ClientLine)) == 2
        await pilot.press("enter")
        await settle(pilot)
        assert len(app.screen.query(ReplyLine)) == 2
    assert backend.sessions()[0].replies == 2


async def test_a_reply_that_cannot_be_taken_comes_back_to_the_box(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    long = "a" * (MAX_REPLY + 1)
    async with app.run_test() as pilot:
        await start_talking(pilot)
        await type_and_send(pilot, long)
        assert app.screen.query_one(TextArea).text == long
        assert not app.screen.query(ReplyLine)
        assert "20,000 is the most" in status(app)


class _Loading(FakeBackend):
    """Loads only when told to, and may fail."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.go = Event()
        self.problem = ""

    def practice(self) -> PracticeService:
        self.go.wait(30)
        if self.problem:
            raise MiCoachError(self.problem)
        return super().practice()


async def test_the_brief_is_read_while_the_coach_loads(tmp_path: Path) -> None:
    backend = _Loading(tmp_path)
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await open_library(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, BriefScreen)
        assert "loading while you read" in status(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "opens by itself" in status(app)
        backend.go.set()
        await settle(pilot)
        assert isinstance(app.screen, ConversationScreen)


async def test_a_coach_that_cannot_load_says_so_and_is_tried_again(tmp_path: Path) -> None:
    backend = _Loading(tmp_path)
    backend.problem = "the model is missing [/b]"
    backend.go.set()
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await open_library(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "could not be loaded: the model is missing [/b]" in status(app)
        backend.problem = ""
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, ConversationScreen)


async def test_enter_while_the_case_is_still_being_read_opens_the_conversation_once(
    backend: FakeBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, found = Event(), backend.library.get

    def slowly(scenario_id: str) -> Scenario:
        assert go.wait(10)
        return found(scenario_id)

    monkeypatch.setattr(backend.library, "get", slowly)
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        app.push_screen(BriefScreen("the-bus"))
        await pilot.pause()
        await pilot.press("enter", "enter")
        go.set()
        await settle(pilot)
        assert isinstance(app.screen, ConversationScreen)
    assert len(backend.sessions()) == 1


async def test_a_case_that_cannot_be_read_says_so(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        app.push_screen(BriefScreen("gone"))
        await settle(pilot)
        assert "could not be read: there is no scenario gone" in shown(app)
        assert "Ready" not in status(app)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, BriefScreen)
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)


class _NoReport(FakeBackend):
    def report(self, session_id: str) -> Mapping[str, Any]:
        raise ValueError("no report")


async def test_a_report_that_fails_leaves_the_session(tmp_path: Path) -> None:
    backend = _NoReport(tmp_path)
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await start_talking(pilot)
        await type_and_send(pilot, "You feel nobody listens.")
        await pilot.press("f4", "e")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "could not be made" in shown(app)
        await pilot.press("escape")
        assert isinstance(app.screen, LibraryScreen)


class _NoLibrary(FakeBackend):
    def unfinished(self) -> list[Any]:
        raise MiCoachError("the database is [b]locked[/b]")


async def test_a_store_that_cannot_be_read_gives_one_line(tmp_path: Path) -> None:
    app = MiCoachApp(_NoLibrary(tmp_path))
    async with app.run_test() as pilot:
        await open_library(pilot)
        assert "could not be read: the database is [b]locked[/b]" in shown(app)


async def test_resizing_to_and_fro_keeps_everything(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await start_talking(pilot)
        await type_and_send(pilot, "You feel nobody listens. " * 20)
        await pilot.press("d", "r", "a", "f", "t")
        for size in ((200, 50), (80, 24), (120, 40), (40, 12), (80, 24)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert app.screen.query_one(TextArea).text == "draft"
            assert app.screen.query_one("#side").display is (size[0] >= 120)
        last = app.screen.query(ClientLine).last()
        assert last.region.bottom <= app.screen.query_one("#transcript").region.bottom


async def test_quit_works_with_a_dialog_open(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await start_talking(pilot)
        await pilot.press("f4", "ctrl+q")
        await pilot.pause()
        assert not app.is_running or app._exit
    assert len(backend.unfinished()) == 1
