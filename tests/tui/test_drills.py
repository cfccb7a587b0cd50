"""Drills in the app: the list, a round, and what is kept."""

from __future__ import annotations

from pathlib import Path
from threading import Event

from textual.pilot import Pilot
from textual.widgets import OptionList, TextArea

from mi_coach.domain.exercise import ExerciseKind, ExerciseRecord
from mi_coach.errors import MiCoachError
from mi_coach.service.practice import PracticeService
from mi_coach.tui.app import MiCoachApp
from mi_coach.tui.screens.drill import DrillScreen
from mi_coach.tui.screens.drills import DrillsScreen
from mi_coach.tui.screens.feedback import FeedbackScreen
from mi_coach.tui.screens.help import HelpScreen
from mi_coach.tui.screens.home import HomeScreen
from mi_coach.tui.widgets.exercise.verdict import VerdictLine
from tests.fakes.backend import FakeBackend
from tests.fakes.coder import FailingCoder, SlowCoder
from tests.fakes.exercises import StillClock
from tests.tui.conftest import settle, shown, start_talking, type_and_send

MISSED = "What happened then?"


def rounds(backend: FakeBackend, kind: ExerciseKind = ExerciseKind.DRILL) -> list[ExerciseRecord]:
    return backend.repository.exercises.list(backend.people.current().id, kind)


def words(app: MiCoachApp) -> str:
    """What is shown right of the list, or in a pane, in one line."""
    lines = (line.rstrip(" ┃│").rpartition("│")[2] or line for line in shown(app).splitlines())
    return " ".join(" ".join(lines).replace("┃", " ").replace("▌", " ").split())


async def open_drills(pilot: Pilot[None]) -> None:
    await settle(pilot)
    await pilot.press("d")
    await settle(pilot)


async def begin(pilot: Pilot[None]) -> DrillScreen:
    """The marked drill, begun."""
    await pilot.press("enter")
    await settle(pilot)
    await pilot.press("enter")
    await settle(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, DrillScreen)
    return screen


def fitting(backend: FakeBackend, screen: DrillScreen) -> str:
    """A reply that the coder of plain rules takes for a reflection of the person on the screen."""
    assert screen._round is not None
    prompt = screen._round.prompt
    return f"You {prompt.meanings[0].text.removeprefix('you ')}."


async def test_the_list_says_what_each_is_and_where_one_stands(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_drills(pilot)
        assert isinstance(app.screen, DrillsScreen)
        text = shown(app)
        assert "A drill is 5 minutes on one skill" in text
        assert " 1 ··· Simple reflection ◂" in text
        assert "12 ··· Elicit, provide, elicit" in text
        assert "spot Sort the roadblocks" in text
        assert "You hand back what the" in text
        assert "Not drilled yet" in text
        assert "Level 1: One plain point" in text

        await pilot.press("end")
        await settle(pilot)
        assert "Nothing to write here" in shown(app)
        assert "At a level" not in shown(app)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)


async def test_a_whole_round_by_keyboard(backend: FakeBackend) -> None:
    backend.clock = StillClock()
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_drills(pilot)
        await pilot.press("enter")
        await settle(pilot)
        text = shown(app)
        assert "Drill · Simple reflection" in text
        assert "What to do" in text
        assert "Tips" in text
        assert "Ready: press Enter to begin." in text
        await pilot.press("enter")
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, DrillScreen)
        assert screen._round is not None
        assert "1 of 8 · level 1" in shown(app)
        assert screen._round.prompt.who in shown(app)

        await type_and_send(pilot, MISSED)
        assert "OQ open question" in shown(app)
        assert "· Not yet. You " in shown(app)
        assert "Once more" in shown(app)
        assert "Replies that fit" not in shown(app)
        await type_and_send(pilot, "What [b]else[/]?")
        assert "[b]else[/]" in shown(app)
        assert "Replies that fit" in shown(app)
        assert screen._round.better[0].split()[0] in shown(app)

        for n in range(2, 9):
            await pilot.press("enter")
            await settle(pilot)
            assert f"{n} of 8" in shown(app)
            await type_and_send(pilot, fitting(backend, screen))
            if not screen._round.settled:
                await type_and_send(pilot, MISSED)
        await pilot.press("enter")
        await settle(pilot)
        text = shown(app)
        order = [text.index(part) for part in ("What went well", "One thing to try", "Where next")]
        assert order == sorted(order)
        assert "The next round begins at level" in text or "the next round begins there" in text

        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, DrillsScreen)
        assert "Complex reflection, meaning ◂" in shown(app)

    (kept,) = rounds(backend)
    assert kept.ended
    assert len(kept.answers) == 8
    assert [t["text"] for t in kept.answers[0]["tries"]] == [MISSED, "What [b]else[/]?"]


async def test_the_level_follows_and_is_told_in_a_line(backend: FakeBackend) -> None:
    backend.clock = StillClock()
    app = MiCoachApp(backend)
    async with app.run_test(size=(100, 30)) as pilot:
        await open_drills(pilot)
        screen = await begin(pilot)
        assert screen._round is not None
        met = 0
        while met < 2:
            await type_and_send(pilot, fitting(backend, screen))
            met = met + 1 if screen._round.tries[-1].verdict.met == "yes" and len(screen._round.tries) == 1 else 0
            if not screen._round.settled:
                await pilot.press("f3")
            else:
                await pilot.press("enter")
            await settle(pilot)
        assert "Two in a row, so the next one asks a little more: level 2." in shown(app)
        assert "level 2" in shown(app).splitlines()[0]


async def test_tips_open_and_skipping_goes_on(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_drills(pilot)
        screen = await begin(pilot)
        assert screen._round is not None
        tip = screen._round.drill.tips[0].split(",")[0]
        assert tip not in shown(app)
        await pilot.press("f2")
        await settle(pilot)
        assert tip in shown(app)
        await pilot.press("f2", "f3")
        await settle(pilot)
        assert "2 of 8" in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        assert "Type what you would say" in shown(app)
        await pilot.press("question_mark")
        await settle(pilot)
        assert isinstance(app.screen, HelpScreen)
        assert shown(app).index("Drill") < shown(app).index("Everywhere")


async def test_leaving_keeps_what_was_answered_and_points_out_unsent_words(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await open_drills(pilot)
        await begin(pilot)
        await type_and_send(pilot, MISSED)
        app.screen.query_one(TextArea).insert("half a")
        await pilot.press("escape")
        await settle(pilot)
        assert "you have not sent" in shown(app)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, DrillsScreen)
    (kept,) = rounds(backend)
    assert kept.ended
    assert kept.answers[0]["tries"][0]["text"] == MISSED


async def test_closing_the_window_keeps_what_was_answered(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await open_drills(pilot)
        await begin(pilot)
        await type_and_send(pilot, MISSED)
        await pilot.press("ctrl+q")
    (kept,) = rounds(backend)
    assert kept.answers[0]["tries"][0]["text"] == MISSED


async def test_ending_before_the_first_reply_keeps_nothing(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await open_drills(pilot)
        await begin(pilot)
        await pilot.press("f4")
        await settle(pilot)
        assert "there is nothing to keep" in shown(app)
        await pilot.press("r")
        await settle(pilot)
        assert "Ready: press Enter to begin." in shown(app)
    assert rounds(backend) == []


async def test_a_level_can_be_asked_for(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await open_drills(pilot)
        await pilot.press("3")
        await settle(pilot)
        assert "This round stays at level 3" in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        assert "1 of 8 · level 3" in shown(app)


async def test_a_reply_that_could_not_be_coded_is_given_back(tmp_path: Path) -> None:
    coder = FailingCoder()
    backend = FakeBackend(tmp_path, coder)
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await open_drills(pilot)
        await begin(pilot)
        await type_and_send(pilot, MISSED)
        assert "That was not taken" in shown(app)
        assert app.screen.query_one(TextArea).text == MISSED
        coder.broken = False
        await pilot.press("enter")
        await settle(pilot)
        assert len(app.screen.query(VerdictLine)) == 1
    backend.repository.close()


async def test_leaving_while_a_reply_is_heard(tmp_path: Path) -> None:
    coder = SlowCoder()
    backend = FakeBackend(tmp_path, coder)
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await open_drills(pilot)
        await begin(pilot)
        app.screen.query_one(TextArea).insert(MISSED)
        await pilot.press("enter")
        await pilot.pause()
        assert "Listening" in shown(app)
        app.screen.query_one(TextArea).insert("more")
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.query_one(TextArea).text == "more"
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert isinstance(app.screen, DrillsScreen)
        coder.go.set()
        await settle(pilot)
    (kept,) = rounds(backend)
    assert kept.answers[0]["tries"][0]["text"] == MISSED
    backend.repository.close()


async def test_a_drill_that_is_not_there(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await settle(pilot)
        await app.push_screen(DrillScreen("juggling"))
        await settle(pilot)
        assert "there is no drill" in shown(app)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)


async def test_where_one_stands_shows_after_a_round(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await open_drills(pilot)
        await begin(pilot)
        await type_and_send(pilot, MISSED)
        await pilot.press("f4")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert " 1 ●○○ Simple reflection" in shown(app)
        app.screen.query_one(OptionList).highlighted = 0
        await settle(pilot)
        assert "You stand at level 1 of 3. Last practised 2 Mar 2026" in words(app)


async def test_the_next_step_of_a_report_opens_its_drill(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await start_talking(pilot)
        await type_and_send(pilot, "What would help?")
        await pilot.press("f4", "e")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, FeedbackScreen)
        await pilot.press("2")
        await settle(pilot)
        assert "press D for five minutes of the drill “Simple reflection”" in words(app)
        await pilot.press("d")
        await settle(pilot)
        assert isinstance(app.screen, DrillScreen)
        assert "Drill · Simple reflection" in shown(app)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, FeedbackScreen)


async def test_a_coach_that_cannot_be_loaded_is_told_and_tried_again(backend: FakeBackend) -> None:
    load, broken = backend.practice, True

    def practice() -> PracticeService:
        if broken:
            raise MiCoachError("the model is missing")
        return load()

    backend.practice = practice  # type: ignore[method-assign]
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_drills(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "The coach could not be loaded: the model is missing. Enter tries again." in words(app)
        assert "What to do" in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        assert "the model is missing" in words(app)
        broken = False
        await pilot.press("enter")
        await settle(pilot)
        assert "1 of 8" in shown(app)


async def test_a_drill_opens_by_itself_once_the_coach_has_loaded(backend: FakeBackend) -> None:
    load, go = backend.practice, Event()

    def practice() -> PracticeService:
        go.wait(30)
        return load()

    backend.practice = practice  # type: ignore[method-assign]
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_drills(pilot)
        await pilot.press("enter")
        while "What to do" not in shown(app):
            await pilot.pause()
        assert "The coach is loading while you read." in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "it opens by itself" in shown(app)
        go.set()
        await settle(pilot)
        assert "1 of 8" in shown(app)
