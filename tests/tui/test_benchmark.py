"""The benchmark in the app."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import TextArea

from mi_coach.domain.exercise import ExerciseKind, ExerciseRecord
from mi_coach.tui.app import MiCoachApp
from mi_coach.tui.screens.benchmark import BenchmarkScreen
from mi_coach.tui.screens.home import HomeScreen
from mi_coach.tui.widgets.transcript.turns import UnitTag
from tests.fakes.backend import FakeBackend
from tests.fakes.coder import FailingCoder
from tests.tui.conftest import settle, shown, type_and_send

REPLY = "You feel [b]torn[/]. What would help?"


def sittings(backend: FakeBackend) -> list[ExerciseRecord]:
    return backend.repository.exercises.list(backend.people.current().id, ExerciseKind.BENCHMARK)


async def open_benchmark(pilot: Pilot[None]) -> None:
    await settle(pilot)
    await pilot.press("b")
    await settle(pilot)


async def take(pilot: Pilot[None], reply: str) -> None:
    """All of a form with one reply, and its result."""
    await pilot.press("enter")
    await settle(pilot)
    for _ in range(8):
        await type_and_send(pilot, reply)
    await pilot.press("f4")
    await settle(pilot)


def flat(app: MiCoachApp) -> str:
    return " ".join(shown(app).replace("┃", " ").split())


async def test_both_forms_by_keyboard_with_the_change(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_benchmark(pilot)
        assert isinstance(app.screen, BenchmarkScreen)
        assert "You have not taken it yet" in flat(app)
        assert "What it is not" in flat(app)
        assert "it stays on this machine" in flat(app)
        await pilot.press("enter")
        await settle(pilot)
        assert "1 of 8" in shown(app)
        assert "F4" not in shown(app)
        for n in range(1, 9):
            assert f"{n} of 8" in shown(app).splitlines()[0]
            await type_and_send(pilot, REPLY)
            assert not app.screen.query(UnitTag)
        assert "All 8 are answered. F4 shows your result" in flat(app)
        await pilot.press("f4")
        await settle(pilot)
        text = flat(app)
        assert "Your score is" in text
        assert "it lies between" in text
        assert "●" in text
        assert "“You feel [b]torn[/]. What would help?”" in text
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)

        await open_benchmark(pilot)
        assert "Form A, 2 Mar 2026" in flat(app)
        assert "Enter begins the other form" in flat(app)
        await take(pilot, "Why don't you stop?")
        assert "Benchmark · Form B" in shown(app)
        assert "it has gone down by" in flat(app)
        assert "more than chance alone would do" in flat(app)
        await pilot.press("escape")
        await open_benchmark(pilot)
        assert "You have taken both forms" in flat(app)
    first, second = sittings(backend)
    assert (first.what, second.what) == ("form-a", "form-b")
    assert first.ended
    assert second.result["change"]["by"] < 0


async def test_what_is_written_is_kept_and_carried_on(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_benchmark(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await type_and_send(pilot, REPLY)
        app.screen.query_one(TextArea).insert("half a reply")
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        (draft,) = sittings(backend)
        assert [a["reply"] for a in draft.answers] == [REPLY, "half a reply"]
        assert draft.ended is None

    again = MiCoachApp(backend)
    async with again.run_test(size=(80, 24)) as pilot:
        await open_benchmark(pilot)
        assert "You left Form A with 1 of 8 answered, and another reply begun. Enter carries on there." in flat(again)
        await pilot.press("enter")
        await settle(pilot)
        assert "2 of 8" in shown(again).splitlines()[0]
        assert "1 of 8 answered" in flat(again)
        box = again.screen.query_one(TextArea)
        assert box.text == "half a reply"
        box.insert(", and the rest")
        await pilot.press("pagedown")
        await settle(pilot)
        assert "3 of 8" in shown(again).splitlines()[0]
        assert "2 of 8 answered" in flat(again)
        await pilot.press("enter")
        await settle(pilot)
        assert "PgDn leaves this one for later" in shown(again)
    (draft,) = sittings(backend)
    assert draft.answers[1]["reply"] == "half a reply, and the rest"


async def test_a_closed_window_loses_no_reply(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await open_benchmark(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await type_and_send(pilot, REPLY)
        await pilot.press("ctrl+q")
    (draft,) = sittings(backend)
    assert draft.answers[0]["reply"] == REPLY


async def test_a_reply_too_long_is_told_and_can_be_left(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await open_benchmark(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await type_and_send(pilot, "x" * 100_000)
        assert "That could not be kept" in shown(app)
        assert "1 of 8" in shown(app)
        await pilot.press("escape")
        await settle(pilot)
        assert "Esc again leaves it" in shown(app)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
    assert sittings(backend) == []


async def test_replies_are_kept_when_they_cannot_be_read(tmp_path: Path) -> None:
    coder = FailingCoder()
    backend = FakeBackend(tmp_path, coder)
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await open_benchmark(pilot)
        await take(pilot, REPLY)
        assert "Your replies are kept; F4 tries again." in flat(app)
        coder.broken = False
        await pilot.press("f4")
        await settle(pilot)
        assert "Your score is" in flat(app)
    backend.repository.close()
